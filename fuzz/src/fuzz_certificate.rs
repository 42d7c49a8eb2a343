//! Any text as the series and number of a birth certificate.

use crate::steady;
use esia_matching::certificate::BirthCertificate;

/// A canonical certificate reads as itself in no step; neither it nor an error shows the text.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (series, number) = text.split_at(text.find('\t').unwrap_or(text.len()));
    let _parts = BirthCertificate::parse_parts(series, number);
    match BirthCertificate::parse(text) {
        Ok(certificate) => {
            steady(&certificate, &certificate.to_string(), |text| {
                BirthCertificate::read(text).ok()
            });
            assert!(!format!("{certificate:?}").contains(certificate.number()));
        }
        Err(error) => assert!(text.len() < 48 || !error.to_string().contains(text)),
    }
}
