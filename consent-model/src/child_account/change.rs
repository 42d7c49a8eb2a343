//! What a row does to the data, and which effects it emits.

use super::ChildAccount;
use super::state::{Phone, RegistryCheck, State};
use crate::machine::Case;
use crate::names::names;

names! {
    /// A change of data. The check and the phone go by themselves with the states that have them.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Change {
        /// The check runs from now.
        StartCheck = "start_check",
        /// The soft notice counts as sent.
        NoteSoftNotice = "note_soft_notice",
        /// The check counts as escalated.
        NoteEscalation = "note_escalation",
        /// An SMS is out, with fresh tries.
        SendCode = "send_code",
        /// The code has one try less.
        SpendTry = "spend_try",
        /// The phone is confirmed.
        ConfirmPhone = "confirm_phone",
        /// The form goes on without a phone.
        DropPhone = "drop_phone",
        /// Phone, e-mail or password of the account are others now.
        CountChange = "count_change",
        /// The 18th birthday is noted.
        ComeOfAge = "come_of_age",
    }
}

impl Change {
    /// Makes the change in `next`, the copy of the state of `case`.
    pub(super) fn make(self, next: &mut State, case: &Case<'_, ChildAccount>) {
        match self {
            Self::StartCheck => next.check = Some(RegistryCheck::asked(case.at)),
            Self::NoteSoftNotice => {
                next.check = next.check.map(|check| RegistryCheck { soft_noticed: true, ..check });
            }
            Self::NoteEscalation => {
                next.check = next.check.map(|check| RegistryCheck { escalated: true, ..check });
            }
            Self::SendCode => next.phone = Phone::Sent(PHONE_TRIES),
            Self::SpendTry => {
                if let Phone::Sent(tries) = next.phone {
                    next.phone = Phone::Sent(tries.saturating_sub(1));
                }
            }
            Self::ConfirmPhone => next.phone = Phone::Confirmed,
            Self::DropPhone => next.phone = Phone::None,
            Self::CountChange => next.changes = next.changes.saturating_add(1),
            Self::ComeOfAge => next.came_of_age = true,
        }
    }
}

names! {
    /// An instruction to the caller; `step` itself does nothing.
    ///
    /// None of them has an addressee: they concern the child of the machine.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Effect {
        /// Ask the registry (ЕГР ЗАГС), the first time or again.
        ZagsRequest = "zags_request",
        /// Tell the parent that the check takes longer than usual.
        SoftNotice = "soft_notice",
        /// Ask somebody to look after the check.
        Escalate = "escalate",
        /// Send a letter with a fresh link; the link before is void.
        Letter = "letter",
        /// Send a code by SMS.
        SmsCode = "sms_code",
        /// Pass `child_account_created` to the linking machine of the parent.
        ChildAccountCreated = "emit:child_account_created",
        /// Pass `account_deleted` to the other machines.
        AccountDeleted = "emit:account_deleted",
    }
}

/// How many wrong codes a phone survives; after the last it is given anew (case 12).
const PHONE_TRIES: u8 = 3;
