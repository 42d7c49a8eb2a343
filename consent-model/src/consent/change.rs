//! What a row does to the data, and which effects it emits.

use super::Consent;
use super::effect::Effect;
use super::event::Act;
use super::state::{Delivery, Episode, Grant, Ruling, State};
use crate::actor::{Party, RepresentativeId};
use crate::machine::Case;
use crate::names::names;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

names! {
    /// A change of data; the *subject* is as in [`Guard`](super::Guard).
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Change {
        /// A new episode; the epoch stays. An adult's is [`Change::MakeOwn`].
        Open = "open",
        /// Everybody who may becomes a recipient; for an adult, the pupil.
        AskAll = "ask_all",
        /// The subject becomes a recipient.
        Ask = "ask",
        /// The reminders that are due count as sent.
        Remind = "remind",
        /// One more failure of the subject's notice.
        CountFailure = "count_failure",
        /// grants += subject, declines −= subject.
        Grant = "grant",
        /// The episode becomes an adult's own, and [`Change::ClearDisputes`].
        MakeOwn = "make_own",
        /// grants −= subject.
        Ungrant = "ungrant",
        /// grants −= the pupil.
        UngrantPupil = "ungrant_pupil",
        /// declines += subject.
        Decline = "decline",
        /// objections += subject.
        Object = "object",
        /// objections −= subject.
        Lift = "lift",
        /// The ruling is recorded; one that allows clears the objections.
        Rule = "rule",
        /// No objection and no ruling stands.
        ClearDisputes = "clear_disputes",
        /// linked −= subject, recipients −= subject, declines −= subject.
        Unlink = "unlink",
        /// linked += subject, entitled += subject.
        Link = "link",
        /// [`Change::Unlink`], and entitled, grants, objections −= subject.
        LoseAuthority = "lose_authority",
        /// The pupil counts as an adult for consent.
        Emancipate = "emancipate",
        /// The new birth date is in force; one that makes the pupil under 14 voids
        /// [`Change::Emancipate`].
        CorrectBirthDate = "correct_birth_date",
        /// The account is gone.
        DeleteAccount = "delete_account",
        /// The data of the episode meant count as destroyed.
        Destroy = "destroy",
    }
}

impl Change {
    /// Makes the change in `next`, the copy of the state of `case`.
    pub(super) fn make(self, next: &mut State, case: &Case<'_, Consent>) {
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
                    // Nobody under 14 is emancipated (case 4): else the pupil would become an adult
                    // at 14, with a parent's grant that no timer ends (I-09).
                    facts.emancipated &= !case.is_under_14_born(birth_date);
                }
            }
            Self::DeleteAccount => facts.account_deleted = true,
            Self::Destroy => facts.destroyed.extend(case.doomed()),
        }
    }
}

names! {
    /// An effect of a row, before it is known whom it concerns.
    ///
    /// `close_access` is not among them: it belongs to every move out of
    /// [`Granted`](super::StateKind::Granted), so it comes by itself.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Emit {
        /// `notice:` to every recipient.
        NoticeAll = "notice:recipients",
        /// `notice:` to the subject.
        Notice = "notice:subject",
        /// `re_notice:` to everybody whose reminder is due.
        ReNotice = "re_notice:due",
        /// `retry_notice:` to the subject.
        RetryNotice = "retry_notice:subject",
        /// `staff_task:notice`.
        StaffTask = "staff_task:notice",
        /// `inform:` to every representative with authority; in an adult's own episode, to the pupil.
        InformAll = "inform:all",
        /// The same without the actor.
        InformOthers = "inform:others",
        /// `recheck`.
        Recheck = "recheck",
        /// `destroy_data`.
        DestroyData = "destroy_data",
    }
}

impl Emit {
    /// The effects, with their addressees as they are after the changes.
    pub(super) fn effects(self, next: &State, case: &Case<'_, Consent>) -> Vec<Effect> {
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
