//! Shapes of the tokens, and the faults.

use crate::diary::{CLIENT, Diary, Fields, hash, parameter};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gosuslugi_stand::{Fault, Place};
use rsa::pkcs8::DecodePublicKey as _;
use rsa::{Pkcs1v15Sign, RsaPublicKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

fn part(token: &Value, number: usize) -> Value {
    let segment = token.as_str().unwrap().split('.').nth(number).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(segment).unwrap()).unwrap()
}

/// Whether the token's signature fits the key that OpenSSL took out of the certificate.
fn is_signed(token: &Value) -> bool {
    let key = RsaPublicKey::from_public_key_pem(include_str!("token-key.pub.pem")).unwrap();
    let (text, signature) = token.as_str().unwrap().rsplit_once('.').unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    // `DigestInfo` of SHA-256, typed from RFC 8017, 9.2, note 1.
    let prefix = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";
    let padding = Pkcs1v15Sign { hash_len: Some(32), prefix: Box::new(*prefix) };
    key.verify(padding, &Sha256::digest(text), &signature).is_ok()
}

#[tokio::test]
async fn the_answer_has_all_its_fields() {
    let diary = Diary::start().await;
    let fields = Fields { code: diary.code_for("granted-pupil"), ..diary.fields() };
    let (_, answer) = diary.post(&diary.form(&fields)).await;
    assert_eq!(answer["state"], fields.state.as_str());
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(answer["expires_in"], 3600);
    assert_eq!(answer["refresh_token"].as_str().unwrap().len(), 36);
    assert!(is_signed(&answer["access_token"]) && is_signed(&answer["id_token"]));
}

#[tokio::test]
async fn the_tokens_of_a_child_account_have_esia_s_shape() {
    let diary = Diary::start().await;
    let answer = diary.tokens_for("granted-pupil").await;
    let header = json!({
        "ver": 1, "typ": "JWT", "sbt": "access", "alg": "RS256",
        "x5t#St256": hash(diary.stand.certificate_der()),
    });
    assert_eq!(part(&answer["access_token"], 0), header);

    let access = part(&answer["access_token"], 1);
    assert_eq!(access["iss"], diary.stand.issuer());
    assert_eq!(access["client_id"], CLIENT);
    assert_eq!(access["urn:esia:sbj_id"], 1_000_900_001_u64);
    assert!(access.get("aud").is_none());
    let scope = access["scope"].as_str().unwrap();
    assert!(scope.starts_with("openid fullname?oid=1000900001 birthdate?oid=1000900001"));
    assert_eq!(access["exp"].as_u64().unwrap() - access["iat"].as_u64().unwrap(), 3600);

    let id = part(&answer["id_token"], 1);
    assert_eq!(id["aud"], CLIENT);
    assert_eq!(id["sub"], 1_000_900_001_u64);
    assert_eq!(id["amr"], "PWD");
    assert!(id.get("nonce").is_none());
    assert_eq!(
        id["urn:esia:sbj"],
        json!({
            "urn:esia:sbj:oid": 1_000_900_001_u64,
            "urn:esia:sbj:typ": "P",
            "urn:esia:sbj:nam": "OID.1000900001",
            "urn:esia:sbj:lvl": "KD",
        })
    );
}

#[tokio::test]
async fn the_level_follows_the_account() {
    let diary = Diary::start().await;
    let expected = [
        ("adult-pupil", "PR", Some(true)),
        ("granted-mother", "PR", Some(true)),
        ("simplified-teen", "P", None),
        ("adult-child-account", "KD", None),
        ("early-self-made", "PR", Some(true)),
    ];
    for (person, level, is_trusted) in expected {
        let answer = diary.tokens_for(person).await;
        let subject = part(&answer["id_token"], 1)["urn:esia:sbj"].clone();
        assert_eq!(subject["urn:esia:sbj:lvl"], level, "{person}");
        let is_tru = subject.get("urn:esia:sbj:is_tru").map(|value| value == true);
        assert_eq!(is_tru, is_trusted, "{person}");
    }
}

#[tokio::test]
async fn slashes_are_escaped_as_esia_does() {
    let diary = Diary::start().await;
    let answer = diary.tokens_for("granted-pupil").await;
    let claims = answer["id_token"].as_str().unwrap().split('.').nth(1).unwrap();
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    assert!(text.contains(r"http:\/\/127.0.0.1"));
}

#[tokio::test]
async fn the_code_is_a_token_too() {
    let diary = Diary::start().await;
    let fields = diary.fields();
    let back = diary.stand.callback_for(&diary.code_request(&fields), "granted-pupil").unwrap();
    let code = Value::String(parameter(&back, "code").unwrap());
    assert!(is_signed(&code));
    assert_eq!(part(&code, 0)["sbt"], "authorization_code");
    let claims = part(&code, 1);
    assert_eq!(claims["urn:esia:client:state"], fields.state.as_str());
    assert_eq!(claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(), 240);
}

#[tokio::test]
async fn the_certificate_is_published() {
    let diary = Diary::start().await;
    let page = diary.open("/public/certificates.pem", "").await;
    assert!(page.body.starts_with(diary.stand.certificate_pem().trim_end()));
    // RSA, GOST, and the former one that ended in 2024.
    assert_eq!(page.body.matches("-----BEGIN CERTIFICATE-----").count(), 3);
    assert_eq!(diary.stand.certificates_der().count(), 3);
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_gives_another() {
    let diary = Diary::start().await;
    let first = diary.tokens_for("granted-pupil").await;
    let refresh = first["refresh_token"].as_str().unwrap().to_owned();
    let form = |text: fn(&Fields, &str) -> String, refresh: &str| {
        let fields = diary.fields();
        let more =
            vec![("grant_type", "refresh_token".to_owned()), ("refresh_token", refresh.to_owned())];
        let text = Some(text(&fields, refresh));
        diary.form(&Fields { more, text, without: "code", ..fields })
    };
    let with_address = |f: &Fields, _: &str| {
        format!("{}{}{}{}{}", f.client_id, f.scope, f.timestamp, f.state, f.redirect_uri)
    };
    let with_token = |f: &Fields, refresh: &str| {
        format!("{}{}{}{}{refresh}", f.client_id, f.scope, f.timestamp, f.state)
    };
    let (status, second) = diary.post(&form(with_address, &refresh)).await;
    assert_eq!(status, 200, "{second}");
    let next = second["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(next, refresh);
    assert_eq!(diary.post(&form(with_address, &refresh)).await.0, 400);
    assert_eq!(diary.post(&form(with_token, &next)).await.0, 200);
}

#[tokio::test]
async fn every_fault_of_the_tokens_shows() {
    let diary = Diary::start().await;
    let with = async |fault| {
        diary.stand.faults().clear();
        diary.stand.faults().set(fault);
        diary.tokens_for("granted-pupil").await
    };
    let answer = with(Fault::AlgorithmNone).await;
    assert_eq!(part(&answer["id_token"], 0)["alg"], "none");
    assert!(answer["id_token"].as_str().unwrap().ends_with('.'));
    let answer = with(Fault::AlgorithmHmac).await;
    assert_eq!(part(&answer["id_token"], 0)["alg"], "HS256");
    let answer = with(Fault::ForgedTokens).await;
    assert_eq!(part(&answer["id_token"], 0)["alg"], "RS256");
    assert!(!is_signed(&answer["id_token"]) && !is_signed(&answer["access_token"]));
    let answer = with(Fault::ExpiredTokens).await;
    let now = u64::try_from(crate::diary::now().timestamp()).unwrap();
    assert!(part(&answer["id_token"], 1)["exp"].as_u64().unwrap() < now - 3000);
    let answer = with(Fault::WrongIssuer).await;
    assert_eq!(part(&answer["id_token"], 1)["iss"], "http://esia.gosuslugi.ru/");
    let answer = with(Fault::WrongAudience).await;
    assert_eq!(part(&answer["id_token"], 1)["aud"], "SOMEONE01");
    assert_eq!(part(&answer["access_token"], 1)["client_id"], "SOMEONE01");
    let answer = with(Fault::OtherSubject).await;
    assert_eq!(part(&answer["id_token"], 1)["sub"], 1_000_900_001_u64);
    assert_eq!(part(&answer["access_token"], 1)["urn:esia:sbj_id"], 1_000_900_002_u64);
    let answer = with(Fault::UnknownCertificate).await;
    assert_eq!(part(&answer["id_token"], 0)["x5t#St256"], "0".repeat(64));
    let answer = with(Fault::ForeignNonce).await;
    assert!(part(&answer["id_token"], 1)["nonce"].is_string());
}

#[tokio::test]
async fn every_fault_of_the_answers_shows() {
    let diary = Diary::start().await;
    let faults = diary.stand.faults();
    let fields = Fields { code: diary.code_for("granted-pupil"), ..diary.fields() };
    faults.set(Fault::WrongState);
    let (_, answer) = diary.post(&diary.form(&fields)).await;
    assert_ne!(answer["state"], fields.state.as_str());
    faults.clear();

    faults.set(Fault::WrongCallbackState);
    let fields = diary.fields();
    let back = diary.stand.callback_for(&diary.code_request(&fields), "granted-pupil").unwrap();
    assert_ne!(parameter(&back, "state").unwrap(), fields.state);
    faults.clear();

    faults.set(Fault::Garbage { at: Place::Token });
    let address = format!("{}/aas/oauth2/v3/te", diary.stand.base_url());
    let answer = diary.http.post(address).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(serde_json::from_str::<Value>(&answer.text().await.unwrap()).is_err());
    faults.clear();

    faults.set(Fault::PersonEmpty);
    assert_eq!(diary.get("/rs/prns/1000900001", "any").await, (200, json!({})));
    faults.clear();
    faults.set(Fault::Down { at: Place::PersonData });
    assert_eq!(diary.get("/rs/prns/1000900001", "any").await.0, 503);
    faults.clear();

    faults.set(Fault::Late { at: Place::PersonData, millis: 300 });
    let (path, wait) = ("/rs/prns/1000900001", std::time::Duration::from_millis(50));
    assert!(tokio::time::timeout(wait, diary.get(path, "any")).await.is_err(), "it is late");
    assert_eq!(diary.get(path, "any").await.0, 401, "and comes");
}
