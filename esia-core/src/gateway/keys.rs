//! The keys that a gateway signs with: its JSON Web Key Set.

use crate::gateway::provider::{DiscoveryError, read_success};
use crate::protocol::http::Reply;
use core::fmt;
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};

/// The keys of one gateway.
///
/// They change: whoever holds them asks again, once, when a token names a key that is not among
/// them ([`VerifyError::UnknownKey`](crate::gateway::verify::VerifyError::UnknownKey)).
#[derive(Clone)]
pub struct Keys(CoreJsonWebKeySet);

impl Keys {
    /// Reads the answer to [`Provider::keys_request`](crate::gateway::provider::Provider::keys_request).
    /// Keys of unknown kinds are passed over.
    ///
    /// # Errors
    ///
    /// [`DiscoveryError::Status`], [`DiscoveryError::Json`], [`DiscoveryError::NoKey`].
    pub fn read(reply: &Reply) -> Result<Self, DiscoveryError> {
        let keys: CoreJsonWebKeySet = read_success(reply)?;
        if keys.keys().is_empty() { Err(DiscoveryError::NoKey) } else { Ok(Self(keys)) }
    }

    pub(crate) const fn set(&self) -> &CoreJsonWebKeySet {
        &self.0
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({})", self.0.keys().len())
    }
}

/// How a gateway may sign: public keys alone.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Algorithm {
    /// `RS256`: what every provider must know.
    Rs256,
    /// `PS256`.
    Ps256,
    /// `ES256`.
    Es256,
    /// `EdDSA` over Ed25519.
    EdDsa,
}

impl Algorithm {
    pub(crate) const fn known(self) -> CoreJwsSigningAlgorithm {
        match self {
            Self::Rs256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            Self::Ps256 => CoreJwsSigningAlgorithm::RsaSsaPssSha256,
            Self::Es256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            Self::EdDsa => CoreJwsSigningAlgorithm::EdDsa,
        }
    }
}
