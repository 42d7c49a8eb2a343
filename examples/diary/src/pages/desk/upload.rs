//! A journal from a file: the form, and what the check found.

use crate::desk::upload::{Problem, Report, ShownRow};
use crate::pages::layout::{Bar, hidden, page};
use crate::russian;
use crate::store::Staff;
use maud::{Markup, html};

/// The form for a file, with what was wrong with the last one.
#[must_use]
pub fn upload(staff: &Staff, csrf: &str, problem: Option<&Problem>) -> Markup {
    let content = html! {
        h1 id="upload" { "Загрузка журнала" }
        @if let Some(problem) = problem {
            div class="errors" id="errors" role="alert" {
                h2 { (problem.what) }
                p { (problem.remedy) }
                p { "Ничего не внесено, журнал остался как был." }
            }
        }
        p {
            "Файл Excel (.xlsx) или CSV: в первой строке заголовки «ид», «фамилия», «имя», "
            "«дата рождения» и, если есть, «отчество», «СНИЛС», «свидетельство о рождении», "
            "«класс», «школа», «учебный год»."
        }
        p {
            "Сначала файл проверяется, и вы видите, что изменится. Загрузка ничего не удаляет: "
            "записи, которых в файле нет, остаются, и пустая клетка ничего не стирает. Формулы не "
            "вычисляются."
        }
        form class="block" method="post" action="/desk/upload" enctype="multipart/form-data" {
            (hidden("csrf", csrf))
            div class="field" {
                label for="file" { "Файл журнала" }
                input id="file" name="file" type="file" required accept=".xlsx,.csv,text/csv";
            }
            button class="button" id="check-upload" type="submit" { "Проверить файл" }
        }
    };
    page("Загрузка журнала", Bar::Staff { staff, csrf }, &content)
}

/// What the check of a file found, and the button that hands it over to a second person.
#[must_use]
pub fn checked(staff: &Staff, csrf: &str, id: &str, report: &Report) -> Markup {
    let content = html! {
        h1 id="upload-checked" { "Проверка файла" }
        dl {
            dt { "Новые записи" } dd id="upload-new" { (report.new) }
            dt { "Изменятся" } dd id="upload-changed" { (report.changed) }
            dt { "Без изменений" } dd id="upload-unchanged" { (report.unchanged) }
            dt { "Есть в журнале, нет в файле" }
            dd { span id="upload-missing" { (report.missing) } " — останутся как есть" }
            dt { "Не приняты" } dd id="upload-refused" { (report.refused) }
        }
        @if report.converted > 0 {
            p { "Кодировка Windows-1251: " (rows(report.converted)) "." }
        }
        @if !report.unknown.is_empty() {
            p id="upload-unknown" {
                "Эти столбцы не читаются: "
                @for (at, header) in report.unknown.iter().enumerate() {
                    @if at > 0 { ", " }
                    "«" (header) "»"
                }
                "."
            }
        }
        @if report.new == 0 && report.changed == 0 {
            p id="nothing-new" { "В файле нет ничего нового: передавать на утверждение нечего." }
        } @else {
            form class="block" method="post" action={ "/desk/upload/" (id) } {
                (hidden("csrf", csrf))
                p { "Изменения внесутся, когда их подтвердит другой сотрудник, — все сразу." }
                button class="button" id="hand-over" type="submit" { "Передать на утверждение" }
            }
        }
        (refused(report))
        (flawed(report))
        @if !report.rows_shown.is_empty() {
            h2 { "Что изменится" }
            @for row in &report.rows_shown { (difference(row)) }
            (first_only(report.rows_shown.len(), report.new.saturating_add(report.changed)))
        }
        @if !report.missing_shown.is_empty() {
            h2 { "Нет в файле" }
            p {
                @for (at, record) in report.missing_shown.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "/desk/records/" (record) } { (record) }
                }
            }
            (first_only(report.missing_shown.len(), report.missing))
        }
        p { a href="/desk/upload" { "Загрузить другой файл" } }
    };
    page("Проверка файла", Bar::Staff { staff, csrf }, &content)
}

fn refused(report: &Report) -> Markup {
    html! {
        @if !report.refused_shown.is_empty() {
            h2 { "Не приняты" }
            table {
                caption { "Исправьте эти строки в файле и загрузите его ещё раз" }
                thead { tr { th scope="col" { "Строка" } th scope="col" { "Причина" } } }
                tbody {
                    @for (line, why) in &report.refused_shown {
                        tr { td { "строка " (line) } td { (why) } }
                    }
                }
            }
            (first_only(report.refused_shown.len(), report.refused))
        }
    }
}

fn flawed(report: &Report) -> Markup {
    html! {
        @if !report.flawed_shown.is_empty() {
            h2 { "Замечания к записям" }
            table {
                caption { "Записи примутся и так, но ученик может не найтись" }
                thead { tr { th scope="col" { "Запись" } th scope="col" { "Замечания" } } }
                tbody {
                    @for (record, hints) in &report.flawed_shown {
                        tr {
                            td { (record) }
                            td { @for hint in hints { span class="hint-of-field" { (hint) } } }
                        }
                    }
                }
            }
            (first_only(report.flawed_shown.len(), report.flawed))
        }
    }
}

fn difference(row: &ShownRow) -> Markup {
    html! {
        table {
            caption {
                "Запись " (row.record) ", строка " (row.line)
                @if row.is_new { ", новая" }
            }
            thead { tr { th scope="col" { "Поле" } th scope="col" { "Было" } th scope="col" { "Станет" } } }
            tbody {
                @for (name, old, new) in &row.fields {
                    tr {
                        th scope="row" { (name) }
                        td { @if old.is_empty() { "—" } @else { (old) } }
                        td { (new) }
                    }
                }
            }
        }
    }
}

fn first_only(shown: usize, all: usize) -> Markup {
    html! { @if shown < all { p { "Показаны первые " (shown) " из " (all) "." } } }
}

fn rows(count: u64) -> String {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    russian::count(count, ["строка", "строки", "строк"])
}
