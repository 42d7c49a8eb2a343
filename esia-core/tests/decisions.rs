//! Goal: each row D-01 to D-14 of rules.md §4, and each of the readings below that table, has a
//! case that a person can read, and no row answers where an earlier one should.
//!
//! Method: cases typed by hand, each a small change to one of three people for whom the diary
//! opens; then sweeps over all of `Facts::all()` for what must never, or always, be so. The
//! expected rows and texts are literals; nothing is computed from the table under test.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{Days, NaiveDate};
use esia_core::access::{
    ConsentFact, ConsentState, Decision, Epoch, Facts, LinkedParents, Login, Lookup, Policy, RowId,
    TABLE, TeenConsent, Verdict, decide,
};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::age::{AgeBand, AgeReached};
use esia_core::message::Message;
use esia_core::record::RecordId;
use std::collections::BTreeSet;

const ROWS: [&str; 14] = [
    "D-01", "D-02", "D-03", "D-04", "D-05", "D-06", "D-07", "D-08", "D-09", "D-10", "D-11", "D-12",
    "D-13", "D-14",
];

const DAY_AFTER: Policy =
    Policy { age_rule: AgeReached::DayAfterBirthday, teen_consent: TeenConsent::ParentOnly };
const ON_BIRTHDAY: Policy =
    Policy { age_rule: AgeReached::OnBirthday, teen_consent: TeenConsent::ParentOnly };
const TEEN_MAY: Policy =
    Policy { age_rule: AgeReached::DayAfterBirthday, teen_consent: TeenConsent::ParentOrTeen };

/// Every state of consent in which no grant is in force, an unknown one apart.
const NOT_GRANTED: [ConsentState; 7] = [
    ConsentState::None,
    ConsentState::Requested,
    ConsentState::Contested,
    ConsentState::Declined,
    ConsentState::Withdrawn,
    ConsentState::Lapsed,
    ConsentState::Ended,
];

// ----- one case for each row ---------------------------------------------------------------

#[test]
fn d01_a_failed_protocol_is_refused_whatever_else_is_known() {
    for facts in [child(), teen(), adult()] {
        let answer = answer(&Facts { account: None, ..facts }, DAY_AFTER);
        assert_eq!(answer, ("D-01", Verdict::Refuse, Some("M-1"), false));
    }
}

#[test]
fn d02_a_birth_date_that_tells_no_age_is_refused() {
    let d02 = ("D-02", Verdict::Refuse, Some("M-2"), false);
    let tomorrow = today() + Days::new(1);
    for birth_date in [None, Some(tomorrow), Some(day(1905, 11, 21)), Some(day(1800, 1, 1))] {
        assert_eq!(answer(&Facts { birth_date, ..adult() }, DAY_AFTER), d02, "{birth_date:?}");
        assert_eq!(answer(&Facts { birth_date, ..child() }, DAY_AFTER), d02, "{birth_date:?}");
    }
    // The accepted twins: born today, and 120 years old.
    assert_eq!(row(&Facts { birth_date: Some(today()), ..child() }, DAY_AFTER), "D-14");
    assert_eq!(row(&Facts { birth_date: Some(day(1906, 11, 21)), ..adult() }, DAY_AFTER), "D-14");
}

/// Q-02, I-26.
#[test]
fn d03_a_self_made_account_under_14_is_refused_and_the_text_names_no_cause() {
    let facts = Facts { account: self_made(AccountLevel::Confirmed), ..child() };
    assert_eq!(answer(&facts, DAY_AFTER), ("D-03", Verdict::Refuse, Some("M-2"), false));
}

/// T-12.
#[test]
fn d04_a_self_made_account_that_is_not_confirmed_is_refused() {
    for level in [AccountLevel::Simplified, AccountLevel::Standard, AccountLevel::Child] {
        let facts = Facts { account: self_made(level), ..adult() };
        let d04 = ("D-04", Verdict::Refuse, Some("M-3"), false);
        assert_eq!(answer(&facts, DAY_AFTER), d04, "{level:?}");
    }
}

#[test]
fn d05_an_adult_with_a_child_account_is_asked_to_try_tomorrow() {
    let facts = Facts { account: child_account(AccountLevel::Child), ..adult() };
    assert_eq!(answer(&facts, DAY_AFTER), ("D-05", Verdict::Refuse, Some("M-4"), false));
}

#[test]
fn d06_a_register_that_does_not_answer_is_unavailable_and_not_a_missing_record() {
    for facts in [child(), teen(), adult()] {
        let answer = answer(&Facts { lookup: Lookup::Unavailable, ..facts }, DAY_AFTER);
        assert_eq!(answer, ("D-06", Verdict::Refuse, Some("M-5"), false));
    }
}

#[test]
fn d07_a_minor_without_a_record_is_sent_to_the_feedback_form_through_the_parents() {
    for facts in [child(), teen()] {
        let answer = answer(&Facts { lookup: Lookup::NotFound, ..facts }, DAY_AFTER);
        assert_eq!(answer, ("D-07", Verdict::NotFound, Some("M-6"), false));
    }
}

#[test]
fn d08_an_adult_without_a_record_is_sent_to_the_feedback_form() {
    let facts = Facts { lookup: Lookup::NotFound, ..adult() };
    assert_eq!(answer(&facts, DAY_AFTER), ("D-08", Verdict::NotFound, Some("M-7"), false));
}

#[test]
fn d09_a_teen_whom_no_parent_linked_is_asked_to_be_linked_first() {
    for state in NOT_GRANTED {
        let facts = with_consent(unlinked(teen()), state);
        let d09 = ("D-09", Verdict::NeedLink, Some("M-8"), false);
        assert_eq!(answer(&facts, DAY_AFTER), d09, "{state:?}");
    }
}

#[test]
fn d10_an_unknown_consent_is_unavailable_and_asks_nobody() {
    for facts in [child(), teen(), adult()] {
        let answer = answer(&with_consent(facts, ConsentState::Unknown), DAY_AFTER);
        assert_eq!(answer, ("D-10", Verdict::Refuse, Some("M-5"), false));
    }
}

#[test]
fn d11_a_minor_without_a_grant_needs_the_consent_of_a_parent() {
    for facts in [child(), teen()] {
        let answer = answer(&with_consent(facts, ConsentState::None), DAY_AFTER);
        assert_eq!(answer, ("D-11", Verdict::NeedConsent, Some("M-9"), true));
    }
}

#[test]
fn d12_an_adult_without_a_grant_needs_the_own_consent() {
    let facts = with_consent(adult(), ConsentState::None);
    assert_eq!(answer(&facts, DAY_AFTER), ("D-12", Verdict::NeedConsent, Some("M-10"), true));
}

#[test]
fn d13_a_grant_by_the_wrong_person_ends_the_episode_and_a_new_consent_is_asked() {
    let minor_era = with_consent(adult(), ConsentState::GrantedByParent);
    assert_eq!(answer(&minor_era, DAY_AFTER), ("D-13", Verdict::NeedConsent, Some("M-10"), true));
    let own_word = with_consent(child(), ConsentState::GrantedBySelf);
    assert_eq!(answer(&own_word, DAY_AFTER), ("D-13", Verdict::NeedConsent, Some("M-9"), true));
    let too_early = with_consent(teen(), ConsentState::GrantedBySelf);
    assert_eq!(answer(&too_early, DAY_AFTER), ("D-13", Verdict::NeedConsent, Some("M-9"), true));
    for facts in [minor_era, own_word, too_early] {
        assert!(decide(&facts, &DAY_AFTER, today()).ends_episode());
    }
}

///
#[test]
fn d14_the_diary_opens_for_each_of_the_three_bands() {
    for facts in [child(), teen(), adult()] {
        assert_eq!(answer(&facts, DAY_AFTER), ("D-14", Verdict::Allow, None, false));
    }
}

// ----- the readings of the table -----------------------------------------------------------

#[test]
fn under_14_with_a_self_made_account_is_d03_whatever_its_level() {
    for level in AccountLevel::ALL {
        assert_eq!(row(&Facts { account: self_made(level), ..child() }, DAY_AFTER), "D-03");
    }
}

#[test]
fn one_hundred_and_twenty_one_years_are_counted_by_the_chosen_age_rule() {
    let facts = Facts { birth_date: Some(day(1905, 11, 22)), ..adult() };
    assert_eq!(row(&facts, DAY_AFTER), "D-14");
    assert_eq!(row(&facts, ON_BIRTHDAY), "D-02");
    assert_eq!(decide(&facts, &DAY_AFTER, day(2026, 11, 23)).row().id, RowId::D02);
}

#[test]
fn a_leap_day_birthday_is_the_28th_of_february_of_a_common_year() {
    let facts = Facts { birth_date: Some(day(2008, 2, 29)), ..teen() };
    let on = |today, policy: Policy| decide(&facts, &policy, today).row().id.as_str();
    assert_eq!(on(day(2022, 2, 27), ON_BIRTHDAY), "D-03");
    assert_eq!(on(day(2022, 2, 28), ON_BIRTHDAY), "D-14");
    assert_eq!(on(day(2022, 2, 28), DAY_AFTER), "D-03");
    assert_eq!(on(day(2022, 3, 1), DAY_AFTER), "D-14");
}

#[test]
fn the_birthday_itself_still_belongs_to_childhood_under_the_day_after_rule() {
    let facts = Facts { birth_date: Some(day(2008, 11, 22)), ..teen() };
    assert_eq!(row(&facts, DAY_AFTER), "D-14");
    assert_eq!(row(&facts, ON_BIRTHDAY), "D-13");
    // The parent's grant is not honoured from the next day on, timer or no timer (I-15).
    assert_eq!(decide(&facts, &DAY_AFTER, day(2026, 11, 23)).row().id, RowId::D13);
}

#[test]
fn a_child_account_on_the_day_of_transition_is_not_accused_of_being_unconfirmed() {
    for level in AccountLevel::ALL {
        let facts = Facts { account: child_account(level), ..adult() };
        assert_eq!(row(&facts, DAY_AFTER), "D-05", "{level:?}");
    }
}

#[test]
fn a_child_account_of_a_minor_passes_with_any_level() {
    for level in AccountLevel::ALL {
        let account = child_account(level);
        assert_eq!(row(&Facts { account: account.clone(), ..child() }, DAY_AFTER), "D-14");
        assert_eq!(row(&Facts { account, ..teen() }, DAY_AFTER), "D-14");
    }
}

#[test]
fn the_level_of_a_teens_self_made_account_is_asked_too() {
    for level in [AccountLevel::Simplified, AccountLevel::Standard, AccountLevel::Child] {
        let facts = Facts { account: self_made(level), ..teen() };
        assert_eq!(row(&facts, DAY_AFTER), "D-04", "{level:?}");
    }
}

#[test]
fn an_unknown_number_of_linked_parents_is_not_a_zero() {
    let facts = Facts { linked_parents: LinkedParents::Unknown, ..teen() };
    assert_eq!(row(&with_consent(facts.clone(), ConsentState::None), DAY_AFTER), "D-11");
    assert_eq!(row(&with_consent(facts, ConsentState::Unknown), DAY_AFTER), "D-10");
}

#[test]
fn an_unknown_consent_is_not_effective_so_that_a_known_zero_answers_first() {
    let facts = with_consent(unlinked(teen()), ConsentState::Unknown);
    assert_eq!(row(&facts, DAY_AFTER), "D-09");
}

#[test]
fn a_parents_grant_spares_the_teen_the_linking() {
    assert_eq!(row(&unlinked(teen()), DAY_AFTER), "D-14");
}

#[test]
fn linking_is_asked_of_a_teens_own_account_alone() {
    let child_made = Facts { account: child_account(AccountLevel::Child), ..teen() };
    for facts in [child(), child_made] {
        assert_eq!(row(&with_consent(unlinked(facts), ConsentState::None), DAY_AFTER), "D-11");
    }
    assert_eq!(row(&with_consent(unlinked(adult()), ConsentState::None), DAY_AFTER), "D-12");
}

#[test]
fn a_self_grant_of_an_unlinked_teen_is_d09_where_only_parents_consent() {
    let facts = with_consent(teen(), ConsentState::GrantedBySelf);
    assert_eq!(row(&unlinked(facts.clone()), DAY_AFTER), "D-09");
    assert_eq!(row(&facts, DAY_AFTER), "D-13");
    assert_eq!(row(&unlinked(facts.clone()), TEEN_MAY), "D-14");
    assert_eq!(row(&facts, TEEN_MAY), "D-14");
}

#[test]
fn a_self_grant_under_14_never_counts() {
    let facts = with_consent(child(), ConsentState::GrantedBySelf);
    assert_eq!(answer(&facts, TEEN_MAY), ("D-13", Verdict::NeedConsent, Some("M-9"), true));
}

#[test]
fn a_request_goes_out_unless_one_is_open_or_the_parents_are_in_dispute() {
    let requests = [
        (ConsentState::None, true),
        (ConsentState::Requested, false),
        (ConsentState::Contested, false),
        (ConsentState::Declined, true),
        (ConsentState::Withdrawn, true),
        (ConsentState::Lapsed, true),
        (ConsentState::Ended, true),
    ];
    for (state, request) in requests {
        let minor = answer(&with_consent(child(), state), DAY_AFTER);
        assert_eq!(minor, ("D-11", Verdict::NeedConsent, Some("M-9"), request), "{state:?}");
        let adult = answer(&with_consent(adult(), state), DAY_AFTER);
        assert_eq!(adult, ("D-12", Verdict::NeedConsent, Some("M-10"), request), "{state:?}");
    }
}

#[test]
fn an_emancipated_teen_is_an_adult_for_every_row() {
    let emancipated = Facts { emancipated: true, ..teen() };
    let of = |state| row(&with_consent(emancipated.clone(), state), DAY_AFTER);
    assert_eq!(of(ConsentState::GrantedBySelf), "D-14");
    assert_eq!(of(ConsentState::GrantedByParent), "D-13");
    assert_eq!(of(ConsentState::None), "D-12");
    assert_eq!(
        row(&unlinked(with_consent(emancipated.clone(), ConsentState::None)), DAY_AFTER),
        "D-12"
    );
    let lost = Facts { lookup: Lookup::NotFound, ..emancipated.clone() };
    assert_eq!(row(&lost, DAY_AFTER), "D-08");
    let child_made = Facts { account: child_account(AccountLevel::Child), ..emancipated };
    assert_eq!(row(&child_made, DAY_AFTER), "D-05");
}

#[test]
fn emancipation_under_14_is_a_mistake_and_from_18_it_changes_nothing() {
    assert_eq!(row(&Facts { emancipated: true, ..child() }, DAY_AFTER), "D-02");
    for state in ConsentState::ALL {
        let plain = with_consent(adult(), state);
        let emancipated = Facts { emancipated: true, ..plain.clone() };
        assert_eq!(answer(&emancipated, DAY_AFTER), answer(&plain, DAY_AFTER), "{state:?}");
    }
}

#[test]
fn a_person_whose_record_is_not_found_learns_nothing_about_links_or_consent() {
    for lookup in [Lookup::NotFound, Lookup::Ambiguous, Lookup::Conflict] {
        for state in ConsentState::ALL {
            for linked_parents in [LinkedParents::Unknown, LinkedParents::Known(0)] {
                let lost = |facts| {
                    with_consent(Facts { lookup: lookup.clone(), linked_parents, ..facts }, state)
                };
                let d07 = ("D-07", Verdict::NotFound, Some("M-6"), false);
                assert_eq!(answer(&lost(child()), DAY_AFTER), d07);
                assert_eq!(answer(&lost(teen()), DAY_AFTER), d07);
                let d08 = ("D-08", Verdict::NotFound, Some("M-7"), false);
                assert_eq!(answer(&lost(adult()), DAY_AFTER), d08);
            }
        }
    }
}

// ----- the order of the rows ---------------------------------------------------------------

#[test]
fn mending_one_fact_at_a_time_walks_down_the_table() {
    // Everything is wrong at once; each step mends what the row before complained of.
    let mut facts = Facts {
        account: None,
        birth_date: None,
        emancipated: false,
        lookup: Lookup::Unavailable,
        linked_parents: LinkedParents::Known(0),
        consent: ConsentFact { state: ConsentState::Unknown, epoch: Epoch(0) },
    };
    assert_eq!(row(&facts, DAY_AFTER), "D-01");
    facts.account = self_made(AccountLevel::Simplified);
    assert_eq!(row(&facts, DAY_AFTER), "D-02");
    facts.birth_date = child().birth_date;
    assert_eq!(row(&facts, DAY_AFTER), "D-03");
    facts.birth_date = teen().birth_date;
    assert_eq!(row(&facts, DAY_AFTER), "D-04");
    facts.account = self_made(AccountLevel::Confirmed);
    assert_eq!(row(&facts, DAY_AFTER), "D-06");
    facts.lookup = Lookup::Ambiguous;
    assert_eq!(row(&facts, DAY_AFTER), "D-07");
    facts.lookup = found();
    assert_eq!(row(&facts, DAY_AFTER), "D-09");
    facts.linked_parents = LinkedParents::Known(1);
    assert_eq!(row(&facts, DAY_AFTER), "D-10");
    facts.consent.state = ConsentState::Withdrawn;
    assert_eq!(row(&facts, DAY_AFTER), "D-11");
    facts.consent.state = ConsentState::GrantedBySelf;
    assert_eq!(row(&facts, DAY_AFTER), "D-13");
    facts.consent.state = ConsentState::GrantedByParent;
    assert_eq!(row(&facts, DAY_AFTER), "D-14");
}

#[test]
fn where_two_rows_fit_the_earlier_one_answers() {
    let unavailable = |facts| with_lookup(facts, Lookup::Unavailable);
    let conflict = |facts| with_lookup(facts, Lookup::Conflict);
    let child_made = Facts { account: child_account(AccountLevel::Child), ..adult() };
    let unconfirmed = Facts { account: self_made(AccountLevel::Standard), ..adult() };
    let under_14 = Facts { account: self_made(AccountLevel::Simplified), ..child() };
    let fits = [
        ("D-01", "D-02", Facts { account: None, birth_date: None, ..child() }),
        ("D-03", "D-04", under_14),
        ("D-04", "D-06", unavailable(unconfirmed)),
        ("D-05", "D-08", conflict(child_made)),
        ("D-06", "D-10", unavailable(with_consent(child(), ConsentState::Unknown))),
        ("D-07", "D-11", conflict(with_consent(child(), ConsentState::None))),
        ("D-08", "D-12", conflict(with_consent(adult(), ConsentState::None))),
        ("D-09", "D-10", with_consent(unlinked(teen()), ConsentState::Unknown)),
        ("D-09", "D-11", with_consent(unlinked(teen()), ConsentState::Declined)),
        ("D-09", "D-13", with_consent(unlinked(teen()), ConsentState::GrantedBySelf)),
    ];
    for (first, also, facts) in fits {
        assert_eq!(row(&facts, DAY_AFTER), first, "{also} fits too");
    }
}

#[test]
fn the_rows_stand_in_the_order_of_their_numbers_and_each_names_its_rules() {
    let ids: Vec<String> = TABLE.iter().map(|row| row.id.to_string()).collect();
    assert_eq!(ids, ROWS);
    for row in TABLE {
        assert!(!row.rules.is_empty(), "{}", row.id);
        assert!(!row.when.is_empty(), "{}", row.id);
    }
}

#[test]
fn every_row_is_reached_under_every_policy() {
    for policy in Policy::all() {
        let reached: BTreeSet<&str> =
            Facts::all(today()).map(|facts| row(&facts, policy)).collect();
        assert_eq!(reached, BTreeSet::from(ROWS), "{policy:?}");
    }
}

// ----- what holds for every case -----------------------------------------------------------

#[test]
fn the_not_found_text_does_not_tell_the_three_outcomes_apart() {
    for facts in every_case() {
        for policy in Policy::all() {
            let with = |lookup| answer(&Facts { lookup, ..facts.clone() }, policy);
            assert_eq!(with(Lookup::NotFound), with(Lookup::Ambiguous));
            assert_eq!(with(Lookup::NotFound), with(Lookup::Conflict));
        }
    }
}

#[test]
fn the_text_does_not_tell_why_consent_is_missing() {
    for facts in every_case() {
        for policy in Policy::all() {
            let texts: BTreeSet<Option<&str>> = NOT_GRANTED
                .into_iter()
                .map(|state| {
                    let facts = with_consent(facts.clone(), state);
                    decide(&facts, &policy, today()).message().map(Message::text)
                })
                .collect();
            assert_eq!(texts.len(), 1, "{texts:?}");
        }
    }
}

#[test]
fn a_self_made_account_under_14_never_opens_the_diary() {
    let mut cases = 0;
    for facts in every_case() {
        let Some(account) = &facts.account else { continue };
        let is_under_14 = facts.birth_date == Some(day(2016, 11, 22));
        if is_under_14 && account.kind() == AccountKind::SelfMade {
            for policy in Policy::all() {
                assert_ne!(decide(&facts, &policy, today()).verdict(), Verdict::Allow);
            }
            cases += 1;
        }
    }
    // Emancipated × levels × lookups × linked parents × consents.
    assert_eq!(cases, 2 * 4 * 5 * 3 * 10);
}

#[test]
fn the_diary_opens_only_with_a_match_an_account_an_age_and_a_grant() {
    let mut allowed = 0;
    for facts in every_case() {
        for policy in Policy::all() {
            let Decision::Allow(entry) = decide(&facts, &policy, today()) else { continue };
            allowed += 1;
            let state = facts.consent.state;
            assert!(matches!(state, ConsentState::GrantedByParent | ConsentState::GrantedBySelf));
            let Lookup::Found(record) = &facts.lookup else { panic!("no record: {facts:?}") };
            let birth = facts.birth_date.unwrap();
            let account = facts.account.as_ref().unwrap();
            let band = AgeBand::on(birth, today(), policy.age_rule);
            if band == Some(AgeBand::Adult) || facts.emancipated {
                assert_eq!(state, ConsentState::GrantedBySelf);
                assert_eq!(account.kind(), AccountKind::SelfMade);
            }
            let login = Login::open(entry);
            assert_eq!((login.subject(), login.record()), (account.subject(), record));
        }
    }
    // By hand, under one policy each: an under-14 has 4 child levels × 3 links = 12 cases; a teen
    // 4 + 1 accounts × 3 links = 15, and 15 more where the own grant counts; an emancipated teen
    // 3; an adult 3, emancipated or not. Two age rules.
    assert_eq!(allowed, 2 * ((12 + 15 + 3 + 6) + (12 + 30 + 3 + 6)));
}

/// I-38.
#[test]
fn a_decision_depends_on_its_arguments_alone() {
    let first: Vec<_> = every_case().map(|facts| answer(&facts, TEEN_MAY)).collect();
    // Asked again, backwards, with the same arguments built anew.
    let mut again: Vec<_> = every_case().collect::<Vec<_>>();
    again.reverse();
    let mut again: Vec<_> = again.iter().map(|facts| answer(facts, TEEN_MAY)).collect();
    again.reverse();
    assert_eq!(first, again);
}

#[test]
fn who_the_person_is_and_which_record_it_is_changes_no_decision() {
    let other = Subject::new(Contour::Test, "http://other/".into(), SubjectId::new("2".into()));
    for facts in every_case() {
        let account = facts
            .account
            .as_ref()
            .map(|account| Account::from_verified(other.clone(), account.kind(), account.level()));
        let lookup = match &facts.lookup {
            Lookup::Found(_) => Lookup::Found(RecordId::new("J999".into())),
            Lookup::NotFound => Lookup::NotFound,
            Lookup::Ambiguous => Lookup::Ambiguous,
            Lookup::Conflict => Lookup::Conflict,
            Lookup::Unavailable => Lookup::Unavailable,
        };
        let consent = ConsentFact { epoch: Epoch(77), ..facts.consent };
        let twin = Facts { account, lookup, consent, ..facts.clone() };
        assert_eq!(answer(&twin, DAY_AFTER), answer(&facts, DAY_AFTER));
    }
}

// ----- people and helpers ------------------------------------------------------------------

/// Ten years old, with the account that a parent made: the diary opens.
fn child() -> Facts {
    Facts {
        account: child_account(AccountLevel::Child),
        birth_date: Some(day(2016, 5, 5)),
        emancipated: false,
        lookup: found(),
        linked_parents: LinkedParents::Known(1),
        consent: ConsentFact { state: ConsentState::GrantedByParent, epoch: Epoch(3) },
    }
}

/// Sixteen years old, with an own account: the diary opens.
fn teen() -> Facts {
    Facts {
        account: self_made(AccountLevel::Confirmed),
        birth_date: Some(day(2010, 5, 5)),
        ..child()
    }
}

/// Twenty years old: the diary opens.
fn adult() -> Facts {
    let birth_date = Some(day(2006, 5, 5));
    with_consent(Facts { birth_date, ..teen() }, ConsentState::GrantedBySelf)
}

fn with_consent(facts: Facts, state: ConsentState) -> Facts {
    Facts { consent: ConsentFact { state, ..facts.consent }, ..facts }
}

fn with_lookup(facts: Facts, lookup: Lookup) -> Facts {
    Facts { lookup, ..facts }
}

fn unlinked(facts: Facts) -> Facts {
    Facts { linked_parents: LinkedParents::Known(0), ..facts }
}

#[expect(clippy::unnecessary_wraps, reason = "a fact as it stands in Facts")]
fn child_account(level: AccountLevel) -> Option<Account> {
    Some(Account::from_verified(subject(), AccountKind::Child, level))
}

#[expect(clippy::unnecessary_wraps, reason = "a fact as it stands in Facts")]
fn self_made(level: AccountLevel) -> Option<Account> {
    Some(Account::from_verified(subject(), AccountKind::SelfMade, level))
}

fn subject() -> Subject {
    Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("1".into()))
}

fn found() -> Lookup {
    Lookup::Found(RecordId::new("J1".into()))
}

fn every_case() -> impl Iterator<Item = Facts> {
    Facts::all(today())
}

fn row(facts: &Facts, policy: Policy) -> &'static str {
    decide(facts, &policy, today()).row().id.as_str()
}

/// Row, verdict, number of the message, and whether a request goes out.
fn answer(facts: &Facts, policy: Policy) -> (&'static str, Verdict, Option<&'static str>, bool) {
    let decision = decide(facts, &policy, today());
    (
        decision.row().id.as_str(),
        decision.verdict(),
        decision.message().map(Message::id),
        decision.request_consent(),
    )
}

fn today() -> NaiveDate {
    day(2026, 11, 22)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
