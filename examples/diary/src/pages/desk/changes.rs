//! Changes that wait, one change beside the register, and the history.

use crate::pages::layout::{Bar, hidden, page};
use crate::russian;
use crate::store::{Change, ChangeKind, DeskEvent, Record, Staff, Status};
use chrono::FixedOffset;
use maud::{Markup, html};

/// What waits for a second person.
#[must_use]
pub fn changes(staff: &Staff, csrf: &str, waiting: &[Change], zone: FixedOffset) -> Markup {
    let content = html! {
        h1 id="changes" { "Изменения, которые ждут второго человека" }
        @if waiting.is_empty() { p id="no-changes" { "Таких изменений нет." } }
        @else {
            table {
                caption { (russian::count(waiting.len(), ["изменение", "изменения", "изменений"])) }
                thead { tr { th scope="col" { "Предложено" } th scope="col" { "Кем" } th scope="col" { "Что" } th scope="col" { "Решение" } } }
                tbody {
                    @for change in waiting {
                        tr {
                            td { (russian::moment(change.proposed_at, zone)) }
                            td { (change.proposed_by) }
                            td { (what(change)) }
                            td { a href={ "/desk/changes/" (change.id) } { "Рассмотреть" span class="visually-hidden" { ": " (what(change)) } } }
                        }
                    }
                }
            }
        }
    };
    page("Изменения", Bar::Staff { staff, csrf }, &content)
}

fn what(change: &Change) -> String {
    match (change.kind, &change.record) {
        (ChangeKind::Record, Some(record)) => format!("запись {record}"),
        (ChangeKind::Record, None) => String::from("запись"),
        (ChangeKind::Upload, _) => {
            let rows = russian::count(change.rows.len(), ["запись", "записи", "записей"]);
            format!("загрузка журнала, {rows}")
        }
    }
}

/// One change: the register beside the rows as they are to be, and the second person's buttons.
#[must_use]
pub fn change(
    staff: &Staff,
    csrf: &str,
    change: &Change,
    pairs: &[(Option<Record>, Record)],
    zone: FixedOffset,
) -> Markup {
    let is_own = change.proposed_by == staff.login;
    let content = html! {
        h1 id="change" { "Изменение: " (what(change)) }
        dl {
            dt { "Состояние" } dd id="change-status" { (change.status.russian()) }
            dt { "Предложил" } dd { (change.proposed_by) ", " (russian::moment(change.proposed_at, zone)) }
            dt { "Документ" } dd { (change.ground) }
            @if !change.decided_by.is_empty() { dt { "Решил" } dd { (change.decided_by) } }
        }
        @for (before, after) in pairs { (difference(before.as_ref(), after, change.status)) }
        @if pairs.len() < change.rows.len() {
            p { "Показаны первые " (russian::count(pairs.len(), ["запись", "записи", "записей"])) "." }
        }
        @if change.status == Status::Waiting {
            @if is_own { p id="own-change" { "Подтвердить изменение должен другой сотрудник." } }
            @else if staff.role.decides() {
                form class="block" method="post" action={ "/desk/changes/" (change.id) } {
                    (hidden("csrf", csrf))
                    button class="button" id="approve" type="submit" name="decision" value="approve" { "Подтвердить" }
                    " "
                    button class="button quiet" id="reject" type="submit" name="decision" value="reject" { "Отклонить" }
                }
            }
            @else { p { "Подтверждает руководитель." } }
        }
        p { a href="/desk/changes" { "Все изменения" } }
    };
    page("Изменение", Bar::Staff { staff, csrf }, &content)
}

/// The fields of a row that differ; once the change is in the register only the new ones stand.
fn difference(before: Option<&Record>, after: &Record, status: Status) -> Markup {
    let before = before.filter(|_| status == Status::Waiting);
    html! {
        table {
            caption { "Запись " (after.id) }
            thead { tr { th scope="col" { "Поле" } th scope="col" { "Было" } th scope="col" { "Станет" } } }
            tbody {
                @for (name, of) in FIELDS {
                    @let old = before.map(of);
                    @let new = of(after);
                    @if old.as_deref() != Some(&new) && !(old.is_none() && new.is_empty()) {
                        tr {
                            th scope="row" { (name) }
                            td { (shown(old.as_deref())) }
                            td { (shown(Some(&new))) }
                        }
                    }
                }
            }
        }
    }
}

fn shown(value: Option<&str>) -> &str {
    value.filter(|value| !value.is_empty()).unwrap_or("—")
}

/// A field by name, and its text in a record.
type RecordField = (&'static str, fn(&Record) -> String);

/// The fields of a record.
const FIELDS: [RecordField; 12] = [
    ("Фамилия", |row| row.last_name.expose().to_owned()),
    ("Имя", |row| row.first_name.expose().to_owned()),
    ("Отчество", |row| row.middle_name.expose().to_owned()),
    ("Дата рождения", |row| row.birth_date.expose().to_owned()),
    ("СНИЛС", |row| row.snils.expose().to_owned()),
    ("Серия свидетельства", |row| row.cert_series.expose().to_owned()),
    ("Номер свидетельства", |row| row.cert_number.expose().to_owned()),
    ("Класс", |row| row.class.clone()),
    ("Школа", |row| row.school.clone()),
    ("Учебный год", |row| row.school_year.clone()),
    ("Зачисление", |row| row.enrolment.russian().to_owned()),
    ("Номер ученика", |row| row.pupil.clone().unwrap_or_default()),
];

/// Every change and every look.
#[must_use]
pub fn history(staff: &Staff, csrf: &str, lines: &[DeskEvent], zone: FixedOffset) -> Markup {
    let content = html! {
        h1 id="history" { "История" }
        p { "Каждое изменение и каждый просмотр; значений здесь нет." }
        (events(lines, zone))
    };
    page("История", Bar::Staff { staff, csrf }, &content)
}

pub(super) fn events(lines: &[DeskEvent], zone: FixedOffset) -> Markup {
    html! {
        table {
            caption { "Что и кем сделано" }
            thead { tr { th scope="col" { "Когда" } th scope="col" { "Кто" } th scope="col" { "Что" } th scope="col" { "О чём" } } }
            tbody {
                @for line in lines {
                    tr {
                        td { (russian::moment(line.at.div_euclid(1_000_000), zone)) }
                        td { (line.staff) }
                        td { (line.act.russian()) }
                        td {
                            @if let Some(record) = &line.record { a href={ "/desk/records/" (record) } { "запись " (record) } " " }
                            @if let Some(case) = &line.case { a href={ "/desk/cases/" (case) } { "обращение" } " " }
                            @if let Some(change) = &line.change { a href={ "/desk/changes/" (change) } { "изменение" } }
                        }
                    }
                }
            }
        }
    }
}
