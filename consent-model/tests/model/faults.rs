//! Seeded faults: each is one changed row, and each must be caught by the invariant it is named
//! with.

use crate::scope::Tables;
use crate::spin::{self, CODES_END, Endless, NOTICES_END, REQUESTS_END, Twin};
use consent_model::child_account::{self, ChildAccount};
use consent_model::consent::{self, Consent, Guard};
use consent_model::linking::{self, Linking};
use consent_model::machine::Machine;
use consent_model::names::Named as _;
use consent_model::table::{Goal, Row, Target};

/// One changed row.
pub(crate) struct Fault {
    /// What is wrong, in words.
    pub(crate) name: &'static str,
    /// In which exploration it is sought.
    pub(crate) scope: &'static str,
    /// What catches it.
    pub(crate) invariant: &'static str,
    /// The tables with the fault.
    pub(crate) tables: fn() -> Tables,
}

const DEFAULT: &str = "consent, default policies";
const TEEN: &str = "consent, parent_or_teen";
const BY_CHILD: &str = "linking, child account";
const BY_OWN: &str = "linking, own account";
const CARD: &str = "card and child account";

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        name: "the last grantor's withdrawal leaves the consent in force",
        scope: DEFAULT,
        invariant: "I-03 a minor's consent in force has a grantor who holds authority now",
        tables: || {
            consent("withdrawn", "granted", &["grantor", "last_grant"], |row| {
                row.target = Target::Stay;
            })
        },
    },
    Fault {
        name: "a grantor who loses authority leaves the consent in force",
        scope: DEFAULT,
        invariant: "I-03 a minor's consent in force has a grantor who holds authority now",
        tables: || {
            consent("authority_lost", "granted", &["last_grant"], |row| row.target = Target::Stay)
        },
    },
    Fault {
        name: "the 18th birthday ends no episode",
        scope: DEFAULT,
        invariant: "I-09 an adult has no parental grant, no live link and no live code",
        tables: || consent("turned_eighteen", "granted", &[], |row| row.target = Target::Ignored),
    },
    Fault {
        name: "the 18th birthday ends no episode, and teens may consent",
        scope: TEEN,
        invariant: "I-15 from 18 on no minor-era consent is honoured, timer or no timer",
        tables: || consent("turned_eighteen", "granted", &[], |row| row.target = Target::Ignored),
    },
    Fault {
        name: "an objection is noted, and access stays",
        scope: DEFAULT,
        invariant: "I-04 consent in force implies no standing objection",
        tables: || consent("objected", "granted", &[], |row| row.target = Target::Stay),
    },
    Fault {
        name: "an approval overrides the other parent's standing objection",
        scope: DEFAULT,
        invariant: "I-04 consent in force implies no standing objection",
        tables: || {
            consent("approved", "requested", &["others_object"], |row| {
                row.target = to(consent::StateKind::Granted);
            })
        },
    },
    Fault {
        name: "the last grant is taken back, and the dispute goes on",
        scope: DEFAULT,
        invariant: "I-07 a dispute has at least one grant and one objection",
        tables: || {
            consent("withdrawn", "contested", &["grantor", "last_grant"], |row| {
                row.target = Target::Stay;
            })
        },
    },
    Fault {
        name: "the last objection is lifted, and the dispute goes on",
        scope: DEFAULT,
        invariant: "I-07 a dispute has at least one grant and one objection",
        tables: || {
            consent("objection_lifted", "contested", &["last_objection"], |row| {
                row.target = Target::Stay;
            })
        },
    },
    Fault {
        name: "who withdraws beside another grantor objects and stays a grantor",
        scope: DEFAULT,
        invariant: "I-08 nobody is grantor and objector at once",
        tables: || {
            consent("withdrawn", "granted", &["grantor"], |row| {
                row.changes = &[consent::Change::Object];
            })
        },
    },
    Fault {
        name: "only a child under 14 is barred from consenting",
        scope: DEFAULT,
        invariant: "I-10 a minor has no self-grant where parents alone consent",
        tables: || {
            consent("self_approved", "requested", &["own_act_barred"], |row| {
                row.guards = &[Guard::OwnActBarred, Guard::Under14];
            })
        },
    },
    Fault {
        name: "a sign-in without a match is refused only when the account is gone too",
        scope: DEFAULT,
        invariant: "I-23 a request is sent only after a match, or a parent consents in advance",
        tables: || {
            consent("sign_in_attempted", "none", &["unmatched"], |row| {
                row.guards = &[Guard::Unmatched, Guard::AccountGone];
            })
        },
    },
    Fault {
        name: "the deletion of the account leaves the consent in force",
        scope: BY_OWN,
        invariant: "I-02 a live login implies a unique match and an active account",
        tables: || consent("account_deleted", "granted", &[], |row| row.target = Target::Stay),
    },
    Fault {
        name: "the deletion of the account leaves the link",
        scope: BY_OWN,
        invariant: "I-14 a deleted account has no open episode, no link and no live login",
        tables: || linking("account_deleted", "linked", &[], |row| row.target = Target::Stay),
    },
    Fault {
        name: "the deletion of the child account is told to nobody",
        scope: CARD,
        invariant: "I-14 a deleted account has no open episode, no link and no live login",
        tables: || child("account_deleted", "active", &[], |row| row.emits = &[]),
    },
    Fault {
        name: "a parent who loses authority stays linked",
        scope: BY_CHILD,
        invariant: "I-12 linked implies authority held",
        tables: || linking("authority_lost", "linked", &[], |row| row.target = Target::Stay),
    },
    Fault {
        name: "a link outlives the 18th birthday",
        scope: BY_CHILD,
        invariant: "I-09 an adult has no parental grant, no live link and no live code",
        tables: || linking("turned_eighteen", "linked", &[], |row| row.target = Target::Ignored),
    },
    Fault {
        name: "a code outlives the 18th birthday",
        scope: BY_OWN,
        invariant: "I-09 an adult has no parental grant, no live link and no live code",
        tables: || {
            linking("turned_eighteen", "code_issued", &[], |row| row.target = Target::Ignored)
        },
    },
    Fault {
        name: "a verified card of a child under 14 makes a code",
        scope: BY_CHILD,
        invariant: "I-11 no binding code exists for a child under 14",
        tables: || {
            linking("card_verified", "unlinked", &[], |row| {
                row.target = to(linking::StateKind::CodeIssued);
            })
        },
    },
    Fault {
        name: "an episode that is over still loses its grants",
        scope: DEFAULT,
        invariant: "I-05 a terminal episode never changes",
        tables: || {
            consent("withdrawn", "ended", &[], |row| {
                row.target = Target::Stay;
                row.changes = &[consent::Change::Ungrant];
            })
        },
    },
    Fault {
        name: "an objection cannot be lifted",
        scope: DEFAULT,
        invariant: "I-44 the parents alone can end every dispute",
        tables: || {
            consent("objection_lifted", "contested", &["last_objection"], |row| {
                row.target = Target::Ignored;
            })
        },
    },
    Fault {
        name: "a verified card does not link a child under 14 (Q-23)",
        scope: BY_CHILD,
        invariant: "I-47 a minor with an entitled parent can always get in, at the same age",
        tables: || linking("card_verified", "unlinked", &[], |row| row.target = Target::Ignored),
    },
    Fault {
        name: "the form opens with a card that nobody has verified",
        scope: CARD,
        invariant: "I-28 the form is entered from a verified card alone",
        tables: || {
            child("account_form_opened", "manual", &[], |row| {
                row.target = to(child_account::StateKind::FormAddress);
            })
        },
    },
    Fault {
        name: "a verified card is changed and stays verified",
        scope: CARD,
        invariant: "I-28 a change of a verified card loses the verification",
        tables: || child("card_edited", "verified", &[], |row| row.target = Target::Stay),
    },
];

fn to<M: Machine>(state: M::StateKind) -> Target<M> {
    Target::Move(Goal { state, detail: None })
}

fn consent(event: &str, from: &str, guards: &[&str], change: fn(&mut Row<Consent>)) -> Tables {
    Tables { consent: Some(faulty(event, from, guards, change)), ..Tables::default() }
}

fn linking(event: &str, from: &str, guards: &[&str], change: fn(&mut Row<Linking>)) -> Tables {
    Tables { linking: Some(faulty(event, from, guards, change)), ..Tables::default() }
}

fn child(event: &str, from: &str, guards: &[&str], change: fn(&mut Row<ChildAccount>)) -> Tables {
    Tables { child: Some(faulty(event, from, guards, change)), ..Tables::default() }
}

/// One changed row that stops the clock of something: spin must find the run without end.
pub(crate) struct Stall {
    /// What is wrong, in words.
    pub(crate) name: &'static str,
    /// Whose property catches it.
    pub(crate) twin: &'static Twin,
    /// What spin says of the twin of the changed rows.
    pub(crate) check: fn(&Twin) -> Result<(), Endless>,
}

pub(crate) const STALLS: &[Stall] = &[
    Stall {
        name: "the timer of the request does nothing",
        twin: &REQUESTS_END,
        check: |twin| {
            let stalled = |row: &mut Row<Consent>| row.target = Target::Ignored;
            spin::check(twin, &faulty("request_lapsed", "requested", &[], stalled))
        },
    },
    Stall {
        name: "the timer of the code does nothing",
        twin: &CODES_END,
        check: |twin| {
            let stalled = |row: &mut Row<Linking>| row.target = Target::Ignored;
            spin::check(twin, &faulty("tick", "code_issued", &["code_dead"], stalled))
        },
    },
    Stall {
        name: "a notice that has failed too often is tried again",
        twin: &NOTICES_END,
        check: |twin| {
            let stalled = |row: &mut Row<Consent>| row.emits = &[consent::Emit::RetryNotice];
            spin::check(twin, &faulty("notice_failed", "requested", &["tries_spent"], stalled))
        },
    },
];

/// The real rows but for one: the one of this event, from this state, under just these guards.
fn faulty<M: Machine>(
    event: &str,
    from: &str,
    guards: &[&str],
    change: fn(&mut Row<M>),
) -> Vec<Row<M>> {
    let mut rows = M::TABLE.to_vec();
    let mut meant = rows.iter_mut().filter(|row| {
        let names = row.guards.iter().map(|guard| guard.name());
        row.event.name() == event
            && row.from.iter().any(|state| state.name() == from)
            && names.eq(guards.iter().copied())
    });
    let row = meant.next().unwrap();
    assert!(meant.next().is_none(), "{event} in {from}: one row is meant");
    let before = *row;
    change(row);
    assert_ne!(*row, before, "{event} in {from}: the fault changes the row");
    rows
}
