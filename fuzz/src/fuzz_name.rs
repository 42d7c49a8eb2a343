//! Any text as a name: last, first and middle with a tab between.

use esia_matching::name::FullName;

/// A canonical name reads as itself in no step, and equal names have equal keys.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut parts = text.splitn(3, '\t');
    let (last, first) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let name = match FullName::parse(last, first, parts.next()) {
        Ok(name) => name,
        Err(error) => return assert!(text.len() < 48 || !error.to_string().contains(text)),
    };
    let part = |part: Option<&str>| part.unwrap_or("").to_owned();
    let (last, first) = (part(name.last_name()), part(name.first_name()));
    let again = FullName::read(&last, &first, name.middle_name()).expect("a canonical name");
    assert!(again.value == name, "a canonical name is read as another");
    assert!(again.steps.is_empty(), "a canonical name takes the steps {:?}", again.steps);
    assert!(again.value.key() == name.key() && again.value.exact_key() == name.exact_key());
    let shown = format!("{name:?} {:?} {:?}", name.key(), name.exact_key());
    assert!(last.len() < 16 || !shown.contains(&last), "a name shows itself");
}
