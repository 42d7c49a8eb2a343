//! Which papers the provider named, and how far it has checked each.

use esia_core::person::{Document, DocumentGroup, DocumentKind, Verification};

/// A paper that the provider named, without anything that stands in it.
///
/// For the explanation alone: it says why an identifier is no ground.
///
/// # Examples
///
/// ```
/// use esia_core::person::{DocumentKind, Verification};
/// use esia_matching::evidence::Paper;
///
/// let paper = Paper {
///     kind: DocumentKind::RussianBirthCertificate,
///     verification: Verification::Verifying,
/// };
/// assert_eq!(paper.text(), "Свидетельство о рождении ещё проверяется на Госуслугах");
/// ```
#[expect(clippy::exhaustive_structs, reason = "what and how far; a caller must notice a third")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Paper {
    /// What it is.
    pub kind: DocumentKind,
    /// How far it is checked.
    pub verification: Verification,
}

impl Paper {
    pub(super) const fn of(document: &Document) -> Self {
        Self { kind: document.kind, verification: document.verification }
    }

    /// One Russian sentence for staff.
    #[must_use]
    pub const fn text(self) -> &'static str {
        let [verified, verifying, failed, not_verified, unknown] = match self.kind.group() {
            DocumentGroup::BirthCertificate => [
                "Свидетельство о рождении проверено Госуслугами",
                "Свидетельство о рождении ещё проверяется на Госуслугах",
                "Проверка свидетельства о рождении на Госуслугах не удалась",
                "Свидетельство о рождении на Госуслугах не проверено",
                "Проверено ли свидетельство о рождении, неизвестно",
            ],
            DocumentGroup::ForeignBirthCertificate => [
                "Свидетельство о рождении другого государства проверено, но с журналом не сверяется",
                "Свидетельство о рождении другого государства ещё проверяется на Госуслугах",
                "Проверка свидетельства о рождении другого государства не удалась",
                "Свидетельство о рождении другого государства на Госуслугах не проверено",
                "Проверено ли свидетельство о рождении другого государства, неизвестно",
            ],
            DocumentGroup::Snils => [
                "СНИЛС ребёнка проверен Госуслугами",
                "СНИЛС ребёнка ещё проверяется на Госуслугах",
                "Проверка СНИЛС ребёнка на Госуслугах не удалась",
                "СНИЛС ребёнка на Госуслугах не проверен",
                "Проверен ли СНИЛС ребёнка, неизвестно",
            ],
            DocumentGroup::NamesMayDiffer => [
                "Есть проверенный документ, после которого имя или отчество могли измениться",
                "Документ, после которого имя или отчество могли измениться, ещё проверяется",
                "Проверка документа, после которого имя могло измениться, не удалась",
                "Документ, после которого имя или отчество могли измениться, не проверен",
                "Есть документ, после которого имя могло измениться; проверен ли он, неизвестно",
            ],
            DocumentGroup::Other => [
                "Другой документ проверен Госуслугами",
                "Другой документ ещё проверяется на Госуслугах",
                "Проверка другого документа на Госуслугах не удалась",
                "Другой документ на Госуслугах не проверен",
                "Проверен ли другой документ, неизвестно",
            ],
        };
        match self.verification {
            Verification::Verified => verified,
            Verification::Verifying => verifying,
            Verification::Failed => failed,
            Verification::NotVerified => not_verified,
            Verification::Unknown => unknown,
        }
    }
}
