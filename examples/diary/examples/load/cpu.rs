//! How much processor somebody has used, as the kernel counts it: a busy machine does not distort
//! it.

use super::Failure;
use diary::place::Place;
use sqlx::{AnyConnection, Connection as _, Row as _};
use std::time::Duration;

/// A process so far, in its own code and in the kernel's for it.
pub(crate) fn of_process(id: u32) -> Result<Duration, Failure> {
    ticks(&stat(id)?, OWN)
}

/// This thread so far.
pub(crate) fn of_this_thread() -> Result<Duration, Failure> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = text.split(' ').next().ok_or("the kernel does not count")?;
    Ok(Duration::from_nanos(nanoseconds.parse()?))
}

/// A database server on this machine: its first process and those that it has begun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Server(u32);

impl Server {
    /// The server of a database.
    pub(crate) async fn of(place: &Place) -> Result<Self, Failure> {
        let mut connection = AnyConnection::connect(place.url().expose()).await?;
        let row = sqlx::query("SELECT CAST(pg_backend_pid() AS BIGINT) AS id")
            .fetch_one(&mut connection)
            .await?;
        let backend = u32::try_from(row.try_get::<i64, _>("id")?)?;
        let server = Self(parent(&stat(backend)?)?);
        connection.close().await?;
        Ok(server)
    }

    /// All of them so far, and those that have ended.
    pub(crate) fn used(self) -> Result<Duration, Failure> {
        let mut used = ticks(&stat(self.0)?, WITH_ENDED)?;
        for entry in std::fs::read_dir("/proc")? {
            let Some(id) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else {
                continue;
            };
            // One that has ended meanwhile is counted by its parent.
            let Ok(text) = stat(id) else { continue };
            if parent(&text)? == self.0 {
                used = used.saturating_add(ticks(&text, OWN)?);
            }
        }
        Ok(used)
    }
}

/// What follows the name of the program, which may hold anything (proc(5)).
fn stat(id: u32) -> Result<String, Failure> {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
    let (_, rest) = text.rsplit_once(") ").ok_or("the kernel writes something else")?;
    Ok(rest.to_owned())
}

fn parent(stat: &str) -> Result<u32, Failure> {
    Ok(stat.split(' ').nth(1).ok_or("no parent")?.parse()?)
}

/// The sum of so many times, from user time on.
fn ticks(stat: &str, count: usize) -> Result<Duration, Failure> {
    let times = stat.split(' ').skip(USER).take(count).map(str::parse::<u64>);
    let ticks: u64 = times.sum::<Result<_, _>>()?;
    Ok(Duration::from_millis(ticks.saturating_mul(TICK_MILLIS)))
}

/// `utime`, counted from `state`.
const USER: usize = 11;
/// `utime` and `stime`.
const OWN: usize = 2;
/// The same, and `cutime` and `cstime`.
const WITH_ENDED: usize = 4;
/// The kernel's `USER_HZ` is 100 on every machine that this is built for.
const TICK_MILLIS: u64 = 10;
