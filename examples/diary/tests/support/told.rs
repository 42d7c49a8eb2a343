//! A consents platform whose answers the test writes.

use diary::platform::{Answer, ConsentsPlatform, PlatformError, SubjectNews};
use esia_core::account::SubjectId;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// Answers what it was told to; `None` is a platform that is away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told(pub(crate) Arc<Mutex<Option<Value>>>);

impl Told {
    pub(crate) fn says(&self, representatives: &[(&str, bool)], news: &[(&str, &str)]) {
        self.says_as_of("2026-11-22T12:00:00Z", representatives, news);
    }

    pub(crate) fn says_as_of(
        &self,
        as_of: &str,
        representatives: &[(&str, bool)],
        news: &[(&str, &str)],
    ) {
        let representatives: Vec<_> = representatives
            .iter()
            .map(|(handle, linked)| json!({"handle": handle, "linked": linked, "authority": true}))
            .collect();
        let news: Vec<_> = (1..)
            .zip(news)
            .map(|(sequence, (kind, by))| {
                json!({"sequence": sequence, "occurred_at": as_of, "kind": kind, "by": by})
            })
            .collect();
        *self.0.lock().unwrap() = Some(json!({
            "register": "a1", "as_of": as_of, "representatives": representatives, "news": news,
        }));
    }
}

impl ConsentsPlatform for Told {
    fn subject<'a>(&'a self, _: &'a SubjectId) -> Answer<'a, SubjectNews> {
        let told = self.0.lock().unwrap().clone();
        Box::pin(async move {
            let told = told.ok_or(PlatformError::Unreachable)?;
            serde_json::from_value(told).map_err(|_| PlatformError::Unreadable)
        })
    }

    fn request<'a>(&'a self, _: &'a SubjectId, _: &'a str) -> Answer<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}
