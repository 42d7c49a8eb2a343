//! What nobody may guess: codes, sessions, identifiers. And what a test wants to know beforehand.

use crate::error::{Code, Refusal};
use crate::state::lock;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use std::sync::Mutex;

/// Where the identifiers of the protocol come from.
pub(crate) struct Random(Option<Mutex<ChaCha20Rng>>);

impl Random {
    /// From the machine; with a seed the same ones in each run.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        Self(seed.map(|seed| Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// Thirty-two lower-case hexadecimal signs: 128 bits.
    pub(crate) fn token(&self) -> Result<String, Refusal> {
        Ok(hex(&self.bytes::<16>()?))
    }

    /// A UUID of version 4.
    pub(crate) fn uuid(&self) -> Result<String, Refusal> {
        let signs = hex(&self.bytes::<16>()?);
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

    /// Bytes as they come.
    pub(crate) fn bytes<const N: usize>(&self) -> Result<[u8; N], Refusal> {
        let Some(seeded) = &self.0 else {
            return bytes();
        };
        let mut bytes = [0; N];
        lock(seeded).fill_bytes(&mut bytes);
        Ok(bytes)
    }
}

/// Thirty-two lower-case hexadecimal signs of the machine's: for sessions, which no seed opens.
pub(crate) fn token() -> Result<String, Refusal> {
    Ok(hex(&bytes::<16>()?))
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
