//! What two databases have in common if one is a copy of the other: counts and the consent log.

use super::log::placed;
use super::{Columns, Store, StoreError};
use crate::place::{Engine, Place};
use consent_model::log::{Sha256, Tree};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, AssertSqlSafe};
use std::collections::BTreeMap;

/// The tables by their number of rows, and the root of the consent log; about nobody.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Fingerprint {
    /// How many rows each table has.
    pub counts: BTreeMap<String, i64>,
    /// How many entries of the consent log have their place.
    pub log_size: u64,
    /// The root over them.
    pub log_root: String,
}

impl Fingerprint {
    /// Of the database behind a connection, at its moment.
    pub(crate) async fn of(
        connection: &mut AnyConnection,
        engine: Engine,
    ) -> Result<Self, StoreError> {
        let tables = match engine {
            Engine::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' \
                 AND name NOT LIKE 'sqlite_%' ORDER BY name"
            }
            // The driver reads no type NAME.
            Engine::Postgres => {
                "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables \
                 WHERE schemaname = current_schema() ORDER BY tablename"
            }
        };
        let rows = sqlx::query(tables).fetch_all(&mut *connection).await?;
        let mut counts = BTreeMap::new();
        for row in &rows {
            let table: String = Columns::new(row, "tables").get("name")?;
            // A name that the database itself gave.
            let statement = format!("SELECT COUNT(*) AS found FROM \"{table}\"");
            let row = sqlx::query(AssertSqlSafe(statement)).fetch_one(&mut *connection).await?;
            counts.insert(table, Columns::new(&row, "tables").get("found")?);
        }
        let mut tree: Tree<Sha256> = Tree::new();
        loop {
            let from = i64::try_from(tree.len()).unwrap_or(i64::MAX);
            let some = placed(connection, from).await?;
            if some.is_empty() {
                break;
            }
            for placed in some {
                tree.push(placed.entry.leaf::<Sha256>());
            }
        }
        Ok(Self { counts, log_size: tree.len(), log_root: tree.root().to_string() })
    }
}

impl Store {
    /// Writes a copy of a file of SQLite into another, while everybody goes on.
    pub(crate) async fn copy_into(&self, path: &str) -> Result<(), StoreError> {
        sqlx::query("VACUUM INTO $1").bind(path).execute(&self.pool).await?;
        Ok(())
    }

    /// The fingerprint as it is now.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn fingerprint(&self, place: &Place) -> Result<Fingerprint, StoreError> {
        Fingerprint::of(&mut *self.pool.acquire().await?, place.engine()).await
    }

    /// A connection of its own, for a moment that is held.
    pub(crate) async fn connection(
        &self,
    ) -> Result<sqlx::pool::PoolConnection<sqlx::Any>, StoreError> {
        Ok(self.pool.acquire().await?)
    }

    /// Ends every login there is, and every begun sign-in: those of a copy were over long ago, and
    /// whoever has one of its cookies must not come in with it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; nothing is changed then.
    pub async fn end_everything_open(&self) -> Result<u64, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let mut ended: u64 = 0;
        for statement in [
            "DELETE FROM logins",
            "DELETE FROM parent_logins",
            "DELETE FROM staff_logins",
            "DELETE FROM sign_ins",
        ] {
            let done = sqlx::query(statement).execute(&mut *transaction).await?;
            ended = ended.saturating_add(done.rows_affected());
        }
        transaction.commit().await?;
        Ok(ended)
    }
}
