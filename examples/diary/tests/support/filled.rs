//! A diary with invented records, logins, consents and cases in it.

use crate::told::Told;
use chrono::{DateTime, FixedOffset, NaiveDate};
use diary::consent::Consents;
use diary::store::{About, CaseId, Enrolment, Entrance, NewCase, Record, Store, StoredSignIn};
use esia_core::access::Policy;
use esia_core::account::{Contour, Subject, SubjectId};
use esia_core::record::RecordId;
use esia_core::secrets::{Personal, Secret};
use std::time::Duration;

pub(crate) fn noon() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T12:00:00+03:00").unwrap()
}

pub(crate) fn subject(id: &str) -> Subject {
    Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new(id.into()))
}

fn record(id: &str, last: &str) -> Record {
    let personal = |text: &str| Personal::new(text.to_owned());
    Record {
        id: RecordId::new(id.to_owned()),
        snils: personal(""),
        last_name: personal(last),
        first_name: personal("Анна"),
        middle_name: personal(""),
        birth_date: personal("05.03.2016"),
        cert_series: personal("III-МЮ"),
        cert_number: personal(id),
        class: "5А".to_owned(),
        school: String::new(),
        school_year: String::new(),
        enrolment: Enrolment::Active,
        pupil: None,
        version: 0,
    }
}

/// A pupil of this record: bound, consented to by a parent, once refused.
pub(crate) async fn pupil(store: &Store, record_id: &str, account: &str, last: &str) {
    let platform = Told::default();
    let parent = format!("r-{last}");
    platform.says(&[(&parent, true)], &[("requested", &parent), ("approved", &parent)]);
    let consents = Consents::new(platform, Policy::default(), Duration::from_mins(1));
    let born = NaiveDate::from_ymd_opt(2016, 3, 5).unwrap();
    store.put_record(&record(record_id, last)).await.unwrap();
    let who = subject(account);
    consents.standing(store, &who, born, noon()).await.unwrap();
    store.bind(&who, &RecordId::new(record_id.to_owned()), noon()).await.unwrap();
    let person = Personal::new(format!("{{\"lastName\":\"{last}\"}}"));
    let case = NewCase {
        code: account,
        about: About::Pupil,
        account: ["simulated", "http://stand/", account],
        person: &person,
        decision: "D-11",
        expires_at: noon() + Duration::from_hours(24),
    };
    store.open_case(&CaseId::new(format!("case-{account}")), &case, noon()).await.unwrap();
    let contact = Personal::new(format!("телефон родителя {last}"));
    let words = Personal::new(format!("не пускает {last}"));
    let case = CaseId::new(format!("case-{account}"));
    store.appeal(&case, &contact, &words, "", noon()).await.unwrap();
}

/// A sign-in that somebody has begun.
pub(crate) async fn begun(store: &Store) {
    let sign_in = StoredSignIn {
        browser_hash: diary::random::hash("browser"),
        pending: Secret::new("{}".to_owned()),
        entrance: Entrance::Pupil,
    };
    let expires_at = noon() + Duration::from_mins(10);
    store.begin_sign_in("state", &sign_in, expires_at).await.unwrap();
}
