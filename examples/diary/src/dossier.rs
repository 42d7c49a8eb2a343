//! Everything that is kept about one pupil, for the pupil or a representative (152-FZ art. 14): as
//! JSON and as a page that one can read; never a word about somebody else.

use crate::store::{Act, DeskEvent, SECTIONS, Section, Store, StoreError, Whose};
use chrono::{DateTime, FixedOffset};
use esia_core::account::Contour;
use esia_core::record::RecordId;
use maud::{DOCTYPE, html};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What was found (сведения о субъекте).
#[derive(Debug)]
pub struct Dossier {
    sections: Vec<(&'static Section, Vec<BTreeMap<String, String>>)>,
    /// Whether there is anything at all.
    pub is_empty: bool,
}

/// Reads everything about a record and the accounts bound to it, and notes in the history of the
/// desk who had it written out.
///
/// # Errors
///
/// What the store fails with.
pub async fn gather(
    store: &Store,
    record: &RecordId,
    contour: Contour,
    by: &str,
    now: DateTime<FixedOffset>,
) -> Result<Dossier, StoreError> {
    store.note_desk(&DeskEvent::new(by, Act::ExportedSubject, now).of_record(record)).await?;
    let subjects = store.subjects_of(record, contour).await?;
    let (mut sections, mut is_empty) = (Vec::new(), true);
    let mut people = People::default();
    for section in SECTIONS {
        let mut rows = match section.whose {
            Whose::Record => store.section_of_record(section, record).await?,
            Whose::Subject => {
                let mut rows = Vec::new();
                for subject in &subjects {
                    rows.extend(store.section_of_subject(section, subject).await?);
                }
                rows
            }
        };
        for row in &mut rows {
            for (name, text) in row.iter_mut() {
                people.hide(section.key, name, text);
            }
        }
        // The note of this very export is no finding.
        is_empty &= rows.is_empty() || section.key == "desk_events";
        sections.push((section, rows));
    }
    Ok(Dossier { sections, is_empty })
}

/// Who acts in the events of a consent is somebody else: each gets a number.
#[derive(Default)]
struct People(Vec<String>);

impl People {
    fn hide(&mut self, section: &str, column: &str, text: &mut String) {
        if !matches!((section, column), ("consent", "set_up") | ("consent_events", "event")) {
            return;
        }
        // What cannot be read as JSON might hold anything.
        let Ok(mut value) = serde_json::from_str::<Value>(text) else {
            *text = String::from("не читается");
            return;
        };
        if let Some(fields) = value.as_object_mut() {
            for name in ["by", "who"] {
                if let Some(who) = fields.get_mut(name) {
                    self.rename(who);
                }
            }
            for who in fields
                .get_mut("representatives")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                self.rename(who);
            }
        }
        *text = value.to_string();
    }

    fn rename(&mut self, who: &mut Value) {
        let Some(name) = who.as_str() else { return };
        if ["self", "school", "clock", "esia"].contains(&name) {
            return;
        }
        let at = self.0.iter().position(|other| other == name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len().saturating_sub(1)
        });
        *who = json!(format!("представитель {}", at.saturating_add(1)));
    }
}

impl Dossier {
    /// For machines.
    #[must_use]
    pub fn to_json(&self) -> String {
        let sections: Map<String, Value> = self
            .sections
            .iter()
            .map(|(section, rows)| (section.key.to_owned(), json!(rows)))
            .collect();
        format!("{:#}\n", Value::Object(sections))
    }

    /// For people.
    #[must_use]
    pub fn to_html(&self) -> String {
        html! {
            (DOCTYPE)
            html lang="ru" {
                head {
                    meta charset="utf-8";
                    title { "Сведения, которые хранит дневник" }
                    style { "body{font-family:sans-serif;max-width:60em;margin:2em auto} \
                        th,td{text-align:left;vertical-align:top;padding:.2em .6em;\
                        overflow-wrap:anywhere}" }
                }
                body {
                    h1 { "Сведения, которые хранит дневник" }
                    p { "Выгрузка по статье 14 Федерального закона № 152-ФЗ. Представители названы \
                        номерами, сотрудники не названы." }
                    @for (section, rows) in &self.sections {
                        h2 { (section.title) }
                        @if rows.is_empty() { p { "Ничего не хранится." } }
                        @for row in rows {
                            table {
                                @for (name, label) in section.columns {
                                    @if let Some(text) = row.get(*name) {
                                        tr { th { (label) } td { (readable(name, text)) } }
                                    }
                                }
                            }
                            hr;
                        }
                    }
                }
            }
        }
        .into_string()
    }
}

/// Moments are kept as seconds, those of the desk as microseconds.
fn readable(name: &str, text: &str) -> String {
    let is_moment = name == "at" || name.ends_with("_at");
    let seconds = text.parse::<i64>().ok().filter(|_| is_moment).map(|number| {
        let is_micro = number > 100_000_000_000;
        if is_micro { number.div_euclid(1_000_000) } else { number }
    });
    seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).map_or_else(
        || text.to_owned(),
        |moment| moment.format("%d.%m.%Y %H:%M:%S UTC").to_string(),
    )
}
