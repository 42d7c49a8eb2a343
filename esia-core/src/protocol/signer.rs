//! Who signs our requests: a seam for certified means, and a signer for tests.

use crate::protocol::fingerprint::CertificateFingerprint;
use crate::protocol::signing_input::SigningInput;
use alloc::string::String;
use alloc::vec::Vec;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Signs requests with the key of the information system (подпись запроса).
///
/// ESIA takes the **bare 64 bytes** of a GOST R 34.10-2012 signature, `s ‖ r`, each big-endian; a
/// CMS container is refused, and the output of `csptest` has to be reversed first. Production
/// needs certified cryptographic means, so a signer in production is an adapter to such a means
/// outside of this process; nothing in this crate claims to be one.
pub trait RequestSigner {
    /// Why signing may fail; it must repeat neither key nor text.
    type Error;

    /// Signs the text, as it is.
    ///
    /// # Errors
    ///
    /// Whatever the means of signing fail with.
    fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Self::Error>;

    /// The fingerprint (хеш сертификата) that names the certificate of the key.
    fn certificate_hash(&self) -> &CertificateFingerprint;
}

/// The `client_secret` of a request: the signature in base64url without padding.
pub(crate) fn client_secret<S: RequestSigner>(
    signer: &S,
    input: &SigningInput,
) -> Result<String, S::Error> {
    signer.sign(input).map(|signature| URL_SAFE_NO_PAD.encode(signature))
}

#[cfg(feature = "gost")]
pub use test_signer::TestSigner;

#[cfg(feature = "gost")]
mod test_signer {
    use super::{CertificateFingerprint, RequestSigner, SigningInput, Vec};
    use crate::protocol::gost::SigningKey;
    use core::convert::Infallible;
    use core::fmt;

    /// A signer inside the process, for tests and the simulated stand only.
    ///
    /// The entropy comes from a closure of the caller: 32 fresh random bytes for each signature.
    pub struct TestSigner<E> {
        key: SigningKey,
        certificate: CertificateFingerprint,
        entropy: E,
    }

    impl<E: Fn() -> [u8; 32]> TestSigner<E> {
        /// A signer from a key, the fingerprint of its certificate, and a source of entropy.
        pub const fn new(key: SigningKey, certificate: CertificateFingerprint, entropy: E) -> Self {
            Self { key, certificate, entropy }
        }
    }

    impl<E: Fn() -> [u8; 32]> RequestSigner for TestSigner<E> {
        type Error = Infallible;

        fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Self::Error> {
            Ok(Vec::from(self.key.sign(input.as_bytes(), (self.entropy)())))
        }

        fn certificate_hash(&self) -> &CertificateFingerprint {
            &self.certificate
        }
    }

    impl<E> fmt::Debug for TestSigner<E> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("[test signer]")
        }
    }
}
