//! Goal: the bounds on codes hold over children, parents and all, and nobody links at once after a
//! change of the e-mail.
//! Method: the portal of the invented families, told what no single walk through its pages brings
//! about.

use super::{CODES_OF_ALL, CODES_OF_CHILD, CODES_OF_PARENT, NoCode, WRONG_OF_ALL, representative};
use crate::portal::Portal;
use chrono::{DateTime, FixedOffset, TimeDelta};
use consent_model::linking::{Act, StateKind};
use consent_model::personal::Email;
use consent_model::reason::Reason;
use families::people::{Person, people};

const MOTHER: &str = "teen-unlinked-mother";

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-09-01T09:00:00+03:00").unwrap()
}

fn portal() -> (Portal, Person) {
    let people = people(now().date_naive());
    let teen = *people.iter().find(|person| person.key == "teen-unlinked").unwrap();
    (Portal::open(&people, &[], now()), teen)
}

/// Starts linking, and is refused for this reason, or not.
fn start(portal: &mut Portal, teen: &Person, at: DateTime<FixedOffset>, why: Option<Reason>) {
    let email = Email::parse(&teen.email()).unwrap();
    let link = portal.link(teen, MOTHER).unwrap();
    let act = Act::LinkStarted { email, card: true };
    let answer = link.take(at, representative(MOTHER).unwrap(), act);
    assert_eq!(answer.err(), why);
}

fn is_too_many(answer: Result<(), NoCode>) -> bool {
    matches!(answer, Err(NoCode::TooMany))
}

/// T-14, Q-21.
#[test]
fn nobody_links_for_a_day_after_the_e_mail_was_changed() {
    let (mut portal, teen) = portal();
    start(&mut portal, &teen, now(), None);
    portal.issue_code(&teen, MOTHER, false, now()).ok().unwrap();
    let link = portal.link(&teen, MOTHER).unwrap();
    let by = representative(MOTHER).unwrap();
    link.take(now(), by, Act::ChildEmailChanged).unwrap();
    assert_eq!(link.kind(), StateKind::Voided);
    assert!(link.code.is_none(), "the code is gone with the address");
    let day = now().checked_add_signed(TimeDelta::hours(24)).unwrap();
    let earlier = day.checked_sub_signed(TimeDelta::seconds(1)).unwrap();
    start(&mut portal, &teen, earlier, Some(Reason::CoolDown));
    assert!(crate::portal::words::reason(Reason::CoolDown).contains("через сутки"));
    start(&mut portal, &teen, day, None);
}

/// T-01: the allowance is of the parent, of the child's account, and of all, not of the pair.
#[test]
fn codes_are_bounded_by_parent_by_child_and_over_all() {
    for (of, by, made) in [
        ("another-child", MOTHER, CODES_OF_PARENT),
        ("teen-unlinked", "another-parent", CODES_OF_CHILD),
        ("another-child", "another-parent", CODES_OF_ALL),
    ] {
        let (mut portal, teen) = portal();
        start(&mut portal, &teen, now(), None);
        let mut other = portal.link(&teen, MOTHER).unwrap().clone();
        other.issued = vec![now(); made - 1];
        portal.links.insert((of, by), other.clone());
        assert!(!portal.has_made_too_many(teen.key, MOTHER, now()), "{of} {by}");
        other.issued.push(now());
        portal.links.insert((of, by), other);
        assert!(is_too_many(portal.issue_code(&teen, MOTHER, false, now())), "{of} {by}");
        let later = now().checked_add_signed(TimeDelta::hours(25)).unwrap();
        assert!(!portal.has_made_too_many(teen.key, MOTHER, later));
    }
}

/// T-01.
#[test]
fn wrong_codes_are_bounded_over_all_accounts() {
    let (mut portal, teen) = portal();
    start(&mut portal, &teen, now(), None);
    portal.issue_code(&teen, MOTHER, false, now()).ok().unwrap();
    portal.wrong_codes = vec![("others", now()); WRONG_OF_ALL - 1];
    let wrong = portal.enter_code(&teen, MOTHER, "1", now());
    assert!(matches!(wrong, Err(NoCode::Refused(Reason::CodeWrong))));
    assert!(is_too_many(portal.enter_code(&teen, MOTHER, "1", now())));
}
