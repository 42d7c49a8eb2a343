//! The settings of the machine, and what it is told before the first event.

use crate::actor::RepresentativeId;
use crate::personal::BirthDate;
use alloc::collections::BTreeSet;
use esia_core::age::AgeReached;

/// How open questions of the rules are read; recorded with each history.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new setting")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Policy {
    /// When an age counts as reached.
    pub age_rule: AgeReached,
}

/// What is known before the first event.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new fact")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SetUp {
    /// The child's birth date, from a verified source.
    pub birth_date: BirthDate,
    /// The representatives whose authority the portal has checked.
    pub representatives: BTreeSet<RepresentativeId>,
}
