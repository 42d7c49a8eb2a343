//! Goal: each error case of the instructions that the sign-in itself answers is a test by its rule
//! (rules.md 2, at the end), and so is each open question that the decision settles.
//!
//! Method: three people for whom the diary opens, each with the one fact that the rule speaks of
//! changed. What is shown is held against the instruction itself, not against our catalogue. The
//! cases of the card, the account and the code are tests of consent-model.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use chrono::NaiveDate;
use esia_core::access::{
    ConsentFact, ConsentState, Epoch, Facts, LinkedParents, Lookup, Policy, decide,
};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::message::Piece;
use esia_core::record::RecordId;

const INSTRUCTION: &str = include_str!("../../docs/sources/000.txt");

/// whatever the mistake in the school's record, the person is told the same.
#[test]
fn r_07_a_minor_without_a_record_reads_the_words_of_the_instruction() {
    for facts in [child(), teen()] {
        for lookup in [Lookup::NotFound, Lookup::Ambiguous, Lookup::Conflict] {
            let (row, text) = shown(&Facts { lookup, ..facts.clone() });
            assert_eq!(row, "D-07");
            let (before, _) = text.split_once("форму обратной связи").unwrap();
            assert!(INSTRUCTION.lines().nth(14).unwrap().contains(before), "{text}");
            assert!(before.contains("попросите родителей"), "{text}");
        }
    }
}

#[test]
fn r_15_an_adult_without_a_record_reads_the_words_of_the_instruction() {
    let (row, text) = shown(&Facts { lookup: Lookup::NotFound, ..adult() });
    assert_eq!(row, "D-08");
    let (before, _) = text.split_once("форму обратной связи").unwrap();
    assert!(INSTRUCTION.lines().nth(28).unwrap().contains(before), "{text}");
    assert!(!before.contains("родител"), "{text}");
}

/// both lines, and a request goes out.
#[test]
fn r_10_a_minor_without_consent_reads_the_words_of_the_instruction() {
    for facts in [child(), teen()] {
        let facts = with_consent(facts, ConsentState::None);
        let (row, text) = shown(&facts);
        assert_eq!(row, "D-11");
        let (first, second) = text.split_once('\n').unwrap();
        assert!(INSTRUCTION.lines().nth(18).unwrap().contains(&format!("«{first}»")), "{text}");
        assert_eq!(INSTRUCTION.lines().nth(19).unwrap().trim(), second);
        assert!(decide(&facts, &Policy::default(), today()).request_consent());
    }
}

#[test]
fn r_16_an_adult_without_consent_reads_the_words_of_the_instruction() {
    let (row, text) = shown(&with_consent(adult(), ConsentState::None));
    assert_eq!(row, "D-12");
    assert!(INSTRUCTION.lines().nth(32).unwrap().contains(&format!("«{text}»")), "{text}");
}

/// once given, the consent is not asked for again.
#[test]
fn r_14_an_adult_whose_own_consent_is_in_force_is_asked_nothing() {
    let facts = adult();
    let decision = decide(&facts, &Policy::default(), today());
    assert_eq!((decision.row().id.as_str(), decision.request_consent()), ("D-14", false));
}

#[test]
fn r_17_a_teen_with_an_account_of_their_own_is_linked_before_anybody_is_asked() {
    let unlinked = Facts {
        linked_parents: LinkedParents::Known(0),
        ..with_consent(teen(), ConsentState::None)
    };
    let (row, text) = shown(&unlinked);
    assert_eq!(row, "D-09");
    assert!(text.contains("«Привязать»"), "{text}");
    // A child's account was made by a parent, and is linked from the start.
    assert_eq!(shown(&Facts { account: child().account, ..unlinked }).0, "D-11");
}

/// the text holds the way to the appeal; its target is not of the text.
#[test]
fn r_75_the_text_of_a_missing_record_leads_to_the_appeal() {
    for facts in [child(), adult()] {
        let facts = Facts { lookup: Lookup::NotFound, ..facts };
        let decision = decide(&facts, &Policy::default(), today());
        let pieces = decision.message().unwrap().pieces();
        assert_eq!(pieces.last(), Some(&Piece::AppealLink("форму обратной связи")));
    }
}

/// R-78, T-16: the record is asked for before the consent, and each has its own answer.
#[test]
fn r_78_a_missing_record_and_a_missing_consent_are_two_answers() {
    let neither = with_consent(Facts { lookup: Lookup::NotFound, ..child() }, ConsentState::None);
    assert_eq!(shown(&neither).0, "D-07");
    assert_eq!(shown(&Facts { lookup: child().lookup, ..neither.clone() }).0, "D-11");
    assert_eq!(shown(&Facts { consent: child().consent, ..neither }).0, "D-07");
}

/// T-16, I-25: nobody learns why the register has no answer, or why a consent is missing.
#[test]
fn t_16_the_text_tells_no_cause() {
    let lookups = [Lookup::NotFound, Lookup::Ambiguous, Lookup::Conflict];
    let mut texts: Vec<_> = lookups.map(|lookup| shown(&Facts { lookup, ..child() })).into();
    texts.dedup();
    assert_eq!(texts.len(), 1);
    let states = [ConsentState::None, ConsentState::Declined, ConsentState::Contested];
    let mut texts: Vec<_> = states.map(|state| shown(&with_consent(child(), state))).into();
    texts.dedup();
    assert_eq!(texts.len(), 1);
}

/// T-21: what is not known lets nobody in, and accuses nobody.
#[test]
fn t_21_a_service_that_is_down_lets_nobody_in() {
    for facts in [child(), teen(), adult()] {
        let down = Facts { lookup: Lookup::Unavailable, ..facts.clone() };
        assert_eq!(shown(&down).0, "D-06");
        assert_eq!(shown(&with_consent(facts, ConsentState::Unknown)).0, "D-10");
    }
}

#[test]
fn q_24_a_parents_consent_does_not_outlive_childhood() {
    let (row, text) = shown(&with_consent(adult(), ConsentState::GrantedByParent));
    assert_eq!(row, "D-13");
    assert!(text.starts_with("Для входа в дневник необходимо согласие."), "{text}");
}

/// both kinds of account are accepted at 15, and a parent's consent opens.
#[test]
fn q_01_a_teen_may_have_either_kind_of_account() {
    let facts = teen();
    assert_eq!(decide(&facts, &Policy::default(), today()).row().id.as_str(), "D-14");
    let facts = Facts { account: child().account, ..facts };
    assert_eq!(decide(&facts, &Policy::default(), today()).row().id.as_str(), "D-14");
}

fn shown(facts: &Facts) -> (&'static str, &'static str) {
    let decision = decide(facts, &Policy::default(), today());
    let Some(message) = decision.message() else { panic!("the diary opened: {facts:?}") };
    (decision.row().id.as_str(), message.text())
}

fn child() -> Facts {
    facts(AccountKind::Child, AccountLevel::Child, 2014, ConsentState::GrantedByParent)
}

fn teen() -> Facts {
    facts(AccountKind::SelfMade, AccountLevel::Confirmed, 2011, ConsentState::GrantedByParent)
}

fn adult() -> Facts {
    facts(AccountKind::SelfMade, AccountLevel::Confirmed, 2007, ConsentState::GrantedBySelf)
}

fn facts(kind: AccountKind, level: AccountLevel, year: i32, state: ConsentState) -> Facts {
    let id = SubjectId::new("7".into());
    let subject = Subject::new(Contour::Simulated, "http://stand/".into(), id);
    Facts {
        account: Some(Account::from_verified(subject, kind, level)),
        birth_date: NaiveDate::from_ymd_opt(year, 3, 5),
        emancipated: false,
        lookup: Lookup::Found(RecordId::new("J5".into())),
        linked_parents: LinkedParents::Known(1),
        consent: ConsentFact { state, epoch: Epoch(0) },
    }
}

fn with_consent(facts: Facts, state: ConsentState) -> Facts {
    Facts { consent: ConsentFact { state, epoch: Epoch(0) }, ..facts }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}
