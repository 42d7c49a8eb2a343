//! What a sign-in costs if nothing is done but its cryptography.
//!
//! The texts and tokens are those of one real sign-in, overheard. Of one sign-in at the diary the
//! floor has
//!
//! - two GOST signatures: of the code request and of the token request;
//! - two checks of a token's signature, with the base64 that it comes in: ID token, access token;
//! - nine short SHA-256: the PKCE challenge, the hashed tickets of browser, state and login each
//!   time that the store is asked, and the token of the page's form;
//! - seven draws of 32 random bytes: state, PKCE, browser's ticket, two for signatures, the state
//!   of the token request, and the login's ticket.

use super::{Failure, PUBLIC, cpu};
use chrono::{DateTime, FixedOffset, TimeDelta};
use diary::demo::{CLIENT_ID, SCOPE};
use diary::esia::signing_entropy;
use diary::random;
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::{self, Callback};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::gost::{SigningKey, certificate};
use esia_core::protocol::http::Reply;
use esia_core::protocol::jws::verify_signature;
use esia_core::protocol::key_set::KeySet;
use esia_core::protocol::pkce::{Pkce, PkceMethod};
use esia_core::protocol::signer::RequestSigner;
use esia_core::protocol::signing_input::SigningInput;
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::TokenExchange;
use gosuslugi_stand::Stand;
use std::convert::Infallible;
use std::fmt;
use std::hint::black_box;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The cryptography of one sign-in, ready to be done over and over.
pub(crate) struct Floor {
    key: SigningKey,
    keys: KeySet,
    signed: Vec<Vec<u8>>,
    tokens: [String; 2],
}

impl fmt::Debug for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Floor")
    }
}

/// A key for signing requests with its certificate.
pub(crate) fn key(now: DateTime<FixedOffset>) -> Result<(SigningKey, Vec<u8>), Failure> {
    let key = SigningKey::from_bytes(random::bytes()?)?;
    let until = now.checked_add_signed(TimeDelta::days(365)).unwrap_or(now);
    let der = certificate::self_signed(&key, "Diary under load", now, until, random::bytes()?)?;
    Ok((key, der))
}

impl Floor {
    /// Signs one person in with the library alone, and keeps what was signed and what came.
    pub(crate) async fn listen(
        stand: &Stand,
        key: SigningKey,
        certificate: &[u8],
        person: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<Self, Failure> {
        let ear = Ear {
            key,
            certificate: CertificateFingerprint::of_der(certificate),
            heard: Mutex::default(),
        };
        let client = Client::new(
            ClientId::parse(CLIENT_ID)?,
            RedirectUri::parse(&format!("{PUBLIC}/login/callback"))?,
            Scope::parse(SCOPE)?,
            Endpoints::at(stand.base_url())?,
        )?;
        let opening = Opening::new(CsrfState::from_random(random::bytes()?))
            .with_pkce(Pkce::from_random(random::bytes()?, PkceMethod::s256()));
        let authorization = Authorization::begin(&client, &ear, opening, now)?;
        let back = stand.callback_for(authorization.url.as_str(), person)?;
        let (_, query) = back.split_once('?').ok_or("no code came")?;
        let Callback::Code(grant) = callback::read(authorization.pending, query)? else {
            return Err("the portal refused".into());
        };
        let state = CsrfState::from_random(random::bytes()?);
        let exchange = TokenExchange::begin(&client, &ear, grant, state, now)?;
        let mut request = super::visit::browser()?.post(exchange.request.url().clone());
        for (name, value) in exchange.request.headers() {
            request = request.header(*name, value);
        }
        let body = exchange.request.body().unwrap_or_default().to_owned();
        let answer = request.body(body).send().await?;
        let status = answer.status().as_u16();
        let reply = Reply::new(status, answer.bytes().await?.to_vec())
            .with_content_type("application/json");
        let tokens = exchange.pending.read(&reply)?;
        let mut keys = KeySet::new();
        stand.certificates_der().try_for_each(|der| keys.add_certificate_der(der))?;
        let tokens = [tokens.id_token.expose(), tokens.access_token.expose()].map(str::to_owned);
        let signed = ear.heard.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Self { key: ear.key, keys, signed, tokens })
    }

    /// What it costs once, of many times.
    pub(crate) fn cost(&self) -> Result<Duration, Failure> {
        let before = cpu::of_this_thread()?;
        for _ in 0..TIMES {
            self.once()?;
        }
        let used = cpu::of_this_thread()?.saturating_sub(before);
        Ok(used.checked_div(TIMES).unwrap_or_default())
    }

    fn once(&self) -> Result<(), Failure> {
        for text in &self.signed {
            black_box(self.key.sign(text, signing_entropy()));
        }
        for token in &self.tokens {
            black_box(verify_signature(token, &self.keys)?);
        }
        // The two for signatures are drawn above.
        for _ in 0..5 {
            black_box(random::ticket()?);
        }
        for _ in 0..9 {
            black_box(random::hash(black_box(TICKET)));
        }
        Ok(())
    }
}

/// A signer that keeps what it was given.
struct Ear {
    key: SigningKey,
    certificate: CertificateFingerprint,
    heard: Mutex<Vec<Vec<u8>>>,
}

impl RequestSigner for Ear {
    type Error = Infallible;

    fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Self::Error> {
        let text = input.as_bytes().to_vec();
        let signature = self.key.sign(&text, signing_entropy());
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        Ok(Vec::from(signature))
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.certificate
    }
}

/// Enough for a figure that holds, and little beside a run.
const TIMES: u32 = 200;

/// As long as a ticket.
const TICKET: &str = "0123456789012345678901234567890123456789012";
