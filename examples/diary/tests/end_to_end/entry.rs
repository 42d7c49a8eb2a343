//! Goal: whoever is not let in, or is not in any more, reads on a page of its own what to do next.
//! Method: a real browser refuses at the portal, opens an old answer, meets a platform that is away,
//! signs out on both sides and comes too late; each screen is kept for the gallery.

use crate::album::Album;
use crate::browser::Browser;
use crate::school::School;
use diary::config::AppealRoute;
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use gosuslugi_stand::Fault;
use std::time::Duration;

const TRY_AGAIN: &str = "Не удалось завершить вход через Госуслуги. Попробуйте войти ещё раз.";
const ADULT_NOT_FOUND: &str =
    "Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через форму обратной связи";

/// R-15, T-09, T-21; sign-out here and at ESIA, a shared computer, a life that is over.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_that_fails_and_one_that_ends_have_their_screens() {
    let (school, album) = (School::open("entry").await, &Album::open("entry"));
    let browser = Browser::open().await;
    refused(&school, &browser, album).await;
    appeals(&school, &browser, album).await;
    signed_out(&school, &browser, album).await;
    lives_over(&browser, album).await;

    browser.sign_in(&school, "granted-pupil").await;
    browser.text("diary").await;
    browser.sign_in(&school, "asked-pupil").await;
    browser.text("message").await;
    browser.goto(&school.url("/diary")).await;
    assert!(!browser.has("diary").await, "the next one finds no diary of the one before (T-10)");
    browser.keep(album, "14-shared-computer").await;
    browser.close().await;
    album.close();
}

async fn refused(school: &School, browser: &Browser, album: &Album) {
    browser.goto(&school.url("/login")).await;
    browser.click("login-refuse").await;
    assert_eq!(browser.text("message").await, TRY_AGAIN);
    browser.keep(album, "01-refused-at-esia").await;
    let spent = browser.address().await;
    browser.goto(&spent).await;
    assert_eq!(browser.text("message").await, TRY_AGAIN, "T-09");
    browser.keep(album, "02-old-callback").await;

    school.demo.stand.faults().set(Fault::ConsentsUnavailable);
    browser.sign_in(school, "granted-pupil").await;
    assert_eq!(
        browser.text("message").await,
        "Сервис временно недоступен. Попробуйте войти позже."
    );
    browser.keep(album, "03-platform-away").await;
    school.demo.stand.faults().clear();

    let store = &school.demo.app.store;
    let rows = families::journal::journal(school.demo.app.clock.today());
    let row = rows.iter().find(|row| row.person == "adult-granted-pupil").unwrap();
    let id = RecordId::new(row.id.to_string());
    let mut record = store.record(&id).await.unwrap().unwrap();
    record.snils = Personal::new(String::new());
    record.cert_number = Personal::new(String::new());
    store.put_record(&record).await.unwrap();
    browser.sign_in(school, "adult-granted-pupil").await;
    assert_eq!(browser.text("message").await, ADULT_NOT_FOUND, "R-15");
    browser.keep(album, "04-adult-not-found").await;

    let other = School::open_with("entry-feedback", |settings| {
        settings.appeal_route = AppealRoute::Feedback;
        settings.appeal_url = String::from("https://feedback.example/form");
    });
    let other = other.await;
    browser.sign_in(&other, "misprint-pupil").await;
    assert!(!browser.has("organisation").await, "Q-13: the one route or the other");
    browser.keep(album, "05-feedback-route").await;
}

async fn appeals(school: &School, browser: &Browser, album: &Album) {
    browser.goto(&school.url("/appeal")).await;
    browser.type_in("code", "123").await;
    browser.type_in("contact", " ").await;
    browser.click("send-appeal").await;
    browser.text("errors").await;
    browser.keep(album, "06-appeal-errors").await;
    browser.forget().await;
    browser.type_in("contact", "мама").await;
    browser.click("send-appeal").await;
    browser.text("expired").await;
    browser.keep(album, "07-expired-form").await;
    browser.goto(&school.url("/appeal")).await;
    browser.fill("contact", "мама, вечером по телефону").await;
    browser.press_twice("send-appeal").await;
    browser.text("appealed").await;
    browser.keep(album, "08-sent-twice").await;
    let now = school.demo.app.clock.now();
    assert_eq!(school.demo.app.store.open_appeals(now).await.unwrap().len(), 1, "one appeal");
    browser.goto(&school.url("/nowhere")).await;
    browser.keep(album, "09-nowhere").await;
}

async fn signed_out(school: &School, browser: &Browser, album: &Album) {
    browser.sign_in(school, "granted-pupil").await;
    browser.click("sign-out").await;
    browser.click("esia-sign-out").await;
    browser.text("sign-in").await;
    assert_eq!(browser.address().await, school.url("/"));
    browser.keep(album, "10-esia-sign-out").await;
    browser.click("sign-in").await;
    assert!(browser.has("login-as-asked-pupil").await, "the portal asks who signs in");
    browser.keep(album, "11-signs-in-anew").await;
}

async fn lives_over(browser: &Browser, album: &Album) {
    for name in ["12-idle-too-long", "13-open-too-long"] {
        let place = format!("entry-{name}");
        let school = School::open_with(&place, |settings| {
            if name == "12-idle-too-long" {
                settings.login_idle = Duration::ZERO;
            } else {
                settings.login_life = Duration::ZERO;
            }
        });
        let school = school.await;
        browser.sign_in(&school, "granted-pupil").await;
        browser.text("sign-in").await;
        assert!(!browser.has("diary").await, "{name}");
        browser.keep(album, name).await;
    }
}
