//! Any text as the description of an error.

use esia_core::protocol::error_code::{Advice, EsiaCode};
use esia_core::protocol::provider_error::ProviderError;

/// A description is read or not, and what is shown of the error holds nothing of its free text.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let error = ProviderError::new("access_denied", Some(text));
    let is_known = error.code().and_then(EsiaCode::known).is_some();
    assert!(is_known || error.advice() == Advice::Unknown, "a word alone proves nothing");
    let shown = format!("{error} {error:?}");
    assert!(shown.is_ascii() && shown.len() < 260, "an error shows what it was told");
    assert!(error.name().is_none_or(|name| text.contains(name) && name.is_ascii()));
    assert!(error.parameter().is_none_or(|parameter| text.contains(parameter)));
}
