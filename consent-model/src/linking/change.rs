//! What a row does to the data, and which effects it emits.

use super::Linking;
use super::effect::Effect;
use super::event::Act;
use super::state::{LiveCode, State};
use crate::actor::Party;
use crate::machine::Case;
use crate::names::names;
use alloc::vec::Vec;

names! {
    /// A change of data. The code and the address go by themselves with the states that have them.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Change {
        /// The address is the one typed now.
        TakeEmail = "take_email",
        /// The code is the one issued now, with fresh tries.
        TakeCode = "take_code",
        /// The code has one try less.
        SpendTry = "spend_try",
        /// The one named holds no authority, and is not linked.
        LoseAuthority = "lose_authority",
        /// The one named holds authority.
        RegainAuthority = "regain_authority",
        /// The one named is not linked; for another than the parent.
        UnlinkOther = "unlink_other",
        /// The account is gone.
        DeleteAccount = "delete_account",
        /// The account's e-mail was changed now.
        NoteEmailChange = "note_email_change",
    }
}

impl Change {
    /// Makes the change in `next`, the copy of the state of `case`.
    pub(super) fn make(self, next: &mut State, case: &Case<'_, Linking>) {
        let facts = &mut next.facts;
        let who = case.event.act.who();
        match self {
            Self::TakeEmail => {
                if let Act::LinkStarted { email, .. } = &case.event.act {
                    next.email = Some(email.clone());
                }
            }
            Self::TakeCode => {
                next.code = case.event.act.issue().map(|issue| LiveCode {
                    code: issue.code,
                    expires_at: issue.expires_at,
                    tries_left: case.policy.code_tries.get(),
                    account: issue.account.clone(),
                });
            }
            Self::SpendTry => {
                if let Some(live) = &mut next.code {
                    live.tries_left = live.tries_left.saturating_sub(1);
                }
            }
            Self::LoseAuthority => {
                facts.entitled.retain(|id| Some(id) != who);
                facts.others_linked.retain(|id| Some(id) != who);
            }
            Self::RegainAuthority => facts.entitled.extend(who.cloned()),
            Self::UnlinkOther => facts.others_linked.retain(|id| Some(id) != who),
            Self::DeleteAccount => facts.account_deleted = true,
            Self::NoteEmailChange => facts.email_changed_at = Some(case.at),
        }
    }
}

names! {
    /// An effect of a row, before it is known whom it concerns.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Emit {
        /// `code_issued`.
        CodeIssued = "code_issued",
        /// `code_voided`.
        CodeVoided = "code_voided",
        /// `code_consumed`.
        CodeConsumed = "code_consumed",
        /// `linked_notice:` to every other linked parent.
        NoticeOthers = "linked_notice:others",
        /// `linked_notice:self`.
        NoticePupil = "linked_notice:self",
    }
}

impl Emit {
    /// The effects, with their addressees as they are after the changes.
    pub(super) fn effects(self, next: &State) -> Vec<Effect> {
        match self {
            Self::CodeIssued => Vec::from([Effect::CodeIssued]),
            Self::CodeVoided => Vec::from([Effect::CodeVoided]),
            Self::CodeConsumed => Vec::from([Effect::CodeConsumed]),
            Self::NoticeOthers => {
                let others = next.facts.others_linked.iter().cloned();
                others.map(Party::Representative).map(Effect::LinkedNotice).collect()
            }
            Self::NoticePupil => Vec::from([Effect::LinkedNotice(Party::Pupil)]),
        }
    }
}
