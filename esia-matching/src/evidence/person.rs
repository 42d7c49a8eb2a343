//! From what ESIA sends to evidence: which of it is verified.

use super::{Assurance, Evidence, Texts, Vouched};
use esia_core::account::{Account, AccountLevel};
use esia_core::person::{Document, DocumentKind, Person, ReceivedDate, Verification};
use esia_core::secrets::Personal;

impl Evidence {
    /// A person as ESIA describes one, with the account that a verified token described.
    ///
    /// Names, birth date and SNILS are verified if and only if the account is confirmed or a child
    /// account (D-04, T-12); a birth certificate if and only if its own document says so. Of
    /// several certificates the first verified one is taken, else the first.
    ///
    /// # Examples
    ///
    /// ```
    /// use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
    /// use esia_core::person::Person;
    /// use esia_core::secrets::Personal;
    /// use esia_matching::evidence::Evidence;
    ///
    /// let account = |level| {
    ///     let id = SubjectId::new("7".into());
    ///     let subject = Subject::new(Contour::Simulated, "http://stand/".into(), id);
    ///     Account::from_verified(subject, AccountKind::SelfMade, level)
    /// };
    /// let mut person = Person::default();
    /// person.snils = Some(Personal::new("112-233-445 95".into()));
    /// person.trusted = Some(true);
    ///
    /// let confirmed = Evidence::from_person(&person, &account(AccountLevel::Confirmed));
    /// assert!(confirmed.snils().verified().is_some());
    /// let simplified = Evidence::from_person(&person, &account(AccountLevel::Simplified));
    /// assert!(simplified.snils().verified().is_none());
    /// ```
    #[must_use]
    pub fn from_person(person: &Person, account: &Account) -> Self {
        let checked = match account.level() {
            AccountLevel::Confirmed | AccountLevel::Child => Assurance::Verified,
            AccountLevel::Standard | AccountLevel::Simplified => Assurance::Stated,
        };
        let document = birth_certificate(&person.documents);
        let vouched = Vouched {
            names: checked,
            birth_date: checked,
            snils: checked,
            certificate: document.map_or(Assurance::Stated, assurance),
        };
        let mut texts = Texts::default()
            .names(
                text(person.last_name.as_ref()),
                text(person.first_name.as_ref()),
                text(person.middle_name.as_ref()),
            )
            .birth_date(text(person.birth_date.as_ref().map(ReceivedDate::text)))
            .snils(text(person.snils.as_ref()));
        if let Some(document) = document {
            texts = texts
                .certificate_parts(text(document.series.as_ref()), text(document.number.as_ref()))
                .act_record(
                    text(document.act_no.as_ref()),
                    text(document.act_date.as_ref().map(ReceivedDate::text)),
                );
        }
        Self::from_provider(&texts, vouched)
    }
}

fn birth_certificate(documents: &[Document]) -> Option<&Document> {
    let certificates = || documents.iter().filter(|document| is_of_russian_form(document.kind));
    certificates()
        .find(|document| assurance(document) == Assurance::Verified)
        .or_else(|| certificates().next())
}

/// A numeral, two letters and a number; certificates of other states are not compared.
const fn is_of_russian_form(kind: DocumentKind) -> bool {
    match kind {
        DocumentKind::RussianBirthCertificate
        | DocumentKind::SovietBirthCertificate
        | DocumentKind::BirthCertificate => true,
        DocumentKind::ForeignBirthCertificate
        | DocumentKind::RussianPassport
        | DocumentKind::Other => false,
    }
}

const fn assurance(document: &Document) -> Assurance {
    match document.verification {
        Verification::Verified => Assurance::Verified,
        Verification::Verifying | Verification::Failed | Verification::NotVerified => {
            Assurance::Stated
        }
    }
}

fn text(value: Option<&Personal>) -> &str {
    value.map_or("", Personal::expose)
}
