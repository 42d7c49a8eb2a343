//! Goal: the staff of one school see and change its own records and appeals, and of another school's
//! not even that they are there.
//! Method: a second school beside the first; the same addresses are asked for by staff of both and by
//! support, which belongs to all.

use crate::desk::{form_of, send, set};
use crate::school::School;
use crate::upload;
use crate::visitor::{Visitor, field, location, support_code};
use diary::demo::SCHOOL;
use diary::desk::password;
use diary::store::{Role, Staff};
use esia_core::record::RecordId;
use reqwest::StatusCode;

const OTHER: &str = "Школа № 2 (вымышленная)";
const PASSWORD: &str = "a password of this test";

/// A second school with one pupil of its own, a secretary and a head.
async fn two_schools(name: &str) -> School {
    let school = School::open(name).await;
    let store = &school.demo.app.store;
    let mut record = store.record(&RecordId::new("J01".into())).await.unwrap().unwrap();
    record.id = RecordId::new("S2-1".into());
    record.last_name = esia_core::secrets::Personal::new("Вторая".into());
    record.snils = esia_core::secrets::Personal::new("112-233-445 95".into());
    record.cert_number = esia_core::secrets::Personal::new(String::new());
    record.cert_series = record.cert_number.clone();
    record.school = OTHER.into();
    store.put_record(&record).await.unwrap();
    for (login, role) in [("secretary-2", Role::Secretary), ("head-2", Role::Head)] {
        let staff = Staff {
            login: login.into(),
            name: login.into(),
            role,
            school: Some(OTHER.into()),
            password_hash: password::hash(PASSWORD).unwrap(),
        };
        store.put_staff(&staff).await.unwrap();
    }
    school
}

async fn of_other(school: &School, login: &str) -> Visitor {
    let mut visitor = Visitor::new();
    let csrf = field(&visitor.page(&school.url("/desk/sign-in")).await, "csrf");
    let fields = [("csrf", csrf.as_str()), ("login", login), ("password", PASSWORD)];
    let response = visitor.post(&school.url("/desk/sign-in"), &fields).await;
    assert_eq!(location(&response), "/desk");
    visitor
}

async fn of_first(school: &School, login: &str) -> Visitor {
    upload::sat_down(school, login).await
}

/// T-24, T-25.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_is_seen_and_changed_by_its_own_school_alone() {
    let school = two_schools("schools-records").await;
    let mut first = of_first(&school, "secretary").await;
    let mut other = of_other(&school, "secretary-2").await;
    let list = first.page(&school.url("/desk/records")).await;
    assert!(list.contains("J01") && !list.contains("S2-1") && !list.contains("Вторая"));
    let list = other.page(&school.url("/desk/records")).await;
    assert!(list.contains("S2-1") && !list.contains("J01"));
    for (staff, id) in [(&mut first, "S2-1"), (&mut other, "J03")] {
        let address = school.url(&format!("/desk/records/{id}"));
        assert_eq!(staff.get(&address).await.status(), StatusCode::NOT_FOUND, "{id}");
        let mut form = form_of(&staff.page(&school.url("/desk/records/new")).await);
        set(&mut form, "class", "1А");
        assert_eq!(send(staff, &address, &form).await.status(), StatusCode::NOT_FOUND, "{id}");
        let check = staff.page(&school.url("/desk/check")).await;
        assert!(!check.contains(&format!("/desk/records/{id}\"")), "{id}");
    }
    // Nobody moves a pupil into, or enrols one in, another school.
    for address in ["/desk/records/J03", "/desk/records/new"] {
        let page = first.page(&school.url(address)).await;
        let mut form = form_of(&page);
        assert_eq!(field(&page, "school"), SCHOOL);
        for (name, value) in
            [("school", OTHER), ("last_name", "Третья"), ("first_name", "Ия"), ("class", "1А")]
        {
            set(&mut form, name, value);
        }
        set(&mut form, "birth_date", "05.03.2014");
        let to = page.split("action=\"/desk/records/").nth(1).unwrap().split('"').next().unwrap();
        let sent = send(&mut first, &school.url(&format!("/desk/records/{to}")), &form).await;
        assert_eq!(sent.status(), StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(sent.text().await.unwrap().contains("записи только своей школы"));
    }
}

/// I-24.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_waits_for_a_second_person_of_its_own_school() {
    let school = two_schools("schools-changes").await;
    let mut secretary = of_other(&school, "secretary-2").await;
    let address = school.url("/desk/records/S2-1");
    let mut form = form_of(&secretary.page(&address).await);
    set(&mut form, "first_name", "Пятый");
    let change = location(&send(&mut secretary, &address, &form).await);
    let mut head = of_first(&school, "head").await;
    assert!(!head.page(&school.url("/desk/changes")).await.contains(&change));
    assert_eq!(head.get(&school.url(&change)).await.status(), StatusCode::NOT_FOUND);
    let csrf = field(&head.page(&school.url("/desk")).await, "csrf");
    let approval = [("csrf", csrf.as_str()), ("decision", "approve")];
    let response = head.post(&school.url(&change), &approval).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(!head.page(&school.url("/desk/history")).await.contains(&change));
    let mut own = of_other(&school, "head-2").await;
    assert!(own.page(&school.url("/desk/changes")).await.contains(&change));
    assert_eq!(location(&upload::decide(&school, &mut own, &change, "approve").await), change);
    assert!(own.page(&school.url(&change)).await.contains("внесено"));
    assert!(own.page(&school.url("/desk/history")).await.contains(&change));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_brings_in_the_pupils_of_ones_own_school_alone() {
    let school = two_schools("schools-upload").await;
    let mut secretary = of_other(&school, "secretary-2").await;
    let file = "ид;Фамилия;Имя;Дата рождения;СНИЛС;Класс;Школа\n\
                J01;Чужой;Пётр;05.03.2014;;5А;\n\
                N1;Новая;Злата;05.03.2014;;5А;Школа № 1 (вымышленная)\n\
                N2;Своя;Злата;05.03.2014;;5А;\n";
    let checked = location(&upload::check(&school, &mut secretary, file.as_bytes()).await);
    let page = secretary.page(&school.url(&checked)).await;
    assert!(page.contains("id=\"upload-new\">1<") && page.contains("id=\"upload-refused\">2<"));
    assert_eq!(page.matches("это ученик другой школы").count(), 2, "{page}");
    assert!(page.contains("id=\"upload-missing\">1<"), "S2-1 alone is missing");
    let csrf = field(&page, "csrf");
    let change = location(&secretary.post(&school.url(&checked), &[("csrf", &csrf)]).await);
    let mut head = of_other(&school, "head-2").await;
    upload::decide(&school, &mut head, &change, "approve").await;
    let record = school.demo.app.store.record(&RecordId::new("N2".into())).await.unwrap();
    assert_eq!(record.unwrap().school, OTHER);
}

/// R-76, T-16: an appeal turns to one school; before it, whoever is told the code may look, and is
/// told of no record of another school.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_appeal_reaches_the_school_that_it_turns_to_and_no_other() {
    let school = two_schools("schools-appeals").await;
    let mut pupil = Visitor::new();
    let back = pupil.grant(&school, "misprint-pupil").await;
    let code = support_code(&pupil.get(&back).await.text().await.unwrap());
    let mut other = of_other(&school, "secretary-2").await;
    let by_code = async |staff: &mut Visitor| {
        let csrf = field(&staff.page(&school.url("/desk")).await, "csrf");
        let fields = [("csrf", csrf.as_str()), ("code", code.as_str())];
        staff.post(&school.url("/desk/code"), &fields).await
    };
    let case = location(&by_code(&mut other).await);
    let page = other.page(&school.url(&case)).await;
    assert!(page.contains("id=\"no-suspects\"") && !page.contains("J03"), "{page}");

    let form = pupil.page(&school.url("/appeal")).await;
    let (csrf, name) = (field(&form, "csrf"), field(&form, "form"));
    assert!(form.contains("<select id=\"school\"") && form.contains(SCHOOL));
    for (to, status) in [
        ("", StatusCode::UNPROCESSABLE_ENTITY),
        ("Школа, которой нет", StatusCode::UNPROCESSABLE_ENTITY),
        (SCHOOL, StatusCode::SEE_OTHER),
    ] {
        let fields = [
            ("csrf", csrf.as_str()),
            ("form", name.as_str()),
            ("code", code.as_str()),
            ("contact", "mama@pochta.example"),
            ("school", to),
        ];
        assert_eq!(pupil.post(&school.url("/appeal"), &fields).await.status(), status, "{to}");
    }
    for (mut staff, sees) in [
        (of_first(&school, "secretary").await, true),
        (of_first(&school, "support").await, true),
        (other, false),
    ] {
        let queue = staff.page(&school.url("/desk")).await;
        assert_eq!(queue.contains(&case), sees);
        let status = if sees { StatusCode::OK } else { StatusCode::NOT_FOUND };
        for address in [case.clone(), format!("{case}/explain")] {
            assert_eq!(staff.get(&school.url(&address)).await.status(), status);
        }
        let found = by_code(&mut staff).await.status();
        assert_eq!(found == StatusCode::SEE_OTHER, sees);
    }
}

/// The explanation goes by what was decided and kept: a platform that is away is not missed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_at_a_case_asks_no_consents_platform() {
    let school = School::open("schools-quiet").await;
    let mut pupil = Visitor::new();
    let back = pupil.grant(&school, "asked-pupil").await;
    let code = support_code(&pupil.get(&back).await.text().await.unwrap());
    school.demo.stand.faults().set(gosuslugi_stand::Fault::ConsentsUnavailable);
    let mut support = of_first(&school, "support").await;
    let csrf = field(&support.page(&school.url("/desk")).await, "csrf");
    let fields = [("csrf", csrf.as_str()), ("code", code.as_str())];
    let case = location(&support.post(&school.url("/desk/code"), &fields).await);
    let page = support.page(&school.url(&format!("{case}/explain"))).await;
    assert!(page.contains("data-step=\"consent\" data-standing=\"cause\""), "{page}");
    assert!(page.contains("D-11"), "as it was decided, whatever the platform does now");
}
