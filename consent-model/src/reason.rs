//! Why an event is refused: one list for all machines.

use core::fmt;

/// Why an event was refused (причина отказа); nothing has moved.
///
/// The reason is for the log and the caller. What a person reads is chosen from the catalogue of
/// messages, which tells less (T-16).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Reason {
    /// The actor may not do this.
    NotEntitled,
    /// The pupil's age forbids it.
    WrongBand,
    /// There is no request to answer.
    NoRequest,
    /// An open episode is in the way.
    AlreadyOpen,
    /// It is over, or a ruling stands.
    Terminal,
    /// The episode is in dispute; the objection is lifted first.
    NotContested,
    /// The actor would contradict an own act that still stands.
    SelfConflict,
    /// Too soon after a refusal (T-18).
    CoolDown,
    /// The pupil's account is gone or not active.
    NoAccount,
    /// No record of the diary matches.
    NoMatch,
    /// The binding code is not alive.
    CodeDead,
    /// The binding code is wrong.
    CodeWrong,
    /// The code belongs to another account; for the log only.
    WrongAccount,
    /// The card is not verified.
    NotVerified,
    /// The birth certificate is foreign.
    ForeignCertificate,
    /// The citizenship is another one.
    Citizenship,
    /// The phone is a parent's.
    PhoneIsParents,
    /// The phone is used already.
    PhoneUsed,
    /// The e-mail is used already.
    EmailUsed,
    /// The consent tick is missing.
    TickMissing,
    /// The password breaks the portal's rule.
    PasswordWeak,
    /// Automatic update of the card is on.
    AutoUpdateOn,
    /// Earlier than the event before it.
    OutOfOrder,
    /// The question cannot be answered now.
    Unavailable,
}

impl Reason {
    /// All reasons, in the order of `state-machines.md`.
    pub const ALL: [Self; 24] = [
        Self::NotEntitled,
        Self::WrongBand,
        Self::NoRequest,
        Self::AlreadyOpen,
        Self::Terminal,
        Self::NotContested,
        Self::SelfConflict,
        Self::CoolDown,
        Self::NoAccount,
        Self::NoMatch,
        Self::CodeDead,
        Self::CodeWrong,
        Self::WrongAccount,
        Self::NotVerified,
        Self::ForeignCertificate,
        Self::Citizenship,
        Self::PhoneIsParents,
        Self::PhoneUsed,
        Self::EmailUsed,
        Self::TickMissing,
        Self::PasswordWeak,
        Self::AutoUpdateOn,
        Self::OutOfOrder,
        Self::Unavailable,
    ];

    /// The identifier, in snake case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotEntitled => "not_entitled",
            Self::WrongBand => "wrong_band",
            Self::NoRequest => "no_request",
            Self::AlreadyOpen => "already_open",
            Self::Terminal => "terminal",
            Self::NotContested => "not_contested",
            Self::SelfConflict => "self_conflict",
            Self::CoolDown => "cool_down",
            Self::NoAccount => "no_account",
            Self::NoMatch => "no_match",
            Self::CodeDead => "code_dead",
            Self::CodeWrong => "code_wrong",
            Self::WrongAccount => "wrong_account",
            Self::NotVerified => "not_verified",
            Self::ForeignCertificate => "foreign_certificate",
            Self::Citizenship => "citizenship",
            Self::PhoneIsParents => "phone_is_parents",
            Self::PhoneUsed => "phone_used",
            Self::EmailUsed => "email_used",
            Self::TickMissing => "tick_missing",
            Self::PasswordWeak => "password_weak",
            Self::AutoUpdateOn => "auto_update_on",
            Self::OutOfOrder => "out_of_order",
            Self::Unavailable => "unavailable",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
