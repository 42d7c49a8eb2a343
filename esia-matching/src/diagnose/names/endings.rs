//! Endings of the grammatical gender.

use crate::finding::Field;

/// Whether two names differ in the gender of their endings and in nothing else.
pub(crate) fn differ_in_gender(field: Field, one: &str, other: &str) -> bool {
    let endings: &[(&str, &str)] = match field {
        Field::LastName => &LAST,
        Field::FirstName => &FIRST,
        Field::MiddleName => &MIDDLE,
        Field::Snils | Field::Certificate | Field::BirthDate | Field::Record => &[],
    };
    let (mut left, mut right) = (one.split(['-', ' ']), other.split(['-', ' ']));
    let mut differs = false;
    loop {
        match (left.next(), right.next()) {
            (None, None) => return differs,
            (Some(one), Some(other)) if one == other => {}
            (Some(one), Some(other)) if is_pair(endings, one, other) => differs = true,
            (Some(_) | None, Some(_) | None) => return false,
        }
    }
}

fn is_pair(endings: &[(&str, &str)], one: &str, other: &str) -> bool {
    let are = |male: &str, female: &str| {
        endings.iter().any(|(his, hers)| {
            let stems = male.strip_suffix(his).zip(female.strip_suffix(hers));
            stems.is_some_and(|(his, hers)| his == hers)
        })
    };
    are(one, other) || are(other, one)
}

/// Endings of last names, his and hers.
const LAST: [(&str, &str); 5] =
    [("В", "ВА"), ("Н", "НА"), ("ИЙ", "АЯ"), ("ЫЙ", "АЯ"), ("ОЙ", "АЯ")];

/// Endings of first names that both a boy and a girl may bear.
const FIRST: [(&str, &str); 4] = [("ИЙ", "ИЯ"), ("ДР", "ДРА"), ("СЛАВ", "СЛАВА"), ("ЛАН", "ЛАНА")];

/// Endings of patronymics.
const MIDDLE: [(&str, &str); 7] = [
    ("ОВИЧ", "ОВНА"),
    ("ЕВИЧ", "ЕВНА"),
    ("ИЧ", "ИЧНА"),
    ("ИЧ", "ИНИЧНА"),
    ("ОГЛЫ", "КЫЗЫ"),
    ("УЛЫ", "КЫЗЫ"),
    ("УУЛУ", "КЫЗЫ"),
];
