//! The settings of the diary, as given on the command line.

use crate::limits::Limits;
use crate::place::Place;
use chrono::FixedOffset;
use clap::{Parser, ValueEnum};
use esia_core::access::{Policy, TeenConsent};
use esia_core::age::AgeReached;
use std::net::SocketAddr;
use std::time::Duration;

/// Учебный электронный дневник со входом через имитацию Госуслуг.
///
/// Starts the diary and, on loopback beside it, the simulated portal that it signs in through.
#[derive(Clone, Debug, Parser)]
#[command(name = "diary", version, after_help = AFTER_HELP)]
pub struct Arguments {
    /// Where the diary listens
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The port of the simulated portal, on loopback
    #[arg(long, default_value_t = 8081)]
    pub stand_port: u16,
    /// The database: a file, with which a demonstration begins afresh at each start, or the address
    /// of a server (postgres://…), which also may stand in `DATABASE_URL`
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "target/demo/diary.db"
    )]
    pub database: String,
    /// The address of the school's appeal form (форма обратной связи)
    #[arg(long, default_value = "/appeal")]
    pub appeal_url: String,
    /// Where «не найден» leads: to the form of the address above, or to «ОБРАТИТЬСЯ В ОРГАНИЗАЦИЮ» too
    #[arg(long, value_enum, default_value = "organisation")]
    pub appeal_route: AppealRoute,
    /// Minutes without a request after which a login is over
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=240))]
    pub login_idle_minutes: u16,
    /// Hours after which a login is over, however busy it is; a parent's is over after one
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=24))]
    pub login_hours: u8,
    /// The school's zone: hours east of UTC
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(i8).range(-12..=14), allow_hyphen_values = true)]
    pub zone_hours: i8,
    /// When an age counts as reached
    #[arg(long, value_enum, default_value = "day_after")]
    pub age_rule: AgeRule,
    /// Whether a teen's own consent counts
    #[arg(long, value_enum, default_value = "parent_only")]
    pub teen_consent: Teen,
    /// How old, in seconds, the last word of the consents platform may be while it does not answer;
    /// 60 at most (T-08)
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(0..=60))]
    pub consent_staleness_seconds: u32,
    /// How many megabytes the file of a journal may have that staff upload
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=500))]
    pub upload_megabytes: u16,
    /// Do not send PKCE (the simulated portal then does not ask for it)
    #[arg(long)]
    pub no_pkce: bool,
    /// How much of what one may do
    #[command(flatten)]
    pub limits: Limits,
}

const AFTER_HELP: &str = "\
PostgreSQL:
  --database postgres://diary:PASSWORD@HOST/diary, or the same in DATABASE_URL, which keeps the
  password out of the list of processes. The tables are made and brought up to date at start.

A real ESIA contour and an OIDC gateway:
  This build speaks plain HTTP to a portal on loopback.
  A real contour needs a request signer with certified means (the trait RequestSigner of
  esia-core), an adapter to the region's consents platform (the trait ConsentsPlatform) and
  TLS; see examples/diary/README.md.";

/// `--age-rule`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum AgeRule {
    /// At 00:00 of the day after the birthday
    DayAfter,
    /// On the birthday
    OnBirthday,
}

/// `--teen-consent`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Teen {
    /// A parent consents for everyone under 18
    ParentOnly,
    /// From 14 the pupil's own consent counts too
    ParentOrTeen,
}

impl Arguments {
    /// Where the data is kept.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::read(&self.database)
    }

    /// The policy of the login decision.
    #[must_use]
    pub const fn policy(&self) -> Policy {
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

    /// What the diary goes by; cookies are for HTTPS alone wherever it is not on loopback.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            appeal_url: self.appeal_url.clone(),
            consent_staleness: Duration::from_secs(u64::from(self.consent_staleness_seconds)),
            appeal_route: self.appeal_route,
            login_idle: Duration::from_mins(u64::from(self.login_idle_minutes)),
            login_life: Duration::from_hours(u64::from(self.login_hours)),
            upload_bytes_max: u64::from(self.upload_megabytes) << 20,
            secure_cookies: !self.listen.ip().is_loopback(),
            limits: self.limits(),
            ..Settings::on_loopback(self.policy())
        }
    }

    /// On loopback everybody has one address, unless a proxy tells them apart.
    fn limits(&self) -> Limits {
        let limits = self.limits.clone();
        if self.listen.ip().is_loopback() && limits.trusted_proxies.is_empty() {
            return Limits { sign_ins_per_minute: 0, appeals_of_address: 0, ..limits };
        }
        limits
    }

    /// The school's zone.
    #[must_use]
    pub fn zone(&self) -> Option<FixedOffset> {
        FixedOffset::east_opt(i32::from(self.zone_hours).checked_mul(3600)?)
    }
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

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::Parser as _;

    fn arguments(given: &[&str]) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(["diary"].iter().chain(given))
    }

    #[test]
    fn cookies_are_for_https_alone_unless_the_diary_is_on_loopback() {
        assert!(!arguments(&[]).unwrap().settings().secure_cookies);
        assert!(!arguments(&["--listen", "[::1]:80"]).unwrap().settings().secure_cookies);
        assert!(arguments(&["--listen", "0.0.0.0:80"]).unwrap().settings().secure_cookies);
        assert!(arguments(&["--listen", "192.0.2.1:80"]).unwrap().settings().secure_cookies);
    }

    ///
    #[test]
    fn both_routes_of_an_appeal_are_a_setting() {
        let address = "https://feedback.example/form";
        let of = |route| arguments(&["--appeal-url", address, "--appeal-route", route]).unwrap();
        assert_eq!(of("feedback").settings().appeal_address(), address);
        assert_eq!(of("organisation").settings().appeal_address(), "/appeal");
        assert!(arguments(&["--appeal-route", "nowhere"]).is_err());
    }

    #[test]
    fn the_life_of_a_login_is_a_setting() {
        let settings = arguments(&["--login-idle-minutes", "5", "--login-hours", "2"]).unwrap();
        let settings = settings.settings();
        assert_eq!((settings.login_idle.as_secs(), settings.login_life.as_secs()), (300, 7200));
        assert!(arguments(&["--login-hours", "0"]).is_err());
    }

    #[test]
    fn an_address_is_limited_where_it_tells_people_apart() {
        let of = |given: &[&str]| arguments(given).unwrap().settings().limits.sign_ins_per_minute;
        assert_eq!(of(&[]), 0);
        assert_eq!(of(&["--trusted-proxy", "127.0.0.1"]), 600);
        assert_eq!(of(&["--listen", "0.0.0.0:80", "--sign-ins-per-minute", "7"]), 7);
        assert!(arguments(&["--trusted-proxy", "proxy.example"]).is_err());
    }

    #[test]
    fn the_word_of_the_platform_may_be_a_minute_old_and_no_older() {
        let seconds = |text| arguments(&["--consent-staleness-seconds", text]);
        assert_eq!(seconds("60").unwrap().settings().consent_staleness.as_secs(), 60);
        assert!(seconds("61").is_err());
    }
}
