//! The Roman numeral of a series.

use alloc::string::String;
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
        if text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let mut as_one = String::new();
        let mut as_fifty = String::new();
        for sign in text.chars() {
            if sign == 'l' {
                as_one.push('I');
                as_fifty.push('L');
            } else {
                let digit = digit(sign, trace)?;
                as_one.push(digit);
                as_fifty.push(digit);
            }
        }
        let has_ell = text.contains('l');
        let is_ell_alone = text.chars().all(|sign| sign == 'l');
        match (Self::well_formed(&as_one), Self::well_formed(&as_fifty)) {
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

    /// The value.
    pub(super) const fn value(self) -> u16 {
        self.0
    }

    /// The numeral that a text of capitals writes, if it is written as it must be.
    fn well_formed(text: &str) -> Option<Self> {
        let mut value = 0_u16;
        let mut rest = text;
        for (symbol, worth) in SYMBOLS {
            while let Some(after) = rest.strip_prefix(symbol) {
                value = value.saturating_add(worth);
                rest = after;
            }
        }
        let numeral = Self(value);
        let is_well_formed = rest.is_empty() && VALUES.contains(&value) && numeral.spells(text);
        is_well_formed.then_some(numeral)
    }

    /// Whether this is the numeral that `text` must be for its value.
    fn spells(self, text: &str) -> bool {
        text.chars().eq(self.symbols().flat_map(str::chars))
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

impl fmt::Display for Numeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.symbols().try_for_each(|symbol| f.write_str(symbol))
    }
}

/// The Roman digit that a sign other than `l` is or looks like.
///
/// `M` and `D` are none of ours: no series reaches so far.
fn digit(sign: char, trace: &mut Trace) -> Option<char> {
    Some(match sign {
        'I' | 'V' | 'X' | 'L' | 'C' => sign,
        'i' | 'v' | 'x' | 'c' => {
            trace.take(Step::Case);
            sign.to_ascii_uppercase()
        }
        _ => {
            trace.take(Step::LookAlike);
            match sign {
                'І' | 'і' | 'Ӏ' | 'ӏ' | '1' | '|' | 'ı' => 'I',
                'У' | 'у' | 'Ѵ' | 'ѵ' => 'V',
                'Х' | 'х' => 'X',
                'Л' | 'л' => 'L',
                'С' | 'с' => 'C',
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

/// The values that can be written without D and M.
const VALUES: core::ops::RangeInclusive<u16> = 1..=399;

/// The signs of the longest numeral: CCCLXXXVIII.
const LONGEST: usize = 11;
