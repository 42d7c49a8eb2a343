//! The person object.

use crate::view::View;
use esia_core::account::AccountLevel;
use families::people::Person;
use families::profile::Profile;
use serde_json::{Map, Value, json};

/// Which of the two seen shapes the person object has.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum PersonShape {
    /// As seen in 2018: long, without the flags that came later.
    Of2018,
    /// As seen in December 2025: with `kidAccCreatedByParent`, without the birth place.
    #[default]
    Of2025,
}

/// The whole person, as far as the scopes allow.
pub(super) fn whole(view: &View<'_>) -> Map<String, Value> {
    let person = &view.person;
    let mut whole = Map::new();
    let mut put = |key: &str, value: Value| {
        whole.insert(key.into(), value);
    };
    put("stateFacts", json!(["EntityRoot"]));
    put("eTag", json!("5374616E64"));
    put("trusted", json!(person.account == AccountLevel::Confirmed));
    put("status", json!("REGISTERED"));
    put("verifying", json!(false));
    put("citizenship", json!("RUS"));
    put("updatedOn", json!(view.shared.clock.now().timestamp()));
    put("containsUpCfmCode", json!(false));
    match view.shared.shape {
        PersonShape::Of2018 => {
            if view.has("birthplace") {
                put("birthPlace", json!(view.profile.birth_place));
            }
        }
        PersonShape::Of2025 => {
            put("rfgUOperatorCheck", json!(false));
            put("kidAccCreatedByParent", json!(person.account == AccountLevel::Child));
        }
    }
    if let (Some(id), true) = (super::collection::identity_paper(view), view.has("id_doc")) {
        put("rIdDoc", json!(id));
    }
    put_names(&mut whole, person, &view.profile, |scope| view.has(scope));
    whole
}

/// The fields of a person, or of a child, that the scopes allow.
pub(super) fn put_names(
    answer: &mut Map<String, Value>,
    person: &Person,
    profile: &Profile,
    may: impl Fn(&str) -> bool,
) {
    if may("fullname") {
        answer.insert("firstName".into(), json!(person.first_name));
        answer.insert("lastName".into(), json!(person.last_name));
        if let Some(middle_name) = person.middle_name {
            answer.insert("middleName".into(), json!(middle_name));
        }
    }
    if may("birthdate") {
        answer.insert("birthDate".into(), super::collection::day(person.birth_date));
    }
    if may("gender") {
        answer.insert("gender".into(), json!(person.gender.letter()));
    }
    if may("snils") {
        answer.insert("snils".into(), json!(person.snils));
    }
    if let (true, Some(inn)) = (may("inn"), &profile.inn) {
        answer.insert("inn".into(), json!(inn));
    }
}
