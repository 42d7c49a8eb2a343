//! Any text by the short way and by the long one: last, first and middle with a tab between.

use esia_matching::birth_date::{BirthDate, DateOrder};
use esia_matching::certificate::BirthCertificate;
use esia_matching::name::{FullName, KeyBuffer, NameKey};
use esia_matching::snils::Snils;

/// A sign that is dropped, and that sends all but names the long way.
const INVISIBLE: &str = "\u{AD}";

/// A blank that is dropped at the beginning of a name, and that sends it the long way.
const BLANK: &str = "\u{2000}";

/// A text that takes the short way is read as the same text that has to take the long one.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let long = [INVISIBLE, text].concat();
    assert!(Snils::parse(text) == Snils::parse(&long), "a SNILS depends on its way");
    assert!(BirthCertificate::parse(text) == BirthCertificate::parse(&long), "a certificate does");
    for order in [DateOrder::Undeclared, DateOrder::DayMonthYear] {
        let (short, long) =
            (BirthDate::parse_with(text, order), BirthDate::parse_with(&long, order));
        assert!(short == long, "a date depends on its way");
    }
    let mut parts = text.splitn(3, '\t');
    let (last, first, middle) =
        (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next());
    let short = BirthCertificate::parse_parts(last, first);
    let long = BirthCertificate::parse_parts(&[INVISIBLE, last].concat(), first);
    assert!(short == long, "a certificate in two texts depends on its way");
    name(last, first, middle);
}

fn name(last: &str, first: &str, middle: Option<&str>) {
    let long = |part: &str| [BLANK, part].concat();
    let short = FullName::parse(last, first, middle);
    let long = FullName::parse(&long(last), &long(first), middle.map(long).as_deref());
    assert!(short == long, "a name depends on its way");
    let mut buffer = KeyBuffer::default();
    let key = short.map(|name| name.exact_key());
    let read = buffer.read(last, first, middle);
    assert!(read == key.as_ref().map(NameKey::as_str).map_err(|error| *error), "a key does");
}
