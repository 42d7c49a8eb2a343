//! Goal: `decide` says what rules.md §4 says, on every abstract case and around every birthday.
//!
//! Method: `families::oracle` is the table of rules.md typed a second time, by hand, with age
//! arithmetic of its own. The whole of `Facts::all()` under every policy is enumerated, not
//! sampled; so are all facts on the seven days around the 14th, 18th and 121st birthday of people
//! born at the corners of the calendar. Row, verdict, rules, text and request must be equal.

#![expect(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "tests")]

use chrono::{Datelike, Days, NaiveDate};
use esia_core::access::{
    ConsentFact, ConsentState, Epoch, Facts, LinkedParents, Lookup, Policy, TeenConsent, Verdict,
    decide,
};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::age::AgeReached;
use esia_core::record::RecordId;
use families::oracle;
use std::collections::BTreeSet;

const ROWS: [&str; 14] = [
    "D-01", "D-02", "D-03", "D-04", "D-05", "D-06", "D-07", "D-08", "D-09", "D-10", "D-11", "D-12",
    "D-13", "D-14",
];

/// I-35.
#[test]
fn every_abstract_case_is_answered_as_the_oracle_answers_it() {
    let days = [
        day(2026, 11, 22),
        day(2026, 1, 1),
        day(2026, 12, 31),
        day(2027, 2, 28),
        day(2027, 3, 1),
        day(2028, 2, 29),
        day(2028, 3, 1),
    ];
    for today in days {
        let mut count = 0;
        let mut rows = BTreeSet::new();
        for facts in Facts::all(today) {
            for policy in Policy::all() {
                rows.insert(compare(&facts, policy, today));
                count += 1;
            }
        }
        // Births × emancipated × (kinds × levels, or a failed protocol) × lookups × linked
        // parents × consents × (age rules × teen rules).
        assert_eq!(count, 6 * 2 * (2 * 4 + 1) * 5 * 3 * 10 * (2 * 2), "{today}");
        assert_eq!(rows, BTreeSet::from(ROWS), "{today}");
    }
}

#[test]
fn no_abstract_case_stands_twice() {
    let today = day(2026, 11, 22);
    let keys: BTreeSet<String> = Facts::all(today)
        .map(|facts| format!("{:?}", input(&facts, Policy::default(), today)))
        .collect();
    // A failed protocol has no kind and no level, so that each of its cases has a key of its own.
    assert_eq!(keys.len(), 6 * 2 * (2 * 4 + 1) * 5 * 3 * 10);
}

/// T-26.
#[test]
fn the_days_around_every_birthday_are_answered_as_the_oracle_answers_them() {
    let births = [
        day(2008, 2, 28),
        day(2008, 2, 29),
        day(2008, 3, 1),
        day(2006, 2, 28),
        day(2006, 3, 1),
        day(1980, 2, 29),
        day(1896, 2, 29),
        day(2008, 12, 31),
        day(2009, 1, 1),
        day(2012, 5, 31),
        day(2012, 6, 1),
    ];
    let mut count = 0_u32;
    let mut rows = BTreeSet::new();
    for birth in births {
        for years in [0, 14, 18, 121] {
            for today in seven_days_around_birthday(birth, years) {
                for mut facts in combinations(birth) {
                    for emancipated in [false, true] {
                        facts.emancipated = emancipated;
                        for policy in Policy::all() {
                            rows.insert(compare(&facts, policy, today));
                            count += 1;
                        }
                    }
                }
            }
        }
    }
    assert_eq!(count, 11 * 4 * 7 * (2 * 4 * 5 * 3 * 10) * 2 * 4);
    // A failed protocol knows no birthday; every other row is met.
    assert_eq!(rows, ROWS.into_iter().filter(|row| *row != "D-01").collect());
}

///
#[test]
fn each_birthday_is_met_on_the_day_that_the_rule_names() {
    // Typed by hand: birth, age, first day by the day-after rule, first day on the birthday.
    let vectors = [
        (day(2008, 2, 28), 14, day(2022, 3, 1), day(2022, 2, 28)),
        (day(2006, 2, 28), 18, day(2024, 2, 29), day(2024, 2, 28)),
        (day(2008, 2, 29), 14, day(2022, 3, 1), day(2022, 2, 28)),
        (day(2008, 2, 29), 18, day(2026, 3, 1), day(2026, 2, 28)),
        (day(2008, 12, 31), 14, day(2023, 1, 1), day(2022, 12, 31)),
        (day(2009, 1, 1), 18, day(2027, 1, 2), day(2027, 1, 1)),
        (day(1904, 2, 29), 121, day(2025, 3, 1), day(2025, 2, 28)),
        (day(1896, 2, 29), 14, day(1910, 3, 1), day(1910, 2, 28)),
    ];
    for (birth, years, day_after, on_birthday) in vectors {
        for (age_rule, first) in
            [(AgeReached::DayAfterBirthday, day_after), (AgeReached::OnBirthday, on_birthday)]
        {
            let eve = first - Days::new(1);
            // A confirmed own account: what it may do changes at each of the three ages.
            let (before, after) = match years {
                14 => ("D-03", "D-14"),
                18 => ("D-14", "D-13"),
                _ => ("D-13", "D-02"),
            };
            let facts = self_made_with_a_parents_grant(birth);
            let policy = Policy { age_rule, ..Policy::default() };
            assert_eq!(compare(&facts, policy, eve), before, "{birth} {years} {age_rule:?} eve");
            assert_eq!(compare(&facts, policy, first), after, "{birth} {years} {age_rule:?} first");
        }
    }
}

/// Asserts that the library and the oracle agree, and names the row.
#[track_caller]
fn compare(facts: &Facts, policy: Policy, today: NaiveDate) -> &'static str {
    let decision = decide(facts, &policy, today);
    let expected = oracle::decide(&input(facts, policy, today));
    let answered = oracle::Answer {
        row: decision.row().id.as_str(),
        decision: verdict(decision.verdict()),
        rules: decision.row().rules,
        message: decision.message().map(esia_core::message::Message::text),
        request_consent: decision.request_consent(),
    };
    assert_eq!(answered, expected, "{:?}", input(facts, policy, today));
    assert_eq!(decision.ends_episode(), expected.row == "D-13");
    expected.row
}

/// The same facts in the words of the contract.
fn input(facts: &Facts, policy: Policy, today: NaiveDate) -> oracle::Input<'static> {
    oracle::Input {
        today,
        birth_date: facts.birth_date,
        account_kind: facts.account.as_ref().map_or("", |account| match account.kind() {
            AccountKind::Child => "child",
            AccountKind::SelfMade => "self_made",
        }),
        account_level: facts.account.as_ref().map_or("", |account| match account.level() {
            AccountLevel::Simplified => "simplified",
            AccountLevel::Standard => "standard",
            AccountLevel::Confirmed => "confirmed",
            AccountLevel::Child => "child",
        }),
        lookup: match facts.lookup {
            Lookup::Found(_) => "found",
            Lookup::NotFound => "not_found",
            Lookup::Ambiguous => "ambiguous",
            Lookup::Conflict => "conflict",
            Lookup::Unavailable => "unavailable",
        },
        linked_parents: match facts.linked_parents {
            LinkedParents::Unknown => None,
            LinkedParents::Known(number) => Some(number),
        },
        consent: match facts.consent.state {
            ConsentState::None => "none",
            ConsentState::Requested => "requested",
            ConsentState::GrantedByParent => "granted_by_parent",
            ConsentState::GrantedBySelf => "granted_by_self",
            ConsentState::Contested => "contested",
            ConsentState::Declined => "declined",
            ConsentState::Withdrawn => "withdrawn",
            ConsentState::Lapsed => "lapsed",
            ConsentState::Ended => "ended",
            ConsentState::Unknown => "unknown",
        },
        protocol_error: facts.account.is_none(),
        emancipated: facts.emancipated,
        age_rule: match policy.age_rule {
            AgeReached::DayAfterBirthday => "day_after",
            AgeReached::OnBirthday => "on_birthday",
        },
        teen_consent: match policy.teen_consent {
            TeenConsent::ParentOnly => "parent_only",
            TeenConsent::ParentOrTeen => "parent_or_teen",
        },
    }
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allow => "allow",
        Verdict::NotFound => "not_found",
        Verdict::NeedLink => "need_link",
        Verdict::NeedConsent => "need_consent",
        Verdict::Refuse => "refuse",
    }
}

fn seven_days_around_birthday(birth: NaiveDate, years: i32) -> impl Iterator<Item = NaiveDate> {
    let year = birth.year() + years;
    let birthday = birth.with_year(year).unwrap_or_else(|| day(year, 2, 28));
    let first = birthday - Days::new(3);
    first.iter_days().take(7)
}

/// Every combination of account, lookup, linked parents and consent of one person.
fn combinations(birth: NaiveDate) -> Vec<Facts> {
    let mut all = Vec::new();
    for kind in AccountKind::ALL {
        for level in AccountLevel::ALL {
            for lookup in [
                Lookup::Found(RecordId::new("J1".into())),
                Lookup::NotFound,
                Lookup::Ambiguous,
                Lookup::Conflict,
                Lookup::Unavailable,
            ] {
                for linked_parents in
                    [LinkedParents::Unknown, LinkedParents::Known(0), LinkedParents::Known(2)]
                {
                    for state in ConsentState::ALL {
                        all.push(Facts {
                            account: Some(Account::from_verified(subject(), kind, level)),
                            birth_date: Some(birth),
                            emancipated: false,
                            lookup: lookup.clone(),
                            linked_parents,
                            consent: ConsentFact { state, epoch: Epoch(0) },
                        });
                    }
                }
            }
        }
    }
    all
}

fn self_made_with_a_parents_grant(birth: NaiveDate) -> Facts {
    let level = AccountLevel::Confirmed;
    Facts {
        account: Some(Account::from_verified(subject(), AccountKind::SelfMade, level)),
        birth_date: Some(birth),
        emancipated: false,
        lookup: Lookup::Found(RecordId::new("J1".into())),
        linked_parents: LinkedParents::Known(1),
        consent: ConsentFact { state: ConsentState::GrantedByParent, epoch: Epoch(0) },
    }
}

fn subject() -> Subject {
    Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("1".into()))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
