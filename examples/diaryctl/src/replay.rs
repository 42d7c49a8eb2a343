//! `diaryctl replay`: a machine fed with the events of a trace, one answer each (design.md §3.6).

mod child_account;
mod consent;
mod line;
mod linking;

use crate::json_lines::{self, BadInput, Object};
use clap::ValueEnum;
use consent_model::child_account::ChildAccount;
use consent_model::consent::Consent;
use consent_model::history::History;
use consent_model::linking::Linking;
use consent_model::machine::{Rejection, Step, Verdict};
use consent_model::names::Named as _;
use serde::Serialize;
use std::io::{self, BufRead, Write};

/// Which machine is replayed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "kebab-case")]
pub(crate) enum Machine {
    /// The consent of one pupil (6.1)
    Consent,
    /// The link of one parent to one child account (6.2)
    Linking,
    /// The child's card, its check by the registry, and the account (6.3)
    ChildAccount,
}

/// Answers every line of `input`, a set-up or an event of the machine, with one line of `output`.
///
/// A line that cannot be read gets its error, and the run goes on. After a set-up that cannot be
/// read there is no trace until the next one: its events must not fall to the trace before.
///
/// # Errors
///
/// What reading or writing fails with.
pub(crate) fn run(machine: Machine, input: impl BufRead, output: impl Write) -> io::Result<()> {
    match machine {
        Machine::Consent => play::<Consent>(input, output),
        Machine::Linking => play::<Linking>(input, output),
        Machine::ChildAccount => play::<ChildAccount>(input, output),
    }
}

fn play<M: Script>(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let known = [COMMON, &["setup"], M::KEYS].concat();
    let mut trace: Option<History<M>> = None;
    json_lines::for_each(input, |line, text| {
        let object = text.and_then(|text| Object::parse(text, &known));
        match object.and_then(|object| answer(line, &object, &mut trace)) {
            Ok(answer) => json_lines::write(&mut output, &answer),
            Err(bad) => json_lines::write_error(&mut output, line, &bad),
        }
    })?;
    output.flush()
}

/// How a machine is told in lines.
trait Script: consent_model::machine::Machine {
    /// The keys of its events besides those that every event has.
    const KEYS: &'static [&'static str];

    /// Reads the object of a set-up line.
    fn read_set_up(object: &Object) -> Result<(Self::SetUp, Self::Policy), BadInput>;

    /// The keys of one event besides those that every event has: the column of its table.
    fn fields(kind: Self::EventKind) -> &'static [&'static str];

    /// Reads who did what.
    fn read_event(
        object: &Object,
        kind: Self::EventKind,
        set_up: &Self::SetUp,
    ) -> Result<Reading<Self>, BadInput>;

    /// What an answer tells besides the state.
    fn extras(state: &Self::State) -> Extras;
}

/// What an event line says.
enum Reading<M: Script> {
    Event(M::Event),
    /// A representative is meant, and whoever is named, or else acts, is none.
    Stranger,
}

fn answer<M: Script>(
    line: u64,
    object: &Object,
    trace: &mut Option<History<M>>,
) -> Result<Answer, BadInput> {
    if object.get("setup").is_some() {
        *trace = None;
        object.only(&["setup"], "does not belong to a set-up line")?;
        let set_up = object.nested("setup", &["birth_date", "representatives", "policy"])?;
        let set_up = set_up.ok_or_else(|| BadInput::key("setup", "must be an object"))?;
        let (set_up, policy) = M::read_set_up(&set_up)?;
        return Ok(Answer::new::<M>(line, trace.insert(History::new(set_up, policy)).state()));
    }
    let history = trace.as_mut().ok_or_else(|| {
        BadInput::line("there is no trace yet; give a readable set-up line first")
    })?;
    let kind: M::EventKind = line::kind(object)?;
    object.only(&[COMMON, M::fields(kind)].concat(), "does not belong to this event")?;
    let at = line::moment(object, "at")?;
    let outcome = match M::read_event(object, kind, history.set_up())? {
        Reading::Event(event) => history.push(at, event),
        Reading::Stranger => Err(history.push_stranger(at, kind)),
    };
    Ok(Answer::new::<M>(line, history.state()).with(outcome))
}

/// The answer to one line.
#[derive(Serialize)]
struct Answer {
    line: u64,
    accepted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    ignored: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    epoch: Option<u64>,
    effects: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}

/// What an answer tells besides the state, each where the machine has it.
#[derive(Default)]
struct Extras {
    /// How often consent has ceased to be in force.
    epoch: Option<u64>,
    /// Why the episode ended.
    end: Option<&'static str>,
    /// From where the link came.
    origin: Option<&'static str>,
    /// Why the code is void, or the account refused.
    why: Option<&'static str>,
}

impl Answer {
    fn new<M: Script>(line: u64, state: &M::State) -> Self {
        let Extras { epoch, end, origin, why } = M::extras(state);
        let state = M::state_kind(state).name();
        Self {
            line,
            accepted: true,
            ignored: None,
            reason: None,
            state,
            epoch,
            effects: Vec::new(),
            end,
            origin,
            why,
        }
    }

    fn with<M: Script>(self, outcome: Result<Step<M>, Rejection<M>>) -> Self {
        match outcome {
            Ok(step) => {
                let effects = step.effects.iter().map(ToString::to_string).collect();
                let ignored = match step.verdict {
                    Verdict::Accepted => None,
                    Verdict::Ignored => Some(true),
                };
                Self { ignored, effects, ..self }
            }
            Err(refused) => Self { accepted: false, reason: Some(refused.reason.as_str()), ..self },
        }
    }
}

/// The keys that every event has; `by` may be left out where one actor is possible.
const COMMON: &[&str] = &["at", "event", "by"];

#[cfg(test)]
mod tests;
