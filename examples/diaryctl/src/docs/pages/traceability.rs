//! Rule → rows → tests, and row → rules → tests.

use super::super::library::{Library, RowOf};
use super::{Page, cite, cite_all, file, tests};
use consent_model::render::Edition;
use consent_model::render::markdown::{Table, anchor, code};
use esia_core::rules::{Standing, Words, rules};
use std::fmt::Write as _;

pub(super) const PAGE: Page = Page {
    name: "traceability",
    title: Words { english: "Traceability", russian: "Прослеживаемость" },
    about: Words {
        english: "From each rule to its rows and tests, and from each row back.",
        russian: "От каждого правила к строкам и проверкам и обратно.",
    },
    body,
};

fn body(library: &Library, edition: Edition) -> String {
    let mut text = String::from(edition.pick(INTRODUCTION.0, INTRODUCTION.1));
    let _ = write!(text, "\n\n{}\n", summary(library, edition));
    let _ = write!(
        text,
        "\n## {}\n\n",
        edition.pick("From rule to row to test", "От правила к строке и проверке")
    );
    let mut table = Table::new(match edition {
        Edition::English => &["rule", "rows", "tests that cite it"],
        Edition::Russian => &["правило", "строки", "проверки, которые на него ссылаются"],
    });
    for rule in rules() {
        let carried = match rule.standing {
            Standing::Row => row_links(library.rows_of(rule.id), edition),
            Standing::Kept { by, .. } => format!("[{}](../{by})", code(by)),
            Standing::Outside { why } => {
                let excluded = edition.pick("excluded", "исключено");
                format!("*{excluded}*: {}", super::linked(edition.of(why), edition))
            }
        };
        table.row([cite(rule.id, edition), carried, tests(library.tests_of(rule.id))]);
    }
    let _ = write!(text, "{table}");
    let _ = write!(
        text,
        "\n## {}\n\n",
        edition.pick("From row to rule to test", "От строки к правилу и проверке")
    );
    let _ = writeln!(text, "{}\n", edition.pick(BACK.0, BACK.1));
    for rows in library.rows.chunk_by(|left, right| left.page == right.page) {
        let page = rows.first().map(|row| super::titled(row.page, edition)).unwrap_or_default();
        let _ = write!(text, "### {page}\n\n{}\n", back(rows, library, edition));
    }
    text
}

/// The rows of one page, with their rules and tests.
fn back(rows: &[RowOf], library: &Library, edition: Edition) -> Table {
    let mut table = Table::new(match edition {
        Edition::English => &["row", "rules", "tests"],
        Edition::Russian => &["строка", "правила", "проверки"],
    });
    let whole = edition.pick("the whole table", "вся таблица");
    for row in rows {
        let cites = |test: &&super::Test| {
            row.rules.iter().any(|rule| *rule != "own" && test.cites.contains(*rule))
        };
        let shown = match (row.page, library.tests.iter().filter(cites).count()) {
            ("decision-table", _) => tests(library.tests_of(&row.name)),
            (_, 0) => whole.to_owned(),
            (_, count) => format!("{whole} + {count}"),
        };
        let rules = cite_all(row.rules.iter().copied(), edition);
        table.row([row_link(row, edition), rules, shown]);
    }
    table
}

fn summary(library: &Library, edition: Edition) -> String {
    let count =
        |wanted: fn(&Standing) -> bool| rules().filter(|rule| wanted(&rule.standing)).count();
    let by_row = count(|standing| matches!(standing, Standing::Row));
    let kept = count(|standing| matches!(standing, Standing::Kept { .. }));
    let outside = count(|standing| matches!(standing, Standing::Outside { .. }));
    let (rows, tests) = (library.rows.len(), library.tests.len());
    match edition {
        Edition::English => format!(
            "{by_row} rules are carried by rows, {kept} by other code, {outside} by nothing of ours, \
             each for a reason that it states. {rows} rows; {tests} tests that cite."
        ),
        Edition::Russian => format!(
            "Строками исполнены правила: {by_row}; другим кодом: {kept}; ничем у нас, с указанием \
             причины: {outside}. Строк: {rows}; проверок со ссылками: {tests}."
        ),
    }
}

/// The rows of a rule, page by page.
fn row_links<'r>(rows: impl Iterator<Item = &'r RowOf>, edition: Edition) -> String {
    let mut pages: Vec<(&str, Vec<String>)> = Vec::new();
    for row in rows {
        let link = row_link(row, edition);
        match pages.iter_mut().find(|(page, _)| *page == row.page) {
            Some((_, links)) => links.push(link),
            None => pages.push((row.page, vec![link])),
        }
    }
    let pages = pages.into_iter().map(|(page, links)| match page {
        "decision-table" => links.join(", "),
        page => format!("{}: {}", super::titled(page, edition), links.join(", ")),
    });
    pages.collect::<Vec<_>>().join("\n")
}

fn row_link(row: &RowOf, edition: Edition) -> String {
    format!("[{}]({}#{})", row.name, file(row.page, edition), anchor(&row.name))
}

const INTRODUCTION: (&str, &str) = (
    "Made by reading the tables and the test sources. A test cites a rule in its name or in a comment \
     of its own. `diaryctl docs --check` fails on a rule without a row or a stated exclusion, on a row \
     without a rule, and on a rule that is carried and that no test cites.",
    "Составлено по таблицам и исходным текстам проверок. Проверка ссылается на правило в своём имени \
     или в своём комментарии. `diaryctl docs --check` не проходит, если у правила нет строки или \
     названного исключения, у строки нет правила, а исполненное правило не упоминает ни одна проверка.",
);

const BACK: (&str, &str) = (
    "*The whole table*: the transition tests of `consent-model` hold every state with every event \
     against a table typed by hand; the number says how many tests besides cite a rule of the row.",
    "*Вся таблица*: проверки переходов в `consent-model` сверяют каждое состояние с каждым событием по \
     таблице, набранной вручную; число — сколько ещё проверок ссылаются на правило строки.",
);
