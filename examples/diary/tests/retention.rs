//! Goal: what consent no longer carries is gone in time, whole and once; what proves it stays: the
//! consent log verifies before and after, and an act says what was done, about nobody by name.
//! Method: a platform whose answers the test writes, a real store (SQLite, or PostgreSQL where the
//! tests were given a server), a clock in the test's hand, and the whole database searched for what
//! must not be there.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

#[path = "support/place.rs"]
mod place;
#[path = "support/told.rs"]
mod told;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use diary::consent::Consents;
use diary::consent_log::{HeadKey, Openings, audit, export};
use diary::retention::act::Operator;
use diary::retention::{Retained, Retention};
use diary::store::{About, CaseId, Category, Lives, NewCase, Store};
use esia_core::access::{ConsentState, Policy};
use esia_core::account::{Contour, Subject, SubjectId};
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use std::path::{Path, PathBuf};
use std::time::Duration;
use told::Told;

const ORIGIN: &str = "diary.example/consents";

struct Diary {
    platform: Told,
    consents: Consents,
    store: Store,
    operator: Operator,
    origin: consent_model::log::Origin,
    key: HeadKey,
    acts: PathBuf,
}

fn noon() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T12:00:00+03:00").unwrap()
}

fn days(number: i64) -> DateTime<FixedOffset> {
    noon() + TimeDelta::days(number)
}

fn subject(id: &str) -> Subject {
    Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new(id.into()))
}

fn hours(number: u64) -> Duration {
    Duration::from_hours(number)
}

impl Diary {
    async fn of(name: &str) -> Self {
        let name = format!("retention-{name}");
        let place = place::fresh(&name).await;
        let platform = Told::default();
        let acts = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name);
        let _ = std::fs::remove_dir_all(&acts);
        Self {
            consents: Consents::new(platform.clone(), Policy::default(), Duration::from_mins(1)),
            store: Store::at(&place).await.unwrap(),
            operator: Operator {
                name: "Школа № 1 (вымышленная)".into(),
                address: "г. Примерск".into(),
                processor: String::new(),
                system: "Учебный дневник".into(),
                responsible: vec!["Образцова О. О., секретарь".into()],
            },
            origin: consent_model::log::Origin::parse(ORIGIN).unwrap(),
            key: HeadKey::new(&[9; 32]),
            acts,
            platform,
        }
    }

    fn retention(&self) -> Retention<'_> {
        Retention {
            contour: Contour::Simulated,
            term: TimeDelta::days(30),
            lives: Lives {
                login: hours(8),
                parent_login: hours(1),
                upload: hours(24),
                change: hours(30 * 24),
            },
            operator: &self.operator,
            origin: &self.origin,
            key: &self.key,
            acts: &self.acts,
        }
    }

    async fn run(&self, now: DateTime<FixedOffset>) -> Retained {
        self.retention().run(&self.store, &self.consents, now).await.unwrap()
    }

    async fn look(&self, now: DateTime<FixedOffset>) -> Retained {
        self.retention().look(&self.store, &self.consents, now).await.unwrap()
    }

    async fn comes(&self, id: &str, now: DateTime<FixedOffset>) -> ConsentState {
        let born = NaiveDate::from_ymd_opt(2016, 3, 5).unwrap();
        let standing = self.consents.standing(&self.store, &subject(id), born, now).await.unwrap();
        standing.consent.state
    }

    /// A pupil whose parent consents on the first day and withdraws on the tenth.
    async fn withdrawn(&self, id: &str, record: &str) {
        self.platform.says(&[("r-1", true)], &[("requested", "r-1"), ("approved", "r-1")]);
        assert_eq!(self.comes(id, noon()).await, ConsentState::GrantedByParent);
        self.store.bind(&subject(id), &RecordId::new(record.into()), noon()).await.unwrap();
        self.platform.says(
            &[("r-1", true)],
            &[("requested", "r-1"), ("approved", "r-1"), ("withdrawn", "r-1")],
        );
        assert_eq!(self.comes(id, days(10)).await, ConsentState::Withdrawn);
        let case = NewCase {
            code: id,
            about: About::Pupil,
            account: ["simulated", "http://stand/", id],
            person: &Personal::new("{\"lastName\":\"Канарейкина\"}".into()),
            decision: "D-11",
            expires_at: days(100),
        };
        let case_id = CaseId::new(format!("case-{id}"));
        self.store.open_case(&case_id, &case, days(10)).await.unwrap();
    }

    async fn log_is_sound(&self, entries: u64, opened: u64, erased: u64) {
        while self.store.order_log(&self.origin, 3).await.unwrap() {}
        let report = audit(&self.store, &self.origin, &self.key.verifier()).await.unwrap();
        assert!(report.is_sound(), "{:?}", report.findings);
        assert_eq!((report.entries, report.opened, report.erased), (entries, opened, erased));
    }

    async fn exported(&self, openings: Openings) -> String {
        let mut text = Vec::new();
        export(&self.store, &self.origin, &self.key, openings, &mut text).await.unwrap();
        String::from_utf8(text).unwrap()
    }
}

/// LG-1, LG-4, I-31: each event is committed to with what it means, and the whole can be checked by
/// anybody.
#[tokio::test(flavor = "multi_thread")]
async fn every_consent_event_is_a_leaf_of_a_log_that_verifies() {
    let diary = Diary::of("log").await;
    diary.withdrawn("1000900001", "J1").await;
    diary.withdrawn("1000900002", "J2").await;
    // Each: opened, requested, approved, withdrawn.
    diary.log_is_sound(8, 8, 0).await;
    let head = diary.store.sign_head(&diary.origin, &diary.key, days(10)).await.unwrap().unwrap();
    assert_eq!(head.head.size, 8);
    let again = diary.store.sign_head(&diary.origin, &diary.key, days(11)).await.unwrap();
    assert_eq!(again, Some(head), "a head is signed once");
    let text = diary.exported(Openings::Shown).await;
    assert_eq!(text.lines().count(), 1 + 8 + 1);
    assert_eq!(verified(&text)["ok"], true);
    assert_eq!(verified(&text)["opened"], 8);
    let silent = diary.exported(Openings::LeftOut).await;
    assert!(!silent.contains("salt") && !silent.contains("record"));
    assert_eq!(verified(&silent)["ok"], true);
    let forged = text.replace("\"entry\":5,", "\"entry\":6,");
    assert_eq!(verified(&forged)["ok"], false);
}

/// What `diaryctl verify-log` says at the end.
fn verified(text: &str) -> serde_json::Value {
    let answer = diaryctl::probe::verify_log(text.as_bytes()).unwrap();
    serde_json::from_str(answer.lines().last().unwrap()).unwrap()
}

/// Two policies are two readings of one history: each is logged as it was judged.
#[tokio::test(flavor = "multi_thread")]
async fn another_policy_logs_the_history_anew_under_a_name_of_its_own() {
    let mut diary = Diary::of("policy").await;
    diary.withdrawn("1000900001", "J1").await;
    let policy =
        Policy { teen_consent: esia_core::access::TeenConsent::ParentOrTeen, ..Policy::default() };
    diary.consents = Consents::new(diary.platform.clone(), policy, Duration::from_mins(1));
    diary.platform.says(
        &[("r-1", true)],
        &[("requested", "r-1"), ("approved", "r-1"), ("withdrawn", "r-1"), ("requested", "r-1")],
    );
    diary.comes("1000900001", days(12)).await;
    diary.log_is_sound(4 + 5, 9, 0).await;
}

/// TM-6, LG-9, I-34, rules 5.3: nothing until the term is over, everything after it, and the proofs
/// stay what they were.
#[tokio::test(flavor = "multi_thread")]
async fn thirty_days_after_the_withdrawal_the_data_is_gone_and_the_proofs_stay() {
    let diary = Diary::of("term").await;
    diary.withdrawn("1000900001", "J1").await;
    diary.platform.says(&[("r-1", true)], &[("requested", "r-1"), ("approved", "r-1")]);
    assert_eq!(diary.comes("1000900002", noon()).await, ConsentState::GrantedByParent);
    let early = days(40) - TimeDelta::seconds(1);
    assert_eq!(diary.look(early).await.subjects, 0);
    assert_eq!(diary.run(early).await, Retained::default());
    let before = diary.store.sign_head(&diary.origin, &diary.key, days(39)).await.unwrap().unwrap();

    assert_eq!(diary.look(days(40)).await.subjects, 1);
    assert_eq!(diary.look(days(40)).await.subjects, 1, "to look changes nothing");
    let retained = diary.run(days(40)).await;
    assert_eq!((retained.subjects, retained.documents.len()), (1, 2));
    assert!(diary.store.consent_history(&subject("1000900001")).await.unwrap().is_none());
    assert!(diary.store.binding(&subject("1000900001")).await.unwrap().is_none());
    assert!(
        diary.store.case(&CaseId::new("case-1000900001".into()), days(40)).await.unwrap().is_none()
    );
    assert!(diary.store.consent_history(&subject("1000900002")).await.unwrap().is_some());
    // Four entries nothing opens any more; the one about the term, and the other pupil's three do.
    diary.log_is_sound(8, 4, 4).await;
    assert!(diary.store.log_heads().await.unwrap().contains(&before));
    let text = diary.exported(Openings::Shown).await;
    assert_eq!(verified(&text)["ok"], true);

    assert_eq!(diary.run(days(41)).await, Retained::default(), "once");
    // The pupil comes back: the platform tells everything anew.
    assert_eq!(diary.comes("1000900001", days(42)).await, ConsentState::GrantedByParent);
    diary.log_is_sound(8 + 3, 4 + 3, 4).await;
}

/// Order 179: who, whose, what, where, how, why and when, and nobody's name or number.
#[tokio::test(flavor = "multi_thread")]
async fn the_act_says_what_the_order_asks_and_nothing_of_a_person() {
    let diary = Diary::of("act").await;
    diary.withdrawn("1000900001", "J1").await;
    let retained = diary.run(days(40)).await;
    let [json, html] = [0, 1].map(|at| std::fs::read_to_string(&retained.documents[at]).unwrap());
    for text in [&json, &html] {
        for word in ["Школа № 1", "г. Примерск", "Учебный дневник", "Образцова", "J1", "01.01.2027"]
        {
            assert!(text.contains(word), "{word}\n{text}");
        }
        for personal in ["1000900001", "Канарейкина", "2016", "r-1"] {
            assert!(!text.contains(personal), "{personal}\n{text}");
        }
    }
    for word in ["Способ уничтожения", "Причина", "Выгрузка из журнала", "подпись", ORIGIN]
    {
        assert!(html.contains(word), "{word}");
    }
    let act: serde_json::Value = serde_json::from_str(&json).unwrap();
    let line = &act["destroyed"][0];
    assert_eq!(line["reason"], "consent_ended");
    assert_eq!(line["commitments"].as_array().unwrap().len(), 4);
    assert_eq!(line["categories"]["consents"], 5);
    assert_eq!(act["log"]["head"]["head"], 5);
}

/// A run that broke off after any of its steps is finished by the next one, and nothing is done or
/// told twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_broke_off_is_finished_by_the_next() {
    let diary = Diary::of("broken").await;
    for (id, record) in [("1000900001", "J1"), ("1000900002", "J2"), ("1000900003", "J3")] {
        diary.withdrawn(id, record).await;
    }
    let term = TimeDelta::days(30);
    // One has its duty and no more; of another the data is gone and no act is drawn up.
    for id in ["1000900001", "1000900002"] {
        diary.consents.end_term(&diary.store, &subject(id), term, days(40)).await.unwrap();
    }
    let duties = diary.store.duties_to_destroy(Contour::Simulated).await.unwrap();
    diary.store.destroy(&duties[0], days(40)).await.unwrap().expect("it is destroyed");
    assert!(diary.store.destroy(&duties[0], days(40)).await.unwrap().is_none(), "once");
    // And a document could not be written: a file stands where the folder should be.
    std::fs::write(&diary.acts, "").unwrap();
    let broken = diary.retention().run(&diary.store, &diary.consents, days(40)).await;
    assert!(broken.is_err());
    std::fs::remove_file(&diary.acts).unwrap();
    let retained = diary.run(days(41)).await;
    assert_eq!((retained.subjects, retained.documents.len()), (0, 2));
    let act = std::fs::read_to_string(&retained.documents[0]).unwrap();
    let act: serde_json::Value = serde_json::from_str(&act).unwrap();
    let records: Vec<_> =
        act["destroyed"].as_array().unwrap().iter().map(|line| line["record"].clone()).collect();
    assert_eq!(records.len(), 3, "{act}");
    diary.log_is_sound(15, 3, 12).await;
}

/// A new consent is a new ground: a duty that it overtook destroys nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_pupil_who_came_back_in_between_keeps_the_data() {
    let diary = Diary::of("back").await;
    diary.withdrawn("1000900001", "J1").await;
    let term = TimeDelta::days(30);
    diary.consents.end_term(&diary.store, &subject("1000900001"), term, days(40)).await.unwrap();
    diary.platform.says(
        &[("r-1", true)],
        &[
            ("requested", "r-1"),
            ("approved", "r-1"),
            ("withdrawn", "r-1"),
            ("requested", "r-1"),
            ("approved", "r-1"),
        ],
    );
    assert_eq!(diary.comes("1000900001", days(40)).await, ConsentState::GrantedByParent);
    let retained = diary.run(days(41)).await;
    assert_eq!(retained.subjects, 0);
    assert!(diary.store.binding(&subject("1000900001")).await.unwrap().is_some());
    assert_eq!(diary.comes("1000900001", days(41)).await, ConsentState::GrantedByParent);
}

/// What has a term of its own goes with it, and the act counts it.
#[tokio::test(flavor = "multi_thread")]
async fn what_has_expired_goes_and_is_counted() {
    let diary = Diary::of("expired").await;
    let case = NewCase {
        code: "code",
        about: About::Nobody,
        account: ["", "", ""],
        person: &Personal::new(String::new()),
        decision: "D-01",
        expires_at: days(1),
    };
    diary.store.open_case(&CaseId::new("c".into()), &case, noon()).await.unwrap();
    assert!(diary.run(noon()).await.expired.is_empty());
    assert_eq!(diary.look(days(1)).await.expired[&Category::Cases], 1);
    let retained = diary.run(days(1)).await;
    assert_eq!(retained.expired[&Category::Cases], 1);
    assert_eq!(retained.documents.len(), 2);
}
