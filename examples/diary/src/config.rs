//! The settings of the diary: what it goes by, and how an instance is told.

mod error;
mod instance;
mod keeping;
mod keys;
mod source;

pub use error::{ConfigError, Wrong};
pub use instance::{Config, EXAMPLE, EsiaConfig, Log, LogFormat};
pub use keeping::Keeping;
pub use keys::{DATABASE_URL, KEYS, Key, Unsaid};

use crate::limits::Limits;
use chrono::FixedOffset;
use clap::ValueEnum;
use esia_core::access::{Policy, TeenConsent};
use esia_core::age::AgeReached;
use std::time::Duration;

/// When an age counts as reached.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum AgeRule {
    /// At 00:00 of the day after the birthday
    DayAfter,
    /// On the birthday
    OnBirthday,
}

/// Whether a teen's own consent counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Teen {
    /// A parent consents for everyone under 18
    ParentOnly,
    /// From 14 the pupil's own consent counts too
    ParentOrTeen,
}

/// The policy of the login decision.
#[must_use]
pub const fn policy(age_rule: AgeRule, teen: Teen) -> Policy {
    Policy {
        age_rule: match age_rule {
            AgeRule::DayAfter => AgeReached::DayAfterBirthday,
            AgeRule::OnBirthday => AgeReached::OnBirthday,
        },
        teen_consent: match teen {
            Teen::ParentOnly => TeenConsent::ParentOnly,
            Teen::ParentOrTeen => TeenConsent::ParentOrTeen,
        },
    }
}

/// A zone so many hours east of UTC.
#[must_use]
pub fn zone(hours: i64) -> Option<FixedOffset> {
    FixedOffset::east_opt(i32::try_from(hours.checked_mul(3600)?).ok()?)
}

/// Where «не найден» leads.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum AppealRoute {
    /// The first instruction's: «форму обратной связи» at an address of the region's platform
    Feedback,
    /// The second instruction's: the button «ОБРАТИТЬСЯ В ОРГАНИЗАЦИЮ» and a form of our own
    Organisation,
}

/// What a newcomer may try.
#[derive(Clone, Debug)]
pub struct Hints {
    /// The address of the simulated portal.
    pub stand: String,
    /// Invented pupils.
    pub pupils: Vec<Case>,
    /// Invented parents and guardians.
    pub parents: Vec<Case>,
}

/// Somebody to be, and what one sees then.
#[derive(Clone, Debug)]
pub struct Case {
    /// The name on the stand's page.
    pub name: String,
    /// What the case shows.
    pub shows: String,
    /// Where the stand says what to click in this family; none for who has no family of that kind.
    pub steps: Option<String>,
}

/// What the running diary goes by, wherever it came from.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The policy of the login decision.
    pub policy: Policy,
    /// Where the appeal link leads by the route of the first instruction.
    pub appeal_url: String,
    /// Which of the two routes is offered.
    pub appeal_route: AppealRoute,
    /// The person's own cabinet at the portal.
    pub cabinet_url: String,
    /// What the first page of a demonstration tells a newcomer.
    pub hints: Option<Hints>,
    /// How long a begun sign-in lives.
    pub sign_in_life: Duration,
    /// How long a login lives without a request.
    pub login_idle: Duration,
    /// How long a login lives at all.
    pub login_life: Duration,
    /// How long a parent's login lives: ESIA names the children at sign-in alone.
    pub parent_login_life: Duration,
    /// How long a login of staff lives at all.
    pub staff_login_life: Duration,
    /// How long a login of staff lives without a request.
    pub staff_login_idle: Duration,
    /// How long a case lives, and its support code.
    pub case_life: Duration,
    /// The same of a refusal about nobody, which anybody can bring about.
    pub case_life_of_nobody: Duration,
    /// How old the last word of the platform may be while it does not answer (T-21).
    pub consent_staleness: Duration,
    /// How many bytes the file of a journal may have that staff upload.
    pub upload_bytes_max: u64,
    /// Whether cookies are for HTTPS alone: true wherever the diary is not on loopback.
    pub secure_cookies: bool,
    /// How much of what one may do.
    pub limits: Limits,
    /// Whether the metrics have an address of their own.
    pub metrics_are_apart: bool,
}

impl Settings {
    /// The settings of a diary on loopback.
    #[must_use]
    pub fn on_loopback(policy: Policy) -> Self {
        Self {
            policy,
            appeal_url: String::from("/appeal"),
            appeal_route: AppealRoute::Organisation,
            cabinet_url: String::from("https://lk.gosuslugi.ru/profile/family"),
            hints: None,
            sign_in_life: Duration::from_mins(10),
            login_idle: Duration::from_mins(30),
            login_life: Duration::from_hours(8),
            parent_login_life: Duration::from_hours(1),
            staff_login_life: Duration::from_hours(8),
            staff_login_idle: Duration::from_mins(20),
            case_life: Duration::from_hours(14 * 24),
            case_life_of_nobody: Duration::from_hours(24),
            consent_staleness: Duration::from_mins(1),
            upload_bytes_max: 50 << 20,
            secure_cookies: false,
            metrics_are_apart: false,
            limits: Limits { sign_ins_per_minute: 0, appeals_of_address: 0, ..Limits::default() },
        }
    }

    /// Where the words «форму обратной связи» lead.
    #[must_use]
    pub fn appeal_address(&self) -> &str {
        match self.appeal_route {
            AppealRoute::Feedback => &self.appeal_url,
            AppealRoute::Organisation => "/appeal",
        }
    }
}
