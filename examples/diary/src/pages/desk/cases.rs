//! The queue, a case with its diagnosis, and the explanation.

use crate::desk::examine::{Examination, Step, Suspect};
use crate::desk::mask;
use crate::pages::layout::{Bar, hidden, page};
use crate::russian;
use crate::store::{About, Case, Record, Staff};
use chrono::FixedOffset;
use esia_core::secrets::Personal;
use esia_matching::explain::Standing;
use esia_matching::finding::Field;
use maud::{Markup, html};

/// The appeals that wait, and the field for a support code.
#[must_use]
pub fn queue(
    staff: &Staff,
    csrf: &str,
    cases: &[Case],
    zone: FixedOffset,
    error: Option<&str>,
) -> Markup {
    let content = html! {
        h1 id="queue" { "Обращения" }
        @if let Some(error) = error {
            div class="errors" id="errors" role="alert" { p { a href="#code" { (error) } } }
        }
        form class="block" method="post" action="/desk/code" {
            (hidden("csrf", csrf))
            div class="field" {
                label for="code" { "Код обращения" }
                p class="hint" id="code-hint" { "Его называет человек: он стоит на странице отказа." }
                input id="code" name="code" required autocomplete="off" maxlength="40"
                    aria-describedby="code-hint";
            }
            button class="button" id="find-case" type="submit" { "Найти" }
        }
        @if cases.is_empty() { p id="no-cases" { "Обращений, которые ждут ответа, нет." } }
        @else {
            table {
                caption {
                    (russian::count(cases.len(), ["обращение ждёт", "обращения ждут", "обращений ждут"]))
                    " ответа"
                }
                thead { tr { th scope="col" { "Получено" } th scope="col" { "О ком" } th scope="col" { "Обращение" } } }
                tbody {
                    @for case in cases {
                        tr {
                            td { (russian::moment(case.appealed_at.unwrap_or_default(), zone)) }
                            td { (about(case.about)) }
                            td { a href={ "/desk/cases/" (case.id) } { "Открыть" span class="visually-hidden" { " обращение от " (russian::moment(case.appealed_at.unwrap_or_default(), zone)) } } }
                        }
                    }
                }
            }
        }
    };
    page("Обращения", Bar::Staff { staff, csrf }, &content)
}

const fn about(about: About) -> &'static str {
    match about {
        About::Nobody => "вход не завершён",
        About::Pupil => "ученик",
        About::Parent => "родитель",
        About::Child => "ребёнок родителя",
    }
}

/// One case: what the register answers, the nearest records, and what is wrong in each.
#[must_use]
pub fn case(
    staff: &Staff,
    csrf: &str,
    case: &Case,
    examination: Option<&Examination>,
    records: &[Record],
    zone: FixedOffset,
) -> Markup {
    let content = html! {
        h1 id="case" { "Обращение" }
        dl {
            dt { "О ком" } dd { (about(case.about)) }
            dt { "Отказ" } dd { (russian::moment(case.opened_at, zone)) }
            @if !case.decision.is_empty() { dt { "Строка решения" } dd { (case.decision) } }
            @if let Some(at) = case.appealed_at {
                dt { "Обращение" } dd { (russian::moment(at, zone)) }
                @if staff.role.keeps_journal() {
                    dt { "Как ответить" } dd { (case.contact.expose()) }
                    dt { "Что случилось" } dd { (case.words.expose()) }
                }
            }
            @if case.closed_at.is_some() { dt { "Состояние" } dd { "закрыто" } }
        }
        @match examination {
            None => {
                p id="no-diagnosis" {
                    "Госуслуги не назвали человека, поэтому сравнивать с журналом нечего. "
                    "Попросите войти ещё раз и сообщить новый код."
                }
            },
            Some(examination) => (diagnosis(staff, case, examination, records)),
        }
        @if staff.role.keeps_journal() && case.closed_at.is_none() {
            form class="block" method="post" action={ "/desk/cases/" (case.id) "/close" } {
                (hidden("csrf", csrf))
                button class="button quiet" id="close-case" type="submit" { "Закрыть обращение" }
            }
        }
    };
    page("Обращение", Bar::Staff { staff, csrf }, &content)
}

fn diagnosis(staff: &Staff, case: &Case, examination: &Examination, records: &[Record]) -> Markup {
    html! {
        section aria-labelledby="diagnosis" {
            h2 id="diagnosis" { "Почему дневник не найден" }
            p { "Сейчас: " b { (examination.answer) } "." }
            p { a id="explain" href={ "/desk/cases/" (case.id) "/explain" } { "Разбор по шагам" } }
            @if examination.suspects.is_empty() {
                p id="no-suspects" {
                    "Похожей записи в журнале нет. Проверьте, зачислен ли ученик."
                    @if staff.role.keeps_journal() {
                        " " a href="/desk/records/new" { "Внести ученика" } "."
                    }
                }
            }
            @for suspect in &examination.suspects {
                @if let Some(record) = records.iter().find(|record| record.id == suspect.record) {
                    (side_by_side(staff, case, suspect, record))
                }
            }
            p class="quiet-text" {
                "Значения с Госуслуг здесь не показываются. Верное значение берут из документа, "
                "который принесли в школу."
            }
        }
    }
}

/// A record of the journal beside what is wrong with it; values are masked.
fn side_by_side(staff: &Staff, case: &Case, suspect: &Suspect, record: &Record) -> Markup {
    let number = |value: &Personal| mask::number(value.expose());
    let word = |value: &Personal| mask::word(value.expose());
    let rows = [
        ("Фамилия", Field::LastName, word(&record.last_name)),
        ("Имя", Field::FirstName, word(&record.first_name)),
        ("Отчество", Field::MiddleName, word(&record.middle_name)),
        ("Дата рождения", Field::BirthDate, number(&record.birth_date)),
        ("СНИЛС", Field::Snils, number(&record.snils)),
        (
            "Свидетельство",
            Field::Certificate,
            format!("{} {}", number(&record.cert_series), number(&record.cert_number)),
        ),
    ];
    html! {
        table class="suspect" {
            caption { "Запись " (record.id) ", " (record.class) " класс" }
            thead { tr { th scope="col" { "Поле" } th scope="col" { "В журнале" } th scope="col" { "Что не так" } } }
            tbody {
                @for (name, field, value) in &rows {
                    tr {
                        th scope="row" { (name) }
                        td { @if value.trim().is_empty() { "—" } @else { (value) } }
                        td { (hints(suspect, *field)) }
                    }
                }
                @if suspect.hints.iter().any(|(field, _)| *field == Field::Record) {
                    tr { th scope="row" { "Запись" } td { "—" } td { (hints(suspect, Field::Record)) } }
                }
            }
        }
        @if staff.role.keeps_journal() {
            p { a class="button" data-record=(record.id) href={ "/desk/records/" (record.id) "?case=" (case.id) } { "Исправить запись " (record.id) } }
        }
    }
}

fn hints(suspect: &Suspect, field: Field) -> Markup {
    let mut hints = suspect.hints.iter().filter(|(of, _)| *of == field).peekable();
    html! {
        @if hints.peek().is_none() { "совпадает" }
        @for (_, hint) in hints { span class="hint-of-field" { (hint) } }
    }
}

/// Every step of the decision with its rule; no value of anybody.
#[must_use]
pub fn explanation(staff: &Staff, csrf: &str, case: &Case, examination: &Examination) -> Markup {
    let content = html! {
        h1 id="explanation" { "Разбор по шагам" }
        p { "Порядок шагов — тот, в котором спрашивает поддержка. Данные взяты на эту минуту." }
        ol class="steps" {
            @for step in &examination.steps { (one_step(step)) }
        }
        h2 { "Итог" }
        dl {
            dt { "Журнал" } dd { (examination.answer) }
            dt { "Решение сейчас" }
            dd {
                @match examination.row {
                    Some((row, rules)) => { (row) " (" (rules.join(", ")) ")" },
                    None => { "по строкам родителя: " (case.decision) },
                }
            }
            dt { "Что видит человек" }
            dd {
                @match (examination.message, examination.row) {
                    (Some(message), _) => { (message.text()) },
                    (None, Some(_)) => { "дневник открыт" },
                    (None, None) => { "имя ребёнка и «Дневник не найден»" },
                }
            }
        }
        p { a href={ "/desk/cases/" (case.id) } { "К обращению" } }
    };
    page("Разбор по шагам", Bar::Staff { staff, csrf }, &content)
}

fn one_step(step: &Step) -> Markup {
    let (class, word) = match step.standing {
        Standing::Fine => ("fine", "в порядке"),
        Standing::Attention => ("attention", "обратите внимание"),
        Standing::Cause => ("cause", "причина"),
        Standing::Open => ("open", "неизвестно"),
    };
    html! {
        li class=(class) data-step=(step.stage.as_str()) data-standing=(step.standing.as_str()) {
            b { (word) ": " } (step.text)
            @if let Some((row, rules)) = step.row { " — строка " (row) " (" (rules.join(", ")) ")" }
            @if !step.hints.is_empty() { ul { @for hint in &step.hints { li { (hint) } } } }
        }
    }
}
