//! What nobody may guess: codes, sessions, identifiers.

use crate::error::{Code, Refusal};

/// Thirty-two lower-case hexadecimal signs: 128 bits.
pub(crate) fn token() -> Result<String, Refusal> {
    Ok(hex(&bytes::<16>()?))
}

/// A UUID of version 4.
pub(crate) fn uuid() -> Result<String, Refusal> {
    let signs = hex(&bytes::<16>()?);
    let mut uuid = String::with_capacity(36);
    for (position, sign) in signs.chars().enumerate() {
        if matches!(position, 8 | 12 | 16 | 20) {
            uuid.push('-');
        }
        uuid.push(match position {
            12 => '4',
            16 => '8',
            _ => sign,
        });
    }
    Ok(uuid)
}

/// Bytes as lower-case hexadecimal signs.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16)).collect()
}

pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Refusal::new(Code::ServerError))?;
    Ok(bytes)
}
