//! A sign-in through a gateway (шлюз) that speaks standard OpenID Connect (feature `openidconnect`).
//!
//! New systems have had to go through an approved gateway since 2025. The gateway speaks with ESIA
//! in its own way, and with us as any provider does: discovery, code flow, PKCE, nonce, JWKS. Under
//! this module lies the crate [`openidconnect`], without an HTTP client: as in
//! [`protocol`](crate::protocol), each step gives a request to send and reads a reply, and takes
//! what the step before gave, by value. It needs `std`, through that crate.
//!
//! # Steps
//!
//! | held | waits for | how it goes on |
//! |---|---|---|
//! | [`Issuer`](issuer::Issuer), pinned | the discovery document | [`Provider::read`](provider::Provider::read) |
//! | [`Provider`](provider::Provider) | the key set | [`Keys::read`](keys::Keys::read) |
//! | [`Client`](client::Client) | a person who wants in | [`SignIn::begin`](sign_in::SignIn::begin) |
//! | [`PendingSignIn`](pending::PendingSignIn) | the callback of the same browser | [`callback::read`] |
//! | [`CodeGrant`](callback::CodeGrant) | nothing | [`TokenExchange::begin`](token::TokenExchange::begin) |
//! | [`PendingTokens`](token::PendingTokens) | the answer of the token endpoint | [`PendingTokens::read`](token::PendingTokens::read) |
//! | [`Tokens`](token::Tokens) | every check | [`Verifier::verify`](verify::Verifier::verify) |
//! | [`VerifiedSignIn`](verify::VerifiedSignIn) | the rest of the person | [`VerifiedSignIn::read_userinfo`](verify::VerifiedSignIn::read_userinfo) |
//!
//! ```text
//!  Issuer ──► discovery document ──► Provider ──► key set ──► Keys
//!                                       │                      │
//!  Client ──────── SignIn::begin ◄──────┤                      │
//!                    │ url, PendingSignIn (state, nonce, PKCE, issuer)
//!                    ▼ browser          │                      │
//!                 callback::read ◄──────┘                      │
//!    Refused ◄───────┴──► CodeGrant ──► Request ──► token endpoint
//!                                                     │        │
//!                                          Tokens ◄───┘        │
//!                                            │ Verifier::verify ◄
//!                             VerifyError ◄──┴──► VerifiedSignIn (Account, Person) ──► userinfo
//! ```
//!
//! # What is checked, against what
//!
//! | attack | check |
//! |---|---|
//! | login CSRF, one person's login slipped to another (T-09) | `state` of this browser, used once; PKCE S256 always; `nonce` must come back |
//! | mix-up of two gateways (T-10) | the issuer is pinned: in the discovery document, in the pending sign-in, in `iss` of the callback (RFC 9207), in the ID token; a code goes to the token endpoint of its own provider alone |
//! | code injection, open redirect (T-11) | PKCE and nonce; one return address, sent to the letter |
//! | a token that is not signed, or signed with a shared secret | `RS256` or what was allowed by name; a keyed hash never |
//!
//! # Kind and level
//!
//! A gateway says in a **named, signed claim** that an account is a child's or confirmed, or it
//! says nothing: see [`AccountClaims`](client::AccountClaims). What is not said is
//! [`SelfMade`](crate::account::AccountKind::SelfMade) and
//! [`Simplified`](crate::account::AccountLevel::Simplified), which the decision refuses.
//!
//! # ESIA itself
//!
//! ESIA is no such provider; a verified ESIA sign-in is carried into the types of `openidconnect`
//! by the [`bridge`].

pub mod bridge;
pub mod callback;
mod claims;
pub mod client;
pub mod issuer;
pub mod keys;
pub mod pending;
pub mod provider;
pub mod sign_in;
pub mod token;
pub mod verify;
