//! The ESIA sign-in protocol as values: no IO, no clock, no randomness.
//!
//! Both generations of requests: `v2/ac` and `v3/te` with a bare signature, and the older `ac` and
//! `te` with a CMS container ([`Generation`](generation::Generation)). The caller brings the
//! moment, the random bytes, the signer, the HTTP client and the store; each step takes what the
//! step before gave, by value, so that no step can be skipped and none done twice.
//!
//! # Steps
//!
//! | held | waits for | how it goes on |
//! |---|---|---|
//! | [`Client`](client::Client), [`Opening`](authorization::Opening) | a person who wants in | [`Authorization::begin`](authorization::Authorization::begin) |
//! | [`PendingSignIn`](pending::PendingSignIn) | the callback of the same browser | [`callback::read`] |
//! | [`CodeGrant`](callback::CodeGrant) | a signature | [`TokenExchange::begin`](token::TokenExchange::begin) |
//! | [`PendingTokens`](token::PendingTokens) | the answer of the token endpoint | [`PendingTokens::read`](token::PendingTokens::read) |
//! | [`Tokens`](token::Tokens) | every check | [`Verifier::verify`](verify::Verifier::verify) |
//! | [`VerifiedTokens`](verify::VerifiedTokens) | person data | [`rest::person`], [`permissions::issued_scopes`] |
//!
//! ```text
//!  Opening ──begin──► url ─────────► browser ─────────► ESIA /aas/oauth2/v2/ac
//!              └────► PendingSignIn ◄── store             │ code or error, state
//!                        │ callback::read ◄──────────────┘
//!           Refused ◄────┴────► CodeGrant ──begin──► Request ──► ESIA /aas/oauth2/v3/te
//!                                         └────────► PendingTokens     │ Reply
//!                                                     │ read ◄─────────┘
//!                                        TokenError ◄─┴─► Tokens
//!                                                           │ Verifier::verify
//!                                             VerifyError ◄─┴─► VerifiedTokens ──► /rs/prns/{oid}
//!                                                               (kind, level)       ──► Person
//! ```
//!
//! An error ends the sign-in: there is no way back into it, only a new one. What an operator or a
//! person does about it is an [`Advice`](error_code::Advice).
//!
//! # After the sign-in
//!
//! | held | for | how |
//! |---|---|---|
//! | [`RefreshToken`](token::RefreshToken) | new tokens without the person; spent by its use | [`TokenRefresh::begin`](refresh::TokenRefresh::begin), [`Verifier::verify_refreshed`](verify::Verifier::verify_refreshed) |
//! | a scope `prm_chg?oid=…` | a token on a standing consent | [`ClientCredentials::begin`](client_credentials::ClientCredentials::begin) |
//! | [`Retry`](retry::Retry) | one more try after `ESIA-007015`, with a [`ClockOffset`](clock::ClockOffset) | [`PendingTokens::read_or_retry`](token::PendingTokens::read_or_retry), [`callback::read_or_retry`] |
//! | the person's wish to leave | the address of signing out | [`logout::logout_url`] |
//!
//! # Contours
//!
//! Keys, issuers, addresses, tokens and subjects belong to a [`Contour`](crate::account::Contour);
//! what is of another is refused with a [`ContourError`](contour::ContourError) (T-10). Ask
//! [`Verifier::check_contours`](verify::Verifier::check_contours) at start, and
//! [`KeySet::warnings`](key_set::KeySet::warnings) once a day.
//!
//! # Open in the sources, hence settings
//!
//! The issuers, the name of the PKCE method, `person_filter`, whether a nonce comes back, and what
//! a refresh signs ([`RefreshOrder`](signing_input::RefreshOrder)).
//!
//! # Examples
//!
//! The first two steps of the current generation, with a signer that stands for certified means outside of this process:
//!
//! ```
//! use chrono::DateTime;
//! use esia_core::protocol::authorization::{Authorization, Opening};
//! use esia_core::protocol::callback::{self, Callback};
//! use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
//! use esia_core::protocol::endpoints::Endpoints;
//! use esia_core::protocol::error_code::Advice;
//! use esia_core::protocol::fingerprint::CertificateFingerprint;
//! use esia_core::protocol::pkce::{Pkce, PkceMethod};
//! use esia_core::protocol::signer::RequestSigner;
//! use esia_core::protocol::signing_input::SigningInput;
//! use esia_core::protocol::state::CsrfState;
//!
//! struct Device(CertificateFingerprint);
//!
//! impl RequestSigner for Device {
//!     type Error = core::convert::Infallible;
//!     fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Self::Error> {
//!         assert!(input.expose().starts_with("ELSH01721openid fullname snils2026.09.01 08:00:00"));
//!         Ok(vec![0; 64]) // a device would answer with a GOST signature
//!     }
//!     fn certificate_hash(&self) -> &CertificateFingerprint {
//!         &self.0
//!     }
//! }
//!
//! let client = Client::new(
//!     ClientId::parse("ELSH01721")?,
//!     RedirectUri::parse("https://diary.example/esia/back")?,
//!     Scope::parse("openid fullname snils")?,
//!     Endpoints::at("https://esia.example")?,
//! )?;
//! let signer = Device(CertificateFingerprint::of_der(b"DER of the certificate"));
//! // In earnest all bytes come from the operating system.
//! let opening = Opening::new(CsrfState::from_random([1; 16]))
//!     .with_pkce(Pkce::from_random([2; 32], PkceMethod::s256()));
//! let at = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
//!
//! let Authorization { url, pending } = Authorization::begin(&client, &signer, opening, at)?;
//! assert_eq!(url.path(), "/aas/oauth2/v2/ac");
//!
//! // The browser comes back; the person has refused.
//! let query = "error=access_denied&error_description=ESIA-007004%3A+refused\
//!              &state=01010101-0101-4101-8101-010101010101";
//! match callback::read(pending, query)? {
//!     Callback::Code(_) => unreachable!("there is no code in this answer"),
//!     Callback::Refused(error) => assert_eq!(error.advice(), Advice::UserDenied),
//! }
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! The same first step in the first generation: the signer yields CMS and says so, and one that
//! does not is stopped before it signs. With the feature `cms`, `cms::CmsSigner` makes such a
//! signer of any other.
//!
//! ```
//! # use chrono::DateTime;
//! # use esia_core::protocol::authorization::{Authorization, Opening};
//! # use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
//! # use esia_core::protocol::fingerprint::CertificateFingerprint;
//! # use esia_core::protocol::signing_input::SigningInput;
//! # use esia_core::protocol::state::CsrfState;
//! use esia_core::protocol::endpoints::Endpoints;
//! use esia_core::protocol::generation::Generation;
//! use esia_core::protocol::signer::{RequestSigner, SignError, SignatureForm};
//!
//! struct Device(SignatureForm, CertificateFingerprint);
//!
//! impl RequestSigner for Device {
//!     type Error = core::convert::Infallible;
//!     fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Self::Error> {
//!         assert!(input.expose().starts_with("openid fullname2026.09.01 08:00:00 +0300ELSH01721"));
//!         Ok(vec![0x30, 0x00]) // a device would answer with a whole container in DER
//!     }
//!     fn certificate_hash(&self) -> &CertificateFingerprint {
//!         &self.1
//!     }
//!     fn form(&self) -> SignatureForm {
//!         self.0
//!     }
//! }
//!
//! let client = Client::new(
//!     ClientId::parse("ELSH01721")?,
//!     RedirectUri::parse("https://diary.example/esia/back")?,
//!     Scope::parse("openid fullname")?,
//!     Endpoints::at("https://esia.example")?.with_generation(Generation::V1),
//! )?;
//! let at = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
//! let begin = |form| {
//!     let signer = Device(form, CertificateFingerprint::of_der(b"DER of the certificate"));
//!     let opening = Opening::new(CsrfState::from_random([1; 16]));
//!     Authorization::begin(&client, &signer, opening, at)
//! };
//! assert_eq!(begin(SignatureForm::Cms)?.url.path(), "/aas/oauth2/ac");
//! assert!(matches!(begin(SignatureForm::Raw), Err(SignError::Form { .. })));
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```

pub mod authorization;
pub mod callback;
mod claims;
pub mod client;
pub mod client_credentials;
pub mod clock;
#[cfg(feature = "cms")]
pub mod cms;
pub mod contour;
pub mod endpoints;
pub mod error_code;
pub mod fingerprint;
pub mod generation;
#[cfg(feature = "gost")]
pub mod gost;
pub mod http;
pub mod json;
pub mod jws;
pub mod key_set;
pub mod logout;
pub mod nonce;
pub mod pending;
pub mod permissions;
pub mod pkce;
pub mod provider_error;
pub mod refresh;
pub mod rest;
pub mod retry;
pub mod signer;
pub mod signing_input;
pub mod state;
pub mod timestamp;
pub mod token;
pub mod verify;
