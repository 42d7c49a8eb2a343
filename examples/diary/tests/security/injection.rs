//! Texts that would be markup, SQL, a template or a formula, wherever a text gets in.

use crate::desk::look_up;
use crate::school::School;
use crate::visitor::{Visitor, field, location, support_code};
use diary::config::Settings;
use diary::family::{Child, Shown};
use diary::store::{Lesson, Record};
use esia_core::access::Policy;
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use families::journal;
use reqwest::StatusCode;

const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'; DROP TABLE records; --",
    "\\'; UPDATE staff SET role='head' --",
    "{{7*7}}${7*7}<%= 7*7 %>#{7*7}",
    "=HYPERLINK(\"http://evil.example\")",
    "</title><meta http-equiv=refresh content=0;url=//evil.example>",
];

/// A page on which a text of [`HOSTILE`] stands is still text.
fn is_inert(page: &str, path: &str) {
    // The one script of ours is a file, and its element holds no text.
    let page = page.replacen("<script src=\"/record.js\" defer></script>", "", 1);
    for mark in
        ["<script", "<img", "onerror=alert(1)>", "<meta http-equiv", "href=\"javascript", "<%="]
    {
        assert!(!page.contains(mark), "{path} holds {mark}");
    }
    assert!(!page.contains("{{49}}") && !page.contains("49#"), "{path} evaluates");
}

fn hostile(number: usize, text: &str, like: &Record) -> Record {
    let personal = || Personal::new(text.to_owned());
    Record {
        id: RecordId::new(format!("X{number}")),
        snils: personal(),
        last_name: personal(),
        first_name: personal(),
        middle_name: personal(),
        birth_date: personal(),
        cert_series: personal(),
        cert_number: personal(),
        class: text.to_owned(),
        school: text.to_owned(),
        school_year: text.to_owned(),
        pupil: Some(text.to_owned()),
        ..like.clone()
    }
}

async fn record_of(school: &School, person: &str) -> Record {
    let rows = journal::journal(school.demo.app.clock.today());
    let row = rows.iter().find(|row| row.person == person).unwrap();
    let id = RecordId::new(row.id.to_string());
    school.demo.app.store.record(&id).await.unwrap().unwrap()
}

/// T-15: a journal whose every cell is an attack is shown as text, at every page of the desk and of
/// the diary, and the tables are as they were.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_journal_is_text_on_every_page() {
    let school = School::open("sec-hostile").await;
    let store = &school.demo.app.store;
    let like = record_of(&school, "granted-pupil").await;
    let records = store.records().await.unwrap().len();
    for (number, text) in HOSTILE.iter().enumerate() {
        store.put_record(&hostile(number, text, &like)).await.unwrap();
    }
    assert_eq!(store.records().await.unwrap().len(), records + HOSTILE.len());
    let today = school.demo.app.clock.today();
    let lessons: Vec<_> = (1..)
        .zip(HOSTILE)
        .map(|(number, text)| {
            let (subject, homework) = (text.to_owned(), text.to_owned());
            (Lesson { day: today, number, subject, homework, mark: None }, Vec::new())
        })
        .collect();
    store.put_lessons(&like.class, &lessons).await.unwrap();

    let mut head = Visitor::new();
    head.sit_down(&school, "head").await;
    let mut pages = vec!["/desk/records".to_owned(), "/desk/check".into(), "/desk/history".into()];
    pages.extend((0..HOSTILE.len()).map(|number| format!("/desk/records/X{number}")));
    for text in HOSTILE {
        let query: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        pages.push(format!("/desk/records?class={query}&case={query}"));
        pages.push(format!("/desk/records/J01?case={query}"));
        pages.push(format!("/desk/records/{query}"));
        pages.push(format!("/desk/cases/{query}"));
        pages.push(format!("/desk/changes/{query}"));
    }
    for path in pages {
        let response = head.get(&school.url(&path)).await;
        let status = response.status();
        assert!(matches!(status, StatusCode::OK | StatusCode::NOT_FOUND), "{path}: {status}");
        is_inert(&response.text().await.unwrap(), &path);
    }
    let mut pupil = Visitor::new();
    let back = pupil.grant(&school, "granted-pupil").await;
    assert_eq!(location(&pupil.get(&back).await), "/diary");
    let diary = pupil.page(&school.url("/diary")).await;
    assert!(diary.contains("&lt;script&gt;"), "the lesson is there, as text");
    is_inert(&diary, "/diary");
    let staff = store.staff("support").await.unwrap().unwrap();
    assert_eq!(staff.role, diary::store::Role::Support);
}

/// T-25: what an appeal says and what a proposed change holds reach staff as text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_appeal_reaches_staff_as_text() {
    let school = School::open_with("sec-hostile-appeal", |settings| {
        settings.limits.appeals_of_account = 100;
    })
    .await;
    let mut secretary = Visitor::new();
    secretary.sit_down(&school, "secretary").await;
    for text in HOSTILE {
        let mut pupil = Visitor::new();
        let back = pupil.grant(&school, "misprint-pupil").await;
        let code = support_code(&pupil.page(&back).await);
        let form = pupil.page(&school.url("/appeal")).await;
        let (csrf, name) = (field(&form, "csrf"), field(&form, "form"));
        let wrong = [("csrf", csrf.as_str()), ("form", &name), ("code", text), ("words", text)];
        let response = pupil.post(&school.url("/appeal"), &wrong).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        is_inert(&response.text().await.unwrap(), "/appeal");
        let fields = [
            ("csrf", csrf.as_str()),
            ("form", name.as_str()),
            ("code", code.as_str()),
            ("contact", text),
            ("words", text),
        ];
        assert_eq!(location(&pupil.post(&school.url("/appeal"), &fields).await), "/appeal/sent");
        let case = look_up(&school, &mut secretary, &code).await.unwrap();
        for path in [format!("/desk/cases/{case}"), format!("/desk/cases/{case}/explain")] {
            is_inert(&secretary.page(&school.url(&path)).await, &path);
        }
        is_inert(&secretary.page(&school.url("/desk")).await, "/desk");
        // Names and passwords that are SQL sign nobody in.
        let mut thief = Visitor::new();
        let csrf = field(&thief.page(&school.url("/desk/sign-in")).await, "csrf");
        let fields = [("csrf", csrf.as_str()), ("login", text), ("password", text)];
        let response = thief.post(&school.url("/desk/sign-in"), &fields).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        is_inert(&response.text().await.unwrap(), "/desk/sign-in");
    }
}

/// T-15: a name as ESIA has it is text as well.
#[test]
fn a_hostile_name_of_a_child_is_text_on_the_parents_page() {
    let settings = Settings::on_loopback(Policy::default());
    let children = HOSTILE
        .map(|text| Child { name: Personal::new(text.to_owned()), shown: Shown::BeingChecked });
    let page = diary::pages::family(&children, &settings, "proof").into_string();
    assert!(page.contains("&lt;script&gt;"));
    is_inert(&page, "/family");
}
