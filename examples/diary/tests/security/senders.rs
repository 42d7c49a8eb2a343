//! Whoever tries too often: codes, passwords, sign-ins, appeals; by account, by address, and all
//! together.

use crate::desk::{appeal, look_up};
use crate::school::School;
use crate::visitor::{Visitor, field, location, support_code};
use diary::config::Settings;
use reqwest::{Response, StatusCode};

const TOO_MANY: StatusCode = StatusCode::TOO_MANY_REQUESTS;

/// The proxy of these tests is this machine.
fn behind_a_proxy(settings: &mut Settings) {
    settings.limits.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
}

fn from(sender: &str) -> Visitor {
    let mut visitor = Visitor::new();
    visitor.sender = Some(sender.to_owned());
    visitor
}

async fn counted(school: &School, limit: &str) -> bool {
    let metrics = Visitor::new().page(&school.url("/metrics")).await;
    let line = format!("diary_limited_total{{limit=\"{limit}\"}} ");
    let (_, rest) = metrics.split_once(&line).expect("every limit has a counter from the start");
    !rest.starts_with('0')
}

async fn try_password(
    school: &School,
    visitor: &mut Visitor,
    login: &str,
    password: &str,
) -> Response {
    let csrf = field(&visitor.page(&school.url("/desk/sign-in")).await, "csrf");
    let fields = [("csrf", csrf.as_str()), ("login", login), ("password", password)];
    visitor.post(&school.url("/desk/sign-in"), &fields).await
}

fn password<'a>(school: &'a School, login: &str) -> &'a str {
    &school.demo.staff.iter().find(|staff| staff.login == login).unwrap().password
}

/// T-01: a code that opens a case is guessed by nobody, neither alone nor all together.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn support_codes_are_not_guessed_by_one_or_by_many() {
    let school = School::open_with("sec-codes", |settings| {
        settings.limits.codes_of_staff = 3;
        settings.limits.codes_of_all = 8;
    })
    .await;
    let mut pupil = Visitor::new();
    let back = pupil.grant(&school, "misprint-pupil").await;
    let code = support_code(&pupil.page(&back).await);
    let mut guesser = Visitor::new();
    guesser.sit_down(&school, "support").await;
    let csrf = field(&guesser.page(&school.url("/desk")).await, "csrf");
    for guess in ["0000-0000-0000", "", code.get(..12).unwrap()] {
        assert_eq!(look_up(&school, &mut guesser, guess).await, None);
    }
    let fields = [("csrf", csrf.as_str()), ("code", code.as_str())];
    let response = guesser.post(&school.url("/desk/code"), &fields).await;
    assert_eq!(response.status(), TOO_MANY, "even the right one, from who has guessed so often");
    assert!(response.text().await.unwrap().contains("Слишком много попыток"));
    assert!(counted(&school, "codes_of_staff").await);
    // A new sign-in is not a new allowance.
    guesser.sit_down(&school, "support").await;
    assert_eq!(look_up(&school, &mut guesser, &code).await, None);
    // Colleagues go on, until all together have tried too often.
    let mut head = Visitor::new();
    head.sit_down(&school, "head").await;
    assert!(look_up(&school, &mut head, &code).await.is_some());
    let mut secretary = Visitor::new();
    secretary.sit_down(&school, "secretary").await;
    for _ in 0..3 {
        look_up(&school, &mut secretary, &code).await;
        look_up(&school, &mut head, &code).await;
    }
    assert!(counted(&school, "codes_of_all").await);
    assert_eq!(look_up(&school, &mut head, &code).await, None);
}

/// T-01, T-03: guessing shuts out the guesser, and no stranger shuts out the school.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_is_not_guessed_and_no_stranger_locks_staff_out() {
    let school = School::open_with("sec-passwords", |settings| {
        behind_a_proxy(settings);
        settings.limits.passwords_of_desk = 3;
        settings.limits.passwords_of_login = 8;
        settings.limits.passwords_of_address = 6;
    })
    .await;
    // The head has been at this desk before.
    let mut head = from("198.51.100.1");
    head.sit_down(&school, "head").await;

    let mut stranger = from("203.0.113.1");
    for _ in 0..3 {
        let response = try_password(&school, &mut stranger, "head", "wrong").await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let right = password(&school, "head");
    assert_eq!(try_password(&school, &mut stranger, "head", right).await.status(), TOO_MANY);
    // A name that nobody has counts and answers alike (T-16).
    let mut other = from("203.0.113.2");
    for _ in 0..3 {
        let response = try_password(&school, &mut other, "nobody", "wrong").await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(try_password(&school, &mut other, "nobody", "wrong").await.status(), TOO_MANY);
    // Many names from one address.
    let mut sprayer = from("203.0.113.3");
    for number in 0..6 {
        let login = format!("name-{number}");
        let response = try_password(&school, &mut sprayer, &login, "Spring-2026").await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let secretary = password(&school, "secretary");
    let response = try_password(&school, &mut sprayer, "secretary", secretary).await;
    assert_eq!(response.status(), TOO_MANY);
    // One name from many addresses.
    let mut last = StatusCode::OK;
    for number in 10..20 {
        let mut bot = from(&format!("203.0.113.{number}"));
        last = try_password(&school, &mut bot, "head", "wrong").await.status();
    }
    assert_eq!(last, TOO_MANY);
    for limit in ["passwords_of_desk", "passwords_of_address", "passwords_of_login"] {
        assert!(counted(&school, limit).await, "{limit}");
    }
    // Who was here before goes on, and so does everybody else at the school.
    let mut head = from("198.51.100.1");
    head.sit_down(&school, "head").await;
    let mut secretary = from("198.51.100.1");
    secretary.sit_down(&school, "secretary").await;
}

/// T-18: nobody begins sign-ins without end, and what a sender writes of itself is no new sender.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sign_ins_of_one_address_are_bounded_whatever_it_says_of_itself() {
    let school = School::open_with("sec-sign-ins", |settings| {
        behind_a_proxy(settings);
        settings.limits.sign_ins_per_minute = 4;
    })
    .await;
    for number in 0..4 {
        let mut bot = from(&format!("192.0.2.{number}, 203.0.113.1"));
        assert!(location(&bot.get(&school.url("/login")).await).starts_with(&school.stand("/")));
    }
    let mut bot = from("192.0.2.99, 203.0.113.1");
    for path in ["/login", "/login/parent", "/login/callback?code=a&state=b"] {
        assert_eq!(bot.get(&school.url(path)).await.status(), TOO_MANY, "{path}");
    }
    assert!(counted(&school, "sign_ins").await);
    let mut other = from("203.0.113.2");
    let back = other.grant(&school, "granted-pupil").await;
    assert_eq!(location(&other.get(&back).await), "/diary");

    // Without a proxy that is trusted the header is anybody's word.
    let school = School::open_with("sec-untrusted", |settings| {
        settings.limits.sign_ins_per_minute = 2;
    })
    .await;
    let mut answers = Vec::new();
    for number in 0..3 {
        let mut bot = from(&format!("203.0.113.{number}"));
        answers.push(bot.get(&school.url("/login")).await.status());
    }
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::SEE_OTHER, TOO_MANY]);
}

/// T-25: the form of appeal floods no desk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn appeals_are_bounded_by_account_and_by_address() {
    let school = School::open_with("sec-appeals", |settings| {
        behind_a_proxy(settings);
        settings.limits.appeals_of_account = 2;
        settings.limits.appeals_of_address = 3;
    })
    .await;
    let mut answers = Vec::new();
    for number in 0..3 {
        let mut person = from(&format!("203.0.113.{number}"));
        let back = person.grant(&school, "misprint-pupil").await;
        let code = support_code(&person.page(&back).await);
        answers.push(appeal(&school, &mut person, &code).await);
    }
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::SEE_OTHER, TOO_MANY]);
    let mut flood = from("203.0.113.9");
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(appeal(&school, &mut flood, "").await);
    }
    assert_eq!(
        answers,
        [StatusCode::SEE_OTHER, StatusCode::SEE_OTHER, StatusCode::SEE_OTHER, TOO_MANY]
    );
    assert!(counted(&school, "appeals_of_account").await);
    assert!(counted(&school, "appeals_of_address").await);
    let appeals = school.demo.app.store.open_appeals(school.demo.app.clock.now()).await.unwrap();
    assert_eq!(appeals.len(), 5);
}
