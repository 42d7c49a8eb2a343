//! The start page: for each invented family what to click and what will happen.

use crate::layout;
use crate::state::Shared;
use axum::extract::State;
use families::people::{Person, Role};
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /`.
pub(crate) async fn index(State(shared): State<Arc<Shared>>) -> Markup {
    let roster = shared.roster();
    let diary = {
        let register = shared.register();
        let first = register.clients.values().next();
        first.map(|client| (client.service.clone(), client.logout_urls.first().cloned()))
    };
    let pupils: Vec<&Person> = roster.iter().filter(|person| person.role == Role::Pupil).collect();
    let body = html! {
        p { "Здесь проверяется вход в электронный журнал через Госуслуги. Все люди вымышлены, пароль не нужен: выберите, кем войти." }
        @if let Some((service, address)) = &diary {
            p {
                "Ученик входит в дневник — подсистему «" (service) "», родитель и подросток делают остальное в личном кабинете."
            }
            @if let Some(address) = address { a.button href=(address) id="to-diary" data-testid="to-diary" { "Дневник" } " " }
        }
        a.button href="/lk" id="to-cabinet" data-testid="to-cabinet" { "Личный кабинет" }
        h2 { "Семьи: что нажать" }
        ul {
            @for pupil in &pupils {
                @let first = pupil.parents.first().and_then(|key| roster.iter().find(|it| it.key == *key));
                li id=(format!("family-{}", pupil.key)) data-testid=(format!("family-{}", pupil.key)) {
                    strong { (pupil.full_name()) }
                    small { (pupil.case) }
                    (what_to_do(pupil, first))
                }
            }
        }
        h2 { "Три пути из инструкций" }
        @for path in &PATHS {
            section {
                h3 { (path.title) }
                ol { @for step in path.steps { li { (step) } } }
                p { strong { "Что получится: " } (path.outcome) }
            }
        }
        h2 { "Ещё" }
        ul {
            li { a href="/recovery" { "Не удаётся войти?" } small { "Восстановление пароля по электронной почте или телефону" } }
            li { a href="/public/certificates.pem" { "Сертификат, которым подписаны маркеры" } }
        }
    };
    layout::page("Стенд: с чего начать", &body)
}

/// A way through the portal.
struct Way {
    title: &'static str,
    steps: &'static [&'static str],
    outcome: &'static str,
}

const PATHS: [Way; 3] = [
    Way {
        title: "Родитель создаёт учётную запись ребёнку",
        steps: &[
            "Войдите в личный кабинет как Новосёлова Екатерина Павловна.",
            "«Документы → Семья и дети», «Добавить», данные возьмите из свидетельства внизу страницы, «Сохранить».",
            "«Запросить», отметьте ребёнка, снимите «Автообновление…», «Отправить».",
            "Внизу нажмите «+20 минут»: ЗАГС подтвердит данные.",
            "«Создать»: адрес, телефон или «Пропустить», электронная почта. Письмо лежит в почтовом ящике имитации.",
            "«Подтвердить адрес», пароль, «Сохранить». Затем «Школьное портфолио» и «Подтвердить».",
        ],
        outcome: "ребёнок входит в дневник новой учётной записью.",
    },
    Way {
        title: "Подросток 14–18 лет со своей учётной записью",
        steps: &[
            "Войдите как Отвязкина Галина Борисовна, «Семья и дети», карточка Артёма, «Привязать».",
            "Почта ребёнка: teen-unlinked@pochta.example. «Далее», «Продолжить»: появится код привязки.",
            "Выйдите и войдите как Отвязкин Артём: откроется окно для кода. Введите код, «Привязать».",
            "Артём входит в дневник; матери приходит запрос согласия. Она открывает «Согласия» и нажимает «Подтвердить».",
        ],
        outcome: "после согласия Артём входит в дневник.",
    },
    Way {
        title: "Когда что-то не так",
        steps: &[
            "В карточке выберите страну «Другая»: учётную запись создать нельзя.",
            "Не снимайте «Автообновление…», введите телефон родителя или занятую почту, простой пароль: портал объяснит, что исправить.",
            "Пусть ЗАГС ответит, что данные не совпали, или не ответит вовсе: кнопки внизу каждой страницы.",
            "Подождите с кодом привязки: «+20 минут», и он больше не действует.",
        ],
        outcome: "у каждой ошибки своё объяснение и путь дальше.",
    },
];

/// What to click in this family, by how it begins.
fn what_to_do(pupil: &Person, parent: Option<&Person>) -> String {
    use esia_core::account::AccountKind;
    use families::people::Consent;
    let parent = parent
        .map_or_else(String::new, |parent| format!("{} {}", parent.last_name, parent.first_name));
    let child = pupil.first_name;
    if let Some((_, text)) = REFUSED.iter().find(|(key, _)| *key == pupil.key) {
        return format!("{child} {text}");
    }
    if pupil.linked.is_empty() && pupil.kind() == AccountKind::Child && !pupil.parents.is_empty() {
        return format!("Войдите как {parent} и создайте учётную запись: «Семья и дети».");
    }
    match pupil.consent {
        Consent::GrantedByParent { .. } => format!(
            "{child} входит в дневник сразу. Войдите как {parent}, «Согласия», «Отозвать»: вход закроется."
        ),
        Consent::GrantedBySelf => format!("{child} входит в дневник сразу: согласие своё."),
        Consent::Contested { .. } => {
            format!("{child} не входит, пока тот, кто возразил, не нажмёт «Снять возражение».")
        }
        Consent::None if pupil.parents.is_empty() => format!(
            "{child} пробует войти в дневник, затем в кабинете «Уведомления» и «Подтвердить»."
        ),
        Consent::None if pupil.linked.is_empty() => {
            format!("Войдите как {parent}, карточка ребёнка, «Привязать». Затем нужно согласие.")
        }
        Consent::None => format!(
            "{child} пробует войти в дневник. Войдите как {parent}: в «Уведомлениях» запрос, «Подтвердить»."
        ),
    }
}

/// Whom the diary refuses for another reason than consent, and what to try then.
const REFUSED: [(&str, &str); 5] = [
    (
        "misprint-pupil",
        "входит в дневник: запись не найдена. Код со страницы отказа введите на рабочем месте школы: секретарь исправляет СНИЛС, руководитель подтверждает.",
    ),
    (
        "absent-pupil",
        "входит в дневник: записи нет. «ОБРАТИТЬСЯ В ОРГАНИЗАЦИЮ», затем на рабочем месте школы «Внести ученика».",
    ),
    ("early-self-made", "входит в дневник: отказ, до 14 лет учётную запись создаёт родитель."),
    ("simplified-teen", "входит в дневник: отказ, нужна подтверждённая учётная запись."),
    (
        "adult-child-account",
        "входит в дневник: отказ, после 18 лет детскую учётную запись сначала обновляют.",
    ),
];
