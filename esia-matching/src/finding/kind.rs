//! The kinds of findings, as the contract names them (design.md 3.2).

use core::fmt;

/// The kind of a difference (вид замечания), from the error catalogue (identity.md 7).
///
/// The most specific kind that explains the whole difference is the one that is told; the order
/// is that of identity.md 7a.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum FindingKind {
    /// No value on one side.
    Missing,
    /// The last two digits do not agree with the first nine.
    Checksum,
    /// One digit differs.
    OneDigit,
    /// Two neighbouring digits are swapped.
    Transposition,
    /// A digit is missing.
    DigitLost,
    /// A digit too many.
    DigitExtra,
    /// A value that stands for none, such as all digits equal.
    Placeholder,
    /// The number of another document.
    WrongDocument,
    /// The value of another person.
    OtherPerson,
    /// Several records carry the value.
    Duplicate,
    /// The Roman numeral of the series differs or is none.
    Numeral,
    /// The letter pair of the series differs or is none.
    Letters,
    /// A certificate issued anew on the same act record.
    Reissued,
    /// Only ё and е differ, and the policy tells them apart.
    Yo,
    /// A letter or digit that looks like another.
    LookAlike,
    /// Typed in another keyboard layout.
    KeyboardLayout,
    /// The value of a neighbouring field.
    SwappedFields,
    /// Another variant of the same name.
    Variant,
    /// One letter differs.
    OneLetter,
    /// Two neighbouring letters are swapped.
    TransposedLetters,
    /// A hyphen is missing or added.
    Hyphen,
    /// One half of a double name.
    HalfOfDoubleName,
    /// The end is cut off.
    Truncated,
    /// Initials in place of names.
    Initials,
    /// Written in Latin letters.
    Transliterated,
    /// Only the ending of the grammatical gender differs.
    GenderEnding,
    /// A note of the office within a name.
    NoteInName,
    /// Day and month are swapped.
    DayMonthSwapped,
    /// Another date, or none that can be read.
    OtherDate,
    /// Another value, or one that cannot be read.
    Different,
}

impl FindingKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 30] = [
        Self::Missing,
        Self::Checksum,
        Self::OneDigit,
        Self::Transposition,
        Self::DigitLost,
        Self::DigitExtra,
        Self::Placeholder,
        Self::WrongDocument,
        Self::OtherPerson,
        Self::Duplicate,
        Self::Numeral,
        Self::Letters,
        Self::Reissued,
        Self::Yo,
        Self::LookAlike,
        Self::KeyboardLayout,
        Self::SwappedFields,
        Self::Variant,
        Self::OneLetter,
        Self::TransposedLetters,
        Self::Hyphen,
        Self::HalfOfDoubleName,
        Self::Truncated,
        Self::Initials,
        Self::Transliterated,
        Self::GenderEnding,
        Self::NoteInName,
        Self::DayMonthSwapped,
        Self::OtherDate,
        Self::Different,
    ];

    /// The identifier of the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Checksum => "checksum",
            Self::OneDigit => "one_digit",
            Self::Transposition => "transposition",
            Self::DigitLost => "digit_lost",
            Self::DigitExtra => "digit_extra",
            Self::Placeholder => "placeholder",
            Self::WrongDocument => "wrong_document",
            Self::OtherPerson => "other_person",
            Self::Duplicate => "duplicate",
            Self::Numeral => "numeral",
            Self::Letters => "letters",
            Self::Reissued => "reissued",
            Self::Yo => "yo",
            Self::LookAlike => "look_alike",
            Self::KeyboardLayout => "keyboard_layout",
            Self::SwappedFields => "swapped_fields",
            Self::Variant => "variant",
            Self::OneLetter => "one_letter",
            Self::TransposedLetters => "transposed_letters",
            Self::Hyphen => "hyphen",
            Self::HalfOfDoubleName => "half_of_double_name",
            Self::Truncated => "truncated",
            Self::Initials => "initials",
            Self::Transliterated => "transliterated",
            Self::GenderEnding => "gender_ending",
            Self::NoteInName => "note_in_name",
            Self::DayMonthSwapped => "day_month_swapped",
            Self::OtherDate => "other_date",
            Self::Different => "different",
        }
    }
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
