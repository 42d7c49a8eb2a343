//! The documents whose numbers are typed into the wrong field.

/// A document that stands where another belongs (документ другого вида), told by its digits.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Document {
    /// A passport (паспорт): ten digits.
    Passport,
    /// A passport for travel abroad (заграничный паспорт): nine digits.
    TravelPassport,
    /// A telephone: eleven digits from 7 or 8.
    Telephone,
    /// A SNILS (СНИЛС): eleven digits.
    Snils,
    /// A taxpayer's number (ИНН): twelve digits.
    Taxpayer,
    /// A policy of medical insurance (полис ОМС): sixteen digits.
    InsurancePolicy,
    /// The number of an act record (запись акта о рождении): twenty-one digits.
    ActRecord,
}

impl Document {
    /// Every document.
    pub const ALL: [Self; 7] = [
        Self::Passport,
        Self::TravelPassport,
        Self::Telephone,
        Self::Snils,
        Self::Taxpayer,
        Self::InsurancePolicy,
        Self::ActRecord,
    ];

    /// What so many digits are, if not what the field asks for.
    pub(crate) const fn of_digits(count: usize) -> Option<Self> {
        Some(match count {
            9 => Self::TravelPassport,
            10 => Self::Passport,
            11 => Self::Snils,
            12 => Self::Taxpayer,
            16 => Self::InsurancePolicy,
            21 => Self::ActRecord,
            _ => return None,
        })
    }

    /// What stands there, in Russian.
    #[must_use]
    pub const fn russian(self) -> &'static str {
        match self {
            Self::Passport => "номер паспорта",
            Self::TravelPassport => "номер заграничного паспорта",
            Self::Telephone => "номер телефона",
            Self::Snils => "номер СНИЛС",
            Self::Taxpayer => "ИНН",
            Self::InsurancePolicy => "номер полиса ОМС",
            Self::ActRecord => "номер записи акта о рождении",
        }
    }

    /// What stands there, in English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Passport => "a passport",
            Self::TravelPassport => "a passport for travel",
            Self::Telephone => "a telephone number",
            Self::Snils => "a SNILS",
            Self::Taxpayer => "a taxpayer's number",
            Self::InsurancePolicy => "an insurance policy",
            Self::ActRecord => "an act record",
        }
    }
}
