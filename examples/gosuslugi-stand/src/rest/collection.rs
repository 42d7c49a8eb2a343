//! Contacts, addresses, papers, vehicles and children.

use super::person::put_names;
use crate::view::View;
use chrono::NaiveDate;
use esia_core::account::AccountLevel;
use families::people::{Person, Role};
use families::profile::{Address, Contact, Paper};
use serde_json::{Map, Value, json};

/// A collection of a person.
#[derive(Clone, Copy)]
pub(super) enum Collection {
    Contacts,
    Addresses,
    Papers,
    Vehicles,
    Kids,
}

impl Collection {
    pub(super) const ALL: [Self; 5] =
        [Self::Contacts, Self::Addresses, Self::Papers, Self::Vehicles, Self::Kids];

    pub(super) fn of_path(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|collection| collection.path() == name)
    }

    /// The last part of its address.
    const fn path(self) -> &'static str {
        match self {
            Self::Contacts => "ctts",
            Self::Addresses => "addrs",
            Self::Papers => "docs",
            Self::Vehicles => "vhls",
            Self::Kids => "kids",
        }
    }

    /// Its name in `embed`.
    pub(super) const fn embed_name(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Addresses => "addresses",
            Self::Papers => "documents",
            Self::Vehicles => "vehicles",
            Self::Kids => "kids",
        }
    }

    /// Whether a scope opens any of it.
    pub(super) fn is_open(self, view: &View<'_>) -> bool {
        match self {
            Self::Contacts => ["contacts", "email", "mobile"].iter().any(|it| view.has(it)),
            Self::Addresses => view.has("addresses"),
            Self::Papers => PAPER_SCOPES.iter().any(|(scope, _)| view.has(scope)),
            Self::Vehicles => view.has("vehicles"),
            Self::Kids => ["kid_fullname", "kid_birthdate", "kid_snils", "kid_birth_cert_doc"]
                .iter()
                .any(|scope| view.has(scope)),
        }
    }

    /// All of it that is open: addresses, or the things themselves.
    pub(super) fn all(self, view: &View<'_>, as_objects: bool) -> Value {
        let elements = self.elements(view);
        if as_objects {
            return sized(elements.into_iter().map(|(_, value)| value));
        }
        let path = format!("{}/rs/prns/{}", view.shared.base_url, view.person.oid);
        let path = format!("{path}/{}", self.path());
        sized(elements.into_iter().map(|(id, _)| json!(format!("{path}/{id}"))))
    }

    /// One of it.
    pub(super) fn one(self, view: &View<'_>, id: u64) -> Option<Value> {
        self.elements(view).into_iter().find(|(own, _)| *own == id).map(|(_, value)| value)
    }

    fn elements(self, view: &View<'_>) -> Vec<(u64, Value)> {
        let (oid, profile) = (view.person.oid, &view.profile);
        match self {
            Self::Contacts => numbered(oid, CONTACTS, &profile.contacts)
                .filter(|(_, contact)| is_open_contact(view, &contact.kind))
                .map(|(id, it)| (id, contact(id, it)))
                .collect(),
            Self::Addresses => numbered(oid, ADDRESSES, &profile.addresses)
                .map(|(id, it)| (id, address(id, it)))
                .collect(),
            Self::Papers => numbered(oid, PAPERS, &profile.papers)
                .filter(|(_, paper)| view.has(scope_of(&paper.kind)))
                .map(|(id, it)| (id, paper(id, it)))
                .collect(),
            Self::Vehicles => Vec::new(),
            Self::Kids => {
                kids(view).iter().map(|kid| (kid_id(kid), kid_object(view, kid))).collect()
            }
        }
    }
}

/// The child behind a card of the parent's profile.
pub(super) fn kid(view: &View<'_>, id: u64) -> Option<Person> {
    kids(view).into_iter().find(|child| kid_id(child) == id)
}

/// The papers of a child.
pub(super) fn kid_papers(view: &View<'_>, kid: &Person) -> Value {
    sized(papers_of_kid(view, kid).into_iter().map(|(_, value)| value))
}

/// One paper of a child.
pub(super) fn kid_paper(view: &View<'_>, kid: &Person, id: u64) -> Option<Value> {
    papers_of_kid(view, kid).into_iter().find(|(own, _)| *own == id).map(|(_, value)| value)
}

/// The paper that proves the identity.
pub(super) fn identity_paper(view: &View<'_>) -> Option<u64> {
    let mut all = numbered(view.person.oid, PAPERS, &view.profile.papers);
    all.find(|(_, paper)| scope_of(&paper.kind) == "id_doc").map(|(id, _)| id)
}

/// Children of a confirmed parent, as far as the registry knows them.
fn kids(view: &View<'_>) -> Vec<Person> {
    match (view.person.role, view.person.account) {
        (Role::Parent, AccountLevel::Confirmed) => view.shared.children_of(&view.person),
        (Role::Parent | Role::Pupil | Role::Staff, _) => Vec::new(),
    }
}

fn kid_object(view: &View<'_>, kid: &Person) -> Value {
    let mut object = Map::new();
    object.insert("stateFacts".into(), json!(["Identifiable"]));
    object.insert("id".into(), json!(kid_id(kid)));
    object.insert("trusted".into(), json!(false));
    let profile = view.shared.profile(kid);
    put_names(&mut object, kid, &profile, |scope| view.has(&format!("kid_{scope}")));
    if view.has("kid_birth_cert_doc") {
        object.insert("documents".into(), kid_papers(view, kid));
    }
    Value::Object(object)
}

fn papers_of_kid(view: &View<'_>, kid: &Person) -> Vec<(u64, Value)> {
    let profile = view.shared.profile(kid);
    numbered(kid.oid, PAPERS, &profile.papers)
        .filter(|(_, paper)| view.has(&format!("kid_{}", scope_of(&paper.kind))))
        .map(|(id, it)| (id, paper(id, it)))
        .collect()
}

fn contact(id: u64, contact: &Contact) -> Value {
    json!({
        "stateFacts": ["Identifiable"],
        "id": id,
        "type": contact.kind,
        "vrfStu": status(contact.is_verified),
        "value": contact.value,
        "eTag": "436F6E",
    })
}

fn address(id: u64, address: &Address) -> Value {
    json!({
        "stateFacts": ["Identifiable"],
        "id": id,
        "type": address.kind,
        "addressStr": address.line,
        "zipCode": address.zip_code,
        "house": address.house,
        "countryId": "RUS",
        "eTag": "416464",
    })
}

fn paper(id: u64, paper: &Paper) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.into(), value);
    put("stateFacts", json!(["EntityRoot"]));
    put("id", json!(id));
    put("type", json!(paper.kind));
    put("vrfStu", json!(status(paper.is_verified)));
    put("series", json!(paper.series));
    put("number", json!(paper.number));
    put("eTag", json!("446F63"));
    let days =
        [("issueDate", paper.issued), ("actDate", paper.act_date), ("expiryDate", paper.expires)];
    let texts = [
        ("issuedBy", &paper.issued_by),
        ("issueId", &paper.issue_id),
        ("actNo", &paper.act_number),
    ];
    for (key, value) in days {
        value.map(|value| put(key, day(value)));
    }
    for (key, value) in texts {
        value.as_ref().map(|value| put(key, json!(value)));
    }
    Value::Object(object)
}

/// `14.03.2016`.
pub(super) fn day(date: NaiveDate) -> Value {
    json!(date.format("%d.%m.%Y").to_string())
}

const fn status(is_verified: bool) -> &'static str {
    if is_verified { "VERIFIED" } else { "NOT_VERIFIED" }
}

fn is_open_contact(view: &View<'_>, kind: &str) -> bool {
    let scope = match kind {
        "EML" | "CEM" => "email",
        "MBT" => "mobile",
        _ => "contacts",
    };
    view.has("contacts") || view.has(scope)
}

/// The scope that opens a kind of paper (esia-protocol.md 2.4 and 2.6).
fn scope_of(kind: &str) -> &'static str {
    let row = PAPER_SCOPES.iter().find(|(_, kinds)| kinds.contains(&kind));
    row.map_or("id_doc", |(scope, _)| scope)
}

const PAPER_SCOPES: [(&str, &[&str]); 8] = [
    ("id_doc", &["RF_PASSPORT", "FID_DOC"]),
    ("birth_cert_doc", &["RF_BRTH_CERT", "FID_BRTH_CERT", "OLD_BRTH_CERT", "BRTH_CERT"]),
    ("medical_doc", &["MDCL_PLCY"]),
    ("military_doc", &["MLTR_ID"]),
    ("foreign_passport_doc", &["FRGN_PASS"]),
    ("drivers_licence_doc", &["RF_DRIVING_LICENSE"]),
    ("change_fullname_cert_doc", &["NAME_CHANGE_CERT"]),
    ("paternity_cert_doc", &["FATHERHOOD_CERT"]),
];

fn sized(elements: impl IntoIterator<Item = Value>) -> Value {
    let elements: Vec<Value> = elements.into_iter().collect();
    let size = elements.len();
    json!({ "stateFacts": ["hasSize"], "size": size, "eTag": "53697A65", "elements": elements })
}

/// Each thing with its own number, which follows from the account's.
fn numbered<T>(oid: u64, series: u64, things: &[T]) -> impl Iterator<Item = (u64, &T)> {
    let first = oid.wrapping_mul(10).wrapping_add(series);
    (first..).zip(things)
}

/// The card in the parent's profile has a number of its own, which is not the child's account.
const fn kid_id(child: &Person) -> u64 {
    child.oid.wrapping_add(70_000_000)
}

const CONTACTS: u64 = 100_000_000_000;
const ADDRESSES: u64 = 200_000_000_000;
const PAPERS: u64 = 300_000_000_000;
