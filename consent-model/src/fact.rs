//! What the login decision needs to know, and what time alone has made due.

use crate::actor::{Actor, Party};
use crate::consent::{Act, Event, Policy, State, StateKind, Verdict, step};
use chrono::{DateTime, FixedOffset};
use esia_core::access::{ConsentFact, ConsentState, TeenConsent};

/// The consent as [`esia_core::access::decide`] sees it at the moment `at`.
///
/// A consent with a term counts as ended from `at ≥ expires_at`, timer or no timer. Adulthood is
/// not looked at: the fact may still be a parent's grant, and row D-13 answers it (I-15).
#[must_use]
pub fn consent_fact(state: &State, at: DateTime<FixedOffset>) -> ConsentFact {
    let episode = state.episode();
    let consent = match state.kind() {
        StateKind::None => ConsentState::None,
        StateKind::Requested => ConsentState::Requested,
        StateKind::Granted if episode.is_expired(at) => ConsentState::Ended,
        StateKind::Granted => {
            let by_parent = episode.grants().iter().any(|(party, grant)| match party {
                Party::Representative(_) => !grant.is_expired(at),
                Party::Pupil => false,
            });
            if by_parent { ConsentState::GrantedByParent } else { ConsentState::GrantedBySelf }
        }
        StateKind::Contested => ConsentState::Contested,
        StateKind::Declined => ConsentState::Declined,
        StateKind::Withdrawn => ConsentState::Withdrawn,
        StateKind::Lapsed => ConsentState::Lapsed,
        StateKind::Ended => ConsentState::Ended,
    };
    ConsentFact { state: consent, epoch: state.epoch() }
}

/// The event that time has made due and that no timer has brought yet.
///
/// Whoever drives the machine asks this before each decision and each `sign_in_attempted`, steps
/// the event and asks again, so that a late timer holds nobody up: a term that is over, a
/// minor-era episode of an adult, a self-grant that a minor may not give (D-13).
#[must_use]
pub fn overdue(state: &State, at: DateTime<FixedOffset>, policy: &Policy) -> Option<Event> {
    if !state.kind().is_open() {
        return None;
    }
    let episode = state.episode();
    if episode.is_expired(at) {
        return Some(Event::new(Actor::Clock, Act::TermExpired));
    }
    let birthday = Event::new(Actor::Clock, Act::TurnedEighteen);
    // The table itself says whether the birthday is reached and whether it ends this episode.
    if step(state, &birthday, at, policy).is_ok_and(|step| step.verdict == Verdict::Accepted) {
        return Some(birthday);
    }
    let only_own = episode.grants().keys().eq([&Party::Pupil]);
    let void = only_own && !episode.is_own() && {
        match policy.access.teen_consent {
            TeenConsent::ParentOnly => true,
            TeenConsent::ParentOrTeen => false,
        }
    };
    void.then(|| Event::new(Actor::Esia, Act::EvidenceAnnulled))
}
