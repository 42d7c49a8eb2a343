//! Goal: our CMS signatures and those of OpenSSL are the same thing, for GOST and for RSA.
//!
//! Method: OpenSSL with its GOST engine does one half of each task and this crate the other, in
//! both directions, with keys made on the spot; each agreement stands beside disagreements. What
//! clients send by mistake is made by OpenSSL too, with the very options that make the mistake.
#![cfg(all(feature = "gost", feature = "cms"))]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/openssl.rs"]
mod openssl;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::cms::{self, CmsError, CmsSigner, DetachedSignature, SigningCertificate};
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::generation::Generation;
use esia_core::protocol::gost::SigningKey;
use esia_core::protocol::key_set::{KeyError, TokenAlgorithm};
use esia_core::protocol::signer::{RequestSigner, TestSigner};
use esia_core::protocol::state::CsrfState;
use openssl::{Folder, MESSAGE, spoiled};

const GOST: &str = "md_gost12_256";
const RSA: &str = "sha256";

/// A key and a certificate by OpenSSL, with a name for the key in it.
fn made(hash: &str) -> Folder {
    if hash == GOST {
        return Folder::made_by_openssl("XA");
    }
    let folder = Folder::new();
    folder.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem");
    folder.openssl("req -new -x509 -sha256 -key key.pem -days 30 -subj /CN=rsa -out cert.pem");
    folder.openssl("x509 -in cert.pem -outform DER -out cert.der");
    folder.openssl("dgst -sha256 -sign key.pem -out signature message");
    folder
}

fn certificate(folder: &Folder) -> SigningCertificate {
    SigningCertificate::from_der(&folder.read("cert.der")).unwrap()
}

/// Signs the file `message` with these options into `out`.
fn signed(folder: &Folder, options: &str) -> Vec<u8> {
    folder.openssl(&format!(
        "{options} -sign -binary -signer cert.pem -inkey key.pem -in message -out out"
    ));
    folder.read("out")
}

/// Whether OpenSSL accepts the container for the file `message`.
fn verifies(folder: &Folder, container: &[u8]) -> bool {
    folder.write("in", container);
    let command = "cms -verify -binary -inform DER -in in -content message -CAfile cert.pem \
                   -purpose any -out verified";
    let arguments: Vec<&str> = command.split_whitespace().collect();
    folder.run(&arguments).status.success()
}

#[test]
fn what_openssl_signs_we_verify() {
    for (hash, algorithm) in [(GOST, TokenAlgorithm::Gost256), (RSA, TokenAlgorithm::Rs256)] {
        let folder = made(hash);
        let certificate = certificate(&folder);
        assert_eq!(certificate.algorithm(), algorithm);
        for (command, options, with_attributes, with_certificate) in [
            ("cms", "", true, true),
            ("cms", "-noattr", false, true),
            ("cms", "-nocerts", true, false),
            ("cms", "-noattr -nocerts", false, false),
            ("smime", "", true, true),
            ("smime", "-noattr", false, true),
        ] {
            let case = format!("{command} {options} -md {hash}");
            let sent = signed(&folder, &format!("{case} -outform DER"));
            let received = DetachedSignature::parse(&sent).unwrap();
            assert_eq!(received.verify(MESSAGE, &certificate), Ok(()), "{case}");
            assert_eq!(received.algorithm(), algorithm, "{case}");
            assert_eq!(received.has_signed_attributes(), with_attributes, "{case}");
            let inside = with_certificate.then(|| folder.read("cert.der"));
            assert_eq!(received.claimed_certificate(), inside, "{case}");

            let other_text = received.verify(&spoiled(MESSAGE, 5), &certificate);
            let expected =
                if with_attributes { CmsError::MessageDigest } else { CmsError::Signature };
            assert_eq!(other_text, Err(expected), "{case}");
            // The signature ends the container.
            let bad = DetachedSignature::parse(&spoiled(&sent, sent.len() - 1)).unwrap();
            assert_eq!(bad.verify(MESSAGE, &certificate), Err(CmsError::Signature), "{case}");
        }
    }
}

#[test]
fn a_signer_may_be_named_by_its_key() {
    let folder = made(RSA);
    folder.openssl(
        "req -new -x509 -sha256 -key key.pem -days 30 -subj /CN=named \
         -addext subjectKeyIdentifier=hash -out cert.pem",
    );
    folder.openssl("x509 -in cert.pem -outform DER -out cert.der");
    let sent = signed(&folder, "cms -keyid -md sha256 -outform DER");
    let received = DetachedSignature::parse(&sent).unwrap();
    assert_eq!(received.verify(MESSAGE, &certificate(&folder)), Ok(()));
    let stranger = certificate(&made(RSA));
    assert_eq!(received.verify(MESSAGE, &stranger), Err(CmsError::OtherCertificate));
}

#[test]
fn what_we_make_is_byte_for_byte_what_openssl_makes() {
    for (hash, length) in [(GOST, 64), (RSA, 256)] {
        let folder = made(hash);
        let theirs = signed(&folder, &format!("cms -noattr -md {hash} -outform DER"));
        // The bare signature is what the container ends with.
        let (_, signature) = theirs.split_at(theirs.len() - length);
        assert_eq!(cms::detached(&certificate(&folder), signature).unwrap(), theirs, "{hash}");
    }
}

#[test]
fn what_we_make_openssl_verifies() {
    for hash in [GOST, RSA] {
        let folder = made(hash);
        let certificate = certificate(&folder);
        let signature = match SigningKey::from_pkcs8_pem(&folder.text("key.pem")) {
            Ok(key) => key.sign(MESSAGE, [5; 32]).to_vec(),
            Err(_) => folder.read("signature"),
        };
        let made = cms::detached(&certificate, &signature).unwrap();
        assert!(verifies(&folder, &made), "{hash}");
        assert!(!verifies(&folder, &spoiled(&made, made.len() - 1)), "{hash}");
        folder.write("message", &spoiled(MESSAGE, 5));
        assert!(!verifies(&folder, &made), "{hash}");
    }
}

#[test]
fn a_whole_request_of_each_generation_is_verified_by_openssl() {
    let folder = made(GOST);
    let certificate = certificate(&folder);
    let key = SigningKey::from_pkcs8_pem(&folder.text("key.pem")).unwrap();
    let bare = TestSigner::new(key, *certificate.fingerprint(), || [6; 32]);

    let secret = secret_of(Generation::Current, &bare);
    folder.write("signature", &secret);
    folder.write(
        "message",
        b"ELSH01721openid snils2026.09.01 08:00:00 +030001010101-0101-4101-8101-010101010101\
          https://diary.example/back",
    );
    let command = "dgst -md_gost12_256 -prverify key.pem -signature signature message";
    assert!(String::from_utf8_lossy(&folder.openssl(command)).contains("Verified OK"));

    let container = secret_of(Generation::V1, &CmsSigner::new(bare, certificate));
    folder.write(
        "message",
        b"openid snils2026.09.01 08:00:00 +0300ELSH0172101010101-0101-4101-8101-010101010101",
    );
    assert!(verifies(&folder, &container));
    folder.write("message", b"openid snils");
    assert!(!verifies(&folder, &container));
}

/// The signature that a request for a code carries.
fn secret_of<S: RequestSigner>(generation: Generation, signer: &S) -> Vec<u8>
where
    S::Error: core::fmt::Debug,
{
    let client = Client::new(
        ClientId::parse("ELSH01721").unwrap(),
        RedirectUri::parse("https://diary.example/back").unwrap(),
        Scope::parse("openid snils").unwrap(),
        Endpoints::at("http://127.0.0.1:8085").unwrap().with_generation(generation),
    )
    .unwrap();
    let at = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
    let opening = Opening::new(CsrfState::from_random([1; 16]));
    let begun = Authorization::begin(&client, signer, opening, at).unwrap();
    let mut pairs = begun.url.query_pairs().filter(|(name, _)| name == "client_secret");
    URL_SAFE_NO_PAD.decode(pairs.next().unwrap().1.as_bytes()).unwrap()
}

#[test]
fn what_clients_send_by_mistake_is_refused_by_name() {
    let folder = made(RSA);
    let sha256 = |options: &str| signed(&folder, &format!("cms -md sha256 {options}"));
    let parsed = |bytes: &[u8]| DetachedSignature::parse(bytes).map(|_| ());
    assert_eq!(parsed(&sha256("-outform DER")), Ok(()));
    for (options, expected) in [
        ("-outform SMIME", CmsError::Smime),
        ("-outform PEM", CmsError::Pem),
        ("-outform DER -nodetach", CmsError::Attached),
        ("-outform DER -stream -nodetach", CmsError::Indefinite),
        ("-outform DER -nocerts -signer cert.pem -inkey key.pem", CmsError::Signers),
        ("-outform DER -econtent_type 1.2.3.4", CmsError::NotSigned),
    ] {
        assert_eq!(parsed(&sha256(options)), Err(expected), "{options}");
    }
    for (hash, expected) in
        [("sha1", CmsError::Sha1), ("sha512", CmsError::Digest), ("md5", CmsError::Digest)]
    {
        let sent = signed(&folder, &format!("cms -outform DER -md {hash}"));
        assert_eq!(parsed(&sent), Err(expected), "{hash}");
    }
    folder.openssl(
        "cms -sign -binary -md sha256 -outform DER -signer cert.pem -inkey key.pem \
         -keyopt rsa_padding_mode:pss -in message -out out",
    );
    assert_eq!(parsed(&folder.read("out")), Err(CmsError::Algorithm));
    folder.openssl("cms -encrypt -aes-128-cbc -outform DER -in message -out out cert.pem");
    assert_eq!(parsed(&folder.read("out")), Err(CmsError::NotSigned));
    folder.openssl("cms -data_create -outform DER -in message -out out");
    assert_eq!(parsed(&folder.read("out")), Err(CmsError::NotSigned));
    assert_eq!(parsed(&folder.read("cert.der")), Err(CmsError::Der));
    assert_eq!(parsed(&folder.read("signature")), Err(CmsError::Der));
}

#[test]
fn a_container_cut_short_anywhere_is_called_so() {
    for hash in [GOST, RSA] {
        let folder = made(hash);
        let whole = signed(&folder, &format!("cms -md {hash} -outform DER"));
        for length in 0..whole.len() {
            let error = DetachedSignature::parse(&whole[..length]).map(|_| ()).unwrap_err();
            assert_eq!(error, CmsError::Truncated, "{hash}: {length} of {}", whole.len());
        }
        let longer = [&whole[..], &[0]].concat();
        assert_eq!(DetachedSignature::parse(&longer).map(|_| ()), Err(CmsError::Der));
    }
}

#[test]
fn signatures_and_certificates_of_other_families_are_refused_by_name() {
    for (algorithm, hash, of_container, of_certificate) in [
        ("gost2012_512 -pkeyopt paramset:A", "md_gost12_512", CmsError::Gost512, KeyError::Gost512),
        ("gost2001 -pkeyopt paramset:XA", "md_gost94", CmsError::Gost2001, KeyError::Gost2001),
        ("EC -pkeyopt ec_paramgen_curve:P-256", "sha256", CmsError::Algorithm, KeyError::Algorithm),
        ("gost2012_256 -pkeyopt paramset:TCA", "md_gost12_256", CmsError::Family, KeyError::Gost),
    ] {
        let folder = Folder::new();
        folder.openssl(&format!("genpkey -algorithm {algorithm} -out key.pem"));
        folder.openssl(&format!(
            "req -new -x509 -{hash} -key key.pem -days 30 -subj /CN=other -out cert.pem"
        ));
        folder.openssl("x509 -in cert.pem -outform DER -out cert.der");
        let refused = SigningCertificate::from_der(&folder.read("cert.der")).map(|_| ());
        assert_eq!(refused, Err(of_certificate), "{algorithm}");
        let refused = SigningCertificate::from_pem(&folder.text("cert.pem")).map(|_| ());
        assert_eq!(refused, Err(of_certificate), "{algorithm}");
        let sent = signed(&folder, &format!("cms -md {hash} -outform DER"));
        // The curve stands in the certificate alone, so that the container reads well and fails
        // at the certificate that is known beforehand.
        let known = certificate(&made(RSA));
        let result = DetachedSignature::parse(&sent).and_then(|own| own.verify(MESSAGE, &known));
        assert_eq!(result, Err(of_container), "{algorithm}");
    }
}

#[test]
fn another_certificate_of_the_same_key_does_not_do() {
    let folder = made(GOST);
    let first = certificate(&folder);
    let sent = signed(&folder, "cms -md md_gost12_256 -outform DER");
    folder.openssl(
        "req -new -x509 -md_gost12_256 -key key.pem -days 30 -subj /CN=test -out cert.pem",
    );
    folder.openssl("x509 -in cert.pem -outform DER -out cert.der");
    let received = DetachedSignature::parse(&sent).unwrap();
    assert_eq!(received.verify(MESSAGE, &first), Ok(()));
    assert_eq!(received.verify(MESSAGE, &certificate(&folder)), Err(CmsError::OtherCertificate));
}
