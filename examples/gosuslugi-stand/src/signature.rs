//! The client's secret: which text is signed, with which certificate, in which form.
//!
//! The order of the text is typed here on purpose, apart from the client's own code, so that one
//! slip cannot hide behind the other.

mod container;

use crate::client::{Client, RefreshText};
use crate::error::{Code, Refusal};
use crate::keys::fingerprint;
use crate::mode::Relaxation;
use crate::random::hex;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use esia_core::protocol::gost::VerifyingKey;
use sha2::{Digest as _, Sha256};

/// The generation of an address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Generation {
    /// `/aas/oauth2/ac`, `/aas/oauth2/te`: a detached CMS container.
    First,
    /// `/aas/oauth2/v2/ac`, `/aas/oauth2/v3/te`: the bare signature.
    Current,
}

/// The signed fields of a request, raw as they were before URL encoding.
#[derive(Clone, Copy)]
pub(crate) struct Signed<'r> {
    pub(crate) client_id: &'r str,
    pub(crate) scope: &'r str,
    pub(crate) scope_org: &'r str,
    pub(crate) timestamp: &'r str,
    pub(crate) state: &'r str,
    /// Empty where none was sent.
    pub(crate) redirect_uri: &'r str,
}

impl Signed<'_> {
    /// The text of every request of the first generation: scope, time, client, state.
    fn first(&self) -> String {
        let Signed { client_id, scope, timestamp, state, .. } = self;
        format!("{scope}{timestamp}{client_id}{state}")
    }

    /// The text of a code request: client, scope, scope of organisations, time, state, address.
    pub(crate) fn code_request(&self) -> String {
        let Signed { client_id, scope, scope_org, timestamp, state, redirect_uri } = self;
        format!("{client_id}{scope}{scope_org}{timestamp}{state}{redirect_uri}")
    }

    /// The text of a token request: the same, and the code.
    pub(crate) fn token_request(&self, code: &str) -> String {
        format!("{}{code}", self.code_request())
    }

    /// The texts of a refresh request that sources name, as far as the client's card takes them.
    pub(crate) fn refresh_request(&self, refresh_token: &str, wanted: RefreshText) -> Vec<String> {
        let Signed { client_id, scope, timestamp, state, .. } = self;
        let as_code_request = self.code_request();
        let with_token = format!("{client_id}{scope}{timestamp}{state}{refresh_token}");
        match wanted {
            RefreshText::Either => vec![as_code_request, with_token],
            RefreshText::AsCodeRequest => vec![as_code_request],
            RefreshText::WithRefreshToken => vec![with_token],
        }
    }
}

/// What a request brings to show who sent it.
pub(crate) struct Proof<'r> {
    pub(crate) generation: Generation,
    pub(crate) fields: &'r Signed<'r>,
    /// What may have been signed at an address of the current generation.
    pub(crate) texts: Vec<String>,
    pub(crate) secret: &'r str,
    pub(crate) hash: Option<&'r str>,
    /// Whether the hash may be absent: the refresh request of one reading.
    pub(crate) may_lack_hash: bool,
}

impl Proof<'_> {
    /// Checks the secret, and the hash with it, against the registered certificate.
    pub(crate) fn check(&self, client: &Client) -> Result<(), Refusal> {
        let der =
            client.certificate_der.as_deref().ok_or(Refusal::new(Code::ForeignCertificate))?;
        let secret = decode(self.secret).ok_or(WRONG_SECRET)?;
        match self.generation {
            Generation::First => {
                let first = [self.fields.first()];
                container::check(client, der, &secret, &first).ok_or(WRONG_SECRET)
            }
            Generation::Current => {
                self.check_hash(client, der)?;
                self.check_current(client, der, &secret).ok_or(WRONG_SECRET)
            }
        }
    }

    fn check_hash(&self, client: &Client, der: &[u8]) -> Result<(), Refusal> {
        let name = "client_certificate_hash";
        let right = fingerprint(der);
        let is_loose = match self.hash {
            Some(hash) if hash == right => return Ok(()),
            None if self.may_lack_hash => return Ok(()),
            None => true,
            Some(hash) => {
                let sha = hex(&Sha256::digest(der));
                hash.eq_ignore_ascii_case(&right) || hash.eq_ignore_ascii_case(&sha)
            }
        };
        if is_loose && Relaxation::LooseCertificateHash.passes(client) {
            return Ok(());
        }
        Err(match self.hash {
            None => Refusal::about(Code::NoParameter, name),
            Some(_) => Refusal::about(Code::WrongSecret, name),
        })
    }

    fn check_current(&self, client: &Client, der: &[u8], secret: &[u8]) -> Option<()> {
        let first = [self.fields.first()];
        if secret.len() == RAW_LENGTH {
            let key = VerifyingKey::from_certificate_der(der).ok()?;
            let fits = |text: &String| key.verify(text.as_bytes(), secret).is_ok();
            if self.texts.iter().any(fits) {
                return Some(());
            }
            return (first.iter().any(fits) && Relaxation::OldText.passes(client)).then_some(());
        }
        // A strict stand does not even look into a container here.
        if !Relaxation::ContainerAtCurrent.passes(client) {
            return None;
        }
        container::check(client, der, secret, &self.texts).or_else(|| {
            container::check(client, der, secret, &first)?;
            Relaxation::OldText.passes(client).then_some(())
        })
    }
}

/// base64url or plain base64, padded or not: all occur (esia-protocol.md 1.4).
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    [URL_SAFE_NO_PAD, URL_SAFE, STANDARD, STANDARD_NO_PAD]
        .iter()
        .find_map(|engine| engine.decode(text).ok())
}

/// A bare GOST signature; a CMS container is longer.
const RAW_LENGTH: usize = 64;

const WRONG_SECRET: Refusal = Refusal::about(Code::WrongSecret, "client_secret");
