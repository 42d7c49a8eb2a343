//! What else the state knows about a person: contacts, addresses, papers.
//!
//! All of it follows from the person, so that it is the same each day; towns, streets and offices do
//! not exist.

use crate::people::{AccountLevel, Person, REGISTRY_OFFICE, Role};
use chrono::{Datelike, Days, NaiveDate};

/// Contacts, addresses and papers of one person.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Profile {
    /// Where the person was born.
    pub birth_place: String,
    /// ИНН: twelve digits, of a region that does not exist.
    pub inn: Option<String>,
    /// Telephones and mail.
    pub contacts: Vec<Contact>,
    /// Where the person lives and is registered.
    pub addresses: Vec<Address>,
    /// Papers; the first one that proves the identity is the current one.
    pub papers: Vec<Paper>,
}

/// A way to reach a person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Contact {
    /// ESIA's word: `MBT`, `PHN`, `EML`, `CEM`.
    pub kind: String,
    /// `+7(000)0000001`.
    pub value: String,
    /// Whether the person confirmed it.
    pub is_verified: bool,
}

/// An address (адрес).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Address {
    /// ESIA's word: `PLV` (living), `PRG` (registration).
    pub kind: String,
    /// In one line.
    pub line: String,
    /// Six digits.
    pub zip_code: String,
    /// House.
    pub house: String,
}

/// A paper (документ).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Paper {
    /// ESIA's word: `RF_PASSPORT`, `RF_BRTH_CERT`.
    pub kind: String,
    /// Series.
    pub series: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issued: Option<NaiveDate>,
    /// By whom.
    pub issued_by: Option<String>,
    /// Department of a passport: six digits.
    pub issue_id: Option<String>,
    /// Number of the act record behind a certificate.
    pub act_number: Option<String>,
    /// Day of the act record.
    pub act_date: Option<NaiveDate>,
    /// Last day.
    pub expires: Option<NaiveDate>,
    /// Whether the state has checked it.
    pub is_verified: bool,
}

/// The profile of an invented person.
///
/// # Examples
///
/// ```
/// let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let pupil = families::people::person("granted-pupil", today).unwrap();
/// let profile = families::profile::of(&pupil, today);
/// assert_eq!(profile.papers[0].kind, "RF_BRTH_CERT");
/// ```
#[must_use]
pub fn of(person: &Person, today: NaiveDate) -> Profile {
    let is_checked = match person.account {
        AccountLevel::Child | AccountLevel::Confirmed => true,
        AccountLevel::Simplified | AccountLevel::Standard => false,
    };
    let number = person.oid % 10_000;
    let age = today.year().saturating_sub(person.birth_date.year());
    Profile {
        birth_place: "г Вымышленск".into(),
        inn: (age > ID_YEARS).then(|| format!("00000000{number:04}")),
        contacts: contacts(person, number, is_checked),
        addresses: addresses(number),
        papers: papers(person, number, age, is_checked),
    }
}

fn contacts(person: &Person, number: u64, is_checked: bool) -> Vec<Contact> {
    let contact =
        |kind: &str, value: String, is_verified| Contact { kind: kind.into(), value, is_verified };
    let mut contacts = vec![
        contact("EML", person.email(), is_checked),
        contact("MBT", person.phone().replace([' ', '-'], ""), is_checked),
    ];
    match person.role {
        Role::Parent => contacts.push(contact("PHN", format!("+7(000)001{number:04}"), false)),
        Role::Staff => {
            contacts.push(contact("CEM", format!("{}@shkola.example", person.key), is_checked));
        }
        Role::Pupil => {}
    }
    contacts
}

fn addresses(number: u64) -> Vec<Address> {
    ["PLV", "PRG"]
        .map(|kind| Address {
            kind: kind.into(),
            line: "г Вымышленск, ул Примерная".into(),
            zip_code: "000000".into(),
            house: number.to_string(),
        })
        .into()
}

fn papers(person: &Person, number: u64, age: i32, is_verified: bool) -> Vec<Paper> {
    let mut papers = Vec::new();
    if let Some(certificate) = person.certificate {
        papers.push(Paper {
            kind: "RF_BRTH_CERT".into(),
            series: certificate.series.into(),
            number: certificate.number.into(),
            issued: Some(certificate.issued),
            issued_by: Some(REGISTRY_OFFICE.into()),
            act_number: Some(certificate.act_number.into()),
            act_date: Some(certificate.act_date),
            is_verified,
            ..Paper::default()
        });
    } else {
        papers.push(own_certificate(person, number));
    }
    if age > ID_YEARS {
        papers.push(Paper {
            kind: "RF_PASSPORT".into(),
            series: "0000".into(),
            number: format!("00{number:04}"),
            issued: person.birth_date.checked_add_days(Days::new(PASSPORT_DAYS)),
            issued_by: Some("Отдел МВД № 1 (вымышленный)".into()),
            issue_id: Some("000001".into()),
            is_verified,
            ..Paper::default()
        });
    }
    papers
}

/// The certificate of a grown person: of the USSR for those born in it, and of another state for
/// those without a patronymic.
fn own_certificate(person: &Person, number: u64) -> Paper {
    let is_soviet = person.birth_date.year() < USSR_END;
    let kind = match (person.middle_name, is_soviet) {
        (None, _) => "FID_BRTH_CERT",
        (Some(_), true) => "OLD_BRTH_CERT",
        (Some(_), false) => "RF_BRTH_CERT",
    };
    Paper {
        kind: kind.into(),
        series: "I-ТС".into(),
        number: format!("20{number:04}"),
        issued: person.birth_date.checked_add_days(Days::new(14)),
        issued_by: Some(REGISTRY_OFFICE.into()),
        act_number: (kind != "FID_BRTH_CERT").then(|| number.to_string()),
        ..Paper::default()
    }
}

/// A passport is given at fourteen.
const ID_YEARS: i32 = 14;
/// Fourteen years and a month.
const PASSPORT_DAYS: u64 = 14 * 365 + 34;
/// The first year without the USSR.
const USSR_END: i32 = 1992;
