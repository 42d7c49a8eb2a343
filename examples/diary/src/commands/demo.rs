//! `diary`: the demonstration, with the simulated portal beside it.

use crate::clock::Clock;
use crate::config::{AgeRule, AppealRoute, Settings, Teen, policy, zone};
use crate::demo::{Demo, DemoConfig};
use crate::limits::Limits;
use crate::place::Place;
use chrono::FixedOffset;
use clap::Args;
use std::net::SocketAddr;
use std::time::Duration;

/// What a demonstration may be told.
#[derive(Clone, Debug, Args)]
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

impl Arguments {
    /// Where the data is kept.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::read(&self.database)
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
            limits: self.limits.clone().at(self.listen),
            ..Settings::on_loopback(policy(self.age_rule, self.teen_consent))
        }
    }

    /// The school's zone.
    #[must_use]
    pub fn zone(&self) -> Option<FixedOffset> {
        zone(self.zone_hours.into())
    }
}

/// Starts both and says where to click.
///
/// # Errors
///
/// What the start or the server failed with.
pub async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let zone = arguments.zone().ok_or("--zone-hours: no such zone")?;
    let demo = Demo::start(DemoConfig {
        listen: arguments.listen,
        stand_port: arguments.stand_port,
        settings: arguments.settings(),
        database: arguments.place(),
        clock: Clock::system(zone),
        uses_pkce: !arguments.no_pkce,
    })
    .await?;
    announce(&demo);
    demo.run().await?;
    Ok(())
}

fn announce(demo: &Demo) {
    let (diary, stand) = (&demo.diary_url, demo.stand.base_url());
    #[expect(clippy::print_stdout, reason = "a place that speaks to the operator")]
    {
        println!("Дневник:             {diary}/        ← откройте эту страницу");
        println!("Имитация Госуслуг:   {stand}/");
        println!("Кабинет родителя:    {stand}/lk");
        println!("Рабочее место школы: {diary}/desk");
        for staff in &demo.staff {
            println!("    {:10} {}   {}", staff.login, staff.password, staff.role.russian());
        }
        println!("Остановить: Ctrl+C");
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use crate::commands::Cli;
    use clap::Parser as _;

    fn arguments(given: &[&str]) -> Result<Arguments, clap::Error> {
        Cli::try_parse_from(["diary"].iter().chain(given)).map(|cli| cli.demo)
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
