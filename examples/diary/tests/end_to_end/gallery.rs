//! Goal: a person sees every page of the diary at the width of a desk and of a phone, and a checker
//! of accessibility finds nothing serious on any of them.
//! Method: a real browser walks the pages as people do; each is kept for the gallery, and axe-core
//! is run on it.

use crate::album::Album;
use crate::browser::Browser;
use crate::school::School;
use crate::tools;
use crate::upload;
use std::path::Path;

/// and D-09 as people see them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_journey_is_pictured_and_accessible() {
    let school = School::open("gallery").await;
    let (browser, album) = (Browser::open().await, &Album::open("diary"));
    // The checker itself is checked: a page that is wrong on purpose.
    browser.goto("data:text/html,<html><body><img src=x><input></body></html>").await;
    assert!(!browser.problems(&tools::axe()).await.is_empty(), "the checker finds something");
    browser.goto(&school.url("/")).await;
    browser.keep(album, "01-start").await;
    refusals(&school, &browser, album).await;
    diaries(&school, &browser, album).await;
    desk(&school, &browser, album).await;
    album.close();
    browser.close().await;
}

async fn refusals(school: &School, browser: &Browser, album: &Album) {
    for (person, name) in [
        ("teen-unlinked", "02-link-first"),
        ("asked-pupil", "03-parent-consent"),
        ("adult-pupil", "04-own-consent"),
        ("adult-child-account", "05-try-tomorrow"),
        ("simplified-teen", "06-confirm-account"),
        ("misprint-pupil", "07-not-found"),
    ] {
        browser.sign_in(school, person).await;
        browser.text("message").await;
        browser.keep(album, name).await;
    }
    browser.click("organisation").await;
    browser.text("send-appeal").await;
    browser.keep(album, "08-appeal").await;
    browser.type_in("contact", "мама, вечером по телефону").await;
    browser.type_in("words", "Не открывается дневник дочери").await;
    browser.click("send-appeal").await;
    browser.text("appealed").await;
    browser.keep(album, "09-appeal-sent").await;
}

async fn diaries(school: &School, browser: &Browser, album: &Album) {
    browser.sign_in(school, "granted-pupil").await;
    browser.text("diary").await;
    browser.keep(album, "10-diary").await;
    browser.click("sign-out").await;
    browser.text("signed-out").await;
    browser.keep(album, "11-signed-out").await;
    for (person, name) in [
        ("absent-mother", "12-family"),
        ("simplified-mother", "13-family-checked"),
        ("deputy-head", "14-family-none"),
    ] {
        browser.sign_in_as_parent(school, person).await;
        browser.text("family").await;
        browser.keep(album, name).await;
    }
}

async fn desk(school: &School, browser: &Browser, album: &Album) {
    browser.goto(&school.url("/desk/sign-in")).await;
    browser.keep(album, "15-desk-sign-in").await;
    browser.sit_down(school, "secretary").await;
    browser.keep(album, "16-desk-queue").await;
    browser.click_first("table a").await;
    browser.text("case").await;
    browser.keep(album, "17-desk-case").await;
    browser.click("explain").await;
    browser.text("explanation").await;
    browser.keep(album, "18-desk-explain").await;
    browser.goto(&school.url("/desk/records/J03")).await;
    browser.text("record").await;
    browser.clear("snils").await;
    browser.type_in("snils", "100 006 142 47").await;
    // No button is pressed: the script asks how it is read.
    assert!(browser.text("snils-read").await.starts_with("Проверьте: 100-006-142 47"));
    browser.keep(album, "19-desk-record").await;
    browser.clear("snils").await;
    browser.type_in("snils", "100-006-142 46").await;
    browser.choose("ground", "Документ со СНИЛС").await;
    browser.click("save-record").await;
    browser.text("own-change").await;
    browser.keep(album, "20-desk-proposed").await;
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("journal.csv");
    std::fs::write(&file, upload::journal(school).await + "C-2;Тестова\n").unwrap();
    browser.goto(&school.url("/desk/upload")).await;
    browser.text("upload").await;
    browser.keep(album, "21-desk-upload").await;
    browser.type_in("file", file.to_str().unwrap()).await;
    browser.click("check-upload").await;
    browser.text("upload-checked").await;
    browser.keep(album, "22-desk-upload-checked").await;
    browser.click("sign-out").await;
    browser.sit_down(school, "head").await;
    browser.goto(&school.url("/desk/changes")).await;
    browser.keep(album, "23-desk-changes").await;
    browser.click_first("table a").await;
    browser.text("approve").await;
    browser.keep(album, "24-desk-change").await;
    browser.click("approve").await;
    browser.gone("approve").await;
    assert_eq!(browser.text("change-status").await, "внесено");
    for (path, id, name) in [
        ("/desk/records", "records", "25-desk-records"),
        ("/desk/check", "check", "26-desk-check"),
        ("/desk/history", "history", "27-desk-history"),
    ] {
        browser.goto(&school.url(path)).await;
        browser.text(id).await;
        browser.keep(album, name).await;
    }
    browser.sign_in(school, "misprint-pupil").await;
    assert!(browser.text("message").await.starts_with("Для входа в дневник нужно согласие"));
    browser.keep(album, "28-mended").await;
}
