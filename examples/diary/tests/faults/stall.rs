//! A database that stops an instance in the middle of a transaction, so that the kill comes then and
//! not by luck.

use diary::place::{Engine, Place};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use std::time::Duration;

/// Whoever writes to one table from now on gets no further.
///
/// PostgreSQL makes them wait for a lock. A file is written to by one at a time, and nobody else can
/// hold its lock without stopping the transaction before its first row; there, a trigger counts
/// without end.
pub(crate) struct Stall {
    engine: Engine,
    table: &'static str,
    connection: AnyConnection,
}

impl Stall {
    pub(crate) async fn of(place: &Place, table: &'static str) -> Self {
        let mut connection = AnyConnection::connect(place.url().expose()).await.unwrap();
        let engine = place.engine();
        let text = match engine {
            Engine::Sqlite => format!(
                "PRAGMA busy_timeout = 5000; \
                 CREATE VIEW endless AS WITH RECURSIVE numbers(n) AS \
                     (SELECT 1 UNION ALL SELECT 1 FROM numbers) SELECT n FROM numbers; \
                 CREATE TRIGGER stall_insert AFTER INSERT ON {table} \
                     BEGIN SELECT count(*) FROM endless; END; \
                 CREATE TRIGGER stall_update AFTER UPDATE ON {table} \
                     BEGIN SELECT count(*) FROM endless; END; \
                 PRAGMA busy_timeout = 0"
            ),
            Engine::Postgres => format!("BEGIN; LOCK TABLE {table} IN SHARE MODE"),
        };
        run(&mut connection, text).await.unwrap();
        Self { engine, table, connection }
    }

    /// Waits until somebody got no further.
    pub(crate) async fn is_reached(&mut self) {
        let mut seen = 0;
        // Of a file one sees only that it is written to; that passes, unless they are stalled.
        while seen < 5 {
            let is_there = match self.engine {
                Engine::Sqlite => {
                    let begun = run(&mut self.connection, "BEGIN IMMEDIATE".to_owned()).await;
                    if begun.is_ok() {
                        run(&mut self.connection, "ROLLBACK".to_owned()).await.unwrap();
                    }
                    begun.is_err()
                }
                Engine::Postgres => self.somebody_waits().await,
            };
            seen = if is_there { seen + 1 } else { 0 };
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn somebody_waits(&mut self) -> bool {
        let asked = "SELECT COUNT(*) AS waiting FROM pg_locks \
             WHERE NOT granted AND relation = $1::regclass::oid";
        let row =
            sqlx::query(asked).bind(self.table).fetch_one(&mut self.connection).await.unwrap();
        row.get::<i64, _>("waiting") > 0
    }

    /// Everybody goes on.
    pub(crate) async fn lift(mut self) {
        let text = match self.engine {
            Engine::Sqlite => {
                "PRAGMA busy_timeout = 5000; \
                 DROP TRIGGER stall_insert; DROP TRIGGER stall_update; DROP VIEW endless"
            }
            Engine::Postgres => "ROLLBACK",
        };
        run(&mut self.connection, text.to_owned()).await.unwrap();
        self.connection.close().await.unwrap();
    }
}

async fn run(connection: &mut AnyConnection, text: String) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(text)).execute(connection).await.map(drop)
}
