//! Where the instructions are silent or disagree, and how they are read.

use super::{Rule, Standing, Words};

/// The resolutions; each clause is the chapter of rules.md.
pub(super) const QUESTIONS: &[Rule] = &[
    Rule {
        id: "Q-01",
        clause: "rules.md 3",
        words: Words {
            english: "Over 14, 002 wants a confirmed account and 000 lets a parent make one until 18: \
                 both kinds are accepted for 14 to 17, and a parent consents by default.",
            russian: "Старше 14: 002 требует подтверждённую запись, 000 позволяет родителю создать её \
                 до 18 лет. Для 14–17 принимаются обе, а согласие по умолчанию даёт родитель.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-02",
        clause: "rules.md 3",
        words: Words {
            english: "Which branch is whose: age and kind of account decide together; a self-made \
                 account under 14 cannot be, and is refused.",
            russian: "Какая ветвь чья: решают возраст и вид учётной записи вместе; самостоятельной \
                 записи до 14 лет быть не может — отказ.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-03",
        clause: "rules.md 3",
        words: Words {
            english: "«Under 18» and «over 18» leave the day itself out: the bands are 0 to 14, 14 to \
                 18 and from 18, each without its end.",
            russian: "«Младше 18» и «старше 18» не говорят о самом дне: интервалы — до 14, от 14 до 18 \
                 и от 18, конец не входит.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "esia-core/src/age.rs",
            why: Words {
                english: "Half-open bands of the legal age.",
                russian: "Полуоткрытые интервалы законного возраста.",
            },
        },
    },
    Rule {
        id: "Q-04",
        clause: "rules.md 3",
        words: Words {
            english: "An age is reached at midnight after the birthday; where the portal may flip a \
                 day earlier, the text of that day accuses nobody.",
            russian: "Возраст достигнут в полночь после дня рождения; на день возможного расхождения с \
                 порталом текст никого не обвиняет.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-05",
        clause: "rules.md 3",
        words: Words {
            english: "Order of the arithmetic: years first, then the end of the month, then one day.",
            russian: "Порядок счёта: сначала годы, потом конец месяца, потом один день.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "esia-core/src/age.rs",
            why: Words {
                english: "`reached_on` adds the years, clamps to the end of the month, then adds the \
                     day.",
                russian: "`reached_on` прибавляет годы, берёт последний день месяца, если нужно, и \
                     затем прибавляет день.",
            },
        },
    },
    Rule {
        id: "Q-06",
        clause: "rules.md 3",
        words: Words {
            english: "Who was born on 29 February reaches an age on 1 March of a common year.",
            russian: "Родившийся 29 февраля достигает возраста 1 марта обычного года.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "esia-core/src/age.rs",
            why: Words {
                english: "The same function; both readings of the law agree.",
                russian: "Та же функция; оба прочтения закона совпадают.",
            },
        },
    },
    Rule {
        id: "Q-07",
        clause: "rules.md 3",
        words: Words {
            english: "In which zone is it today: in that of the school.",
            russian: "В каком поясе «сегодня»: в поясе школы.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "consent-model/src/machine/engine.rs",
            why: Words {
                english: "The machines take the civil date in the offset that the moment carries; the \
                     decision takes a date. The diary gives both in the zone of the school.",
                russian: "Автоматы берут дату по смещению момента события, решение получает дату; дневник \
                     даёт и то и другое в часовом поясе школы.",
            },
        },
    },
    Rule {
        id: "Q-08",
        clause: "rules.md 3",
        words: Words {
            english: "Where is consent given: two sections are named; the newer path is shown first.",
            russian: "Где дают согласие: названы два раздела; первым показывается новый путь.",
        },
        seed: &[],
        standing: Standing::Outside {
            why: Words {
                english: "The place is the portal's; one event, `approved`, stands for the act \
                     wherever it was done.",
                russian: "Место — дело портала; действию соответствует одно событие `approved`, где бы \
                     его ни совершили.",
            },
        },
    },
    Rule {
        id: "Q-09",
        clause: "rules.md 3",
        words: Words {
            english: "When is consent asked: it may be there beforehand, and an attempt without it \
                 makes a request, once an episode.",
            russian: "Когда спрашивают согласие: оно может уже быть; попытка входа без него создаёт \
                 запрос, один на эпизод.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-10",
        clause: "rules.md 3",
        words: Words {
            english: "Who is asked: every entitled, linked representative; one approval is enough.",
            russian: "Кого спрашивают: каждого имеющего право и привязанного представителя; достаточно \
                 одного согласия.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-11",
        clause: "rules.md 3",
        words: Words {
            english: "Who may withdraw: the giver always; the other parent by an objection, as the \
                 policy says.",
            russian: "Кто может отозвать: давший — всегда; другой родитель — возражением, по \
                 выбранному правилу.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-12",
        clause: "rules.md 3",
        words: Words {
            english: "Two parents disagree: by default an objection closes access until it is lifted \
                 or ruled on; a refusal before any grant does not bind the other.",
            russian: "Родители не согласны: по умолчанию возражение закрывает доступ, пока его не \
                 снимут или не решит орган опеки либо суд; отказ до согласия другого не связывает.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-13",
        clause: "rules.md 3",
        words: Words {
            english: "Where «not found» leads is configuration; the decision carries the reason alone.",
            russian: "Куда ведёт «не найден» — настройка; решение содержит только причину.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-14",
        clause: "rules.md 3",
        words: Words {
            english: "The account is active when the password is saved; the letter's link is a way to \
                 sign in, not a state.",
            russian: "Учётная запись действует с сохранения пароля; ссылка из письма — способ войти, а \
                 не состояние.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-15",
        clause: "rules.md 3",
        words: Words {
            english: "The portal's list of password symbols is damaged: read literally, and disputed \
                 symbols are refused with an explanation.",
            russian: "Список символов пароля повреждён: читается буквально, спорные символы \
                 отклоняются с пояснением.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "consent-model/src/child_account/password.rs",
            why: Words {
                english: "The list read literally, and the disputed symbols in a constant of their own.",
                russian: "Список прочитан буквально, спорные символы — в отдельной константе.",
            },
        },
    },
    Rule {
        id: "Q-16",
        clause: "rules.md 3",
        words: Words {
            english: "Whose «current password» is asked for when a parent changes the child's: unsaid.",
            russian: "Чей «текущий пароль» спрашивают при смене: не сказано.",
        },
        seed: &[],
        standing: Standing::Outside {
            why: Words {
                english: "The portal's affair; our code never sees a password.",
                russian: "Дело портала; наш код пароля не видит.",
            },
        },
    },
    Rule {
        id: "Q-17",
        clause: "rules.md 3",
        words: Words {
            english: "A certificate of a Russian consulate counts as Russian; only a foreign one is \
                 refused.",
            russian: "Свидетельство российского консульства считается российским; отклоняется только \
                 иностранное.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-18",
        clause: "rules.md 3",
        words: Words {
            english: "The SNILS stands in the errors and not among the fields: it is optional, and \
                 compared where both sides have it.",
            russian: "СНИЛС назван в ошибках, но не среди полей: он не обязателен и сравнивается, если \
                 есть у обеих сторон.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "esia-matching/src/compare.rs",
            why: Words {
                english: "Grounds: an equal SNILS, or an equal certificate while the SNILS numbers do \
                     not contradict.",
                russian: "Основания: равный СНИЛС или равное свидетельство, если номера СНИЛС не \
                     противоречат.",
            },
        },
    },
    Rule {
        id: "Q-19",
        clause: "rules.md 3",
        words: Words {
            english: "Why automatic update must be off is unsaid; a request with it on is refused with \
                 that reason.",
            russian: "Зачем отключать автообновление, не сказано; запрос с ним отклоняется с этой \
                 причиной.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-20",
        clause: "rules.md 3",
        words: Words {
            english: "A parent may type the code for the child, so linking never proves the teen's own \
                 will.",
            russian: "Код за ребёнка может ввести родитель, поэтому привязка не доказывает воли \
                 подростка.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-21",
        clause: "rules.md 3",
        words: Words {
            english: "A deleted account ends links, consent and logins; a changed e-mail voids a live \
                 code.",
            russian: "Удаление записи прекращает привязку, согласие и входы; смена почты аннулирует \
                 действующий код.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-22",
        clause: "rules.md 3",
        words: Words {
            english: "The phone is compared with those of all linked representatives.",
            russian: "Телефон сравнивается с номерами всех привязанных представителей.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-23",
        clause: "rules.md 3",
        words: Words {
            english: "Under 14 there are no codes: the link comes from the making of the account, or \
                 from the second parent's own verified card.",
            russian: "До 14 лет кодов нет: привязка возникает при создании записи или по проверенной \
                 карточке второго родителя.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-24",
        clause: "rules.md 3",
        words: Words {
            english: "A parent's consent ends at full capacity; an adult is asked for their own, and \
                 nothing is converted.",
            russian: "Согласие родителя прекращается с полной дееспособностью; у совершеннолетнего \
                 спрашивают его собственное, ничего не переносится.",
        },
        seed: &[],
        standing: Standing::Row,
    },
    Rule {
        id: "Q-25",
        clause: "rules.md 3",
        words: Words {
            english: "The messages differ in grammar («нужно», «необходимо»): both are kept as they \
                 stand.",
            russian: "Тексты различаются («нужно», «необходимо»): оба сохранены как есть.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "esia-core/src/message.rs",
            why: Words {
                english: "Both texts are kept byte for byte.",
                russian: "Оба текста хранятся побайтно.",
            },
        },
    },
    Rule {
        id: "Q-26",
        clause: "rules.md 3",
        words: Words {
            english: "R-07 and R-15 hold an editor's placeholder: the seed is kept, and what is shown \
                 has a link instead.",
            russian: "В R-07 и R-15 осталась пометка редактора: источник сохранён, а показывается \
                 ссылка.",
        },
        seed: &[],
        standing: Standing::Kept {
            by: "esia-core/src/message.rs",
            why: Words {
                english: "Two constants for each text: the seed's and the one on display.",
                russian: "Для каждого текста две константы: источник и показываемый текст.",
            },
        },
    },
    Rule {
        id: "Q-27",
        clause: "rules.md 3",
        words: Words {
            english: "One target has three names: the service is known by its identifier, never by its \
                 name.",
            russian: "Одна система названа трижды по-разному: сервис узнаётся по обозначению, а не по \
                 названию.",
        },
        seed: &[],
        standing: Standing::Outside {
            why: Words {
                english: "Which service it is, is a matter of the set-up; no text of ours names \
                     another than «дневник».",
                russian: "Какой это сервис — настройка; наши тексты говорят только «дневник».",
            },
        },
    },
];
