//! The shorter guide, R-66 to R-76, and what follows from both, R-77 to R-82.

use super::{Rule, Standing, Words};

/// 002, and rules derived from other rules: their clause names those.
pub(super) const GUIDE: &[Rule] = &[
    Rule {
        id: "R-66",
        clause: "002:7",
        words: Words {
            english: "Whoever signs in needs a confirmed account.",
            russian: "Входящему нужна подтверждённая учётная запись.",
        },
        seed: &["подтвержденную учетную запись"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-67",
        clause: "002:8",
        words: Words {
            english: "A child under 14 must be linked to the parent's account.",
            russian: "Ребёнок до 14 лет должен быть привязан к учётной записи родителя.",
        },
        seed: &["Привязать ребенка до 14 лет к своей учетной записи."],
        standing: Standing::Row,
    },
    Rule {
        id: "R-68",
        clause: "002:9",
        words: Words {
            english: "For children over 14 a confirmed account is made at the portal.",
            russian: "Для детей старше 14 лет создаётся подтверждённая учётная запись.",
        },
        seed: &[
            "Для детей старше 14 лет создать подтвержденную учетную запись на портале Госуслуг.",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-69",
        clause: "002:11",
        words: Words {
            english: "The parent signs in at the portal with their own login and password.",
            russian: "Родитель входит на портал под своим логином и паролем.",
        },
        seed: &["Родитель входит под своим логином/ паролем на портал Госуслуг"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-70",
        clause: "002:55–81",
        words: Words {
            english: "Order of the form: place of birth and address, phone, e-mail, its confirmation, \
                 password, end.",
            russian: "Порядок формы: место рождения и адрес, телефон, почта, её подтверждение, пароль, \
                 завершение.",
        },
        seed: &[
            "1 Указание места рождения и адреса регистрации ребёнка",
            "2 Указание номера телефона",
            "6 Завершение регистрации УЗ ребёнка",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-71",
        clause: "002:85",
        words: Words {
            english: "Parent and child each sign in to the diary with their own account.",
            russian: "Родитель и ребёнок входят в дневник каждый под своей учётной записью.",
        },
        seed: &["Родитель/ребенок авторизуется в электронном журнале/дневнике под своей учетной \
             записью портала Госуслуг."],
        standing: Standing::Row,
    },
    Rule {
        id: "R-72",
        clause: "002:91",
        words: Words {
            english: "At sign-in the portal asks the person to grant access rights.",
            russian: "При входе портал просит предоставить права доступа.",
        },
        seed: &["Портал Госуслуг отправит запрос на предоставление прав доступа"],
        standing: Standing::Outside {
            why: Words {
                english: "The portal asks; the diary only names the scopes in its request.",
                russian: "Спрашивает портал; дневник лишь называет области доступа в запросе.",
            },
        },
    },
    Rule {
        id: "R-73",
        clause: "002:89",
        words: Words {
            english: "Help on the sign-in page.", russian: "Помощь на странице входа."
        },
        seed: &["Не удаётся войти?"],
        standing: Standing::Outside {
            why: Words {
                english: "A link on the portal's own page.",
                russian: "Ссылка на странице портала.",
            },
        },
    },
    Rule {
        id: "R-74",
        clause: "002:95–99",
        words: Words {
            english: "Two outcomes can be seen: linking succeeded, linking failed.",
            russian: "Видны два исхода: привязка удалась или не удалась.",
        },
        seed: &["В случае успешной привязки", "В случае неуспешной привязки"],
        standing: Standing::Outside {
            why: Words {
                english: "The pictures are lost in the seed; what we show are the texts M-1 to M-10.",
                russian: "Рисунки в источнике утрачены; мы показываем тексты M-1…M-10.",
            },
        },
    },
    Rule {
        id: "R-75",
        clause: "002:103",
        words: Words {
            english: "On failure: press the button and fill in the form of appeal.",
            russian: "При неудаче: нажать кнопку и заполнить форму обращения.",
        },
        seed: &["ОБРАТИТЬСЯ В ОРГАНИЗАЦИЮ"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-76",
        clause: "002:103",
        words: Words {
            english: "The appeal reaches the responsible employee of the school, who adds the missing \
                 data.",
            russian: "Обращение попадает к ответственному сотруднику, который вносит недостающие \
                 данные.",
        },
        seed: &["Обращение попадет к ответственному сотруднику образовательной организации"],
        standing: Standing::Outside {
            why: Words {
                english: "What the school does with an appeal; no event of a staff member opens \
                     anything (I-24).",
                russian: "Что школа делает с обращением; ни одно действие сотрудника ничего не \
                     открывает (I-24).",
            },
        },
    },
    Rule {
        id: "R-77",
        clause: "R-03, R-45",
        words: Words {
            english: "A card is verified before the making of an account is offered.",
            russian: "Создание учётной записи предлагают только после проверки карточки.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "R-78",
        clause: "R-07, R-10",
        words: Words {
            english: "Consent without a match is useless, and a match without consent gives no entry: \
                 two separate answers.",
            russian: "Согласие без найденной записи бесполезно, а запись без согласия не даёт входа: \
                 это два разных ответа.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "esia-core/src/access/table.rs",
            why: Words {
                english: "Not one row but their order: D-07 and D-08 stand before D-09 to D-13.",
                russian: "Не одна строка, а их порядок: D-07 и D-08 стоят раньше D-09…D-13.",
            },
        },
    },
    Rule {
        id: "R-79",
        clause: "000:65",
        words: Words {
            english: "An account that a parent made is linked to its maker without a code.",
            russian: "Учётная запись, созданная родителем, привязана к нему без кода.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "R-80",
        clause: "R-31",
        words: Words {
            english: "A consent is for one child and one service.",
            russian: "Согласие даётся на одного ребёнка и один сервис.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "examples/diary/src/store/consents.rs",
            why: Words {
                english: "One machine is kept for each pupil; an event reaches the machine of its own \
                     pupil alone.",
                russian: "Для каждого ученика ведётся свой автомат; событие приходит только в него.",
            },
        },
    },
    Rule {
        id: "R-81",
        clause: "000:41–57",
        words: Words {
            english: "Linking is not consent: they are two acts.",
            russian: "Привязка — не согласие: это два разных действия.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "R-82",
        clause: "R-28, R-11, R-16",
        words: Words {
            english: "Notices are part of the contract: to the other parent on linking, to both on a \
                 request, to the adult.",
            russian: "Уведомления обязательны: другому родителю о привязке, обоим о запросе, \
                 совершеннолетнему.",
        },
        seed: &[],
        standing: Standing::Row,
    },
];
