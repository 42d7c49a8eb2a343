//! Goal: a login opens from an entry alone and is over once its subject, record or epoch changed.
//!
//! Method: one adult for whom the diary opens; a stored login that differs in one thing at a time.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use chrono::NaiveDate;
use esia_core::access::{
    Changed, ConsentFact, ConsentState, Decision, Entry, Epoch, Facts, LinkedParents, Login,
    Lookup, Policy, decide,
};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::record::RecordId;

#[test]
fn a_login_names_the_subject_the_record_the_epoch_and_the_day() {
    let facts = facts();
    let login = Login::open(entry(&facts));
    assert_eq!(login.subject(), &subject());
    assert_eq!(login.record(), &RecordId::new("J1".into()));
    assert_eq!(login.epoch(), Epoch(3));
    assert_eq!(login.day(), day(2026, 11, 22));
}

#[test]
fn a_login_goes_on_while_nothing_changed() {
    let facts = facts();
    let resumed =
        Login::resume(entry(&facts), &subject(), &RecordId::new("J1".into()), Epoch(3)).unwrap();
    assert_eq!(resumed, Login::open(entry(&facts)));
}

/// I-02.
#[test]
fn a_login_of_another_account_is_over() {
    let facts = facts();
    let record = RecordId::new("J1".into());
    let id = || SubjectId::new("1".into());
    for other in [
        Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("2".into())),
        Subject::new(Contour::Simulated, "http://other/".into(), id()),
        Subject::new(Contour::Test, "http://stand/".into(), id()),
    ] {
        let resumed = Login::resume(entry(&facts), &other, &record, Epoch(3));
        assert_eq!(resumed, Err(Changed::Subject));
    }
}

/// I-02.
#[test]
fn a_login_to_another_record_is_over() {
    let facts = facts();
    let resumed = Login::resume(entry(&facts), &subject(), &RecordId::new("J2".into()), Epoch(3));
    assert_eq!(resumed, Err(Changed::Record));
}

/// T-08, I-13.
#[test]
fn a_login_of_another_epoch_is_over_even_if_a_new_consent_is_in_force() {
    let facts = facts();
    for stored in [Epoch(2), Epoch(4)] {
        let resumed = Login::resume(entry(&facts), &subject(), &RecordId::new("J1".into()), stored);
        assert_eq!(resumed, Err(Changed::Epoch));
    }
}

#[test]
fn somebody_else_is_named_before_another_record_or_epoch_is() {
    let facts = facts();
    let other =
        Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("2".into()));
    let record = RecordId::new("J2".into());
    assert_eq!(Login::resume(entry(&facts), &other, &record, Epoch(9)), Err(Changed::Subject));
    assert_eq!(Login::resume(entry(&facts), &subject(), &record, Epoch(9)), Err(Changed::Record));
}

/// Twenty years old, with an own consent in force.
fn facts() -> Facts {
    let (kind, level) = (AccountKind::SelfMade, AccountLevel::Confirmed);
    Facts {
        account: Some(Account::from_verified(subject(), kind, level)),
        birth_date: Some(day(2006, 5, 5)),
        emancipated: false,
        lookup: Lookup::Found(RecordId::new("J1".into())),
        linked_parents: LinkedParents::Unknown,
        consent: ConsentFact { state: ConsentState::GrantedBySelf, epoch: Epoch(3) },
    }
}

#[track_caller]
fn entry(facts: &Facts) -> Entry<'_> {
    let Decision::Allow(entry) = decide(facts, &Policy::default(), day(2026, 11, 22)) else {
        panic!("no entry")
    };
    entry
}

fn subject() -> Subject {
    Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("1".into()))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
