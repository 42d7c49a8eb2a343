//! The first generation: detached CMS containers, made by OpenSSL over texts that are typed here.

use crate::diary::{ADDRESS, Diary, Fields, minutes_ago, parameter, state};
use crate::openssl::OpenSsl;
use gosuslugi_stand::Client;

const OLD_CLIENT: &str = "OLD01";

/// Registers a client whose key OpenSSL has; the lenient mode is never used here.
fn registered(diary: &Diary, openssl: &OpenSsl) {
    let client = Client::new(OLD_CLIENT).with_certificate(openssl.certificate());
    diary.stand.register(client.with_redirect_uri(ADDRESS));
}

/// Scope, time, client, state: no separators, no return address.
fn text(fields: &Fields) -> String {
    let Fields { client_id, scope, timestamp, state, .. } = fields;
    format!("{scope}{timestamp}{client_id}{state}")
}

/// A request of the old client; `hash` belongs to the other generation and is left out.
fn signed(diary: &Diary, openssl: &OpenSsl, more: &str) -> Fields {
    let without = "client_certificate_hash";
    let fields = Fields { client_id: OLD_CLIENT.into(), without, ..diary.fields() };
    let secret = Some(openssl.container(&text(&fields), more));
    Fields { secret, ..fields }
}

fn address(diary: &Diary, fields: &Fields) -> String {
    diary.code_request(fields).replace("/aas/oauth2/v2/ac", "/aas/oauth2/ac")
}

/// The code in the refusal, or none if the request was accepted.
async fn refusal(diary: &Diary, fields: &Fields) -> Option<String> {
    let answer = diary.http.get(address(diary, fields)).send().await.unwrap();
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    if back.starts_with("/login/") {
        return None;
    }
    Some(parameter(&back, "error_description").unwrap()[..11].to_owned())
}

#[tokio::test]
async fn a_container_of_openssl_signs_in_and_refreshes() {
    let diary = Diary::start().await;
    let openssl = OpenSsl::new();
    registered(&diary, &openssl);
    // With signed attributes, and without.
    for more in ["-md md_gost12_256", "-md md_gost12_256 -noattr"] {
        let request = signed(&diary, &openssl, more);
        let back = diary.stand.callback_for(&address(&diary, &request), "adult-pupil").unwrap();
        let code = parameter(&back, "code").unwrap();
        let exchange = Fields { code, ..signed(&diary, &openssl, more) };
        let (status, answer) = diary.post_to("/aas/oauth2/te", &diary.form(&exchange)).await;
        assert_eq!(status, 200, "{answer}");
        let refresh = answer["refresh_token"].as_str().unwrap().to_owned();
        let mut renewal = signed(&diary, &openssl, more);
        renewal.more = vec![("grant_type", "refresh_token".into()), ("refresh_token", refresh)];
        let (status, answer) = diary.post_to("/aas/oauth2/te", &diary.form(&renewal)).await;
        assert_eq!(status, 200, "{answer}");
        assert!(answer["id_token"].is_string());
    }
}

#[tokio::test]
async fn the_form_by_post_is_taken_too() {
    let diary = Diary::start().await;
    let openssl = OpenSsl::new();
    registered(&diary, &openssl);
    let fields = signed(&diary, &openssl, "-md md_gost12_256");
    let (path, query) = address(&diary, &fields)
        .split_once('?')
        .map(|(path, query)| (path.to_owned(), query.to_owned()))
        .unwrap();
    let kind = "application/x-www-form-urlencoded";
    let request = diary.http.post(path).header("content-type", kind).body(query);
    let answer = request.send().await.unwrap();
    assert!(answer.headers()["location"].to_str().unwrap().starts_with("/login/"));
}

#[tokio::test]
async fn a_container_over_another_text_or_of_another_key_or_kind_is_refused() {
    let diary = Diary::start().await;
    let openssl = OpenSsl::new();
    registered(&diary, &openssl);
    let gost = "-md md_gost12_256";
    let right = signed(&diary, &openssl, gost);
    let Fields { client_id, scope, timestamp, state, redirect_uri, .. } = &right;
    let other = OpenSsl::new();
    let bare = openssl.sign(&text(&right));
    let wrong = [
        openssl.container(&format!("{client_id}{scope}{timestamp}{state}{redirect_uri}"), gost),
        openssl.container(&format!("{scope}{timestamp}{state}{client_id}"), gost),
        openssl.container(&format!("{}{redirect_uri}", text(&right)), gost),
        other.container(&text(&right), gost),
        // The text inside, and a signature of the other generation.
        openssl.container(&text(&right), &format!("{gost} -nodetach")),
        bare,
        "AAAA".into(),
    ];
    for secret in wrong {
        let fields = Fields { secret: Some(secret), ..right.clone() };
        assert_eq!(refusal(&diary, &fields).await.as_deref(), Some("ESIA-007053"));
    }
    assert_eq!(refusal(&diary, &right).await, None);
    // RSA is for the lenient mode alone.
    let rsa = OpenSsl::rsa();
    registered(&diary, &rsa);
    let fields = signed(&diary, &rsa, "-md sha256");
    assert_eq!(refusal(&diary, &fields).await.as_deref(), Some("ESIA-007053"));
}

#[tokio::test]
async fn the_time_window_and_the_single_use_of_a_state_hold_here_too() {
    let diary = Diary::start().await;
    let openssl = OpenSsl::new();
    registered(&diary, &openssl);
    let mut late = signed(&diary, &openssl, "-md md_gost12_256");
    late.timestamp = minutes_ago(6);
    late.secret = Some(openssl.container(&text(&late), "-md md_gost12_256"));
    assert_eq!(refusal(&diary, &late).await.as_deref(), Some("ESIA-007015"));

    let used = signed(&diary, &openssl, "-md md_gost12_256");
    let back = diary.stand.callback_for(&address(&diary, &used), "adult-pupil").unwrap();
    assert_eq!(refusal(&diary, &used).await.as_deref(), Some("ESIA-007003"));
    let code = parameter(&back, "code").unwrap();
    let repeated = Fields { code: code.clone(), ..used };
    let (status, answer) = diary.post_to("/aas/oauth2/te", &diary.form(&repeated)).await;
    assert_eq!(status, 400);
    assert!(answer["error_description"].as_str().unwrap().starts_with("ESIA-007003"));
    let fresh = Fields { code, ..signed(&diary, &openssl, "-md md_gost12_256") };
    assert_eq!(diary.post_to("/aas/oauth2/te", &diary.form(&fresh)).await.0, 200);
}

#[tokio::test]
async fn a_container_is_refused_at_the_addresses_of_the_current_generation() {
    let diary = Diary::start().await;
    let openssl = OpenSsl::new();
    registered(&diary, &openssl);
    let fields = Fields {
        client_id: OLD_CLIENT.into(),
        hash: openssl.hash(),
        state: state(),
        ..diary.fields()
    };
    let Fields { client_id, scope, timestamp, state, redirect_uri, .. } = &fields;
    let text = format!("{client_id}{scope}{timestamp}{state}{redirect_uri}");
    let secret = Some(openssl.container(&text, "-md md_gost12_256"));
    let answer = diary
        .stand
        .callback_for(&diary.code_request(&Fields { secret, ..fields.clone() }), "adult-pupil");
    assert!(format!("{answer:?}").contains("007053"), "{answer:?}");
    let secret = Some(openssl.sign(&text));
    let request = diary.code_request(&Fields { secret, ..fields });
    assert!(diary.stand.callback_for(&request, "adult-pupil").is_ok());
}
