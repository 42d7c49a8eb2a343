//! The threats, T-01 to T-26, and what stands against each.

use super::{Threat, Words};

/// threats.md, section 1.
pub(super) const THREATS: &[Threat] = &[
    Threat {
        id: "T-01",
        words: Words {
            english: "The binding code is guessed.",
            russian: "Код привязки подбирают.",
        },
        defence: Words {
            english: "At most five tries, then the code is void; a code is good for one account. \
                 How many codes a parent and a child's account get in a day, and how many wrong \
                 ones are looked at there and in all, is bounded by the portal that issues them. \
                 At the desk support codes and passwords are bounded by person and for all.",
            russian: "Не более пяти попыток, затем код недействителен; код годится для одной \
                 учётной записи. Сколько кодов в день получают родитель и запись ребёнка и \
                 сколько неверных принимают у неё и у всех вместе, ограничивает портал, который \
                 их выдаёт. На рабочем месте школы коды обращений и пароли ограничены для каждого \
                 и для всех.",
        },
    },
    Threat {
        id: "T-02",
        words: Words {
            english: "A code is used again, or an old one after a new one.",
            russian: "Код используют повторно или старый после нового.",
        },
        defence: Words {
            english: "A new code voids every earlier one; a code is consumed by the step that links.",
            russian: "Новый код отменяет все прежние; код гасится тем же шагом, который привязывает.",
        },
    },
    Threat {
        id: "T-03",
        words: Words {
            english: "A child is locked out by wrong tries.",
            russian: "Ребёнка лишают входа неверными попытками.",
        },
        defence: Words {
            english: "Wrong tries void the code, never the account. Wrong passwords of staff are \
                 counted by name and address: a stranger shuts out only the stranger's own \
                 address, and who signed in from an address before goes on from there.",
            russian: "Неверные попытки аннулируют код, но не учётную запись. Неверные пароли \
                 сотрудников считаются по имени и адресу: посторонний закрывает вход только \
                 своему адресу, а кто уже входил со своего адреса, входит оттуда и дальше.",
        },
    },
    Threat {
        id: "T-04",
        words: Words {
            english: "A stranger sends a code for the child to enter.",
            russian: "Посторонний присылает ребёнку код для ввода.",
        },
        defence: Words {
            english: "Linking needs the parent's card of this very child, and the other parent and the \
                 teen are told.",
            russian: "Привязке нужна карточка родителя именно этого ребёнка; другому родителю и \
                 подростку приходит уведомление.",
        },
    },
    Threat {
        id: "T-05",
        words: Words {
            english: "Somebody who is no representative approves.",
            russian: "Согласие даёт не представитель.",
        },
        defence: Words {
            english: "Authority is looked at when somebody approves and at each use; without it no row \
                 leads to consent.",
            russian: "Полномочия проверяются при согласии и при каждом использовании; без них ни одна \
                 строка не ведёт к согласию.",
        },
    },
    Threat {
        id: "T-06",
        words: Words {
            english: "A representative loses their rights after approving.",
            russian: "Представитель утратил права после согласия.",
        },
        defence: Words {
            english: "`authority_lost` ends that grant, closes access and raises the epoch.",
            russian: "`authority_lost` прекращает это согласие, закрывает доступ и увеличивает эпоху.",
        },
    },
    Threat {
        id: "T-07",
        words: Words {
            english: "Parents in dispute grant and withdraw in turn.",
            russian: "Спорящие родители по очереди дают и отзывают.",
        },
        defence: Words {
            english: "The state `contested` closes access; a ruling settles it; both are told. \
                 How often in a day one person may change a decision is for the platform of \
                 consents to bound.",
            russian: "Состояние `contested` закрывает доступ; спор завершает решение; обоим \
                 сообщают. Сколько раз в день один человек может менять решение, ограничивает \
                 платформа согласий.",
        },
    },
    Threat {
        id: "T-08",
        words: Words {
            english: "Consent is withdrawn in the middle of a visit.",
            russian: "Согласие отозвано во время посещения.",
        },
        defence: Words {
            english: "The epoch of the consent is kept with the login and compared at each request; \
                 what is known of consent is at most a minute old.",
            russian: "Эпоха согласия хранится со входом и сверяется при каждом запросе; сведениям о \
                 согласии не больше минуты.",
        },
    },
    Threat {
        id: "T-09",
        words: Words {
            english: "One person's sign-in is slipped to another (login CSRF).",
            russian: "Чужой вход подменяют (login CSRF).",
        },
        defence: Words {
            english: "`state` is bound to the browser that began and used once; `nonce` and PKCE \
                 where the far side knows them. Each sign-in gets a cookie that nobody knew \
                 before, and every form a proof of its own browser and login.",
            russian: "`state` привязан к браузеру и действует один раз; `nonce` и PKCE — где их \
                 знает другая сторона. Каждый вход получает новый файл cookie, а каждая форма — \
                 подтверждение своего браузера и входа.",
        },
    },
    Threat {
        id: "T-10",
        words: Words {
            english: "ESIA's test and production are mixed up.",
            russian: "Путаются тестовый и рабочий контуры ЕСИА.",
        },
        defence: Words {
            english: "A pinned issuer; keys and bindings are kept for each contour apart.",
            russian: "Издатель закреплён; ключи и закрепления ведутся для каждого контура отдельно.",
        },
    },
    Threat {
        id: "T-11",
        words: Words {
            english: "A code or a return address is injected.",
            russian: "Подставляют код или адрес возврата.",
        },
        defence: Words {
            english: "The return address is compared exactly; nobody gives one in a request. A \
                 code is exchanged with the secret of the browser's own sign-in alone.",
            russian: "Адрес возврата сверяется точно и никем не передаётся в запросе. Код \
                 обменивается только вместе с секретом входа, который начал этот браузер.",
        },
    },
    Threat {
        id: "T-12",
        words: Words {
            english: "An account is taken over by weak matching: same name and date, twins, a mistyped \
                 SNILS.",
            russian: "Чужая запись открывается из-за нестрогого сравнения: тёзки, близнецы, опечатка в \
                 СНИЛС.",
        },
        defence: Words {
            english: "Entry needs an exact, unique match on verified identifiers; likeness only hints \
                 to the school.",
            russian: "Вход — только при точном единственном совпадении проверенных данных; похожесть \
                 лишь подсказывает школе.",
        },
    },
    Threat {
        id: "T-13",
        words: Words {
            english: "A parent knows the password of the child account and acts as the child.",
            russian: "Родитель знает пароль детской записи и действует за ребёнка.",
        },
        defence: Words {
            english: "A minor's own act needs a self-made account and a fresh step-up sign-in; a child \
                 account never consents.",
            russian: "Собственное действие подростка требует самостоятельной записи и нового \
                 усиленного входа; детская запись согласия не даёт.",
        },
    },
    Threat {
        id: "T-14",
        words: Words {
            english: "An attacker changes the e-mail, then links anew.",
            russian: "Злоумышленник меняет почту и привязывает заново.",
        },
        defence: Words {
            english: "A changed e-mail voids live codes, and the child and the parents are told. \
                 Where an account is linked, a wait (`email_cool_down_hours`) stands before the \
                 next start; in ESIA the wait is the portal's own.",
            russian: "Смена почты аннулирует действующие коды; ребёнку и родителям сообщают. Там, \
                 где привязывают, до нового начала проходит ожидание (`email_cool_down_hours`); в \
                 ЕСИА его определяет сам портал.",
        },
    },
    Threat {
        id: "T-15",
        words: Words {
            english: "Personal data get into errors and logs.",
            russian: "Личные данные попадают в ошибки и журналы.",
        },
        defence: Words {
            english: "Texts come from a fixed catalogue with nothing filled in; personal types do not \
                 show themselves; tests search for seeded values.",
            russian: "Тексты — из готового каталога без подстановок; личные типы себя не показывают; \
                 проверки ищут подложенные значения.",
        },
    },
    Threat {
        id: "T-16",
        words: Words {
            english: "«Not found» against «consent needed» shows that a record exists.",
            russian: "По разнице «не найден» и «нужно согласие» узнают о существовании записи.",
        },
        defence: Words {
            english: "Only the signed-in person's own verified identifiers are looked up; not \
                 found, ambiguous and conflict look the same. A refusal leaves no sooner than a \
                 floor, and an account that is refused too often waits, whatever would be found.",
            russian: "Ищутся только проверенные данные самого вошедшего; «не найден», \
                 «неоднозначно» и «противоречие» выглядят одинаково. Отказ уходит не раньше \
                 заданного срока, а запись, которой отказывают слишком часто, ждёт, что бы ни \
                 нашлось.",
        },
    },
    Threat {
        id: "T-17",
        words: Words {
            english: "The time of an answer tells what was compared.",
            russian: "По времени ответа узнают, что сравнивалось.",
        },
        defence: Words {
            english: "Secrets and codes are compared in full whatever the first difference; every \
                 refusal waits for the same floor.",
            russian: "Секреты и коды сравниваются полностью, где бы ни было первое различие; \
                 каждый отказ ждёт одного и того же срока.",
        },
    },
    Threat {
        id: "T-18",
        words: Words {
            english: "Parents are flooded with requests for consent.",
            russian: "Родителей заваливают запросами согласия.",
        },
        defence: Words {
            english: "One open request an episode, a reminder at most once a day, a cool-down \
                 after a refusal. Sign-ins of one address, and the length, time and number of \
                 what is sent, are bounded.",
            russian: "Один открытый запрос на эпизод, напоминание не чаще раза в день, пауза \
                 после отказа. Ограничены входы с одного адреса, а также размер, время и число \
                 того, что присылают.",
        },
    },
    Threat {
        id: "T-19",
        words: Words {
            english: "A wrong birth date, by mistake or on purpose.",
            russian: "Неверная дата рождения, случайно или намеренно.",
        },
        defence: Words {
            english: "Age comes from the verified source alone; `birth_date_corrected` ends a consent \
                 of the wrong band.",
            russian: "Возраст берётся только из проверенного источника; `birth_date_corrected` \
                 прекращает согласие не той возрастной группы.",
        },
    },
    Threat {
        id: "T-20",
        words: Words { english: "The clock runs back.", russian: "Часы идут назад." },
        defence: Words {
            english: "An event earlier than the one before it is out of order; late news that closes \
                 access is never dropped.",
            russian: "Событие раньше предыдущего отклоняется как нарушающее порядок; опоздавшая весть, \
                 закрывающая доступ, не теряется.",
        },
    },
    Threat {
        id: "T-21",
        words: Words {
            english: "The door stays open while a service is down.",
            russian: "Дверь открыта, пока служба недоступна.",
        },
        defence: Words {
            english: "Unknown is no entry, with a reason of its own; a known consent counts for a \
                 bounded time.",
            russian: "Неизвестно — значит, входа нет, с отдельной причиной; известное согласие \
                 учитывается ограниченное время.",
        },
    },
    Threat {
        id: "T-22",
        words: Words {
            english: "News come doubled or out of order.",
            russian: "Вести приходят дважды или не по порядку.",
        },
        defence: Words {
            english: "An event that changes nothing is `ignored`; a terminal state absorbs.",
            russian: "Событие, которое ничего не меняет, — `ignored`; конечное состояние всё поглощает.",
        },
    },
    Threat {
        id: "T-23",
        words: Words {
            english: "An insider rewrites the log.",
            russian: "Сотрудник переписывает журнал.",
        },
        defence: Words {
            english: "A Merkle log whose heads are held elsewhere.",
            russian: "Журнал в виде дерева Меркла; его вершины хранятся и вне организации.",
        },
    },
    Threat {
        id: "T-24",
        words: Words {
            english: "A parent of two approves for the wrong child.",
            russian: "Родитель двоих детей даёт согласие не за того.",
        },
        defence: Words {
            english: "One machine for each child; linking one grants nothing on another.",
            russian: "Свой автомат на каждого ребёнка; привязка одного ничего не даёт на другого.",
        },
    },
    Threat {
        id: "T-25",
        words: Words {
            english: "The form of appeal is used to make staff re-bind a record.",
            russian: "Обращением добиваются, чтобы сотрудник переписал привязку.",
        },
        defence: Words {
            english: "Staff may correct data, never bind an account or give consent; what moves a \
                 match waits for a second person. Appeals are bounded by account and address, and \
                 what they say is shown as text.",
            russian: "Сотрудник исправляет данные, но не закрепляет учётную запись и не даёт \
                 согласия; от чего зависит поиск, подтверждает второй человек. Обращения \
                 ограничены по записи и адресу, их слова показываются как текст.",
        },
    },
    Threat {
        id: "T-26",
        words: Words {
            english: "A parent keeps reading after the child is 18.",
            russian: "Родитель читает дневник и после 18-летия.",
        },
        defence: Words {
            english: "The birthday is looked at in each decision, not by a timer alone.",
            russian: "День рождения проверяется при каждом решении, а не только таймером.",
        },
    },
];
