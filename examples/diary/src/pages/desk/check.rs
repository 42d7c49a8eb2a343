//! The report on the journal: counts, a plot by kind, and the list to mend.

use crate::desk::check::Checked;
use crate::pages::layout::{Bar, page};
use crate::russian;
use crate::store::Staff;
use maud::{Markup, html};

/// What is wrong with the journal, before anybody signs in.
#[must_use]
pub fn check(staff: &Staff, csrf: &str, checked: &Checked) -> Markup {
    let most = checked.kinds.first().map_or(1, |(_, count)| *count);
    let content = html! {
        h1 id="check" { "Проверка журнала" }
        p {
            "Действующих записей: " (checked.records) ". "
            "С замечаниями: " (checked.flawed.len()) ". Значений здесь нет."
        }
        @if !checked.kinds.is_empty() {
            h2 { "Замечания по видам" }
            table {
                caption { (russian::count(checked.kinds.len(), ["вид", "вида", "видов"])) }
                thead { tr { th scope="col" { "Вид" } th scope="col" { "Сколько" } th scope="col" { "Доля" } } }
                tbody {
                    @for (label, count) in &checked.kinds {
                        tr {
                            td { (label) }
                            td { (count) }
                            td {
                                svg class="bar" viewBox="0 0 300 12" aria-hidden="true" {
                                    rect width=(width(*count, most)) height="12" {}
                                }
                            }
                        }
                    }
                }
            }
            h2 { "Что исправить" }
            table {
                caption { (russian::count(checked.flawed.len(), ["запись", "записи", "записей"])) }
                thead { tr { th scope="col" { "Запись" } th scope="col" { "Замечания" } } }
                tbody {
                    @for (record, hints) in checked.flawed.iter().take(SHOWN_MAX) {
                        tr {
                            td { a href={ "/desk/records/" (record) } { (record) } }
                            td { @for hint in hints { span class="hint-of-field" { (hint) } } }
                        }
                    }
                }
            }
        }
    };
    page("Проверка журнала", Bar::Staff { staff, csrf }, &content)
}

/// A bar that can be seen, however rare the kind.
fn width(count: usize, most: usize) -> usize {
    count.saturating_mul(300).checked_div(most).unwrap_or(300).max(2)
}

/// How many records the list shows.
const SHOWN_MAX: usize = 300;
