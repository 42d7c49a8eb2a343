//! What a row does to the data, and which effects it emits.

use super::effect::Effect;
use super::event::Act;
use super::guard::Case;
use super::state::{Delivery, Episode, Grant, Ruling, State};
use crate::actor::{Party, RepresentativeId};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

/// A change of data; the *subject* is as in [`Guard`](super::Guard).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Change {
    /// A new episode; the epoch stays. An adult's is [`Change::MakeOwn`].
    Open,
    /// Everybody who may becomes a recipient; for an adult, the pupil.
    AskAll,
    /// The subject becomes a recipient.
    Ask,
    /// The reminders that are due count as sent.
    Remind,
    /// One more failure of the subject's notice.
    CountFailure,
    /// grants += subject, declines −= subject.
    Grant,
    /// The episode becomes an adult's own, and [`Change::ClearDisputes`].
    MakeOwn,
    /// grants −= subject.
    Ungrant,
    /// grants −= the pupil.
    UngrantPupil,
    /// declines += subject.
    Decline,
    /// objections += subject.
    Object,
    /// objections −= subject.
    Lift,
    /// The ruling is recorded; one that allows clears the objections.
    Rule,
    /// No objection and no ruling stands.
    ClearDisputes,
    /// linked −= subject, recipients −= subject, declines −= subject.
    Unlink,
    /// linked += subject, entitled += subject.
    Link,
    /// [`Change::Unlink`], and entitled, grants, objections −= subject.
    LoseAuthority,
    /// The pupil counts as an adult for consent.
    Emancipate,
    /// The new birth date is in force.
    CorrectBirthDate,
    /// The account is gone.
    DeleteAccount,
    /// The data of the episode meant count as destroyed.
    Destroy,
}

impl Change {
    /// Makes the change in `next`, the copy of the state of `case`.
    pub(super) fn make(self, next: &mut State, case: &Case<'_>) {
        let open = case.state.kind().is_open();
        let subject = case.event.subject();
        let representative = match &subject {
            Some(Party::Representative(id)) => Some(id),
            Some(Party::Pupil) | None => None,
        };
        let (facts, episode) = (&mut next.facts, &mut next.episode);
        match self {
            Self::Open => {
                *episode = Episode::open(episode.number.saturating_add(1));
                if case.is_adult() {
                    Self::MakeOwn.make(next, case);
                }
            }
            Self::AskAll => {
                let pupil = case.is_adult().then_some(Party::Pupil);
                let asked = case.may_all().cloned().map(Party::Representative).chain(pupil);
                episode.recipients = asked.map(|party| (party, Delivery::sent(case.at))).collect();
            }
            Self::Ask => {
                episode.recipients.extend(subject.map(|party| (party, Delivery::sent(case.at))));
            }
            Self::Remind => {
                let due = case.due().map(|party| (party.clone(), Delivery::sent(case.at)));
                episode.recipients.extend(due);
            }
            Self::CountFailure => {
                if let Some(sent) = subject.and_then(|party| episode.recipients.get_mut(&party)) {
                    sent.failures = sent.failures.saturating_add(1);
                }
            }
            Self::Grant => {
                if let Some(party) = subject {
                    episode.declines.remove(&party);
                    episode.grants.insert(party, Grant { expires_at: expiry(&case.event.act) });
                }
            }
            Self::MakeOwn => {
                episode.own = true;
                Self::ClearDisputes.make(next, case);
            }
            Self::Ungrant => episode.grants.retain(|party, _| Some(party) != subject.as_ref()),
            Self::UngrantPupil => episode.grants.retain(|party, _| *party != Party::Pupil),
            Self::Decline => episode.declines.extend(subject),
            Self::Object => facts.objections.extend(representative.cloned()),
            Self::Lift => remove(&mut facts.objections, representative),
            Self::Rule => {
                if let Act::AuthorityRuling { allow, .. } = case.event.act {
                    facts.ruling = Some(if allow { Ruling::Allow } else { Ruling::Deny });
                    facts.objections.retain(|_| !allow);
                }
            }
            Self::ClearDisputes => {
                facts.objections.clear();
                facts.ruling = None;
            }
            Self::Link => {
                for set in [&mut facts.known, &mut facts.linked, &mut facts.entitled] {
                    set.extend(representative.cloned());
                }
            }
            Self::Unlink | Self::LoseAuthority => {
                remove(&mut facts.linked, representative);
                if self == Self::LoseAuthority {
                    remove(&mut facts.entitled, representative);
                    remove(&mut facts.objections, representative);
                }
                // An episode that is over never changes (I-05).
                if open {
                    episode.recipients.retain(|party, _| Some(party) != subject.as_ref());
                    episode.declines.retain(|party| Some(party) != subject.as_ref());
                    if self == Self::LoseAuthority {
                        episode.grants.retain(|party, _| Some(party) != subject.as_ref());
                    }
                }
            }
            Self::Emancipate => facts.emancipated = true,
            Self::CorrectBirthDate => {
                if let Act::BirthDateCorrected { birth_date } = case.event.act {
                    facts.birth_date = birth_date;
                }
            }
            Self::DeleteAccount => facts.account_deleted = true,
            Self::Destroy => facts.destroyed.extend(case.doomed()),
        }
    }
}

/// An effect of a row, before it is known whom it concerns.
///
/// `close_access` is not among them: it belongs to every move out of
/// [`Granted`](super::StateKind::Granted), so [`step`](super::step) adds it by itself.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Emit {
    /// `notice:` to every recipient.
    NoticeAll,
    /// `notice:` to the subject.
    Notice,
    /// `re_notice:` to everybody whose reminder is due.
    ReNotice,
    /// `retry_notice:` to the subject.
    RetryNotice,
    /// `staff_task:notice`.
    StaffTask,
    /// `inform:` to every representative with authority; in an adult's own episode, to the pupil.
    InformAll,
    /// The same without the actor.
    InformOthers,
    /// `recheck`.
    Recheck,
    /// `destroy_data`.
    DestroyData,
}

impl Emit {
    /// The effects, with their addressees as they are after the changes.
    pub(super) fn effects(self, next: &State, case: &Case<'_>) -> Vec<Effect> {
        let subject = || case.event.subject().into_iter();
        match self {
            Self::NoticeAll => {
                next.episode.recipients.keys().cloned().map(Effect::Notice).collect()
            }
            Self::Notice => subject().map(Effect::Notice).collect(),
            Self::ReNotice => case.due().cloned().map(Effect::ReNotice).collect(),
            Self::RetryNotice => subject().map(Effect::RetryNotice).collect(),
            Self::StaffTask => Vec::from([Effect::StaffTaskNotice]),
            Self::InformAll => audience(next).map(Effect::Inform).collect(),
            Self::InformOthers => {
                let actor = case.event.by.party();
                let others = audience(next).filter(|party| Some(party) != actor.as_ref());
                others.map(Effect::Inform).collect()
            }
            Self::Recheck => Vec::from([Effect::Recheck]),
            Self::DestroyData => Vec::from([Effect::DestroyData]),
        }
    }
}

/// Who is told of a change: parents have no part in an adult's own episode (AC-4).
fn audience(next: &State) -> impl Iterator<Item = Party> {
    let own = next.episode.own;
    let representatives = next.facts.entitled.iter().filter(move |_| !own);
    representatives.cloned().map(Party::Representative).chain(own.then_some(Party::Pupil))
}

fn remove(set: &mut BTreeSet<RepresentativeId>, id: Option<&RepresentativeId>) {
    if let Some(id) = id {
        set.remove(id);
    }
}

fn expiry(act: &Act) -> Option<DateTime<FixedOffset>> {
    match act {
        Act::ApprovedInAdvance { expires_at }
        | Act::Approved { expires_at }
        | Act::SelfApproved { expires_at, .. } => *expires_at,
        Act::SignInAttempted { .. }
        | Act::Declined
        | Act::SelfDeclined { .. }
        | Act::Withdrawn
        | Act::SelfWithdrawn { .. }
        | Act::Objected
        | Act::ObjectionLifted
        | Act::AuthorityRuling { .. }
        | Act::RequestLapsed
        | Act::TermExpired
        | Act::ScopeChanged { .. }
        | Act::AuthorityLost { .. }
        | Act::Unlinked { .. }
        | Act::Linked { .. }
        | Act::TurnedFourteen
        | Act::TurnedEighteen
        | Act::Emancipated { .. }
        | Act::BirthDateCorrected { .. }
        | Act::AccountDeleted
        | Act::EvidenceAnnulled
        | Act::NoticeFailed { .. }
        | Act::RetentionElapsed { .. } => None,
    }
}
