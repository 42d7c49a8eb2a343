//! Goal: the client of `esia-core` gets through, and refuses every forged answer.
//!
//! Method: its whole way to verified tokens, with the stand as the far side and `reqwest` between.

use crate::diary::{ADDRESS, CLIENT, Diary, hash, key_pair, now};
use esia_core::account::{AccountKind, AccountLevel, Contour};
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::{self, Callback};
use esia_core::protocol::client::{AccessType, Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::{Endpoints, Issuers};
use esia_core::protocol::error_code::{Advice, EsiaCode};
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::http::{Reply, Request};
use esia_core::protocol::key_set::KeySet;
use esia_core::protocol::nonce::Nonce;
use esia_core::protocol::pkce::{Pkce, PkceHash, PkceMethod};
use esia_core::protocol::signer::TestSigner;
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::{TokenError, TokenExchange};
use esia_core::protocol::verify::{VerifiedTokens, Verifier, VerifyError};
use gosuslugi_stand::{Fault, Pkce as Demand, Place};
use std::sync::atomic::{AtomicU64, Ordering};

/// How a sign-in ended.
#[derive(Debug)]
enum End {
    In(Box<VerifiedTokens>),
    Token(TokenError),
    Verify(VerifyError),
}

fn client(diary: &Diary) -> Client {
    let scope = "openid fullname birthdate gender snils birth_cert_doc";
    let endpoints = Endpoints::at(diary.stand.base_url()).unwrap();
    Client::new(
        ClientId::parse(CLIENT).unwrap(),
        RedirectUri::parse(ADDRESS).unwrap(),
        Scope::parse(scope).unwrap(),
        endpoints,
    )
    .unwrap()
    .with_access_type(AccessType::Offline)
}

fn random<const N: usize>() -> [u8; N] {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed).to_le_bytes();
    core::array::from_fn(|i| number.get(i).copied().unwrap_or(0))
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

async fn sign_in(diary: &Diary, person: &str, method: PkceMethod) -> End {
    let client = client(diary);
    let (key, certificate) = key_pair(7);
    let fingerprint = CertificateFingerprint::of_der(&certificate);
    assert_eq!(fingerprint.to_string(), hash(&certificate));
    let signer = TestSigner::new(key, fingerprint, random);
    let opening = Opening::new(CsrfState::from_random(random()))
        .with_pkce(Pkce::from_random(random(), method))
        .with_nonce(Nonce::from_random(random()));
    let begun = Authorization::begin(&client, &signer, opening, now()).unwrap();

    let back = diary.stand.callback_for(begun.url.as_str(), person).unwrap();
    let query = back.split_once('?').unwrap().1;
    let Callback::Code(grant) = callback::read(begun.pending, query).unwrap() else {
        panic!("refused");
    };
    let state = CsrfState::from_random(random());
    let exchange = TokenExchange::begin(&client, &signer, grant, state, now()).unwrap();
    let reply = send(diary, &exchange.request).await;
    let tokens = match exchange.pending.read(&reply) {
        Ok(tokens) => tokens,
        Err(error) => return End::Token(error),
    };
    let mut keys = KeySet::new();
    keys.add_certificate_der(diary.stand.certificate_der()).unwrap();
    let issuers = Issuers::new([diary.stand.issuer().to_owned()]);
    let verifier = Verifier::new(Contour::Simulated, issuers, client.client_id().clone(), keys);
    match verifier.verify(tokens, now()) {
        Ok(checked) => End::In(Box::new(checked)),
        Err(error) => End::Verify(error),
    }
}

#[tokio::test]
async fn the_library_signs_everybody_in_with_each_pkce_method() {
    let diary = Diary::start_with(Demand::Required).await;
    let cases = [
        ("granted-pupil", AccountKind::Child, AccountLevel::Child),
        ("adult-pupil", AccountKind::SelfMade, AccountLevel::Confirmed),
        ("simplified-teen", AccountKind::SelfMade, AccountLevel::Simplified),
        ("adult-child-account", AccountKind::Child, AccountLevel::Child),
    ];
    let streebog = |name: &str| PkceMethod::new(name.into(), PkceHash::Streebog256);
    for method in [PkceMethod::s256(), streebog("St256"), streebog("GOST3411")] {
        for (person, kind, level) in cases {
            let end = sign_in(&diary, person, method.clone()).await;
            let End::In(verified) = end else { panic!("{person}: {end:?}") };
            assert_eq!(
                (verified.id.account().kind(), verified.id.account().level()),
                (kind, level),
                "{person}"
            );
            assert_eq!(verified.id.account().subject().issuer(), diary.stand.issuer());
            assert!(verified.access.grants("snils") && !verified.access.grants("kid_snils"));
        }
    }
}

#[tokio::test]
async fn the_library_refuses_every_forged_token() {
    let diary = Diary::start().await;
    // `None`: the signature itself is refused, before any claim is read.
    for (fault, expected) in [
        (Fault::AlgorithmNone, None),
        (Fault::AlgorithmHmac, None),
        (Fault::ForgedTokens, None),
        (Fault::UnknownCertificate, None),
        (Fault::ExpiredTokens, Some(VerifyError::Expired)),
        (Fault::WrongIssuer, Some(VerifyError::Issuer)),
        (Fault::WrongAudience, Some(VerifyError::Audience)),
        (Fault::OtherSubject, Some(VerifyError::Subject)),
        (Fault::ForeignNonce, Some(VerifyError::Nonce)),
    ] {
        diary.stand.faults().clear();
        diary.stand.faults().set(fault);
        let end = sign_in(&diary, "granted-pupil", PkceMethod::s256()).await;
        let End::Verify(error) = end else { panic!("{fault:?}: {end:?}") };
        match expected {
            Some(expected) => assert_eq!(error, expected, "{fault:?}"),
            None => assert!(matches!(error, VerifyError::Jws(_)), "{fault:?}: {error:?}"),
        }
    }
}

#[tokio::test]
async fn the_library_refuses_bad_answers_of_the_token_endpoint() {
    let diary = Diary::start().await;
    let with = async |fault| {
        diary.stand.faults().clear();
        diary.stand.faults().set(fault);
        match sign_in(&diary, "granted-pupil", PkceMethod::s256()).await {
            End::Token(error) => error,
            end @ (End::In(_) | End::Verify(_)) => panic!("{fault:?}: {end:?}"),
        }
    };
    assert_eq!(with(Fault::WrongState).await, TokenError::WrongState);
    assert!(matches!(
        with(Fault::Garbage { at: Place::Token }).await,
        TokenError::Json { status: 200, .. }
    ));
    let down = with(Fault::Down { at: Place::Token }).await;
    assert!(matches!(down, TokenError::Json { status: 503, .. }), "{down:?}");
    let code = EsiaCode::leading("ESIA-007008").unwrap();
    let refused = with(Fault::Refuse { at: Place::Token, code }).await;
    let TokenError::Provider(error) = refused else { panic!("{refused:?}") };
    assert_eq!(error.code(), Some(code));
}

#[tokio::test]
async fn the_library_knows_a_person_s_refusal() {
    let diary = Diary::start().await;
    let (key, certificate) = key_pair(7);
    let signer = TestSigner::new(key, CertificateFingerprint::of_der(&certificate), random);
    let opening = Opening::new(CsrfState::from_random(random()));
    let begun = Authorization::begin(&client(&diary), &signer, opening, now()).unwrap();
    let back = diary.stand.refusal_for(begun.url.as_str()).unwrap();
    match callback::read(begun.pending, back.split_once('?').unwrap().1).unwrap() {
        Callback::Refused(error) => assert_eq!(error.advice(), Advice::UserDenied),
        Callback::Code(_) => panic!("a code"),
    }
}
