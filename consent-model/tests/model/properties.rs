//! The product as stateright sees it, and what must hold in it: 6.5 of `state-machines.md`.

use crate::moves::Move;
use crate::scope::Scope;
use crate::world::{PARENTS, World, parent};
use consent_model::actor::Party;
use consent_model::child_account;
use consent_model::consent::{EndReason, StateKind};
use consent_model::linking;
use esia_core::access::TeenConsent;
use esia_core::age::AgeBand;
use stateright::{Model, Property};
use std::sync::Arc;

/// The product, in one exploration.
#[derive(Clone, Debug)]
pub(crate) struct Family {
    pub(crate) scope: Scope,
    moves: Vec<Move>,
}

impl Family {
    pub(crate) fn new(scope: Scope) -> Self {
        let moves = scope.moves.iter().map(|line| Move::read(line)).collect();
        Self { scope, moves }
    }
}

impl Model for Family {
    type State = World;
    /// The place of a move among those of the scope.
    type Action = usize;

    fn init_states(&self) -> Vec<World> {
        vec![self.scope.beginning()]
    }

    fn actions(&self, world: &World, actions: &mut Vec<usize>) {
        let moves = self.moves.iter().enumerate();
        let possible = moves.filter(|(_, one)| self.scope.is_possible(world, one));
        actions.extend(possible.map(|(place, _)| place));
    }

    fn next_state(&self, world: &World, action: usize) -> Option<World> {
        let mut next = world.clone();
        self.scope.play(&mut next, &self.moves[action]);
        (!next.is_untouched(world)).then_some(next)
    }

    fn format_action(&self, action: &usize) -> String {
        self.scope.moves[*action].to_owned()
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let always = INVARIANTS.iter().map(|(name, holds)| Property::always(name, *holds));
        let sometimes = GOALS.iter().map(|(name, holds)| Property::sometimes(name, *holds));
        always.chain(sometimes).collect()
    }
}

type Condition = fn(&Family, &World) -> bool;

/// The safety invariants, each by its id.
pub(crate) const INVARIANTS: &[(&str, Condition)] = &[
    ("I-01 a live login implies consent in force", |family, world| {
        let is_expired = world.consent.episode().is_expired(world.now());
        !world.is_served(&family.scope) || is_granted(world) && !is_expired
    }),
    ("I-02 a live login implies a unique match and an active account", |family, world| {
        !world.is_served(&family.scope) || world.record && world.has_account()
    }),
    ("I-03 a minor's consent in force has a grantor who holds authority now", |family, world| {
        let teen_may = family.scope.policy.access.teen_consent == TeenConsent::ParentOrTeen;
        let entitled = world.consent.facts().entitled();
        let mut grantors = world.consent.episode().grants().keys();
        world.is_adult(&family.scope)
            || !is_granted(world)
            || grantors.any(|party| match party {
                Party::Representative(id) => entitled.contains(id),
                Party::Pupil => teen_may,
            })
    }),
    ("I-04 consent in force implies no standing objection", |_, world| {
        !is_granted(world) || world.consent.facts().objections().is_empty()
    }),
    ("I-07 a dispute has at least one grant and one objection", |_, world| {
        let has_objection = !world.consent.facts().objections().is_empty();
        let has_grant = !world.consent.episode().grants().is_empty();
        world.consent.kind() != StateKind::Contested || has_grant && has_objection
    }),
    ("I-08 nobody is grantor and objector at once", |_, world| {
        let grants = world.consent.episode().grants();
        let mut objectors = world.consent.facts().objections().iter().cloned();
        !world.consent.kind().is_open()
            || !objectors.any(|id| grants.contains_key(&Party::Representative(id)))
    }),
    ("I-09 an adult has no parental grant, no live link and no live code", |family, world| {
        let rule = family.scope.policy.access.age_rule;
        let own_band = world.child.birth_date().band_on(world.now().date_naive(), rule);
        let is_adult = [world.is_adult(&family.scope), own_band == AgeBand::Adult];
        if is_adult == [false; 2] {
            return true;
        }
        let settled = world.settled(&family.scope);
        let mut grantors = settled.consent.episode().grants().keys();
        let by_parent =
            settled.consent.kind().is_open() && grantors.any(|party| *party != Party::Pupil);
        let lives = |link: &Arc<linking::State>| {
            has_code(link) || link.kind() == linking::StateKind::Linked
        };
        let links = settled.links.iter().any(lives);
        !(is_adult[0] && by_parent || is_adult[1] && links)
    }),
    ("I-10 a minor has no self-grant where parents alone consent", |family, world| {
        family.scope.policy.access.teen_consent == TeenConsent::ParentOrTeen
            || world.is_adult(&family.scope)
            || !world.consent.kind().is_open()
            || !world.consent.episode().grants().contains_key(&Party::Pupil)
    }),
    ("I-11 no binding code exists for a child under 14", |family, world| {
        let rule = family.scope.policy.access.age_rule;
        let band = world.child.birth_date().band_on(world.now().date_naive(), rule);
        band != AgeBand::Under14 || !world.links.iter().any(|link| has_code(link))
    }),
    ("I-12 linked implies authority held", |_, world| {
        let facts = world.consent.facts();
        let machines = (0..PARENTS.len())
            .all(|place| !world.is_linked(place) || holds_authority(world, place));
        machines && facts.linked().is_subset(facts.entitled())
    }),
    ("I-13 leaving the granted state has ended every login of the pupil", |_, world| {
        world
            .login
            .as_ref()
            .is_none_or(|login| is_granted(world) && login.epoch() == world.consent.epoch())
    }),
    ("I-14 a deleted account has no open episode, no link and no live login", |family, world| {
        let is_gone = world.consent.facts().is_account_deleted()
            || world.child.kind() == child_account::StateKind::Deleted;
        !is_gone
            || !world.consent.kind().is_open()
                && !(0..PARENTS.len()).any(|place| world.is_linked(place))
                && !world.is_served(&family.scope)
    }),
    ("I-15 from 18 on no minor-era consent is honoured, timer or no timer", |family, world| {
        let is_own = world.consent.episode().grants().keys().eq([&Party::Pupil])
            && world.consent.episode().is_own();
        !world.is_adult(&family.scope) || !world.is_served(&family.scope) || is_own
    }),
    ("I-23 a request is sent only after a match, or a parent consents in advance", |_, world| {
        !world.asked_unmatched
    }),
    ("I-28 a change of a verified card loses the verification", |family, world| {
        let mut next = world.clone();
        if world.child.kind() == child_account::StateKind::Verified {
            family.scope.play(&mut next, &Move::read("child p card_edited"));
            return next.child.kind() != child_account::StateKind::Verified;
        }
        true
    }),
];

/// What must be reachable in some exploration, so that no invariant holds for want of cases
/// (I-48, I-45).
pub(crate) const GOALS: &[(&str, Condition)] = &[
    ("I-48 a child under 14 signs in", |family, world| enters(family, world, AgeBand::Under14)),
    ("I-48 a teen signs in", |family, world| enters(family, world, AgeBand::From14To17)),
    ("I-48 an adult signs in", |family, world| enters(family, world, AgeBand::Adult)),
    ("I-48 both parents are linked, one of them by a code", |_, world| {
        (0..PARENTS.len()).all(|place| world.is_linked(place))
            && world.links.iter().any(|link| link.detail() == Some(linking::Detail::Code))
    }),
    ("I-48 the parents are in dispute", |_, world| world.consent.kind() == StateKind::Contested),
    ("I-48 a request is declined", |_, world| world.consent.kind() == StateKind::Declined),
    ("I-48 a request lapses", |_, world| world.consent.kind() == StateKind::Lapsed),
    ("I-48 a consent ends with its grantor's authority", |_, world| {
        world.consent.episode().end() == Some(EndReason::AuthorityLost)
    }),
    ("I-48 both parents have granted", |_, world| world.consent.episode().grants().len() == 2),
    ("I-48 a teen's own grant opens the diary", |family, world| {
        let grants = world.consent.episode().grants();
        enters(family, world, AgeBand::From14To17)
            && grants.keys().eq([&Party::Pupil])
            && !world.consent.episode().is_own()
    }),
    ("I-48 a consent ends with its term", |_, world| {
        world.consent.episode().end() == Some(EndReason::Expired)
    }),
    ("I-45 after a correction by the school and an approval the diary opens", |family, world| {
        world.was_missing && world.is_served(&family.scope)
    }),
];

fn is_granted(world: &World) -> bool {
    world.consent.kind() == StateKind::Granted
}

/// Whether a code is out, or the state says so.
fn has_code(link: &linking::State) -> bool {
    link.code().is_some() || link.kind() == linking::StateKind::CodeIssued
}

fn holds_authority(world: &World, place: usize) -> bool {
    world.links[place].facts().entitled().contains(&parent(place))
}

fn enters(family: &Family, world: &World, band: AgeBand) -> bool {
    world.is_served(&family.scope) && world.band(&family.scope) == band
}
