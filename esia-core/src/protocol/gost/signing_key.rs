//! Private keys: for tests and the simulated stand only.

use super::curve::{self, FIELD_LENGTH, ProjectivePoint, Scalar};
use super::{GostError, SIGNATURE_LENGTH, VerifyingKey, format, message_number};
use crate::secrets::Secret;
use core::fmt;
use elliptic_curve::ff::PrimeField as _;
use elliptic_curve::group::Group as _;
use pem_rfc7468::LineEnding;
use streebog::{Digest as _, Streebog256, Streebog512};
use zeroize::{Zeroize as _, Zeroizing};

/// The label of an unencrypted PKCS#8 in PEM.
const PEM_LABEL: &str = "PRIVATE KEY";

/// Keeps these hashes apart from any other use of the hash.
const NONCE_CONTEXT: &[u8] = b"esia-core gost nonce 1";

/// A private key (ключ подписи) on CryptoPro-A, for tests and the simulated stand only.
///
/// It is no certified means: production signs outside, behind the signer trait. It is wiped when
/// dropped, and `Debug` shows nothing of it.
///
/// **Guarantees**: a number from 1 to q − 1.
pub struct SigningKey(Scalar);

impl SigningKey {
    /// Reads an unencrypted PKCS#8 in PEM, as `openssl genpkey` writes it.
    ///
    /// # Errors
    ///
    /// - [`GostError::Pem`]: not PEM, or not of an unencrypted private key.
    /// - The others as in [`SigningKey::from_pkcs8_der`].
    pub fn from_pkcs8_pem(pem: &str) -> Result<Self, GostError> {
        let (label, der) = pem_rfc7468::decode_vec(pem.as_bytes()).map_err(|_| GostError::Pem)?;
        let der = Zeroizing::new(der);
        if label == PEM_LABEL { Self::from_pkcs8_der(&der) } else { Err(GostError::Pem) }
    }

    /// Reads an unencrypted PKCS#8; the key in it bare, as an OCTET STRING or as an INTEGER.
    ///
    /// # Errors
    ///
    /// - [`GostError::Der`]: not this structure.
    /// - [`GostError::Algorithm`], [`GostError::Key2001`], [`GostError::Key512`],
    ///   [`GostError::Curve`], [`GostError::Hash`]: a key of another kind.
    /// - [`GostError::PrivateKey`]: zero, too large, of another length, or masked.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, GostError> {
        format::read_pkcs8(der).and_then(|key| Self::from_little_endian(&key))
    }

    /// Takes 32 bytes, little-endian as in PKCS#8.
    ///
    /// # Errors
    ///
    /// [`GostError::PrivateKey`]: zero, or q or more.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, GostError> {
        Self::from_little_endian(&Zeroizing::new(bytes))
    }

    /// The key as an unencrypted PKCS#8 in PEM, as `openssl genpkey` writes it.
    ///
    /// # Errors
    ///
    /// [`GostError::Pem`]: the encoder failed, which it has no cause to.
    pub fn to_pkcs8_pem(&self) -> Result<Secret, GostError> {
        let der = format::write_pkcs8(&self.to_little_endian());
        pem_rfc7468::encode_string(PEM_LABEL, LineEnding::LF, &der)
            .map(Secret::new)
            .map_err(|_| GostError::Pem)
    }

    /// The public key that belongs to it.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        // INVARIANT: the order is prime and the key is not 0 modulo it, so the point is not zero.
        VerifyingKey::from_point(ProjectivePoint::mul_by_generator(&self.0).to_affine())
    }

    /// Signs a message: `s ‖ r`, each 32 bytes, big-endian.
    ///
    /// The one-time number k is Streebog-512 of key, hash of the message, `entropy` and a counter,
    /// taken modulo q. So `entropy` makes signatures differ from one another and nothing rests on
    /// it: with bytes that are constant, or known, k is still secret, and is never the same for
    /// two messages unless their hashes are. With the same three inputs the signature is the same.
    #[must_use]
    pub fn sign(&self, message: &[u8], entropy: [u8; 32]) -> [u8; SIGNATURE_LENGTH] {
        let e = message_number(message);
        let mut counter: u32 = 0;
        loop {
            let mut k = self.nonce(message, &entropy, counter);
            let point = ProjectivePoint::mul_by_generator(&k).to_affine();
            // For k = 0 this is the zero point, whose coordinates read as 0: then r is 0.
            let r = curve::reduced(curve::coordinates(&point).0);
            let s = r.multiply(&self.0).add(&k.multiply(&e));
            k.zeroize();
            if r != Scalar::ZERO && s != Scalar::ZERO {
                let mut signature = [0; SIGNATURE_LENGTH];
                let parts = s.to_repr().into_iter().chain(r.to_repr());
                signature.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
                return signature;
            }
            // Once in 2^255 signatures.
            counter = counter.wrapping_add(1);
        }
    }

    /// The one-time number of a signature; see [`SigningKey::sign`].
    fn nonce(&self, message: &[u8], entropy: &[u8; 32], counter: u32) -> Scalar {
        // INVARIANT: every part but the first, which is constant, has a fixed length, so that no
        // two lists of parts join to the same bytes.
        let wide: Zeroizing<[u8; 64]> = Zeroizing::new(
            Streebog512::new()
                .chain_update(NONCE_CONTEXT)
                .chain_update(self.to_little_endian().as_slice())
                .chain_update(Streebog256::digest(message))
                .chain_update(entropy)
                .chain_update(counter.to_be_bytes())
                .finalize()
                .into(),
        );
        match wide.as_chunks::<FIELD_LENGTH>() {
            ([high, low], []) => curve::reduced_wide(*high, *low),
            // 64 bytes are two halves; zero is drawn again by the caller.
            _ => Scalar::ZERO,
        }
    }

    fn from_little_endian(bytes: &Zeroizing<[u8; FIELD_LENGTH]>) -> Result<Self, GostError> {
        let mut bytes = bytes.clone();
        bytes.reverse();
        curve::scalar(*bytes).map(Self).ok_or(GostError::PrivateKey)
    }

    fn to_little_endian(&self) -> Zeroizing<[u8; FIELD_LENGTH]> {
        let mut bytes = Zeroizing::new(<[u8; FIELD_LENGTH]>::from(self.0.to_repr()));
        bytes.reverse();
        bytes
    }
}

impl Drop for SigningKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey([secret])")
    }
}
