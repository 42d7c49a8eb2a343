//! What the machine remembers of one pupil, operator and purpose.

use super::policy::SetUp;
use crate::actor::{Party, RepresentativeId};
use crate::names::names;
use crate::personal::BirthDate;
use alloc::collections::{BTreeMap, BTreeSet};
use chrono::{DateTime, FixedOffset};
use esia_core::access::Epoch;

/// The consent of one pupil for one operator and purpose: facts, and the newest episode.
///
/// Only [`step`](super::step) makes a new one from an old one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct State {
    pub(super) facts: Facts,
    pub(super) episode: Episode,
    pub(super) epoch: Epoch,
    pub(super) sequence: u64,
}

impl State {
    /// No episode yet, and the facts of the set-up.
    #[must_use]
    pub fn new(set_up: &SetUp) -> Self {
        let representatives = &set_up.representatives;
        Self {
            facts: Facts {
                birth_date: set_up.birth_date,
                emancipated: false,
                account_deleted: false,
                known: representatives.clone(),
                linked: representatives.clone(),
                entitled: representatives.clone(),
                objections: BTreeSet::new(),
                ruling: None,
                destroyed: BTreeSet::new(),
            },
            episode: Episode::none(),
            epoch: Epoch(0),
            sequence: 0,
        }
    }

    /// Which state of 6.1 this is.
    #[must_use]
    pub const fn kind(&self) -> StateKind {
        self.episode.kind
    }

    /// What is remembered whatever the episode.
    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The newest episode.
    #[must_use]
    pub const fn episode(&self) -> &Episode {
        &self.episode
    }

    /// How often a consent has ceased to be in force (I-27).
    #[must_use]
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// How many events have changed anything so far.
    #[must_use]
    pub const fn sequence(&self) -> u64 {
        self.sequence
    }
}

/// What is remembered in every state.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Facts {
    pub(super) birth_date: BirthDate,
    pub(super) emancipated: bool,
    pub(super) account_deleted: bool,
    pub(super) known: BTreeSet<RepresentativeId>,
    pub(super) linked: BTreeSet<RepresentativeId>,
    pub(super) entitled: BTreeSet<RepresentativeId>,
    pub(super) objections: BTreeSet<RepresentativeId>,
    pub(super) ruling: Option<Ruling>,
    pub(super) destroyed: BTreeSet<u32>,
}

impl Facts {
    /// The birth date in force.
    #[must_use]
    pub const fn birth_date(&self) -> BirthDate {
        self.birth_date
    }

    /// Whether full capacity was gained before 18; it counts from 14 on (O-7).
    #[must_use]
    pub const fn is_emancipated(&self) -> bool {
        self.emancipated
    }

    /// Whether the pupil's account is gone.
    #[must_use]
    pub const fn is_account_deleted(&self) -> bool {
        self.account_deleted
    }

    /// Whose accounts are linked to the pupil's.
    #[must_use]
    pub const fn linked(&self) -> &BTreeSet<RepresentativeId> {
        &self.linked
    }

    /// Who holds authority.
    #[must_use]
    pub const fn entitled(&self) -> &BTreeSet<RepresentativeId> {
        &self.entitled
    }

    /// Whose objection stands; it outlives the episode.
    #[must_use]
    pub const fn objections(&self) -> &BTreeSet<RepresentativeId> {
        &self.objections
    }

    /// What a court or a guardianship body has ruled last.
    #[must_use]
    pub const fn ruling(&self) -> Option<Ruling> {
        self.ruling
    }

    /// The episodes whose data are destroyed.
    #[must_use]
    pub const fn destroyed(&self) -> &BTreeSet<u32> {
        &self.destroyed
    }
}

/// What a court or a guardianship body has ruled (решение органа опеки или суда).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Ruling {
    /// One representative's consent suffices whatever the other says.
    Allow,
    /// No representative can consent.
    Deny,
}

/// One episode of consent (эпизод согласия): a request or a grant, and what became of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Episode {
    pub(super) number: u32,
    pub(super) kind: StateKind,
    pub(super) end: Option<EndReason>,
    pub(super) own: bool,
    pub(super) recipients: BTreeMap<Party, Delivery>,
    pub(super) grants: BTreeMap<Party, Grant>,
    pub(super) declines: BTreeSet<Party>,
    pub(super) over_at: Option<DateTime<FixedOffset>>,
}

impl Episode {
    pub(super) const fn none() -> Self {
        Self::open(0)
    }

    pub(super) const fn open(number: u32) -> Self {
        Self {
            number,
            kind: StateKind::None,
            end: None,
            own: false,
            recipients: BTreeMap::new(),
            grants: BTreeMap::new(),
            declines: BTreeSet::new(),
            over_at: None,
        }
    }

    /// Its number, from 1; 0 where none was ever opened.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Why it ended, in [`StateKind::Ended`].
    #[must_use]
    pub const fn end(&self) -> Option<EndReason> {
        self.end
    }

    /// Whether it is an adult's own: a request to the pupil, or an adult's self-grant.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        self.own
    }

    /// Who was asked, and how the last notice fared.
    #[must_use]
    pub const fn recipients(&self) -> &BTreeMap<Party, Delivery> {
        &self.recipients
    }

    /// Who granted.
    #[must_use]
    pub const fn grants(&self) -> &BTreeMap<Party, Grant> {
        &self.grants
    }

    /// Who declined.
    #[must_use]
    pub const fn declines(&self) -> &BTreeSet<Party> {
        &self.declines
    }

    /// When it was over.
    #[must_use]
    pub const fn over_at(&self) -> Option<DateTime<FixedOffset>> {
        self.over_at
    }

    /// Whether every grant has run out at `at` (equal is out); false without a grant.
    #[must_use]
    pub fn is_expired(&self, at: DateTime<FixedOffset>) -> bool {
        !self.grants.is_empty() && self.grants.values().all(|grant| grant.is_expired(at))
    }
}

/// A grant (согласие) of one party.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Grant {
    pub(super) expires_at: Option<DateTime<FixedOffset>>,
}

impl Grant {
    /// When it ends by itself; mostly never.
    #[must_use]
    pub const fn expires_at(&self) -> Option<DateTime<FixedOffset>> {
        self.expires_at
    }

    /// Whether it has run out at `at` (equal is out).
    #[must_use]
    pub fn is_expired(&self, at: DateTime<FixedOffset>) -> bool {
        self.expires_at.is_some_and(|end| end <= at)
    }
}

/// How the notice to one recipient fared.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Delivery {
    pub(super) sent_at: DateTime<FixedOffset>,
    pub(super) failures: u8,
}

impl Delivery {
    pub(super) const fn sent(sent_at: DateTime<FixedOffset>) -> Self {
        Self { sent_at, failures: 0 }
    }

    /// When the last notice was sent.
    #[must_use]
    pub const fn sent_at(&self) -> DateTime<FixedOffset> {
        self.sent_at
    }

    /// How often it has failed since.
    #[must_use]
    pub const fn failures(&self) -> u8 {
        self.failures
    }
}

names! {
    /// A state of 6.1, without its data.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum StateKind {
        /// No episode was ever opened.
        None = "none",
        /// Asked for, not answered.
        Requested = "requested",
        /// A consent is in force.
        Granted = "granted",
        /// Granted by one, objected to by another.
        Contested = "contested",
        /// Everybody asked has declined.
        Declined = "declined",
        /// Every grant was taken back, or ruled away.
        Withdrawn = "withdrawn",
        /// The request was not answered in its time.
        Lapsed = "lapsed",
        /// Ended by an event outside the family; [`Episode::end`] says which.
        Ended = "ended",
    }
}

impl StateKind {
    /// Whether an episode is open.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Requested | Self::Granted | Self::Contested => true,
            Self::None | Self::Declined | Self::Withdrawn | Self::Lapsed | Self::Ended => false,
        }
    }
}

names! {
    /// Why an episode ended from outside the family.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum EndReason {
        /// Its own term was over (TM-4).
        Expired = "expired",
        /// The pupil is an adult now, or never was of the band that the grant needs.
        AgeTransition = "age_transition",
        /// The last grantor lost authority (T-06).
        AuthorityLost = "authority_lost",
        /// Another purpose or text (rules.md 5.2).
        ScopeChanged = "scope_changed",
        /// The pupil's account is gone.
        AccountDeleted = "account_deleted",
        /// The evidence was declared void.
        Annulled = "annulled",
    }
}
