//! The self-made account of 14 to 18.

use super::{Rule, Standing, Words};

/// 000, second instruction.
pub(super) const OWN_ACCOUNT: &[Rule] = &[
    Rule {
        id: "R-17",
        clause: "000:37–39",
        words: Words {
            english: "This branch is for a pupil of 14 to 18 with an account that they made themselves.",
            russian: "Эта ветвь — для ученика от 14 до 18 лет, который сам создал учётную запись.",
        },
        seed: &["от 14 до 18 лет"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-18",
        clause: "000:41–45",
        words: Words {
            english: "Step 1: the parent opens the child's card and starts linking.",
            russian: "Шаг 1: родитель открывает карточку ребёнка и начинает привязку.",
        },
        seed: &["Привязать"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-19",
        clause: "000:45",
        words: Words {
            english: "The parent types the e-mail on which the child's account is registered.",
            russian: "Родитель вводит электронную почту, на которую зарегистрирована учётная запись \
                 ребёнка.",
        },
        seed: &["ввести электронную почту ребёнка, на которую зарегистрирована его учётная запись"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-20",
        clause: "000:45",
        words: Words {
            english: "The parent confirms that the account is the child's; then the code appears.",
            russian: "Родитель подтверждает, что учётная запись принадлежит ребёнку; после этого \
                 появляется код.",
        },
        seed: &["Продолжить"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-21",
        clause: "000:47",
        words: Words {
            english: "The code is copied and sent to the child, or kept.",
            russian: "Код копируют и отправляют ребёнку или сохраняют.",
        },
        seed: &["код привязки"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-22",
        clause: "000:47",
        words: Words {
            english: "The code has a life, shown under it; when it has passed, a new code must be \
                 asked for.",
            russian: "У кода есть срок действия, он указан под кодом; когда срок истёк, код \
                 запрашивают заново.",
        },
        seed: &["код нужно запросить заново"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-23",
        clause: "000:49",
        words: Words {
            english: "Step 2: the code is entered inside the child's own account; a parent may do it \
                 for the child.",
            russian: "Шаг 2: код вводят в учётной записи самого ребёнка; это может сделать родитель за \
                 ребёнка.",
        },
        seed: &["Привязать", "это может сделать родитель за ребёнка"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-24",
        clause: "000:49",
        words: Words {
            english: "If the window is closed by chance, the block for the code is in the profile.",
            russian: "Если окно случайно закрыли, блок для ввода кода есть в профиле.",
        },
        seed: &["Профиль"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-25",
        clause: "000:49",
        words: Words {
            english: "Window and block are shown exactly while the code lives; after that, back to \
                 step 1.",
            russian: "Окно и блок показывают, пока действует код; потом — снова шаг 1.",
        },
        seed: &["Окно и блок будут отображаться, пока действует код привязки."],
        standing: Standing::Row,
    },
    Rule {
        id: "R-26",
        clause: "000:51",
        words: Words {
            english: "After linking, the parent can manage the child's account.",
            russian: "После привязки родитель может управлять учётной записью ребёнка.",
        },
        seed: &["Управление учётной записью ребёнка станет доступно из личного кабинета родителя."],
        standing: Standing::Row,
    },
    Rule {
        id: "R-27",
        clause: "000:51",
        words: Words {
            english: "Both parents may link.",
            russian: "Привязать могут оба родителя.",
        },
        seed: &["могут оба родителя"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-28",
        clause: "000:51",
        words: Words {
            english: "When one parent has linked, the other gets a notice in the cabinet.",
            russian: "Когда привязал один родитель, другому приходит уведомление в личный кабинет.",
        },
        seed: &["другому родителю приходит уведомление"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-29",
        clause: "000:53–57",
        words: Words {
            english: "Step 3: after the child's attempt to sign in, a request for consent reaches the \
                 parent.",
            russian: "Шаг 3: после попытки входа ребёнка запрос согласия приходит родителю.",
        },
        seed: &["Профиль» - «Согласия и доверенности"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-30",
        clause: "000:57",
        words: Words {
            english: "To give it: choose the request, read it, confirm.",
            russian: "Чтобы дать его: выбрать запрос, ознакомиться, подтвердить.",
        },
        seed: &["Подтвердить"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-31",
        clause: "000:53",
        words: Words {
            english: "The consent covers the transfer of the child's personal data for sign-in to the \
                 subsystem.",
            russian: "Согласие охватывает передачу персональных данных ребёнка для его авторизации в \
                 подсистеме.",
        },
        seed: &["Электронная школа"],
        standing: Standing::Kept {
            by: "consent-model/src/receipt/record.rs",
            why: Words {
                english: "The record of a consent names one operator, one purpose and one version of the \
                     text; a change of them ends the consent (`scope_changed`).",
                russian: "Запись о согласии называет одного оператора, одну цель и одну редакцию текста; \
                     их смена прекращает согласие (`scope_changed`).",
            },
        },
    },
    Rule {
        id: "R-32",
        clause: "000:59",
        words: Words {
            english: "Step 4: after the consent the child signs in with the own account.",
            russian: "Шаг 4: после согласия ребёнок входит со своей учётной записью.",
        },
        seed: &["После выдачи родителем согласия"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-33",
        clause: "000:61",
        words: Words {
            english: "The consent holds from its giving to its withdrawal by the parent; no periodic \
                 renewal is named.",
            russian: "Согласие действует от выдачи до отзыва родителем; о продлении ничего не сказано.",
        },
        seed: &["до его отзыва родителем"],
        standing: Standing::Row,
    },
];
