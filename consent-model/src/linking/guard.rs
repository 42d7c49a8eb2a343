//! The conditions of the table: named, and answered in one place.

use super::Linking;
use super::event::Act;
use super::state::LiveCode;
use crate::actor::{Actor, RepresentativeId};
use crate::machine::Case;
use crate::names::names;
use chrono::TimeDelta;
use esia_core::age::AgeBand;

names! {
    /// A condition of a row; *the parent* is the machine's own.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Guard {
        /// The event cannot come from this actor.
        ForeignActor = "foreign_actor",
        /// A representative acts who is not the parent.
        OtherParent = "other_parent",
        /// A representative speaks for another one.
        ForAnother = "for_another",
        /// The set-up has not named the representative whom the event names.
        Stranger = "stranger",
        /// The event names another representative than the parent.
        AboutAnother = "about_another",
        /// The parent acts and holds no authority.
        NoAuthority = "no_authority",
        /// A representative acts, and not the portal.
        ByParent = "by_parent",
        /// The event says that the parent has no card of the child.
        NoCard = "no_card",
        /// The event says that the child has no account.
        NoAccount = "no_account",
        /// By date, 18 is reached.
        Adult = "adult",
        /// By date, 18 is not reached.
        Minor = "minor",
        /// By date, 14 is not reached.
        Under14 = "under_14",
        /// By date, 14 is reached.
        NotUnder14 = "not_under_14",
        /// The code that is out has died; equal is dead.
        CodeDead = "code_dead",
        /// The code is another one, or was issued for another account.
        CodeWrong = "code_wrong",
        /// The account is not the child's of the card.
        OtherChild = "other_child",
        /// With one more wrong try the code is void.
        LastTry = "last_try",
        /// The very code that is out is issued again, for the same account and with the same end.
        SameCode = "same_code",
        /// The account was deleted.
        AccountGone = "account_gone",
        /// The policy has linking wait after a change of the account's e-mail.
        EmailCools = "email_cools",
        /// The account's e-mail was changed, and the wait after it is not over; equal is over.
        EmailFresh = "email_fresh",
    }
}

impl Case<'_, Linking> {
    /// Whether `guard` holds in this case.
    pub(super) fn holds(&self, guard: Guard) -> bool {
        let facts = &self.state.facts;
        let event = self.event;
        match guard {
            Guard::ForeignActor => event.is_foreign(event.kind().actors()),
            Guard::OtherParent => self.actor().is_some_and(|id| *id != facts.parent),
            Guard::ForAnother => self.actor().is_some() && event.act.who() != self.actor(),
            Guard::Stranger => event.act.who().is_some_and(|id| !facts.known.contains(id)),
            Guard::AboutAnother => event.act.who().is_some_and(|id| *id != facts.parent),
            Guard::NoAuthority => self.actor().is_some_and(|id| !facts.entitled.contains(id)),
            Guard::NoCard => matches!(event.act, Act::LinkStarted { card: false, .. }),
            Guard::NoAccount => matches!(event.act, Act::CardVerified { account_exists: false }),
            Guard::Adult => self.band() == AgeBand::Adult,
            Guard::Minor => self.band() != AgeBand::Adult,
            Guard::Under14 => self.band() == AgeBand::Under14,
            Guard::NotUnder14 => self.band() != AgeBand::Under14,
            Guard::CodeDead => self.code().is_some_and(|live| live.is_dead(self.at)),
            Guard::CodeWrong => !self.opens(),
            Guard::OtherChild => matches!(event.act, Act::CodeEntered { same_child: false, .. }),
            Guard::LastTry => self.code().is_none_or(|live| live.tries_left <= 1),
            Guard::SameCode => event.act.issue().is_some_and(|issue| {
                self.code().is_some_and(|live| {
                    let same_life = live.expires_at == issue.expires_at;
                    live.code == issue.code && same_life && live.account == issue.account
                })
            }),
            Guard::ByParent => self.actor().is_some(),
            Guard::AccountGone => facts.account_deleted,
            Guard::EmailCools => self.policy.email_cool_down_hours > 0,
            Guard::EmailFresh => facts.email_changed_at.is_some_and(|at| {
                let wait = TimeDelta::hours(i64::from(self.policy.email_cool_down_hours));
                at.checked_add_signed(wait).is_none_or(|over| self.at < over)
            }),
        }
    }

    /// The representative who acts.
    fn actor(&self) -> Option<&RepresentativeId> {
        match &self.event.by {
            Actor::Representative(id) => Some(id),
            Actor::Pupil | Actor::School | Actor::Clock | Actor::Esia => None,
        }
    }

    fn band(&self) -> AgeBand {
        self.state.facts.birth_date.band_on(self.today(), self.policy.age_rule)
    }

    fn code(&self) -> Option<&LiveCode> {
        self.state.code.as_ref()
    }

    fn opens(&self) -> bool {
        match &self.event.act {
            Act::CodeEntered { code, account, .. } => {
                self.code().is_some_and(|live| live.opens(code, account))
            }
            Act::ChildAccountCreated
            | Act::LinkStarted { .. }
            | Act::CardVerified { .. }
            | Act::OwnershipConfirmed(_)
            | Act::WindowClosed
            | Act::Tick
            | Act::CodeRequestedAgain(_)
            | Act::ChildEmailChanged
            | Act::Unlinked { .. }
            | Act::AuthorityLost { .. }
            | Act::TurnedEighteen
            | Act::AccountDeleted
            | Act::AuthorityRestored { .. } => false,
        }
    }
}
