//! What the machine remembers of one parent and one child account.

use super::policy::SetUp;
use crate::actor::RepresentativeId;
use crate::code::BindingCode;
use crate::names::names;
use crate::personal::{AccountId, BirthDate, Email};
use alloc::collections::BTreeSet;
use chrono::{DateTime, FixedOffset};

/// The link of one parent to one child account: facts, and how far linking has come.
///
/// Only [`step`](super::step) makes a new one from an old one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct State {
    pub(super) facts: Facts,
    pub(super) kind: StateKind,
    pub(super) detail: Option<Detail>,
    pub(super) email: Option<Email>,
    pub(super) code: Option<LiveCode>,
    pub(super) sequence: u64,
}

impl State {
    /// Not linked, and the facts of the set-up.
    #[must_use]
    pub fn new(set_up: &SetUp) -> Self {
        let mut known = set_up.others.clone();
        known.insert(set_up.parent.clone());
        Self {
            facts: Facts {
                birth_date: set_up.birth_date,
                parent: set_up.parent.clone(),
                entitled: known.clone(),
                known,
                others_linked: set_up.others.clone(),
                account_deleted: false,
                email_changed_at: None,
            },
            kind: StateKind::Unlinked,
            detail: None,
            email: None,
            code: None,
            sequence: 0,
        }
    }

    /// Which state of 6.2 this is.
    #[must_use]
    pub const fn kind(&self) -> StateKind {
        self.kind
    }

    /// From where the link came, or why the code is void.
    #[must_use]
    pub const fn detail(&self) -> Option<Detail> {
        self.detail
    }

    /// What is remembered in every state.
    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The address that the parent typed, while linking goes on.
    #[must_use]
    pub const fn email(&self) -> Option<&Email> {
        self.email.as_ref()
    }

    /// The code that is out; there is never more than one (I-19).
    #[must_use]
    pub const fn code(&self) -> Option<&LiveCode> {
        self.code.as_ref()
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
    pub(super) parent: RepresentativeId,
    pub(super) known: BTreeSet<RepresentativeId>,
    pub(super) entitled: BTreeSet<RepresentativeId>,
    pub(super) others_linked: BTreeSet<RepresentativeId>,
    pub(super) account_deleted: bool,
    pub(super) email_changed_at: Option<DateTime<FixedOffset>>,
}

impl Facts {
    /// The child's birth date.
    #[must_use]
    pub const fn birth_date(&self) -> BirthDate {
        self.birth_date
    }

    /// This machine's own parent.
    #[must_use]
    pub const fn parent(&self) -> &RepresentativeId {
        &self.parent
    }

    /// Who holds authority.
    #[must_use]
    pub const fn entitled(&self) -> &BTreeSet<RepresentativeId> {
        &self.entitled
    }

    /// The other parents whose accounts are linked: who is told of a new link.
    #[must_use]
    pub const fn others_linked(&self) -> &BTreeSet<RepresentativeId> {
        &self.others_linked
    }

    /// Whether the child's account is gone.
    #[must_use]
    pub const fn is_account_deleted(&self) -> bool {
        self.account_deleted
    }

    /// When the account's e-mail was last changed, where the policy has linking wait after it
    /// (T-14).
    #[must_use]
    pub const fn email_changed_at(&self) -> Option<DateTime<FixedOffset>> {
        self.email_changed_at
    }
}

/// A binding code (код привязки) that is out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LiveCode {
    pub(super) code: BindingCode,
    pub(super) expires_at: DateTime<FixedOffset>,
    pub(super) tries_left: u8,
    pub(super) account: Option<AccountId>,
}

impl LiveCode {
    /// When it dies.
    #[must_use]
    pub const fn expires_at(&self) -> DateTime<FixedOffset> {
        self.expires_at
    }

    /// Whether it is dead at `at`: equal is dead (I-17).
    #[must_use]
    pub fn is_dead(&self, at: DateTime<FixedOffset>) -> bool {
        self.expires_at <= at
    }

    /// How many wrong tries it survives yet; the last one of them voids it.
    #[must_use]
    pub const fn tries_left(&self) -> u8 {
        self.tries_left
    }

    /// Whether this is the code, and this the account for which it was issued. Both are looked at
    /// whatever the other says (T-17).
    pub(super) fn opens(&self, code: &BindingCode, account: &AccountId) -> bool {
        (self.code == *code) & (self.account.as_ref() == Some(account))
    }
}

names! {
    /// A state of 6.2, without its data.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum StateKind {
        /// Not linked.
        Unlinked = "unlinked",
        /// The address is typed and not yet confirmed.
        TargetGiven = "target_given",
        /// A code is out.
        CodeIssued = "code_issued",
        /// Linked; [`State::detail`] says from where the link came.
        Linked = "linked",
        /// The code died of age; a new one may be asked for.
        Expired = "expired",
        /// The code died of something else, [`State::detail`] says of what.
        Voided = "voided",
        /// The child is an adult, the account is gone, or the parent is no representative.
        Closed = "closed",
    }
}

names! {
    /// From where a link came (`linked`), or why a code is void (`voided`).
    ///
    /// A code that another one replaced has no state of its own: linking goes on.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Detail {
        /// Linked: the parent made the account.
        Created = "created",
        /// Linked: the code was entered.
        Code = "code",
        /// Linked: by the parent's own verified card, under 14.
        Card = "card",
        /// Voided: too many wrong tries.
        Tries = "tries",
        /// Voided: the account's e-mail was changed.
        EmailChanged = "email_changed",
        /// Voided: linking was undone while the code was out.
        Unlinked = "unlinked",
    }
}
