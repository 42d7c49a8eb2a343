//! Children without an account: what the creation of one begins with.

use super::{AccountLevel, Born, Consent, Gender, Role, Sketch};

pub(super) const NEWCOMERS: &[Sketch] = &[
    Sketch {
        key: "new-pupil",
        oid: 1_000_900_042,
        name: ("Новосёлов", "Тимофей", Some("Андреевич")),
        born: Born { age: 8, month: 5, day: 17 },
        gender: Gender::Male,
        snils: "100-042-394 68",
        certificate: Some(("II-ТС", "104242", "1042")),
        case: "8 лет, учётной записи ещё нет: её создаёт мать",
        ..CHILD
    },
    Sketch {
        key: "new-teen",
        oid: 1_000_900_043,
        name: ("Новосёлова", "Варвара", Some("Андреевна")),
        born: Born { age: 17, month: 8, day: 30 },
        gender: Gender::Female,
        snils: "100-043-401 54",
        certificate: Some(("II-ТС", "104343", "1043")),
        case: "17 лет, учётной записи ещё нет: родитель может создать её до 18 лет",
        ..CHILD
    },
];

/// What both have in common; the account is the one that a parent makes.
const CHILD: Sketch = Sketch {
    key: "",
    oid: 0,
    name: ("", "", None),
    born: Born { age: 8, month: 1, day: 1 },
    gender: Gender::Female,
    snils: "",
    certificate: None,
    account: AccountLevel::Child,
    role: Role::Pupil,
    parents: &["new-mother", "new-father"],
    linked: &[],
    consent: Consent::None,
    case: "",
};
