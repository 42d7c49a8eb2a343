//! Goal: every figure of the first instruction and every step of the second can be walked at the
//! simulated portal, and what comes of it opens the diary.
//! Method: a real browser clicks and types what a parent and a child do; each screen is kept for the
//! gallery, and axe-core is run on it.

use crate::album::Album;
use crate::browser::Browser;
use crate::school::School;

const NOT_FOUND: &str = "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить о ней через форму обратной связи";
const ASK_A_PARENT: &str = "Для входа в дневник нужно согласие одного из родителей";
const PASSWORD: &str = "Zima2026!";

impl Browser {
    pub(crate) async fn enter_cabinet(&self, school: &School, person: &str) {
        self.goto(&school.stand("/lk")).await;
        self.click(&format!("lk-as-{person}")).await;
    }

    /// The card of a child, by its place in the list.
    pub(crate) async fn open_card(&self, school: &School, name: &str) {
        self.goto(&school.stand("/lk/family")).await;
        self.follow(name).await;
    }
}

/// Рисунок 1–19; 002, steps 1–6.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parent_makes_an_account_figure_by_figure_and_the_child_enters_the_diary() {
    let (school, album) = (School::open("portal-figures").await, Album::open("portal"));
    let browser = Browser::open().await;
    let card = verified_card(&school, &browser, &album).await;
    six_steps(&browser, &album).await;
    consent_and_new_password(&browser, &album, &card).await;
    enter_until_deleted(&school, browser, &album, &card).await;
    album.close();
}

/// Рисунок 1–9: from the start page to «Создать»; the card's address.
async fn verified_card(school: &School, browser: &Browser, album: &Album) -> String {
    browser.goto(&school.stand("/")).await;
    browser.keep(album, "00-start").await;
    browser.click("to-cabinet").await;
    browser.keep(album, "01-sign-in").await;
    browser.click("lk-as-new-mother").await;
    browser.keep(album, "02-section").await;
    browser.click("lk-family").await;
    browser.keep(album, "03-children").await;

    browser.click("card-add").await;
    let today =
        diary::clock::Clock::system(chrono::FixedOffset::east_opt(3 * 3600).unwrap()).today();
    let child = families::people::person("new-pupil", today).unwrap();
    let papers = child.certificate.unwrap();
    let date = |date: chrono::NaiveDate| date.format("%d.%m.%Y").to_string();
    browser.fill("last-name", child.last_name).await;
    browser.fill("first-name", child.first_name).await;
    browser.fill("middle-name", child.middle_name.unwrap()).await;
    browser.tick("sex-male").await;
    browser.fill("birth-date", &date(child.birth_date)).await;
    browser.tick("country-russia").await;
    browser.keep(album, "04-card").await;
    browser.fill("certificate", &format!("{} {}", papers.series, papers.number)).await;
    browser.fill("issued", &date(papers.issued)).await;
    browser.fill("act-date", &date(papers.act_date)).await;
    browser.fill("act-number", papers.act_number).await;
    browser.fill("office", families::people::REGISTRY_OFFICE).await;
    browser.keep(album, "05-certificate").await;
    browser.click("card-save").await;
    browser.keep(album, "06-manual").await;
    let card = browser.address().await;

    browser.click("card-request").await;
    let number = card.rsplit_once('/').unwrap().1;
    browser.tick(&format!("child-{number}")).await;
    browser.keep(album, "07-request").await;
    browser.click("request-send").await;
    browser.keep(album, "07-request-auto-update").await;
    browser.tick(&format!("child-{number}")).await;
    browser.tick("auto-update").await;
    browser.click("request-send").await;
    assert_eq!(browser.text("card-state").await, "данные проверяет ЗАГС");
    browser.keep(album, "07-request-pending").await;
    browser.click("clock-20").await;
    browser.goto(&school.stand("/lk/family")).await;
    browser.keep(album, "08-child").await;
    browser.goto(&card).await;
    browser.keep(album, "09-create").await;
    browser.click("account-create").await;
    card
}

/// Рисунок 10–16.
async fn six_steps(browser: &Browser, album: &Album) {
    browser.fill("birth-place", "г. Касимов").await;
    browser.tick("same-address").await;
    browser.keep(album, "10-address").await;
    browser.click("step-go-on").await;
    browser.fill("phone", "+7 (900) 000-00-44").await;
    browser.keep(album, "11-phone").await;
    browser.click("step-phone").await;
    browser.keep(album, "11-phone-refused").await;
    browser.click("step-skip").await;
    browser.fill("email", "asked-mother@pochta.example").await;
    browser.tick("consent").await;
    browser.click("step-go-on").await;
    browser.keep(album, "12-email-used").await;
    browser.fill("email", "tim@pochta.example").await;
    browser.keep(album, "12-email").await;
    browser.click("step-go-on").await;
    assert!(
        browser.text("letter-sent").await.starts_with("На tim@pochta.example отправлено письмо.")
    );
    browser.keep(album, "13-letter-sent").await;
    browser.click("mail").await;
    browser.click("letter-0").await;
    browser.keep(album, "14-letter").await;
    browser.click("letter-confirm").await;
    browser.fill("password", "zima2026").await;
    browser.fill("password-again", "zima2026").await;
    browser.click("password-save").await;
    browser.keep(album, "15-password-weak").await;
    browser.fill("password", PASSWORD).await;
    browser.fill("password-again", PASSWORD).await;
    browser.keep(album, "15-password").await;
    browser.click("password-save").await;
    assert!(browser.text("step").await.starts_with("Учетная запись ребенка создана."));
    browser.keep(album, "16-end").await;
}

/// Рисунок 17–19, and the consent in advance before.
async fn consent_and_new_password(browser: &Browser, album: &Album, card: &str) {
    browser.click("to-portfolio").await;
    browser.keep(album, "20-portfolio").await;
    browser.click("portfolio-new-pupil").await;
    browser.keep(album, "21-consent").await;
    browser.click("consent-approve").await;
    assert_eq!(browser.text("consent-status").await, "действует");

    browser.goto(card).await;
    browser.keep(album, "17-settings").await;
    browser.click("account-settings").await;
    browser.keep(album, "18-change-password").await;
    browser.click("part-password").await;
    browser.fill("current", "Zima2025!").await;
    browser.click("password-current").await;
    browser.keep(album, "18-current-password").await;
    browser.fill("current", PASSWORD).await;
    browser.click("password-current").await;
    browser.fill("password", "Leto2026!!").await;
    browser.fill("password-again", "Leto2026!!").await;
    browser.keep(album, "19-new-password").await;
    browser.click("password-save").await;
    assert_eq!(browser.text("saved").await, "Изменения сохранены");
}

/// 002, step 6: the diary lets in by the account that was just made, until it is deleted.
async fn enter_until_deleted(school: &School, browser: Browser, album: &Album, card: &str) {
    browser.goto(&school.url("/")).await;
    browser.click("sign-in").await;
    browser.keep(album, "22-diary-sign-in").await;
    browser.click("login-as-new-pupil").await;
    browser.keep(album, "23-rights").await;
    browser.click("rights-grant").await;
    assert_eq!(browser.address().await, school.url("/diary"));
    browser.keep(album, "24-diary").await;

    // deletion ends the open login and every later one.
    let parent = Browser::open().await;
    parent.enter_cabinet(school, "new-mother").await;
    parent.goto(&format!("{card}/settings?part=delete")).await;
    parent.tick("sure").await;
    parent.keep(album, "25-delete").await;
    parent.click("account-delete").await;
    assert_eq!(parent.text("card-state").await, "учётная запись удалена");
    parent.close().await;
    browser.goto(&school.url("/diary")).await;
    assert!(!browser.has("diary").await, "the open diary closes");
    browser.goto(&school.url("/")).await;
    browser.click("sign-in").await;
    assert!(!browser.has("login-as-new-pupil").await, "nobody signs in by it any more");
    browser.close().await;
}

/// ШАГ 1–4, by two browsers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_teen_is_linked_by_a_code_and_enters_after_the_parent_s_consent() {
    let (school, album) = (School::open("portal-linking").await, &Album::open("linking"));
    let (parent, teen) = (Browser::open().await, Browser::open().await);
    parent.enter_cabinet(&school, "teen-unlinked-mother").await;
    parent.open_card(&school, "Отвязкин Артём Степанович").await;
    parent.keep(album, "30-card").await;
    parent.click("account-link").await;
    parent.fill("email", "teen-unlinked@pochta.example").await;
    parent.keep(album, "31-email").await;
    parent.click("link-email").await;
    parent.keep(album, "32-confirm").await;
    parent.click("link-confirm").await;
    let code = parent.text("code").await;
    parent.keep(album, "33-code").await;

    teen.enter_cabinet(&school, "teen-unlinked").await;
    assert!(teen.text("code-from").await.contains("Галина О."));
    teen.keep(album, "34-window").await;
    teen.click("code-close").await;
    teen.goto(&school.stand("/lk/profile")).await;
    teen.fill("code", "00000000").await;
    teen.click("code-enter").await;
    teen.keep(album, "35-wrong-code").await;
    teen.fill("code", &code).await;
    teen.keep(album, "36-block").await;
    teen.click("code-enter").await;
    teen.keep(album, "37-linked").await;

    teen.sign_in(&school, "teen-unlinked").await;
    assert!(teen.text("message").await.starts_with(ASK_A_PARENT));
    teen.keep(album, "38-consent-needed").await;
    parent.click("lk-nav-notices").await;
    parent.keep(album, "39-notice").await;
    parent.click("lk-nav-consents").await;
    parent.keep(album, "40-consents").await;
    parent.click("consent-open-teen-unlinked").await;
    parent.keep(album, "41-confirm-consent").await;
    parent.click("consent-approve").await;
    teen.sign_in(&school, "teen-unlinked").await;
    assert_eq!(teen.address().await, school.url("/diary"));
    teen.keep(album, "42-diary").await;

    // What goes wrong: a code too old, another's data in the school's journal.
    parent.goto(&school.stand("/lk")).await;
    parent.click("lk-sign-out").await;
    parent.click("lk-as-teen-linked-mother").await;
    parent.open_card(&school, "Привязкина София Тимуровна").await;
    parent.click("account-link").await;
    parent.fill("email", "teen-linked@pochta.example").await;
    parent.click("link-email").await;
    parent.click("link-confirm").await;
    parent.click("clock-20").await;
    assert!(parent.text("code-expired").await.contains("Запросите новый код"));
    parent.keep(album, "43-code-expired").await;
    teen.sign_in(&school, "misprint-pupil").await;
    assert_eq!(teen.text("message").await, NOT_FOUND);
    teen.keep(album, "44-not-found").await;
    album.close();
    parent.close().await;
    teen.close().await;
}
