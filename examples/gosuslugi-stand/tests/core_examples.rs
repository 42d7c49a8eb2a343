//! Goal: the examples of `esia-core` do what they show.
//!
//! Method: the very files of its folder `examples`, run against this stand, which plays the person
//! too. They cannot be run from `esia-core` itself, which depends on nothing of ours.

#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::duplicate_mod, reason = "each example brings what it shares with the others")]

#[path = "../../../esia-core/examples/sign_in_blocking.rs"]
#[expect(dead_code, reason = "its main() talks to a person on a terminal")]
mod sign_in_blocking;
#[path = "../../../esia-core/examples/sign_in_gateway.rs"]
#[expect(dead_code, reason = "its main() talks to a person on a terminal")]
mod sign_in_gateway;
#[path = "../../../esia-core/examples/sign_in_reqwest.rs"]
#[expect(dead_code, reason = "its main() talks to a person on a terminal")]
mod sign_in_reqwest;

use chrono::DateTime;
use esia_core::account::{Account, AccountKind, AccountLevel};
use esia_core::person::Person;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::gost::{SigningKey, certificate};
use esia_core::protocol::signer::TestSigner;
use esia_core::secrets::Secret;
use gosuslugi_stand::{Client, Stand};

const PUPIL: &str = "granted-pupil";

/// A stand that knows the diary of the examples, and the diary's signer.
async fn stand() -> (Stand, TestSigner<fn() -> [u8; 32]>) {
    let key = SigningKey::from_bytes([7; 32]).unwrap();
    let day = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
    let (from, until) = (day("2026-01-01T00:00:00Z"), day("2046-01-01T00:00:00Z"));
    let der = certificate::self_signed(&key, "Школа № 1", from, until, [7; 32]).unwrap();
    let stand = Stand::start().await.unwrap();
    let entropy: fn() -> [u8; 32] = || [9; 32];
    let signer = TestSigner::new(key, CertificateFingerprint::of_der(&der), entropy);
    stand.register(
        Client::new("ELSH01721")
            .with_certificate(der)
            .with_redirect_uri("http://127.0.0.1:8080/login/callback")
            .with_oidc_secret("a secret"),
    );
    (stand, signer)
}

fn is_the_pupil((account, person): &(Account, Person)) {
    assert_eq!((account.kind(), account.level()), (AccountKind::Child, AccountLevel::Child));
    assert!(person.last_name.is_some() && person.snils.is_some());
    assert!(person.birth_date.as_ref().unwrap().day().is_some());
}

#[tokio::test]
async fn the_sign_in_with_reqwest_goes_through() {
    let (stand, signer) = stand().await;
    let person = |url: &url::Url| stand.callback_for(url.as_str(), PUPIL).unwrap();
    let result = sign_in_reqwest::sign_in(stand.base_url(), &signer, person).await.unwrap();
    is_the_pupil(&result);
    assert!(!result.1.documents.is_empty());

    let refusal = |url: &url::Url| stand.refusal_for(url.as_str()).unwrap();
    let refused = sign_in_reqwest::sign_in(stand.base_url(), &signer, refusal).await;
    assert_eq!(refused.unwrap_err().to_string(), "refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sign_in_with_a_blocking_client_goes_through() {
    let (stand, signer) = stand().await;
    tokio::task::block_in_place(|| {
        let person = |url: &url::Url| stand.callback_for(url.as_str(), PUPIL).unwrap();
        let result = sign_in_blocking::sign_in(stand.base_url(), &signer, person).unwrap();
        is_the_pupil(&result);
        assert!(!result.1.documents.is_empty());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sign_in_through_a_gateway_goes_through() {
    let (stand, _) = stand().await;
    tokio::task::block_in_place(|| {
        let person = |url: &url::Url| stand.oidc_callback_for(url.as_str(), PUPIL).unwrap();
        let secret = |text: &str| Secret::new(text.to_owned());
        let issuer = stand.oidc_issuer();
        let result =
            sign_in_gateway::sign_in(&issuer, "ELSH01721", secret("a secret"), person).unwrap();
        is_the_pupil(&result);

        let wrong = sign_in_gateway::sign_in(&issuer, "ELSH01721", secret("guessed"), person);
        assert!(wrong.unwrap_err().to_string().contains("InvalidClient"));
    });
}
