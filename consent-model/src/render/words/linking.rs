//! The words of the linking machine.

use super::Glossary;
use esia_core::rules::Words;

/// Names and texts of this machine.
pub(crate) const GLOSSARY: Glossary = Glossary {
    title: Words { english: "Linking", russian: "Привязка" },
    about: Words {
        english: "One parent's account joined to one child's account, by a code, by a card or \
                  from the start.",
        russian: "Учётная запись родителя соединяется с записью ребёнка: кодом, по карточке или с \
                  самого начала.",
    },
    intro: Words {
        english: "One machine for one parent and one child account; each parent has their own, \
                  and the notice is their only effect on each other. *The parent* is the \
                  machine's own, the first of the set-up. The code comes from its source with its \
                  own end: **equal is dead**. A rejected event may still count here: a wrong code \
                  costs a try, a code that came too late is dead; then the answer is a refusal \
                  and the state another one. The same outward answer is given whether the typed \
                  address exists or not. Linking is not consent.",
        russian: "Один автомат — для одного родителя и одной детской учётной записи; у каждого \
                  родителя свой, и влияют они друг на друга только уведомлением. *Родитель* — \
                  тот, чей это автомат, первый в начальных данных. Код приходит от своего \
                  источника со своим сроком: **в момент окончания он уже не действует**. \
                  Отклонённое событие здесь может иметь последствия: неверный код стоит попытки, \
                  опоздавший код мёртв; тогда ответ — отказ, а состояние другое. Внешний ответ \
                  одинаков, существует ли введённый адрес или нет. Привязка — это не согласие.",
    },
    setup: Words {
        english: "*Known at the start*: `birth_date`; `representatives` with authority, of whom \
                  the first is this machine's parent and the others are linked already; the \
                  policy: `code_tries` (5), `age_rule`. The first state is `unlinked`.\n\n*Before \
                  any row*: an event earlier than the one before it is `out_of_order`; equal is \
                  in order. *Kept*: the typed address, the live code (a salted hash would do) \
                  with its end, its account and the tries left; who holds authority, which others \
                  are linked, whether the account is deleted. Address and code go with the states \
                  that have them; a new code has fresh tries.",
        russian: "*Известно вначале*: `birth_date` — дата рождения; `representatives` — \
                  представители с полномочиями: первый — родитель этого автомата, остальные уже \
                  привязаны; настройки: `code_tries` — число попыток (5), `age_rule`. Первое \
                  состояние — «не привязано».\n\n*До всех строк*: событие раньше предыдущего \
                  нарушает порядок (`out_of_order`); одновременное — нет. *Хранится*: введённый \
                  адрес; действующий код с концом срока, учётной записью и числом попыток; у кого \
                  есть полномочия, кто ещё привязан, удалена ли учётная запись. Адрес и код \
                  исчезают вместе с состоянием, к которому относятся; у нового кода новые попытки.",
    },
    states: &[
        ("unlinked", "Не привязано."),
        ("target_given", "Адрес введён и ещё не подтверждён."),
        ("code_issued", "Код выдан."),
        ("linked", "Привязано; в скобках — как возникла привязка."),
        ("expired", "Срок кода истёк; можно запросить новый."),
        ("voided", "Код аннулирован; в скобках — почему."),
        ("closed", "Ребёнок совершеннолетний, записи больше нет или родитель не представитель."),
    ],
    short_states: &[
        ("unlinked", "не привязано"),
        ("target_given", "адрес введён"),
        ("code_issued", "код выдан"),
        ("linked", "привязано"),
        ("expired", "код истёк"),
        ("voided", "код аннулирован"),
        ("closed", "закрыто"),
    ],
    details: &[
        ("created", "Привязано: запись создал этот родитель."),
        ("code", "Привязано: введён код."),
        ("card", "Привязано: по собственной проверенной карточке родителя, до 14 лет."),
        ("tries", "Аннулирован: слишком много неверных попыток."),
        ("email_changed", "Аннулирован: изменена почта учётной записи."),
        ("unlinked", "Аннулирован: привязку отменили, пока код действовал."),
    ],
    short_details: &[
        ("created", "запись создал родитель"),
        ("code", "по коду"),
        ("card", "по карточке"),
        ("tries", "попытки исчерпаны"),
        ("email_changed", "почта изменена"),
        ("unlinked", "отвязано"),
    ],
    events: &[
        (
            "child_account_created",
            Words {
                english: "The parent made the child's account, which links it without a code.",
                russian: "Родитель создал запись ребёнка; она привязана без кода.",
            },
        ),
        (
            "link_started",
            Words {
                english: "The parent began linking at the child's card.",
                russian: "Родитель начал привязку в карточке ребёнка.",
            },
        ),
        (
            "card_verified",
            Words {
                english: "The registry confirmed the parent's own card of a child under 14.",
                russian: "Реестр подтвердил карточку ребёнка до 14 лет у этого родителя.",
            },
        ),
        (
            "ownership_confirmed",
            Words {
                english: "The parent confirmed that the account is the child's; a code was made.",
                russian: "Родитель подтвердил, что запись принадлежит ребёнку; создан код.",
            },
        ),
        (
            "code_entered",
            Words {
                english: "Somebody entered a code in an account.",
                russian: "В учётной записи ввели код.",
            },
        ),
        (
            "window_closed",
            Words {
                english: "The window with the code was closed.",
                russian: "Окно ввода кода закрыли.",
            },
        ),
        ("tick", Words { english: "The timer of the code.", russian: "Таймер кода." }),
        (
            "code_requested_again",
            Words {
                english: "The parent asked for another code.",
                russian: "Родитель запросил новый код.",
            },
        ),
        (
            "child_email_changed",
            Words {
                english: "The e-mail of the child's account was changed.",
                russian: "Изменена почта учётной записи ребёнка.",
            },
        ),
        (
            "unlinked",
            Words {
                english: "A parent's account is no longer linked to the child's.",
                russian: "Учётная запись родителя отвязана.",
            },
        ),
        (
            "authority_lost",
            Words {
                english: "A parent is no representative any more.",
                russian: "Родитель утратил полномочия.",
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
            "account_deleted",
            Words {
                english: "The child's account was deleted.",
                russian: "Учётная запись ребёнка удалена.",
            },
        ),
        (
            "authority_restored",
            Words {
                english: "A parent is a representative again.",
                russian: "Полномочия родителя восстановлены.",
            },
        ),
    ],
    short_events: &[
        ("child_account_created", "родитель создал запись"),
        ("link_started", "начало привязки"),
        ("card_verified", "карточка проверена"),
        ("ownership_confirmed", "принадлежность подтверждена"),
        ("code_entered", "код введён"),
        ("window_closed", "окно закрыто"),
        ("tick", "таймер кода"),
        ("code_requested_again", "новый код запрошен"),
        ("child_email_changed", "почта ребёнка изменена"),
        ("unlinked", "отвязано"),
        ("authority_lost", "полномочия утрачены"),
        ("turned_eighteen", "исполнилось 18"),
        ("account_deleted", "учётная запись удалена"),
        ("authority_restored", "полномочия восстановлены"),
    ],
    fields: &[
        ("link_started", "`email`, `card` (true)"),
        ("card_verified", "`account_exists` (true)"),
        ("ownership_confirmed", "`code`, `expires_at`, `account` (none)"),
        ("code_entered", "`code`, `account`, `same_child` (true)"),
        ("code_requested_again", "`code`, `expires_at`, `account` (none)"),
        ("unlinked", "`who`"),
        ("authority_lost", "`who`"),
        ("authority_restored", "`who`"),
    ],
    guards: &[
        ("foreign_actor", "От этого лица событие прийти не может."),
        ("other_parent", "Действует не этот родитель."),
        ("for_another", "Представитель действует за другого."),
        ("stranger", "Событие называет представителя, которого нет в начальных данных."),
        ("about_another", "Событие о другом представителе."),
        ("no_authority", "Родитель действует без полномочий."),
        ("by_parent", "Действует родитель, а не портал."),
        ("no_card", "У родителя нет карточки ребёнка."),
        ("no_account", "У ребёнка нет учётной записи."),
        ("adult", "По дате 18 лет исполнилось."),
        ("minor", "По дате 18 лет ещё нет."),
        ("under_14", "По дате 14 лет ещё нет."),
        ("not_under_14", "По дате 14 лет исполнилось."),
        ("code_dead", "Срок выданного кода истёк (в сам момент — тоже)."),
        ("code_wrong", "Код другой или выдан для другой учётной записи."),
        ("other_child", "Учётная запись — не ребёнка из карточки."),
        ("last_try", "Ещё одна неверная попытка аннулирует код."),
        ("same_code", "Снова выдан тот же самый код, для той же учётной записи и с тем же сроком."),
        ("account_gone", "Учётная запись удалена."),
        ("email_cools", "Настроено ожидание после смены почты учётной записи."),
        ("email_fresh", "После смены почты учётной записи ожидание ещё не прошло."),
    ],
    changes: &[
        ("take_email", "Действует адрес, введённый сейчас."),
        ("take_code", "Действует код, выданный сейчас, с новыми попытками."),
        ("spend_try", "У кода на одну попытку меньше."),
        ("lose_authority", "Названный не имеет полномочий и не привязан."),
        ("regain_authority", "Названный имеет полномочия."),
        ("unlink_other", "Названный (не этот родитель) не привязан."),
        ("delete_account", "Учётной записи больше нет."),
        ("note_email_change", "Запомнено, что почта учётной записи изменена сейчас."),
    ],
    emits: &[
        ("code_issued", "Выдан код привязки."),
        ("code_voided", "Код привязки аннулирован."),
        ("code_consumed", "Код привязки погашен."),
        ("linked_notice:others", "Сообщить каждому другому привязанному родителю."),
        ("linked_notice:self", "Сообщить ученику."),
    ],
};
