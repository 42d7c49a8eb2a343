//! Goal: a sign-in through a gateway goes one way, and each attack on it ends at a check with a
//! name of its own (T-09, T-10, T-11).
//! Method: a gateway on paper; each case bends one thing of a good sign-in. The good one stands
//! beside them.

#![cfg(feature = "openidconnect")]
#![expect(clippy::panic, reason = "tests")]

#[path = "support/mint.rs"]
#[expect(dead_code, reason = "the mint of all tests about tokens")]
mod mint;
#[path = "support/provider.rs"]
mod provider;

use esia_core::account::{AccountKind, AccountLevel};
use esia_core::gateway::callback::{self, Callback, CallbackError};
use esia_core::gateway::client::{AccountClaims, Client};
use esia_core::gateway::issuer::Issuer;
use esia_core::gateway::keys::{Algorithm, Keys};
use esia_core::gateway::pending::PendingSignIn;
use esia_core::gateway::provider::{DiscoveryError, Provider};
use esia_core::gateway::token::{TokenError, TokenExchange};
use esia_core::gateway::verify::{UserinfoError, Verifier, VerifyError};
use esia_core::protocol::callback as shared;
use esia_core::protocol::http::Reply;
use esia_core::protocol::json::JsonError;
use esia_core::protocol::provider_error::ErrorWord;
use mint::{TOKEN_KEY, at, encoded, signed, with};
use provider::{
    ISSUER, NONCE, STATE, begin, claims, client, come_back, document, grant, header, keys, pending,
    public, query, read_document, reply, tokens, verify, verify_text, verify_with,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

const FORGER_KEY: &str = include_str!("fixtures/forger-key.pem");

// --- discovery ------------------------------------------------------------------------------

#[test]
fn the_document_is_asked_for_below_the_pinned_issuer() {
    let request = Provider::request(&Issuer::parse(ISSUER).unwrap()).unwrap();
    assert_eq!(
        request.url().as_str(),
        "https://gateway.example/school/.well-known/openid-configuration"
    );
    let provider = provider::provider();
    assert_eq!(provider.issuer().as_str(), ISSUER);
    assert_eq!(provider.token().as_str(), "https://gateway.example/school/token");
    assert_eq!(provider.keys_request().url().as_str(), "https://gateway.example/school/keys");
    assert!(provider.sends_issuer());
}

#[test]
fn a_gateway_that_is_another_or_cannot_do_what_we_need_is_refused() {
    let read = |name: &str, value: Value| read_document(&with(document(), name, value)).map(|_| ());
    for issuer in
        [json!(null), json!("https://gateway.example/school/"), json!("https://other.example")]
    {
        assert_eq!(read("issuer", issuer.clone()), Err(DiscoveryError::Issuer), "{issuer}");
    }
    for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
        assert_eq!(read(name, json!(null)), Err(DiscoveryError::Endpoint { name }));
        assert_eq!(read(name, json!("/token")), Err(DiscoveryError::Endpoint { name }));
        let plain = json!("http://gateway.example/x");
        assert_eq!(read(name, plain), Err(DiscoveryError::NotEncrypted { name }));
    }
    assert_eq!(read("userinfo_endpoint", json!(null)), Ok(()));
    assert_eq!(
        read("code_challenge_methods_supported", json!(["plain"])),
        Err(DiscoveryError::NoPkce)
    );
    assert_eq!(
        read("response_types_supported", json!(["id_token"])),
        Err(DiscoveryError::NoCodeFlow)
    );
    assert_eq!(read("issuer", json!(7)), Err(DiscoveryError::Json(JsonError::Shape)));
    let issuer = Issuer::parse(ISSUER).unwrap();
    let page = Reply::new(200, b"<html>".to_vec());
    assert_eq!(Provider::read(&issuer, &page), Err(DiscoveryError::Json(JsonError::NotJson)));
    assert_eq!(
        Provider::read(&issuer, &Reply::new(404, Vec::new())),
        Err(DiscoveryError::Status { status: 404 })
    );
}

#[test]
fn a_set_without_a_usable_key_is_refused() {
    let read = |body: Value| Keys::read(&reply(&body)).map(|_| ());
    assert_eq!(read(json!({"keys": [public(TOKEN_KEY, "k1")]})), Ok(()));
    assert_eq!(read(json!({"keys": []})), Err(DiscoveryError::NoKey));
    assert_eq!(read(json!({"keys": [{"kty": "GOST"}]})), Err(DiscoveryError::NoKey));
    assert_eq!(read(json!({})), Err(DiscoveryError::Json(JsonError::Shape)));
}

// --- the way there and back -----------------------------------------------------------------

#[test]
fn the_browser_is_sent_with_state_nonce_and_pkce() {
    let sign_in = begin();
    let pairs: BTreeMap<String, String> = sign_in.url.query_pairs().into_owned().collect();
    let expected: BTreeMap<String, String> = [
        ("tenant", "7"),
        ("response_type", "code"),
        ("client_id", "school-diary"),
        ("redirect_uri", "https://diary.example/back"),
        ("scope", "openid profile snils"),
        ("state", STATE),
        ("nonce", NONCE),
        ("code_challenge_method", "S256"),
        // The hash of 43 signs made of 32 bytes of 3, by `openssl dgst -sha256`.
        ("code_challenge", "g77gcvvTQj90gfwWOCFjatjPtz-u8N0FgfOXnqDHMbk"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    assert_eq!(pairs, expected);
    assert_eq!(sign_in.pending.issued_at(), at());
    assert_eq!(sign_in.pending.state().expose(), STATE);
}

#[test]
fn a_pending_sign_in_survives_its_store_and_nothing_else_is_one() {
    let stored = pending().to_stored();
    let again = PendingSignIn::from_stored(stored.expose()).unwrap();
    assert!(matches!(
        callback::read(&provider::provider(), again, &query()),
        Ok(Callback::Code(_))
    ));
    for text in ["", "{}", &stored.expose().replace("https://gateway", "http://gateway")] {
        assert!(PendingSignIn::from_stored(text).is_err(), "{text}");
    }
}

#[test]
fn only_an_answer_to_this_sign_in_by_this_gateway_is_read() {
    use shared::CallbackError as Form;
    let code = "code=a";
    let iss = "iss=https%3A%2F%2Fgateway.example%2Fschool";
    let other = "02020202-0202-4202-8202-020202020202";
    for (query, expected) in [
        (format!("{code}&{iss}"), CallbackError::Form(Form::NoState)),
        (format!("{code}&{iss}&state={other}"), CallbackError::Form(Form::WrongState)),
        (format!("{code}&code=b&{iss}&state={STATE}"), CallbackError::Form(Form::Doubled)),
        (format!("{code}&{iss}&{iss}&state={STATE}"), CallbackError::Form(Form::Doubled)),
        (format!("{code}&error=x&{iss}&state={STATE}"), CallbackError::Form(Form::CodeAndError)),
        (format!("{iss}&state={STATE}"), CallbackError::Form(Form::Neither)),
        (format!("code=a+b&{iss}&state={STATE}"), CallbackError::Form(Form::Code)),
        // A mix-up: the answer comes from elsewhere, or hides where it comes from (RFC 9207).
        (format!("{code}&state={STATE}"), CallbackError::NoIssuer),
        (
            format!("{code}&state={STATE}&iss=https%3A%2F%2Fother.example"),
            CallbackError::WrongIssuer,
        ),
        (
            format!("{code}&state={STATE}&iss=https%3A%2F%2Fgateway.example%2Fschool%2F"),
            CallbackError::WrongIssuer,
        ),
    ] {
        assert_eq!(come_back(&query).map(|_| ()), Err(expected), "{query}");
    }
    let refused = format!("error=access_denied&error_description=no&state={STATE}&{iss}");
    let Ok(Callback::Refused(word)) = come_back(&refused) else { panic!("not refused") };
    assert_eq!(word, ErrorWord::AccessDenied);
}

#[test]
fn a_gateway_that_promises_no_issuer_may_leave_it_out_but_not_lie() {
    let document = with(document(), "authorization_response_iss_parameter_supported", json!(null));
    let provider = read_document(&document).unwrap();
    let read = |query: &str| callback::read(&provider, pending(), query).map(|_| ());
    assert_eq!(read(&format!("code=a&state={STATE}")), Ok(()));
    assert_eq!(
        read(&format!("code=a&state={STATE}&iss=https%3A%2F%2Fother.example")),
        Err(CallbackError::WrongIssuer)
    );
}

#[test]
fn a_sign_in_of_one_gateway_is_not_finished_at_another() {
    let issuer = "https://other.example";
    let document = with(document(), "issuer", json!(issuer));
    let other = Provider::read(&Issuer::parse(issuer).unwrap(), &reply(&document)).unwrap();
    let query = format!("code=a&state={STATE}&iss=https%3A%2F%2Fother.example");
    assert_eq!(
        callback::read(&other, pending(), &query).map(|_| ()),
        Err(CallbackError::OtherProvider)
    );
}

// --- the exchange ---------------------------------------------------------------------------

#[test]
fn the_code_goes_to_its_gateway_with_the_verifier_and_the_secret_in_the_header() {
    let request = TokenExchange::begin(&client(), grant()).request;
    assert_eq!(request.url().as_str(), "https://gateway.example/school/token");
    assert_eq!(
        request.body().unwrap(),
        "grant_type=authorization_code&code=CODE-CANARY\
         &redirect_uri=https%3A%2F%2Fdiary.example%2Fback\
         &code_verifier=AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM"
    );
    let authorization = request.headers().iter().find(|(name, _)| *name == "authorization");
    // school-diary:SECRET-CANARY
    assert_eq!(authorization.unwrap().1, "Basic c2Nob29sLWRpYXJ5OlNFQ1JFVC1DQU5BUlk=");
}

#[test]
fn the_secret_goes_into_the_body_where_the_gateway_takes_it_there() {
    let name = "token_endpoint_auth_methods_supported";
    let provider = read_document(&with(document(), name, json!(["client_secret_post"]))).unwrap();
    let Ok(Callback::Code(grant)) = callback::read(&provider, pending(), &query()) else {
        panic!("no code")
    };
    let request = TokenExchange::begin(&client(), grant).request;
    assert!(
        request.body().unwrap().ends_with("&client_id=school-diary&client_secret=SECRET-CANARY")
    );
    assert!(request.headers().iter().all(|(name, _)| *name != "authorization"));
}

#[test]
fn what_is_no_answer_with_tokens_has_a_name() {
    let read = |status: u16, body: &str| {
        let pending = TokenExchange::begin(&client(), grant()).pending;
        pending.read(&Reply::new(status, body.as_bytes().to_vec())).map(|_| ())
    };
    for (status, body, expected) in [
        (200, "<html>", TokenError::Json { status: 200, error: JsonError::NotJson }),
        (400, r#"{"error":"invalid_grant"}"#, TokenError::Provider(ErrorWord::InvalidGrant)),
        (200, r#"{"error":"server_error"}"#, TokenError::Provider(ErrorWord::ServerError)),
        (503, "{}", TokenError::Status { status: 503 }),
        (200, r#"{"access_token":"a","id_token":"b"}"#, TokenError::TokenType),
        (200, r#"{"access_token":"a","id_token":"b","token_type":"DPoP"}"#, TokenError::TokenType),
        (200, r#"{"id_token":"b","token_type":"bearer"}"#, TokenError::NoAccessToken),
        (200, r#"{"access_token":"a","token_type":"bearer"}"#, TokenError::NoIdToken),
    ] {
        assert_eq!(read(status, body), Err(expected), "{body}");
    }
}

// --- the ID token ---------------------------------------------------------------------------

#[test]
fn a_good_token_says_who_signed_in() {
    let verified = verify(&claims()).unwrap();
    let account = verified.account();
    assert_eq!(account.subject().issuer(), ISSUER);
    assert_eq!(account.subject().id().expose(), "subject-canary-17");
    assert_eq!((account.kind(), account.level()), (AccountKind::Child, AccountLevel::Child));
    assert_eq!(verified.person().last_name.unwrap().expose(), "Канарейкина");
    assert_eq!(verified.person().birth_date.unwrap().text().expose(), "29.02.2012");
    assert_eq!(verified.expires_at().timestamp(), at().timestamp() + 300);
}

#[test]
fn kind_and_level_come_from_the_named_claims_or_not_at_all() {
    let of = |client: &Client, claims: &Value| {
        let token = signed(TOKEN_KEY, &header(), &claims.to_string());
        let verified = Verifier::new(client, &provider::provider(), &keys())
            .verify(tokens(&token), at())
            .unwrap();
        (verified.account().kind(), verified.account().level())
    };
    let simplified = (AccountKind::SelfMade, AccountLevel::Simplified);
    let silent = client().with_account_claims(AccountClaims::unknown());
    assert_eq!(of(&silent, &claims()), simplified);
    let adult = with(claims(), "account_kind", json!("self_made"));
    assert_eq!(of(&client(), &adult), simplified);
    let confirmed = with(adult, "account_level", json!("confirmed"));
    assert_eq!(of(&client(), &confirmed), (AccountKind::SelfMade, AccountLevel::Confirmed));
}

#[test]
fn each_wrong_claim_is_refused_by_name() {
    let now = at().timestamp();
    for (name, value, expected) in [
        ("nonce", json!(null), VerifyError::Nonce),
        ("nonce", json!("AQEBAQEBAQEBAQEBAQEBAQ"), VerifyError::Nonce),
        ("iss", json!("https://other.example"), VerifyError::Issuer),
        ("iss", json!("https://gateway.example/school/"), VerifyError::Issuer),
        ("iss", json!(null), VerifyError::Form),
        ("aud", json!("other-diary"), VerifyError::Audience),
        ("aud", json!(["school-diary", "other-diary"]), VerifyError::Audience),
        ("aud", json!(null), VerifyError::Audience),
        ("azp", json!("other-diary"), VerifyError::Audience),
        ("exp", json!(now - 61), VerifyError::Expired),
        ("exp", json!(null), VerifyError::Form),
        ("exp", json!("soon"), VerifyError::Form),
        ("iat", json!(now + 61), VerifyError::IssuedInFuture),
        ("nbf", json!(now + 61), VerifyError::NotYetValid),
        ("nbf", json!("soon"), VerifyError::Form),
        ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA"), VerifyError::AccessToken),
        ("sub", json!(17), VerifyError::Form),
        ("sub", json!(null), VerifyError::Form),
        ("sub", json!(""), VerifyError::Subject),
        ("sub", json!("я"), VerifyError::Subject),
        ("sub", json!("a".repeat(256)), VerifyError::Subject),
    ] {
        assert_eq!(verify_with(name, value.clone()), Err(expected), "{name}: {value}");
    }
    // The hash of the very access token of this answer, by the definition of Core, 3.1.3.6.
    let hash = encoded(&Sha256::digest("ACCESS-CANARY")[..16]);
    for (name, value) in [
        ("aud", json!(["school-diary"])),
        ("azp", json!("school-diary")),
        ("exp", json!(now - 59)),
        ("iat", json!(now + 59)),
        ("nbf", json!(now + 59)),
        ("at_hash", json!(hash)),
    ] {
        assert_eq!(verify_with(name, value.clone()), Ok(()), "{name}: {value}");
    }
}

#[test]
fn a_token_that_is_not_signed_by_the_gateway_is_refused_by_name() {
    let text = claims().to_string();
    let unsigned = |alg: &str| {
        [encoded(json!({"alg": alg}).to_string()), encoded(&text), encoded([1; 32])].join(".")
    };
    let good = signed(TOKEN_KEY, &header(), &text);
    let parts: Vec<&str> = good.split('.').collect();
    let bent = with(claims(), "sub", json!("somebody-else")).to_string();
    for (token, expected) in [
        (unsigned("none"), VerifyError::NotSigned),
        (
            [encoded(r#"{"alg":"none"}"#), encoded(&text), String::new()].join("."),
            VerifyError::NotSigned,
        ),
        (unsigned("NONE"), VerifyError::Form),
        (unsigned("HS256"), VerifyError::Algorithm),
        (hmac_signed(&text), VerifyError::Algorithm),
        (unsigned("RS512"), VerifyError::Algorithm),
        (unsigned("ES256"), VerifyError::Algorithm),
        (unsigned("GOST3410_2012_256"), VerifyError::Form),
        (signed(FORGER_KEY, &header(), &text), VerifyError::Signature),
        ([parts[0], &encoded(&bent), parts[2]].join("."), VerifyError::Signature),
        (signed(TOKEN_KEY, &json!({"alg": "RS256", "kid": "k2"}), &text), VerifyError::UnknownKey),
        (
            signed(TOKEN_KEY, &json!({"alg": "RS256", "crit": ["b64"]}), &text),
            VerifyError::Unsupported,
        ),
        (
            signed(TOKEN_KEY, &json!({"alg": "RS256", "typ": "at+jwt"}), &text),
            VerifyError::Unsupported,
        ),
        ("a.b".to_owned(), VerifyError::Form),
        (format!("{good}.x"), VerifyError::Form),
        ("a".repeat(70_000), VerifyError::Form),
        (signed(TOKEN_KEY, &header(), &"[".repeat(10_000)), VerifyError::Form),
        (signed(TOKEN_KEY, &header(), &text.replacen('{', r#"{"sub":"x","#, 1)), VerifyError::Form),
    ] {
        assert_eq!(verify_text(&token).map(|_| ()), Err(expected), "{token:.60}");
    }
}

/// Signed with HMAC-SHA-256 under the secret of the client, as OpenID Connect allows.
fn hmac_signed(payload: &str) -> String {
    let message = [encoded(r#"{"alg":"HS256"}"#), encoded(payload)].join(".");
    let mut block = b"SECRET-CANARY".to_vec();
    block.resize(64, 0);
    let padded = |with: u8| block.iter().map(|byte| byte ^ with).collect::<Vec<u8>>();
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(&message).finalize();
    let mac = Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize();
    [message, encoded(mac)].join(".")
}

#[test]
fn another_algorithm_is_allowed_by_name_alone() {
    let client = client().with_algorithms(&[Algorithm::Es256]);
    let token = signed(TOKEN_KEY, &header(), &claims().to_string());
    let verified =
        Verifier::new(&client, &provider::provider(), &keys()).verify(tokens(&token), at());
    assert_eq!(verified.map(|_| ()), Err(VerifyError::Algorithm));
}

// --- userinfo -------------------------------------------------------------------------------

#[test]
fn userinfo_adds_to_the_person_and_never_to_the_account() {
    let verified = verify(&with(claims(), "account_kind", json!("self_made"))).unwrap();
    let request = verified.userinfo_request().unwrap();
    assert_eq!(request.url().as_str(), "https://gateway.example/school/userinfo");
    assert!(request.headers().contains(&("authorization", "Bearer ACCESS-CANARY".to_owned())));
    let answer = json!({
        "sub": "subject-canary-17",
        "account_kind": "child",
        "account_level": "confirmed",
        "family_name": "Другая",
        "given_name": "Анна",
        "gender": "female",
        "snils": "000-000-600 06",
    });
    let person = verified.read_userinfo(&reply(&answer)).unwrap();
    assert_eq!(person.last_name.unwrap().expose(), "Канарейкина");
    assert_eq!(person.first_name.unwrap().expose(), "Анна");
    assert_eq!(person.snils.unwrap().expose(), "000-000-600 06");
    assert_eq!(
        (verified.account().kind(), verified.account().level()),
        (AccountKind::SelfMade, AccountLevel::Simplified)
    );
}

#[test]
fn userinfo_about_somebody_else_is_refused() {
    let verified = verify(&claims()).unwrap();
    let read = |status: u16, body: &str| {
        verified.read_userinfo(&Reply::new(status, body.as_bytes().to_vec())).map(|_| ())
    };
    assert_eq!(read(200, r#"{"sub":"subject-canary-17"}"#), Ok(()));
    assert_eq!(read(200, r#"{"sub":"subject-canary-18"}"#), Err(UserinfoError::Subject));
    assert_eq!(read(200, "{}"), Err(UserinfoError::Subject));
    assert_eq!(read(401, "{}"), Err(UserinfoError::Status { status: 401 }));
    assert_eq!(read(200, "eyJ"), Err(UserinfoError::Json(JsonError::NotJson)));
}

// --- nothing leaks --------------------------------------------------------------------------

#[test]
fn nothing_personal_and_no_secret_shows_at_any_step() {
    let sign_in = begin();
    let grant = grant();
    let mut printed = vec![format!("{sign_in:?}{:?}{grant:?}{:?}", sign_in.pending, client())];
    let exchange = TokenExchange::begin(&client(), grant);
    printed.push(format!("{exchange:?}"));
    let token = signed(TOKEN_KEY, &header(), &claims().to_string());
    printed.push(format!("{:?}", tokens(&token)));
    let verified = verify_text(&token).unwrap();
    printed.push(format!("{verified:?}{:?}{:?}", verified.person(), verified.userinfo_request()));
    for error in [
        verify_with("nonce", json!("NONCE-CANARY")),
        verify_with("iss", json!("https://canary.example")),
    ] {
        let error = error.unwrap_err();
        printed.push(format!("{error:?}{error}"));
    }
    let printed = printed.concat();
    for canary in
        ["CANARY", "canary", "Канарейкина", "2012", STATE, NONCE, "AwMDAwMD", "eyJ", "c2Nob29s"]
    {
        assert!(!printed.contains(canary), "{canary} in {printed}");
    }
}
