//! Goal: the signers of the examples sign what ESIA would accept, and say so when they cannot.
//! Method: each example is run as it stands in `examples/`, against OpenSSL with its GOST engine,
//! against a `csptest` that is a script of this test, against a service of this test; what they
//! sign is checked with the key of the certificate, and broken means stand beside the good ones.
#![cfg(all(feature = "gost", feature = "cms", unix))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
#![expect(clippy::duplicate_mod, reason = "each example brings the request that it signs")]

#[path = "support/openssl.rs"]
mod openssl;
#[path = "../examples/signer_csptest.rs"]
mod signer_csptest;
#[path = "../examples/signer_http.rs"]
mod signer_http;
#[path = "../examples/signer_openssl.rs"]
mod signer_openssl;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::protocol::cms::{DetachedSignature, SigningCertificate};
use esia_core::protocol::gost::{SigningKey, VerifyingKey};
use openssl::{Folder, spoiled};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use url::Url;

const CURRENT: &[u8] = b"ELSH01721openid snils2026.09.01 08:00:00 +0300\
                         01010101-0101-4101-8101-010101010101https://diary.example/back";
const FIRST: &[u8] = b"openid snils2026.09.01 08:00:00 +0300ELSH01721\
                       01010101-0101-4101-8101-010101010101";

fn parameter(url: &Url, name: &str) -> String {
    let mut found = url.query_pairs().filter(|(own, _)| own == name);
    found.next().unwrap().1.into_owned()
}

fn secret(url: &Url) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(parameter(url, "client_secret")).unwrap()
}

/// The signature is of the text, by the key of the certificate, which the request names.
fn check_current(folder: &Folder, url: &Url) {
    let der = folder.read("cert.der");
    let key = VerifyingKey::from_certificate_der(&der).unwrap();
    assert_eq!(key.verify(CURRENT, &secret(url)), Ok(()));
    assert!(key.verify(&spoiled(CURRENT, 3), &secret(url)).is_err());
    let certificate = SigningCertificate::from_der(&der).unwrap();
    assert_eq!(parameter(url, "client_certificate_hash"), certificate.fingerprint().to_string());
}

#[test]
fn the_command_of_openssl_signs_for_both_generations() {
    let folder = Folder::made_by_openssl("XA");
    let run = |key: &str| {
        let path = |name: &str| folder.root().join(name);
        signer_openssl::run(path(key), path("cert.pem"), Some(path("gost.cnf")))
    };
    let [current, first] = run("key.pem").unwrap();
    check_current(&folder, &current);
    let certificate = SigningCertificate::from_der(&folder.read("cert.der")).unwrap();
    let container = DetachedSignature::parse(&secret(&first)).unwrap();
    assert_eq!(container.verify(FIRST, &certificate), Ok(()));
    assert!(container.verify(CURRENT, &certificate).is_err());
    let error = run("no-such-key.pem").unwrap_err().to_string();
    assert_eq!(error, "the signer failed");
}

/// A `csptest` of this test: it signs with OpenSSL and writes the bytes in the opposite order.
fn fake_csptest(folder: &Folder, rest: &str) -> PathBuf {
    let root = folder.root().display();
    let script = format!(
        "#!/bin/sh\n\
         [ \"$1 $2 $3\" = '-keyset -sign GOST12_256' ] || exit 3\n\
         while [ $# -gt 0 ]; do\n\
         case \"$1\" in -in) in=$2;; -out) out=$2;; -cont) container=$2;; esac\n\
         shift\n\
         done\n\
         [ \"$container\" = school ] || exit 4\n\
         OPENSSL_CONF={root}/gost.cnf openssl dgst -md_gost12_256 -sign {root}/key.pem \"$in\" \
         | od -An -v -to1 -w1 | tr -d ' ' | {rest} \
         | while read -r byte; do printf \"\\\\$byte\"; done > \"$out\"\n"
    );
    folder.write("csptest", script.as_bytes());
    let path = folder.root().join("csptest");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    path
}

#[test]
fn the_reversed_bytes_of_csptest_are_turned() {
    let folder = Folder::made_by_openssl("XA");
    let certificate = || folder.root().join("cert.pem");
    let program = fake_csptest(&folder, "tac");
    let url = signer_csptest::run(program.clone(), "school".to_owned(), certificate()).unwrap();
    check_current(&folder, &url);

    let refused = signer_csptest::run(program, "other".to_owned(), certificate()).unwrap_err();
    assert_eq!(refused.to_string(), "the signer failed");
    let short = fake_csptest(&folder, "head -n 63");
    assert!(signer_csptest::run(short, "school".to_owned(), certificate()).is_err());
    // One that does not reverse yields a signature, and not one of the key.
    let straight = fake_csptest(&folder, "cat");
    let url = signer_csptest::run(straight, "school".to_owned(), certificate()).unwrap();
    let key = VerifyingKey::from_certificate_der(&folder.read("cert.der")).unwrap();
    assert!(key.verify(CURRENT, &secret(&url)).is_err());
}

/// A service that reads one request and answers with what it is given.
fn service(answer: impl FnOnce(&[u8]) -> String + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut chunk = [0; 1024];
        while !request.ends_with(CURRENT) {
            let length = stream.read(&mut chunk).unwrap();
            assert_ne!(length, 0, "the request ends before its text");
            request.extend_from_slice(&chunk[..length]);
        }
        assert!(request.starts_with(b"POST /sign HTTP/1.1\r\n"));
        stream.write_all(answer(CURRENT).as_bytes()).unwrap();
    });
    address
}

#[test]
fn a_service_signs_over_http() {
    let folder = Folder::made_by_openssl("XA");
    let certificate = || folder.root().join("cert.pem");
    let key = SigningKey::from_pkcs8_pem(&folder.text("key.pem")).unwrap();
    let address = service(move |text| {
        let signature = URL_SAFE_NO_PAD.encode(key.sign(text, [1; 32]));
        format!("HTTP/1.1 200 OK\r\nContent-Length: 86\r\n\r\n{signature}")
    });
    check_current(&folder, &signer_http::run(address, certificate()).unwrap());

    for answer in [
        "HTTP/1.1 500 Internal Server Error\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nnot base64!",
        "HTTP/1.1 200 OK\r\n\r\nAAAA",
        "nothing of HTTP",
    ] {
        let address = service(move |_| answer.to_owned());
        assert!(signer_http::run(address, certificate()).is_err(), "{answer:?}");
    }
}
