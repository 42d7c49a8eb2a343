//! The making of a child account.

use super::{Rule, Standing, Words};

/// 000, third instruction, from the check on.
pub(super) const CHILD_ACCOUNT: &[Rule] = &[
    Rule {
        id: "R-47",
        clause: "000:222–238",
        words: Words {
            english: "The place of birth is typed as in the certificate.",
            russian: "Место рождения вводят как в свидетельстве.",
        },
        seed: &["Место рождения", "Как в свидетельстве о рождении"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-48",
        clause: "000:240–242",
        words: Words {
            english: "The address of permanent registration, or the tick that it is the parent's.",
            russian: "Адрес постоянной регистрации или галочка, что он совпадает с адресом родителя.",
        },
        seed: &["Адрес постоянной регистрации", "Совпадает с вашим адресом постоянной регистрации"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-49",
        clause: "000:232",
        words: Words {
            english: "Russian citizenship is required.",
            russian: "Нужно российское гражданство.",
        },
        seed: &["Для создания учётной записи ребёнок должен иметь российское гражданство"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-50",
        clause: "000:250–264; 002:53",
        words: Words {
            english: "The phone is optional.",
            russian: "Телефон указывать не обязательно.",
        },
        seed: &["Добавьте номер телефона – при наличии", "Пропустить"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-51",
        clause: "000:256",
        words: Words {
            english: "The phone must differ from the parents' and be used in no other account.",
            russian: "Номер должен отличаться от номеров родителей и не использоваться в другой \
                 учётной записи.",
        },
        seed: &[
            "Номер ребёнка должен отличаться от номера родителей и не должен использоваться в \
             другой учётной записи на Госуслугах",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-52",
        clause: "000:248, 264",
        words: Words {
            english: "A phone that is given is confirmed by a code.",
            russian: "Указанный телефон подтверждают кодом.",
        },
        seed: &["Получить код"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-53",
        clause: "000:260",
        words: Words {
            english: "The form of a phone number.", russian: "Вид номера телефона."
        },
        seed: &["+7 (999) 999-99-99"],
        standing: Standing::Kept {
            by: "consent-model/src/child_account/phone.rs",
            why: Words {
                english: "The spellings of a number are read there; the machine is only told what came \
                     of it.",
                russian: "Написания номера читаются там; автомату сообщают только итог.",
            },
        },
    },
    Rule {
        id: "R-54",
        clause: "000:262, 268",
        words: Words {
            english: "The phone serves sign-in and recovery of the password.",
            russian: "Телефон служит для входа и восстановления пароля.",
        },
        seed: &["› Зачем указывать телефон"],
        standing: Standing::Outside {
            why: Words {
                english: "What the portal does with a phone.",
                russian: "Что портал делает с телефоном.",
            },
        },
    },
    Rule {
        id: "R-55",
        clause: "000:278; 002:72",
        words: Words {
            english: "The e-mail is required and used in no other account.",
            russian: "Электронная почта обязательна и не привязана к другой учётной записи.",
        },
        seed: &[
            "Введите электронную почту ребёнка – она не должна быть привязана к другой учётной \
             записи на Госуслугах. На неё придёт ссылка для подтверждения создания учётной записи",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-56",
        clause: "000:282; 002:73",
        words: Words {
            english: "A tick of consent stands on the step of the e-mail.",
            russian: "На шаге электронной почты стоит галочка согласия.",
        },
        seed: &[
            "Даю согласие на использование персональных данных для создания учётной записи ребёнка",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-57",
        clause: "000:288–294",
        words: Words {
            english: "A letter with a link is sent, and the account waits for it.",
            russian: "Отправляется письмо со ссылкой, и учётная запись ждёт подтверждения.",
        },
        seed: &[
            "На [redacted] отправлено письмо. Перейдите по ссылке из него, чтобы подтвердить \
             адрес электронной почты",
            "На главную",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-58",
        clause: "000:300; 002:72–74",
        words: Words {
            english: "The letter names the child and the address, and asks a wrong recipient to \
                 contact support.",
            russian: "В письме названы ребёнок и адрес; получивших его по ошибке просят обратиться в \
                 поддержку.",
        },
        seed: &[
            "Подтвердите адрес, чтобы создать учётную запись",
            "Имя ребёнка:",
            "Адрес почты:",
            "Если не добавляли адрес, обратитесь в службу поддержки",
            "Подтвердить адрес",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-59",
        clause: "000:304–306",
        words: Words {
            english: "The password is typed or generated, twice.",
            russian: "Пароль придумывают или генерируют и вводят дважды.",
        },
        seed: &[
            "Придумайте или сгенерируйте пароль для входа в личный кабинет ребёнка",
            "Пароль:",
            "Повторите пароль",
            "Сохранить",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-60",
        clause: "000:310–316",
        words: Words {
            english: "The portal's rule for passwords: eight or more signs, upper- and lower-case \
                 Latin letters, digits, symbols of a list.",
            russian: "Правило портала для пароля: восемь и более символов, большие и маленькие \
                 латинские буквы, цифры, символы из списка.",
        },
        seed: &[
            "8 и более символов",
            "большие латинские буквы",
            "маленькие латинские буквы",
            "цифры",
            "символы (!\\\"\\$%&'()+,.-./;:<=>?@[[]^_{}~)",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-61",
        clause: "000:318–323",
        words: Words {
            english: "By 000, the making of the account ends when the password is saved.",
            russian: "По 000 создание завершается сохранением пароля.",
        },
        seed: &["Завершение процедуры создания учётной записи ребёнка"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-62",
        clause: "002:83",
        words: Words {
            english: "By 002, the first sign-in at the portal goes through the link in the letter.",
            russian: "По 002 первый вход на портал — по ссылке из письма.",
        },
        seed: &[
            "Учетная запись ребенка создана. Для первого входа на портал Госуслуг перейдите по \
             ссылке, которая пришла на электронную почту",
        ],
        standing: Standing::Outside {
            why: Words {
                english: "A way to sign in at the portal, not a state of the account (Q-14).",
                russian: "Способ первого входа на портал, а не состояние учётной записи (Q-14).",
            },
        },
    },
    Rule {
        id: "R-63",
        clause: "000:327",
        words: Words {
            english: "The password is recovered by e-mail, by phone if one was given, or changed in \
                 the parent's cabinet.",
            russian: "Пароль восстанавливают по почте, по телефону (если он указан) или меняют в \
                 кабинете родителя.",
        },
        seed: &["можно восстановить с помощью электронной почты или телефона (если он был указан)"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-64",
        clause: "000:331–346",
        words: Words {
            english: "The parent's way: the child, the profile's settings, change the password, the \
                 current one, the new one.",
            russian: "Путь родителя: ребёнок, настройки профиля, сменить пароль, текущий, новый.",
        },
        seed: &["Дети", "Настроить профиль", "Сменить пароль", "Сохранить"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-65",
        clause: "000:353",
        words: Words {
            english: "At any time the parent may add a phone, change the e-mail or delete the child's \
                 account.",
            russian: "Родитель может в любое время добавить телефон, изменить почту или удалить \
                 учётную запись ребёнка.",
        },
        seed: &["удалить учетную запись ребёнка"],
        standing: Standing::Row,
    },
];
