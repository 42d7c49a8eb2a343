//! What can happen to a consent: events with their fields, and who may cause them.

use crate::actor::{ActorKind, Party, RepresentativeId};
use crate::names::names;
use crate::personal::{ActRef, BirthDate};
use alloc::string::String;
use chrono::{DateTime, FixedOffset};

/// One thing that happened to a consent.
pub type Event = crate::event::Event<Act>;

impl Event {
    /// Which row of the table this event asks for.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        self.act.kind()
    }

    /// Whom the event concerns: the one it names, else its actor.
    #[must_use]
    pub fn subject(&self) -> Option<Party> {
        match &self.act {
            Act::AuthorityLost { who } | Act::Unlinked { who } | Act::Linked { who } => {
                Some(Party::Representative(who.clone()))
            }
            Act::NoticeFailed { who } => Some(who.clone()),
            Act::SignInAttempted { .. }
            | Act::ApprovedInAdvance { .. }
            | Act::Approved { .. }
            | Act::SelfApproved { .. }
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
            | Act::TurnedFourteen
            | Act::TurnedEighteen
            | Act::Emancipated { .. }
            | Act::BirthDateCorrected { .. }
            | Act::AccountDeleted
            | Act::EvidenceAnnulled
            | Act::RetentionElapsed { .. } => self.by.party(),
        }
    }
}

/// What was done, with the fields that 6.1 gives it.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Act {
    /// The pupil tried to sign in to the diary.
    SignInAttempted {
        /// Whether exactly one record of the diary matches the person.
        matched: bool,
        /// Whether the account is active.
        account_active: bool,
    },
    /// A representative consented before anybody asked.
    ApprovedInAdvance {
        /// When the consent ends by itself, if it names a term (TM-4).
        expires_at: Option<DateTime<FixedOffset>>,
    },
    /// A representative granted the request.
    Approved {
        /// When the consent ends by itself, if it names a term (TM-4).
        expires_at: Option<DateTime<FixedOffset>>,
    },
    /// The pupil granted the request.
    SelfApproved {
        /// Whether a fresh step-up sign-in to a self-made account stands behind it (T-13).
        step_up: bool,
        /// When the consent ends by itself, if it names a term (TM-4).
        expires_at: Option<DateTime<FixedOffset>>,
    },
    /// A representative declined the request.
    Declined,
    /// The pupil declined the request.
    SelfDeclined {
        /// As in [`Act::SelfApproved`].
        step_up: bool,
    },
    /// A representative took the consent back.
    Withdrawn,
    /// The pupil took the own consent back.
    SelfWithdrawn {
        /// As in [`Act::SelfApproved`].
        step_up: bool,
    },
    /// A representative objects to the other's consent.
    Objected,
    /// A representative took the objection back.
    ObjectionLifted,
    /// A court or a guardianship body decided the dispute (AC-13).
    AuthorityRuling {
        /// Whether the pupil may be let in by one representative's consent.
        allow: bool,
        /// The act behind it, where the source names it.
        act_ref: Option<ActRef>,
    },
    /// The request was not answered in its time (TM-3).
    RequestLapsed,
    /// The consent's own term is over (TM-4).
    TermExpired,
    /// The purpose or the text of the consent changed (rules.md 5.2).
    ScopeChanged {
        /// The new version of the text, where the source names it.
        text_version: Option<TextVersion>,
    },
    /// A representative is none any more (T-06).
    AuthorityLost {
        /// Who lost the authority.
        who: RepresentativeId,
    },
    /// A representative's account is no longer linked to the pupil's.
    Unlinked {
        /// Whose link ended.
        who: RepresentativeId,
    },
    /// A representative's account was linked; the portal has checked the authority.
    Linked {
        /// Who linked.
        who: RepresentativeId,
    },
    /// The timer of the 14th birthday.
    TurnedFourteen,
    /// The timer of the 18th birthday; the date decides, not the timer.
    TurnedEighteen,
    /// Full legal capacity before 18 (rules.md 5.1).
    Emancipated {
        /// By what, where the source says it.
        ground: Option<CapacityGround>,
        /// The act behind it, where the source names it.
        act_ref: Option<ActRef>,
    },
    /// A verified source corrected the birth date (T-19).
    BirthDateCorrected {
        /// The right date.
        birth_date: BirthDate,
    },
    /// The pupil's account was deleted.
    AccountDeleted,
    /// The platform declared the evidence of the consent void.
    EvidenceAnnulled,
    /// A notice did not reach its addressee.
    NoticeFailed {
        /// Who was not reached.
        who: Party,
    },
    /// The term of keeping the data is over (TM-6).
    RetentionElapsed {
        /// Which episode, counted from 1; the newest that ended where it is not said.
        episode: Option<u32>,
    },
}

impl Act {
    /// The kind of event, without its fields.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::SignInAttempted { .. } => EventKind::SignInAttempted,
            Self::ApprovedInAdvance { .. } => EventKind::ApprovedInAdvance,
            Self::Approved { .. } => EventKind::Approved,
            Self::SelfApproved { .. } => EventKind::SelfApproved,
            Self::Declined => EventKind::Declined,
            Self::SelfDeclined { .. } => EventKind::SelfDeclined,
            Self::Withdrawn => EventKind::Withdrawn,
            Self::SelfWithdrawn { .. } => EventKind::SelfWithdrawn,
            Self::Objected => EventKind::Objected,
            Self::ObjectionLifted => EventKind::ObjectionLifted,
            Self::AuthorityRuling { .. } => EventKind::AuthorityRuling,
            Self::RequestLapsed => EventKind::RequestLapsed,
            Self::TermExpired => EventKind::TermExpired,
            Self::ScopeChanged { .. } => EventKind::ScopeChanged,
            Self::AuthorityLost { .. } => EventKind::AuthorityLost,
            Self::Unlinked { .. } => EventKind::Unlinked,
            Self::Linked { .. } => EventKind::Linked,
            Self::TurnedFourteen => EventKind::TurnedFourteen,
            Self::TurnedEighteen => EventKind::TurnedEighteen,
            Self::Emancipated { .. } => EventKind::Emancipated,
            Self::BirthDateCorrected { .. } => EventKind::BirthDateCorrected,
            Self::AccountDeleted => EventKind::AccountDeleted,
            Self::EvidenceAnnulled => EventKind::EvidenceAnnulled,
            Self::NoticeFailed { .. } => EventKind::NoticeFailed,
            Self::RetentionElapsed { .. } => EventKind::RetentionElapsed,
        }
    }
}

/// By what a minor gained full legal capacity (основание полной дееспособности).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum CapacityGround {
    /// Marriage (вступление в брак).
    Marriage,
    /// Emancipation (эмансипация).
    Emancipation,
}

/// A version of the text that is consented to (редакция текста согласия).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct TextVersion(String);

impl TextVersion {
    /// The version as the operator calls it.
    #[must_use]
    pub const fn new(version: String) -> Self {
        Self(version)
    }

    /// The version as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

names! {
    /// An event without its fields: a line of 6.1.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    #[expect(missing_docs, reason = "each is described once, at the variant of `Act` of its name")]
    pub enum EventKind {
        SignInAttempted = "sign_in_attempted",
        ApprovedInAdvance = "approved_in_advance",
        Approved = "approved",
        SelfApproved = "self_approved",
        Declined = "declined",
        SelfDeclined = "self_declined",
        Withdrawn = "withdrawn",
        SelfWithdrawn = "self_withdrawn",
        Objected = "objected",
        ObjectionLifted = "objection_lifted",
        AuthorityRuling = "authority_ruling",
        RequestLapsed = "request_lapsed",
        TermExpired = "term_expired",
        ScopeChanged = "scope_changed",
        AuthorityLost = "authority_lost",
        Unlinked = "unlinked",
        Linked = "linked",
        TurnedFourteen = "turned_fourteen",
        TurnedEighteen = "turned_eighteen",
        Emancipated = "emancipated",
        BirthDateCorrected = "birth_date_corrected",
        AccountDeleted = "account_deleted",
        EvidenceAnnulled = "evidence_annulled",
        NoticeFailed = "notice_failed",
        RetentionElapsed = "retention_elapsed",
    }
}

impl EventKind {
    /// Who may cause the event: the `by` column of 6.1. Anybody else is not entitled.
    #[must_use]
    pub const fn actors(self) -> &'static [ActorKind] {
        match self {
            Self::SignInAttempted
            | Self::SelfApproved
            | Self::SelfDeclined
            | Self::SelfWithdrawn => &[ActorKind::Pupil],
            Self::ApprovedInAdvance
            | Self::Approved
            | Self::Declined
            | Self::Withdrawn
            | Self::Objected
            | Self::ObjectionLifted
            | Self::Linked => &[ActorKind::Representative],
            Self::AuthorityRuling
            | Self::AuthorityLost
            | Self::EvidenceAnnulled
            | Self::NoticeFailed => &[ActorKind::Esia],
            Self::RequestLapsed
            | Self::TermExpired
            | Self::TurnedFourteen
            | Self::TurnedEighteen
            | Self::RetentionElapsed => &[ActorKind::Clock],
            Self::ScopeChanged | Self::Emancipated | Self::BirthDateCorrected => {
                &[ActorKind::School, ActorKind::Esia]
            }
            Self::Unlinked | Self::AccountDeleted => &[ActorKind::Representative, ActorKind::Esia],
        }
    }
}
