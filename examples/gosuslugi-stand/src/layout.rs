//! The frame of every page; each says that it is an imitation.

use crate::error::Refusal;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page.
pub(crate) fn page(title: &str, body: &Markup) -> Markup {
    framed(title, &html! {}, body, &html! {})
}

/// A page of the cabinet: its sections before it, the simulation's controls after it.
pub(crate) fn cabinet(title: &str, csrf: &str, body: &Markup, panel: &Markup) -> Markup {
    let sections = html! {
        header {
            nav aria-label="Разделы" {
                @for (address, test_id, name) in SECTIONS {
                    a href=(address) id=(test_id) data-testid=(test_id) { (name) }
                }
            }
            form method="post" action="/lk/sign-out" {
                input type="hidden" name="csrf" value=(csrf);
                (button("Выйти", "lk-sign-out", ("out", "1")))
            }
        }
    };
    framed(title, &sections, body, panel)
}

fn framed(title: &str, before: &Markup, body: &Markup, after: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " — имитация" }
                // As it stands: escaped, a selector with > would be none.
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#content" { "К содержанию" }
                aside.imitation aria-label="Имитация" id="imitation" data-testid="imitation" {
                    "Имитация. Это не портал Госуслуг. Люди вымышлены, пароль не нужен."
                }
                (before)
                main id="content" tabindex="-1" {
                    h1 { (title) }
                    (body)
                }
                (after)
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

/// The sections of the cabinet.
const SECTIONS: [(&str, &str, &str); 6] = [
    ("/lk", "lk-nav-home", "Личный кабинет"),
    ("/lk/family", "lk-nav-family", "Семья и дети"),
    ("/lk/profile", "lk-nav-profile", "Профиль"),
    ("/lk/consents", "lk-nav-consents", "Согласия"),
    ("/lk/school-portfolio", "lk-nav-portfolio", "Школьное портфолио"),
    ("/lk/notices", "lk-nav-notices", "Уведомления"),
];

const STYLE: &str = "body{font:16px/1.5 sans-serif;margin:0;color:#222;background:#f6f6f4}\
main{max-width:46rem;margin:0 auto;padding:1rem}\
.imitation{background:#5b2a86;color:#fff;margin:0;padding:.5rem 1rem;text-align:center}\
ul{padding:0;list-style:none}li{margin:.5rem 0;padding:.75rem;background:#fff;\
border:1px solid #ccc;border-radius:.4rem}\
button{font:inherit;padding:.5rem 1rem;margin:.25rem .5rem .25rem 0;border:1px solid #5b2a86;\
border-radius:.4rem;background:#fff;cursor:pointer}button:focus-visible,a:focus-visible{\
outline:3px solid #8a5a00;outline-offset:2px}small{display:block;color:#555}\
nav a{display:inline-block;padding:.4rem 0;margin-right:1rem}\
header{max-width:46rem;margin:0 auto;padding:.5rem 1rem 0;display:flex;flex-wrap:wrap;\
justify-content:space-between}\
.skip{position:absolute;left:-100rem}.skip:focus{position:static}\
a.button{display:inline-block;padding:.5rem 1rem;margin:.25rem 0;border:1px solid #5b2a86;\
border-radius:.4rem;background:#fff;color:#222;text-decoration:none}\
.field{margin:0 0 1rem}label{font-weight:600}.field label{display:block}\
input[type=text],input[type=tel],input[type=email],input[type=password]{font:inherit;\
width:100%;max-width:26rem;box-sizing:border-box;padding:.5rem;border:1px solid #666;\
border-radius:.3rem}input[aria-invalid]{border:2px solid #a01020}\
.hint{display:block;color:#555;margin:0 0 .25rem}.error{display:block;color:#a01020;\
font-weight:600}.errors{border:3px solid #a01020;padding:0 1rem;margin:0 0 1rem;background:#fff}\
.errors h2{font-size:1.1rem}.errors a{color:#a01020}fieldset{border:1px solid #999;\
border-radius:.4rem;margin:0 0 1rem}legend{font-weight:600}.choice{margin:.5rem 0}\
.choice input{width:1.2rem;height:1.2rem;vertical-align:middle}.choice label{font-weight:400}\
dl div{padding:.3rem 0;border-bottom:1px solid #ddd}dt{color:#555}dd{margin:0}\
.code{font:700 1.8rem/1.4 monospace;letter-spacing:.15em}.crumbs{color:#555}\
.panel,.paper{max-width:46rem;margin:1.5rem auto;padding:.5rem 1rem;border:2px dashed #5b2a86;\
background:#efe8f5;box-sizing:border-box}.panel h2{font-size:1.1rem}\
.window{border:2px solid #5b2a86;background:#fff;padding:0 1rem 1rem;margin:0 0 1rem}\
.aside-buttons{margin-top:1.5rem}.kept{color:#0a6b2d}.broken{color:#a01020}\
main form>button:first-of-type,main a.button{background:#5b2a86;color:#fff}\
#card-edit,#code-close,#login-refuse{background:#fff;color:#222}\
.done{background:#e3f3e6;padding:.5rem 1rem}ol{padding-left:1.5rem}ol li{list-style:decimal}";
