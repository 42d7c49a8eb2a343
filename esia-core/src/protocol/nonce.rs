//! The nonce of an ID token, where it comes back.

use crate::secrets::Secret;
use alloc::string::String;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A nonce: random text that an ID token may repeat.
///
/// ESIA stopped repeating it in 2022, so its absence proves nothing and is accepted; a *different*
/// nonce is refused.
#[derive(Clone, Debug)]
pub struct Nonce(Secret);

impl Nonce {
    /// Writes sixteen random bytes as 22 characters.
    #[must_use]
    pub fn from_random(random: [u8; 16]) -> Self {
        Self(Secret::new(URL_SAFE_NO_PAD.encode(random)))
    }

    pub(crate) const fn from_text(text: String) -> Self {
        Self(Secret::new(text))
    }

    /// The text, for the request that carries it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}
