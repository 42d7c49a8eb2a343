//! Goal: a parent who signs in sees each child's own answer, and no diary once consent or the
//! eighteenth birthday took it away.
//! Method: a real browser as invented parents and pupils; the diary's clock goes on past a birthday
//! while logins are open.

use crate::album::Album;
use crate::browser::Browser;
use crate::school::School;
use chrono::{FixedOffset, TimeDelta};
use diary::clock::Clock;
use gosuslugi_stand::{Act, Fault};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// P-01, P-02, P-05, P-06, P-07, R-33.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_to_a_parent_has_its_screen() {
    let (school, album) = (School::open("screens-parents").await, &Album::open("parents"));
    let browser = Browser::open().await;
    for (person, name) in [
        ("twins-mother", "01-two-children"),
        ("misprint-mother", "02-not-found"),
        ("ward-guardian", "04-guardian"),
        ("adult-child-mother", "05-nobody-here"),
    ] {
        browser.sign_in_as_parent(&school, person).await;
        browser.text("family").await;
        browser.keep(album, name).await;
        if person == "twins-mother" {
            browser.click_first("a[data-child=shown]").await;
            browser.text("diary").await;
            browser.keep(album, "03-child-diary").await;
        }
    }
    browser.sign_in_as_parent(&school, "simplified-teen").await;
    assert!(browser.text("message").await.contains("нужна подтверждённая учётная запись"));
    browser.keep(album, "06-not-confirmed").await;
    school.demo.stand.faults().set(Fault::ForgedTokens);
    browser.sign_in_as_parent(&school, "granted-mother").await;
    assert!(browser.text("message").await.starts_with("Не удалось завершить вход"));
    browser.keep(album, "07-sign-in-failed").await;
    school.demo.stand.faults().clear();

    browser.sign_in(&school, "withdrawal-pupil").await;
    browser.text("diary").await;
    let stand = &school.demo.stand;
    let diary = diary::demo::CLIENT_ID;
    stand.act("withdrawal-mother", "withdrawal-pupil", diary, Act::Withdraw).unwrap();
    browser.goto(&school.url("/diary")).await;
    assert!(browser.text("message").await.starts_with("Для входа в дневник нужно согласие"));
    browser.keep(album, "08-withdrawn").await;
    browser.close().await;
    album.close();
}

/// Q-04, D-05, D-13, P-05, T-26: open logins on both sides of a birthday.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_eighteen_an_open_login_of_pupil_and_parent_ends() {
    let years = Arc::new(AtomicI64::new(0));
    let moscow = FixedOffset::east_opt(3 * 3600).unwrap();
    let (machine, ahead) = (Clock::system(moscow), Arc::clone(&years));
    let clock = Clock::from_source(move || {
        machine.now() + TimeDelta::days(366 * ahead.load(Ordering::Relaxed))
    });
    let forever = Duration::from_hours(24 * 366 * 10);
    let school = School::open_at("birthday", clock, |settings| {
        settings.login_idle = forever;
        settings.login_life = forever;
        settings.parent_login_life = forever;
    });
    let (school, album) = (school.await, &Album::open("birthday"));
    let (pupil, child) = (Browser::open().await, Browser::open().await);
    let parent = Browser::open().await;

    // A teen of sixteen with an own account, whom the father let in.
    pupil.sign_in(&school, "teen-linked").await;
    pupil.text("message").await;
    let diary = diary::demo::CLIENT_ID;
    school.demo.stand.act("teen-linked-father", "teen-linked", diary, Act::Approve).unwrap();
    pupil.sign_in(&school, "teen-linked").await;
    pupil.text("diary").await;
    pupil.keep(album, "01-before").await;
    child.sign_in(&school, "teen-child-account").await;
    child.text("diary").await;
    parent.sign_in_as_parent(&school, "teen-linked-father").await;
    parent.text("family").await;
    assert!(parent.has_any("a[data-child=shown]").await);
    parent.keep(album, "02-parent-before").await;

    years.store(3, Ordering::Relaxed);
    pupil.goto(&school.url("/diary")).await;
    assert!(pupil.text("message").await.starts_with("Для входа в дневник необходимо согласие"));
    pupil.keep(album, "03-own-consent").await;
    parent.goto(&school.url("/family")).await;
    parent.text("family").await;
    assert!(!parent.has_any("a[data-child=shown]").await, "T-26");
    parent.keep(album, "04-parent-after").await;
    child.goto(&school.url("/diary")).await;
    assert!(child.text("message").await.starts_with("Сейчас войти не получится"), "D-05");
    child.keep(album, "05-child-account").await;
    album.close();
    for browser in [pupil, child, parent] {
        browser.close().await;
    }
}
