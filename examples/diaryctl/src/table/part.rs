//! A part of a table: rows that follow each other, for one thread to work on.

use super::Item;
use super::columns::Layout;
use super::csv;
use super::lines::Block;
use super::row::OwnItem;
use std::cell::Cell;
use std::sync::Arc;

/// Rows of a table in their order.
pub(crate) struct Part<'a> {
    content: &'a Content,
    number: usize,
    converted: Cell<Converted>,
}

/// What a part is cut from.
pub(super) enum Content {
    /// Lines of CSV, of which each is a record.
    Lines {
        block: Block,
        /// What separates the fields.
        delimiter: u8,
        layout: Arc<Layout>,
    },
    /// Rows that were cut already.
    Items(Vec<OwnItem>, Converted),
}

impl<'a> Part<'a> {
    pub(super) fn new(content: &'a Content, number: usize) -> Self {
        Self { content, number, converted: Cell::default() }
    }

    /// Which of the parts it is, counted from nought: the same in each reading of the table.
    pub(crate) const fn number(&self) -> usize {
        self.number
    }

    /// Hands over the items in their order, each with its place in the part.
    pub(crate) fn for_each(&self, mut each: impl FnMut(u32, Item<'_>)) {
        self.converted.set(match self.content {
            Content::Lines { block, delimiter, layout } => {
                csv::cut(block, *delimiter, layout, &mut each)
            }
            Content::Items(items, converted) => {
                for (place, item) in (0..).zip(items) {
                    item.with(|item| each(place, item));
                }
                *converted
            }
        });
    }

    /// Hands over the item at a place once more.
    pub(crate) fn at(&self, place: u32, each: impl FnOnce(Item<'_>)) {
        let Ok(place) = usize::try_from(place) else { return };
        match self.content {
            Content::Lines { block, delimiter, layout } => {
                csv::cut_at(block, place, *delimiter, layout, each);
            }
            Content::Items(items, _) => {
                if let Some(item) = items.get(place) {
                    item.with(each);
                }
            }
        }
    }

    /// What was not UTF-8, once the items were handed over.
    pub(super) fn converted(&self) -> Converted {
        self.converted.get()
    }
}

/// Records that were not UTF-8 and were read as Windows-1251.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Converted {
    /// How many there are.
    pub(crate) count: u64,
    /// The line of the first of them.
    pub(crate) first: Option<u64>,
}

impl Converted {
    /// Counts a record.
    pub(super) fn count(&mut self, line: u64) {
        self.count = self.count.saturating_add(1);
        self.first.get_or_insert(line);
    }

    /// Adds those of a later part.
    pub(super) fn add(&mut self, later: Self) {
        self.count = self.count.saturating_add(later.count);
        self.first = self.first.or(later.first);
    }
}
