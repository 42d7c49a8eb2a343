//! The conditions of the table: named, and answered in one place.

use super::Consent;
use super::event::Act;
use super::policy::Disagreement;
use super::state::{Ruling, StateKind};
use crate::actor::{Actor, Party, RepresentativeId};
use crate::machine::Case;
use crate::names::names;
use crate::personal::BirthDate;
use chrono::TimeDelta;
use esia_core::access::TeenConsent;
use esia_core::age::AgeBand;

names! {
    /// A condition of a row.
    ///
    /// The *subject* is the one whom the event names (`who`), else its actor. *May* is the may(p) of
    /// `state-machines.md`: the pupil is a minor at that moment, and the representative holds
    /// authority and is linked. An emancipated pupil of 14 or older counts as an adult.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Guard {
        /// The event cannot come from this actor.
        ForeignActor = "foreign_actor",
        /// A representative speaks for another one.
        ForAnother = "for_another",
        /// The subject is a representative whom neither the set-up nor a link has named.
        Stranger = "stranger",
        /// The account was deleted, or the event says that it is not active.
        AccountGone = "account_gone",
        /// The event says that no record matches.
        Unmatched = "unmatched",
        /// The actor is a representative and may not.
        MayNot = "may_not",
        /// The pupil is a minor and the ruling in force denies consent.
        Denied = "denied",
        /// A minor's own act counts here, and the fresh step-up sign-in is missing (T-13).
        NoStepUp = "no_step_up",
        /// A minor's own act, where the policy or the age gives it no weight.
        OwnActBarred = "own_act_barred",
        /// A minor's own act, where only the age bars it: under 14 though teens may.
        TooYoung = "too_young",
        /// The pupil is an adult for consent.
        Adult = "adult",
        /// The pupil is under 14.
        Under14 = "under14",
        /// By date, 18 is not reached.
        NotYetEighteen = "not_yet_eighteen",
        /// The correction makes an adult of a minor, or the other way round.
        BoundaryFlips = "boundary_flips",
        /// The correction makes the pupil too young for the own grant.
        OwnGrantVoid = "own_grant_void",
        /// The pupil alone granted.
        OnlyOwnGrant = "only_own_grant",
        /// The episode is an adult's own.
        Own = "own",
        /// The newest episode was declined, and the cool-down runs.
        CoolDown = "cool_down",
        /// No representative may be asked.
        NobodyToAsk = "nobody_to_ask",
        /// Somebody asked has not answered, and the last notice is a day old.
        NoticeDue = "notice_due",
        /// The subject was not asked.
        NotRecipient = "not_recipient",
        /// With this failure the notice becomes a task.
        TriesSpent = "tries_spent",
        /// With the subject's answer, everybody who may has declined.
        LastToDecline = "last_to_decline",
        /// Without the subject, somebody asked is left and all who are left have declined.
        RestDeclined = "rest_declined",
        /// The subject granted.
        Grantor = "grantor",
        /// The subject did not grant.
        NotGrantor = "not_grantor",
        /// Nobody but the subject granted.
        LastGrant = "last_grant",
        /// Somebody else's objection stands and counts.
        OthersObject = "others_object",
        /// The actor has no standing objection.
        NotObjector = "not_objector",
        /// Nobody but the subject objects.
        LastObjection = "last_objection",
        /// Nobody granted.
        NoGrant = "no_grant",
        /// The ruling in force allows.
        Ruled = "ruled",
        /// The ruling of this event denies.
        Denies = "denies",
        /// The policy gives an objection no weight.
        GrantorOnly = "grantor_only",
        /// The subject holds nothing that could be lost.
        NothingToLose = "nothing_to_lose",
        /// The event does not name an episode that is over.
        NoPastEpisodeNamed = "no_past_episode_named",
        /// The episode meant does not exist, or its data are destroyed already.
        NothingToDestroy = "nothing_to_destroy",
    }
}

impl Case<'_, Consent> {
    /// Whether `guard` holds in this case.
    pub(super) fn holds(&self, guard: Guard) -> bool {
        let facts = &self.state.facts;
        let episode = &self.state.episode;
        let event = self.event;
        match guard {
            Guard::ForeignActor => event.is_foreign(event.kind().actors()),
            Guard::ForAnother => match &event.by {
                Actor::Representative(_) => event.by.party() != event.subject(),
                Actor::Pupil | Actor::School | Actor::Clock | Actor::Esia => false,
            },
            Guard::Stranger => match event.subject() {
                Some(Party::Representative(id)) => !facts.known.contains(&id),
                Some(Party::Pupil) | None => false,
            },
            Guard::AccountGone => facts.account_deleted || self.says_inactive(),
            Guard::Unmatched => matches!(event.act, Act::SignInAttempted { matched: false, .. }),
            Guard::MayNot => match &event.by {
                Actor::Representative(id) => !self.may(id),
                Actor::Pupil | Actor::School | Actor::Clock | Actor::Esia => false,
            },
            Guard::Denied => !self.is_adult() && facts.ruling == Some(Ruling::Deny),
            Guard::NoStepUp => {
                self.band() == AgeBand::From14To17
                    && !self.is_adult()
                    && self.teens_may()
                    && !self.has_step_up()
            }
            Guard::OwnActBarred => {
                let teen_may = self.teens_may() && self.band() == AgeBand::From14To17;
                !self.is_adult() && !teen_may
            }
            Guard::TooYoung => self.teens_may() && self.band() == AgeBand::Under14,
            Guard::Adult => self.is_adult(),
            Guard::Under14 => self.band() == AgeBand::Under14,
            Guard::NotYetEighteen => !self.is_eighteen(),
            Guard::BoundaryFlips => {
                self.corrected().is_some_and(|birth| self.is_adult_born(birth) != self.is_adult())
            }
            Guard::OwnGrantVoid => {
                episode.grants.contains_key(&Party::Pupil)
                    && self.corrected().is_some_and(|birth| self.is_under_14_born(birth))
            }
            Guard::OnlyOwnGrant => episode.grants.keys().eq([&Party::Pupil]),
            Guard::Own => episode.own,
            Guard::CoolDown => self.is_cooling_down(),
            Guard::NobodyToAsk => self.may_all().next().is_none(),
            Guard::NoticeDue => self.due().next().is_some(),
            Guard::NotRecipient => {
                !event.subject().is_some_and(|party| episode.recipients.contains_key(&party))
            }
            Guard::TriesSpent => event
                .subject()
                .and_then(|party| episode.recipients.get(&party))
                .is_some_and(|sent| sent.failures.saturating_add(1) >= self.policy.notice_tries),
            Guard::LastToDecline => self
                .may_all()
                .map(|id| Party::Representative(id.clone()))
                .all(|party| self.is_subject(&party) || episode.declines.contains(&party)),
            Guard::RestDeclined => {
                let mut rest =
                    episode.recipients.keys().filter(|party| !self.is_subject(party)).peekable();
                rest.peek().is_some() && rest.all(|party| episode.declines.contains(party))
            }
            Guard::Grantor => episode.grants.keys().any(|party| self.is_subject(party)),
            Guard::NotGrantor => !episode.grants.keys().any(|party| self.is_subject(party)),
            Guard::LastGrant => episode.grants.keys().all(|party| self.is_subject(party)),
            Guard::OthersObject => self.others_object(),
            Guard::NotObjector => !self.standing().any(|id| self.is_subject_id(id)),
            Guard::LastObjection => facts.objections.iter().all(|id| self.is_subject_id(id)),
            Guard::NoGrant => episode.grants.is_empty(),
            Guard::Ruled => facts.ruling == Some(Ruling::Allow),
            Guard::Denies => matches!(event.act, Act::AuthorityRuling { allow: false, .. }),
            Guard::GrantorOnly => self.policy.disagreement == Disagreement::GrantorOnly,
            Guard::NothingToLose => !self.holds_anything(),
            Guard::NoPastEpisodeNamed => !self.names_past_episode(),
            Guard::NothingToDestroy => {
                self.doomed().is_none_or(|number| facts.destroyed.contains(&number))
            }
        }
    }

    fn band(&self) -> AgeBand {
        self.band_born(self.state.facts.birth_date)
    }

    fn band_born(&self, birth: BirthDate) -> AgeBand {
        birth.band_on(self.today(), self.policy.access.age_rule)
    }

    /// Whether the pupil would be under 14, born on `birth`.
    pub(super) fn is_under_14_born(&self, birth: BirthDate) -> bool {
        self.band_born(birth) == AgeBand::Under14
    }

    fn is_eighteen(&self) -> bool {
        self.band() == AgeBand::Adult
    }

    /// Whether the pupil consents as an adult: 18 reached, or emancipated and not under 14 (O-7).
    pub(super) fn is_adult(&self) -> bool {
        self.is_adult_born(self.state.facts.birth_date)
    }

    fn is_adult_born(&self, birth: BirthDate) -> bool {
        match self.band_born(birth) {
            AgeBand::Under14 => false,
            AgeBand::From14To17 => self.state.facts.emancipated,
            AgeBand::Adult => true,
        }
    }

    fn teens_may(&self) -> bool {
        self.policy.access.teen_consent == TeenConsent::ParentOrTeen
    }

    pub(super) fn may(&self, id: &RepresentativeId) -> bool {
        let facts = &self.state.facts;
        !self.is_adult() && facts.entitled.contains(id) && facts.linked.contains(id)
    }

    /// Every representative who may, in the order of their handles.
    pub(super) fn may_all(&self) -> impl Iterator<Item = &RepresentativeId> {
        self.state.facts.entitled.iter().filter(|id| self.may(id))
    }

    /// The objections that count: adulthood clears them all, timer or no timer.
    fn standing(&self) -> impl Iterator<Item = &RepresentativeId> {
        self.state.facts.objections.iter().filter(|_| !self.is_adult())
    }

    fn others_object(&self) -> bool {
        let blocks = match self.policy.disagreement {
            Disagreement::ObjectionBlocks => self.state.facts.ruling != Some(Ruling::Allow),
            Disagreement::GrantorOnly => false,
        };
        blocks && self.standing().any(|id| !self.is_subject_id(id))
    }

    fn is_subject(&self, party: &Party) -> bool {
        self.event.subject().as_ref() == Some(party)
    }

    fn is_subject_id(&self, id: &RepresentativeId) -> bool {
        match self.event.subject() {
            Some(Party::Representative(subject)) => subject == *id,
            Some(Party::Pupil) | None => false,
        }
    }

    fn says_inactive(&self) -> bool {
        matches!(self.event.act, Act::SignInAttempted { account_active: false, .. })
    }

    fn has_step_up(&self) -> bool {
        matches!(
            self.event.act,
            Act::SelfApproved { step_up: true, .. }
                | Act::SelfDeclined { step_up: true }
                | Act::SelfWithdrawn { step_up: true }
        )
    }

    fn corrected(&self) -> Option<BirthDate> {
        if let Act::BirthDateCorrected { birth_date } = self.event.act {
            Some(birth_date)
        } else {
            None
        }
    }

    fn is_cooling_down(&self) -> bool {
        let episode = &self.state.episode;
        let term = TimeDelta::try_hours(i64::from(self.policy.cool_down_hours));
        episode.kind == StateKind::Declined
            && episode
                .over_at
                .zip(term)
                .is_some_and(|(since, term)| self.at.signed_duration_since(since) < term)
    }

    /// Whom to remind: asked, able to answer, not answered, and not reminded within a day (T-18).
    pub(super) fn due(&self) -> impl Iterator<Item = &Party> {
        let episode = &self.state.episode;
        let open = episode.recipients.iter().filter(|(party, _)| match party {
            Party::Pupil => episode.own,
            Party::Representative(id) => self.may(id) && !episode.declines.contains(*party),
        });
        open.filter(|(_, sent)| self.at.signed_duration_since(sent.sent_at) >= A_DAY)
            .map(|(party, _)| party)
    }

    fn holds_anything(&self) -> bool {
        let facts = &self.state.facts;
        facts
            .entitled
            .iter()
            .chain(&facts.linked)
            .chain(&facts.objections)
            .any(|id| self.is_subject_id(id))
    }

    fn names_past_episode(&self) -> bool {
        let newest = self.state.episode.number;
        self.named_episode().is_some_and(|number| (1..newest).contains(&number))
    }

    /// The episode whose data are to be destroyed: the one named, else the newest that ended.
    pub(super) fn doomed(&self) -> Option<u32> {
        let newest = self.state.episode.number;
        Some(self.named_episode().unwrap_or(newest)).filter(|number| (1..=newest).contains(number))
    }

    fn named_episode(&self) -> Option<u32> {
        if let Act::RetentionElapsed { episode } = self.event.act { episode } else { None }
    }
}

/// A request is repeated at most daily (T-18).
const A_DAY: TimeDelta = TimeDelta::days(1);
