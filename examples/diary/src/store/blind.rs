//! The blind index (слепой индекс): which records carry an identifier, without the identifier.
//!
//! What keeps a look-up right at each moment of a rotation, whichever keys an instance holds:
//!
//! - a version is in force from the transaction that begins it, which waits for every change of
//!   the register under way; a change that lacks one of the versions in force is not kept;
//! - a version is complete once every record that was there at its beginning was hashed, and only
//!   complete versions answer;
//! - the versions and the records are read in one statement, that is, at one moment.
//!
//! An instance that holds the key of no complete version gets an error, never "not found".

use super::records::{lock_register, read};
use super::{Columns, Record, Store, StoreError};
use crate::keyring::{Held, KEYS_MAX, Keyring};
use crate::register::evidence;
use esia_matching::blind::KeyVersion;
use esia_matching::evidence::Evidence;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

/// The edition of the reading of texts into identifiers that esia-matching now has. Whoever changes
/// what a text is read as raises it, and the register is hashed anew; a test holds the digests of
/// the invented journal.
pub const READING: i64 = 1;

/// A version that the register is hashed under.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BlindVersion {
    /// The version.
    pub version: KeyVersion,
    /// Whether every record is hashed, so that look-ups may go by it.
    pub is_complete: bool,
    proof: String,
    reading: i64,
}

impl BlindVersion {
    fn is_of(&self, held: &Held) -> bool {
        self.version == held.version && self.proof == held.proof && self.reading == READING
    }
}

/// What became of a wish to end a version.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Retired {
    /// It is out of force, and its digests are gone.
    Done,
    /// There is no such version.
    Unknown,
    /// No other version is complete: look-ups would have nothing to go by.
    Needed,
}

impl Store {
    /// The versions that the register is hashed under.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn blind_versions(&self) -> Result<Vec<BlindVersion>, StoreError> {
        in_force(&mut *self.pool.acquire().await?).await
    }

    /// Checks that every version in force is held here; where there is none yet, begins all that
    /// are held.
    ///
    /// # Errors
    ///
    /// [`StoreError::Keys`] where a key is missing, or another key has its version.
    pub async fn check_keys(&self) -> Result<(), StoreError> {
        let versions = self.blind_versions().await?;
        if versions.is_empty() {
            for held in self.keys.iter().flat_map(|keys| keys.held()) {
                self.begin_key(held.version).await?;
            }
            return Ok(());
        }
        for version in versions.iter().filter(|version| version.reading != READING) {
            self.begin_key(version.version).await?;
        }
        self.covered(&self.blind_versions().await?)
    }

    /// Whether a complete version has its key here.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn is_looked_up(&self) -> Result<bool, StoreError> {
        let held: Vec<_> = self.keys.iter().flat_map(|keys| keys.held()).collect();
        let versions = self.blind_versions().await?;
        let is_mine = |version: &BlindVersion| held.iter().any(|held| version.is_of(held));
        Ok(versions.iter().any(|version| version.is_complete && is_mine(version)))
    }

    /// Puts the version of a held key in force: from now on every change is hashed under it too.
    /// Once every instance holds the key, this is the beginning of a rotation.
    ///
    /// # Errors
    ///
    /// [`StoreError::Keys`] where no such key is held, or another one has the version.
    pub async fn begin_key(&self, version: KeyVersion) -> Result<(), StoreError> {
        let held = self.keys.iter().flat_map(|keys| keys.held());
        let held = held.into_iter().find(|held| held.version == version).ok_or(StoreError::Keys)?;
        let mut transaction = self.pool.begin().await?;
        lock_register(&mut transaction).await?;
        sqlx::query(
            "INSERT INTO blind_versions (version, proof, reading) VALUES ($1, $2, $3) \
             ON CONFLICT (version) DO UPDATE SET reading = excluded.reading, filled_to = '', \
             complete = 0 WHERE blind_versions.reading <> excluded.reading \
             AND blind_versions.proof = excluded.proof",
        )
        .bind(i64::from(version.0))
        .bind(&held.proof)
        .bind(READING)
        .execute(&mut *transaction)
        .await?;
        let versions = in_force(&mut transaction).await?;
        if !versions.iter().any(|version| version.is_of(held)) || versions.len() > KEYS_MAX {
            return Err(StoreError::Keys);
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Hashes the next few records under a version that is not complete yet, and says whether
    /// there is more to do. An instance that dies in between is followed by any other.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing of the batch is kept then, and it may be tried again.
    pub async fn fill_blind_index(&self, batch: u16) -> Result<bool, StoreError> {
        let Some(keys) = &self.keys else { return Ok(false) };
        for held in keys.held() {
            let mut transaction = self.pool.begin().await?;
            // One fills at a time; the statement that finds the place also holds it.
            let place = sqlx::query(
                "UPDATE blind_versions SET complete = 0 WHERE version = $1 AND proof = $2 \
                 AND reading = $3 AND complete = 0 RETURNING filled_to",
            )
            .bind(i64::from(held.version.0))
            .bind(&held.proof)
            .bind(READING)
            .fetch_optional(&mut *transaction)
            .await?;
            let Some(place) = place else { continue };
            let from: String = Columns::new(&place, "blind_versions").get("filled_to")?;
            let ids = next_ids(&mut transaction, &from, batch).await?;
            for id in &ids {
                // Held until the end, so that no change comes between reading and hashing.
                let row =
                    sqlx::query("UPDATE records SET version = version WHERE id = $1 RETURNING *")
                        .bind(id)
                        .fetch_optional(&mut *transaction)
                        .await?;
                let Some(row) = row else { continue };
                insert(&mut transaction, keys, &read(&row)?, &[held.version]).await?;
            }
            let is_complete = ids.len() < usize::from(batch);
            sqlx::query(
                "UPDATE blind_versions SET filled_to = $1, complete = $2 WHERE version = $3",
            )
            .bind(ids.last().unwrap_or(&from))
            .bind(i64::from(is_complete))
            .bind(i64::from(held.version.0))
            .execute(&mut *transaction)
            .await?;
            transaction.commit().await?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Takes a version out of force and drops its digests, if look-ups have another to go by.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`]. Digests that are left over then answer
    /// nothing, and go with the next call.
    pub async fn retire_key(&self, version: KeyVersion) -> Result<Retired, StoreError> {
        let mut transaction = self.pool.begin().await?;
        lock_register(&mut transaction).await?;
        let versions = in_force(&mut transaction).await?;
        let is_known = versions.iter().any(|other| other.version == version);
        if is_known {
            if !versions.iter().any(|other| other.version != version && other.is_complete) {
                return Ok(Retired::Needed);
            }
            sqlx::query("DELETE FROM blind_versions WHERE version = $1")
                .bind(i64::from(version.0))
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
        } else {
            transaction.rollback().await?;
        }
        while sqlx::query(
            "DELETE FROM blind_index WHERE version = $1 AND digest IN (SELECT digest \
             FROM blind_index WHERE version = $2 LIMIT 1000)",
        )
        .bind(i64::from(version.0))
        .bind(i64::from(version.0))
        .execute(&self.pool)
        .await?
        .rows_affected()
            > 0
        {}
        Ok(if is_known { Retired::Done } else { Retired::Unknown })
    }

    /// The records that share a verified identifier with a person, at one moment, and perhaps a
    /// few that do not.
    ///
    /// # Errors
    ///
    /// [`StoreError::Keys`] where no complete version has its key here.
    pub async fn blind_candidates(&self, person: &Evidence) -> Result<Vec<Record>, StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Keys)?;
        let mut digests = keys.digests(person).into_iter().map(|(_, digest)| digest.to_string());
        let mut query = sqlx::query(
            "SELECT v.version AS by_version, v.proof AS by_proof, v.reading AS by_reading, r.* \
             FROM blind_versions v LEFT JOIN blind_index b ON b.version = v.version \
             AND b.digest IN ($1, $2, $3, $4, $5, $6, $7, $8) \
             LEFT JOIN records r ON r.id = b.record_id WHERE v.complete = 1",
        );
        for _ in 0..DIGESTS_MAX {
            // No digest is the empty text.
            query = query.bind(digests.next().unwrap_or_default());
        }
        let rows = query.fetch_all(&self.pool).await?;
        let mut answers = rows.iter().map(|row| answer(row, keys));
        let mut records: Vec<Record> = Vec::new();
        let mut is_answered = false;
        while let Some(answer) = answers.next().transpose()? {
            is_answered |= answer.is_mine;
            let Some(record) = answer.record.filter(|_| answer.is_mine) else { continue };
            if !records.iter().any(|other| other.id == record.id) {
                records.push(record);
            }
        }
        if is_answered { Ok(records) } else { Err(StoreError::Keys) }
    }

    fn covered(&self, versions: &[BlindVersion]) -> Result<(), StoreError> {
        let held = self.keys.iter().flat_map(|keys| keys.held()).collect::<Vec<_>>();
        let is_held = |version: &BlindVersion| held.iter().any(|held| version.is_of(held));
        if versions.iter().all(is_held) { Ok(()) } else { Err(StoreError::Keys) }
    }

    /// The versions that a change must be hashed under.
    pub(super) async fn versions_to_hash(
        &self,
        connection: &mut AnyConnection,
    ) -> Result<Vec<BlindVersion>, StoreError> {
        let versions = in_force(connection).await?;
        self.covered(&versions)?;
        Ok(versions)
    }

    /// Replaces the digests of a record that has just been put in.
    pub(super) async fn hash_record(
        &self,
        connection: &mut AnyConnection,
        record: &Record,
        versions: &[BlindVersion],
    ) -> Result<(), StoreError> {
        let Some(keys) = &self.keys else { return Ok(()) };
        if versions.is_empty() {
            return Ok(());
        }
        sqlx::query("DELETE FROM blind_index WHERE record_id = $1")
            .bind(record.id.as_str())
            .execute(&mut *connection)
            .await?;
        let versions: Vec<_> = versions.iter().map(|version| version.version).collect();
        insert(connection, keys, record, &versions).await
    }

    /// Makes sure that no version came in force while a change was under way. Called when the
    /// register is locked, so that none can come any more.
    pub(super) async fn nothing_was_left_out(
        &self,
        connection: &mut AnyConnection,
        hashed: &[BlindVersion],
    ) -> Result<(), StoreError> {
        let versions = in_force(connection).await?;
        let is_hashed = |version: &BlindVersion| {
            hashed.iter().any(|other| {
                other.version == version.version
                    && other.proof == version.proof
                    && other.reading == version.reading
            })
        };
        if versions.iter().all(is_hashed) { Ok(()) } else { Err(StoreError::Keys) }
    }
}

/// Two identifiers under every key.
const DIGESTS_MAX: usize = 8;
const _: () = assert!(DIGESTS_MAX == 2 * KEYS_MAX, "the statement has a place for each digest");

struct Answer {
    is_mine: bool,
    record: Option<Record>,
}

fn answer(row: &AnyRow, keys: &Keyring) -> Result<Answer, StoreError> {
    let version = version(row, ["by_version", "by_proof", "by_reading"], true)?;
    let is_mine = keys.held().iter().any(|held| version.is_of(held));
    let id: Option<String> = Columns::new(row, "records").get("id")?;
    let record = id.map(|_| read(row)).transpose()?;
    Ok(Answer { is_mine, record })
}

async fn in_force(connection: &mut AnyConnection) -> Result<Vec<BlindVersion>, StoreError> {
    let rows = sqlx::query(
        "SELECT version, proof, reading, complete FROM blind_versions ORDER BY version",
    )
    .fetch_all(connection)
    .await?;
    let of_row = |row: &AnyRow| {
        let is_complete = Columns::new(row, "blind_versions").get::<i64>("complete")? != 0;
        version(row, ["version", "proof", "reading"], is_complete)
    };
    rows.iter().map(of_row).collect()
}

fn version(row: &AnyRow, names: [&str; 3], is_complete: bool) -> Result<BlindVersion, StoreError> {
    let columns = Columns::new(row, "blind_versions");
    let [version, proof, reading] = names;
    let number: i64 = columns.get(version)?;
    let number = u32::try_from(number).map_err(|_| StoreError::Row { table: "blind_versions" })?;
    Ok(BlindVersion {
        version: KeyVersion(number),
        is_complete,
        proof: columns.get(proof)?,
        reading: columns.get(reading)?,
    })
}

async fn next_ids(
    connection: &mut AnyConnection,
    from: &str,
    batch: u16,
) -> Result<Vec<String>, StoreError> {
    // Of an empty text every key comes after.
    let rows = sqlx::query("SELECT id FROM records WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(from)
        .bind(i64::from(batch))
        .fetch_all(connection)
        .await?;
    let unreadable = |_| StoreError::Row { table: "records" };
    rows.iter().map(|row| row.try_get("id").map_err(unreadable)).collect()
}

async fn insert(
    connection: &mut AnyConnection,
    keys: &Keyring,
    record: &Record,
    versions: &[KeyVersion],
) -> Result<(), StoreError> {
    for (ground, digest) in keys.digests(&evidence(record)) {
        if !versions.contains(&digest.version()) {
            continue;
        }
        sqlx::query(
            "INSERT INTO blind_index (record_id, ground, version, digest) \
             VALUES ($1, $2, $3, $4) ON CONFLICT (record_id, ground, version) \
             DO UPDATE SET digest = excluded.digest",
        )
        .bind(record.id.as_str())
        .bind(ground.as_str())
        .bind(i64::from(digest.version().0))
        .bind(digest.to_string())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
