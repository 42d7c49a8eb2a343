//! Reading JSON from outside: bounded in size and depth, and never quoted in an error.

use alloc::collections::BTreeSet;
use alloc::string::String;
use core::fmt;
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde_json::error::Category;

/// Why bytes could not be read as the JSON that was expected.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Longer than the place allows: two mebibytes of person data.
    #[error("longer than allowed")]
    TooLarge,
    /// Nested too deeply: a thousand `[`.
    #[error("nested too deeply")]
    TooDeep,
    /// Not UTF-8: an answer in Windows-1251.
    #[error("not UTF-8")]
    NotUtf8,
    /// Not JSON: `<html>`.
    #[error("not JSON")]
    NotJson,
    /// A key that stands twice in one object, known or not: `{"a":1,"a":2}`.
    #[error("a key stands twice")]
    Doubled,
    /// JSON of another shape: `{"birthDate":[]}`.
    #[error("JSON of an unexpected shape")]
    Shape,
}

/// Reads one JSON object of at most `max_length` bytes.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8], max_length: usize) -> Result<T, JsonError> {
    if bytes.len() > max_length {
        return Err(JsonError::TooLarge);
    }
    if core::str::from_utf8(bytes).is_err() {
        return Err(JsonError::NotUtf8);
    }
    if !is_shallow(bytes) {
        return Err(JsonError::TooDeep);
    }
    // A structure could also be read from an array of its fields: that is not what ESIA sends.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        return Err(JsonError::Shape);
    }
    // Two readers may take two different values of a key that stands twice: nobody takes any.
    let Walked = serde_json::from_slice(bytes).map_err(|error| kind(&error, JsonError::Doubled))?;
    serde_json::from_slice(bytes).map_err(|error| kind(&error, JsonError::Shape))
}

fn kind(error: &serde_json::Error, of_data: JsonError) -> JsonError {
    match error.classify() {
        Category::Data => of_data,
        Category::Io | Category::Syntax | Category::Eof => JsonError::NotJson,
    }
}

/// Any JSON in which no key stands twice; nothing of it is kept.
struct Walked;

impl<'de> Deserialize<'de> for Walked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Walk)
    }
}

struct Walk;

impl<'de> Visitor<'de> for Walk {
    type Value = Walked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys that stand once")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Walked, E> {
        Ok(Walked)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Walked, E> {
        Ok(Walked)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Walked, E> {
        Ok(Walked)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Walked, E> {
        Ok(Walked)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Walked, E> {
        Ok(Walked)
    }

    fn visit_unit<E: Error>(self) -> Result<Walked, E> {
        Ok(Walked)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Walked, A::Error> {
        while let Some(Walked) = items.next_element()? {}
        Ok(Walked)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Walked, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some((key, Walked)) = entries.next_entry::<String, Walked>()? {
            if !keys.insert(key) {
                return Err(A::Error::custom("a key stands twice"));
            }
        }
        Ok(Walked)
    }
}

/// Whether no bracket outside a string is deeper than [`MAX_DEPTH`].
fn is_shallow(bytes: &[u8]) -> bool {
    let mut depth = 0_u32;
    let mut in_text = false;
    let mut escaped = false;
    for byte in bytes {
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_text = !in_text,
            (false, b'[' | b'{') => depth = depth.saturating_add(1),
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            (true | false, _) => {}
        }
        if depth > MAX_DEPTH {
            return false;
        }
    }
    true
}

const MAX_DEPTH: u32 = 32;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn each_way_of_being_unreadable_has_a_name() {
        let value = |text: &str| read::<Value>(text.as_bytes(), 100);
        assert_eq!(value(&"[".repeat(33)), Err(JsonError::TooDeep));
        assert_eq!(value(&"[".repeat(101)), Err(JsonError::TooLarge));
        assert_eq!(value("<html>"), Err(JsonError::NotJson));
        assert_eq!(value(""), Err(JsonError::NotJson));
        assert_eq!(value("[1]"), Err(JsonError::Shape));
        assert_eq!(read::<String>(b"{}", 100), Err(JsonError::Shape));
        assert_eq!(read::<Value>(b"{\"a\":\"\xcf\xf0\"}", 100), Err(JsonError::NotUtf8));
    }

    #[test]
    fn a_key_stands_once_at_every_depth_and_in_every_spelling() {
        let value = |text: &str| read::<Value>(text.as_bytes(), 100);
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":{"b":[],"c":null,"b":[]}}"#,
            r#"{"a":[1.5,-1,true,"",{"b":0,"b":0}]}"#,
            r#"{"a":1,"\u0061":2}"#,
        ] {
            assert_eq!(value(text), Err(JsonError::Doubled), "{text}");
        }
        assert!(value(r#"{"a":{"a":1},"b":[{"a":1},{"a":1}],"A":2}"#).is_ok());
        // What breaks off after the second one is refused all the same.
        assert_eq!(value(r#"{"a":1,"a":"#), Err(JsonError::NotJson));
    }

    #[test]
    fn brackets_inside_a_text_have_no_depth() {
        let text = r#"{"a":"\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[","b":[[]]}"#;
        assert!(read::<Value>(text.as_bytes(), 100).is_ok());
        let deep = ["{\"a\":", &"[".repeat(31), &"]".repeat(31), "}"].concat();
        assert!(read::<Value>(deep.as_bytes(), 100).is_ok());
    }
}
