//! Goal: whichever instance a proxy picks, people see one diary.
//! Method: two processes, one database; requests alternate.

use crate::region::{At, Instance, Region, clock};
use crate::visitor::{Visitor, field, location};
use diary::keyring::Keyring;
use diary::store::Record;
use esia_core::secrets::Personal;
use gosuslugi_stand::Act;
use reqwest::StatusCode;

/// As a generator would draw it.
const DOOR_KEY: &str = "9f1c27e4b85a03d6714ef2985cbd10a6e37f48912dc6b05fa8e164739c2db01f";

/// Signs a pupil in: begun at one instance, back at the other.
async fn enter(region: &Region, one: &Instance, other: &Instance, person: &str) -> Visitor {
    let mut visitor = Visitor::new();
    let back = visitor.grant(&At(region, one), person).await;
    assert_eq!(location(&visitor.get(&other.at(&back)).await), "/diary", "{person}");
    visitor
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_signs_a_pupil_in_and_its_log_names_nobody() {
    let region = Region::found("one").await;
    let one = region.instance("one");
    let mut pupil = enter(&region, &one, &one, "granted-pupil").await;
    assert!(pupil.is_signed_in());
    assert!(pupil.cookies.iter().all(|cookie| cookie.starts_with("__Host-")), "HTTPS outside");
    assert_eq!(pupil.get(&one.at("/diary")).await.status(), StatusCode::OK);
    let people = families::people::people(clock().today());
    let pupil = people.iter().find(|person| person.key == "granted-pupil").unwrap();
    let log = one.log();
    assert!(log.contains(r#""kind":"decided""#), "the log is really kept: {log}");
    for canary in [pupil.last_name, pupil.first_name, pupil.snils, &pupil.oid.to_string()] {
        assert!(!log.contains(canary), "the log names the pupil");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_begun_at_one_instance_ends_at_another_and_the_login_holds_at_both() {
    let region = Region::found("two").await;
    let (one, two) = (region.instance("one"), region.instance("two"));
    let mut pupil = enter(&region, &one, &two, "granted-pupil").await;
    for instance in [&one, &two, &one] {
        assert_eq!(pupil.get(&instance.at("/diary")).await.status(), StatusCode::OK);
    }
    let csrf = field(&pupil.page(&one.at("/diary")).await, "csrf");
    pupil.post(&two.at("/logout"), &[("csrf", &csrf)]).await;
    let mut thief = Visitor::new();
    thief.cookies.clone_from(&pupil.cookies);
    assert_eq!(location(&thief.get(&one.at("/diary")).await), "/", "signed out at both");
}

/// A callback is spent once, whichever instance it reaches (T-09).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_callback_that_one_instance_took_is_refused_at_the_other() {
    let region = Region::found("replay").await;
    let (one, two) = (region.instance("one"), region.instance("two"));
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "granted-pupil").await;
    let mut again = Visitor::new();
    again.cookies.clone_from(&pupil.cookies);
    assert_eq!(location(&pupil.get(&one.at(&back)).await), "/diary");
    assert_eq!(again.get(&two.at(&back)).await.status(), StatusCode::FORBIDDEN);
}

/// T-08, T-21.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawal_ends_the_login_at_every_instance() {
    let region = Region::found("withdrawal").await;
    let (one, two) = (region.instance("one"), region.instance("two"));
    let mut first = enter(&region, &one, &two, "withdrawal-pupil").await;
    let mut second = enter(&region, &two, &one, "withdrawal-pupil").await;
    region
        .stand
        .act("withdrawal-mother", "withdrawal-pupil", diary::demo::CLIENT_ID, Act::Withdraw)
        .unwrap();
    assert_eq!(first.get(&one.at("/diary")).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(location(&first.get(&two.at("/diary")).await), "/", "it is over, not refused anew");
    let closed = second.get(&two.at("/diary")).await;
    assert!(!closed.status().is_success(), "{}", closed.status());
}

/// The copy of the register that each instance holds follows the one that all share; the blind index
/// is in the database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_changed_in_the_register_is_what_every_instance_matches_by() {
    let region = Region::found("register").await;
    region.write("door.key", &format!("1:{DOOR_KEY}\n"));
    let key = region.path("door.key").display().to_string();
    let keys = [("DIARY_DOOR_KEY_FILES", key.as_str())];
    let one = region.instance_with("one", &[keys[0], ("DIARY_DOOR_LOOKUP", "blind_index")]);
    let two = region.instance_with("two", &keys);
    let people = families::people::people(clock().today());
    let person = people.iter().find(|person| person.key == "granted-pupil").unwrap();
    let store = region.store().await.with_keys(Keyring::read(&[region.path("door.key")]).unwrap());
    let records = store.records().await.unwrap();
    let right = records.iter().find(|it| it.last_name.expose() == person.last_name).unwrap();
    let wrong = Record { snils: Personal::new(String::from("100-006-142 46")), ..right.clone() };
    store.put_record(&wrong).await.unwrap();
    for instance in [&one, &two] {
        let mut pupil = Visitor::new();
        let back = pupil.grant(&At(&region, instance), person.key).await;
        assert_eq!(pupil.get(&instance.at(&back)).await.status(), StatusCode::FORBIDDEN);
    }
    store.put_record(right).await.unwrap();
    for instance in [&one, &two] {
        enter(&region, instance, instance, person.key).await;
    }
}
