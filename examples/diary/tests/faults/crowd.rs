//! Very many at once.

use crate::aftermath::aftermath;
use crate::place;
use crate::region::{At, Instance, Region, clock};
use crate::told::Told;
use crate::visitor::{Visitor, location};
use crate::ways::ROOMY;
use diary::consent::Consents;
use diary::store::Store;
use esia_core::access::{ConsentState, Policy};
use esia_core::account::{Contour, Subject, SubjectId};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

fn subject(number: u32) -> Subject {
    let id = SubjectId::new((1_000_000_000 + number).to_string());
    Subject::new(Contour::Simulated, "http://issuer/".to_owned(), id)
}

/// Ten thousand children of whom nobody has heard, at the store and its consents: signing that many
/// in through a build for tests would take an hour, and almost all of it in cryptography. It is a file
/// on either run of the tests: a server for tests takes minutes for as many.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_ten_thousand_children_at_once_each_has_its_history_once() {
    const CHILDREN: u32 = 10_000;
    let place = place::file("crowd");
    let stores = [Store::at(&place).await.unwrap(), Store::at(&place).await.unwrap()];
    let platform = Told::default();
    platform.says(&[("p", true)], &[("approved_in_advance", "p")]);
    let consents = Consents::new(platform, Policy::default(), Duration::from_mins(1));
    let consents = Arc::new(consents);
    let born = clock().today() - chrono::TimeDelta::days(3700);
    let mut crowd = JoinSet::new();
    // Each comes twice, to two instances.
    for number in 0..CHILDREN {
        for store in &stores {
            let (store, consents) = (store.clone(), Arc::clone(&consents));
            crowd.spawn(async move {
                let now = clock().now();
                loop {
                    // A busy file tells some to come again.
                    if let Ok(standing) =
                        consents.standing(&store, &subject(number), born, now).await
                    {
                        return standing.consent.state;
                    }
                }
            });
        }
    }
    while let Some(state) = crowd.join_next().await {
        assert_eq!(state.unwrap(), ConsentState::GrantedByParent);
    }
    let [store, _] = stores;
    for number in 0..CHILDREN {
        let history = store.consent_history(&subject(number)).await.unwrap().unwrap();
        assert_eq!(history.events.len(), 1, "{number}");
    }
}

async fn enters(region: &Region, instance: &Instance, person: &str) {
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(region, instance), person).await;
    assert_eq!(location(&pupil.get(&instance.at(&back)).await), "/diary", "{person}");
}

/// Two hundred at once, to two instances, over HTTP with real signatures.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_hundreds_who_sign_in_at_once_everybody_is_let_in() {
    let region = Region::found("hundreds").await;
    let one = region.instance_with("one", &[ROOMY]);
    let two = region.instance_with("two", &[ROOMY]);
    let pupils = ["granted-pupil", "withdrawal-pupil"].into_iter().cycle().take(200);
    let come = pupils.zip([&one, &two, &two].into_iter().cycle());
    futures_of(come.map(|(person, instance)| enters(&region, instance, person))).await;
    drop((one, two));
    aftermath(&region).await;
}

/// Drives all of them at once.
async fn futures_of(futures: impl Iterator<Item = impl Future<Output = ()>>) {
    let mut left: Vec<_> = futures.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        left.retain_mut(|future| future.as_mut().poll(context).is_pending());
        if left.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}
