//! The letter pair of a series.

use crate::signs::cyrillic_look_alike;
use crate::steps::{Step, Trace};

/// Two capitals of the Russian alphabet.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Letters([char; 2]);

impl Letters {
    /// Reads two letters, Cyrillic ones or Latin ones that look so.
    pub(super) fn read(text: &str, trace: &mut Trace) -> Option<Self> {
        let mut letters = text.chars();
        let (first, second) = (letters.next()?, letters.next()?);
        if letters.next().is_some() {
            return None;
        }
        Self::of_signs([first, second], trace)
    }

    /// Reads two signs as a pair.
    pub(super) fn of_signs([first, second]: [char; 2], trace: &mut Trace) -> Option<Self> {
        Some(Self([letter(first, trace)?, letter(second, trace)?]))
    }

    /// The two letters.
    pub(super) const fn both(self) -> [char; 2] {
        self.0
    }
}

/// The capital that a sign is or looks like, as written.
fn letter(sign: char, trace: &mut Trace) -> Option<char> {
    let cyrillic = cyrillic_look_alike(sign).unwrap_or(sign);
    let capital = match cyrillic {
        'А'..='Я' | 'Ё' => cyrillic,
        // In Unicode a small letter stands this far behind its capital.
        'а'..='я' => char::from_u32(u32::from(cyrillic).wrapping_sub(0x20))?,
        'ё' => 'Ё',
        _ => return None,
    };
    trace.take_if(cyrillic != sign, Step::LookAlike);
    trace.take_if(capital != cyrillic, Step::Case);
    Some(capital)
}
