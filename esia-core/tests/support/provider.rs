//! A gateway on paper: its documents and its tokens, to be bent one at a time.

#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::arithmetic_side_effects, reason = "seconds around one fixed moment")]

use crate::mint::{self, TOKEN_KEY, at, encoded, signed};
use esia_core::account::Contour;
use esia_core::gateway::callback::{self, Callback, CallbackError, CodeGrant};
use esia_core::gateway::client::{AccountClaims, Client, SignedFact};
use esia_core::gateway::issuer::Issuer;
use esia_core::gateway::keys::Keys;
use esia_core::gateway::pending::PendingSignIn;
use esia_core::gateway::provider::{DiscoveryError, Provider};
use esia_core::gateway::sign_in::{Opening, SignIn};
use esia_core::gateway::token::{TokenExchange, Tokens};
use esia_core::gateway::verify::{VerifiedSignIn, Verifier, VerifyError};
use esia_core::protocol::client::{ClientId, RedirectUri, Scope};
use esia_core::protocol::http::Reply;
use esia_core::secrets::Secret;
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value, json};

pub(crate) const ISSUER: &str = "https://gateway.example/school";
pub(crate) const STATE: &str = "01010101-0101-4101-8101-010101010101";
/// Sixteen bytes of 2.
pub(crate) const NONCE: &str = "AgICAgICAgICAgICAgICAg";

pub(crate) fn reply(body: &Value) -> Reply {
    Reply::new(200, body.to_string().into_bytes())
}

pub(crate) fn document() -> Value {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": "https://gateway.example/school/authorize?tenant=7",
        "token_endpoint": "https://gateway.example/school/token",
        "userinfo_endpoint": "https://gateway.example/school/userinfo",
        "jwks_uri": "https://gateway.example/school/keys",
        "response_types_supported": ["code", "id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "GOST3410_2012_256"],
        "userinfo_signing_alg_values_supported": ["GOST3410_2012_256"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    })
}

fn issuer() -> Issuer {
    Issuer::parse(ISSUER).unwrap()
}

pub(crate) fn read_document(document: &Value) -> Result<Provider, DiscoveryError> {
    Provider::read(&issuer(), &reply(document))
}

pub(crate) fn provider() -> Provider {
    read_document(&document()).unwrap()
}

/// The public half of a key in PEM, as a key of a set.
pub(crate) fn public(key: &str, name: &str) -> Value {
    let (_, der) = pem_rfc7468::decode_vec(key.as_bytes()).unwrap();
    let key = RsaPrivateKey::from_pkcs8_der(&der).unwrap();
    let number = |bytes: Vec<u8>| encoded(bytes);
    json!({
        "kty": "RSA", "use": "sig", "alg": "RS256", "kid": name,
        "n": number(key.n().to_bytes_be()), "e": number(key.e().to_bytes_be()),
    })
}

pub(crate) fn keys() -> Keys {
    let gost = json!({"kty": "GOST", "kid": "g"});
    Keys::read(&reply(&json!({"keys": [gost, public(TOKEN_KEY, "k1")]}))).unwrap()
}

pub(crate) fn client() -> Client {
    Client::new(
        Contour::Simulated,
        ClientId::parse("school-diary").unwrap(),
        RedirectUri::parse("https://diary.example/back").unwrap(),
        Scope::parse("openid profile snils").unwrap(),
    )
    .unwrap()
    .with_secret(Secret::new("SECRET-CANARY".to_owned()))
    .with_account_claims(
        AccountClaims::unknown()
            .with_child(SignedFact::text("account_kind", "child"))
            .with_confirmed(SignedFact::text("account_level", "confirmed")),
    )
    .with_snils_claim("snils")
}

pub(crate) fn begin() -> SignIn {
    let opening = Opening::from_random([1; 16], [2; 16], [3; 32]);
    SignIn::begin(&client(), &provider(), opening, at()).unwrap()
}

pub(crate) fn pending() -> PendingSignIn {
    begin().pending
}

/// The query of a good callback.
pub(crate) fn query() -> String {
    format!("code=CODE-CANARY&state={STATE}&iss=https%3A%2F%2Fgateway.example%2Fschool")
}

pub(crate) fn come_back(query: &str) -> Result<Callback, CallbackError> {
    callback::read(&provider(), pending(), query)
}

pub(crate) fn grant() -> CodeGrant {
    match come_back(&query()).unwrap() {
        Callback::Code(grant) => grant,
        Callback::Refused(word) => panic!("refused: {word:?}"),
    }
}

/// The claims of a good ID token: a child's account, made ten seconds ago.
pub(crate) fn claims() -> Value {
    let now = at().timestamp();
    json!({
        "iss": ISSUER,
        "aud": "school-diary",
        "sub": "subject-canary-17",
        "iat": now - 10, "exp": now + 300,
        "nonce": NONCE,
        "account_kind": "child",
        "account_level": "child",
        "family_name": "Канарейкина",
        "birthdate": "2012-02-29",
    })
}

pub(crate) fn header() -> Value {
    json!({"typ": "JWT", "alg": "RS256", "kid": "k1"})
}

/// The tokens of an answer to this sign-in.
pub(crate) fn tokens(id_token: &str) -> Tokens {
    let exchange = TokenExchange::begin(&client(), grant());
    let answer = json!({
        "access_token": "ACCESS-CANARY", "token_type": "Bearer", "id_token": id_token,
    });
    exchange.pending.read(&reply(&answer)).unwrap()
}

pub(crate) fn verify_text(id_token: &str) -> Result<VerifiedSignIn, VerifyError> {
    Verifier::new(&client(), &provider(), &keys()).verify(tokens(id_token), at())
}

pub(crate) fn verify(claims: &Value) -> Result<VerifiedSignIn, VerifyError> {
    verify_text(&signed(TOKEN_KEY, &header(), &claims.to_string()))
}

/// The error of an ID token that is good but for one claim.
pub(crate) fn verify_with(name: &str, value: Value) -> Result<(), VerifyError> {
    verify(&mint::with(claims(), name, value)).map(|_| ())
}
