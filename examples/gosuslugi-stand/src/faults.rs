//! Fault switches: wrong answers that a client must survive.

use crate::state::lock;
use esia_core::protocol::error_code::EsiaCode;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// Where a fault strikes.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Place {
    /// `…/ac`, both generations, and `/oidc/authorize`.
    CodeRequest,
    /// `…/te`, both generations, and `/oidc/token`.
    Token,
    /// `/rs/…` and `/oidc/userinfo`.
    PersonData,
}

impl Place {
    /// The place that a path belongs to.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        match path {
            "/aas/oauth2/ac" | "/aas/oauth2/v2/ac" | "/oidc/authorize" => Some(Self::CodeRequest),
            "/aas/oauth2/te" | "/aas/oauth2/v3/te" | "/oidc/token" => Some(Self::Token),
            "/oidc/userinfo" => Some(Self::PersonData),
            _ if path.starts_with("/rs/") => Some(Self::PersonData),
            _ => None,
        }
    }
}

/// A way for the stand to misbehave.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Fault {
    /// The answer comes, but late.
    Late {
        /// Where.
        at: Place,
        /// By how much.
        millis: u32,
    },
    /// Status 503 and a page of a balancer.
    Down {
        /// Where.
        at: Place,
    },
    /// Status 200 with text that is not what was asked for.
    Garbage {
        /// Where.
        at: Place,
    },
    /// The answer is this code of ESIA.
    Refuse {
        /// Where.
        at: Place,
        /// Which; any, known to the stand or not.
        code: EsiaCode,
    },
    /// ESIA's clock is wrong by so much: in checks, tokens and the header `Date`.
    SkewedClock {
        /// Forward, or backward if negative.
        seconds: i32,
    },
    /// The token answer carries another `state`.
    WrongState,
    /// The redirect back carries another `state`.
    WrongCallbackState,
    /// Tokens say `alg: none` and have no signature.
    AlgorithmNone,
    /// Tokens say `alg: HS256`, keyed with the public certificate.
    AlgorithmHmac,
    /// The signature belongs to other claims.
    ForgedTokens,
    /// Tokens expired an hour ago.
    ExpiredTokens,
    /// `iss` is the production contour's (T-10).
    WrongIssuer,
    /// `aud` and `client_id` name another system.
    WrongAudience,
    /// The access token is about another account than the id token.
    OtherSubject,
    /// `x5t#St256` names a certificate that nobody has.
    UnknownCertificate,
    /// Tokens are signed under a published certificate that ended in 2024.
    ExpiredCertificate,
    /// The id token carries a `nonce` that nobody sent.
    ForeignNonce,
    /// The person answer is `{}`.
    PersonEmpty,
    /// Data answers leave out all fields that may be left out.
    AbsentFields,
    /// Data answers have `null` where a text stood.
    NullFields,
    /// Data answers carry fields and words that no paper names.
    UnknownFields,
    /// The consents platform answers 503.
    ConsentsUnavailable,
}

impl Fault {
    /// The faults that need no more than their name, each with the name of the settings.
    pub(crate) const NAMED: [(&'static str, Self); 17] = [
        ("wrong-state", Self::WrongState),
        ("wrong-callback-state", Self::WrongCallbackState),
        ("algorithm-none", Self::AlgorithmNone),
        ("algorithm-hmac", Self::AlgorithmHmac),
        ("forged-tokens", Self::ForgedTokens),
        ("expired-tokens", Self::ExpiredTokens),
        ("wrong-issuer", Self::WrongIssuer),
        ("wrong-audience", Self::WrongAudience),
        ("other-subject", Self::OtherSubject),
        ("unknown-certificate", Self::UnknownCertificate),
        ("expired-certificate", Self::ExpiredCertificate),
        ("foreign-nonce", Self::ForeignNonce),
        ("person-empty", Self::PersonEmpty),
        ("absent-fields", Self::AbsentFields),
        ("null-fields", Self::NullFields),
        ("unknown-fields", Self::UnknownFields),
        ("consents-unavailable", Self::ConsentsUnavailable),
    ];
}

/// The switches of one stand; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<BTreeSet<Fault>>>);

impl Faults {
    /// Switches a fault on, beside those that are.
    pub fn set(&self, fault: Fault) {
        lock(&self.0).insert(fault);
    }

    /// Switches all faults off.
    pub fn clear(&self) {
        lock(&self.0).clear();
    }

    /// Whether a fault is on.
    #[must_use]
    pub fn is_set(&self, fault: Fault) -> bool {
        lock(&self.0).contains(&fault)
    }

    /// The code that is demanded at a place.
    pub(crate) fn refusal_at(&self, place: Place) -> Option<EsiaCode> {
        self.all().find_map(|fault| {
            if let Fault::Refuse { at, code } = fault {
                (at == place).then_some(code)
            } else {
                None
            }
        })
    }

    /// How late answers of a place are.
    pub(crate) fn delay_at(&self, place: Place) -> Option<u32> {
        self.all().find_map(|fault| {
            if let Fault::Late { at, millis } = fault {
                (at == place).then_some(millis)
            } else {
                None
            }
        })
    }

    /// By how much ESIA's clock is wrong.
    pub(crate) fn skew_seconds(&self) -> i32 {
        let skew = |fault| if let Fault::SkewedClock { seconds } = fault { seconds } else { 0 };
        self.all().map(skew).fold(0, i32::saturating_add)
    }

    fn all(&self) -> impl Iterator<Item = Fault> + use<> {
        let all: Vec<Fault> = lock(&self.0).iter().copied().collect();
        all.into_iter()
    }
}
