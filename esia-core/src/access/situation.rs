//! The conditions that the rows of the decision table are written in.

use super::facts::{ConsentState, Facts, LinkedParents, Lookup};
use super::policy::{Policy, TeenConsent};
use crate::account::{Account, AccountKind, AccountLevel};
use crate::age::{AgeBand, IMPLAUSIBLE_YEARS, is_reached};
use chrono::NaiveDate;

/// One condition of a row; a row holds when all of its conditions do.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Condition {
    /// No verified account: an error of the provider, or a failed check.
    ProtocolFailed,
    /// No age can be told: the birth date is missing, in the future, or 121 years are reached;
    /// or a person under 14 is called emancipated (O-7).
    AgeUnknown,
    /// The person is in this band.
    Band(AgeBand),
    /// The person is under 18.
    Minor,
    /// The account was opened so.
    Kind(AccountKind),
    /// The account's level is below confirmed.
    NotConfirmed,
    /// The register of pupils could not be asked.
    LookupUnavailable,
    /// The register has no exact unique match.
    NoMatch,
    /// The register has an exact unique match.
    Match,
    /// It is known that no parent has linked the account.
    NoLinkedParents,
    /// The state of consent is unknown or stale.
    ConsentUnknown,
    /// No grant is in force.
    ConsentNotGranted,
    /// A grant is in force, but of somebody who may not give it for this band.
    ConsentOfWrongBand,
    /// A grant is in force that counts for this band.
    ConsentEffective,
    /// No grant is in force that counts for this band.
    NoConsentEffective,
}

impl Condition {
    /// Every condition, in the order of its bit.
    #[cfg(test)]
    const ALL: [Self; 18] = [
        Self::ProtocolFailed,
        Self::AgeUnknown,
        Self::Band(AgeBand::Under14),
        Self::Band(AgeBand::From14To17),
        Self::Band(AgeBand::Adult),
        Self::Minor,
        Self::Kind(AccountKind::Child),
        Self::Kind(AccountKind::SelfMade),
        Self::NotConfirmed,
        Self::LookupUnavailable,
        Self::NoMatch,
        Self::Match,
        Self::NoLinkedParents,
        Self::ConsentUnknown,
        Self::ConsentNotGranted,
        Self::ConsentOfWrongBand,
        Self::ConsentEffective,
        Self::NoConsentEffective,
    ];

    /// The place of the condition among [`Self::ALL`], as one bit.
    pub(super) const fn bit(self) -> u32 {
        match self {
            Self::ProtocolFailed => 1,
            Self::AgeUnknown => 1 << 1,
            Self::Band(AgeBand::Under14) => 1 << 2,
            Self::Band(AgeBand::From14To17) => 1 << 3,
            Self::Band(AgeBand::Adult) => 1 << 4,
            Self::Minor => 1 << 5,
            Self::Kind(AccountKind::Child) => 1 << 6,
            Self::Kind(AccountKind::SelfMade) => 1 << 7,
            Self::NotConfirmed => 1 << 8,
            Self::LookupUnavailable => 1 << 9,
            Self::NoMatch => 1 << 10,
            Self::Match => 1 << 11,
            Self::NoLinkedParents => 1 << 12,
            Self::ConsentUnknown => 1 << 13,
            Self::ConsentNotGranted => 1 << 14,
            Self::ConsentOfWrongBand => 1 << 15,
            Self::ConsentEffective => 1 << 16,
            Self::NoConsentEffective => 1 << 17,
        }
    }

    /// The condition in words, for the generated pages.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::ProtocolFailed => "the provider failed, or a check of its answer did",
            Self::AgeUnknown => {
                "birth date missing, in the future, or 121 years reached; or under 14 and called emancipated"
            }
            Self::Band(AgeBand::Under14) => "under 14",
            Self::Band(AgeBand::From14To17) => "14 to 17",
            Self::Band(AgeBand::Adult) => "18 or older",
            Self::Minor => "under 18",
            Self::Kind(AccountKind::Child) => "child account",
            Self::Kind(AccountKind::SelfMade) => "self-made account",
            Self::NotConfirmed => "account not confirmed",
            Self::LookupUnavailable => "register not available",
            Self::NoMatch => "no exact unique match",
            Self::Match => "an exact unique match",
            Self::NoLinkedParents => "known that no parent is linked",
            Self::ConsentUnknown => "consent unknown or stale",
            Self::ConsentNotGranted => "consent not granted",
            Self::ConsentOfWrongBand => "granted by somebody who may not, at this age",
            Self::ConsentEffective => "consent in force",
            Self::NoConsentEffective => "no effective consent",
        }
    }
}

/// The facts of one attempt, seen on one day under one policy.
pub(super) struct Situation<'f> {
    pub(super) facts: &'f Facts,
    /// `None` where no age can be told.
    pub(super) band: Option<AgeBand>,
    grant: Grant,
}

/// Whether a grant is in force, and whether it counts for the band.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Grant {
    Effective,
    OfWrongBand,
    Missing,
    Unknown,
}

impl<'f> Situation<'f> {
    pub(super) fn new(facts: &'f Facts, policy: Policy, today: NaiveDate) -> Self {
        let band = band(facts, policy, today);
        let grant = grant(facts.consent.state, band, policy.teen_consent);
        Self { facts, band, grant }
    }

    pub(super) fn is_minor(&self) -> bool {
        self.band.is_some_and(AgeBand::is_minor)
    }

    /// The bits of all conditions that hold: each fact has its own, whatever the others say.
    pub(super) fn conditions(&self) -> u32 {
        of_account(self.facts.account.as_ref())
            | of_band(self.band)
            | of_lookup(&self.facts.lookup)
            | of_parents(self.facts.linked_parents)
            | of_grant(self.grant)
    }
}

fn of_account(account: Option<&Account>) -> u32 {
    use Condition::{Kind, NotConfirmed, ProtocolFailed};
    let Some(account) = account else { return ProtocolFailed.bit() | NotConfirmed.bit() };
    let level = match account.level() {
        AccountLevel::Confirmed => 0,
        AccountLevel::Child | AccountLevel::Simplified | AccountLevel::Standard => {
            NotConfirmed.bit()
        }
    };
    Kind(account.kind()).bit() | level
}

fn of_band(band: Option<AgeBand>) -> u32 {
    use Condition::{AgeUnknown, Band, Minor};
    let Some(band) = band else { return AgeUnknown.bit() };
    Band(band).bit() | if band.is_minor() { Minor.bit() } else { 0 }
}

const fn of_lookup(lookup: &Lookup) -> u32 {
    match lookup {
        Lookup::Found(_) => Condition::Match.bit(),
        Lookup::NotFound | Lookup::Ambiguous | Lookup::Conflict => Condition::NoMatch.bit(),
        Lookup::Unavailable => Condition::LookupUnavailable.bit(),
    }
}

fn of_parents(parents: LinkedParents) -> u32 {
    if parents == LinkedParents::Known(0) { Condition::NoLinkedParents.bit() } else { 0 }
}

const fn of_grant(grant: Grant) -> u32 {
    use Condition::{
        ConsentEffective, ConsentNotGranted, ConsentOfWrongBand, ConsentUnknown, NoConsentEffective,
    };
    match grant {
        Grant::Effective => ConsentEffective.bit(),
        Grant::OfWrongBand => ConsentOfWrongBand.bit() | NoConsentEffective.bit(),
        Grant::Missing => ConsentNotGranted.bit() | NoConsentEffective.bit(),
        Grant::Unknown => ConsentUnknown.bit() | NoConsentEffective.bit(),
    }
}

/// The band for every row: an emancipated teen is an adult, an emancipated child is a mistake.
fn band(facts: &Facts, policy: Policy, today: NaiveDate) -> Option<AgeBand> {
    let birth = facts.birth_date?;
    if is_reached(birth, IMPLAUSIBLE_YEARS, policy.age_rule, today) {
        return None;
    }
    match (AgeBand::on(birth, today, policy.age_rule)?, facts.emancipated) {
        (AgeBand::Under14, true) => None,
        (AgeBand::From14To17, true) => Some(AgeBand::Adult),
        (band, _) => Some(band),
    }
}

fn grant(state: ConsentState, band: Option<AgeBand>, teen: TeenConsent) -> Grant {
    match state {
        ConsentState::Unknown => Grant::Unknown,
        ConsentState::GrantedByParent => match band {
            Some(AgeBand::Under14 | AgeBand::From14To17) => Grant::Effective,
            Some(AgeBand::Adult) | None => Grant::OfWrongBand,
        },
        ConsentState::GrantedBySelf => match (band, teen) {
            (Some(AgeBand::Adult), _) | (Some(AgeBand::From14To17), TeenConsent::ParentOrTeen) => {
                Grant::Effective
            }
            (Some(AgeBand::From14To17), TeenConsent::ParentOnly)
            | (Some(AgeBand::Under14) | None, _) => Grant::OfWrongBand,
        },
        ConsentState::None
        | ConsentState::Requested
        | ConsentState::Contested
        | ConsentState::Declined
        | ConsentState::Withdrawn
        | ConsentState::Lapsed
        | ConsentState::Ended => Grant::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::Condition;
    use crate::age::AgeBand;
    use alloc::collections::BTreeSet;

    #[test]
    fn every_condition_has_its_own_bit_and_is_among_all() {
        for (place, condition) in Condition::ALL.into_iter().enumerate() {
            assert_eq!(condition.bit(), 1 << place, "{condition:?}");
        }
    }

    #[test]
    fn every_condition_has_words_of_its_own() {
        let words: BTreeSet<&str> = Condition::ALL.map(Condition::words).into();
        assert_eq!(words.len(), Condition::ALL.len(), "{words:?}");
        assert_eq!(Condition::Band(AgeBand::From14To17).words(), "14 to 17");
        assert_eq!(Condition::NoMatch.words(), "no exact unique match");
    }
}
