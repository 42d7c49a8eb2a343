//! Threats, what stands against each, and the tests.

use super::super::library::Library;
use super::{Page, linked, place, tests};
use consent_model::render::Edition;
use consent_model::render::markdown::Table;
use esia_core::rules::{THREATS, Words};

pub(super) const PAGE: Page = Page {
    name: "threats",
    title: Words { english: "Threats and defences", russian: "Угрозы и защита" },
    about: Words {
        english: "What could go wrong, what stands against it, and the tests that say so.",
        russian: "Что может случиться, что этому противостоит и какие проверки это подтверждают.",
    },
    body,
};

fn body(library: &Library, edition: Edition) -> String {
    let introduction = edition.pick(
        "A self-assessment. A dash in the last column means that no test cites the threat yet.",
        "Самооценка. Прочерк в последнем столбце: на эту угрозу пока не ссылается ни одна проверка.",
    );
    let mut table = Table::new(match edition {
        Edition::English => &["threat", "what could happen", "what stands against it", "tests"],
        Edition::Russian => {
            &["угроза", "что может случиться", "что этому противостоит", "проверки"]
        }
    });
    for threat in THREATS {
        table.row([
            place(threat.id),
            linked(edition.of(threat.words), edition),
            linked(edition.of(threat.defence), edition),
            tests(library.tests_of(threat.id)),
        ]);
    }
    format!("{introduction}\n\n{table}")
}
