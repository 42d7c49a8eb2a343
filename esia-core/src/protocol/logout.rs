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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::client::{ClientId, Scope};
    use crate::protocol::endpoints::Endpoints;
    use alloc::vec::Vec;

    #[test]
    fn the_way_back_is_one_parameter_and_cannot_add_another() {
        let client = Client::new(
            ClientId::parse("ELSH01721").unwrap(),
            RedirectUri::parse("https://diary.example/back").unwrap(),
            Scope::parse("openid").unwrap(),
            Endpoints::at("http://127.0.0.1:8085").unwrap(),
        )
        .unwrap();
        let back = "https://diary.example/?a=b&client_id=OTHER+1";
        let url = logout_url(&client, RedirectUri::parse(back).ok().as_ref());
        assert_eq!(url.path(), "/idp/ext/Logout");
        let sent: Vec<_> = url.query_pairs().into_owned().collect();
        let expected = [("client_id", "ELSH01721"), ("redirect_url", back)];
        assert!(sent.iter().map(|(name, value)| (&**name, &**value)).eq(expected));
        assert_eq!(logout_url(&client, None).query_pairs().count(), 1);
    }
}
