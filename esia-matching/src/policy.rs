//! The settings of a comparison, each with its default.

/// Whether ё and е are the same letter in a name (identity.md 0.5).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum YoPolicy {
    /// The same, beside an equal identifier, and always noted: `yo_folded`.
    #[default]
    Folded,
    /// Two letters.
    Exact,
}

impl YoPolicy {
    /// Both readings, the default first.
    pub const ALL: [Self; 2] = [Self::Folded, Self::Exact];
}

/// What a middle name is worth that only one side has.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum MiddleNamePolicy {
    /// It differs.
    #[default]
    Strict,
    /// It agrees with none at all; two middle names must still be equal.
    MissingAgrees,
}

impl MiddleNamePolicy {
    /// Both readings, the default first.
    pub const ALL: [Self; 2] = [Self::Strict, Self::MissingAgrees];
}

/// How two people are compared; none of it lets unequal identifiers agree.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new setting")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct MatchPolicy {
    /// Whether ё and е are the same letter.
    pub yo: YoPolicy,
    /// What a middle name is worth that only one side has.
    pub middle_name: MiddleNamePolicy,
}

impl MatchPolicy {
    /// Every combination of settings, the default first.
    pub fn all() -> impl Iterator<Item = Self> {
        YoPolicy::ALL.into_iter().flat_map(|yo| {
            MiddleNamePolicy::ALL.into_iter().map(move |middle_name| Self { yo, middle_name })
        })
    }
}
