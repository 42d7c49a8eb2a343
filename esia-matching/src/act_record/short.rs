//! The short number of an act record: one to five digits and one more digit or letter.

use core::fmt;

use super::digit;

/// Up to six signs, of which the last may be a letter, as `\d{1,5}[\d\w]?` of the registry's schema.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Short {
    signs: [char; 6],
    length: u8,
}

impl Short {
    /// Reads a plain text; none if it is not a short number.
    pub(super) fn read(number: &str) -> Option<Self> {
        let mut signs = ['\0'; 6];
        let mut length = 0_u8;
        let mut free = signs.iter_mut();
        let mut has_letter = false;
        for sign in number.chars() {
            let is_digit = digit(sign).is_some();
            let is_allowed = is_digit || (length > 0 && is_letter(sign));
            if has_letter || !is_allowed {
                return None;
            }
            has_letter = !is_digit;
            *free.next()? = sign;
            length = length.saturating_add(1);
        }
        (length > 0).then_some(Self { signs, length })
    }

    /// The signs, without the places that are free.
    fn signs(&self) -> impl Iterator<Item = char> {
        self.signs.into_iter().take(usize::from(self.length))
    }

    /// The number; none if a letter stands at the end.
    pub(super) fn serial(&self) -> Option<i32> {
        self.signs().try_fold(0_i32, |number, sign| {
            number.checked_mul(10)?.checked_add(i32::from(digit(sign)?))
        })
    }
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.signs().collect::<alloc::string::String>())
    }
}

/// Whether a capital may end a short number.
fn is_letter(sign: char) -> bool {
    matches!(sign, 'A'..='Z' | 'А'..='Я' | 'Ё')
}
