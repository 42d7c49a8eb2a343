//! Goal: a journal from a file reaches the register only as two people saw it, all rows or none.
//! Method: files made from the register itself, sent as a browser sends them; the same twice, from
//! two tabs, by the wrong person, and after the register has changed.

use crate::school::School;
use crate::visitor::{Visitor, field, location};
use diary::store::Record;
use esia_core::record::RecordId;
use reqwest::{Response, StatusCode};
use std::fmt::Write as _;

pub(crate) async fn sat_down(school: &School, login: &str) -> Visitor {
    let mut visitor = Visitor::new();
    visitor.sit_down(school, login).await;
    visitor
}

/// Sends a file to be checked.
pub(crate) async fn check(school: &School, staff: &mut Visitor, file: &[u8]) -> Response {
    let address = school.url("/desk/upload");
    let csrf = field(&staff.page(&address).await, "csrf");
    staff.post_file(&address, &csrf, "journal.csv", file).await
}

pub(crate) async fn version(school: &School) -> i64 {
    school.demo.app.store.register_version().await.unwrap()
}

async fn record(school: &School, id: &str) -> Record {
    school.demo.app.store.record(&RecordId::new(id.into())).await.unwrap().unwrap()
}

/// A file that says of J01 what the register says, moves J03 to another class, and brings one new
/// pupil.
pub(crate) async fn journal(school: &School) -> String {
    let mut file = String::from("ид;Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Класс;Телефон\n");
    for (id, class) in [("J01", None), ("J03", Some("9Я"))] {
        let row = record(school, id).await;
        writeln!(
            file,
            "{id};{};{};;{};;{};1",
            row.last_name.expose().to_uppercase(),
            row.first_name.expose(),
            row.birth_date.expose(),
            class.unwrap_or(&row.class),
        )
        .unwrap();
    }
    file + "NEW-1;Свежакова;Злата;;05.03.2014;112-233-445 95;5А;1\n"
}

/// Has the file checked and hands it over; the address of the change.
async fn hand_over(school: &School, staff: &mut Visitor, file: &str) -> Response {
    let checked = location(&check(school, staff, file.as_bytes()).await);
    let csrf = field(&staff.page(&school.url(&checked)).await, "csrf");
    staff.post(&school.url(&checked), &[("csrf", &csrf)]).await
}

pub(crate) async fn decide(
    school: &School,
    staff: &mut Visitor,
    change: &str,
    word: &str,
) -> Response {
    let csrf = field(&staff.page(&school.url(change)).await, "csrf");
    staff.post(&school.url(change), &[("csrf", &csrf), ("decision", word)]).await
}

/// I-24, T-25.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journal_is_checked_by_one_and_taken_in_by_another_all_at_once() {
    let school = School::open("upload-whole").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let before = (version(&school).await, school.demo.app.store.records().await.unwrap().len());
    let file = journal(&school).await;
    let checked = location(&check(&school, &mut secretary, file.as_bytes()).await);
    let page = secretary.page(&school.url(&checked)).await;
    for told in [
        "id=\"upload-new\">1<",
        "id=\"upload-changed\">1<",
        "id=\"upload-unchanged\">1<",
        "id=\"upload-refused\">0<",
        "«Телефон»",
        "С•••",
        "•••-•••-••• 95",
        "<td>9Я</td>",
        "в журнале нет свидетельства о рождении",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let missing = format!("id=\"upload-missing\">{}<", before.1 - 2);
    assert!(page.contains(&missing), "{missing}: {page}");
    for value in ["Свежакова", "112-233-445", "05.03.2014", "Опечаткина"] {
        assert!(!page.contains(value), "{value} is on the page");
    }

    let csrf = field(&page, "csrf");
    let fields = [("csrf", csrf.as_str())];
    let change = location(&secretary.post(&school.url(&checked), &fields).await);
    let again = location(&secretary.post(&school.url(&checked), &fields).await);
    assert_eq!(change, again, "a form that is sent twice is one change");
    assert_eq!(version(&school).await, before.0, "nothing has changed yet");
    let response = decide(&school, &mut secretary, &change, "approve").await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "not by who proposed it");

    let mut head = sat_down(&school, "head").await;
    assert!(head.page(&school.url("/desk/changes")).await.contains("загрузка журнала, 2 записи"));
    for _ in 0..2 {
        let response = decide(&school, &mut head, &change, "approve").await;
        assert_eq!(location(&response), change);
    }
    assert_eq!(version(&school).await, before.0 + 1, "raised once");
    assert_eq!(school.demo.app.store.records().await.unwrap().len(), before.1 + 1);
    let mended = record(&school, "J03").await;
    assert_eq!((mended.class.as_str(), mended.snils.expose()), ("9Я", "100-006-412 46"));
    assert_eq!(mended.last_name.expose(), "Опечаткина", "what reads alike keeps its spelling");
    assert_eq!(record(&school, "NEW-1").await.snils.expose(), "112-233-445 95");
    let history = head.page(&school.url("/desk/history")).await;
    for told in ["проверка файла журнала", "изменение предложено", "изменение подтверждено"]
    {
        assert_eq!(history.matches(told).count(), 1, "{told}");
    }
    let same = location(&check(&school, &mut secretary, file.as_bytes()).await);
    let page = secretary.page(&school.url(&same)).await;
    assert!(page.contains("id=\"nothing-new\"") && !page.contains("id=\"hand-over\""), "{page}");
    let response = secretary.post(&school.url(&same), &fields).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "nothing to hand over");
    crate::log::holds_none_of(&["Свежаков", "СВЕЖАКОВ", "112-233-445"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_second_person_turns_down_changes_nothing() {
    let school = School::open("upload-declined").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let mut head = sat_down(&school, "head").await;
    let before = version(&school).await;
    let file = journal(&school).await;
    let change = location(&hand_over(&school, &mut secretary, &file).await);
    decide(&school, &mut head, &change, "reject").await;
    assert!(head.page(&school.url(&change)).await.contains("отклонено"));
    assert_eq!(version(&school).await, before);
    assert_ne!(record(&school, "J03").await.class, "9Я");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_register_that_changed_since_the_check_is_a_conflict_and_is_not_overwritten() {
    let school = School::open("upload-stale").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let mut head = sat_down(&school, "head").await;
    let file = journal(&school).await;
    // Two tabs: both hand the same rows over, and the first to be approved wins.
    let first = location(&hand_over(&school, &mut secretary, &file).await);
    let second = location(&hand_over(&school, &mut secretary, &file).await);
    let waits = location(&check(&school, &mut secretary, file.as_bytes()).await);
    assert_ne!(first, second);
    decide(&school, &mut head, &first, "approve").await;
    let after = version(&school).await;
    let response = decide(&school, &mut head, &second, "approve").await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let page = response.text().await.unwrap();
    assert!(page.contains("Журнал уже изменился") && page.contains("Ничего не внесено"), "{page}");
    // A third tab was checked before and is handed over only now.
    let csrf = field(&secretary.page(&school.url(&waits)).await, "csrf");
    let response = secretary.post(&school.url(&waits), &[("csrf", &csrf)]).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert_eq!(version(&school).await, after);
    assert_eq!(record(&school, "J03").await.version, 2, "changed once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checked_file_is_seen_by_who_uploaded_it_alone_and_a_forged_form_uploads_nothing() {
    let school = School::open("upload-rights").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let mut head = sat_down(&school, "head").await;
    let mut support = sat_down(&school, "support").await;
    let file = journal(&school).await;
    let checked = location(&check(&school, &mut secretary, file.as_bytes()).await);
    assert_eq!(head.get(&school.url(&checked)).await.status(), StatusCode::NOT_FOUND);
    let address = school.url("/desk/upload");
    assert_eq!(support.get(&address).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(location(&Visitor::new().get(&address).await), "/desk/sign-in");
    let csrf = field(&head.page(&address).await, "csrf");
    for forged in ["", "made up", csrf.as_str()] {
        let response = secretary.post_file(&address, forged, "j.csv", file.as_bytes()).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{forged}");
        let response = secretary.post(&school.url(&checked), &[("csrf", forged)]).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{forged}");
    }
    let response = secretary.post(&address, &[("csrf", "no multipart")]).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let csrf = field(&head.page(&address).await, "csrf");
    let response = head.post(&school.url(&checked), &[("csrf", &csrf)]).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "nobody hands over another's file");
}

/// A page weighs under 100 kB, however much the file holds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_journal_makes_no_large_page_and_is_taken_in_whole() {
    let school = School::open("upload-large").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let mut head = sat_down(&school, "head").await;
    let before = (version(&school).await, school.demo.app.store.records().await.unwrap().len());
    let mut file = String::from("ид;Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Класс;Школа\n");
    for at in 0..600 {
        let rest =
            format!("Тестова;Злата;Юрьевна;05.03.2014;112-233-445 95;5А;{}", diary::demo::SCHOOL);
        writeln!(file, "L-{at};{rest}").unwrap();
    }
    for _ in 0..300 {
        file.push_str("L-X;Тестова\n");
    }
    let checked = location(&check(&school, &mut secretary, file.as_bytes()).await);
    let page = secretary.page(&school.url(&checked)).await;
    assert!(page.len() < 100_000, "the check weighs {}", page.len());
    assert!(page.contains("Показаны первые 20 из 600"), "{page}");
    assert!(page.contains("Показаны первые 100 из 300"), "{page}");
    let change = location(&hand_over(&school, &mut secretary, &file).await);
    let page = head.page(&school.url(&change)).await;
    assert!(page.len() < 100_000, "the change weighs {}", page.len());
    decide(&school, &mut head, &change, "approve").await;
    assert_eq!(version(&school).await, before.0 + 1, "raised once");
    assert_eq!(school.demo.app.store.records().await.unwrap().len(), before.1 + 600);
}
