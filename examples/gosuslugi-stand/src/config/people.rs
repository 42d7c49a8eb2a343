//! People of the file.

use super::error::ConfigError;
use super::file::Source;
use crate::resident::Resident;
use chrono::NaiveDate;
use esia_core::account::AccountLevel;
use families::people::{Consent, Gender, Person, Role, newcomers, people};
use families::profile::{Address, Contact, Paper, Profile};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonTable {
    key: Spanned<String>,
    oid: Spanned<u64>,
    last_name: String,
    first_name: String,
    middle_name: Option<String>,
    birth_date: Spanned<String>,
    birth_place: Option<String>,
    gender: Spanned<String>,
    snils: String,
    inn: Option<String>,
    account: Spanned<String>,
    role: Spanned<String>,
    #[serde(default)]
    parents: Vec<Spanned<String>>,
    #[serde(default)]
    contact: Vec<ContactTable>,
    #[serde(default)]
    address: Vec<AddressTable>,
    #[serde(default)]
    document: Vec<DocumentTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactTable {
    r#type: String,
    value: String,
    #[serde(default)]
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressTable {
    r#type: String,
    line: String,
    zip_code: String,
    house: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentTable {
    r#type: String,
    #[serde(default)]
    series: String,
    number: String,
    issue_date: Option<Spanned<String>>,
    issued_by: Option<String>,
    issue_id: Option<String>,
    act_no: Option<String>,
    act_date: Option<Spanned<String>>,
    expiry_date: Option<Spanned<String>>,
    #[serde(default)]
    verified: bool,
}

impl PersonTable {
    /// Reads everybody; no key and no number may stand twice, also not beside the families.
    pub(super) fn read_all(
        tables: &[Self],
        source: &Source<'_>,
    ) -> Result<Vec<Resident>, ConfigError> {
        let day = NaiveDate::default();
        let taken: Vec<Person> = people(day).into_iter().chain(newcomers(day)).collect();
        for (place, table) in tables.iter().enumerate() {
            let before = || tables.iter().take(place);
            let key = table.key.get_ref();
            if taken.iter().any(|it| it.key == key) || before().any(|it| it.key.get_ref() == key) {
                return Err(source.wrong(&table.key, "the key is taken"));
            }
            let oid = table.oid.get_ref();
            if taken.iter().any(|it| it.oid == *oid) || before().any(|it| it.oid.get_ref() == oid) {
                return Err(source.wrong(&table.oid, "the number is taken"));
            }
            if !(1..=OID_MAX).contains(oid) {
                return Err(source.wrong(&table.oid, "a number has at most ten digits"));
            }
            if let Some(third) = table.parents.get(2) {
                return Err(source.wrong(third, "a person has at most two representatives"));
            }
            for parent in &table.parents {
                let is_known = |key: &str| {
                    taken.iter().any(|it| it.key == key)
                        || tables.iter().any(|it| it.key.get_ref() == key)
                };
                if !is_known(parent.get_ref()) {
                    return Err(source.wrong(parent, "nobody has this key"));
                }
            }
        }
        tables.iter().map(|table| table.read(source)).collect()
    }

    fn read(&self, source: &Source<'_>) -> Result<Resident, ConfigError> {
        let levels = [
            ("simplified", AccountLevel::Simplified),
            ("standard", AccountLevel::Standard),
            ("confirmed", AccountLevel::Confirmed),
            ("child", AccountLevel::Child),
        ];
        let roles = [("pupil", Role::Pupil), ("parent", Role::Parent), ("staff", Role::Staff)];
        let genders = [("F", Gender::Female), ("M", Gender::Male)];
        let parents: Vec<&'static str> =
            self.parents.iter().map(|parent| kept(parent.get_ref())).collect();
        let parents: &'static [&'static str] = Vec::leak(parents);
        let person = Person {
            key: kept(self.key.get_ref()),
            oid: *self.oid.get_ref(),
            last_name: kept(&self.last_name),
            first_name: kept(&self.first_name),
            middle_name: self.middle_name.as_deref().map(kept),
            birth_date: day(source, &self.birth_date)?,
            gender: source.word(&self.gender, &genders)?,
            snils: kept(&self.snils),
            certificate: None,
            account: source.word(&self.account, &levels)?,
            role: source.word(&self.role, &roles)?,
            parents,
            linked: parents,
            consent: Consent::None,
            case: "из файла настроек",
        };
        let papers = self.document.iter().map(|table| table.read(source));
        let profile = Profile {
            birth_place: self.birth_place.clone().unwrap_or_default(),
            inn: self.inn.clone(),
            contacts: self.contact.iter().map(ContactTable::read).collect(),
            addresses: self.address.iter().map(AddressTable::read).collect(),
            papers: papers.collect::<Result<_, _>>()?,
        };
        Ok(Resident { person, profile })
    }
}

impl ContactTable {
    fn read(&self) -> Contact {
        Contact { kind: self.r#type.clone(), value: self.value.clone(), is_verified: self.verified }
    }
}

impl AddressTable {
    fn read(&self) -> Address {
        Address {
            kind: self.r#type.clone(),
            line: self.line.clone(),
            zip_code: self.zip_code.clone(),
            house: self.house.clone(),
        }
    }
}

impl DocumentTable {
    fn read(&self, source: &Source<'_>) -> Result<Paper, ConfigError> {
        let date = |text: &Option<Spanned<String>>| {
            text.as_ref().map(|text| day(source, text)).transpose()
        };
        Ok(Paper {
            kind: self.r#type.clone(),
            series: self.series.clone(),
            number: self.number.clone(),
            issued: date(&self.issue_date)?,
            issued_by: self.issued_by.clone(),
            issue_id: self.issue_id.clone(),
            act_number: self.act_no.clone(),
            act_date: date(&self.act_date)?,
            expires: date(&self.expiry_date)?,
            is_verified: self.verified,
        })
    }
}

fn day(source: &Source<'_>, text: &Spanned<String>) -> Result<NaiveDate, ConfigError> {
    text.get_ref().parse().map_err(|_| source.wrong(text, "not a day such as \"2016-03-14\""))
}

/// The families are constants; who stands beside them lives as long as the program.
fn kept(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

/// Ten digits, as genuine account numbers have.
const OID_MAX: u64 = 9_999_999_999;
