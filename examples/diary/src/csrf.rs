//! Proof that a form was sent from a page of ours, by the browser that the page was shown to.

use crate::random;

/// The text that a form of this ticket's browser carries; who knows it does not know the ticket.
#[must_use]
pub fn token(ticket: &str) -> String {
    random::hash(&format!("form of {ticket}"))
}

/// Whether a form carries it. Hashes are compared, so that time tells nothing.
#[must_use]
pub fn is_of(ticket: &str, sent: &str) -> bool {
    random::hash(&token(ticket)) == random::hash(sent)
}

#[cfg(test)]
mod tests {
    use super::{is_of, token};

    #[test]
    fn a_form_belongs_to_one_ticket() {
        assert!(is_of("a", &token("a")));
        for other in [token("b"), String::new(), String::from("a")] {
            assert!(!is_of("a", &other));
        }
    }
}
