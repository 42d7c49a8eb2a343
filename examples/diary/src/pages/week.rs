//! The diary itself: a week of lessons with homework and marks.

use super::layout::{Bar, page};
use crate::russian;
use crate::store::{Lesson, Record};
use chrono::{Days, NaiveDate};
use esia_core::access::{ChildVisit, Login};
use maud::{Markup, html};

/// By what right a diary is drawn; it can be drawn for nobody who has none.
#[derive(Clone, Copy, Debug)]
pub enum Reader<'a> {
    /// The pupil's own login.
    Pupil(&'a Login),
    /// A parent's visit.
    Parent(&'a ChildVisit),
}

impl Reader<'_> {
    /// The address of this diary.
    fn address(self) -> String {
        match self {
            Self::Pupil(_) => String::from("/diary"),
            Self::Parent(visit) => format!("/family/{}", visit.record()),
        }
    }

    const fn today(self) -> NaiveDate {
        match self {
            Self::Pupil(login) => login.day(),
            Self::Parent(visit) => visit.day(),
        }
    }
}

/// One week of a record's diary, which begins on `monday`.
#[must_use]
pub fn week(
    reader: Reader<'_>,
    record: &Record,
    monday: NaiveDate,
    lessons: &[Lesson],
    csrf: &str,
) -> Markup {
    let address = reader.address();
    let day = |offset| monday.checked_add_days(Days::new(offset)).unwrap_or(monday);
    let before = monday.checked_sub_days(Days::new(7)).unwrap_or(monday);
    let content = html! {
        h1 id="diary" { "Дневник: " (record.first_name.expose()) ", " (record.class) " класс" }
        @if let Reader::Parent(_) = reader {
            p { a id="back-to-family" href="/family" { "Все дети" } }
        }
        nav class="weeks" aria-label="Недели" {
            a rel="prev" href={ (address) "?week=" (before) } { "Предыдущая неделя" }
            span id="week" { (russian::day(monday)) " — " (russian::full_day(day(5))) }
            a rel="next" href={ (address) "?week=" (day(7)) } { "Следующая неделя" }
        }
        @for of in (0..6).map(day) {
            @let of_day: Vec<&Lesson> = lessons.iter().filter(|lesson| lesson.day == of).collect();
            @if !of_day.is_empty() { (one_day(of, reader.today(), &of_day)) }
        }
        @if lessons.is_empty() { p id="no-lessons" { "На этой неделе уроков нет." } }
    };
    page("Дневник", Bar::SignedIn { csrf }, &content)
}

fn one_day(of: NaiveDate, today: NaiveDate, lessons: &[&Lesson]) -> Markup {
    html! {
        table class="lessons" {
            caption {
                (russian::weekday(of))
                @if of == today { " (сегодня)" }
            }
            thead {
                tr {
                    th scope="col" { "№" } th scope="col" { "Предмет" }
                    th scope="col" { "Задание" } th scope="col" { "Оценка" }
                }
            }
            tbody {
                @for lesson in lessons {
                    tr {
                        td { (lesson.number) }
                        td { (lesson.subject) }
                        td { (lesson.homework) }
                        td { @if let Some(mark) = lesson.mark { (mark) } @else { "—" } }
                    }
                }
            }
        }
    }
}
