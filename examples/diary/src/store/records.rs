//! The register of pupils, as raw text.

use super::{Columns, Store, StoreError};
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, Executor, Row as _};
use std::collections::BTreeSet;

/// Whether an enrolment is in force (зачисление).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Enrolment {
    /// The pupil learns here.
    Active,
    /// The pupil has gone to another school.
    Transferred,
    /// The year is over, and its journal is kept.
    Archived,
}

impl Enrolment {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Active, Self::Transferred, Self::Archived];

    /// The word in the store and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Transferred => "transferred",
            Self::Archived => "archived",
        }
    }

    /// Reads a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// The state in Russian.
    #[must_use]
    pub const fn russian(self) -> &'static str {
        match self {
            Self::Active => "учится",
            Self::Transferred => "выбыл в другую школу",
            Self::Archived => "в архиве",
        }
    }
}

/// One row of the school's register.
#[derive(Clone, Debug)]
pub struct Record {
    /// The register's own key.
    pub id: RecordId,
    /// The SNILS as typed.
    pub snils: Personal,
    /// The last name as typed.
    pub last_name: Personal,
    /// The first name as typed.
    pub first_name: Personal,
    /// The middle name as typed; empty where there is none.
    pub middle_name: Personal,
    /// The birth date as typed.
    pub birth_date: Personal,
    /// The series of the birth certificate as typed.
    pub cert_series: Personal,
    /// The number of the birth certificate as typed.
    pub cert_number: Personal,
    /// The class, `5А`.
    pub class: String,
    /// The school.
    pub school: String,
    /// The school year, `2026/27`.
    pub school_year: String,
    /// Whether the enrolment is in force.
    pub enrolment: Enrolment,
    /// The register's own key of the pupil, where several enrolments share one.
    pub pupil: Option<String>,
    /// Rises with every change of the row; of no meaning when a row is put in.
    pub version: i64,
}

impl Store {
    /// Puts a record in, or replaces the one of the same key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn put_record(&self, record: &Record) -> Result<(), StoreError> {
        self.put_records(std::slice::from_ref(record)).await
    }

    /// Puts many records in, all or none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; nothing is changed then.
    pub async fn put_records(&self, records: &[Record]) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        self.write_records(&mut transaction, records).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Puts records in within a transaction, with their digests: the one way into the register.
    pub(super) async fn write_records<'r>(
        &self,
        connection: &mut AnyConnection,
        records: impl IntoIterator<Item = &'r Record>,
    ) -> Result<(), StoreError> {
        // In the order in which the index is filled, so that the two never wait for each other.
        let mut records: Vec<&Record> = records.into_iter().collect();
        records.sort_by(|one, other| one.id.cmp(&other.id));
        for record in &records {
            put(connection, record).await?;
        }
        let versions = self.versions_to_hash(connection).await?;
        for record in records {
            self.hash_record(connection, record, &versions).await?;
        }
        raise_version(connection).await?;
        self.nothing_was_left_out(connection, &versions).await
    }

    /// The schools of the register, by name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn schools(&self) -> Result<Vec<String>, StoreError> {
        let rows =
            sqlx::query("SELECT DISTINCT school FROM records WHERE school <> '' ORDER BY school")
                .fetch_all(&self.pool)
                .await?;
        rows.iter().map(|row| Columns::new(row, "records").get("school")).collect()
    }

    /// The keys of the records of one school.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn records_of(&self, school: &str) -> Result<BTreeSet<RecordId>, StoreError> {
        self.keys("SELECT id FROM records WHERE school = $1", school).await
    }

    /// The keys of all other records.
    ///
    /// # Errors
    ///
    /// As for [`Store::records_of`].
    pub async fn records_beside(&self, school: &str) -> Result<BTreeSet<RecordId>, StoreError> {
        self.keys("SELECT id FROM records WHERE school <> $1", school).await
    }

    async fn keys(
        &self,
        query: &'static str,
        school: &str,
    ) -> Result<BTreeSet<RecordId>, StoreError> {
        let rows = sqlx::query(query).bind(school).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok(RecordId::new(Columns::new(row, "records").get("id")?))).collect()
    }

    /// A number that rises with every change of the register.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn register_version(&self) -> Result<i64, StoreError> {
        sqlx::query("SELECT version FROM register_version")
            .fetch_one(&self.pool)
            .await?
            .try_get("version")
            .map_err(|_| StoreError::Row { table: "register_version" })
    }

    /// Every record, by key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`], or [`StoreError::Row`] for a row that cannot be read.
    pub async fn records(&self) -> Result<Vec<Record>, StoreError> {
        let rows = sqlx::query("SELECT * FROM records ORDER BY id").fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// One record, and the number that rises with every change of the register, of one moment.
    ///
    /// # Errors
    ///
    /// As for [`Store::records`].
    pub async fn record_and_version(
        &self,
        id: &RecordId,
    ) -> Result<(Option<Record>, i64), StoreError> {
        let row = sqlx::query(
            "SELECT register_version.version AS register_version, records.* \
             FROM register_version LEFT JOIN records ON records.id = $1",
        )
        .bind(id.as_str())
        .fetch_one(&self.pool)
        .await?;
        let columns = Columns::new(&row, "records");
        let is_there = columns.get::<Option<String>>("id")?.is_some();
        let record = is_there.then(|| read(&row)).transpose()?;
        Ok((record, columns.get("register_version")?))
    }

    /// One record.
    ///
    /// # Errors
    ///
    /// As for [`Store::records`].
    pub async fn record(&self, id: &RecordId) -> Result<Option<Record>, StoreError> {
        let row = sqlx::query("SELECT * FROM records WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }
}

async fn put(connection: &mut AnyConnection, record: &Record) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO records (id, snils, last_name, first_name, middle_name, birth_date, \
         cert_series, cert_number, class, school, school_year, enrolment, pupil) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
         ON CONFLICT (id) DO UPDATE SET snils = excluded.snils, \
         last_name = excluded.last_name, first_name = excluded.first_name, \
         middle_name = excluded.middle_name, birth_date = excluded.birth_date, \
         cert_series = excluded.cert_series, cert_number = excluded.cert_number, \
         class = excluded.class, school = excluded.school, \
         school_year = excluded.school_year, enrolment = excluded.enrolment, \
         pupil = excluded.pupil, version = records.version + 1",
    )
    .bind(record.id.as_str())
    .bind(record.snils.expose())
    .bind(record.last_name.expose())
    .bind(record.first_name.expose())
    .bind(record.middle_name.expose())
    .bind(record.birth_date.expose())
    .bind(record.cert_series.expose())
    .bind(record.cert_number.expose())
    .bind(&record.class)
    .bind(&record.school)
    .bind(&record.school_year)
    .bind(record.enrolment.as_str())
    .bind(record.pupil.as_deref())
    .execute(connection)
    .await?;
    Ok(())
}

/// The version of a row; 0 where there is none.
pub(super) async fn version_of<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &RecordId,
) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT version FROM records WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(executor)
        .await?;
    row.map_or(Ok(0), |row| Columns::new(&row, "records").get("version"))
}

/// Tells every instance that its copy of the register is too old, and holds the register until the
/// end of the transaction.
async fn raise_version(connection: &mut AnyConnection) -> Result<(), StoreError> {
    sqlx::query("UPDATE register_version SET version = version + 1").execute(connection).await?;
    Ok(())
}

/// Holds the register until the end of the transaction: every change of it was kept before, or
/// will be after.
pub(super) async fn lock_register(connection: &mut AnyConnection) -> Result<(), StoreError> {
    sqlx::query("UPDATE register_version SET version = version").execute(connection).await?;
    Ok(())
}

pub(super) fn read(row: &AnyRow) -> Result<Record, StoreError> {
    let columns = Columns::new(row, "records");
    let personal = |column: &str| columns.get(column).map(Personal::new);
    Ok(Record {
        id: RecordId::new(columns.get("id")?),
        snils: personal("snils")?,
        last_name: personal("last_name")?,
        first_name: personal("first_name")?,
        middle_name: personal("middle_name")?,
        birth_date: personal("birth_date")?,
        cert_series: personal("cert_series")?,
        cert_number: personal("cert_number")?,
        class: columns.get("class")?,
        school: columns.get("school")?,
        school_year: columns.get("school_year")?,
        enrolment: columns.word("enrolment", Enrolment::parse)?,
        pupil: columns.get("pupil")?,
        version: columns.get("version")?,
    })
}
