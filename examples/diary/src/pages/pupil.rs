//! The diary itself: what an entry opens.

use super::layout::page;
use crate::store::Record;
use esia_core::access::Login;
use maud::{Markup, html};

/// One lesson of the day.
#[derive(Clone, Copy, Debug)]
pub struct Lesson {
    /// The subject taught.
    pub title: &'static str,
    /// What to do at home.
    pub homework: &'static str,
    /// The mark, where one was given.
    pub mark: Option<u8>,
}

/// A pupil's page. It takes the [`Login`], so that it cannot be drawn for anybody who has none.
#[must_use]
pub fn pupil(login: &Login, record: &Record, lessons: &[Lesson]) -> Markup {
    let content = html! {
        h1 id="diary" { "Дневник: " (record.first_name.expose()) ", " (record.class) " класс" }
        h2 { "Уроки на " (login.day().format("%d.%m.%Y")) }
        table {
            thead { tr { th scope="col" { "Предмет" } th scope="col" { "Задание" } th scope="col" { "Оценка" } } }
            tbody {
                @for lesson in lessons {
                    tr {
                        td { (lesson.title) }
                        td { (lesson.homework) }
                        td { @if let Some(mark) = lesson.mark { (mark) } @else { "—" } }
                    }
                }
            }
        }
    };
    page("Дневник", true, &content)
}
