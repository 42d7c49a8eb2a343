//! Work that waits at the desk: what an attack would spoil.

use crate::school::School;
use crate::visitor::{Visitor, field, location, support_code};

/// A case with an appeal, a change and an upload that wait, by their names.
pub(crate) struct Work {
    pub(crate) case: String,
    pub(crate) change: String,
    pub(crate) upload: String,
}

/// A refusal page, its case, and the names of what waits; the head uploads, the secretary proposes.
pub(crate) async fn waiting_work(school: &School) -> Work {
    let mut pupil = Visitor::new();
    let back = pupil.grant(school, "misprint-pupil").await;
    let code = support_code(&pupil.page(&back).await);
    appeal(school, &mut pupil, &code).await;

    let mut secretary = Visitor::new();
    secretary.sit_down(school, "secretary").await;
    let case = look_up(school, &mut secretary, &code).await.expect("the case is there");
    let change = propose(school, &mut secretary).await;

    let mut head = Visitor::new();
    head.sit_down(school, "head").await;
    let csrf = field(&head.page(&school.url("/desk/upload")).await, "csrf");
    let file = "ид;Фамилия;Имя;Дата рождения;Класс\nX1;Проверкин;Иван;05.03.2014;5Б\n".as_bytes();
    let response = head.post_file(&school.url("/desk/upload"), &csrf, "journal.csv", file).await;
    let upload = location(&response).rsplit('/').next().unwrap().to_owned();
    Work { case, change, upload }
}

/// Sends an appeal as a person does; the status of the answer.
pub(crate) async fn appeal(
    school: &School,
    person: &mut Visitor,
    code: &str,
) -> reqwest::StatusCode {
    let form = person.page(&school.url("/appeal")).await;
    let (csrf, name) = (field(&form, "csrf"), field(&form, "form"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("form", name.as_str()),
        ("code", code),
        ("contact", "mama@pochta.example"),
        ("words", "Не открывается дневник"),
    ];
    person.post(&school.url("/appeal"), &fields).await.status()
}

/// Looks a code up at the desk; the name of its case, if there is one.
pub(crate) async fn look_up(school: &School, staff: &mut Visitor, code: &str) -> Option<String> {
    let csrf = field(&staff.page(&school.url("/desk")).await, "csrf");
    let fields = [("csrf", csrf.as_str()), ("code", code)];
    let response = staff.post(&school.url("/desk/code"), &fields).await;
    let to = response.headers().get(reqwest::header::LOCATION)?.to_str().unwrap();
    Some(to.strip_prefix("/desk/cases/")?.to_owned())
}

/// Proposes another name for a record; the change that waits.
async fn propose(school: &School, secretary: &mut Visitor) -> String {
    let page = secretary.page(&school.url("/desk/records/J01")).await;
    let names = [
        "csrf",
        "form",
        "version",
        "case",
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
    let mut fields: Vec<(&str, String)> =
        names.iter().map(|name| (*name, field(&page, name))).collect();
    for (name, value) in [
        ("last_name", "Переименов"),
        ("enrolment", "active"),
        ("ground", "Свидетельство о рождении"),
        ("action", "save"),
    ] {
        fields.push((name, value.to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let response = secretary.post(&school.url("/desk/records/J01"), &fields).await;
    location(&response).strip_prefix("/desk/changes/").expect("it waits").to_owned()
}
