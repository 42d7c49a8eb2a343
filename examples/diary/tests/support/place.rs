//! An empty database of one test: a file, or one of its own at the server that the tests were given.

use diary::place::Place;
use sqlx::{AssertSqlSafe, Connection as _};
use std::path::Path;

/// The address of a PostgreSQL server at which the tests may make databases, for a run of the same
/// tests on it; without one they run on SQLite.
const SERVER: &str = "DIARY_TEST_POSTGRES";

/// An empty database under a name that no other test uses.
#[expect(clippy::disallowed_methods, reason = "where the tests run is said from outside")]
pub(crate) async fn fresh(name: &str) -> Place {
    let Ok(server) = std::env::var(SERVER) else { return file(name) };
    // Letters, digits and dashes of the test itself: nothing that would need quoting.
    let name = format!("test_{}", name.replace('-', "_"));
    let mut connection = sqlx::PgConnection::connect(&format!("{server}/postgres"))
        .await
        .expect("the server that DIARY_TEST_POSTGRES names is there");
    for statement in
        [format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"), format!("CREATE DATABASE {name}")]
    {
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .expect("the tests may make databases there");
    }
    Place::read(&format!("{server}/{name}"))
}

/// An empty file.
pub(crate) fn file(name: &str) -> Place {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db"));
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
    Place::file(&path)
}
