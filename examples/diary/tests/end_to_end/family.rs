//! Goal: a parent who signs in sees each child's own answer and nobody else's child.
//! Method: invented parents through the stand; each answer of P-01 to P-07 on the page itself.

use crate::school::School;
use crate::visitor::{Visitor, field, location, support_code};
use gosuslugi_stand::Fault;
use reqwest::StatusCode;

/// How often a child's answer stands on the page.
fn answers(page: &str, answer: &str) -> usize {
    page.matches(&format!("data-child=\"{answer}\"")).count()
}

/// P-04, P-05, P-06, P-07.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_parent_sees_what_becomes_of_each_child() {
    let school = School::open("parents").await;
    // Shown, not found, being checked, none.
    let expected = [
        ("granted-mother", [1, 0, 0, 0]),
        ("twins-mother", [2, 0, 0, 0]),
        ("absent-mother", [1, 1, 0, 0]),
        ("misprint-mother", [0, 1, 0, 0]),
        ("certificate-mother", [1, 0, 0, 0]),
        ("ward-guardian", [1, 0, 0, 0]),
        ("teen-unlinked-mother", [1, 0, 0, 0]),
        ("simplified-mother", [0, 0, 1, 0]),
        ("adult-child-mother", [0, 0, 0, 1]),
        ("deputy-head", [0, 0, 0, 1]),
    ];
    for (person, counts) in expected {
        let page = Visitor::new().family(&school, person).await;
        let answers =
            ["shown", "not-found", "being-checked", "none"].map(|answer| answers(&page, answer));
        assert_eq!(answers, counts, "{person}");
    }
}

/// T-24, I-22.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parent_reads_the_diary_of_an_own_child_and_of_no_other() {
    let school = School::open("parent-diary").await;
    let mut parent = Visitor::new();
    let page = parent.family(&school, "absent-mother").await;
    assert!(page.contains("Захар Неучтённый") && page.contains("Злата Неучтённая"));
    assert!(page.contains("href=\"/family/J21\""), "the child that was found");
    let diary = parent.page(&school.url("/family/J21")).await;
    assert!(diary.contains("Дневник: Захар, 6В класс"));
    for other in ["J01", "J22", "J99", "J21%00"] {
        let response = parent.get(&school.url(&format!("/family/{other}"))).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{other}");
    }
    assert_eq!(location(&parent.get(&school.url("/diary")).await), "/", "a parent is no pupil");
}

/// P-02, R-66.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_account_is_not_confirmed_is_nobodys_parent() {
    let school = School::open("no-parent").await;
    for person in ["granted-pupil", "simplified-teen"] {
        let response = Visitor::new().enter_as_parent(&school, person).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{person}");
        let page = response.text().await.unwrap();
        assert!(page.contains("data-message=\"M-3\""), "{person}");
    }
}

/// P-01.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parent_whose_sign_in_fails_is_told_to_try_again() {
    let school = School::open("parent-fails").await;
    school.demo.stand.faults().set(Fault::ForgedTokens);
    let response = Visitor::new().enter_as_parent(&school, "granted-mother").await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(response.text().await.unwrap().contains("data-message=\"M-1\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parents_login_ends_with_the_form_of_its_own_page_and_no_other() {
    let school = School::open("parent-out").await;
    let mut parent = Visitor::new();
    let page = parent.family(&school, "granted-mother").await;
    let stolen = parent.cookies.clone();
    let response = parent.post(&school.url("/logout"), &[("csrf", "made up")]).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(parent.page(&school.url("/family")).await.contains("Дневники детей"));

    let csrf = field(&page, "csrf");
    let response = parent.post(&school.url("/logout"), &[("csrf", &csrf)]).await;
    assert_eq!(location(&response), "/signed-out");
    let out = parent.page(&school.url("/signed-out")).await;
    assert!(out.contains("/idp/ext/Logout?client_id=ELSH01721"), "and out of ESIA too");
    parent.cookies = stolen;
    assert_eq!(location(&parent.get(&school.url("/family")).await), "/", "the login is over");
    let again = parent.post(&school.url("/logout"), &[("csrf", &csrf)]).await;
    assert_eq!(location(&again), "/", "a second press of the button does no harm");
}

/// A shared computer: who comes next does not find the family of the one before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pupil_who_signs_in_after_a_parent_ends_the_parents_login() {
    let school = School::open("parent-shared").await;
    let mut visitor = Visitor::new();
    visitor.family(&school, "granted-mother").await;
    let before = visitor.cookies.clone();
    let back = visitor.grant(&school, "asked-pupil").await;
    visitor.get(&back).await;
    assert_eq!(location(&visitor.get(&school.url("/family")).await), "/");
    visitor.cookies = before;
    assert_eq!(location(&visitor.get(&school.url("/family")).await), "/");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pupils_diary_has_a_week_with_marks_and_weeks_around_it() {
    let school = School::open("week").await;
    let mut pupil = Visitor::new();
    let back = pupil.grant(&school, "granted-pupil").await;
    assert_eq!(location(&pupil.get(&back).await), "/diary");
    let page = pupil.page(&school.url("/diary")).await;
    assert!(page.contains("Дневник: Пётр, 4А класс"));
    assert!(page.contains("понедельник") && page.contains("пятница"));
    assert_eq!(page.matches("<table").count(), 5, "five school days");
    let (_, rest) = page.split_once("href=\"/diary?week=").unwrap();
    let before = rest.split('"').next().unwrap();
    let last_week = pupil.page(&school.url(&format!("/diary?week={before}"))).await;
    assert!(last_week.contains("<td>5</td>") || last_week.contains("<td>4</td>"), "marks");
    let far = pupil.page(&school.url("/diary?week=2001-01-01")).await;
    assert!(far.contains("На этой неделе уроков нет."));
    let nonsense = pupil.page(&school.url("/diary?week=%3Cscript%3E")).await;
    assert!(nonsense.contains("Дневник: Пётр"), "a week that is none is this week");
}

/// P-06, R-75: the code of a child that was not found leads staff to that child's case.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_code_of_a_child_that_was_not_found_leads_staff_to_its_case() {
    let school = School::open("parent-code").await;
    let page = Visitor::new().family(&school, "misprint-mother").await;
    let code = support_code(&page);
    let mut secretary = Visitor::new();
    secretary.sit_down(&school, "secretary").await;
    let queue = secretary.page(&school.url("/desk")).await;
    let fields = [("csrf", field(&queue, "csrf")), ("code", code)];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let case = location(&secretary.post(&school.url("/desk/code"), &fields).await);
    let page = secretary.page(&school.url(&case)).await;
    assert!(page.contains("в номере СНИЛС переставлены 7-я и 8-я цифры"), "{page}");
}
