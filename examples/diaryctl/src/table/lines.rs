//! A CSV file cut into records, each with the physical line at which it begins.
//!
//! A quotation mark may hold line ends, so a record may have several lines. A mark that is never
//! closed would swallow the rest of the file: a record that does not come out as wide as the
//! header gives up its first line alone, and reading goes on at the second. Looking ahead is
//! bounded, so that the whole takes linear time and bounded memory.

use super::Reason;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};
use memchr::{memchr, memchr_iter};
use std::collections::VecDeque;
use std::io::{self, BufRead, Read as _};

/// The longest record.
const RECORD_BYTES_MAX: usize = 1 << 24;
/// The most lines of one record.
const RECORD_LINES_MAX: usize = 64;

/// How much of a file is read at once.
const BLOCK_BYTES: u64 = 1 << 18;

/// Whole lines of a file, of which each is a record: no quotation mark stands in them.
pub(super) struct Block {
    /// The number of the first line.
    pub(super) line: u64,
    pub(super) bytes: Vec<u8>,
}

/// Records, one after another.
pub(super) struct Records<R> {
    input: R,
    reader: Reader,
    delimiter: u8,
    /// Lines that were read ahead, with their numbers.
    ahead: VecDeque<(u64, Vec<u8>)>,
    line: u64,
}

/// One record: its bytes with the quotation marks resolved, and where each field ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub(super) line: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) ends: Vec<usize>,
}

impl Record {
    /// The fields, as bytes.
    pub(super) fn fields(&self) -> impl Iterator<Item = &[u8]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts
            .zip(self.ends.iter().copied())
            .map(|(start, end)| self.bytes.get(start..end).unwrap_or_default())
    }
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, reader: reader(b','), delimiter: b',', ahead: VecDeque::new(), line: 0 }
    }

    /// Takes `delimiter` between fields from here on.
    pub(super) fn delimit(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
        self.reader = reader(delimiter);
    }

    /// The next line that is not blank, without moving on.
    pub(super) fn peek(&mut self) -> io::Result<Option<&[u8]>> {
        let Some(next) = self.next_line()? else { return Ok(None) };
        self.ahead.push_front(next);
        Ok(self.ahead.front().map(|(_, line)| line.as_slice()))
    }

    /// Leaves out the next line.
    pub(super) fn skip(&mut self) -> io::Result<()> {
        self.next_line().map(|_| ())
    }

    /// Whether lines were read ahead that [`next`](Self::next) has to take first.
    pub(super) fn is_ahead(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// Whether there is nothing more to read.
    pub(super) fn is_over(&mut self) -> io::Result<bool> {
        Ok(!self.is_ahead() && self.input.fill_buf()?.is_empty())
    }

    /// Reads the next block of whole lines, if nothing was read ahead.
    ///
    /// `None` is the end of the file, or a block in which quotation marks stand: its lines are
    /// then read ahead, for [`next`](Self::next).
    pub(super) fn block(&mut self) -> io::Result<Option<Block>> {
        if self.is_ahead() {
            return Ok(None);
        }
        let capacity = usize::try_from(BLOCK_BYTES).unwrap_or_default().saturating_add(1 << 12);
        let mut bytes = Vec::with_capacity(capacity);
        self.input.by_ref().take(BLOCK_BYTES).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let mut is_endless = false;
        if bytes.last() != Some(&b'\n') {
            let limit = u64::try_from(RECORD_BYTES_MAX).unwrap_or(u64::MAX);
            let read = self.input.by_ref().take(limit).read_until(b'\n', &mut bytes)?;
            is_endless = read >= RECORD_BYTES_MAX;
            if is_endless && bytes.last() != Some(&b'\n') {
                self.input.skip_until(b'\n')?;
            }
        }
        let line = self.line.saturating_add(1);
        let ends = memchr_iter(b'\n', &bytes).count();
        let last = usize::from(bytes.last() != Some(&b'\n'));
        let lines = u64::try_from(ends.saturating_add(last)).unwrap_or(u64::MAX);
        self.line = self.line.saturating_add(lines);
        if !is_endless && memchr(b'"', &bytes).is_none() {
            return Ok(Some(Block { line, bytes }));
        }
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        self.ahead.extend((line..).zip(lines.map(|line| ended(line.into()))));
        Ok(None)
    }

    /// Reads the next record into `record`; `width` is the number of fields it must have, if that
    /// is known. `None` is the end of the file.
    pub(super) fn next(
        &mut self,
        width: Option<usize>,
        record: &mut Record,
    ) -> io::Result<Option<Result<(), Reason>>> {
        let Some((number, first)) = self.next_line()? else { return Ok(None) };
        record.line = number;
        record.bytes.clear();
        record.ends.clear();
        self.reader.reset();
        if first.len() >= RECORD_BYTES_MAX {
            return Ok(Some(Err(Reason::Endless)));
        }
        let mut lines = vec![(number, first)];
        let mut size = 0_usize;
        loop {
            let Some((_, line)) = lines.last() else { return Ok(None) };
            size = size.saturating_add(line.len());
            if self.ends_with(line, record) {
                break;
            }
            // The quotation mark is still open.
            let is_long = lines.len() >= RECORD_LINES_MAX || size >= RECORD_BYTES_MAX;
            let next = if is_long { None } else { self.raw_line()? };
            let Some(next) = next else {
                self.give_back(lines);
                return Ok(Some(Err(Reason::Quote)));
            };
            lines.push(next);
        }
        let is_quoted = lines.len() > 1;
        let found = record.ends.len();
        let expected = width.filter(|width| *width != found && !is_padded(record, *width));
        let reason = if is_quoted {
            let is_wrong = expected.is_some() || !is_closed_in_place(&lines, self.delimiter);
            is_wrong.then_some(Reason::Quote)
        } else {
            expected.map(|expected| Reason::Fields { found, expected })
        };
        if reason.is_some() {
            self.give_back(lines);
        }
        Ok(Some(reason.map_or(Ok(()), Err)))
    }

    /// Feeds one line to the reader; whether the record ends with it.
    fn ends_with(&mut self, mut line: &[u8], record: &mut Record) -> bool {
        let (mut output, mut ends) = ([0_u8; 1024], [0_usize; 32]);
        // No input at all would mean the end of the file.
        while !line.is_empty() {
            let (result, read, wrote, ended) =
                self.reader.read_record(line, &mut output, &mut ends);
            line = line.get(read..).unwrap_or_default();
            record.bytes.extend_from_slice(output.get(..wrote).unwrap_or_default());
            record.ends.extend(ends.iter().take(ended));
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => return true,
                ReadRecordResult::InputEmpty
                | ReadRecordResult::OutputFull
                | ReadRecordResult::OutputEndsFull => {}
            }
        }
        false
    }

    /// Puts every line but the first back in front.
    fn give_back(&mut self, lines: Vec<(u64, Vec<u8>)>) {
        for line in lines.into_iter().skip(1).rev() {
            self.ahead.push_front(line);
        }
    }

    /// The next line that is not blank.
    fn next_line(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        while let Some((number, line)) = self.raw_line()? {
            if line != b"\n" {
                return Ok(Some((number, line)));
            }
        }
        Ok(None)
    }

    /// The next physical line with a line end; of a line that is too long, the bytes that fit.
    fn raw_line(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut line = Vec::with_capacity(128);
        let limit = u64::try_from(RECORD_BYTES_MAX).unwrap_or(u64::MAX);
        if self.input.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        self.line = self.line.saturating_add(1);
        if self.line == 1 && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        if line.last() != Some(&b'\n') && line.len() >= RECORD_BYTES_MAX {
            self.input.skip_until(b'\n')?;
        }
        Ok(Some((self.line, ended(line))))
    }
}

/// A line with the end that every line has, so that a record cannot end in the middle of one.
fn ended(mut line: Vec<u8>) -> Vec<u8> {
    let content = content(&line).len();
    line.truncate(content);
    line.push(b'\n');
    line
}

/// A line without its end.
pub(super) fn content(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn reader(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).build()
}

/// Whether every quotation mark that closes a field stands at the end of it.
///
/// A mark that another row has opened does not: the record has swallowed that row.
fn is_closed_in_place(lines: &[(u64, Vec<u8>)], delimiter: u8) -> bool {
    let mut bytes = lines.iter().flat_map(|(_, line)| line.iter().copied()).peekable();
    let (mut is_start, mut is_open) = (true, false);
    while let Some(byte) = bytes.next() {
        if is_open && byte == b'"' {
            // Two marks are one that belongs to the text.
            if bytes.next_if_eq(&b'"').is_none() {
                is_open = false;
                if bytes.peek().is_some_and(|next| *next != delimiter && *next != b'\n') {
                    return false;
                }
            }
        } else if !is_open {
            is_open = is_start && byte == b'"';
            is_start = byte == delimiter || byte == b'\n';
        }
    }
    true
}

/// Whether a record is only longer than it must be by empty fields on its right.
fn is_padded(record: &Record, width: usize) -> bool {
    record.ends.len() > width
        && record.fields().skip(width).all(|field| field.iter().all(u8::is_ascii_whitespace))
}
