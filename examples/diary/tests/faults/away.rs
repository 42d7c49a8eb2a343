//! A database that is away for a while.

use crate::aftermath::{aftermath, count};
use crate::proxy::{Mood, Proxy};
use crate::region::{At, Instance, Region};
use crate::visitor::{Visitor, location};
use crate::ways::{ROOMY, enter, sat_down, until};
use diary::place::{Engine, Place};
use reqwest::StatusCode;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};
use url::Url;

/// A database that can be taken away: the way to the server is cut, or the file is locked by
/// another process that does not let go.
enum Database {
    File(Place),
    Server(Proxy, String),
}

impl Database {
    async fn of(region: &Region) -> Self {
        match region.database.engine() {
            Engine::Sqlite => Self::File(region.database.clone()),
            Engine::Postgres => {
                let mut url = Url::parse(region.database.url().expose()).unwrap();
                let server = format!("127.0.0.1:{}", url.port().unwrap());
                let proxy = Proxy::before(vec![server.parse().unwrap()]).await;
                url.set_port(Some(proxy.address.port())).unwrap();
                Self::Server(proxy, url.to_string())
            }
        }
    }

    /// An instance that speaks with it.
    fn instance(&self, region: &Region, name: &str) -> Instance {
        match self {
            Self::File(_) => region.instance_with(name, &[ROOMY]),
            Self::Server(_, url) => {
                region.instance_with(name, &[ROOMY, ("DIARY_DATABASE_URL", url)])
            }
        }
    }

    /// Takes it away until what is answered is given back.
    async fn leave(&self) -> Option<AnyConnection> {
        match self {
            Self::File(place) => {
                let mut lock = AnyConnection::connect(place.url().expose()).await.unwrap();
                // Who waits for the file in a short loop gets it in between.
                run(&mut lock, "PRAGMA busy_timeout = 5000").await;
                run(&mut lock, "BEGIN EXCLUSIVE").await;
                Some(lock)
            }
            Self::Server(proxy, _) => {
                proxy.is(Mood::Cuts);
                None
            }
        }
    }

    async fn come_back(&self, lock: Option<AnyConnection>) {
        match (self, lock) {
            (Self::Server(proxy, _), _) => proxy.is(Mood::Passes),
            (Self::File(_), Some(mut lock)) => {
                run(&mut lock, "ROLLBACK").await;
                lock.close().await.unwrap();
            }
            (Self::File(_), None) => {}
        }
    }
}

async fn run(connection: &mut AnyConnection, text: &str) {
    sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(connection).await.unwrap();
}

/// Waits until `/readyz` says so.
pub(crate) async fn says(instance: &Instance, status: StatusCode) {
    let mut proxy = Visitor::new();
    until(async || proxy.get(&instance.at("/readyz")).await.status() == status).await;
}

/// The answer of a request that the database is needed for.
pub(crate) async fn unavailable(mut visitor: Visitor, address: String) -> Visitor {
    let answer = visitor.get(&address).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{address}");
    let page = answer.text().await.unwrap();
    assert!(page.contains("data-message=\"M-5\""), "{address}: {page}");
    visitor
}

/// T-16: whoever comes meanwhile is told that the service is away, and of nothing else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_away_nobody_is_let_in_and_then_everybody_goes_on() {
    let region = Region::found("away").await;
    let database = Database::of(&region).await;
    let one = database.instance(&region, "one");
    let pupil = enter(&region, &one, "granted-pupil").await;
    let mut coming = Visitor::new();
    let back = one.at(&coming.grant(&At(&region, &one), "granted-pupil").await);
    let mut secretary = sat_down(&region, &one, "secretary").await;
    says(&one, StatusCode::OK).await;

    let lock = database.leave().await;
    says(&one, StatusCode::SERVICE_UNAVAILABLE).await;
    let diary = async {
        match &database {
            Database::Server(..) => unavailable(pupil, one.at("/diary")).await,
            // What is locked can be read: who is in already may stay.
            Database::File(_) => pupil,
        }
    };
    let (mut pupil, mut coming, _) = tokio::join!(
        diary,
        unavailable(coming, back.clone()),
        unavailable(Visitor::new(), one.at("/login")),
    );
    assert!(!coming.is_signed_in());
    database.come_back(lock).await;

    says(&one, StatusCode::OK).await;
    assert_eq!(count(&region, "logins").await, 1, "nobody came in meanwhile");
    assert_eq!(pupil.get(&one.at("/diary")).await.status(), StatusCode::OK, "nobody is thrown out");
    assert_eq!(secretary.get(&one.at("/desk")).await.status(), StatusCode::OK);
    assert_eq!(location(&coming.get(&back).await), "/diary", "what was not taken can be repeated");
    drop(one);
    aftermath(&region).await;
}
