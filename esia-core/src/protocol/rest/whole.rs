//! A person with everything that came in the same answer.

use super::place::{ItemUrl, Place};
use super::wire::PersonAnswer;
use super::{RestError, read};
use crate::person::{Address, Contact, Document, Kid, Person};
use crate::protocol::http::{Reply, Request};
use alloc::vec::Vec;

/// The request for a person with parts, and what its answer is read against.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PersonRequest {
    /// The request to send.
    pub request: Request,
    /// What reads the answer.
    pub pending: PendingPerson,
}

/// A person that was asked for; it knows where links in the answer may lead.
#[derive(Clone, Debug)]
pub struct PendingPerson(pub(super) Place);

impl PendingPerson {
    /// Reads the answer; an empty object is a person of whom nothing is known.
    ///
    /// # Errors
    ///
    /// One variant of [`RestError`] for each way of not being a person.
    pub fn read(&self, reply: &Reply) -> Result<PersonFile, RestError> {
        read::<PersonAnswer>(reply)?.into_file(Some(&self.0))
    }
}

/// A person with everything that came in the same answer (сведения одним ответом).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct PersonFile {
    /// The person, with the parts that came as objects.
    pub person: Person,
    /// The parts that came as links all the same.
    pub links: PersonLinks,
}

/// Links to parts of a person, each held against the place that was asked.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct PersonLinks {
    /// To contacts.
    pub contacts: Vec<ItemUrl<Contact>>,
    /// To addresses.
    pub addresses: Vec<ItemUrl<Address>>,
    /// To papers.
    pub documents: Vec<ItemUrl<Document>>,
    /// To children.
    pub kids: Vec<ItemUrl<Kid>>,
}

impl PersonAnswer {
    pub(super) fn into_file(self, place: Option<&Place>) -> Result<PersonFile, RestError> {
        let (mut person, inside) = self.into_parts(place)?;
        let mut links = PersonLinks::default();
        (person.contacts, links.contacts) = inside.contacts.into_parts();
        (person.addresses, links.addresses) = inside.addresses.into_parts();
        (person.documents, links.documents) = inside.documents.into_parts();
        (person.kids, links.kids) = inside.kids.into_parts();
        Ok(PersonFile { person, links })
    }
}
