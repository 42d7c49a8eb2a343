//! Goal: nothing personal shows in `Debug` or in an error (T-15, I-33).
//! Method: canaries as handle, birth date and reference; every type that can hold one is printed.

use chrono::DateTime;
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::child_account::phone::PhoneNumber;
use consent_model::child_account::{self, ChildAccount};
use consent_model::code::BindingCode;
use consent_model::consent::{Act, CapacityGround, Consent, Event, Policy, SetUp};
use consent_model::history::History;
use consent_model::linking::{self, Linking};
use consent_model::personal::{AccountId, ActRef, BirthDate, Email};

const HANDLE: &str = "canary-handle";
const REFERENCE: &str = "canary-act";
const BIRTH: &str = "2011-11-13";

/// What linking and the child account hold: handles, an address, a code, an account, a phone.
///
/// T-15, I-33.
#[test]
fn no_canary_shows_in_linking_or_in_a_child_account() {
    let id = RepresentativeId::parse(HANDLE).unwrap();
    let parent = Actor::Representative(id.clone());
    let birth_date = BirthDate::new(BIRTH.parse().unwrap());
    let at = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
    let set_up = linking::SetUp { birth_date, parent: id.clone(), others: [].into() };
    let mut link = History::<Linking>::new(set_up, linking::Policy::default());
    let email = Email::parse("canary@example.org").unwrap();
    let start = linking::Act::LinkStarted { email: email.clone(), card: true };
    let started = link.push(at, linking::Event::new(parent.clone(), start)).unwrap();
    let account = AccountId::parse("canary-account").unwrap();
    let issue = linking::Issue {
        code: BindingCode::parse("canary-code").unwrap(),
        expires_at: DateTime::parse_from_rfc3339("2026-09-01T08:10:00+03:00").unwrap(),
        account: Some(account.clone()),
    };
    let confirm = linking::Act::OwnershipConfirmed(issue);
    let issued = link.push(at, linking::Event::new(parent.clone(), confirm)).unwrap();
    let code = BindingCode::entered("canary-other");
    let entered = linking::Act::CodeEntered { code, account, same_child: true };
    let refused = link.push(at, linking::Event::new(Actor::Pupil, entered)).unwrap_err();

    let set_up = child_account::SetUp { birth_date, representatives: [id].into() };
    let mut child = History::<ChildAccount>::new(set_up, child_account::Policy::default());
    let added = child_account::Event::new(parent, child_account::Act::CardAdded);
    let step = child.push(at, added).unwrap();
    let shown = [
        format!("{link:?} {:#?} {started:?} {issued:?} {email:?}", link.state()),
        format!("{refused:?} {refused} {:?} {:?}", Email::parse(" "), AccountId::parse("")),
        format!("{child:?} {step:?} {:?}", PhoneNumber::parse("+7 201 111-13-13")),
    ];
    for text in shown {
        // The year and the day of the birth, the digits of the phone, every text that was given.
        for canary in ["canary", "2011", "11-13", "1113", "example"] {
            assert!(!text.contains(canary), "{canary} in {text}");
        }
    }
}

/// T-15, I-33.
#[test]
fn no_canary_shows_in_debug_or_in_an_error() {
    let id = RepresentativeId::parse(HANDLE).unwrap();
    let set_up = SetUp {
        birth_date: BirthDate::new(BIRTH.parse().unwrap()),
        representatives: [id.clone()].into(),
    };
    let at = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
    let mut history = History::<Consent>::new(set_up, Policy::default());
    let parent = Actor::Representative(id.clone());
    let attempt = Act::SignInAttempted { matched: true, account_active: true };
    let asked = history.push(at, Event::new(Actor::Pupil, attempt)).unwrap();
    let corrected = Act::BirthDateCorrected { birth_date: BirthDate::new(BIRTH.parse().unwrap()) };
    let emancipated = Act::Emancipated {
        ground: Some(CapacityGround::Emancipation),
        act_ref: Some(ActRef::parse(REFERENCE).unwrap()),
    };
    let refused = history.push(at, Event::new(parent.clone(), emancipated.clone())).unwrap_err();
    let granted = history.push(at, Event::new(parent, Act::Approved { expires_at: None })).unwrap();
    let shown = [
        format!("{id:?} {corrected:?} {emancipated:?} {asked:?} {granted:?}"),
        format!("{history:?} {:#?}", history.state()),
        format!("{refused:?} {refused}"),
        format!("{:?} {:?}", RepresentativeId::parse("canary-\n"), ActRef::parse("  ")),
    ];
    for text in shown {
        for canary in ["canary", "2011", "11-13"] {
            assert!(!text.contains(canary), "{canary} in {text}");
        }
    }
    assert_eq!(asked.effects[0].to_string(), "notice:canary-handle");
    // What is hidden is said to be hidden.
    assert_eq!(format!("{corrected:?}"), "BirthDateCorrected { birth_date: [personal] }");
}
