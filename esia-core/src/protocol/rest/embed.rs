//! What is asked for in one request with the person.

use super::AnswerShape;
use crate::protocol::verify::VerifiedAccessToken;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

/// A collection that may come with the person in one answer.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Part {
    /// Telephones and e-mail addresses.
    Contacts,
    /// Addresses.
    Addresses,
    /// Papers.
    Documents,
    /// Children.
    Kids,
}

impl Part {
    /// Every part, in the order in which they are asked for.
    pub const ALL: [Self; 4] = [Self::Contacts, Self::Addresses, Self::Documents, Self::Kids];

    /// ESIA's word for it: `contacts`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Addresses => "addresses",
            Self::Documents => "documents",
            Self::Kids => "kids",
        }
    }

    /// The scopes of which any one opens it (esia-protocol.md 2.6).
    #[must_use]
    pub const fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Contacts => &["contacts", "email", "mobile"],
            Self::Addresses => &["addresses"],
            Self::Documents => &[
                "id_doc",
                "birth_cert_doc",
                "medical_doc",
                "military_doc",
                "foreign_passport_doc",
                "drivers_licence_doc",
                "residence_doc",
                "temporary_residence_doc",
                "history_passport_doc",
                "change_fullname_cert_doc",
                "paternity_cert_doc",
            ],
            Self::Kids => &[
                "kid_fullname",
                "kid_birthdate",
                "kid_gender",
                "kid_snils",
                "kid_inn",
                "kid_birth_cert_doc",
                "kid_medical_doc",
            ],
        }
    }
}

/// What is to come with the person in one answer: `?embed=(documents.elements,kids.elements)`.
///
/// Asking for what was not granted costs the whole answer, so it is built from what the verified
/// access token says was granted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Embed(BTreeSet<Part>);

impl Embed {
    /// Exactly these parts.
    #[must_use]
    pub fn of_parts(parts: impl IntoIterator<Item = Part>) -> Self {
        Self(parts.into_iter().collect())
    }

    /// Every part of which a scope was granted.
    #[must_use]
    pub fn of_granted(token: &VerifiedAccessToken) -> Self {
        let is_granted = |part: &Part| part.scopes().iter().any(|scope| token.grants(scope));
        Self::of_parts(Part::ALL.into_iter().filter(is_granted))
    }

    /// The parts, in the order in which they are asked for.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        self.0.iter().copied()
    }

    pub(super) fn query(&self, shape: AnswerShape) -> Option<String> {
        let elements = shape.elements();
        let named: Vec<String> =
            self.0.iter().map(|part| [part.word(), ".", &elements].concat()).collect();
        (!named.is_empty()).then(|| ["embed=(", &named.join(","), ")"].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_named_in_one_order_and_one_version() {
        let all = Embed::of_parts([Part::Kids, Part::Documents, Part::Addresses, Part::Contacts]);
        assert_eq!(
            all.query(AnswerShape::OBJECTS).as_deref(),
            Some("embed=(contacts.elements,addresses.elements,documents.elements,kids.elements)")
        );
        let papers = Embed::of_parts([Part::Documents]);
        assert_eq!(
            papers.query(AnswerShape::OBJECTS.of_version(1)).as_deref(),
            Some("embed=(documents.elements-1)")
        );
        assert_eq!(Embed::default().query(AnswerShape::OBJECTS), None);
    }
}
