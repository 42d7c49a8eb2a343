//! The correction form: what was typed from a paper, how it is read, and whether a match depends
//! on it.

use crate::register::evidence;
use crate::store::{Enrolment, Record};
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use esia_matching::birth_date::{BirthDate, BirthDateError, DateOrder};
use esia_matching::certificate::{BirthCertificate, CertificateError};
use esia_matching::name::{FullName, NameError};
use esia_matching::sheet::SheetCell;
use esia_matching::snils::{Check, Snils, SnilsError};
use serde::Deserialize;
use std::fmt;

/// What the form sends; `Debug` shows nothing of it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RecordForm {
    /// The proof that the form is ours.
    pub csrf: String,
    /// The name of the form: it makes one change.
    pub form: String,
    /// The version of the row that the form was made from.
    pub version: i64,
    /// The case that the change answers; empty where there is none.
    pub case: String,
    /// `check` or `save`.
    pub action: String,
    /// The paper that was shown.
    pub ground: String,
    /// As typed.
    pub last_name: String,
    /// As typed.
    pub first_name: String,
    /// As typed.
    pub middle_name: String,
    /// As typed.
    pub birth_date: String,
    /// As typed.
    pub snils: String,
    /// As typed.
    pub cert_series: String,
    /// As typed.
    pub cert_number: String,
    /// As typed.
    pub class: String,
    /// As typed.
    pub school: String,
    /// As typed.
    pub school_year: String,
    /// A word of [`Enrolment`].
    pub enrolment: String,
    /// The register's own key of the pupil; empty where there is none.
    pub pupil: String,
}

/// What the canonicaliser says of one field.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Feedback {
    /// It is read so.
    Read(String),
    /// It is read, and yet it looks wrong.
    Doubt(String),
    /// It cannot be read.
    Unreadable(String),
}

impl fmt::Debug for RecordForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordForm")
    }
}

impl RecordForm {
    /// The form of a record as it stands.
    #[must_use]
    pub fn of(record: &Record, form: String, case: String) -> Self {
        let text = |value: &Personal| value.expose().to_owned();
        Self {
            form,
            case,
            version: record.version,
            last_name: text(&record.last_name),
            first_name: text(&record.first_name),
            middle_name: text(&record.middle_name),
            birth_date: text(&record.birth_date),
            snils: text(&record.snils),
            cert_series: text(&record.cert_series),
            cert_number: text(&record.cert_number),
            class: record.class.clone(),
            school: record.school.clone(),
            school_year: record.school_year.clone(),
            enrolment: record.enrolment.as_str().to_owned(),
            pupil: record.pupil.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The record that the form describes; `None` where it names no state of an enrolment.
    #[must_use]
    pub fn to_record(&self, id: RecordId) -> Option<Record> {
        let personal = |text: &str| Personal::new(text.trim().to_owned());
        let text = |text: &str| text.trim().to_owned();
        Some(Record {
            id,
            snils: personal(&self.snils),
            last_name: personal(&self.last_name),
            first_name: personal(&self.first_name),
            middle_name: personal(&self.middle_name),
            birth_date: personal(&self.birth_date),
            cert_series: personal(&self.cert_series),
            cert_number: personal(&self.cert_number),
            class: text(&self.class),
            school: text(&self.school),
            school_year: text(&self.school_year),
            enrolment: Enrolment::parse(&self.enrolment)?,
            pupil: Some(text(&self.pupil)).filter(|pupil| !pupil.is_empty()),
            version: self.version,
        })
    }

    /// How each field is read.
    #[must_use]
    pub fn feedback(&self) -> Vec<(&'static str, Feedback)> {
        let mut feedback = vec![
            ("last_name", names(&self.last_name, &self.first_name, &self.middle_name)),
            ("birth_date", birth_date(&self.birth_date)),
        ];
        if !self.snils.trim().is_empty() {
            feedback.push(("snils", snils(&self.snils)));
        }
        if !(self.cert_series.trim().is_empty() && self.cert_number.trim().is_empty()) {
            feedback.push(("cert_number", certificate(&self.cert_series, &self.cert_number)));
        }
        feedback
    }

    /// What keeps the form from being saved.
    #[must_use]
    pub fn errors(&self) -> Vec<(&'static str, String)> {
        let unreadable =
            self.feedback().into_iter().filter_map(|(field, feedback)| match feedback {
                Feedback::Unreadable(why) => Some((field, why)),
                Feedback::Read(_) | Feedback::Doubt(_) => None,
            });
        let mut errors: Vec<_> = unreadable.collect();
        if self.class.trim().is_empty() {
            errors.push(("class", String::from("Класс не указан")));
        }
        if !GROUNDS.contains(&self.ground.as_str()) {
            errors.push((
                "ground",
                String::from("Выберите документ, по которому вносится изменение"),
            ));
        }
        let texts = [
            &self.last_name,
            &self.first_name,
            &self.middle_name,
            &self.birth_date,
            &self.snils,
            &self.cert_series,
            &self.cert_number,
            &self.class,
            &self.school,
            &self.school_year,
            &self.pupil,
        ];
        if texts.into_iter().any(|text| text.chars().count() > 200) {
            errors.push(("last_name", String::from("Одно из полей длиннее 200 знаков")));
        }
        errors
    }
}

/// The papers that a change may be made by.
pub const GROUNDS: [&str; 4] = [
    "Свидетельство о рождении",
    "Документ со СНИЛС",
    "Паспорт",
    "Приказ о зачислении, переводе или выбытии",
];

/// Whether a match may come, go or move by this change: then a second person decides (I-24, T-25).
#[must_use]
pub fn moves_match(before: Option<&Record>, after: &Record) -> bool {
    let Some(before) = before else { return true };
    let (one, other) = (evidence(before), evidence(after));
    before.enrolment != after.enrolment
        || before.pupil != after.pupil
        || one.names().value().map(FullName::exact_key)
            != other.names().value().map(FullName::exact_key)
        || one.birth_date().value() != other.birth_date().value()
        || one.snils().value() != other.snils().value()
        || one.certificate().value() != other.certificate().value()
}

fn names(last: &str, first: &str, middle: &str) -> Feedback {
    match FullName::read(last, first, Some(middle)) {
        Ok(read) => {
            let parts = [read.value.last_name(), read.value.first_name(), read.value.middle_name()];
            Feedback::Read(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        Err(NameError::Empty) => Feedback::Unreadable("Фамилия и имя не указаны".into()),
        Err(_) => Feedback::Unreadable("В имени есть знак, которого в именах не бывает".into()),
    }
}

fn birth_date(text: &str) -> Feedback {
    match BirthDate::read(text, DateOrder::Undeclared) {
        Ok(read) => Feedback::Read(read.value.date().format("%d.%m.%Y").to_string()),
        Err(BirthDateError::Empty) => Feedback::Unreadable("Дата рождения не указана".into()),
        Err(BirthDateError::Impossible) => {
            Feedback::Unreadable("Такого дня нет в календаре".into())
        }
        Err(BirthDateError::Range) => {
            Feedback::Unreadable("Дата рождения не между 1900 и 2100 годом".into())
        }
        Err(_) => Feedback::Unreadable("Дата рождения пишется так: 05.03.2014".into()),
    }
}

fn snils(text: &str) -> Feedback {
    match Snils::read(text, SheetCell::Text) {
        Ok(read) if read.value.is_placeholder() => {
            Feedback::Unreadable("Вместо номера СНИЛС заглушка: оставьте поле пустым".into())
        }
        Ok(read) => match read.value.check() {
            Check::Ok | Check::NotApplicable => Feedback::Read(read.value.to_string()),
            Check::Fails => Feedback::Doubt(format!(
                "{}: контрольное число не сходится, сверьте с документом ещё раз",
                read.value
            )),
        },
        Err(SnilsError::Length) => Feedback::Unreadable("В номере СНИЛС одиннадцать цифр".into()),
        Err(_) => Feedback::Unreadable("В номере СНИЛС есть знак, который не цифра".into()),
    }
}

fn certificate(series: &str, number: &str) -> Feedback {
    match BirthCertificate::read_parts(series, number, SheetCell::Text) {
        Ok(read) => Feedback::Read(read.value.to_string()),
        Err(CertificateError::Numeral) => {
            Feedback::Unreadable("Серия начинается с римского числа: II-ТС".into())
        }
        Err(CertificateError::Letters) => {
            Feedback::Unreadable("Серия кончается двумя русскими буквами: II-ТС".into())
        }
        Err(CertificateError::Number) => {
            Feedback::Unreadable("В номере свидетельства шесть или семь цифр".into())
        }
        Err(_) => Feedback::Unreadable("Свидетельство пишется так: II-ТС 123456".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Feedback, RecordForm, moves_match};
    use esia_core::record::RecordId;

    fn form() -> RecordForm {
        RecordForm {
            last_name: "Тестова".into(),
            first_name: "Анна".into(),
            birth_date: "05.03.2014".into(),
            snils: "112-233-445 95".into(),
            class: "5А".into(),
            enrolment: "active".into(),
            ground: "Паспорт".into(),
            ..RecordForm::default()
        }
    }

    fn moves(after: &RecordForm) -> bool {
        let record = |form: &RecordForm| form.to_record(RecordId::new("J5".into())).unwrap();
        moves_match(Some(&record(&form())), &record(after))
    }

    /// I-24.
    #[test]
    fn what_a_match_depends_on_waits_for_a_second_person_and_spelling_does_not() {
        for (field, after) in [
            ("snils", RecordForm { snils: "112-233-454 95".into(), ..form() }),
            ("no snils", RecordForm { snils: String::new(), ..form() }),
            ("name", RecordForm { first_name: "Алла".into(), ..form() }),
            ("ё", RecordForm { last_name: "Тёстова".into(), ..form() }),
            ("date", RecordForm { birth_date: "05.04.2014".into(), ..form() }),
            (
                "certificate",
                RecordForm {
                    cert_series: "II-ТС".into(), cert_number: "100101".into(), ..form()
                },
            ),
            ("enrolment", RecordForm { enrolment: "archived".into(), ..form() }),
            ("pupil", RecordForm { pupil: "P1".into(), ..form() }),
        ] {
            assert!(moves(&after), "{field}");
        }
        assert!(!moves(&RecordForm { snils: "112 233 445 95".into(), ..form() }));
        assert!(!moves(&RecordForm {
            last_name: "ТЕСТОВА".into(), class: "6А".into(), ..form()
        }));
        let new = form().to_record(RecordId::new("J6".into())).unwrap();
        assert!(moves_match(None, &new), "a new record");
    }

    #[test]
    fn each_field_is_told_how_it_is_read() {
        let told = RecordForm { snils: "112 233 445 95".into(), ..form() }.feedback();
        assert!(told.contains(&("snils", Feedback::Read("112-233-445 95".into()))));
        assert!(told.contains(&("birth_date", Feedback::Read("05.03.2014".into()))));
        assert!(form().errors().is_empty());
        for (field, bad) in [
            ("snils", RecordForm { snils: "112-233-445".into(), ..form() }),
            ("snils", RecordForm { snils: "111-111-111 11".into(), ..form() }),
            ("birth_date", RecordForm { birth_date: "31.06.2014".into(), ..form() }),
            ("birth_date", RecordForm { birth_date: String::new(), ..form() }),
            ("last_name", RecordForm { last_name: "Тестова (5А)".into(), ..form() }),
            ("cert_number", RecordForm { cert_series: "III-М0".into(), ..form() }),
            ("class", RecordForm { class: " ".into(), ..form() }),
            ("ground", RecordForm { ground: "на слово".into(), ..form() }),
        ] {
            let errors = bad.errors();
            assert!(errors.iter().any(|(of, _)| *of == field), "{field}: {errors:?}");
        }
        let doubtful = RecordForm { snils: "112-233-445 96".into(), ..form() };
        assert!(doubtful.errors().is_empty(), "a number that fails its check is still a number");
        assert!(doubtful.feedback().iter().any(|(_, it)| matches!(it, Feedback::Doubt(_))));
    }
}
