//! Claims of a gateway, read after every check.

use crate::person::{Gender, Person, ReceivedDate};
use crate::protocol::json::{self, JsonError};
use crate::secrets::Personal;
use alloc::string::String;
use serde_json::{Map, Value};

/// The claims of a verified ID token or of a userinfo answer.
#[derive(Clone)]
pub(crate) struct Claims(Map<String, Value>);

impl Claims {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, JsonError> {
        json::read(bytes, bytes.len()).map(Self)
    }

    /// A claim that is there and is not `null`.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// The person that these claims describe; a claim that is no text counts as missing.
    pub(crate) fn person(&self, snils_claim: Option<&str>) -> Person {
        let personal = |name: &str| self.text(name).map(|text| Personal::new(String::from(text)));
        Person {
            last_name: personal("family_name"),
            first_name: personal("given_name"),
            middle_name: personal("middle_name"),
            birth_date: self.text("birthdate").map(birth_date),
            snils: snils_claim.and_then(personal),
            gender: self.text("gender").and_then(gender),
            ..Person::default()
        }
    }

    /// These claims, and those of `other` that these do not have.
    pub(crate) fn or(mut self, other: Self) -> Self {
        for (name, value) in other.0 {
            if self.get(&name).is_none() {
                self.0.insert(name, value);
            }
        }
        self
    }
}

/// A date in the form of OpenID Connect (`2012-09-01`) or of ESIA (`01.09.2012`).
fn birth_date(text: &str) -> ReceivedDate {
    let mut parts = text.splitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        // The year 0000 says that the year is withheld.
        (Some(year), Some(month), Some(day)) if year != "0000" => {
            ReceivedDate::from_text(&[day, ".", month, ".", year].concat())
        }
        (_, _, _) => ReceivedDate::from_text(text),
    }
}

fn gender(text: &str) -> Option<Gender> {
    match text {
        "female" => Some(Gender::Female),
        "male" => Some(Gender::Male),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn a_birth_date_is_read_in_both_forms_and_in_no_other() {
        let day = NaiveDate::from_ymd_opt(2012, 9, 1);
        assert_eq!(birth_date("2012-09-01").day(), day);
        assert_eq!(birth_date("01.09.2012").day(), day);
        // OpenID Connect also allows a date without the year, and a year alone.
        for text in ["0000-09-01", "2012", "2012-9-1", "2012-02-30", "--", ""] {
            assert_eq!(birth_date(text).day(), None, "{text:?}");
        }
    }

    #[test]
    fn signed_claims_come_before_others() {
        let signed = Claims::read(br#"{"given_name":"A","middle_name":null}"#).unwrap();
        let other = Claims::read(br#"{"given_name":"B","middle_name":"C"}"#).unwrap();
        let person = signed.or(other).person(None);
        assert_eq!(person.first_name.unwrap().expose(), "A");
        assert_eq!(person.middle_name.unwrap().expose(), "C");
    }
}
