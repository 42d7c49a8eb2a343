//! The appeal form: the one thing that a person who was not let in can send us.

use super::{broken, forms, store_failed, too_many};
use crate::address::Address;
use crate::app::App;
use crate::incident::canonical;
use crate::limits::Limit;
use crate::pages::{self, AppealForm};
use crate::random;
use crate::store::{About, CaseId, NewCase, StoreError};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use esia_core::secrets::Personal;
use maud::Markup;
use serde::Deserialize;
use std::fmt;

/// What the form sends; `Debug` shows nothing of it.
#[derive(Deserialize)]
pub struct SentAppeal {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    school: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    words: String,
}

impl fmt::Debug for SentAppeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SentAppeal")
    }
}

/// `GET /appeal`: the empty form.
pub async fn appeal(State(app): State<App>, jar: CookieJar) -> Response {
    show(&app, jar, &AppealForm::default()).await
}

/// `POST /appeal/form`: the form with the code of the page that the person comes from.
pub async fn appeal_with_code(
    State(app): State<App>,
    jar: CookieJar,
    Form(sent): Form<SentAppeal>,
) -> Response {
    let code = if canonical(&sent.code).is_some() { sent.code } else { String::new() };
    show(&app, jar, &AppealForm { code, ..AppealForm::default() }).await
}

/// `GET /appeal/sent`.
pub async fn appealed() -> Markup {
    pages::appealed()
}

/// `POST /appeal`: takes an appeal in. Whether there is such a code the answer does not tell.
pub async fn send_appeal(
    State(app): State<App>,
    address: Address,
    jar: CookieJar,
    Form(sent): Form<SentAppeal>,
) -> Response {
    if !forms::is_ours(&app, &jar, &sent.csrf) || !forms::is_name(&sent.form) {
        return forms::expired();
    }
    let schools = match app.store.schools().await {
        Ok(schools) => schools,
        Err(error) => return store_failed(&app, &error),
    };
    let mut typed = AppealForm {
        code: sent.code,
        contact: sent.contact,
        words: sent.words,
        school: sent.school,
    };
    if let [only] = schools.as_slice() {
        only.clone_into(&mut typed.school);
    }
    let errors = errors(&typed, &schools);
    if !errors.is_empty() {
        let page = pages::appeal(&typed, &schools, &sent.csrf, &sent.form, &errors);
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    if !app.gate.lets_appeal(address) {
        return too_many(&app, Limit::AppealsOfAddress);
    }
    match take(&app, &typed, sent.form).await {
        Ok(false) => too_many(&app, Limit::AppealsOfAccount),
        Ok(true) => Redirect::to("/appeal/sent").into_response(),
        Err(error) => store_failed(&app, &error),
    }
}

async fn show(app: &App, jar: CookieJar, typed: &AppealForm) -> Response {
    let schools = match app.store.schools().await {
        Ok(schools) => schools,
        Err(error) => return store_failed(app, &error),
    };
    match forms::open(app, jar).and_then(|opened| Ok((opened, random::name()?))) {
        Ok(((jar, csrf), form)) => {
            (jar, pages::appeal(typed, &schools, &csrf, &form, &[])).into_response()
        }
        Err(error) => broken(app, "no_randomness", &error),
    }
}

fn errors(typed: &AppealForm, schools: &[String]) -> Vec<(&'static str, String)> {
    let mut errors = Vec::new();
    if !typed.code.trim().is_empty() && canonical(&typed.code).is_none() {
        errors.push(("code", String::from("В коде обращения двенадцать букв и цифр")));
    }
    if !schools.is_empty() && !schools.contains(&typed.school) {
        errors.push(("school", String::from("Выберите школу, которая ответит")));
    }
    if typed.contact.trim().is_empty() {
        errors.push(("contact", String::from("Напишите, как вам ответить")));
    }
    if typed.contact.chars().count() > 200 {
        errors.push(("contact", String::from("Не больше 200 знаков")));
    }
    if typed.words.chars().count() > 2000 {
        errors.push(("words", String::from("Не больше 2000 знаков")));
    }
    errors
}

/// Adds the appeal to its case; without a case of that code it begins one about nobody, under the
/// name of the form, so that a form sent twice is one appeal. Of one account so many are taken in
/// a day and no more.
async fn take(app: &App, typed: &AppealForm, form: String) -> Result<bool, StoreError> {
    let now = app.clock.now();
    let known = match canonical(&typed.code) {
        Some(code) => app.store.case_by_code(&code, now).await?,
        None => None,
    };
    let id = if let Some(case) = known {
        if case.appealed_at.is_none() && !case.subject.expose().is_empty() {
            let whose = format!("{} {}", case.issuer, case.subject.expose());
            let number = app.store.count(Limit::AppealsOfAccount, &whose, now).await?;
            if number > i64::from(app.settings.limits.appeals_of_account) {
                return Ok(false);
            }
        }
        case.id
    } else {
        let id = CaseId::new(form);
        let life = TimeDelta::from_std(app.settings.case_life).unwrap_or_default();
        let case = NewCase {
            code: &random::ticket()?,
            about: About::Nobody,
            account: ["", "", ""],
            person: &Personal::new(String::new()),
            decision: "",
            expires_at: now.checked_add_signed(life).unwrap_or(now),
        };
        app.store.open_case(&id, &case, now).await?;
        id
    };
    let contact = Personal::new(typed.contact.trim().to_owned());
    let words = Personal::new(typed.words.trim().to_owned());
    app.store.appeal(&id, &contact, &words, &typed.school, now).await?;
    Ok(true)
}
