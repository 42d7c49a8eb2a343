//! The hints in English: one phrase for each kind, with the field and the places filled in.

use super::hint::is_changed_by_law;
use super::{Field, Finding, FindingKind, Side};
use alloc::format;
use alloc::string::String;

pub(super) fn write(finding: Finding) -> String {
    let field = field(finding.field);
    let place = place(finding);
    if let Some(document) = finding.document {
        return format!("{field}: {} stands there{place}", document.english());
    }
    if finding.is_one_act_perhaps {
        return format!("{field}: {}; {ONE_ACT}", phrase(finding.kind));
    }
    match (finding.kind, finding.at()) {
        (FindingKind::OneDigit, [at]) => format!("{field}: digit {at} differs"),
        (FindingKind::OneLetter, [at]) => format!("{field}: letter {at} differs"),
        (FindingKind::Transposition, [first, second]) => {
            format!("{field}: digits {first} and {second} are swapped")
        }
        (FindingKind::TransposedLetters, [first, second]) => {
            format!("{field}: letters {first} and {second} are swapped")
        }
        (FindingKind::DigitLost, [at]) => format!("{field}: digit {at} is missing{place}"),
        (FindingKind::DigitExtra, [at]) => format!("{field}: digit {at} is one too many{place}"),
        (FindingKind::LookAlike, [at]) => {
            format!("{field}: sign {at} is a letter that looks like a digit{place}")
        }
        (FindingKind::Different | FindingKind::OtherDate, _) if !place.is_empty() => {
            format!("{field}: cannot be read{place}")
        }
        (FindingKind::Numeral, _) if !place.is_empty() => {
            format!("{field}: the Roman numeral of the series is wrong{place}")
        }
        (FindingKind::Letters, _) if !place.is_empty() => {
            format!("{field}: the letters of the series are wrong{place}")
        }
        (FindingKind::Different, _) if is_changed_by_law(finding.field) => {
            format!("{field}: {}; {CHANGED}", phrase(FindingKind::Different))
        }
        (kind, _) => format!("{field}: {}{place}", phrase(kind)),
    }
}

/// What a short number of an act record leaves open (identity.md 7, row 45).
const ONE_ACT: &str =
    "the short number of the act record agrees with that of 21 digits: was the paper issued anew?";

/// How a name becomes another by law (identity.md 7, row 70).
const CHANGED: &str = "was the name changed, or paternity established?";

/// Where the flaw lies, if it lies with a side.
fn place(finding: Finding) -> &'static str {
    match (finding.lies_with(Side::Journal), finding.lies_with(Side::Provider)) {
        (true, true) => " in the journal and in Gosuslugi",
        (true, false) => " in the journal",
        (false, true) => " in Gosuslugi",
        (false, false) => "",
    }
}

const fn field(field: Field) -> &'static str {
    match field {
        Field::Snils => "SNILS",
        Field::Certificate => "birth certificate",
        Field::LastName => "last name",
        Field::FirstName => "first name",
        Field::MiddleName => "middle name",
        Field::BirthDate => "birth date",
        Field::Record => "record",
    }
}

/// What follows the field.
const fn phrase(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Missing => "no value",
        FindingKind::Checksum => "the check digits do not agree",
        FindingKind::OneDigit => "one digit differs",
        FindingKind::Transposition => "neighbouring digits are swapped",
        FindingKind::DigitLost => "a digit is missing",
        FindingKind::DigitExtra => "a digit too many",
        FindingKind::Placeholder => "a placeholder in place of a value",
        FindingKind::WrongDocument => "the number of another document",
        FindingKind::OtherPerson => "the value of another person",
        FindingKind::Duplicate => "the same value as in another record",
        FindingKind::Numeral => "the Roman numeral of the series differs",
        FindingKind::Letters => "the letters of the series differ",
        FindingKind::Reissued => "another paper of the same act record: issued anew",
        FindingKind::Yo => "only the letters Е and Ё differ",
        FindingKind::LookAlike => "a sign that looks like the right one",
        FindingKind::KeyboardLayout => "typed in another keyboard layout",
        FindingKind::SwappedFields => "the value of a neighbouring field",
        FindingKind::Variant => "another variant of the same name",
        FindingKind::OneLetter => "one letter differs",
        FindingKind::TransposedLetters => "neighbouring letters are swapped",
        FindingKind::Hyphen => "a hyphen is missing or added",
        FindingKind::HalfOfDoubleName => "only one half of a double name",
        FindingKind::Truncated => "the end is cut off",
        FindingKind::Initials => "initials in place of the full spelling",
        FindingKind::Transliterated => "written in Latin letters",
        FindingKind::GenderEnding => "only the ending of the gender differs",
        FindingKind::NoteInName => "a note beside the name",
        FindingKind::DayMonthSwapped => "day and month are swapped",
        FindingKind::OtherDate => "another date",
        FindingKind::Different => "another value",
    }
}
