//! What one side knows of a person: read once, kept as canonical values.

mod identifier;
mod kept;
mod known;
mod paper;
mod person;
mod texts;

pub use identifier::{Assurance, Detail, Identifier};
pub use known::Known;
pub use paper::Paper;
pub use texts::{Texts, Vouched};

use crate::birth_date::BirthDate;
use crate::certificate::BirthCertificate;
use crate::diagnose::{Class, Parts, certificate, names, snils};
use crate::finding::{Field, Finding, FindingKind, Side};
use crate::name::FullName;
use crate::snils::Snils;
use alloc::boxed::Box;
use alloc::vec::Vec;
use kept::Kept;
pub(crate) use kept::SameAct;

/// One side's knowledge of a person (сведения о человеке).
///
/// **Guarantees**: nothing that arrives is refused as a whole. What cannot be read counts as
/// missing and is a [finding](Self::findings); without names and a birth date the evidence is kept
/// and matches nobody. A placeholder is never a present SNILS. `Debug` shows what is there and no
/// value of it.
///
/// # Examples
///
/// ```
/// use esia_matching::evidence::{Evidence, Identifier, Texts};
///
/// let texts = Texts::default().names("Тестова", "Анна", "").snils("111-111-111 11");
/// let evidence = Evidence::from_journal(&texts);
/// assert_eq!(*evidence.snils(), Identifier::Placeholder);
/// let findings: Vec<_> = evidence.findings().iter().map(|finding| finding.hint()).collect();
/// assert_eq!(
///     findings,
///     [
///         "в журнале вместо номера СНИЛС заглушка",
///         "в журнале нет свидетельства о рождении",
///         "в журнале нет даты рождения",
///     ]
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Evidence {
    side: Side,
    names: Detail<FullName>,
    birth_date: Detail<BirthDate>,
    snils: Identifier<Snils>,
    certificate: Identifier<BirthCertificate>,
    kept: Option<Box<Kept>>,
}

impl Evidence {
    /// Evidence from values that were read already.
    #[must_use]
    pub fn new(
        side: Side,
        names: Detail<FullName>,
        birth_date: Detail<BirthDate>,
        snils: Identifier<Snils>,
        certificate: Identifier<BirthCertificate>,
    ) -> Self {
        let snils = snils.without_placeholder();
        Self { side, names, birth_date, snils, certificate, kept: None }
    }

    /// A record of the diary's register; the school vouches for all of it.
    #[must_use]
    pub fn from_journal(texts: &Texts<'_>) -> Self {
        Self::read(Side::Journal, texts, Vouched::EVERYTHING)
    }

    /// A person as the provider describes one; the provider vouches for what is named (T-12).
    #[must_use]
    pub fn from_provider(texts: &Texts<'_>, vouched: Vouched) -> Self {
        Self::read(Side::Provider, texts, vouched)
    }

    fn read(side: Side, texts: &Texts<'_>, vouched: Vouched) -> Self {
        let read = Self::new(
            side,
            texts.read_names(vouched.names),
            texts.read_birth_date(vouched.birth_date),
            texts.read_snils(vouched.snils),
            texts.read_certificate(vouched.certificate),
        );
        let kept = Kept {
            names: matches!(read.names, Detail::Unreadable).then(|| texts.kept_names()),
            snils: matches!(read.snils, Identifier::Unreadable).then(|| texts.kept_snils()),
            certificate: matches!(read.certificate, Identifier::Unreadable)
                .then(|| texts.kept_certificate()),
            act: texts.read_act(),
            papers: Box::default(),
        };
        Self { kept: kept.boxed(), ..read }
    }

    /// Whose knowledge it is.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
    }

    /// The names.
    #[must_use]
    pub const fn names(&self) -> &Detail<FullName> {
        &self.names
    }

    /// The birth date.
    #[must_use]
    pub const fn birth_date(&self) -> &Detail<BirthDate> {
        &self.birth_date
    }

    /// The SNILS; never a placeholder, and of any check digits (identity.md 0.1).
    #[must_use]
    pub const fn snils(&self) -> &Identifier<Snils> {
        &self.snils
    }

    /// The birth certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Identifier<BirthCertificate> {
        &self.certificate
    }

    /// Whether the side vouches for names and birth date: without that nobody matches.
    #[must_use]
    pub const fn is_person_verified(&self) -> bool {
        self.names.is_verified() && self.birth_date.is_verified()
    }

    /// The papers that the provider named, with the verification of each; for the explanation alone.
    #[must_use]
    pub fn papers(&self) -> &[Paper] {
        self.kept.as_ref().map_or(&[], |kept| &kept.papers)
    }

    /// What is wrong with this side alone, in the order of the fields.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let snils = match (self.unread_snils(), self.snils.value()) {
            (Some(text), _) => Some(snils::unreadable(text, None)),
            (None, Some(number)) => snils::alone_failing(number),
            (None, None) => None,
        };
        let certificate = self
            .unread_certificate()
            .map(|[series, number]| certificate::unreadable(series, number, None));
        let told = |field: Field, class: Option<Class>, flaw: Option<FindingKind>| {
            let kind = class.map(|class| class.kind).or(flaw)?;
            let document = class.and_then(|class| class.document);
            Some(Finding::of_side(field, kind, self.side).naming(document))
        };
        let mut findings = Vec::new();
        findings.extend(told(Field::Snils, snils, self.snils.flaw()));
        findings.extend(told(Field::Certificate, certificate, self.certificate.flaw()));
        let of_names = self.flaws_of_names().into_iter();
        findings.extend(of_names.filter_map(|(field, flaw)| told(field, None, flaw)));
        let date = self.birth_date.flaw(FindingKind::OtherDate);
        findings.extend(told(Field::BirthDate, None, date));
        findings
    }

    fn flaws_of_names(&self) -> Vec<(Field, Option<FindingKind>)> {
        let parts = Parts::of(self);
        let flaws: Vec<_> = [Field::LastName, Field::FirstName, Field::MiddleName]
            .into_iter()
            .filter_map(|field| Some((field, Some(names::alone(parts.as_ref()?, field)?))))
            .collect();
        let whole = self.names.flaw(FindingKind::Different);
        if flaws.is_empty() { [(Field::LastName, whole)].into() } else { flaws }
    }

    pub(crate) fn unread_names(&self) -> Option<[&str; 3]> {
        let names = self.kept.as_ref()?.names.as_ref()?;
        Some(names.each_ref().map(|text| &**text))
    }

    pub(crate) fn unread_snils(&self) -> Option<&str> {
        self.kept.as_ref()?.snils.as_deref()
    }

    pub(crate) fn unread_certificate(&self) -> Option<[&str; 2]> {
        let texts = self.kept.as_ref()?.certificate.as_ref()?;
        Some(texts.each_ref().map(|text| &**text))
    }

    /// Whether both sides know one act record; for the explanation alone.
    pub(crate) fn act_beside(&self, other: &Self) -> SameAct {
        let act = |side: &Self| side.kept.as_ref().and_then(|kept| kept.act.clone());
        act(self).zip(act(other)).map_or(SameAct::No, |(own, other)| own.beside(&other))
    }

    /// Whether two evidences are the same evidence, and not merely of the same person.
    ///
    /// Names are compared by their keys; what could not be read and the act record decide nothing,
    /// here as elsewhere.
    pub(crate) fn has_the_values_of(&self, other: &Self) -> bool {
        self.side == other.side
            && self.names.map(FullName::exact_key) == other.names.map(FullName::exact_key)
            && self.birth_date == other.birth_date
            && self.snils == other.snils
            && self.certificate == other.certificate
    }
}
