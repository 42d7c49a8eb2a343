//! Tables of people, read row by row: CSV, Excel workbooks and Parquet (design.md §3.2).
//!
//! Whatever the format, a caller sees rows with the columns of the contract, and rows that are
//! refused with their line and a reason. A reason names the field and never a value.

mod columns;
mod csv;
mod in_order;
mod lines;
mod mapping;
mod parquet;
mod part;
mod row;
mod separators;
mod xlsx;

pub use columns::Column;
pub(crate) use in_order::in_order;
pub(crate) use mapping::Mapping;
pub(crate) use part::Part;
pub use row::Reason;
pub(crate) use row::{OwnRow, Row};

use ::parquet::file::reader::ChunkReader;
use bytes::Bytes;
use columns::Layout;
use csv::Csv;
use part::{Content, Converted};
use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use row::OwnItem;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

/// One row of a table, or the line of one that cannot be used.
#[derive(Clone, Copy)]
pub(crate) enum Item<'a> {
    /// A row with an id.
    Row(&'a Row<'a>),
    /// A row that is left out.
    Refused {
        /// The physical line at which it begins.
        line: u64,
        /// Why.
        reason: Reason,
    },
}

/// What is known of a table once it has been read.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    layout: Layout,
    /// Records that were not UTF-8 and were read as Windows-1251.
    pub(crate) converted: Converted,
}

impl Summary {
    fn of(layout: Layout) -> Self {
        Self { layout, converted: Converted::default() }
    }

    /// The headers that name no column, the first of them, shortened.
    pub(crate) fn unknown(&self) -> &[String] {
        self.layout.unknown()
    }

    /// Whether the table has such a column at all.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.layout.has(column)
    }
}

/// Where a table is.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    /// In a file; `-` is standard input.
    Path(&'a Path),
    /// In memory, since it comes from a stream that can be read but once.
    Bytes(&'a Bytes),
}

/// The bytes of a table that cannot be read a second time; none where it can.
///
/// # Errors
///
/// What reading fails with.
pub(crate) fn kept(path: &Path) -> io::Result<Option<Bytes>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else if fs::metadata(path)?.is_file() {
        return Ok(None);
    } else {
        File::open(path)?.read_to_end(&mut bytes)?;
    }
    Ok(Some(bytes.into()))
}

/// Who takes the items of a table that one thread reads, in order.
type Take<'a> = dyn FnMut(OwnItem) -> io::Result<()> + 'a;

/// Reads a table, part by part: all threads of the pool `work` on parts, and what they make of
/// them is taken in order.
///
/// # Errors
///
/// [`TableError`] where the table as a whole cannot be used, or `take` fails.
pub(crate) fn read<T: Send>(
    source: Source<'_>,
    mapping: &Mapping,
    pool: &ThreadPool,
    work: &(impl Fn(&Part<'_>) -> T + Sync),
    take: &mut (dyn FnMut(T) -> io::Result<()> + Send),
) -> Result<Summary, TableError> {
    match source {
        Source::Path(path) if path == Path::new("-") => {
            let mut input = BufReader::new(io::stdin());
            match Format::of(input.fill_buf()?)? {
                Format::Csv => read_csv(input, mapping, pool, work, take),
                // Neither is read from its beginning to its end.
                Format::Xlsx | Format::Parquet => {
                    let mut bytes = Vec::new();
                    input.read_to_end(&mut bytes)?;
                    read_bytes(&bytes.into(), mapping, pool, work, take)
                }
            }
        }
        Source::Path(path) => {
            let open =
                || -> io::Result<_> { Ok(BufReader::with_capacity(1 << 16, File::open(path)?)) };
            let mut input = open()?;
            match Format::of(input.fill_buf()?)? {
                Format::Csv => read_csv(input, mapping, pool, work, take),
                Format::Xlsx => read_workbook(open, mapping, pool, work, take),
                Format::Parquet => read_parquet(File::open(path)?, mapping, pool, work, take),
            }
        }
        Source::Bytes(bytes) => read_bytes(bytes, mapping, pool, work, take),
    }
}

fn read_bytes<T: Send>(
    bytes: &Bytes,
    mapping: &Mapping,
    pool: &ThreadPool,
    work: &(impl Fn(&Part<'_>) -> T + Sync),
    take: &mut (dyn FnMut(T) -> io::Result<()> + Send),
) -> Result<Summary, TableError> {
    match Format::of(bytes)? {
        Format::Csv => read_csv(&**bytes, mapping, pool, work, take),
        Format::Xlsx => read_workbook(|| Ok(Cursor::new(&**bytes)), mapping, pool, work, take),
        Format::Parquet => read_parquet(bytes.clone(), mapping, pool, work, take),
    }
}

fn read_workbook<T: Send, R: Read + Seek>(
    open: impl Fn() -> io::Result<R>,
    mapping: &Mapping,
    pool: &ThreadPool,
    work: &(impl Fn(&Part<'_>) -> T + Sync),
    take: &mut (dyn FnMut(T) -> io::Result<()> + Send),
) -> Result<Summary, TableError> {
    guarded(TableError::Xlsx, || {
        by_batches(pool, work, take, |take| xlsx::read(open, mapping, take))
    })
}

fn read_parquet<T: Send>(
    file: impl ChunkReader + 'static,
    mapping: &Mapping,
    pool: &ThreadPool,
    work: &(impl Fn(&Part<'_>) -> T + Sync),
    take: &mut (dyn FnMut(T) -> io::Result<()> + Send),
) -> Result<Summary, TableError> {
    guarded(TableError::Parquet, || {
        by_batches(pool, work, take, |take| parquet::read(file, mapping, take))
    })
}

fn read_csv<T: Send>(
    input: impl BufRead + Send,
    mapping: &Mapping,
    pool: &ThreadPool,
    work: &(impl Fn(&Part<'_>) -> T + Sync),
    take: &mut (dyn FnMut(T) -> io::Result<()> + Send),
) -> Result<Summary, TableError> {
    let mut csv = Csv::new(input, mapping)?;
    let mut summary = Summary::of(csv.layout());
    let mut number = 0_usize..;
    let next = || Ok::<_, TableError>(csv.next()?.zip(number.next()));
    let work = |(content, number): (Content, usize)| {
        let part = Part::new(&content, number);
        (work(&part), part.converted())
    };
    in_order(pool, next, work, |(made, converted)| {
        summary.converted.add(converted);
        take(made)
    })?;
    Ok(summary)
}

/// How many rows are worked on at once of a format that one thread reads.
const BATCH: usize = 1024;

/// Gathers the items that a reader pushes, and works on many of them at a time.
fn by_batches<T: Send>(
    pool: &ThreadPool,
    work: &(impl Fn(&Part<'_>) -> T + Sync),
    take: &mut (dyn FnMut(T) -> io::Result<()> + Send),
    read: impl FnOnce(&mut Take<'_>) -> Result<Summary, TableError>,
) -> Result<Summary, TableError> {
    let parts_max = pool.current_num_threads().saturating_mul(4);
    let mut parts: Vec<(Content, usize)> = Vec::new();
    let mut items = Vec::with_capacity(BATCH);
    let mut absorb = |parts: &mut Vec<(Content, usize)>| {
        let work = |(content, number): (Content, usize)| work(&Part::new(&content, number));
        let made: Vec<T> =
            pool.install(|| std::mem::take(parts).into_par_iter().map(work).collect());
        made.into_iter().try_for_each(&mut *take)
    };
    let mut number = 0_usize..;
    let mut part = |items: &mut Vec<OwnItem>| {
        let content = Content::Items(std::mem::take(items), Converted::default());
        (content, number.next().unwrap_or_default())
    };
    let summary = read(&mut |item| {
        items.push(item);
        if items.len() >= BATCH {
            parts.push(part(&mut items));
        }
        if parts.len() >= parts_max { absorb(&mut parts) } else { Ok(()) }
    });
    // What was read before a file broke off is still worked on.
    parts.push(part(&mut items));
    absorb(&mut parts)?;
    summary
}

/// Runs a reader that is not ours: if it panics on a broken file, the file is refused, and the
/// text of the panic, which may hold values, is not printed.
fn guarded(
    broken: TableError,
    read: impl FnOnce() -> Result<Summary, TableError>,
) -> Result<Summary, TableError> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let done = panic::catch_unwind(AssertUnwindSafe(read));
    panic::set_hook(hook);
    done.unwrap_or(Err(broken))
}

/// What a file holds, told by its first bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Format {
    Csv,
    Xlsx,
    Parquet,
}

impl Format {
    fn of(start: &[u8]) -> Result<Self, TableError> {
        if start.is_empty() {
            Err(TableError::Empty)
        } else if start.starts_with(b"PK\x03\x04") {
            Ok(Self::Xlsx)
        } else if start.starts_with(b"PAR1") {
            Ok(Self::Parquet)
        } else if start.starts_with(b"\xD0\xCF\x11\xE0") {
            Err(TableError::OldWorkbook)
        } else if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
            Err(TableError::Utf16)
        } else {
            Ok(Self::Csv)
        }
    }
}

/// Why a table cannot be used at all.
#[derive(Debug, thiserror::Error)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum TableError {
    /// What reading the file, or writing the answers, fails with.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A file of no bytes, or of blank lines alone.
    #[error("the file is empty; give at least the line of headers")]
    Empty,
    /// A header without `birth_date`.
    #[error("column {} ({}) is missing; add it or name it with --columns", .0.as_str(), .0.russian())]
    Missing(Column),
    /// A header with both `snils` and `СНИЛС`.
    #[error("column {} ({}) is given twice; leave one", .0.as_str(), .0.russian())]
    Twice(Column),
    /// A header line with an open quotation mark.
    #[error("the line of headers cannot be read: {0}")]
    Header(Reason),
    /// A file that Excel saved as "Unicode text".
    #[error("the file is UTF-16; save it as CSV in UTF-8")]
    Utf16,
    /// A workbook of the time before 2007.
    #[error("the file is an .xls workbook; save it as .xlsx")]
    OldWorkbook,
    /// A zip archive that is no workbook, or a broken one.
    #[error("the workbook cannot be read to its end; save it again as .xlsx or as CSV")]
    Xlsx,
    /// A zip bomb.
    #[error("the workbook unpacks to more than a workbook can hold; save it as CSV")]
    Bomb,
    /// A truncated Parquet file.
    #[error("the Parquet file is broken or truncated; write it again")]
    Parquet,
}

#[cfg(test)]
mod tests;
