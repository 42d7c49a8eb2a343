//! The pages of a sign-in, as a browser walks them.

use crate::diary::{ADDRESS, CLIENT, Diary, parameter};

/// Opens the list of people: the path of the waiting request, the cookie, the form's protection.
async fn begin(diary: &Diary) -> (String, String, String) {
    let answer = diary.http.get(diary.code_request(&diary.fields())).send().await.unwrap();
    let path = answer.headers()["location"].to_str().unwrap().to_owned();
    let page = diary.open(&path, "").await;
    assert_eq!(page.status, 200);
    (path, page.cookie.clone(), page.csrf())
}

#[tokio::test]
async fn a_person_is_chosen_grants_and_comes_back_with_a_code() {
    let diary = Diary::start().await;
    let fields = diary.fields();
    let answer = diary.http.get(diary.code_request(&fields)).send().await.unwrap();
    let path = answer.headers()["location"].to_str().unwrap().to_owned();
    let people = diary.open(&path, "").await;
    assert!(people.has("login-as-granted-pupil") && people.has("login-refuse"));
    assert!(people.body.contains("Имитация. Это не портал Госуслуг"));

    let form = [("csrf", people.csrf()), ("person", "granted-pupil".into())];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let chosen = diary.send(&path, &people.cookie, &form).await;
    assert_eq!((chosen.status, chosen.location.clone()), (303, format!("{path}/rights")));
    // The session is new from here on.
    assert_ne!(chosen.cookie, people.cookie);

    let rights = diary.open(&chosen.location, &chosen.cookie).await;
    assert!(rights.has("rights-grant") && rights.body.contains("Предоставить"));
    assert!(rights.body.contains("СНИЛС ребёнка"));
    let csrf = rights.csrf();
    let form = [("csrf", csrf.as_str()), ("decision", "grant")];
    let back = diary.send(&chosen.location, &chosen.cookie, &form).await;
    assert!(back.location.starts_with(&format!("{ADDRESS}?code=")));
    assert_eq!(parameter(&back.location, "state").unwrap(), fields.state);

    // The request was used up.
    let again = diary.send(&chosen.location, &chosen.cookie, &form).await;
    assert_eq!(again.status, 403);
}

#[tokio::test]
async fn a_person_may_refuse_on_either_page() {
    let diary = Diary::start().await;
    let (path, cookie, csrf) = begin(&diary).await;
    let back = diary.send(&path, &cookie, &[("csrf", &csrf), ("decision", "refuse")]).await;
    assert_eq!(parameter(&back.location, "error").unwrap(), "access_denied");
    let text = parameter(&back.location, "error_description").unwrap();
    assert!(text.starts_with("ESIA-007004"), "{text}");
    assert!(parameter(&back.location, "state").is_some());

    let (path, cookie, csrf) = begin(&diary).await;
    let chosen = diary.send(&path, &cookie, &[("csrf", &csrf), ("person", "adult-pupil")]).await;
    let csrf = diary.open(&chosen.location, &chosen.cookie).await.csrf();
    let form = [("csrf", csrf.as_str()), ("decision", "refuse")];
    let back = diary.send(&chosen.location, &chosen.cookie, &form).await;
    assert!(parameter(&back.location, "error_description").unwrap().starts_with("ESIA-007004"));
}

#[tokio::test]
async fn a_form_of_another_session_is_refused() {
    let diary = Diary::start().await;
    let (path, cookie, csrf) = begin(&diary).await;
    let (_, other, other_csrf) = begin(&diary).await;
    for (cookie, csrf) in [(&cookie, &other_csrf), (&other, &csrf), (&String::new(), &csrf)] {
        let form = [("csrf", csrf.as_str()), ("person", "granted-pupil")];
        assert_eq!(diary.send(&path, cookie, &form).await.status, 403);
    }
    // Who did not sign in for this request cannot grant it.
    let chosen = diary.send(&path, &cookie, &[("csrf", &csrf), ("person", "granted-pupil")]).await;
    let form = [("csrf", other_csrf.as_str()), ("decision", "grant")];
    assert_eq!(diary.send(&chosen.location, &other, &form).await.status, 403);
    assert_eq!(diary.open(&chosen.location, &other).await.location, path);
}

#[tokio::test]
async fn a_request_does_not_wait_for_ever() {
    let diary = Diary::start().await;
    let (path, cookie, csrf) = begin(&diary).await;
    diary.stand.advance(chrono::TimeDelta::minutes(31));
    let form = [("csrf", csrf.as_str()), ("person", "granted-pupil")];
    assert_eq!(diary.send(&path, &cookie, &form).await.status, 400);
    assert_eq!(diary.open(&path, &cookie).await.status, 400);
}

#[tokio::test]
async fn signing_out_goes_to_a_registered_address_only() {
    let diary = Diary::start().await;
    let logout = |url: &str| format!("/idp/ext/Logout?client_id={CLIENT}&redirect_url={url}");
    let page = diary.open(&logout("http://127.0.0.1:8080/"), "").await;
    assert_eq!((page.status, page.location.as_str()), (303, "http://127.0.0.1:8080/"));
    let page = diary.open(&logout("http://evil.invalid/"), "").await;
    assert_eq!((page.status, page.location.as_str()), (400, ""));
    assert!(page.body.contains("ESIA-007023"));
}
