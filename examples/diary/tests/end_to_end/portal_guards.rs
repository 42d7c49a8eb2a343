//! Goal: each guard of the six steps stops a parent with a screen that says what is wrong.
//! Method: a real browser goes wrong in every way that a step knows, and is let on once it is right;
//! each screen is kept for the gallery.

use crate::album::Album;
use crate::browser::Browser;
use crate::school::School;

/// What the page of the password must refuse: the classes and signs of R-60, one at a time.
const BAD_PASSWORDS: [(&str, &str); 11] = [
    ("Zima20!", "63-password-short"),
    ("zima2026!", "63-password-no-upper"),
    ("ZIMA2026!", "63-password-no-lower"),
    ("ZimaZima!", "63-password-no-digit"),
    ("Zima2026", "63-password-no-symbol"),
    ("Zima2026!\\", "63-password-backslash"),
    ("Zima2026!`", "63-password-backtick"),
    ("Zima2026!|", "63-password-bar"),
    ("Zima2026!#", "63-password-number-sign"),
    ("Zima2026!*", "63-password-asterisk"),
    ("Зима2026!", "63-password-cyrillic"),
];

/// the guards of the six steps.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_guard_of_the_six_steps_has_its_screen() {
    let (school, album) = (School::open("portal-guards").await, &Album::open("portal-guards"));
    let browser = Browser::open().await;
    browser.enter_cabinet(&school, "new-mother").await;

    first_step(&school, &browser).await;
    browser.tick("citizenship-other").await;
    browser.fill("birth-place", "г. Касимов").await;
    browser.tick("same-address").await;
    browser.click("step-go-on").await;
    assert!(browser.has("account-refused").await, "no account without the citizenship (R-49)");
    browser.keep(album, "60-citizenship").await;

    first_step(&school, &browser).await;
    browser.fill("birth-place", "г. Касимов").await;
    browser.tick("same-address").await;
    browser.click("step-go-on").await;
    // One of an adult pupil's account, and one that is none.
    for (phone, name) in [("+7 (900) 000-00-08", "61-phone-in-use"), ("8 900", "61-phone-form")] {
        browser.fill("phone", phone).await;
        browser.click("step-phone").await;
        assert!(browser.text("errors").await.contains("омер"), "{phone} (R-51, R-53)");
        browser.keep(album, name).await;
    }
    browser.fill("phone", "+7 (999) 000-11-22").await;
    browser.click("step-phone").await;
    browser.keep(album, "61-sms-code").await;
    browser.fill("phone-code", "0000").await;
    browser.click("step-go-on").await;
    assert!(browser.has("phone-code").await, "a wrong code leads nowhere (R-52)");
    browser.keep(album, "61-wrong-sms-code").await;
    // The same step in a second tab goes on first.
    let step = browser.address().await;
    let first = browser.second_tab().await;
    browser.goto(&step).await;
    browser.click("step-skip").await;
    browser.turn_to(first).await;
    browser.click("step-skip").await;
    assert!(browser.text("errors").await.contains("Этот шаг уже пройден"));
    browser.keep(album, "61-second-tab").await;

    browser.fill("email", "tim@pochta.example").await;
    browser.click("step-go-on").await;
    assert!(browser.has("consent").await, "without the tick there is no letter (R-56)");
    browser.keep(album, "62-no-tick").await;
    browser.tick("consent").await;
    browser.click("step-go-on").await;
    let step = browser.address().await;
    browser.click("step-resend").await;
    browser.click("mail").await;
    browser.click("letter-1").await;
    browser.click("letter-confirm").await;
    assert!(browser.has("letter-void").await, "another letter voids the one before (TM-5)");
    browser.keep(album, "62-dead-letter").await;
    browser.goto(&step).await;
    browser.click("mail").await;
    browser.click("letter-0").await;
    browser.click("letter-confirm").await;
    refused_passwords(&browser, album).await;
    album.close();
    browser.close().await;
}

async fn refused_passwords(browser: &Browser, album: &Album) {
    for (password, name) in BAD_PASSWORDS {
        set(browser, password, password).await;
        assert!(browser.has("password-again").await, "{name}: the step stays (R-60)");
        browser.keep(album, name).await;
    }
    set(browser, "Zima2026!", "Zima2026?").await;
    assert!(browser.has("password-again").await, "the two must be equal (R-59)");
    assert!(browser.text("errors").await.contains("Пароли не совпадают"));
    browser.keep(album, "64-passwords-differ").await;
    browser.click("password-generate").await;
    browser.keep(album, "64-generated").await;
    set(browser, "Zima2026!", "Zima2026!").await;
    assert!(browser.text("step").await.starts_with("Учетная запись ребенка создана."));
}

async fn set(browser: &Browser, password: &str, again: &str) {
    browser.fill("password", password).await;
    browser.fill("password-again", again).await;
    browser.click("password-save").await;
}

/// A new card of the same child, checked by the registry, at the first of the six steps.
pub(crate) async fn first_step(school: &School, browser: &Browser) {
    browser.goto(&school.stand("/lk/family")).await;
    browser.click("card-add").await;
    browser.click("paper-new-pupil").await;
    browser.click("card-save").await;
    let card = browser.address().await;
    let number = card.rsplit_once('/').unwrap().1.to_owned();
    browser.click("card-request").await;
    browser.tick(&format!("child-{number}")).await;
    browser.tick("auto-update").await;
    browser.click("request-send").await;
    browser.click("clock-20").await;
    browser.goto(&card).await;
    browser.click("account-create").await;
}
