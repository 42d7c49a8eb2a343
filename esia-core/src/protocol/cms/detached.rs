//! Reading and checking a detached signature that somebody sent.

use super::{CmsError, DATA, SIGNED_DATA, SigningCertificate, family};
use crate::protocol::key_set::TokenAlgorithm;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedAttributes, SignedData, SignerIdentifier, SignerInfo};
use core::fmt;
use der::asn1::{Any, OctetStringRef};
use der::oid::ObjectIdentifier;
use der::{Decode as _, Encode as _, ErrorKind};
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

/// A detached signature of one signer, read and not checked yet.
///
/// **Guarantees**: signed data of RFC 5652 in DER, without content, by one signer, with a hash and
/// a signature of one family that this crate knows.
pub struct DetachedSignature {
    signer: SignerInfo,
    certificates: Vec<Certificate>,
    algorithm: TokenAlgorithm,
}

impl DetachedSignature {
    /// Reads a signature in DER.
    ///
    /// # Errors
    ///
    /// One variant of [`CmsError`] for each way of not being such a signature.
    pub fn parse(bytes: &[u8]) -> Result<Self, CmsError> {
        if bytes.len() > MAX_LENGTH {
            return Err(CmsError::TooLarge);
        }
        refuse_text(bytes)?;
        let outer = ContentInfo::from_der(bytes).map_err(from_der)?;
        if outer.content_type != SIGNED_DATA {
            return Err(CmsError::NotSigned);
        }
        let data: SignedData = outer.content.decode_as().map_err(from_der)?;
        if data.encap_content_info.econtent.is_some() {
            return Err(CmsError::Attached);
        }
        if data.encap_content_info.econtent_type != DATA {
            return Err(CmsError::NotSigned);
        }
        let [signer] = <[SignerInfo; 1]>::try_from(data.signer_infos.0.into_vec())
            .map_err(|_| CmsError::Signers)?;
        let algorithm = algorithm(&signer)?;
        let certificates = data.certificates.map_or_else(Vec::new, |set| set.0.into_vec());
        let certificates = certificates.into_iter().filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(certificate),
            CertificateChoices::Other(_) => None,
        });
        Ok(Self { signer, certificates: certificates.collect(), algorithm })
    }

    /// Checks that this certificate's key has signed this very text.
    ///
    /// The certificate is the one that is known beforehand; what came inside is not looked at.
    ///
    /// # Errors
    ///
    /// [`CmsError::Family`], [`CmsError::OtherCertificate`], [`CmsError::Attributes`],
    /// [`CmsError::MessageDigest`], [`CmsError::Signature`].
    pub fn verify(&self, text: &[u8], certificate: &SigningCertificate) -> Result<(), CmsError> {
        if certificate.algorithm() != self.algorithm {
            return Err(CmsError::Family);
        }
        if !self.names(&certificate.certificate) {
            return Err(CmsError::OtherCertificate);
        }
        let signed = match &self.signer.signed_attrs {
            None => Cow::Borrowed(text),
            Some(attributes) => {
                if message_digest(attributes)? != certificate.key.digest(text) {
                    return Err(CmsError::MessageDigest);
                }
                // Signed as a SET OF, in the order of DER (RFC 5652, 5.4).
                Cow::Owned(attributes.to_der().map_err(from_der)?)
            }
        };
        if certificate.key.has_signed(&signed, self.signer.signature.as_bytes()) {
            Ok(())
        } else {
            Err(CmsError::Signature)
        }
    }

    /// The family of the signature.
    #[must_use]
    pub const fn algorithm(&self) -> TokenAlgorithm {
        self.algorithm
    }

    /// Whether it signs attributes, and the text through its hash alone.
    #[must_use]
    pub const fn has_signed_attributes(&self) -> bool {
        self.signer.signed_attrs.is_some()
    }

    /// The certificate inside that the signer names as its own, in DER, if it is there.
    ///
    /// It is the sender's word: good for telling an operator which certificate was used, and for
    /// nothing else.
    #[must_use]
    pub fn claimed_certificate(&self) -> Option<Vec<u8>> {
        self.certificates.iter().find(|own| self.names(own))?.to_der().ok()
    }

    /// Whether the signer names this certificate: by issuer and number, or by its key's name.
    fn names(&self, certificate: &Certificate) -> bool {
        let tbs = certificate.tbs_certificate();
        match &self.signer.sid {
            SignerIdentifier::IssuerAndSerialNumber(name) => {
                name.issuer == *tbs.issuer() && name.serial_number == *tbs.serial_number()
            }
            SignerIdentifier::SubjectKeyIdentifier(name) => tbs
                .get_extension::<SubjectKeyIdentifier>()
                .is_ok_and(|found| found.is_some_and(|(_, own)| own == *name)),
        }
    }
}

impl fmt::Debug for DetachedSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DetachedSignature({:?})", self.algorithm)
    }
}

/// Texts that clients send in place of DER.
fn refuse_text(bytes: &[u8]) -> Result<(), CmsError> {
    let text = bytes.trim_ascii_start();
    if text.starts_with(b"-----BEGIN") {
        return Err(CmsError::Pem);
    }
    let begins = |header: &[u8]| {
        text.get(..header.len()).is_some_and(|start| start.eq_ignore_ascii_case(header))
    };
    if begins(b"MIME-Version:") || begins(b"Content-") { Err(CmsError::Smime) } else { Ok(()) }
}

fn from_der(error: der::Error) -> CmsError {
    let kind = error.kind();
    if matches!(kind, ErrorKind::Incomplete { .. }) {
        CmsError::Truncated
    } else if kind == ErrorKind::IndefiniteLength {
        CmsError::Indefinite
    } else {
        CmsError::Der
    }
}

/// The one family that both identifiers belong to.
fn algorithm(signer: &SignerInfo) -> Result<TokenAlgorithm, CmsError> {
    if signer.digest_alg.oid == SHA_1 {
        return Err(CmsError::Sha1);
    }
    let name = signer.signature_algorithm.oid;
    if GOST_2001.contains(&name) {
        return Err(CmsError::Gost2001);
    }
    if GOST_512.contains(&name) {
        return Err(CmsError::Gost512);
    }
    let known = TokenAlgorithm::SUPPORTED.iter().copied();
    let algorithm = known
        .into_iter()
        .find(|algorithm| family(*algorithm).signatures.contains(&name))
        .ok_or(CmsError::Algorithm)?;
    if signer.digest_alg.oid == family(algorithm).digest {
        Ok(algorithm)
    } else {
        Err(CmsError::Digest)
    }
}

/// The hash that the attributes sign, where they sign the right kind of content.
fn message_digest(attributes: &SignedAttributes) -> Result<&[u8], CmsError> {
    let kind: ObjectIdentifier =
        only(attributes, CONTENT_TYPE)?.decode_as().map_err(|_| CmsError::Attributes)?;
    if kind != DATA {
        return Err(CmsError::Attributes);
    }
    let digest: &OctetStringRef =
        only(attributes, MESSAGE_DIGEST)?.decode_as().map_err(|_| CmsError::Attributes)?;
    Ok(digest.as_bytes())
}

/// The one value of the one attribute of this name.
fn only(attributes: &SignedAttributes, name: ObjectIdentifier) -> Result<&Any, CmsError> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == name);
    match (found.next(), found.next()) {
        (Some(attribute), None) => match attribute.values.as_slice() {
            [value] => Ok(value),
            _ => Err(CmsError::Attributes),
        },
        _ => Err(CmsError::Attributes),
    }
}

const MAX_LENGTH: usize = 64 * 1024;

const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");

/// The key of GOST R 34.10-2001, and a signature with it.
const GOST_2001: [ObjectIdentifier; 2] =
    [ObjectIdentifier::new_unwrap("1.2.643.2.2.19"), ObjectIdentifier::new_unwrap("1.2.643.2.2.3")];
/// The key of GOST R 34.10-2012 with 512 bits, and a signature with it.
const GOST_512: [ObjectIdentifier; 2] = [
    ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.2"),
    ObjectIdentifier::new_unwrap("1.2.643.7.1.1.3.3"),
];
