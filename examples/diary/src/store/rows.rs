//! Rows of the register as a change or an upload keeps them until somebody decides.

use super::{Enrolment, Record, Row};
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use serde::{Deserialize, Serialize};

/// A row as the payload holds it.
#[derive(Deserialize, Serialize)]
struct StoredRow {
    id: String,
    texts: [String; 8],
    school: String,
    school_year: String,
    enrolment: String,
    pupil: Option<String>,
    version: i64,
}

/// The rows as the payload of a change or an upload.
pub(super) fn to_stored(rows: &[Row]) -> String {
    let stored: Vec<StoredRow> = rows
        .iter()
        .map(|Row { record }| StoredRow {
            id: record.id.as_str().to_owned(),
            texts: [
                record.snils.expose().to_owned(),
                record.last_name.expose().to_owned(),
                record.first_name.expose().to_owned(),
                record.middle_name.expose().to_owned(),
                record.birth_date.expose().to_owned(),
                record.cert_series.expose().to_owned(),
                record.cert_number.expose().to_owned(),
                record.class.clone(),
            ],
            school: record.school.clone(),
            school_year: record.school_year.clone(),
            enrolment: record.enrolment.as_str().to_owned(),
            pupil: record.pupil.clone(),
            version: record.version,
        })
        .collect();
    // Flat texts and numbers cannot fail to be written; the empty text is no change.
    serde_json::to_string(&stored).unwrap_or_default()
}

/// The rows of a payload; none where it is no such thing.
pub(super) fn from_stored(text: &str) -> Option<Vec<Row>> {
    let stored: Vec<StoredRow> = serde_json::from_str(text).ok()?;
    let row = |row: StoredRow| {
        let [snils, last, first, middle, birth_date, cert_series, cert_number, class] = row.texts;
        Some(Row {
            record: Record {
                id: RecordId::new(row.id),
                snils: Personal::new(snils),
                last_name: Personal::new(last),
                first_name: Personal::new(first),
                middle_name: Personal::new(middle),
                birth_date: Personal::new(birth_date),
                cert_series: Personal::new(cert_series),
                cert_number: Personal::new(cert_number),
                class,
                school: row.school,
                school_year: row.school_year,
                enrolment: Enrolment::parse(&row.enrolment)?,
                pupil: row.pupil,
                version: row.version,
            },
        })
    };
    stored.into_iter().map(row).collect()
}
