//! A sign-in through ESIA with an asynchronous client, `reqwest`, against a running stand:
//!
//! ```text
//! cargo run -p gosuslugi-stand -- --certificate certificate.der
//! cargo run -p esia-core --features gost --example sign_in_reqwest -- \
//!     http://127.0.0.1:8081 key.pem certificate.der
//! ```

#[path = "support/convert.rs"]
mod convert;

use convert::{ask_on_terminal, now, random, to_http};
use esia_core::account::{Account, Contour};
use esia_core::person::Person;
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::{self, Callback};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::{Endpoints, Issuers};
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::gost::SigningKey;
use esia_core::protocol::http::{Reply, Request};
use esia_core::protocol::key_set::KeySet;
use esia_core::protocol::pkce::{Pkce, PkceMethod};
use esia_core::protocol::rest;
use esia_core::protocol::signer::{RequestSigner, TestSigner};
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::TokenExchange;
use esia_core::protocol::verify::Verifier;
use std::error::Error;
use url::Url;

/// The whole sign-in; `person` opens an address and tells where the browser came back to.
pub(crate) async fn sign_in<S: RequestSigner<Error: Error + 'static>>(
    esia: &str,
    signer: &S,
    person: impl FnOnce(&Url) -> String,
) -> Result<(Account, Person), Box<dyn Error>> {
    let client = Client::new(
        ClientId::parse("ELSH01721")?,
        RedirectUri::parse("http://127.0.0.1:8080/login/callback")?,
        Scope::parse("openid fullname birthdate snils birth_cert_doc")?,
        Endpoints::at(esia)?,
    )?;
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    // The stand hands out its certificates; those of the real ESIA belong into the settings.
    let pem = http.get(format!("{esia}/public/certificates.pem")).send().await?.text().await?;
    let mut keys = KeySet::new();
    for certificate in pem.split_inclusive("-----END CERTIFICATE-----\n") {
        keys.add_pem(certificate)?;
    }
    let issuers = Issuers::new([format!("{esia}/")]);
    let verifier = Verifier::new(Contour::Simulated, issuers, client.client_id().clone(), keys);

    // To ESIA. A server keeps `pending` in its store, bound to this browser.
    let pkce = Pkce::from_random(random()?, PkceMethod::s256());
    let opening = Opening::new(CsrfState::from_random(random()?)).with_pkce(pkce);
    let Authorization { url, pending } = Authorization::begin(&client, signer, opening, now())?;
    let back = Url::parse(&person(&url))?;

    // And back: the code becomes tokens, the tokens are verified, the person is asked for.
    let Callback::Code(grant) = callback::read(pending, back.query().unwrap_or_default())? else {
        return Err("refused".into());
    };
    let state = CsrfState::from_random(random()?);
    let exchange = TokenExchange::begin(&client, signer, grant, state, now())?;
    let tokens = exchange.pending.read(&send(&http, &exchange.request).await?)?;
    let tokens = verifier.verify(tokens, now())?;
    let request = rest::person_with_documents_request(client.endpoints(), &tokens.access);
    let person = rest::read_person(&send(&http, &request).await?)?;
    Ok((tokens.id.account().clone(), person))
}

/// Sends a request to exactly its address. A server also bounds the time and the body.
async fn send(http: &reqwest::Client, request: &Request) -> Result<Reply, Box<dyn Error>> {
    let answer = http.execute(to_http(request)?.try_into()?).await?;
    Ok(Reply::new(answer.status().as_u16(), answer.bytes().await?.to_vec()))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, esia, key, certificate] = arguments.as_slice() else {
        return Err("three arguments: ESIA-ADDRESS KEY.pem CERTIFICATE.der".into());
    };
    // A key in this process is for the stand; in earnest certified means sign.
    let key = SigningKey::from_pkcs8_pem(&std::fs::read_to_string(key)?)?;
    let fingerprint = CertificateFingerprint::of_der(&std::fs::read(certificate)?);
    let signer = TestSigner::new(key, fingerprint, || random().unwrap_or_default());
    let (account, person) = sign_in(esia, &signer, ask_on_terminal).await?;
    #[expect(clippy::print_stdout, reason = "the result, masked as in every log")]
    {
        println!("{account:?}\n{person:?}");
    }
    Ok(())
}
