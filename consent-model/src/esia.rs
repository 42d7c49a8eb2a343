//! ESIA `permissions` as one source of grants (согласия, выданные через ЕСИА).
//!
//! A diary may ask for consents at sign-in or read the list of those that stand. Either way it has
//! [`Permission`]s: plain values, whatever the protocol's types are. [`Permissions`] remembers
//! which of them it has seen and turns news into events of the consent machine:
//!
//! | news | event |
//! |---|---|
//! | a permission in force, new | `approved_in_advance` or `self_approved`, with its term |
//! | the same once more | none: the id is the key of idempotence (T-22) |
//! | withdrawn, or gone from the whole list | `withdrawn` or `self_withdrawn`, unless the grantor has another one in force |
//! | withdrawn before it was ever seen | the withdrawal alone; the grant that comes late is none |
//! | its term is over (equal is dead) | none: the grant carries its term, and [`overdue`](crate::fact::overdue) ends it |
//!
//! No push notice of a withdrawal is known, so it is found by asking. There are two things to ask
//! for: the list of permissions, where a system may read it ([`Permissions::take_list`]), and the
//! scopes that the person's permissions cover ([`Sighting`]), which name neither operator nor
//! purpose: so they show that something is gone, and never that it was given. An answer that only
//! says "no permission" (403, ESIA-007019) shows neither: consent is then unknown, never withdrawn
//! (settled case 16, [`fact`]). Events from here are stepped by
//! [`History::receive`](crate::history::History::receive), which drops none for its order.
//!
//! # Examples
//!
//! What `esia_core::protocol::permissions` has read is handed over as a plain value:
//!
//! ```
//! use consent_model::esia::Sighting;
//! use std::collections::BTreeSet;
//!
//! // sighting.listed() there: a list, or nothing where the request failed.
//! let listed: Option<BTreeSet<String>> = None;
//! assert_eq!(Sighting::of(listed.as_ref()), Sighting::Unknown);
//! ```

mod sighting;

pub use sighting::{Sighting, fact};

use crate::actor::{Actor, RepresentativeId};
use crate::consent::{Act, Event};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset, TimeDelta};
use esia_core::secrets::Personal;

/// One permission as ESIA tells it (согласие в ЕСИА).
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain input; a caller must notice a new field")]
pub struct Permission {
    /// Its key at ESIA.
    pub id: Personal,
    /// Who gave it, by the integrator's handle.
    pub grantor: Grantor,
    /// To whom: `responsibleObject`.
    pub operator: String,
    /// What for: the one entry of `purposes`.
    pub purpose: String,
    /// Which data: `scopes`.
    pub scopes: BTreeSet<String>,
    /// What may be done with them: `actions`.
    pub actions: BTreeSet<String>,
    /// When it was given.
    pub granted_at: DateTime<FixedOffset>,
    /// For how many minutes: `expire`.
    pub expire_minutes: u32,
    /// Whether it was taken back.
    pub is_withdrawn: bool,
}

/// Who gave a permission.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Grantor {
    /// A legal representative (законный представитель).
    Representative(RepresentativeId),
    /// The pupil, from 14 on.
    Pupil {
        /// Whether a fresh step-up sign-in to a self-made account stands behind it (T-13).
        step_up: bool,
    },
}

/// What the diary needs a permission to cover: one operator, one purpose (rules.md 5.2).
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new need")]
pub struct Needed {
    /// Whose permission counts.
    pub operator: String,
    /// For what.
    pub purpose: String,
    /// The data without which it is not enough.
    pub scopes: BTreeSet<String>,
    /// The actions without which it is not enough; `ALL_ACTIONS_TO_DATA` covers each.
    pub actions: BTreeSet<String>,
}

/// The permissions of one pupil that were seen so far.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Permissions {
    needed: Needed,
    seen: BTreeMap<Personal, Seen>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Seen {
    grantor: Grantor,
    expires_at: DateTime<FixedOffset>,
    is_withdrawn: bool,
}

impl Seen {
    fn is_in_force(&self, at: DateTime<FixedOffset>) -> bool {
        !self.is_withdrawn && at < self.expires_at
    }
}

impl Permissions {
    /// None seen yet.
    #[must_use]
    pub const fn new(needed: Needed) -> Self {
        Self { needed, seen: BTreeMap::new() }
    }

    /// Takes news of one permission and says what happened to the consent, if anything.
    ///
    /// # Errors
    ///
    /// One variant of [`PermissionError`] for each way of not covering what is needed; nothing is
    /// remembered then.
    pub fn take(
        &mut self,
        permission: &Permission,
        at: DateTime<FixedOffset>,
    ) -> Result<Option<Event>, PermissionError> {
        let expires_at = self.needed.term_of(permission)?;
        if let Some(seen) = self.seen.get_mut(&permission.id) {
            let is_news = permission.is_withdrawn && seen.is_in_force(at);
            seen.is_withdrawn |= permission.is_withdrawn;
            let grantor = seen.grantor.clone();
            return Ok(if is_news { self.withdrawal(&grantor, at) } else { None });
        }
        let seen = Seen {
            grantor: permission.grantor.clone(),
            expires_at,
            is_withdrawn: permission.is_withdrawn,
        };
        let is_in_force = seen.is_in_force(at);
        self.seen.insert(permission.id.clone(), seen);
        Ok(if is_in_force {
            Some(grant(&permission.grantor, expires_at))
        } else if permission.is_withdrawn && at < expires_at {
            self.withdrawal(&permission.grantor, at)
        } else {
            None
        })
    }

    /// Takes the whole list of standing permissions: what was in force and is not in it was taken
    /// back. Permissions that do not cover what is needed are passed over.
    pub fn take_list(&mut self, list: &[Permission], at: DateTime<FixedOffset>) -> Vec<Event> {
        let listed: BTreeSet<&Personal> = list.iter().map(|permission| &permission.id).collect();
        let mut gone = Vec::new();
        for (id, seen) in &mut self.seen {
            if seen.is_in_force(at) && !listed.contains(id) {
                seen.is_withdrawn = true;
                gone.push(seen.grantor.clone());
            }
        }
        // Grants first: whoever renewed a permission has not taken the consent back.
        let mut events: Vec<Event> =
            list.iter().filter_map(|permission| self.take(permission, at).ok().flatten()).collect();
        events.extend(gone.iter().filter_map(|grantor| self.withdrawal(grantor, at)));
        events
    }

    /// Takes what asking has shown: where a whole list lacks a scope that is needed, every
    /// permission in force was taken back, each grantor's once. A scope that is there proves no
    /// permission for this operator and purpose, so nothing is granted by it.
    pub fn take_sighting(&mut self, sighting: &Sighting, at: DateTime<FixedOffset>) -> Vec<Event> {
        let is_gone = match sighting {
            Sighting::Listed(scopes) => !self.needed.scopes.is_subset(scopes),
            Sighting::Unknown => false,
        };
        if !is_gone {
            return Vec::new();
        }
        let mut grantors = BTreeSet::new();
        for seen in self.seen.values_mut().filter(|seen| seen.is_in_force(at)) {
            seen.is_withdrawn = true;
            grantors.insert(seen.grantor.clone());
        }
        grantors.iter().filter_map(|grantor| self.withdrawal(grantor, at)).collect()
    }

    /// Forgets a permission whose event the machine refused, so that it counts as new once what
    /// stood against it is settled: a grant of one who was not linked yet.
    pub fn forget(&mut self, id: &Personal) {
        self.seen.remove(id);
    }

    /// The withdrawal, unless another permission of the same grantor is in force.
    fn withdrawal(&self, grantor: &Grantor, at: DateTime<FixedOffset>) -> Option<Event> {
        let is_other_in_force =
            self.seen.values().any(|seen| seen.grantor.is_same(grantor) && seen.is_in_force(at));
        (!is_other_in_force).then(|| match grantor {
            Grantor::Representative(id) => {
                Event::new(Actor::Representative(id.clone()), Act::Withdrawn)
            }
            Grantor::Pupil { step_up } => {
                Event::new(Actor::Pupil, Act::SelfWithdrawn { step_up: *step_up })
            }
        })
    }
}

impl Grantor {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Representative(one), Self::Representative(other)) => one == other,
            (Self::Pupil { .. }, Self::Pupil { .. }) => true,
            (Self::Representative(_), Self::Pupil { .. })
            | (Self::Pupil { .. }, Self::Representative(_)) => false,
        }
    }
}

impl Needed {
    /// Until when a permission that covers the need is in force.
    fn term_of(&self, permission: &Permission) -> Result<DateTime<FixedOffset>, PermissionError> {
        if permission.operator != self.operator {
            return Err(PermissionError::Operator);
        }
        if permission.purpose != self.purpose {
            return Err(PermissionError::Purpose);
        }
        if !self.scopes.is_subset(&permission.scopes) {
            return Err(PermissionError::Scope);
        }
        if !permission.actions.contains(ALL_ACTIONS) && !self.actions.is_subset(&permission.actions)
        {
            return Err(PermissionError::Action);
        }
        let term = TimeDelta::minutes(i64::from(permission.expire_minutes));
        permission.granted_at.checked_add_signed(term).ok_or(PermissionError::Term)
    }
}

fn grant(grantor: &Grantor, expires_at: DateTime<FixedOffset>) -> Event {
    let expires_at = Some(expires_at);
    match grantor {
        // In an open request it counts as `approved` (6.1).
        Grantor::Representative(id) => {
            Event::new(Actor::Representative(id.clone()), Act::ApprovedInAdvance { expires_at })
        }
        Grantor::Pupil { step_up } => {
            Event::new(Actor::Pupil, Act::SelfApproved { step_up: *step_up, expires_at })
        }
    }
}

/// Why a permission is none for this diary.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PermissionError {
    /// Given to another operator: `"Другая школа"`.
    #[error("the permission is for another operator")]
    Operator,
    /// Given for another purpose: a tick at the opening of the account (rules.md 5.2).
    #[error("the permission is for another purpose")]
    Purpose,
    /// Without data that are needed: no `birthdate`.
    #[error("the permission does not cover the data that are needed")]
    Scope,
    /// Without an action that is needed: no actions at all.
    #[error("the permission does not cover the actions that are needed")]
    Action,
    /// A term that the calendar does not have: from the last day of the calendar on.
    #[error("the term of the permission is not in the calendar")]
    Term,
}

const ALL_ACTIONS: &str = "ALL_ACTIONS_TO_DATA";
