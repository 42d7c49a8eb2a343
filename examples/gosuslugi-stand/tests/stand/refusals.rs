//! Each refusal by its name.

use crate::diary::{
    ADDRESS, CLIENT, Diary, Fields, hash, key_pair, minutes_ago, parameter, timestamp, upper_hex,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use gosuslugi_stand::{Client, Pkce};
use sha2::{Digest as _, Sha256};
use streebog::Streebog256;

/// Sends a code request; the code in the redirect's `error_description`.
async fn refused(diary: &Diary, fields: &Fields) -> String {
    let answer = diary.http.get(diary.code_request(fields)).send().await.unwrap();
    assert_eq!(answer.status(), 303);
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    assert!(back.starts_with(&format!("{ADDRESS}?error=")), "{back}");
    parameter(&back, "error_description").unwrap()[..11].to_owned()
}

/// Sends a code request; the code on the error page.
async fn refused_on_a_page(diary: &Diary, fields: &Fields) -> String {
    let answer = diary.http.get(diary.code_request(fields)).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    assert!(answer.headers().get("location").is_none());
    let body = answer.text().await.unwrap();
    assert!(body.contains("Имитация. Это не портал Госуслуг"));
    body[body.find("ESIA-").unwrap()..][..11].to_owned()
}

/// Sends a token request that is bent; the code in the JSON.
async fn refused_token(diary: &Diary, bend: impl FnOnce(&mut Fields)) -> String {
    let mut fields = Fields { code: diary.code_for("granted-pupil"), ..diary.fields() };
    bend(&mut fields);
    let (status, answer) = diary.post(&diary.form(&fields)).await;
    assert_eq!(status, 400);
    assert!(answer["error"].is_string());
    answer["error_description"].as_str().unwrap()[..11].to_owned()
}

async fn accepted(diary: &Diary, fields: &Fields) -> bool {
    let answer = diary.http.get(diary.code_request(fields)).send().await.unwrap();
    answer.headers()["location"].to_str().unwrap().starts_with("/login/")
}

#[tokio::test]
async fn the_right_request_is_accepted() {
    let diary = Diary::start().await;
    assert!(accepted(&diary, &diary.fields()).await);
}

#[tokio::test]
async fn every_wrong_order_of_the_signed_fields_is_refused() {
    let diary = Diary::start().await;
    let fields = diary.fields();
    let Fields { client_id: id, scope, timestamp: time, state, redirect_uri: back, .. } = &fields;
    let wrong = [
        // The first generation.
        format!("{scope}{time}{id}{state}"),
        format!("{scope}{time}{id}{state}{back}"),
        // Two neighbours exchanged.
        format!("{scope}{id}{time}{state}{back}"),
        format!("{id}{time}{scope}{state}{back}"),
        format!("{id}{scope}{state}{time}{back}"),
        format!("{id}{scope}{time}{back}{state}"),
        // One left out, or something more.
        format!("{id}{scope}{time}{state}"),
        format!("{id}{scope}{time}{state}{back}{back}"),
        format!("{id} {scope} {time} {state} {back}"),
    ];
    for text in wrong {
        let bent = Fields { text: Some(text.clone()), ..fields.clone() };
        assert_eq!(refused(&diary, &bent).await, "ESIA-007053", "{text}");
    }
    // None of the refusals spent the state.
    assert!(accepted(&diary, &fields).await);
}

#[tokio::test]
async fn the_text_of_a_code_request_is_refused_at_the_token_endpoint() {
    let diary = Diary::start().await;
    let code = refused_token(&diary, |fields| {
        let Fields { client_id: id, scope, timestamp: time, state, redirect_uri: back, .. } =
            &fields;
        fields.text = Some(format!("{id}{scope}{time}{state}{back}"));
    });
    assert_eq!(code.await, "ESIA-007053");
}

#[tokio::test]
async fn a_wrong_certificate_hash_is_refused() {
    let diary = Diary::start().await;
    let right = hash(&diary.certificate);
    let sha = upper_hex(&Sha256::digest(&diary.certificate));
    let (_, other) = key_pair(8);
    for wrong in [right.to_lowercase(), right[..40].to_owned(), sha, hash(&other)] {
        let bent = Fields { hash: wrong.clone(), ..diary.fields() };
        assert_eq!(refused(&diary, &bent).await, "ESIA-007053", "{wrong}");
        let token = refused_token(&diary, |fields| fields.hash = wrong).await;
        assert_eq!(token, "ESIA-007053");
    }
}

#[tokio::test]
async fn a_signature_of_another_key_or_shape_is_refused() {
    let diary = Diary::start().await;
    let (other, _) = key_pair(8);
    let fields = diary.fields();
    let Fields { client_id: id, scope, timestamp: time, state, redirect_uri: back, .. } = &fields;
    let text = format!("{id}{scope}{time}{state}{back}");
    let foreign = other.sign(text.as_bytes(), [1; 32]);
    let own = URL_SAFE_NO_PAD.decode(diary.sign(&text)).unwrap();
    let secrets = [
        foreign.to_vec(),
        // As CryptoPro's tool writes it.
        own.iter().rev().copied().collect(),
        // r before s.
        [&own[32..], &own[..32]].concat(),
        own[..63].to_vec(),
        [&own[..], &own[..]].concat(),
        vec![0; 64],
    ];
    for secret in secrets {
        let bent = Fields { secret: Some(URL_SAFE_NO_PAD.encode(secret)), ..fields.clone() };
        assert_eq!(refused(&diary, &bent).await, "ESIA-007053");
    }
    let right = Fields { secret: Some(URL_SAFE_NO_PAD.encode(own)), ..fields.clone() };
    assert!(accepted(&diary, &right).await);
    let bent = Fields { secret: Some("*".into()), ..diary.fields() };
    assert_eq!(refused(&diary, &bent).await, "ESIA-007053");
}

#[tokio::test]
async fn padded_and_plain_base64_are_accepted() {
    let diary = Diary::start().await;
    for engine in [&URL_SAFE, &STANDARD] {
        let fields = diary.fields();
        let Fields { client_id: id, scope, timestamp: time, state, redirect_uri: back, .. } =
            &fields;
        let raw =
            URL_SAFE_NO_PAD.decode(diary.sign(&format!("{id}{scope}{time}{state}{back}"))).unwrap();
        let secret = Some(engine.encode(raw));
        assert!(accepted(&diary, &Fields { secret, ..fields.clone() }).await);
    }
}

#[tokio::test]
async fn organisation_scopes_are_signed_right_after_the_scope() {
    let diary = Diary::start().await;
    let fields = diary.fields();
    let Fields { client_id: id, scope, timestamp: time, state, redirect_uri: back, .. } = &fields;
    let more = vec![("scope_org", "org_shortname".to_owned())];
    let wrong = Fields { more: more.clone(), ..fields.clone() };
    assert_eq!(refused(&diary, &wrong).await, "ESIA-007053");
    let text = Some(format!("{id}{scope}org_shortname{time}{state}{back}"));
    assert!(accepted(&diary, &Fields { text, more, ..fields.clone() }).await);
}

#[tokio::test]
async fn a_stale_future_or_misspelt_timestamp_is_refused() {
    let diary = Diary::start().await;
    let good = timestamp(crate::diary::now());
    let wrong = [
        minutes_ago(6),
        minutes_ago(-6),
        good.replace('.', "-"),
        good.replace(" +0000", "+0000"),
        good.replace("+0000", "+00:00"),
        good.replace(" +0000", ""),
        "yesterday".into(),
    ];
    for text in wrong {
        let bent = Fields { timestamp: text.clone(), ..diary.fields() };
        assert_eq!(refused(&diary, &bent).await, "ESIA-007015", "{text}");
        let token = refused_token(&diary, |fields| fields.timestamp = text).await;
        assert_eq!(token, "ESIA-007015");
    }
    for text in [minutes_ago(4), minutes_ago(-4)] {
        assert!(accepted(&diary, &Fields { timestamp: text, ..diary.fields() }).await);
    }
    // Another offset of the same moment.
    let moscow = crate::diary::now().with_timezone(&chrono::FixedOffset::east_opt(10800).unwrap());
    assert!(accepted(&diary, &Fields { timestamp: timestamp(moscow), ..diary.fields() }).await);
}

/// T-11.
#[tokio::test]
async fn an_unregistered_address_gets_a_page_and_never_a_redirect() {
    let diary = Diary::start().await;
    let wrong = [
        "http://127.0.0.1:8080/login/callback/",
        "http://127.0.0.1:8080/login/callback?a=1",
        "http://127.0.0.1:8080/LOGIN/callback",
        "http://127.0.0.1:8080@evil.invalid/login/callback",
        "http://evil.invalid/login/callback",
        "javascript:alert(1)",
    ];
    for address in wrong {
        let bent = Fields { redirect_uri: address.into(), ..diary.fields() };
        assert_eq!(refused_on_a_page(&diary, &bent).await, "ESIA-007023", "{address}");
        let token = refused_token(&diary, |fields| fields.redirect_uri = address.into()).await;
        assert_eq!(token, "ESIA-007023");
    }
}

#[tokio::test]
async fn an_unknown_client_and_one_without_a_certificate_are_refused() {
    let diary = Diary::start().await;
    let unknown = Fields { client_id: "NOBODY01".into(), ..diary.fields() };
    assert_eq!(refused_on_a_page(&diary, &unknown).await, "ESIA-007005");
    diary.stand.register(Client::new("BARE01").with_redirect_uri(ADDRESS));
    let bare = Fields { client_id: "BARE01".into(), ..diary.fields() };
    assert_eq!(refused(&diary, &bare).await, "ESIA-007002");
}

#[tokio::test]
async fn a_missing_parameter_is_refused_by_its_name() {
    let diary = Diary::start().await;
    for name in ["client_id", "redirect_uri"] {
        let bent = Fields { without: name, ..diary.fields() };
        assert_eq!(refused_on_a_page(&diary, &bent).await, "ESIA-007014", "{name}");
    }
    for name in ["client_secret", "client_certificate_hash", "state", "timestamp", "response_type"]
    {
        let bent = Fields { without: name, ..diary.fields() };
        assert_eq!(refused(&diary, &bent).await, "ESIA-007014", "{name}");
    }
    let bent = Fields { without: "scope", ..diary.fields() };
    assert_eq!(refused(&diary, &bent).await, "ESIA-007013");
    let token = ["code", "grant_type", "token_type", "state", "client_secret", "redirect_uri"];
    for name in token {
        let code = refused_token(&diary, |fields| fields.without = name).await;
        assert_eq!(code, "ESIA-007014", "{name}");
    }
}

#[tokio::test]
async fn a_repeated_parameter_is_refused() {
    let diary = Diary::start().await;
    let cases = [("state", "1"), ("scope", "openid"), ("timestamp", ""), ("response_type", "code")];
    for (name, value) in cases {
        let more = vec![(name, value.to_owned())];
        let bent = Fields { more, ..diary.fields() };
        assert_eq!(refused(&diary, &bent).await, "ESIA-007003", "{name}");
    }
    let bent = Fields { more: vec![("client_id", CLIENT.into())], ..diary.fields() };
    assert_eq!(refused_on_a_page(&diary, &bent).await, "ESIA-007003");
}

#[tokio::test]
async fn unknown_and_ungranted_scopes_are_refused() {
    let diary = Diary::start().await;
    for scope in ["openid everything", "openid  fullname", " openid", "openid "] {
        let bent = Fields { scope: scope.into(), ..diary.fields() };
        assert_eq!(refused(&diary, &bent).await, "ESIA-007006", "{scope:?}");
    }
    let narrow = Client::new("NARROW01")
        .with_certificate(diary.certificate.clone())
        .with_redirect_uri(ADDRESS)
        .with_scopes("openid");
    diary.stand.register(narrow);
    let bent = Fields { client_id: "NARROW01".into(), ..diary.fields() };
    assert_eq!(refused(&diary, &bent).await, "ESIA-007019");
}

#[tokio::test]
async fn a_response_type_other_than_code_is_refused() {
    let diary = Diary::start().await;
    // The client's own pair comes first, so it is left out here.
    let request = diary.code_request(&diary.fields()).replace("response_type=code", "");
    let request = format!("{request}&response_type=token");
    let answer = diary.http.get(request).send().await.unwrap();
    let back = answer.headers()["location"].to_str().unwrap();
    assert_eq!(parameter(back, "error").unwrap(), "unsupported_response_type");
    assert!(parameter(back, "error_description").unwrap().starts_with("ESIA-007009"));
}

#[tokio::test]
async fn a_refusal_at_the_address_carries_the_state() {
    let diary = Diary::start().await;
    let fields = Fields { hash: "0".repeat(64), ..diary.fields() };
    let answer = diary.http.get(diary.code_request(&fields)).send().await.unwrap();
    let back = answer.headers()["location"].to_str().unwrap();
    assert_eq!(parameter(back, "error").unwrap(), "access_denied");
    assert_eq!(parameter(back, "state").unwrap(), fields.state);
}

#[tokio::test]
async fn a_state_is_good_for_one_request() {
    let diary = Diary::start().await;
    let fields = diary.fields();
    assert!(accepted(&diary, &fields).await);
    assert_eq!(refused(&diary, &fields).await, "ESIA-007003");
    // The token request needs a state of its own.
    let request = diary.fields();
    let back = diary.stand.callback_for(&diary.code_request(&request), "granted-pupil").unwrap();
    let code = parameter(&back, "code").unwrap();
    let reused = Fields { code, state: request.state, ..diary.fields() };
    let (status, answer) = diary.post(&diary.form(&reused)).await;
    assert_eq!(status, 400);
    assert!(answer["error_description"].as_str().unwrap().starts_with("ESIA-007003"));
}

#[tokio::test]
async fn a_state_that_is_no_uuid_is_refused() {
    let diary = Diary::start().await;
    for state in ["1", "0000ABCD-0000-4000-8000-000000000001", "0000abcd000040008000000000000001"] {
        let bent = Fields { state: state.into(), ..diary.fields() };
        assert_eq!(refused(&diary, &bent).await, "ESIA-007003", "{state}");
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_its_replay_ends_the_first_tokens() {
    let diary = Diary::start().await;
    let code = diary.code_for("granted-pupil");
    let first = Fields { code: code.clone(), ..diary.fields() };
    let (status, answer) = diary.post(&diary.form(&first)).await;
    assert_eq!(status, 200);
    let token = answer["access_token"].as_str().unwrap();
    let path = "/rs/prns/1000900001";
    assert_eq!(diary.get(path, token).await.0, 200);
    let again = Fields { code, ..diary.fields() };
    let (status, refusal) = diary.post(&diary.form(&again)).await;
    assert_eq!((status, refusal["error"].as_str()), (400, Some("invalid_grant")));
    assert!(refusal["error_description"].as_str().unwrap().starts_with("ESIA-007011"));
    assert_eq!(refusal["state"], again.state.as_str());
    assert_eq!(diary.get(path, token).await.0, 401);
    let refresh = answer["refresh_token"].as_str().unwrap();
    let fields = diary.fields();
    let text = format!(
        "{}{}{}{}{}",
        fields.client_id, fields.scope, fields.timestamp, fields.state, fields.redirect_uri
    );
    let more = vec![("grant_type", "refresh_token".into()), ("refresh_token", refresh.into())];
    let fields = Fields { text: Some(text), more, without: "code", ..fields };
    let (status, _) = diary.post(&diary.form(&fields)).await;
    assert_eq!(status, 400, "the refresh token is dead too");
}

#[tokio::test]
async fn an_expired_or_invented_code_is_refused() {
    let diary = Diary::start().await;
    let code = refused_token(&diary, |fields| fields.code = "abc".into()).await;
    assert_eq!(code, "ESIA-007011");
    let code = diary.code_for("granted-pupil");
    diary.stand.advance(TimeDelta::seconds(241));
    let fields = Fields { code, ..diary.fields() };
    let (_, answer) = diary.post(&diary.form(&fields)).await;
    assert!(answer["error_description"].as_str().unwrap().starts_with("ESIA-007011"));
}

#[tokio::test]
async fn another_client_s_code_is_refused_and_stays_good_for_its_own() {
    let diary = Diary::start().await;
    let other = Client::new("OTHER01")
        .with_certificate(diary.certificate.clone())
        .with_redirect_uri(ADDRESS);
    diary.stand.register(other);
    let code = diary.code_for("granted-pupil");
    let stolen = Fields { client_id: "OTHER01".into(), code: code.clone(), ..diary.fields() };
    let (_, answer) = diary.post(&diary.form(&stolen)).await;
    assert!(answer["error_description"].as_str().unwrap().starts_with("ESIA-007011"));
    let own = Fields { code, ..diary.fields() };
    assert_eq!(diary.post(&diary.form(&own)).await.0, 200);
}

#[tokio::test]
async fn another_scope_than_asked_for_is_refused_at_the_exchange() {
    let diary = Diary::start().await;
    let code = refused_token(&diary, |fields| fields.scope = "openid".into()).await;
    assert_eq!(code, "ESIA-007011");
}

#[tokio::test]
async fn another_registered_address_than_asked_for_is_refused_at_the_exchange() {
    let diary = Diary::start().await;
    let two = Client::new("TWO01")
        .with_certificate(diary.certificate.clone())
        .with_redirect_uri(ADDRESS)
        .with_redirect_uri("http://127.0.0.1:8080/other");
    diary.stand.register(two);
    let request = Fields { client_id: "TWO01".into(), ..diary.fields() };
    let back = diary.stand.callback_for(&diary.code_request(&request), "granted-pupil").unwrap();
    let exchange = Fields {
        client_id: "TWO01".into(),
        code: parameter(&back, "code").unwrap(),
        redirect_uri: "http://127.0.0.1:8080/other".into(),
        ..diary.fields()
    };
    let (_, answer) = diary.post(&diary.form(&exchange)).await;
    assert!(answer["error_description"].as_str().unwrap().starts_with("ESIA-007011"));
}

#[tokio::test]
async fn grant_and_token_types_that_are_not_offered_are_refused() {
    let diary = Diary::start().await;
    let code = refused_token(&diary, |fields| {
        fields.more = vec![("grant_type", "password".into())];
    });
    assert_eq!(code.await, "ESIA-007012");
    let code = refused_token(&diary, |fields| fields.more = vec![("token_type", "mac".into())]);
    assert_eq!(code.await, "ESIA-007003");
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused() {
    let diary = Diary::start().await;
    let address = format!("{}/aas/oauth2/v3/te", diary.stand.base_url());
    let answer = diary.http.post(address).body("client_id=ELSH01721").send().await.unwrap();
    assert_eq!(answer.status(), 400);
}

fn challenged(diary: &Diary, method: &str, challenge: String) -> Fields {
    let more = vec![("code_challenge", challenge), ("code_challenge_method", method.to_owned())];
    Fields { more, ..diary.fields() }
}

#[tokio::test]
async fn pkce_is_demanded_where_the_client_is_registered_so() {
    let diary = Diary::start_with(Pkce::Required).await;
    assert_eq!(refused(&diary, &diary.fields()).await, "ESIA-007039");
    let sha = URL_SAFE_NO_PAD.encode(Sha256::digest("verifier"));
    let streebog = URL_SAFE_NO_PAD.encode(Streebog256::digest("verifier"));
    for (method, challenge) in [("S256", &sha), ("St256", &streebog), ("GOST3411", &streebog)] {
        for (verifier, status) in [
            (Some("verifier"), 200),
            (Some("Verifier"), 400),
            (Some(challenge.as_str()), 400),
            (None, 400),
        ] {
            let request = diary.code_request(&challenged(&diary, method, challenge.clone()));
            let back = diary.stand.callback_for(&request, "granted-pupil").unwrap();
            let code = parameter(&back, "code").unwrap();
            let verifier = verifier.map(String::from);
            let (got, answer) =
                diary.post(&diary.form(&Fields { code, verifier, ..diary.fields() })).await;
            assert_eq!(got, status, "{method} {answer}");
            if status == 400 {
                let text = answer["error_description"].as_str().unwrap();
                assert!(text.starts_with("ESIA-007040"), "{text}");
            }
        }
    }
}

#[tokio::test]
async fn a_verifier_without_a_challenge_and_a_plain_challenge_are_refused() {
    let diary = Diary::start().await;
    let code = refused_token(&diary, |fields| fields.verifier = Some("verifier".into())).await;
    assert_eq!(code, "ESIA-007040");
    let plain = challenged(&diary, "plain", "v".repeat(43));
    assert_eq!(refused(&diary, &plain).await, "ESIA-007003");
    let short = challenged(&diary, "S256", "short".into());
    assert_eq!(refused(&diary, &short).await, "ESIA-007003");
}
