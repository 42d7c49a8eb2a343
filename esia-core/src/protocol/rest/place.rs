//! Where a person's data are, and which links lead there.

use crate::person::KidId;
use crate::protocol::endpoints::Endpoints;
use crate::protocol::http::Request;
use crate::protocol::rest::{AnswerShape, RestError};
use crate::protocol::verify::VerifiedAccessToken;
use core::fmt;
use core::marker::PhantomData;
use url::Url;

/// A place below `/rs/prns/`: a person, or a collection of one.
#[derive(Clone, Eq, PartialEq)]
pub(super) struct Place(Url);

impl Place {
    pub(super) fn person(endpoints: &Endpoints, token: &VerifiedAccessToken) -> Self {
        let base = endpoints.rest_base();
        let mut url = base.clone();
        url.set_path(&[base.path(), "prns/", token.subject().expose()].concat());
        Self(url)
    }

    /// One of its collections: `docs`.
    pub(super) fn collection(&self, name: &str) -> Self {
        let mut url = self.0.clone();
        url.set_path(&[self.0.path(), "/", name].concat());
        Self(url)
    }

    /// One of its children: `kids/7`.
    pub(super) fn kid(&self, id: &KidId) -> Self {
        self.collection("kids").collection(id.expose())
    }

    pub(super) fn request(
        &self,
        token: &VerifiedAccessToken,
        query: Option<&str>,
        shape: AnswerShape,
    ) -> Request {
        let mut url = self.0.clone();
        url.set_query(query);
        let request = Request::get_with_bearer(url, token.token().expose());
        match shape.accept(&self.0) {
            Some(kind) => request.accepting(kind),
            None => request,
        }
    }

    /// A link from an answer, if it leads to one item of this collection.
    ///
    /// A token is sent wherever it leads: so nothing but the same origin, this very path and one
    /// plain name after it will do.
    pub(super) fn item<T>(&self, link: &str) -> Result<ItemUrl<T>, RestError> {
        let url = Url::parse(link).map_err(|_| RestError::ForeignLink)?;
        let name = url
            .path()
            .strip_prefix(self.0.path())
            .and_then(|rest| rest.strip_prefix('/'))
            .filter(|name| KidId::parse(name).is_ok());
        let has_more = url.query().is_some()
            || url.fragment().is_some()
            || !url.username().is_empty()
            || url.password().is_some();
        if name.is_some() && !has_more && url.origin() == self.0.origin() {
            Ok(ItemUrl { place: Self(url), within: self.clone(), item: PhantomData })
        } else {
            Err(RestError::ForeignLink)
        }
    }
}

/// A link to one item of a person's data, which leads where it must.
///
/// Only reading an answer makes one, after holding it against the place that was asked. `Debug`
/// shows nothing of it.
#[derive(Clone, Eq, PartialEq)]
pub struct ItemUrl<T> {
    place: Place,
    within: Place,
    item: PhantomData<fn() -> T>,
}

impl<T> ItemUrl<T> {
    /// The request for that item.
    #[must_use]
    pub fn request(&self, token: &VerifiedAccessToken) -> Request {
        self.place.request(token, None, AnswerShape::default())
    }

    /// The collection that it is of.
    pub(super) const fn within(&self) -> &Place {
        &self.within
    }
}

impl<T> fmt::Debug for ItemUrl<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ItemUrl([personal])")
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Place([personal])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_one_item_of_the_collection_or_nowhere() {
        let docs = Place(Url::parse("https://esia.example/rs/prns/17/docs").unwrap());
        let leads = |link: &str| docs.item::<()>(link).is_ok();
        assert!(leads("https://esia.example/rs/prns/17/docs/8"));
        assert!(leads("https://esia.example:443/rs/prns/17/docs/8"), "the same port");
        assert!(leads("https://esia.example/rs/prns/17/x/../docs/8"), "the same address");
        for link in [
            "",
            "8",
            "/rs/prns/17/docs/8",
            "http://esia.example/rs/prns/17/docs/8",
            "https://esia.example:8443/rs/prns/17/docs/8",
            "https://evil.example/rs/prns/17/docs/8",
            "https://esia.example@evil.example/rs/prns/17/docs/8",
            "https://u@esia.example/rs/prns/17/docs/8",
            "https://u:p@esia.example/rs/prns/17/docs/8",
            "https://esia.example.evil.example/rs/prns/17/docs/8",
            "https://esia.example/rs/prns/18/docs/8",
            "https://esia.example/rs/prns/17/docs",
            "https://esia.example/rs/prns/17/docs/",
            "https://esia.example/rs/prns/17/docs8",
            "https://esia.example/rs/prns/17/docs/8/9",
            "https://esia.example/rs/prns/17/docs/../ctts/8",
            "https://esia.example/rs/prns/17/docs/%2e%2e/ctts/8",
            "https://esia.example/rs/prns/17/docs/8%2F9",
            "https://esia.example/rs/prns/17/docs/8?to=evil",
            "https://esia.example/rs/prns/17/docs/8#top",
            "javascript:alert(1)",
        ] {
            assert!(!leads(link), "{link}");
        }
    }
}
