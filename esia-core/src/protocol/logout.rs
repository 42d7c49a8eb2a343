//! Signing out at ESIA.

use crate::protocol::client::{Client, RedirectUri};
use url::Url;

/// The address that ends the browser's session at ESIA, and comes back from there.
///
/// `back` must be registered at ESIA; without it the browser stays there. The parameter is
/// `redirect_url`, unlike everywhere else.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
/// use esia_core::protocol::endpoints::Endpoints;
/// use esia_core::protocol::logout::logout_url;
///
/// let client = Client::new(
///     ClientId::parse("ELSH01721")?,
///     RedirectUri::parse("https://diary.example/esia/back")?,
///     Scope::parse("openid")?,
///     Endpoints::production()?,
/// )?;
/// assert_eq!(
///     logout_url(&client, Some(&RedirectUri::parse("https://diary.example/")?)).as_str(),
///     "https://esia.gosuslugi.ru/idp/ext/Logout?client_id=ELSH01721\
///      &redirect_url=https%3A%2F%2Fdiary.example%2F",
/// );
/// assert_eq!(
///     logout_url(&client, None).as_str(),
///     "https://esia.gosuslugi.ru/idp/ext/Logout?client_id=ELSH01721",
/// );
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[must_use]
pub fn logout_url(client: &Client, back: Option<&RedirectUri>) -> Url {
    let mut url = client.endpoints().logout().clone();
    let back = back.map(|address| ("redirect_url", address.as_str()));
    let own = [("client_id", client.client_id().as_str())];
    url.query_pairs_mut().extend_pairs(own.into_iter().chain(back));
    url
}
