//! `diaryctl decide`: the login decision for each line of facts (design.md §3.5).

use crate::json_lines::{self, BadInput, Object};
use chrono::NaiveDate;
use clap::ValueEnum;
use esia_core::access::{
    ConsentFact, ConsentState, Epoch, Facts, LinkedParents, Lookup, Policy, TeenConsent, Verdict,
    decide,
};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::age::AgeReached;
use esia_core::message::Message;
use esia_core::record::RecordId;
use serde::Serialize;
use std::io::{self, BufRead, Write};

/// How the open questions of the rules are read.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct DecideArgs {
    /// When an age counts as reached
    #[arg(long, value_enum, default_value_t = AgeRule::DayAfter)]
    age_rule: AgeRule,
    /// Whose consent counts from 14 to 17
    #[arg(long, value_enum, default_value_t = Teen::ParentOnly)]
    teen_consent: Teen,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
enum AgeRule {
    /// At 00:00 of the day after the birthday
    DayAfter,
    /// On the birthday itself
    OnBirthday,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Teen {
    /// A parent's, as the instructions say
    ParentOnly,
    /// A parent's or the pupil's own
    ParentOrTeen,
}

impl DecideArgs {
    /// The rules so read.
    pub(crate) const fn policy(&self) -> Policy {
        Policy {
            age_rule: match self.age_rule {
                AgeRule::DayAfter => AgeReached::DayAfterBirthday,
                AgeRule::OnBirthday => AgeReached::OnBirthday,
            },
            teen_consent: match self.teen_consent {
                Teen::ParentOnly => TeenConsent::ParentOnly,
                Teen::ParentOrTeen => TeenConsent::ParentOrTeen,
            },
        }
    }
}

/// Answers every line of `input` with one line of `output`.
///
/// A line that cannot be read gets its error, and the run goes on.
///
/// # Errors
///
/// What reading or writing fails with.
pub(crate) fn run(
    args: &DecideArgs,
    input: impl BufRead,
    output: &mut impl Write,
) -> io::Result<()> {
    let policy = args.policy();
    json_lines::for_each(input, |line, text| match text.and_then(read) {
        Ok((facts, today)) => json_lines::write(output, &Answer::new(line, &facts, policy, today)),
        Err(bad) => json_lines::write_error(output, line, &bad),
    })?;
    output.flush()
}

#[derive(Serialize)]
struct Answer {
    line: u64,
    decision: &'static str,
    row: &'static str,
    rules: &'static [&'static str],
    message: Option<&'static str>,
    request_consent: bool,
}

impl Answer {
    fn new(line: u64, facts: &Facts, policy: Policy, today: NaiveDate) -> Self {
        let decision = decide(facts, &policy, today);
        Self {
            line,
            decision: word(decision.verdict()),
            row: decision.row().id.as_str(),
            rules: decision.row().rules,
            message: decision.message().map(Message::text),
            request_consent: decision.request_consent(),
        }
    }
}

/// The word of the contract for a verdict.
pub(crate) const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allow => "allow",
        Verdict::NotFound => "not_found",
        Verdict::NeedLink => "need_link",
        Verdict::NeedConsent => "need_consent",
        Verdict::Refuse => "refuse",
    }
}

const KEYS: &[&str] = &[
    "today",
    "birth_date",
    "account_kind",
    "account_level",
    "lookup",
    "linked_parents",
    "consent",
    "protocol_error",
    "emancipated",
];

const KINDS: &[(&str, AccountKind)] =
    &[("child", AccountKind::Child), ("self_made", AccountKind::SelfMade)];

const LEVELS: &[(&str, AccountLevel)] = &[
    ("simplified", AccountLevel::Simplified),
    ("standard", AccountLevel::Standard),
    ("confirmed", AccountLevel::Confirmed),
    ("child", AccountLevel::Child),
];

/// A record stands in an allocation, so that the answers are made and not copied.
type MakeLookup = fn() -> Lookup;

const LOOKUPS: &[(&str, MakeLookup)] = &[
    ("found", || Lookup::Found(RecordId::new(String::new()))),
    ("not_found", || Lookup::NotFound),
    ("ambiguous", || Lookup::Ambiguous),
    ("conflict", || Lookup::Conflict),
    ("unavailable", || Lookup::Unavailable),
];

const CONSENTS: &[(&str, ConsentState)] = &[
    ("none", ConsentState::None),
    ("requested", ConsentState::Requested),
    ("granted_by_parent", ConsentState::GrantedByParent),
    ("granted_by_self", ConsentState::GrantedBySelf),
    ("contested", ConsentState::Contested),
    ("declined", ConsentState::Declined),
    ("withdrawn", ConsentState::Withdrawn),
    ("lapsed", ConsentState::Lapsed),
    ("ended", ConsentState::Ended),
    ("unknown", ConsentState::Unknown),
];

/// The facts of one line and its day. Every key is read, so that a mistake is never hidden behind
/// a fact that decides earlier.
fn read(line: &str) -> Result<(Facts, NaiveDate), BadInput> {
    let object = Object::parse(line, KEYS)?;
    let today = object.date("today")?;
    let birth_date = object.date_or_null("birth_date")?;
    let account = account(&object)?;
    let lookup = object.word("lookup", LOOKUPS)?;
    let linked_parents = linked_parents(&object)?;
    let consent = consent(&object)?;
    let is_protocol_error = object.flag("protocol_error")?;
    let emancipated = object.flag("emancipated")?;
    let account = (!is_protocol_error).then_some(account);
    let facts =
        Facts { account, birth_date, emancipated, lookup: lookup(), linked_parents, consent };
    Ok((facts, today))
}

/// The account, of which no row asks whose it is.
pub(crate) fn account(object: &Object) -> Result<Account, BadInput> {
    let kind = object.word("account_kind", KINDS)?;
    let level = object.word("account_level", LEVELS)?;
    let subject = Subject::new(Contour::Simulated, String::new(), SubjectId::new(String::new()));
    Ok(Account::from_verified(subject, kind, level))
}

/// How many parents have linked the account.
pub(crate) fn linked_parents(object: &Object) -> Result<LinkedParents, BadInput> {
    let count = object.count_or_null("linked_parents")?;
    Ok(count.map_or(LinkedParents::Unknown, LinkedParents::Known))
}

/// The consent.
pub(crate) fn consent(object: &Object) -> Result<ConsentFact, BadInput> {
    let state = object.word("consent", CONSENTS)?;
    Ok(ConsentFact { state, epoch: Epoch::default() })
}

#[cfg(test)]
mod tests;
