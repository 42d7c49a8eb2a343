//! Goal: each guard of the six steps stops a parent with a screen that says what is wrong.
//! Method: a real browser goes wrong in every way that a step knows, and is let on once it is right;
//! each screen is kept and checked as those of `portal`.

use crate::browser::Browser;
use crate::school::School;

/// What the page of the password must refuse: the classes and signs of R-60, one at a time.
const BAD_PASSWORDS: [(&str, &str, &str); 11] = [
    ("Zima20!", "password-short", "Пароль из семи символов"),
    ("zima2026!", "password-no-upper", "Пароль без больших букв"),
    ("ZIMA2026!", "password-no-lower", "Пароль без маленьких букв"),
    ("ZimaZima!", "password-no-digit", "Пароль без цифр"),
    ("Zima2026", "password-no-symbol", "Пароль без символов"),
    ("Zima2026!\\", "password-backslash", "Спорный символ: обратная черта"),
    ("Zima2026!`", "password-backtick", "Спорный символ: обратная кавычка"),
    ("Zima2026!|", "password-bar", "Спорный символ: вертикальная черта"),
    ("Zima2026!#", "password-number-sign", "Спорный символ: решётка"),
    ("Zima2026!*", "password-asterisk", "Спорный символ: звёздочка"),
    ("Зима2026!", "password-cyrillic", "Пароль из русских букв"),
];

/// the guards of the six steps.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_guard_of_the_six_steps_has_its_screen() {
    let school = School::open("portal-guards").await;
    let browser = Browser::open().await;
    browser.enter_cabinet(&school, "new-mother").await;

    first_step(&school, &browser).await;
    browser.tick("citizenship-other").await;
    browser.fill("birth-place", "г. Касимов").await;
    browser.tick("same-address").await;
    browser.click("step-go-on").await;
    assert!(browser.has("account-refused").await, "no account without the citizenship (R-49)");
    browser.scroll_to("account-refused").await;
    browser.figure("60-citizenship", "Нужно российское гражданство (R-49)").await;

    first_step(&school, &browser).await;
    browser.fill("birth-place", "г. Касимов").await;
    browser.tick("same-address").await;
    browser.click("step-go-on").await;
    browser.fill("phone", "+7 (999) 000-11-22").await;
    browser.click("step-phone").await;
    browser.fill("phone-code", "0000").await;
    browser.click("step-go-on").await;
    assert!(browser.has("phone-code").await, "a wrong code leads nowhere (R-52)");
    browser.figure("61-wrong-sms-code", "Код из СМС не подошёл (R-52)").await;
    browser.click("step-skip").await;

    browser.fill("email", "tim@pochta.example").await;
    browser.click("step-go-on").await;
    assert!(browser.has("consent").await, "without the tick there is no letter (R-56)");
    browser.figure("62-no-tick", "Без согласия учётную запись создать нельзя (R-56)").await;
    browser.tick("consent").await;
    browser.click("step-go-on").await;
    browser.click("mail").await;
    browser.click("letter-0").await;
    browser.click("letter-confirm").await;
    refused_passwords(&browser).await;
    browser.close().await;
}

async fn refused_passwords(browser: &Browser) {
    for (password, name, caption) in BAD_PASSWORDS {
        set(browser, password, password).await;
        assert!(browser.has("password-again").await, "{name}: the step stays (R-60)");
        browser.figure(&format!("63-{name}"), &format!("{caption} (R-60)")).await;
    }
    set(browser, "Zima2026!", "Zima2026?").await;
    assert!(browser.has("password-again").await, "the two must be equal (R-59)");
    browser.figure("64-passwords-differ", "Пароль повторён с ошибкой (R-59)").await;
    set(browser, "Zima2026!", "Zima2026!").await;
    assert!(browser.text("step").await.starts_with("Учетная запись ребенка создана."));
}

async fn set(browser: &Browser, password: &str, again: &str) {
    browser.fill("password", password).await;
    browser.fill("password-again", again).await;
    browser.click("password-save").await;
}

/// A new card of the same child, checked by the registry, at the first of the six steps.
async fn first_step(school: &School, browser: &Browser) {
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
