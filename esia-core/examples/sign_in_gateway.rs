//! A sign-in through a gateway that speaks standard OpenID Connect, against the stand's own face
//! or any provider:
//!
//! ```text
//! cargo run -p esia-core --features openidconnect --example sign_in_gateway -- \
//!     https://gateway.example/school school-diary secret.txt
//! ```

#[path = "support/convert.rs"]
mod convert;

use convert::{ask_on_terminal, now, random, to_http};
use esia_core::account::{Account, Contour};
use esia_core::gateway::callback::{self, Callback};
use esia_core::gateway::client::{AccountClaims, Client, SignedFact};
use esia_core::gateway::issuer::Issuer;
use esia_core::gateway::keys::Keys;
use esia_core::gateway::provider::Provider;
use esia_core::gateway::sign_in::{Opening, SignIn};
use esia_core::gateway::token::TokenExchange;
use esia_core::gateway::verify::Verifier;
use esia_core::person::Person;
use esia_core::protocol::client::{ClientId, RedirectUri, Scope};
use esia_core::protocol::http::{Reply, Request};
use esia_core::secrets::Secret;
use std::error::Error;
use url::Url;

/// The whole sign-in; `person` opens an address and tells where the browser came back to.
pub(crate) fn sign_in(
    issuer: &str,
    client_id: &str,
    secret: Secret,
    person: impl FnOnce(&Url) -> String,
) -> Result<(Account, Person), Box<dyn Error>> {
    let client = Client::new(
        Contour::Simulated,
        ClientId::parse(client_id)?,
        RedirectUri::parse("http://127.0.0.1:8080/login/callback")?,
        Scope::parse("openid profile snils")?,
    )?
    .with_secret(secret)
    // What this gateway signs about kind and level; what is not named here is not believed.
    .with_account_claims(
        AccountClaims::unknown()
            .with_child(SignedFact::text("account_kind", "child"))
            .with_confirmed(SignedFact::text("account_level", "confirmed")),
    )
    .with_snils_claim("snils");
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    let http = config.build().new_agent();

    // Once, and again when the keys have changed.
    let issuer = Issuer::parse(issuer)?;
    let provider = Provider::read(&issuer, &send(&http, &Provider::request(&issuer)?)?)?;
    let keys = Keys::read(&send(&http, &provider.keys_request())?)?;

    // To the gateway. A server keeps `pending` in its store, bound to this browser.
    let opening = Opening::from_random(random()?, random()?, random()?);
    let SignIn { url, pending } = SignIn::begin(&client, &provider, opening, now())?;
    let back = Url::parse(&person(&url))?;

    // And back.
    let query = back.query().unwrap_or_default();
    let Callback::Code(grant) = callback::read(&provider, pending, query)? else {
        return Err("refused".into());
    };
    let exchange = TokenExchange::begin(&client, grant);
    let tokens = exchange.pending.read(&send(&http, &exchange.request)?)?;
    let verified = Verifier::new(&client, &provider, &keys).verify(tokens, now())?;
    let person = match verified.userinfo_request() {
        Some(request) => verified.read_userinfo(&send(&http, &request)?)?,
        None => verified.person(),
    };
    Ok((verified.account().clone(), person))
}

/// Sends a request to exactly its address. A server also bounds the time and the body.
fn send(http: &ureq::Agent, request: &Request) -> Result<Reply, Box<dyn Error>> {
    let (parts, body) = to_http(request)?.into_parts();
    // This client refuses a GET that has a body, even an empty one.
    let mut answer = match body.as_str() {
        "" => http.run(http::Request::from_parts(parts, ()))?,
        _ => http.run(http::Request::from_parts(parts, body))?,
    };
    Ok(Reply::new(answer.status().as_u16(), answer.body_mut().read_to_vec()?))
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, issuer, client_id, secret] = arguments.as_slice() else {
        return Err("three arguments: ISSUER CLIENT-ID SECRET-FILE".into());
    };
    let secret = Secret::new(std::fs::read_to_string(secret)?.trim().to_owned());
    let (account, person) = sign_in(issuer, client_id, secret, ask_on_terminal)?;
    #[expect(clippy::print_stdout, reason = "the result, masked as in every log")]
    {
        println!("{account:?}\n{person:?}");
    }
    Ok(())
}
