//! Goal: the invented people are what the cases need, and obviously invented.
//!
//! Method: each fact is checked by arithmetic typed here, on days of several years.
use chrono::{Datelike, NaiveDate};
use families::journal::journal;
use families::people::{Consent, Person, Role, children_of, newcomers, people, person};
use std::collections::BTreeSet;

fn days() -> Vec<NaiveDate> {
    [(2026, 11, 22), (2027, 1, 1), (2028, 2, 29), (2031, 3, 14), (2040, 12, 31)]
        .into_iter()
        .filter_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day))
        .collect()
}

/// With an account or without.
fn everybody(today: NaiveDate) -> Vec<Person> {
    people(today).into_iter().chain(newcomers(today)).collect()
}

#[test]
fn every_snils_is_obviously_a_test_number_with_a_right_control_number() {
    for person in everybody(days()[0]) {
        assert!(person.snils.starts_with("100-0"), "{}", person.key);
        let digits: Vec<u32> = person.snils.chars().filter_map(|c| c.to_digit(10)).collect();
        assert_eq!(digits.len(), 11, "{}", person.key);
        let sum: u32 = (1..=9u32).rev().zip(&digits).map(|(weight, digit)| weight * digit).sum();
        assert_eq!(sum % 101 % 100, digits[9] * 10 + digits[10], "{}", person.key);
    }
}

#[test]
fn no_two_people_share_a_number() {
    let people = everybody(days()[0]);
    let keys: BTreeSet<_> = people.iter().map(|p| p.key).collect();
    let oids: BTreeSet<_> = people.iter().map(|p| p.oid).collect();
    let snils: BTreeSet<_> = people.iter().map(|p| p.snils).collect();
    assert_eq!([keys.len(), oids.len(), snils.len()], [people.len(); 3]);
    let papers: Vec<_> =
        people.iter().filter_map(|p| p.certificate).map(|c| (c.series, c.number)).collect();
    assert_eq!(papers.iter().collect::<BTreeSet<_>>().len(), papers.len());
}

#[test]
fn ages_hold_in_every_year() {
    let expected = [
        ("granted-pupil", 10),
        ("early-self-made", 12),
        ("contested-pupil", 13),
        ("teen-child-account", 15),
        ("teen-unlinked", 16),
        ("teen-linked", 16),
        ("adult-pupil", 18),
        ("adult-child-account", 18),
    ];
    for today in days() {
        for (key, age) in expected {
            let born = person(key, today).unwrap().birth_date;
            let birthday_passed = (today.month(), today.day()) > (born.month(), born.day());
            let years = today.year() - born.year() - i32::from(!birthday_passed);
            assert_eq!(years, age, "{key} on {today}");
        }
    }
}

#[test]
fn every_key_that_is_mentioned_exists() {
    for pupil in everybody(days()[0]) {
        assert!(pupil.parents.len() <= 2, "{}: the stand takes slices of them", pupil.key);
        assert!(pupil.linked.iter().all(|key| pupil.parents.contains(key)), "{}", pupil.key);
        for key in pupil.parents {
            assert_eq!(person(key, days()[0]).unwrap().role, Role::Parent, "{key}");
        }
        match pupil.consent {
            Consent::None | Consent::GrantedBySelf => {}
            Consent::GrantedByParent { by } => assert!(pupil.parents.contains(&by)),
            Consent::Contested { granted_by, objected_by } => {
                assert!(pupil.parents.contains(&granted_by));
                assert!(pupil.parents.contains(&objected_by));
            }
        }
    }
    assert_eq!(children_of("twins-mother", days()[0]).len(), 2);
    assert_eq!(children_of("new-mother", days()[0]).len(), 2);
}

#[test]
fn a_newcomer_has_no_account_and_both_parents_have() {
    let today = days()[0];
    let with_account: BTreeSet<_> = people(today).iter().map(|p| p.key).collect();
    assert_eq!(newcomers(today).len(), 2);
    for child in newcomers(today) {
        assert!(!with_account.contains(child.key) && child.linked.is_empty(), "{}", child.key);
        assert!(child.parents.iter().all(|key| with_account.contains(key)), "{}", child.key);
        assert!(child.certificate.is_some());
    }
}

#[test]
fn every_account_has_an_address_and_a_phone_of_its_own() {
    let people = everybody(days()[0]);
    let emails: BTreeSet<_> = people.iter().map(Person::email).collect();
    let phones: BTreeSet<_> = people.iter().map(Person::phone).collect();
    assert_eq!([emails.len(), phones.len()], [people.len(); 2]);
    assert!(emails.contains("new-mother@pochta.example"));
    assert!(phones.contains("+7 (900) 000-00-44"));
}

#[test]
fn the_journal_holds_every_pupil_but_the_absent_one() {
    let today = days()[0];
    let rows: BTreeSet<_> = journal(today).iter().map(|row| row.person).collect();
    let pupils: BTreeSet<_> =
        everybody(today).iter().filter(|p| p.role == Role::Pupil).map(|p| p.key).collect();
    assert_eq!(pupils.difference(&rows).copied().collect::<Vec<_>>(), ["absent-pupil"]);
    assert_eq!(rows.difference(&pupils).count(), 0);
}

#[test]
fn the_misprinted_row_has_two_digits_in_each_other_s_place_and_no_certificate() {
    let today = days()[0];
    let row = journal(today).into_iter().find(|row| row.person == "misprint-pupil").unwrap();
    let truth = person("misprint-pupil", today).unwrap();
    assert_eq!((truth.snils, row.snils.as_str()), ("100-006-142 46", "100-006-412 46"));
    assert_eq!(row.cert_number, "");
    assert!(people(today).iter().all(|p| p.snils != row.snils));
}

#[test]
fn every_profile_follows_from_its_person_and_names_nothing_real() {
    for today in days() {
        for person in everybody(today) {
            let profile = families::profile::of(&person, today);
            assert_eq!(profile, families::profile::of(&person, today));
            assert!(profile.contacts.iter().any(|it| it.value == person.email()));
            assert!(
                profile
                    .contacts
                    .iter()
                    .all(|it| it.value.starts_with("+7(") || it.value.ends_with(".example"))
            );
            let kinds: Vec<_> = profile.papers.iter().map(|it| it.kind.as_str()).collect();
            assert!(kinds[0].ends_with("_BRTH_CERT"), "{}", person.key);
            let is_grown = today.year() - person.birth_date.year() > 14;
            assert_eq!(kinds.contains(&"RF_PASSPORT"), is_grown, "{}", person.key);
            if let Some(certificate) = person.certificate {
                assert_eq!(profile.papers[0].number, certificate.number);
            }
        }
    }
}
