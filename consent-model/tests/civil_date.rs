//! Goal: an event belongs to the civil date of the zone that its moment carries.
//! Method: one instant, told in two zones: in one of them the 18th birthday is over already.

use chrono::DateTime;
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::consent::{Act, Event, Policy, SetUp, State, StateKind, step};
use consent_model::personal::BirthDate;
use consent_model::reason::Reason;

#[test]
fn q_07_one_instant_is_two_days_in_two_zones_and_the_age_is_that_of_the_day() {
    let parent = RepresentativeId::parse("p").unwrap();
    let born = BirthDate::new("2008-09-01".parse().unwrap());
    let set_up = SetUp { birth_date: born, representatives: [parent.clone()].into() };
    let event =
        Event::new(Actor::Representative(parent), Act::ApprovedInAdvance { expires_at: None });
    let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
    let (before, after) = (at("2026-09-01T23:30:00+02:00"), at("2026-09-02T00:30:00+03:00"));
    assert_eq!(before, after, "one instant");

    let policy = Policy::default();
    let granted = step(&State::new(&set_up), &event, before, &policy).unwrap();
    assert_eq!(granted.state.kind(), StateKind::Granted);
    let refused = step(&State::new(&set_up), &event, after, &policy).unwrap_err();
    assert_eq!(refused.reason, Reason::NotEntitled);
}
