//! The frame of every page.

use crate::store::Staff;
use maud::{DOCTYPE, Markup, html};

/// The one style sheet.
pub const STYLE: &str = include_str!("../../assets/style.css");

/// The one script: comfort at the correction form.
pub const SCRIPT: &str = include_str!("../../assets/record.js");

/// Who the page is shown to, and the proof for the form that signs out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bar<'a> {
    /// Nobody has signed in.
    Visitor,
    /// A pupil or a parent.
    SignedIn {
        /// The proof.
        csrf: &'a str,
    },
    /// A member of staff at the desk.
    Staff {
        /// Who.
        staff: &'a Staff,
        /// The proof.
        csrf: &'a str,
    },
}

/// A page with its title and content; the content begins with the one `h1`.
pub(super) fn page(title: &str, bar: Bar<'_>, content: &Markup) -> Markup {
    let service = match bar {
        Bar::Visitor | Bar::SignedIn { .. } => "Электронный дневник",
        Bar::Staff { .. } => "Рабочее место школы",
    };
    html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " — " (service) }
                link rel="stylesheet" href="/style.css";
            }
            body {
                a class="skip" href="#main" { "К содержанию" }
                header {
                    span class="name" { (service) }
                    @match bar {
                        Bar::Visitor => {},
                        Bar::SignedIn { csrf } => (sign_out("/logout", csrf)),
                        Bar::Staff { staff, csrf } => {
                            span class="who" { (staff.name) ", " (staff.role.russian()) }
                            (sign_out("/desk/sign-out", csrf))
                        },
                    }
                }
                @if let Bar::Staff { staff, .. } = bar { (menu(staff)) }
                main id="main" tabindex="-1" { (content) }
                footer {
                    p { "Учебный образец. Школа, ученики и оценки вымышлены." }
                }
            }
        }
    }
}

fn sign_out(address: &str, csrf: &str) -> Markup {
    html! {
        form method="post" action=(address) {
            (hidden("csrf", csrf))
            button class="button quiet" id="sign-out" type="submit" { "Выйти" }
        }
    }
}

/// What a role can go to.
fn menu(staff: &Staff) -> Markup {
    html! {
        nav aria-label="Разделы" {
            ul {
                li { a id="desk-nav-cases" href="/desk" { "Обращения" } }
                @if staff.role.keeps_journal() {
                    li { a id="desk-nav-records" href="/desk/records" { "Журнал" } }
                    li { a id="desk-nav-changes" href="/desk/changes" { "Изменения" } }
                    li { a id="desk-nav-upload" href="/desk/upload" { "Загрузка" } }
                    li { a id="desk-nav-check" href="/desk/check" { "Проверка" } }
                    li { a id="desk-nav-history" href="/desk/history" { "История" } }
                }
            }
        }
    }
}

/// A field that the person does not see.
pub(super) fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// What is wrong with a form, said once above it, each line leading to its field.
pub(super) fn error_summary(errors: &[(&str, String)]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div class="errors" id="errors" role="alert" {
                h2 { "Проверьте, что введено" }
                ul {
                    @for (field, error) in errors {
                        li { a href={ "#" (field) } { (error) } }
                    }
                }
            }
        }
    }
}
