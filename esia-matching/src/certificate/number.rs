//! The number of a certificate's blank.

use crate::sheet::SheetCell;
use crate::steps::{Step, Trace};

/// Six digits, or seven as given.
///
/// Six digits stand on the left with a blank behind them.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Number([u8; 7]);

impl Number {
    /// Reads six or seven ASCII digits; fewer only from a numeric cell, which lost its zeros.
    pub(super) fn read(text: &str, cell: SheetCell, trace: &mut Trace) -> Option<Self> {
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let missing = 6_usize.saturating_sub(text.len());
        if !is_number || text.len() > 7 {
            return None;
        }
        match cell {
            SheetCell::Numeric if missing > 0 && text.contains(|digit: char| digit != '0') => {
                trace.take(Step::LostZero);
            }
            SheetCell::Text | SheetCell::Numeric if missing > 0 => return None,
            SheetCell::Text | SheetCell::Numeric => {}
        }
        let digits = core::iter::repeat_n(b'0', missing).chain(text.bytes());
        let mut number = *b"       ";
        number.iter_mut().zip(digits).for_each(|(place, digit)| *place = digit);
        Some(Self(number))
    }

    /// The digits.
    pub(super) fn as_str(&self) -> &str {
        // INVARIANT: ASCII, so that the empty text never stands in for it.
        core::str::from_utf8(&self.0).unwrap_or_default().trim_ascii_end()
    }
}
