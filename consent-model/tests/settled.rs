//! Goal: the settled cases of `state-machines.md` §1 that concern 6.1, by number.
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

use consent_model::consent::{Disagreement, Policy, StateKind};
use scene::{ASKED, ATTEMPT, CHILD, TEEN, TURNS_ADULT, default, parent_or_teen, scene};

const ADULT: &str = "2005-05-05";

fn grantor_only() -> Policy {
    Policy { disagreement: Disagreement::GrantorOnly, ..Policy::default() }
}

#[test]
fn case_1_order_of_the_checks() {
    scene(
        CHILD,
        default(),
        &[
            (5, ATTEMPT, ASKED),
            // Order before actor, equal in order.
            (4, "p turned_eighteen", "✗ out_of_order"),
            (5, "p turned_eighteen", "✗ not_entitled"),
            // Account before match.
            (5, "esia account_deleted", "→ ended(account_deleted): inform:p inform:q"),
            (5, "self sign_in_attempted unmatched", "✗ no_account"),
            // Actor before account, account before entitlement, entitlement before the cell.
            (5, "school approved_in_advance", "✗ not_entitled"),
            (5, "z approved_in_advance", "✗ no_account"),
            (5, "z approved", "✗ not_entitled"),
            (5, "p approved", "✗ no_request"),
        ],
    );
}

#[test]
fn case_2_facts_are_remembered_in_every_state() {
    scene(
        CHILD,
        default(),
        &[
            (0, "esia authority_lost p", "stay"),
            (0, "esia authority_lost p", "·"),
            (0, "p approved_in_advance", "✗ not_entitled"),
            (1, "p linked p", "stay"),
            (1, "p approved_in_advance", "→ granted: inform:q"),
        ],
    );
    scene(
        TEEN,
        default(),
        &[
            (0, "school emancipated", "stay"),
            (0, "school emancipated", "·"),
            (0, "p approved_in_advance", "✗ not_entitled"),
            (0, ATTEMPT, "→ requested: notice:self"),
            (0, "self self_approved", "→ granted"),
        ],
    );
    scene(
        CHILD,
        default(),
        &[
            (0, "esia birth_date_corrected 2005-05-05", "stay"),
            (0, ATTEMPT, "→ requested: notice:self"),
        ],
    );
}

#[test]
fn case_3_after_deletion_nothing_opens() {
    scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (1, "q account_deleted", "→ ended(account_deleted): close_access inform:p"),
            (2, ATTEMPT, "✗ no_account"),
            (2, "p approved_in_advance", "✗ no_account"),
            (2, "q account_deleted", "·"),
        ],
    );
}

/// Q-24, T-19, I-15.
#[test]
fn case_4_adulthood_ends_what_a_minor_was_given_and_nothing_else() {
    scene(
        TURNS_ADULT,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (15, "clock turned_eighteen", "·"),
            (
                16,
                "clock turned_eighteen",
                "→ ended(age_transition): close_access inform:p inform:q",
            ),
            (16, ATTEMPT, "→ requested: notice:self"),
            (16, "clock turned_eighteen", "·"),
            (16, "self self_approved", "→ granted"),
            (17, "clock turned_eighteen", "·"),
            (17, "school emancipated", "stay"),
            (17, "p unlinked p", "·"),
        ],
    );
    scene(
        TEEN,
        default(),
        &[
            (0, ATTEMPT, ASKED),
            (1, "esia emancipated", "→ ended(age_transition): inform:p inform:q"),
            (2, ATTEMPT, "→ requested: notice:self"),
            (2, "self self_approved", "→ granted"),
            (3, "clock turned_eighteen", "·"),
            (
                4,
                "esia birth_date_corrected 2013-05-05",
                "→ ended(age_transition): close_access inform:self",
            ),
        ],
    );
    scene(CHILD, default(), &[(0, "school emancipated", "✗ wrong_band")]);
    // A birth date that makes the pupil under 14 voids it, or at 14 the pupil would be an adult
    // with a parent's grant that no timer ends.
    let world = scene(
        TEEN,
        default(),
        &[
            (0, "school emancipated", "stay"),
            (1, "esia birth_date_corrected 2014-05-05", "stay"),
            (2, "p approved_in_advance", "→ granted: inform:q"),
        ],
    );
    assert!(!world.history.state().facts().is_emancipated());
    // The 14 boundary makes a teen's own grant void.
    scene(
        TEEN,
        parent_or_teen(),
        &[
            (0, ATTEMPT, ASKED),
            (0, "self self_approved step_up", "→ granted: inform:p inform:q"),
            (1, "esia birth_date_corrected 2010-06-05", "stay"),
            (
                1,
                "esia birth_date_corrected 2014-05-05",
                "→ ended(age_transition): close_access inform:p inform:q",
            ),
        ],
    );
    let world = scene(
        TEEN,
        parent_or_teen(),
        &[
            (0, ATTEMPT, ASKED),
            (0, "self self_approved step_up", "→ granted: inform:p inform:q"),
            (0, "p approved", "stay"),
            (1, "esia birth_date_corrected 2014-05-05", "stay"),
        ],
    );
    // The parent's grant is what is left.
    let left: Vec<String> =
        world.history.state().episode().grants().keys().map(ToString::to_string).collect();
    assert_eq!(left, ["p"]);
}

/// Q-01, O-4.
#[test]
fn case_5_a_teen_acts_beside_the_parents() {
    scene(
        TEEN,
        parent_or_teen(),
        &[
            (0, ATTEMPT, ASKED),
            (0, "self self_declined step_up", "stay"),
            (0, "self self_approved step_up", "→ granted: inform:p inform:q"),
            (1, "p objected", "→ contested: close_access inform:p inform:q"),
            (2, "p objection_lifted", "→ granted: inform:q"),
            (3, "self self_withdrawn step_up", "→ withdrawn: close_access inform:p inform:q"),
            (4, "self self_withdrawn step_up", "✗ terminal"),
        ],
    );
    scene(
        TURNS_ADULT,
        parent_or_teen(),
        &[
            (0, ATTEMPT, ASKED),
            (0, "self self_approved step_up", "→ granted: inform:p inform:q"),
            (
                16,
                "clock turned_eighteen",
                "→ ended(age_transition): close_access inform:p inform:q",
            ),
        ],
    );
    scene(
        CHILD,
        parent_or_teen(),
        &[
            (0, ATTEMPT, ASKED),
            (0, "self self_approved step_up", "✗ wrong_band"),
            (0, "self self_declined step_up", "✗ wrong_band"),
            (0, "self self_withdrawn step_up", "✗ wrong_band"),
        ],
    );
}

/// R-33.
#[test]
fn case_6_one_grant_is_enough_under_grantor_only() {
    scene(
        CHILD,
        grantor_only(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (0, "q approved", "stay"),
            (1, "p withdrawn", "stay"),
            (1, "p withdrawn", "✗ not_entitled"),
            (2, "q withdrawn", "→ withdrawn: close_access inform:p"),
        ],
    );
    scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (0, "q approved", "stay"),
            (1, "p withdrawn", "→ contested: close_access inform:p inform:q"),
            (1, "p withdrawn", "·"),
            (2, "q withdrawn", "→ withdrawn: inform:p"),
        ],
    );
    // A ruling that allows gives the other's withdrawal no weight either.
    scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (0, "q approved", "stay"),
            (0, "esia authority_ruling allow", "stay"),
            (1, "p withdrawn", "stay"),
            (1, "p withdrawn", "✗ terminal"),
            (1, "p objected", "✗ terminal"),
            (2, "q withdrawn", "→ withdrawn: close_access inform:p"),
        ],
    );
}

/// T-18.
#[test]
fn case_7_the_cool_down_ends_on_the_hour() {
    let refused = [
        (0, ATTEMPT, ASKED),
        (1, "p declined", "stay"),
        (2, "q declined", "→ declined"),
        (25, ATTEMPT, "✗ cool_down"),
    ];
    scene(CHILD, default(), &[refused.as_slice(), &[(26, ATTEMPT, ASKED)]].concat());
    // Consent in advance knows no cool-down, and only the newest episode counts.
    let advance = [
        (3, "p approved_in_advance", "→ granted: inform:q"),
        (4, "p withdrawn", "→ withdrawn: close_access inform:q"),
        (5, ATTEMPT, ASKED),
    ];
    scene(CHILD, default(), &[&refused[..3], &advance].concat());
}

/// R-26, R-82.
#[test]
fn case_8_a_link_that_ends_takes_its_decline_along() {
    scene(
        CHILD,
        default(),
        &[(0, ATTEMPT, ASKED), (0, "p declined", "stay"), (1, "q unlinked q", "→ declined")],
    );
    scene(
        CHILD,
        default(),
        &[
            (0, ATTEMPT, ASKED),
            (0, "p declined", "stay"),
            (1, "esia authority_lost q", "→ declined"),
            (2, ATTEMPT, "✗ cool_down"),
        ],
    );
    scene(
        CHILD,
        default(),
        &[
            (0, ATTEMPT, ASKED),
            (0, "p declined", "stay"),
            (1, "p unlinked p", "stay"),
            (1, "q unlinked q", "stay"),
            (2, "p linked p", "stay: notice:p"),
            (2, "p declined", "→ declined"),
        ],
    );
    // The others' declines and notices stay.
    scene(
        CHILD,
        default(),
        &[
            (0, ATTEMPT, ASKED),
            (0, "r linked r", "stay: notice:r"),
            (0, "p declined", "stay"),
            (1, "q unlinked q", "stay"),
            (24, ATTEMPT, "stay: re_notice:r"),
            (25, "r declined", "→ declined"),
        ],
    );
    scene(
        CHILD,
        default(),
        &[
            (0, "p unlinked p", "stay"),
            (0, "q unlinked q", "stay"),
            (1, ATTEMPT, "→ requested: staff_task:notice"),
            (2, "q linked q", "stay: notice:q"),
            (2, "q linked q", "·"),
        ],
    );
}

#[test]
fn case_9_a_new_episode_keeps_the_epoch() {
    let world = scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (0, "p approved", "·"),
            (1, "p withdrawn", "→ withdrawn: close_access inform:q"),
            (2, ATTEMPT, ASKED),
            (2, "p approved", "→ granted: inform:q"),
        ],
    );
    assert_eq!(world.history.state().epoch().0, 1);
    assert_eq!(world.history.state().episode().number(), 2);
}

#[test]
fn case_10_retention_acts_once_and_only_on_what_is_over() {
    let world = scene(
        CHILD,
        default(),
        &[
            (0, "clock retention_elapsed", "·"),
            (0, ATTEMPT, ASKED),
            (0, "clock retention_elapsed", "✗ already_open"),
            (1, "clock request_lapsed", "→ lapsed"),
            (2, "clock retention_elapsed", "stay: destroy_data"),
            (2, "clock retention_elapsed", "·"),
            (2, "clock retention_elapsed 1", "·"),
            (3, ATTEMPT, ASKED),
            (4, "clock request_lapsed", "→ lapsed"),
            (5, "clock retention_elapsed 1", "·"),
            (5, "clock retention_elapsed", "stay: destroy_data"),
        ],
    );
    assert_eq!(world.history.state().kind(), StateKind::Lapsed);
}

#[test]
fn case_10_those_of_an_episode_that_is_over_are_told_so() {
    scene(
        TURNS_ADULT,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (
                16,
                "clock turned_eighteen",
                "→ ended(age_transition): close_access inform:p inform:q",
            ),
            (16, "p withdrawn", "✗ terminal"),
            (16, "q withdrawn", "✗ not_entitled"),
        ],
    );
    // A grantor whose link is gone may still withdraw.
    scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (1, "p unlinked p", "stay"),
            (1, "p approved", "✗ not_entitled"),
            (1, "p account_deleted", "✗ not_entitled"),
            (2, "p withdrawn", "→ withdrawn: close_access inform:q"),
        ],
    );
}

/// Q-12.
#[test]
fn case_13_objections_outlive_the_episode() {
    scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (1, "q objected", "→ contested: close_access inform:p inform:q"),
            (2, "p withdrawn", "→ withdrawn: inform:q"),
            (3, "p approved_in_advance", "→ contested: inform:p inform:q"),
            (4, "p withdrawn", "→ withdrawn: inform:q"),
            (5, ATTEMPT, ASKED),
            (6, "p approved", "→ contested: inform:p inform:q"),
            (7, "p withdrawn", "→ withdrawn: inform:q"),
            (8, "q objection_lifted", "stay"),
            (9, "p approved_in_advance", "→ granted: inform:q"),
        ],
    );
    // The objector's own approval lifts the objection; so does the loss of authority.
    scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (1, "q objected", "→ contested: close_access inform:p inform:q"),
            (2, "p withdrawn", "→ withdrawn: inform:q"),
            (3, "q approved_in_advance", "→ granted: inform:p"),
        ],
    );
    scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (1, "q objected", "→ contested: close_access inform:p inform:q"),
            (2, "p withdrawn", "→ withdrawn: inform:q"),
            (3, "q unlinked q", "stay"),
            (4, "p approved_in_advance", "→ contested: inform:p inform:q"),
            (5, "esia authority_lost q", "→ granted: inform:p"),
        ],
    );
    scene(
        CHILD,
        grantor_only(),
        &[(0, "q objected", "·"), (0, "p approved_in_advance", "→ granted: inform:q")],
    );
}

/// Q-12, AC-13.
#[test]
fn case_13_rulings_outlive_the_episode() {
    scene(
        CHILD,
        default(),
        &[
            (0, ATTEMPT, ASKED),
            (1, "esia authority_ruling deny", "stay"),
            (1, "esia authority_ruling deny", "·"),
            (2, "p approved", "✗ not_entitled"),
            (2, "p approved_in_advance", "✗ not_entitled"),
            (2, ATTEMPT, "✗ not_entitled"),
            (2, "self sign_in_attempted unmatched", "✗ no_match"),
            (3, "clock request_lapsed", "→ lapsed"),
            (4, ATTEMPT, "✗ not_entitled"),
            (5, "esia authority_ruling allow", "stay"),
            (6, "p approved_in_advance", "→ granted: inform:q"),
            (7, "q objected", "✗ terminal"),
        ],
    );
    scene(
        CHILD,
        default(),
        &[
            (0, "p approved_in_advance", "→ granted: inform:q"),
            (1, "q objected", "→ contested: close_access inform:p inform:q"),
            (2, "esia authority_ruling allow", "→ granted: inform:p inform:q"),
            (3, "q objection_lifted", "·"),
            (4, "q withdrawn", "✗ terminal"),
        ],
    );
    // Adulthood clears a ruling, timer or no timer.
    scene(
        TURNS_ADULT,
        default(),
        &[
            (0, "esia authority_ruling deny", "stay"),
            (15, ATTEMPT, "✗ not_entitled"),
            (16, ATTEMPT, "→ requested: notice:self"),
        ],
    );
}

/// T-13.
#[test]
fn case_15_a_teen_needs_a_step_up_and_an_adult_does_not() {
    scene(
        TEEN,
        parent_or_teen(),
        &[
            (0, ATTEMPT, ASKED),
            (0, "self self_approved", "✗ not_entitled"),
            (0, "self self_declined", "✗ not_entitled"),
            (0, "self self_withdrawn", "✗ not_entitled"),
            (0, "self self_approved step_up", "→ granted: inform:p inform:q"),
        ],
    );
    // Where the own act has no weight at all, that is the reason.
    scene(
        CHILD,
        parent_or_teen(),
        &[(0, ATTEMPT, ASKED), (0, "self self_approved", "✗ wrong_band")],
    );
    // An emancipated teen is an adult, and needs none.
    scene(
        TEEN,
        parent_or_teen(),
        &[
            (0, "school emancipated", "stay"),
            (0, ATTEMPT, "→ requested: notice:self"),
            (0, "self self_approved", "→ granted"),
        ],
    );
    scene(
        TEEN,
        default(),
        &[(0, ATTEMPT, ASKED), (0, "self self_approved step_up", "✗ wrong_band")],
    );
    scene(
        ADULT,
        parent_or_teen(),
        &[(0, ATTEMPT, "→ requested: notice:self"), (0, "self self_approved", "→ granted")],
    );
}

/// TM-6.
#[test]
fn case_17_retention_may_name_an_older_episode() {
    scene(
        CHILD,
        default(),
        &[
            (0, ATTEMPT, ASKED),
            (1, "clock request_lapsed", "→ lapsed"),
            (2, ATTEMPT, ASKED),
            (3, "clock retention_elapsed 1", "stay: destroy_data"),
            (3, "clock retention_elapsed 1", "·"),
            (3, "clock retention_elapsed 2", "✗ already_open"),
        ],
    );
}
