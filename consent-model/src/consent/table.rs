//! The transition table of 6.1: every state with every event.

use super::Consent;
use super::change::{Change, Emit};
use super::event::EventKind;
use super::guard::Guard;
use super::state::{EndReason, StateKind};
use crate::reason::Reason;
use crate::table::{Row, Target, index, row, to, to_with};

/// The rows, in the order in which they are tried: the first that fits answers.
///
/// Within an event the order is that of settled case 1: actor, account, match, entitlement, age
/// band, then the cell. The last row of every (state, event) pair has no guard, so every pair is
/// answered. Rules are cited by id; `own` where no source has one, `case n` is a settled case.
#[rustfmt::skip]
pub const TABLE: &[Row<Consent>] = {
    use Change::{
        Open, AskAll, Ask, Remind, CountFailure, Grant, MakeOwn, Ungrant, UngrantPupil, Decline,
        Object, Lift, Rule, ClearDisputes, Unlink, Link, LoseAuthority, Emancipate,
        CorrectBirthDate, DeleteAccount, Destroy,
    };
    use Emit::{
        NoticeAll, Notice, ReNotice, RetryNotice, StaffTask, InformAll, InformOthers, Recheck,
        DestroyData,
    };
    use EventKind as On;
    use Guard::{
        ForeignActor, ForAnother, Stranger, AccountGone, Unmatched, MayNot, Denied, NoStepUp,
        OwnActBarred, TooYoung, Adult, Under14, NotYetEighteen, BoundaryFlips, OwnGrantVoid,
        OnlyOwnGrant, Own, CoolDown, NobodyToAsk, NoticeDue, NotRecipient, TriesSpent,
        LastToDecline, RestDeclined, Grantor, NotGrantor, LastGrant, OthersObject, NotObjector,
        LastObjection, NoGrant, Ruled, Denies, GrantorOnly, NothingToLose, NoPastEpisodeNamed,
        NothingToDestroy,
    };
    use Reason::{
        AlreadyOpen, NoAccount, NoMatch, NoRequest, NotContested, NotEntitled, SelfConflict, Terminal,
        WrongBand,
    };
    use StateKind::{Contested, Declined, Granted, Lapsed, Requested, Withdrawn};
    use Target::{Ignored, Reject, Stay};
    const COOL_DOWN: Target<Consent> = Reject(Reason::CoolDown);
    &[
    // sign_in_attempted
    row(ALL,  On::SignInAttempted,    &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::SignInAttempted,    &[AccountGone],              Reject(NoAccount),          &[],                        &[],             &["T-16", "case 3"]),
    row(ALL,  On::SignInAttempted,    &[Unmatched],                Reject(NoMatch),            &[],                        &[],             &["R-07", "R-15", "T-16"]),
    row(ALL,  On::SignInAttempted,    &[Denied],                   Reject(NotEntitled),        &[],                        &[],             &["AC-13", "case 13"]),
    row(OVER, On::SignInAttempted,    &[CoolDown],                 COOL_DOWN,                  &[],                        &[],             &["own", "T-18", "case 7"]),
    row(OVER, On::SignInAttempted,    &[Adult],                    to(Requested),              &[Open, AskAll],            &[NoticeAll],    &["R-14", "R-16"]),
    row(OVER, On::SignInAttempted,    &[NobodyToAsk],              to(Requested),              &[Open],                    &[StaffTask],    &["R-82", "case 8"]),
    row(OVER, On::SignInAttempted,    &[],                         to(Requested),              &[Open, AskAll],            &[NoticeAll],    &["R-10", "R-11", "R-29", "Q-09", "Q-10"]),
    row(RQ,   On::SignInAttempted,    &[NoticeDue],                Stay,                       &[Remind],                  &[ReNotice],     &["T-18", "Q-09"]),
    row(RQ,   On::SignInAttempted,    &[],                         Ignored,                    &[],                        &[],             &["T-18", "Q-09"]),
    row(HELD, On::SignInAttempted,    &[],                         Ignored,                    &[],                        &[],             &["R-14", "R-32"]),
    // approved_in_advance
    row(ALL,  On::ApprovedInAdvance,  &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["T-05", "I-24"]),
    row(ALL,  On::ApprovedInAdvance,  &[AccountGone],              Reject(NoAccount),          &[],                        &[],             &["case 3"]),
    row(ALL,  On::ApprovedInAdvance,  &[MayNot],                   Reject(NotEntitled),        &[],                        &[],             &["T-05", "I-24"]),
    row(ALL,  On::ApprovedInAdvance,  &[Denied],                   Reject(NotEntitled),        &[],                        &[],             &["AC-13", "case 13"]),
    row(OVER, On::ApprovedInAdvance,  &[OthersObject],             to(Contested),              &[Open, Lift, Grant],       &[InformAll],    &["R-05", "Q-12", "case 13"]),
    row(OVER, On::ApprovedInAdvance,  &[],                         to(Granted),                &[Open, Lift, Grant],       &[InformOthers], &["R-05", "Q-09"]),
    row(RQ,   On::ApprovedInAdvance,  &[OthersObject],             to(Contested),              &[Lift, Grant],             &[InformAll],    &["Q-12", "case 13"]),
    row(RQ,   On::ApprovedInAdvance,  &[],                         to(Granted),                &[Lift, Grant],             &[InformOthers], &["R-05", "R-12"]),
    row(GR,   On::ApprovedInAdvance,  &[],                         Stay,                       &[Lift, Grant],             &[],             &["R-05", "R-12"]),
    row(CT,   On::ApprovedInAdvance,  &[],                         Reject(SelfConflict),       &[],                        &[],             &["Q-12"]),
    // approved
    row(ALL,  On::Approved,           &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["T-05", "I-24"]),
    row(ALL,  On::Approved,           &[MayNot],                   Reject(NotEntitled),        &[],                        &[],             &["T-05", "I-24"]),
    row(ALL,  On::Approved,           &[Denied],                   Reject(NotEntitled),        &[],                        &[],             &["AC-13", "case 13"]),
    row(OVER, On::Approved,           &[],                         Reject(NoRequest),          &[],                        &[],             &["R-30"]),
    row(RQ,   On::Approved,           &[OthersObject],             to(Contested),              &[Lift, Grant],             &[InformAll],    &["Q-12", "case 13"]),
    row(RQ,   On::Approved,           &[],                         to(Granted),                &[Lift, Grant],             &[InformOthers], &["R-12", "R-30"]),
    row(GR,   On::Approved,           &[],                         Stay,                       &[Lift, Grant],             &[],             &["R-12", "R-30"]),
    row(CT,   On::Approved,           &[],                         Reject(NotContested),       &[],                        &[],             &["Q-12"]),
    // self_approved
    row(ALL,  On::SelfApproved,       &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["I-24"]),
    row(ALL,  On::SelfApproved,       &[NoStepUp],                 Reject(NotEntitled),        &[],                        &[],             &["T-13", "case 15"]),
    row(ALL,  On::SelfApproved,       &[OwnActBarred],             Reject(WrongBand),          &[],                        &[],             &["Q-01", "case 5"]),
    row(ALL,  On::SelfApproved,       &[Denied],                   Reject(NotEntitled),        &[],                        &[],             &["AC-13", "case 13"]),
    row(OVER, On::SelfApproved,       &[],                         Reject(NoRequest),          &[],                        &[],             &["R-14"]),
    row(RQ,   On::SelfApproved,       &[Adult],                    to(Granted),                &[Grant, MakeOwn],          &[],             &["R-14"]),
    row(RQ,   On::SelfApproved,       &[OthersObject],             to(Contested),              &[Grant],                   &[InformAll],    &["Q-12", "case 5", "case 13"]),
    row(RQ,   On::SelfApproved,       &[],                         to(Granted),                &[Grant],                   &[InformOthers], &["O-4", "case 5"]),
    row(GR,   On::SelfApproved,       &[Adult],                    Ignored,                    &[],                        &[],             &["R-14"]),
    row(GR,   On::SelfApproved,       &[],                         Stay,                       &[Grant],                   &[],             &["O-4", "case 5"]),
    row(CT,   On::SelfApproved,       &[],                         Reject(NotContested),       &[],                        &[],             &["Q-12"]),
    // declined
    row(ALL,  On::Declined,           &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::Declined,           &[MayNot],                   Reject(NotEntitled),        &[],                        &[],             &["T-05"]),
    row(OVER, On::Declined,           &[],                         Reject(NoRequest),          &[],                        &[],             &["R-30"]),
    row(RQ,   On::Declined,           &[LastToDecline],            to(Declined),               &[Decline],                 &[],             &["R-12", "Q-12"]),
    row(RQ,   On::Declined,           &[],                         Stay,                       &[Decline],                 &[],             &["R-12", "Q-12"]),
    row(HELD, On::Declined,           &[],                         Reject(AlreadyOpen),        &[],                        &[],             &["Q-12"]),
    // self_declined
    row(ALL,  On::SelfDeclined,       &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::SelfDeclined,       &[NoStepUp],                 Reject(NotEntitled),        &[],                        &[],             &["T-13", "case 15"]),
    row(ALL,  On::SelfDeclined,       &[OwnActBarred],             Reject(WrongBand),          &[],                        &[],             &["Q-01", "case 5"]),
    row(OVER, On::SelfDeclined,       &[],                         Reject(NoRequest),          &[],                        &[],             &["R-16"]),
    row(RQ,   On::SelfDeclined,       &[Adult],                    to(Declined),               &[Decline],                 &[],             &["R-16"]),
    row(RQ,   On::SelfDeclined,       &[LastToDecline],            to(Declined),               &[Decline],                 &[],             &["O-4", "case 5"]),
    row(RQ,   On::SelfDeclined,       &[],                         Stay,                       &[Decline],                 &[],             &["O-4", "case 5"]),
    row(HELD, On::SelfDeclined,       &[],                         Reject(AlreadyOpen),        &[],                        &[],             &["R-16"]),
    // withdrawn
    row(ALL,  On::Withdrawn,          &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::Withdrawn,          &[MayNot, NotGrantor],       Reject(NotEntitled),        &[],                        &[],             &["T-05", "case 1"]),
    row(OVER, On::Withdrawn,          &[],                         Reject(Terminal),           &[],                        &[],             &["I-05", "case 10"]),
    row(RQ,   On::Withdrawn,          &[],                         Reject(NoRequest),          &[],                        &[],             &["R-33"]),
    row(GR,   On::Withdrawn,          &[Grantor, LastGrant],       to(Withdrawn),              &[Ungrant],                 &[InformOthers], &["R-33", "Q-11"]),
    row(GR,   On::Withdrawn,          &[Grantor, Ruled],           Stay,                       &[Ungrant],                 &[],             &["R-33", "Q-12"]),
    row(GR,   On::Withdrawn,          &[Grantor, GrantorOnly],     Stay,                       &[Ungrant],                 &[],             &["R-33", "case 6"]),
    row(GR,   On::Withdrawn,          &[Grantor],                  to(Contested),              &[Ungrant, Object],         &[InformAll],    &["R-33", "Q-11", "Q-12"]),
    row(CT,   On::Withdrawn,          &[Grantor, LastGrant],       to(Withdrawn),              &[Ungrant],                 &[InformOthers], &["R-33", "Q-12"]),
    row(CT,   On::Withdrawn,          &[Grantor],                  Stay,                       &[Ungrant, Object],         &[],             &["R-33", "Q-12"]),
    row(HELD, On::Withdrawn,          &[Ruled],                    Reject(Terminal),           &[],                        &[],             &["Q-12"]),
    row(HELD, On::Withdrawn,          &[GrantorOnly],              Reject(NotEntitled),        &[],                        &[],             &["Q-11", "Q-12"]),
    row(GR,   On::Withdrawn,          &[],                         to(Contested),              &[Object],                  &[InformAll],    &["Q-11"]),
    row(CT,   On::Withdrawn,          &[],                         Stay,                       &[Object],                  &[],             &["Q-11"]),
    // self_withdrawn
    row(ALL,  On::SelfWithdrawn,      &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::SelfWithdrawn,      &[NoStepUp],                 Reject(NotEntitled),        &[],                        &[],             &["T-13", "case 15"]),
    row(ALL,  On::SelfWithdrawn,      &[TooYoung],                 Reject(WrongBand),          &[],                        &[],             &["Q-01", "case 5"]),
    row(OVER, On::SelfWithdrawn,      &[],                         Reject(Terminal),           &[],                        &[],             &["I-05"]),
    row(RQ,   On::SelfWithdrawn,      &[],                         Reject(NoRequest),          &[],                        &[],             &["own"]),
    row(HELD, On::SelfWithdrawn,      &[Grantor],                  to(Withdrawn),              &[Ungrant],                 &[InformOthers], &["152-FZ 9(2)", "case 5"]),
    row(HELD, On::SelfWithdrawn,      &[],                         Reject(NotEntitled),        &[],                        &[],             &["own"]),
    // objected
    row(ALL,  On::Objected,           &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::Objected,           &[MayNot],                   Reject(NotEntitled),        &[],                        &[],             &["T-05", "case 10"]),
    row(OVER, On::Objected,           &[],                         Ignored,                    &[],                        &[],             &["Q-12"]),
    row(RQ,   On::Objected,           &[],                         Ignored,                    &[],                        &[],             &["Q-12"]),
    row(HELD, On::Objected,           &[Ruled],                    Reject(Terminal),           &[],                        &[],             &["Q-12"]),
    row(HELD, On::Objected,           &[GrantorOnly],              Reject(NotEntitled),        &[],                        &[],             &["Q-12"]),
    row(HELD, On::Objected,           &[Grantor],                  Reject(SelfConflict),       &[],                        &[],             &["I-08"]),
    row(GR,   On::Objected,           &[],                         to(Contested),              &[Object],                  &[InformAll],    &["Q-12"]),
    row(CT,   On::Objected,           &[],                         Stay,                       &[Object],                  &[],             &["Q-12"]),
    // objection_lifted
    row(ALL,  On::ObjectionLifted,    &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::ObjectionLifted,    &[MayNot, NotObjector],      Reject(NotEntitled),        &[],                        &[],             &["T-05", "case 1"]),
    row(OVER, On::ObjectionLifted,    &[],                         Stay,                       &[Lift],                    &[],             &["Q-12", "case 13"]),
    row(RQ,   On::ObjectionLifted,    &[],                         Stay,                       &[Lift],                    &[],             &["Q-12", "case 13"]),
    row(GR,   On::ObjectionLifted,    &[],                         Stay,                       &[Lift],                    &[],             &["Q-12", "case 13"]),
    row(CT,   On::ObjectionLifted,    &[NotObjector],              Ignored,                    &[],                        &[],             &["case 9"]),
    row(CT,   On::ObjectionLifted,    &[LastObjection, NoGrant],   to(Withdrawn),              &[Lift],                    &[InformOthers], &["Q-12"]),
    row(CT,   On::ObjectionLifted,    &[LastObjection],            to(Granted),                &[Lift],                    &[InformOthers], &["Q-12"]),
    row(CT,   On::ObjectionLifted,    &[],                         Stay,                       &[Lift],                    &[],             &["Q-12"]),
    // authority_ruling
    row(ALL,  On::AuthorityRuling,    &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["I-24"]),
    row(HELD, On::AuthorityRuling,    &[Denies, Adult],            to(Withdrawn),              &[],                        &[InformAll],    &["AC-13"]),
    row(HELD, On::AuthorityRuling,    &[Denies],                   to(Withdrawn),              &[Rule],                    &[InformAll],    &["AC-13"]),
    row(ALL,  On::AuthorityRuling,    &[Adult],                    Ignored,                    &[],                        &[],             &["case 13"]),
    row(OVER, On::AuthorityRuling,    &[],                         Stay,                       &[Rule],                    &[],             &["AC-13", "case 13"]),
    row(RQ,   On::AuthorityRuling,    &[],                         Stay,                       &[Rule],                    &[],             &["AC-13", "case 13"]),
    row(GR,   On::AuthorityRuling,    &[],                         Stay,                       &[Rule],                    &[],             &["AC-13", "case 13"]),
    row(CT,   On::AuthorityRuling,    &[],                         to(Granted),                &[Rule],                    &[InformAll],    &["AC-13"]),
    // request_lapsed
    row(ALL,  On::RequestLapsed,      &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(RQ,   On::RequestLapsed,      &[],                         to(Lapsed),                 &[],                        &[],             &["TM-3"]),
    row(OVER, On::RequestLapsed,      &[],                         Ignored,                    &[],                        &[],             &["TM-3"]),
    row(HELD, On::RequestLapsed,      &[],                         Ignored,                    &[],                        &[],             &["TM-3"]),
    // term_expired
    row(ALL,  On::TermExpired,        &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(HELD, On::TermExpired,        &[],                         end(EndReason::Expired),    &[],                        &[InformOthers], &["TM-4"]),
    row(OVER, On::TermExpired,        &[],                         Ignored,                    &[],                        &[],             &["TM-4"]),
    row(RQ,   On::TermExpired,        &[],                         Ignored,                    &[],                        &[],             &["TM-4"]),
    // scope_changed
    row(ALL,  On::ScopeChanged,       &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(OPEN, On::ScopeChanged,       &[],                         end(EndReason::ScopeChanged), &[],                      &[InformOthers], &["156-FZ"]),
    row(OVER, On::ScopeChanged,       &[],                         Ignored,                    &[],                        &[],             &["156-FZ"]),
    // authority_lost
    row(ALL,  On::AuthorityLost,      &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::AuthorityLost,      &[Stranger],                 Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::AuthorityLost,      &[Adult],                    Ignored,                    &[],                        &[],             &["case 4"]),
    row(OVER, On::AuthorityLost,      &[],                         Stay,                       &[LoseAuthority],           &[],             &["T-06", "I-12", "case 2"]),
    row(RQ,   On::AuthorityLost,      &[RestDeclined],             to(Declined),               &[LoseAuthority],           &[],             &["T-06"]),
    row(RQ,   On::AuthorityLost,      &[],                         Stay,                       &[LoseAuthority],           &[],             &["T-06"]),
    row(HELD, On::AuthorityLost,      &[LastGrant],                end(EndReason::AuthorityLost), &[LoseAuthority],        &[InformOthers], &["T-06", "I-03"]),
    row(GR,   On::AuthorityLost,      &[NothingToLose],            Ignored,                    &[],                        &[],             &["case 9"]),
    row(GR,   On::AuthorityLost,      &[],                         Stay,                       &[LoseAuthority],           &[Recheck],      &["T-06"]),
    row(CT,   On::AuthorityLost,      &[LastObjection],            to(Granted),                &[LoseAuthority],           &[InformOthers], &["T-06", "Q-12"]),
    row(CT,   On::AuthorityLost,      &[],                         Stay,                       &[LoseAuthority],           &[],             &["T-06"]),
    // unlinked
    row(ALL,  On::Unlinked,           &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::Unlinked,           &[ForAnother],               Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::Unlinked,           &[Stranger],                 Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::Unlinked,           &[Adult],                    Ignored,                    &[],                        &[],             &["case 4"]),
    row(RQ,   On::Unlinked,           &[RestDeclined],             to(Declined),               &[Unlink],                  &[],             &["R-26", "case 8"]),
    row(RQ,   On::Unlinked,           &[],                         Stay,                       &[Unlink],                  &[],             &["R-26", "case 8"]),
    row(OVER, On::Unlinked,           &[],                         Stay,                       &[Unlink],                  &[],             &["R-26", "case 2"]),
    row(HELD, On::Unlinked,           &[],                         Stay,                       &[Unlink],                  &[],             &["R-26", "Q-20"]),
    // linked
    row(ALL,  On::Linked,             &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1", "case 14"]),
    row(ALL,  On::Linked,             &[ForAnother],               Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::Linked,             &[Adult],                    Ignored,                    &[],                        &[],             &["case 4"]),
    row(RQ,   On::Linked,             &[NotRecipient],             Stay,                       &[Link, Ask],               &[Notice],       &["R-27", "Q-10"]),
    row(RQ,   On::Linked,             &[],                         Ignored,                    &[],                        &[],             &["case 10"]),
    row(OVER, On::Linked,             &[],                         Stay,                       &[Link],                    &[],             &["R-27", "case 2"]),
    row(HELD, On::Linked,             &[],                         Stay,                       &[Link],                    &[],             &["R-27", "case 2"]),
    // turned_fourteen
    row(ALL,  On::TurnedFourteen,     &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::TurnedFourteen,     &[],                         Ignored,                    &[],                        &[],             &["Q-01"]),
    // turned_eighteen
    row(ALL,  On::TurnedEighteen,     &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::TurnedEighteen,     &[NotYetEighteen],           Ignored,                    &[],                        &[],             &["case 4"]),
    row(OPEN, On::TurnedEighteen,     &[Own],                      Ignored,                    &[],                        &[],             &["case 4"]),
    row(OPEN, On::TurnedEighteen,     &[],                         end(EndReason::AgeTransition), &[ClearDisputes],        &[InformOthers], &["Q-24"]),
    row(OVER, On::TurnedEighteen,     &[],                         Stay,                       &[ClearDisputes],           &[],             &["case 13"]),
    // emancipated
    row(ALL,  On::Emancipated,        &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::Emancipated,        &[Under14],                  Reject(WrongBand),          &[],                        &[],             &["case 4"]),
    row(OPEN, On::Emancipated,        &[Own],                      Stay,                       &[Emancipate],              &[],             &["case 2", "case 4"]),
    row(OPEN, On::Emancipated,        &[],                         end(EndReason::AgeTransition), &[Emancipate, ClearDisputes], &[InformOthers], &["O-7", "case 4"]),
    row(OVER, On::Emancipated,        &[],                         Stay,                       &[Emancipate, ClearDisputes], &[],           &["O-7", "case 2"]),
    // birth_date_corrected
    row(ALL,  On::BirthDateCorrected, &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(OPEN, On::BirthDateCorrected, &[BoundaryFlips],            end(EndReason::AgeTransition), &[CorrectBirthDate],     &[InformOthers], &["T-19"]),
    row(HELD, On::BirthDateCorrected, &[OwnGrantVoid, OnlyOwnGrant], end(EndReason::AgeTransition), &[CorrectBirthDate],   &[InformOthers], &["T-19", "case 4"]),
    row(HELD, On::BirthDateCorrected, &[OwnGrantVoid],             Stay,                       &[CorrectBirthDate, UngrantPupil], &[],      &["T-19", "case 4"]),
    row(ALL,  On::BirthDateCorrected, &[],                         Stay,                       &[CorrectBirthDate],        &[],             &["T-19", "case 2"]),
    // account_deleted
    row(ALL,  On::AccountDeleted,     &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::AccountDeleted,     &[MayNot],                   Reject(NotEntitled),        &[],                        &[],             &["case 10"]),
    row(OPEN, On::AccountDeleted,     &[],                         end(EndReason::AccountDeleted), &[DeleteAccount],       &[InformOthers], &["R-65", "Q-21"]),
    row(OVER, On::AccountDeleted,     &[],                         Stay,                       &[DeleteAccount],           &[],             &["R-65", "case 2"]),
    // evidence_annulled
    row(ALL,  On::EvidenceAnnulled,   &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(OPEN, On::EvidenceAnnulled,   &[],                         end(EndReason::Annulled),   &[],                        &[InformOthers], &["own"]),
    row(OVER, On::EvidenceAnnulled,   &[],                         Ignored,                    &[],                        &[],             &["own"]),
    // notice_failed
    row(ALL,  On::NoticeFailed,       &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(ALL,  On::NoticeFailed,       &[Stranger],                 Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(RQ,   On::NoticeFailed,       &[NotRecipient],             Ignored,                    &[],                        &[],             &["R-82"]),
    row(RQ,   On::NoticeFailed,       &[TriesSpent],               Stay,                       &[CountFailure],            &[StaffTask],    &["R-82"]),
    row(RQ,   On::NoticeFailed,       &[],                         Stay,                       &[CountFailure],            &[RetryNotice],  &["R-82"]),
    row(OVER, On::NoticeFailed,       &[],                         Ignored,                    &[],                        &[],             &["R-82"]),
    row(HELD, On::NoticeFailed,       &[],                         Ignored,                    &[],                        &[],             &["R-82"]),
    // retention_elapsed
    row(ALL,  On::RetentionElapsed,   &[ForeignActor],             Reject(NotEntitled),        &[],                        &[],             &["case 1"]),
    row(OPEN, On::RetentionElapsed,   &[NoPastEpisodeNamed],       Reject(AlreadyOpen),        &[],                        &[],             &["TM-6", "case 10"]),
    row(ALL,  On::RetentionElapsed,   &[NothingToDestroy],         Ignored,                    &[],                        &[],             &["TM-6", "case 10"]),
    row(ALL,  On::RetentionElapsed,   &[],                         Stay,                       &[Destroy],                 &[DestroyData],  &["TM-6", "LG-9", "case 17"]),
    ]
};

const fn end(reason: EndReason) -> Target<Consent> {
    to_with(StateKind::Ended, reason)
}

index!(Consent);

const ALL: &[StateKind] = &StateKind::ALL;
const OVER: &[StateKind] = &[
    StateKind::None,
    StateKind::Declined,
    StateKind::Withdrawn,
    StateKind::Lapsed,
    StateKind::Ended,
];
const RQ: &[StateKind] = &[StateKind::Requested];
const GR: &[StateKind] = &[StateKind::Granted];
const CT: &[StateKind] = &[StateKind::Contested];
const HELD: &[StateKind] = &[StateKind::Granted, StateKind::Contested];
const OPEN: &[StateKind] = &[StateKind::Requested, StateKind::Granted, StateKind::Contested];
