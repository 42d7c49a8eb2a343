//! The lenient mode: each relaxation by its name, and none of them for a strict client.

use crate::diary::{CLIENT, Diary, Fields, parameter, upper_hex};
use crate::openssl::OpenSsl;
use gosuslugi_stand::{Client, Config, Relaxation};
use sha2::{Digest as _, Sha256};

async fn lenient() -> Diary {
    Diary::start_as(Config::default(), Client::with_insecure_relaxed_checks).await
}

/// Whether a code request is accepted, and what had to be let pass for it.
fn outcome(diary: &Diary, fields: &Fields) -> (bool, Vec<Relaxation>) {
    let answer = diary.stand.callback_for(&diary.code_request(fields), "adult-pupil");
    (answer.is_ok(), diary.stand.relaxations_of(CLIENT))
}

#[tokio::test]
async fn what_follows_the_rules_needs_no_relaxation() {
    let diary = lenient().await;
    assert_eq!(outcome(&diary, &diary.fields()), (true, vec![]));
    diary.tokens_for("adult-pupil").await;
    assert_eq!(diary.stand.relaxations_of(CLIENT), []);
}

#[tokio::test]
async fn a_loose_hash_passes_by_its_name() {
    let strict = Diary::start().await;
    let sha = upper_hex(&Sha256::digest(&strict.certificate));
    let right = strict.fields().hash;
    for hash in [right.to_lowercase(), sha.clone(), sha.to_lowercase()] {
        let diary = lenient().await;
        let fields = Fields { hash: hash.clone(), ..diary.fields() };
        assert_eq!(outcome(&diary, &fields), (true, vec![Relaxation::LooseCertificateHash]));
        let fields = Fields { hash, ..strict.fields() };
        assert_eq!(outcome(&strict, &fields), (false, vec![]));
    }
    let diary = lenient().await;
    let fields = Fields { without: "client_certificate_hash", ..diary.fields() };
    assert_eq!(outcome(&diary, &fields), (true, vec![Relaxation::LooseCertificateHash]));
    // Another certificate's hash is never let pass.
    let (_, other) = crate::diary::key_pair(8);
    let fields = Fields { hash: crate::diary::hash(&other), ..diary.fields() };
    assert!(!outcome(&diary, &fields).0);
}

#[tokio::test]
async fn the_old_text_passes_at_the_current_addresses_by_its_name() {
    for (diary, expected) in [
        (lenient().await, (true, vec![Relaxation::OldText])),
        (Diary::start().await, (false, vec![])),
    ] {
        let fields = diary.fields();
        let Fields { client_id, scope, timestamp, state, .. } = &fields;
        let text = Some(format!("{scope}{timestamp}{client_id}{state}"));
        assert_eq!(outcome(&diary, &Fields { text, ..fields.clone() }), expected);
    }
    // A text that is neither is refused in any mode.
    let diary = lenient().await;
    let fields = Fields { text: Some("neither".into()), ..diary.fields() };
    assert!(!outcome(&diary, &fields).0);
}

#[tokio::test]
async fn a_loose_and_a_repeated_state_pass_by_their_names() {
    let diary = lenient().await;
    let fields = Fields { state: "1".into(), ..diary.fields() };
    assert_eq!(outcome(&diary, &fields), (true, vec![Relaxation::LooseState]));
    let diary = lenient().await;
    let fields = diary.fields();
    let back = diary.stand.callback_for(&diary.code_request(&fields), "adult-pupil").unwrap();
    let exchange = Fields { code: parameter(&back, "code").unwrap(), ..fields };
    assert_eq!(diary.post(&diary.form(&exchange)).await.0, 200);
    assert_eq!(diary.stand.relaxations_of(CLIENT), [Relaxation::RepeatedState]);
}

#[tokio::test]
async fn containers_of_rsa_with_the_text_inside_pass_by_their_names() {
    let openssl = OpenSsl::rsa();
    let certificate = openssl.certificate();
    let diary = Diary::start_as(Config::default(), |client| {
        client.with_certificate(certificate).with_insecure_relaxed_checks()
    })
    .await;
    let fields = Fields { hash: openssl.hash(), ..diary.fields() };
    let Fields { client_id, scope, timestamp, state, redirect_uri, .. } = &fields;
    let text = format!("{client_id}{scope}{timestamp}{state}{redirect_uri}");
    for enclosed in ["other", &text] {
        let secret = Some(openssl.container(enclosed, "-md sha256 -nodetach"));
        let is_right = enclosed == text;
        assert_eq!(outcome(&diary, &Fields { secret, ..fields.clone() }).0, is_right);
    }
    assert_eq!(
        diary.stand.relaxations_of(CLIENT),
        [Relaxation::RsaSignature, Relaxation::EnclosedText, Relaxation::ContainerAtCurrent]
    );
}

#[test]
fn every_relaxation_has_a_name_of_its_own_that_the_readme_lists() {
    let readme = include_str!("../../README.md");
    let names: std::collections::BTreeSet<_> = Relaxation::ALL.iter().map(|it| it.name()).collect();
    assert_eq!(names.len(), 7);
    for name in names {
        assert!(readme.contains(&format!("| `{name}` |")), "{name}");
    }
}
