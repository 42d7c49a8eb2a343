//! Making a detached signature out of a bare one.

use super::{CmsError, DATA, Family, SIGNED_DATA, SigningCertificate, family};
use crate::protocol::key_set::TokenAlgorithm;
use alloc::vec::Vec;
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{Any, Null, OctetString, SetOfVec};
use der::{Encode as _, oid::ObjectIdentifier};
use x509_cert::spki::AlgorithmIdentifierOwned;

/// A detached CMS signature in DER, without signed attributes, with the certificate inside.
///
/// `signature` is the bare signature of the text: for GOST `s ‖ r` of 64 bytes, for RSA that of
/// PKCS #1 v1.5 over SHA-256. It is put in as it is: whether it belongs to the certificate is
/// what the far side checks.
///
/// # Errors
///
/// - [`CmsError::Signature`]: of a length that no signature of this key has: 63 bytes.
/// - [`CmsError::Der`]: the encoder failed, which it has no cause to.
pub fn detached(certificate: &SigningCertificate, signature: &[u8]) -> Result<Vec<u8>, CmsError> {
    if signature.len() != certificate.key.signature_length() {
        return Err(CmsError::Signature);
    }
    encode(certificate, signature).map_err(|_| CmsError::Der)
}

fn encode(certificate: &SigningCertificate, signature: &[u8]) -> der::Result<Vec<u8>> {
    let Family { digest, signatures: [name, _] } = family(certificate.algorithm());
    // OpenSSL leaves the parameters of SHA-256 out (RFC 5754) and writes NULL elsewhere.
    let digest = match certificate.algorithm() {
        TokenAlgorithm::Rs256 => AlgorithmIdentifierOwned { oid: digest, parameters: None },
        TokenAlgorithm::Gost256 => with_null(digest)?,
    };
    let tbs = certificate.certificate.tbs_certificate();
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer().clone(),
            serial_number: tbs.serial_number().clone(),
        }),
        digest_alg: digest.clone(),
        signed_attrs: None,
        signature_algorithm: with_null(name)?,
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let inside = CertificateChoices::Certificate(certificate.certificate.clone());
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(Vec::from([digest]))?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(CertificateSet(SetOfVec::try_from(Vec::from([inside]))?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(Vec::from([signer]))?),
    };
    ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()
}

fn with_null(oid: ObjectIdentifier) -> der::Result<AlgorithmIdentifierOwned> {
    Ok(AlgorithmIdentifierOwned { oid, parameters: Some(Any::encode_from(&Null)?) })
}
