//! Goal: material of one contour never counts in another (T-10).
//! Method: every kind of material, moved into a contour that is not its own; the same material at
//! home stands beside it.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, FixedOffset};
use esia_core::account::{Contour, Subject, SubjectId};
use esia_core::protocol::client::ClientId;
use esia_core::protocol::contour::{ContourError, Material};
use esia_core::protocol::endpoints::{DEMO_ISSUER, Endpoints, Issuers, TEST_ISSUER};
use esia_core::protocol::key_set::KeySet;
use esia_core::protocol::refresh::RefreshedTokens;
use esia_core::protocol::token::{AccessToken, IdToken, Tokens};
use esia_core::protocol::verify::{Verifier, VerifyError};

fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap()
}

fn issuers(contour: Contour) -> Issuers {
    Issuers::in_contour(contour, ["http://esia.test.example/".to_owned()]).unwrap()
}

fn verifier(contour: Contour, issuers: Issuers, keys: KeySet) -> Verifier {
    Verifier::new(contour, issuers, ClientId::parse("ELSH01721").unwrap(), keys)
}

fn error(material: Material, found: Contour, expected: Contour) -> ContourError {
    ContourError { material, found, expected }
}

/// T-10.
#[test]
fn keys_and_issuers_of_another_contour_are_refused_at_start_and_at_each_token() {
    let (good, other) = (Contour::Production, Contour::Test);
    for (keys, names, expected) in [
        (good, good, Ok(())),
        (other, good, Err(error(Material::Keys, other, good))),
        (good, other, Err(error(Material::Issuers, other, good))),
        (Contour::Simulated, good, Err(error(Material::Keys, Contour::Simulated, good))),
        (Contour::Demo, Contour::Demo, Err(error(Material::Keys, Contour::Demo, good))),
    ] {
        let verifier = verifier(good, issuers(names), KeySet::in_contour(keys));
        assert_eq!(verifier.check_contours(), expected);
        let id = verifier.verify_id_token(&IdToken::new("a.b.c".to_owned()), None, at());
        let access = verifier.verify_access_token(
            AccessToken::new("a.b.c".to_owned()),
            &SubjectId::new("17".to_owned()),
            at(),
        );
        let refusals = [id.unwrap_err(), access.unwrap_err()];
        match expected {
            Ok(()) => assert!(refusals.iter().all(|found| matches!(found, VerifyError::Jws(_)))),
            Err(expected) => assert_eq!(refusals, [VerifyError::Contour(expected); 2]),
        }
    }
}

#[test]
fn what_says_nothing_of_its_contour_is_of_a_stand_of_ones_own() {
    assert_eq!(KeySet::new().contour(), Contour::Simulated);
    assert_eq!(KeySet::default().contour(), Contour::Simulated);
    assert_eq!(Issuers::new([]).contour(), Contour::Simulated);
    assert_eq!(Endpoints::at("https://esia.example").unwrap().contour(), Contour::Simulated);
    assert_eq!(Issuers::production().contour(), Contour::Production);
    assert_eq!(Issuers::test().contour(), Contour::Test);
    assert_eq!(Issuers::demo().contour(), Contour::Demo);
}

#[test]
fn production_takes_no_issuer_of_a_test_stand() {
    let refused = |issuer: &str, contour| {
        Issuers::in_contour(contour, [issuer.to_owned()]).map(|issuers| issuers.contour())
    };
    let production = Contour::Production;
    let expected = error(Material::Issuers, Contour::Test, production);
    assert_eq!(refused(TEST_ISSUER, production), Err(expected));
    let expected = error(Material::Issuers, Contour::Demo, production);
    assert_eq!(refused(DEMO_ISSUER, production), Err(expected));
    assert_eq!(refused(TEST_ISSUER, Contour::Test), Ok(Contour::Test));
    // The test stand has signed in the name of production.
    assert_eq!(refused("http://esia.gosuslugi.ru/", Contour::Test), Ok(Contour::Test));
}

#[test]
fn the_hosts_of_esia_keep_their_contour_and_a_proxy_is_given_one() {
    let production = Endpoints::production().unwrap();
    assert_eq!(production.contour(), Contour::Production);
    assert_eq!(Endpoints::test().unwrap().contour(), Contour::Test);
    let demo = Endpoints::at("https://esia-demo.test.gosuslugi.ru").unwrap();
    assert_eq!(demo.contour(), Contour::Demo);
    for contour in [Contour::Test, Contour::Demo, Contour::Simulated] {
        let refused = production.clone().in_contour(contour).unwrap_err();
        assert_eq!(refused, error(Material::Endpoints, Contour::Production, contour));
    }
    let test = Endpoints::test().unwrap().in_contour(Contour::Production);
    let expected = error(Material::Endpoints, Contour::Test, Contour::Production);
    assert_eq!(test.unwrap_err(), expected);
    let proxy = Endpoints::at("https://proxy.example").unwrap();
    let proxy = proxy.in_contour(Contour::Production).unwrap();
    assert_eq!(proxy.contour(), Contour::Production);
}

#[test]
fn tokens_and_accounts_of_another_contour_are_refused() {
    let verifier = verifier(
        Contour::Production,
        issuers(Contour::Production),
        KeySet::in_contour(Contour::Production),
    );
    let token = || "a.b.c".to_owned();
    let tokens = |contour| Tokens {
        access_token: AccessToken::new(token()),
        id_token: IdToken::new(token()),
        refresh_token: None,
        expires_in_seconds: None,
        nonce: None,
        contour,
    };
    let refused = verifier.verify(tokens(Contour::Test), at()).unwrap_err();
    let expected = error(Material::Tokens, Contour::Test, Contour::Production);
    assert_eq!(refused, VerifyError::Contour(expected));
    let at_home = verifier.verify(tokens(Contour::Production), at()).unwrap_err();
    assert!(matches!(at_home, VerifyError::Jws(_)));

    let refreshed = |tokens, account| {
        let refreshed = RefreshedTokens {
            access_token: AccessToken::new(token()),
            id_token: None,
            refresh_token: None,
            expires_in_seconds: None,
            contour: tokens,
        };
        let id = SubjectId::new("17".to_owned());
        let account = Subject::new(account, "http://esia.test.example/".to_owned(), id);
        verifier.verify_refreshed(refreshed, &account, at()).unwrap_err()
    };
    let production = Contour::Production;
    let expected = error(Material::Tokens, Contour::Demo, production);
    assert_eq!(refreshed(Contour::Demo, production), VerifyError::Contour(expected));
    let expected = error(Material::Account, Contour::Test, production);
    assert_eq!(refreshed(production, Contour::Test), VerifyError::Contour(expected));
    assert!(matches!(refreshed(production, production), VerifyError::Jws(_)));
}

#[test]
fn a_subject_of_one_contour_is_no_subject_of_another() {
    let subject = |contour| {
        Subject::new(contour, "http://esia.gosuslugi.ru/".into(), SubjectId::new("17".into()))
    };
    for (position, one) in Contour::ALL.into_iter().enumerate() {
        for (other_position, other) in Contour::ALL.into_iter().enumerate() {
            assert_eq!(subject(one) == subject(other), position == other_position);
        }
    }
}

#[test]
fn a_mix_up_is_told_in_words() {
    let text = error(Material::Keys, Contour::Test, Contour::Production).to_string();
    assert_eq!(text, "keys of the contour test, where those of production belong");
}
