//! «Настроить профиль» and recovery.

use super::{GOOD, Walker, link, text};
use crate::diary::{Diary, SECRET};
use families::people::PASSWORD;

async fn settings(mother: &Walker<'_>, child: &str) -> String {
    let card = mother.card(child).await;
    link(&mother.open(&card).await.body, "account-settings")
}

///
#[tokio::test]
async fn a_parent_changes_the_password_with_the_current_one() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "granted-mother").await;
    let settings = settings(&mother, "Примеров Пётр").await;
    let page = mother.open(&format!("{settings}?part=password")).await;
    assert!(page.has("password-current") && !page.has("password-save"));
    let wrong = mother.send(&settings, &[("current", "Wrong-2026!"), ("press", "current")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Текущий пароль не подошёл") && !wrong.has("password-save"));
    let page = mother.send(&settings, &[("current", PASSWORD), ("press", "current")]).await;
    assert!(page.has("password-save") && !page.body.contains(PASSWORD), "{}", page.body);
    let (_, permit) = page.body.split_once("name=\"permit\" value=\"").unwrap();
    let permit = permit.split('"').next().unwrap();
    let good = [("password", GOOD), ("password-again", GOOD), ("press", "password")];
    assert_eq!(mother.send(&settings, &good).await.status, 422, "nobody skips the first page");
    let weak =
        [("permit", permit), ("password", "abc"), ("password-again", "abc"), ("press", "password")];
    assert_eq!(mother.send(&settings, &weak).await.status, 422);
    let differ = [("permit", permit), ("password", GOOD), ("password-again", "x")];
    let page = mother.send(&settings, &[&differ[..], &[("press", "password")]].concat()).await;
    assert!(page.body.contains("Пароли не совпадают") && !page.body.contains(GOOD));
    let good =
        [("permit", permit), ("password", GOOD), ("password-again", GOOD), ("press", "password")];
    assert_eq!(mother.send(&settings, &good).await.location, format!("{settings}?done=1"));
    // Pressed twice: what was current is not current any more.
    assert_eq!(mother.send(&settings, &good).await.status, 422);
    let child = Walker::sign_in(&diary, "granted-pupil").await;
    assert!(child.open("/lk/notices").await.body.contains("Пароль учётной записи ребёнка изменён"));
}

///
#[tokio::test]
async fn phone_and_e_mail_are_changed_to_free_ones_only() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "asked-mother").await;
    let settings = settings(&mother, "Образцова Дарья").await;
    for phone in ["+7 (900) 000-00-04", "8 (900) 000-00-05", "+79000000018", "1"] {
        assert_eq!(
            mother.send(&settings, &[("phone", phone), ("press", "phone")]).await.status,
            422,
            "{phone}"
        );
    }
    assert_eq!(
        mother.send(&settings, &[("phone", "+7 905 000 11 22"), ("press", "phone")]).await.status,
        303
    );
    for email in ["asked-father@pochta.example", "x"] {
        assert_eq!(
            mother.send(&settings, &[("email", email), ("press", "email")]).await.status,
            422,
            "{email}"
        );
    }
    assert_eq!(
        mother
            .send(&settings, &[("email", "dasha@pochta.example"), ("press", "email")])
            .await
            .status,
        303
    );
    let page = mother.open(&settings).await;
    assert!(page.body.contains("+79050001122") && page.body.contains("dasha@pochta.example"));
    // T-14: the other parent and the child are told.
    for person in ["asked-father", "asked-pupil"] {
        let walker = Walker::sign_in(&diary, person).await;
        assert!(
            walker
                .open("/lk/notices")
                .await
                .body
                .contains("Электронная почта учётной записи ребёнка изменена"),
            "{person}"
        );
    }
}

/// Who is not linked, and who manages a teen's own account, sees no settings.
#[tokio::test]
async fn only_a_linked_parent_manages_an_account_that_a_parent_made() {
    let diary = Diary::start().await;
    for (parent, child) in [
        ("teen-unlinked-mother", "Отвязкин"),
        ("teen-linked-father", "Привязкина"),
        ("new-father", "Новосёлов Тимофей"),
    ] {
        let walker = Walker::sign_in(&diary, parent).await;
        let card = walker.card(child).await;
        assert!(!walker.open(&card).await.has("account-settings"), "{parent}");
        assert_eq!(walker.open(&format!("{card}/settings")).await.status, 404, "{parent}");
        let gone = walker
            .send_to("/lk", &format!("{card}/settings"), &[("sure", "on"), ("press", "delete")])
            .await;
        assert_eq!(gone.status, 404, "{parent}");
    }
}

/// links, consents and logins end with the account.
#[tokio::test]
async fn a_deleted_account_signs_in_nowhere_and_its_consents_are_over() {
    let diary = Diary::start().await;
    let tokens = diary.tokens_for("granted-pupil").await;
    let access = tokens["access_token"].as_str().unwrap();
    assert_eq!(diary.get("/rs/prns/1000900001", access).await.0, 200);
    let child = Walker::sign_in(&diary, "granted-pupil").await;
    let mother = Walker::sign_in(&diary, "granted-mother").await;
    let settings = settings(&mother, "Примеров Пётр").await;
    let card = settings.trim_end_matches("/settings").to_owned();
    assert_eq!(
        mother.send(&settings, &[("press", "delete")]).await.status,
        422,
        "not without the tick"
    );
    assert_eq!(mother.send(&settings, &[("sure", "on"), ("press", "delete")]).await.location, card);
    assert_eq!(text(&mother.open(&card).await.body, "card-state"), "учётная запись удалена");
    assert_eq!(mother.open(&settings).await.status, 404);

    assert_eq!(diary.get("/rs/prns/1000900001", access).await.0, 401);
    let request = diary.code_request(&diary.fields());
    assert!(diary.stand.callback_for(&request, "granted-pupil").is_err());
    assert!(child.open("/lk/profile").await.has("lk-as-granted-mother"), "signed out");
    assert!(!child.open("/lk").await.has("lk-as-granted-pupil"));
    assert!(mother.open("/lk/consents").await.body.contains("Согласий нет."));
    let (status, subject) = diary.get("/consents-platform/v1/subjects/1000900001", SECRET).await;
    assert_eq!(status, 200);
    let kinds: Vec<_> =
        subject["news"].as_array().unwrap().iter().map(|it| it["kind"].clone()).collect();
    assert_eq!(kinds, ["approved_in_advance", "account_deleted"]);
    assert_eq!(subject["representatives"][0]["linked"], false);

    // A new account is another one: a new card, a new number, no old consent.
    mother.make_account("granted-pupil", "petya@pochta.example").await;
    assert!(mother.open("/lk/consents").await.body.contains("не запрошено"));
    assert_eq!(diary.get("/rs/prns/1000900001", access).await.0, 401);
}

/// T-16: by e-mail, or by a phone that was given.
#[tokio::test]
async fn a_forgotten_password_is_recovered_and_nobody_learns_who_has_an_account() {
    let diary = Diary::start().await;
    let mut answers = Vec::new();
    for login in ["granted-pupil@pochta.example", "nobody@pochta.example", "+7 900 000-00-02"] {
        let page = diary.open("/recovery", "").await;
        let walker = Walker { diary: &diary, cookie: page.cookie.clone() };
        let answer = walker.send("/recovery", &[("login", login)]).await;
        assert_eq!(answer.status, 200, "{login}");
        answers.push(answer.body);
        let mail = walker.open("/simulator/mail").await;
        assert_eq!(mail.has("letter-0"), login != "nobody@pochta.example", "{login}");
        if login == "granted-pupil@pochta.example" {
            let letter = link(&mail.body, "letter-0");
            let recovery = link(&walker.open(&letter).await.body, "letter-recovery");
            let page = walker.open(&recovery).await;
            assert!(page.body.contains("g…l@pochta.example"));
            assert_eq!(
                walker
                    .send(&recovery, &[("password", "abc"), ("password-again", "abc")])
                    .await
                    .status,
                422
            );
            let good = [("password", GOOD), ("password-again", GOOD)];
            let csrf = walker.open(&recovery).await.csrf();
            assert_eq!(walker.send(&recovery, &good).await.status, 200);
            let mut again = vec![("csrf", csrf.as_str())];
            again.extend(good);
            assert_eq!(
                diary.send(&recovery, &walker.cookie, &again).await.status,
                404,
                "the link opens once"
            );
            let mother = Walker::sign_in(&diary, "granted-mother").await;
            let settings = settings(&mother, "Примеров Пётр").await;
            assert!(
                mother
                    .send(&settings, &[("current", GOOD), ("press", "current")])
                    .await
                    .has("password-save")
            );
        }
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    for bad in ["", "x", "a@b"] {
        let page = diary.open("/recovery", "").await;
        let walker = Walker { diary: &diary, cookie: page.cookie };
        assert_eq!(walker.send("/recovery", &[("login", bad)]).await.status, 422, "{bad}");
    }
}
