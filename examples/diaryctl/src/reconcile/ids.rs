//! The keys of many rows, one behind the other.

/// Texts by the number of their row, without an allocation for each.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    text: String,
    /// Where each ends, counted from the beginning of its group.
    ends: Vec<u32>,
    /// Where each group of texts begins.
    groups: Vec<usize>,
}

/// The texts of a group: with 4096 bytes each, which is the most, their places fit 32 bits.
const GROUP: usize = 1 << 16;

impl Ids {
    /// Adds the text of the next row.
    pub(super) fn push(&mut self, id: &str) {
        if self.ends.len().is_multiple_of(GROUP) {
            self.groups.push(self.text.len());
        }
        self.text.push_str(id);
        let start = self.groups.last().copied().unwrap_or_default();
        let end = self.text.len().saturating_sub(start);
        self.ends.push(u32::try_from(end).unwrap_or(u32::MAX));
    }

    /// Adds the texts of later rows.
    pub(super) fn extend(&mut self, later: &Self) {
        for row in 0..later.ends.len() {
            self.push(later.get(row));
        }
    }

    /// The text of a row; empty where there is none.
    pub(super) fn get(&self, row: usize) -> &str {
        let group = self.groups.get(row / GROUP).copied().unwrap_or_default();
        let end = |row: usize| self.ends.get(row).and_then(|end| usize::try_from(*end).ok());
        let start = match row.checked_sub(1) {
            Some(before) if !row.is_multiple_of(GROUP) => end(before).unwrap_or_default(),
            Some(_) | None => 0,
        };
        let place = |at: usize| group.saturating_add(at);
        end(row).and_then(|end| self.text.get(place(start)..place(end))).unwrap_or_default()
    }

    /// Whether each stands in a text of JSON as it is.
    pub(super) fn are_plain(&self) -> bool {
        memchr::memchr2(b'"', b'\\', self.text.as_bytes()).is_none()
            && self.text.bytes().min().is_none_or(|byte| byte >= b' ')
    }

    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }
}

#[cfg(test)]
mod tests {
    use super::{GROUP, Ids};

    #[test]
    fn every_text_is_given_back_on_both_sides_of_a_group() {
        let (mut ids, mut half) = (Ids::default(), Ids::default());
        let text = |row: usize| "я".repeat(row % 5) + &row.to_string();
        for row in 0..GROUP {
            half.push(&text(row));
        }
        ids.push(&text(0));
        ids.extend(&half);
        ids.extend(&half);
        assert_eq!(ids.len(), 2 * GROUP + 1);
        for row in 0..ids.len() {
            assert_eq!(ids.get(row), text(row.saturating_sub(1) % GROUP), "{row}");
        }
        assert_eq!(ids.get(ids.len()), "");
    }
}
