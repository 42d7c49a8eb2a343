//! The request that the signers of the examples sign: one for a code, in either generation.

use chrono::{DateTime, FixedOffset};
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::generation::Generation;
use esia_core::protocol::signer::{RequestSigner, SignError};
use esia_core::protocol::state::CsrfState;
use std::error::Error;
use url::Url;

/// The address of a signed request to the test stand; it is not sent.
///
/// # Errors
///
/// The signer failed, or yields what this generation does not take.
pub(crate) fn signed<S>(generation: Generation, signer: &S) -> Result<Url, Box<dyn Error>>
where
    S: RequestSigner,
    SignError<S::Error>: Error + 'static,
{
    let client = Client::new(
        ClientId::parse("ELSH01721")?,
        RedirectUri::parse("https://diary.example/back")?,
        Scope::parse("openid snils")?,
        Endpoints::test()?.with_generation(generation),
    )?;
    // In earnest the state is random and the moment is now.
    let opening = Opening::new(CsrfState::from_random([1; 16]));
    Ok(Authorization::begin(&client, signer, opening, at()?)?.url)
}

fn at() -> Result<DateTime<FixedOffset>, Box<dyn Error>> {
    DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").map_err(|_| "a moment".into())
}
