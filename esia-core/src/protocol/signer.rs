//! Who signs our requests: a seam for certified means, and a signer for tests.

use crate::protocol::fingerprint::CertificateFingerprint;
use crate::protocol::generation::Generation;
use crate::protocol::signing_input::SigningInput;
use alloc::string::String;
use alloc::vec::Vec;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use core::fmt;
use der::asn1::AnyRef;
use der::{Decode as _, Tag, Tagged as _};

/// Signs requests with the key of the information system (подпись запроса).
///
/// It yields either of two forms, and says which ([`RequestSigner::form`]):
///
/// - the **bare 64 bytes** of a GOST R 34.10-2012 signature, `s ‖ r`, each big-endian, for the
///   current generation;
/// - a **detached CMS container** in DER, for the first one. From a bare signature and a
///   certificate the feature `cms` makes it.
///
/// Neither can be sent where the other belongs: the form is checked before the signer is asked,
/// and what it gives is looked at before it is sent ([`SignError`]).
///
/// # In production
///
/// **Nothing in this crate is a certified means of signing.** What the rules ask, as far as public
/// sources tell (esia-protocol.md 0, point 5; to be settled with the operator of ESIA):
///
/// - new systems since 2025 connect through an approved gateway or typical solution, with
///   certified cryptographic means (class КС3) and an attested place; those that were connected
///   before have until 31.12.2026;
/// - the key belongs to a certificate of the information system, registered at ESIA, on GOST R
///   34.10-2012 with 256 bits: RSA is no longer accepted for requests;
/// - the key stays inside the certified means. So a signer in production is a thin adapter to
///   something outside of this process, and the private key never passes through this crate.
///
/// | means | adapter, as an example that runs |
/// |---|---|
/// | a command: OpenSSL with its GOST engine | `examples/signer_openssl.rs` |
/// | a command: CryptoPro's `csptest`, whose bytes are turned by [`reverse_csptest`] | `examples/signer_csptest.rs` |
/// | a service behind HTTP, with the key in a device | `examples/signer_http.rs` |
/// | none: a key in this process, for tests and the stand | `TestSigner` (feature `gost`) |
///
/// The engine of OpenSSL is no certified means either; it serves development and test stands.
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

    /// Which form [`RequestSigner::sign`] yields; the bare signature unless said otherwise.
    fn form(&self) -> SignatureForm {
        SignatureForm::Raw
    }
}

/// The form of a signature.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum SignatureForm {
    /// The bare 64 bytes.
    Raw,
    /// A detached CMS container in DER.
    Cms,
}

impl fmt::Display for SignatureForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Raw => "a bare signature",
            Self::Cms => "a CMS container",
        })
    }
}

/// Why a request was not signed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError<E> {
    /// The means of signing failed: no device.
    #[error("the signer failed")]
    Signer(E),
    /// A signer of CMS at `v2/ac`, or of bare signatures at `ac`; it was not asked to sign.
    #[error("this generation takes {expected}, and the signer yields {found}")]
    Form {
        /// What the generation takes.
        expected: SignatureForm,
        /// What the signer yields.
        found: SignatureForm,
    },
    /// What should be a bare signature is not 64 bytes long: a CMS container of 600.
    #[error("a bare signature has 64 bytes")]
    RawLength,
    /// What should be a CMS container is not one whole structure in DER: `MIME-Version: 1.0`,
    /// `-----BEGIN CMS-----`, a file cut short.
    #[error("a CMS container is one structure in DER, without headers or armour")]
    CmsForm,
}

/// The `client_secret` of a request: the signature in base64url without padding.
pub(crate) fn client_secret<S: RequestSigner>(
    signer: &S,
    generation: Generation,
    input: &SigningInput,
) -> Result<String, SignError<S::Error>> {
    let (expected, found) = (generation.form(), signer.form());
    if expected != found {
        return Err(SignError::Form { expected, found });
    }
    let signature = signer.sign(input).map_err(SignError::Signer)?;
    match expected {
        SignatureForm::Raw if signature.len() != RAW_LENGTH => return Err(SignError::RawLength),
        SignatureForm::Cms if !is_one_sequence(&signature) => return Err(SignError::CmsForm),
        SignatureForm::Raw | SignatureForm::Cms => {}
    }
    Ok(URL_SAFE_NO_PAD.encode(signature))
}

/// Whether the bytes are a DER SEQUENCE of a definite length, and nothing after it.
fn is_one_sequence(bytes: &[u8]) -> bool {
    AnyRef::from_der(bytes).is_ok_and(|any| any.tag() == Tag::Sequence)
}

/// A bare signature out of what CryptoPro's `csptest -keyset -sign GOST12_256` writes: it has the
/// same 64 bytes in the opposite order.
///
/// # Errors
///
/// [`CsptestError`] for another length: an empty file, a CMS container.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::signer::reverse_csptest;
///
/// let written: Vec<u8> = (0..64).collect();
/// assert_eq!(reverse_csptest(&written)?[..3], [63, 62, 61]);
/// assert!(reverse_csptest(&written[..63]).is_err());
/// # Ok::<(), esia_core::protocol::signer::CsptestError>(())
/// ```
pub fn reverse_csptest(output: &[u8]) -> Result<[u8; RAW_LENGTH], CsptestError> {
    let mut signature: [u8; RAW_LENGTH] = output.try_into().map_err(|_| CsptestError)?;
    signature.reverse();
    Ok(signature)
}

/// What `csptest` wrote is no signature: not 64 bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("csptest writes a signature of 64 bytes")]
pub struct CsptestError;

/// The length of a bare GOST R 34.10-2012 signature with a key of 256 bits.
const RAW_LENGTH: usize = 64;

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
