//! JSON Lines in and out, as every subcommand speaks them (design.md §3).
//!
//! One flat object per line, in a fixed set of keys. What is wrong with a line is told by the name
//! of the key and the remedy; what stood there is never repeated, so that no personal value gets
//! into an answer or a log.

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;
use std::io::{self, BufRead, Write};

/// The longest line that is read; a longer one is refused without being held in memory.
const LINE_BYTES_MAX: u64 = 1 << 24;

/// Why a line cannot be read: the key and the remedy, never the value.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct BadInput(String);

impl BadInput {
    /// A message for the line as a whole: `"not UTF-8 …"`.
    pub(crate) fn line(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A message about one key of ours: `"birth_date: …"`.
    pub(crate) fn key(key: &'static str, remedy: impl fmt::Display) -> Self {
        Self(format!("{key}: {remedy}"))
    }
}

/// Reads `input` line by line, numbered from one, and hands each to `answer`.
///
/// A byte order mark before the first line is dropped. A line that is not UTF-8, or too long, is
/// handed over as an error, and the run goes on.
///
/// # Errors
///
/// What reading, or `answer`, fails with.
pub(crate) fn for_each(
    mut input: impl BufRead,
    mut answer: impl FnMut(u64, Result<&str, BadInput>) -> io::Result<()>,
) -> io::Result<()> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        if io::Read::take(&mut input, LINE_BYTES_MAX).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        number = number.saturating_add(1);
        let is_ended = line.last() == Some(&b'\n');
        if !is_ended && u64::try_from(line.len()).is_ok_and(|length| length == LINE_BYTES_MAX) {
            input.skip_until(b'\n')?;
            answer(number, Err(BadInput::line("the line is longer than 16 MiB; split it")))?;
            continue;
        }
        let bytes = match line.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) if number == 1 => rest,
            Some(_) | None => &line,
        };
        let text = str::from_utf8(bytes)
            .map_err(|_| BadInput::line("the line is not UTF-8; convert the file to UTF-8"));
        answer(number, text)?;
    }
}

/// Writes one answer as one line.
///
/// # Errors
///
/// What writing fails with.
pub(crate) fn write(output: &mut impl Write, answer: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, answer)?;
    output.write_all(b"\n")
}

/// Writes the answer to a line that cannot be read.
///
/// # Errors
///
/// What writing fails with.
pub(crate) fn write_error(output: &mut impl Write, line: u64, bad: &BadInput) -> io::Result<()> {
    write(output, &Refused { line, error: bad })
}

#[derive(Serialize)]
struct Refused<'a> {
    line: u64,
    error: &'a BadInput,
}

impl Serialize for BadInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Error<'a> {
            code: &'static str,
            message: &'a str,
        }
        Error { code: "bad_input", message: &self.0 }.serialize(serializer)
    }
}

/// One flat object whose keys are all known and stand once.
///
/// `Debug` is not derived: the values are personal.
pub(crate) struct Object {
    fields: Vec<(&'static str, Value)>,
    /// The values that are objects, as they stand: reading them as a [`Value`] would let the last
    /// of doubled keys win.
    objects: Vec<(&'static str, Box<RawValue>)>,
}

impl Object {
    /// Reads one line as an object in the keys `known`.
    ///
    /// # Errors
    ///
    /// [`BadInput`] where the line is not one JSON object, or holds an unknown or a doubled key.
    pub(crate) fn parse(line: &str, known: &[&'static str]) -> Result<Self, BadInput> {
        if line.trim().is_empty() {
            return Err(BadInput::line("the line is empty; give one JSON object per line"));
        }
        let Pairs(pairs) = serde_json::from_str(line)
            .map_err(|_| BadInput::line("the line is not one JSON object; give one per line"))?;
        let mut fields: Vec<(&'static str, Value)> = Vec::with_capacity(pairs.len());
        let mut objects = Vec::new();
        for (place, (key, raw)) in (1_usize..).zip(pairs) {
            // An unknown key is named by its place alone: it may hold anything.
            let Some(key) = known.iter().copied().find(|name| *name == key) else {
                let known = known.join(", ");
                return Err(BadInput::line(format!("key {place} is unknown; use only {known}")));
            };
            if fields.iter().any(|(seen, _)| *seen == key) {
                return Err(BadInput::key(key, "stands twice; give it once"));
            }
            let value: Value = serde_json::from_str(raw.get())
                .map_err(|_| BadInput::key(key, "cannot be read; give a plain value"))?;
            let is_object = value.is_object();
            fields.push((key, value));
            if is_object {
                objects.push((key, raw));
            }
        }
        Ok(Self { fields, objects })
    }

    /// The object that stands under a key, in the keys `known`; `None` where the key is missing.
    ///
    /// # Errors
    ///
    /// [`BadInput`] where the key holds anything else, or the object an unknown or a doubled key.
    pub(crate) fn nested(
        &self,
        key: &'static str,
        known: &[&'static str],
    ) -> Result<Option<Self>, BadInput> {
        let Some((_, raw)) = self.objects.iter().find(|(name, _)| *name == key) else {
            let missing = self.get(key).is_none();
            return if missing { Ok(None) } else { Err(BadInput::key(key, "must be an object")) };
        };
        Self::parse(raw.get(), known).map(Some)
    }

    /// `Err` for the first key that is there and not among `allowed`.
    ///
    /// # Errors
    ///
    /// [`BadInput`] with `message`.
    pub(crate) fn only(&self, allowed: &[&str], message: &str) -> Result<(), BadInput> {
        self.fields
            .iter()
            .find(|(key, _)| !allowed.contains(key))
            .map_or(Ok(()), |(key, _)| Err(BadInput::key(key, message)))
    }

    /// The value of a key, if the key is there; null is a value.
    pub(crate) fn get(&self, key: &'static str) -> Option<&Value> {
        self.fields.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    fn require(&self, key: &'static str, remedy: &str) -> Result<&Value, BadInput> {
        self.get(key).ok_or_else(|| BadInput::key(key, format_args!("is missing; give {remedy}")))
    }

    /// A word out of a closed list.
    ///
    /// # Errors
    ///
    /// [`BadInput`] where the key is missing or holds anything else.
    pub(crate) fn word<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Result<T, BadInput> {
        let list = || words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let given = self.require(key, &format!("one of {}", list()))?;
        words
            .iter()
            .find(|(word, _)| given.as_str() == Some(word))
            .map(|(_, meaning)| *meaning)
            .ok_or_else(|| BadInput::key(key, format_args!("must be one of {}", list())))
    }

    /// A date, `YYYY-MM-DD`.
    ///
    /// # Errors
    ///
    /// [`BadInput`] where the key is missing or holds no date of the calendar.
    pub(crate) fn date(&self, key: &'static str) -> Result<NaiveDate, BadInput> {
        let given = self.require(key, "a date YYYY-MM-DD")?;
        given
            .as_str()
            .and_then(iso_date)
            .ok_or_else(|| BadInput::key(key, "must be a date of the calendar, YYYY-MM-DD"))
    }

    /// A date, `YYYY-MM-DD`, or null.
    ///
    /// # Errors
    ///
    /// [`BadInput`] where the key is missing or holds anything else.
    pub(crate) fn date_or_null(&self, key: &'static str) -> Result<Option<NaiveDate>, BadInput> {
        let given = self.require(key, "a date YYYY-MM-DD, or null where it is unknown")?;
        if given.is_null() {
            return Ok(None);
        }
        given.as_str().and_then(iso_date).map(Some).ok_or_else(|| {
            BadInput::key(key, "must be a date of the calendar, YYYY-MM-DD, or null")
        })
    }

    /// A whole number from 0, or null.
    ///
    /// # Errors
    ///
    /// [`BadInput`] where the key is missing or holds anything else.
    pub(crate) fn count_or_null(&self, key: &'static str) -> Result<Option<u32>, BadInput> {
        let given = self.require(key, "a whole number, or null where it is unknown")?;
        if given.is_null() {
            return Ok(None);
        }
        given
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .map(Some)
            .ok_or_else(|| BadInput::key(key, "must be a whole number from 0, or null"))
    }

    /// `true` or `false`; a key that is not there is `false`.
    ///
    /// # Errors
    ///
    /// [`BadInput`] where the key holds anything else, null included.
    pub(crate) fn flag(&self, key: &'static str) -> Result<bool, BadInput> {
        self.get(key).map_or(Ok(false), |given| {
            given.as_bool().ok_or_else(|| {
                BadInput::key(key, "must be true or false; leave the key out for false")
            })
        })
    }
}

/// `YYYY-MM-DD` and nothing else; a day that the calendar does not have is none.
fn iso_date(text: &str) -> Option<NaiveDate> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let year = number(&[y1, y2, y3, y4])?;
    let month = number(&[m1, m2])?;
    let day = number(&[d1, d2])?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, digit| {
        number.checked_mul(10)?.checked_add(char::from(*digit).to_digit(10)?)
    })
}

/// The pairs of an object as they stand, doubled keys included.
struct Pairs(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;

        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(PairsVisitor)
    }
}
