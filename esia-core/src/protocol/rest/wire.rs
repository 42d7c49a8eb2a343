//! What ESIA writes, word by word, and how it becomes our values.

use super::place::Place;
use super::{Collection, Element, RestError};
use crate::person::{
    AccountStatus, Address, AddressKind, Contact, ContactKind, Document, DocumentId, DocumentKind,
    Gender, Kid, KidId, Person, ReceivedDate, Unread, Verification,
};
use crate::secrets::Personal;
use alloc::boxed::Box;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use chrono::DateTime;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// An object of an answer.
pub(super) trait Answer: DeserializeOwned {
    type Item;

    /// The value; links inside of it are held against `place`, where it is known.
    fn into_item(self, place: Option<&Place>) -> Result<Self::Item, RestError>;
}

/// A text, a number or a flag, taken as the text of it.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Scalar {
    Text(String),
    Number(serde_json::Number),
    Flag(bool),
}

impl Scalar {
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }
}

/// A collection as written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CollectionAnswer<A> {
    state_facts: Option<Vec<String>>,
    size: Option<u64>,
    e_tag: Option<String>,
    elements: Option<Vec<ElementAnswer<A>>>,
}

/// What ESIA puts in a collection: the thing itself where `embed` asked for it, else its address.
#[derive(Deserialize)]
#[serde(untagged)]
enum ElementAnswer<A> {
    Link(String),
    Here(Box<A>),
}

impl<A: Answer> CollectionAnswer<A> {
    /// The collection; a link without a place to hold it against is passed over.
    pub(super) fn into_collection(
        self,
        place: Option<&Place>,
    ) -> Result<Collection<A::Item>, RestError> {
        let mut elements = Vec::new();
        for element in self.elements.unwrap_or_default() {
            match (element, place) {
                (ElementAnswer::Here(answer), _) => {
                    elements.push(Element::Here(answer.into_item(place)?));
                }
                (ElementAnswer::Link(link), Some(place)) => {
                    elements.push(Element::Link(place.item(&link)?));
                }
                (ElementAnswer::Link(_), None) => {}
            }
        }
        Ok(Collection {
            state_facts: personal_all(self.state_facts),
            size: self.size,
            e_tag: personal(self.e_tag),
            elements,
        })
    }

    pub(super) fn has_links(&self) -> bool {
        let is_link = |element: &ElementAnswer<A>| matches!(element, ElementAnswer::Link(_));
        self.elements.as_deref().unwrap_or_default().iter().any(is_link)
    }
}

/// A collection inside of an object, or its address.
#[derive(Deserialize)]
#[serde(untagged)]
enum Inner<A> {
    Link(#[expect(dead_code, reason = "an address is recognised and not followed")] String),
    Here(CollectionAnswer<A>),
}

impl<A: Answer> Inner<A> {
    fn into_collection(
        inner: Option<Self>,
        place: Option<&Place>,
    ) -> Result<Collection<A::Item>, RestError> {
        match inner {
            Some(Self::Here(collection)) => collection.into_collection(place),
            Some(Self::Link(_)) | None => Ok(Collection::default()),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersonAnswer {
    state_facts: Option<Vec<String>>,
    last_name: Option<String>,
    first_name: Option<String>,
    middle_name: Option<String>,
    birth_date: Option<String>,
    birth_place: Option<String>,
    snils: Option<String>,
    inn: Option<String>,
    gender: Option<String>,
    citizenship: Option<String>,
    trusted: Option<bool>,
    status: Option<String>,
    verifying: Option<bool>,
    r_id_doc: Option<Scalar>,
    updated_on: Option<i64>,
    contains_up_cfm_code: Option<bool>,
    rfg_u_operator_check: Option<bool>,
    kid_acc_created_by_parent: Option<bool>,
    e_tag: Option<String>,
    contacts: Option<Inner<ContactAnswer>>,
    addresses: Option<Inner<AddressAnswer>>,
    documents: Option<Inner<DocumentAnswer>>,
    kids: Option<Inner<KidAnswer>>,
}

/// The collections that came with a person.
pub(super) struct Inside {
    pub(super) contacts: Collection<Contact>,
    pub(super) addresses: Collection<Address>,
    pub(super) documents: Collection<Document>,
    pub(super) kids: Collection<Kid>,
}

impl PersonAnswer {
    /// The person without the collections, and the collections.
    pub(super) fn into_parts(self, place: Option<&Place>) -> Result<(Person, Inside), RestError> {
        let of = |name: &str| place.map(|place| place.collection(name));
        let inside = Inside {
            contacts: Inner::into_collection(self.contacts, of("ctts").as_ref())?,
            addresses: Inner::into_collection(self.addresses, of("addrs").as_ref())?,
            documents: Inner::into_collection(self.documents, of("docs").as_ref())?,
            kids: Inner::into_collection(self.kids, of("kids").as_ref())?,
        };
        let mut unread = Unread::default();
        let id = self.r_id_doc.map(Scalar::into_text);
        let person = Person {
            last_name: personal(self.last_name),
            first_name: personal(self.first_name),
            middle_name: personal(self.middle_name),
            birth_date: date(self.birth_date.as_deref()),
            birth_place: personal(self.birth_place),
            snils: personal(self.snils),
            inn: personal(self.inn),
            gender: word(&mut unread, "gender", self.gender, Gender::from_text),
            citizenship: personal(self.citizenship),
            trusted: self.trusted,
            status: word(&mut unread, "status", self.status, AccountStatus::from_text),
            verifying: self.verifying,
            identity_document: word(&mut unread, "rIdDoc", id, document_id),
            updated_on: self
                .updated_on
                .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
                .map(|moment| moment.fixed_offset()),
            awaits_confirmation_code: self.contains_up_cfm_code,
            rfg_u_operator_check: self.rfg_u_operator_check,
            created_by_parent: self.kid_acc_created_by_parent,
            state_facts: personal_all(self.state_facts),
            e_tag: personal(self.e_tag),
            unread,
            ..Person::default()
        };
        Ok((person, inside))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContactAnswer {
    r#type: Option<String>,
    value: Option<String>,
    vrf_stu: Option<String>,
    verifying_value: Option<String>,
    vrf_val_stu: Option<String>,
}

impl Answer for ContactAnswer {
    type Item = Contact;

    fn into_item(self, _: Option<&Place>) -> Result<Contact, RestError> {
        let mut unread = Unread::default();
        let status = word(&mut unread, "vrfStu", self.vrf_stu, verification);
        Ok(Contact {
            kind: word(&mut unread, "type", self.r#type, ContactKind::from_text),
            value: personal(self.value),
            verification: status.unwrap_or_default(),
            new_value: personal(self.verifying_value),
            new_value_verification: word(&mut unread, "vrfValStu", self.vrf_val_stu, verification),
            unread,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AddressAnswer {
    r#type: Option<String>,
    address_str: Option<String>,
    house: Option<Scalar>,
    flat: Option<Scalar>,
    fias_code: Option<String>,
    zip_code: Option<Scalar>,
    country_id: Option<String>,
}

impl Answer for AddressAnswer {
    type Item = Address;

    fn into_item(self, _: Option<&Place>) -> Result<Address, RestError> {
        let mut unread = Unread::default();
        Ok(Address {
            kind: word(&mut unread, "type", self.r#type, AddressKind::from_text),
            line: personal(self.address_str),
            house: personal(self.house.map(Scalar::into_text)),
            flat: personal(self.flat.map(Scalar::into_text)),
            fias_code: personal(self.fias_code),
            postal_code: personal(self.zip_code.map(Scalar::into_text)),
            country: personal(self.country_id),
            unread,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentAnswer {
    id: Option<Scalar>,
    r#type: Option<String>,
    series: Option<Scalar>,
    number: Option<Scalar>,
    issue_date: Option<String>,
    issue_id: Option<Scalar>,
    issued_by: Option<String>,
    expiry_date: Option<String>,
    act_no: Option<Scalar>,
    act_date: Option<String>,
    last_name: Option<String>,
    first_name: Option<String>,
    fms_valid: Option<Scalar>,
    fms_state: Option<Scalar>,
    vrf_stu: Option<String>,
    vrf_val_stu: Option<String>,
    e_tag: Option<String>,
}

impl Answer for DocumentAnswer {
    type Item = Document;

    fn into_item(self, _: Option<&Place>) -> Result<Document, RestError> {
        let mut unread = Unread::default();
        // A word that has no meaning here is not the same as none.
        let told = |unread: &mut Unread, field, text: Option<String>| {
            let is_told = text.is_some();
            word(unread, field, text, verification)
                .or_else(|| is_told.then_some(Verification::Unknown))
        };
        let status = told(&mut unread, "vrfStu", self.vrf_stu);
        let value_status = told(&mut unread, "vrfValStu", self.vrf_val_stu);
        let kind = word(&mut unread, "type", self.r#type, |text| {
            Some(DocumentKind::from_text(text)).filter(|kind| *kind != DocumentKind::Other)
        });
        let verification = Verification::of_document(status, value_status);
        let id = self.id.map(Scalar::into_text);
        Ok(Document {
            id: word(&mut unread, "id", id, document_id),
            series: personal(self.series.map(Scalar::into_text)),
            number: personal(self.number.map(Scalar::into_text)),
            issue_date: date(self.issue_date.as_deref()),
            issue_id: personal(self.issue_id.map(Scalar::into_text)),
            issued_by: personal(self.issued_by),
            expiry_date: date(self.expiry_date.as_deref()),
            act_no: personal(self.act_no.map(Scalar::into_text)),
            act_date: date(self.act_date.as_deref()),
            last_name: personal(self.last_name),
            first_name: personal(self.first_name),
            passport_office_valid: personal(self.fms_valid.map(Scalar::into_text)),
            passport_office_state: personal(self.fms_state.map(Scalar::into_text)),
            e_tag: personal(self.e_tag),
            unread,
            ..Document::new(kind.unwrap_or(DocumentKind::Other), verification)
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KidAnswer {
    id: Option<Scalar>,
    last_name: Option<String>,
    first_name: Option<String>,
    middle_name: Option<String>,
    birth_date: Option<String>,
    gender: Option<String>,
    snils: Option<String>,
    inn: Option<String>,
    trusted: Option<bool>,
    documents: Option<Inner<DocumentAnswer>>,
}

impl Answer for KidAnswer {
    type Item = Kid;

    fn into_item(self, kids: Option<&Place>) -> Result<Kid, RestError> {
        let mut unread = Unread::default();
        let id =
            word(&mut unread, "id", self.id.map(Scalar::into_text), |text| KidId::parse(text).ok());
        let docs = match (kids, &id) {
            (Some(kids), Some(id)) => Some(kids.collection(id.expose()).collection("docs")),
            (Some(_) | None, _) => None,
        };
        // Papers that came as links are asked for by `kid_documents`.
        let documents = Inner::into_collection(self.documents, docs.as_ref())?;
        Ok(Kid {
            id,
            last_name: personal(self.last_name),
            first_name: personal(self.first_name),
            middle_name: personal(self.middle_name),
            birth_date: date(self.birth_date.as_deref()),
            gender: word(&mut unread, "gender", self.gender, Gender::from_text),
            snils: personal(self.snils),
            inn: personal(self.inn),
            trusted: self.trusted,
            documents: documents.into_parts().0,
            unread,
        })
    }
}

fn personal(text: Option<String>) -> Option<Personal> {
    text.map(Personal::new)
}

fn personal_all(texts: Option<Vec<String>>) -> Vec<Personal> {
    texts.unwrap_or_default().into_iter().map(Personal::new).collect()
}

fn date(text: Option<&str>) -> Option<ReceivedDate> {
    text.map(ReceivedDate::from_text)
}

fn document_id(text: &str) -> Option<DocumentId> {
    DocumentId::parse(text).ok()
}

fn verification(text: &str) -> Option<Verification> {
    match Verification::from_text(text) {
        Verification::Unknown => None,
        state @ (Verification::Verified
        | Verification::Verifying
        | Verification::Failed
        | Verification::NotVerified) => Some(state),
    }
}

/// What a word means; one without a meaning is kept.
fn word<T>(
    unread: &mut Unread,
    field: &'static str,
    text: Option<String>,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let text = text?;
    let read = read(&text);
    if read.is_none() {
        unread.keep(field, Personal::new(text));
    }
    read
}
