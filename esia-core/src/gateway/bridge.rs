//! From a verified ESIA sign-in into the types of the crate [`openidconnect`].
//!
//! For an application that already speaks in those types. ESIA's own ID token cannot be read by
//! that crate, for three reasons, each shown by a test:
//!
//! | what ESIA sends | what the crate wants |
//! |---|---|
//! | `"sub": 1000299681`, a number | a text |
//! | `"amr": "PWD"`, a text | an array of texts |
//! | `"alg": "GOST3410_2012_256"`, for systems that chose it | an algorithm of RFC 7518 |
//!
//! Besides, ESIA publishes no discovery document and no key set, and stopped returning a nonce.
//! So the token is verified by [`protocol`](crate::protocol), and what was verified is carried
//! over, with `sub` as its digits and `amr` as an array. Nothing here can be made of an unverified
//! token.

use crate::protocol::client::ClientId;
use crate::protocol::verify::VerifiedIdToken;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use chrono::Utc;
use openidconnect::core::CoreIdTokenClaims;
use openidconnect::{
    Audience, AuthenticationMethodReference, EmptyAdditionalClaims, IssuerUrl, StandardClaims,
    SubjectIdentifier,
};

/// The claims of a verified ESIA ID token, as `openidconnect` would have read them.
///
/// `client_id` is the system whose [`Verifier`](crate::protocol::verify::Verifier) checked the
/// token: its only audience. Kind and level of the account have no standard claim; they stay in
/// [`VerifiedIdToken::account`]. The nonce is left out, as ESIA leaves it out.
///
/// # Errors
///
/// [`BridgeError`].
pub fn id_token_claims(
    token: &VerifiedIdToken,
    client_id: &ClientId,
) -> Result<CoreIdTokenClaims, BridgeError> {
    let subject = token.account().subject();
    let issuer = IssuerUrl::new(String::from(subject.issuer())).map_err(|_| BridgeError)?;
    let method = |name: &String| AuthenticationMethodReference::new(name.clone());
    let methods: Vec<_> = token.methods().iter().map(method).collect();
    Ok(CoreIdTokenClaims::new(
        issuer,
        Vec::from([Audience::new(client_id.to_string())]),
        token.expires_at().with_timezone(&Utc),
        token.issued_at().with_timezone(&Utc),
        StandardClaims::new(SubjectIdentifier::new(String::from(subject.id().expose()))),
        EmptyAdditionalClaims {},
    )
    .set_auth_time(token.authenticated_at().map(|moment| moment.with_timezone(&Utc)))
    .set_auth_method_refs(Some(methods).filter(|methods| !methods.is_empty())))
}

/// An issuer that is no address: the configured issuer `"ESIA"`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the issuer of the token is no address")]
pub struct BridgeError;
