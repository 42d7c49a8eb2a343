//! A clock that jumps: the diary of one process, whose clock the test sets.

use crate::place;
use crate::region::clock;
use crate::visitor::{Site, Visitor, location};
use chrono::TimeDelta;
use diary::clock::Clock;
use diary::config::Settings;
use diary::demo::{Demo, DemoConfig};
use esia_core::access::Policy;
use gosuslugi_stand::Stand;
use reqwest::StatusCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

struct School {
    demo: Demo,
    ahead: Arc<AtomicI64>,
}

impl School {
    async fn open(name: &str) -> Self {
        let ahead = Arc::new(AtomicI64::new(0));
        let own = Arc::clone(&ahead);
        let source = move || clock().now() + TimeDelta::hours(own.load(Ordering::Relaxed));
        let demo = Demo::start(DemoConfig {
            listen: "127.0.0.1:0".parse().unwrap(),
            stand_port: 0,
            database: place::fresh(&format!("clock-{name}")).await,
            settings: Settings::on_loopback(Policy::default()),
            clock: Clock::from_source(source),
            uses_pkce: true,
        });
        Self { demo: demo.await.unwrap(), ahead }
    }

    fn jumps_to(&self, hours_ahead: i64) {
        self.ahead.store(hours_ahead, Ordering::Relaxed);
    }

    /// A sign-in, and whether the diary opened.
    async fn enter(&self) -> Option<Visitor> {
        let mut pupil = Visitor::new();
        let address = location(&pupil.get(&self.url("/login")).await);
        // ESIA refuses a request of another day itself.
        let back = self.demo.stand.callback_for(&address, "granted-pupil").ok()?;
        pupil.get(&back).await;
        pupil.is_signed_in().then_some(pupil)
    }

    async fn status(&self, pupil: &mut Visitor) -> StatusCode {
        pupil.get(&self.url("/diary")).await.status()
    }
}

impl Site for School {
    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.demo.diary_url)
    }

    fn stand(&self) -> &Stand {
        &self.demo.stand
    }

    fn password_of(&self, _login: &str) -> String {
        String::new()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_forward_ends_logins_and_lets_nobody_in_until_it_is_right() {
    let school = School::open("forward").await;
    let mut pupil = school.enter().await.unwrap();
    school.jumps_to(24);
    assert!(school.enter().await.is_none(), "the words of ESIA are too old");
    assert_eq!(location(&pupil.get(&school.url("/diary")).await), "/", "signed out");
    school.jumps_to(0);
    assert_eq!(location(&pupil.get(&school.url("/diary")).await), "/", "and it stays so");
    let mut again = school.enter().await.unwrap();
    assert_eq!(school.status(&mut again).await, StatusCode::OK);
}

/// A login does not live for longer because the clock was set back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_back_ends_logins_and_lets_nobody_in_until_it_is_right() {
    let school = School::open("back").await;
    let mut pupil = school.enter().await.unwrap();
    school.jumps_to(-24);
    assert!(school.enter().await.is_none(), "the words of ESIA are of tomorrow");
    assert_eq!(location(&pupil.get(&school.url("/diary")).await), "/", "signed out");
    school.jumps_to(0);
    let mut again = school.enter().await.unwrap();
    assert_eq!(school.status(&mut again).await, StatusCode::OK);
}
