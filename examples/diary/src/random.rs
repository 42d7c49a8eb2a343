//! The one place that asks the operating system for random bytes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// `N` random bytes.
///
/// # Errors
///
/// The system has no randomness to give; the caller answers as for any other failed service.
pub fn bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A random value for a cookie: 256 bits, base64url.
///
/// # Errors
///
/// As for [`bytes()`].
pub fn ticket() -> Result<String, getrandom::Error> {
    Ok(URL_SAFE_NO_PAD.encode(bytes::<32>()?))
}

/// Whether a text has the form of a [`ticket`]: 43 signs of base64url.
#[must_use]
pub fn is_ticket(text: &str) -> bool {
    URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

/// What the store keeps in place of a ticket: a reader of the database cannot sign in with it.
#[must_use]
pub fn hash(ticket: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(ticket.as_bytes()))
}

/// A random name for a row of the store: 96 bits, hexadecimal; it may stand in an address.
///
/// # Errors
///
/// As for [`bytes()`].
pub fn name() -> Result<String, getrandom::Error> {
    let number =
        bytes::<12>()?.iter().fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    Ok(format!("{number:024x}"))
}
