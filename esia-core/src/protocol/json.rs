//! Reading JSON from outside: bounded in size and depth, and never quoted in an error.

use serde::de::DeserializeOwned;
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
    /// Not JSON: `<html>`.
    #[error("not JSON")]
    NotJson,
    /// JSON of another shape: `{"birthDate":[]}`, or a field that stands twice.
    #[error("JSON of an unexpected shape")]
    Shape,
}

/// Reads one JSON object of at most `max_length` bytes.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8], max_length: usize) -> Result<T, JsonError> {
    if bytes.len() > max_length {
        return Err(JsonError::TooLarge);
    }
    if !is_shallow(bytes) {
        return Err(JsonError::TooDeep);
    }
    // A structure could also be read from an array of its fields: that is not what ESIA sends.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        return Err(JsonError::Shape);
    }
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => JsonError::Shape,
        Category::Io | Category::Syntax | Category::Eof => JsonError::NotJson,
    })
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
    use alloc::string::String;
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
    }

    #[test]
    fn brackets_inside_a_text_have_no_depth() {
        let text = r#"{"a":"\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[","b":[[]]}"#;
        assert!(read::<Value>(text.as_bytes(), 100).is_ok());
        let deep = ["{\"a\":", &"[".repeat(31), &"]".repeat(31), "}"].concat();
        assert!(read::<Value>(deep.as_bytes(), 100).is_ok());
    }
}
