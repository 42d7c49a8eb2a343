//! An ESIA that is slow, down, or answers garbage.

use crate::aftermath::{aftermath, count};
use crate::proxy::Mood;
use crate::region::{At, Instance, Region};
use crate::visitor::{Visitor, location};
use crate::ways::{ROOMY, Ways, enter};
use gosuslugi_stand::{Fault, Place};
use reqwest::StatusCode;

/// A sign-in of which everything after the callback goes wrong; the same browser may try again.
async fn fails(region: &Region, instance: &Instance, why: &str, fault: impl FnOnce()) -> Visitor {
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(region, instance), "granted-pupil").await;
    fault();
    let answer = pupil.get(&instance.at(&back)).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{why}");
    let page = answer.text().await.unwrap();
    assert!(page.contains("data-message=\"M-1\""), "{why}: {page}");
    assert!(!pupil.is_signed_in(), "{why}");
    pupil
}

/// D-01, T-10: nobody whom ESIA did not answer for is let in, and whoever was in stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_esia_is_slow_or_down_or_talks_nonsense_nobody_new_is_let_in() {
    let region = Region::found("esia").await;
    let ways = Ways::of(&region).await;
    let (esia, issuer) = (ways.esia.url(), region.stand.issuer().to_owned());
    let settings = [
        ROOMY,
        ("DIARY_ESIA_BASE_URL", esia.as_str()),
        ("DIARY_ESIA_ISSUER", issuer.as_str()),
        ("DIARY_ESIA_REQUEST_SECONDS", "1"),
    ];
    let one = region.instance_with("one", &settings);
    let mut before = enter(&region, &one, "granted-pupil").await;
    for at in [Place::Token, Place::PersonData] {
        for fault in [Fault::Down { at }, Fault::Garbage { at }, Fault::Late { at, millis: 1500 }] {
            let why = format!("{fault:?}");
            fails(&region, &one, &why, || region.stand.faults().set(fault)).await;
            region.stand.faults().clear();
        }
    }
    for mood in [Mood::Cuts, Mood::Garbles, Mood::HoldsAnswers] {
        let why = format!("{mood:?}");
        let mut pupil = fails(&region, &one, &why, || ways.esia.is(mood)).await;
        assert_eq!(before.get(&one.at("/diary")).await.status(), StatusCode::OK, "{why}");
        ways.esia.is(Mood::Passes);
        let back = pupil.grant(&At(&region, &one), "granted-pupil").await;
        assert_eq!(location(&pupil.get(&one.at(&back)).await), "/diary", "{why}: again");
    }
    drop(one);
    assert_eq!(count(&region, "logins").await, 4, "of those alone who came in");
    aftermath(&region).await;
}
