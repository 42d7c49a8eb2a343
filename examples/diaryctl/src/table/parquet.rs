//! Parquet: the columns of the contract alone, each value used as it is typed.

use super::columns::Layout;
use super::row::{OwnItem, OwnRow};
use super::{Mapping, Summary, TableError, Take};
use encoding_rs::WINDOWS_1251;
use esia_matching::sheet::SheetCell;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader as _, SerializedFileReader};
use parquet::record::{Field, Row as Values};
use parquet::schema::types::Type;
use std::borrow::Cow;
use std::sync::Arc;

impl From<ParquetError> for TableError {
    /// The text of the error is left out: it may hold a value.
    fn from(_: ParquetError) -> Self {
        Self::Parquet
    }
}

/// Reads a Parquet file to its end; its rows are numbered from 1.
///
/// # Errors
///
/// [`TableError`] where the file or its schema cannot be used, or `take` fails.
pub(super) fn read(
    file: impl ChunkReader + 'static,
    mapping: &Mapping,
    take: &mut Take<'_>,
) -> Result<Summary, TableError> {
    let reader = SerializedFileReader::new(file)?;
    let schema = reader.metadata().file_metadata().schema();
    Layout::of(schema.get_fields().iter().map(|field| field.name()), mapping)?;
    let wanted: Vec<Arc<Type>> = schema
        .get_fields()
        .iter()
        .filter(|field| mapping.column(field.name()).is_some())
        .cloned()
        .collect();
    if wanted.iter().any(|field| field.is_group()) {
        return Err(TableError::Parquet);
    }
    let nanos: Vec<bool> = wanted.iter().map(|field| is_nanos(field)).collect();
    let layout = Layout::of(wanted.iter().map(|field| field.name()), mapping)?;
    let projection = Type::group_type_builder(schema.name()).with_fields(wanted).build()?;
    let mut summary = Summary::of(layout);
    for (line, values) in (1_u64..).zip(reader.get_row_iter(Some(projection))?) {
        let (item, is_converted) = item(line, &values?, &summary.layout, &nanos);
        if is_converted {
            summary.converted.count(line);
        }
        item.map_or(Ok(()), &mut *take)?;
    }
    Ok(summary)
}

/// The item of a row, none where it is blank; and whether a text of it was not UTF-8.
fn item(line: u64, values: &Values, layout: &Layout, nanos: &[bool]) -> (Option<OwnItem>, bool) {
    let mut row = OwnRow::new(line);
    let mut is_converted = false;
    for (place, (_, value)) in values.get_column_iter().enumerate() {
        let Some(column) = layout.column(place) else { continue };
        let (text, typed, is_other) = text(value, nanos.get(place) == Some(&true));
        is_converted |= is_other;
        if let Err(reason) = row.set(column, &text, typed) {
            return (Some(OwnItem::Refused { line, reason }), is_converted);
        }
    }
    (row.into_item(layout), is_converted)
}

/// The text of a value, how it arrived, and whether it was not UTF-8.
fn text(value: &Field, is_nanos: bool) -> (Cow<'_, str>, SheetCell, bool) {
    let number = |text: String| (Cow::Owned(text), SheetCell::Numeric, false);
    let typed = |text: String| (Cow::Owned(text), SheetCell::Text, false);
    match value {
        Field::Str(text) => (Cow::Borrowed(text), SheetCell::Text, false),
        Field::Bytes(bytes) => str::from_utf8(bytes.data()).map_or_else(
            |_| {
                let text = WINDOWS_1251.decode_without_bom_handling(bytes.data()).0;
                (text, SheetCell::Text, true)
            },
            |text| (Cow::Borrowed(text), SheetCell::Text, false),
        ),
        Field::Byte(value) => number(value.to_string()),
        Field::Short(value) => number(value.to_string()),
        Field::Int(value) => number(value.to_string()),
        Field::Long(at) if is_nanos => typed(moment(*at, DAY_NANOS)),
        Field::TimestampMicros(at) => typed(moment(*at, DAY_MICROS)),
        Field::TimestampMillis(at) => typed(moment(*at, DAY_MILLIS)),
        Field::Long(value) => number(value.to_string()),
        Field::UByte(value) => number(value.to_string()),
        Field::UShort(value) => number(value.to_string()),
        Field::UInt(value) => number(value.to_string()),
        Field::ULong(value) => number(value.to_string()),
        // `Display` of a float never uses an exponent and shows a whole number bare.
        Field::Float(value) => number(value.to_string()),
        Field::Double(value) => number(value.to_string()),
        Field::Decimal(_) => number(decimal(value.to_string())),
        Field::Date(days) => typed(date(i64::from(*days)).unwrap_or_else(|| value.to_string())),
        Field::Bool(_) | Field::TimeMillis(_) | Field::TimeMicros(_) | Field::Float16(_) => {
            typed(value.to_string())
        }
        Field::Null | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            (Cow::Borrowed(""), SheetCell::Text, false)
        }
    }
}

/// A decimal without an empty fraction: the reader writes `7.` where the scale is nought, and `7.00`.
fn decimal(text: String) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        Some(_) | None => text,
    }
}

const DAY_MILLIS: i64 = 86_400_000;
const DAY_MICROS: i64 = 86_400_000_000;
const DAY_NANOS: i64 = 86_400_000_000_000;

/// The date of a moment at midnight; any other moment is none, and stays a number.
fn moment(at: i64, day: i64) -> String {
    let days = (at.checked_rem_euclid(day) == Some(0)).then(|| at.checked_div_euclid(day));
    days.flatten().and_then(date).unwrap_or_else(|| at.to_string())
}

/// Whether a column holds moments in nanoseconds, which the reader gives as bare numbers.
fn is_nanos(column: &Type) -> bool {
    match column.get_basic_info().logical_type_ref() {
        Some(LogicalType::Timestamp(moment)) => moment.unit == TimeUnit::NANOS,
        Some(_) | None => false,
    }
}

/// The date that stands so many days after the first of 1970.
fn date(days: i64) -> Option<String> {
    let day = chrono::DateTime::from_timestamp(days.checked_mul(86_400)?, 0)?.date_naive();
    Some(day.format("%Y-%m-%d").to_string())
}
