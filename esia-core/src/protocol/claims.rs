//! The claims of a signed token: read tolerantly, judged by the verifier.

use crate::account::{AccountKind, AccountLevel, SubjectId};
use crate::protocol::json;
use crate::protocol::verify::VerifyError;
use crate::secrets::Personal;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value};

/// The claims of a token whose signature was checked.
pub(crate) struct Claims(Map<String, Value>);

impl Claims {
    pub(crate) fn read(payload: &[u8]) -> Result<Self, VerifyError> {
        json::read(payload, payload.len()).map(Self).map_err(VerifyError::Payload)
    }

    /// A claim that is there and is not `null`.
    fn get(&self, claim: &'static str) -> Option<&Value> {
        self.0.get(claim).filter(|value| !value.is_null())
    }

    pub(crate) fn text(&self, claim: &'static str) -> Result<Option<&str>, VerifyError> {
        self.get(claim)
            .map(|value| value.as_str().ok_or(VerifyError::Malformed { claim }))
            .transpose()
    }

    pub(crate) fn personal(&self, claim: &'static str) -> Result<Option<Personal>, VerifyError> {
        Ok(self.text(claim)?.map(|text| Personal::new(String::from(text))))
    }

    /// One text, or an array of texts; nothing is an empty array.
    pub(crate) fn texts(&self, claim: &'static str) -> Result<Vec<&str>, VerifyError> {
        let Some(value) = self.get(claim) else { return Ok(Vec::new()) };
        match value.as_array() {
            Some(items) => items.iter().map(|item| text_of(item, claim)).collect(),
            None => text_of(value, claim).map(|text| [text].into()),
        }
    }

    /// An account number: a JSON number, or its digits in a text.
    pub(crate) fn subject(&self, claim: &'static str) -> Result<SubjectId, VerifyError> {
        let value = self.get(claim).ok_or(VerifyError::Missing { claim })?;
        let number = value.as_u64().or_else(|| canonical_number(value.as_str()?));
        number
            .map(|number| SubjectId::new(number.to_string()))
            .ok_or(VerifyError::Malformed { claim })
    }

    /// A moment in seconds: a JSON number, or its digits in a text.
    ///
    /// Milliseconds (seen in a code of 2015) lie beyond [`LAST_SECOND`] and are malformed, not a
    /// token that never ends.
    pub(crate) fn moment(
        &self,
        claim: &'static str,
    ) -> Result<Option<DateTime<FixedOffset>>, VerifyError> {
        let Some(value) = self.get(claim) else { return Ok(None) };
        let seconds = value.as_u64().or_else(|| canonical_number(value.as_str()?));
        let moment = seconds
            .and_then(|seconds| i64::try_from(seconds).ok())
            .filter(|seconds| *seconds <= LAST_SECOND)
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
            .ok_or(VerifyError::Malformed { claim })?;
        Ok(Some(moment.fixed_offset()))
    }

    /// An object inside.
    pub(crate) fn object(&self, claim: &'static str) -> Result<Self, VerifyError> {
        let value = self.get(claim).ok_or(VerifyError::Missing { claim })?;
        value.as_object().cloned().map(Self).ok_or(VerifyError::Malformed { claim })
    }

    /// Whether the claim is the JSON value `true`, and nothing like it.
    pub(crate) fn is_true(&self, claim: &'static str) -> bool {
        matches!(self.get(claim), Some(Value::Bool(true)))
    }
}

/// Kind and level of the account, by the readings of rules.md 4: from signed claims alone.
pub(crate) fn account(level: Option<&str>, is_trusted: bool) -> (AccountKind, AccountLevel) {
    match (level, is_trusted) {
        (Some("KD"), _) => (AccountKind::Child, AccountLevel::Child),
        (Some("PR"), _) | (_, true) => (AccountKind::SelfMade, AccountLevel::Confirmed),
        (Some(_) | None, false) => (AccountKind::SelfMade, AccountLevel::Simplified),
    }
}

fn text_of<'a>(value: &'a Value, claim: &'static str) -> Result<&'a str, VerifyError> {
    value.as_str().ok_or(VerifyError::Malformed { claim })
}

/// A number in the one way of writing it: digits, no sign, no leading zero.
fn canonical_number(text: &str) -> Option<u64> {
    text.parse::<u64>().ok().filter(|number| number.to_string() == text)
}

/// The last second of the year 9999.
const LAST_SECOND: i64 = 253_402_300_799;

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(text: &str) -> Claims {
        Claims::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn kind_and_level_follow_the_readings() {
        use AccountKind::{Child, SelfMade};
        for (level, is_trusted, expected) in [
            (Some("KD"), false, (Child, AccountLevel::Child)),
            (Some("KD"), true, (Child, AccountLevel::Child)),
            (Some("PR"), false, (SelfMade, AccountLevel::Confirmed)),
            (Some("P"), true, (SelfMade, AccountLevel::Confirmed)),
            (None, true, (SelfMade, AccountLevel::Confirmed)),
            (Some("P"), false, (SelfMade, AccountLevel::Simplified)),
            (Some("kd"), false, (SelfMade, AccountLevel::Simplified)),
            (Some("XX"), false, (SelfMade, AccountLevel::Simplified)),
            (None, false, (SelfMade, AccountLevel::Simplified)),
        ] {
            assert_eq!(account(level, is_trusted), expected, "{level:?} {is_trusted}");
        }
    }

    #[test]
    fn a_number_may_be_a_text_but_only_in_one_way() {
        assert_eq!(claims(r#"{"sub":17}"#).subject("sub").unwrap().expose(), "17");
        assert_eq!(claims(r#"{"sub":"17"}"#).subject("sub").unwrap().expose(), "17");
        for text in ["\"017\"", "\"+17\"", "\"\"", "17.0", "-17", "true", "\"1e3\"", "[17]"] {
            let claims = claims(&["{\"sub\":", text, "}"].concat());
            assert_eq!(
                claims.subject("sub"),
                Err(VerifyError::Malformed { claim: "sub" }),
                "{text}"
            );
        }
        assert_eq!(
            claims(r#"{"sub":null}"#).subject("sub"),
            Err(VerifyError::Missing { claim: "sub" })
        );
    }

    #[test]
    fn a_moment_is_in_seconds_and_never_in_milliseconds() {
        let moment = |text: &str| claims(&["{\"exp\":", text, "}"].concat()).moment("exp");
        assert_eq!(moment("1758177176").unwrap().unwrap().timestamp(), 1_758_177_176);
        assert_eq!(moment("\"1758177176\"").unwrap().unwrap().timestamp(), 1_758_177_176);
        assert_eq!(moment("null"), Ok(None));
        for text in ["1447946319594", "\"soon\"", "1.5e9", "-1", "true", "99999999999999999999"] {
            assert_eq!(moment(text), Err(VerifyError::Malformed { claim: "exp" }), "{text}");
        }
    }

    #[test]
    fn only_true_is_true() {
        for (text, expected) in
            [("true", true), ("false", false), ("\"true\"", false), ("1", false)]
        {
            assert_eq!(claims(&["{\"a\":", text, "}"].concat()).is_true("a"), expected, "{text}");
        }
    }
}
