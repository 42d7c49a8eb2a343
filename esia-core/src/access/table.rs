//! The decision table: rows D-01 to D-14 of rules.md §4, each with its rules and its message.

use super::situation::Condition::{
    self, AgeUnknown, Band, ConsentEffective, ConsentNotGranted, ConsentOfWrongBand,
    ConsentUnknown, Kind, LookupUnavailable, Match, Minor, NoConsentEffective, NoLinkedParents,
    NoMatch, NotConfirmed, ProtocolFailed,
};
use crate::account::AccountKind::{Child, SelfMade};
use crate::age::AgeBand::{Adult, From14To17, Under14};
use crate::message::Message;
use core::fmt;

/// The rows, in the order in which they are tried: the first whose conditions all hold answers.
///
/// The order is part of the contract: a person whose record is not found learns nothing about
/// consent.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    Row { id: RowId::D01, when: &[ProtocolFailed],                                      verdict: Verdict::Refuse,      reason: Reason::Protocol,           shown: Shown::Always(Message::SignInFailed),                 request: Request::Never,        rules: &["own"] },
    Row { id: RowId::D02, when: &[AgeUnknown],                                          verdict: Verdict::Refuse,      reason: Reason::AgeUnknown,         shown: Shown::Always(Message::CannotVerify),                 request: Request::Never,        rules: &["own", "Q-04"] },
    Row { id: RowId::D03, when: &[Band(Under14), Kind(SelfMade)],                       verdict: Verdict::Refuse,      reason: Reason::KindMismatch,       shown: Shown::Always(Message::CannotVerify),                 request: Request::Never,        rules: &["Q-02"] },
    Row { id: RowId::D04, when: &[Kind(SelfMade), NotConfirmed],                        verdict: Verdict::Refuse,      reason: Reason::NotConfirmed,       shown: Shown::Always(Message::ConfirmedAccountNeeded),       request: Request::Never,        rules: &["R-13", "R-66", "R-68", "T-12"] },
    Row { id: RowId::D05, when: &[Band(Adult), Kind(Child)],                            verdict: Verdict::Refuse,      reason: Reason::TransitionPending,  shown: Shown::Always(Message::TryTomorrow),                  request: Request::Never,        rules: &["Q-04"] },
    Row { id: RowId::D06, when: &[LookupUnavailable],                                   verdict: Verdict::Refuse,      reason: Reason::Unavailable,        shown: Shown::Always(Message::Unavailable),                  request: Request::Never,        rules: &["T-21"] },
    Row { id: RowId::D07, when: &[Minor, NoMatch],                                      verdict: Verdict::NotFound,    reason: Reason::RecordNotFound,     shown: Shown::Always(Message::RecordNotFoundMinor),          request: Request::Never,        rules: &["R-07", "R-08", "Q-13"] },
    Row { id: RowId::D08, when: &[Band(Adult), NoMatch],                                verdict: Verdict::NotFound,    reason: Reason::RecordNotFound,     shown: Shown::Always(Message::RecordNotFoundAdult),          request: Request::Never,        rules: &["R-15"] },
    Row { id: RowId::D09, when: &[Band(From14To17), Kind(SelfMade), NoLinkedParents, NoConsentEffective], verdict: Verdict::NeedLink, reason: Reason::NotLinked, shown: Shown::Always(Message::LinkFirst),             request: Request::Never,        rules: &["R-17", "R-18", "R-19", "R-20", "R-21", "R-22", "R-23", "R-24", "R-25"] },
    Row { id: RowId::D10, when: &[ConsentUnknown],                                      verdict: Verdict::Refuse,      reason: Reason::Unavailable,        shown: Shown::Always(Message::Unavailable),                  request: Request::Never,        rules: &["T-21"] },
    Row { id: RowId::D11, when: &[Minor, ConsentNotGranted],                            verdict: Verdict::NeedConsent, reason: Reason::ConsentMissing,     shown: Shown::Always(Message::ParentConsentNeeded),          request: Request::UnlessOpen,   rules: &["R-10", "R-11"] },
    Row { id: RowId::D12, when: &[Band(Adult), ConsentNotGranted],                      verdict: Verdict::NeedConsent, reason: Reason::ConsentMissing,     shown: Shown::Always(Message::OwnConsentNeeded),             request: Request::UnlessOpen,   rules: &["R-16"] },
    Row { id: RowId::D13, when: &[ConsentOfWrongBand],                                  verdict: Verdict::NeedConsent, reason: Reason::ConsentOfWrongBand, shown: Shown::ByBand { minor: Message::ParentConsentNeeded, adult: Message::OwnConsentNeeded }, request: Request::AfterEnding, rules: &["Q-24"] },
    Row { id: RowId::D14, when: &[Match, ConsentEffective],                             verdict: Verdict::Allow,       reason: Reason::InForce,            shown: Shown::Nothing,                                       request: Request::Never,        rules: &["R-06", "R-14", "R-32", "R-33"] },
];

/// The conditions of each row of [`TABLE`], as the bits of [`Condition::bit`].
pub(super) static CONDITIONS: [u32; TABLE.len()] = {
    let mut bits = [0; TABLE.len()];
    let mut rows = TABLE;
    let mut places: &mut [u32] = &mut bits;
    while let ([row, other_rows @ ..], [place, other_places @ ..]) = (rows, places) {
        let mut when = row.when;
        while let [condition, others @ ..] = when {
            *place |= condition.bit();
            when = others;
        }
        (rows, places) = (other_rows, other_places);
    }
    bits
};

/// The row that answers where no other does: a fact that no row knows lets nobody in.
pub(super) const REFUSED: &Row = match TABLE.first() {
    Some(row) => row,
    None => &Row {
        id: RowId::D01,
        when: &[],
        verdict: Verdict::Refuse,
        reason: Reason::Protocol,
        shown: Shown::Always(Message::SignInFailed),
        request: Request::Never,
        rules: &["own"],
    },
};

/// One row of the decision table.
#[derive(Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// The row's name.
    pub id: RowId,
    /// The conditions, all of which must hold.
    pub when: &'static [Condition],
    /// What is decided.
    pub verdict: Verdict,
    /// Why, for staff and for the audit log.
    pub reason: Reason,
    /// What the person is shown.
    pub shown: Shown,
    /// Whether a request for consent goes out.
    pub request: Request,
    /// The rules behind the row; `own` where no source has one.
    pub rules: &'static [&'static str],
}

/// The name of a row.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[expect(missing_docs, reason = "the names are those of rules.md §4; TABLE says what each is")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum RowId {
    D01,
    D02,
    D03,
    D04,
    D05,
    D06,
    D07,
    D08,
    D09,
    D10,
    D11,
    D12,
    D13,
    D14,
}

impl RowId {
    /// The name as rules.md writes it: `D-01`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::D01 => "D-01",
            Self::D02 => "D-02",
            Self::D03 => "D-03",
            Self::D04 => "D-04",
            Self::D05 => "D-05",
            Self::D06 => "D-06",
            Self::D07 => "D-07",
            Self::D08 => "D-08",
            Self::D09 => "D-09",
            Self::D10 => "D-10",
            Self::D11 => "D-11",
            Self::D12 => "D-12",
            Self::D13 => "D-13",
            Self::D14 => "D-14",
        }
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is decided (решение).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Verdict {
    /// The diary opens.
    Allow,
    /// No record; the appeal route is shown.
    NotFound,
    /// A parent must link the account first.
    NeedLink,
    /// Consent is missing.
    NeedConsent,
    /// None of these, and no entry.
    Refuse,
}

/// Why it is so (причина): for staff and the audit log, never for a page.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Reason {
    /// The provider failed, or a check of its answer.
    Protocol,
    /// No age can be told.
    AgeUnknown,
    /// A person under 14 cannot have opened an account.
    KindMismatch,
    /// The account's data are the person's own word.
    NotConfirmed,
    /// An adult still signs in with the child account.
    TransitionPending,
    /// A service did not answer.
    Unavailable,
    /// The register has no exact unique match.
    RecordNotFound,
    /// No parent has linked the account.
    NotLinked,
    /// No grant is in force.
    ConsentMissing,
    /// The grant in force is not of somebody who may give it.
    ConsentOfWrongBand,
    /// Everything needed is in force.
    InForce,
}

/// What the person is shown.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Shown {
    /// Nothing but the diary.
    Nothing,
    /// One message.
    Always(Message),
    /// One message for each side of 18.
    ByBand {
        /// To a person under 18.
        minor: Message,
        /// To an adult.
        adult: Message,
    },
}

/// Whether a request for consent must go out.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Request {
    /// Never.
    Never,
    /// Unless one is open already, or the parents are in dispute.
    UnlessOpen,
    /// Always, once the episode in force has been ended.
    AfterEnding,
}
