//! Any bytes as ESIA's answer about contacts, addresses, papers and children.

use crate::{KEY, at, keys};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::account::{Contour, SubjectId};
use esia_core::person::KidId;
use esia_core::protocol::client::ClientId;
use esia_core::protocol::endpoints::{Endpoints, Issuers};
use esia_core::protocol::http::Reply;
use esia_core::protocol::permissions::issued_scopes;
use esia_core::protocol::rest::{self, AnswerShape, Embed, ItemUrl, Part, PersonFile};
use esia_core::protocol::token::AccessToken;
use esia_core::protocol::verify::{VerifiedAccessToken, Verifier};
use std::sync::LazyLock;

const OURS: &str = "http://127.0.0.1:8085/rs/prns/17/";

/// A link of any answer leads to the data of the person who was asked about, or is refused.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let (ours, shape) =
        (Endpoints::at("http://127.0.0.1:8085").expect("a constant"), AnswerShape::LINKS);
    let reply = Reply::new(200, data.to_vec());
    let whole =
        rest::person(&ours, &TOKEN, &Embed::of_parts(Part::ALL), shape).pending.read(&reply);
    let PersonFile { person, links, .. } = whole.unwrap_or_default();
    links.contacts.iter().for_each(stays);
    links.addresses.iter().for_each(stays);
    links.documents.iter().for_each(stays);
    links.kids.iter().for_each(stays);
    let asked = person.kids.iter().filter_map(|kid| kid.id.clone());
    for kid in asked.chain(KidId::parse("7")) {
        let asked = rest::kid_documents(&ours, &TOKEN, &kid, shape);
        assert!(asked.request.url().as_str().starts_with(OURS), "a child leads elsewhere");
        let papers = asked.pending.read(&reply).unwrap_or_default();
        papers.into_parts().1.iter().for_each(stays);
    }
    let kids = rest::kids(&ours, &TOKEN, shape).pending.read(&reply).unwrap_or_default();
    kids.into_parts().1.iter().for_each(stays);
    let refused = issued_scopes(&ours, &TOKEN).pending.read(&Reply::new(403, data.to_vec()));
    assert!(refused.listed().is_none(), "a refusal shows a list");
}

fn stays<T>(link: &ItemUrl<T>) {
    let request = link.request(&TOKEN);
    let url = request.url().as_str();
    assert!(url.starts_with(OURS) && !url.contains(".."), "a link leads elsewhere");
}

static TOKEN: LazyLock<VerifiedAccessToken> = LazyLock::new(|| {
    let header = URL_SAFE_NO_PAD.encode(br#"{"alg":"GOST3410_2012_256","sbt":"access"}"#);
    let now = at().timestamp();
    let claims = format!(
        r#"{{"iss":"http://stand/","client_id":"SCHOOL","iat":{now},"exp":{},"scope":"openid","urn:esia:sbj_id":17}}"#,
        now + 60
    );
    let message = format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims));
    let signature = URL_SAFE_NO_PAD.encode(KEY.sign(message.as_bytes(), [3; 32]));
    let token = AccessToken::new(format!("{message}.{signature}"));
    let issuers = Issuers::new([String::from("http://stand/")]);
    let client = ClientId::parse("SCHOOL").expect("a constant");
    let verifier = Verifier::new(Contour::Simulated, issuers, client, keys());
    verifier.verify_access_token(token, &SubjectId::new("17".into()), at()).expect("our own token")
});
