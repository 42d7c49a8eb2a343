//! The frame of every page; each says that it is an imitation.

use crate::error::Refusal;
use maud::{DOCTYPE, Markup, html};

/// A page.
pub(crate) fn page(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " — имитация" }
                style { (STYLE) }
            }
            body {
                p.imitation role="note" id="imitation" data-testid="imitation" {
                    "Имитация. Это не портал Госуслуг. Люди вымышлены, пароль не нужен."
                }
                main {
                    h1 { (title) }
                    (body)
                }
            }
        }
    }
}

/// The page of a request that cannot be answered at the client's address.
pub(crate) fn refusal(refusal: &Refusal) -> Markup {
    page(
        "Ошибка входа",
        &html! {
            p { "Запрос информационной системы не принят." }
            p { code id="error-code" data-testid="error-code" { (refusal.description()) } }
        },
    )
}

/// A short message without a way on.
pub(crate) fn message(title: &str, text: &str) -> Markup {
    page(title, &html! { p { (text) } })
}

/// A button that is found by its name in tests.
pub(crate) fn button(name: &str, test_id: &str, value: (&str, &str)) -> Markup {
    let (field, value) = value;
    html! {
        button type="submit" id=(test_id) data-testid=(test_id) name=(field) value=(value) { (name) }
    }
}

const STYLE: &str = "body{font:16px/1.5 sans-serif;margin:0;color:#222;background:#f6f6f4}\
main{max-width:46rem;margin:0 auto;padding:1rem}\
.imitation{background:#5b2a86;color:#fff;margin:0;padding:.5rem 1rem;text-align:center}\
ul{padding:0;list-style:none}li{margin:.5rem 0;padding:.75rem;background:#fff;\
border:1px solid #ccc;border-radius:.4rem}\
button{font:inherit;padding:.5rem 1rem;margin:.25rem .5rem .25rem 0;border:1px solid #5b2a86;\
border-radius:.4rem;background:#fff;cursor:pointer}button:focus-visible,a:focus-visible{\
outline:3px solid #e0a800}small{display:block;color:#555}nav a{margin-right:1rem}";
