//! Goal: a request that finds consent in force is met, and nobody of the staff hears of it; any
//! other conflict is a refusal.
//! Method: the platform of the stand.

use super::HttpPlatform;
use crate::clock::Clock;
use crate::demo::CLIENT_ID;
use crate::metrics::Metrics;
use crate::platform::{ConsentsPlatform as _, PlatformError};
use chrono::{FixedOffset, Offset as _, Utc};
use esia_core::account::SubjectId;
use esia_core::secrets::Secret;
use families::people;
use gosuslugi_stand::{Client, Stand};

fn pupil(key: &str) -> SubjectId {
    let zone: FixedOffset = Utc.fix();
    let person = people::person(key, Clock::system(zone).today()).unwrap();
    SubjectId::new(person.oid.to_string())
}

#[tokio::test]
async fn a_request_that_finds_consent_in_force_is_met() {
    let stand = Stand::start().await.unwrap();
    stand.register(Client::new(CLIENT_ID).with_consents_secret("a secret of tests"));
    let platform = HttpPlatform::new(
        reqwest::Client::new(),
        stand.base_url().to_owned(),
        Secret::new(String::from("a secret of tests")),
        Metrics::new().calls,
    );
    let (granted, asked) = (pupil("granted-pupil"), pupil("asked-pupil"));
    assert_eq!(platform.request(&granted, "first").await, Ok(()), "there is nothing to ask");
    assert_eq!(platform.request(&asked, "second").await, Ok(()), "the parents are asked");
    let reused = platform.request(&pupil("misprint-pupil"), "second").await;
    assert_eq!(reused, Err(PlatformError::Refused { status: 409 }), "the key of another pupil");
}
