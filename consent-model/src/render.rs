//! The tables as text, for the generated pages: Markdown, Mermaid and DOT, in two languages.
//!
//! Nothing here knows a file: whoever writes the pages (`diaryctl docs`) says how an id that a row
//! cites is linked. The words come from the tables, from [`esia_core::rules`] and from the docs of
//! the names; what is added here is the frame around them.

mod diagram;
pub mod markdown;
mod page;
mod view;
mod words;

pub use view::Entry;

use crate::child_account::ChildAccount;
use crate::consent::Consent;
use crate::linking::Linking;
use crate::machine::Machine as _;
use alloc::string::String;
use alloc::vec::Vec;
use esia_core::rules::Words;
use view::View;

/// A machine that has a page.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Shown {
    /// The consent episode.
    Consent,
    /// Linking.
    Linking,
    /// Card, check and child account.
    ChildAccount,
}

impl Shown {
    /// Every machine.
    pub const ALL: [Self; 3] = [Self::Consent, Self::Linking, Self::ChildAccount];

    /// The name, as `diaryctl replay` knows it; it is the name of the page too.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Consent => Consent::NAME,
            Self::Linking => Linking::NAME,
            Self::ChildAccount => ChildAccount::NAME,
        }
    }

    /// The title of the page.
    #[must_use]
    pub const fn title(self) -> Words {
        self.glossary().title
    }

    /// What the machine is, in a sentence.
    #[must_use]
    pub const fn about(self) -> Words {
        self.glossary().about
    }

    /// The rows of its table, each with its name on the page.
    #[must_use]
    pub fn entries(self) -> Vec<Entry> {
        self.view().entries
    }

    /// What an event brings along besides `at`, `event` and `by`, as the page says it; in brackets
    /// what stands for a missing one, or the choice.
    #[must_use]
    pub fn fields(self, event: &str) -> &'static str {
        words::entry(self.glossary().fields, event)
    }

    /// The page below its title; `cite` shows an id that a row cites.
    #[must_use]
    pub fn page(self, edition: Edition, cite: &dyn Fn(&str) -> String) -> String {
        page::page(&self.view(), edition, cite)
    }

    /// A state diagram for Mermaid.
    #[must_use]
    pub fn mermaid(self, edition: Edition) -> String {
        diagram::mermaid(&self.view(), edition)
    }

    /// The same diagram for Graphviz.
    #[must_use]
    pub fn dot(self) -> String {
        diagram::dot(&self.view(), self.name())
    }

    fn view(self) -> View {
        match self {
            Self::Consent => View::of::<Consent>(self.glossary()),
            Self::Linking => View::of::<Linking>(self.glossary()),
            Self::ChildAccount => View::of::<ChildAccount>(self.glossary()),
        }
    }

    const fn glossary(self) -> &'static words::Glossary {
        match self {
            Self::Consent => &words::CONSENT,
            Self::Linking => &words::LINKING,
            Self::ChildAccount => &words::CHILD_ACCOUNT,
        }
    }
}

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

#[cfg(test)]
mod tests;
