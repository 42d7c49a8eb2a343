//! CSV: the delimiter by the header, the encoding record by record.

use super::columns::Layout;
use super::lines::{Block, Record, Records, content};
use super::part::{Content, Converted};
use super::row::{OwnItem, OwnRow, Reason, Row};
use super::separators::Separators;
use super::{Column, Item, Mapping, TableError};
use encoding_rs::WINDOWS_1251;
use esia_matching::sheet::SheetCell;
use memchr::memchr;
use std::borrow::Cow;
use std::io::{self, BufRead};
use std::sync::Arc;

/// A CSV file behind its line of headers.
pub(super) struct Csv<R> {
    records: Records<R>,
    delimiter: u8,
    layout: Arc<Layout>,
}

/// The mark of the byte order.
const MARK: &str = "\u{FEFF}";

/// How many records are read at once where quotation marks stand.
const RECORDS: usize = 1024;

impl<R: BufRead> Csv<R> {
    /// Reads the line of headers.
    ///
    /// # Errors
    ///
    /// [`TableError`] where the header cannot be used, or reading fails.
    pub(super) fn new(input: R, mapping: &Mapping) -> Result<Self, TableError> {
        let mut records = Records::new(input);
        // Excel's own line, which only names the delimiter.
        if records.peek()?.is_some_and(|line| line.starts_with(b"sep=") && line.len() <= 6) {
            records.skip()?;
        }
        let header = records.peek()?.ok_or(TableError::Empty)?;
        // Else the whole file would be a line of headers, and a journal without rows is no error.
        let first = memchr(b'\r', content(header)).and_then(|end| header.get(..end));
        if first.is_some_and(|first| memchr(b'"', first).is_none()) {
            return Err(TableError::Header(Reason::CarriageReturn));
        }
        let delimiter = delimiter(header, mapping);
        records.delimit(delimiter);
        let mut record = Record::default();
        records.next(None, &mut record)?.ok_or(TableError::Empty)?.map_err(TableError::Header)?;
        let (headers, _) = texts(&record);
        let layout = Layout::of(headers.iter().map(AsRef::as_ref), mapping)?;
        Ok(Self { records, delimiter, layout: Arc::new(layout) })
    }

    pub(super) fn layout(&self) -> Layout {
        Layout::clone(&self.layout)
    }

    /// The next rows: a block that anybody may cut, or records where quotation marks stand.
    ///
    /// # Errors
    ///
    /// What reading fails with.
    pub(super) fn next(&mut self) -> io::Result<Option<Content>> {
        if let Some(block) = self.records.block()? {
            let (delimiter, layout) = (self.delimiter, Arc::clone(&self.layout));
            return Ok(Some(Content::Lines { block, delimiter, layout }));
        }
        let mut items = Vec::new();
        let mut converted = Converted::default();
        let mut record = Record::default();
        while self.records.is_ahead() && items.len() < RECORDS {
            let Some(read) = self.records.next(Some(self.layout.width), &mut record)? else {
                break;
            };
            let line = record.line;
            if let Err(reason) = read {
                items.push(OwnItem::Refused { line, reason });
                continue;
            }
            let (fields, is_converted) = texts(&record);
            if is_converted {
                converted.count(line);
            }
            items.extend(item(line, fields.iter().map(AsRef::as_ref), &self.layout));
        }
        // Blank lines alone leave no items; the part says that there may be more.
        let is_over = items.is_empty() && !self.records.is_ahead() && self.records.is_over()?;
        Ok((!is_over).then_some(Content::Items(items, converted)))
    }
}

/// Hands over the items of a block whose every line is a record.
pub(super) fn cut(
    block: &Block,
    delimiter: u8,
    layout: &Layout,
    each: &mut impl FnMut(u32, Item<'_>),
) -> Converted {
    let mut converted = Converted::default();
    match simdutf8::basic::from_utf8(&block.bytes) {
        Ok(text) if memchr(0, &block.bytes).is_none() => {
            cut_text(text, block.line, delimiter, layout, each);
        }
        Ok(_) | Err(_) => {
            let lines = block.bytes.split_inclusive(|byte| *byte == b'\n');
            let mut place = 0_usize;
            for (line, bytes) in (block.line..).zip(lines) {
                let start = small(place);
                place = place.saturating_add(bytes.len());
                let (item, is_converted) = cut_line(line, content(bytes), delimiter, layout);
                if is_converted {
                    converted.count(line);
                }
                if let Some(item) = item {
                    item.with(|item| each(start, item));
                }
            }
        }
    }
    converted
}

/// Hands over the item of the line that begins at a place, but for the number of the line.
pub(super) fn cut_at(
    block: &Block,
    place: usize,
    delimiter: u8,
    layout: &Layout,
    each: impl FnOnce(Item<'_>),
) {
    let rest = block.bytes.get(place..).unwrap_or_default();
    let line = rest.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    let (item, _) = cut_line(block.line, content(line), delimiter, layout);
    if let Some(item) = item {
        item.with(each);
    }
}

/// A place in a block, which is no longer than a line and a quarter of a mebibyte.
fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The same for a block of UTF-8 without NUL, in one pass.
fn cut_text(
    text: &str,
    first: u64,
    delimiter: u8,
    layout: &Layout,
    each: &mut impl FnMut(u32, Item<'_>),
) {
    let row = Row::new(first);
    let mut cutter = Cutter { layout, row, start: 0, place: 0, reason: None, padded: true };
    let bytes = text.as_bytes();
    let mut start = 0;
    for end in Separators::new(bytes, [delimiter, b'\n']) {
        let field = text.get(start..end).unwrap_or_default();
        start = end.saturating_add(1);
        if bytes.get(end) == Some(&b'\n') {
            cutter.end(field, each);
            cutter.start = small(start);
        } else {
            cutter.field(field);
        }
    }
    let rest = text.get(start..).unwrap_or_default();
    if !rest.is_empty() || cutter.place > 0 {
        cutter.end(rest, each);
    }
}

/// A row that is being cut.
struct Cutter<'l, 'a> {
    layout: &'l Layout,
    row: Row<'a>,
    /// Where the row begins.
    start: u32,
    /// How many fields there were.
    place: usize,
    reason: Option<Reason>,
    /// Whether the fields beyond the header are empty.
    padded: bool,
}

impl<'a> Cutter<'_, 'a> {
    fn field(&mut self, text: &'a str) {
        // Files that were put together have one in front of each.
        let text = if self.place == 0 { text.strip_prefix(MARK).unwrap_or(text) } else { text };
        if let Some(column) = self.layout.column(self.place) {
            if let Err(reason) = self.row.set(column, text) {
                self.reason.get_or_insert(reason);
            }
        } else if self.place >= self.layout.width {
            self.padded &= text.bytes().all(|byte| byte.is_ascii_whitespace());
        }
        self.place = self.place.wrapping_add(1);
    }

    fn end(&mut self, text: &'a str, each: &mut impl FnMut(u32, Item<'_>)) {
        let text = text.strip_suffix('\r').unwrap_or(text);
        let (line, start) = (self.row.line, self.start);
        if self.place > 0 || !text.is_empty() {
            self.field(text);
            let (found, expected) = (self.place, self.layout.width);
            if found < expected || found > expected && !self.padded {
                each(start, Item::Refused { line, reason: Reason::Fields { found, expected } });
            } else if let Some(reason) = self.reason {
                each(start, Item::Refused { line, reason });
            } else if !self.row.is_blank() {
                match self.row.check(self.layout) {
                    Ok(()) => each(start, Item::Row(&self.row)),
                    Err(reason) => each(start, Item::Refused { line, reason }),
                }
            }
        }
        self.row = Row::new(line.wrapping_add(1));
        (self.place, self.reason, self.padded) = (0, None, true);
    }
}

/// The item of one line by itself, and whether it was read as Windows-1251.
fn cut_line(line: u64, bytes: &[u8], delimiter: u8, layout: &Layout) -> (Option<OwnItem>, bool) {
    if bytes.is_empty() {
        return (None, false);
    }
    let bytes = bytes.strip_prefix(MARK.as_bytes()).unwrap_or(bytes);
    let fields = || bytes.split(|byte| *byte == delimiter);
    let (found, expected) = (fields().count(), layout.width);
    let is_padding = |field: &[u8]| field.iter().all(u8::is_ascii_whitespace);
    if found < expected || fields().skip(expected).any(|field| !is_padding(field)) {
        let reason = Reason::Fields { found, expected };
        return (Some(OwnItem::Refused { line, reason }), false);
    }
    if str::from_utf8(bytes).is_ok() {
        let texts: Vec<_> = fields().map(String::from_utf8_lossy).collect();
        (item(line, texts.iter().map(AsRef::as_ref), layout), false)
    } else {
        let decoded = fields().map(|field| WINDOWS_1251.decode_without_bom_handling(field).0);
        let texts: Vec<_> = decoded.collect();
        (item(line, texts.iter().map(AsRef::as_ref), layout), true)
    }
}

/// The item of a record; none where it is blank.
fn item<'a>(line: u64, fields: impl Iterator<Item = &'a str>, layout: &Layout) -> Option<OwnItem> {
    let mut row = OwnRow::new(line);
    for (place, text) in fields.enumerate() {
        if let Some(column) = layout.column(place)
            && let Err(reason) = row.set(column, text, SheetCell::Text)
        {
            return Some(OwnItem::Refused { line, reason });
        }
    }
    row.into_item(layout)
}

/// The fields of a record: UTF-8 if the whole record is, else Windows-1251.
fn texts(record: &Record) -> (Vec<Cow<'_, str>>, bool) {
    if record.fields().all(|field| str::from_utf8(field).is_ok()) {
        (record.fields().map(String::from_utf8_lossy).collect(), false)
    } else {
        let decoded =
            record.fields().map(|field| WINDOWS_1251.decode_without_bom_handling(field).0);
        (decoded.collect(), true)
    }
}

/// What separates the fields: whichever gives more columns that are known, then more fields.
fn delimiter(header: &[u8], mapping: &Mapping) -> u8 {
    let text = str::from_utf8(header)
        .map_or_else(|_| WINDOWS_1251.decode_without_bom_handling(header).0, Cow::Borrowed);
    let gain = |delimiter: char| {
        let fields = || text.split(delimiter);
        let known = fields()
            .filter_map(|field| mapping.column(field.trim().trim_matches('"')))
            .filter(|column: &Column| !column.as_str().is_empty());
        (known.count(), fields().count())
    };
    if gain(';') > gain(',') { b';' } else { b',' }
}
