//! Fault switches: wrong answers that a client must survive.

use crate::state::lock;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// A way for the stand to misbehave.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Fault {
    /// The token endpoint answers 200 with text that is not JSON.
    TokenGarbage,
    /// The token endpoint answers 500 with `ESIA-007007`.
    TokenUnavailable,
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
    /// The id token carries a `nonce` that nobody sent.
    ForeignNonce,
    /// The person answer is `{}`.
    PersonEmpty,
    /// The person answer is 500.
    PersonUnavailable,
    /// The consents platform answers 503.
    ConsentsUnavailable,
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
}
