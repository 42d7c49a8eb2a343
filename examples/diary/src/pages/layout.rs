//! The frame of every page.

use maud::{DOCTYPE, Markup, html};

/// The one style sheet.
pub const STYLE: &str = include_str!("../../assets/style.css");

/// A page with its title and content; `signed_in` offers the way out.
pub(super) fn page(title: &str, signed_in: bool, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " — Электронный дневник" }
                link rel="stylesheet" href="/style.css";
            }
            body {
                header {
                    span class="name" { "Электронный дневник" }
                    @if signed_in {
                        form method="post" action="/logout" {
                            button class="button quiet" id="sign-out" type="submit" { "Выйти" }
                        }
                    }
                }
                main { (content) }
                footer {
                    p { "Учебный образец. Школа, ученики и оценки вымышлены." }
                }
            }
        }
    }
}
