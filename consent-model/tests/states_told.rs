//! Goal: what a state tells of itself is so: a caller stores it, shows it, and decides by it.
//! Method: one history for each machine; after each step what it tells, typed by hand.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/child_account.rs"]
mod child_account;
#[path = "support/lines.rs"]
mod lines;
#[path = "support/linking.rs"]
mod linking;

use consent_model::actor::{Actor, ActorKind, Party, RepresentativeId};
use consent_model::child_account::{ChildAccount, Phone};
use consent_model::consent::{Act, Consent, Event, Grant, Policy, Ruling};
use consent_model::history::History;
use consent_model::linking::Linking;
use lines::{event, moment};

fn child() -> History<Consent> {
    History::new(lines::set_up("2014-05-05"), Policy::default())
}

fn say(history: &mut History<Consent>, hour: i64, line: &str) {
    let _answer = history.push(moment(hour), event(line));
}

#[test]
fn an_event_that_changes_something_is_counted_and_no_other() {
    let mut history = child();
    let mut counted = Vec::new();
    for line in [
        "self sign_in_attempted",
        "self sign_in_attempted",
        "school approved",
        "p approved",
        "p approved",
        "q objected",
        "esia notice_failed p",
    ] {
        say(&mut history, 0, line);
        counted.push(history.state().sequence());
    }
    assert_eq!(counted, [1, 1, 1, 2, 2, 3, 3]);
}

#[test]
fn a_wrong_code_is_counted_though_it_is_refused() {
    let mut history = linking::history("2010-05-05");
    let mut counted = Vec::new();
    for line in [
        "p link_started a@example.org",
        "p ownership_confirmed A child 60",
        "self code_entered B child",
        "self window_closed",
        "self code_entered A child",
    ] {
        let _answer = history.push(linking::moment(0), linking::event(line));
        counted.push(history.state().sequence());
    }
    assert_eq!(counted, [1, 2, 3, 3, 4]);
}

#[test]
fn a_consent_tells_its_facts_and_its_episode() {
    let mut history = child();
    assert!(!history.state().facts().is_emancipated());
    assert!(!history.state().facts().is_account_deleted());
    say(&mut history, 0, "self sign_in_attempted");
    assert_eq!(history.state().episode().over_at(), None);
    say(&mut history, 1, "esia notice_failed p");
    say(&mut history, 2, "esia notice_failed p");
    let failures = |history: &History<Consent>, id: &str| {
        let party = Party::Representative(RepresentativeId::parse(id).unwrap());
        history.state().episode().recipients().get(&party).unwrap().failures()
    };
    assert_eq!([failures(&history, "p"), failures(&history, "q")], [2, 0]);
    say(&mut history, 2, "esia notice_failed p");
    assert_eq!(failures(&history, "p"), 3);

    let approval = Act::Approved { expires_at: Some(moment(100)) };
    let parent = Actor::parse("p").unwrap();
    let _step = history.push(moment(3), Event::new(parent, approval)).unwrap();
    let terms: Vec<_> =
        history.state().episode().grants().values().map(Grant::expires_at).collect();
    assert_eq!(terms, [Some(moment(100))]);

    assert_eq!(history.state().facts().ruling(), None);
    say(&mut history, 4, "esia authority_ruling allow");
    assert_eq!(history.state().facts().ruling(), Some(Ruling::Allow));
    say(&mut history, 5, "esia account_deleted");
    assert!(history.state().facts().is_account_deleted());
    assert_eq!(history.state().episode().over_at(), Some(moment(5)));

    let mut teen = History::<Consent>::new(lines::set_up("2010-05-05"), Policy::default());
    say(&mut teen, 0, "school emancipated");
    assert!(teen.state().facts().is_emancipated());
}

#[test]
fn a_link_tells_its_address_its_code_and_its_account() {
    let mut history: History<Linking> = linking::history("2010-05-05");
    let mut say = |line: &str| {
        let _answer = history.push(linking::moment(0), linking::event(line));
        history.state().clone()
    };
    assert_eq!(say("self window_closed").email(), None);
    let started = say("p link_started a@example.org");
    assert_eq!(started.email().unwrap().expose(), "a@example.org");
    assert_eq!(say("p ownership_confirmed A child 60").code().unwrap().tries_left(), 5);
    assert_eq!(say("self code_entered B child").code().unwrap().tries_left(), 4);
    let linked = say("self code_entered A child");
    assert_eq!((linked.email(), linked.code()), (None, None));
    assert!(!linked.facts().is_account_deleted());
    assert!(say("esia account_deleted").facts().is_account_deleted());
}

/// T-06, R-65: what is lost while a code is out is lost for good.
#[test]
fn what_ends_a_code_changes_what_is_known() {
    let after = |line: &str| {
        let mut history: History<Linking> = linking::history("2010-05-05");
        for line in ["p link_started a@example.org", "p ownership_confirmed A child 60", line] {
            let _step = history.push(linking::moment(0), linking::event(line)).unwrap();
        }
        history
    };
    let entitled = |history: &History<Linking>| {
        let known = history.state().facts().entitled();
        known.iter().map(|id| id.expose().to_owned()).collect::<Vec<_>>()
    };
    let started = after("p link_started b@example.org");
    assert_eq!(started.state().email().unwrap().expose(), "b@example.org");
    assert!(after("esia account_deleted").state().facts().is_account_deleted());
    let mut lost = after("esia authority_lost p");
    assert_eq!(entitled(&lost), ["q"]);
    let restored = linking::event("esia authority_restored p");
    let _step = lost.push(linking::moment(1), restored).unwrap();
    assert_eq!(entitled(&lost), ["p", "q"]);
}

/// T-06, I-12: authority is asked for before the age.
#[test]
fn a_closed_parent_of_an_adult_is_not_entitled() {
    // 18 is reached in minute 960.
    let mut history: History<Linking> = linking::history("2008-09-01");
    let lost = linking::event("esia authority_lost p");
    let _step = history.push(linking::moment(0), lost).unwrap();
    for line in [
        "p child_account_created",
        "p link_started a@example.org",
        "p card_verified",
        "p ownership_confirmed A child 9999",
        "p code_requested_again B child 9999",
    ] {
        let refused = history.push(linking::moment(960), linking::event(line)).unwrap_err();
        assert_eq!(refused.reason.as_str(), "not_entitled", "{line}");
    }
}

#[test]
fn a_child_account_tells_its_check_its_age_and_its_changes() {
    let mut history: History<ChildAccount> = child_account::history("2008-09-01");
    let mut say = |minute: i64, line: &str| {
        let _answer = history.push(child_account::moment(minute), child_account::event(line));
        history.state().clone()
    };
    assert_eq!(say(0, "p card_added").check(), None);
    say(0, "p card_saved");
    let asked = *say(1, "p zags_requested").check().unwrap();
    assert_eq!(asked.asked_at(), child_account::moment(1));
    assert!(!asked.is_soft_noticed() && !asked.is_escalated());
    let late = *say(21, "clock tick").check().unwrap();
    assert!(late.is_soft_noticed() && !late.is_escalated());
    let very_late = *say(30 * 24 * 60 + 1, "clock tick").check().unwrap();
    assert!(very_late.is_soft_noticed() && very_late.is_escalated());
    assert_eq!(say(30 * 24 * 60 + 2, "esia zags_confirmed").check(), None);

    let mut history: History<ChildAccount> = child_account::history("2008-09-01");
    let mut say = |minute: i64, line: &str| {
        let _answer = history.push(child_account::moment(minute), child_account::event(line));
        history.state().clone()
    };
    for line in [
        "esia card_from_registry",
        "p account_form_opened",
        "p address_given",
        "p phone_skipped",
        "p email_given",
        "self email_confirmed",
    ] {
        say(0, line);
    }
    let active = say(0, "p password_set");
    assert_eq!(active.phone(), Phone::None);
    assert_eq!((active.sequence(), active.changes(), active.has_come_of_age()), (7, 0, false));
    say(1, "p phone_changed");
    let changed = say(2, "p password_changed");
    assert_eq!((changed.sequence(), changed.changes()), (9, 2));
    assert!(!say(959, "clock turned_eighteen").has_come_of_age());
    assert!(say(960, "clock turned_eighteen").has_come_of_age());
}

///
#[test]
fn a_child_account_tells_how_far_the_phone_has_come() {
    let after = |lines: &[&str]| {
        let mut history: History<ChildAccount> = child_account::history("2016-05-05");
        let form = ["esia card_from_registry", "p account_form_opened", "p address_given"];
        for line in form.iter().chain(lines) {
            let _answer = history.push(child_account::moment(0), child_account::event(line));
        }
        history.state().phone()
    };
    assert_eq!(after(&["p phone_skipped"]), Phone::None);
    assert_eq!(after(&["p phone_given"]), Phone::Sent(3));
    assert_eq!(after(&["p phone_given", "p phone_code_bad"]), Phone::Sent(2));
    assert_eq!(after(&["p phone_given", "p phone_code_ok"]), Phone::Confirmed);
    assert_eq!(after(&["p phone_given", "p phone_skipped"]), Phone::None);
}

#[test]
fn every_kind_of_actor_but_a_representative_is_one_actor() {
    let of = |word: &str| Actor::parse(word).ok();
    for (kind, actor) in [
        (ActorKind::Representative, None),
        (ActorKind::Pupil, of("self")),
        (ActorKind::School, of("school")),
        (ActorKind::Clock, of("clock")),
        (ActorKind::Esia, of("esia")),
    ] {
        assert_eq!(kind.only(), actor, "{kind:?}");
        assert_eq!(actor.is_none(), kind == ActorKind::Representative);
    }
}
