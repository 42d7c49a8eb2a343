//! Markdown tables, and texts made fit for their cells.

use alloc::string::{String, ToString as _};
use core::fmt;

/// A table that grows by rows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Table {
    text: String,
}

impl Table {
    /// A table with these headings and no row.
    #[must_use]
    pub fn new(headings: &[&str]) -> Self {
        let mut table = Self { text: String::new() };
        table.row(headings);
        table.row(headings.iter().map(|_| "---"));
        table
    }

    /// Adds a row; the cells are taken as they are, but for what would end a cell or a line.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.text.push('|');
        for text in cells {
            self.text.push(' ');
            self.text.push_str(&cell(text.as_ref()));
            self.text.push_str(" |");
        }
        self.text.push('\n');
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A text that may stand in a cell: no bar ends it, and its lines are one.
#[must_use]
pub fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|").replace('\n', "<br>")
}

/// A text that is shown as it stands, whatever Markdown would make of its signs.
#[must_use]
pub fn literal(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '\\' | '*' | '_' | '[' | ']' | '`' | '~' | '$' | '#' => {
                shown.push('\\');
                shown.push(sign);
            }
            other => shown.push(other),
        }
    }
    shown
}

/// A name of the code.
#[must_use]
pub fn code(name: &str) -> String {
    ["`", name, "`"].concat()
}

/// The place on a page where an id stands: `case 13` is at `case-13`.
#[must_use]
pub fn anchor(id: &str) -> String {
    let lower = id.to_lowercase();
    let parts = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.fold(String::new(), |joined, part| {
        if joined.is_empty() { part.to_string() } else { [&joined, "-", part].concat() }
    })
}

#[cfg(test)]
mod tests {
    use super::{Table, anchor, cell, literal};
    use alloc::string::ToString as _;

    #[test]
    fn a_bar_or_a_line_end_does_not_break_a_row() {
        let mut table = Table::new(&["a", "b"]);
        table.row(["x|y", "one\ntwo"]);
        assert_eq!(table.to_string(), "| a | b |\n| --- | --- |\n| x\\|y | one<br>two |\n");
        assert_eq!(cell(" x "), "x");
    }

    #[test]
    fn signs_of_markdown_are_shown_as_they_stand() {
        assert_eq!(literal("*форму* [[]^_{}~"), "\\*форму\\* \\[\\[\\]^\\_{}\\~");
        assert_eq!(literal("› Зачем <b> & \\"), "› Зачем &lt;b&gt; &amp; \\\\");
    }

    #[test]
    fn an_anchor_holds_letters_digits_and_hyphens_alone() {
        assert_eq!(anchor("R-07"), "r-07");
        assert_eq!(anchor("case 13"), "case-13");
        assert_eq!(anchor("152-FZ 9(2)"), "152-fz-9-2");
    }
}
