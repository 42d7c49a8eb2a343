//! Goal: the journeys (a) to (e) of a child, an adult and a parent work in a real browser.
//! Method: every page is walked by clicking what a person clicks; a missing browser fails.

use crate::browser::Browser;
use crate::school::School;

const ASK_A_PARENT: &str = "Для входа в дневник нужно согласие одного из родителей";
const ALREADY_ASKED: &str = "Согласия уже запрошены автоматически — родителям в их личные кабинеты на портале Госуслуг придут уведомления. Чтобы выдать согласие, одному из родителей нужно перейти по ссылке из уведомления.";
const NOT_FOUND: &str = "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить о ней через форму обратной связи";
const GIVE_CONSENT: &str = "Для входа в дневник необходимо согласие. Перейдите по ссылке из уведомления, направленного в ваш личный кабинет на Госуслугах.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_child_with_consent_enters() {
    let school = School::open("a").await;
    let browser = Browser::open().await;
    browser.goto(&school.url("/")).await;
    browser.shoot("start").await;
    browser.click("sign-in").await;
    browser.shoot("stand-sign-in").await;
    browser.click("login-as-granted-pupil").await;
    browser.click("rights-grant").await;
    assert!(browser.text("diary").await.starts_with("Дневник: "));
    assert_eq!(browser.address().await, school.url("/diary"));
    browser.shoot("diary").await;

    browser.click("sign-out").await;
    browser.goto(&school.url("/diary")).await;
    assert_eq!(browser.address().await, school.url("/"), "a closed login opens nothing");
    browser.close().await;
}

///
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_child_without_consent_enters_once_one_of_both_parents_approved() {
    let school = School::open("b").await;
    let child = Browser::open().await;
    child.sign_in(&school, "asked-pupil").await;
    assert_eq!(child.text("message").await, format!("{ASK_A_PARENT}\n{ALREADY_ASKED}"));
    child.shoot("consent-needed").await;

    for parent in ["asked-mother", "asked-father"] {
        let browser = Browser::open().await;
        browser.goto(&school.stand("/lk")).await;
        browser.click(&format!("lk-as-{parent}")).await;
        browser.click("lk-nav-notices").await;
        browser.click("notice-open-0").await;
        assert!(browser.text("consent-text").await.contains("Электронная школа"));
        if parent == "asked-father" {
            browser.shoot("consent-request").await;
            browser.click("consent-approve").await;
        }
        browser.close().await;
    }

    child.sign_in(&school, "asked-pupil").await;
    assert_eq!(child.address().await, school.url("/diary"));
    child.close().await;
}

///
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_child_whose_snils_is_misprinted_in_the_journal_is_told_to_turn_to_the_school() {
    let school = School::open("c").await;
    let browser = Browser::open().await;
    browser.sign_in(&school, "misprint-pupil").await;
    assert_eq!(browser.text("message").await, NOT_FOUND);
    browser.shoot("not-found").await;
    browser.click("appeal").await;
    assert_eq!(browser.address().await, school.url("/appeal"));
    browser.close().await;
}

///
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_adult_pupil_gives_the_own_consent_at_the_first_sign_in() {
    let school = School::open("d").await;
    let browser = Browser::open().await;
    browser.sign_in(&school, "adult-pupil").await;
    assert_eq!(browser.text("message").await, GIVE_CONSENT);
    browser.shoot("own-consent-needed").await;

    // The portal still knows who signed in there a moment ago.
    browser.goto(&school.stand("/lk")).await;
    browser.click("lk-nav-notices").await;
    browser.click("notice-open-0").await;
    browser.click("consent-approve").await;

    browser.sign_in(&school, "adult-pupil").await;
    assert_eq!(browser.address().await, school.url("/diary"));
    browser.sign_in(&school, "adult-pupil").await;
    assert_eq!(browser.address().await, school.url("/diary"), "later sign-ins need none (R-14)");
    browser.close().await;
}

/// R-33, T-08, I-01.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_diary_closes_at_the_next_request_after_a_parent_withdrew() {
    let school = School::open("e").await;
    let child = Browser::open().await;
    child.sign_in(&school, "withdrawal-pupil").await;
    assert_eq!(child.address().await, school.url("/diary"));
    child.goto(&school.url("/diary")).await;
    assert!(child.text("diary").await.starts_with("Дневник: "), "the login stays open");

    let parent = Browser::open().await;
    parent.goto(&school.stand("/lk")).await;
    parent.click("lk-as-withdrawal-mother").await;
    parent.click("lk-nav-consents").await;
    parent.click("consent-open-withdrawal-pupil").await;
    parent.click("consent-withdraw").await;
    parent.close().await;

    child.goto(&school.url("/diary")).await;
    assert!(child.text("message").await.starts_with(ASK_A_PARENT));
    child.goto(&school.url("/diary")).await;
    assert_eq!(child.address().await, school.url("/"), "the login is over, not only covered");
    child.close().await;
}
