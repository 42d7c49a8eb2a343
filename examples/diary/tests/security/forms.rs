//! Forms that another site, another browser or another page sends.

use crate::addresses::{every, everybody};
use crate::school::School;
use crate::visitor::{Visitor, field, location};
use reqwest::{Method, StatusCode};

/// What answers a form that is not ours: nothing was changed.
fn is_turned_away(status: StatusCode, page: &str) -> bool {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => true,
        StatusCode::FORBIDDEN => page.contains("id=\"expired\""),
        _ => false,
    }
}

/// Shows the form with the code of the page that the person comes from, and keeps nothing.
const SHOWS_A_FORM: &str = "/appeal/form";

/// T-09: a form counts with the proof of its own browser and login alone, at every address there
/// is; one that is added without a proof fails here.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_form_of_another_site_or_browser_changes_anything() {
    let school = School::open("sec-csrf").await;
    let paths = every(&school).await;
    let mut victim = everybody(&school).await;
    // A browser holds a form's cookie once it has seen the form.
    victim.page(&school.url("/appeal")).await;
    let mut attacker = everybody(&school).await;
    let page = attacker.page(&school.url("/appeal")).await;
    let (of_form, name) = (field(&page, "csrf"), field(&page, "form"));
    let of_desk = field(&attacker.page(&school.url("/desk")).await, "csrf");
    let of_pupil = field(&attacker.page(&school.url("/diary")).await, "csrf");
    let of_family = field(&attacker.page(&school.url("/family")).await, "csrf");
    let own_of_form = field(&victim.page(&school.url("/appeal")).await, "csrf");
    let before = seen(&school, &mut victim).await;
    let signed_in = victim.cookies.clone();
    let mut forms = 0;
    for path in &paths {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let mut proofs = vec!["", "x", &of_form, &of_desk, &of_pupil, &of_family];
            // The victim's own proof of a form that nobody has signed in for opens no other.
            if !matches!(path.as_str(), "/appeal" | "/desk/sign-in") {
                proofs.push(&own_of_form);
            }
            for proof in proofs {
                let fields = [
                    ("csrf", proof),
                    ("form", name.as_str()),
                    ("contact", "evil@pochta.example"),
                    ("words", "x"),
                    ("login", "head"),
                    ("password", "x"),
                    ("code", ""),
                    ("action", "approve"),
                ];
                let response = victim.send(method.clone(), &school.url(path), &fields).await;
                let (status, told) = (response.status(), format!("{method} {path} «{proof}»"));
                assert_eq!(victim.cookies, signed_in, "{told}");
                if path == SHOWS_A_FORM && method == Method::POST {
                    assert_eq!(status, StatusCode::OK, "{told}");
                    continue;
                }
                let page = response.text().await.unwrap();
                assert!(is_turned_away(status, &page), "{told}: {status} {page}");
                forms += usize::from(status == StatusCode::FORBIDDEN);
            }
        }
    }
    assert!(forms > 50, "the forms were reached, not only wrong methods: {forms}");
    let file = victim.post_file(&school.url("/desk/upload"), &of_desk, "x.csv", b"x").await;
    assert_eq!(file.status(), StatusCode::FORBIDDEN);
    assert_eq!(seen(&school, &mut victim).await, before);
}

/// What the forms could have changed.
async fn seen(school: &School, visitor: &mut Visitor) -> Vec<String> {
    let mut pages = Vec::new();
    for path in ["/diary", "/family", "/desk", "/desk/changes", "/desk/upload", "/desk/records"] {
        let response = visitor.get(&school.url(path)).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}: still signed in");
        let page = response.text().await.unwrap();
        let (_, main) = page.split_once("<main").unwrap();
        pages.push(main.to_owned());
    }
    pages
}

/// T-09, T-22: what a form does, it does once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_sent_again_does_nothing_more() {
    let school = School::open("sec-replay").await;
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    visitor.get(&back).await;
    let signed_in = visitor.cookies.clone();
    let csrf = field(&visitor.page(&school.url("/diary")).await, "csrf");
    let out = visitor.post(&school.url("/logout"), &[("csrf", &csrf)]).await;
    assert_eq!(location(&out), "/signed-out");
    // The cookie of a login that is over opens nothing, nor does its proof.
    visitor.cookies = signed_in;
    assert_eq!(location(&visitor.get(&school.url("/diary")).await), "/");

    let mut person = Visitor::new();
    let form = person.page(&school.url("/appeal")).await;
    let (csrf, name) = (field(&form, "csrf"), field(&form, "form"));
    let fields = [("csrf", csrf.as_str()), ("form", name.as_str()), ("contact", "a@b.example")];
    for _ in 0..5 {
        assert_eq!(location(&person.post(&school.url("/appeal"), &fields).await), "/appeal/sent");
    }
    let appeals = school.demo.app.store.open_appeals(school.demo.app.clock.now()).await.unwrap();
    assert_eq!(appeals.len(), 1);

    let mut staff = Visitor::new();
    staff.sit_down(&school, "secretary").await;
    let signed_in = staff.cookies.clone();
    let csrf = field(&staff.page(&school.url("/desk")).await, "csrf");
    staff.post(&school.url("/desk/sign-out"), &[("csrf", &csrf)]).await;
    staff.cookies = signed_in;
    assert_eq!(location(&staff.get(&school.url("/desk")).await), "/desk/sign-in");
}
