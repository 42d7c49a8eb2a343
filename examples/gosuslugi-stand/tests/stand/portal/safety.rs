//! Forms that were not sent by our pages, sent twice, or too late; pages that show too much.

use super::{GOOD, Walker, text};
use crate::diary::Diary;
use families::people::{Person, people};

/// T-09: every form of the portal wants its protection.
#[tokio::test]
async fn a_form_without_its_protection_does_nothing() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "granted-mother").await;
    let card = mother.card("Примеров Пётр").await;
    let settings = format!("{card}/settings");
    let forms = [
        ("/lk/family/add", "add"),
        (card.as_str(), "create"),
        (settings.as_str(), "delete"),
        ("/lk/profile", "code"),
        ("/simulator/clock", "x"),
        ("/simulator/registry", "x"),
        ("/recovery", "send"),
        ("/simulator/mail/0", "confirm"),
        ("/recovery/0", "password"),
    ];
    for (path, press) in forms {
        for csrf in ["", "0123"] {
            let form = [("csrf", csrf), ("press", press), ("sure", "on"), ("minutes", "20")];
            assert_eq!(diary.send(path, &mother.cookie, &form).await.status, 403, "{path}");
        }
        let stranger = Walker::sign_in(&diary, "asked-mother").await;
        let csrf = stranger.open("/lk").await.csrf();
        let form = [("csrf", csrf.as_str()), ("press", press), ("sure", "on")];
        assert_eq!(
            diary.send(path, &mother.cookie, &form).await.status,
            403,
            "{path}: another's protection"
        );
    }
    assert!(mother.open(&settings).await.has("part-delete"));
}

/// The page of a session that has ended.
#[tokio::test]
async fn a_form_of_an_ended_session_is_expired() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let csrf = mother.open("/lk/family").await.csrf();
    mother.send_to("/lk", "/lk/sign-out", &[]).await;
    let page =
        diary.send("/lk/family/add", &mother.cookie, &[("csrf", &csrf), ("press", "add")]).await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("Форма устарела"));
}

/// Double submits, the back button, two tabs.
#[tokio::test]
async fn a_step_that_is_sent_again_changes_nothing_and_says_where_to_go_on() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let card = mother.verified_card("new-pupil").await;
    let form = mother.press(&card, "create").await.location;
    assert_eq!(mother.press(&card, "create").await.location, form, "«Создать» twice");
    let address =
        [("birth-place", "а"), ("address", "б"), ("citizenship", "russia"), ("press", "address")];
    assert_eq!(mother.send(&form, &address).await.status, 303);
    let again = mother.send(&form, &address).await;
    assert_eq!(again.status, 422);
    assert!(text(&again.body, "errors").contains("Этот шаг уже пройден"));
    assert!(again.body.contains("Добавьте номер телефона"), "the page shows the step that is due");
    mother.press(&form, "skip").await;
    let email = [("email", "tim@pochta.example"), ("consent", "on"), ("press", "email")];
    assert_eq!(mother.send(&form, &email).await.status, 303);
    assert_eq!(mother.send(&form, &email).await.status, 422);
    let letter = mother.newest_letter().await;
    mother.press(&letter, "confirm").await;
    assert!(mother.press(&letter, "confirm").await.has("letter-void"));
    let password = [("password", GOOD), ("password-again", GOOD), ("press", "password")];
    assert_eq!(mother.send(&form, &password).await.status, 303);
    let again = mother.send(&form, &password).await;
    assert!(again.has("account-created"), "{}", again.body);
    // The tab of the first step.
    let stale = mother.send(&form, &address).await;
    assert_eq!(stale.status, 422);
    assert!(stale.has("account-created"));
}

#[tokio::test]
async fn what_was_typed_is_shown_as_text() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let edit = mother.send_to("/lk/family", "/lk/family/add", &[("press", "add")]).await.location;
    let evil = "\"><script>alert(1)</script>";
    let page =
        mother.send(&edit, &[("last-name", evil), ("office", "'\"&<b>"), ("press", "save")]).await;
    assert_eq!(page.status, 422);
    assert!(!page.body.contains("<script") && page.body.contains("&lt;script&gt;"));
    // Nobody types so much.
    let long = "я".repeat(400);
    assert_eq!(mother.send(&edit, &[("last-name", &long), ("press", "save")]).await.status, 403);
}

#[tokio::test]
async fn another_s_card_is_not_there() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "granted-mother").await;
    let card = mother.card("Примеров Пётр").await;
    let stranger = Walker::sign_in(&diary, "asked-mother").await;
    for part in ["", "/edit", "/request", "/account", "/link", "/settings"] {
        let path = format!("{card}{part}");
        assert_eq!(stranger.open(&path).await.status, 404, "{part}");
        for press in ["edit", "create", "save", "send", "email", "delete", "abandon", "link-card"] {
            let answer = stranger.send_to("/lk", &path, &[("press", press), ("sure", "on")]).await;
            assert_eq!(answer.status, 404, "{part} {press}");
        }
    }
    assert_eq!(stranger.open("/lk/family/9999").await.status, 404);
    assert_eq!(stranger.open("/lk/family/x").await.status, 400);
}

/// No page shows another family's data: everything that is served to one person is searched for
/// the names and numbers of all others.
#[tokio::test]
async fn no_page_shows_another_family_s_data() {
    let diary = Diary::start().await;
    let everybody = people(crate::diary::now().date_naive());
    let teen_mother = Walker::sign_in(&diary, "teen-unlinked-mother").await;
    let link = format!("{}/link", teen_mother.card("Отвязкин").await);
    teen_mother.send(&link, &[("email", "teen-unlinked@pochta.example"), ("press", "email")]).await;
    teen_mother.press(&link, "confirm").await;
    for visitor in [
        "granted-mother",
        "asked-father",
        "teen-unlinked",
        "new-mother",
        "adult-pupil",
        "secretary",
    ] {
        let walker = Walker::sign_in(&diary, visitor).await;
        let mut pages: Vec<String> = [
            "/lk",
            "/lk/family",
            "/lk/profile",
            "/lk/consents",
            "/lk/notices",
            "/lk/school-portfolio",
            "/lk/link-code",
            "/simulator/mail",
            "/simulator/sms",
        ]
        .map(String::from)
        .into();
        for number in 0..60 {
            for part in [
                "",
                "/edit",
                "/edit?paper=granted-pupil",
                "/request",
                "/account",
                "/link",
                "/settings",
            ] {
                pages.push(format!("/lk/family/{number}{part}"));
            }
        }
        for number in 0..40 {
            pages.push(format!("/lk/consents/c-{number}"));
        }
        let me = everybody.iter().find(|person| person.key == visitor).unwrap();
        let is_family = |other: &Person| {
            other.key == me.key
                || other.parents.contains(&me.key)
                || me.parents.contains(&other.key)
                || everybody.iter().any(|child| {
                    child.parents.contains(&me.key) && child.parents.contains(&other.key)
                })
                || everybody
                    .iter()
                    .any(|child| child.parents.contains(&me.key) && other.parents.contains(&me.key))
        };
        for path in pages {
            let page = walker.open(&path).await;
            assert!(page.body.len() < 100_000, "{path} weighs {}", page.body.len());
            assert!(
                page.body.is_empty() || page.body.contains("Это не портал Госуслуг"),
                "{path} says what it is"
            );
            for other in everybody.iter().filter(|other| !is_family(other)) {
                let mut secrets =
                    vec![other.full_name(), other.snils.to_owned(), other.email(), other.phone()];
                secrets.extend(other.certificate.map(|it| format!("{} {}", it.series, it.number)));
                for secret in secrets {
                    assert!(!page.body.contains(&secret), "{visitor} sees {secret} on {path}");
                }
            }
        }
    }
}

/// T-15: nothing that was typed on the way to an account is logged, and no code or link.
#[tokio::test]
async fn the_log_knows_the_events_of_a_card_and_nothing_that_was_typed() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let card = mother.make_account("new-pupil", "canary-4711@pochta.example").await;
    let early = mother.press(&card, "create").await;
    assert_ne!(early.status, 200);
    let weak = [("current", "Canary-4712!"), ("press", "current")];
    mother.send(&format!("{card}/settings"), &weak).await;
    let letter = mother.newest_letter().await;
    let token = letter.rsplit_once('/').unwrap().1;

    let log = crate::log::kept();
    assert!(log.contains("a card refuses") && log.contains("account_form_opened"));
    let typed = ["canary-4711", "Canary-4712", GOOD, "Касимов", "Новосёлов", "104242", token];
    for secret in typed {
        assert!(!log.contains(secret), "{secret}");
    }
}

/// Every page has a language, one heading of the first rank, landmarks, and a label for each field.
#[tokio::test]
async fn pages_are_built_for_everybody() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let card = mother.add_card("new-pupil").await;
    let edit = mother.send_to("/lk/family", "/lk/family/add", &[("press", "add")]).await.location;
    let request = format!("{card}/request");
    for path in [
        "/",
        "/lk",
        "/lk/family",
        &card,
        &edit,
        &request,
        "/lk/profile",
        "/lk/consents",
        "/lk/notices",
        "/lk/school-portfolio",
        "/recovery",
        "/simulator/mail",
        "/simulator/sms",
    ] {
        let body = mother.open(path).await.body;
        assert_eq!(body.matches("<html lang=\"ru\">").count(), 1, "{path}");
        assert_eq!(body.matches("<h1>").count(), 1, "{path}");
        assert_eq!(body.matches("<main").count(), 1, "{path}");
        assert!(!body.contains("<script") && body.contains("name=\"viewport\""), "{path}");
        for tag in body.split("<input").skip(1).map(|rest| rest.split_once('>').unwrap().0) {
            if tag.contains("type=\"hidden\"") {
                continue;
            }
            let id = tag.split_once(" id=\"").unwrap().1.split_once('"').unwrap().0;
            assert!(body.contains(&format!("<label for=\"{id}\"")), "{path}: {id} has a label");
        }
        let mut ids: Vec<_> =
            body.split(" id=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path}: ids are unique");
    }
}
