//! Why an event is refused: one list for all machines.

use crate::names::names;

names! {
    /// Why an event was refused (причина отказа).
    ///
    /// The reason is for the log and the caller. What a person reads is chosen from the catalogue of
    /// messages, which tells less (T-16).
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Reason {
        /// The actor may not do this.
        NotEntitled = "not_entitled",
        /// The pupil's age forbids it.
        WrongBand = "wrong_band",
        /// There is no request to answer.
        NoRequest = "no_request",
        /// An open episode is in the way.
        AlreadyOpen = "already_open",
        /// It is over, or a ruling stands.
        Terminal = "terminal",
        /// The episode is in dispute; the objection is lifted first.
        NotContested = "not_contested",
        /// The actor would contradict an own act that still stands.
        SelfConflict = "self_conflict",
        /// Too soon after a refusal (T-18), or after a change of the account's e-mail (T-14).
        CoolDown = "cool_down",
        /// The pupil's account is gone or not active.
        NoAccount = "no_account",
        /// No record of the diary matches.
        NoMatch = "no_match",
        /// The binding code is not alive.
        CodeDead = "code_dead",
        /// The binding code is wrong.
        CodeWrong = "code_wrong",
        /// The code belongs to another account; for the log only.
        WrongAccount = "wrong_account",
        /// The card is not verified.
        NotVerified = "not_verified",
        /// The birth certificate is foreign.
        ForeignCertificate = "foreign_certificate",
        /// The citizenship is another one.
        Citizenship = "citizenship",
        /// The phone is a parent's.
        PhoneIsParents = "phone_is_parents",
        /// The phone is used already.
        PhoneUsed = "phone_used",
        /// The e-mail is used already.
        EmailUsed = "email_used",
        /// The consent tick is missing.
        TickMissing = "tick_missing",
        /// The password breaks the portal's rule.
        PasswordWeak = "password_weak",
        /// Automatic update of the card is on.
        AutoUpdateOn = "auto_update_on",
        /// Earlier than the event before it.
        OutOfOrder = "out_of_order",
        /// The question cannot be answered now.
        Unavailable = "unavailable",
    }
}

impl Reason {
    /// The reason as it may be told outwardly: that a right code was entered by another child than
    /// that of the card is for the log alone (case 14).
    ///
    /// ```
    /// use consent_model::reason::Reason;
    ///
    /// assert_eq!(Reason::WrongAccount.outward(), Reason::CodeWrong);
    /// assert_eq!(Reason::CodeDead.outward(), Reason::CodeDead);
    /// ```
    #[must_use]
    pub const fn outward(self) -> Self {
        if matches!(self, Self::WrongAccount) { Self::CodeWrong } else { self }
    }
}
