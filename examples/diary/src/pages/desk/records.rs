//! The journal at the desk: the list, and one record with the form that corrects it.

use crate::desk::record_form::{Feedback, GROUNDS, RecordForm};
use crate::pages::layout::{Bar, error_summary, hidden, page};
use crate::store::{DeskEvent, Enrolment, Record, Staff};
use chrono::FixedOffset;
use esia_core::record::RecordId;
use maud::{Markup, html};

/// The journal, of one class or of all.
#[must_use]
pub fn records(
    staff: &Staff,
    csrf: &str,
    classes: &[&str],
    class: &str,
    shown: &[&Record],
) -> Markup {
    let content = html! {
        h1 id="records" { "Журнал" }
        form class="block" method="get" action="/desk/records" {
            div class="field" {
                label for="class" { "Класс" }
                select id="class" name="class" {
                    option value="" { "Все классы" }
                    @for one in classes { option value=(one) selected[*one == class] { (one) } }
                }
            }
            button class="button quiet" type="submit" { "Показать" }
        }
        p { a id="new-record" href="/desk/records/new" { "Внести ученика" } }
        table {
            caption { "Записи журнала" }
            thead { tr { th scope="col" { "Запись" } th scope="col" { "Ученик" } th scope="col" { "Класс" } th scope="col" { "Зачисление" } } }
            tbody {
                @for record in shown {
                    tr {
                        td { a href={ "/desk/records/" (record.id) } { (record.id) } }
                        td { (record.last_name.expose()) " " (record.first_name.expose()) }
                        td { (record.class) }
                        td {
                            (record.enrolment.russian())
                            @if let Some(pupil) = &record.pupil { ", ученик " (pupil) }
                        }
                    }
                }
            }
        }
    };
    page("Журнал", Bar::Staff { staff, csrf }, &content)
}

/// What the page of a record is made from.
#[derive(Clone, Copy, Debug)]
pub struct RecordPage<'a> {
    /// The record.
    pub id: &'a RecordId,
    /// Whether the register does not hold it yet.
    pub is_new: bool,
    /// The form, as the record stands or as it was typed.
    pub form: &'a RecordForm,
    /// The history of the record.
    pub events: &'a [DeskEvent],
    /// The school's zone.
    pub zone: FixedOffset,
}

/// One record, with the form that corrects it and, where asked for, how each field is read.
#[must_use]
pub fn record(
    staff: &Staff,
    csrf: &str,
    shown: &RecordPage<'_>,
    errors: &[(&str, String)],
    is_checked: bool,
) -> Markup {
    let form = shown.form;
    let feedback = if is_checked { form.feedback() } else { Vec::new() };
    let text = |name: &'static str, label: &'static str, value: &str, hint: &'static str| {
        field(name, label, value, hint, &feedback)
    };
    let content = html! {
        h1 id="record" { @if shown.is_new { "Новая запись" } @else { "Запись " (shown.id) } }
        p {
            "Вводите данные из документа, который вам показали. Изменение, от которого зависит "
            "вход ученика, подтверждает второй сотрудник."
        }
        (error_summary(errors))
        form class="block" method="post" action={ "/desk/records/" (shown.id) } data-live="read" {
            (hidden("csrf", csrf))
            (hidden("form", &form.form))
            (hidden("version", &form.version.to_string()))
            (hidden("case", &form.case))
            (text("last_name", "Фамилия", &form.last_name, ""))
            (text("first_name", "Имя", &form.first_name, ""))
            (text("middle_name", "Отчество", &form.middle_name, "Если его нет, оставьте пустым."))
            (text("birth_date", "Дата рождения", &form.birth_date, "Например, 05.03.2014."))
            (text("snils", "СНИЛС", &form.snils, "Одиннадцать цифр."))
            (text("cert_series", "Серия свидетельства о рождении", &form.cert_series, "Например, II-ТС."))
            (text("cert_number", "Номер свидетельства о рождении", &form.cert_number, "Шесть цифр."))
            (text("class", "Класс", &form.class, ""))
            (text("school", "Школа", &form.school, ""))
            (text("school_year", "Учебный год", &form.school_year, "Например, 2026/27."))
            (text("pupil", "Номер ученика", &form.pupil, "Один на все записи ученика, который учится в двух школах."))
            div class="field" {
                label for="enrolment" { "Зачисление" }
                select id="enrolment" name="enrolment" {
                    @for state in Enrolment::ALL {
                        option value=(state.as_str()) selected[state.as_str() == form.enrolment] { (state.russian()) }
                    }
                }
            }
            div class="field" {
                label for="ground" { "Документ, по которому вносится изменение" }
                select id="ground" name="ground" {
                    option value="" { "Выберите документ" }
                    @for ground in GROUNDS { option value=(ground) selected[ground == form.ground] { (ground) } }
                }
            }
            button class="button quiet" id="check-record" type="submit" name="action" value="check" { "Проверить, как это читается" }
            " "
            button class="button" id="save-record" type="submit" name="action" value="save" { "Предложить изменение" }
        }
        @if !shown.events.is_empty() {
            h2 { "История записи" }
            (super::changes::events(shown.events, shown.zone))
        }
        script src="/record.js" defer {}
    };
    page("Запись журнала", Bar::Staff { staff, csrf }, &content)
}

fn field(
    name: &'static str,
    label: &str,
    value: &str,
    hint: &str,
    feedback: &[(&'static str, Feedback)],
) -> Markup {
    let told = feedback.iter().find(|(of, _)| *of == name).map(|(_, feedback)| feedback);
    let hint_id = format!("{name}-hint");
    let told_id = format!("{name}-read");
    let described: Vec<&str> = [(!hint.is_empty()).then_some(&hint_id), told.map(|_| &told_id)]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let described = Some(described.join(" ")).filter(|ids| !ids.is_empty());
    let is_bad = matches!(told, Some(Feedback::Unreadable(_)));
    html! {
        div class="field" {
            label for=(name) { (label) }
            @if !hint.is_empty() { p class="hint" id=(hint_id) { (hint) } }
            input id=(name) name=(name) value=(value) autocomplete="off" maxlength="200"
                aria-describedby=[described] aria-invalid=[is_bad.then_some("true")];
            div class="told" id={ (name) "-told" } aria-live="polite" {
                @match told {
                    None => {},
                    Some(Feedback::Read(read)) => p class="read" id=(told_id) { "Читается так: " (read) },
                    Some(Feedback::Doubt(why)) => p class="doubt" id=(told_id) { "Проверьте: " (why) },
                    Some(Feedback::Unreadable(why)) => p class="bad" id=(told_id) { (why) },
                }
            }
        }
    }
}
