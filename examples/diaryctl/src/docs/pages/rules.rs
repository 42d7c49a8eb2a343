//! The catalogue of rules, readings and notes.

use super::super::library::Library;
use super::{Page, linked, place, titled};
use consent_model::render::Edition;
use consent_model::render::markdown::{Table, code, literal};
use esia_core::rules::{NOTES, Rule, Standing, Words, rules};
use std::fmt::Write as _;

pub(super) const PAGE: Page = Page {
    name: "rules",
    title: Words { english: "The rules", russian: "Правила" },
    about: Words {
        english: "What the two instructions say, clause by clause, and how we read them.",
        russian: "Что говорят две инструкции, по строкам, и как мы их читаем.",
    },
    body,
};

fn body(library: &Library, edition: Edition) -> String {
    let mut text = String::from(edition.pick(INTRODUCTION.0, INTRODUCTION.1));
    for (heading, first, last) in SECTIONS {
        let _ = write!(text, "\n\n## {}\n\n", edition.of(*heading));
        let mut table = Table::new(match edition {
            Edition::English => {
                &["rule", "where", "what it says", "the instruction's words", "carried by"]
            }
            Edition::Russian => {
                &["правило", "где", "что сказано", "слова инструкции", "чем исполнено"]
            }
        });
        for rule in rules().filter(|rule| is_between(rule.id, first, last)) {
            let words: Vec<String> =
                rule.seed.iter().map(|words| format!("«{}»", literal(words))).collect();
            table.row([
                place(rule.id),
                rule.clause.to_owned(),
                linked(edition.of(rule.words), edition),
                if words.is_empty() { String::from("—") } else { words.join(", ") },
                carried(rule, library, edition),
            ]);
        }
        let _ = write!(text, "{table}");
    }
    let _ = write!(text, "\n\n{}\n\n", edition.pick(READINGS.0, READINGS.1));
    let mut table = Table::new(match edition {
        Edition::English => &["question", "how it is read", "carried by"],
        Edition::Russian => &["вопрос", "как это понимается", "чем исполнено"],
    });
    for rule in rules().filter(|rule| rule.id.starts_with("Q-")) {
        let words = linked(edition.of(rule.words), edition);
        table.row([place(rule.id), words, carried(rule, library, edition)]);
    }
    let _ = write!(text, "{table}");
    let _ = write!(text, "\n\n{}\n\n", edition.pick(OTHERS.0, OTHERS.1));
    let mut table =
        Table::new(&[edition.pick("id", "обозначение"), edition.pick("what it says", "что это")]);
    for note in NOTES {
        table.row([place(note.id), linked(edition.of(note.words), edition)]);
    }
    let _ = write!(text, "{table}");
    text
}

/// Ids of one letter have numbers of one length, so that the order of texts is theirs.
fn is_between(id: &str, first: &str, last: &str) -> bool {
    id.starts_with("R-") && (first..=last).contains(&id)
}

fn carried(rule: &Rule, library: &Library, edition: Edition) -> String {
    match rule.standing {
        Standing::Row => {
            let mut pages: Vec<(&str, usize)> = Vec::new();
            for row in library.rows_of(rule.id) {
                match pages.iter_mut().find(|(page, _)| *page == row.page) {
                    Some((_, count)) => *count = count.saturating_add(1),
                    None => pages.push((row.page, 1)),
                }
            }
            let told =
                pages.iter().map(|(page, count)| format!("{}: {count}", titled(page, edition)));
            let told: Vec<String> = told.collect();
            format!("{} {}", edition.pick("rows of", "строки"), told.join(", "))
        }
        Standing::Kept { by, why } => {
            let file = format!("[{}](../{by})", code(by));
            format!("{file}. {}", linked(edition.of(why), edition))
        }
        Standing::Outside { why } => {
            let nobody = edition.pick("*nothing of ours*", "*ничем у нас*");
            format!("{nobody}. {}", linked(edition.of(why), edition))
        }
    }
}

const SECTIONS: &[(Words, &str, &str)] = &[
    (Words { english: "Sign-in under 18", russian: "Вход младше 18 лет" }, "R-01", "R-12"),
    (Words { english: "Sign-in from 18", russian: "Вход с 18 лет" }, "R-13", "R-16"),
    (
        Words {
            english: "The self-made account, 14 to 18",
            russian: "Самостоятельная учётная запись, 14–18 лет",
        },
        "R-17",
        "R-33",
    ),
    (
        Words {
            english: "The child's card and its check",
            russian: "Карточка ребёнка и её проверка",
        },
        "R-34",
        "R-46",
    ),
    (
        Words {
            english: "Making the child account", russian: "Создание детской учётной записи"
        },
        "R-47",
        "R-65",
    ),
    (Words { english: "The shorter guide", russian: "Краткая памятка" }, "R-66", "R-76"),
    (
        Words {
            english: "What follows from these", russian: "Что следует из сказанного"
        },
        "R-77",
        "R-82",
    ),
];

const INTRODUCTION: (&str, &str) = (
    "Two instructions that schools were given are the ground of everything here; they are kept as they \
     came, [000](sources/000.txt) and [002](sources/002.txt). `000:15` is line 15 of the first. What \
     stands in «…» is theirs, sign by sign. The last column says what carries a rule: rows of a table, \
     other code with its reason, or nothing of ours, and why.",
    "Всё здесь опирается на две инструкции, разосланные школам; они сохранены как были: \
     [000](sources/000.txt) и [002](sources/002.txt). `000:15` — строка 15 первой из них. В «…» стоят \
     слова инструкции, знак в знак. Последний столбец говорит, чем правило исполнено: строками таблиц, \
     другим кодом с пояснением — или ничем у нас, и почему.",
);

const READINGS: (&str, &str) = (
    "## Where the instructions are silent or disagree\n\nEach question has one answer, and the answer \
     is a rule like the others.",
    "## Где инструкции молчат или расходятся\n\nУ каждого вопроса один ответ, и этот ответ — такое же \
     правило.",
);

const OTHERS: (&str, &str) = (
    "## What else a row may cite\n\nActors, settled cases of the state machines, timers, open points, \
     clauses of law (an engineering reading, not legal advice).",
    "## На что ещё ссылаются строки\n\nДействующие лица, решённые случаи автоматов, таймеры, открытые \
     вопросы, нормы закона (прочтение инженерное, а не юридическое).",
);
