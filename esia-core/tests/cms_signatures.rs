//! Goal: a detached CMS signature is made and believed only as RFC 5652 has it, and a signer of
//! one form never reaches the generation of the other.
//!
//! Method: containers put together by hand with the structures of the crate `cms`, each with one
//! thing wrong; signers that say one form and yield another. Agreement with another implementation
//! is the matter of `tests/cms_openssl.rs`.
#![cfg(all(feature = "gost", feature = "cms"))]
#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, FixedOffset};
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerInfo, SignerInfos};
use core::convert::Infallible;
use der::asn1::{Any, OctetString, SetOfVec};
use der::oid::ObjectIdentifier;
use der::{Decode as _, Encode as _};
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::cms::{CmsError, CmsSignError, CmsSigner, DetachedSignature};
use esia_core::protocol::cms::{SigningCertificate, detached};
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::generation::Generation;
use esia_core::protocol::gost::{SigningKey, certificate};
use esia_core::protocol::key_set::{CertificateDates, KeyError};
use esia_core::protocol::signer::{RequestSigner, SignError, SignatureForm, TestSigner};
use esia_core::protocol::signing_input::SigningInput;
use esia_core::protocol::state::CsrfState;
use streebog::{Digest as _, Streebog256};
use x509_cert::attr::Attribute;

const TOKEN_KEY: &str = include_str!("fixtures/token-key.pem");
const TOKEN_CERTIFICATE: &str = include_str!("fixtures/token-certificate.pem");

const TEXT: &[u8] = b"openid snils2026.09.01 08:00:00 +0300ELSH01721";

const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
const DATA: &str = "1.2.840.113549.1.7.1";

fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap()
}

fn until() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2027-09-01T08:00:00+03:00").unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_bytes([7; 32]).unwrap()
}

fn known() -> SigningCertificate {
    let der = certificate::self_signed(&key(), "invented", at(), until(), [7; 32]).unwrap();
    SigningCertificate::from_der(&der).unwrap()
}

fn good() -> Vec<u8> {
    detached(&known(), &key().sign(TEXT, [1; 32])).unwrap()
}

/// The good container with a change, in DER again.
fn changed(change: impl FnOnce(&mut SignedData)) -> Vec<u8> {
    let mut outer = ContentInfo::from_der(&good()).unwrap();
    let mut signed: SignedData = outer.content.decode_as().unwrap();
    change(&mut signed);
    outer.content = Any::encode_from(&signed).unwrap();
    outer.to_der().unwrap()
}

/// The good container with a change of its signer.
fn changed_signer(change: impl FnOnce(&mut SignerInfo)) -> Vec<u8> {
    changed(|signed| {
        let mut signer = signed.signer_infos.0.get(0).unwrap().clone();
        change(&mut signer);
        signed.signer_infos = SignerInfos(SetOfVec::try_from(vec![signer]).unwrap());
    })
}

fn check(container: &[u8]) -> Result<(), CmsError> {
    DetachedSignature::parse(container)?.verify(TEXT, &known())
}

fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

fn attribute(name: &str, values: Vec<Any>) -> Attribute {
    Attribute { oid: oid(name), values: SetOfVec::try_from(values).unwrap() }
}

fn of_kind(kind: &str) -> Attribute {
    attribute(CONTENT_TYPE, vec![Any::encode_from(&oid(kind)).unwrap()])
}

fn digest_of(text: &[u8]) -> Any {
    let digest: [u8; 32] = Streebog256::digest(text).into();
    Any::encode_from(&OctetString::new(digest).unwrap()).unwrap()
}

/// A container whose attributes are honestly signed, whatever they say.
fn with_attributes(attributes: Vec<Attribute>) -> Vec<u8> {
    changed_signer(|signer| {
        let attributes = SetOfVec::try_from(attributes).unwrap();
        let signature = key().sign(&attributes.to_der().unwrap(), [2; 32]);
        signer.signature = OctetString::new(signature).unwrap();
        signer.signed_attrs = Some(attributes);
    })
}

#[test]
fn signed_attributes_are_believed_only_whole() {
    let digest = || attribute(MESSAGE_DIGEST, vec![digest_of(TEXT)]);
    assert_eq!(check(&good()), Ok(()));
    assert_eq!(check(&with_attributes(vec![of_kind(DATA), digest()])), Ok(()));
    let number = Any::encode_from(&7_u8).unwrap();
    for (attributes, expected) in [
        (vec![], CmsError::Attributes),
        (vec![digest()], CmsError::Attributes),
        (vec![of_kind(DATA)], CmsError::Attributes),
        (vec![of_kind("1.2.840.113549.1.7.2"), digest()], CmsError::Attributes),
        (vec![of_kind(DATA), of_kind(DATA), digest()], CmsError::Attributes),
        (vec![of_kind(DATA), digest(), digest()], CmsError::Attributes),
        (vec![of_kind(DATA), attribute(MESSAGE_DIGEST, vec![])], CmsError::Attributes),
        (vec![of_kind(DATA), attribute(MESSAGE_DIGEST, vec![number])], CmsError::Attributes),
        (
            vec![
                of_kind(DATA),
                attribute(MESSAGE_DIGEST, vec![digest_of(TEXT), digest_of(b"other")]),
            ],
            CmsError::Attributes,
        ),
        (
            vec![of_kind(DATA), attribute(MESSAGE_DIGEST, vec![digest_of(b"other")])],
            CmsError::MessageDigest,
        ),
    ] {
        assert_eq!(check(&with_attributes(attributes)), Err(expected));
    }
}

#[test]
fn attributes_that_were_not_signed_are_refused() {
    let bare_signature = changed_signer(|signer| {
        let attributes = vec![of_kind(DATA), attribute(MESSAGE_DIGEST, vec![digest_of(TEXT)])];
        signer.signed_attrs = Some(SetOfVec::try_from(attributes).unwrap());
    });
    assert_eq!(check(&bare_signature), Err(CmsError::Signature));
}

#[test]
fn the_identifiers_of_hash_and_signature_belong_together() {
    let digest = |name: &str| {
        let name = oid(name);
        check(&changed_signer(|signer| signer.digest_alg.oid = name))
    };
    let signature = |name: &str| {
        let name = oid(name);
        check(&changed_signer(|signer| signer.signature_algorithm.oid = name))
    };
    // The name of the key, and that of the signature with its hash.
    assert_eq!(signature("1.2.643.7.1.1.1.1"), Ok(()));
    assert_eq!(signature("1.2.643.7.1.1.3.2"), Ok(()));
    assert_eq!(signature("1.2.643.7.1.1.1.2"), Err(CmsError::Gost512));
    assert_eq!(signature("1.2.643.7.1.1.3.3"), Err(CmsError::Gost512));
    assert_eq!(signature("1.2.643.2.2.19"), Err(CmsError::Gost2001));
    assert_eq!(signature("1.2.643.2.2.3"), Err(CmsError::Gost2001));
    assert_eq!(signature("1.2.840.10045.4.3.2"), Err(CmsError::Algorithm));
    assert_eq!(signature("1.2.840.113549.1.1.1"), Err(CmsError::Digest));
    assert_eq!(digest("1.3.14.3.2.26"), Err(CmsError::Sha1));
    assert_eq!(digest("1.2.643.7.1.1.2.3"), Err(CmsError::Digest));
    assert_eq!(digest("2.16.840.1.101.3.4.2.1"), Err(CmsError::Digest));
}

#[test]
fn exactly_one_signer_signs() {
    let none = changed(|signed| signed.signer_infos = SignerInfos(SetOfVec::default()));
    assert_eq!(check(&none), Err(CmsError::Signers));
    let two = changed(|signed| {
        let signer = signed.signer_infos.0.get(0).unwrap().clone();
        signed.signer_infos =
            SignerInfos(SetOfVec::try_from(vec![signer.clone(), signer]).unwrap());
    });
    assert_eq!(check(&two), Err(CmsError::Signers));
}

#[test]
fn what_is_no_container_at_all_has_its_name() {
    for (bytes, expected) in [
        (Vec::new(), CmsError::Truncated),
        (vec![0x30], CmsError::Truncated),
        (b"MIME-Version: 1.0\r\n".to_vec(), CmsError::Smime),
        (b"\r\nmime-version: 1.0\r\n".to_vec(), CmsError::Smime),
        (b"Content-Type: multipart/signed\n".to_vec(), CmsError::Smime),
        (b"-----BEGIN PKCS7-----\n".to_vec(), CmsError::Pem),
        (b"SECRET".to_vec(), CmsError::Der),
        (vec![0; 64], CmsError::Der),
        (vec![0x30, 0x80, 0, 0], CmsError::Indefinite),
        (vec![0x30; 64 * 1024 + 1], CmsError::TooLarge),
    ] {
        assert_eq!(check(&bytes), Err(expected), "{bytes:.20?}");
    }
}

#[test]
fn a_certificate_inside_proves_nothing() {
    // The stranger's own certificate under the name of the known one's issuer and number.
    let stranger = SigningKey::from_bytes([8; 32]).unwrap();
    let forged = changed_signer(|signer| {
        signer.signature = OctetString::new(stranger.sign(TEXT, [1; 32])).unwrap();
    });
    assert_eq!(check(&forged), Err(CmsError::Signature));
    let der = certificate::self_signed(&stranger, "stranger", at(), until(), [8; 32]).unwrap();
    let own = SigningCertificate::from_der(&der).unwrap();
    let honest = detached(&own, &stranger.sign(TEXT, [1; 32])).unwrap();
    assert_eq!(check(&honest), Err(CmsError::OtherCertificate));
    let received = DetachedSignature::parse(&honest).unwrap();
    assert_eq!(received.claimed_certificate(), Some(der));
}

#[test]
fn a_signature_of_another_length_makes_no_container() {
    for length in [0, 63, 65, 256] {
        assert_eq!(detached(&known(), &vec![1; length]), Err(CmsError::Signature), "{length}");
    }
}

#[test]
fn a_signing_certificate_is_read_or_refused_by_name() {
    let rsa = SigningCertificate::from_pem(TOKEN_CERTIFICATE).unwrap();
    assert_eq!(rsa.fingerprint(), &CertificateFingerprint::of_pem(TOKEN_CERTIFICATE).unwrap());
    assert!(matches!(rsa.report(at()).dates, CertificateDates::Until(_)));
    assert!(matches!(rsa.report(until()).dates, CertificateDates::Ended(_)));
    let refused = |text: &str| SigningCertificate::from_pem(text).map(|_| ()).unwrap_err();
    assert_eq!(refused("MIID"), KeyError::Pem);
    assert_eq!(refused(TOKEN_KEY), KeyError::Label);
    let (_, der) = pem_rfc7468::decode_vec(TOKEN_CERTIFICATE.as_bytes()).unwrap();
    for length in [0, 1, der.len() / 2, der.len() - 1] {
        let error = SigningCertificate::from_der(&der[..length]).map(|_| ()).unwrap_err();
        assert_eq!(error, KeyError::Der, "{length}");
    }
}

/// A signer that says a form and yields anything.
struct Says(SignatureForm, Vec<u8>, CertificateFingerprint);

impl Says {
    fn new(form: SignatureForm, yields: &[u8]) -> Self {
        Self(form, yields.to_vec(), CertificateFingerprint::of_der(b"invented"))
    }
}

impl RequestSigner for Says {
    type Error = Infallible;

    fn sign(&self, _: &SigningInput) -> Result<Vec<u8>, Infallible> {
        Ok(self.1.clone())
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.2
    }

    fn form(&self) -> SignatureForm {
        self.0
    }
}

fn client(generation: Generation) -> Client {
    Client::new(
        ClientId::parse("ELSH01721").unwrap(),
        RedirectUri::parse("https://diary.example/back").unwrap(),
        Scope::parse("openid snils").unwrap(),
        Endpoints::at("http://127.0.0.1:8085").unwrap().with_generation(generation),
    )
    .unwrap()
}

fn begin<S: RequestSigner>(generation: Generation, signer: &S) -> Result<(), SignError<S::Error>> {
    let opening = Opening::new(CsrfState::from_random([1; 16]));
    Authorization::begin(&client(generation), signer, opening, at()).map(|_| ())
}

#[test]
fn a_signer_of_one_form_never_reaches_the_other_generation() {
    use SignatureForm::{Cms, Raw};
    let bare = TestSigner::new(key(), *known().fingerprint(), || [3; 32]);
    assert_eq!(begin(Generation::Current, &bare), Ok(()));
    let wrong = Err(SignError::Form { expected: Cms, found: Raw });
    assert_eq!(begin(Generation::V1, &bare), wrong);
    let wrapped = CmsSigner::new(bare, known());
    assert_eq!(begin(Generation::V1, &wrapped), Ok(()));
    let wrong = Err(SignError::Form { expected: Raw, found: Cms });
    assert_eq!(begin(Generation::Current, &wrapped), wrong);
    let twice = begin(Generation::V1, &CmsSigner::new(wrapped, known()));
    assert_eq!(twice, Err(SignError::Signer(CmsSignError::Twice)));
}

#[test]
fn what_a_signer_yields_is_looked_at_before_it_is_sent() {
    use SignatureForm::{Cms, Raw};
    let yields = |generation, form, bytes: &[u8]| begin(generation, &Says::new(form, bytes));
    for bytes in [&[][..], &[1; 63], &[1; 65], &good()] {
        assert_eq!(yields(Generation::Current, Raw, bytes), Err(SignError::RawLength));
    }
    let whole = good();
    let longer = [&whole[..], b"\n"].concat();
    for bytes in [
        &[][..],
        &[1; 64],
        b"MIME-Version: 1.0",
        b"-----BEGIN CMS-----",
        &whole[..whole.len() - 1],
        &longer,
    ] {
        assert_eq!(yields(Generation::V1, Cms, bytes), Err(SignError::CmsForm));
    }
    assert_eq!(yields(Generation::V1, Cms, &whole), Ok(()));
    assert_eq!(
        begin(Generation::V1, &CmsSigner::new(Says::new(Raw, &[1; 63]), known())),
        Err(SignError::Signer(CmsSignError::Cms(CmsError::Signature)))
    );
}

#[test]
fn nothing_of_a_signer_shows() {
    let signer =
        CmsSigner::new(TestSigner::new(key(), *known().fingerprint(), || [3; 32]), known());
    let shown = format!("{signer:?} {:?}", DetachedSignature::parse(&good()).unwrap());
    let fingerprint = known().fingerprint().to_string();
    assert_eq!(
        shown,
        format!(
            "CmsSigner {{ inner: [test signer], certificate: SigningCertificate({fingerprint}) }} \
             DetachedSignature(Gost256)"
        )
    );
}
