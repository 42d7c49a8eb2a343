//! What the machine remembers of one child's card and account.

use super::policy::SetUp;
use crate::actor::RepresentativeId;
use crate::names::names;
use crate::personal::BirthDate;
use alloc::collections::BTreeSet;
use chrono::{DateTime, FixedOffset};

/// One child's card, the registry's check of it, and the account made from it.
///
/// Only [`step`](super::step) makes a new one from an old one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct State {
    pub(super) birth_date: BirthDate,
    pub(super) representatives: BTreeSet<RepresentativeId>,
    pub(super) kind: StateKind,
    pub(super) detail: Option<Detail>,
    pub(super) check: Option<RegistryCheck>,
    pub(super) phone: Phone,
    pub(super) came_of_age: bool,
    pub(super) changes: u32,
    pub(super) sequence: u64,
}

impl State {
    /// No card yet, and the facts of the set-up.
    #[must_use]
    pub fn new(set_up: &SetUp) -> Self {
        Self {
            birth_date: set_up.birth_date,
            representatives: set_up.representatives.clone(),
            kind: StateKind::NoCard,
            detail: None,
            check: None,
            phone: Phone::None,
            came_of_age: false,
            changes: 0,
            sequence: 0,
        }
    }

    /// Which state of 6.3 this is.
    #[must_use]
    pub const fn kind(&self) -> StateKind {
        self.kind
    }

    /// Why the account was refused, in [`StateKind::Refused`].
    #[must_use]
    pub const fn detail(&self) -> Option<Detail> {
        self.detail
    }

    /// The child's birth date.
    #[must_use]
    pub const fn birth_date(&self) -> BirthDate {
        self.birth_date
    }

    /// The representatives, all with authority.
    #[must_use]
    pub const fn representatives(&self) -> &BTreeSet<RepresentativeId> {
        &self.representatives
    }

    /// The check that runs, in [`StateKind::ZagsPending`].
    #[must_use]
    pub const fn check(&self) -> Option<&RegistryCheck> {
        self.check.as_ref()
    }

    /// How far the phone has come.
    #[must_use]
    pub const fn phone(&self) -> Phone {
        self.phone
    }

    /// Whether the 18th birthday of an active account was noted: the links are closed (6.2).
    #[must_use]
    pub const fn has_come_of_age(&self) -> bool {
        self.came_of_age
    }

    /// How often phone, e-mail or password were changed since the account was made.
    #[must_use]
    pub const fn changes(&self) -> u32 {
        self.changes
    }

    /// How many events have changed anything so far.
    #[must_use]
    pub const fn sequence(&self) -> u64 {
        self.sequence
    }
}

/// A check by the registry (проверка в ЗАГС) that was asked for and not yet answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RegistryCheck {
    pub(super) asked_at: DateTime<FixedOffset>,
    pub(super) soft_noticed: bool,
    pub(super) escalated: bool,
}

impl RegistryCheck {
    pub(super) const fn asked(asked_at: DateTime<FixedOffset>) -> Self {
        Self { asked_at, soft_noticed: false, escalated: false }
    }

    /// When it was asked for.
    #[must_use]
    pub const fn asked_at(&self) -> DateTime<FixedOffset> {
        self.asked_at
    }

    /// Whether the parent was told that it takes longer than usual.
    #[must_use]
    pub const fn is_soft_noticed(&self) -> bool {
        self.soft_noticed
    }

    /// Whether somebody was asked to look after it.
    #[must_use]
    pub const fn is_escalated(&self) -> bool {
        self.escalated
    }
}

/// How far the phone of the form has come (номер телефона, R-50 to R-52).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Phone {
    /// None given, or left out.
    None,
    /// An SMS was sent; so many wrong codes are left.
    Sent(u8),
    /// Confirmed by its code.
    Confirmed,
}

names! {
    /// A state of 6.3, without its data.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum StateKind {
        /// The parent has no card of the child.
        NoCard = "no_card",
        /// A card is entered and not saved.
        Draft = "draft",
        /// A card was typed in and saved, and the registry has not seen it.
        Manual = "manual",
        /// The registry checks.
        ZagsPending = "zags_pending",
        /// The registry has other data.
        Mismatch = "mismatch",
        /// The registry confirmed the card.
        Verified = "verified",
        /// The form: place of birth, address, citizenship.
        FormAddress = "form_address",
        /// The form: phone.
        FormPhone = "form_phone",
        /// The form: the code from the SMS.
        FormPhoneCode = "form_phone_code",
        /// The form: e-mail and consent tick.
        FormEmail = "form_email",
        /// The form: the letter is out.
        FormEmailWait = "form_email_wait",
        /// The form: password.
        FormPassword = "form_password",
        /// The account is there.
        Active = "active",
        /// The account is gone.
        Deleted = "deleted",
        /// No account can be made; [`State::detail`] says why.
        Refused = "refused",
    }
}

names! {
    /// Why no account can be made.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Detail {
        /// The birth certificate is foreign; the service centre helps.
        ForeignCertificate = "foreign_certificate",
        /// The child is no Russian citizen.
        Citizenship = "citizenship",
        /// The child is an adult.
        WrongBand = "wrong_band",
    }
}
