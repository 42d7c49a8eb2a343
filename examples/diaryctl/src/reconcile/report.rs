//! What the operator is told on standard error: refused rows, remarks, the sum of the run.

use crate::table::{Reason, Summary};
use indicatif::ProgressBar;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::time::Duration;

/// Which of the tables.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Table {
    /// The register.
    Journal,
    /// The people whom ESIA knows.
    Identities,
}

impl Table {
    /// The name of the table's argument.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Journal => "journal",
            Self::Identities => "identities",
        }
    }
}

/// Rows of one table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rows {
    /// Those that are used.
    pub(crate) read: u64,
    /// Those that are left out.
    pub(crate) refused: u64,
}

/// The one voice to the operator.
pub(crate) struct Report<'a> {
    errors: &'a mut (dyn Write + Send),
    file: Option<BufWriter<File>>,
    progress: ProgressBar,
    journal: Rows,
    identities: Option<Rows>,
}

impl<'a> Report<'a> {
    /// Speaks to `errors`, and writes refused rows to a file too, if there is one.
    pub(crate) fn new(errors: &'a mut (dyn Write + Send), refused: Option<File>) -> Self {
        Self {
            errors,
            file: refused.map(BufWriter::new),
            // Shows itself on a terminal alone.
            progress: ProgressBar::new_spinner(),
            journal: Rows::default(),
            identities: None,
        }
    }

    /// The rows of the journal so far.
    pub(crate) const fn journal(&self) -> Rows {
        self.journal
    }

    fn rows(&mut self, table: Table) -> &mut Rows {
        match table {
            Table::Journal => &mut self.journal,
            Table::Identities => self.identities.get_or_insert_default(),
        }
    }

    /// Counts rows that are used.
    pub(crate) fn read(&mut self, table: Table, count: usize) {
        let rows = self.rows(table);
        rows.read = rows.read.saturating_add(u64::try_from(count).unwrap_or_default());
        let read = rows.read;
        self.progress.set_message(format!("{}: {read}", table.as_str()));
        self.progress.tick();
    }

    /// Names a row that is refused.
    ///
    /// # Errors
    ///
    /// What writing fails with.
    pub(crate) fn refused(&mut self, table: Table, line: u64, reason: Reason) -> io::Result<()> {
        #[derive(Serialize)]
        struct Refused {
            table: &'static str,
            line: u64,
            reason: String,
        }
        let rows = self.rows(table);
        rows.refused = rows.refused.saturating_add(1);
        let table = table.as_str();
        self.say(&format!("{table}: line {line}: {reason}"))?;
        if let Some(file) = &mut self.file {
            let reason = reason.to_string();
            serde_json::to_writer(&mut *file, &Refused { table, line, reason })?;
            file.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Tells how many records were not UTF-8.
    ///
    /// # Errors
    ///
    /// What writing fails with.
    pub(crate) fn converted(&mut self, table: Table, summary: &Summary) -> io::Result<()> {
        let Some(first) = summary.converted.first else { return Ok(()) };
        let (table, count) = (table.as_str(), summary.converted.count);
        self.say(&format!(
            "{table}: {count} rows are not UTF-8 and were read as Windows-1251, the first at \
             line {first}"
        ))
    }

    /// The one line at the end: `outcomes`, the rows, the time and the memory.
    ///
    /// # Errors
    ///
    /// What writing fails with.
    pub(crate) fn finish(mut self, outcomes: &str, elapsed: Duration) -> io::Result<()> {
        let (seconds, millis) = (elapsed.as_secs(), elapsed.subsec_millis());
        let mut rows = told(Table::Journal, self.journal);
        if let Some(identities) = self.identities {
            rows = format!("{rows}; {}", told(Table::Identities, identities));
        }
        let memory = peak_memory().map(|kib| format!("; peak memory {kib} KiB"));
        let memory = memory.unwrap_or_default();
        self.say(&format!("{outcomes}; {rows}; {seconds}.{millis:03} s{memory}"))?;
        self.file.map_or(Ok(()), |mut file| file.flush())
    }

    fn say(&mut self, line: &str) -> io::Result<()> {
        let Self { errors, progress, .. } = self;
        progress.suspend(|| writeln!(errors, "diaryctl: {line}"))
    }
}

fn told(table: Table, rows: Rows) -> String {
    format!("{}: {} rows read, {} refused", table.as_str(), rows.read, rows.refused)
}

/// The most memory that the process has held, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
