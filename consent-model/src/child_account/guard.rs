//! The conditions of the table: named, and answered in one place.

use super::ChildAccount;
use super::event::{Act, CertificateIssuer, Citizenship};
use super::state::{Phone, RegistryCheck};
use crate::actor::Actor;
use crate::machine::Case;
use crate::names::names;
use chrono::TimeDelta;
use esia_core::age::AgeBand;

names! {
    /// A condition of a row.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Guard {
        /// The event cannot come from this actor.
        ForeignActor = "foreign_actor",
        /// A representative acts whom the set-up has not named.
        Stranger = "stranger",
        /// By date, 18 is reached.
        Adult = "adult",
        /// A required field of the card is empty.
        Incomplete = "incomplete",
        /// The birth certificate is foreign.
        ForeignCertificate = "foreign_certificate",
        /// The automatic update is on.
        AutoUpdateOn = "auto_update_on",
        /// The child is not ticked.
        NotTicked = "not_ticked",
        /// The check runs for 20 minutes, and nobody was told.
        SoftNoticeDue = "soft_notice_due",
        /// The check runs for 30 days, and it was not escalated.
        EscalationDue = "escalation_due",
        /// The child has another active account.
        OtherAccount = "other_account",
        /// The citizenship is another than Russian.
        OtherCitizenship = "other_citizenship",
        /// The phone is a parent's.
        PhoneIsParents = "phone_is_parents",
        /// Another account uses the phone.
        PhoneUsed = "phone_used",
        /// With one more wrong code the phone must be given anew.
        LastTry = "last_try",
        /// Another account uses the e-mail.
        EmailUsed = "email_used",
        /// The consent tick is not set.
        TickMissing = "tick_missing",
        /// The password breaks the portal's rule, or was not typed twice alike.
        PasswordWeak = "password_weak",
    }
}

impl Case<'_, ChildAccount> {
    /// Whether `guard` holds in this case.
    pub(super) fn holds(&self, guard: Guard) -> bool {
        let event = self.event;
        match guard {
            Guard::ForeignActor => event.is_foreign(event.kind().actors()),
            Guard::Stranger => match &event.by {
                Actor::Representative(id) => !self.state.representatives.contains(id),
                Actor::Pupil | Actor::School | Actor::Clock | Actor::Esia => false,
            },
            Guard::Adult => {
                let band = self.state.birth_date.band_on(self.today(), self.policy.age_rule);
                band == AgeBand::Adult
            }
            Guard::Incomplete => {
                matches!(event.act, Act::CardSaved { issuer: None, .. })
                    || matches!(event.act, Act::CardSaved { complete: false, .. })
            }
            Guard::ForeignCertificate => {
                let foreign = Some(CertificateIssuer::Foreign);
                matches!(event.act, Act::CardSaved { issuer, .. } if issuer == foreign)
            }
            Guard::AutoUpdateOn => {
                matches!(event.act, Act::ZagsRequested { auto_update: true, .. })
            }
            Guard::NotTicked => matches!(event.act, Act::ZagsRequested { ticked: false, .. }),
            Guard::SoftNoticeDue => {
                self.runs_for(SOFT_NOTICE).is_some_and(|check| !check.soft_noticed)
            }
            Guard::EscalationDue => self.runs_for(ESCALATION).is_some_and(|check| !check.escalated),
            Guard::OtherAccount => {
                matches!(event.act, Act::AccountFormOpened { other_account: true })
            }
            Guard::OtherCitizenship => {
                matches!(event.act, Act::AddressGiven { citizenship: Citizenship::Other })
            }
            Guard::PhoneIsParents => {
                matches!(event.act, Act::PhoneGiven { is_parents: true, .. })
            }
            Guard::PhoneUsed => matches!(event.act, Act::PhoneGiven { used: true, .. }),
            Guard::LastTry => match self.state.phone {
                Phone::Sent(tries) => tries <= 1,
                Phone::None | Phone::Confirmed => true,
            },
            Guard::EmailUsed => matches!(event.act, Act::EmailGiven { used: true, .. }),
            Guard::TickMissing => matches!(event.act, Act::EmailGiven { tick: false, .. }),
            Guard::PasswordWeak => {
                matches!(event.act, Act::PasswordSet { policy_ok: false, .. })
                    || matches!(event.act, Act::PasswordSet { equal: false, .. })
            }
        }
    }

    /// The check, if it has run for `term` or longer.
    fn runs_for(&self, term: TimeDelta) -> Option<&RegistryCheck> {
        let check = self.state.check.as_ref();
        check.filter(|check| self.at.signed_duration_since(check.asked_at) >= term)
    }
}

/// An average of 15 to 20 minutes is no deadline: after it the parent is told, no more (TM-2).
const SOFT_NOTICE: TimeDelta = TimeDelta::minutes(20);
/// After this somebody looks into it; the check never fails by time (TM-2).
const ESCALATION: TimeDelta = TimeDelta::days(30);
