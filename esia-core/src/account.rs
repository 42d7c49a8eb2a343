//! Accounts at the identity provider: who opened one, how far it is trusted, whose it is.

use crate::secrets::Personal;
use alloc::string::String;
use core::fmt;

/// Who opened the account: not the same question as the holder's age.
///
/// Only a verified token decides it: `Child` if and only if `urn:esia:sbj:lvl` is `KD`.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum AccountKind {
    /// A child account (детская учётная запись) that a parent made.
    Child,
    /// An account that the holder made.
    SelfMade,
}

impl AccountKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Child, Self::SelfMade];
}

/// How far the provider trusts the account's data.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum AccountLevel {
    /// Simplified (упрощённая): the person's own word. What cannot be told is this.
    Simplified,
    /// Standard (стандартная): documents checked, the person not seen.
    Standard,
    /// Confirmed (подтверждённая): `PR`, or `is_tru: true`, in a verified token.
    Confirmed,
    /// Child (детская): data from the parent's card, checked by the registry.
    Child,
}

impl AccountLevel {
    /// All levels, least trusted first.
    pub const ALL: [Self; 4] = [Self::Simplified, Self::Standard, Self::Confirmed, Self::Child];
}

/// An identifier of an account (идентификатор учётной записи, `urn:esia:sbj_id`).
///
/// It is personal: `Debug` never shows it.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SubjectId(Personal);

impl SubjectId {
    /// An identifier as the provider gives it.
    #[must_use]
    pub const fn new(id: String) -> Self {
        Self(Personal::new(id))
    }

    /// The identifier, for storage and requests; never for a log.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// A contour of the provider (контур): production or a test stand.
///
/// Keys, certificates and bindings are kept per contour, because test tokens have carried the
/// production issuer (T-10).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Contour {
    /// The real thing.
    Production,
    /// The provider's own test stand.
    Test,
    /// The provider's second test stand, whose tokens name `esia-demo`.
    Demo,
    /// A stand of one's own: a simulated one, on this machine or in a closed network.
    Simulated,
}

impl Contour {
    /// All contours.
    pub const ALL: [Self; 4] = [Self::Production, Self::Test, Self::Demo, Self::Simulated];
}

impl fmt::Display for Contour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Production => "production",
            Self::Test => "test",
            Self::Demo => "demo",
            Self::Simulated => "simulated",
        })
    }
}

/// Whose account it is, among all providers that a diary knows: what a binding is made with.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Subject {
    contour: Contour,
    issuer: String,
    id: SubjectId,
}

impl Subject {
    /// A subject from the parts that a verified token named.
    #[must_use]
    pub const fn new(contour: Contour, issuer: String, id: SubjectId) -> Self {
        Self { contour, issuer, id }
    }

    /// The contour whose keys the token was checked with.
    #[must_use]
    pub const fn contour(&self) -> Contour {
        self.contour
    }

    /// The issuer, exactly as in the token.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The account at that issuer.
    #[must_use]
    pub const fn id(&self) -> &SubjectId {
        &self.id
    }
}

/// An account as a verified token describes it: whose, opened by whom, how far trusted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account {
    subject: Subject,
    kind: AccountKind,
    level: AccountLevel,
}

impl Account {
    /// An account from claims whose signature, issuer, audience and times were checked.
    ///
    /// Nothing else may be given here: hints such as `kidAccCreatedByParent` decide nothing
    /// (rules.md §4, readings).
    #[must_use]
    pub const fn from_verified(subject: Subject, kind: AccountKind, level: AccountLevel) -> Self {
        Self { subject, kind, level }
    }

    /// Whose account it is.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Who opened it.
    #[must_use]
    pub const fn kind(&self) -> AccountKind {
        self.kind
    }

    /// How far it is trusted.
    #[must_use]
    pub const fn level(&self) -> AccountLevel {
        self.level
    }
}
