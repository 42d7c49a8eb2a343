//! A client that shares no code with us: OpenSSL with its GOST engine makes the key and the
//! certificate, hashes it, and signs the texts that are typed here.

use crate::diary::{ADDRESS, Diary, Fields};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gosuslugi_stand::Client;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;
use url::Url;

const OPENSSL_CLIENT: &str = "OPENSSL01";

/// The configuration that loads the engine (esia-protocol.md 4.4).
const CONFIGURATION: &str = "openssl_conf = o
[o]
engines = e
[e]
gost = g
[g]
default_algorithms = ALL
[req]
distinguished_name = d
[d]
";

pub(crate) struct OpenSsl(TempDir);

impl OpenSsl {
    /// A fresh RSA key and its certificate.
    pub(crate) fn rsa() -> Self {
        let openssl = Self(TempDir::new().unwrap());
        fs::write(openssl.path("gost.cnf"), CONFIGURATION).unwrap();
        openssl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem");
        openssl.certify("sha256");
        openssl
    }

    /// A fresh GOST key and its certificate.
    pub(crate) fn new() -> Self {
        let openssl = Self(TempDir::new().unwrap());
        fs::write(openssl.path("gost.cnf"), CONFIGURATION).unwrap();
        openssl.run("genpkey -algorithm gost2012_256 -pkeyopt paramset:XA -out key.pem");
        openssl.certify("md_gost12_256");
        openssl
    }

    fn certify(&self, hash: &str) {
        let request = format!("req -new -x509 -{hash} -key key.pem -days 30 -subj /CN=school");
        self.run(&format!("{request} -out cert.pem"));
        self.run("x509 -in cert.pem -outform DER -out cert.der");
    }

    /// A detached CMS container over this text; more words bend it.
    pub(crate) fn container(&self, text: &str, more: &str) -> String {
        fs::write(self.path("text"), text).unwrap();
        self.run(&format!(
            "cms -sign -binary -signer cert.pem -inkey key.pem -in text -outform DER -out p7s {more}"
        ));
        URL_SAFE_NO_PAD.encode(fs::read(self.path("p7s")).unwrap())
    }

    pub(crate) fn certificate(&self) -> Vec<u8> {
        fs::read(self.path("cert.der")).unwrap()
    }

    /// The `client_certificate_hash`, as OpenSSL computes it.
    pub(crate) fn hash(&self) -> String {
        let printed = self.run("dgst -md_gost12_256 -r cert.der");
        printed.split_whitespace().next().unwrap().to_uppercase()
    }

    /// The `client_secret` over this text.
    pub(crate) fn sign(&self, text: &str) -> String {
        fs::write(self.path("text"), text).unwrap();
        self.run("dgst -md_gost12_256 -sign key.pem -out signature text");
        URL_SAFE_NO_PAD.encode(fs::read(self.path("signature")).unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &str) -> String {
        let output = Command::new("openssl")
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .env("OPENSSL_CONF", self.path("gost.cnf"))
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "openssl {arguments}: are `openssl` and `libengine-gost-openssl` installed?"
        );
        String::from_utf8(output.stdout).unwrap()
    }
}

/// A request of the OpenSSL client, signed over the text that `order` makes of it.
fn signed(openssl: &OpenSsl, fields: Fields, order: impl Fn(&Fields) -> String) -> Fields {
    let fields = Fields { client_id: OPENSSL_CLIENT.into(), hash: openssl.hash(), ..fields };
    let secret = openssl.sign(&order(&fields));
    Fields { secret: Some(secret), ..fields }
}

fn registered(diary: &Diary) -> OpenSsl {
    let openssl = OpenSsl::new();
    diary.stand.register(
        Client::new(OPENSSL_CLIENT)
            .with_certificate(openssl.certificate())
            .with_redirect_uri(ADDRESS),
    );
    openssl
}

#[tokio::test]
async fn what_openssl_signs_in_the_right_order_is_accepted() {
    let diary = Diary::start().await;
    let openssl = registered(&diary);
    let code = signed(&openssl, diary.fields(), |it| {
        [it.client_id.as_str(), &it.scope, &it.timestamp, &it.state, &it.redirect_uri].concat()
    });
    let back = diary.stand.callback_for(&diary.code_request(&code), "granted-pupil").unwrap();
    let back = Url::parse(&back).unwrap();
    let issued = back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();

    let token = signed(&openssl, Fields { code: issued, ..diary.fields() }, |it| {
        [it.client_id.as_str(), &it.scope, &it.timestamp, &it.state, &it.redirect_uri, &it.code]
            .concat()
    });
    let (status, answer) = diary.post(&diary.form(&token)).await;
    assert_eq!(status, 200, "the stand accepts the exchange");
    assert!(answer["id_token"].is_string());
}

#[tokio::test]
async fn what_openssl_signs_in_the_order_of_the_old_generation_is_refused() {
    let diary = Diary::start().await;
    let openssl = registered(&diary);
    let fields = signed(&openssl, diary.fields(), |it| {
        [it.scope.as_str(), &it.timestamp, &it.client_id, &it.state].concat()
    });
    let answer = diary.stand.callback_for(&diary.code_request(&fields), "granted-pupil");
    assert!(format!("{answer:?}").contains("007053"), "{answer:?}");
}
