//! Goal: an instance reaches ESIA, the consents platform and its signer as they are reached in
//! earnest: over TLS with the authorities that it was given, and with a key that it does not hold.
//! Method: authorities made by OpenSSL, a TLS front before the stand, OpenSSL with its GOST engine
//! as the signer and, for the service, a key of the test behind HTTP.

use crate::region::{At, Instance, Region};
use crate::visitor::{Visitor, location};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::protocol::gost::SigningKey;
use reqwest::StatusCode;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Makes authorities, and a certificate of 127.0.0.1 that they vouch for.
fn make_certificates(folder: &Path) {
    let run = |words: &str| {
        let mut openssl = Command::new("openssl");
        let done = openssl.args(words.split(' ')).current_dir(folder).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let key = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30";
    run(&format!("{key} -keyout ca.key -out ca.pem -subj /CN=Tests"));
    run(&format!("{key} -keyout other.key -out other.pem -subj /CN=Others"));
    run(
        "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout tls.key -out tls.csr -subj /CN=stand",
    );
    std::fs::write(folder.join("san"), "subjectAltName=IP:127.0.0.1\n").unwrap();
    run(
        "x509 -req -in tls.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile san -out tls.pem",
    );
}

/// A TLS front before an address of loopback; where it is.
async fn front(folder: &Path, behind: String) -> String {
    let certificate = CertificateDer::pem_file_iter(folder.join("tls.pem")).unwrap();
    let certificate = certificate.collect::<Result<Vec<_>, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_file(folder.join("tls.key")).unwrap();
    let config = ServerConfig::builder().with_no_client_auth();
    let config = config.with_single_cert(certificate, key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, behind) = (acceptor.clone(), behind.clone());
            tokio::spawn(async move {
                // A client that trusts somebody else ends the handshake; that is its test.
                let Ok(mut tls) = acceptor.accept(stream).await else { return };
                let mut plain = TcpStream::connect(behind).await.unwrap();
                let _ = copy_bidirectional(&mut tls, &mut plain).await;
            });
        }
    });
    address
}

/// The answer to a pupil's way back at an instance.
async fn enter(region: &Region, one: &Instance) -> (StatusCode, Option<String>) {
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(region, one), "granted-pupil").await;
    let answer = pupil.get(&one.at(&back)).await;
    (answer.status(), answer.status().is_redirection().then(|| location(&answer)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn esia_and_the_platform_are_believed_over_tls_for_the_authorities_that_were_given_alone() {
    let region = Region::found("tls").await;
    make_certificates(region.folder.path());
    let stand = region.stand.base_url().to_owned();
    let front = front(region.folder.path(), stand.replace("http://", "")).await;
    let file = |name| region.path(name).display().to_string();
    let (ours, others, issuer) = (file("ca.pem"), file("other.pem"), region.stand.issuer());
    let start = |name, esia: &str, consents: &str| {
        let settings = [
            ("DIARY_ESIA_BASE_URL", front.as_str()),
            ("DIARY_ESIA_ISSUER", issuer),
            ("DIARY_CONSENTS_URL", front.as_str()),
            ("DIARY_ESIA_CA_FILE", esia),
            ("DIARY_CONSENTS_CA_FILE", consents),
        ];
        region.instance_with(name, &settings)
    };
    for (name, esia, consents) in [("esia", &others, &ours), ("consents", &ours, &others)] {
        let stranger = start(name, esia, consents);
        assert_eq!(enter(&region, &stranger).await.0, StatusCode::FORBIDDEN, "{name}");
        let metrics = Visitor::new().page(&stranger.at("/metrics")).await;
        let told = metrics.lines().find(|line| line.contains("result=\"unreachable\""));
        assert!(told.is_some_and(|line| line.contains(&format!("peer=\"{name}\""))), "{metrics}");
    }
    let one = start("one", &ours, &ours);
    assert_eq!(enter(&region, &one).await.1.as_deref(), Some("/diary"));
}

/// OpenSSL signs; this process never reads the key.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_signs_in_place_of_a_key_in_this_process() {
    let region = Region::found("openssl").await;
    region.write("gost.cnf", GOST_CNF);
    let conf = region.path("gost.cnf").display().to_string();
    let kind = ("DIARY_SIGNER_KIND", "openssl");
    let one = region.instance_with("one", &[kind, ("DIARY_SIGNER_OPENSSL_CONF_FILE", &conf)]);
    assert_eq!(enter(&region, &one).await.1.as_deref(), Some("/diary"));
    // A program that signs nothing is told as «временно недоступен», with its cause in the log.
    let two = region.instance_with(
        "two",
        &[("DIARY_SIGNER_KIND", "command"), ("DIARY_SIGNER_COMMAND", "false")],
    );
    assert_eq!(Visitor::new().get(&two.at("/login")).await.status(), StatusCode::FORBIDDEN);
    assert!(two.log().contains("the signer refused"), "{}", two.log());
    let late = [
        ("DIARY_SIGNER_KIND", "command"),
        ("DIARY_SIGNER_COMMAND", "sleep,60"),
        ("DIARY_SIGNER_SECONDS", "1"),
    ];
    let three = region.instance_with("three", &late);
    assert_eq!(Visitor::new().get(&three.at("/login")).await.status(), StatusCode::FORBIDDEN);
    assert!(three.log().contains("the signer took too long"), "{}", three.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_signs_in_place_of_a_key_in_this_process() {
    let region = Region::found("service").await;
    let pem = std::fs::read_to_string(region.path("client.key.pem")).unwrap();
    let sign = async move |text: String| {
        let key = SigningKey::from_pkcs8_pem(&pem).unwrap();
        URL_SAFE_NO_PAD.encode(key.sign(text.as_bytes(), [3; 32]))
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/sign", listener.local_addr().unwrap());
    let service = axum::Router::new().route("/sign", post(sign));
    let service = tokio::spawn(axum::serve(listener, service).into_future());
    let settings = [("DIARY_SIGNER_KIND", "http"), ("DIARY_SIGNER_URL", url.as_str())];
    let one = region.instance_with("one", &settings);
    assert_eq!(enter(&region, &one).await.1.as_deref(), Some("/diary"));
    service.abort();
    drop(service.await);
    assert_eq!(Visitor::new().get(&one.at("/login")).await.status(), StatusCode::FORBIDDEN);
}

const GOST_CNF: &str = "openssl_conf = o
[o]
engines = e
[e]
gost = g
[g]
default_algorithms = ALL
";
