//! The child's card and its check by the registry.

use super::{Rule, Standing, Words};

/// 000, third instruction, up to the check.
pub(super) const CARD: &[Rule] = &[
    Rule {
        id: "R-34",
        clause: "000:65",
        words: Words {
            english: "The account of a person under 18 may be made by a parent (legal representative).",
            russian: "Учётную запись ребёнка до 18 лет может создать родитель (законный представитель).",
        },
        seed: &["не достигшего до 18 лет"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-35",
        clause: "000:80, 208",
        words: Words {
            english: "The path to the section.", russian: "Путь к разделу."
        },
        seed: &["Документы → Семья и дети"],
        standing: Standing::Outside {
            why: Words {
                english: "A path through the portal's pages.",
                russian: "Путь по страницам портала.",
            },
        },
    },
    Rule {
        id: "R-36",
        clause: "000:87; 002:45–47",
        words: Words {
            english: "A correct card lets one skip to the account; a missing child is added.",
            russian: "Если карточка верна, можно сразу создавать учётную запись; отсутствующего \
                 ребёнка добавляют.",
        },
        seed: &["Добавить"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-37",
        clause: "000:98–116",
        words: Words {
            english: "Fields of the card: last, first and middle name (if there is one), sex, birth \
                 date, country of birth registration.",
            russian: "Поля карточки: фамилия, имя, отчество (при наличии), пол, дата рождения, страна \
                 регистрации рождения.",
        },
        seed: &[
            "Фамилия",
            "Имя",
            "Отчество",
            "При наличии",
            "Пол",
            "Мужской",
            "Женский",
            "Дата рождения",
            "Введите дату рождения",
            "Страна регистрации рождения",
            "Россия",
            "Другая",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-38",
        clause: "000:122–132",
        words: Words {
            english: "Fields of the certificate: series and number, issue date, act date, act number, \
                 place of registration exactly as in the document.",
            russian: "Поля свидетельства: серия и номер, дата выдачи, дата и номер актовой записи, \
                 место регистрации точно по документу.",
        },
        seed: &[
            "Серия и номер свидетельства о рождении",
            "Дата выдачи свидетельства",
            "Дата актовой записи",
            "Номер актовой записи",
            "Место государственной регистрации",
            "Точно по документу",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-39",
        clause: "000:134–136",
        words: Words {
            english: "Saving sends the document to a check.",
            russian: "При сохранении документ отправляется на проверку.",
        },
        seed: &["Документ будет отправлен на проверку в ЗАГС", "Сохранить", "Отменить"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-40",
        clause: "000:140",
        words: Words {
            english: "Only a Russian birth certificate allows an account.",
            russian: "Учётную запись можно создать только при российском свидетельстве о рождении.",
        },
        seed: &["с российским свидетельством о рождении"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-41",
        clause: "000:142–151",
        words: Words {
            english: "A card that was typed in must still be requested from the registry.",
            russian: "Данные, введённые вручную, нужно ещё запросить в загсе.",
        },
        seed: &[
            "Данные введены вручную",
            "Запросите в загсе для корректной работы услуг",
            "Запросить",
            "Редактировать",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-42",
        clause: "000:167",
        words: Words {
            english: "The child is chosen by a tick, then the request is sent.",
            russian: "Ребёнка выбирают галочкой и отправляют запрос.",
        },
        seed: &["Отправить"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-43",
        clause: "000:169, 193",
        words: Words {
            english: "The tick of automatic update is on by default and must be switched off before \
                 sending.",
            russian: "Автообновление включено по умолчанию; перед отправкой его надо отключить.",
        },
        seed: &["Автообновление для сохранения актуальности документов"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-44",
        clause: "000:171–191",
        words: Words {
            english: "The screen of the request says what is fetched and lets one add a child; one \
                 sentence on it is garbled in the seed and is not repeated.",
            russian: "Экран запроса говорит, какие данные получают, и позволяет добавить ребёнка; одна \
                 фраза в источнике повреждена и не повторяется.",
        },
        seed: &[
            "Запрос на получение данных из ЕГР ЗАГС",
            "Данные детей",
            "Укажите своих несовершеннолетних детей, чтобы получать по ним данные из ЕГР ЗАГС",
            "Добавить ещё ребёнка",
        ],
        standing: Standing::Outside {
            why: Words {
                english: "A screen of the portal.", russian: "Экран портала."
            },
        },
    },
    Rule {
        id: "R-45",
        clause: "000:202",
        words: Words {
            english: "The check takes 15 to 20 minutes on average; only when it has ended may the \
                 account be made.",
            russian: "Проверка занимает в среднем 15–20 минут; создать учётную запись можно только \
                 после неё.",
        },
        seed: &["в среднем 15-20 минут"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-46",
        clause: "002:41–47",
        words: Words {
            english: "The shorter form of 002: the card, the details of the certificate, the check.",
            russian: "Краткая форма в 002: карточка, реквизиты свидетельства, проверка.",
        },
        seed: &[
            "Добавьте информацию о ребёнке, реквизиты свидетельства о рождении и отправьте на \
             проверку в загс",
        ],
        standing: Standing::Outside {
            why: Words {
                english: "The shorter form of R-36 to R-39, which have their rows.",
                russian: "Краткое изложение R-36…R-39, у которых есть строки.",
            },
        },
    },
];
