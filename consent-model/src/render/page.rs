//! The page of one machine: everything that is needed to rebuild it on paper.

use super::Edition;
use super::markdown::{Table, anchor, code, literal};
use super::view::{Entry, View, Word, names};
use super::words::{ACTORS, REASONS, entry};
use crate::actor::ActorKind;
use crate::reason::Reason;
use crate::table::{Line, Outcome};
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt::Write as _;
use esia_core::rules::rules;

/// How an id that a row cites is shown.
type Cite<'c> = &'c dyn Fn(&str) -> String;

pub(super) fn page(view: &View, edition: Edition, cite: Cite<'_>) -> String {
    let mut text = String::from(edition.of(view.glossary.intro));
    let _ = write!(text, "\n\n{}\n", edition.pick(SIGNS.0, SIGNS.1));
    let heading = edition.pick("## Set-up and data", "## Начальные данные");
    let _ = write!(text, "\n{heading}\n\n{}\n", edition.of(view.glossary.setup));
    let heading = edition.pick("## States", "## Состояния");
    let _ = write!(text, "\n{heading}\n\n{}", states_list(view, edition));
    let heading = edition.pick("In brackets behind a state:", "В скобках за состоянием:");
    let _ = write!(text, "\n{heading}\n\n{}", list(&view.details, edition));
    let heading = edition.pick("## Diagram", "## Диаграмма");
    let _ =
        write!(text, "\n{heading}\n\n```mermaid\n{}```\n", super::diagram::mermaid(view, edition));
    let heading =
        edition.pick("## Every state with every event", "## Каждое состояние с каждым событием");
    let _ = write!(
        text,
        "\n{heading}\n\n{}\n\n{}",
        edition.pick(MATRIX.0, MATRIX.1),
        matrix(view, edition)
    );
    let heading = edition.pick("## The rows", "## Строки");
    let _ = write!(text, "\n{heading}\n\n{}\n", edition.pick(ROWS.0, ROWS.1));
    for event in &view.events {
        let words = event.words.map(|words| edition.of(words)).unwrap_or_default();
        let by: Vec<&str> = event.actors.iter().map(|kind| actor(*kind, edition)).collect();
        let by = by.join(edition.pick(" or ", " или "));
        let _ = write!(
            text,
            "\n<a id=\"event-{}\"></a>\n\n### {}\n\n{words} {}: {by}. {}\n\n",
            event.name,
            heading_of(view, event.name, edition),
            edition.pick("By", "Кто"),
            fields(view, event.name, edition)
        );
        let _ = write!(text, "{}", rows(view, event.name, edition, cite));
    }
    for (heading, names) in [
        (edition.pick("## Conditions", "## Условия"), &view.guards),
        (edition.pick("## What happens to the data", "## Что происходит с данными"), &view.changes),
        (edition.pick("## Effects", "## Последствия"), &view.emits),
        (edition.pick("## Reasons of a refusal", "## Причины отказа"), &reasons(view)),
    ] {
        let _ = write!(text, "\n{heading}\n\n{}", list(names, edition));
    }
    text
}

/// The identifier; in the Russian edition two words with it.
fn heading_of(view: &View, event: &'static str, edition: Edition) -> String {
    match edition {
        Edition::English => code(event),
        Edition::Russian => format!("{} ({})", view.event(event, edition), code(event)),
    }
}

/// What the event brings along besides `at`, `event` and `by`.
fn fields(view: &View, event: &str, edition: Edition) -> String {
    let fields = entry(view.glossary.fields, event);
    if fields.is_empty() {
        return String::new();
    }
    let fields = fields.replace("(none)", edition.pick("(none)", "(нет)"));
    format!("{}: {fields}.", edition.pick("Fields", "Поля"))
}

fn states_list(view: &View, edition: Edition) -> String {
    if edition == Edition::English {
        return list(&view.states, edition);
    }
    let mut table = Table::new(&["состояние", "имя в программе", "значение"]);
    for state in &view.states {
        let name = code(state.name);
        table.row([view.state(state.name, edition), name.as_str(), state.russian]);
    }
    table.to_string()
}

fn list(names: &[Word], edition: Edition) -> String {
    let mut table = Table::new(&[edition.pick("name", "имя"), edition.pick("meaning", "значение")]);
    for name in names {
        table.row([code(name.name).as_str(), edition.pick(&name.english, name.russian)]);
    }
    table.to_string()
}

/// The reasons that the machine gives, in the order of their list.
fn reasons(view: &View) -> Vec<Word> {
    let given = |name: &Word| {
        view.entries.iter().any(|entry| match entry.line.outcome {
            Outcome::Rejected(reason) => reason.as_str() == name.name,
            Outcome::Moves | Outcome::Stays | Outcome::Ignored => false,
        })
    };
    names::<Reason>(REASONS).into_iter().filter(given).collect()
}

fn matrix(view: &View, edition: Edition) -> String {
    let mut headings = Vec::from([String::new()]);
    headings.extend(view.states.iter().map(|state| state_shown(view, state.name, edition)));
    let mut table = Table::new(&headings.iter().map(String::as_str).collect::<Vec<_>>());
    for event in &view.events {
        let cells = view.states.iter().map(|state| {
            let of_cell = view.entries.iter().filter(|entry| {
                entry.line.event == event.name
                    && entry.states.contains(&state.name)
                    && entry.line.guards != ["foreign_actor"]
            });
            let mut told: Vec<String> = Vec::new();
            for entry in of_cell {
                let answer = short(view, &entry.line, edition);
                if !told.contains(&answer) {
                    told.push(answer);
                }
            }
            told.join("\n")
        });
        let shown = view.event(event.name, edition);
        let event = format!("[{shown}](#event-{})", event.name);
        table.row([event].into_iter().chain(cells));
    }
    table.to_string()
}

fn short(view: &View, line: &Line, edition: Edition) -> String {
    let goal = goal(view, line, edition);
    match line.outcome {
        Outcome::Moves => goal.unwrap_or_default(),
        Outcome::Stays => String::from(edition.pick("stay", "принято")),
        Outcome::Ignored => String::from("·"),
        Outcome::Rejected(reason) => {
            format!("✗{reason} {}", goal.unwrap_or_default()).trim().into()
        }
    }
}

/// The state that the row leads to, with what stands in brackets behind it.
fn goal(view: &View, line: &Line, edition: Edition) -> Option<String> {
    let detail = line.detail.map(|detail| view.detail(detail, edition));
    line.to.map(|to| match (edition, detail) {
        (_, None) => format!("→&nbsp;{}", view.state(to, edition)),
        (Edition::English, Some(detail)) => format!("→&nbsp;{to}({detail})"),
        (Edition::Russian, Some(detail)) => {
            format!("→&nbsp;{} ({detail})", view.state(to, edition))
        }
    })
}

/// A state in a heading or a cell.
fn state_shown(view: &View, name: &'static str, edition: Edition) -> String {
    match edition {
        Edition::English => code(name),
        Edition::Russian => view.state(name, edition).into(),
    }
}

fn rows(view: &View, event: &str, edition: Edition, cite: Cite<'_>) -> String {
    let mut table = Table::new(match edition {
        Edition::English => &[
            "row",
            "in",
            "if all of these hold",
            "answer",
            "data",
            "effects",
            "rules",
            "the instruction's words",
        ],
        Edition::Russian => &[
            "строка",
            "в состоянии",
            "если выполнено всё",
            "ответ",
            "данные",
            "последствия",
            "правила",
            "слова инструкции",
        ],
    });
    let of_event = view.entries.iter().filter(|entry| entry.line.event == event);
    for entry in of_event {
        let line = &entry.line;
        let rules: Vec<String> = line.rules.iter().map(|id| cite(id)).collect();
        table.row([
            format!("<a id=\"{}\"></a>{}", anchor(&entry.name), entry.name),
            states(entry, view, edition),
            told(&view.guards, line.guards.iter().copied(), edition),
            answer(view, line, edition),
            told(&view.changes, line.changes.iter().copied(), edition),
            told(&view.emits, line.effects.iter().map(String::as_str), edition),
            rules.join(", "),
            quoted(line, edition),
        ]);
    }
    table.to_string()
}

/// Names as the code has them; in the Russian edition what they mean.
fn told<'n>(names: &[Word], mentioned: impl Iterator<Item = &'n str>, edition: Edition) -> String {
    let mut parts = Vec::new();
    for name in mentioned {
        let known = names.iter().find(|known| known.name == name);
        parts.push(match (edition, known) {
            (Edition::Russian, Some(known)) => clause(known.russian),
            (Edition::Russian, None) | (Edition::English, _) => code(name),
        });
    }
    or_dash(&parts, edition.pick(", ", "; "))
}

/// A sentence as a part of another one.
fn clause(sentence: &str) -> String {
    let mut signs = sentence.trim_end_matches('.').chars();
    let first = signs.next().into_iter().flat_map(char::to_lowercase);
    first.chain(signs).collect()
}

fn answer(view: &View, line: &Line, edition: Edition) -> String {
    match (edition, line.outcome) {
        (Edition::English, _) | (Edition::Russian, Outcome::Moves) => short(view, line, edition),
        (Edition::Russian, Outcome::Stays) => String::from("принято, состояние то же"),
        (Edition::Russian, Outcome::Ignored) => String::from("без последствий"),
        (Edition::Russian, Outcome::Rejected(reason)) => {
            let goal = goal(view, line, edition).map(|goal| format!("; {goal}"));
            let why = clause(entry(REASONS, reason.as_str()));
            format!("✗ {why}{}", goal.unwrap_or_default())
        }
    }
}

fn states(entry: &Entry, view: &View, edition: Edition) -> String {
    if entry.states.len() == view.states.len() {
        return edition.pick("any", "в любом").into();
    }
    let names: Vec<String> =
        entry.states.iter().map(|state| state_shown(view, state, edition)).collect();
    names.join(", ")
}

/// What the instructions say here, and what they show.
fn quoted(line: &Line, edition: Edition) -> String {
    let shown = line
        .message
        .map(|text| format!("{} «{}»", edition.pick("shown:", "показано:"), literal(text)));
    let cited = line.rules.iter().flat_map(|id| rules().filter(move |rule| rule.id == *id));
    let words = cited.flat_map(|rule| rule.seed).map(|words| format!("«{}»", literal(words)));
    let mut parts: Vec<String> = shown.into_iter().collect();
    for words in words {
        if !parts.iter().any(|known| known.contains(&words)) {
            parts.push(words);
        }
    }
    or_dash(&parts, " ")
}

fn or_dash(parts: &[String], between: &str) -> String {
    if parts.is_empty() { String::from("—") } else { parts.join(between) }
}

fn actor(kind: ActorKind, edition: Edition) -> &'static str {
    let (english, name) = match kind {
        ActorKind::Representative => ("a representative", "representative"),
        ActorKind::Pupil => ("the pupil (`self`)", "pupil"),
        ActorKind::School => ("the school (`school`)", "school"),
        ActorKind::Clock => ("a timer (`clock`)", "clock"),
        ActorKind::Esia => ("ESIA or the consents platform (`esia`)", "esia"),
    };
    edition.pick(english, entry(ACTORS, name))
}

const SIGNS: (&str, &str) = (
    "How to read it: `→ x` moves to state x · `stay` accepted, data may change · `·` ignored, nothing \
     changes · `✗reason` refused. Of the rows for one state and event **the first whose conditions all \
     hold answers**; the last of them has none, so that every pair is answered. Names in `code type` are \
     those that `diaryctl replay` reads and writes.",
    "Как читать: → — переход в состояние · *принято* — состояние то же, данные могут измениться · «·» — без \
     последствий, ничего не меняется · ✗ — отклонено, с причиной. Из строк для одного состояния и события \
     **отвечает первая, все условия которой выполнены**; у последней условий нет, поэтому ответ есть у \
     каждой пары. Имена, набранные `так`, читает и пишет `diaryctl replay`.",
);

const MATRIX: (&str, &str) = (
    "Answers in the order in which they are tried; the rows below say on what conditions. Left out here: \
     an event whose actor is not among those that its heading names (*By*) is `✗not_entitled` in every \
     state.",
    "Ответы — в том порядке, в каком проверяются; условия — в строках ниже. Здесь опущено: событие не от \
     тех, кто назван под его заголовком (*Кто*), отклоняется в любом состоянии (not\\_entitled). Имена \
     причин объяснены в конце.",
);

const ROWS: (&str, &str) = (
    "Event by event, in the order in which they are tried. The conditions, changes and effects are \
     explained at the end; `case n`, `TM-n` and the like stand with the rules. In brackets behind a field: \
     what counts where the field is left out, or what it may say.",
    "По событиям, в порядке проверки. Условия, изменения и последствия объяснены в конце; `case n`, \
     `TM-n` и подобное — на странице правил. В скобках за полем: что считается, если поля нет, или что в \
     нём может стоять.",
);
