//! What ties a reply to the request that asked for it.

use alloc::string::String;
use core::fmt;

/// The `state` of one request: a fresh UUID (T-09).
///
/// Sixteen random bytes come from the caller, for each request anew, for the token request too.
/// It has no `PartialEq`: [`CsrfState::matches`] looks at every byte whatever it finds.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::state::CsrfState;
///
/// let state = CsrfState::from_random([0xab; 16]);
/// assert_eq!(state.expose(), "abababab-abab-4bab-abab-abababababab");
/// ```
#[derive(Clone)]
pub struct CsrfState(String);

impl CsrfState {
    /// Writes sixteen random bytes as a UUID of version 4: lower case, with hyphens.
    #[must_use]
    pub fn from_random(random: [u8; 16]) -> Self {
        let number = u128::from_be_bytes(random);
        let number = number & !(0xf << 76) | 0x4 << 76;
        let number = number & !(0b11 << 62) | 0b10 << 62;
        let mut text = String::with_capacity(UUID_LENGTH);
        for (position, digit) in (0..32_u32).rev().enumerate() {
            if matches!(position, 8 | 12 | 16 | 20) {
                text.push('-');
            }
            let nibble = number >> digit.saturating_mul(4) & 0xf;
            text.extend(u32::try_from(nibble).ok().and_then(|n| char::from_digit(n, 16)));
        }
        Self(text)
    }

    /// Reads a state back from storage.
    ///
    /// # Errors
    ///
    /// [`StateError`] for what is not a lower-case UUID with hyphens.
    pub fn parse(text: &str) -> Result<Self, StateError> {
        let is_uuid = text.len() == UUID_LENGTH
            && text.bytes().enumerate().all(|(position, byte)| match position {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
            });
        if is_uuid { Ok(Self(String::from(text))) } else { Err(StateError) }
    }

    /// The text, for the request that carries it and for storage.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether a reply carries this very state; every byte is looked at.
    #[must_use]
    pub fn matches(&self, received: &str) -> bool {
        let difference = self
            .0
            .bytes()
            .zip(received.bytes())
            .fold(0_u8, |found, (ours, theirs)| found | (ours ^ theirs));
        core::hint::black_box(difference) == 0 && self.0.len() == received.len()
    }
}

impl fmt::Debug for CsrfState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[state]")
    }
}

/// A text that is no state: `"1"`, or a UUID in upper case.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a state is a lower-case UUID with hyphens")]
pub struct StateError;

const UUID_LENGTH: usize = 36;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bytes_become_a_uuid_of_version_four() {
        let all: [u8; 16] = core::array::from_fn(|i| u8::try_from(i).unwrap() * 0x11);
        let state = CsrfState::from_random(all);
        assert_eq!(state.expose(), "00112233-4455-4677-8899-aabbccddeeff");
        assert_eq!(
            CsrfState::from_random([0xff; 16]).expose(),
            "ffffffff-ffff-4fff-bfff-ffffffffffff"
        );
        assert_eq!(
            CsrfState::from_random([0; 16]).expose(),
            "00000000-0000-4000-8000-000000000000"
        );
        assert!(CsrfState::parse(state.expose()).is_ok());
    }

    #[test]
    fn only_the_very_same_text_matches() {
        let state = CsrfState::from_random([7; 16]);
        assert!(state.matches("07070707-0707-4707-8707-070707070707"));
        assert!(!state.matches("07070707-0707-4707-8707-070707070708"));
        assert!(!state.matches("07070707-0707-4707-8707-07070707070"));
        assert!(!state.matches("07070707-0707-4707-8707-0707070707070"));
        assert!(!state.matches(""));
    }

    #[test]
    fn what_is_not_a_lower_case_uuid_is_no_state() {
        for text in
            ["", "1", "07070707-0707-4707-8707-07070707070A", "0707070700707-4707-8707-07070707070"]
        {
            assert!(CsrfState::parse(text).is_err(), "{text}");
        }
    }
}
