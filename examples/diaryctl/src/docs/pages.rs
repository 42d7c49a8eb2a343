//! The pages: their list, and what all of them share.

mod decision_table;
mod decisions;
mod invariants;
mod machine;
mod messages;
mod parents;
mod readme;
mod rules;
mod threats;
mod traceability;

#[cfg(test)]
pub(crate) use decision_table::READERS;

use super::MARK;
use super::citations::Test;
use super::library::Library;
use consent_model::render::Edition;
use consent_model::render::markdown::anchor;
use esia_core::rules::{NOTES, Words, find};
use std::collections::BTreeMap;

/// One page, in both editions.
pub(crate) struct Page {
    /// The file without its ending.
    name: &'static str,
    title: Words,
    /// What it answers, for the list of pages.
    about: Words,
    /// Everything below the title.
    body: fn(&Library, Edition) -> String,
}

/// Every page but the list of them, in the order of reading. Another page is another line here.
const PAGES: &[Page] = &[
    decision_table::PAGE,
    messages::PAGE,
    machine::CONSENT,
    machine::LINKING,
    machine::CHILD_ACCOUNT,
    rules::PAGE,
    traceability::PAGE,
    threats::PAGE,
    invariants::PAGE,
    decisions::PAGE,
];

/// Every file under the folder of the pages, by its name.
pub(crate) fn all(library: &Library) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = machine::diagrams().collect();
    for page in PAGES.iter().chain([&readme::PAGE]) {
        for edition in Edition::ALL {
            files.insert(file(page.name, edition), whole(page, library, edition));
        }
    }
    files
}

fn file(name: &str, edition: Edition) -> String {
    [name, edition.suffix()].concat()
}

/// The title of a page, as a link to it.
fn titled(name: &str, edition: Edition) -> String {
    let title = PAGES.iter().find(|page| page.name == name).map(|page| edition.of(page.title));
    format!("[{}]({})", title.unwrap_or(name), file(name, edition))
}

fn whole(page: &Page, library: &Library, edition: Edition) -> String {
    let other = match edition {
        Edition::English => ("По-русски", Edition::Russian),
        Edition::Russian => ("In English", Edition::English),
    };
    let up = match (page.name, edition) {
        ("README", _) => String::new(),
        (_, Edition::English) => String::from(" · [All pages](README.md)"),
        (_, Edition::Russian) => String::from(" · [Все страницы](README.ru.md)"),
    };
    let title = edition.of(page.title);
    let (language, there) = (other.0, file(page.name, other.1));
    let body = (page.body)(library, edition);
    format!(
        "<!-- {MARK} from the tables in the code: do not edit. -->\n\n# {title}\n\n\
         [{language}]({there}){up}\n\n{}\n",
        body.trim()
    )
}

/// An id as a link to where it stands, or bare where it stands nowhere.
fn cite(id: &str, edition: Edition) -> String {
    let page = match id.split('-').next() {
        Some("T") => "threats",
        Some("I") => "invariants",
        Some("D" | "P") => "decision-table",
        Some("M") => "messages",
        _ if find(id).is_some() => "rules",
        _ => return id.to_owned(),
    };
    let shown = if id == "own" { edition.pick("own", "наше") } else { id };
    format!("[{shown}]({}#{})", file(page, edition), anchor(id))
}

fn cite_all<'i>(ids: impl IntoIterator<Item = &'i str>, edition: Edition) -> String {
    let cited: Vec<String> = ids.into_iter().map(|id| cite(id, edition)).collect();
    cited.join(", ")
}

/// Where an id stands: others link here.
fn place(id: &str) -> String {
    format!("<a id=\"{}\"></a>{id}", anchor(id))
}

/// A sentence of the catalogue, its ids linked.
fn linked(text: &str, edition: Edition) -> String {
    let mut shown = text.to_owned();
    // Longer ids first, so that no id is found inside another.
    let mut ids: Vec<String> = super::citations::ids(text).into_iter().collect();
    ids.sort_by_key(|id| core::cmp::Reverse(id.len()));
    for id in ids {
        let known =
            ["D-", "P-", "M-"].iter().any(|kind| id.starts_with(kind)) || find(&id).is_some();
        let is_note = NOTES.iter().any(|note| note.id == id);
        if known && !is_note {
            shown = shown.replace(&id, &cite(&id, edition));
        }
    }
    shown
}

/// Tests as links to their files; a dash where there is none.
fn tests<'t>(tests: impl IntoIterator<Item = &'t Test>) -> String {
    let shown: Vec<String> =
        tests.into_iter().map(|test| format!("[`{}`](../{})", test.name, test.file)).collect();
    if shown.is_empty() { String::from("—") } else { shown.join("<br>") }
}
