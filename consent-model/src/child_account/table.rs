//! The transition table of 6.3: every state with every event.

use super::ChildAccount;
use super::change::{Change, Effect};
use super::event::EventKind;
use super::guard::Guard;
use super::state::{Detail, StateKind};
use crate::message::Message;
use crate::reason::Reason;
use crate::table::{Goal, Row, Target, index, row, to, to_with};

/// Some states, by name.
macro_rules! states {
    ($($state:ident),+) => {
        &[$(StateKind::$state),+]
    };
}

/// The rows, in the order in which they are tried: the first that fits answers.
///
/// Within an event the order is that of settled case 1: actor, age band, then the cell. The last
/// row of every (state, event) pair has no guard, so every pair is answered. Rules are cited by
/// id; `own` where no source has one, `case n` is a settled case.
#[rustfmt::skip]
pub const TABLE: &[Row<ChildAccount>] = {
    use Change::{
        StartCheck, NoteSoftNotice, NoteEscalation, SendCode, SpendTry, ConfirmPhone, DropPhone, CountChange,
        ComeOfAge,
    };
    use Effect::{ChildAccountCreated, Escalate, Letter, SmsCode, SoftNotice, ZagsRequest};
    use EventKind as On;
    use Guard::{
        ForeignActor, Stranger, Adult, Incomplete, NotTicked, SoftNoticeDue, EscalationDue, OtherAccount,
        OtherCitizenship, LastTry,
    };
    use Reason::{AlreadyOpen, CodeWrong, NoRequest, NotEntitled, NotVerified, Terminal, WrongBand};
    use StateKind::{
        Active, Deleted, Draft, FormAddress, FormEmail, FormEmailWait, FormPassword, FormPhone, FormPhoneCode,
        Manual, Mismatch, NoCard, Verified, ZagsPending,
    };
    use Target::{Ignored, Reject, Stay};
    &[
    // card_added
    row(ALL,       On::CardAdded,         &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::CardAdded,         &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::CardAdded,         &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![NoCard], On::CardAdded,         &[],             to(Draft),            &[],   &[],   &["R-36"]).saying(Message::CardGoesToRegistry),
    row(states![Draft, Manual, ZagsPending, Mismatch], On::CardAdded,         &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::CardAdded,         &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::CardAdded,         &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::CardAdded,         &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::CardAdded,         &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // card_from_registry
    row(ALL,       On::CardFromRegistry,  &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::CardFromRegistry,  &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![NoCard], On::CardFromRegistry,  &[],             to(Verified),         &[],   &[],   &["R-36"]),
    row(states![Draft, Manual, ZagsPending, Mismatch], On::CardFromRegistry,  &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::CardFromRegistry,  &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::CardFromRegistry,  &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::CardFromRegistry,  &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::CardFromRegistry,  &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // card_saved
    row(ALL,       On::CardSaved,         &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::CardSaved,         &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::CardSaved,         &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![Draft], On::CardSaved,         &[Incomplete],   Reject(NotVerified),  &[],   &[],   &["R-37", "R-38"]),
    row(states![Draft], On::CardSaved,         &[Guard::ForeignCertificate], refuse(Detail::ForeignCertificate), &[],   &[],   &["R-40", "Q-17"]),
    row(states![Draft], On::CardSaved,         &[],             to(Manual),           &[],   &[],   &["R-37", "R-38", "R-39"]).saying(Message::TypedIn),
    row(states![NoCard, Manual, ZagsPending, Mismatch], On::CardSaved,         &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::CardSaved,         &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::CardSaved,         &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::CardSaved,         &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::CardSaved,         &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // card_cancelled
    row(ALL,       On::CardCancelled,     &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::CardCancelled,     &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::CardCancelled,     &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![Draft], On::CardCancelled,     &[],             to(NoCard),           &[],   &[],   &["R-39"]),
    row(states![NoCard, Manual, ZagsPending, Mismatch], On::CardCancelled,     &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::CardCancelled,     &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::CardCancelled,     &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::CardCancelled,     &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::CardCancelled,     &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // card_edited
    row(ALL,       On::CardEdited,        &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::CardEdited,        &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::CardEdited,        &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![Manual, Mismatch], On::CardEdited,        &[],             to(Draft),            &[],   &[],   &["R-41"]),
    row(VF,        On::CardEdited,        &[],             to(Draft),            &[],   &[],   &["T-19", "I-28"]),
    row(states![NoCard, Draft, ZagsPending], On::CardEdited,        &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(FORMS,     On::CardEdited,        &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::CardEdited,        &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::CardEdited,        &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // zags_requested
    row(ALL,       On::ZagsRequested,     &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::ZagsRequested,     &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::ZagsRequested,     &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![Manual], On::ZagsRequested,     &[Guard::AutoUpdateOn], Reject(Reason::AutoUpdateOn), &[],   &[],   &["R-43", "Q-19"]),
    row(states![Manual], On::ZagsRequested,     &[NotTicked],    Reject(NotVerified),  &[],   &[],   &["R-42"]),
    row(states![Manual], On::ZagsRequested,     &[],             to(ZagsPending),      &[StartCheck], &[ZagsRequest], &["R-41", "R-42", "R-43"]),
    row(states![NoCard, Draft, ZagsPending, Mismatch], On::ZagsRequested,     &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::ZagsRequested,     &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::ZagsRequested,     &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::ZagsRequested,     &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::ZagsRequested,     &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // zags_confirmed
    row(ALL,       On::ZagsConfirmed,     &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::ZagsConfirmed,     &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![ZagsPending], On::ZagsConfirmed,     &[],             to(Verified),         &[],   &[],   &["R-45"]),
    row(states![NoCard, Draft, Manual, Mismatch], On::ZagsConfirmed,     &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::ZagsConfirmed,     &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::ZagsConfirmed,     &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::ZagsConfirmed,     &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::ZagsConfirmed,     &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // zags_mismatch
    row(ALL,       On::ZagsMismatch,      &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::ZagsMismatch,      &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![ZagsPending], On::ZagsMismatch,      &[],             to(Mismatch),         &[],   &[],   &["R-08", "R-09"]),
    row(states![NoCard, Draft, Manual, Mismatch], On::ZagsMismatch,      &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::ZagsMismatch,      &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::ZagsMismatch,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::ZagsMismatch,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::ZagsMismatch,      &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // zags_unavailable
    row(ALL,       On::ZagsUnavailable,   &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::ZagsUnavailable,   &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![ZagsPending], On::ZagsUnavailable,   &[],             Stay,                 &[],   &[ZagsRequest], &["T-21"]),
    row(states![NoCard, Draft, Manual, Mismatch], On::ZagsUnavailable,   &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::ZagsUnavailable,   &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::ZagsUnavailable,   &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::ZagsUnavailable,   &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::ZagsUnavailable,   &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // tick
    row(ALL,       On::Tick,              &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::Tick,              &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![ZagsPending], On::Tick,   &[SoftNoticeDue, EscalationDue], Stay, &[NoteSoftNotice, NoteEscalation], &[SoftNotice, Escalate], &["TM-2", "I-06"]),
    row(states![ZagsPending], On::Tick,   &[SoftNoticeDue], Stay,               &[NoteSoftNotice], &[SoftNotice], &["R-45", "TM-2"]),
    row(states![ZagsPending], On::Tick,   &[EscalationDue], Stay,               &[NoteEscalation], &[Escalate], &["TM-2"]),
    row(ALL,       On::Tick,              &[],             Ignored,              &[],   &[],   &["TM-2"]),
    // account_form_opened
    row(ALL,       On::AccountFormOpened, &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::AccountFormOpened, &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::AccountFormOpened, &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(BEFORE,    On::AccountFormOpened, &[],             Reject(NotVerified),  &[],   &[],   &["R-03", "R-45", "R-77", "I-28"]),
    row(VF,        On::AccountFormOpened, &[Adult],        Reject(WrongBand),    &[],   &[],   &["R-34"]),
    row(VF,        On::AccountFormOpened, &[OtherAccount], Reject(AlreadyOpen),  &[],   &[],   &["R-34"]),
    row(VF,        On::AccountFormOpened, &[],             to(FormAddress),      &[],   &[],   &["R-04", "R-34", "R-77"]),
    row(FORMS,     On::AccountFormOpened, &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::AccountFormOpened, &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::AccountFormOpened, &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // address_given
    row(ALL,       On::AddressGiven,      &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::AddressGiven,      &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::AddressGiven,      &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormAddress], On::AddressGiven,      &[OtherCitizenship], refuse(Detail::Citizenship), &[],   &[],   &["R-49"]).saying(Message::CitizenshipNeeded),
    row(states![FormAddress], On::AddressGiven,      &[],             to(FormPhone),        &[],   &[],   &["R-47", "R-48", "R-49"]),
    row(BEFORE,    On::AddressGiven,      &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::AddressGiven,      &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormPhone, FormPhoneCode, FormEmail, FormEmailWait, FormPassword], On::AddressGiven,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::AddressGiven,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::AddressGiven,      &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // phone_skipped
    row(ALL,       On::PhoneSkipped,      &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::PhoneSkipped,      &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::PhoneSkipped,      &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormPhone, FormPhoneCode], On::PhoneSkipped,      &[],             to(FormEmail),        &[DropPhone], &[],   &["R-50", "R-52"]),
    row(BEFORE,    On::PhoneSkipped,      &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::PhoneSkipped,      &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormEmail, FormEmailWait, FormPassword], On::PhoneSkipped,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::PhoneSkipped,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::PhoneSkipped,      &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // phone_given
    row(ALL,       On::PhoneGiven,        &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::PhoneGiven,        &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::PhoneGiven,        &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormPhone], On::PhoneGiven,        &[Guard::PhoneIsParents], Reject(Reason::PhoneIsParents), &[],   &[],   &["R-51", "Q-22", "I-30"]).saying(Message::PhoneOfItsOwn),
    row(states![FormPhone], On::PhoneGiven,        &[Guard::PhoneUsed], Reject(Reason::PhoneUsed), &[],   &[],   &["R-51"]).saying(Message::PhoneOfItsOwn),
    row(states![FormPhone], On::PhoneGiven,        &[],             to(FormPhoneCode),    &[SendCode], &[SmsCode], &["R-51", "R-52"]),
    row(BEFORE,    On::PhoneGiven,        &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::PhoneGiven,        &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormPhoneCode, FormEmail, FormEmailWait, FormPassword], On::PhoneGiven,        &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::PhoneGiven,        &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::PhoneGiven,        &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // phone_code_ok
    row(ALL,       On::PhoneCodeOk,       &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::PhoneCodeOk,       &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::PhoneCodeOk,       &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormPhoneCode], On::PhoneCodeOk,       &[],             to(FormEmail),        &[ConfirmPhone], &[],   &["R-52"]),
    row(BEFORE,    On::PhoneCodeOk,       &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::PhoneCodeOk,       &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormPhone, FormEmail, FormEmailWait, FormPassword], On::PhoneCodeOk,       &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::PhoneCodeOk,       &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::PhoneCodeOk,       &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // phone_code_bad
    row(ALL,       On::PhoneCodeBad,      &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::PhoneCodeBad,      &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::PhoneCodeBad,      &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormPhoneCode], On::PhoneCodeBad,      &[LastTry],      WRONG_AND_BACK,       &[],   &[],   &["R-52", "case 12"]),
    row(states![FormPhoneCode], On::PhoneCodeBad,      &[],             Reject(CodeWrong),    &[SpendTry], &[],   &["R-52", "case 12"]),
    row(BEFORE,    On::PhoneCodeBad,      &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::PhoneCodeBad,      &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormPhone, FormEmail, FormEmailWait, FormPassword], On::PhoneCodeBad,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::PhoneCodeBad,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::PhoneCodeBad,      &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // email_given
    row(ALL,       On::EmailGiven,        &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::EmailGiven,        &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::EmailGiven,        &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormEmail], On::EmailGiven,        &[Guard::EmailUsed], Reject(Reason::EmailUsed), &[],   &[],   &["R-55"]).saying(Message::EmailOfItsOwn),
    row(states![FormEmail], On::EmailGiven,        &[Guard::TickMissing], Reject(Reason::TickMissing), &[],   &[],   &["R-56"]).saying(Message::ConsentTick),
    row(states![FormEmail], On::EmailGiven,        &[],             to(FormEmailWait),    &[],   &[Letter], &["R-55", "R-56", "R-57"]).saying(Message::FollowTheLetter),
    row(BEFORE,    On::EmailGiven,        &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::EmailGiven,        &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormPhone, FormPhoneCode, FormEmailWait, FormPassword], On::EmailGiven,        &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::EmailGiven,        &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::EmailGiven,        &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // email_confirmed
    row(ALL,       On::EmailConfirmed,    &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::EmailConfirmed,    &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::EmailConfirmed,    &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormEmailWait], On::EmailConfirmed,    &[],             to(FormPassword),     &[],   &[],   &["R-58"]).saying(Message::PasswordWanted),
    row(BEFORE,    On::EmailConfirmed,    &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::EmailConfirmed,    &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormPhone, FormPhoneCode, FormEmail, FormPassword], On::EmailConfirmed,    &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::EmailConfirmed,    &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::EmailConfirmed,    &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // email_link_expired
    row(ALL,       On::EmailLinkExpired,  &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::EmailLinkExpired,  &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormEmailWait], On::EmailLinkExpired,  &[],             to(FormEmail),        &[],   &[],   &["TM-5"]),
    row(BEFORE,    On::EmailLinkExpired,  &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::EmailLinkExpired,  &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormPhone, FormPhoneCode, FormEmail, FormPassword], On::EmailLinkExpired,  &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::EmailLinkExpired,  &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::EmailLinkExpired,  &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // letter_resent
    row(ALL,       On::LetterResent,      &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::LetterResent,      &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::LetterResent,      &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormEmailWait], On::LetterResent,      &[],             Stay,                 &[],   &[Letter], &["R-57", "TM-5"]).saying(Message::FollowTheLetter),
    row(BEFORE,    On::LetterResent,      &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::LetterResent,      &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormPhone, FormPhoneCode, FormEmail, FormPassword], On::LetterResent,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::LetterResent,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::LetterResent,      &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // email_changed
    row(ALL,       On::EmailChanged,      &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::EmailChanged,      &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::EmailChanged,      &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormEmailWait], On::EmailChanged,      &[],             Stay,                 &[],   &[Letter], &["R-57", "TM-5"]).saying(Message::FollowTheLetter),
    row(AC,        On::EmailChanged,      &[],             Stay,                 &[CountChange], &[],   &["R-65", "Q-21"]),
    row(BEFORE,    On::EmailChanged,      &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::EmailChanged,      &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormPhone, FormPhoneCode, FormEmail, FormPassword], On::EmailChanged,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::EmailChanged,      &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // password_set
    row(ALL,       On::PasswordSet,       &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::PasswordSet,       &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::PasswordSet,       &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormPassword], On::PasswordSet,       &[Guard::PasswordWeak], Reject(Reason::PasswordWeak), &[],   &[],   &["R-59", "R-60"]),
    row(states![FormPassword], On::PasswordSet,       &[],             to(Active),           &[],   &[ChildAccountCreated], &["R-59", "R-60", "R-61", "R-79", "Q-14"]),
    row(BEFORE,    On::PasswordSet,       &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::PasswordSet,       &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(states![FormAddress, FormPhone, FormPhoneCode, FormEmail, FormEmailWait], On::PasswordSet,       &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(AC,        On::PasswordSet,       &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::PasswordSet,       &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // phone_changed
    row(ALL,       On::PhoneChanged,      &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::PhoneChanged,      &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::PhoneChanged,      &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(AC,        On::PhoneChanged,      &[],             Stay,                 &[CountChange], &[],   &["R-65"]),
    row(BEFORE,    On::PhoneChanged,      &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::PhoneChanged,      &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::PhoneChanged,      &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::PhoneChanged,      &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // password_changed
    row(ALL,       On::PasswordChanged,   &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::PasswordChanged,   &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::PasswordChanged,   &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(AC,        On::PasswordChanged,   &[],             Stay,                 &[CountChange], &[],   &["R-63", "R-64"]),
    row(BEFORE,    On::PasswordChanged,   &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::PasswordChanged,   &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::PasswordChanged,   &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::PasswordChanged,   &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // account_deleted
    row(ALL,       On::AccountDeleted,    &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::AccountDeleted,    &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::AccountDeleted,    &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(AC,        On::AccountDeleted,    &[],             to(Deleted),          &[],   &[Effect::AccountDeleted], &["R-65", "Q-21"]),
    row(BEFORE,    On::AccountDeleted,    &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::AccountDeleted,    &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(FORMS,     On::AccountDeleted,    &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::AccountDeleted,    &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // turned_eighteen
    row(ALL,       On::TurnedEighteen,    &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::TurnedEighteen,    &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(AC,        On::TurnedEighteen,    &[Adult],        Stay,                 &[ComeOfAge], &[],   &["Q-24"]),
    row(ALL,       On::TurnedEighteen,    &[],             Ignored,              &[],   &[],   &["case 4", "case 12"]),
    // turned_fourteen
    row(ALL,       On::TurnedFourteen,    &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::TurnedFourteen,    &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(ALL,       On::TurnedFourteen,    &[],             Ignored,              &[],   &[],   &["Q-01"]),
    // back
    row(ALL,       On::Back,              &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::Back,              &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::Back,              &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(states![FormAddress], On::Back,              &[],             to(Verified),         &[],   &[],   &["R-70", "case 12"]),
    row(states![FormPhone], On::Back,              &[],             to(FormAddress),      &[],   &[],   &["R-70", "case 12"]),
    row(states![FormPhoneCode], On::Back,              &[],             to(FormPhone),        &[],   &[],   &["R-70", "case 12"]),
    row(states![FormEmail], On::Back,              &[],             to(FormPhone),        &[],   &[],   &["R-70", "case 12"]),
    row(states![FormEmailWait], On::Back,              &[],             to(FormEmail),        &[],   &[],   &["R-70", "case 12"]),
    row(states![FormPassword], On::Back,              &[],             to(FormEmail),        &[],   &[],   &["R-70", "case 12"]),
    row(BEFORE,    On::Back,              &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::Back,              &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(AC,        On::Back,              &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::Back,              &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    // abandoned
    row(ALL,       On::Abandoned,         &[ForeignActor], Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(ALL,       On::Abandoned,         &[Stranger],     Reject(NotEntitled),  &[],   &[],   &["case 1"]),
    row(FORMS,     On::Abandoned,         &[Adult],        refuse(Detail::WrongBand), &[],   &[],   &["case 12", "R-34"]),
    row(FORMS,     On::Abandoned,         &[],             to(Verified),         &[],   &[],   &["own"]),
    row(BEFORE,    On::Abandoned,         &[],             Reject(NotVerified),  &[],   &[],   &["case 12"]),
    row(VF,        On::Abandoned,         &[],             Reject(NoRequest),    &[],   &[],   &["case 12"]),
    row(AC,        On::Abandoned,         &[],             Reject(AlreadyOpen),  &[],   &[],   &["own"]),
    row(OVER,      On::Abandoned,         &[],             Reject(Terminal),     &[],   &[],   &["own"]),
    ]
};

const fn refuse(detail: Detail) -> Target<ChildAccount> {
    to_with(StateKind::Refused, detail)
}

/// After the last wrong code the phone is given anew.
const WRONG_AND_BACK: Target<ChildAccount> =
    Target::RejectAndMove(Reason::CodeWrong, Goal { state: StateKind::FormPhone, detail: None });

index!(ChildAccount);

const ALL: &[StateKind] = &StateKind::ALL;
/// The card is not verified.
const BEFORE: &[StateKind] = states![NoCard, Draft, Manual, ZagsPending, Mismatch];
const VF: &[StateKind] = states![Verified];
const FORMS: &[StateKind] =
    states![FormAddress, FormPhone, FormPhoneCode, FormEmail, FormEmailWait, FormPassword];
const AC: &[StateKind] = states![Active];
const OVER: &[StateKind] = states![Deleted, Refused];
