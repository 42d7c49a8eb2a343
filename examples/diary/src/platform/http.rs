//! The adapter to the simulated stand's consents platform.

use super::{Answer, ConsentsPlatform, PlatformError, SubjectNews};
use crate::clock::Stopwatch;
use crate::http::read_bounded;
use crate::metrics::{Calls, Ending, Peer};
use esia_core::account::SubjectId;
use esia_core::secrets::Secret;
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

/// The purpose that the diary asks consent for.
const PURPOSE: &str = "electronic-school-sign-in";

/// A consents platform that is spoken to over HTTP.
#[derive(Clone, Debug)]
pub struct HttpPlatform {
    client: reqwest::Client,
    base: String,
    secret: Secret,
    calls: Calls,
}

impl HttpPlatform {
    /// A platform at `base` (no slash at its end), which knows us by `secret`.
    #[must_use]
    pub const fn new(client: reqwest::Client, base: String, secret: Secret, calls: Calls) -> Self {
        Self { client, base, secret, calls }
    }

    fn note<T>(
        &self,
        call: &'static str,
        answer: Result<T, PlatformError>,
        watch: &Stopwatch,
    ) -> Result<T, PlatformError> {
        let ending = match &answer {
            Ok(_) => Ending::Ok,
            Err(PlatformError::Unreachable) => Ending::Unreachable,
            Err(PlatformError::Refused { .. }) => Ending::Refused,
            Err(PlatformError::Unreadable) => Ending::Unreadable,
        };
        self.calls.note(Peer::Consents, call, ending, watch);
        answer
    }

    async fn news(&self, subject: &SubjectId) -> Result<SubjectNews, PlatformError> {
        let path = format!("{}/consents-platform/v1/subjects/{}", self.base, subject.expose());
        let response = self.send(self.client.get(path)).await?;
        let body = read_bounded(response).await.map_err(|_| PlatformError::Unreachable)?;
        serde_json::from_slice(&body).map_err(|_| PlatformError::Unreadable)
    }

    async fn ask(&self, subject: &SubjectId, key: &str) -> Result<(), PlatformError> {
        let number: u64 = subject.expose().parse().map_err(|_| PlatformError::Unreadable)?;
        let body = json!({ "subject": number, "purpose": PURPOSE, "idempotency_key": key });
        let path = format!("{}/consents-platform/v1/requests", self.base);
        let response = self.answer(self.client.post(path).json(&body)).await?;
        let status = response.status();
        // Consent is given or in dispute there: nothing is left to ask for, and the news say so.
        if status == StatusCode::CONFLICT && is_in_force(response).await {
            return Ok(());
        }
        accepted(status)
    }

    async fn send(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<reqwest::Response, PlatformError> {
        let response = self.answer(request).await?;
        accepted(response.status()).map(|()| response)
    }

    async fn answer(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<reqwest::Response, PlatformError> {
        request
            .bearer_auth(self.secret.expose())
            .timeout(Duration::from_secs(5))
            .send()
            .await
            .map_err(|_| PlatformError::Unreachable)
    }
}

fn accepted(status: StatusCode) -> Result<(), PlatformError> {
    if status.is_success() {
        return Ok(());
    }
    Err(PlatformError::Refused { status: status.as_u16() })
}

/// The platform's error.
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

async fn is_in_force(response: reqwest::Response) -> bool {
    let body = read_bounded(response).await.unwrap_or_default();
    serde_json::from_slice::<Refusal>(&body).is_ok_and(|refusal| refusal.error == "in_force")
}

impl ConsentsPlatform for HttpPlatform {
    fn subject<'a>(&'a self, subject: &'a SubjectId) -> Answer<'a, SubjectNews> {
        Box::pin(async move {
            let watch = Stopwatch::start();
            self.note("subject", self.news(subject).await, &watch)
        })
    }

    fn request<'a>(&'a self, subject: &'a SubjectId, idempotency_key: &'a str) -> Answer<'a, ()> {
        Box::pin(async move {
            let watch = Stopwatch::start();
            self.note("request", self.ask(subject, idempotency_key).await, &watch)
        })
    }
}

#[cfg(test)]
mod tests;
