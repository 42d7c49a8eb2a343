//! A failure as the log has it: a kind, a cause without values, and a support code (код
//! обращения) that a person can read out to the school.

use crate::random;
use std::error::Error;

/// A code of twelve letters and digits that ties a page to a line of the log and to a case.
///
/// **Guarantees**: 60 random bits; it holds nothing of anybody. By itself it opens nothing: a
/// case is shown to staff who have signed in.
#[derive(Clone, Debug)]
pub struct Incident {
    code: String,
}

impl Incident {
    /// Logs a failure. Our errors hold no value of a person, so their text may be logged (T-15).
    pub fn report(kind: &'static str, error: &dyn Error) -> Self {
        let incident = Self::new();
        let cause = error.source().map(ToString::to_string);
        tracing::warn!(support_code = incident.code, kind, %error, cause);
        incident
    }

    /// Logs a refusal by a row of the decision table.
    pub fn refusal(row: &'static str, reason: &str) -> Self {
        let incident = Self::new();
        tracing::info!(support_code = incident.code, kind = "refused", row, reason);
        incident
    }

    /// The code, for the page: `7K2M-9QXA-03TD`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    fn new() -> Self {
        // Without randomness the page still has a code, only not one of its own.
        let number = random::bytes::<8>().map_or(0, u64::from_be_bytes);
        let mut code = String::new();
        for place in 0..LENGTH {
            if place % 4 == 0 && place > 0 {
                code.push('-');
            }
            let five_bits = number.checked_shr(place.saturating_mul(5)).unwrap_or(0) & 31;
            let letter = usize::try_from(five_bits).ok().and_then(|at| ALPHABET.get(at));
            code.push(char::from(*letter.unwrap_or(&b'0')));
        }
        Self { code }
    }
}

/// A support code as the store knows it, from what a person typed: letter case, hyphens, blanks
/// and letters that look alike do not matter. `None` where it is none.
#[must_use]
pub fn canonical(typed: &str) -> Option<String> {
    let letters = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').take(64);
    let code: String = letters.flat_map(char::to_uppercase).map(plain).collect();
    let is_code = code.len() == 12 && code.bytes().all(|byte| ALPHABET.contains(&byte));
    is_code.then_some(code)
}

/// The letter that was meant: digits for what looks like them, Latin for Cyrillic.
const fn plain(sign: char) -> char {
    match sign {
        'O' | 'О' => '0',
        'I' | 'L' => '1',
        'З' => '3',
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'Х' => 'X',
        _ => sign,
    }
}

/// The letters of a code: none that looks like another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many letters a code has.
const LENGTH: u32 = 12;

#[cfg(test)]
mod tests {
    use super::{Incident, canonical};

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["7K2M-9QXA-03TD", "7k2m 9qxa o3td", " 7К2М9QХАО3ТD ", "7K2M-9QXA-О3TD"]
        {
            assert_eq!(canonical(typed).as_deref(), Some("7K2M9QXA03TD"), "{typed}");
        }
        for typed in ["", "7K2M-9QXA", "7K2M-9QXA-03TU", "7K2M-9QXA-03TD-7", "<script>"] {
            assert_eq!(canonical(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_code_of_ours_can_be_read_and_no_two_are_alike() {
        let code = || Incident::refusal("D-07", "test").code().to_owned();
        let (one, other) = (code(), code());
        assert_eq!(one.len(), 14);
        assert!(canonical(&one).is_some() && canonical(&other).is_some());
        assert_ne!(one, other);
    }
}
