//! The words of the machine of card and child account.

use super::Glossary;
use esia_core::rules::Words;

/// Names and texts of this machine.
pub(crate) const GLOSSARY: Glossary = Glossary {
    title: Words {
        english: "Card, check and child account",
        russian: "Карточка, проверка и детская учётная запись",
    },
    about: Words {
        english: "From the child's card through the registry's check and the form to an account.",
        russian: "От карточки ребёнка через проверку в реестре и форму к учётной записи.",
    },
    intro: Words {
        english: "One machine for one child. Nothing personal is told to it: what was typed stays \
                  with the portal, and the machine hears how it was judged (`used`, `policy_ok`, \
                  `complete`). A move to `refused` is an accepted move that says why. An average \
                  is no deadline: the registry's check never fails by time. From the day 18 is \
                  reached by date, any event in a form leads to `refused` (`wrong_band`). Where \
                  several conditions fail, the first row answers.",
        russian: "Один автомат — для одного ребёнка. Ничего личного ему не сообщают: введённое \
                  остаётся у портала, автомат узнаёт только оценку (`used`, `policy_ok`, \
                  `complete`). Переход в `refused` — принятый переход с указанием причины. \
                  Среднее время — не срок: проверка в реестре не отклоняется по времени. Со дня, \
                  когда по дате исполнилось 18 лет, любое событие в форме ведёт в `refused` \
                  (`wrong_band`). Если нарушено несколько условий, отвечает первая строка.",
    },
    setup: Words {
        english: "*Known at the start*: `birth_date`; `representatives` with authority; the \
                  policy: `age_rule`. The first state is `no_card`.\n\n*Before any row*: an event \
                  earlier than the one before it is `out_of_order`; equal is in order. *Kept*: \
                  since when the check runs, whether its soft notice (after 20 minutes) and its \
                  escalation (after 30 days) went out, each once and counted from \
                  `zags_requested`; how far the phone has come (a code survives three wrong \
                  tries, then the phone is given anew). The check and the phone go with the \
                  states that have them.",
        russian: "*Известно вначале*: `birth_date` — дата рождения; `representatives` — \
                  представители с полномочиями; настройка `age_rule`. Первое состояние — «нет \
                  карточки».\n\n*До всех строк*: событие раньше предыдущего нарушает порядок \
                  (`out_of_order`); одновременное — нет. *Хранится*: с какого момента идёт \
                  проверка, отправлены ли уведомление (через 20 минут) и передача человеку (через \
                  30 дней), каждое один раз, считая от `zags_requested`; состояние телефона \
                  (после трёх неверных кодов телефон указывают заново). Проверка и телефон \
                  исчезают вместе с состоянием, к которому относятся.",
    },
    states: &[
        ("no_card", "У родителя нет карточки ребёнка."),
        ("draft", "Карточка введена и не сохранена."),
        ("manual", "Карточка сохранена, данные введены вручную; реестр её не видел."),
        ("zags_pending", "Реестр проверяет."),
        ("mismatch", "В реестре другие данные."),
        ("verified", "Реестр подтвердил карточку."),
        ("form_address", "Форма: место рождения, адрес, гражданство."),
        ("form_phone", "Форма: телефон."),
        ("form_phone_code", "Форма: код из СМС."),
        ("form_email", "Форма: электронная почта и галочка согласия."),
        ("form_email_wait", "Форма: письмо отправлено."),
        ("form_password", "Форма: пароль."),
        ("active", "Учётная запись есть."),
        ("deleted", "Учётной записи больше нет."),
        ("refused", "Создать учётную запись нельзя; в скобках — почему."),
    ],
    short_states: &[
        ("no_card", "нет карточки"),
        ("draft", "черновик"),
        ("manual", "введено вручную"),
        ("zags_pending", "идёт проверка"),
        ("mismatch", "расхождение"),
        ("verified", "проверено"),
        ("form_address", "форма: адрес"),
        ("form_phone", "форма: телефон"),
        ("form_phone_code", "форма: код"),
        ("form_email", "форма: почта"),
        ("form_email_wait", "форма: письмо"),
        ("form_password", "форма: пароль"),
        ("active", "действует"),
        ("deleted", "удалена"),
        ("refused", "отказ"),
    ],
    details: &[
        (
            "foreign_certificate",
            "Свидетельство о рождении иностранное; поможет центр обслуживания.",
        ),
        ("citizenship", "У ребёнка нет российского гражданства."),
        ("wrong_band", "Ребёнок совершеннолетний."),
    ],
    short_details: &[
        ("foreign_certificate", "иностранное свидетельство"),
        ("citizenship", "гражданство"),
        ("wrong_band", "совершеннолетие"),
    ],
    events: &[
        (
            "card_added",
            Words {
                english: "The parent added the child: «Добавить».",
                russian: "Родитель добавил ребёнка: «Добавить».",
            },
        ),
        (
            "card_from_registry",
            Words {
                english: "The registry gave the card by itself.",
                russian: "Карточка пришла из реестра.",
            },
        ),
        (
            "card_saved",
            Words {
                english: "The card was saved: «Сохранить».",
                russian: "Карточка сохранена: «Сохранить».",
            },
        ),
        (
            "card_cancelled",
            Words {
                english: "Entering the card was given up: «Отменить».",
                russian: "Ввод карточки отменён: «Отменить».",
            },
        ),
        (
            "card_edited",
            Words {
                english: "The card was opened for a change: «Редактировать».",
                russian: "Карточка открыта для изменения: «Редактировать».",
            },
        ),
        (
            "zags_requested",
            Words {
                english: "The check by the registry was asked for: «Отправить».",
                russian: "Запрошена проверка в реестре: «Отправить».",
            },
        ),
        (
            "zags_confirmed",
            Words {
                english: "The registry confirmed the card.",
                russian: "Реестр подтвердил карточку.",
            },
        ),
        (
            "zags_mismatch",
            Words {
                english: "The registry has other data.", russian: "В реестре другие данные."
            },
        ),
        (
            "zags_unavailable",
            Words {
                english: "The registry does not answer.", russian: "Реестр не отвечает."
            },
        ),
        ("tick", Words { english: "The timer of the check.", russian: "Таймер проверки." }),
        (
            "account_form_opened",
            Words {
                english: "The form of the account was opened: «Создать».",
                russian: "Открыта форма учётной записи: «Создать».",
            },
        ),
        (
            "address_given",
            Words {
                english: "Place of birth, address and citizenship were given.",
                russian: "Указаны место рождения, адрес и гражданство.",
            },
        ),
        (
            "phone_skipped",
            Words {
                english: "No phone: «Пропустить».", russian: "Без телефона: «Пропустить»."
            },
        ),
        (
            "phone_given",
            Words {
                english: "A phone was given: «Получить код».",
                russian: "Указан телефон: «Получить код».",
            },
        ),
        (
            "phone_code_ok",
            Words {
                english: "The right code of the SMS was entered.",
                russian: "Введён верный код из СМС.",
            },
        ),
        (
            "phone_code_bad",
            Words {
                english: "A wrong code of the SMS was entered.",
                russian: "Введён неверный код из СМС.",
            },
        ),
        (
            "email_given",
            Words {
                english: "An e-mail was given.", russian: "Указана электронная почта."
            },
        ),
        (
            "email_confirmed",
            Words {
                english: "The link in the letter was followed: «Подтвердить адрес».",
                russian: "Перешли по ссылке из письма: «Подтвердить адрес».",
            },
        ),
        (
            "email_link_expired",
            Words {
                english: "The link in the letter is too old.",
                russian: "Срок ссылки из письма истёк.",
            },
        ),
        (
            "letter_resent",
            Words {
                english: "The letter was asked for again.",
                russian: "Письмо запросили ещё раз.",
            },
        ),
        (
            "email_changed",
            Words {
                english: "The e-mail was changed.", russian: "Электронная почта изменена."
            },
        ),
        ("password_set", Words { english: "A password was set.", russian: "Задан пароль." }),
        (
            "phone_changed",
            Words {
                english: "The phone of the account was changed.",
                russian: "Телефон учётной записи изменён.",
            },
        ),
        (
            "password_changed",
            Words {
                english: "The password of the account was changed.",
                russian: "Пароль учётной записи изменён.",
            },
        ),
        (
            "account_deleted",
            Words {
                english: "The account was deleted.", russian: "Учётная запись удалена."
            },
        ),
        (
            "turned_eighteen",
            Words {
                english: "The timer of the 18th birthday; the date decides, not the timer.",
                russian: "Таймер 18-летия; решает дата, а не таймер.",
            },
        ),
        (
            "turned_fourteen",
            Words {
                english: "The timer of the 14th birthday.", russian: "Таймер 14-летия."
            },
        ),
        (
            "back",
            Words {
                english: "One step back in the form: «Назад».",
                russian: "Шаг назад в форме: «Назад».",
            },
        ),
        (
            "abandoned",
            Words {
                english: "The form was given up.", russian: "Заполнение формы прекращено."
            },
        ),
    ],
    short_events: &[
        ("card_added", "ребёнок добавлен"),
        ("card_from_registry", "карточка из реестра"),
        ("card_saved", "карточка сохранена"),
        ("card_cancelled", "ввод отменён"),
        ("card_edited", "карточка изменяется"),
        ("zags_requested", "проверка запрошена"),
        ("zags_confirmed", "реестр подтвердил"),
        ("zags_mismatch", "в реестре другое"),
        ("zags_unavailable", "реестр не отвечает"),
        ("tick", "таймер проверки"),
        ("account_form_opened", "форма открыта"),
        ("address_given", "адрес указан"),
        ("phone_skipped", "телефон пропущен"),
        ("phone_given", "телефон указан"),
        ("phone_code_ok", "код СМС верен"),
        ("phone_code_bad", "код СМС неверен"),
        ("email_given", "почта указана"),
        ("email_confirmed", "почта подтверждена"),
        ("email_link_expired", "ссылка устарела"),
        ("letter_resent", "письмо ещё раз"),
        ("email_changed", "почта изменена"),
        ("password_set", "пароль задан"),
        ("phone_changed", "телефон изменён"),
        ("password_changed", "пароль изменён"),
        ("account_deleted", "учётная запись удалена"),
        ("turned_eighteen", "исполнилось 18"),
        ("turned_fourteen", "исполнилось 14"),
        ("back", "шаг назад"),
        ("abandoned", "форма оставлена"),
    ],
    fields: &[
        (
            "card_saved",
            "`issuer` (`russia_zags`, `russian_consulate`, `foreign`), `complete` (true)",
        ),
        ("zags_requested", "`ticked`, `auto_update`"),
        ("account_form_opened", "`other_account` (false)"),
        ("address_given", "`citizenship` (`russia`, `other`)"),
        ("phone_given", "`is_parents`, `used`"),
        ("email_given", "`used`, `tick`"),
        ("password_set", "`policy_ok`, `equal`"),
    ],
    guards: &[
        ("foreign_actor", "От этого лица событие прийти не может."),
        ("stranger", "Действует представитель, которого нет в начальных данных."),
        ("adult", "По дате 18 лет исполнилось."),
        ("incomplete", "Обязательное поле карточки пусто."),
        ("foreign_certificate", "Свидетельство о рождении иностранное."),
        ("auto_update_on", "Автообновление включено."),
        ("not_ticked", "Ребёнок не отмечен галочкой."),
        ("soft_notice_due", "Проверка идёт 20 минут, и никому ещё не сообщили."),
        ("escalation_due", "Проверка идёт 30 дней и ещё не передана человеку."),
        ("other_account", "У ребёнка есть другая действующая запись."),
        ("other_citizenship", "Гражданство не российское."),
        ("phone_is_parents", "Телефон принадлежит родителю."),
        ("phone_used", "Телефон занят другой учётной записью."),
        ("last_try", "После ещё одного неверного кода телефон указывают заново."),
        ("email_used", "Почта занята другой учётной записью."),
        ("tick_missing", "Нет галочки согласия."),
        ("password_weak", "Пароль нарушает правило портала или введён дважды по-разному."),
    ],
    changes: &[
        ("start_check", "Проверка идёт с этого момента."),
        ("note_soft_notice", "Мягкое уведомление считается отправленным."),
        ("note_escalation", "Проверка считается переданной человеку."),
        ("send_code", "Отправлена СМС, попытки новые."),
        ("spend_try", "У кода на одну попытку меньше."),
        ("confirm_phone", "Телефон подтверждён."),
        ("drop_phone", "Форма продолжается без телефона."),
        ("count_change", "Телефон, почта или пароль теперь другие."),
        ("come_of_age", "18-летие отмечено."),
    ],
    emits: &[
        ("zags_request", "Запросить реестр (ЕГР ЗАГС) впервые или снова."),
        ("soft_notice", "Сообщить родителю, что проверка длится дольше обычного."),
        ("escalate", "Попросить человека разобраться с проверкой."),
        ("letter", "Отправить письмо с новой ссылкой (прежняя недействительна)."),
        ("sms_code", "Отправить код по СМС."),
        (
            "emit:child_account_created",
            "Передать `child_account_created` автомату привязки родителя.",
        ),
        ("emit:account_deleted", "Передать `account_deleted` другим автоматам."),
    ],
};
