//! Who acts: representatives by their handle, the pupil, the school, the clock, the registry.

use alloc::string::String;
use core::fmt;
use esia_core::secrets::Personal;

/// A handle of a legal representative (законный представитель): the integrator's own key.
///
/// It should be pseudonymous: never a number of a document, never an e-mail. Because nobody can
/// see to that from here, `Debug` does not show it; an [`Effect`](crate::consent::Effect)
/// writes it out, since an effect is an instruction that must name whom it concerns.
///
/// **Guarantees.** Not blank, no control characters, and none of the words that name another
/// actor: `self`, `school`, `clock`, `esia`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RepresentativeId(Personal);

impl RepresentativeId {
    /// Takes a handle in.
    ///
    /// # Errors
    ///
    /// One variant of [`RepresentativeIdError`] for each way of not being a handle.
    pub fn parse(text: &str) -> Result<Self, RepresentativeIdError> {
        if text.trim().is_empty() {
            return Err(RepresentativeIdError::Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(RepresentativeIdError::Character);
        }
        if RESERVED.contains(&text) {
            return Err(RepresentativeIdError::Reserved);
        }
        Ok(Self(Personal::new(String::from(text))))
    }

    /// The handle itself, for storage and for the effects; never for a log.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// Why a text is not a handle of a representative.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RepresentativeIdError {
    /// White space only: `"  "`.
    #[error("a handle of a representative is not blank")]
    Empty,
    /// A control character: `"p\n"`.
    #[error("a handle of a representative has no control characters")]
    Character,
    /// The name of another actor: `"school"`.
    #[error("a handle of a representative is not the name of another actor")]
    Reserved,
}

/// Someone who can be asked, grant, decline or be told: a representative, or the pupil.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Party {
    /// A legal representative (законный представитель).
    Representative(RepresentativeId),
    /// The pupil (обучающийся).
    Pupil,
}

/// The handle, or `self`: the form in which effects name a party.
impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Representative(id) => id.expose(),
            Self::Pupil => PUPIL,
        })
    }
}

/// Who an event comes from.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Actor {
    /// A legal representative, by handle.
    Representative(RepresentativeId),
    /// The pupil, signed in as such.
    Pupil,
    /// A member of the school's staff.
    School,
    /// A timer of the integrator.
    Clock,
    /// ESIA or the consents platform, by its signed word.
    Esia,
}

impl Actor {
    /// Reads `self`, `school`, `clock`, `esia`, or else the handle of a representative.
    ///
    /// # Errors
    ///
    /// As [`RepresentativeId::parse`]; never [`RepresentativeIdError::Reserved`].
    pub fn parse(text: &str) -> Result<Self, RepresentativeIdError> {
        Ok(match text {
            PUPIL => Self::Pupil,
            SCHOOL => Self::School,
            CLOCK => Self::Clock,
            ESIA => Self::Esia,
            handle => Self::Representative(RepresentativeId::parse(handle)?),
        })
    }

    /// Which kind of actor this is.
    #[must_use]
    pub const fn kind(&self) -> ActorKind {
        match self {
            Self::Representative(_) => ActorKind::Representative,
            Self::Pupil => ActorKind::Pupil,
            Self::School => ActorKind::School,
            Self::Clock => ActorKind::Clock,
            Self::Esia => ActorKind::Esia,
        }
    }

    /// The actor as one who can grant or decline; `None` for the school, the clock and ESIA.
    #[must_use]
    pub fn party(&self) -> Option<Party> {
        match self {
            Self::Representative(id) => Some(Party::Representative(id.clone())),
            Self::Pupil => Some(Party::Pupil),
            Self::School | Self::Clock | Self::Esia => None,
        }
    }
}

/// An actor without the handle: what the table speaks of.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ActorKind {
    /// Any legal representative.
    Representative,
    /// The pupil.
    Pupil,
    /// The school's staff.
    School,
    /// A timer.
    Clock,
    /// ESIA or the consents platform.
    Esia,
}

impl ActorKind {
    /// The one actor of this kind; `None` for representatives, of whom there are several.
    #[must_use]
    pub const fn only(self) -> Option<Actor> {
        match self {
            Self::Representative => None,
            Self::Pupil => Some(Actor::Pupil),
            Self::School => Some(Actor::School),
            Self::Clock => Some(Actor::Clock),
            Self::Esia => Some(Actor::Esia),
        }
    }
}

const PUPIL: &str = "self";
const SCHOOL: &str = "school";
const CLOCK: &str = "clock";
const ESIA: &str = "esia";
const RESERVED: [&str; 4] = [PUPIL, SCHOOL, CLOCK, ESIA];

#[cfg(test)]
mod tests {
    //! Goal: a handle is never mistaken for another actor, nor the other way round.
    //! Method: one example for each variant of the error, and the reserved words one by one.

    use super::{Actor, ActorKind, RepresentativeId, RepresentativeIdError};

    #[test]
    fn each_way_of_not_being_a_handle_has_its_error() {
        let error = |text| RepresentativeId::parse(text).unwrap_err();
        assert_eq!(error("  "), RepresentativeIdError::Empty);
        assert_eq!(error("p\n"), RepresentativeIdError::Character);
        for word in ["self", "school", "clock", "esia"] {
            assert_eq!(error(word), RepresentativeIdError::Reserved);
        }
    }

    #[test]
    fn a_reserved_word_names_its_actor_and_any_other_text_a_representative() {
        let kind = |text| Actor::parse(text).unwrap().kind();
        assert_eq!(kind("self"), ActorKind::Pupil);
        assert_eq!(kind("school"), ActorKind::School);
        assert_eq!(kind("clock"), ActorKind::Clock);
        assert_eq!(kind("esia"), ActorKind::Esia);
        assert_eq!(kind("p"), ActorKind::Representative);
        assert_eq!(kind("Self"), ActorKind::Representative);
    }
}
