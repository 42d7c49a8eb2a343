//! Everything else that a row may cite: actors, settled cases, timers, open points, clauses of law.

use super::{Note, Words};

/// rules.md 1, 5 and 6; state-machines.md 1.
pub(super) const NOTES: &[Note] = &[
    Note {
        id: "AC-1",
        words: Words {
            english: "A child under 14: signs in with the child account that a parent made; can \
                 neither link nor consent.",
            russian: "Ребёнок до 14 лет: входит с детской учётной записью, созданной родителем; не \
                 привязывает и не даёт согласия.",
        },
    },
    Note {
        id: "AC-2",
        words: Words {
            english: "A teen of 14 to 17 with a child account that a parent made.",
            russian: "Подросток 14–17 лет с детской записью, созданной родителем.",
        },
    },
    Note {
        id: "AC-3",
        words: Words {
            english: "A teen of 14 to 17 with a self-made account: enters the binding code; signs in \
                 after a parent's consent.",
            russian: "Подросток 14–17 лет с самостоятельной записью: вводит код привязки и входит \
                 после согласия родителя.",
        },
    },
    Note {
        id: "AC-4",
        words: Words {
            english: "An adult pupil: confirmed own account, own consent; parents have no part any \
                 more.",
            russian: "Совершеннолетний ученик: своя подтверждённая запись и своё согласие; родители \
                 больше не участвуют.",
        },
    },
    Note {
        id: "AC-5",
        words: Words {
            english: "The first parent or legal representative.",
            russian: "Первый родитель или законный представитель.",
        },
    },
    Note {
        id: "AC-6",
        words: Words { english: "The second parent.", russian: "Второй родитель." },
    },
    Note {
        id: "AC-7",
        words: Words {
            english: "A member of the school's staff: corrects data, receives appeals.",
            russian: "Сотрудник школы: исправляет данные, принимает обращения.",
        },
    },
    Note {
        id: "AC-8",
        words: Words {
            english: "The civil registry (ЕГР ЗАГС).", russian: "Реестр ЕГР ЗАГС."
        },
    },
    Note {
        id: "AC-9",
        words: Words {
            english: "Gosuslugi and ESIA: accounts, cards, codes, consents, notices.",
            russian: "Госуслуги и ЕСИА: учётные записи, карточки, коды, согласия, уведомления.",
        },
    },
    Note { id: "AC-10", words: Words { english: "The diary.", russian: "Дневник." } },
    Note {
        id: "AC-11",
        words: Words {
            english: "The platform of appeals.", russian: "Платформа обратной связи."
        },
    },
    Note {
        id: "AC-12",
        words: Words {
            english: "The clock: fires timers.",
            russian: "Часы: подают сигналы таймеров.",
        },
    },
    Note {
        id: "AC-13",
        words: Words {
            english: "The guardianship body or a court: not in the instructions; rules on a dispute \
                 and on authority.",
            russian: "Орган опеки или суд: в инструкциях их нет; решают споры и вопросы полномочий.",
        },
    },
    Note {
        id: "case 1",
        words: Words {
            english: "Order of the checks: set-up and fields, order in time, actor, account, match, \
                 entitlement, age band, then the cell.",
            russian: "Порядок проверок: начальные данные и поля, порядок во времени, действующее лицо, \
                 учётная запись, совпадение, право, возраст, затем ячейка.",
        },
    },
    Note {
        id: "case 2",
        words: Words {
            english: "Facts are remembered in every state, also where the answer is `ignored`: \
                 deletion, birth date, emancipation, links, authority.",
            russian: "Факты запоминаются в любом состоянии, даже если ответ `ignored`: удаление, дата \
                 рождения, эмансипация, привязки, полномочия.",
        },
    },
    Note {
        id: "case 3",
        words: Words {
            english: "After the account is deleted every opening event is refused with `no_account`.",
            russian: "После удаления учётной записи любое открывающее событие отклоняется: \
                 `no_account`.",
        },
    },
    Note {
        id: "case 4",
        words: Words {
            english: "An adult's own episode is not ended by birthday or emancipation; the date \
                 decides, not the timer.",
            russian: "Собственный эпизод совершеннолетнего не завершается днём рождения или \
                 эмансипацией; решает дата, а не таймер.",
        },
    },
    Note {
        id: "case 5",
        words: Words {
            english: "Under `parent_or_teen` a teen acts beside the parents and counts among the \
                 grants; under 14 nobody does.",
            russian: "При `parent_or_teen` подросток действует наравне с родителями; до 14 лет — никто.",
        },
    },
    Note {
        id: "case 6",
        words: Words {
            english: "Under `grantor_only` one of two grantors may withdraw and the consent stands on \
                 the other.",
            russian: "При `grantor_only` один из двух давших может отозвать, и согласие держится на \
                 другом.",
        },
    },
    Note {
        id: "case 7",
        words: Words {
            english: "The cool-down runs from the refusal that ended the newest episode, up to but not \
                 including its last moment.",
            russian: "Пауза идёт от отказа, завершившего последний эпизод; её последний момент не \
                 входит.",
        },
    },
    Note {
        id: "case 8",
        words: Words {
            english: "Who unlinks is asked no more; with nobody to ask, staff get a task, and a later \
                 link sends the notice.",
            russian: "Кто отвязался, того больше не спрашивают; если спросить некого, задача — \
                 сотруднику, а новая привязка отправит уведомление.",
        },
    },
    Note {
        id: "case 9",
        words: Words {
            english: "A new episode keeps the epoch; leaving `granted` raises it by one; what changes \
                 nothing is `ignored`.",
            russian: "Новый эпизод сохраняет эпоху; выход из `granted` увеличивает её на единицу; что \
                 ничего не меняет — `ignored`.",
        },
    },
    Note {
        id: "case 10",
        words: Words {
            english: "Retention acts once, on an episode that is over; the acts of those in an ended \
                 episode are `terminal`.",
            russian: "Срок хранения действует один раз, на завершённый эпизод; действия участников \
                 завершённого эпизода — `terminal`.",
        },
    },
    Note {
        id: "case 11",
        words: Words {
            english: "Linking: one parent's own machine; for an adult by date no act makes a link or a \
                 code; a new code has fresh tries.",
            russian: "Привязка: автомат одного родителя; для совершеннолетнего ничто не создаёт \
                 привязку или код; у нового кода новые попытки.",
        },
    },
    Note {
        id: "case 12",
        words: Words {
            english: "Child account: the fields of the events, the order of the guards, and what a \
                 pair without a cell answers.",
            russian: "Детская запись: поля событий, порядок условий и ответ пар без ячейки.",
        },
    },
    Note {
        id: "case 13",
        words: Words {
            english: "Objections and rulings outlive the episode, for as long as the pupil is a minor.",
            russian: "Возражения и решения переживают эпизод, пока ученик несовершеннолетний.",
        },
    },
    Note {
        id: "case 14",
        words: Words {
            english: "The account that a code is for must be the verified child of the card.",
            russian: "Учётная запись, для которой выдан код, должна быть проверенным ребёнком из \
                 карточки.",
        },
    },
    Note {
        id: "case 15",
        words: Words {
            english: "A teen's own act needs a self-made account and a fresh step-up sign-in.",
            russian: "Собственное действие подростка требует самостоятельной записи и нового \
                 усиленного входа.",
        },
    },
    Note {
        id: "case 16",
        words: Words {
            english: "News from outside may come late or doubled; an event that closes access is never \
                 dropped for its order.",
            russian: "Внешние вести могут опоздать или повториться; закрывающее событие не отбрасывают \
                 из-за порядка.",
        },
    },
    Note {
        id: "case 17",
        words: Words {
            english: "The civil date is that of the school's zone; what destroys data and what keeps \
                 the proof are two terms.",
            russian: "Дата — по часовому поясу школы; уничтожение данных и хранение доказательства — \
                 два разных срока.",
        },
    },
    Note {
        id: "TM-1",
        words: Words {
            english: "Life of a code: by its source; ours at most ten minutes.",
            russian: "Срок кода: по источнику; наш — не более десяти минут.",
        },
    },
    Note {
        id: "TM-2",
        words: Words {
            english: "The registry's check: a soft notice after 20 minutes, escalation after 30 days, \
                 never a failure by time.",
            russian: "Проверка в ЗАГС: уведомление через 20 минут, передача человеку через 30 дней, \
                 отказа по времени нет.",
        },
    },
    Note {
        id: "TM-3",
        words: Words {
            english: "Life of a request for consent: 30 days by default.",
            russian: "Срок запроса согласия: по умолчанию 30 дней.",
        },
    },
    Note {
        id: "TM-4",
        words: Words {
            english: "Life of a consent: until withdrawal; a term only if one is named; full capacity \
                 ends it.",
            russian: "Срок согласия: до отзыва; срок — только если назван; полная дееспособность \
                 прекращает его.",
        },
    },
    Note {
        id: "TM-5",
        words: Words {
            english: "Life of the link in the letter: by its source.",
            russian: "Срок ссылки в письме: по источнику.",
        },
    },
    Note {
        id: "TM-6",
        words: Words {
            english: "Retention: 30 days after withdrawal unless another ground holds.",
            russian: "Хранение: 30 дней после отзыва, если нет другого основания.",
        },
    },
    Note {
        id: "TM-7",
        words: Words {
            english: "Life of a login: the integrator's; the epoch is compared at every request.",
            russian: "Срок входа: у внедряющего; эпоха сверяется при каждом запросе.",
        },
    },
    Note {
        id: "O-1",
        words: Words {
            english: "Settled: a self-made account must be confirmed at any age (D-04).",
            russian: "Решено: самостоятельная запись должна быть подтверждена в любом возрасте (D-04).",
        },
    },
    Note {
        id: "O-2",
        words: Words {
            english: "The real life of a code and of a request at the portal is unknown.",
            russian: "Настоящий срок кода и запроса на портале неизвестен.",
        },
    },
    Note {
        id: "O-3",
        words: Words {
            english: "May the other parent recall a consent? Policy `disagreement`.",
            russian: "Может ли другой родитель отозвать согласие? Правило `disagreement`.",
        },
    },
    Note {
        id: "O-4",
        words: Words {
            english: "Does a teen's own consent count? Policy `teen_consent`, by default it does not.",
            russian: "Действует ли собственное согласие подростка? Правило `teen_consent`, по \
                 умолчанию нет.",
        },
    },
    Note {
        id: "O-5",
        words: Words {
            english: "The portal's true set of password symbols is unknown (Q-15).",
            russian: "Настоящий набор символов пароля портала неизвестен (Q-15).",
        },
    },
    Note {
        id: "O-6",
        words: Words {
            english: "The present name of the section of consents is unknown (Q-08).",
            russian: "Нынешнее название раздела согласий неизвестно (Q-08).",
        },
    },
    Note {
        id: "O-7",
        words: Words {
            english: "An emancipated pupil of 14 to 17 is an adult for the decision, by the school's \
                 record with its act.",
            russian: "Эмансипированный ученик 14–17 лет для решения совершеннолетний — по записи школы \
                 с её актом.",
        },
    },
    Note {
        id: "LG-1",
        words: Words {
            english: "Append-only; the state is the fold of the events, and the log is the evidence.",
            russian: "Только дополняется; состояние — свёртка событий, а журнал — доказательство.",
        },
    },
    Note {
        id: "LG-2",
        words: Words {
            english: "A Merkle tree of RFC 6962: proofs of inclusion and of consistency, leaf and node hashes apart.",
            russian: "Дерево Меркла по RFC 6962: доказательства включения и согласованности, хеши листьев и узлов различны.",
        },
    },
    Note {
        id: "LG-3",
        words: Words {
            english: "Signed heads are published, and each is handed to a second party.",
            russian: "Подписанные вершины публикуются и передаются второй стороне.",
        },
    },
    Note {
        id: "LG-4",
        words: Words {
            english: "A leaf holds a salted commitment; salts live beside the data and die with them.",
            russian: "Лист хранит обязательство с солью; соли хранятся рядом с данными и уничтожаются с ними.",
        },
    },
    Note {
        id: "LG-5",
        words: Words {
            english: "A canonical encoding: the same event gives the same leaf for ever.",
            russian: "Каноническая запись: одно и то же событие всегда даёт тот же лист.",
        },
    },
    Note {
        id: "LG-6",
        words: Words {
            english: "The hash can be replaced, by GOST R 34.11-2012 for one.",
            russian: "Хеш можно заменить, например на ГОСТ Р 34.11-2012.",
        },
    },
    Note {
        id: "LG-7",
        words: Words {
            english: "No personal data in leaves, errors, Debug or Display.",
            russian: "Личных данных нет в листьях, ошибках, Debug и Display.",
        },
    },
    Note {
        id: "LG-8",
        words: Words {
            english: "Each entry carries time, actor, rules, the policy in force and the zone of today.",
            russian: "В каждой записи — время, действующее лицо, правила, настройки и часовой пояс.",
        },
    },
    Note {
        id: "LG-9",
        words: Words {
            english: "Erasure destroys salts and side data and yields an act; all proofs still verify.",
            russian: "Уничтожение стирает соли и данные и даёт акт; все доказательства остаются верны.",
        },
    },
    Note {
        id: "LG-10",
        words: Words {
            english: "Tested against the vectors of the RFC and a second implementation.",
            russian: "Проверено на примерах RFC и второй реализацией.",
        },
    },
    Note {
        id: "152-FZ 9(2)",
        words: Words {
            english: "Federal Law 152-FZ, article 9(2): consent may be withdrawn at any time, without \
                 a reason.",
            russian: "Федеральный закон 152-ФЗ, статья 9, часть 2: согласие можно отозвать в любое \
                 время без объяснения причин.",
        },
    },
    Note {
        id: "156-FZ",
        words: Words {
            english: "Law 156-FZ of 24.06.2025: consent is a document of its own; another text or \
                 purpose needs another consent.",
            russian: "Закон 156-ФЗ от 24.06.2025: согласие — отдельный документ; новый текст или цель \
                 требуют нового согласия.",
        },
    },
    Note {
        id: "own",
        words: Words {
            english: "No source has it: our own decision.",
            russian: "В источниках этого нет: наше решение.",
        },
    },
];
