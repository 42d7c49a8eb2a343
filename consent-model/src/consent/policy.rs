//! The settings of the machine, and what it is told about the pupil before the first event.

use crate::actor::RepresentativeId;
use crate::personal::BirthDate;
use alloc::collections::BTreeSet;
use esia_core::access;

/// How open questions of the rules are read; recorded with each history.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new setting")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Policy {
    /// When an age counts as reached, and whether a teen's own consent counts: the settings that
    /// the login decision has too, so that the two cannot differ.
    pub access: access::Policy,
    /// What an objection of the other representative does (Q-12, O-3).
    pub disagreement: Disagreement,
    /// How long after a refusal no new request is sent (T-18).
    pub cool_down_hours: u32,
    /// How long a request lives (TM-3). Read by whoever owns the timer, not by `step`.
    pub request_ttl_days: u32,
    /// At which failure in a row a notice becomes a task of the staff.
    pub notice_tries: u8,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            access: access::Policy::default(),
            disagreement: Disagreement::default(),
            cool_down_hours: 24,
            request_ttl_days: 30,
            notice_tries: 3,
        }
    }
}

/// What a representative's objection does to the other's consent.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Disagreement {
    /// It closes access until it is lifted or ruled on.
    #[default]
    ObjectionBlocks,
    /// Nothing: only the grantor can take a consent back.
    GrantorOnly,
}

impl Disagreement {
    /// Both readings, the default first.
    pub const ALL: [Self; 2] = [Self::ObjectionBlocks, Self::GrantorOnly];
}

/// What is known before the first event.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new fact")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SetUp {
    /// The pupil's birth date, from a verified source.
    pub birth_date: BirthDate,
    /// The representatives whose accounts are linked and whose authority the portal has checked.
    pub representatives: BTreeSet<RepresentativeId>,
}
