//! Goal: a login lives as long as its settings say, idle and in all, and so does a support code.
//! Method: a life of no time at all; what was opened a moment ago is over.

use crate::school::School;
use crate::visitor::{Visitor, field, location, support_code};
use reqwest::StatusCode;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_of_a_pupil_ends_after_its_life_and_after_idling() {
    for name in ["life-idle", "life-absolute"] {
        let school = School::open_with(name, |settings| {
            if name == "life-idle" {
                settings.login_idle = Duration::ZERO;
            } else {
                settings.login_life = Duration::ZERO;
            }
        })
        .await;
        let mut pupil = Visitor::new();
        let back = pupil.grant(&school, "granted-pupil").await;
        assert_eq!(location(&pupil.get(&back).await), "/diary");
        assert_eq!(location(&pupil.get(&school.url("/diary")).await), "/", "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_of_a_parent_ends_after_its_life() {
    let school = School::open_with("life-parent", |settings| {
        settings.parent_login_life = Duration::ZERO;
    })
    .await;
    let mut parent = Visitor::new();
    let response = parent.enter_as_parent(&school, "granted-mother").await;
    assert_eq!(location(&response), "/family");
    assert_eq!(location(&parent.get(&school.url("/family")).await), "/");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_of_staff_ends_after_its_life() {
    let school = School::open_with("life-staff", |settings| {
        settings.staff_login_idle = Duration::ZERO;
    })
    .await;
    let mut head = Visitor::new();
    head.sit_down(&school, "head").await;
    assert_eq!(location(&head.get(&school.url("/desk")).await), "/desk/sign-in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_support_code_leads_nowhere_once_its_life_is_over() {
    let school = School::open_with("life-code", |settings| {
        settings.case_life = Duration::ZERO;
    })
    .await;
    let mut pupil = Visitor::new();
    let back = pupil.grant(&school, "misprint-pupil").await;
    let code = support_code(&pupil.get(&back).await.text().await.unwrap());
    let mut secretary = Visitor::new();
    secretary.sit_down(&school, "secretary").await;
    let csrf = field(&secretary.page(&school.url("/desk")).await, "csrf");
    let fields = [("csrf", csrf.as_str()), ("code", code.as_str())];
    let response = secretary.post(&school.url("/desk/code"), &fields).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
}
