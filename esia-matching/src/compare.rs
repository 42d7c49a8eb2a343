//! Are these two sides the same person, by what, and what differs?
//!
//! [`compare`] is total and symmetric, and knows two grounds (design.md 2):
//!
//! | ground | what must be equal | and |
//! |---|---|---|
//! | SNILS | SNILS, names, birth date | each of them verified on both sides |
//! | certificate | certificate, names, birth date | the same, and the SNILS numbers do not contradict |
//!
//! Nothing agrees by names and birth date alone, and nothing by being similar. A contradiction is
//! two SNILS numbers that differ, whoever vouches for them: a stated one opens nothing, yet it
//! may well close.

pub(crate) mod difference;
mod names;

use crate::evidence::Evidence;
use crate::finding::Finding;
use crate::outcome::{Ground, Note};
use crate::policy::MatchPolicy;
use alloc::vec::Vec;
use names::NamesCompared;

/// Compares what two sides know.
///
/// **Guarantees**: the order of the sides does not matter; findings explain the answer and have no
/// part in it.
///
/// # Examples
///
/// ```
/// use esia_matching::compare::compare;
/// use esia_matching::evidence::{Evidence, Texts, Vouched};
/// use esia_matching::outcome::Ground;
/// use esia_matching::policy::MatchPolicy;
///
/// let texts = Texts::default()
///     .names("Тестова", "Алёна", "Ивановна")
///     .birth_date("05.03.2014")
///     .snils("112-233-445 95");
/// let journal = Evidence::from_journal(&texts.names("ТЕСТОВА", "Алена", "Ивановна"));
/// let provider = Evidence::from_provider(&texts, Vouched::EVERYTHING);
///
/// let comparison = compare(&journal, &provider, &MatchPolicy::default());
/// assert_eq!(comparison.ground(), Some(Ground::Snils));
/// assert_eq!(comparison.notes().first().map(|note| note.as_str()), Some("yo_folded"));
///
/// let stated = Evidence::from_provider(&texts, Vouched::NOTHING);
/// assert_eq!(compare(&journal, &stated, &MatchPolicy::default()).ground(), None);
/// ```
#[must_use]
pub fn compare(one: &Evidence, other: &Evidence, policy: &MatchPolicy) -> Comparison {
    let agreement = Agreement::between(one, other, *policy);
    Comparison { agreement, findings: difference::findings(one, other, *policy) }
}

/// What a comparison came to (результат сравнения); it holds no value of either side.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Comparison {
    agreement: Agreement,
    findings: Vec<Finding>,
}

impl Comparison {
    /// By what the two are the same person, the stronger ground first; `None` if by nothing.
    #[must_use]
    pub const fn ground(&self) -> Option<Ground> {
        self.agreement.ground
    }

    /// Whether an identifier is equal and yet something contradicts: a name, the birth date, or
    /// the SNILS numbers beside an equal certificate.
    #[must_use]
    pub const fn is_contradiction(&self) -> bool {
        self.agreement.contradiction
    }

    /// What staff should know of this pair; only where it agrees by a ground.
    #[must_use]
    pub fn notes(&self) -> Vec<Note> {
        self.agreement.notes()
    }

    /// One finding for each field that differs, in the order of the fields.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// The part of a comparison that decides; findings are kept out of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Agreement {
    pub(crate) ground: Option<Ground>,
    pub(crate) contradiction: bool,
    yo_folded: bool,
    certificate_differs: bool,
}

impl Agreement {
    pub(crate) fn between(one: &Evidence, other: &Evidence, policy: MatchPolicy) -> Self {
        let names = NamesCompared::between(one, other);
        let same_names = names.is_some_and(|names| names.agree(policy));
        let same_date = both_equal(one.birth_date().value(), other.birth_date().value());
        let snils_contradict = both_differ(one.snils().value(), other.snils().value());
        let same_snils = both_equal(one.snils().verified(), other.snils().verified());
        let same_certificate =
            both_equal(one.certificate().verified(), other.certificate().verified());

        let same_identifier = same_snils || same_certificate;
        let undisputed = same_names && same_date && !snils_contradict;
        let vouched = one.is_person_verified() && other.is_person_verified();
        let ground = match (undisputed && vouched, same_snils, same_certificate) {
            (true, true, _) => Some(Ground::Snils),
            (true, false, true) => Some(Ground::Certificate),
            (true, false, false) | (false, _, _) => None,
        };
        Self {
            ground,
            contradiction: same_identifier && !undisputed,
            yo_folded: names.is_some_and(NamesCompared::is_yo_folded),
            certificate_differs: both_differ(
                one.certificate().value(),
                other.certificate().value(),
            ),
        }
    }

    pub(crate) fn notes(self) -> Vec<Note> {
        let Some(ground) = self.ground else { return Vec::new() };
        let certificate_differs = ground == Ground::Snils && self.certificate_differs;
        [(self.yo_folded, Note::YoFolded), (certificate_differs, Note::CertificateDiffers)]
            .into_iter()
            .filter_map(|(holds, note)| holds.then_some(note))
            .collect()
    }
}

fn both_equal<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one == other)
}

fn both_differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}
