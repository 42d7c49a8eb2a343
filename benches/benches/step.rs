//! d2: a step of the consent machine.
//!
//! Goal: from a state and an event to its row in at most 1.5 times what `rust-fsm` takes for its
//! own table; with the record for the journal in at most 50 ns.
//! Method: a walk of fourteen events through seven states. The peer's table has the moves of 6.1 and
//! nothing else: no guards, no people, no rules. The whole step, with both, is measured against the
//! peer's record, to show what they cost. Both take turns in one run.

use benches::against;
use chrono::{DateTime, FixedOffset};
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::consent::{
    Act, Consent, Event, EventKind, Policy, Row, SetUp, State, StateKind, step,
};
use consent_model::machine::Machine as _;
use consent_model::personal::BirthDate;
use consent_model::table::Target;
use criterion::{Criterion, criterion_group, criterion_main};
use rust_fsm::{StateMachineImpl as _, state_machine};
use std::hint::black_box;

state_machine! {
    #[derive(Clone, Copy, Debug, Eq, PartialEq)]
    moves(None)

    None => {
        SignInAttempted => Requested,
        ApprovedInAdvance => Granted
    },
    Requested => {
        Approved => Granted,
        ApprovedInAdvance => Granted,
        Declined => Declined,
        RequestLapsed => Lapsed,
        ScopeChanged => Ended,
        AccountDeleted => Ended
    },
    Granted => {
        Withdrawn => Withdrawn,
        Objected => Contested,
        TermExpired => Ended,
        ScopeChanged => Ended,
        AccountDeleted => Ended
    },
    Contested => {
        ObjectionLifted => Granted,
        Withdrawn => Withdrawn,
        TermExpired => Ended,
        ScopeChanged => Ended,
        AccountDeleted => Ended
    },
    Withdrawn => {
        SignInAttempted => Requested,
        ApprovedInAdvance => Granted
    },
    Declined => {
        SignInAttempted => Requested,
        ApprovedInAdvance => Granted
    },
    Lapsed => {
        SignInAttempted => Requested,
        ApprovedInAdvance => Granted
    },
    Ended => {
        SignInAttempted => Requested,
        ApprovedInAdvance => Granted
    }
}

/// One step of the walk, in our words and in the peer's.
type Pace = (StateKind, EventKind, moves::State, moves::Input);

macro_rules! walk {
    ($($state:ident with $event:ident,)+) => {
        [$((StateKind::$state, EventKind::$event, moves::State::$state, moves::Input::$event)),+]
    };
}

const WALK: [Pace; 14] = walk![
    None with SignInAttempted,
    Requested with Approved,
    Granted with Objected,
    Contested with ObjectionLifted,
    Granted with Withdrawn,
    Withdrawn with SignInAttempted,
    Requested with RequestLapsed,
    Lapsed with ApprovedInAdvance,
    Granted with TermExpired,
    Ended with SignInAttempted,
    Requested with Declined,
    Requested with ScopeChanged,
    Ended with ApprovedInAdvance,
    Granted with AccountDeleted,
];

fn row(state: StateKind, event: EventKind) -> Option<&'static Row> {
    Consent::rows(state, event).first()
}

fn peer(state: moves::State, input: moves::Input) -> Option<moves::State> {
    moves::Impl::transition(&state, &input)
}

fn moment() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap()
}

/// The events of the walk by their people, each with the state in which it comes.
fn lived() -> Vec<(State, Event)> {
    let [p, q] = ["p", "q"].map(|id| RepresentativeId::parse(id).unwrap());
    let set_up = SetUp {
        birth_date: BirthDate::new("2014-05-05".parse().unwrap()),
        representatives: [p.clone(), q.clone()].into(),
    };
    let attempt = || Act::SignInAttempted { matched: true, account_active: true };
    let (p, q) = (Actor::Representative(p), Actor::Representative(q));
    let events = [
        Event::new(Actor::Pupil, attempt()),
        Event::new(p.clone(), Act::Approved { expires_at: None }),
        Event::new(q.clone(), Act::Objected),
        Event::new(q, Act::ObjectionLifted),
        Event::new(p.clone(), Act::Withdrawn),
        Event::new(Actor::Pupil, attempt()),
        Event::new(Actor::Clock, Act::RequestLapsed),
        Event::new(p.clone(), Act::ApprovedInAdvance { expires_at: None }),
        Event::new(Actor::Clock, Act::TermExpired),
        Event::new(Actor::Pupil, attempt()),
        Event::new(p.clone(), Act::Declined),
        Event::new(Actor::School, Act::ScopeChanged { text_version: None }),
        Event::new(p.clone(), Act::ApprovedInAdvance { expires_at: None }),
        Event::new(p, Act::AccountDeleted),
    ];
    let mut state = State::new(&set_up);
    let with_state = events.map(|event| {
        let before = state.clone();
        state = step(&before, &event, moment(), &Policy::default()).unwrap().state;
        (before, event)
    });
    with_state.into()
}

fn bench(criterion: &mut Criterion) {
    let lived = lived();
    for ((state, event, old, input), (before, what)) in WALK.iter().zip(&lived) {
        assert_eq!((before.kind(), what.kind()), (*state, *event));
        assert!(peer(*old, *input).is_some());
        let some =
            Consent::rows(*state, *event).iter().any(|row| matches!(row.target, Target::Move(_)));
        assert!(some && row(*state, *event).is_some());
    }

    let ours = || {
        for (state, event, _, _) in &WALK {
            black_box(row(black_box(*state), black_box(*event)));
        }
    };
    let theirs = || {
        for (_, _, state, input) in &WALK {
            black_box(peer(black_box(*state), black_box(*input)));
        }
    };
    against(criterion, "d2 bare step (hand: rust-fsm)", 14, ours, theirs);

    let at = moment();
    let mut journal = Vec::with_capacity(WALK.len());
    let mut records = Vec::with_capacity(WALK.len());
    let ours = || {
        journal.clear();
        for (state, event, _, _) in &WALK {
            journal.push((
                black_box(at),
                *state,
                *event,
                row(black_box(*state), black_box(*event)),
            ));
        }
        black_box(journal.len())
    };
    let mut theirs = || {
        records.clear();
        for (_, _, state, input) in &WALK {
            records.push((
                black_box(at),
                *state,
                *input,
                peer(black_box(*state), black_box(*input)),
            ));
        }
        black_box(records.len())
    };
    against(criterion, "d2 with its journal record (hand: rust-fsm)", 14, ours, &mut theirs);

    let policy = Policy::default();
    let whole = || {
        for (state, event) in &lived {
            let _ = black_box(step(black_box(state), black_box(event), at, &policy));
        }
    };
    against(criterion, "d2 whole step, people and guards (hand: rust-fsm)", 14, whole, theirs);
}

criterion_group!(group, bench);
criterion_main!(group);
