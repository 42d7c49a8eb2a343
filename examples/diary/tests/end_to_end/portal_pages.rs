//! Goal: every page of the simulated portal that a person reaches signed in, errors included, is
//! valid HTML of little weight and readable without a script.
//! Method: a stranger, a parent and a teen walk the portal by HTTP; each page is weighed and given to
//! the HTML validator that the diary's pages are given to.

use crate::school::School;
use crate::tools;
use crate::visitor::{Visitor, field, location};
use reqwest::{Response, StatusCode};
use std::path::Path;

/// A person at the portal, and every page that was seen.
struct Citizen<'s> {
    school: &'s School,
    visitor: Visitor,
    seen: Vec<(String, String)>,
}

impl<'s> Citizen<'s> {
    fn new(school: &'s School) -> Self {
        Self { school, visitor: Visitor::new(), seen: Vec::new() }
    }

    async fn signed_in(school: &'s School, person: &str) -> Self {
        let mut citizen = Self::new(school);
        citizen.send("/lk", "/lk/sign-in", &[("person", person), ("next", "/lk")]).await;
        citizen
    }

    /// The text of a page, which is kept.
    async fn open(&mut self, path: &str) -> String {
        let response = self.visitor.get(&self.school.stand(path)).await;
        self.keep(path, response).await.1
    }

    /// Sends a form of the page at `from`; where it leads, if anywhere.
    async fn send(&mut self, from: &str, to: &str, fields: &[(&str, &str)]) -> Option<String> {
        let page = self.open(from).await;
        let mut all = vec![("csrf", field(&page, "csrf"))];
        if page.contains("name=\"made-for\"") {
            all.push(("made-for", field(&page, "made-for")));
        }
        let mut all: Vec<(&str, &str)> = all.iter().map(|(k, v)| (*k, v.as_str())).collect();
        all.extend(fields);
        let response = self.visitor.post(&self.school.stand(to), &all).await;
        let (status, page) = self.keep(&format!("{to}-{}", all.len()), response).await;
        (status == StatusCode::SEE_OTHER).then_some(page)
    }

    /// Presses a button of a page that changes nothing of its address.
    async fn press(&mut self, path: &str, button: &str, fields: &[(&str, &str)]) -> Option<String> {
        let path = path.split('?').next().unwrap();
        self.send(path, path, &[fields, &[("press", button)]].concat()).await
    }

    /// The page, or where the answer leads.
    async fn keep(&mut self, name: &str, response: Response) -> (StatusCode, String) {
        let status = response.status();
        if status == StatusCode::SEE_OTHER {
            return (status, location(&response));
        }
        let html = response.text().await.unwrap();
        assert!(html.starts_with("<!DOCTYPE html>"), "{name} {status}: {html}");
        self.seen.push((name.to_owned(), html.clone()));
        (status, html)
    }
}

async fn stranger(school: &School) -> Vec<(String, String)> {
    let mut citizen = Citizen::new(school);
    for path in ["/", "/lk", "/lk/family", "/recovery", "/nowhere", "/login/none"] {
        citizen.open(path).await;
    }
    for login in ["", "granted-pupil@pochta.example"] {
        citizen.send("/recovery", "/recovery", &[("login", login)]).await;
    }
    let mail = citizen.open("/simulator/mail").await;
    let letter = link(&mail, "letter-0");
    let recovery = link(&citizen.open(&letter).await, "letter-recovery");
    citizen.send(&recovery, &recovery, &[("password", "x"), ("password-again", "x")]).await;
    citizen.open("/simulator/sms").await;
    citizen.open("/idp/ext/Logout?client_id=ELSH01721").await;
    citizen.open("/idp/ext/Logout?client_id=NOBODY").await;

    let sign_in = citizen.visitor.begin(school).await;
    let page = location(&citizen.visitor.get(&sign_in).await);
    let page = page.strip_prefix(&school.stand("")).unwrap_or(&page).to_owned();
    let rights = citizen.send(&page, &page, &[("person", "granted-pupil")]).await.unwrap();
    citizen.open(&rights).await;
    let address = school.stand("/lk/sign-in");
    let fields = [("csrf", "x"), ("person", "x"), ("next", "/lk")];
    let response = citizen.visitor.post(&address, &fields).await;
    citizen.keep("forged", response).await;
    citizen.seen
}

/// A card that the registry has confirmed: every page until then.
async fn card(citizen: &mut Citizen<'_>) -> String {
    let edit = citizen.send("/lk/family", "/lk/family/add", &[("press", "add")]).await.unwrap();
    citizen.press(&edit, "save", &[]).await;
    let paper = citizen.open(&format!("{edit}?paper=new-pupil")).await;
    let typed: Vec<(&str, String)> = [
        "last-name",
        "first-name",
        "middle-name",
        "birth-date",
        "certificate",
        "issued",
        "act-date",
        "act-number",
        "office",
    ]
    .into_iter()
    .map(|name| (name, value(&paper, name)))
    .collect();
    let mut fields: Vec<(&str, &str)> = typed.iter().map(|(k, v)| (*k, v.as_str())).collect();
    fields.extend([("sex", "male"), ("country", "russia")]);
    let card = citizen.press(&edit, "save", &fields).await.unwrap();
    let request = format!("{card}/request");
    citizen.press(&request, "send", &[("auto-update", "on")]).await;
    citizen.send(&card, &card, &[("press", "create")]).await;
    let child = format!("child-{}", card.rsplit('/').next().unwrap());
    citizen.press(&request, "send", &[(child.as_str(), "on")]).await.unwrap();
    citizen.send(&card, "/simulator/clock", &[("minutes", "20"), ("next", "/lk")]).await.unwrap();
    citizen.open(&card).await;
    card
}

async fn parent(school: &School) -> Vec<(String, String)> {
    let mut citizen = Citizen::signed_in(school, "new-mother").await;
    for path in [
        "/lk",
        "/lk/family",
        "/lk/profile",
        "/lk/consents",
        "/lk/school-portfolio",
        "/lk/notices",
        "/lk/consents/none",
        "/lk/family/999",
        "/simulator/mail",
        "/simulator/sms",
    ] {
        citizen.open(path).await;
    }
    let card = card(&mut citizen).await;
    let form = citizen.press(&card, "create", &[]).await.unwrap();
    let address =
        [("citizenship", "russia"), ("birth-place", "г. Касимов"), ("same-address", "on")];
    citizen.press(&form, "address", &[]).await;
    citizen.press(&form, "address", &address).await.unwrap();
    for phone in ["8", "+7 (900) 000-00-44", "+7 (900) 000-00-08"] {
        citizen.press(&form, "phone", &[("phone", phone)]).await;
    }
    citizen.press(&form, "phone", &[("phone", "+7 (999) 000-11-22")]).await.unwrap();
    citizen.open("/simulator/sms").await;
    citizen.press(&form, "phone-code", &[("phone-code", "x")]).await;
    citizen.press(&form, "skip", &[]).await.unwrap();
    for email in ["x", "granted-mother@pochta.example", "tim@pochta.example"] {
        citizen.press(&form, "email", &[("email", email)]).await;
    }
    let email = [("email", "tim@pochta.example"), ("consent", "on")];
    citizen.press(&form, "email", &email).await.unwrap();
    citizen.open(&form).await;
    let first = link(&citizen.open("/simulator/mail").await, "letter-0");
    citizen.press(&form, "resend", &[]).await.unwrap();
    citizen.press(&first, "confirm", &[]).await;
    let letter = link(&citizen.open("/simulator/mail").await, "letter-0");
    citizen.press(&letter, "confirm", &[]).await.unwrap();
    for (button, password, again) in [
        ("password", "x", "x"),
        ("password", "Zima2026!", "Zima2026?"),
        ("check", "Zima2026#", ""),
        ("generate", "", ""),
    ] {
        citizen.press(&form, button, &[("password", password), ("password-again", again)]).await;
    }
    let password = [("password", "Zima2026!"), ("password-again", "Zima2026!")];
    citizen.press(&form, "password", &password).await.unwrap();
    citizen.open(&form).await;
    let portfolio = citizen.open("/lk/school-portfolio").await;
    let consent = link(&portfolio, "portfolio-new-pupil");
    for act in ["approve", "nothing", "withdraw"] {
        citizen.send(&consent, &consent, &[("act", act)]).await;
        citizen.open(&consent).await;
    }
    let settings = format!("{card}/settings");
    for part in ["password", "phone", "email", "delete"] {
        citizen.open(&format!("{settings}?part={part}")).await;
    }
    for (button, name, value) in [
        ("current", "current", "wrong"),
        ("current", "current", "Zima2026!"),
        ("phone", "phone", "8"),
        ("email", "email", "x"),
        ("delete", "other", "x"),
    ] {
        let part = if button == "current" { "password" } else { button };
        let from = format!("{settings}?part={part}");
        citizen.send(&from, &settings, &[(name, value), ("press", button)]).await;
    }
    citizen.open(&card).await;
    citizen.seen
}

async fn linking(school: &School) -> Vec<(String, String)> {
    let mut mother = Citizen::signed_in(school, "teen-unlinked-mother").await;
    let family = mother.open("/lk/family").await;
    let card = family.split("href=\"/lk/family/").nth(1).unwrap().split('"').next().unwrap();
    let card = format!("/lk/family/{card}");
    let path = format!("{card}/link");
    mother.press(&path, "email", &[("email", "x")]).await;
    mother.press(&path, "email", &[("email", "teen-unlinked@pochta.example")]).await.unwrap();
    mother.press(&path, "confirm", &[]).await.unwrap();
    mother.open(&path).await;
    let mut teen = Citizen::signed_in(school, "teen-unlinked").await;
    teen.open("/lk/link-code").await;
    teen.press("/lk/profile", "code", &[("who", "teen-unlinked-mother"), ("code", "0")]).await;
    mother.send(&card, "/simulator/clock", &[("minutes", "20"), ("next", "/lk")]).await.unwrap();
    mother.open(&path).await;
    teen.open("/lk/profile").await;
    mother.seen.extend(teen.seen);
    mother.seen
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_the_portal_is_valid_and_light() {
    let school = School::open("portal-pages").await;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages-of-the-portal");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let seen = [stranger(&school).await, parent(&school).await, linking(&school).await].concat();
    assert!(seen.len() > 100, "the walk saw {} pages", seen.len());
    for (number, (name, html)) in seen.iter().enumerate() {
        assert!(html.len() < 100_000, "{name} weighs {}", html.len());
        assert_eq!(html.matches("<h1").count(), 1, "{name} has one h1");
        assert!(html.contains("<html lang=\"ru\">") && html.contains("<main id="), "{name}");
        for banned in ["<script", " style=\"", " onclick", "javascript:"] {
            assert!(!html.contains(banned), "{name} holds {banned}");
        }
        std::fs::write(folder.join(format!("{number:03}.html")), html).unwrap();
    }
    tools::validate(&folder);
}

/// Where the link with this id leads.
fn link(page: &str, id: &str) -> String {
    let (before, _) = page.split_once(&format!("id=\"{id}\"")).expect(id);
    let (_, href) = before.rsplit_once("href=\"").unwrap();
    href.split('"').next().unwrap().to_owned()
}

/// What stands in the field with this id.
fn value(page: &str, id: &str) -> String {
    let (_, field) = page.split_once(&format!("<input id=\"{id}\"")).expect(id);
    let (_, value) = field.split_once("value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}
