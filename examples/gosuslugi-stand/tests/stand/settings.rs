//! The file of settings: the example works, and every mistake has its line and key.

use crate::diary::{Diary, Fields, parameter, upper_hex};
use gosuslugi_stand::{Config, ConfigError, EXAMPLE, Fault, Place, Stand};
use serde_json::json;
use std::fs;
use std::path::Path;
use streebog::{Digest as _, Streebog256};
use tempfile::TempDir;

fn error(text: &str) -> ConfigError {
    Config::parse(text, Path::new("/nowhere")).unwrap_err()
}

#[tokio::test]
async fn the_committed_example_starts_with_everything_switched_on() {
    let folder = TempDir::new().unwrap();
    let (key, der) = crate::diary::key_pair(7);
    let (esia_key, esia_der) = crate::diary::key_pair(9);
    fs::write(folder.path().join("client.pem"), pem(&der)).unwrap();
    fs::write(folder.path().join("esia.key.pem"), esia_key.to_pkcs8_pem().unwrap().expose())
        .unwrap();
    fs::write(folder.path().join("esia.pem"), pem(&esia_der)).unwrap();
    fs::write(folder.path().join("consents.secret"), "secret\n").unwrap();
    fs::write(folder.path().join("oidc.secret"), "secret\n").unwrap();
    drop(key);
    Config::parse(EXAMPLE, folder.path()).unwrap();
    // Every line that is commented out is a setting too.
    let open = |line: &str| match line.strip_prefix("# ") {
        Some(rest) if rest.contains(" = ") || rest.starts_with('[') => rest.to_owned(),
        _ => line.to_owned(),
    };
    let text: Vec<String> = EXAMPLE.lines().map(open).collect();
    let text = text.join("\n").replace("port = 8081", "port = 0");
    assert!(text.contains("\nfrozen = true") && text.contains("\nkind = \"refuse\""));
    let path = folder.path().join("stand.toml");
    fs::write(&path, text).unwrap();
    let stand = Stand::start_with(Config::read(&path).unwrap()).await.unwrap();
    assert_eq!(stand.issuer(), "http://esia-portal1.test.gosuslugi.ru/");
    let code = esia_core::protocol::error_code::EsiaCode::leading("ESIA-007008").unwrap();
    assert!(stand.faults().is_set(Fault::Refuse { at: Place::Token, code }));
    assert_eq!(stand.certificate_der(), esia_der);
}

fn pem(der: &[u8]) -> String {
    use base64::Engine as _;
    let body = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
}

/// The face answers a client of the file, and asks a client without a secret to go away.
#[tokio::test]
async fn a_client_of_the_file_with_a_secret_for_it_is_one_of_the_gateway() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("oidc.secret"), "secret\n").unwrap();
    let request = "response_type=code&client_id=ELSH01721&scope=openid&state=one&nonce=two\
                   &redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Flogin%2Fcallback\
                   &code_challenge=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\
                   &code_challenge_method=S256";
    for (line, is_known) in [("oidc_secret_file = \"oidc.secret\"\n", true), ("", false)] {
        let text = EXAMPLE.replacen("\n[[person]]", &format!("{line}\n[[person]]"), 1);
        let config = Config::parse(&text, folder.path()).unwrap().with_port(0);
        let stand = Stand::start_with(config).await.unwrap();
        let address = format!("{}/authorize?{request}", stand.oidc_issuer());
        assert_eq!(stand.oidc_callback_for(&address, "own-mother").is_ok(), is_known, "{line}");
    }
}

#[tokio::test]
async fn people_of_the_file_sign_in_beside_the_families() {
    let config = Config::parse(EXAMPLE, Path::new(".")).unwrap().with_port(0);
    let scopes = "openid fullname birthdate contacts kid_fullname kid_birth_cert_doc";
    let diary = Diary::start_as(config, |client| client.with_scopes(scopes)).await;
    let fields = Fields { scope: scopes.into(), ..diary.fields() };
    let back = diary.stand.callback_for(&diary.code_request(&fields), "own-mother").unwrap();
    let code = parameter(&back, "code").unwrap();
    let exchange = Fields { scope: scopes.into(), code, ..diary.fields() };
    let (_, answer) = diary.post(&diary.form(&exchange)).await;
    let token = answer["access_token"].as_str().unwrap();
    let whole = "/rs/prns/1000800001?embed=(contacts.elements,kids.elements)";
    let (_, person) = diary.get(whole, token).await;
    assert_eq!(person["firstName"], "Проба");
    assert_eq!(person["birthDate"], "12.05.1988");
    assert!(person.get("middleName").is_none());
    assert_eq!(person["contacts"]["elements"][0]["value"], "+7(000)0000001");
    let kid = &person["kids"]["elements"][0];
    assert_eq!(kid["firstName"], "Тест");
    assert_eq!(kid["documents"]["elements"][0]["type"], "FID_BRTH_CERT");
    assert_eq!(kid["documents"]["elements"][0]["issueDate"], "15.09.2016");
    assert_eq!(kid["documents"]["elements"][0]["vrfStu"], "NOT_VERIFIED");
    assert!(diary.stand.callback_for(&diary.code_request(&diary.fields()), "nobody").is_err());
}

#[test]
fn every_mistake_names_its_line_and_key() {
    let client = "[[client]]\nid = \"A\"\nredirect_uris = [\n  \"http://a.invalid/\",\n";
    let person = "[[person]]\nkey = \"x\"\noid = 5\nlast_name = \"А\"\nfirst_name = \"Б\"\n\
                  gender = \"F\"\nsnils = \"000-000-600 01\"\naccount = \"confirmed\"\n";
    let cases = [
        ("prot = 1\n".to_owned(), 1, "prot"),
        ("port = \"x\"\n".to_owned(), 1, "port"),
        ("port = 1\n\nport = 2\n".to_owned(), 3, "port"),
        ("port =\n".to_owned(), 1, "port"),
        ("person_shape = \"2020\"\n".to_owned(), 1, "person_shape"),
        ("rotation = \"tomorrow\"\n".to_owned(), 1, "rotation"),
        ("[clock]\nfrozen = true\n".to_owned(), 2, "clock.frozen"),
        ("[clock]\nat = \"noon\"\n".to_owned(), 2, "clock.at"),
        (format!("{client}  \"not an address\",\n]\n"), 5, "client.redirect_uris"),
        (format!("{client}]\nscopes = [\"openid\", \"all\"]\n"), 6, "client.scopes"),
        (format!("{client}]\nmode = \"relaxed\"\n"), 6, "client.mode"),
        (format!("{client}]\npkce = true\n"), 6, "client.pkce"),
        (format!("{client}]\ncertificate = \"absent.pem\"\n"), 6, "client.certificate"),
        (format!("{client}]\ntoken_algorithm = \"HS256\"\n"), 6, "client.token_algorithm"),
        (format!("{person}role = \"uncle\"\nbirth_date = \"1990-01-01\"\n"), 9, "person.role"),
        (
            format!("{person}role = \"parent\"\nbirth_date = \"01.01.1990\"\n"),
            10,
            "person.birth_date",
        ),
        (
            format!("{person}role = \"pupil\"\nbirth_date = \"2016-01-01\"\nparents = [\"y\"]\n"),
            11,
            "person.parents",
        ),
        ("[[fault]]\nkind = \"surprise\"\n".to_owned(), 2, "fault.kind"),
        ("[[fault]]\nkind = \"down\"\n".to_owned(), 2, "fault.kind"),
        ("[[fault]]\nkind = \"down\"\nat = \"home\"\n".to_owned(), 3, "fault.at"),
        (
            "[[fault]]\nkind = \"refuse\"\nat = \"token\"\ncode = \"7008\"\n".to_owned(),
            4,
            "fault.code",
        ),
    ];
    for (text, line, key) in cases {
        let error = error(&text);
        assert_eq!((error.line(), error.key()), (line, key), "{text}\n{error}");
        assert!(error.to_string().starts_with(&format!("line {line}, {key}: ")), "{error}");
    }
}

#[test]
fn a_key_that_is_missing_names_its_table() {
    let error = error("port = 0\n\n[[client]]\nid = \"A\"\n");
    assert!((3..=4).contains(&error.line()), "{error}");
    assert!(error.key().starts_with("client"), "{error}");
    assert!(error.to_string().contains("redirect_uris"), "{error}");
}

#[test]
fn keys_and_numbers_of_people_stand_once() {
    let person = |key: &str, oid: u64| {
        format!(
            "[[person]]\nkey = \"{key}\"\noid = {oid}\nlast_name = \"А\"\nfirst_name = \"Б\"\n\
             gender = \"F\"\nsnils = \"000-000-600 01\"\naccount = \"confirmed\"\nrole = \"staff\"\n\
             birth_date = \"1990-01-01\"\n"
        )
    };
    assert_eq!(error(&person("secretary", 5)).line(), 2);
    assert_eq!(error(&person("x", 1_000_900_001)).line(), 3);
    assert_eq!(error(&person("x", 10_000_000_000)).line(), 3);
    assert_eq!(error(&[person("x", 5), person("x", 6)].concat()).line(), 12);
    assert_eq!(error(&[person("x", 5), person("y", 5)].concat()).line(), 13);
    assert!(Config::parse(&[person("x", 5), person("y", 6)].concat(), Path::new(".")).is_ok());
}

#[test]
fn a_wrong_value_is_not_repeated() {
    let error = error("[[client]]\nid = \"A\"\nredirect_uris = [\"very secret\"]\n");
    assert!(!error.to_string().contains("secret"), "{error}");
    let missing = Config::read(Path::new("/nowhere/stand.toml")).unwrap_err();
    assert_eq!((missing.line(), missing.key()), (0, ""));
}

#[tokio::test]
async fn the_certificate_of_the_file_is_the_client_s() {
    let folder = TempDir::new().unwrap();
    let (_, der) = crate::diary::key_pair(7);
    for (name, bytes) in [("client.pem", pem(&der).into_bytes()), ("client.der", der.clone())] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let text = format!(
            "[[client]]\nid = \"FILE01\"\ncertificate = \"{name}\"\n\
             redirect_uris = [\"http://127.0.0.1:8080/login/callback\"]\n"
        );
        let config = Config::parse(&text, folder.path()).unwrap();
        let diary = Diary::start_as(config, |client| client).await;
        let hash = upper_hex(&Streebog256::digest(&der));
        let fields = Fields { client_id: "FILE01".into(), hash, ..diary.fields() };
        assert!(diary.stand.callback_for(&diary.code_request(&fields), "adult-pupil").is_ok());
    }
    fs::write(folder.path().join("bad.pem"), "nothing").unwrap();
    let text = "[[client]]\nid = \"A\"\ncertificate = \"bad.pem\"\nredirect_uris = []\n";
    let error = Config::parse(text, folder.path()).unwrap_err();
    assert_eq!((error.line(), error.key()), (3, "client.certificate"));
    assert_eq!(json!(error.to_string()).as_str().unwrap().matches("nothing").count(), 0);
}
