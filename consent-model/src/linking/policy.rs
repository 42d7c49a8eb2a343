//! The settings of the machine, and what it is told before the first event.

use crate::actor::RepresentativeId;
use crate::personal::BirthDate;
use alloc::collections::BTreeSet;
use core::num::NonZeroU8;
use esia_core::age::AgeReached;

/// How open questions of the rules are read; recorded with each history.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new setting")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Policy {
    /// How many wrong tries void a code (T-01).
    pub code_tries: NonZeroU8,
    /// How many hours after a change of the account's e-mail nobody starts linking (T-14); 0 is the
    /// table of the instructions, which know no such wait.
    pub email_cool_down_hours: u32,
    /// When an age counts as reached.
    pub age_rule: AgeReached,
}

impl Default for Policy {
    fn default() -> Self {
        const FIVE: NonZeroU8 = NonZeroU8::MIN.saturating_add(4);
        Self { code_tries: FIVE, email_cool_down_hours: 0, age_rule: AgeReached::default() }
    }
}

/// What is known before the first event.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new fact")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SetUp {
    /// The child's birth date, from a verified source.
    pub birth_date: BirthDate,
    /// The parent whose link this is, with authority.
    pub parent: RepresentativeId,
    /// The other representatives, with authority, whose accounts are linked already.
    pub others: BTreeSet<RepresentativeId>,
}
