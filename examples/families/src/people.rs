//! The invented people (вымышленные люди): who they are, whose children, what the case shows.
//!
//! Nobody here exists: surnames say what the case is about, SNILS numbers all begin with `100-0`
//! and certificates with the letters `ТС`. Ages hold for any `today`: a birthday keeps its day and
//! month, and the year follows `today`, so that a child of ten is ten next year too.

mod newcomers;
mod roster;

use chrono::{Datelike, Days, NaiveDate};
pub use esia_core::account::{AccountKind, AccountLevel};

/// One invented person, as the state's registers know the person.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Person {
    /// The name by which tests and pages speak of the person: `granted-pupil`.
    pub key: &'static str,
    /// The account's number at ESIA (`urn:esia:sbj_id`).
    pub oid: u64,
    /// Last name (фамилия).
    pub last_name: &'static str,
    /// First name (имя).
    pub first_name: &'static str,
    /// Patronymic (отчество), if there is one.
    pub middle_name: Option<&'static str>,
    /// Birth date, counted from the `today` given to [`people`].
    pub birth_date: NaiveDate,
    /// Sex, as ESIA writes it.
    pub gender: Gender,
    /// SNILS in canonical form; its control number is right.
    pub snils: &'static str,
    /// Birth certificate: pupils have one.
    pub certificate: Option<Certificate>,
    /// How far ESIA trusts the account.
    pub account: AccountLevel,
    /// Pupil, parent or school staff.
    pub role: Role,
    /// Keys of the legal representatives (законные представители).
    pub parents: &'static [&'static str],
    /// Keys of those representatives whose account is linked to the child's.
    pub linked: &'static [&'static str],
    /// What the consents platform holds about the pupil when a demonstration begins.
    pub consent: Consent,
    /// What the case shows, in Russian, for the stand's page.
    pub case: &'static str,
}

impl Person {
    /// Who opened the account (Q-01).
    #[must_use]
    pub const fn kind(&self) -> AccountKind {
        match self.account {
            AccountLevel::Child => AccountKind::Child,
            AccountLevel::Simplified | AccountLevel::Standard | AccountLevel::Confirmed => {
                AccountKind::SelfMade
            }
        }
    }

    /// Last, first and middle name in one line.
    #[must_use]
    pub fn full_name(&self) -> String {
        match self.middle_name {
            Some(middle) => format!("{} {} {middle}", self.last_name, self.first_name),
            None => format!("{} {}", self.last_name, self.first_name),
        }
    }

    /// The e-mail on which the account is registered; the domain is reserved for examples.
    #[must_use]
    pub fn email(&self) -> String {
        format!("{}@pochta.example", self.key)
    }

    /// The phone of the account; no operator gives out such numbers.
    #[must_use]
    pub fn phone(&self) -> String {
        let number = self.oid % 10_000;
        format!("+7 (900) 000-{:02}-{:02}", number / 100, number % 100)
    }
}

/// A birth certificate (свидетельство о рождении) with its act record.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Certificate {
    /// Series in canonical form: `II-ТС`.
    pub series: &'static str,
    /// Six digits.
    pub number: &'static str,
    /// Day of issue: two weeks after the birth.
    pub issued: NaiveDate,
    /// Number of the act record (номер актовой записи).
    pub act_number: &'static str,
    /// Day of the act record: ten days after the birth.
    pub act_date: NaiveDate,
}

/// Sex (пол).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Gender {
    /// `F`.
    Female,
    /// `M`.
    Male,
}

impl Gender {
    /// The letter that ESIA sends.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
        }
    }
}

/// What a person is to the school.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// Learns there (обучающийся).
    Pupil,
    /// A pupil's legal representative.
    Parent,
    /// Works there (сотрудник школы).
    Staff,
}

/// What the consents platform holds about a pupil at the start.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Consent {
    /// Nothing yet.
    None,
    /// In force, given by this representative.
    GrantedByParent {
        /// Who gave it.
        by: &'static str,
    },
    /// In force, given by the adult pupil.
    GrantedBySelf,
    /// Given by one representative and objected to by the other (Q-12).
    Contested {
        /// Who gave it.
        granted_by: &'static str,
        /// Who objects.
        objected_by: &'static str,
    },
}

/// Everybody, in a fixed order: families together, pupils before their parents.
///
/// # Examples
///
/// ```
/// let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let people = families::people::people(today);
/// assert!(people.iter().any(|person| person.key == "granted-pupil"));
/// ```
#[must_use]
pub fn people(today: NaiveDate) -> Vec<Person> {
    roster::ROSTER.iter().map(|sketch| sketch.at(today)).collect()
}

/// Children whom the registers know and who have no account at the portal yet.
///
/// Their first representative has no card of the child either; the others have.
#[must_use]
pub fn newcomers(today: NaiveDate) -> Vec<Person> {
    newcomers::NEWCOMERS.iter().map(|sketch| sketch.at(today)).collect()
}

/// The person with this key, with an account or without.
#[must_use]
pub fn person(key: &str, today: NaiveDate) -> Option<Person> {
    sketches().find(|sketch| sketch.key == key).map(|sketch| sketch.at(today))
}

/// The children whose legal representative this person is.
#[must_use]
pub fn children_of(key: &str, today: NaiveDate) -> Vec<Person> {
    let represented = sketches().filter(|sketch| sketch.parents.contains(&key));
    represented.map(|sketch| sketch.at(today)).collect()
}

fn sketches() -> impl Iterator<Item = &'static Sketch> {
    roster::ROSTER.iter().chain(newcomers::NEWCOMERS)
}

/// The password of every account at the start: it opens invented data only.
pub const PASSWORD: &str = "Primer-2026!";

/// Where all birth certificates were issued.
pub const REGISTRY_OFFICE: &str = "Отдел ЗАГС № 1 (вымышленный)";

/// A person before `today` is known.
#[derive(Clone, Copy, Debug)]
struct Sketch {
    key: &'static str,
    oid: u64,
    name: (&'static str, &'static str, Option<&'static str>),
    born: Born,
    gender: Gender,
    snils: &'static str,
    certificate: Option<(&'static str, &'static str, &'static str)>,
    account: AccountLevel,
    role: Role,
    parents: &'static [&'static str],
    linked: &'static [&'static str],
    consent: Consent,
    case: &'static str,
}

impl Sketch {
    fn at(&self, today: NaiveDate) -> Person {
        let birth_date = self.born.before(today);
        let (last_name, first_name, middle_name) = self.name;
        Person {
            key: self.key,
            oid: self.oid,
            last_name,
            first_name,
            middle_name,
            birth_date,
            gender: self.gender,
            snils: self.snils,
            certificate: self.certificate.map(|(series, number, act_number)| Certificate {
                series,
                number,
                issued: later(birth_date, 14),
                act_number,
                act_date: later(birth_date, 10),
            }),
            account: self.account,
            role: self.role,
            parents: self.parents,
            linked: self.linked,
            consent: self.consent,
            case: self.case,
        }
    }
}

/// An age and a birthday.
#[derive(Clone, Copy, Debug)]
struct Born {
    age: i32,
    month: u32,
    day: u32,
}

impl Born {
    /// The latest birth date on which the age is already reached before `today`.
    ///
    /// The birthday lies strictly before `today`, so both rules of Q-04 give the same age.
    fn before(self, today: NaiveDate) -> NaiveDate {
        let passed = (self.month, self.day) < (today.month(), today.day());
        let year = today.year().saturating_sub(self.age).saturating_sub(i32::from(!passed));
        NaiveDate::from_ymd_opt(year, self.month, self.day).unwrap_or(today)
    }
}

fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}
