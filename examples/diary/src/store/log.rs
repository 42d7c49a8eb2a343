//! The consent log: entries that commit to what happened, their order, and signed heads.

use super::{Columns, Store, StoreError};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use consent_model::log::{
    Digest, Entry, HeadSigner, Opening, Origin, Salt, Sha256, SignedHead, Tree, TreeHead, from_hex,
    to_hex,
};
use esia_core::account::Subject;
use esia_core::secrets::{Personal, Secret};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// The name under which a subject's events stand in the log, judged under one policy.
#[derive(Clone, Debug)]
pub struct LogStream {
    /// The name: random, and nobody's.
    pub name: String,
    /// The policy, as [`Store::log_stream`] was asked for it.
    pub policy: String,
    /// How many entries it has.
    pub length: usize,
    /// Whether nothing of it is kept yet.
    pub is_new: bool,
}

/// An entry that is written with its event.
#[derive(Clone, Debug)]
pub struct NewLogEntry {
    /// Its number in the stream.
    pub sequence: usize,
    /// When, in Unix microseconds: what the order goes by.
    pub at: i64,
    /// The commitment.
    pub commitment: Digest,
    /// The salt, in hexadecimal.
    pub salt: Secret,
    /// The canonical bytes, in hexadecimal.
    pub record: Personal,
}

/// What the log takes in with an event.
#[derive(Clone, Debug)]
pub struct LogWrite {
    /// The stream.
    pub stream: LogStream,
    /// What it does not have yet.
    pub entries: Vec<NewLogEntry>,
}

/// An entry in its place.
#[derive(Clone, Debug)]
pub struct PlacedEntry {
    /// Its place in the log.
    pub place: u64,
    /// The entry.
    pub entry: Entry,
}

impl Store {
    /// The stream of a subject under a policy, if there is one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn log_stream(
        &self,
        subject: &Subject,
        policy: &str,
    ) -> Result<Option<LogStream>, StoreError> {
        let row = sqlx::query(
            "SELECT s.stream AS stream, COUNT(e.sequence) AS length FROM log_streams s \
             LEFT JOIN log_entries e ON e.stream = s.stream \
             WHERE s.contour = $1 AND s.issuer = $2 AND s.subject = $3 AND s.policy = $4 \
             GROUP BY s.stream",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .bind(policy)
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns::new(&row, "log_entries");
        let length: i64 = columns.get("length")?;
        Ok(Some(LogStream {
            name: columns.get("stream")?,
            policy: policy.to_owned(),
            length: usize::try_from(length).map_err(|_| columns.unreadable())?,
            is_new: false,
        }))
    }

    /// Gives the next waiting entries their places, and says whether there may be more.
    ///
    /// # Errors
    ///
    /// [`StoreError::Origin`] where the log has another name; nothing is changed then.
    pub async fn order_log(&self, origin: &Origin, batch: u16) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let mut tail = Tail::hold(&mut transaction, origin).await?;
        let rows = sqlx::query(
            "SELECT stream, sequence, commitment FROM log_entries WHERE place IS NULL \
             ORDER BY at, stream, sequence LIMIT $1",
        )
        .bind(i64::from(batch))
        .fetch_all(&mut *transaction)
        .await?;
        for row in &rows {
            let columns = Columns::new(row, "log_entries");
            let commitment = columns.word("commitment", digest)?;
            let entry = Entry { previous: tail.leaf, commitment, opening: None };
            sqlx::query(
                "UPDATE log_entries SET place = $1, previous = $2 \
                 WHERE stream = $3 AND sequence = $4",
            )
            .bind(tail.size)
            .bind(tail.leaf.to_string())
            .bind(columns.get::<String>("stream")?)
            .bind(columns.get::<i64>("sequence")?)
            .execute(&mut *transaction)
            .await?;
            tail.leaf = entry.leaf::<Sha256>();
            tail.size = tail.size.saturating_add(1);
        }
        if !rows.is_empty() {
            sqlx::query("UPDATE log_tail SET origin = $1, size = $2, leaf = $3")
                .bind(origin.as_str())
                .bind(tail.size)
                .bind(tail.leaf.to_string())
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
        }
        Ok(rows.len() == usize::from(batch))
    }

    /// Signs the log as it is, unless a head of this size is there; `None` while it is empty.
    ///
    /// # Errors
    ///
    /// [`StoreError::Origin`], or [`StoreError::Sign`] where the means of signing fail.
    pub async fn sign_head<S: HeadSigner>(
        &self,
        origin: &Origin,
        key: &S,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<SignedHead>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let tail = Tail::hold(&mut transaction, origin).await?;
        let newest = heads(&mut transaction).await?.pop();
        if tail.size == 0 || newest.as_ref().is_some_and(|newest| to_size(newest) == tail.size) {
            return Ok(newest);
        }
        let mut tree: Tree<Sha256> = Tree::new();
        let mut from = 0;
        loop {
            let some = placed(&mut transaction, from).await?;
            let Some(last) = some.last() else { break };
            from = i64::try_from(last.place).unwrap_or(i64::MAX).saturating_add(1);
            for placed in &some {
                tree.push(placed.entry.leaf::<Sha256>());
            }
        }
        // A clock that went back would make a head look as if the log had.
        let at = newest.map_or(now, |newest| newest.head.at.max(now));
        let at = DateTime::from_timestamp(at.timestamp(), 0).unwrap_or_default().fixed_offset();
        let head = TreeHead { size: tree.len(), root: tree.root(), at };
        let signed = head.sign::<Sha256, S>(origin, key).map_err(|_| StoreError::Sign)?;
        sqlx::query("INSERT INTO log_heads (size, root, at, signature) VALUES ($1, $2, $3, $4)")
            .bind(to_size(&signed))
            .bind(signed.head.root.to_string())
            .bind(written(&signed.head.at))
            .bind(to_hex(&signed.signature))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Some(signed))
    }

    /// The heads, the smallest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn log_heads(&self) -> Result<Vec<SignedHead>, StoreError> {
        heads(&mut *self.pool.acquire().await?).await
    }

    /// A page of entries in their places.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn log_entries(&self, from: u64) -> Result<Vec<PlacedEntry>, StoreError> {
        let from = i64::try_from(from).map_err(|_| StoreError::Row { table: "log_entries" })?;
        placed(&mut *self.pool.acquire().await?, from).await
    }
}

/// Where the log ends, held until the end of the transaction.
struct Tail {
    size: i64,
    leaf: Digest,
}

impl Tail {
    async fn hold(connection: &mut AnyConnection, origin: &Origin) -> Result<Self, StoreError> {
        let row = sqlx::query("UPDATE log_tail SET size = size RETURNING origin, size, leaf")
            .fetch_one(connection)
            .await?;
        let columns = Columns::new(&row, "log_tail");
        let name: String = columns.get("origin")?;
        if name.is_empty() {
            return Ok(Self { size: 0, leaf: origin.genesis::<Sha256>() });
        }
        if name != origin.as_str() {
            return Err(StoreError::Origin);
        }
        Ok(Self { size: columns.get("size")?, leaf: columns.word("leaf", digest)? })
    }
}

/// Keeps what an event commits to; false where another instance was faster with the stream.
pub(super) async fn write(
    connection: &mut AnyConnection,
    subject: &Subject,
    log: &LogWrite,
) -> Result<bool, StoreError> {
    if log.stream.is_new {
        let begun = sqlx::query(
            "INSERT INTO log_streams (contour, issuer, subject, policy, stream) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .bind(&log.stream.policy)
        .bind(&log.stream.name)
        .execute(&mut *connection)
        .await?;
        if begun.rows_affected() == 0 {
            return Ok(false);
        }
    }
    for entry in &log.entries {
        let sequence =
            i64::try_from(entry.sequence).map_err(|_| StoreError::Row { table: "log_entries" })?;
        sqlx::query(
            "INSERT INTO log_entries (stream, sequence, at, commitment, salt, record) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&log.stream.name)
        .bind(sequence)
        .bind(entry.at)
        .bind(entry.commitment.to_string())
        .bind(entry.salt.expose())
        .bind(entry.record.expose())
        .execute(&mut *connection)
        .await?;
    }
    Ok(true)
}

pub(super) async fn placed(
    connection: &mut AnyConnection,
    from: i64,
) -> Result<Vec<PlacedEntry>, StoreError> {
    let rows = sqlx::query(
        "SELECT place, previous, commitment, salt, record FROM log_entries WHERE place >= $1 \
         ORDER BY place LIMIT 1000",
    )
    .bind(from)
    .fetch_all(connection)
    .await?;
    rows.iter().map(entry).collect()
}

async fn heads(connection: &mut AnyConnection) -> Result<Vec<SignedHead>, StoreError> {
    let rows = sqlx::query("SELECT * FROM log_heads ORDER BY size").fetch_all(connection).await?;
    rows.iter().map(head).collect()
}

fn entry(row: &AnyRow) -> Result<PlacedEntry, StoreError> {
    let columns = Columns::new(row, "log_entries");
    let place: i64 = columns.get("place")?;
    let (salt, record): (Option<String>, Option<String>) =
        (columns.get("salt")?, columns.get("record")?);
    let opening = salt.zip(record).map(|(salt, record)| {
        let salt = Salt::new(*Digest::parse(&salt).ok()?.as_bytes());
        Some(Opening::new(salt, from_hex(&record)?))
    });
    let opening = match opening {
        Some(read) => Some(read.ok_or_else(|| columns.unreadable())?),
        None => None,
    };
    Ok(PlacedEntry {
        place: u64::try_from(place).map_err(|_| columns.unreadable())?,
        entry: Entry {
            previous: columns.word("previous", digest)?,
            commitment: columns.word("commitment", digest)?,
            opening,
        },
    })
}

fn head(row: &AnyRow) -> Result<SignedHead, StoreError> {
    let columns = Columns::new(row, "log_heads");
    let size: i64 = columns.get("size")?;
    let moment = |text: &str| DateTime::parse_from_rfc3339(text).ok();
    Ok(SignedHead {
        head: TreeHead {
            size: u64::try_from(size).map_err(|_| columns.unreadable())?,
            root: columns.word("root", digest)?,
            at: columns.word("at", moment)?,
        },
        signature: columns.word("signature", from_hex)?,
    })
}

/// A moment as heads carry it.
#[must_use]
pub fn written(moment: &DateTime<FixedOffset>) -> String {
    moment.to_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn to_size(head: &SignedHead) -> i64 {
    i64::try_from(head.head.size).unwrap_or(i64::MAX)
}

fn digest(text: &str) -> Option<Digest> {
    Digest::parse(text).ok()
}
