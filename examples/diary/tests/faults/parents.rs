//! Two parents at the same instant, and two instances that hear of it at the same instant.

use crate::aftermath::{aftermath, count, rows};
use crate::region::{At, Instance, Region};
use crate::visitor::Visitor;
use crate::ways::ROOMY;
use diary::demo::CLIENT_ID;
use gosuslugi_stand::Act;
use reqwest::StatusCode;
use sqlx::Row as _;
use std::sync::Barrier;

/// A pupil who signs in, and whether the diary opened.
async fn comes(region: &Region, instance: &Instance) -> bool {
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(region, instance), "asked-pupil").await;
    pupil.get(&instance.at(&back)).await;
    pupil.get(&instance.at("/diary")).await.status() == StatusCode::OK
}

/// Both parents act at once; which of the two was let.
fn at_once(region: &Region, mother: Act, father: Act) -> [bool; 2] {
    let start = Barrier::new(2);
    let act = |who: &str, act| {
        start.wait();
        region.stand.act(who, "asked-pupil", CLIENT_ID, act).is_ok()
    };
    std::thread::scope(|scope| {
        let mother = scope.spawn(|| act("asked-mother", mother));
        let father = scope.spawn(|| act("asked-father", father));
        [mother.join().unwrap(), father.join().unwrap()]
    })
}

/// What the pupils find who come at once to two instances, after both parents have acted at once.
async fn found(name: &str, mother: Act, father: Act) -> (Vec<bool>, [bool; 2], Vec<String>) {
    let region = Region::found(name).await;
    let one = region.instance_with("one", &[ROOMY]);
    let two = region.instance_with("two", &[ROOMY]);
    assert!(!comes(&region, &one).await, "consent is asked for first");
    let let_act = at_once(&region, mother, father);
    let (a, b, c, d) = tokio::join!(
        comes(&region, &one),
        comes(&region, &two),
        comes(&region, &one),
        comes(&region, &two)
    );
    drop((one, two));
    let kept = rows(&region.database, "SELECT event FROM consent_events ORDER BY position").await;
    let kinds = kept.iter().map(|row| {
        let event: serde_json::Value = serde_json::from_str(row.get("event")).unwrap();
        event.get("kind").unwrap().as_str().unwrap().to_owned()
    });
    let open = usize::try_from(count(&region, "logins").await).unwrap();
    let found = vec![a, b, c, d];
    assert_eq!(open, found.iter().filter(|is_open| **is_open).count(), "a login for each");
    aftermath(&region).await;
    (found, let_act, kinds.collect())
}

fn times(kinds: &[String], kind: &str) -> usize {
    kinds.iter().filter(|it| *it == kind).count()
}

/// one parent is enough, and two are no more than one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_parents_who_approve_at_once_open_the_diary_once() {
    let (found, let_act, kinds) = found("both-approve", Act::Approve, Act::Approve).await;
    assert_eq!(found, [true; 4]);
    let approved = let_act.iter().filter(|was_let| **was_let).count();
    assert!(approved > 0);
    assert_eq!(times(&kinds, "approved"), approved, "each approval once: {kinds:?}");
}

/// whichever of the two was first, everybody sees one and the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_parents_of_whom_one_approves_and_one_refuses_everybody_sees_the_same() {
    let (found, let_act, kinds) = found("one-refuses", Act::Approve, Act::Decline).await;
    assert!(found.iter().all(|is_open| Some(is_open) == found.first()), "{found:?}");
    let [approved, declined] = let_act;
    assert_eq!(times(&kinds, "approved"), usize::from(approved), "{kinds:?}");
    assert_eq!(times(&kinds, "declined"), usize::from(declined), "{kinds:?}");
    if let_act == [false, true] {
        assert_eq!(found, [false; 4], "refused, and nothing after it");
    }
}
