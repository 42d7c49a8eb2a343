//! The cabinet, as a parent walks it.

use crate::diary::{Diary, SECRET};
use serde_json::json;

/// Signs in to the cabinet; the cookie.
async fn sign_in(diary: &Diary, person: &str) -> String {
    let page = diary.open("/lk", "").await;
    assert!(page.has(&format!("lk-as-{person}")));
    let csrf = page.csrf();
    let form = [("csrf", csrf.as_str()), ("person", person), ("next", "/lk/consents")];
    let back = diary.send("/lk/sign-in", &page.cookie, &form).await;
    assert_eq!(back.location, "/lk/consents");
    back.cookie
}

/// The address behind a link.
fn link(body: &str, test_id: &str) -> String {
    let (before, _) = body.split_once(&format!(" id=\"{test_id}\"")).unwrap();
    let (_, address) = before.rsplit_once("href=\"").unwrap();
    address.trim_end_matches('"').to_owned()
}

async fn press(diary: &Diary, path: &str, cookie: &str, act: &str) -> u16 {
    let csrf = diary.open(path, cookie).await.csrf();
    diary.send(path, cookie, &[("csrf", &csrf), ("act", act)]).await.status
}

#[tokio::test]
async fn a_parent_follows_the_notice_reads_and_confirms() {
    let diary = Diary::start().await;
    let address = format!("{}/consents-platform/v1/requests", diary.stand.base_url());
    let body = json!({
        "subject": 1_000_900_003_u64,
        "purpose": "electronic-school-sign-in",
        "idempotency_key": "k",
    });
    diary.http.post(address).bearer_auth(SECRET).json(&body).send().await.unwrap();

    let cookie = sign_in(&diary, "asked-father").await;
    let notices = diary.open("/lk/notices", &cookie).await;
    let path = link(&notices.body, "notice-open-0");
    let page = diary.open(&path, &cookie).await;
    assert!(page.body.contains("Образцова Дарья Павловна"));
    assert!(page.body.contains("авторизации в подсистеме «Электронная школа»"));
    assert!(page.body.contains("Имитация. Это не портал Госуслуг"));
    assert!(page.has("consent-approve") && page.has("consent-decline"));
    assert!(!page.has("consent-withdraw"));
    assert!(page.body.contains("Подтвердить") && page.body.contains("ожидает решения"));
    assert_eq!(press(&diary, &path, &cookie, "approve").await, 303);
    let page = diary.open(&path, &cookie).await;
    assert!(page.body.contains("действует") && page.has("consent-withdraw"));
    assert!(!page.has("consent-approve"));
    assert_eq!(press(&diary, &path, &cookie, "withdraw").await, 303);
    assert!(diary.open(&path, &cookie).await.body.contains("отозвано"));
    // The same button from an old page.
    assert_eq!(press(&diary, &path, &cookie, "withdraw").await, 409);
}

#[tokio::test]
async fn another_s_consent_is_not_there() {
    let diary = Diary::start().await;
    let father = sign_in(&diary, "asked-father").await;
    let list = diary.open("/lk/consents", &father).await;
    let path = link(&list.body, "consent-open-asked-pupil");
    let stranger = sign_in(&diary, "granted-mother").await;
    assert_eq!(diary.open(&path, &stranger).await.status, 404);
    let csrf = diary.open("/lk", &stranger).await.csrf();
    let form = [("csrf", csrf.as_str()), ("act", "approve")];
    assert_eq!(diary.send(&path, &stranger, &form).await.status, 404);
    // A child sees nothing to press for itself (T-13).
    let child = sign_in(&diary, "asked-pupil").await;
    assert!(diary.open("/lk/consents", &child).await.body.contains("Согласий нет."));
}

#[tokio::test]
async fn a_form_without_its_protection_does_nothing() {
    let diary = Diary::start().await;
    let cookie = sign_in(&diary, "withdrawal-mother").await;
    let list = diary.open("/lk/consents", &cookie).await;
    let path = link(&list.body, "consent-open-withdrawal-pupil");
    for csrf in ["", "0123"] {
        let form = [("csrf", csrf), ("act", "withdraw")];
        assert_eq!(diary.send(&path, &cookie, &form).await.status, 403);
    }
    assert!(diary.open(&path, &cookie).await.body.contains("действует"));
}

#[tokio::test]
async fn signing_in_leads_to_pages_of_the_cabinet_only() {
    let diary = Diary::start().await;
    for next in ["//evil.invalid", "http://evil.invalid", "/lk@evil.invalid", "/lk\\evil", "/idp"] {
        let page = diary.open("/lk", "").await;
        let csrf = page.csrf();
        let form = [("csrf", csrf.as_str()), ("person", "secretary"), ("next", next)];
        assert_eq!(diary.send("/lk/sign-in", &page.cookie, &form).await.location, "/lk", "{next}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let diary = Diary::start().await;
    let cookie = sign_in(&diary, "granted-mother").await;
    let csrf = diary.open("/lk", &cookie).await.csrf();
    diary.send("/lk/sign-out", &cookie, &[("csrf", &csrf)]).await;
    assert!(diary.open("/lk", &cookie).await.has("lk-as-granted-mother"));
}
