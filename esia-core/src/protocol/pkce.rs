//! PKCE: proof that whoever exchanges the code is whoever asked for it.

use crate::secrets::Secret;
use alloc::string::String;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// How a challenge is made from a verifier.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PkceHash {
    /// SHA-256, as in RFC 7636.
    Sha256,
    /// Streebog-256 (ГОСТ Р 34.11-2012).
    Streebog256,
}

/// A PKCE method: the name that is sent and the hash behind it.
///
/// ESIA knows PKCE (`ESIA-007039`, `ESIA-007040`), but no source settles how it names the method,
/// so the name is configuration: `S256`, `St256` and `GOST3411` have all been seen.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PkceMethod {
    name: String,
    hash: PkceHash,
}

impl PkceMethod {
    /// A method under any name.
    #[must_use]
    pub const fn new(name: String, hash: PkceHash) -> Self {
        Self { name, hash }
    }

    /// The method of RFC 7636: `S256` over SHA-256.
    #[must_use]
    pub fn s256() -> Self {
        Self::new(String::from("S256"), PkceHash::Sha256)
    }

    /// The name as sent in `code_challenge_method`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The hash behind the name.
    #[must_use]
    pub const fn hash(&self) -> PkceHash {
        self.hash
    }
}

/// One PKCE exchange: a verifier that stays here and a challenge that is sent.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::pkce::{Pkce, PkceMethod};
///
/// let pkce = Pkce::from_random([0; 32], PkceMethod::s256());
/// assert_eq!(pkce.challenge(), "DwBzhbb51LfusnSGBa_hqYSgo7-j8BTQnip4TOnlzRo");
/// ```
#[derive(Clone, Debug)]
pub struct Pkce {
    verifier: Secret,
    method: PkceMethod,
}

impl Pkce {
    /// A verifier of 43 characters from 32 random bytes of the caller.
    #[must_use]
    pub fn from_random(random: [u8; 32], method: PkceMethod) -> Self {
        Self { verifier: Secret::new(URL_SAFE_NO_PAD.encode(random)), method }
    }

    /// The challenge: base64url, without padding, of the hash of the verifier.
    #[must_use]
    pub fn challenge(&self) -> String {
        let verifier = self.verifier.expose().as_bytes();
        match self.method.hash {
            PkceHash::Sha256 => URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
            PkceHash::Streebog256 => {
                use streebog::Digest as _;
                URL_SAFE_NO_PAD.encode(streebog::Streebog256::digest(verifier))
            }
        }
    }

    /// The method to name beside the challenge.
    #[must_use]
    pub const fn method(&self) -> &PkceMethod {
        &self.method
    }

    /// The verifier, for the token request and for storage.
    #[must_use]
    pub const fn verifier(&self) -> &Secret {
        &self.verifier
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_of_rfc_7636_appendix_b_holds() {
        let pkce = Pkce {
            verifier: Secret::new(String::from("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
            method: PkceMethod::s256(),
        };
        assert_eq!(pkce.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn streebog_gives_another_challenge_of_the_same_length() {
        let method = PkceMethod::new(String::from("GOST3411"), PkceHash::Streebog256);
        let pkce = Pkce::from_random([1; 32], method);
        assert_eq!(pkce.verifier().expose().len(), 43);
        assert_eq!(pkce.challenge().len(), 43);
        assert_ne!(pkce.challenge(), Pkce::from_random([1; 32], PkceMethod::s256()).challenge());
    }
}
