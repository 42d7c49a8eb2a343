//! A consents platform that is late, down, or answers something else.

use crate::aftermath::{aftermath, count, rows};
use crate::proxy::Mood;
use crate::region::{At, Instance, Region};
use crate::visitor::{Visitor, location};
use crate::ways::{Ways, enter, until};
use diary::demo::CLIENT_ID;
use gosuslugi_stand::Act;
use reqwest::StatusCode;
use sqlx::Row as _;

/// The message that a pupil is refused with, who signs in.
async fn refusal(region: &Region, instance: &Instance, person: &str) -> String {
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(region, instance), person).await;
    let answer = pupil.get(&instance.at(&back)).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(!pupil.is_signed_in());
    let page = answer.text().await.unwrap();
    let (_, rest) = page.split_once("data-message=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// T-21: whoever was never heard of is not let in, whatever is wrong with the platform.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_platform_is_late_or_down_or_talks_nonsense_consent_is_unknown() {
    let region = Region::found("platform").await;
    let ways = Ways::of(&region).await;
    let one = ways.instance(&region, "one");
    for mood in [Mood::Cuts, Mood::Garbles, Mood::HoldsAnswers] {
        ways.platform.is(mood);
        assert_eq!(refusal(&region, &one, "granted-pupil").await, "M-5", "{mood:?}");
    }
    assert_eq!(count(&region, "logins").await, 0);
    ways.platform.is(Mood::Passes);
    enter(&region, &one, "granted-pupil").await;
    drop(one);
    aftermath(&region).await;
}

/// T-08, T-21: a login lives on the platform's last word for the bound that is set, and no longer;
/// the withdrawal counts once, however often it is heard.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawal_that_is_heard_late_ends_the_login_within_the_bound_and_counts_once() {
    let region = Region::found("late-withdrawal").await;
    let ways = Ways::of(&region).await;
    let settings = |name| {
        let (esia, platform) = (ways.esia.url(), ways.platform.url());
        let settings = [
            ("DIARY_CONSENTS_STALENESS_SECONDS", "2"),
            ("DIARY_ESIA_BASE_URL", esia.as_str()),
            ("DIARY_ESIA_ISSUER", region.stand.issuer()),
            ("DIARY_CONSENTS_URL", platform.as_str()),
        ];
        region.instance_with(name, &settings)
    };
    let (one, two) = (settings("one"), settings("two"));
    let mut pupil = enter(&region, &one, "withdrawal-pupil").await;
    let mut another = enter(&region, &two, "withdrawal-pupil").await;
    ways.platform.is(Mood::Cuts);
    region.stand.act("withdrawal-mother", "withdrawal-pupil", CLIENT_ID, Act::Withdraw).unwrap();
    until(async || pupil.get(&one.at("/diary")).await.status() != StatusCode::OK).await;
    ways.platform.is(Mood::Passes);
    let (first, second) = tokio::join!(
        refusal(&region, &one, "withdrawal-pupil"),
        refusal(&region, &two, "withdrawal-pupil")
    );
    assert_eq!((first.as_str(), second.as_str()), ("M-9", "M-9"));
    assert_eq!(location(&another.get(&two.at("/diary")).await), "/");
    drop((one, two));
    let kept = rows(&region.database, "SELECT event FROM consent_events").await;
    let is_withdrawal = |event: &String| event.contains("\"kind\":\"withdrawn\"");
    let withdrawals = kept.iter().map(|row| row.get("event")).filter(is_withdrawal).count();
    assert_eq!((withdrawals, count(&region, "logins").await), (1, 0));
    aftermath(&region).await;
}
