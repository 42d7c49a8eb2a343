//! What is known about one attempt to sign in.

use crate::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use crate::record::RecordId;
use alloc::string::String;
use chrono::{Days, Months, NaiveDate};

/// What the diary's register of pupils answered about the verified person.
///
/// To the person, not found, ambiguous and conflict look the same (T-16, I-25).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Lookup {
    /// Exactly one record agrees by a ground (найден).
    Found(RecordId),
    /// No record does (не найден).
    NotFound,
    /// Several do (неоднозначно).
    Ambiguous,
    /// Identifiers point to different people (противоречие).
    Conflict,
    /// The register could not be asked.
    Unavailable,
}

/// How many parents have linked the pupil's account to theirs.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum LinkedParents {
    /// Nobody told us: a child's token shows no representatives.
    Unknown,
    /// A known number.
    Known(u32),
}

/// Where the consent episode of this pupil, operator and purpose stands.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ConsentState {
    /// No episode was ever opened.
    None,
    /// Asked for, not answered.
    Requested,
    /// A parent's grant is in force.
    GrantedByParent,
    /// The pupil's own grant is in force.
    GrantedBySelf,
    /// Granted by one parent and objected to by the other.
    Contested,
    /// Every entitled person declined.
    Declined,
    /// The grant was taken back.
    Withdrawn,
    /// The request was never answered.
    Lapsed,
    /// The grant came to its end: term, age, authority, scope, account.
    Ended,
    /// The platform could not be asked, or its answer is older than the staleness bound (T-21).
    Unknown,
}

impl ConsentState {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::None,
        Self::Requested,
        Self::GrantedByParent,
        Self::GrantedBySelf,
        Self::Contested,
        Self::Declined,
        Self::Withdrawn,
        Self::Lapsed,
        Self::Ended,
        Self::Unknown,
    ];
}

/// The number of times a consent has ceased to be in force: what ends open logins (I-27).
#[expect(clippy::exhaustive_structs, reason = "a number with a name")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Epoch(pub u64);

/// The consent as the decision sees it.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new fact")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct ConsentFact {
    /// Where the episode stands.
    pub state: ConsentState,
    /// The epoch that a login opened now belongs to.
    pub epoch: Epoch,
}

/// Everything that the login decision depends on.
///
/// Facts come only from verified tokens of the provider, from the consents platform and from the
/// diary's own register; never from what the person typed (T-16).
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new fact")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Facts {
    /// The account behind the verified token; `None` where the protocol failed: an error of the
    /// provider, or a check of state, nonce, issuer, signature or time (D-01).
    pub account: Option<Account>,
    /// The birth date from the verified source; never from the diary (T-19).
    pub birth_date: Option<NaiveDate>,
    /// Full legal capacity before 18, by the school's record with its act and two persons (O-7).
    pub emancipated: bool,
    /// What the register answered.
    pub lookup: Lookup,
    /// How many parents have linked the account.
    pub linked_parents: LinkedParents,
    /// Where consent stands.
    pub consent: ConsentFact,
}

impl Facts {
    /// Every abstract case once, as concrete facts on the day `today`.
    ///
    /// The space is finite: a birth date of each class (missing, future, under 14, 14–17, adult,
    /// beyond 121 years), and every value of every other fact. Documents, tests and auditors walk
    /// it; the days around a birthday are a matter of [`age`](crate::age).
    pub fn all(today: NaiveDate) -> impl Iterator<Item = Self> {
        let births = [
            None,
            today.checked_add_days(Days::new(1)),
            years_before(today, 10),
            years_before(today, 16),
            years_before(today, 30),
            years_before(today, 130),
        ];
        let accounts = || {
            AccountKind::ALL
                .into_iter()
                .flat_map(|kind| AccountLevel::ALL.map(|level| Some(sample_account(kind, level))))
                .chain([None])
        };
        births.into_iter().flat_map(move |birth_date| {
            [false, true].into_iter().flat_map(move |emancipated| {
                accounts().flat_map(move |account| {
                    sample_lookups().into_iter().flat_map(move |lookup| {
                        let account = account.clone();
                        [LinkedParents::Unknown, LinkedParents::Known(0), LinkedParents::Known(1)]
                            .into_iter()
                            .flat_map(move |linked_parents| {
                                let (account, lookup) = (account.clone(), lookup.clone());
                                ConsentState::ALL.into_iter().map(move |state| Self {
                                    account: account.clone(),
                                    birth_date,
                                    emancipated,
                                    lookup: lookup.clone(),
                                    linked_parents,
                                    consent: ConsentFact { state, epoch: Epoch(1) },
                                })
                            })
                    })
                })
            })
        })
    }
}

fn years_before(today: NaiveDate, years: u32) -> Option<NaiveDate> {
    today.checked_sub_months(Months::new(years.saturating_mul(12)))
}

fn sample_account(kind: AccountKind, level: AccountLevel) -> Account {
    let id = SubjectId::new(String::from("1"));
    let subject = Subject::new(Contour::Simulated, String::from("http://stand/"), id);
    Account::from_verified(subject, kind, level)
}

fn sample_lookups() -> [Lookup; 5] {
    [
        Lookup::Found(RecordId::new(String::from("J1"))),
        Lookup::NotFound,
        Lookup::Ambiguous,
        Lookup::Conflict,
        Lookup::Unavailable,
    ]
}
