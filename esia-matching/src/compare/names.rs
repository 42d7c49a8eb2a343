//! Two names, part by part.

use crate::evidence::Evidence;
use crate::finding::Field;
use crate::name::{FullName, NameKey};
use crate::policy::{MatchPolicy, MiddleNamePolicy, YoPolicy};

/// How the parts of two readable names compare, whatever the policy.
#[derive(Clone, Copy)]
pub(super) struct NamesCompared {
    parts: [(Field, Part); 3],
}

/// How one part compares.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Part {
    /// Equal, or missing on both sides.
    Same,
    /// Equal but for ё and е.
    Yo,
    /// Missing on the first side alone.
    OnlySecond,
    /// Missing on the second side alone.
    OnlyFirst,
    /// Two different texts.
    Different,
}

impl NamesCompared {
    /// `None` where a side has no readable name.
    pub(super) fn between(one: &Evidence, other: &Evidence) -> Option<Self> {
        let (one, other) = one.names().value().zip(other.names().value())?;
        Some(Self::of(one, other))
    }

    fn of(one: &FullName, other: &FullName) -> Self {
        let exact = [one.exact_key(), other.exact_key()];
        let folded = [one.key(), other.key()];
        let mut parts = pairs(&exact).zip(pairs(&folded));
        let fields = [Field::LastName, Field::FirstName, Field::MiddleName];
        Self { parts: fields.map(|field| (field, Part::of(parts.next().unwrap_or_default()))) }
    }

    pub(super) fn agree(self, policy: MatchPolicy) -> bool {
        self.parts.iter().all(|(field, part)| part.agrees(*field, policy))
    }

    /// Whether a part is equal only with ё read as е.
    pub(super) fn is_yo_folded(self) -> bool {
        self.parts.iter().any(|(_, part)| *part == Part::Yo)
    }
}

/// The parts of two keys side by side; a missing part is empty.
fn pairs([one, other]: &[NameKey; 2]) -> impl Iterator<Item = (&str, &str)> {
    one.as_str().split('|').zip(other.as_str().split('|'))
}

impl Part {
    /// From the pair of exact texts and the pair of folded ones.
    fn of(((one, other), folded): ((&str, &str), (&str, &str))) -> Self {
        match (one.is_empty(), other.is_empty()) {
            (true, false) => Self::OnlySecond,
            (false, true) => Self::OnlyFirst,
            (true, true) | (false, false) if one == other => Self::Same,
            (true, true) | (false, false) if folded.0 == folded.1 => Self::Yo,
            (true, true) | (false, false) => Self::Different,
        }
    }

    fn agrees(self, field: Field, policy: MatchPolicy) -> bool {
        match self {
            Self::Same => true,
            Self::Yo => policy.yo == YoPolicy::Folded,
            Self::OnlyFirst | Self::OnlySecond => {
                field == Field::MiddleName && policy.middle_name == MiddleNamePolicy::MissingAgrees
            }
            Self::Different => false,
        }
    }
}
