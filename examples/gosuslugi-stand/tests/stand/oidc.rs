//! Goal: the stand is a gateway that a standard client signs in at, and each attack on the way
//! fails at one side or the other (T-09, T-10, T-11).
//!
//! Method: the gateway client of `esia-core` against the OpenID Connect face, by the robot and once
//! by the pages; then faults of the stand, and requests that no honest client makes.

use crate::diary::{ADDRESS, CLIENT, Diary, now, parameter};
use esia_core::account::{AccountKind, AccountLevel, Contour};
use esia_core::gateway::callback::{self, Callback, CallbackError};
use esia_core::gateway::client::{AccountClaims, Client, SignedFact};
use esia_core::gateway::issuer::Issuer;
use esia_core::gateway::keys::Keys;
use esia_core::gateway::pending::PendingSignIn;
use esia_core::gateway::provider::Provider;
use esia_core::gateway::sign_in::{Opening, SignIn};
use esia_core::gateway::token::{TokenError, TokenExchange};
use esia_core::gateway::verify::{UserinfoError, VerifiedSignIn, Verifier, VerifyError};
use esia_core::person::Person;
use esia_core::protocol::callback::CallbackError as Form;
use esia_core::protocol::client::{ClientId, RedirectUri, Scope};
use esia_core::protocol::http::{Reply, Request};
use esia_core::protocol::provider_error::ErrorWord;
use esia_core::secrets::Secret;
use gosuslugi_stand::{Client as Registered, Fault};
use serde_json::Value;
use std::sync::atomic::{AtomicU8, Ordering};

const OIDC_SECRET: &str = "oidc: secret %";

/// A stand with the diary registered at its face, and what the face says of itself.
struct School {
    diary: Diary,
    provider: Provider,
    keys: Keys,
    client: Client,
}

impl School {
    async fn open() -> Self {
        let diary = Diary::start().await;
        let registered = Registered::new(CLIENT)
            .with_redirect_uri(ADDRESS)
            .with_certificate(diary.certificate.clone())
            .with_oidc_secret(OIDC_SECRET);
        diary.stand.register(registered);
        let issuer = Issuer::parse(&diary.stand.oidc_issuer()).unwrap();
        let document = send(&diary, &Provider::request(&issuer).unwrap()).await;
        let provider = Provider::read(&issuer, &document).unwrap();
        let keys = Keys::read(&send(&diary, &provider.keys_request()).await).unwrap();
        Self { diary, provider, keys, client: client(CLIENT) }
    }

    fn begin(&self) -> SignIn {
        static NEXT: AtomicU8 = AtomicU8::new(1);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let opening = Opening::from_random([next; 16], [next; 16], [next; 32]);
        SignIn::begin(&self.client, &self.provider, opening, now()).unwrap()
    }

    /// The query with which a person comes back.
    fn come_back(&self, sign_in: &SignIn, person: &str) -> String {
        let back = self.diary.stand.oidc_callback_for(sign_in.url.as_str(), person).unwrap();
        query_of(&back)
    }

    async fn finish(&self, pending: PendingSignIn, query: &str) -> Result<VerifiedSignIn, End> {
        let callback = callback::read(&self.provider, pending, query).map_err(End::Callback)?;
        let Callback::Code(grant) = callback else { panic!("refused: {callback:?}") };
        let exchange = TokenExchange::begin(&self.client, grant);
        let reply = send(&self.diary, &exchange.request).await;
        let tokens = exchange.pending.read(&reply).map_err(End::Token)?;
        let verifier = Verifier::new(&self.client, &self.provider, &self.keys);
        verifier.verify(tokens, now()).map_err(End::Verify)
    }

    async fn sign_in(&self, person: &str) -> Result<VerifiedSignIn, End> {
        let sign_in = self.begin();
        let query = self.come_back(&sign_in, person);
        self.finish(sign_in.pending, &query).await
    }

    async fn person(&self, verified: &VerifiedSignIn) -> Result<Person, UserinfoError> {
        let request = verified.userinfo_request().unwrap();
        verified.read_userinfo(&send(&self.diary, &request).await)
    }

    /// The status and the error of a bare token request.
    async fn token(&self, form: &[(&str, &str)]) -> (u16, String) {
        let address = format!("{}/token", self.diary.stand.oidc_issuer());
        let answer = self.diary.http.post(address).form(form).send().await.unwrap();
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.unwrap();
        (status, body["error"].as_str().unwrap_or("").to_owned())
    }

    /// Where a bare authorization request leads, with one parameter replaced or left out.
    async fn authorize(&self, name: &str, value: Option<&str>) -> (u16, String) {
        let mut url = self.begin().url;
        let pairs: Vec<(String, String)> =
            url.query_pairs().into_owned().filter(|(key, _)| key != name).collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        if let Some(value) = value {
            url.query_pairs_mut().append_pair(name, value);
        }
        let answer = self.diary.http.get(url).send().await.unwrap();
        let to = answer.headers().get("location").map_or("", |to| to.to_str().unwrap());
        (answer.status().as_u16(), to.to_owned())
    }
}

/// How a sign-in ended badly.
#[derive(Debug, PartialEq)]
enum End {
    Callback(CallbackError),
    Token(TokenError),
    Verify(VerifyError),
}

fn client(id: &str) -> Client {
    Client::new(
        Contour::Simulated,
        ClientId::parse(id).unwrap(),
        RedirectUri::parse(ADDRESS).unwrap(),
        Scope::parse("openid profile snils").unwrap(),
    )
    .unwrap()
    .with_secret(Secret::new(OIDC_SECRET.to_owned()))
    .with_account_claims(
        AccountClaims::unknown()
            .with_child(SignedFact::text("account_kind", "child"))
            .with_confirmed(SignedFact::text("account_level", "confirmed")),
    )
    .with_snils_claim("snils")
}

async fn send(diary: &Diary, request: &Request) -> Reply {
    let method = request.method().as_str().parse().unwrap();
    let mut sent = diary.http.request(method, request.url().as_str());
    for (name, value) in request.headers() {
        sent = sent.header(*name, value);
    }
    let answer = sent.body(request.body().unwrap_or("").to_owned()).send().await.unwrap();
    let status = answer.status().as_u16();
    Reply::new(status, answer.bytes().await.unwrap().to_vec())
}

fn query_of(address: &str) -> String {
    address.split_once('?').unwrap().1.to_owned()
}

#[tokio::test]
async fn people_sign_in_with_kind_and_level_as_signed() {
    let school = School::open().await;
    for (person, kind, level) in [
        ("granted-pupil", AccountKind::Child, AccountLevel::Child),
        ("adult-pupil", AccountKind::SelfMade, AccountLevel::Confirmed),
        ("simplified-teen", AccountKind::SelfMade, AccountLevel::Simplified),
    ] {
        let verified = school.sign_in(person).await.unwrap();
        let account = verified.account();
        assert_eq!((account.kind(), account.level()), (kind, level), "{person}");
        assert_eq!(account.subject().issuer(), school.diary.stand.oidc_issuer());
        let known = families::people::person(person, now().date_naive()).unwrap();
        assert_eq!(account.subject().id().expose(), known.oid.to_string());
        let person = school.person(&verified).await.unwrap();
        assert_eq!(person.last_name.unwrap().expose(), known.last_name);
        assert_eq!(person.birth_date.unwrap().day(), Some(known.birth_date));
        assert_eq!(person.snils.unwrap().expose(), known.snils);
    }
}

/// Walks the pages up to the address that leads back to the face: the path and the cookie.
async fn walk_the_pages(school: &School, sign_in: &SignIn) -> (String, String) {
    let diary = &school.diary;
    let answer = diary.http.get(sign_in.url.clone()).send().await.unwrap();
    let path = answer.headers()["location"].to_str().unwrap().to_owned();
    let people = diary.open(&path, "").await;
    let csrf = people.csrf();
    let form = [("csrf", csrf.as_str()), ("person", "granted-pupil")];
    let chosen = diary.send(&path, &people.cookie, &form).await;
    let rights = diary.open(&chosen.location, &chosen.cookie).await;
    assert!(rights.body.contains("СНИЛС") && rights.body.contains("Дата рождения"));
    let csrf = rights.csrf();
    let form = [("csrf", csrf.as_str()), ("decision", "grant")];
    let inner = diary.send(&chosen.location, &chosen.cookie, &form).await;
    let path = inner.location.strip_prefix(diary.stand.base_url()).unwrap().to_owned();
    (path, chosen.cookie)
}

#[tokio::test]
async fn the_way_leads_over_the_stands_own_pages() {
    let school = School::open().await;
    let sign_in = school.begin();
    let (path, cookie) = walk_the_pages(&school, &sign_in).await;
    let back = school.diary.open(&path, &cookie).await;
    assert!(back.location.starts_with(ADDRESS), "{}", back.location);
    let verified = school.finish(sign_in.pending, &query_of(&back.location)).await.unwrap();
    assert_eq!(verified.account().kind(), AccountKind::Child);
    assert_eq!(school.diary.open(&path, &cookie).await.status, 400, "an address serves once");
}

#[tokio::test]
async fn another_browser_does_not_go_on_where_somebody_signed_in() {
    let school = School::open().await;
    let (path, _) = walk_the_pages(&school, &school.begin()).await;
    let (_, other) = walk_the_pages(&school, &school.begin()).await;
    for cookie in ["", "stand_session=nobody"] {
        let (path, _) = walk_the_pages(&school, &school.begin()).await;
        assert_eq!(school.diary.open(&path, cookie).await.status, 400);
    }
    // The same person in another browser is the same person.
    assert_eq!(school.diary.open(&path, &other).await.status, 303);
}

#[tokio::test]
async fn a_person_may_refuse_and_the_answer_names_its_issuer() {
    let school = School::open().await;
    let (diary, sign_in) = (&school.diary, school.begin());
    let answer = diary.http.get(sign_in.url.clone()).send().await.unwrap();
    let path = answer.headers()["location"].to_str().unwrap().to_owned();
    let people = diary.open(&path, "").await;
    let csrf = people.csrf();
    let form = [("csrf", csrf.as_str()), ("decision", "refuse")];
    let inner = diary.send(&path, &people.cookie, &form).await;
    let path = inner.location.strip_prefix(diary.stand.base_url()).unwrap().to_owned();
    let back = diary.open(&path, &people.cookie).await;
    assert_eq!(parameter(&back.location, "iss").unwrap(), diary.stand.oidc_issuer());
    let read = callback::read(&school.provider, sign_in.pending, &query_of(&back.location));
    assert!(matches!(read, Ok(Callback::Refused(ErrorWord::AccessDenied))));
}

#[tokio::test]
async fn forged_answers_are_refused_by_the_client() {
    let school = School::open().await;
    let verify = |error| Some(End::Verify(error));
    for (fault, expected) in [
        (Fault::AlgorithmNone, verify(VerifyError::NotSigned)),
        (Fault::AlgorithmHmac, verify(VerifyError::Algorithm)),
        (Fault::ForgedTokens, verify(VerifyError::Signature)),
        (Fault::ForeignNonce, verify(VerifyError::Nonce)),
        (Fault::WrongIssuer, verify(VerifyError::Issuer)),
        (Fault::WrongAudience, verify(VerifyError::Audience)),
        (Fault::ExpiredTokens, verify(VerifyError::Expired)),
        (Fault::WrongCallbackState, Some(End::Callback(CallbackError::Form(Form::WrongState)))),
    ] {
        school.diary.stand.faults().set(fault);
        assert_eq!(school.sign_in("granted-pupil").await.err(), expected, "{fault:?}");
        school.diary.stand.faults().clear();
        assert!(school.sign_in("granted-pupil").await.is_ok());
    }
    let verified = school.sign_in("granted-pupil").await.unwrap();
    school.diary.stand.faults().set(Fault::OtherSubject);
    assert_eq!(school.person(&verified).await, Err(UserinfoError::Subject));
}

#[tokio::test]
async fn a_code_of_somebody_else_brings_nothing() {
    let school = School::open().await;
    let (mine, theirs) = (school.begin(), school.begin());
    // The thief puts the victim's code into an answer to a sign-in of his own (T-11).
    let stolen = school.come_back(&theirs, "adult-pupil");
    let code = parameter(&format!("http://a.invalid/?{stolen}"), "code").unwrap();
    let issuer = school.diary.stand.oidc_issuer();
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("code", &code)
        .append_pair("state", mine.pending.state().expose())
        .append_pair("iss", &issuer)
        .finish();
    // PKCE: the verifier is not that of the code.
    let end = school.finish(mine.pending, &query).await.err();
    assert_eq!(end, Some(End::Token(TokenError::Provider(ErrorWord::InvalidGrant))));
    // The code is spent by the attempt.
    let end = school.finish(theirs.pending, &stolen).await.err();
    assert_eq!(end, Some(End::Token(TokenError::Provider(ErrorWord::InvalidGrant))));
}

#[tokio::test]
async fn a_code_serves_once_and_its_second_use_ends_the_first() {
    let school = School::open().await;
    let sign_in = school.begin();
    let query = school.come_back(&sign_in, "granted-pupil");
    let verified = school.finish(sign_in.pending.clone(), &query).await.unwrap();
    assert!(school.person(&verified).await.is_ok());
    let end = school.finish(sign_in.pending, &query).await.err();
    assert_eq!(end, Some(End::Token(TokenError::Provider(ErrorWord::InvalidGrant))));
    assert_eq!(school.person(&verified).await, Err(UserinfoError::Status { status: 401 }));
}

#[tokio::test]
async fn a_code_and_a_token_do_not_live_long() {
    let school = School::open().await;
    let sign_in = school.begin();
    let query = school.come_back(&sign_in, "granted-pupil");
    school.diary.stand.advance(chrono::TimeDelta::seconds(61));
    let end = school.finish(sign_in.pending, &query).await.err();
    assert_eq!(end, Some(End::Token(TokenError::Provider(ErrorWord::InvalidGrant))));

    let school = School::open().await;
    let verified = school.sign_in("granted-pupil").await.unwrap();
    school.diary.stand.advance(chrono::TimeDelta::seconds(601));
    assert_eq!(school.person(&verified).await, Err(UserinfoError::Status { status: 401 }));
}

#[tokio::test]
async fn a_request_that_is_not_whole_is_refused_before_anybody_signs_in() {
    let school = School::open().await;
    let (status, to) = school.authorize("nothing", None).await;
    assert!(status == 303 && to.starts_with("/login/"), "{to}");
    for (name, value, error) in [
        ("code_challenge", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("code_challenge_method", None, "invalid_request"),
        ("code_challenge", Some("short"), "invalid_request"),
        ("response_type", Some("token"), "unsupported_response_type"),
        ("scope", Some("profile"), "invalid_scope"),
        ("scope", Some("openid email"), "invalid_scope"),
        ("state", None, "invalid_request"),
    ] {
        let (_, to) = school.authorize(name, value).await;
        assert_eq!(parameter(&to, "error").as_deref(), Some(error), "{name}: {value:?}");
        assert_eq!(parameter(&to, "iss").unwrap(), school.diary.stand.oidc_issuer());
    }
    // An address or a client that is not known is never sent anything (T-11).
    for (name, value) in [
        ("redirect_uri", "http://evil.invalid/"),
        ("redirect_uri", "http://127.0.0.1:8080/login/callback/"),
        ("client_id", "NOBODY01"),
    ] {
        assert_eq!(school.authorize(name, Some(value)).await, (400, String::new()), "{value}");
    }
}

#[tokio::test]
async fn the_exchange_wants_the_secret_of_the_client_that_asked() {
    let school = School::open().await;
    let code = || {
        let sign_in = school.begin();
        let query = school.come_back(&sign_in, "granted-pupil");
        parameter(&format!("http://a.invalid/?{query}"), "code").unwrap()
    };
    let other = Registered::new("OTHER001").with_redirect_uri(ADDRESS).with_oidc_secret("b");
    school.diary.stand.register(other);
    // A client of the simulated ESIA alone has no business here.
    let esia_only = Registered::new("ESIA0001").with_redirect_uri(ADDRESS);
    school.diary.stand.register(esia_only);
    let grant = ("grant_type", "authorization_code");
    let back = ("redirect_uri", ADDRESS);
    for (id, secret, expected) in [
        (CLIENT, "wrong", (401, "invalid_client")),
        ("ESIA0001", "", (401, "invalid_client")),
        ("OTHER001", "b", (400, "invalid_grant")),
        (CLIENT, OIDC_SECRET, (400, "invalid_grant")),
    ] {
        let code = code();
        // The last one is right but for the missing verifier.
        let form = [grant, back, ("code", &code), ("client_id", id), ("client_secret", secret)];
        let (status, error) = school.token(&form).await;
        assert_eq!((status, error.as_str()), expected, "{id}");
    }
    let form = [("grant_type", "password"), ("client_id", CLIENT), ("client_secret", OIDC_SECRET)];
    assert_eq!(school.token(&form).await, (400, "unsupported_grant_type".to_owned()));
}
