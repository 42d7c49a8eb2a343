//! Goal: nothing personal shows in `Debug` or in an error (T-15, I-33).
//! Method: canaries as handle, birth date and reference; every type that can hold one is printed.

use chrono::DateTime;
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::consent::{Act, CapacityGround, Event, Policy, SetUp};
use consent_model::history::History;
use consent_model::personal::{ActRef, BirthDate};

const HANDLE: &str = "canary-handle";
const REFERENCE: &str = "canary-act";
const BIRTH: &str = "2011-11-13";

#[test]
fn no_canary_shows_in_debug_or_in_an_error() {
    let id = RepresentativeId::parse(HANDLE).unwrap();
    let set_up = SetUp {
        birth_date: BirthDate::new(BIRTH.parse().unwrap()),
        representatives: [id.clone()].into(),
    };
    let at = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
    let mut history = History::new(set_up, Policy::default());
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
}
