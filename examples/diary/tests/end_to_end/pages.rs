//! Goal: every page is valid HTML of little weight, readable without a script, and shows nobody's
//! data to another; nothing personal is logged.
//! Method: one walk through all pages as pupil, parent, stranger and staff; each page is searched
//! for the values of everybody whom it is not about, and all are given to an HTML validator.

use crate::log;
use crate::school::School;
use crate::tools;
use crate::upload;
use crate::visitor::{Visitor, field, location, support_code};
use families::people::{Person, people};
use std::path::Path;

/// A page, and the people whom it may be about.
struct Seen {
    name: &'static str,
    html: String,
    about: Vec<&'static str>,
}

/// Every page of the diary and of its desk.
async fn walk(school: &School) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut keep = |name, html, about: &[&'static str]| {
        seen.push(Seen { name, html, about: about.to_vec() });
    };
    walk_as_stranger(school, &mut keep).await;
    let code = walk_as_family(school, &mut keep).await;
    walk_as_staff(school, &code, &mut keep).await;
    seen
}

/// Takes a page in: its name, its text, and whom it may be about.
type Keep<'a> = dyn FnMut(&'static str, String, &[&'static str]) + Send + 'a;

async fn walk_as_stranger(school: &School, keep: &mut Keep<'_>) {
    let mut stranger = Visitor::new();
    for (name, path) in [
        ("appeal", "/appeal"),
        ("appealed", "/appeal/sent"),
        ("signed-out", "/signed-out"),
        ("not-found", "/nowhere"),
        ("desk-sign-in", "/desk/sign-in"),
    ] {
        keep(name, stranger.page(&school.url(path)).await, &[]);
    }
    // The first page of a demonstration says whom to be.
    keep("start", stranger.page(&school.url("/")).await, EVERYBODY);
    let form = stranger.page(&school.url("/appeal")).await;
    let (csrf, name) = (field(&form, "csrf"), field(&form, "form"));
    let fields = [("csrf", csrf.as_str()), ("form", &name), ("code", "1"), ("contact", "")];
    let response = stranger.post(&school.url("/appeal"), &fields).await;
    keep("appeal-errors", response.text().await.unwrap(), &[]);
    let response = stranger.post(&school.url("/appeal"), &[("csrf", "x")]).await;
    keep("expired", response.text().await.unwrap(), &[]);
}

/// The support code of the last refusal.
async fn walk_as_family(school: &School, keep: &mut Keep<'_>) -> String {
    let mut code = String::new();
    for (name, person) in [
        ("refusal-link", "teen-unlinked"),
        ("refusal-consent", "asked-pupil"),
        ("refusal-own-consent", "adult-pupil"),
        ("refusal-level", "simplified-teen"),
        ("refusal-kind", "early-self-made"),
        ("refusal-tomorrow", "adult-child-account"),
        ("refusal-not-found", "misprint-pupil"),
    ] {
        let mut pupil = Visitor::new();
        let back = pupil.grant(school, person).await;
        let html = pupil.get(&back).await.text().await.unwrap();
        code = support_code(&html);
        keep(name, html, &[]);
    }
    let mut pupil = Visitor::new();
    let back = pupil.grant(school, "granted-pupil").await;
    pupil.get(&back).await;
    keep("diary", pupil.page(&school.url("/diary")).await, &["granted-pupil"]);
    let mut parent = Visitor::new();
    let html = parent.family(school, "absent-mother").await;
    keep("family", html, &["present-sibling", "absent-pupil"]);
    let html = parent.page(&school.url("/family/J21")).await;
    keep("child", html, &["present-sibling"]);
    let html = Visitor::new().family(school, "simplified-mother").await;
    keep("family-checked", html, &["simplified-teen"]);
    let html = Visitor::new().family(school, "deputy-head").await;
    keep("family-none", html, &[]);
    code
}

async fn walk_as_staff(school: &School, code: &str, keep: &mut Keep<'_>) {
    let mut secretary = Visitor::new();
    secretary.sit_down(school, "secretary").await;
    let queue = secretary.page(&school.url("/desk")).await;
    let csrf = field(&queue, "csrf");
    keep("desk-queue", queue, &["secretary"]);
    let fields = [("csrf", csrf.as_str()), ("code", "nobody's")];
    let response = secretary.post(&school.url("/desk/code"), &fields).await;
    keep("desk-no-code", response.text().await.unwrap(), &["secretary"]);
    let fields = [("csrf", csrf.as_str()), ("code", code)];
    let case = location(&secretary.post(&school.url("/desk/code"), &fields).await);
    keep("desk-case", secretary.page(&school.url(&case)).await, &["secretary"]);
    let html = secretary.page(&school.url(&format!("{case}/explain"))).await;
    keep("desk-explain", html, &["secretary"]);
    for (name, path) in [
        ("desk-records", "/desk/records"),
        ("desk-changes", "/desk/changes"),
        ("desk-history", "/desk/history"),
        ("desk-check", "/desk/check"),
        ("desk-new", "/desk/records/new"),
        ("desk-upload", "/desk/upload"),
    ] {
        keep(name, secretary.page(&school.url(path)).await, EVERYBODY);
    }
    let response = upload::check(school, &mut secretary, b"").await;
    keep("desk-upload-problem", response.text().await.unwrap(), &["secretary"]);
    let file = upload::journal(school).await + "C-2;Тестова\n";
    let checked = location(&upload::check(school, &mut secretary, file.as_bytes()).await);
    keep("desk-upload-checked", secretary.page(&school.url(&checked)).await, &["secretary"]);
    let record = secretary.page(&school.url("/desk/records/J03")).await;
    let fields: Vec<(&str, String)> = ["csrf", "form", "version"]
        .into_iter()
        .map(|name| (name, field(&record, name)))
        .chain([
            ("last_name", "Опечаткина".into()),
            ("first_name", "Вера".into()),
            ("snils", "100-006-142 47".into()),
            ("birth_date", "31.06.2015".into()),
            ("class", "5А".into()),
            ("school", diary::demo::SCHOOL.into()),
            ("enrolment", "active".into()),
            ("action", "save".into()),
        ])
        .collect();
    keep("desk-record", record, EVERYBODY);
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let address = school.url("/desk/records/J03");
    let html = secretary.post(&address, &fields).await.text().await.unwrap();
    keep("desk-record-errors", html, EVERYBODY);
    fields.retain(|(name, _)| *name != "birth_date");
    fields.extend([("birth_date", "17.02.2015"), ("ground", "Паспорт")]);
    let change = location(&secretary.post(&address, &fields).await);
    keep("desk-own-change", secretary.page(&school.url(&change)).await, EVERYBODY);
    let mut head = Visitor::new();
    head.sit_down(school, "head").await;
    keep("desk-change", head.page(&school.url(&change)).await, EVERYBODY);
    let mut support = Visitor::new();
    support.sit_down(school, "support").await;
    let html = support.page(&school.url("/desk/records")).await;
    keep("desk-forbidden", html, &[]);
    keep("desk-support-case", support.page(&school.url(&case)).await, &[]);
}

/// The page may be about anybody: the journal for those who keep it, the hints of the demonstration.
const EVERYBODY: &[&str] = &["everybody"];

/// The values of a person that no page about somebody else may hold.
fn canaries(person: &Person) -> Vec<String> {
    let mut values = vec![
        person.snils.to_owned(),
        person.snils.chars().filter(char::is_ascii_digit).collect(),
        person.oid.to_string(),
        person.birth_date.format("%d.%m.%Y").to_string(),
        person.birth_date.to_string(),
        person.full_name(),
        person.last_name.to_owned(),
    ];
    values.extend(person.certificate.map(|paper| paper.number.to_owned()));
    values
}

/// T-15, T-16, T-24.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_and_no_line_of_the_log_shows_one_persons_data_to_another() {
    let school = School::open("canary").await;
    let everybody = people(school.demo.app.clock.today());
    let seen = walk(&school).await;
    assert!(seen.len() > 30, "the walk saw {} pages", seen.len());
    for page in &seen {
        if page.about == EVERYBODY {
            continue;
        }
        for person in everybody.iter().filter(|person| !page.about.contains(&person.key)) {
            let is_family = page.about.iter().any(|key| {
                let about = everybody.iter().find(|other| other.key == *key).unwrap();
                about.last_name.starts_with(person.last_name)
                    || person.last_name.starts_with(about.last_name)
            });
            for value in canaries(person) {
                if is_family && value == person.last_name {
                    continue;
                }
                assert!(!page.html.contains(&value), "{} names {}", page.name, person.key);
            }
        }
    }
    // Nobody's number of ESIA stands anywhere, not even before those who keep the journal.
    let oids = everybody.iter().map(|person| person.oid.to_string());
    for oid in oids {
        assert!(seen.iter().all(|page| !page.html.contains(&oid)), "an account's number is shown");
    }
    log::holds_nothing_of(&everybody);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_valid_light_and_speaks_to_a_screen_reader() {
    let school = School::open("valid").await;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages-of-the-diary");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for page in walk(&school).await {
        let (name, html) = (page.name, &page.html);
        assert!(html.len() < 100_000, "{name} weighs {}", html.len());
        assert_eq!(html.matches("<h1").count(), 1, "{name} has one h1");
        assert!(
            html.contains("<html lang=\"ru\">") && html.contains("<main id=\"main\""),
            "{name}"
        );
        let script = "<script src=\"/record.js\" defer></script>";
        let unscripted = html.replace(script, "");
        assert!(unscripted.len() == html.len() || name.starts_with("desk-"), "{name} has a script");
        for banned in ["<script", "style=\"", " onclick", "javascript:"] {
            assert!(!unscripted.contains(banned), "{name} holds {banned}");
        }
        for form in html.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
            let form = form.split("</form>").next().unwrap();
            let changes_nothing = form.contains("action=\"/appeal/form\"");
            assert!(changes_nothing || form.contains("name=\"csrf\""), "{name}: a form's proof");
        }
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
    tools::validate(&folder);
}
