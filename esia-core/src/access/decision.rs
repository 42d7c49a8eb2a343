//! The decision itself: one walk through the table.

use super::entry::Entry;
use super::facts::{ConsentState, Facts, Lookup};
use super::policy::Policy;
use super::situation::Situation;
use super::table::{CONDITIONS, REFUSED, Reason, Request, Row, Shown, TABLE, Verdict};
use crate::message::Message;
use chrono::NaiveDate;

/// Who may enter, and what the others are told (решение).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Debug, Eq, PartialEq)]
pub enum Decision<'f> {
    /// The diary opens: D-14, and nothing else.
    Allow(Entry<'f>),
    /// No record of this person: D-07, D-08. The appeal route belongs on the page.
    NotFound(Refusal),
    /// A parent must link the account first: D-09.
    NeedLink(Refusal),
    /// Consent is missing: D-11, D-12, D-13.
    NeedConsent(Refusal),
    /// No entry for another reason: D-01 to D-06, D-10.
    Refuse(Refusal),
}

/// No entry: the row that says so, and what follows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Refusal {
    row: &'static Row,
    message: Message,
    request_consent: bool,
}

/// May this person open this diary on the day `today`?
///
/// Total and pure: every combination of facts has an answer, which depends on the arguments
/// alone. `today` is the civil date in the school's zone.
#[must_use]
pub fn decide<'f>(facts: &'f Facts, policy: &Policy, today: NaiveDate) -> Decision<'f> {
    let situation = Situation::new(facts, *policy, today);
    let holding = situation.conditions();
    let row = TABLE
        .iter()
        .zip(&CONDITIONS)
        .find(|(_, asked)| holding & **asked == **asked)
        .map_or(REFUSED, |(row, _)| row);
    match (row.verdict, &facts.account, &facts.lookup) {
        (Verdict::Allow, Some(account), Lookup::Found(record)) => {
            Decision::Allow(Entry::new(account.subject(), record, facts.consent.epoch, today, row))
        }
        // INVARIANT: D-14 asks for a match, so that an Allow without one is a mistake in the
        // table; it refuses.
        (Verdict::Allow, _, _) => Decision::Refuse(Refusal::of(REFUSED, &situation)),
        (Verdict::NotFound, _, _) => Decision::NotFound(Refusal::of(row, &situation)),
        (Verdict::NeedLink, _, _) => Decision::NeedLink(Refusal::of(row, &situation)),
        (Verdict::NeedConsent, _, _) => Decision::NeedConsent(Refusal::of(row, &situation)),
        (Verdict::Refuse, _, _) => Decision::Refuse(Refusal::of(row, &situation)),
    }
}

impl Decision<'_> {
    /// What is decided, without what follows from it.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Allow(_) => Verdict::Allow,
            Self::NotFound(_) => Verdict::NotFound,
            Self::NeedLink(_) => Verdict::NeedLink,
            Self::NeedConsent(_) => Verdict::NeedConsent,
            Self::Refuse(_) => Verdict::Refuse,
        }
    }

    /// The row of the table that answered.
    #[must_use]
    pub const fn row(&self) -> &'static Row {
        match self {
            Self::Allow(entry) => entry.row(),
            Self::NotFound(refusal)
            | Self::NeedLink(refusal)
            | Self::NeedConsent(refusal)
            | Self::Refuse(refusal) => refusal.row,
        }
    }

    /// Why, for staff and for the audit log; never for a page.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        self.row().reason
    }

    /// The text to show; none where the diary opens.
    #[must_use]
    pub const fn message(&self) -> Option<Message> {
        match self {
            Self::Allow(_) => None,
            Self::NotFound(refusal)
            | Self::NeedLink(refusal)
            | Self::NeedConsent(refusal)
            | Self::Refuse(refusal) => Some(refusal.message),
        }
    }

    /// Whether a request for consent must go out now. The machine may still refuse it with
    /// `cool_down` (T-18).
    #[must_use]
    pub const fn request_consent(&self) -> bool {
        match self {
            Self::Allow(_) => false,
            Self::NotFound(refusal)
            | Self::NeedLink(refusal)
            | Self::NeedConsent(refusal)
            | Self::Refuse(refusal) => refusal.request_consent,
        }
    }

    /// Whether the consent episode in force must be ended first (D-13, Q-24).
    #[must_use]
    pub fn ends_episode(&self) -> bool {
        self.row().request == Request::AfterEnding
    }
}

impl Refusal {
    fn of(row: &'static Row, situation: &Situation<'_>) -> Self {
        let message = match row.shown {
            Shown::Always(message) => message,
            Shown::ByBand { minor, .. } if situation.is_minor() => minor,
            Shown::ByBand { adult, .. } => adult,
            // INVARIANT: only an Allow shows nothing.
            Shown::Nothing => Message::SignInFailed,
        };
        let request_consent = match row.request {
            Request::Never => false,
            Request::AfterEnding => true,
            Request::UnlessOpen => needs_request(situation.facts.consent.state),
        };
        Self { row, message, request_consent }
    }
}

/// Whether an episode in this state needs a new request: not while one is open, not in a dispute.
const fn needs_request(state: ConsentState) -> bool {
    match state {
        ConsentState::None
        | ConsentState::Declined
        | ConsentState::Withdrawn
        | ConsentState::Lapsed
        | ConsentState::Ended => true,
        ConsentState::Requested
        | ConsentState::Contested
        | ConsentState::GrantedByParent
        | ConsentState::GrantedBySelf
        | ConsentState::Unknown => false,
    }
}
