//! Signing in at the desk, and what a role may not do.

use crate::pages::layout::{Bar, hidden, page};
use crate::store::Staff;
use esia_core::record::RecordId;
use maud::{Markup, html};

/// The form for name and password; an error does not tell which of the two was wrong.
#[must_use]
pub fn sign_in(csrf: &str, error: Option<&str>) -> Markup {
    let content = html! {
        h1 { "Рабочее место школы" }
        @if let Some(error) = error {
            div class="errors" id="errors" role="alert" { p { (error) ". Попробуйте ещё раз." } }
        }
        form class="block" method="post" action="/desk/sign-in" {
            (hidden("csrf", csrf))
            div class="field" {
                label for="login" { "Имя для входа" }
                input id="login" name="login" required autocomplete="username" maxlength="64";
            }
            div class="field" {
                label for="password" { "Пароль" }
                input id="password" name="password" type="password" required
                    autocomplete="current-password" maxlength="256";
            }
            button class="button" id="desk-sign-in" type="submit" { "Войти" }
        }
    };
    page("Вход сотрудника", Bar::Visitor, &content)
}

/// What this role may not do.
#[must_use]
pub fn forbidden(staff: &Staff, csrf: &str) -> Markup {
    let content = html! {
        h1 id="forbidden" { "Это делает другой сотрудник" }
        p { "Ваша роль — " (staff.role.russian()) ". Попросите секретаря или руководителя." }
    };
    page("Нет доступа", Bar::Staff { staff, csrf }, &content)
}

/// Who proposed a change may not approve it.
#[must_use]
pub fn same_person(staff: &Staff, csrf: &str) -> Markup {
    let content = html! {
        h1 id="same-person" { "Нужен второй человек" }
        p { "Это изменение предложили вы. Подтвердить или отклонить его должен другой сотрудник." }
        p { a href="/desk/changes" { "К списку изменений" } }
    };
    page("Нужен второй человек", Bar::Staff { staff, csrf }, &content)
}

/// The register has changed since the form was shown.
#[must_use]
pub fn stale(staff: &Staff, csrf: &str, record: &RecordId) -> Markup {
    let content = html! {
        h1 id="stale" { "Запись уже изменилась" }
        p {
            "Пока форма была открыта, запись изменил кто-то другой или вы сами в другом окне. "
            "Ничего не внесено."
        }
        p { a class="button" href={ "/desk/records/" (record) } { "Открыть запись заново" } }
    };
    page("Запись уже изменилась", Bar::Staff { staff, csrf }, &content)
}

/// The register has changed since the change was proposed or the file was checked.
#[must_use]
pub fn stale_change(staff: &Staff, csrf: &str) -> Markup {
    let content = html! {
        h1 id="stale" { "Журнал уже изменился" }
        p {
            "После проверки хотя бы одну из этих записей изменил кто-то другой. Ничего не внесено, "
            "в журнале всё осталось как было."
        }
        p {
            "Внесите изменение заново или загрузите файл ещё раз: проверка покажет, чем он "
            "отличается теперь."
        }
        p {
            a class="button" href="/desk/upload" { "Загрузить файл ещё раз" }
            " "
            a href="/desk/changes" { "К списку изменений" }
        }
    };
    page("Журнал уже изменился", Bar::Staff { staff, csrf }, &content)
}
