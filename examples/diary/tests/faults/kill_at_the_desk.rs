//! `kill -9` in the middle of a correction, of a file that is sent, and of a journal that is taken in.

use crate::aftermath::{aftermath, count};
use crate::proxy::{Mood, Proxy};
use crate::region::{Instance, Region};
use crate::stall::Stall;
use crate::visitor::{Visitor, field, location};
use crate::ways::{killed_in_the_middle, sat_down};
use esia_core::record::RecordId;
use std::collections::BTreeMap;

const RECORD: &str = "/desk/records/J03";

/// The correction form of the record with the misprint, filled in as it should be.
fn corrected(page: &str) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for part in page.split("name=\"").skip(1) {
        let Some((name, rest)) = part.split_once("\" value=\"") else { continue };
        let value = rest.split('"').next().unwrap().to_owned();
        fields.entry(name.to_owned()).or_insert(value);
    }
    for (name, value) in [
        ("snils", "100-006-142 46"),
        ("enrolment", "active"),
        ("ground", "Документ со СНИЛС"),
        ("action", "save"),
    ] {
        fields.insert(name.to_owned(), value.to_owned());
    }
    fields
}

fn pairs(fields: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Has a correction proposed; the address of the change.
async fn propose(secretary: &mut Visitor, instance: &Instance) -> String {
    let form = corrected(&secretary.page(&instance.at(RECORD)).await);
    location(&secretary.post(&instance.at(RECORD), &pairs(&form)).await)
}

async fn snils(region: &Region) -> (String, i64) {
    let store = region.store().await;
    let record = store.record(&RecordId::new("J03".into())).await.unwrap().unwrap();
    (record.snils.expose().to_owned(), record.version)
}

/// T-25.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_a_correction_is_carried_out_it_waits_and_is_carried_out_once() {
    let region = Region::found("kill-correction").await;
    let one = region.instance("one");
    let mut secretary = sat_down(&region, &one, "secretary").await;
    let mut head = sat_down(&region, &one, "head").await;
    let change = propose(&mut secretary, &one).await;
    let before = snils(&region).await;
    let csrf = field(&head.page(&one.at(&change)).await, "csrf");
    let approval = [("csrf", csrf.as_str()), ("decision", "approve")];
    let mut stall = Stall::of(&region.database, "records").await;
    let address = one.at(&change);
    killed_in_the_middle(head.post(&address, &approval), stall.is_reached(), one).await;
    stall.lift().await;
    assert_eq!(snils(&region).await, before, "nothing of it is kept");

    let two = region.instance("two");
    for _ in 0..2 {
        assert_eq!(location(&head.post(&two.at(&change), &approval).await), change);
    }
    drop(two);
    assert_eq!(snils(&region).await, ("100-006-142 46".into(), before.1 + 1), "once");
    aftermath(&region).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_before_the_answer_to_a_correction_the_form_sent_again_is_the_same_change() {
    let region = Region::found("kill-proposal").await;
    let one = region.instance("one");
    let mut secretary = sat_down(&region, &one, "secretary").await;
    let form = corrected(&secretary.page(&one.at(RECORD)).await);
    let proxy = Proxy::before_url(&one.url).await;
    proxy.is(Mood::HoldsAnswers);
    let address = format!("{}{RECORD}", proxy.url());
    killed_in_the_middle(secretary.post(&address, &pairs(&form)), proxy.holds(), one).await;
    assert_eq!(count(&region, "changes").await, 1, "kept before the answer");

    let two = region.instance("two");
    let change = location(&secretary.post(&two.at(RECORD), &pairs(&form)).await);
    assert!(secretary.page(&two.at(&change)).await.contains("ждёт второго человека"));
    drop(two);
    assert_eq!(count(&region, "changes").await, 1);
    aftermath(&region).await;
}

const JOURNAL: &str = "ид;Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Класс\n\
     NEW-1;Свежакова;Злата;;05.03.2014;112-233-445 95;5А\n";

/// Has the journal checked at an address; the address of the report.
async fn check(secretary: &mut Visitor, address: &str) -> String {
    let csrf = field(&secretary.page(address).await, "csrf");
    let sent = secretary.post_file(address, &csrf, "journal.csv", JOURNAL.as_bytes()).await;
    location(&sent)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_a_journal_is_uploaded_nothing_of_it_is_there_and_it_is_sent_again() {
    let region = Region::found("kill-upload").await;
    let one = region.instance("one");
    let mut secretary = sat_down(&region, &one, "secretary").await;
    let address = one.at("/desk/upload");
    let csrf = field(&secretary.page(&address).await, "csrf");
    let mut stall = Stall::of(&region.database, "uploads").await;
    let sent = secretary.post_file(&address, &csrf, "journal.csv", JOURNAL.as_bytes());
    killed_in_the_middle(sent, stall.is_reached(), one).await;
    stall.lift().await;
    assert_eq!(count(&region, "uploads").await, 0);

    let two = region.instance("two");
    let checked = check(&mut secretary, &two.at("/desk/upload")).await;
    assert!(secretary.page(&two.at(&checked)).await.contains("id=\"upload-new\">1<"));
    drop(two);
    assert_eq!((count(&region, "uploads").await, count(&region, "changes").await), (1, 0));
    aftermath(&region).await;
}

/// All rows of a journal or none, and once, whoever dies over it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_a_journal_is_taken_in_none_of_it_is_and_then_all_of_it_once() {
    let region = Region::found("kill-journal").await;
    let one = region.instance("one");
    let mut secretary = sat_down(&region, &one, "secretary").await;
    let mut head = sat_down(&region, &one, "head").await;
    let checked = check(&mut secretary, &one.at("/desk/upload")).await;
    let csrf = field(&secretary.page(&one.at(&checked)).await, "csrf");
    let form = [("csrf", csrf.as_str())];
    let mut stall = Stall::of(&region.database, "changes").await;
    let address = one.at(&checked);
    killed_in_the_middle(secretary.post(&address, &form), stall.is_reached(), one).await;
    stall.lift().await;
    assert_eq!(count(&region, "changes").await, 0, "not handed over");

    let two = region.instance("two");
    let change = location(&secretary.post(&two.at(&checked), &form).await);
    let records = count(&region, "records").await;
    let csrf = field(&head.page(&two.at(&change)).await, "csrf");
    let approval = [("csrf", csrf.as_str()), ("decision", "approve")];
    let mut stall = Stall::of(&region.database, "records").await;
    let address = two.at(&change);
    killed_in_the_middle(head.post(&address, &approval), stall.is_reached(), two).await;
    stall.lift().await;
    assert_eq!(count(&region, "records").await, records);

    let three = region.instance("three");
    for _ in 0..2 {
        assert_eq!(location(&head.post(&three.at(&change), &approval).await), change);
    }
    drop(three);
    assert_eq!(count(&region, "records").await, records + 1);
    aftermath(&region).await;
}
