//! What every request to the token endpoint has in common.

use crate::protocol::client::Client;
use crate::protocol::generation::Generation;
use crate::protocol::http::Request;
use crate::protocol::signer::{RequestSigner, SignError, client_secret};
use crate::protocol::signing_input::{SignedFields, SigningInput};
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString as _};
use url::form_urlencoded::Serializer;

/// Signs `input`, and puts the shared fields and its `own` into a form.
pub(crate) fn request<'a, S: RequestSigner>(
    client: &Client,
    signer: &S,
    fields: &SignedFields<'a>,
    input: &SigningInput,
    own: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Request, SignError<S::Error>> {
    let generation = client.endpoints().generation();
    let secret = client_secret(signer, generation, input)?;
    let fingerprint = signer.certificate_hash().to_string();
    let mut form = BTreeMap::from([
        ("client_id", fields.client_id.as_str()),
        ("client_secret", &secret),
        ("redirect_uri", fields.redirect_uri.as_str()),
        ("scope", fields.scope.as_str()),
        ("state", fields.state.expose()),
        ("timestamp", fields.timestamp.as_str()),
        ("token_type", "Bearer"),
    ]);
    if generation == Generation::Current {
        form.insert("client_certificate_hash", &fingerprint);
        if let Some(scope_org) = fields.scope_org {
            form.insert("scope_org", scope_org.as_str());
        }
    }
    for (name, value) in own {
        form.insert(name, value);
    }
    let form = Serializer::new(String::new()).extend_pairs(form).finish();
    Ok(Request::post_form(client.endpoints().token().clone(), form))
}
