//! From what ESIA sends to evidence: which of it is verified.

use super::{Assurance, Evidence, Paper, Texts, Vouched};
use crate::snils::Snils;
use alloc::vec::Vec;
use esia_core::account::{Account, AccountLevel};
use esia_core::person::{Document, DocumentGroup, Kid, Person, ReceivedDate};
use esia_core::secrets::Personal;

impl Evidence {
    /// A person as ESIA describes one, with the account that a verified token described.
    ///
    /// Names, birth date and SNILS are verified if and only if the account is confirmed or a child
    /// account (D-04, T-12); a birth certificate if and only if its own document says so. Of
    /// several certificates the first verified one is taken, else the first. Every paper is
    /// remembered with its verification ([`Evidence::papers`]).
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
        let names =
            [&person.last_name, &person.first_name, &person.middle_name].map(Option::as_ref);
        let texts =
            texts(names, person.birth_date.as_ref(), document).snils(text(person.snils.as_ref()));
        Self::from_provider(&texts, vouched).with_papers(&person.documents)
    }

    /// A child as ESIA describes one in the profile of a parent (R-71, row P-04).
    ///
    /// A parent fills the card in, so nothing on it is verified but what the registry has checked:
    /// names, birth date and certificate if and only if one of its birth certificates is verified,
    /// and the SNILS if and only if a paper of its own says so about this very number. Without a
    /// confirmed account of the parent nothing is. The number of the card is no account and has no
    /// part in it.
    ///
    /// # Examples
    ///
    /// ```
    /// use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
    /// use esia_core::person::{Document, DocumentKind, Kid, Verification};
    /// use esia_core::secrets::Personal;
    /// use esia_matching::evidence::Evidence;
    ///
    /// let subject =
    ///     Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("7".into()));
    /// let parent =
    ///     Account::from_verified(subject, AccountKind::SelfMade, AccountLevel::Confirmed);
    /// let mut kid = Kid::default();
    /// kid.snils = Some(Personal::new("112-233-445 95".into()));
    /// let kind = DocumentKind::RussianBirthCertificate;
    /// let mut certificate = Document::new(kind, Verification::Verified);
    /// certificate.series = Some(Personal::new("III-МЮ".into()));
    /// certificate.number = Some(Personal::new("123456".into()));
    /// kid.documents.push(certificate);
    ///
    /// let evidence = Evidence::from_kid(&kid, &parent);
    /// assert!(evidence.certificate().verified().is_some());
    /// // A parent's word for the number: known, and no ground.
    /// assert!(evidence.snils().value().is_some() && evidence.snils().verified().is_none());
    /// ```
    #[must_use]
    pub fn from_kid(kid: &Kid, parent: &Account) -> Self {
        let is_parent_known = match parent.level() {
            AccountLevel::Confirmed => true,
            AccountLevel::Child | AccountLevel::Standard | AccountLevel::Simplified => false,
        };
        let vouched_if = |is_checked: bool| {
            if is_parent_known && is_checked { Assurance::Verified } else { Assurance::Stated }
        };
        let document = birth_certificate(&kid.documents);
        let certified = vouched_if(document.is_some_and(is_verified));
        let numbered = checked_snils(&kid.documents);
        let number = match &kid.snils {
            Some(number) => number.expose(),
            None => numbered.unwrap_or_default(),
        };
        let is_checked = |checked: &str| match (Snils::parse(checked), Snils::parse(number)) {
            (Ok(checked), Ok(told)) => checked == told,
            (Ok(_) | Err(_), _) => false,
        };
        let vouched = Vouched {
            names: certified,
            birth_date: certified,
            snils: vouched_if(numbered.is_some_and(is_checked)),
            certificate: certified,
        };
        let names = [&kid.last_name, &kid.first_name, &kid.middle_name].map(Option::as_ref);
        let texts = texts(names, kid.birth_date.as_ref(), document).snils(number);
        Self::from_provider(&texts, vouched).with_papers(&kid.documents)
    }

    fn with_papers(mut self, documents: &[Document]) -> Self {
        if !documents.is_empty() {
            let papers: Vec<Paper> = documents.iter().map(Paper::of).collect();
            self.kept.get_or_insert_default().papers = papers.into_boxed_slice();
        }
        self
    }
}

fn texts<'a>(
    [last, first, middle]: [Option<&'a Personal>; 3],
    birth_date: Option<&'a ReceivedDate>,
    certificate: Option<&'a Document>,
) -> Texts<'a> {
    let texts = Texts::default()
        .names(text(last), text(first), text(middle))
        .birth_date(text(birth_date.map(ReceivedDate::text)));
    let Some(document) = certificate else { return texts };
    texts
        .certificate_parts(text(document.series.as_ref()), text(document.number.as_ref()))
        .act_record(
            text(document.act_no.as_ref()),
            text(document.act_date.as_ref().map(ReceivedDate::text)),
        )
}

fn birth_certificate(documents: &[Document]) -> Option<&Document> {
    let certificates = || of_group(documents, DocumentGroup::BirthCertificate);
    certificates().find(|document| is_verified(document)).or_else(|| certificates().next())
}

/// The number of a paper about the SNILS that is checked.
fn checked_snils(documents: &[Document]) -> Option<&str> {
    let checked = of_group(documents, DocumentGroup::Snils).find(|document| is_verified(document));
    checked?.number.as_ref().map(Personal::expose)
}

/// Certificates of other states are not of this group: they are not compared.
fn of_group(documents: &[Document], group: DocumentGroup) -> impl Iterator<Item = &Document> {
    documents.iter().filter(move |document| document.kind.group() == group)
}

const fn is_verified(document: &Document) -> bool {
    document.verification.is_verified()
}

const fn assurance(document: &Document) -> Assurance {
    if is_verified(document) { Assurance::Verified } else { Assurance::Stated }
}

fn text(value: Option<&Personal>) -> &str {
    value.map_or("", Personal::expose)
}
