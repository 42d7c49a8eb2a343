//! Goal: whatever goes wrong at the school's desk says so on a page, and changes nothing.
//! Method: a real browser as secretary, head and support, with two tabs, the button «Назад», and
//! forms that no page of ours would send; each screen is kept for the gallery.

use crate::album::Album;
use crate::browser::Browser;
use crate::school::School;
use crate::upload;
use encoding_rs::WINDOWS_1251;
use esia_core::record::RecordId;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// I-24, T-16, T-25.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_wrong_at_the_desk_has_its_screen() {
    let (school, album) = (School::open("staff").await, &Album::open("staff"));
    let browser = Browser::open().await;
    browser.sit_down_with(&school, "head", "wrong").await;
    browser.keep(album, "01-wrong-password").await;

    browser.sit_down(&school, "secretary").await;
    browser.type_in("code", "7K2M-9QXA-03TD").await;
    browser.click("find-case").await;
    browser.text("errors").await;
    browser.keep(album, "03-unknown-code").await;
    record_errors(&school, &browser, album).await;
    stale(&school, &browser, album).await;
    browser.click("sign-out").await;

    browser.sit_down(&school, "support").await;
    browser.goto(&school.url("/desk/records")).await;
    browser.text("forbidden").await;
    browser.keep(album, "04-forbidden").await;
    browser.click("sign-out").await;
    second_person(&school, &browser, album).await;
    closed_logins(&browser, album).await;
    browser.close().await;
    album.close();
}

/// Proposes another SNILS for a record; the address of the change.
async fn propose(school: &School, browser: &Browser, record: &str, snils: &str) -> String {
    browser.goto(&school.url(&format!("/desk/records/{record}"))).await;
    browser.fill("snils", snils).await;
    browser.choose("ground", "Документ со СНИЛС").await;
    browser.click("save-record").await;
    browser.text("change").await;
    browser.address().await
}

async fn record_errors(school: &School, browser: &Browser, album: &Album) {
    browser.goto(&school.url("/desk/records/J03")).await;
    browser.fill("snils", "100-006-142").await;
    browser.fill("birth_date", "31.06.2015").await;
    browser.click("save-record").await;
    browser.text("errors").await;
    browser.keep(album, "10-record-errors").await;
}

/// Two tabs with one record: the second is too old.
async fn stale(school: &School, browser: &Browser, album: &Album) {
    let address = school.url("/desk/records/J04");
    browser.goto(&address).await;
    let first = browser.second_tab().await;
    browser.goto(&address).await;
    browser.fill("class", "7Б").await;
    browser.choose("ground", "Приказ о зачислении, переводе или выбытии").await;
    browser.click("save-record").await;
    browser.turn_to(first).await;
    browser.fill("class", "7В").await;
    browser.choose("ground", "Приказ о зачислении, переводе или выбытии").await;
    browser.click("save-record").await;
    browser.text("stale").await;
    browser.keep(album, "07-stale-record").await;
}

/// Changes of one's own, of others, and of a register that went on meanwhile.
async fn second_person(school: &School, browser: &Browser, album: &Album) {
    browser.sit_down(school, "head").await;
    let own = propose(school, browser, "J03", "100-006-142 46").await;
    browser.text("own-change").await;
    assert!(!browser.has("approve").await);
    browser.keep(album, "05-own-change").await;
    let csrf = browser.hidden("csrf").await;
    browser.send_form(&own, json!({ "csrf": csrf, "decision": "approve" })).await;
    browser.text("same-person").await;
    browser.keep(album, "06-own-change-sent").await;
    browser.click("sign-out").await;

    browser.sit_down(school, "secretary").await;
    let good = propose(school, browser, "J05", "112-233-445 95").await;
    let late = propose(school, browser, "J06", "112-233-445 95").await;
    let wrong = propose(school, browser, "J07", "112-233-445 95").await;
    browser.click("sign-out").await;
    let store = &school.demo.app.store;
    let id = RecordId::new("J06".into());
    let mut record = store.record(&id).await.unwrap().unwrap();
    record.class = "11Я".into();
    store.put_record(&record).await.unwrap();

    browser.sit_down(school, "head").await;
    browser.goto(&good).await;
    browser.click("approve").await;
    browser.back().await;
    if browser.has("approve").await {
        browser.click("approve").await;
    }
    browser.goto(&good).await;
    assert_eq!(browser.text("change-status").await, "внесено");
    browser.keep(album, "09-approved-twice").await;
    browser.goto(&late).await;
    browser.click("approve").await;
    browser.text("stale").await;
    browser.keep(album, "08-stale-change").await;
    browser.goto(&wrong).await;
    browser.click("reject").await;
    browser.gone("reject").await;
    browser.keep(album, "11-rejected").await;
    browser.click("sign-out").await;
}

async fn closed_logins(browser: &Browser, album: &Album) {
    let school = School::open("staff-closed").await;
    for _ in 0..10 {
        browser.sit_down_with(&school, "head", "wrong").await;
    }
    let head = school.demo.staff.iter().find(|staff| staff.login == "head").unwrap();
    browser.sit_down_with(&school, "head", &head.password).await;
    browser.text("too-many").await;
    browser.keep(album, "02-closed-login").await;
    let idle = School::open_with("staff-idle", |settings| {
        settings.staff_login_idle = Duration::ZERO;
    });
    let idle = idle.await;
    let head = idle.demo.staff.iter().find(|staff| staff.login == "head").unwrap();
    browser.sit_down_with(&idle, "head", &head.password).await;
    assert_eq!(browser.address().await, idle.url("/desk/sign-in"));
    browser.keep(album, "12-idle-too-long").await;
}

/// A file above 50 MB, a broken workbook, seventeen columns in Windows-1251, formulas.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_no_journal_has_its_screen() {
    let (school, album) = (School::open("staff-upload").await, &Album::open("upload"));
    let browser = Browser::open().await;
    browser.sit_down(&school, "secretary").await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    browser.goto(&school.url("/desk/upload")).await;
    browser.waive("file").await;
    browser.click("check-upload").await;
    browser.text("errors").await;
    browser.keep(album, "01-no-file").await;

    let others = ";Столовая 1;Столовая 2;Столовая 3;Столовая 4;Столовая 5;Столовая 6;Столовая 7;\
                  Столовая 8;Столовая 9;Столовая 10";
    let rest = ";".repeat(10);
    let wide = format!(
        "ид;Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Класс{others}\r\n\
         C-1;Канарейкина;Злата;;05.03.2014;112-233-445 95;5А{rest}\r\n\
         C-2;Канарейкина;Агата;;31.06.2014;;5А{rest}\r\n"
    );
    let formulas = upload::journal(&school).await
        + "C-3;=HYPERLINK(\"http://evil.example\");Злата;;05.03.2014;;5А;1\n";
    for (path, told, name) in [
        (file("big.csv", &vec![b'a'; 51 << 20]), "больше 50 МБ", "02-too-big"),
        (file("book.xlsx", b"PK\x03\x04broken"), "Excel повреждена", "03-broken-workbook"),
        (file("wide.csv", &WINDOWS_1251.encode(&wide).0), "Windows-1251", "04-seventeen-columns"),
        (file("formulas.csv", formulas.as_bytes()), "формула", "05-formulas"),
    ] {
        check(&school, &browser, &path).await;
        assert!(browser.text("main").await.contains(told), "{name}");
        browser.keep(album, name).await;
    }
    browser.click("hand-over").await;
    browser.text("own-change").await;
    browser.keep(album, "06-handed-over").await;
    browser.close().await;
    album.close();
}

async fn check(school: &School, browser: &Browser, file: &PathBuf) {
    browser.goto(&school.url("/desk/upload")).await;
    browser.type_in("file", Path::new(file).to_str().unwrap()).await;
    browser.click("check-upload").await;
}
