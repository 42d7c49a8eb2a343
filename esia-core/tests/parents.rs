//! Goal: the parent's side, P-01 to P-07 of rules.md §4, answers as the text says, for a person and
//! for each child by itself.
//!
//! Method: the rows typed a second time by hand as one chain of questions, and the whole space of
//! abstract facts enumerated against it; then single cases that a person can read, the days around
//! the 18th birthday among them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use chrono::NaiveDate;
use esia_core::access::{
    Authority, ChildDecision, ChildFacts, ChildVisit, Children, Lookup, PARENT_TABLE, Parent,
    ParentDecision, Policy, decide_parent,
};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::age::AgeReached;
use esia_core::message::Message;
use esia_core::record::RecordId;
use std::collections::BTreeSet;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 11, 22)
}

fn account(kind: AccountKind, level: AccountLevel) -> Account {
    let id = SubjectId::new("1000900002".into());
    Account::from_verified(
        Subject::new(Contour::Simulated, "http://stand/".into(), id),
        kind,
        level,
    )
}

fn confirmed() -> Account {
    account(AccountKind::SelfMade, AccountLevel::Confirmed)
}

fn parent(account: &Account) -> Parent<'_> {
    match decide_parent(Some(account), Children::Read) {
        ParentDecision::Admit(parent) => parent,
        ParentDecision::Refuse(refusal) => panic!("refused by {}", refusal.row().id),
    }
}

fn child() -> ChildFacts {
    ChildFacts {
        is_verified: true,
        authority: Authority::Current,
        birth_date: Some(day(2016, 3, 14)),
        emancipated: false,
        lookup: Lookup::Found(RecordId::new("J01".into())),
    }
}

fn row(facts: &ChildFacts, policy: Policy, today: NaiveDate) -> &'static str {
    parent(&confirmed()).child(facts, &policy, today).row().id.as_str()
}

/// The answer about the person, typed by hand.
fn oracle_of_person(
    account: Option<(bool, bool)>,
    children_read: bool,
) -> (&'static str, &'static str) {
    match account {
        None => ("P-01", "M-1"),
        Some((own, confirmed)) if !(own && confirmed) => ("P-02", "M-3"),
        Some(_) if !children_read => ("P-03", "M-5"),
        Some(_) => ("", ""),
    }
}

/// The answer about one child, typed by hand: age is one of `none`, `future`, `ancient`, `minor`,
/// `adult`.
fn oracle_of_child(
    verified: bool,
    authority: bool,
    age: &str,
    emancipated: bool,
    lookup: &str,
) -> &'static str {
    if lookup == "unavailable" {
        return "P-03";
    }
    if !verified || !authority || ["none", "future", "ancient"].contains(&age) {
        return "P-04";
    }
    if age == "adult" || emancipated {
        return "P-05";
    }
    if lookup == "found" { "P-07" } else { "P-06" }
}

#[test]
fn every_person_is_answered_as_the_oracle_answers() {
    let mut rows = BTreeSet::new();
    for (children, read) in [(Children::Read, true), (Children::Unreadable, false)] {
        let answer = |account: Option<&Account>| match decide_parent(account, children) {
            ParentDecision::Admit(_) => ("", ""),
            ParentDecision::Refuse(no) => (no.row().id.as_str(), no.message().id()),
        };
        assert_eq!(answer(None), oracle_of_person(None, read));
        rows.insert(answer(None).0);
        for kind in AccountKind::ALL {
            for level in AccountLevel::ALL {
                let own = kind == AccountKind::SelfMade;
                let confirmed = level == AccountLevel::Confirmed;
                let answer = answer(Some(&account(kind, level)));
                assert_eq!(answer, oracle_of_person(Some((own, confirmed)), read));
                rows.insert(answer.0);
            }
        }
    }
    assert_eq!(rows, BTreeSet::from(["", "P-01", "P-02", "P-03"]));
}

#[test]
fn every_child_is_answered_as_the_oracle_answers() {
    let births = [
        ("none", None),
        ("future", Some(day(2026, 11, 23))),
        ("ancient", Some(day(1900, 1, 1))),
        ("minor", Some(day(2016, 3, 14))),
        ("minor", Some(day(2010, 3, 14))),
        ("adult", Some(day(2008, 3, 14))),
    ];
    let found = || Lookup::Found(RecordId::new("J01".into()));
    let lookups = [
        ("found", found()),
        ("not_found", Lookup::NotFound),
        ("ambiguous", Lookup::Ambiguous),
        ("conflict", Lookup::Conflict),
        ("unavailable", Lookup::Unavailable),
    ];
    let mut rows = BTreeSet::new();
    for is_verified in [true, false] {
        for authority in [Authority::Current, Authority::NotCurrent] {
            for (age, birth_date) in births {
                for emancipated in [true, false] {
                    for (word, lookup) in &lookups {
                        let lookup = lookup.clone();
                        let facts =
                            ChildFacts { is_verified, authority, birth_date, emancipated, lookup };
                        let holds = authority == Authority::Current;
                        let expected = oracle_of_child(is_verified, holds, age, emancipated, word);
                        let answer = row(&facts, Policy::default(), today());
                        assert_eq!(answer, expected, "{facts:?}");
                        rows.insert(answer);
                    }
                }
            }
        }
    }
    assert_eq!(rows, BTreeSet::from(["P-03", "P-04", "P-05", "P-06", "P-07"]));
}

/// R-71, T-24.
#[test]
fn of_two_children_each_has_its_own_answer() {
    let account = confirmed();
    let parent = parent(&account);
    let (found, missing) = (child(), ChildFacts { lookup: Lookup::NotFound, ..child() });
    let policy = Policy::default();
    let ChildDecision::Shown(entry) = parent.child(&found, &policy, today()) else {
        panic!("found and verified")
    };
    let visit = ChildVisit::open(entry);
    assert_eq!((visit.record().as_str(), visit.day()), ("J01", today()));
    assert_eq!(visit.subject(), account.subject());
    assert!(matches!(parent.child(&missing, &policy, today()), ChildDecision::NotFound(_)));
}

/// T-12, R-77: what a parent typed into the card opens nothing until the registry has checked it.
#[test]
fn a_card_that_is_not_verified_shows_nothing_even_if_a_record_would_match() {
    let facts = ChildFacts { is_verified: false, ..child() };
    assert_eq!(row(&facts, Policy::default(), today()), "P-04");
}

/// T-05, T-06.
#[test]
fn a_parent_without_authority_sees_nothing() {
    let facts = ChildFacts { authority: Authority::NotCurrent, ..child() };
    assert_eq!(row(&facts, Policy::default(), today()), "P-04");
}

/// T-26, Q-04.
#[test]
fn a_childs_diary_closes_to_the_parent_when_18_is_reached_by_the_rule_in_force() {
    let facts = ChildFacts { birth_date: Some(day(2008, 11, 22)), ..child() };
    let on_birthday = Policy { age_rule: AgeReached::OnBirthday, ..Policy::default() };
    assert_eq!(row(&facts, Policy::default(), day(2026, 11, 22)), "P-07");
    assert_eq!(row(&facts, Policy::default(), day(2026, 11, 23)), "P-05");
    assert_eq!(row(&facts, on_birthday, day(2026, 11, 21)), "P-07");
    assert_eq!(row(&facts, on_birthday, day(2026, 11, 22)), "P-05");
}

/// a pupil's own child account has no children, whatever the answer says.
#[test]
fn a_child_account_is_nobodys_parent() {
    let account = account(AccountKind::Child, AccountLevel::Child);
    let ParentDecision::Refuse(refusal) = decide_parent(Some(&account), Children::Read) else {
        panic!("a child account is refused")
    };
    assert_eq!(refusal.message(), Message::ConfirmedAccountNeeded);
}

#[test]
fn the_rows_carry_the_rules_that_are_behind_them() {
    let rules: Vec<_> = PARENT_TABLE.iter().map(|row| (row.id.as_str(), row.rules)).collect();
    let expected: [(&str, &[&str]); 7] = [
        ("P-01", &["own"]),
        ("P-02", &["R-66", "R-69"]),
        ("P-03", &["T-21"]),
        ("P-04", &["R-03", "R-77", "T-05", "T-12"]),
        ("P-05", &["Q-04", "T-26"]),
        ("P-06", &["R-07", "R-08", "R-75", "Q-13"]),
        ("P-07", &["R-69", "R-71"]),
    ];
    assert_eq!(rules, expected);
}
