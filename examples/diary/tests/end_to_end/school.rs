//! A diary and a stand of one test, on free ports.

use crate::place;
use crate::visitor::Site;
use chrono::FixedOffset;
use diary::clock::Clock;
use diary::config::Settings;
use diary::demo::{Demo, DemoConfig};
use esia_core::access::Policy;
use gosuslugi_stand::Stand;
use std::time::Duration;

/// A running diary with its stand; both stop when it is dropped.
pub(crate) struct School {
    pub(crate) demo: Demo,
}

impl School {
    /// Opens a school; `name` keeps its database apart from those of other tests.
    pub(crate) async fn open(name: &str) -> Self {
        Self::open_with(name, |_| ()).await
    }

    /// The same with other settings than those of a diary on loopback.
    pub(crate) async fn open_with(name: &str, set: impl FnOnce(&mut Settings)) -> Self {
        let clock = Clock::system(FixedOffset::east_opt(3 * 3600).unwrap());
        Self::open_at(name, clock, set).await
    }

    /// The same by another clock than the machine's.
    pub(crate) async fn open_at(name: &str, clock: Clock, set: impl FnOnce(&mut Settings)) -> Self {
        crate::log::keep();
        let mut settings = Settings::on_loopback(Policy::default());
        settings.limits.refusal_floor = Duration::ZERO;
        set(&mut settings);
        let demo = Demo::start(DemoConfig {
            listen: "127.0.0.1:0".parse().unwrap(),
            stand_port: 0,
            database: place::fresh(&format!("school-{name}")).await,
            settings,
            clock,
            uses_pkce: true,
        })
        .await
        .expect("the demonstration starts");
        Self { demo }
    }

    /// An address of the diary.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.demo.diary_url)
    }

    /// An address of the stand.
    pub(crate) fn stand(&self, path: &str) -> String {
        format!("{}{path}", self.demo.stand.base_url())
    }
}

impl Site for School {
    fn url(&self, path: &str) -> String {
        Self::url(self, path)
    }

    fn stand(&self) -> &Stand {
        &self.demo.stand
    }

    fn password_of(&self, login: &str) -> String {
        let staff = self.demo.staff.iter().find(|staff| staff.login == login).unwrap();
        staff.password.clone()
    }
}
