//! Cookies: what they carry, who planted them, and which door each opens.

use crate::addresses::everybody;
use crate::school::School;
use crate::visitor::{Visitor, field, location};
use esia_core::account::{Contour, Subject, SubjectId};
use gosuslugi_stand::Fault;
use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::{Response, StatusCode};
use std::collections::BTreeSet;

const KINDS: [&str; 5] =
    ["diary_browser", "diary_login", "diary_family", "diary_desk", "diary_form"];

fn value(visitor: &Visitor, name: &str) -> String {
    let cookie = visitor.cookies.iter().find(|cookie| cookie.starts_with(&format!("{name}=")));
    cookie.expect(name).split_once('=').unwrap().1.to_owned()
}

async fn is_refused(response: Response) {
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(response.text().await.unwrap().contains("data-message=\"M-1\""));
}

/// Puts the name of each cookie down once it is seen to be protected.
fn note(headers: &HeaderMap, is_https: bool, names: &mut BTreeSet<String>) {
    for cookie in headers.get_all(SET_COOKIE) {
        let cookie = cookie.to_str().unwrap();
        let (name, _) = cookie.split_once('=').unwrap();
        let parts: BTreeSet<&str> = cookie.split("; ").skip(1).collect();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(parts.contains(part), "{name} without {part}: {cookie}");
        }
        assert!(!cookie.to_lowercase().contains("domain="), "{cookie}");
        assert_eq!(parts.contains("Secure"), is_https, "{cookie}");
        assert_eq!(name.starts_with("__Host-"), is_https, "{cookie}");
        names.insert(name.trim_start_matches("__Host-").to_owned());
    }
}

/// T-09: no script reads a cookie, no other site sends it with a form, and over HTTPS no other host
/// plants it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_cookie_is_for_us_alone() {
    for is_https in [false, true] {
        let name = if is_https { "sec-cookies-https" } else { "sec-cookies" };
        let school = School::open_with(name, |settings| settings.secure_cookies = is_https).await;
        let mut names = BTreeSet::new();
        for (entrance, person, page) in
            [("/login", "granted-pupil", "/diary"), ("/login/parent", "granted-mother", "/family")]
        {
            let mut visitor = Visitor::new();
            let response = visitor.get(&school.url(entrance)).await;
            note(response.headers(), is_https, &mut names);
            let back = school.demo.stand.callback_for(&location(&response), person).unwrap();
            let response = visitor.get(&back).await;
            assert_eq!(location(&response), page);
            note(response.headers(), is_https, &mut names);
            let csrf = field(&visitor.page(&school.url(page)).await, "csrf");
            let response = visitor.post(&school.url("/logout"), &[("csrf", &csrf)]).await;
            assert_eq!(location(&response), "/signed-out");
            note(response.headers(), is_https, &mut names);
        }
        let mut head = Visitor::new();
        let response = head.get(&school.url("/desk/sign-in")).await;
        note(response.headers(), is_https, &mut names);
        let csrf = field(&response.text().await.unwrap(), "csrf");
        let staff = school.demo.staff.iter().find(|staff| staff.login == "head").unwrap();
        let fields = [("csrf", csrf.as_str()), ("login", "head"), ("password", &staff.password)];
        let response = head.post(&school.url("/desk/sign-in"), &fields).await;
        note(response.headers(), is_https, &mut names);
        let csrf = field(&head.page(&school.url("/desk")).await, "csrf");
        let response = head.post(&school.url("/desk/sign-out"), &[("csrf", &csrf)]).await;
        note(response.headers(), is_https, &mut names);
        assert_eq!(names, KINDS.map(str::to_owned).into(), "every kind was seen");
    }
}

/// T-09: whoever signs in gets a cookie that nobody knew before, and what was planted is worth
/// nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_planted_cookie_of_any_kind_is_not_taken_over() {
    let school = School::open("sec-fixation").await;
    let attacker = everybody(&school).await;
    let mut planted = attacker.cookies.clone();
    planted.push(format!("diary_login={}", "A".repeat(43)));

    let mut pupil = Visitor::new();
    pupil.cookies.clone_from(&planted);
    let back = pupil.grant(&school, "present-sibling").await;
    assert_eq!(location(&pupil.get(&back).await), "/diary");
    assert!(!planted.contains(&format!("diary_login={}", value(&pupil, "diary_login"))));
    let mut parent = Visitor::new();
    parent.cookies.clone_from(&planted);
    parent.family(&school, "asked-mother").await;
    assert!(!planted.contains(&format!("diary_family={}", value(&parent, "diary_family"))));
    let mut secretary = Visitor::new();
    secretary.cookies.clone_from(&planted);
    secretary.sit_down(&school, "secretary").await;
    assert!(!planted.contains(&format!("diary_desk={}", value(&secretary, "diary_desk"))));

    // Whoever planted them finds the door shut, with every one of them.
    let mut again = Visitor::new();
    again.cookies = planted;
    for (path, to) in [("/diary", "/"), ("/family", "/"), ("/desk", "/desk/sign-in")] {
        assert_eq!(location(&again.get(&school.url(path)).await), to, "{path}");
    }
}

/// T-09: over HTTPS a cookie without the prefix, which another host could plant, is not ours.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_https_a_cookie_of_another_host_is_not_read() {
    let school = School::open_with("sec-prefix", |settings| settings.secure_cookies = true).await;
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    assert_eq!(location(&visitor.get(&back).await), "/diary");
    assert_eq!(visitor.get(&school.url("/diary")).await.status(), StatusCode::OK);
    let bare = visitor.cookies.iter().map(|cookie| cookie.replace("__Host-", ""));
    visitor.cookies = bare.collect();
    assert_eq!(location(&visitor.get(&school.url("/diary")).await), "/");
}

/// T-09, T-13: the ticket of one door opens no other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cookie_of_one_door_opens_no_other() {
    let school = School::open("sec-swap").await;
    let mut visitor = everybody(&school).await;
    visitor.page(&school.url("/appeal")).await;
    visitor.begin(&school).await;
    let doors = [("diary_login", "/diary"), ("diary_family", "/family"), ("diary_desk", "/desk")];
    for (door, path) in doors {
        for kind in KINDS {
            let mut thief = Visitor::new();
            thief.cookies.push(format!("{door}={}", value(&visitor, kind)));
            let status = thief.get(&school.url(path)).await.status();
            let expected = if kind == door { StatusCode::OK } else { StatusCode::SEE_OTHER };
            assert_eq!(status, expected, "{kind} at {path}");
        }
    }
}

/// T-09, T-11: a code that somebody else fetched, used or unused, brings nothing into a sign-in that
/// this browser began.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_is_injected_opens_nothing() {
    let school = School::open("sec-injected").await;
    let parts = |back: &str| -> (String, String) {
        let back = url::Url::parse(back).unwrap();
        let of =
            |name: &str| back.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
        (of("code"), of("state"))
    };
    let mut thief = Visitor::new();
    let (unused, _) = parts(&thief.grant(&school, "granted-pupil").await);
    let mut owner = Visitor::new();
    let back = owner.grant(&school, "present-sibling").await;
    let (used, _) = parts(&back);
    assert_eq!(location(&owner.get(&back).await), "/diary");
    for code in [unused, used, String::from("made-up")] {
        let mut victim = Visitor::new();
        let (_, state) = parts(&victim.grant(&school, "asked-pupil").await);
        let address = school.url(&format!("/login/callback?code={code}&state={state}"));
        is_refused(victim.get(&address).await).await;
        assert!(!victim.is_signed_in());
        // And what was begun is spent with it.
        is_refused(victim.get(&address).await).await;
    }
}

/// T-10: what one provider says is nothing to a diary of another, whatever it calls itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answer_of_another_provider_opens_nothing() {
    let ours = School::open("sec-mixup-ours").await;
    let theirs = School::open("sec-mixup-theirs").await;
    let mut visitor = Visitor::new();
    let mine = visitor.grant(&ours, "granted-pupil").await;
    let mut other = Visitor::new();
    let foreign = other.grant(&theirs, "granted-pupil").await;
    let query = |back: &str, name: &str| {
        let back = url::Url::parse(back).unwrap();
        back.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned()
    };
    // The other provider's code under our state; the other's whole answer at our address.
    let state = query(&mine, "state");
    let (code, other_state) = (query(&foreign, "code"), query(&foreign, "state"));
    let address = ours.url(&format!("/login/callback?code={code}&state={state}"));
    is_refused(visitor.get(&address).await).await;
    let address = ours.url(&format!("/login/callback?code={code}&state={other_state}"));
    is_refused(other.get(&address).await).await;

    // A token that names another issuer, or is signed by a key that is not pinned.
    for fault in [Fault::WrongIssuer, Fault::ForgedTokens, Fault::UnknownCertificate] {
        ours.demo.stand.faults().set(fault);
        let mut visitor = Visitor::new();
        let back = visitor.grant(&ours, "granted-pupil").await;
        is_refused(visitor.get(&back).await).await;
        ours.demo.stand.faults().clear();
    }
    // A binding of another contour is another person's.
    let subject = |contour| {
        let id = SubjectId::new(String::from("1000900001"));
        Subject::new(contour, ours.demo.stand.issuer().to_owned(), id)
    };
    let mut visitor = Visitor::new();
    let back = visitor.grant(&ours, "granted-pupil").await;
    assert_eq!(location(&visitor.get(&back).await), "/diary");
    let store = &ours.demo.app.store;
    assert!(store.binding(&subject(Contour::Simulated)).await.unwrap().is_some());
    assert!(store.binding(&subject(Contour::Production)).await.unwrap().is_none());
}
