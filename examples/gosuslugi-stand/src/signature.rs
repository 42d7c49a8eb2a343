//! The client's secret: which text is signed, with which certificate, in which encoding.
//!
//! The order of the text is typed here on purpose, apart from the client's own code, so that one
//! slip cannot hide behind the other.

use crate::client::Client;
use crate::error::{Code, Refusal};
use crate::random::hex;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use esia_core::protocol::gost::VerifyingKey;
use streebog::{Digest as _, Streebog256};

/// The signed fields of a request, raw as they were before URL encoding.
#[derive(Clone, Copy)]
pub(crate) struct Signed<'r> {
    pub(crate) client_id: &'r str,
    pub(crate) scope: &'r str,
    pub(crate) scope_org: &'r str,
    pub(crate) timestamp: &'r str,
    pub(crate) state: &'r str,
    pub(crate) redirect_uri: &'r str,
}

impl Signed<'_> {
    /// The text of a code request: client, scope, scope of organisations, time, state, address.
    pub(crate) fn code_request(&self) -> String {
        let Signed { client_id, scope, scope_org, timestamp, state, redirect_uri } = self;
        format!("{client_id}{scope}{scope_org}{timestamp}{state}{redirect_uri}")
    }

    /// The text of a token request: the same, and the code.
    pub(crate) fn token_request(&self, code: &str) -> String {
        format!("{}{code}", self.code_request())
    }

    /// The two texts of a refresh request that sources name (esia-protocol.md 1.4).
    pub(crate) fn refresh_request(&self, refresh_token: &str) -> [String; 2] {
        let Signed { client_id, scope, timestamp, state, .. } = self;
        [self.code_request(), format!("{client_id}{scope}{timestamp}{state}{refresh_token}")]
    }
}

/// Checks `client_certificate_hash` and `client_secret` against the registered certificate.
///
/// One of the `texts` must be what was signed.
pub(crate) fn check(
    client: &Client,
    hash: &str,
    secret: &str,
    texts: &[String],
) -> Result<(), Refusal> {
    let der = client.certificate_der.as_deref().ok_or(Refusal::new(Code::NoCertificate))?;
    if hash != fingerprint(der) {
        return Err(Refusal::about(Code::WrongSecret, "client_certificate_hash"));
    }
    let wrong = Refusal::about(Code::WrongSecret, "client_secret");
    let signature = decode(secret).filter(|bytes| bytes.len() == RAW_LENGTH).ok_or(wrong)?;
    let key = VerifyingKey::from_certificate_der(der).map_err(|_| wrong)?;
    let fits = texts.iter().any(|text| key.verify(text.as_bytes(), &signature).is_ok());
    if fits { Ok(()) } else { Err(wrong) }
}

/// Upper-case hexadecimal Streebog-256 of a certificate in DER.
pub(crate) fn fingerprint(der: &[u8]) -> String {
    hex(&Streebog256::digest(der)).to_ascii_uppercase()
}

/// base64url or plain base64, padded or not: all occur (esia-protocol.md 1.4).
fn decode(text: &str) -> Option<Vec<u8>> {
    [URL_SAFE_NO_PAD, URL_SAFE, STANDARD, STANDARD_NO_PAD]
        .iter()
        .find_map(|engine| engine.decode(text).ok())
}

/// A bare GOST signature; a CMS blob of the first generation is longer.
const RAW_LENGTH: usize = 64;
