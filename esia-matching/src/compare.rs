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
        Self::of(Facts {
            same_person: same_names && same_date,
            yo_folded: names.is_some_and(NamesCompared::is_yo_folded),
            vouched: one.is_person_verified() && other.is_person_verified(),
            same_snils: both_equal(one.snils().verified(), other.snils().verified()),
            snils_contradict: both_differ(one.snils().value(), other.snils().value()),
            same_certificate: both_equal(
                one.certificate().verified(),
                other.certificate().verified(),
            ),
            certificate_differs: both_differ(
                one.certificate().value(),
                other.certificate().value(),
            ),
        })
    }

    /// The rule of the grounds: see the module.
    pub(crate) const fn of(facts: Facts) -> Self {
        let same_identifier = facts.same_snils || facts.same_certificate;
        let undisputed = facts.same_person && !facts.snils_contradict;
        let ground = match (undisputed && facts.vouched, facts.same_snils, facts.same_certificate) {
            (true, true, _) => Some(Ground::Snils),
            (true, false, true) => Some(Ground::Certificate),
            (true, false, false) | (false, _, _) => None,
        };
        Self {
            ground,
            contradiction: same_identifier && !undisputed,
            yo_folded: facts.yo_folded,
            certificate_differs: facts.certificate_differs,
        }
    }

    /// What there may be to note of the pair, each with whether it is so.
    pub(crate) const fn notes_if(self) -> [(bool, Note); 2] {
        let (agrees, by_snils) = match self.ground {
            Some(Ground::Snils) => (true, true),
            Some(Ground::Certificate) => (true, false),
            None => (false, false),
        };
        [
            (agrees && self.yo_folded, Note::YoFolded),
            (by_snils && self.certificate_differs, Note::CertificateDiffers),
        ]
    }

    pub(crate) fn notes(self) -> Vec<Note> {
        let notes = self.notes_if().into_iter();
        notes.filter_map(|(holds, note)| holds.then_some(note)).collect()
    }
}

/// What two sides were found to share, however they were compared.
#[expect(clippy::struct_excessive_bools, reason = "facts, each of which may hold beside any other")]
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    /// Names and birth dates are equal under the policy.
    pub(crate) same_person: bool,
    /// The names are equal only with ё read as е.
    pub(crate) yo_folded: bool,
    /// Both sides vouch for names and birth date.
    pub(crate) vouched: bool,
    /// Both sides vouch for one SNILS.
    pub(crate) same_snils: bool,
    /// There are two SNILS numbers, whoever vouches for them.
    pub(crate) snils_contradict: bool,
    /// Both sides vouch for one certificate.
    pub(crate) same_certificate: bool,
    /// There are two certificates, whoever vouches for them.
    pub(crate) certificate_differs: bool,
}

fn both_equal<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one == other)
}

fn both_differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}
