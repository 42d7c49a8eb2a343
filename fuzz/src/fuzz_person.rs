//! Any bytes as ESIA's answer about a person.

use esia_core::protocol::http::Reply;
use esia_core::protocol::rest::{read_documents, read_person};
use esia_core::secrets::Personal;

/// Any body is read or refused, and neither the person nor an error shows what it holds.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let reply = Reply::new(200, data.to_vec());
    let _documents = read_documents(&reply);
    // A short value occurs in any text by chance.
    match read_person(&reply) {
        Ok(person) => {
            let shown = format!("{person:?}");
            let snils = person.snils.iter().map(Personal::expose).find(|text| text.len() > 7);
            assert!(snils.is_none_or(|text| !shown.contains(text)), "a person shows the SNILS");
        }
        Err(error) => {
            let shown = format!("{error} {error:?}");
            let text = String::from_utf8_lossy(data);
            assert!(text.len() < 48 || !shown.contains(&*text), "an error repeats the answer");
        }
    }
}
