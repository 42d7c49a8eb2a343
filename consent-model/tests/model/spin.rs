//! The Promela twin of a machine, made from the lines of its table, and spin's word on it.
//!
//! The twin keeps the state and the few data that a liveness property needs. A guard that it does
//! not know may hold or not, so the twin does all that the machine does and more: what must happen
//! in the twin must happen in the machine. One process for each timer; weak fairness (`-f`).

use consent_model::consent;
use consent_model::machine::Machine;
use consent_model::names::Named as _;
use consent_model::table::{Line, Outcome, Row, lines_of};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What one twin is made for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Twin {
    /// What must hold.
    pub(crate) name: &'static str,
    /// The same for spin, over `state`, `owed` and the names of the states.
    formula: &'static str,
    /// Who does what, each for ever.
    actors: &'static [(&'static str, &'static [Doing])],
}

/// What an actor of the twin can do: the event, when, and what is known of its guards.
#[derive(Clone, Copy, Debug)]
struct Doing {
    event: &'static str,
    /// When the actor does it; `true` for whenever it likes.
    when: &'static str,
    /// The guards that hold at such an event.
    holding: &'static [&'static str],
}

/// Guards that never hold in the twin: its actors are those who may act.
const NEVER: &[&str] =
    &["foreign_actor", "stranger", "for_another", "other_parent", "not_recipient"];

const fn at_will(event: &'static str) -> Doing {
    Doing { event, when: "true", holding: &[] }
}

const fn due(event: &'static str, when: &'static str, holding: &'static [&'static str]) -> Doing {
    Doing { event, when, holding }
}

/// What people do, or do not: nothing of it is owed to anybody.
const PARENT: &[Doing] = &[
    at_will("approved"),
    at_will("approved_in_advance"),
    at_will("declined"),
    at_will("withdrawn"),
    at_will("objected"),
    at_will("objection_lifted"),
    at_will("linked"),
    at_will("unlinked"),
];
const PUPIL: &[Doing] = &[
    at_will("sign_in_attempted"),
    at_will("self_approved"),
    at_will("self_declined"),
    at_will("self_withdrawn"),
];
const REGISTRY: &[Doing] = &[
    at_will("authority_lost"),
    at_will("authority_ruling"),
    at_will("birth_date_corrected"),
    at_will("scope_changed"),
    at_will("evidence_annulled"),
];

pub(crate) static REQUESTS_END: Twin = Twin {
    name: "I-42 every request ends: granted, contested, declined, lapsed or ended",
    formula: "[] (state == requested -> <> (state == granted || state == contested || \
              state == declined || state == lapsed || state == ended))",
    actors: &[
        ("pupil", PUPIL),
        ("parents", PARENT),
        ("registry", REGISTRY),
        ("timer_of_the_request", &[due("request_lapsed", "state == requested", &[])]),
        (
            "timer_of_the_term",
            &[due("term_expired", "state == granted || state == contested", &[])],
        ),
        ("timer_of_the_birthday", &[at_will("turned_eighteen")]),
    ],
};

pub(crate) static CODES_END: Twin = Twin {
    name: "I-43 every issued code ends: linked, expired, voided, closed, or a new attempt voids it",
    formula: "[] (state == code_issued -> <> (state == linked || state == expired || \
              state == voided || state == closed || state == target_given))",
    actors: &[
        (
            "parent",
            &[
                at_will("link_started"),
                at_will("ownership_confirmed"),
                at_will("code_requested_again"),
                at_will("child_email_changed"),
                at_will("card_verified"),
                at_will("child_account_created"),
            ],
        ),
        ("pupil", &[at_will("code_entered"), at_will("window_closed")]),
        (
            "registry",
            &[
                at_will("authority_lost"),
                at_will("authority_restored"),
                at_will("account_deleted"),
                at_will("unlinked"),
            ],
        ),
        ("timer_of_the_code", &[due("tick", "state == code_issued", &["code_dead"])]),
        ("timer_of_the_birthday", &[at_will("turned_eighteen")]),
    ],
};

/// The request is looked at while nobody answers it and no timer ends it: its notice alone must
/// come to its end.
pub(crate) static NOTICES_END: Twin = Twin {
    name: "I-46 every notice duty is met or becomes a staff task, while the request is open",
    formula: "[] (owed -> <> (!owed || state != requested))",
    actors: &[
        ("pupil", PUPIL),
        ("parents", PARENT),
        ("post", &[due("notice_failed", "owed && state == requested", &[])]),
    ],
};

/// A run without end in which what is owed never comes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Endless;

/// Makes the twin of these rows and asks spin whether the property holds.
pub(crate) fn check<M: Machine>(twin: &Twin, rows: &[Row<M>]) -> Result<(), Endless> {
    match errors(&promela(twin, rows)).as_str() {
        "0" => Ok(()),
        _ => Err(Endless),
    }
}

/// How many errors spin counts.
fn errors(twin: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("twin.pml"), twin).unwrap();
    run(folder.path(), "spin", &["-a", "twin.pml"]);
    run(folder.path(), "cc", &["-O1", "-w", "-DNFAIR=3", "-o", "pan", "pan.c"]);
    let told = run(folder.path(), "./pan", &["-a", "-f", "-m200000", "-n"]);
    assert!(!told.contains("max search depth too small"), "the search was cut off:\n{told}");
    let errors = told.lines().find_map(|line| line.split("errors: ").nth(1));
    errors.unwrap().trim().to_owned()
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| {
        panic!("{program} cannot be run ({error}); on Debian: apt-get install spin gcc")
    });
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {told}{complaint}");
    told
}

/// The twin as text.
fn promela<M: Machine>(twin: &Twin, rows: &[Row<M>]) -> String {
    let lines: Vec<Line> = lines_of(rows).collect();
    let mut text = String::new();
    for (place, state) in M::StateKind::LIST.iter().enumerate() {
        writeln!(text, "#define {} {place}", constant(state.name())).unwrap();
    }
    writeln!(text, "byte state = 0; bool owed = false; byte failures = 0;").unwrap();
    for (actor, doings) in twin.actors {
        writeln!(text, "active proctype {actor}() {{\n  do").unwrap();
        for doing in *doings {
            let answers = answers::<M>(doing, &lines);
            writeln!(text, "  :: atomic {{ ({}) ->\n    if\n{answers}    fi }}", named(doing.when))
                .unwrap();
        }
        if *actor == "post" {
            writeln!(
                text,
                "  :: atomic {{ (owed && state == s_requested) -> owed = false; failures = 0 }}"
            )
            .unwrap();
        }
        writeln!(text, "  od\n}}").unwrap();
    }
    writeln!(text, "ltl law {{ {} }}", named(twin.formula)).unwrap();
    text
}

/// What the table can answer: every row that no row before it is known to stand in for.
fn answers<M: Machine>(doing: &Doing, lines: &[Line]) -> String {
    let mut answers = BTreeSet::new();
    for state in M::StateKind::LIST {
        let here =
            lines.iter().filter(|line| line.from == state.name() && line.event == doing.event);
        // What is known to be false of every row after one whose guards are all known.
        let mut passed = String::new();
        for line in here {
            if line.guards.iter().any(|guard| NEVER.contains(guard)) {
                continue;
            }
            let unknown = line.guards.iter().filter(|guard| known(doing, guard).is_none()).count();
            let asked: Vec<_> =
                line.guards.iter().filter_map(|guard| known(doing, guard)).collect();
            let asked = if asked.is_empty() { "true".into() } else { asked.join(" && ") };
            let done = done(line);
            let from = constant(state.name());
            answers.insert(format!("    :: (state == {from} && ({asked}){passed}) -> {done}\n"));
            if unknown == 0 {
                write!(passed, " && !({asked})").unwrap();
            }
        }
    }
    assert!(!answers.is_empty(), "{} is an event of the table", doing.event);
    answers.into_iter().collect()
}

/// The answer of a guard at this event, where the twin knows it.
fn known(doing: &Doing, guard: &str) -> Option<String> {
    if doing.holding.contains(&guard) {
        return Some("true".into());
    }
    match guard {
        "tries_spent" => {
            Some(format!("failures + 1 >= {}", consent::Policy::default().notice_tries))
        }
        // A reminder is a day away: by then the notice before it has come to its end.
        "notice_due" => Some("!owed".into()),
        _ => None,
    }
}

/// What a row does in the twin.
fn done(line: &Line) -> String {
    let mut text = String::from("skip");
    let counts = |name| line.changes.contains(&name);
    if counts("count_failure") {
        text.push_str("; failures = failures + 1");
    }
    if counts("open") || counts("remind") || counts("ask") || counts("ask_all") {
        text.push_str("; failures = 0");
    }
    for effect in &line.effects {
        match effect.split(':').next().unwrap_or_default() {
            "notice" | "re_notice" | "retry_notice" => text.push_str("; owed = true"),
            "staff_task" => text.push_str("; owed = false; failures = 0"),
            _ => {}
        }
    }
    match (line.outcome, line.to) {
        (Outcome::Moves | Outcome::Rejected(_), Some(to)) => {
            write!(text, "; state = {}", constant(to)).unwrap();
        }
        (Outcome::Moves | Outcome::Rejected(_) | Outcome::Stays | Outcome::Ignored, _) => {}
    }
    text
}

/// A state's name in Promela, where some names are words of the language.
fn constant(state: &str) -> String {
    format!("s_{state}")
}

/// A formula with the states' names as they are in Promela.
fn named(formula: &str) -> String {
    let mut words = formula.split("state == ");
    let first = words.next().unwrap_or_default().to_owned();
    let text = words.fold(first, |text, rest| format!("{text}state == s_{rest}"));
    text.replace("state != ", "state != s_")
}
