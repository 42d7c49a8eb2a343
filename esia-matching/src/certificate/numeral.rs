//! The Roman numeral of a series.

use core::fmt;

use crate::steps::{Step, Trace};

/// A Roman numeral of I V X L C, by its value from 1 to 399.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Numeral(u16);

impl Numeral {
    /// Reads a numeral in any of the letters that look like its digits (identity.md 2.4).
    ///
    /// A small `l` may be I or L: a run of `l` alone is I, II or III; among other letters all of
    /// them are read as the one that makes a numeral, and none where both do.
    pub(super) fn read(text: &str, trace: &mut Trace) -> Option<Self> {
        let mut as_one = Digits::default();
        let mut as_fifty = Digits::default();
        for sign in text.chars() {
            if sign == 'l' {
                as_one.push(b'I')?;
                as_fifty.push(b'L')?;
            } else {
                let digit = digit(sign, trace)?;
                as_one.push(digit)?;
                as_fifty.push(digit)?;
            }
        }
        let has_ell = text.contains('l');
        let is_ell_alone = text.chars().all(|sign| sign == 'l');
        match (as_one.numeral(), as_fifty.numeral()) {
            (Some(one), _) if !has_ell => Some(one),
            (Some(one), fifty) if is_ell_alone || fifty.is_none() => {
                trace.take(Step::LookAlike);
                Some(one)
            }
            (None, Some(fifty)) if !is_ell_alone => {
                trace.take(Step::Case);
                Some(fifty)
            }
            (Some(_) | None, Some(_) | None) => None,
        }
    }

    /// Reads Roman digits in capitals, if they are written as they must be.
    ///
    /// Hundreds, tens and units follow each other, each written by its own three digits.
    pub(super) fn of_capitals(digits: &[u8]) -> Option<Self> {
        let (hundreds, digits) = repeated(digits, b'C');
        let (tens, digits) = place(digits, b'X', b'L', b'C');
        let (units, digits) = place(digits, b'I', b'V', b'X');
        // INVARIANT: at most three hundreds, nine tens and nine units.
        let value = hundreds.wrapping_mul(100).wrapping_add(tens.wrapping_mul(10));
        let value = value.wrapping_add(units);
        (digits.is_empty() && value > 0).then_some(Self(value))
    }

    /// The value.
    pub(super) const fn value(self) -> u16 {
        self.0
    }

    /// The symbols, from the greatest.
    fn symbols(self) -> impl Iterator<Item = &'static str> {
        let mut left = self.0;
        SYMBOLS.into_iter().flat_map(move |(symbol, worth)| {
            // INVARIANT: no worth is zero, so that the defaults are never taken.
            let times = left.checked_div(worth).unwrap_or_default();
            left = left.checked_rem(worth).unwrap_or_default();
            core::iter::repeat_n(symbol, times.into())
        })
    }
}

/// Roman digits in capitals, as many as the longest numeral has: CCCLXXXVIII.
#[derive(Clone, Copy, Default)]
pub(super) struct Digits {
    digits: [u8; 11],
    len: usize,
}

impl Digits {
    /// Adds what a sign other than `l` is or looks like; none for a twelfth.
    pub(super) fn push_sign(&mut self, sign: char, trace: &mut Trace) -> Option<()> {
        self.push(digit(sign, trace)?)
    }

    fn push(&mut self, digit: u8) -> Option<()> {
        *self.digits.get_mut(self.len)? = digit;
        self.len = self.len.saturating_add(1);
        Some(())
    }

    /// The numeral that the digits write, if it is written as it must be.
    pub(super) fn numeral(&self) -> Option<Numeral> {
        Numeral::of_capitals(self.digits.get(..self.len)?)
    }
}

/// One decimal place of a numeral, and what follows it.
fn place(digits: &[u8], one: u8, five: u8, ten: u8) -> (u16, &[u8]) {
    match digits {
        [first, second, rest @ ..] if [*first, *second] == [one, ten] => (9, rest),
        [first, second, rest @ ..] if [*first, *second] == [one, five] => (4, rest),
        [first, rest @ ..] if *first == five => {
            let (ones, rest) = repeated(rest, one);
            (ones.wrapping_add(5), rest)
        }
        _ => repeated(digits, one),
    }
}

/// How often a digit stands at the beginning, up to three times, and what follows it.
fn repeated(digits: &[u8], digit: u8) -> (u16, &[u8]) {
    match digits {
        [a, b, c, rest @ ..] if [*a, *b, *c] == [digit; 3] => (3, rest),
        [a, b, rest @ ..] if [*a, *b] == [digit; 2] => (2, rest),
        [a, rest @ ..] if *a == digit => (1, rest),
        _ => (0, digits),
    }
}

impl fmt::Display for Numeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.symbols().try_for_each(|symbol| f.write_str(symbol))
    }
}

/// The Roman digit that a sign other than `l` is or looks like.
///
/// `M` and `D` are none of ours: no series reaches so far.
fn digit(sign: char, trace: &mut Trace) -> Option<u8> {
    Some(match sign {
        'I' => b'I',
        'V' => b'V',
        'X' => b'X',
        'L' => b'L',
        'C' => b'C',
        _ => {
            let is_small = matches!(sign, 'i' | 'v' | 'x' | 'c');
            trace.take(if is_small { Step::Case } else { Step::LookAlike });
            match sign {
                'i' | 'І' | 'і' | 'Ӏ' | 'ӏ' | '1' | '|' | 'ı' => b'I',
                'v' | 'У' | 'у' | 'Ѵ' | 'ѵ' => b'V',
                'x' | 'Х' | 'х' => b'X',
                'Л' | 'л' => b'L',
                'c' | 'С' | 'с' => b'C',
                _ => return None,
            }
        }
    })
}

/// The symbols and what they are worth, from the greatest.
const SYMBOLS: [(&str, u16); 9] = [
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::{Digits, Numeral};

    #[test]
    fn digits_are_a_numeral_exactly_if_one_prints_so() {
        let mut printed: alloc::collections::BTreeMap<_, _> =
            (1..=399).map(|value| (Numeral(value).to_string(), value)).collect();
        let mut texts = alloc::vec![Digits::default()];
        // All texts of up to seven digits; what begins no numeral, no longer text repairs.
        for _ in 0..=7 {
            let mut longer = alloc::vec::Vec::new();
            for digits in texts {
                let text = core::str::from_utf8(&digits.digits[..digits.len]).unwrap();
                assert_eq!(digits.numeral().map(Numeral::value), printed.remove(text), "{text}");
                for digit in *b"IVXLC" {
                    let mut next = digits;
                    next.push(digit).unwrap();
                    longer.push(next);
                }
            }
            texts = longer;
        }
        // The longer ones.
        for (text, value) in printed {
            let mut digits = Digits::default();
            text.bytes().for_each(|digit| digits.push(digit).unwrap());
            assert_eq!(digits.numeral().map(Numeral::value), Some(value), "{text}");
        }
    }
}
