//! One line of a log file: the header, an entry, or a head.

use crate::json_lines::{BadInput, Object};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use consent_model::log::{
    Digest, Entry, HashFunction, Opening, Origin, Salt, Sha256, SignedHead, TreeHead, from_hex,
};
use serde_json::Value;

/// What a line says.
pub(super) enum Line {
    Header(Header),
    /// At which index, and what.
    Entry(u64, Entry),
    Head(SignedHead),
}

/// Whose log it is.
pub(super) struct Header {
    pub(super) origin: Origin,
    /// The operator's public key, as bytes.
    pub(super) key: Digest,
}

impl Line {
    /// Reads a line; one value has one spelling, so that no changed byte goes unseen.
    ///
    /// # Errors
    ///
    /// [`BadInput`] for anything else.
    pub(super) fn parse(text: &str) -> Result<Self, BadInput> {
        let object = Object::parse(text, KEYS)?;
        let is = |key| object.get(key).is_some();
        if is("log") {
            only(&object, &["log", "origin", "hash", "key"])?;
            return header(&object).map(Self::Header);
        }
        if is("entry") {
            only(&object, &["entry", "previous", "commitment", "salt", "record"])?;
            return Ok(Self::Entry(number(&object, "entry")?, entry(&object)?));
        }
        if is("head") {
            only(&object, &["head", "root", "at", "signature"])?;
            return head(&object).map(Self::Head);
        }
        Err(BadInput::line("the line is neither a header nor an entry nor a head"))
    }
}

fn header(object: &Object) -> Result<Header, BadInput> {
    if number(object, "log")? != 1 {
        return Err(BadInput::key("log", "is another version of the form; only 1 is known"));
    }
    if word(object, "hash")? != Sha256::NAME {
        return Err(BadInput::key("hash", "is another hash function; only sha-256 is known"));
    }
    let origin =
        Origin::parse(word(object, "origin")?).map_err(|error| BadInput::key("origin", error))?;
    Ok(Header { origin, key: digest(object, "key")? })
}

fn entry(object: &Object) -> Result<Entry, BadInput> {
    let opening = match (object.get("salt"), object.get("record")) {
        (None, None) => None,
        (Some(_), Some(_)) => {
            let salt = Salt::new(*digest(object, "salt")?.as_bytes());
            Some(Opening::new(salt, bytes(object, "record")?))
        }
        (Some(_), None) => return Err(BadInput::key("salt", "stands without a record")),
        (None, Some(_)) => return Err(BadInput::key("record", "stands without a salt")),
    };
    Ok(Entry {
        previous: digest(object, "previous")?,
        commitment: digest(object, "commitment")?,
        opening,
    })
}

fn head(object: &Object) -> Result<SignedHead, BadInput> {
    let at = word(object, "at")?;
    let moment = DateTime::parse_from_rfc3339(at).ok().filter(|moment| written(moment) == at);
    let remedy = "must be a moment in UTC, written 2026-09-01T05:00:00Z";
    let head = TreeHead {
        size: number(object, "head")?,
        root: digest(object, "root")?,
        at: moment.ok_or_else(|| BadInput::key("at", remedy))?,
    };
    Ok(SignedHead { head, signature: bytes(object, "signature")? })
}

/// The one spelling of a moment.
fn written(moment: &DateTime<FixedOffset>) -> String {
    moment.to_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn only(object: &Object, keys: &[&str]) -> Result<(), BadInput> {
    let stranger = |key: &&&'static str| object.get(key).is_some() && !keys.contains(*key);
    KEYS.iter()
        .find(stranger)
        .map_or(Ok(()), |key| Err(BadInput::key(key, "does not belong to this line")))
}

fn word<'o>(object: &'o Object, key: &'static str) -> Result<&'o str, BadInput> {
    let remedy = || BadInput::key(key, "must be there, as a text");
    object.get(key).and_then(Value::as_str).ok_or_else(remedy)
}

fn number(object: &Object, key: &'static str) -> Result<u64, BadInput> {
    let remedy = || BadInput::key(key, "must be a whole number from 0");
    object.get(key).and_then(Value::as_u64).ok_or_else(remedy)
}

fn digest(object: &Object, key: &'static str) -> Result<Digest, BadInput> {
    let remedy = "must be 64 lower-case hexadecimal digits";
    Digest::parse(word(object, key)?).map_err(|_| BadInput::key(key, remedy))
}

fn bytes(object: &Object, key: &'static str) -> Result<Vec<u8>, BadInput> {
    let remedy = || BadInput::key(key, "must be bytes in lower-case hexadecimal");
    from_hex(word(object, key)?).ok_or_else(remedy)
}

const KEYS: &[&str] = &[
    "log",
    "origin",
    "hash",
    "key",
    "entry",
    "previous",
    "commitment",
    "salt",
    "record",
    "head",
    "root",
    "at",
    "signature",
];
