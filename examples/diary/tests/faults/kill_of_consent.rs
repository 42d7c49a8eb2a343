//! `kill -9` while a word about consent is taken in, or a request is sent.

use crate::aftermath::{aftermath, count, rows};
use crate::proxy::Mood;
use crate::region::{At, Instance, Region};
use crate::stall::Stall;
use crate::visitor::{Visitor, location};
use crate::ways::{Ways, enter, killed_in_the_middle, until};
use diary::demo::CLIENT_ID;
use diary::store::DutyKind;
use gosuslugi_stand::Act;
use reqwest::StatusCode;
use sqlx::Row as _;

/// How often a word of the platform is among the events.
async fn times(region: &Region, kind: &str) -> usize {
    let kept = rows(&region.database, "SELECT event FROM consent_events").await;
    let word = format!("\"kind\":\"{kind}\"");
    kept.iter().filter(|row| row.get::<String, _>("event").contains(&word)).count()
}

/// A pupil without consent comes, and the parents are asked.
async fn ask(region: &Region, instance: &Instance) {
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(region, instance), "asked-pupil").await;
    let answer = pupil.get(&instance.at(&back)).await;
    assert!(answer.text().await.unwrap().contains("data-message=\"M-9\""), "consent is asked for");
}

fn act(region: &Region, who: &str, pupil: &str, act: Act) {
    region.stand.act(who, pupil, CLIENT_ID, act).unwrap();
}

/// T-22.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_an_approval_is_taken_in_it_counts_once_at_the_next_instance() {
    let region = Region::found("kill-approval").await;
    let ways = Ways::of(&region).await;
    let one = ways.instance(&region, "one");
    ask(&region, &one).await;
    act(&region, "asked-mother", "asked-pupil", Act::Approve);
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "asked-pupil").await;
    let mut stall = Stall::of(&region.database, "consent_events").await;
    let address = one.at(&back);
    killed_in_the_middle(pupil.get(&address), stall.is_reached(), one).await;
    stall.lift().await;
    assert_eq!(times(&region, "approved").await, 0, "nothing of it is kept");
    assert_eq!(count(&region, "logins").await, 0);

    let two = ways.instance(&region, "two");
    enter(&region, &two, "asked-pupil").await;
    drop(two);
    assert_eq!(times(&region, "approved").await, 1);
    aftermath(&region).await;
}

/// T-08, I-13: no instance that has heard of the withdrawal shows anything, whoever dies meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_a_withdrawal_is_taken_in_it_ends_every_login_at_the_next_instance() {
    let region = Region::found("kill-withdrawal").await;
    let ways = Ways::of(&region).await;
    let (one, two) = (ways.instance(&region, "one"), ways.instance(&region, "two"));
    let mut first = enter(&region, &one, "withdrawal-pupil").await;
    let mut second = enter(&region, &two, "withdrawal-pupil").await;
    act(&region, "withdrawal-mother", "withdrawal-pupil", Act::Withdraw);
    let mut stall = Stall::of(&region.database, "consent_events").await;
    let address = one.at("/diary");
    killed_in_the_middle(first.get(&address), stall.is_reached(), one).await;
    stall.lift().await;

    assert_eq!(second.get(&two.at("/diary")).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(location(&first.get(&two.at("/diary")).await), "/", "over with the same event");
    drop(two);
    assert_eq!((times(&region, "withdrawn").await, count(&region, "logins").await), (1, 0));
    aftermath(&region).await;
}

/// LG-1, I-46: an event and what it obliges to are one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_between_an_event_and_its_duty_neither_is_kept_and_both_are_later() {
    let region = Region::found("kill-duty").await;
    let ways = Ways::of(&region).await;
    let one = ways.instance(&region, "one");
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "asked-pupil").await;
    let mut stall = Stall::of(&region.database, "duties").await;
    let address = one.at(&back);
    killed_in_the_middle(pupil.get(&address), stall.is_reached(), one).await;
    stall.lift().await;
    assert_eq!((count(&region, "consent_events").await, count(&region, "duties").await), (0, 0));

    let two = ways.instance(&region, "two");
    ask(&region, &two).await;
    drop(two);
    assert_eq!((count(&region, "consent_events").await, count(&region, "duties").await), (1, 1));
    aftermath(&region).await;
}

/// I-46: what was promised with an event is done by another instance.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_between_an_event_and_its_request_another_instance_sends_it_once() {
    let region = Region::found("kill-request").await;
    let ways = Ways::of(&region).await;
    let one = ways.instance(&region, "one");
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "asked-pupil").await;
    ways.platform.is(Mood::HoldsRequest("POST /consents-platform/v1/requests"));
    let address = one.at(&back);
    killed_in_the_middle(pupil.get(&address), ways.platform.holds(), one).await;
    let store = region.store().await;
    assert_eq!(store.open_duties(DutyKind::Request).await.unwrap(), 1, "kept with the event");
    ways.platform.is(Mood::Passes);

    let two = ways.instance(&region, "two");
    until(async || store.open_duties(DutyKind::Request).await.unwrap() == 0).await;
    act(&region, "asked-father", "asked-pupil", Act::Approve);
    enter(&region, &two, "asked-pupil").await;
    drop(two);
    let asked = times(&region, "sign_in_attempted").await;
    assert_eq!(asked, 2, "our word for it, and the platform's own: one request");
    assert_eq!(store.open_duties(DutyKind::StaffTask).await.unwrap(), 0);
    aftermath(&region).await;
}
