//! Goal: whatever a card of a child, the registry or a visit to the portal may come to has a screen
//! that says what to do next.
//! Method: a real browser goes wrong at the cards, with a registry that denies or is silent, with a
//! second tab and after signing out; each screen is kept for the gallery.

use crate::album::Album;
use crate::browser::Browser;
use crate::school::School;

/// and what a registry may answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_refusal_has_its_screen_and_no_page_is_wider_than_a_phone() {
    let (school, album) = (School::open("portal-refusals").await, &Album::open("portal-refusals"));
    let browser = Browser::open().await;
    browser.enter_cabinet(&school, "new-mother").await;
    browser.click("lk-nav-family").await;
    browser.click("card-add").await;
    browser.click("card-save").await;
    browser.keep(album, "50-empty-card").await;
    browser.click("card-cancel").await;

    add(&school, &browser).await;
    browser.tick("country-other").await;
    browser.click("card-save").await;
    browser.keep(album, "51-foreign").await;

    add(&school, &browser).await;
    browser.click("card-save").await;
    let card = browser.address().await;
    request(&browser, &card, "mismatch").await;
    assert_eq!(browser.text("card-state").await, "данные не совпали с записью ЗАГС");
    browser.keep(album, "52-mismatch").await;
    add(&school, &browser).await;
    browser.click("card-save").await;
    assert!(browser.text("errors").await.contains("Карточка с этим свидетельством уже есть"));
    browser.keep(album, "52-same-card").await;
    browser.goto(&card).await;
    browser.click("card-edit").await;
    browser.click("card-save").await;
    request(&browser, &card, "unavailable").await;
    assert!(browser.text("check-slow").await.contains("Ответ ещё придёт"), "T-21");
    browser.keep(album, "53-silent").await;
    browser.click("lk-nav-notices").await;
    browser.keep(album, "54-silent-notice").await;
    browser.goto(&card).await;
    browser.click("registry-truthful").await;
    browser.click("clock-20").await;

    two_tabs(&browser, album, &card).await;
    turns_eighteen(&school, album).await;
    forgotten(&school, &browser, album).await;
    for path in ["/lk", "/lk/consents", "/lk/school-portfolio", "/simulator/mail"] {
        browser.goto(&school.stand(path)).await;
        assert!(browser.overhang(360).await <= 0, "{path}");
    }
    browser.close().await;
    album.close();
}

async fn add(school: &School, browser: &Browser) {
    browser.goto(&school.stand("/lk/family")).await;
    browser.click("card-add").await;
    browser.click("paper-new-pupil").await;
}

/// The page of a card, twenty minutes after its request; the registry answers so.
async fn request(browser: &Browser, card: &str, registry: &str) {
    let number = card.rsplit_once('/').unwrap().1.to_owned();
    browser.click(&format!("registry-{registry}")).await;
    browser.click("card-request").await;
    browser.tick(&format!("child-{number}")).await;
    browser.tick("auto-update").await;
    browser.click("request-send").await;
    browser.click("clock-20").await;
}

/// «Создать» from a tab that was opened before the card was edited.
async fn two_tabs(browser: &Browser, album: &Album, card: &str) {
    assert!(browser.has("account-create").await);
    let first = browser.second_tab().await;
    browser.goto(card).await;
    browser.click("card-edit").await;
    browser.click("card-save").await;
    browser.turn_to(first).await;
    browser.click("account-create").await;
    assert!(browser.text("errors").await.contains("в среднем 15-20 минут"), "R-45");
    browser.keep(album, "55-too-early").await;
}

/// the form was open on the eighteenth birthday.
async fn turns_eighteen(school: &School, album: &Album) {
    let browser = Browser::open().await;
    browser.enter_cabinet(school, "new-father").await;
    browser.open_card(school, "Новосёлова Варвара Андреевна").await;
    let card = browser.address().await;
    browser.click("account-create").await;
    browser.click("clock-527040").await;
    browser.goto(&card).await;
    assert!(browser.text("account-refused").await.contains("исполнилось 18 лет"));
    browser.keep(album, "56-adult").await;
    browser.close().await;
}

/// A password that is forgotten, a form that has expired, an address where there is nothing.
async fn forgotten(school: &School, browser: &Browser, album: &Album) {
    browser.goto(&school.stand("/recovery")).await;
    browser.fill("login", "granted-pupil@pochta.example").await;
    browser.keep(album, "57-recovery").await;
    browser.click("recovery-send").await;
    browser.goto(&school.stand("/simulator/mail")).await;
    browser.click("letter-0").await;
    browser.keep(album, "58-recovery-letter").await;
    browser.click("letter-recovery").await;
    browser.keep(album, "59-recovery-password").await;
    browser.goto(&school.stand("/lk/family")).await;
    browser.forget().await;
    browser.click("card-add").await;
    browser.keep(album, "59-expired-form").await;
    browser.goto(&school.stand("/nowhere")).await;
    browser.keep(album, "59-nowhere").await;
}
