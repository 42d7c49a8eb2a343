//! Goal: staff can mend what keeps a child out, never alone, and see no value that ESIA sent.
//! Method: an HTTP client as secretary, head and support; the same forms sent twice, from two tabs,
//! by the wrong person, and without their proof.

use crate::school::School;
use crate::visitor::{Visitor, field, location, support_code};
use esia_core::record::RecordId;
use reqwest::StatusCode;

/// The fields of the correction form of a record, as the page gives them.
pub(crate) fn form_of(page: &str) -> Vec<(String, String)> {
    let names = [
        "csrf",
        "form",
        "version",
        "case",
        "last_name",
        "first_name",
        "middle_name",
        "birth_date",
        "snils",
        "cert_series",
        "cert_number",
        "class",
        "school",
        "school_year",
        "pupil",
    ];
    let mut fields: Vec<(String, String)> =
        names.iter().map(|name| ((*name).to_owned(), field(page, name))).collect();
    fields.push(("enrolment".into(), "active".into()));
    fields.push(("ground".into(), "Документ со СНИЛС".into()));
    fields.push(("action".into(), "save".into()));
    fields
}

pub(crate) fn set(fields: &mut [(String, String)], name: &str, value: &str) {
    let found = fields.iter_mut().find(|(field, _)| field == name);
    value.clone_into(&mut found.expect(name).1);
}

pub(crate) async fn send(
    visitor: &mut Visitor,
    address: &str,
    fields: &[(String, String)],
) -> reqwest::Response {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    visitor.post(address, &fields).await
}

async fn sat_down(school: &School, login: &str) -> Visitor {
    let mut visitor = Visitor::new();
    visitor.sit_down(school, login).await;
    visitor
}

/// The case of the pupil with a typo, as this visitor opens it by its code.
async fn case_of_misprint(school: &School, staff: &mut Visitor) -> String {
    let mut pupil = Visitor::new();
    let back = pupil.grant(school, "misprint-pupil").await;
    let code = support_code(&pupil.get(&back).await.text().await.unwrap());
    let queue = staff.page(&school.url("/desk")).await;
    let csrf = field(&queue, "csrf");
    let fields = [("csrf", csrf.as_str()), ("code", code.as_str())];
    location(&staff.post(&school.url("/desk/code"), &fields).await)
}

/// I-24, T-25.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_typo_is_mended_by_two_people_and_then_the_child_is_found() {
    let school = School::open("desk-mend").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let case = case_of_misprint(&school, &mut secretary).await;
    let page = secretary.page(&school.url(&case)).await;
    assert!(page.contains("в номере СНИЛС переставлены 7-я и 8-я цифры"), "{page}");
    assert!(page.contains("•••-•••-••• 46"), "values are masked");
    for value in ["100-006-142 46", "100-006-412 46", "Опечаткина"] {
        assert!(!page.contains(value), "{value} is on the page of the case");
    }

    let (_, rest) = page.split_once("data-record=\"J03\" href=\"").unwrap();
    let address = school.url(rest.split('"').next().unwrap());
    let record = secretary.page(&address).await;
    let mut form = form_of(&record);
    set(&mut form, "snils", "100 006 142 46");
    set(&mut form, "action", "check");
    let checked = send(&mut secretary, &school.url("/desk/records/J03"), &form).await;
    assert!(checked.text().await.unwrap().contains("Читается так: 100-006-142 46"));
    set(&mut form, "action", "save");
    let change = location(&send(&mut secretary, &school.url("/desk/records/J03"), &form).await);
    let again = location(&send(&mut secretary, &school.url("/desk/records/J03"), &form).await);
    assert_eq!(change, again, "a form that is sent twice is one change");

    let store = &school.demo.app.store;
    let record = store.record(&RecordId::new("J03".into())).await.unwrap().unwrap();
    assert_eq!(record.snils.expose(), "100-006-412 46", "nothing has changed yet");
    let page = secretary.page(&school.url(&change)).await;
    assert!(page.contains("ждёт второго человека"));
    assert!(!page.contains("id=\"approve\""));
    let csrf = field(&page, "csrf");
    let approval = [("csrf", csrf.as_str()), ("decision", "approve")];
    let response = secretary.post(&school.url(&change), &approval).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "a secretary decides nothing");

    let mut head = sat_down(&school, "head").await;
    let page = head.page(&school.url(&change)).await;
    let csrf = field(&page, "csrf");
    let approval = [("csrf", csrf.as_str()), ("decision", "approve")];
    for _ in 0..2 {
        assert_eq!(location(&head.post(&school.url(&change), &approval).await), change);
    }
    assert!(head.page(&school.url(&change)).await.contains("внесено"));
    let history = head.page(&school.url("/desk/history")).await;
    for told in ["изменение предложено", "изменение подтверждено", "просмотр обращения"]
    {
        assert!(history.contains(told), "{told}");
    }
    assert_eq!(history.matches("изменение подтверждено").count(), 1, "approved once");

    let mut pupil = Visitor::new();
    let back = pupil.grant(&school, "misprint-pupil").await;
    let page = pupil.get(&back).await.text().await.unwrap();
    assert!(page.contains("data-message=\"M-9\""), "found, and now consent is asked for");
}

/// I-24: nobody is the second person of an own change, whatever the role.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_proposed_a_change_does_not_approve_it() {
    let school = School::open("desk-alone").await;
    let mut head = sat_down(&school, "head").await;
    let page = head.page(&school.url("/desk/records/J03")).await;
    let mut form = form_of(&page);
    set(&mut form, "snils", "100-006-142 46");
    let change = location(&send(&mut head, &school.url("/desk/records/J03"), &form).await);
    let page = head.page(&school.url(&change)).await;
    assert!(page.contains("Подтвердить изменение должен другой сотрудник."));
    let csrf = field(&page, "csrf");
    let approval = [("csrf", csrf.as_str()), ("decision", "approve")];
    let response = head.post(&school.url(&change), &approval).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(response.text().await.unwrap().contains("Нужен второй человек"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_no_match_depends_on_needs_one_person_and_a_second_tab_overwrites_nothing() {
    let school = School::open("desk-tabs").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let address = school.url("/desk/records/J03");
    let (first, second) = (secretary.page(&address).await, secretary.page(&address).await);
    let mut form = form_of(&first);
    set(&mut form, "class", "5Б");
    let change = location(&send(&mut secretary, &address, &form).await);
    assert!(secretary.page(&school.url(&change)).await.contains("внесено"));
    let mut form = form_of(&second);
    set(&mut form, "class", "5В");
    let response = send(&mut secretary, &address, &form).await;
    assert_eq!(response.status(), StatusCode::CONFLICT, "the other tab is too old");
    let record = school.demo.app.store.record(&RecordId::new("J03".into())).await.unwrap();
    assert_eq!(record.unwrap().class, "5Б");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_with_errors_names_each_and_keeps_what_was_typed() {
    let school = School::open("desk-errors").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let address = school.url("/desk/records/J03");
    let mut form = form_of(&secretary.page(&address).await);
    set(&mut form, "snils", "100-006-142");
    set(&mut form, "birth_date", "31.06.2015");
    set(&mut form, "ground", "");
    let response = send(&mut secretary, &address, &form).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = response.text().await.unwrap();
    for told in ["одиннадцать цифр", "Такого дня нет в календаре", "Выберите документ"]
    {
        assert!(page.contains(told), "{told}");
    }
    assert!(page.contains("href=\"#snils\"") && page.contains("value=\"100-006-142\""));
    set(&mut form, "csrf", "made up");
    let response = send(&mut secretary, &address, &form).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "an expired form");
}

/// Transfers, archived years, and one pupil in two schools.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_left_is_not_found_and_who_learns_in_two_schools_is_one_person() {
    let school = School::open("desk-enrolment").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let mut head = sat_down(&school, "head").await;
    let enter = async || {
        let mut pupil = Visitor::new();
        let back = pupil.grant(&school, "granted-pupil").await;
        pupil.get(&back).await.status()
    };
    let new = secretary.page(&school.url("/desk/records/new")).await;
    let (_, rest) = new.split_once("action=\"/desk/records/N-").unwrap();
    let second = format!("/desk/records/N-{}", rest.split('"').next().unwrap());
    let first = String::from("/desk/records/J01");
    // The same pupil in a second school, joined by one number; then gone from both.
    for (address, enrolment, expected) in [
        (&first, "active", StatusCode::SEE_OTHER),
        (&second, "active", StatusCode::SEE_OTHER),
        (&first, "transferred", StatusCode::SEE_OTHER),
        (&second, "archived", StatusCode::FORBIDDEN),
    ] {
        let page = if *address == second && enrolment == "active" {
            new.clone()
        } else {
            secretary.page(&school.url(address)).await
        };
        let mut form = form_of(&page);
        for (name, value) in [
            ("last_name", "Примеров"),
            ("first_name", "Пётр"),
            ("middle_name", "Ильич"),
            ("snils", "100-001-107 23"),
            ("class", "4А"),
            ("pupil", "P-1"),
            ("enrolment", enrolment),
        ] {
            set(&mut form, name, value);
        }
        let born = school.demo.app.store.record(&RecordId::new("J01".into())).await.unwrap();
        set(&mut form, "birth_date", born.unwrap().birth_date.expose());
        let change = location(&send(&mut secretary, &school.url(address), &form).await);
        let page = head.page(&school.url(&change)).await;
        let csrf = field(&page, "csrf");
        let approval = [("csrf", csrf.as_str()), ("decision", "approve")];
        head.post(&school.url(&change), &approval).await;
        assert!(head.page(&school.url(&change)).await.contains("внесено"), "{address}");
        if expected == StatusCode::FORBIDDEN || enrolment == "active" {
            assert_eq!(enter().await, expected, "{address} {enrolment}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn support_reads_the_explanation_and_no_value_and_changes_nothing() {
    let school = School::open("desk-support").await;
    let mut support = sat_down(&school, "support").await;
    let case = case_of_misprint(&school, &mut support).await;
    let page = support.page(&school.url(&format!("{case}/explain"))).await;
    // The order of identity.md §8.
    let steps: Vec<_> =
        page.split("data-step=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(
        steps,
        [
            "account",
            "consent",
            "verification",
            "enrolment",
            "snils",
            "certificate",
            "person",
            "duplicates"
        ]
    );
    assert!(page.contains("data-step=\"snils\" data-standing=\"cause\""));
    assert!(page.contains("D-07 (R-07, R-08, Q-13)"), "the row with its rules");
    for value in ["100-006", "Опечаткина", "Вера", "100606", "1000900006"] {
        assert!(!page.contains(value), "{value} is on the page");
    }
    for address in ["/desk/records", "/desk/records/J03", "/desk/changes", "/desk/history"] {
        let response = support.get(&school.url(address)).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_sits_at_the_desk_without_the_right_password() {
    let school = School::open("desk-door").await;
    for address in ["/desk", "/desk/records", "/desk/changes", "/desk/cases/0", "/desk/history"] {
        let response = Visitor::new().get(&school.url(address)).await;
        assert_eq!(location(&response), "/desk/sign-in", "{address}");
    }
    let mut stranger = Visitor::new();
    let csrf = field(&stranger.page(&school.url("/desk/sign-in")).await, "csrf");
    for (login, password) in [("head", "wrong"), ("nobody", "wrong"), ("", "")] {
        let fields = [("csrf", csrf.as_str()), ("login", login), ("password", password)];
        let response = stranger.post(&school.url("/desk/sign-in"), &fields).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{login}");
        assert!(response.text().await.unwrap().contains("Имя или пароль не подходят"));
    }
    // After ten wrong passwords the right one waits too.
    for _ in 0..9 {
        let fields = [("csrf", csrf.as_str()), ("login", "head"), ("password", "wrong")];
        stranger.post(&school.url("/desk/sign-in"), &fields).await;
    }
    let staff = school.demo.staff.iter().find(|staff| staff.login == "head").unwrap();
    let fields =
        [("csrf", csrf.as_str()), ("login", "head"), ("password", staff.password.as_str())];
    let response = stranger.post(&school.url("/desk/sign-in"), &fields).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_journal_is_checked_before_anybody_signs_in() {
    let school = School::open("desk-check").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let page = secretary.page(&school.url("/desk/check")).await;
    // J03 has no certificate and a SNILS whose check fails; J17 has no SNILS.
    for told in [
        "в журнале нет свидетельства о рождении",
        "в журнале нет номера СНИЛС",
        "href=\"/desk/records/J03\"",
        "href=\"/desk/records/J17\"",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("href=\"/desk/records/J01\""), "nothing is wrong with J01");
    assert!(!page.contains("100-006-412 46"), "the report holds no value");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_is_nobodys_leads_nowhere() {
    let school = School::open("desk-code").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let csrf = field(&secretary.page(&school.url("/desk")).await, "csrf");
    for code in ["7K2M-9QXA-03TD", "", "'; DROP TABLE cases; --"] {
        let fields = [("csrf", csrf.as_str()), ("code", code)];
        let response = secretary.post(&school.url("/desk/code"), &fields).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{code}");
    }
    let response = secretary.get(&school.url("/desk/cases/7K2M9QXA03TD")).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}
