//! Consents (согласия) as ESIA knows them: asking for some, renewing, and noticing that one is gone.
//!
//! | step | value | how it goes on |
//! |---|---|---|
//! | what is to be allowed | [`Permission`] | [`Permissions::new`] |
//! | asked for at the sign-in | [`Permissions::encode`] | [`Opening::with_permissions`], scope `openid` alone |
//! | a new token for a standing consent | [`renewal_scope`] | the `client_credentials` request |
//! | is it still there? | [`issued_scopes`] | [`PendingSighting::read`] |
//! | a request for data failed | [`Sighting::of_failure`] | unknown, never withdrawn |
//!
//! A person takes a consent back on the portal, and nobody tells the system: it is noticed by asking.
//! An answer that lists what stands says *present* or *absent*; an answer that merely refuses says
//! nothing of the consent, which is then unknown (settled case 16 of state-machines.md).
//! `consent_model::esia` takes what was seen as plain values.
//!
//! # Examples
//!
//! ```
//! use esia_core::protocol::permissions::{Permission, Permissions};
//!
//! let diary = Permission::new("DIARY_CONSENT", "EDU_DIARY", 525_600)? // a year, in minutes
//!     .of_operator("Школа № 1")?
//!     .with_action("ALL_ACTIONS_TO_DATA")?
//!     .with_scope("fullname")?
//!     .with_scope("birthdate")?;
//! let permissions = Permissions::new([diary])?;
//!
//! let sent = permissions.encode(); // the parameter `permissions`
//! assert!(!sent.contains('='));
//! assert_eq!(Permissions::parse(&sent)?, permissions);
//! # Ok::<(), esia_core::protocol::permissions::PermissionError>(())
//! ```
//!
//! [`Opening::with_permissions`]: crate::protocol::authorization::Opening::with_permissions

mod sighting;
mod wire;

pub use sighting::{Blindness, PendingSighting, Sighting, SightingRequest, issued_scopes};

use crate::account::SubjectId;
use crate::protocol::client::{ClientError, Scope};
use crate::protocol::error_code::{EsiaCode, KnownCode};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// One consent to be asked for (запрашиваемое согласие).
///
/// **Guarantees**: a type, exactly one purpose, a term of at least a minute; every name is 1 to 128
/// printable ASCII letters without spaces, and stands once. Nothing in it is about a person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Permission {
    operator: Option<String>,
    kind: String,
    expire_minutes: u32,
    actions: Vec<String>,
    purpose: String,
    scopes: Vec<String>,
}

impl Permission {
    /// A consent of a type (`sysname`), for one purpose, for so many minutes; it still needs an
    /// action.
    ///
    /// # Errors
    ///
    /// [`PermissionError::Kind`], [`PermissionError::Purpose`], [`PermissionError::Expiry`].
    pub fn new(kind: &str, purpose: &str, expire_minutes: u32) -> Result<Self, PermissionError> {
        if expire_minutes == 0 {
            return Err(PermissionError::Expiry);
        }
        Ok(Self {
            operator: None,
            kind: name(kind).ok_or(PermissionError::Kind)?,
            expire_minutes,
            actions: Vec::new(),
            purpose: name(purpose).ok_or(PermissionError::Purpose)?,
            scopes: Vec::new(),
        })
    }

    /// Given to this organisation, by its name at ESIA (`responsibleObject`).
    ///
    /// # Errors
    ///
    /// [`PermissionError::Operator`].
    pub fn of_operator(mut self, operator: &str) -> Result<Self, PermissionError> {
        let is_line = !operator.trim().is_empty()
            && operator.len() <= MAX_OPERATOR
            && !operator.chars().any(char::is_control);
        if !is_line {
            return Err(PermissionError::Operator);
        }
        self.operator = Some(String::from(operator));
        Ok(self)
    }

    /// Also this action.
    ///
    /// # Errors
    ///
    /// [`PermissionError::Action`].
    pub fn with_action(mut self, action: &str) -> Result<Self, PermissionError> {
        add(&mut self.actions, action).ok_or(PermissionError::Action)?;
        Ok(self)
    }

    /// Also these data.
    ///
    /// # Errors
    ///
    /// [`PermissionError::Scope`].
    pub fn with_scope(mut self, scope: &str) -> Result<Self, PermissionError> {
        add(&mut self.scopes, scope).ok_or(PermissionError::Scope)?;
        Ok(self)
    }

    /// The organisation, if it is named.
    #[must_use]
    pub fn operator(&self) -> Option<&str> {
        self.operator.as_deref()
    }

    /// The type of the consent (`sysname`).
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// For how many minutes it is asked for.
    #[must_use]
    pub const fn expire_minutes(&self) -> u32 {
        self.expire_minutes
    }

    /// The one purpose.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// What may be done with the data.
    pub fn actions(&self) -> impl Iterator<Item = &str> {
        self.actions.iter().map(String::as_str)
    }

    /// Which data.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scopes.iter().map(String::as_str)
    }
}

/// The consents of one request (параметр `permissions`).
///
/// **Guarantees**: at least one, each with at least one action; what it encodes reads back as it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Permissions(Vec<Permission>);

impl Permissions {
    /// All of these, together.
    ///
    /// # Errors
    ///
    /// [`PermissionError::Empty`], [`PermissionError::NoAction`], [`PermissionError::TooLarge`].
    pub fn new(permissions: impl IntoIterator<Item = Permission>) -> Result<Self, PermissionError> {
        let permissions: Vec<_> = permissions.into_iter().collect();
        if permissions.is_empty() {
            return Err(PermissionError::Empty);
        }
        if permissions.iter().any(|permission| permission.actions.is_empty()) {
            return Err(PermissionError::NoAction);
        }
        let permissions = Self(permissions);
        if permissions.encode().len() > MAX_ENCODED {
            return Err(PermissionError::TooLarge);
        }
        Ok(permissions)
    }

    /// The parameter as it is sent: JSON in base64url without padding.
    #[must_use]
    pub fn encode(&self) -> String {
        wire::encode(&self.0)
    }

    /// Reads the parameter back: any base64, padded or not.
    ///
    /// # Errors
    ///
    /// [`PermissionError::Base64`], [`PermissionError::Json`], and one variant for each rule that
    /// is broken.
    pub fn parse(text: &str) -> Result<Self, PermissionError> {
        if text.len() > MAX_ENCODED {
            return Err(PermissionError::TooLarge);
        }
        Self::new(wire::decode(text)?)
    }

    /// The consents.
    pub fn iter(&self) -> impl Iterator<Item = &Permission> {
        self.0.iter()
    }
}

/// The scope that asks for a new token on a standing consent: `prm_chg?oid=1000000017`.
///
/// # Errors
///
/// [`ClientError::Scope`] for an account whose number is no part of a scope; none of ESIA's is such.
///
/// # Examples
///
/// ```
/// use esia_core::account::SubjectId;
/// use esia_core::protocol::permissions::renewal_scope;
///
/// let scope = renewal_scope(&SubjectId::new("1000000017".into()))?;
/// assert_eq!(scope.as_str(), "prm_chg?oid=1000000017");
/// assert!(renewal_scope(&SubjectId::new("17 openid".into())).is_err());
/// # Ok::<(), esia_core::protocol::client::ClientError>(())
/// ```
pub fn renewal_scope(subject: &SubjectId) -> Result<Scope, ClientError> {
    let id = subject.expose();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ClientError::Scope);
    }
    Scope::parse(&["prm_chg?oid=", id].concat())
}

/// Why something is no consent that can be asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PermissionError {
    /// None at all: `[]`.
    #[error("no consent is asked for")]
    Empty,
    /// More than a URL can carry: a thousand consents.
    #[error("more consents than a request can carry")]
    TooLarge,
    /// Not base64: `"%%%"`.
    #[error("not base64")]
    Base64,
    /// Not an array of consents: `{}`, or a term in a text, or a field that stands twice.
    #[error("not the JSON of consents")]
    Json,
    /// No type, or none that is a name: `""`.
    #[error("a consent has a type")]
    Kind,
    /// An organisation without a name: `" "`.
    #[error("an organisation has a name of one line")]
    Operator,
    /// A term of no minutes: `"expire":0`.
    #[error("a consent lasts a minute at least")]
    Expiry,
    /// A purpose that is no name: `"МОЯ ЦЕЛЬ"`.
    #[error("a purpose is a name")]
    Purpose,
    /// No purpose: `"purposes":[]`.
    #[error("a consent has a purpose")]
    NoPurpose,
    /// More than one purpose.
    #[error("a consent has one purpose")]
    SeveralPurposes,
    /// An action that is no name, or stands twice.
    #[error("an action is a name that stands once")]
    Action,
    /// No action: `"actions":[]`.
    #[error("a consent has an action")]
    NoAction,
    /// A scope that is no name, or stands twice.
    #[error("a scope is a name that stands once")]
    Scope,
}

impl PermissionError {
    /// The code that ESIA would have answered with, where it has one for this.
    #[must_use]
    pub const fn spared(&self) -> Option<EsiaCode> {
        let known = match self {
            Self::Kind => KnownCode::NoConsentType,
            Self::NoAction => KnownCode::NoAction,
            Self::Action => KnownCode::UnknownAction,
            Self::NoPurpose => KnownCode::NoPurpose,
            Self::Purpose => KnownCode::UnknownPurpose,
            Self::SeveralPurposes => KnownCode::SeveralPurposes,
            Self::Expiry => KnownCode::WrongExpiry,
            Self::Scope => KnownCode::WrongConsentScope,
            Self::Empty | Self::TooLarge | Self::Base64 | Self::Json | Self::Operator => {
                return None;
            }
        };
        Some(known.code())
    }
}

fn name(text: &str) -> Option<String> {
    let is_name =
        (1..=MAX_NAME).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then(|| String::from(text))
}

fn add(names: &mut Vec<String>, text: &str) -> Option<()> {
    let name = name(text).filter(|name| !names.contains(name))?;
    names.push(name);
    Some(())
}

impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.encode())
    }
}

const MAX_NAME: usize = 128;
const MAX_OPERATOR: usize = 1024;
const MAX_ENCODED: usize = 8 * 1024;
