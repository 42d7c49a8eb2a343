//! Values as texts: written in canonical form, read through `parse`.
//!
//! What is refused is not repeated: the usual messages of serde quote the value they got.

use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::act_record::{ActRecord, ActRecordError};
use crate::birth_date::{BirthDate, BirthDateError};
#[cfg(feature = "blind")]
use crate::blind::{BlindValue, BlindValueError};
use crate::certificate::{BirthCertificate, CertificateError};
use crate::name::FullName;
use crate::snils::{Snils, SnilsError};

/// A value that one text holds.
trait OneText: Sized {
    /// Why a text does not hold it.
    type Refusal: fmt::Display;
    /// What is expected, without an article.
    const WHAT: &'static str;

    /// Reads the value.
    fn of_text(text: &str) -> Result<Self, Self::Refusal>;
}

/// A value that serde writes by `Display` and reads by `parse`.
macro_rules! one_text {
    ($value:ty, $refusal:ty, $what:literal) => {
        impl OneText for $value {
            type Refusal = $refusal;
            const WHAT: &'static str = $what;

            fn of_text(text: &str) -> Result<Self, $refusal> {
                Self::parse(text)
            }
        }

        impl Serialize for $value {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $value {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                one_text(deserializer)
            }
        }
    };
}

one_text!(ActRecord, ActRecordError, "the number of an act record as a text");
one_text!(BirthCertificate, CertificateError, "a birth certificate as a text");
one_text!(BirthDate, BirthDateError, "a birth date as a text");
one_text!(Snils, SnilsError, "a SNILS as a text");
#[cfg(feature = "blind")]
one_text!(BlindValue, BlindValueError, "a blind value as a text");

/// Refuses what is not expected without quoting it.
macro_rules! refuse_unquoted {
    ($($visit:ident: $value:ty),+) => {
        $(
            fn $visit<E: Error>(self, _value: $value) -> Result<Self::Value, E> {
                Err(E::custom(format_args!("expected {}", Expected(&self))))
            }
        )+
    };
}

/// What a visitor expects, as a text.
struct Expected<'a, V>(&'a V);

impl<'de, V: Visitor<'de>> fmt::Display for Expected<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
}

/// Reads a value out of one text.
fn one_text<'de, T: OneText, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // A format that expects a text quotes what stands there instead; one that asks does not.
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(TextVisitor(PhantomData))
    } else {
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

/// Reads a value out of one text.
struct TextVisitor<T>(PhantomData<T>);

impl<T: OneText> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::WHAT)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::of_text(text).map_err(E::custom)
    }

    refuse_unquoted!(
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128,
        visit_f64: f64, visit_bytes: &[u8]
    );
}

/// A part of a name, or the name of a field: any text.
struct Part(String);

impl OneText for Part {
    type Refusal = core::convert::Infallible;
    const WHAT: &'static str = "a part of a name as a text";

    fn of_text(text: &str) -> Result<Self, Self::Refusal> {
        Ok(Self(text.into()))
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_text(deserializer)
    }
}

/// `{"last":"ИВАНОВ","first":"ПЁТР","middle":null}`.
impl Serialize for FullName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut name = serializer.serialize_struct("FullName", PARTS.len())?;
        name.serialize_field("last", &self.last_name())?;
        name.serialize_field("first", &self.first_name())?;
        name.serialize_field("middle", &self.middle_name())?;
        name.end()
    }
}

/// A part that is missing is none; a key that is no part is passed over.
impl<'de> Deserialize<'de> for FullName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(NameVisitor)
        } else {
            deserializer.deserialize_struct("FullName", PARTS, NameVisitor)
        }
    }
}

/// Reads a name out of its parts.
struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = FullName;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name in three parts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FullName, A::Error> {
        let [mut last, mut first, mut middle] = [const { None::<Option<Part>> }; 3];
        while let Some(Part(key)) = map.next_key()? {
            let (part, name) = match key.as_str() {
                "last" => (&mut last, "last"),
                "first" => (&mut first, "first"),
                "middle" => (&mut middle, "middle"),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if part.is_some() {
                return Err(A::Error::duplicate_field(name));
            }
            *part = Some(map.next_value()?);
        }
        name_of([last, first, middle].map(Option::flatten))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<FullName, A::Error> {
        let [mut last, mut first, mut middle] = [const { None::<Part> }; 3];
        for part in [&mut last, &mut first, &mut middle] {
            *part = parts.next_element::<Option<Part>>()?.flatten();
        }
        name_of([last, first, middle])
    }

    refuse_unquoted!(
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128,
        visit_f64: f64, visit_str: &str, visit_bytes: &[u8]
    );
}

/// The name that three parts make.
fn name_of<E: Error>(parts: [Option<Part>; 3]) -> Result<FullName, E> {
    let [last, first, middle] = parts.map(|part| part.map(|Part(text)| text));
    let [last, first] = [last, first].map(Option::unwrap_or_default);
    FullName::parse(&last, &first, middle.as_deref()).map_err(E::custom)
}

/// The keys of a name, as the contract has them.
const PARTS: &[&str] = &["last", "first", "middle"];
