//! Goal: a former system's bindings and consents come in once, each by the rules alone, and a line
//! that is refused stops no other.
//! Method: files with one good line and many that each break one rule, over a real store (SQLite, or
//! PostgreSQL where the tests were given a server), and a platform whose answers the test writes.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

#[expect(dead_code, reason = "shared with other tests")]
#[path = "support/filled.rs"]
mod filled;
#[path = "support/place.rs"]
mod place;
#[path = "support/told.rs"]
mod told;

use chrono::NaiveDate;
use diary::consent::Consents;
use diary::import::{Import, Outcome};
use diary::register::{LookUpBy, Register};
use diary::store::Store;
use esia_core::access::{ConsentState, Policy};
use esia_core::account::Contour;
use esia_core::record::RecordId;
use esia_matching::policy::MatchPolicy;
use filled::{noon, pupil, subject};
use std::time::Duration;
use told::Told;

struct Diary {
    store: Store,
    register: Register,
    consents: Consents,
    platform: Told,
}

impl Diary {
    /// J1 is bound and known to the platform, J2 is neither.
    async fn of(name: &str) -> Self {
        let store = Store::at(&place::fresh(&format!("import-{name}")).await).await.unwrap();
        pupil(&store, "J1", "1000900001", "Образцова").await;
        let other = store.records().await.unwrap().remove(0);
        let named = |text: &str| esia_core::secrets::Personal::new(text.to_owned());
        let id = RecordId::new("J2".to_owned());
        let (last_name, cert_number) = (named("Пробная"), named("222222"));
        store
            .put_record(&diary::store::Record { id, last_name, cert_number, ..other })
            .await
            .unwrap();
        let platform = Told::default();
        Self {
            register: Register::ready(&store, LookUpBy::Memory, MatchPolicy::default())
                .await
                .unwrap(),
            consents: Consents::new(platform.clone(), Policy::default(), Duration::from_mins(1)),
            platform,
            store,
        }
    }

    async fn takes(&self, text: &str, is_dry_run: bool) -> Outcome {
        let import = Import {
            store: &self.store,
            register: &self.register,
            consents: &self.consents,
            contour: Contour::Simulated,
            source: "Прежний дневник",
            is_dry_run,
        };
        import.run(text, noon()).await.unwrap()
    }

    async fn comes(&self) -> ConsentState {
        let born = NaiveDate::from_ymd_opt(2016, 3, 5).unwrap();
        let who = subject("1000900002");
        let now = noon() + chrono::TimeDelta::days(1);
        self.consents.standing(&self.store, &who, born, now).await.unwrap().consent.state
    }
}

const GOOD: &str = r#"{"record":"J2","issuer":"http://stand/","subject":"1000900002","last_name":"Пробная","first_name":"Анна","birth_date":"2016-03-05","cert_series":"III-МЮ","cert_number":"222222","consent":{"by":"r-7","given_on":"2025-09-01","expires_at":null,"document":"№ 17"}}"#;

const CONTRADICTION: &str = "the register contradicts itself or the person; look at it";

fn refused(line: u64, reason: &'static str) -> Outcome {
    Outcome { refused: vec![(line, reason)], ..Outcome::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_the_rules_take_comes_in_once_and_a_dry_run_changes_nothing() {
    let diary = Diary::of("good").await;
    let taken = Outcome { bindings: 1, consents: 1, ..Outcome::default() };
    assert_eq!(diary.takes(GOOD, true).await, taken);
    assert!(diary.store.binding(&subject("1000900002")).await.unwrap().is_none());
    assert!(diary.store.consent_history(&subject("1000900002")).await.unwrap().is_none());
    assert_eq!(diary.takes(GOOD, false).await, taken);
    let again = Outcome { again: 1, ..Outcome::default() };
    assert_eq!(diary.takes(GOOD, false).await, again);
    let history = diary.store.consent_history(&subject("1000900002")).await.unwrap().unwrap();
    assert_eq!(history.events.len(), 1);
    let event = history.events.first().unwrap().event.expose();
    assert!(event.contains("Прежний дневник: № 17, 2025-09-01"), "{event}");
}

/// T-05, T-21: the platform has the last word about whoever consented, and without it nobody enters.
#[tokio::test(flavor = "multi_thread")]
async fn an_imported_consent_counts_only_by_the_platforms_word() {
    let diary = Diary::of("word").await;
    diary.takes(GOOD, false).await;
    assert_eq!(diary.comes().await, ConsentState::Unknown, "the platform is away");
    diary.platform.says(&[("r-7", true)], &[]);
    assert_eq!(diary.comes().await, ConsentState::GrantedByParent);
    diary.platform.says(&[("r-8", true)], &[]);
    assert_ne!(diary.comes().await, ConsentState::GrantedByParent, "r-7 is no representative");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_line_that_breaks_a_rule_is_refused_by_its_number_and_stops_no_other() {
    let diary = Diary::of("bad").await;
    for (from, to, reason) in [
        ("{\"record\"", "{\"recrod\"", "not a line of this form"),
        ("1000900002", "", "the account is missing"),
        ("Пробная", "Пробная-Иная", CONTRADICTION),
        ("\"J2\"", "\"J1\"", "the person agrees with another record"),
        ("222222", "222223", "no record agrees exactly"),
        ("1000900002", "1000900001", "the account is bound to another record"),
        ("№ 17", " ", "a consent needs the document that proves it"),
        ("2025-09-01", "2027-09-01", "a consent cannot be of a day to come"),
        ("\"r-7\"", "\"clock\"", "a representative has no such handle"),
        ("null", "\"2026-01-01T00:00:00Z\"", "the consent has ended"),
    ] {
        let bad = GOOD.replace(from, to);
        assert_ne!(bad, GOOD, "{from}");
        // Nothing of the line is kept, not even the half that might have been.
        assert_eq!(diary.takes(&format!("\n{bad}"), false).await, refused(2, reason), "{to}");
    }
    let text = format!("no JSON\n{GOOD}\n{{}}");
    let outcome = diary.takes(&text, false).await;
    assert_eq!((outcome.bindings, outcome.consents), (1, 1));
    let lines: Vec<_> = outcome.refused.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 3]);
    let another = GOOD.replace("1000900002", "1000900003");
    let outcome = diary.takes(&another, false).await;
    assert_eq!(outcome, refused(1, "the record is bound to another account"));
}
