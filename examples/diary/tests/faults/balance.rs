//! Several instances behind one proxy, and their restart one after another under load.

use crate::aftermath::aftermath;
use crate::balancer::Balancer;
use crate::region::{Instance, Region};
use crate::visitor::{Site as _, Visitor};
use crate::ways::{Behind, ROOMY, until};
use diary::demo::CLIENT_ID;
use gosuslugi_stand::Act;
use reqwest::StatusCode;
use reqwest::header::LOCATION;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A leaving instance serves on for longer than the proxy needs to notice.
const SETTINGS: [(&str, &str); 2] = [ROOMY, ("DIARY_SERVER_DRAIN_SECONDS", "3")];

/// What became of a sign-in through the proxy.
#[derive(Debug, Eq, PartialEq)]
enum Outcome {
    /// The diary is open.
    Entered,
    /// A connection broke on the way.
    Broken,
    /// An instance answered something else.
    Refused(StatusCode),
}

/// Signs in from the first page to the diary.
async fn sign_in(site: &Behind<'_>, visitor: &mut Visitor, person: &str) -> Outcome {
    let Ok(begun) = visitor.try_get(&site.url("/login")).await else { return Outcome::Broken };
    let Some(address) = begun.headers().get(LOCATION) else {
        return Outcome::Refused(begun.status());
    };
    let back = site.stand().callback_for(address.to_str().unwrap(), person).unwrap();
    let Ok(answer) = visitor.try_get(&site.url(&back)).await else { return Outcome::Broken };
    if answer.headers().get(LOCATION).is_none_or(|address| address != "/diary") {
        return Outcome::Refused(answer.status());
    }
    let Ok(diary) = visitor.try_get(&site.url("/diary")).await else { return Outcome::Broken };
    if diary.status() == StatusCode::OK {
        Outcome::Entered
    } else {
        Outcome::Refused(diary.status())
    }
}

/// So many instances, each known to the proxy.
async fn stand_up(region: &Region, balancer: &Balancer, names: &[&str]) -> Vec<Instance> {
    let mut instances = Vec::new();
    for name in names {
        let instance = region.instance_with(name, &SETTINGS);
        balancer.takes(&instance).await;
        instances.push(instance);
    }
    instances
}

/// T-08, T-21: sign-ins go to all, a withdrawal ends the login at each, and one may die.
async fn serve_as_one(name: &str, names: &[&str]) {
    let region = Region::found(name).await;
    let balancer = Balancer::open().await;
    let mut instances = stand_up(&region, &balancer, names).await;
    let site = Behind(&region, balancer.url());
    let mut pupils = Vec::new();
    for person in ["granted-pupil", "withdrawal-pupil"] {
        for _ in &instances {
            let mut pupil = Visitor::new();
            assert_eq!(sign_in(&site, &mut pupil, person).await, Outcome::Entered, "{person}");
            pupils.push(pupil);
        }
    }
    for instance in &instances {
        assert!(instance.log().contains(r#""kind":"decided""#), "each had its part");
    }
    let (staying, leaving) = pupils.split_at_mut(instances.len());
    region.stand.act("withdrawal-mother", "withdrawal-pupil", CLIENT_ID, Act::Withdraw).unwrap();
    for (pupil, instance) in leaving.iter_mut().zip(&instances) {
        let status = pupil.get(&instance.at("/diary")).await.status();
        assert_ne!(status, StatusCode::OK, "the consent is withdrawn");
    }

    let gone = instances.pop().unwrap();
    let url = gone.url.clone();
    gone.kill();
    balancer.leaves(&url).await;
    for pupil in staying.iter_mut() {
        assert_eq!(pupil.get(&site.url("/diary")).await.status(), StatusCode::OK, "the rest stay");
        let mut another = Visitor::new();
        assert_eq!(sign_in(&site, &mut another, "granted-pupil").await, Outcome::Entered);
    }
    drop(instances);
    aftermath(&region).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_instances_behind_a_proxy_are_one_diary_and_one_of_them_may_die() {
    serve_as_one("two-behind", &["one", "two"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_instances_behind_a_proxy_are_one_diary_and_one_of_them_may_die() {
    serve_as_one("four-behind", &["one", "two", "three", "four"]).await;
}

/// What happened to the visitors of a restart.
#[derive(Default)]
struct Tally {
    is_over: AtomicBool,
    entered: AtomicUsize,
    broken: AtomicUsize,
}

/// Signs in without pause until the restart is over; what broke is repeated, and must succeed.
async fn visit(site: &Behind<'_>, tally: &Tally) {
    while !tally.is_over.load(Ordering::Relaxed) {
        let mut pupil = Visitor::new();
        loop {
            match sign_in(site, &mut pupil, "granted-pupil").await {
                Outcome::Entered => break,
                Outcome::Broken => drop(tally.broken.fetch_add(1, Ordering::Relaxed)),
                Outcome::Refused(status) => panic!("a sign-in was refused with {status}"),
            }
        }
        tally.entered.fetch_add(1, Ordering::Relaxed);
    }
}

/// Waits until some more sign-ins have gone through.
async fn some_more(tally: &Tally) {
    let aim = tally.entered.load(Ordering::Relaxed) + 4;
    until(async || tally.entered.load(Ordering::Relaxed) >= aim).await;
}

/// Restarts each of two instances under load; how many requests broke.
async fn restart(name: &str, end: impl AsyncFn(&Balancer, Instance)) -> usize {
    let region = Region::found(name).await;
    let balancer = Balancer::open().await;
    let instances = stand_up(&region, &balancer, &["one", "two"]).await;
    let site = Behind(&region, balancer.url());
    let tally = Tally::default();
    let restart = async {
        let mut new = Vec::new();
        for (instance, name) in instances.into_iter().zip(["three", "four"]) {
            some_more(&tally).await;
            end(&balancer, instance).await;
            some_more(&tally).await;
            new.extend(stand_up(&region, &balancer, &[name]).await);
        }
        some_more(&tally).await;
        tally.is_over.store(true, Ordering::Relaxed);
        new
    };
    let visits = async { tokio::join!(visit(&site, &tally), visit(&site, &tally)) };
    let (new, _) = tokio::join!(restart, visits);
    drop(new);
    aftermath(&region).await;
    tally.broken.load(Ordering::Relaxed)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rolling_restart_under_load_loses_no_sign_in() {
    let broken = restart("rolling", async |balancer, mut instance| {
        instance.terminate();
        balancer.leaves(&instance.url).await;
        let ended = move || (instance.ended(), instance.log());
        let (status, log) = tokio::task::spawn_blocking(ended).await.unwrap();
        assert!(status.success(), "{log}");
    })
    .await;
    assert_eq!(broken, 0, "a leaving instance ends what it has begun");
}

/// Only what was on the socket of the killed one breaks, and it succeeds when repeated.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_breaks_with_a_killed_instance_under_load_succeeds_when_repeated() {
    let broken = restart("killing", async |balancer, instance| {
        let url = instance.url.clone();
        instance.kill();
        balancer.leaves(&url).await;
    })
    .await;
    // Two visitors, two kills: each visitor has one request under way.
    assert!(broken <= 4, "{broken}");
}
