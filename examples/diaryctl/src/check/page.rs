//! The page that a school's secretary opens: counts, plots by kind, and the list to mend.
//!
//! A finding holds no value, so neither does the page; it needs nothing from a network.

use crate::reconcile::Rows;
use esia_core::record::RecordId;
use esia_matching::finding::{Field, Finding, FindingKind, Side};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many units the longest bar has.
const BAR: u64 = 300;

/// Writes the page about `records`, each with what is wrong with it.
///
/// # Errors
///
/// What writing fails with.
pub(super) fn write(
    output: &mut impl Write,
    records: &[(RecordId, Vec<Finding>)],
    rows: Rows,
) -> io::Result<()> {
    output.write_all(HEAD.as_bytes())?;
    writeln!(
        output,
        "<p>Записей: {}. С замечаниями: {}. Не прочитано строк: {}.</p>",
        rows.read,
        records.len(),
        rows.refused
    )?;
    bars(output, records)?;
    writeln!(
        output,
        "<h2>Что исправить</h2>\n<table>\n<tr><th>Запись</th><th>Замечания</th></tr>"
    )?;
    for (record, findings) in records {
        write!(output, "<tr><td>{}</td><td>", escaped(record.as_str()))?;
        for finding in findings {
            write!(output, "<div>{}</div>", escaped(&finding.hint()))?;
        }
        writeln!(output, "</td></tr>")?;
    }
    output.write_all(b"</table>\n</body>\n</html>\n")
}

/// One bar for each kind, the most frequent first.
fn bars(output: &mut impl Write, records: &[(RecordId, Vec<Finding>)]) -> io::Result<()> {
    let mut counts: BTreeMap<(Field, FindingKind), u64> = BTreeMap::new();
    for finding in records.iter().flat_map(|(_, findings)| findings) {
        let count = counts.entry((finding.field(), finding.kind())).or_default();
        *count = count.saturating_add(1);
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let most = counts.first().map_or(1, |(_, count)| *count);
    writeln!(output, "<h2>Замечания по видам</h2>\n<table>")?;
    for ((field, kind), count) in counts {
        let label = Finding::of_side(field, kind, Side::Journal).hint();
        // A bar that can be seen, however rare the kind.
        let width = count.saturating_mul(BAR).checked_div(most).unwrap_or(BAR).max(1);
        writeln!(
            output,
            "<tr><td>{}</td><td class=\"count\">{count}</td><td><svg width=\"{BAR}\" \
             height=\"12\" aria-hidden=\"true\"><rect width=\"{width}\" height=\"12\"/></svg>\
             </td></tr>",
            escaped(&label)
        )?;
    }
    writeln!(output, "</table>")
}

/// A text as the content of an element.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

const HEAD: &str = r#"<!DOCTYPE html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Проверка журнала</title>
<style>
body { font: 16px/1.4 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .3em .8em; border-bottom: 1px solid #ccc; }
.count { text-align: right; }
rect { fill: #0d6efd; }
</style>
</head>
<body>
<h1>Проверка журнала</h1>
"#;
