//! The words of the consent machine.

use super::Glossary;
use esia_core::rules::Words;

/// Names and texts of this machine.
pub(crate) const GLOSSARY: Glossary = Glossary {
    title: Words { english: "Consent", russian: "Согласие" },
    about: Words {
        english: "The parent's consent, as episodes: asked for, granted, contested, over.",
        russian: "Согласие родителя по эпизодам: запрошено, дано, оспорено, завершено.",
    },
    intro: Words {
        english: "One machine for one pupil, one operator, one purpose and one version of the \
                  text. A consent lives in *episodes*: a terminal state is never left by its own \
                  episode, and nothing in that changes any more; a later start opens a new one. \
                  The *epoch* counts how often a consent \
                  ceased to be in force: **every move out of `granted` raises it by one and \
                  closes access** (`close_access`), whatever the row. Data: grants, declines, \
                  objections (sets of representatives), recipients of the request, the ruling in \
                  force, the linked and entitled representatives, birth date, emancipation, the \
                  deleted account.\n\n*May*: the pupil is a minor at that moment, and the \
                  representative holds authority and is linked. The *subject* is the one whom the \
                  event names (`who`), else its actor. Age is counted on the civil date of the \
                  event in the school's zone.",
        russian: "Один автомат — для одного ученика, одного оператора, одной цели и одной \
                  редакции текста. Согласие живёт *эпизодами*: завершённый эпизод не меняется; \
                  позднейшее начало открывает новый. *Эпоха* считает, сколько раз согласие \
                  переставало действовать: **каждый выход из `granted` увеличивает её на единицу \
                  и закрывает доступ** (`close_access`), какой бы ни была строка. Данные: \
                  согласия (grants), отказы (declines), возражения (objections) — множества \
                  представителей; получатели запроса (recipients); действующее решение органа; \
                  привязанные (linked) и имеющие право (entitled) представители; дата рождения; \
                  эмансипация; удаление учётной записи.\n\n*Вправе*: ученик в этот момент \
                  несовершеннолетний, а представитель имеет полномочия и привязан. *Субъект* — \
                  тот, кого называет событие (`who`), иначе действующее лицо. Возраст считается \
                  на дату события в часовом поясе школы.",
    },
    setup: Words {
        english: "*Known at the start*: `birth_date`; `representatives` (linked, with authority); \
                  the policy: `cool_down_hours` (24), `disagreement` (`objection_blocks`, or \
                  `grantor_only`), `teen_consent` (`parent_only`, or `parent_or_teen`), \
                  `age_rule` (`day_after`, or `on_birthday`), `request_ttl_days` (30; for whoever \
                  owns the timer); a third failed notice becomes a task. The first state is \
                  `none`, the epoch 0, no act of anybody is known.\n\n*Before any row*: an event \
                  earlier than the one before it is `out_of_order`; equal is in order. *After \
                  every row*: where no fact, no datum and no effect came of an accepted event, \
                  the answer is `ignored`.\n\n*What lasts*: facts (birth date, links, authority, \
                  emancipation, deletion) are kept in every state. Objections and the newest \
                  ruling belong to the pupil and outlive the episode while the pupil is a minor. \
                  The cool-down counts from the event that led to `declined`, up to but not \
                  including its last moment. A reminder is due a day after the last notice to \
                  somebody who has not answered.\n\n*What the decision to let in hears*: the \
                  state by its name, where `granted` is *granted by a parent* if a \
                  representative's grant has not run out, else *granted by the pupil*. A grant \
                  with `expires_at` has run out from that very moment on (equal is out); where \
                  all have, the consent counts as `ended`, timer or no timer. Whoever drives the \
                  machine gives it, before each decision, the event that time has made due: \
                  `term_expired`, `turned_eighteen`, and for a minor's own grant that the policy \
                  does not take `evidence_annulled`.",
        russian: "*Известно вначале*: `birth_date` — дата рождения; `representatives` — \
                  представители (привязаны, с полномочиями); настройки: `cool_down_hours` — пауза \
                  после отказа (24 часа), `disagreement` — спор родителей (`objection_blocks` или \
                  `grantor_only`), `teen_consent` — согласие подростка (`parent_only` или \
                  `parent_or_teen`), `age_rule` — когда достигнут возраст (`day_after` или \
                  `on_birthday`), `request_ttl_days` — срок запроса (30 дней; для того, кто ведёт \
                  таймер); третье недоставленное уведомление становится задачей. Первое состояние \
                  — «нет эпизода», эпоха 0, ничьих действий нет.\n\n*До всех строк*: событие \
                  раньше предыдущего нарушает порядок (`out_of_order`); одновременное — нет. \
                  *После каждой строки*: если от принятого события не изменилось ни одного факта \
                  и данных и нет последствий, ответ — «без последствий».\n\n*Что сохраняется*: \
                  факты (дата рождения, привязки, полномочия, эмансипация, удаление) запоминаются \
                  в любом состоянии. Возражения и последнее решение относятся к ученику и \
                  переживают эпизод, пока он несовершеннолетний. Пауза отсчитывается от события, \
                  приведшего к отказу; её последний момент не входит. Напоминание положено через \
                  день после последнего уведомления тому, кто не ответил.\n\n*Что узнаёт решение о \
                  входе*: состояние по имени, причём «дано» — это «дано родителем», если согласие \
                  хотя бы одного представителя не истекло, иначе «дано учеником». Согласие с \
                  `expires_at` истекло с самого этого момента; если истекли все, для решения \
                  согласие прекращено, сработал таймер или нет. Перед каждым решением автомату \
                  сообщают событие, которое уже наступило по времени: `term_expired`, \
                  `turned_eighteen`, а для собственного согласия подростка, которого настройка не \
                  допускает, — `evidence_annulled`.",
    },
    states: &[
        ("none", "Эпизода ещё не было."),
        ("requested", "Запрошено, ответа нет."),
        ("granted", "Согласие действует."),
        ("contested", "Один дал, другой возражает."),
        ("declined", "Отказали все, кого спросили."),
        ("withdrawn", "Все согласия отозваны или отменены решением."),
        ("lapsed", "На запрос не ответили в срок."),
        ("ended", "Прекращено внешним событием; каким — сказано в скобках."),
    ],
    short_states: &[
        ("none", "нет эпизода"),
        ("requested", "запрошено"),
        ("granted", "дано"),
        ("contested", "оспорено"),
        ("declined", "отказано"),
        ("withdrawn", "отозвано"),
        ("lapsed", "без ответа"),
        ("ended", "прекращено"),
    ],
    details: &[
        ("expired", "Истёк собственный срок."),
        (
            "age_transition",
            "Ученик стал совершеннолетним или никогда не был в нужной возрастной группе.",
        ),
        ("authority_lost", "Последний давший согласие утратил полномочия."),
        ("scope_changed", "Другая цель или другой текст."),
        ("account_deleted", "Учётной записи ученика больше нет."),
        ("annulled", "Доказательство признано недействительным."),
    ],
    short_details: &[
        ("expired", "срок истёк"),
        ("age_transition", "совершеннолетие"),
        ("authority_lost", "полномочия утрачены"),
        ("scope_changed", "другой текст или цель"),
        ("account_deleted", "учётная запись удалена"),
        ("annulled", "доказательство недействительно"),
    ],
    events: &[
        (
            "sign_in_attempted",
            Words {
                english: "The pupil tried to sign in to the diary.",
                russian: "Ученик попытался войти в дневник.",
            },
        ),
        (
            "approved_in_advance",
            Words {
                english: "A representative consented before anybody asked.",
                russian: "Представитель дал согласие до запроса.",
            },
        ),
        (
            "approved",
            Words {
                english: "A representative granted the request.",
                russian: "Представитель дал согласие по запросу.",
            },
        ),
        (
            "self_approved",
            Words {
                english: "The pupil granted the request.",
                russian: "Ученик сам дал согласие.",
            },
        ),
        (
            "declined",
            Words {
                english: "A representative declined the request.",
                russian: "Представитель отказал.",
            },
        ),
        (
            "self_declined",
            Words {
                english: "The pupil declined the request.", russian: "Ученик сам отказал."
            },
        ),
        (
            "withdrawn",
            Words {
                english: "A representative took the consent back.",
                russian: "Представитель отозвал согласие.",
            },
        ),
        (
            "self_withdrawn",
            Words {
                english: "The pupil took the own consent back.",
                russian: "Ученик отозвал своё согласие.",
            },
        ),
        (
            "objected",
            Words {
                english: "A representative objects to the other's consent.",
                russian: "Представитель возражает против согласия другого.",
            },
        ),
        (
            "objection_lifted",
            Words {
                english: "A representative took the objection back.",
                russian: "Представитель снял возражение.",
            },
        ),
        (
            "authority_ruling",
            Words {
                english: "A court or a guardianship body decided the dispute.",
                russian: "Суд или орган опеки решил спор.",
            },
        ),
        (
            "request_lapsed",
            Words {
                english: "The request was not answered in its time.",
                russian: "На запрос не ответили в срок.",
            },
        ),
        (
            "term_expired",
            Words {
                english: "The consent's own term is over.",
                russian: "Истёк собственный срок согласия.",
            },
        ),
        (
            "scope_changed",
            Words {
                english: "The purpose or the text of the consent changed.",
                russian: "Изменились цель или текст согласия.",
            },
        ),
        (
            "authority_lost",
            Words {
                english: "A representative is none any more.",
                russian: "Представитель утратил полномочия.",
            },
        ),
        (
            "unlinked",
            Words {
                english: "A representative's account is no longer linked to the pupil's.",
                russian: "Учётная запись представителя отвязана.",
            },
        ),
        (
            "linked",
            Words {
                english: "A representative's account was linked; the portal has checked the authority.",
                russian: "Учётная запись представителя привязана; портал проверил полномочия.",
            },
        ),
        (
            "turned_fourteen",
            Words {
                english: "The timer of the 14th birthday.", russian: "Таймер 14-летия."
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
            "emancipated",
            Words {
                english: "Full legal capacity before 18.",
                russian: "Полная дееспособность до 18 лет.",
            },
        ),
        (
            "birth_date_corrected",
            Words {
                english: "A verified source corrected the birth date.",
                russian: "Проверенный источник исправил дату рождения.",
            },
        ),
        (
            "account_deleted",
            Words {
                english: "The pupil's account was deleted.",
                russian: "Учётная запись ученика удалена.",
            },
        ),
        (
            "evidence_annulled",
            Words {
                english: "The platform declared the evidence of the consent void.",
                russian: "Платформа признала доказательство согласия недействительным.",
            },
        ),
        (
            "notice_failed",
            Words {
                english: "A notice did not reach its addressee.",
                russian: "Уведомление не доставлено.",
            },
        ),
        (
            "retention_elapsed",
            Words {
                english: "The term of keeping the data is over.",
                russian: "Срок хранения данных истёк.",
            },
        ),
    ],
    short_events: &[
        ("sign_in_attempted", "попытка входа"),
        ("approved_in_advance", "согласие заранее"),
        ("approved", "согласие представителя"),
        ("self_approved", "согласие ученика"),
        ("declined", "отказ представителя"),
        ("self_declined", "отказ ученика"),
        ("withdrawn", "отзыв представителем"),
        ("self_withdrawn", "отзыв учеником"),
        ("objected", "возражение"),
        ("objection_lifted", "возражение снято"),
        ("authority_ruling", "решение суда или опеки"),
        ("request_lapsed", "срок запроса истёк"),
        ("term_expired", "срок согласия истёк"),
        ("scope_changed", "другой текст или цель"),
        ("authority_lost", "полномочия утрачены"),
        ("unlinked", "представитель отвязан"),
        ("linked", "представитель привязан"),
        ("turned_fourteen", "исполнилось 14"),
        ("turned_eighteen", "исполнилось 18"),
        ("emancipated", "эмансипация"),
        ("birth_date_corrected", "дата рождения исправлена"),
        ("account_deleted", "учётная запись удалена"),
        ("evidence_annulled", "доказательство недействительно"),
        ("notice_failed", "уведомление не доставлено"),
        ("retention_elapsed", "срок хранения истёк"),
    ],
    fields: &[
        ("sign_in_attempted", "`matched`, `account_active` (true)"),
        ("approved_in_advance", "`expires_at` (none)"),
        ("approved", "`expires_at` (none)"),
        ("self_approved", "`step_up`, `expires_at` (none)"),
        ("self_declined", "`step_up`"),
        ("self_withdrawn", "`step_up`"),
        ("authority_ruling", "`allow`, `act_ref` (none)"),
        ("scope_changed", "`text_version` (none)"),
        ("authority_lost", "`who`"),
        ("unlinked", "`who`"),
        ("linked", "`who`"),
        ("emancipated", "`ground` (`marriage`, `emancipation`), `act_ref` (none)"),
        ("birth_date_corrected", "`birth_date`"),
        ("notice_failed", "`who`"),
        ("retention_elapsed", "`episode` (the newest that ended)"),
    ],
    guards: &[
        ("foreign_actor", "От этого лица событие прийти не может."),
        ("for_another", "Представитель действует за другого."),
        (
            "stranger",
            "Субъект — представитель, которого не называли ни начальные данные, ни привязка.",
        ),
        ("account_gone", "Учётная запись удалена или не действует."),
        ("unmatched", "Подходящей записи нет."),
        ("may_not", "Действует представитель, который не вправе."),
        ("denied", "Ученик несовершеннолетний, и действующее решение запрещает согласие."),
        (
            "no_step_up",
            "Собственное действие подростка учитывается, но нового усиленного входа не было.",
        ),
        (
            "own_act_barred",
            "Собственное действие несовершеннолетнего, которое по настройке или возрасту не учитывается.",
        ),
        (
            "too_young",
            "Собственное действие несовершеннолетнего, которому мешает только возраст до 14 лет.",
        ),
        ("adult", "Для согласия ученик совершеннолетний."),
        ("under14", "Ученик младше 14 лет."),
        ("not_yet_eighteen", "По дате 18 лет ещё нет."),
        ("boundary_flips", "Исправление даты переводит ученика через границу совершеннолетия."),
        ("own_grant_void", "По исправленной дате ученик слишком молод для собственного согласия."),
        ("only_own_grant", "Согласие дал только ученик."),
        ("own", "Эпизод — собственный эпизод совершеннолетнего."),
        ("cool_down", "Последний эпизод завершился отказом, и пауза ещё идёт."),
        ("nobody_to_ask", "Спросить некого."),
        ("notice_due", "Кто-то из спрошенных не ответил, и последнему уведомлению уже день."),
        ("not_recipient", "Субъекта не спрашивали."),
        ("tries_spent", "С этой неудачей уведомление становится задачей."),
        ("last_to_decline", "С ответом субъекта отказали все, кто вправе."),
        ("rest_declined", "Без субъекта кто-то из спрошенных остаётся, и все оставшиеся отказали."),
        ("grantor", "Субъект дал согласие."),
        ("not_grantor", "Субъект согласия не давал."),
        ("last_grant", "Кроме субъекта, согласия никто не дал."),
        ("others_object", "Действует чужое возражение, и оно учитывается."),
        ("not_objector", "У действующего лица нет возражения."),
        ("last_objection", "Кроме субъекта, никто не возражает."),
        ("no_grant", "Согласия никто не дал."),
        ("ruled", "Действующее решение разрешает."),
        ("denies", "Решение в этом событии запрещает."),
        ("grantor_only", "По настройке возражение не учитывается."),
        ("nothing_to_lose", "Субъекту нечего терять."),
        ("no_past_episode_named", "Событие не называет завершённого эпизода."),
        ("nothing_to_destroy", "Такого эпизода нет, или его данные уже уничтожены."),
    ],
    changes: &[
        ("open", "Новый эпизод, эпоха прежняя (у совершеннолетнего — его собственный эпизод)."),
        ("ask_all", "Получателями становятся все, кто вправе (у совершеннолетнего — он сам)."),
        ("ask", "Субъект становится получателем."),
        ("remind", "Положенные напоминания считаются отправленными."),
        ("count_failure", "Ещё одна неудача уведомления субъекта."),
        ("grant", "согласия += субъект, отказы −= субъект."),
        (
            "make_own",
            "Эпизод становится собственным эпизодом совершеннолетнего, возражений и решений больше нет.",
        ),
        ("ungrant", "согласия −= субъект."),
        ("ungrant_pupil", "согласия −= ученик."),
        ("decline", "отказы += субъект."),
        ("object", "возражения += субъект."),
        ("lift", "возражения −= субъект."),
        ("rule", "Решение записано (разрешающее снимает возражения)."),
        ("clear_disputes", "Возражений и решений больше нет."),
        ("unlink", "привязанные −= субъект, получатели −= субъект, отказы −= субъект."),
        ("link", "привязанные += субъект, имеющие право += субъект."),
        (
            "lose_authority",
            "привязанные, имеющие право, получатели, согласия, отказы, возражения −= субъект.",
        ),
        ("emancipate", "Для согласия ученик считается совершеннолетним."),
        (
            "correct_birth_date",
            "Действует новая дата рождения (если по ней ученик младше 14 лет, эмансипация отменена).",
        ),
        ("delete_account", "Учётной записи больше нет."),
        ("destroy", "Данные эпизода считаются уничтоженными."),
    ],
    emits: &[
        ("notice:recipients", "Запрос согласия каждому получателю."),
        ("notice:subject", "Запрос согласия субъекту."),
        ("re_notice:due", "Напоминание каждому, кому пора."),
        ("retry_notice:subject", "Повторить субъекту недоставленное уведомление."),
        ("staff_task:notice", "Задача сотруднику: уведомить."),
        (
            "inform:all",
            "Сообщить всем представителям с полномочиями (в собственном эпизоде совершеннолетнего — ему).",
        ),
        ("inform:others", "Сообщить тем же, кроме действующего лица."),
        ("recheck", "Открытые входы решаются заново."),
        ("destroy_data", "Уничтожить соли и данные (журнал и состояние остаются)."),
    ],
};
