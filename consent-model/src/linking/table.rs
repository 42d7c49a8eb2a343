//! The transition table of 6.2: every state with every event.

use super::Linking;
use super::change::{Change, Emit};
use super::event::EventKind;
use super::guard::Guard;
use super::state::{Detail, StateKind};
use crate::reason::Reason;
use crate::table::{Goal, Row, Target, index, row, to, to_with};

/// The rows, in the order in which they are tried: the first that fits answers.
///
/// Within an event the order is that of settled case 1: actor, account, entitlement, age band,
/// then the cell. The last row of every (state, event) pair has no guard, so every pair is
/// answered. Rules are cited by id; `own` where no source has one, `case n` is a settled case.
#[rustfmt::skip]
pub const TABLE: &[Row<Linking>] = {
    use Change::{TakeEmail, TakeCode, SpendTry, LoseAuthority, RegainAuthority, UnlinkOther, DeleteAccount, NoteEmailChange};
    use Emit::{CodeConsumed, CodeVoided, NoticeOthers, NoticePupil};
    use EventKind as On;
    use Guard::{
        ForeignActor, OtherParent, ForAnother, Stranger, AboutAnother, NoAuthority, ByParent, NoCard, Adult,
        Minor, Under14, NotUnder14, OtherChild, LastTry, SameCode, AccountGone, EmailCools, EmailFresh,
    };
    use Reason::{CoolDown, NoAccount, NoRequest, NotEntitled, WrongAccount, WrongBand};
    use StateKind::{Closed, CodeIssued, Expired, Linked, TargetGiven, Unlinked};
    use Target::{Ignored, Reject, Stay};
    const DEAD: Target<Linking> = Reject(Reason::CodeDead);
    const WRONG: Target<Linking> = Reject(Reason::CodeWrong);
    const ISSUED: Emit = Emit::CodeIssued;
    const IS_DEAD: Guard = Guard::CodeDead;
    const IS_WRONG: Guard = Guard::CodeWrong;
    const NO_ACCOUNT: Guard = Guard::NoAccount;
    &[
    // child_account_created
    row(ALL, On::ChildAccountCreated, &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::ChildAccountCreated, &[OtherParent],        Reject(NotEntitled),            &[],                &[],                          &["case 11"]),
    row(CL,  On::ChildAccountCreated, &[NoAuthority],        Reject(NotEntitled),            &[],                &[],                          &["T-06", "I-12"]),
    row(ALL, On::ChildAccountCreated, &[Adult],              Reject(WrongBand),              &[],                &[],                          &["case 11", "R-34"]),
    row(NEW, On::ChildAccountCreated, &[],                   to_with(Linked, Detail::Created), &[],              &[],                          &["R-79"]),
    row(TG,  On::ChildAccountCreated, &[],                   to_with(Linked, Detail::Created), &[],              &[],                          &["R-79"]),
    row(CI,  On::ChildAccountCreated, &[],                   to_with(Linked, Detail::Created), &[],              &[CodeVoided],                &["R-79"]),
    row(LK,  On::ChildAccountCreated, &[],                   Ignored,                        &[],                &[],                          &["R-79"]),
    row(CL,  On::ChildAccountCreated, &[],                   Reject(NotEntitled),            &[],                &[],                          &["own"]),
    // link_started
    row(ALL, On::LinkStarted,         &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::LinkStarted,         &[OtherParent],        Reject(NotEntitled),            &[],                &[],                          &["case 11"]),
    row(CL,  On::LinkStarted,         &[NoAuthority],        Reject(NotEntitled),            &[],                &[],                          &["T-06", "I-12"]),
    row(NO_LINK, On::LinkStarted,     &[NoCard],             Reject(NotEntitled),            &[],                &[],                          &["R-18"]),
    row(ALL, On::LinkStarted,         &[Adult],              Reject(WrongBand),              &[],                &[],                          &["case 11", "R-17"]),
    row(NO_LINK, On::LinkStarted,     &[Under14],            Reject(WrongBand),              &[],                &[],                          &["Q-23", "I-11"]),
    row(NEW, On::LinkStarted,         &[EmailFresh],         Reject(CoolDown),               &[],                &[],                          &["T-14", "Q-21"]),
    row(NEW, On::LinkStarted,         &[],                   to(TargetGiven),                &[TakeEmail],       &[],                          &["R-18", "R-19", "R-22"]),
    row(TG,  On::LinkStarted,         &[],                   Stay,                           &[TakeEmail],       &[],                          &["R-19"]),
    row(CI,  On::LinkStarted,         &[],                   to(TargetGiven),                &[TakeEmail],       &[CodeVoided],                &["R-18", "R-19", "T-02"]),
    row(LK,  On::LinkStarted,         &[],                   Ignored,                        &[],                &[],                          &["R-26"]),
    row(CL,  On::LinkStarted,         &[],                   Reject(NotEntitled),            &[],                &[],                          &["own"]),
    // card_verified
    row(ALL, On::CardVerified,        &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::CardVerified,        &[OtherParent],        Reject(NotEntitled),            &[],                &[],                          &["case 11"]),
    row(ALL, On::CardVerified,        &[NO_ACCOUNT],         Reject(NoAccount),              &[],                &[],                          &["Q-23", "case 1"]),
    row(CL,  On::CardVerified,        &[NoAuthority],        Reject(NotEntitled),            &[],                &[],                          &["T-06", "I-12"]),
    row(ALL, On::CardVerified,        &[Adult],              Reject(WrongBand),              &[],                &[],                          &["case 11"]),
    row(OPEN, On::CardVerified,       &[NotUnder14],         Reject(WrongBand),              &[],                &[],                          &["Q-23", "R-17"]),
    row(NEW, On::CardVerified,        &[],                   to_with(Linked, Detail::Card),  &[],                &[NoticeOthers],              &["own", "Q-23", "R-67"]),
    row(TG,  On::CardVerified,        &[],                   to_with(Linked, Detail::Card),  &[],                &[NoticeOthers],              &["own", "Q-23", "R-67"]),
    row(CI,  On::CardVerified,        &[],                   to_with(Linked, Detail::Card),  &[],                &[CodeVoided, NoticeOthers],  &["own", "Q-23", "R-67"]),
    row(LK,  On::CardVerified,        &[],                   Ignored,                        &[],                &[],                          &["Q-23"]),
    row(CL,  On::CardVerified,        &[],                   Reject(NotEntitled),            &[],                &[],                          &["own"]),
    // ownership_confirmed
    row(ALL, On::OwnershipConfirmed,  &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::OwnershipConfirmed,  &[OtherParent],        Reject(NotEntitled),            &[],                &[],                          &["case 11"]),
    row(CL,  On::OwnershipConfirmed,  &[NoAuthority],        Reject(NotEntitled),            &[],                &[],                          &["T-06", "I-12"]),
    row(ALL, On::OwnershipConfirmed,  &[Adult],              Reject(WrongBand),              &[],                &[],                          &["case 11"]),
    row(TG,  On::OwnershipConfirmed,  &[Under14],            Reject(WrongBand),              &[],                &[],                          &["I-11"]),
    row(TG,  On::OwnershipConfirmed,  &[],                   to(CodeIssued),                 &[TakeCode],        &[ISSUED],                    &["R-20", "R-21", "T-16"]),
    row(NEW, On::OwnershipConfirmed,  &[],                   Reject(NoRequest),              &[],                &[],                          &["R-20"]),
    row(CI,  On::OwnershipConfirmed,  &[],                   Ignored,                        &[],                &[],                          &["R-20", "T-22"]),
    row(LK,  On::OwnershipConfirmed,  &[],                   Ignored,                        &[],                &[],                          &["R-26"]),
    row(CL,  On::OwnershipConfirmed,  &[],                   Reject(NotEntitled),            &[],                &[],                          &["own"]),
    // code_entered
    row(ALL, On::CodeEntered,         &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::CodeEntered,         &[OtherParent],        Reject(NotEntitled),            &[],                &[],                          &["case 11"]),
    row(ALL, On::CodeEntered,         &[Adult],              Reject(WrongBand),              &[],                &[],                          &["case 11", "I-09"]),
    row(CI,  On::CodeEntered,         &[Under14],            Reject(WrongBand),              &[],                &[],                          &["I-11"]),
    row(CI,  On::CodeEntered,         &[IS_DEAD],            DEAD_AND_EXPIRED,               &[],                &[],                          &["R-22", "R-25", "I-17"]),
    row(CI,  On::CodeEntered,         &[IS_WRONG, LastTry],  WRONG_AND_VOID,                 &[],                &[],                          &["T-01", "T-03", "I-18", "I-20"]),
    row(CI,  On::CodeEntered,         &[IS_WRONG],           WRONG,                          &[SpendTry],        &[],                          &["T-01", "T-03", "I-18", "I-20"]),
    row(CI,  On::CodeEntered,         &[OtherChild, LastTry], OTHER_AND_VOID,                &[],                &[],                          &["case 14", "T-04", "I-20"]),
    row(CI,  On::CodeEntered,         &[OtherChild],         Reject(WrongAccount),           &[SpendTry],        &[],                          &["case 14", "T-04", "I-20"]),
    row(CI,  On::CodeEntered,         &[],                   to_with(Linked, Detail::Code),  &[],                &[CodeConsumed, NoticeOthers, NoticePupil], &["R-23", "R-27", "R-28", "I-16"]),
    row(NO_CODE, On::CodeEntered,     &[],                   DEAD,                           &[],                &[],                          &["R-22", "R-25", "I-16"]),
    // window_closed
    row(ALL, On::WindowClosed,        &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::WindowClosed,        &[],                   Ignored,                        &[],                &[],                          &["R-24"]),
    // tick
    row(ALL, On::Tick,                &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(CI,  On::Tick,                &[IS_DEAD],            to(Expired),                    &[],                &[],                          &["R-25", "TM-1"]),
    row(ALL, On::Tick,                &[],                   Ignored,                        &[],                &[],                          &["TM-1"]),
    // code_requested_again
    row(ALL, On::CodeRequestedAgain,  &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::CodeRequestedAgain,  &[OtherParent],        Reject(NotEntitled),            &[],                &[],                          &["case 11"]),
    row(CL,  On::CodeRequestedAgain,  &[NoAuthority],        Reject(NotEntitled),            &[],                &[],                          &["T-06", "I-12"]),
    row(ALL, On::CodeRequestedAgain,  &[Adult],              Reject(WrongBand),              &[],                &[],                          &["case 11"]),
    row(CI,  On::CodeRequestedAgain,  &[Under14],            Reject(WrongBand),              &[],                &[],                          &["I-11"]),
    row(CI,  On::CodeRequestedAgain,  &[IS_DEAD],            DEAD_AND_EXPIRED,               &[],                &[],                          &["R-22", "case 11"]),
    row(CI,  On::CodeRequestedAgain,  &[SameCode],           Ignored,                        &[],                &[],                          &["I-06", "I-20"]),
    row(CI,  On::CodeRequestedAgain,  &[],                   Stay,                           &[TakeCode],        &[CodeVoided, ISSUED],        &["R-22", "T-02", "I-19"]),
    row(NEW, On::CodeRequestedAgain,  &[],                   Reject(NoRequest),              &[],                &[],                          &["R-22", "R-25"]),
    row(TG,  On::CodeRequestedAgain,  &[],                   Reject(NoRequest),              &[],                &[],                          &["R-22"]),
    row(LK,  On::CodeRequestedAgain,  &[],                   Ignored,                        &[],                &[],                          &["R-26"]),
    row(CL,  On::CodeRequestedAgain,  &[],                   Reject(NotEntitled),            &[],                &[],                          &["own"]),
    // child_email_changed
    row(ALL, On::ChildEmailChanged,   &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::ChildEmailChanged,   &[OtherParent],        Reject(NotEntitled),            &[],                &[],                          &["case 11"]),
    row(TG,  On::ChildEmailChanged,   &[EmailCools],         void(Detail::EmailChanged),     &[NoteEmailChange], &[],                          &["Q-21", "T-14"]),
    row(CI,  On::ChildEmailChanged,   &[EmailCools],         void(Detail::EmailChanged),     &[NoteEmailChange], &[CodeVoided],                &["Q-21", "T-14"]),
    row(REST, On::ChildEmailChanged,  &[EmailCools],         Stay,                           &[NoteEmailChange], &[],                          &["T-14", "case 2"]),
    row(TG,  On::ChildEmailChanged,   &[],                   void(Detail::EmailChanged),     &[],                &[],                          &["Q-21", "T-14"]),
    row(CI,  On::ChildEmailChanged,   &[],                   void(Detail::EmailChanged),     &[],                &[CodeVoided],                &["Q-21", "T-14"]),
    row(NEW, On::ChildEmailChanged,   &[],                   Ignored,                        &[],                &[],                          &["Q-21"]),
    row(LK,  On::ChildEmailChanged,   &[],                   Ignored,                        &[],                &[],                          &["Q-21"]),
    row(CL,  On::ChildEmailChanged,   &[],                   Ignored,                        &[],                &[],                          &["Q-21"]),
    // unlinked
    row(ALL, On::Unlinked,            &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::Unlinked,            &[OtherParent],        Reject(NotEntitled),            &[],                &[],                          &["case 11"]),
    row(ALL, On::Unlinked,            &[ForAnother],         Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::Unlinked,            &[Stranger],           Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::Unlinked,            &[AboutAnother],       Stay,                           &[UnlinkOther],     &[],                          &["R-28", "case 2"]),
    row(TG,  On::Unlinked,            &[],                   to(Unlinked),                   &[],                &[],                          &["R-26"]),
    row(CI,  On::Unlinked,            &[],                   void(Detail::Unlinked),         &[],                &[CodeVoided],                &["R-26", "T-02"]),
    row(LK,  On::Unlinked,            &[],                   to(Unlinked),                   &[],                &[],                          &["R-26", "R-81"]),
    row(NEW, On::Unlinked,            &[],                   Ignored,                        &[],                &[],                          &["R-26"]),
    row(CL,  On::Unlinked,            &[],                   Ignored,                        &[],                &[],                          &["R-26"]),
    // authority_lost
    row(ALL, On::AuthorityLost,       &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::AuthorityLost,       &[Stranger],           Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::AuthorityLost,       &[AboutAnother],       Stay,                           &[LoseAuthority],   &[],                          &["T-06", "case 2", "case 11"]),
    row(NEW, On::AuthorityLost,       &[],                   to(Closed),                     &[LoseAuthority],   &[],                          &["T-06", "I-12"]),
    row(TG,  On::AuthorityLost,       &[],                   to(Closed),                     &[LoseAuthority],   &[],                          &["T-06", "I-12"]),
    row(CI,  On::AuthorityLost,       &[],                   to(Closed),                     &[LoseAuthority],   &[CodeVoided],                &["T-06", "I-12"]),
    row(LK,  On::AuthorityLost,       &[],                   to(Closed),                     &[LoseAuthority],   &[],                          &["T-06", "I-12"]),
    row(CL,  On::AuthorityLost,       &[],                   Stay,                           &[LoseAuthority],   &[],                          &["T-06", "case 2"]),
    // turned_eighteen
    row(ALL, On::TurnedEighteen,      &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::TurnedEighteen,      &[Minor],              Ignored,                        &[],                &[],                          &["case 4"]),
    row(NEW, On::TurnedEighteen,      &[],                   to(Closed),                     &[],                &[],                          &["Q-24", "I-09", "T-26"]),
    row(TG,  On::TurnedEighteen,      &[],                   to(Closed),                     &[],                &[],                          &["Q-24", "I-09", "T-26"]),
    row(CI,  On::TurnedEighteen,      &[],                   to(Closed),                     &[],                &[CodeVoided],                &["Q-24", "I-09", "T-26"]),
    row(LK,  On::TurnedEighteen,      &[],                   to(Closed),                     &[],                &[],                          &["Q-24", "I-09", "T-26"]),
    row(CL,  On::TurnedEighteen,      &[],                   Ignored,                        &[],                &[],                          &["Q-24"]),
    // account_deleted
    row(ALL, On::AccountDeleted,      &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::AccountDeleted,      &[OtherParent],        Reject(NotEntitled),            &[],                &[],                          &["case 11"]),
    row(NEW, On::AccountDeleted,      &[ByParent],           Reject(NotEntitled),            &[],                &[],                          &["T-06", "case 10"]),
    row(TG,  On::AccountDeleted,      &[ByParent],           Reject(NotEntitled),            &[],                &[],                          &["T-06", "case 10"]),
    row(CI,  On::AccountDeleted,      &[ByParent],           Reject(NotEntitled),            &[],                &[],                          &["T-06", "case 10"]),
    row(CL,  On::AccountDeleted,      &[ByParent],           Reject(NotEntitled),            &[],                &[],                          &["T-06", "case 10"]),
    row(NEW, On::AccountDeleted,      &[],                   to(Closed),                     &[DeleteAccount],   &[],                          &["R-65", "Q-21", "I-14"]),
    row(TG,  On::AccountDeleted,      &[],                   to(Closed),                     &[DeleteAccount],   &[],                          &["R-65", "Q-21", "I-14"]),
    row(CI,  On::AccountDeleted,      &[],                   to(Closed),                     &[DeleteAccount],   &[CodeVoided],                &["R-65", "Q-21", "I-14"]),
    row(LK,  On::AccountDeleted,      &[],                   to(Closed),                     &[DeleteAccount],   &[],                          &["R-65", "Q-21", "I-14"]),
    row(CL,  On::AccountDeleted,      &[],                   Stay,                           &[DeleteAccount],   &[],                          &["R-65", "case 2"]),
    // authority_restored
    row(ALL, On::AuthorityRestored,   &[ForeignActor],       Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::AuthorityRestored,   &[Stranger],           Reject(NotEntitled),            &[],                &[],                          &["case 1"]),
    row(ALL, On::AuthorityRestored,   &[AboutAnother],       Stay,                           &[RegainAuthority], &[],                          &["case 2", "case 11"]),
    row(CL,  On::AuthorityRestored,   &[AccountGone],        Reject(NotEntitled),            &[],                &[],                          &["R-65", "I-14"]),
    row(CL,  On::AuthorityRestored,   &[Adult],              Reject(NotEntitled),            &[],                &[],                          &["Q-24", "I-09"]),
    row(CL,  On::AuthorityRestored,   &[],                   to(Unlinked),                   &[RegainAuthority], &[],                          &["own"]),
    row(OPEN, On::AuthorityRestored,  &[],                   Ignored,                        &[],                &[],                          &["own"]),
    row(LK,  On::AuthorityRestored,   &[],                   Ignored,                        &[],                &[],                          &["own"]),
    ]
};

/// The code has died of age, and whoever comes with it learns no more than that.
const DEAD_AND_EXPIRED: Target<Linking> =
    Target::RejectAndMove(Reason::CodeDead, Goal { state: StateKind::Expired, detail: None });
const WRONG_AND_VOID: Target<Linking> = Target::RejectAndMove(Reason::CodeWrong, OUT_OF_TRIES);
const OTHER_AND_VOID: Target<Linking> = Target::RejectAndMove(Reason::WrongAccount, OUT_OF_TRIES);
const OUT_OF_TRIES: Goal<Linking> = Goal { state: StateKind::Voided, detail: Some(Detail::Tries) };

const fn void(detail: Detail) -> Target<Linking> {
    to_with(StateKind::Voided, detail)
}

index!(Linking);

const ALL: &[StateKind] = &StateKind::ALL;
/// Back at step 1, from where linking starts.
const NEW: &[StateKind] = &[StateKind::Unlinked, StateKind::Expired, StateKind::Voided];
const TG: &[StateKind] = &[StateKind::TargetGiven];
const CI: &[StateKind] = &[StateKind::CodeIssued];
const LK: &[StateKind] = &[StateKind::Linked];
const CL: &[StateKind] = &[StateKind::Closed];
/// Neither linked nor closed.
const OPEN: &[StateKind] = &[
    StateKind::Unlinked,
    StateKind::TargetGiven,
    StateKind::CodeIssued,
    StateKind::Expired,
    StateKind::Voided,
];
/// Where no linking goes on.
const REST: &[StateKind] = &[
    StateKind::Unlinked,
    StateKind::Linked,
    StateKind::Expired,
    StateKind::Voided,
    StateKind::Closed,
];
const NO_LINK: &[StateKind] = &[
    StateKind::Unlinked,
    StateKind::TargetGiven,
    StateKind::CodeIssued,
    StateKind::Expired,
    StateKind::Voided,
    StateKind::Closed,
];
const NO_CODE: &[StateKind] = &[
    StateKind::Unlinked,
    StateKind::TargetGiven,
    StateKind::Linked,
    StateKind::Expired,
    StateKind::Voided,
    StateKind::Closed,
];
