//! The act of destruction and the extract from the log of events, as order 179 of Roskomnadzor
//! (28.10.2022) asks for them; kept for three years.
//!
//! About whom is told by the register's own key and the name in the consent log: the order lets
//! "other information relating to a certain person" stand in place of the name.

use crate::store::{Destruction, DestructionAct};
use chrono::{DateTime, Utc};
use consent_model::log::Origin;
use esia_core::record::RecordId;
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};

/// Who the acts speak for (оператор).
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Operator {
    /// The name of the operator.
    pub name: String,
    /// The operator's address.
    pub address: String,
    /// Who processes the data on the operator's behalf, name and address; empty where nobody does.
    pub processor: String,
    /// The name of the information system.
    pub system: String,
    /// Who destroys: name and post of each who signs.
    pub responsible: Vec<String>,
}

/// The way of destruction, as the act tells it.
const WAY: &str = "удаление из базы данных средствами информационной системы; для журнала согласий — \
    уничтожение соли и содержания записи, после чего обязательство в журнале не раскрывается";

/// What the acts do not speak of.
const KEPT: &str = "Запись журнала (реестра обучающихся) не уничтожалась: она ведётся на ином \
    основании, чем согласие.";

fn moment(seconds: i64) -> String {
    let at: DateTime<Utc> = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    at.format("%d.%m.%Y %H:%M:%S UTC").to_string()
}

fn about(destruction: &Destruction) -> String {
    let record = destruction.record.as_ref().map(RecordId::as_str);
    match (record, destruction.streams.is_empty()) {
        (Some(record), true) => format!("запись журнала {record}"),
        (Some(record), false) => {
            let streams = destruction.streams.join(", ");
            format!("запись журнала {record}; журнал согласий {streams}")
        }
        (None, false) => format!("журнал согласий {}", destruction.streams.join(", ")),
        (None, true) => {
            "лица, чьи сведения хранились до истечения срока; перечень не хранится".to_owned()
        }
    }
}

fn categories(destruction: &Destruction) -> Vec<String> {
    let categories = destruction.categories.iter();
    categories.map(|(category, count)| format!("{}: {count}", category.russian())).collect()
}

/// The act for machines.
#[must_use]
pub fn to_json(
    act: &DestructionAct,
    operator: &Operator,
    origin: &Origin,
    head: Option<&str>,
) -> String {
    let lines: Vec<_> = act
        .destructions
        .iter()
        .map(|line| {
            json!({
                "at": moment(line.at),
                "record": line.record.as_ref().map(RecordId::as_str),
                "streams": line.streams,
                "reason": line.reason.as_str(),
                "categories": line.categories,
                "commitments": line.commitments,
            })
        })
        .collect();
    let head: Option<Value> = head.and_then(|head| serde_json::from_str(head).ok());
    let act = json!({
        "act": act.id,
        "at": moment(act.at),
        "operator": operator.name,
        "address": operator.address,
        "processor": operator.processor,
        "system": operator.system,
        "responsible": operator.responsible,
        "way": WAY,
        "log": {"origin": origin.as_str(), "head": head},
        "destroyed": lines,
    });
    format!("{act:#}\n")
}

/// The act as a document.
#[must_use]
pub fn to_html(
    act: &DestructionAct,
    operator: &Operator,
    origin: &Origin,
    head: Option<&str>,
) -> String {
    let blank = "________________";
    let or_blank = |text: &str| if text.is_empty() { blank.to_owned() } else { text.to_owned() };
    html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                title { "Акт об уничтожении персональных данных № " (act.id) }
                style { "body{font-family:serif;max-width:60em;margin:2em auto} table{border-collapse:\
                    collapse;width:100%} td,th{border:1px solid;padding:.3em;vertical-align:top;\
                    text-align:left} code{overflow-wrap:anywhere}" }
            }
            body {
                h1 { "Акт об уничтожении персональных данных № " (act.id) }
                p { "Дата: " (moment(act.at)) }
                p { "Оператор: " (or_blank(&operator.name)) ", адрес: " (or_blank(&operator.address)) }
                @if !operator.processor.is_empty() {
                    p { "Лицо, обрабатывающее персональные данные по поручению оператора: "
                        (operator.processor) }
                }
                p { "Информационная система: " (or_blank(&operator.system)) }
                p { "Способ уничтожения: " (WAY) "." }
                p { (KEPT) }
                (table(act))
                p { "Уничтожили:" }
                @if operator.responsible.is_empty() {
                    p { (blank) " (ФИО, должность) " (blank) " (подпись)" }
                }
                @for person in &operator.responsible {
                    p { (person) " " (blank) " (подпись)" }
                }
                h2 { "Выгрузка из журнала регистрации событий" }
                p { "Журнал согласий «" (origin.as_str()) "»" }
                @if let Some(head) = head {
                    p { "Подписанный заголовок, на который ссылается акт: " code { (head) } }
                }
                (extract(act, &or_blank(&operator.system)))
            }
        }
    }
    .into_string()
}

fn table(act: &DestructionAct) -> Markup {
    html! {
        table {
            tr {
                th { "№" } th { "Субъект" } th { "Категории, число строк" }
                th { "Причина" } th { "Дата" }
            }
            @for (number, line) in (1_u32..).zip(&act.destructions) {
                tr {
                    td { (number) }
                    td { (about(line)) }
                    td { @for category in categories(line) { div { (category) } } }
                    td { (line.reason.russian()) }
                    td { (moment(line.at)) }
                }
            }
        }
    }
}

fn extract(act: &DestructionAct, system: &str) -> Markup {
    html! {
        table {
            tr {
                th { "Дата" } th { "Субъект" } th { "Категории" } th { "Система" } th { "Причина" }
                th { "Обязательства, которые больше не раскрываются" }
            }
            @for line in &act.destructions {
                tr {
                    td { (moment(line.at)) }
                    td { (about(line)) }
                    td { @for category in categories(line) { div { (category) } } }
                    td { (system) }
                    td { (line.reason.russian()) }
                    td { @for commitment in &line.commitments { code { (commitment) } " " } }
                }
            }
        }
    }
}
