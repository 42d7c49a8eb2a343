//! ESIA's own error codes and what to do about each.

use crate::protocol::provider_error::ErrorWord;
use core::fmt;

/// A code of ESIA (код ошибки ЕСИА): `ESIA-007014`.
///
/// Every six digits are kept, known or not. A code is nothing personal and may stand in a log.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::error_code::{Advice, EsiaCode};
///
/// let code = EsiaCode::leading("ESIA-007015: wrong time").unwrap();
/// assert_eq!(code.to_string(), "ESIA-007015");
/// assert_eq!(code.advice(), Advice::RetryOnce);
/// assert_eq!(EsiaCode::leading("ESIA-999999").unwrap().advice(), Advice::Unknown);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct EsiaCode(u32);

impl EsiaCode {
    /// Reads the code that a description begins with, if it begins with one.
    #[must_use]
    pub fn leading(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("ESIA-")?.as_bytes().first_chunk::<6>()?;
        let add = |number: u32, digit: &u8| {
            let digit = digit.is_ascii_digit().then(|| u32::from(digit & 0xf))?;
            Some(number.saturating_mul(10).saturating_add(digit))
        };
        digits.iter().try_fold(0, add).map(Self)
    }

    /// The six digits as a number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The code that a name in a description belongs to: `OAuthErrorEnum.clientSecretWrong`.
    ///
    /// It helps where the description has the name alone.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('.');
        CODES.iter().find(|row| row.name == Some(text)).map(|row| row.code)
    }

    /// The row of [`CODES`], if the code is known.
    #[must_use]
    pub fn row(self) -> Option<&'static CodeRow> {
        CODES.iter().find(|row| row.code == self)
    }

    /// The code as a value to match on, if it is known.
    #[must_use]
    pub fn known(self) -> Option<KnownCode> {
        self.row().map(|row| row.known)
    }

    /// What to do about it; [`Advice::Unknown`] for an unknown code.
    #[must_use]
    pub fn advice(self) -> Advice {
        self.row().map_or(Advice::Unknown, |row| row.advice)
    }
}

impl fmt::Display for EsiaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ESIA-{:06}", self.0)
    }
}

/// What a caller does about a failure (что делать с ошибкой).
///
/// | advice | class | who acts |
/// |---|---|---|
/// | [`Retry`](Self::Retry), [`RetryOnce`](Self::RetryOnce) | passing | the program |
/// | [`Restart`](Self::Restart) | spent | the person signs in anew |
/// | [`UserDenied`](Self::UserDenied), [`UserAction`](Self::UserAction) | the person | the person |
/// | [`Configuration`](Self::Configuration) | settings | the operator |
/// | [`OurBug`](Self::OurBug) | a defect | whoever maintains this program |
/// | [`Stop`](Self::Stop) | security | the operator, at once |
/// | [`Unknown`](Self::Unknown) | unknown | nobody is let in |
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Advice {
    /// Begin the sign-in again after a pause that grows.
    Retry,
    /// Correct the clock, then begin again, once.
    RetryOnce,
    /// Begin the sign-in again from the start.
    Restart,
    /// The person refused: say so, and let the person begin again.
    UserDenied,
    /// The person has something to do at ESIA first.
    UserAction,
    /// The settings of the system, here or at ESIA: tell the operator.
    Configuration,
    /// A request that ESIA cannot accept: a defect of ours.
    OurBug,
    /// A sign of an attack: stop, and tell the operator.
    Stop,
    /// Nothing is known: refuse, and keep the code for the operator.
    Unknown,
}

impl Advice {
    /// What kind of failure it is about.
    #[must_use]
    pub const fn class(self) -> Class {
        match self {
            Self::Retry | Self::RetryOnce => Class::Passing,
            Self::Restart => Class::Spent,
            Self::UserDenied | Self::UserAction => Class::Person,
            Self::Configuration => Class::Settings,
            Self::OurBug => Class::Defect,
            Self::Stop => Class::Security,
            Self::Unknown => Class::Unknown,
        }
    }

    /// How long to wait before retry number `tries`, the first being 1: a pause that doubles; none
    /// where no retry helps, or after the eighth.
    ///
    /// Whoever has many clients adds randomness of their own.
    ///
    /// # Examples
    ///
    /// ```
    /// use esia_core::protocol::error_code::Advice;
    ///
    /// let pauses: Vec<_> = (1..=3).filter_map(|n| Advice::Retry.pause_seconds(n)).collect();
    /// assert_eq!(pauses, [2, 4, 8]);
    /// assert_eq!(Advice::RetryOnce.pause_seconds(2), None);
    /// assert_eq!(Advice::Restart.pause_seconds(1), None);
    /// ```
    #[must_use]
    pub fn pause_seconds(self, tries: u32) -> Option<u32> {
        match self {
            Self::Retry => {
                let index = usize::try_from(tries.checked_sub(1)?).ok()?;
                PAUSES_SECONDS.get(index).copied()
            }
            Self::RetryOnce => (tries == 1).then_some(0),
            Self::Restart
            | Self::UserDenied
            | Self::UserAction
            | Self::Configuration
            | Self::OurBug
            | Self::Stop
            | Self::Unknown => None,
        }
    }
}

const PAUSES_SECONDS: [u32; 8] = [2, 4, 8, 16, 32, 64, 128, 256];

/// What kind of failure an [`Advice`] is about, for counters and pages.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Class {
    /// It passes by itself.
    Passing,
    /// What was sent is good no more.
    Spent,
    /// It is the person's to change.
    Person,
    /// Settings, here or at ESIA.
    Settings,
    /// A defect of ours.
    Defect,
    /// A sign of an attack.
    Security,
    /// Nothing is known.
    Unknown,
}

/// One known code, with all that is known of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct CodeRow {
    /// The code as it is sent.
    pub code: EsiaCode,
    /// The code as a value to match on.
    pub known: KnownCode,
    /// What it means, in our words.
    pub meaning: &'static str,
    /// The `error` that mostly comes with it; confirmed by sightings only for 007005, 007014 and
    /// 007053, else by analogy to RFC 6749. The code decides, never this word.
    pub word: Option<ErrorWord>,
    /// The name that ESIA's description has for it, where one was seen:
    /// `OAuthErrorEnum.clientSecretWrong`.
    pub name: Option<&'static str>,
    /// What to do about it.
    pub advice: Advice,
}

macro_rules! codes {
    ($($number:literal $known:ident, $advice:ident, $word:expr, $name:expr, $meaning:literal;)*) => {
        /// The codes that this crate knows (esia-protocol.md 3.2): one row of [`CODES`] each.
        #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum KnownCode {
            $(
                #[doc = concat!("ESIA's ", stringify!($number), ": ", $meaning, ".")]
                $known,
            )*
        }

        /// The known codes, in ascending order: the one table that a client, a page and a simulated
        /// ESIA read.
        pub const CODES: &[CodeRow] = &[$(KnownCode::$known.row(),)*];

        impl KnownCode {
            /// Its row.
            #[must_use]
            pub const fn row(self) -> CodeRow {
                match self {
                    $(Self::$known => CodeRow {
                        code: EsiaCode($number),
                        known: Self::$known,
                        meaning: $meaning,
                        word: $word,
                        name: $name,
                        advice: Advice::$advice,
                    },)*
                }
            }
        }
    };
}

codes! {
    5_011 InvalidRestToken, Restart, None, Some("SecurityErrorEnum.invalidToken"),
        "invalid token at the person data service";
    7_002 ForeignCertificate, Configuration, Some(ErrorWord::UnauthorizedClient), None,
        "the certificate is not of this mnemonic, or none is registered";
    7_003 WrongParameter, OurBug, Some(ErrorWord::InvalidRequest), None,
        "a mandatory parameter is missing, wrong or repeated";
    7_004 Refused, UserDenied, Some(ErrorWord::AccessDenied), None,
        "the person or the service refused";
    7_005 ForbiddenGrant, Configuration, Some(ErrorWord::UnauthorizedClient), None,
        "the system may not ask for a token in this way";
    7_006 WrongScope, Configuration, Some(ErrorWord::InvalidScope), None,
        "a scope is wrong, unknown or malformed";
    7_007 ServerError, Retry, Some(ErrorWord::ServerError), None,
        "unexpected error of the server";
    7_008 Overloaded, Retry, Some(ErrorWord::TemporarilyUnavailable), None,
        "overload or maintenance";
    7_009 WrongResponseType, Configuration, Some(ErrorWord::UnsupportedResponseType), None,
        "this way of getting a token is not supported";
    7_011 SpentGrant, Restart, Some(ErrorWord::InvalidGrant), None,
        "the code or refresh token is invalid, expired, revoked or of another client";
    7_012 WrongGrantType, OurBug, Some(ErrorWord::UnsupportedGrantType), None,
        "the grant type is not supported";
    7_013 NoScope, OurBug, Some(ErrorWord::InvalidScope), None,
        "no scope in the request";
    7_014 NoParameter, OurBug, Some(ErrorWord::InvalidRequest), None,
        "a mandatory parameter is absent, often client_certificate_hash";
    7_015 WrongTime, RetryOnce, Some(ErrorWord::InvalidRequest), None,
        "the time of the request is wrong";
    7_019 NoPermission, Configuration, Some(ErrorWord::AccessDenied), Some("OAuthErrorEnum.noGrants"),
        "no permission for the access: not granted to the system, or withdrawn";
    7_023 ForeignRedirect, Configuration, Some(ErrorWord::InvalidRequest), None,
        "the return address is not among the registered";
    7_038 UnreadableParameters, OurBug, Some(ErrorWord::InvalidRequest), None,
        "the parameters could not be read";
    7_039 NoChallenge, OurBug, Some(ErrorWord::InvalidRequest), None,
        "no code_challenge was given";
    7_040 WrongVerifier, Stop, Some(ErrorWord::InvalidGrant), None,
        "the PKCE comparison failed";
    7_046 SecondFactor, UserAction, Some(ErrorWord::InvalidRequest), None,
        "a second factor is needed that the person cannot pass";
    7_053 WrongSecret, Configuration, Some(ErrorWord::AccessDenied), Some("OAuthErrorEnum.clientSecretWrong"),
        "the signature does not fit the hash, the system, or an active certificate";
    7_055 NotConfirmed, UserAction, Some(ErrorWord::AccessDenied), None,
        "the account is not confirmed";
    7_060 WrongRoles, OurBug, Some(ErrorWord::InvalidRequest), None,
        "wrong roles";
    7_061 WrongObjectType, OurBug, Some(ErrorWord::InvalidRequest), None,
        "wrong obj_type";
    7_062 WrongPersonType, OurBug, Some(ErrorWord::InvalidRequest), None,
        "wrong type or role of the person";
    7_194 NotEmployed, UserAction, Some(ErrorWord::AccessDenied), None,
        "an organisation scope, and the person is not its employee";
    8_010 ClientNotAuthenticated, Configuration, Some(ErrorWord::InvalidClient), None,
        "the client could not be authenticated";
    36_700 NoConsentType, OurBug, Some(ErrorWord::InvalidRequest), None,
        "no consent type is named";
    36_701 UnknownConsentType, Configuration, Some(ErrorWord::InvalidRequest), None,
        "the consent type is unknown";
    36_702 NoMandatoryScope, OurBug, Some(ErrorWord::InvalidRequest), None,
        "a mandatory scope of the consent type is missing";
    36_703 ForeignConsentScope, Configuration, Some(ErrorWord::InvalidRequest), None,
        "scopes outside the allowed set";
    36_704 WrongConsentScope, OurBug, Some(ErrorWord::InvalidRequest), None,
        "scopes not allowed for the consent type";
    36_705 NoAction, OurBug, Some(ErrorWord::InvalidRequest), None,
        "no action is given";
    36_706 UnknownAction, OurBug, Some(ErrorWord::InvalidRequest), None,
        "unknown action";
    36_707 NoPurpose, OurBug, Some(ErrorWord::InvalidRequest), None,
        "no purpose is given";
    36_716 WrongExpiry, OurBug, Some(ErrorWord::InvalidRequest), None,
        "wrong expiry of a consent";
    36_726 UnknownPurpose, OurBug, Some(ErrorWord::InvalidRequest), None,
        "unknown purpose";
    36_727 SeveralPurposes, OurBug, Some(ErrorWord::InvalidRequest), None,
        "exactly one purpose is needed";
}

impl KnownCode {
    /// The code as it is sent.
    #[must_use]
    pub const fn code(self) -> EsiaCode {
        self.row().code
    }

    /// What to do about it.
    #[must_use]
    pub const fn advice(self) -> Advice {
        self.row().advice
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn a_code_is_read_only_from_the_beginning() {
        let code = EsiaCode::leading("ESIA-007014: [client_certificate_hash].").unwrap();
        assert_eq!((code.number(), code.to_string().as_str()), (7014, "ESIA-007014"));
        for text in [
            "",
            "ESIA-",
            "ESIA-00701",
            "ESIA-00701x",
            " ESIA-007014",
            "esia-007014",
            "ESIA-00701\u{2014}",
        ] {
            assert_eq!(EsiaCode::leading(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_code_stands_once_and_in_order() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(CODES.windows(2).all(|pair| pair[0].known < pair[1].known));
        assert_eq!(CODES.len(), 38);
        assert!(CODES.iter().all(|row| row.advice != Advice::Unknown));
        for row in CODES {
            assert_eq!(row.code.known(), Some(row.known));
            assert_eq!(row.known.row(), *row);
        }
    }

    #[test]
    fn a_name_alone_leads_to_its_code() {
        let number = |text: &str| EsiaCode::named(text).map(EsiaCode::number);
        assert_eq!(number("OAuthErrorEnum.clientSecretWrong"), Some(7_053));
        assert_eq!(number(" OAuthErrorEnum.noGrants. "), Some(7_019));
        assert_eq!(number("SecurityErrorEnum.invalidToken"), Some(5_011));
        for text in ["", "noGrants", "OAuthErrorEnum", "oautherrorenum.nogrants", "Enum.other"] {
            assert_eq!(number(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_advice_has_its_class() {
        for (known, class) in [
            (KnownCode::ServerError, Class::Passing),
            (KnownCode::WrongTime, Class::Passing),
            (KnownCode::SpentGrant, Class::Spent),
            (KnownCode::Refused, Class::Person),
            (KnownCode::NotConfirmed, Class::Person),
            (KnownCode::WrongSecret, Class::Settings),
            (KnownCode::NoParameter, Class::Defect),
            (KnownCode::WrongVerifier, Class::Security),
        ] {
            assert_eq!(known.advice().class(), class, "{known:?}");
        }
        assert_eq!(Advice::Unknown.class(), Class::Unknown);
    }

    #[test]
    fn retries_end() {
        assert_eq!((Advice::Retry.pause_seconds(0), Advice::Retry.pause_seconds(9)), (None, None));
        assert_eq!(Advice::Retry.pause_seconds(8), Some(256));
        assert_eq!(Advice::RetryOnce.pause_seconds(1), Some(0));
        assert_eq!(Advice::Stop.pause_seconds(1), None);
    }

    #[test]
    fn the_advice_that_matters_most_is_right() {
        for (text, advice) in [
            ("ESIA-007004", Advice::UserDenied),
            ("ESIA-007008", Advice::Retry),
            ("ESIA-007011", Advice::Restart),
            ("ESIA-007015", Advice::RetryOnce),
            ("ESIA-007023", Advice::Configuration),
            ("ESIA-007039", Advice::OurBug),
            ("ESIA-007040", Advice::Stop),
            ("ESIA-007053", Advice::Configuration),
            ("ESIA-007055", Advice::UserAction),
            ("ESIA-123456", Advice::Unknown),
        ] {
            assert_eq!(EsiaCode::leading(text).unwrap().advice(), advice, "{text}");
        }
    }
}
