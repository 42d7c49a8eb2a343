//! Goal: the operator's guide says what is true, in both languages.
//! Method: its tables beside the keys of the code, the tables of the database and the metrics of a
//! running instance.

use crate::region::Region;
use crate::visitor::Visitor;
use diary::config::{KEYS, Unsaid};
use diary::place::Place;
use diary::store::Store;
use sqlx::{Connection as _, Row as _, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};

const GUIDES: [&str; 2] = [
    include_str!("../../../../docs/operating.md"),
    include_str!("../../../../docs/operating.ru.md"),
];

/// The rows of the table whose head begins with these cells: what stands in the first two.
fn table(guide: &str, first: &str, second: &str) -> Vec<(String, String)> {
    let rows = guide.lines().skip_while(|line| !line.starts_with(&format!("| {first} | {second}")));
    let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let mut cells = row.split('|').skip(1).map(bare);
        (cells.next().unwrap(), cells.next().unwrap())
    })
    .collect()
}

fn bare(cell: &str) -> String {
    cell.trim().trim_matches('`').to_owned()
}

#[test]
fn the_guide_has_every_key_with_what_holds_without_it() {
    for (guide, head) in GUIDES.into_iter().zip([("key", "without it"), ("ключ", "без него")])
    {
        let unsaid = |key: &diary::config::Key| match key.unsaid {
            Unsaid::Refused => "!",
            Unsaid::Nothing => "–",
            Unsaid::Is(value) => value,
        };
        let expected: Vec<_> =
            KEYS.iter().map(|key| (key.name.to_owned(), unsaid(key).to_owned())).collect();
        assert_eq!(table(guide, head.0, head.1), expected);
    }
}

/// The unique keys of each table, as SQLite tells of them; the migrations are the same everywhere.
async fn unique_keys() -> BTreeMap<String, Vec<BTreeSet<String>>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("layout.db");
    drop(Store::at(&Place::file(&path)).await.unwrap());
    let url = format!("sqlite:{}", path.display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let query = "SELECT t.name AS t, l.name AS i, c.name AS c FROM sqlite_master t \
                 LEFT JOIN pragma_index_list(t.name) l ON l.\"unique\" \
                 LEFT JOIN pragma_index_info(l.name) c \
                 WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' \
                 AND t.name NOT LIKE '_sqlx_%'";
    let mut keys: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for row in sqlx::query(query).fetch_all(&mut connection).await.unwrap() {
        let of_table = keys.entry(row.get("t")).or_default();
        let key: (Option<String>, Option<String>) = (row.get("i"), row.get("c"));
        if let (Some(index), Some(column)) = key {
            of_table.entry(index).or_default().insert(column);
        }
    }
    keys.into_iter().map(|(table, keys)| (table, keys.into_values().collect())).collect()
}

/// Citus demands that the column by which a table is distributed is part of its unique keys.
#[tokio::test]
async fn each_table_can_be_distributed_as_the_guide_says() {
    let keys = unique_keys().await;
    assert!(keys["bindings"].len() == 2 && keys["records"].len() == 1, "{keys:?}");
    for (guide, head) in GUIDES.into_iter().zip([("table", "by"), ("таблица", "по")]) {
        let layout = table(guide, head.0, head.1);
        let named: BTreeSet<_> = layout.iter().map(|(table, _)| table.clone()).collect();
        assert_eq!(named, keys.keys().cloned().collect(), "every table, and no other");
        for (table, by) in layout.iter().filter(|(_, by)| by != "local") {
            for key in &keys[table] {
                assert!(key.contains(by), "{table} cannot be distributed by {by}: {key:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_guide_has_every_metric() {
    let region = Region::found("guide").await;
    let one = region.instance("one");
    Visitor::new().get(&one.at("/login")).await;
    let metrics = Visitor::new().page(&one.at("/metrics")).await;
    let told = metrics.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let told: BTreeSet<_> = told
        .map(|line| match line.split_once(' ').unwrap() {
            (name, "counter") => format!("{name}_total"),
            (name, "info") => format!("{name}_info"),
            (name, _) => name.to_owned(),
        })
        .collect();
    for (guide, head) in
        GUIDES.into_iter().zip([("metric", "what it counts"), ("метрика", "что считает")])
    {
        let named: BTreeSet<_> =
            table(guide, head.0, head.1).into_iter().map(|(name, _)| name).collect();
        assert_eq!(named, told);
    }
}
