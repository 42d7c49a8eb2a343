//! What one exploration looks at: the settings, where it begins, and what may happen.

use crate::moves::Move;
use crate::world::World;
use consent_model::child_account::ChildAccount;
use consent_model::consent::{self, Consent};
use consent_model::linking::{self, Linking};
use consent_model::table::Row;
use esia_core::access::TeenConsent;

/// One exploration of the product.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub(crate) name: &'static str,
    pub(crate) policy: consent::Policy,
    /// Whether the pupil has an own account from the start.
    pub(crate) own_account: bool,
    /// What happens before the exploration begins.
    pub(crate) before: &'static [&'static str],
    /// What may happen at any time: who, to which machine, what.
    pub(crate) moves: Vec<&'static str>,
    /// The last point of the clock.
    pub(crate) last: usize,
    pub(crate) tables: Tables,
    /// A caller with a fault: it does not do what `close_access` says.
    pub(crate) is_deaf: bool,
}

/// The tables that the interpreter reads: the real ones, or others in their place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub(crate) consent: Option<Vec<Row<Consent>>>,
    pub(crate) linking: Option<Vec<Row<Linking>>>,
    pub(crate) child: Option<Vec<Row<ChildAccount>>>,
}

impl Scope {
    /// Two wrong tries void a code here, so that the count stays small.
    pub(crate) fn linking_policy(&self) -> linking::Policy {
        let age_rule = self.policy.access.age_rule;
        linking::Policy {
            code_tries: 2.try_into().unwrap(),
            age_rule,
            ..linking::Policy::default()
        }
    }

    /// Where the exploration begins.
    pub(crate) fn beginning(&self) -> World {
        let mut world = World::new(self);
        for line in self.before {
            self.play(&mut world, &Move::read(line));
        }
        world
    }
}

/// All explorations.
pub(crate) fn scopes() -> Vec<Scope> {
    let policy = consent::Policy::default();
    let grantor_only =
        consent::Policy { disagreement: consent::Disagreement::GrantorOnly, ..policy };
    let mut parent_or_teen = policy;
    parent_or_teen.access.teen_consent = TeenConsent::ParentOrTeen;
    let scope = |name, policy, own_account, before, moves: [&[_]; 2], last| Scope {
        name,
        policy,
        own_account,
        before,
        moves: moves.concat(),
        last,
        tables: Tables::default(),
        is_deaf: false,
    };
    vec![
        scope("card and child account", policy, false, NO_LINK, [CARD, &[]], 5),
        scope("linking, child account", policy, false, MADE, [LINKING, BY_CARD], 4),
        scope("linking, own account", policy, true, OWN, [LINKING, BY_CODE], 4),
        scope("consent, default policies", policy, true, BOTH, [CONSENT, DISPUTE], 4),
        scope("consent, grantor_only", grantor_only, true, BOTH, [CONSENT, DISPUTE], 4),
        scope("consent, parent_or_teen", parent_or_teen, true, BOTH, [CONSENT, TEEN], 4),
        scope("consent, with a term", policy, true, BOTH, [CONSENT, TERM], 4),
        scope("consent, corrections of the birth date", policy, true, BOTH, [CONSENT, BIRTH], 5),
    ]
}

/// Nobody has linked.
const NO_LINK: &[&str] = &["consent esia unlinked p", "consent esia unlinked q"];

/// An account that `p` has made for a child under 14, which links it; `q` has not linked.
const MADE: &[&str] = &[
    "clock",
    "consent esia unlinked p",
    "consent esia unlinked q",
    "child esia card_from_registry",
    "child p account_form_opened",
    "child p address_given",
    "child p phone_skipped",
    "child p email_given",
    "child p email_confirmed",
    "child p password_set",
];

/// A teen's own account; `q` has linked it by a code, and `p` has not.
const OWN: &[&str] = &[
    "consent esia unlinked p",
    "consent esia unlinked q",
    "clock",
    "clock",
    "q link_started",
    "q ownership_confirmed",
    "q code_entered",
];

/// Both parents are linked; it is the last day before 14.
const BOTH: &[&str] = &["clock", "p child_account_created", "q child_account_created"];

/// The card, the registry, the form; of the consent only the plainest.
const CARD: &[&str] = &[
    "clock",
    "diary sign_in",
    "school record_missing",
    "school record_corrected",
    "portal account_moved",
    "consent p approved_in_advance",
    "consent p approved",
    "consent p withdrawn",
    "consent self self_approved",
    "consent self sign_in_attempted unmatched",
    "consent self sign_in_attempted inactive",
    "consent clock turned_eighteen",
    "esia turned_eighteen",
    "child p card_added",
    "child esia card_from_registry",
    "child p card_saved",
    "child p card_saved foreign",
    "child p card_cancelled",
    "child p card_edited",
    "child p zags_requested",
    "child p zags_requested auto_update",
    "child esia zags_confirmed",
    "child esia zags_mismatch",
    "child esia zags_unavailable",
    "child clock tick",
    "child p account_form_opened",
    "child p address_given",
    "child p address_given other",
    "child p phone_skipped",
    "child p phone_given",
    "child p phone_given parents",
    "child p phone_code_ok",
    "child p phone_code_bad",
    "child p email_given",
    "child p email_given no_tick",
    "child self email_confirmed",
    "child clock email_link_expired",
    "child p letter_resent",
    "child p email_changed",
    "child p password_set",
    "child p password_set weak",
    "child p account_deleted",
    "child p phone_changed",
    "child p password_changed",
    "child clock turned_fourteen",
    "child clock turned_eighteen",
    "child p back",
    "child p abandoned",
];

/// The link of `p` in full, and what it means for the consent.
const LINKING: &[&str] = &[
    "clock",
    "diary sign_in",
    "p link_started",
    "p ownership_confirmed",
    "p code_entered",
    "p code_entered wrong",
    "p code_entered other_child",
    "p code_requested_again",
    "p child_email_changed",
    "p tick",
    "p unlinked",
    "q unlinked",
    "esia authority_lost p",
    "esia authority_lost q",
    "esia authority_restored p",
    "esia account_deleted",
    "esia turned_eighteen",
    "consent p approved",
    "consent q approved_in_advance",
    "consent p withdrawn",
    "consent p objection_lifted",
    "consent self self_approved",
    "consent clock turned_eighteen",
];

/// What a child account adds: a card links, and at 18 the account becomes the pupil's own.
const BY_CARD: &[&str] = &["p card_verified", "q card_verified", "portal account_moved"];

/// What an own account adds: a second link needs a code too.
const BY_CODE: &[&str] = &["q link_started", "q ownership_confirmed", "q code_entered"];

/// Two parents and a pupil around one consent.
const CONSENT: &[&str] = &[
    "clock",
    "diary sign_in",
    "consent self sign_in_attempted",
    "consent p approved_in_advance",
    "consent p approved",
    "consent q approved",
    "consent p declined",
    "consent q declined",
    "consent p withdrawn",
    "consent q withdrawn",
    "consent q objected",
    "consent q objection_lifted",
    "consent self self_approved step_up",
    "consent self self_withdrawn step_up",
    "consent clock turned_eighteen",
];

/// What can come of a dispute and of authority.
const DISPUTE: &[&str] = &[
    "consent self sign_in_attempted unmatched",
    "consent self sign_in_attempted inactive",
    "consent p objected",
    "consent p objection_lifted",
    "consent self self_declined step_up",
    "consent school approved",
    "consent esia authority_ruling allow",
    "consent esia authority_ruling deny",
    "consent clock request_lapsed",
    "consent school scope_changed",
    "consent esia evidence_annulled",
    "consent esia authority_lost p",
    "consent esia authority_lost q",
    "consent p linked p",
    "consent q linked q",
    "esia account_deleted",
];

/// What a teen who may consent adds.
const TEEN: &[&str] = &[
    "consent self self_declined step_up",
    "consent clock request_lapsed",
    "consent esia authority_lost p",
    "esia account_deleted",
];

/// Grants that end by themselves, in the last minute before 18.
const TERM: &[&str] = &[
    "term p approved",
    "term q approved_in_advance",
    "consent clock term_expired",
    "consent clock request_lapsed",
    "consent clock turned_fourteen",
];

/// What moves the boundaries of age.
const BIRTH: &[&str] = &[
    "consent school emancipated",
    "consent esia birth_date_corrected 2004-05-05",
    "consent esia birth_date_corrected 2010-05-05",
    "consent esia birth_date_corrected 2014-05-05",
];
