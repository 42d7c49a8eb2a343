//! Answers bent by the switches: fields that are absent, null, or of the future.

use crate::faults::{Fault, Faults};
use serde_json::{Map, Value, json};

/// The answer as the switches have it.
pub(super) fn bent(faults: &Faults, value: Value) -> Value {
    let is_absent = faults.is_set(Fault::AbsentFields);
    let is_null = faults.is_set(Fault::NullFields);
    let is_future = faults.is_set(Fault::UnknownFields);
    match value {
        Value::Object(fields) => {
            let mut bent = Map::new();
            for (name, value) in fields {
                let is_frame = FRAME.contains(&name.as_str());
                let is_nest = value.is_object() || value.is_array();
                if is_frame || is_nest {
                    bent.insert(name, self::bent(faults, value));
                } else if is_null {
                    bent.insert(name, Value::Null);
                } else if !is_absent {
                    bent.insert(name, value);
                }
            }
            if is_future {
                bent.insert("fieldOfTheFuture".into(), json!({ "word": ["unheard"], "of": 1 }));
                if bent.contains_key("vrfStu") {
                    bent.insert("vrfValStu".into(), json!("WORD_OF_THE_FUTURE"));
                }
            }
            Value::Object(bent)
        }
        Value::Array(values) => {
            Value::Array(values.into_iter().map(|value| bent(faults, value)).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// What an answer cannot be found its way in without.
const FRAME: [&str; 4] = ["id", "type", "size", "elements"];
