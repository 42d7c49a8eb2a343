//! The invariants, I-01 to I-48.

use super::{Invariant, InvariantKind, Tool, Words};

/// state-machines.md, 6.5.
pub(super) const INVARIANTS: &[Invariant] = &[
    Invariant {
        id: "I-01",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A live login implies consent in the state `granted`.",
            russian: "Открытый вход возможен только при согласии в состоянии `granted`.",
        },
        tools: &[Tool::ModelChecker, Tool::PropertyTest],
    },
    Invariant {
        id: "I-02",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A live login implies a unique match and an active account.",
            russian: "Открытый вход возможен только при единственном совпадении и действующей учётной \
                 записи.",
        },
        tools: &[Tool::ModelChecker, Tool::PropertyTest],
    },
    Invariant {
        id: "I-03",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A minor's consent in `granted` has a grantor who holds authority now.",
            russian: "У согласия на несовершеннолетнего в `granted` есть давший его, кто имеет \
                 полномочия сейчас.",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-04",
        kind: InvariantKind::Safety,
        words: Words {
            english: "In `granted` no objection stands.",
            russian: "В `granted` нет действующих возражений.",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-05",
        kind: InvariantKind::Safety,
        words: Words {
            english: "An episode that is over never changes, whatever follows.",
            russian: "Завершённый эпизод не меняется, что бы ни последовало.",
        },
        tools: &[Tool::PropertyTest, Tool::BackwardSearch],
    },
    Invariant {
        id: "I-06",
        kind: InvariantKind::Safety,
        words: Words {
            english: "The same outside event twice is the same event once.",
            russian: "Одно и то же внешнее событие дважды — то же, что один раз.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-07",
        kind: InvariantKind::Safety,
        words: Words {
            english: "`contested` has at least one grant and one objection.",
            russian: "В `contested` есть хотя бы одно согласие и одно возражение.",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-08",
        kind: InvariantKind::Safety,
        words: Words {
            english: "Nobody has granted and objects at once.",
            russian: "Никто не может сразу и дать согласие, и возражать.",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-09",
        kind: InvariantKind::Safety,
        words: Words {
            english: "An adult has no parental grant, no live link, no live code.",
            russian: "У совершеннолетнего нет согласия родителей, привязки и действующего кода.",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-10",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A minor has no self-grant (under `parent_only`).",
            russian: "У несовершеннолетнего нет собственного согласия (при `parent_only`).",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-11",
        kind: InvariantKind::Safety,
        words: Words {
            english: "Under 14 no binding code exists.",
            russian: "До 14 лет кода привязки не бывает.",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-12",
        kind: InvariantKind::Safety,
        words: Words {
            english: "Linked implies authority held.",
            russian: "Привязка возможна только при полномочиях.",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-13",
        kind: InvariantKind::Safety,
        words: Words {
            english: "Leaving `granted` ends every login of that pupil before any other event is \
                 handled.",
            russian: "Выход из `granted` прекращает все входы ученика раньше любого другого события.",
        },
        tools: &[Tool::ModelChecker, Tool::BackwardSearch],
    },
    Invariant {
        id: "I-14",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A deleted account has no live episode, link or login.",
            russian: "У удалённой учётной записи нет открытого эпизода, привязки и входа.",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-15",
        kind: InvariantKind::Safety,
        words: Words {
            english: "From the day 18 is reached no consent of the minor's time is honoured, even if \
                 no timer fired.",
            russian: "Со дня 18-летия согласие, данное на несовершеннолетнего, не действует, даже если \
                 таймер не сработал.",
        },
        tools: &[Tool::PropertyTest, Tool::ModelChecker],
    },
    Invariant {
        id: "I-16",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A code is accepted at most once.",
            russian: "Код принимается не более одного раза.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-17",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A code is never accepted at or after its end; equal is dead.",
            russian: "Код не принимается в момент окончания срока и позже.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-18",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A code is accepted in its own account alone.",
            russian: "Код принимается только в своей учётной записи.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-19",
        kind: InvariantKind::Safety,
        words: Words {
            english: "For each parent and child at most one code lives.",
            russian: "У каждой пары «родитель — ребёнок» не более одного действующего кода.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-20",
        kind: InvariantKind::Safety,
        words: Words {
            english: "Wrong tries are bounded for each code, and the account is never locked.",
            russian: "Число неверных попыток на код ограничено; учётная запись не блокируется.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-21",
        kind: InvariantKind::Safety,
        words: Words {
            english: "For each pupil, operator and purpose at most one episode is open.",
            russian: "Для ученика, оператора и цели открыт не более чем один эпизод.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-22",
        kind: InvariantKind::Safety,
        words: Words {
            english: "What happens to one child never changes anything of another.",
            russian: "Событие одного ребёнка ничего не меняет у другого.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-23",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A request goes out only after a match, unless a parent consented in advance.",
            russian: "Запрос уходит только после совпадения; иначе — только согласие, данное заранее.",
        },
        tools: &[Tool::ModelChecker],
    },
    Invariant {
        id: "I-24",
        kind: InvariantKind::Safety,
        words: Words {
            english: "No event of a staff member leads to `granted` or to a link.",
            russian: "Никакое действие сотрудника не ведёт к `granted` или привязке.",
        },
        tools: &[Tool::UnitTest],
    },
    Invariant {
        id: "I-25",
        kind: InvariantKind::Safety,
        words: Words {
            english: "The texts do not tell not found, ambiguous and conflict apart, nor why consent \
                 is missing.",
            russian: "Тексты не различают «не найден», «неоднозначно» и «противоречие» и не говорят, \
                 почему нет согласия.",
        },
        tools: &[Tool::UnitTest, Tool::PropertyTest],
    },
    Invariant {
        id: "I-26",
        kind: InvariantKind::Safety,
        words: Words {
            english: "Under 14 with a self-made account nobody enters.",
            russian: "До 14 лет с самостоятельной учётной записью никто не входит.",
        },
        tools: &[Tool::UnitTest],
    },
    Invariant {
        id: "I-27",
        kind: InvariantKind::Safety,
        words: Words {
            english: "Every move out of `granted` raises the epoch.",
            russian: "Каждый выход из `granted` увеличивает эпоху.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-28",
        kind: InvariantKind::Safety,
        words: Words {
            english: "No account is begun unless the card is verified; a change of a verified card \
                 loses the verification.",
            russian: "Создание записи начинается только по проверенной карточке; изменение карточки \
                 снимает проверку.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-29",
        kind: InvariantKind::Safety,
        words: Words {
            english: "`active` implies a confirmed e-mail, the tick, Russian citizenship and no \
                 foreign certificate.",
            russian: "`active` — только при подтверждённой почте, галочке, гражданстве России и не \
                 иностранном свидетельстве.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-30",
        kind: InvariantKind::Safety,
        words: Words {
            english: "A phone equal to a linked parent's is never accepted, however it is written.",
            russian: "Телефон привязанного родителя не принимается, как бы он ни был записан.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-31",
        kind: InvariantKind::Safety,
        words: Words {
            english: "Each log entry is bound to those before it, and the fold of the log is the state.",
            russian: "Запись журнала связана с предыдущими; свёртка журнала равна состоянию.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-32",
        kind: InvariantKind::Safety,
        words: Words {
            english: "An old head is consistent with each new one; any flipped byte breaks some proof.",
            russian: "Старая вершина согласуется с каждой новой; любой изменённый байт ломает \
                 доказательство.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-33",
        kind: InvariantKind::Safety,
        words: Words {
            english: "No seeded personal value shows in any text, `Debug`, `Display` or leaf.",
            russian: "Ни одно подложенное личное значение не видно в текстах, `Debug`, `Display` и \
                 листьях.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-34",
        kind: InvariantKind::Safety,
        words: Words {
            english: "After `retention_elapsed` no data can be recovered, and all proofs still hold.",
            russian: "После `retention_elapsed` данные не восстановить, а все доказательства верны.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-35",
        kind: InvariantKind::Law,
        words: Words {
            english: "`step` and `decide` are total: no panic on any input, every pair has a row.",
            russian: "`step` и `decide` всюду определены: нет сбоев ни на каком входе, у каждой пары \
                 есть строка.",
        },
        tools: &[Tool::UnitTest, Tool::PropertyTest],
    },
    Invariant {
        id: "I-36",
        kind: InvariantKind::Law,
        words: Words {
            english: "The age band only rises with the day; it flips exactly twice in a life.",
            russian: "Возрастная группа со временем только растёт и меняется ровно дважды.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-37",
        kind: InvariantKind::Law,
        words: Words {
            english: "The days of 14 and 18 grow with the birth date and agree with the vectors of \
                 February.",
            russian: "Дни 14- и 18-летия растут с датой рождения и совпадают с примерами для февраля.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-38",
        kind: InvariantKind::Law,
        words: Words {
            english: "A decision depends on its arguments alone.",
            russian: "Решение зависит только от своих аргументов.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-39",
        kind: InvariantKind::Law,
        words: Words {
            english: "The seed texts of the catalogue equal the seeds byte for byte.",
            russian: "Тексты источников в каталоге побайтно равны источникам.",
        },
        tools: &[Tool::UnitTest],
    },
    Invariant {
        id: "I-40",
        kind: InvariantKind::Law,
        words: Words {
            english: "Every rule has a row or a stated exclusion; every row has a rule or `own`.",
            russian: "У каждого правила есть строка или названное исключение, у каждой строки — \
                 правило или `own`.",
        },
        tools: &[Tool::UnitTest],
    },
    Invariant {
        id: "I-41",
        kind: InvariantKind::Law,
        words: Words {
            english: "Events that commute give the same end in any order.",
            russian: "Перестановка независимых событий даёт тот же итог.",
        },
        tools: &[Tool::PropertyTest],
    },
    Invariant {
        id: "I-42",
        kind: InvariantKind::Liveness,
        words: Words {
            english: "Every request ends.", russian: "Каждый запрос завершается."
        },
        tools: &[Tool::Spin],
    },
    Invariant {
        id: "I-43",
        kind: InvariantKind::Liveness,
        words: Words {
            english: "Every issued code comes to an end.",
            russian: "Каждый выданный код завершает свой путь.",
        },
        tools: &[Tool::Spin],
    },
    Invariant {
        id: "I-44",
        kind: InvariantKind::Liveness,
        words: Words {
            english: "From each `contested` a path leads to `granted` and one to `withdrawn`.",
            russian: "Из каждого `contested` есть путь и в `granted`, и в `withdrawn`.",
        },
        tools: &[Tool::BackwardSearch],
    },
    Invariant {
        id: "I-45",
        kind: InvariantKind::Liveness,
        words: Words {
            english: "After a correction by the school and one approval, a retry leads to `allow`.",
            russian: "После исправления школой и одного согласия повторный вход удаётся.",
        },
        tools: &[Tool::PropertyTest, Tool::ModelChecker],
    },
    Invariant {
        id: "I-46",
        kind: InvariantKind::Liveness,
        words: Words {
            english: "Every duty to notify is met or becomes a task of the staff.",
            russian: "Каждое уведомление доставлено или стало задачей сотрудника.",
        },
        tools: &[Tool::Spin],
    },
    Invariant {
        id: "I-47",
        kind: InvariantKind::Safety,
        words: Words {
            english: "No dead end for a minor with one entitled parent: `allow` stays reachable until \
                 18.",
            russian: "Для несовершеннолетнего с одним имеющим право родителем нет тупика: до 18 лет \
                 вход достижим.",
        },
        tools: &[Tool::BackwardSearch],
    },
    Invariant {
        id: "I-48",
        kind: InvariantKind::Safety,
        words: Words {
            english: "Nothing holds by emptiness: each kind of sign-in, dispute, refusal, lapse and \
                 end does occur.",
            russian: "Ничто не выполняется «впустую»: все виды входа, споров, отказов и завершений \
                 встречаются.",
        },
        tools: &[Tool::ModelChecker],
    },
];
