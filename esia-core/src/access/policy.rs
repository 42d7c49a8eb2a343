//! The settings of the login decision, each with the default of rules.md.

use crate::age::AgeReached;

/// Whether a teen's own consent counts (O-4, rules.md 5.1).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum TeenConsent {
    /// A parent consents for everyone under 18, as the instructions say.
    #[default]
    ParentOnly,
    /// From 14 the pupil's own consent counts beside a parent's (Decree 111).
    ParentOrTeen,
}

impl TeenConsent {
    /// Both readings, the default first.
    pub const ALL: [Self; 2] = [Self::ParentOnly, Self::ParentOrTeen];
}

/// How open questions of the rules are read; recorded with each decision.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new setting")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Policy {
    /// When an age counts as reached.
    pub age_rule: AgeReached,
    /// Whether a teen's own consent counts (O-4).
    pub teen_consent: TeenConsent,
}

impl Policy {
    /// Every combination of settings, the default first.
    pub fn all() -> impl Iterator<Item = Self> {
        AgeReached::ALL.into_iter().flat_map(|age_rule| {
            TeenConsent::ALL.into_iter().map(move |teen_consent| Self { age_rule, teen_consent })
        })
    }
}
