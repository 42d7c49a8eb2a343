//! Goal: whoever was not let in can turn to the school, and nothing is told to whoever guesses.
//! Method: the form is sent rightly, twice, forged, empty and too long; both routes of Q-13.

use crate::school::School;
use crate::visitor::{Visitor, field, location, support_code};
use diary::config::AppealRoute;
use reqwest::StatusCode;

/// The refusal page of a pupil whose record carries a typo.
async fn refusal(school: &School) -> String {
    let mut visitor = Visitor::new();
    let back = visitor.grant(school, "misprint-pupil").await;
    visitor.get(&back).await.text().await.unwrap()
}

async fn send(visitor: &mut Visitor, school: &School, form: &str, code: &str) -> reqwest::Response {
    let fields = [
        ("csrf", field(form, "csrf")),
        ("form", field(form, "form")),
        ("code", code.to_owned()),
        ("contact", "mama@pochta.example".to_owned()),
        ("words", "Не открывается дневник <b>дочери</b>".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    visitor.post(&school.url("/appeal"), &fields).await
}

async fn waiting(school: &School) -> usize {
    school.demo.app.store.open_appeals(school.demo.app.clock.now()).await.unwrap().len()
}

///
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_appeal_with_a_code_reaches_the_queue_once_however_often_it_is_sent() {
    let school = School::open("appeal").await;
    let page = refusal(&school).await;
    assert!(page.contains("ОБРАТИТЬСЯ В ОРГАНИЗАЦИЮ"));
    let code = support_code(&page);
    let mut person = Visitor::new();
    let response = person.post(&school.url("/appeal/form"), &[("code", &code)]).await;
    let form = response.text().await.unwrap();
    assert_eq!(field(&form, "code"), code, "the code is filled in");
    for _ in 0..2 {
        let response = send(&mut person, &school, &form, &code).await;
        assert_eq!(location(&response), "/appeal/sent");
    }
    assert_eq!(waiting(&school).await, 1);

    let mut secretary = Visitor::new();
    secretary.sit_down(&school, "secretary").await;
    let queue = secretary.page(&school.url("/desk")).await;
    assert!(queue.contains("1 обращение ждёт ответа"));
    let (_, rest) = queue.split_once("href=\"/desk/cases/").unwrap();
    let id = rest.split('"').next().unwrap();
    let case = secretary.page(&school.url(&format!("/desk/cases/{id}"))).await;
    assert!(case.contains("mama@pochta.example"));
    assert!(case.contains("&lt;b&gt;дочери&lt;/b&gt;"), "words are text, whatever they hold");
    let csrf = field(&case, "csrf");
    let close = school.url(&format!("/desk/cases/{id}/close"));
    assert_eq!(location(&secretary.post(&close, &[("csrf", &csrf)]).await), "/desk");
    assert_eq!(waiting(&school).await, 0);
}

/// T-16: a code that is nobody's is taken like one that is somebody's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_does_not_tell_whether_a_code_is_somebodys() {
    let school = School::open("appeal-guess").await;
    for code in ["7K2M-9QXA-03TD", ""] {
        let mut person = Visitor::new();
        let form = person.page(&school.url("/appeal")).await;
        for _ in 0..2 {
            let response = send(&mut person, &school, &form, code).await;
            assert_eq!(location(&response), "/appeal/sent");
        }
    }
    assert_eq!(waiting(&school).await, 2, "one for each form");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_forged_expired_or_filled_in_wrongly_changes_nothing() {
    let school = School::open("appeal-bad").await;
    let mut person = Visitor::new();
    let form = person.page(&school.url("/appeal")).await;
    let (csrf, name) = (field(&form, "csrf"), field(&form, "form"));
    let address = school.url("/appeal");

    let mut stranger = Visitor::new();
    let fields = [("csrf", csrf.as_str()), ("form", &name), ("contact", "x")];
    let response = stranger.post(&address, &fields).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "another browser");
    let fields = [("csrf", "made up"), ("form", name.as_str()), ("contact", "x")];
    assert_eq!(person.post(&address, &fields).await.status(), StatusCode::FORBIDDEN);

    let long = "я".repeat(2001);
    for (code, contact, words, told) in [
        ("", "", "", "Напишите, как вам ответить"),
        ("123", "x", "", "двенадцать букв и цифр"),
        ("", "x", long.as_str(), "Не больше 2000 знаков"),
    ] {
        let fields = [
            ("csrf", csrf.as_str()),
            ("form", name.as_str()),
            ("code", code),
            ("contact", contact),
            ("words", words),
        ];
        let response = person.post(&address, &fields).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(response.text().await.unwrap().contains(told), "{told}");
    }
    assert_eq!(waiting(&school).await, 0);
}

///
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_the_route_of_the_first_instruction_the_words_lead_to_the_regions_form() {
    let school = School::open_with("appeal-route", |settings| {
        settings.appeal_route = AppealRoute::Feedback;
        settings.appeal_url = String::from("https://feedback.example/form");
    })
    .await;
    let page = refusal(&school).await;
    assert!(page.contains("href=\"https://feedback.example/form\">форму обратной связи</a>"));
    assert!(!page.contains("ОБРАТИТЬСЯ В ОРГАНИЗАЦИЮ"));
}

/// what a message asks for stands beneath it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_message_has_its_next_step() {
    let school = School::open("next-steps").await;
    for (person, told) in [
        ("asked-pupil", "id=\"consents-link\""),
        ("adult-pupil", "id=\"consents-link\""),
        ("teen-unlinked", "id=\"link-steps\""),
        ("misprint-pupil", "id=\"appeal\""),
    ] {
        let mut visitor = Visitor::new();
        let back = visitor.grant(&school, person).await;
        let page = visitor.get(&back).await.text().await.unwrap();
        assert!(page.contains(told), "{person}");
        assert_eq!(support_code(&page).len(), 14, "{person} has a support code");
    }
}
