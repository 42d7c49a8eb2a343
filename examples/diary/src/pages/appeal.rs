//! The appeal form (форма обращения), and what stands there afterwards.

use super::layout::{Bar, error_summary, hidden, page};
use maud::{Markup, html};
use std::fmt;

/// What a person has typed into the form; `Debug` shows nothing of it.
#[derive(Default)]
pub struct AppealForm {
    /// The support code.
    pub code: String,
    /// How to be answered.
    pub contact: String,
    /// What happened.
    pub words: String,
    /// The school that is to answer; empty where nobody asked.
    pub school: String,
}

impl fmt::Debug for AppealForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppealForm")
    }
}

/// The form; `form` makes one appeal of it, however often it is sent. The school is asked for where
/// there are several.
#[must_use]
pub fn appeal(
    typed: &AppealForm,
    schools: &[String],
    csrf: &str,
    form: &str,
    errors: &[(&str, String)],
) -> Markup {
    let content = html! {
        h1 { "Форма обратной связи" }
        p {
            "Обращение получит ответственный сотрудник школы. Он сверит данные журнала с "
            "документами и исправит то, что внесено с ошибкой."
        }
        (error_summary(errors))
        form class="block" method="post" action="/appeal" {
            (hidden("csrf", csrf))
            (hidden("form", form))
            div class="field" {
                label for="code" { "Код обращения" }
                p class="hint" id="code-hint" {
                    "Двенадцать букв и цифр со страницы отказа. Нет кода — оставьте пустым."
                }
                input id="code" name="code" value=(typed.code) autocomplete="off"
                    aria-describedby="code-hint" maxlength="40";
            }
            @if schools.len() > 1 {
                div class="field" {
                    label for="school" { "Школа" }
                    select id="school" name="school" required {
                        option value="" { "Выберите школу" }
                        @for school in schools {
                            option value=(school) selected[*school == typed.school] { (school) }
                        }
                    }
                }
            }
            div class="field" {
                label for="contact" { "Как вам ответить" }
                p class="hint" id="contact-hint" { "Телефон или электронная почта." }
                input id="contact" name="contact" value=(typed.contact) required
                    aria-describedby="contact-hint" maxlength="200";
            }
            div class="field" {
                label for="words" { "Что случилось" }
                p class="hint" id="words-hint" {
                    "Номера документов писать не нужно: принесите документ в школу."
                }
                textarea id="words" name="words" rows="5" aria-describedby="words-hint"
                    maxlength="2000" { (typed.words) }
            }
            button class="button" id="send-appeal" type="submit" { "Отправить" }
        }
    };
    page("Форма обратной связи", Bar::Visitor, &content)
}

/// What stands there once an appeal was sent; the same whatever the code was.
#[must_use]
pub fn appealed() -> Markup {
    let content = html! {
        h1 id="appealed" { "Обращение отправлено" }
        p { "Школа ответит вам сама. Если данные исправят, просто войдите в дневник ещё раз." }
        p { a class="button" href="/" { "На страницу входа" } }
    };
    page("Обращение отправлено", Bar::Visitor, &content)
}
