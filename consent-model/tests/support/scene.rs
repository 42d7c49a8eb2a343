//! A scene: a pupil, the settings, and what is answered to each line at its hour.

use crate::world::World;
use consent_model::consent::Policy;
use esia_core::access::TeenConsent;

pub(crate) const CHILD: &str = "2014-05-05";
pub(crate) const TEEN: &str = "2010-05-05";
/// 18 is reached on 2 September 2026, sixteen hours after the beginning.
pub(crate) const TURNS_ADULT: &str = "2008-09-01";

/// Says each line at its hour and compares the answers.
pub(crate) fn scene(birth: &str, policy: Policy, lines: &[(i64, &str, &str)]) -> World {
    let mut world = World::new(birth, policy);
    for (hour, line, expected) in lines {
        assert_eq!(world.say(*hour, line), *expected, "{hour}: {line}");
    }
    world
}

pub(crate) fn default() -> Policy {
    Policy::default()
}

pub(crate) fn parent_or_teen() -> Policy {
    let mut policy = Policy::default();
    policy.access.teen_consent = TeenConsent::ParentOrTeen;
    policy
}

pub(crate) const ATTEMPT: &str = "self sign_in_attempted";
pub(crate) const ASKED: &str = "→ requested: notice:p notice:q";
