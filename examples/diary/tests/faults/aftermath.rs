//! What must hold after any fault, whatever it was: one check for all of them.

use crate::region::{Region, clock};
use consent_model::log::Origin;
use diary::app::App;
use diary::config::Config;
use diary::consent_log::{HeadKey, audit};
use diary::door::{self, Word};
use diary::esia::Verified;
use diary::instance::Instance;
use diary::place::Place;
use diary::store::{Store, StoredEvent};
use esia_core::access::{Decision, decide};
use esia_core::account::{Contour, Subject, SubjectId};
use esia_core::secrets::Personal;
use families::people::people;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use std::collections::BTreeSet;

/// Checks the whole database of a region on which nobody works any more, with the portal up:
/// - each history of consent is whole, holds no word of the platform twice, and its fold says what
///   a mirror says that was begun now;
/// - the consent log verifies, and everything of it is open;
/// - each duty belongs to an event that is kept;
/// - each login that is left is one that the decision allows now, under the same epoch;
/// - each change of the register was carried out once, with its line in the history, or not at all.
pub(crate) async fn aftermath(region: &Region) {
    let config = Config::read(Some(&region.path("settings")), []).unwrap();
    let instance = Instance::start(config).await.unwrap();
    let app = instance.app();
    histories(region, app).await;
    log(region, &app.store).await;
    duties(region).await;
    logins(region, app).await;
    changes(region).await;
}

/// The rows of a query of a test.
pub(crate) async fn rows(place: &Place, query: &str) -> Vec<AnyRow> {
    let mut connection = AnyConnection::connect(place.url().expose()).await.unwrap();
    let query = AssertSqlSafe(query.to_owned());
    let rows = sqlx::query(query).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    rows
}

/// How many rows a table has.
pub(crate) async fn count(region: &Region, table: &str) -> i64 {
    let found = rows(&region.database, &format!("SELECT COUNT(*) AS number FROM {table}")).await;
    found.first().unwrap().get("number")
}

fn text(row: &AnyRow, column: &str) -> String {
    row.get(column)
}

fn subject(row: &AnyRow) -> Subject {
    let id = SubjectId::new(text(row, "subject"));
    Subject::new(Contour::Simulated, text(row, "issuer"), id)
}

async fn events(store: &Store, subject: &Subject) -> Vec<StoredEvent> {
    store.consent_history(subject).await.unwrap().map_or_else(Vec::new, |history| history.events)
}

async fn histories(region: &Region, app: &App) {
    let now = clock().now();
    let afresh = Store::open(&region.path("afresh.db")).await.unwrap();
    for row in rows(&region.database, "SELECT issuer, subject FROM consent_subjects").await {
        let subject = subject(&row);
        let everybody = people(now.date_naive());
        let same = |oid: u64| oid.to_string() == subject.id().expose();
        let Some(pupil) = everybody.iter().find(|person| same(person.oid)) else { continue };
        let standing = app.consents.standing(&app.store, &subject, pupil.birth_date, now).await;
        let standing = standing.unwrap().consent;
        let kept = events(&app.store, &subject).await;
        let words: Vec<_> = kept.iter().filter_map(|event| event.news_id.clone()).collect();
        let once: BTreeSet<_> = words.iter().collect();
        assert_eq!(words.len(), once.len(), "{}: a word is kept twice", pupil.key);
        let positions = format!(
            "SELECT position FROM consent_events WHERE subject = '{}' ORDER BY position",
            pupil.oid
        );
        let positions = rows(&region.database, &positions).await;
        for (expected, row) in (0..).zip(&positions) {
            assert_eq!(row.get::<i64, _>("position"), expected, "{}: a gap", pupil.key);
        }
        let again = app.consents.standing(&app.store, &subject, pupil.birth_date, now).await;
        assert_eq!(again.unwrap().consent, standing, "{}: the fold changed", pupil.key);
        assert_eq!(events(&app.store, &subject).await.len(), kept.len(), "{}", pupil.key);
        let new = app.consents.standing(&afresh, &subject, pupil.birth_date, now).await;
        assert_eq!(new.unwrap().consent.state, standing.state, "{}: the mirror", pupil.key);
    }
}

async fn log(region: &Region, store: &Store) {
    let origin = Origin::parse("diary.example/consents").unwrap();
    let key = HeadKey::new(&[9; 32]);
    while store.order_log(&origin, 1000).await.unwrap() {}
    store.sign_head(&origin, &key, clock().now()).await.unwrap();
    let report = audit(store, &origin, &key.verifier()).await.unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    let kept = u64::try_from(count(region, "log_entries").await).unwrap();
    assert_eq!((report.entries, report.opened), (kept, kept));
    assert_eq!(kept == 0, count(region, "consent_events").await == 0, "events are in the log");
}

async fn duties(region: &Region) {
    let lonely = "SELECT COUNT(*) AS number FROM duties WHERE NOT EXISTS (SELECT 1 FROM \
         consent_events WHERE consent_events.subject = duties.subject \
         AND consent_events.issuer = duties.issuer AND consent_events.contour = duties.contour \
         AND consent_events.position = duties.position)";
    let lonely = rows(&region.database, lonely).await;
    assert_eq!(lonely.first().unwrap().get::<i64, _>("number"), 0, "a duty without its event");
}

async fn logins(region: &Region, app: &App) {
    let now = clock().now();
    for row in rows(&region.database, "SELECT * FROM logins").await {
        let person = Personal::new(text(&row, "person"));
        let verified = Verified::from_stored(subject(&row), &person).unwrap();
        let (facts, _) = door::facts(app, &verified, Word::Asked, now).await.unwrap();
        match decide(&facts, &app.settings.policy, now.date_naive()) {
            Decision::Allow(entry) => {
                let login = esia_core::access::Login::open(entry);
                let epoch = u64::try_from(row.get::<i64, _>("epoch")).unwrap();
                assert_eq!(login.epoch().0, epoch, "a login of an epoch that is over");
                assert_eq!(login.record().as_str(), text(&row, "record_id"));
            }
            refused @ (Decision::NotFound(_)
            | Decision::NeedLink(_)
            | Decision::NeedConsent(_)
            | Decision::Refuse(_)) => panic!("a login that {} refuses", refused.row().id.as_str()),
        }
    }
}

async fn changes(region: &Region) {
    for row in rows(&region.database, "SELECT id, status FROM changes").await {
        let (id, status) = (text(&row, "id"), text(&row, "status"));
        let told = format!("SELECT act FROM desk_events WHERE change_id = '{id}'");
        let told = rows(&region.database, &told).await;
        let times = |act| told.iter().filter(|row| text(row, "act") == act).count();
        let carried_out = times("approved") + times("changed");
        assert_eq!(carried_out, usize::from(status == "applied"), "{status}");
        assert_eq!(times("proposed") + times("changed"), 1, "{status}");
    }
}
