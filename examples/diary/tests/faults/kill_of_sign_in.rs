//! `kill -9` between a callback and its answer.

use crate::aftermath::{aftermath, count};
use crate::proxy::{Mood, Proxy};
use crate::region::{At, Region};
use crate::stall::Stall;
use crate::visitor::{Visitor, location};
use crate::ways::{Behind, ROOMY, Ways, enter, killed_in_the_middle};
use reqwest::StatusCode;

/// The state was spent by whoever died: it opens nothing, and the person signs in again (T-09).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_esia_answers_it_opened_nothing_and_the_pupil_signs_in_again() {
    let region = Region::found("kill-esia").await;
    let ways = Ways::of(&region).await;
    let one = ways.instance(&region, "one");
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "granted-pupil").await;
    ways.esia.is(Mood::HoldsAnswers);
    let address = one.at(&back);
    killed_in_the_middle(pupil.get(&address), ways.esia.holds(), one).await;
    ways.esia.is(Mood::Passes);
    assert_eq!(count(&region, "logins").await, 0);

    let two = ways.instance(&region, "two");
    assert_eq!(pupil.get(&two.at(&back)).await.status(), StatusCode::FORBIDDEN, "spent");
    assert!(!pupil.is_signed_in());
    enter(&region, &two, "granted-pupil").await;
    drop(two);
    assert_eq!(count(&region, "logins").await, 1);
    aftermath(&region).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_the_login_is_written_there_is_none_and_the_pupil_signs_in_again() {
    let region = Region::found("kill-login").await;
    let one = region.instance_with("one", &[ROOMY]);
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "granted-pupil").await;
    let mut stall = Stall::of(&region.database, "logins").await;
    let address = one.at(&back);
    killed_in_the_middle(pupil.get(&address), stall.is_reached(), one).await;
    stall.lift().await;
    assert_eq!(count(&region, "logins").await, 0);

    let two = region.instance_with("two", &[ROOMY]);
    assert_eq!(pupil.get(&two.at(&back)).await.status(), StatusCode::FORBIDDEN, "spent");
    enter(&region, &two, "granted-pupil").await;
    drop(two);
    aftermath(&region).await;
}

/// The login is there, its cookie reached nobody: the pupil has no part in it and gets another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_before_the_answer_leaves_nobody_signed_in_and_the_pupil_signs_in_again() {
    let region = Region::found("kill-answer").await;
    let one = region.instance_with("one", &[ROOMY]);
    let proxy = Proxy::before_url(&one.url).await;
    let site = Behind(&region, proxy.url());
    let mut pupil = Visitor::new();
    let back = pupil.grant(&site, "granted-pupil").await;
    proxy.is(Mood::HoldsAnswers);
    let address = crate::visitor::Site::url(&site, &back);
    killed_in_the_middle(pupil.get(&address), proxy.holds(), one).await;
    assert_eq!(count(&region, "logins").await, 1, "written before the answer");
    assert!(!pupil.is_signed_in());

    let two = region.instance_with("two", &[ROOMY]);
    assert_eq!(location(&pupil.get(&two.at("/diary")).await), "/", "signed out");
    enter(&region, &two, "granted-pupil").await;
    drop(two);
    aftermath(&region).await;
}
