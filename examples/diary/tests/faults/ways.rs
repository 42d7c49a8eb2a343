//! What the faults have in common: instances with proxies of ours on their ways, and a kill in the
//! middle of a request.

use crate::proxy::Proxy;
use crate::region::{At, Instance, Region};
use crate::visitor::{Site, Visitor, location};
use gosuslugi_stand::Stand;
use reqwest::StatusCode;
use std::time::Duration;

/// All visitors come from one address.
pub(crate) const ROOMY: (&str, &str) = ("DIARY_LIMITS_SIGN_INS_PER_MINUTE", "1000000");

/// An instance that speaks with ESIA and the consents platform through proxies of ours.
pub(crate) struct Ways {
    pub(crate) esia: Proxy,
    pub(crate) platform: Proxy,
}

impl Ways {
    pub(crate) async fn of(region: &Region) -> Self {
        let stand = region.stand.base_url();
        Self { esia: Proxy::before_url(stand).await, platform: Proxy::before_url(stand).await }
    }

    pub(crate) fn instance(&self, region: &Region, name: &str) -> Instance {
        let (esia, platform) = (self.esia.url(), self.platform.url());
        let settings = [
            ROOMY,
            ("DIARY_ESIA_BASE_URL", esia.as_str()),
            ("DIARY_ESIA_ISSUER", region.stand.issuer()),
            ("DIARY_CONSENTS_URL", platform.as_str()),
        ];
        region.instance_with(name, &settings)
    }
}

/// The diary as browsers find it behind a proxy.
pub(crate) struct Behind<'r>(pub(crate) &'r Region, pub(crate) String);

impl Site for Behind<'_> {
    fn url(&self, path: &str) -> String {
        format!("{}{}", self.1, path.strip_prefix(crate::region::PUBLIC).unwrap_or(path))
    }

    fn stand(&self) -> &Stand {
        &self.0.stand
    }

    fn password_of(&self, _login: &str) -> String {
        String::from(crate::region::PASSWORD)
    }
}

/// Waits until something holds; that it never does is a failure, not a pause.
pub(crate) async fn until(mut holds: impl AsyncFnMut() -> bool) {
    let waited = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(2), waited).await.expect("it holds at last");
}

/// A pupil who signs in at this instance and finds the diary.
pub(crate) async fn enter(region: &Region, instance: &Instance, person: &str) -> Visitor {
    let mut visitor = Visitor::new();
    let back = visitor.grant(&At(region, instance), person).await;
    assert_eq!(location(&visitor.get(&instance.at(&back)).await), "/diary", "{person}");
    assert_eq!(visitor.get(&instance.at("/diary")).await.status(), StatusCode::OK, "{person}");
    visitor
}

/// Somebody sits down at the desk of this instance.
pub(crate) async fn sat_down(region: &Region, instance: &Instance, login: &str) -> Visitor {
    let mut visitor = Visitor::new();
    visitor.sit_down(&At(region, instance), login).await;
    visitor
}

/// Sends a request, waits until it is where it is to be, and kills whoever was at it.
pub(crate) async fn killed_in_the_middle(
    request: impl Future<Output = reqwest::Response>,
    reached: impl Future<Output = ()>,
    instance: Instance,
) {
    tokio::select! {
        biased;
        () = async { reached.await; instance.kill() } => {}
        answer = request => panic!("answered with {} before the kill", answer.status()),
    }
}
