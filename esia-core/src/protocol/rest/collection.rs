//! Collections: contacts, addresses, papers, children.

use super::place::{ItemUrl, Place};
use super::wire::{
    AddressAnswer, Answer, CollectionAnswer, ContactAnswer, DocumentAnswer, KidAnswer,
};
use super::{RestError, read};
use crate::person::{Address, Contact, Document, Kid};
use crate::protocol::http::{Reply, Request};
use crate::secrets::Personal;
use alloc::vec::Vec;
use core::marker::PhantomData;

/// A collection (коллекция) as received; an empty one is normal.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Collection<T> {
    /// What the answer says of itself: `hasSize`.
    pub state_facts: Vec<Personal>,
    /// How many elements there are, as the answer says.
    pub size: Option<u64>,
    /// The tag of this state of it.
    pub e_tag: Option<Personal>,
    /// The elements, in the order of the answer.
    pub elements: Vec<Element<T>>,
}

/// An element of a collection: the thing itself, or where it is.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Element<T> {
    /// The thing itself, as `embed` asked for.
    Here(T),
    /// Where it is.
    Link(ItemUrl<T>),
}

impl<T> Collection<T> {
    /// Whether all is here: as many elements as the answer says there are, none of them a link.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let is_here = |element: &Element<T>| matches!(element, Element::Here(_));
        let count = u64::try_from(self.elements.len()).unwrap_or(u64::MAX);
        self.size.is_none_or(|size| size == count) && self.elements.iter().all(is_here)
    }

    /// What is here, and where the rest is.
    #[must_use]
    pub fn into_parts(self) -> (Vec<T>, Vec<ItemUrl<T>>) {
        let (mut items, mut links) = (Vec::new(), Vec::new());
        for element in self.elements {
            match element {
                Element::Here(item) => items.push(item),
                Element::Link(link) => links.push(link),
            }
        }
        (items, links)
    }
}

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Self { state_facts: Vec::new(), size: None, e_tag: None, elements: Vec::new() }
    }
}

/// The request for a collection, and what its answer is read against.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ListRequest<T> {
    /// The request to send.
    pub request: Request,
    /// What reads the answer.
    pub pending: PendingList<T>,
}

impl<T> ListRequest<T> {
    pub(super) const fn new(request: Request, place: Place) -> Self {
        Self { request, pending: PendingList { place, item: PhantomData } }
    }
}

/// A collection that was asked for; it knows where links in the answer may lead.
#[derive(Clone, Debug)]
pub struct PendingList<T> {
    place: Place,
    item: PhantomData<fn() -> T>,
}

impl<T> PendingList<T> {
    fn read_as<A: Answer<Item = T>>(&self, reply: &Reply) -> Result<Collection<T>, RestError> {
        read::<CollectionAnswer<A>>(reply)?.into_collection(Some(&self.place))
    }
}

macro_rules! readers {
    ($($item:ident: $answer:ident),*) => {$(
        impl PendingList<$item> {
            /// Reads the answer.
            ///
            /// # Errors
            ///
            /// One variant of [`RestError`] for each way of not being such a collection.
            pub fn read(&self, reply: &Reply) -> Result<Collection<$item>, RestError> {
                self.read_as::<$answer>(reply)
            }
        }

        impl ItemUrl<$item> {
            /// Reads the answer to the request for this item.
            ///
            /// # Errors
            ///
            /// One variant of [`RestError`] for each way of not being such an item.
            pub fn read(&self, reply: &Reply) -> Result<$item, RestError> {
                read::<$answer>(reply)?.into_item(Some(self.within()))
            }
        }
    )*};
}

readers!(Contact: ContactAnswer, Address: AddressAnswer, Document: DocumentAnswer, Kid: KidAnswer);
