//! Goal: disputes of three, a teen's part in them, and notices: what one line of 6.1 cannot show.
//! Method: scenarios; hours count from 1 September 2026, 08:00 in Moscow; answers typed by hand.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/answers.rs"]
mod answers;
#[path = "support/lines.rs"]
mod lines;
#[path = "support/scene.rs"]
mod scene;
#[path = "support/world.rs"]
mod world;

use scene::{ASKED, ATTEMPT, CHILD, TEEN, TURNS_ADULT, default, parent_or_teen, scene};

#[test]
fn a_reminder_goes_out_at_most_daily_and_to_those_who_have_not_answered() {
    scene(
        CHILD,
        default(),
        &[
            (0, ATTEMPT, ASKED),
            (23, ATTEMPT, "·"),
            (24, ATTEMPT, "stay: re_notice:p re_notice:q"),
            (30, "p declined", "stay"),
            (47, ATTEMPT, "·"),
            (48, ATTEMPT, "stay: re_notice:q"),
        ],
    );
}

#[test]
fn the_third_failure_of_a_notice_becomes_a_task() {
    scene(
        CHILD,
        default(),
        &[
            (0, ATTEMPT, ASKED),
            (1, "esia notice_failed p", "stay: retry_notice:p"),
            (1, "esia notice_failed q", "stay: retry_notice:q"),
            (2, "esia notice_failed p", "stay: retry_notice:p"),
            (3, "esia notice_failed p", "stay: staff_task:notice"),
        ],
    );
}

#[test]
fn three_representatives_dispute_until_the_last_objection_and_the_last_grant() {
    let start = [
        (0, "r linked r", "stay"),
        (0, "p approved_in_advance", "→ granted: inform:q inform:r"),
        (0, "q objected", "→ contested: close_access inform:p inform:q inform:r"),
        (0, "r objected", "stay"),
    ];
    let lifted = [
        (1, "q objection_lifted", "stay"),
        (2, "r objection_lifted", "→ granted: inform:p inform:q"),
    ];
    scene(CHILD, default(), &[start.as_slice(), &lifted].concat());
    let lost = [
        (1, "esia authority_lost r", "stay"),
        (2, "esia authority_lost q", "→ granted: inform:p"),
        (3, "esia authority_lost q", "·"),
        (4, "esia authority_lost p", "→ ended(authority_lost): close_access"),
    ];
    scene(CHILD, default(), &[start.as_slice(), &lost].concat());
    scene(
        CHILD,
        default(),
        &[
            (0, "r linked r", "stay"),
            (0, "p approved_in_advance", "→ granted: inform:q inform:r"),
            (0, "r approved", "stay"),
            (1, "q objected", "→ contested: close_access inform:p inform:q inform:r"),
            (2, "p withdrawn", "stay"),
            (3, "q objection_lifted", "stay"),
            (4, "p objection_lifted", "→ granted: inform:q inform:r"),
            (5, "p withdrawn", "→ contested: close_access inform:p inform:q inform:r"),
            (6, "r withdrawn", "→ withdrawn: inform:p inform:q"),
        ],
    );
}

#[test]
fn consent_in_advance_answers_a_request_and_meets_the_objection() {
    scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (1, "q objected", "→ contested: close_access inform:p inform:q"),
            (2, "p withdrawn", "→ withdrawn: inform:q"),
            (3, ATTEMPT, ASKED),
            (4, "p approved_in_advance", "→ contested: inform:p inform:q"),
        ],
    );
}

#[test]
fn a_teens_own_act_meets_objections_and_rulings_like_a_parents() {
    scene(
        TEEN,
        parent_or_teen(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (0, "self self_approved step_up", "stay"),
            (0, "self self_approved step_up", "·"),
            (1, "q objected", "→ contested: close_access inform:p inform:q"),
            (1, "self self_approved step_up", "✗ not_contested"),
            (2, "self self_withdrawn step_up", "→ withdrawn: inform:p inform:q"),
            (3, ATTEMPT, ASKED),
            (4, "self self_approved step_up", "→ contested: inform:p inform:q"),
        ],
    );
    scene(
        TEEN,
        parent_or_teen(),
        &[
            (0, ATTEMPT, ASKED),
            (1, "esia authority_ruling deny", "stay"),
            (2, "self self_approved step_up", "✗ not_entitled"),
        ],
    );
    scene(
        TEEN,
        parent_or_teen(),
        &[
            (0, "p unlinked p", "stay"),
            (0, "q unlinked q", "stay"),
            (0, ATTEMPT, "→ requested: staff_task:notice"),
            (1, "self self_declined step_up", "→ declined"),
        ],
    );
}

#[test]
fn a_ruling_for_an_adult_may_close_and_never_opens() {
    scene(
        TURNS_ADULT,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (16, "esia authority_ruling deny", "→ withdrawn: close_access inform:p inform:q"),
            (17, ATTEMPT, "→ requested: notice:self"),
        ],
    );
    scene(
        TURNS_ADULT,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (0, "q objected", "→ contested: close_access inform:p inform:q"),
            (16, "esia authority_ruling allow", "·"),
            (16, "q objection_lifted", "✗ not_entitled"),
            (16, "clock turned_eighteen", "→ ended(age_transition): inform:p inform:q"),
        ],
    );
}

#[test]
fn an_approval_takes_the_place_of_the_same_persons_refusal() {
    let world = scene(
        CHILD,
        default(),
        &[(0, ATTEMPT, ASKED), (1, "p declined", "stay"), (2, "p approved", "→ granted: inform:q")],
    );
    let episode = world.history.state().episode();
    assert_eq!((episode.grants().len(), episode.declines().len()), (1, 0));
}

#[test]
fn the_record_of_who_granted_outlives_the_grantors_authority() {
    let world = scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (1, "clock term_expired", "→ ended(expired): close_access inform:p inform:q"),
            (2, "esia authority_lost p", "stay"),
        ],
    );
    assert_eq!(world.history.state().episode().grants().len(), 1);
}
