//! Sign-in of a minor and of an adult.

use super::{Rule, Standing, Words};

/// 000, first instruction.
pub(super) const SIGN_IN: &[Rule] = &[
    Rule {
        id: "R-01",
        clause: "000:5",
        words: Words {
            english: "Everybody under 18 signs in by the first branch of the instruction.",
            russian: "Все, кто младше 18 лет, входят по первой ветви инструкции.",
        },
        seed: &["младше 18 лет"],
        standing: Standing::Kept {
            by: "esia-core/src/age.rs",
            why: Words {
                english: "The bands are computed there; the rows of the decision table say under 18 by \
                     a condition.",
                russian: "Возрастные группы вычисляются там; в строках таблицы решений «младше 18» — \
                     условие.",
            },
        },
    },
    Rule {
        id: "R-02",
        clause: "000:7; 002:17",
        words: Words {
            english: "The parent enters the child's data in a section of the portal.",
            russian: "Родитель заполняет данные ребёнка в разделе портала.",
        },
        seed: &["Семья и дети"],
        standing: Standing::Outside {
            why: Words {
                english: "The parent does this at the portal; our text M-8 only names the section.",
                russian: "Это родитель делает на портале; наш текст M-8 лишь называет раздел.",
            },
        },
    },
    Rule {
        id: "R-03",
        clause: "000:8",
        words: Words {
            english: "The parent waits for the check of that data before going on.",
            russian: "Прежде чем продолжать, родитель ждёт проверки этих данных.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "R-04",
        clause: "000:9, 215; 002:49",
        words: Words {
            english: "The parent creates the child account.",
            russian: "Родитель создаёт детскую учётную запись.",
        },
        seed: &["Создать"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-05",
        clause: "000:10",
        words: Words {
            english: "The parent gives consent to the processing of the child's data, in one named \
                 section.",
            russian: "Родитель выдаёт согласие на обработку данных ребёнка в названном разделе.",
        },
        seed: &["Школьное портфолио"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-06",
        clause: "000:11",
        words: Words {
            english: "Only after that consent may the child sign in, with the child account.",
            russian: "Только после согласия ребёнок может войти со своей детской учётной записью.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "R-07",
        clause: "000:15",
        words: Words {
            english: "Under 18 and no record in the diary: the person is told so, and to ask the \
                 parents to report it.",
            russian: "Младше 18 лет, записи в дневнике нет: об этом сказано, и предложено попросить \
                 родителей сообщить о ней.",
        },
        seed: &[
            "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить о ней \
             через *форму обратной связи (ссылка для перехода на форму подачи обращения платформы \
             обратной связи)*",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-08",
        clause: "000:17",
        words: Words {
            english: "The remedy of R-07: the school checks its own record, for the SNILS, the \
                 certificate number or the name may be wrong.",
            russian: "Что делать при R-07: школа проверяет свою запись — ошибка могла быть в СНИЛС, \
                 номере свидетельства или ФИО.",
        },
        seed: &["В номере СНИЛС или свидетельства о рождении, а также в ФИО могли быть допущены \
             ошибки."],
        standing: Standing::Row,
    },
    Rule {
        id: "R-09",
        clause: "000:17, 31",
        words: Words {
            english: "The diary's data must equal the portal's exactly.",
            russian: "Данные дневника должны точно соответствовать данным портала.",
        },
        seed: &["должны точно соответствовать"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-10",
        clause: "000:19",
        words: Words {
            english: "Under 18 and no consent: the person is told that one parent's consent is needed.",
            russian: "Младше 18 лет, согласия нет: сказано, что нужно согласие одного из родителей.",
        },
        seed: &["Для входа в дневник нужно согласие одного из родителей"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-11",
        clause: "000:20",
        words: Words {
            english: "At R-10 the consents have already been asked for, and both parents get notices \
                 in their cabinets.",
            russian: "При R-10 согласия уже запрошены, и обоим родителям приходят уведомления в личные \
                 кабинеты.",
        },
        seed: &[
            "Согласия уже запрошены автоматически — родителям в их личные кабинеты на портале \
             Госуслуг придут уведомления. Чтобы выдать согласие, одному из родителей нужно \
             перейти по ссылке из уведомления.",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-12",
        clause: "000:20",
        words: Words {
            english: "One parent's consent is enough; it is given by following the link in the notice.",
            russian: "Достаточно согласия одного из родителей; его дают по ссылке из уведомления.",
        },
        seed: &["одному из родителей"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-13",
        clause: "000:22–24",
        words: Words {
            english: "An adult pupil needs a confirmed account of their own.",
            russian: "Совершеннолетнему ученику нужна собственная подтверждённая учётная запись.",
        },
        seed: &["(подтверждённой)"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-14",
        clause: "000:25",
        words: Words {
            english: "At the first sign-in an adult is asked for their own consent; later sign-ins ask \
                 for none.",
            russian: "При первом входе у совершеннолетнего запрашивают его собственное согласие; потом \
                 — нет.",
        },
        seed: &["При первой авторизации у ученика будет запрошено согласие на обработку данных"],
        standing: Standing::Row,
    },
    Rule {
        id: "R-15",
        clause: "000:29",
        words: Words {
            english: "Adult and no record in the diary: the person is told so, and to report it.",
            russian: "Совершеннолетний, записи в дневнике нет: об этом сказано, и предложено сообщить \
                 о ней.",
        },
        seed: &[
            "Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через *форму обратной \
             связи (ссылка для перехода на форму подачи обращения платформы обратной связи)*",
        ],
        standing: Standing::Row,
    },
    Rule {
        id: "R-16",
        clause: "000:33–35",
        words: Words {
            english: "Adult and no consent at the first sign-in: the remedy is the link in the notice.",
            russian: "Совершеннолетний не дал согласия при первом входе: нужно перейти по ссылке из \
                 уведомления.",
        },
        seed: &["Для входа в дневник необходимо согласие. Перейдите по ссылке из уведомления, \
             направленного в ваш личный кабинет на Госуслугах."],
        standing: Standing::Row,
    },
];
