//! Goal: a binding code that does not fit says so at the child and at the parent, and nobody is let
//! in by it.
//! Method: two real browsers, a parent's and a teen's; the codes are another's, typed five times,
//! too old, too many.

use crate::album::Album;
use crate::browser::Browser;
use crate::school::School;

/// G-9, T-01.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_does_not_fit_has_its_screen_on_both_sides() {
    let (school, album) = (School::open("codes").await, &Album::open("codes"));
    let (parent, other) = (Browser::open().await, Browser::open().await);
    let teen = Browser::open().await;
    parent.enter_cabinet(&school, "teen-unlinked-mother").await;
    let artyom = "Отвязкин Артём Степанович";
    let code = new_code(&school, &parent, artyom, "teen-unlinked").await;
    other.enter_cabinet(&school, "teen-linked-mother").await;
    let of_sofia = new_code(&school, &other, "Привязкина София Тимуровна", "teen-linked").await;

    teen.enter_cabinet(&school, "teen-unlinked").await;
    enter(&teen, &of_sofia).await;
    assert!(teen.text("errors").await.contains("Код не подошёл"), "a code of another account");
    teen.keep(album, "70-other-account").await;
    for _ in 0..4 {
        enter(&teen, "00000000").await;
    }
    teen.goto(&school.stand("/lk/profile")).await;
    assert!(!teen.has("code-enter").await, "the fifth wrong code was the last");
    teen.keep(album, "71-typed-five-times").await;
    parent.open_card(&school, artyom).await;
    parent.click("account-link").await;
    assert!(parent.has("code-void").await && !parent.has("code").await);
    parent.keep(album, "72-void").await;

    let late = new_code(&school, &parent, artyom, "teen-unlinked").await;
    assert_ne!(late, code);
    teen.goto(&school.stand("/lk/profile")).await;
    teen.fill("code", &late).await;
    parent.click("clock-20").await;
    teen.click("code-enter").await;
    assert!(teen.text("errors").await.contains("Срок действия кода привязки истёк"));
    teen.keep(album, "73-expired-for-child").await;

    new_code(&school, &parent, artyom, "teen-unlinked").await;
    while !parent.has("errors").await {
        parent.click("link-again").await;
    }
    assert!(parent.text("errors").await.contains("Сегодня кодов запрошено слишком много"));
    parent.keep(album, "74-too-many").await;

    // the father is told that the mother has linked.
    let sofia = new_code(&school, &other, "Привязкина София Тимуровна", "teen-linked").await;
    teen.goto(&school.stand("/lk")).await;
    teen.click("lk-sign-out").await;
    teen.click("lk-as-teen-linked").await;
    enter(&teen, &sofia).await;
    parent.goto(&school.stand("/lk")).await;
    parent.click("lk-sign-out").await;
    parent.click("lk-as-teen-linked-father").await;
    parent.click("lk-nav-notices").await;
    assert!(parent.text("portal-notice-0").await.contains("Другой родитель привязал"));
    parent.keep(album, "75-other-parent").await;
    album.close();
    for browser in [parent, other, teen] {
        browser.close().await;
    }
}

/// A code that a parent has made for the child's account.
async fn new_code(school: &School, parent: &Browser, child: &str, account: &str) -> String {
    parent.open_card(school, child).await;
    parent.click("account-link").await;
    parent.fill("email", &format!("{account}@pochta.example")).await;
    parent.click("link-email").await;
    parent.click("link-confirm").await;
    parent.text("code").await
}

async fn enter(teen: &Browser, code: &str) {
    teen.fill("code", code).await;
    teen.click("code-enter").await;
}
