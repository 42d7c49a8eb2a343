//! The tables as text, for the generated pages: Markdown, Mermaid and DOT, in two languages.
//!
//! Nothing here knows a file: whoever writes the pages (`diaryctl docs`) says how an id that a row
//! cites is linked. The words come from the tables, from [`esia_core::rules`] and from the docs of
//! the names; what is added here is the frame around them.

pub mod markdown;

use esia_core::rules::Words;

/// For whom a page is: two editions of the same content.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Edition {
    /// In English.
    English,
    /// In Russian, for a lawyer or a head teacher.
    Russian,
}

impl Edition {
    /// Both, the English one first.
    pub const ALL: [Self; 2] = [Self::English, Self::Russian];

    /// The words of this edition.
    #[must_use]
    pub const fn of(self, words: Words) -> &'static str {
        self.pick(words.english, words.russian)
    }

    /// One of two texts.
    #[must_use]
    pub const fn pick<'t>(self, english: &'t str, russian: &'t str) -> &'t str {
        match self {
            Self::English => english,
            Self::Russian => russian,
        }
    }

    /// What the name of a page's file ends in.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        self.pick(".md", ".ru.md")
    }
}
