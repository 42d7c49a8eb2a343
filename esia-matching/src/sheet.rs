//! How a value arrived: as text, or as the number of a spreadsheet's cell.
//!
//! A spreadsheet drops the zeros on the left of a number and may print it in scientific notation.
//! Both can be undone, but only where the *cell* was numeric; in a text they are content
//! (identity.md 1.6).

/// The type of the cell that a value came from (тип ячейки).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum SheetCell {
    /// A text, as typed; also everything that did not come from a spreadsheet.
    #[default]
    Text,
    /// A number, as the spreadsheet printed it.
    Numeric,
}

/// The whole part of a number that a spreadsheet printed with an empty fraction: `1234.0`.
///
/// Exactly one zero: two digits after a point could be the control number of a SNILS.
pub(crate) fn without_empty_fraction(number: &str) -> Option<&str> {
    let whole = number.strip_suffix(".0").or_else(|| number.strip_suffix(",0"))?;
    (!whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit())).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::without_empty_fraction;

    #[test]
    fn only_one_zero_after_one_point_is_an_empty_fraction() {
        assert_eq!(without_empty_fraction("1234.0"), Some("1234"));
        assert_eq!(without_empty_fraction("1234,0"), Some("1234"));
        for other in ["1234", "1234.00", "12.34.0", "12 34.0", ".0", "1234.5", ""] {
            assert_eq!(without_empty_fraction(other), None, "{other}");
        }
    }
}
