//! What can happen to a link: events with their fields, and who may cause them.

use crate::actor::{ActorKind, RepresentativeId};
use crate::code::BindingCode;
use crate::names::names;
use crate::personal::{AccountId, Email};
use chrono::{DateTime, FixedOffset};

/// One thing that happened to a link.
pub type Event = crate::event::Event<Act>;

impl Event {
    /// Which row of the table this event asks for.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        self.act.kind()
    }
}

/// What was done, with the fields that 6.2 gives it.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Act {
    /// The parent made the child's account, which links it without a code.
    ChildAccountCreated,
    /// The parent began linking at the child's card.
    LinkStarted {
        /// The address on which the child's account is registered, as typed.
        email: Email,
        /// Whether the parent's card of the child is there.
        card: bool,
    },
    /// The registry confirmed the parent's own card of a child under 14.
    CardVerified {
        /// Whether an account of the child exists.
        account_exists: bool,
    },
    /// The parent confirmed that the account is the child's; a code was made.
    OwnershipConfirmed(Issue),
    /// Somebody entered a code in an account.
    CodeEntered {
        /// The code as it was typed.
        code: BindingCode,
        /// The account in which it was typed.
        account: AccountId,
        /// Whether the verified person of that account is the child of the parent's card, by a
        /// ground of the matching. Where it cannot be told, it is not.
        same_child: bool,
    },
    /// The window with the code was closed.
    WindowClosed,
    /// The timer of the code (TM-1).
    Tick,
    /// The parent asked for another code.
    CodeRequestedAgain(Issue),
    /// The e-mail of the child's account was changed.
    ChildEmailChanged,
    /// A parent's account is no longer linked to the child's.
    Unlinked {
        /// Whose link ended.
        who: RepresentativeId,
    },
    /// A parent is no representative any more (T-06).
    AuthorityLost {
        /// Who lost the authority.
        who: RepresentativeId,
    },
    /// The timer of the 18th birthday; the date decides, not the timer.
    TurnedEighteen,
    /// The child's account was deleted.
    AccountDeleted,
    /// A parent is a representative again.
    AuthorityRestored {
        /// Who regained the authority.
        who: RepresentativeId,
    },
}

/// A code as its source issued it.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new field")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Issue {
    /// The code.
    pub code: BindingCode,
    /// When it dies, by the source's word; at that very instant it is dead.
    pub expires_at: DateTime<FixedOffset>,
    /// The account for which it was issued. `None` where no account has the address, or it is
    /// another child's: the answer is the same outwardly, and the code opens nothing (T-16).
    pub account: Option<AccountId>,
}

impl Act {
    /// The kind of event, without its fields.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::ChildAccountCreated => EventKind::ChildAccountCreated,
            Self::LinkStarted { .. } => EventKind::LinkStarted,
            Self::CardVerified { .. } => EventKind::CardVerified,
            Self::OwnershipConfirmed(_) => EventKind::OwnershipConfirmed,
            Self::CodeEntered { .. } => EventKind::CodeEntered,
            Self::WindowClosed => EventKind::WindowClosed,
            Self::Tick => EventKind::Tick,
            Self::CodeRequestedAgain(_) => EventKind::CodeRequestedAgain,
            Self::ChildEmailChanged => EventKind::ChildEmailChanged,
            Self::Unlinked { .. } => EventKind::Unlinked,
            Self::AuthorityLost { .. } => EventKind::AuthorityLost,
            Self::TurnedEighteen => EventKind::TurnedEighteen,
            Self::AccountDeleted => EventKind::AccountDeleted,
            Self::AuthorityRestored { .. } => EventKind::AuthorityRestored,
        }
    }

    /// The representative whom the event names.
    pub(super) const fn who(&self) -> Option<&RepresentativeId> {
        match self {
            Self::Unlinked { who }
            | Self::AuthorityLost { who }
            | Self::AuthorityRestored { who } => Some(who),
            Self::ChildAccountCreated
            | Self::LinkStarted { .. }
            | Self::CardVerified { .. }
            | Self::OwnershipConfirmed(_)
            | Self::CodeEntered { .. }
            | Self::WindowClosed
            | Self::Tick
            | Self::CodeRequestedAgain(_)
            | Self::ChildEmailChanged
            | Self::TurnedEighteen
            | Self::AccountDeleted => None,
        }
    }

    /// The code that the event brings, where it was issued.
    pub(super) const fn issue(&self) -> Option<&Issue> {
        match self {
            Self::OwnershipConfirmed(issue) | Self::CodeRequestedAgain(issue) => Some(issue),
            Self::ChildAccountCreated
            | Self::LinkStarted { .. }
            | Self::CardVerified { .. }
            | Self::CodeEntered { .. }
            | Self::WindowClosed
            | Self::Tick
            | Self::ChildEmailChanged
            | Self::Unlinked { .. }
            | Self::AuthorityLost { .. }
            | Self::TurnedEighteen
            | Self::AccountDeleted
            | Self::AuthorityRestored { .. } => None,
        }
    }
}

names! {
    /// An event without its fields: a line of 6.2.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    #[expect(missing_docs, reason = "each is described once, at the variant of `Act` of its name")]
    pub enum EventKind {
        ChildAccountCreated = "child_account_created",
        LinkStarted = "link_started",
        CardVerified = "card_verified",
        OwnershipConfirmed = "ownership_confirmed",
        CodeEntered = "code_entered",
        WindowClosed = "window_closed",
        Tick = "tick",
        CodeRequestedAgain = "code_requested_again",
        ChildEmailChanged = "child_email_changed",
        Unlinked = "unlinked",
        AuthorityLost = "authority_lost",
        TurnedEighteen = "turned_eighteen",
        AccountDeleted = "account_deleted",
        AuthorityRestored = "authority_restored",
    }
}

impl EventKind {
    /// Who may cause the event: the `by` column of 6.2. Anybody else is not entitled, and so is
    /// every representative but the machine's own parent.
    #[must_use]
    pub const fn actors(self) -> &'static [ActorKind] {
        match self {
            Self::ChildAccountCreated
            | Self::LinkStarted
            | Self::CardVerified
            | Self::OwnershipConfirmed
            | Self::CodeRequestedAgain => &[ActorKind::Representative],
            Self::CodeEntered | Self::ChildEmailChanged => {
                &[ActorKind::Representative, ActorKind::Pupil]
            }
            Self::WindowClosed => &[ActorKind::Pupil],
            Self::Tick | Self::TurnedEighteen => &[ActorKind::Clock],
            Self::Unlinked | Self::AccountDeleted => &[ActorKind::Representative, ActorKind::Esia],
            Self::AuthorityLost | Self::AuthorityRestored => &[ActorKind::Esia],
        }
    }
}
