//! A parent's children as ESIA names them, each a card of the parent's profile.
//!
//! The number of a card is not the child's account (esia-protocol.md 2.5): whose record it is, the
//! register tells, by the identifiers of the card that the civil registry has verified.

use esia_core::account::Account;
use esia_core::person::{Kid, Verification};
use esia_core::protocol::http::Reply;
use esia_core::protocol::rest;
use esia_core::secrets::Personal;
use esia_matching::evidence::Evidence;
use serde_json::{Value, json};

/// The children of one parent, with the answer that they were read from.
#[derive(Clone, Debug)]
pub struct Kids {
    cards: Vec<Card>,
    answer: Personal,
}

/// One child (ребёнок) as the parent's profile has it.
#[derive(Clone, Debug)]
pub struct Card {
    kid: Kid,
    answer: Personal,
}

impl Kids {
    /// Reads the answer about the children; an empty collection is a person without any.
    ///
    /// # Errors
    ///
    /// [`KidsError`] where the answer is no collection of cards.
    pub fn read(answer: &Personal) -> Result<Self, KidsError> {
        let value: Value = serde_json::from_str(answer.expose()).map_err(|_| KidsError)?;
        let elements = match value.get("elements") {
            Some(Value::Array(elements)) => elements.as_slice(),
            Some(Value::Null) | None if value.is_object() => &[],
            Some(_) | None => return Err(KidsError),
        };
        let cards = elements
            .iter()
            .map(|element| Card::read(&Personal::new(element.to_string())))
            .collect::<Result<_, _>>()?;
        Ok(Self { cards, answer: answer.clone() })
    }

    /// Each child.
    #[must_use]
    pub fn all(&self) -> &[Card] {
        &self.cards
    }

    /// The answer, as a login keeps it.
    #[must_use]
    pub const fn to_stored(&self) -> &Personal {
        &self.answer
    }
}

impl Card {
    /// Reads one card, as [`Card::to_stored`] gives it.
    ///
    /// # Errors
    ///
    /// [`KidsError`] where it is none: a link in place of an object.
    pub fn read(answer: &Personal) -> Result<Self, KidsError> {
        let card: Value = serde_json::from_str(answer.expose()).map_err(|_| KidsError)?;
        // The library reads children as a part of their parent.
        let parent = json!({ "kids": { "elements": [card] } }).to_string();
        let person = rest::read_person(&Reply::new(200, parent.into_bytes()));
        let kid = person.ok().and_then(|person| person.kids.into_iter().next());
        kid.map(|kid| Self { kid, answer: answer.clone() }).ok_or(KidsError)
    }

    /// What the card says.
    #[must_use]
    pub const fn kid(&self) -> &Kid {
        &self.kid
    }

    /// The card, as a case keeps it.
    #[must_use]
    pub const fn to_stored(&self) -> &Personal {
        &self.answer
    }

    /// Whether the civil registry has verified the card (R-77).
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.kid.documents.iter().any(|document| {
            document.kind.is_birth_certificate() && document.verification == Verification::Verified
        })
    }

    /// The child as evidence, by the word of this parent's profile (T-12).
    #[must_use]
    pub fn evidence(&self, parent: &Account) -> Evidence {
        Evidence::from_kid(&self.kid, parent)
    }
}

/// An answer that names no children in a way that can be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the children cannot be read")]
pub struct KidsError;

#[cfg(test)]
mod tests {
    use super::{Card, Kids};
    use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
    use esia_core::secrets::Personal;

    fn kids(answer: &str) -> Option<usize> {
        Kids::read(&Personal::new(answer.into())).ok().map(|kids| kids.all().len())
    }

    #[test]
    fn an_empty_collection_is_a_person_without_children_and_anything_else_is_an_error() {
        assert_eq!(kids(r#"{"size":0,"elements":[]}"#), Some(0));
        assert_eq!(kids("{}"), Some(0));
        assert_eq!(kids(r#"{"elements":[{"firstName":"Анна"},{}]}"#), Some(2));
        for bad in ["", "[]", "null", r#"{"elements":7}"#, r#"{"elements":["http://x/1"]}"#] {
            assert_eq!(kids(bad), None, "{bad}");
        }
    }

    /// R-77, T-12.
    #[test]
    fn only_the_registry_makes_a_card_verified() {
        let card = |status: &str, kind: &str| {
            let answer = format!(
                r#"{{"trusted":true,"firstName":"Анна","lastName":"Тестова",
                    "birthDate":"05.03.2014","snils":"112-233-445 95","documents":{{"elements":[
                    {{"type":"{kind}","vrfStu":"{status}","series":"II-ТС","number":"100101"}}]}}}}"#
            );
            Card::read(&Personal::new(answer)).unwrap()
        };
        let id = SubjectId::new("7".into());
        let subject = Subject::new(Contour::Simulated, "http://stand/".into(), id);
        let parent =
            Account::from_verified(subject, AccountKind::SelfMade, AccountLevel::Confirmed);
        let verified = card("VERIFIED", "RF_BRTH_CERT");
        assert!(verified.is_verified());
        assert!(verified.evidence(&parent).certificate().verified().is_some());
        assert!(verified.evidence(&parent).snils().verified().is_none(), "typed by the parent");
        for (status, kind) in
            [("NOT_VERIFIED", "RF_BRTH_CERT"), ("", "RF_BRTH_CERT"), ("VERIFIED", "RF_PASSPORT")]
        {
            let card = card(status, kind);
            assert!(!card.is_verified(), "{status} {kind}");
            assert!(!card.evidence(&parent).is_person_verified());
        }
    }
}
