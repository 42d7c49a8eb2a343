//! The hints: one Russian phrase for each kind, with the field and the places filled in.

use super::{Field, Finding, FindingKind, Side};
use alloc::format;
use alloc::string::String;

pub(super) fn write(finding: Finding) -> String {
    let Words { within, of, what } = words(finding.field);
    let place = place(finding);
    // Digits are counted in the number, which for a certificate is not the whole of it.
    let number = match finding.field {
        Field::Certificate => "в номере свидетельства о рождении",
        Field::Snils
        | Field::LastName
        | Field::FirstName
        | Field::MiddleName
        | Field::BirthDate
        | Field::Record => within,
    };
    let there = if place.is_empty() { String::new() } else { format!(" {place}") };
    if let Some(document) = finding.document {
        return format!("{place} вместо {of} {}", document.russian()).trim_start().into();
    }
    if finding.is_one_act_perhaps {
        return format!("{within} {}: {ONE_ACT}", phrase(finding.kind));
    }
    match (finding.kind, finding.at()) {
        (FindingKind::OneDigit, [at]) => format!("{number} отличается {at}-я цифра"),
        (FindingKind::OneLetter, [at]) => format!("{within} отличается {at}-я буква"),
        (FindingKind::Transposition, [first, second]) => {
            format!("{number} переставлены {first}-я и {second}-я цифры")
        }
        (FindingKind::TransposedLetters, [first, second]) => {
            format!("{within} переставлены {first}-я и {second}-я буквы")
        }
        (FindingKind::DigitLost, [at]) => format!("{number}{there} пропущена {at}-я цифра"),
        (FindingKind::DigitExtra, [at]) => format!("{number}{there} лишняя {at}-я цифра"),
        (FindingKind::LookAlike, [at]) => {
            format!("{number}{there} на {at}-м месте буква, похожая на цифру")
        }
        (FindingKind::Different, _) if place.is_empty() && is_changed_by_law(finding.field) => {
            format!("{within} {}: {CHANGED}", phrase(FindingKind::Different))
        }
        (kind, _) if place.is_empty() => format!("{within} {}", phrase(kind)),
        (FindingKind::Missing, _) => format!("{place} нет {of}"),
        (FindingKind::Placeholder, _) => format!("{place} вместо {of} заглушка"),
        (FindingKind::Different | FindingKind::OtherDate, _) => {
            format!("{place} не удалось прочитать {what}")
        }
        (FindingKind::Numeral, _) => format!("{within} {place} неверно римское число серии"),
        (FindingKind::Letters, _) => format!("{within} {place} неверны буквы серии"),
        (kind, _) => format!("{within} {place} {}", phrase(kind)),
    }
}

/// What a short number of an act record leaves open (identity.md 7, row 45).
const ONE_ACT: &str = "короткий номер актовой записи подходит к номеру из 21 цифры; сверьте, не \
                       выдан ли документ повторно";

/// How a name becomes another by law (identity.md 7, row 70).
const CHANGED: &str = "сверьте, не было ли перемены имени или установления отцовства";

/// Whether a name of this field is changed by such a document.
pub(super) const fn is_changed_by_law(field: Field) -> bool {
    matches!(field, Field::LastName | Field::MiddleName)
}

/// Where the flaw lies, if it lies with a side.
fn place(finding: Finding) -> &'static str {
    match (finding.lies_with(Side::Journal), finding.lies_with(Side::Provider)) {
        (true, true) => "в журнале и на Госуслугах",
        (true, false) => "в журнале",
        (false, true) => "на Госуслугах",
        (false, false) => "",
    }
}

struct Words {
    /// Within the field: «в фамилии».
    within: &'static str,
    /// Of the field: «фамилии».
    of: &'static str,
    /// The field as an object: «фамилию».
    what: &'static str,
}

const fn words(field: Field) -> Words {
    match field {
        Field::Snils => Words {
            within: "в номере СНИЛС", of: "номера СНИЛС", what: "номер СНИЛС"
        },
        Field::Certificate => Words {
            within: "в свидетельстве о рождении",
            of: "свидетельства о рождении",
            what: "свидетельство о рождении",
        },
        Field::LastName => {
            Words { within: "в фамилии", of: "фамилии", what: "фамилию" }
        }
        Field::FirstName => Words { within: "в имени", of: "имени", what: "имя" },
        Field::MiddleName => Words {
            within: "в отчестве", of: "отчества", what: "отчество"
        },
        Field::BirthDate => {
            Words {
                within: "в дате рождения", of: "даты рождения", what: "дату рождения"
            }
        }
        Field::Record => {
            Words { within: "в записи", of: "записи", what: "запись" }
        }
    }
}

/// What follows «в фамилии», «в номере СНИЛС».
const fn phrase(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Missing => "нет значения",
        FindingKind::Checksum => "не сходятся контрольные цифры",
        FindingKind::OneDigit => "отличается одна цифра",
        FindingKind::Transposition => "переставлены соседние цифры",
        FindingKind::DigitLost => "не хватает цифры",
        FindingKind::DigitExtra => "лишняя цифра",
        FindingKind::Placeholder => "заглушка вместо значения",
        FindingKind::WrongDocument => "номер другого документа",
        FindingKind::OtherPerson => "значение другого человека",
        FindingKind::Duplicate => "то же значение, что и в другой записи",
        FindingKind::Numeral => "отличается римское число серии",
        FindingKind::Letters => "отличаются буквы серии",
        FindingKind::Reissued => "другой бланк той же актовой записи: документ выдан повторно",
        FindingKind::Yo => "отличаются только буквы Е и Ё",
        FindingKind::LookAlike => "похожий знак вместо верного",
        FindingKind::KeyboardLayout => "буквы другой раскладки клавиатуры",
        FindingKind::SwappedFields => "значение соседнего поля",
        FindingKind::Variant => "другой вариант того же имени",
        FindingKind::OneLetter => "отличается одна буква",
        FindingKind::TransposedLetters => "переставлены соседние буквы",
        FindingKind::Hyphen => "отличается дефис",
        FindingKind::HalfOfDoubleName => "только одна часть двойной фамилии или имени",
        FindingKind::Truncated => "обрезан конец",
        FindingKind::Initials => "инициалы вместо полного написания",
        FindingKind::Transliterated => "написание латинскими буквами",
        FindingKind::GenderEnding => "отличается только родовое окончание",
        FindingKind::NoteInName => "посторонняя пометка",
        FindingKind::DayMonthSwapped => "переставлены день и месяц",
        FindingKind::OtherDate => "другая дата",
        FindingKind::Different => "другое значение",
    }
}
