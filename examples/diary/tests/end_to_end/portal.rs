//! Goal: every figure of the first instruction and every step of the second can be walked at the
//! simulated portal, and what comes of it opens the diary.
//! Method: a real browser clicks and types what a parent and a child do; each screen is kept as
//! `target/gallery/portal/NN-name.png` with its caption beside it, and axe-core is run on it.

use crate::browser::Browser;
use crate::school::School;
use crate::tools;

const NOT_FOUND: &str = "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить о ней через форму обратной связи";
const ASK_A_PARENT: &str = "Для входа в дневник нужно согласие одного из родителей";
const PASSWORD: &str = "Zima2026!";

impl Browser {
    pub(crate) async fn figure(&self, name: &str, caption: &str) {
        self.show("portal", name, caption).await;
        let problems = self.problems(&tools::axe()).await;
        assert!(problems.is_empty(), "{name}: {problems:?}");
    }

    pub(crate) async fn enter_cabinet(&self, school: &School, person: &str) {
        self.goto(&school.stand("/lk")).await;
        self.click(&format!("lk-as-{person}")).await;
    }

    /// The card of a child, by its place in the list.
    async fn open_card(&self, school: &School, name: &str) {
        self.goto(&school.stand("/lk/family")).await;
        self.follow(name).await;
    }
}

/// Рисунок 1–19; 002, steps 1–6.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parent_makes_an_account_figure_by_figure_and_the_child_enters_the_diary() {
    let school = School::open("portal-figures").await;
    let browser = Browser::open().await;
    let card = verified_card(&school, &browser).await;
    six_steps(&browser).await;
    consent_and_new_password(&browser, &card).await;
    enter_until_deleted(&school, browser, &card).await;
}

/// Рисунок 1–9: from the start page to «Создать»; the card's address.
async fn verified_card(school: &School, browser: &Browser) -> String {
    browser.goto(&school.stand("/")).await;
    browser.figure("00-start", "С чего начать: семьи и пути").await;
    browser.click("to-cabinet").await;
    browser.figure("01-sign-in", "Рисунок 1. Авторизация на Госуслугах").await;
    browser.click("lk-as-new-mother").await;
    browser.figure("02-section", "Рисунок 2. Раздел «Семья и дети»").await;
    browser.click("lk-family").await;
    browser.figure("03-children", "Рисунок 3. Информация о ребёнке в блоке «Дети»").await;

    browser.click("card-add").await;
    let today =
        diary::clock::Clock::system(chrono::FixedOffset::east_opt(3 * 3600).unwrap()).today();
    let child = families::people::person("new-pupil", today).unwrap();
    let papers = child.certificate.unwrap();
    let date = |date: chrono::NaiveDate| date.format("%d.%m.%Y").to_string();
    browser.fill("last-name", child.last_name).await;
    browser.fill("first-name", child.first_name).await;
    browser.fill("middle-name", child.middle_name.unwrap()).await;
    browser.tick("sex-male").await;
    browser.fill("birth-date", &date(child.birth_date)).await;
    browser.tick("country-russia").await;
    browser.scroll_to("last-name").await;
    browser.figure("04-card", "Рисунок 4. Добавление информации о ребенке").await;
    browser.fill("certificate", &format!("{} {}", papers.series, papers.number)).await;
    browser.fill("issued", &date(papers.issued)).await;
    browser.fill("act-date", &date(papers.act_date)).await;
    browser.fill("act-number", papers.act_number).await;
    browser.fill("office", families::people::REGISTRY_OFFICE).await;
    browser.scroll_to("card-save").await;
    browser.figure("05-certificate", "Рисунок 5. Сохранение заполненной формы").await;
    browser.click("card-save").await;
    browser.scroll_to("card-request").await;
    browser.figure("06-manual", "Рисунок 6. Запрос на получение данных из ЕГР ЗАГС").await;
    let card = browser.address().await;

    browser.click("card-request").await;
    let number = card.rsplit_once('/').unwrap().1;
    browser.tick(&format!("child-{number}")).await;
    browser
        .figure("07-request", "Рисунок 7. Отправка запроса на получение данных из ЕГР ЗАГС")
        .await;
    browser.click("request-send").await;
    browser
        .figure("07-request-auto-update", "Автообновление не отключено: запрос не отправлен (R-43)")
        .await;
    browser.tick(&format!("child-{number}")).await;
    browser.tick("auto-update").await;
    browser.click("request-send").await;
    assert_eq!(browser.text("card-state").await, "данные проверяет ЗАГС");
    browser
        .figure(
            "07-request-pending",
            "ЗАГС проверяет данные: создать учётную запись ещё нельзя (R-45)",
        )
        .await;
    browser.click("clock-20").await;
    browser.goto(&school.stand("/lk/family")).await;
    browser.figure("08-child", "Рисунок 8. Переход к информации о ребенке").await;
    browser.goto(&card).await;
    browser.scroll_to("account-create").await;
    browser.figure("09-create", "Рисунок 9. Создание учётной записи для ребёнка").await;
    browser.click("account-create").await;
    card
}

/// Рисунок 10–16.
async fn six_steps(browser: &Browser) {
    browser.fill("birth-place", "г. Касимов").await;
    browser.tick("same-address").await;
    browser.figure("10-address", "Рисунок 10. Добавление адреса").await;
    browser.click("step-go-on").await;
    browser.fill("phone", "+7 (900) 000-00-44").await;
    browser.figure("11-phone", "Рисунок 11. Добавление номера телефона").await;
    browser.click("step-phone").await;
    browser.figure("11-phone-refused", "Номер родителя или занятый номер: один ответ (R-51)").await;
    browser.click("step-skip").await;
    browser.fill("email", "asked-mother@pochta.example").await;
    browser.tick("consent").await;
    browser.click("step-go-on").await;
    browser.figure("12-email-used", "Почта уже привязана к другой учётной записи (R-55)").await;
    browser.fill("email", "tim@pochta.example").await;
    browser.figure("12-email", "Рисунок 12. Добавление электронной почты ребёнка").await;
    browser.click("step-go-on").await;
    assert!(
        browser.text("letter-sent").await.starts_with("На tim@pochta.example отправлено письмо.")
    );
    browser.figure("13-letter-sent", "Рисунок 13. Отправка письма для подтверждения e-mail").await;
    browser.click("mail").await;
    browser.click("letter-0").await;
    browser.figure("14-letter", "Рисунок 14. Подтверждение e-mail").await;
    browser.click("letter-confirm").await;
    browser.fill("password", "zima2026").await;
    browser.fill("password-again", "zima2026").await;
    browser.click("password-save").await;
    browser
        .figure(
            "15-password-weak",
            "Пароль не подходит: видно, какие требования не выполнены (R-60)",
        )
        .await;
    browser.fill("password", PASSWORD).await;
    browser.fill("password-again", PASSWORD).await;
    browser.scroll_to("password").await;
    browser.figure("15-password", "Рисунок 15. Ввод пароля").await;
    browser.click("password-save").await;
    assert!(browser.text("step").await.starts_with("Учетная запись ребенка создана."));
    browser
        .figure("16-end", "Рисунок 16. Завершение процедуры создания учётной записи ребёнка")
        .await;
}

/// Рисунок 17–19, and the consent in advance before.
async fn consent_and_new_password(browser: &Browser, card: &str) {
    browser.click("to-portfolio").await;
    browser.figure("20-portfolio", "«Школьное портфолио»: согласие заранее (R-05)").await;
    browser.click("portfolio-new-pupil").await;
    browser.figure("21-consent", "Согласие: ознакомиться и подтвердить (R-30)").await;
    browser.click("consent-approve").await;
    assert_eq!(browser.text("consent-status").await, "действует");

    browser.goto(card).await;
    browser.scroll_to("account-settings").await;
    browser.figure("17-settings", "Рисунок 17. Настройка профиля").await;
    browser.click("account-settings").await;
    browser.figure("18-change-password", "Рисунок 18. Кнопка «Сменить пароль»").await;
    browser.click("part-password").await;
    browser.fill("current", PASSWORD).await;
    browser.click("password-current").await;
    browser.fill("password", "Leto2026!!").await;
    browser.fill("password-again", "Leto2026!!").await;
    browser.figure("19-new-password", "Рисунок 19. Ввод нового пароля").await;
    browser.click("password-save").await;
    assert_eq!(browser.text("saved").await, "Изменения сохранены");
}

/// 002, step 6: the diary lets in by the account that was just made, until it is deleted.
async fn enter_until_deleted(school: &School, browser: Browser, card: &str) {
    browser.goto(&school.url("/")).await;
    browser.click("sign-in").await;
    browser.figure("22-diary-sign-in", "Шаг 6. Вход в дневник через портал").await;
    browser.click("login-as-new-pupil").await;
    browser
        .figure(
            "23-rights",
            "Портал Госуслуг отправит запрос на предоставление прав доступа (R-72)",
        )
        .await;
    browser.click("rights-grant").await;
    assert_eq!(browser.address().await, school.url("/diary"));
    browser.figure("24-diary", "В случае успешной привязки: дневник открыт (R-74)").await;

    // deletion ends the open login and every later one.
    let parent = Browser::open().await;
    parent.enter_cabinet(school, "new-mother").await;
    parent.goto(&format!("{card}/settings?part=delete")).await;
    parent.tick("sure").await;
    parent.figure("25-delete", "Удаление учётной записи ребёнка (R-65)").await;
    parent.click("account-delete").await;
    assert_eq!(parent.text("card-state").await, "учётная запись удалена");
    parent.close().await;
    browser.goto(&school.url("/diary")).await;
    assert!(!browser.has("diary").await, "the open diary closes");
    browser.goto(&school.url("/")).await;
    browser.click("sign-in").await;
    assert!(!browser.has("login-as-new-pupil").await, "nobody signs in by it any more");
    browser.close().await;
}

/// ШАГ 1–4, by two browsers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_teen_is_linked_by_a_code_and_enters_after_the_parent_s_consent() {
    let school = School::open("portal-linking").await;
    let (parent, teen) = (Browser::open().await, Browser::open().await);
    parent.enter_cabinet(&school, "teen-unlinked-mother").await;
    parent.open_card(&school, "Отвязкин Артём Степанович").await;
    parent.scroll_to("account-link").await;
    parent.figure("30-card", "ШАГ 1. Карточка ребёнка, «Привязать»").await;
    parent.click("account-link").await;
    parent.fill("email", "teen-unlinked@pochta.example").await;
    parent.figure("31-email", "ШАГ 1. Электронная почта ребёнка").await;
    parent.click("link-email").await;
    parent.figure("32-confirm", "ШАГ 1. Подтвердить, что учётная запись принадлежит ребёнку").await;
    parent.click("link-confirm").await;
    let code = parent.text("code").await;
    parent.figure("33-code", "ШАГ 1. Код привязки и срок его действия").await;

    teen.enter_cabinet(&school, "teen-unlinked").await;
    assert!(teen.text("code-from").await.contains("Галина О."));
    teen.figure("34-window", "ШАГ 2. Окно для ввода кода при входе на портал").await;
    teen.click("code-close").await;
    teen.goto(&school.stand("/lk/profile")).await;
    teen.fill("code", "00000000").await;
    teen.click("code-enter").await;
    teen.figure("35-wrong-code", "Код не подошёл").await;
    teen.fill("code", &code).await;
    teen.figure("36-block", "ШАГ 2. Блок для ввода кода в разделе «Профиль»").await;
    teen.click("code-enter").await;
    teen.figure("37-linked", "ШАГ 2. Учётная запись привязана").await;

    teen.sign_in(&school, "teen-unlinked").await;
    assert!(teen.text("message").await.starts_with(ASK_A_PARENT));
    teen.figure("38-consent-needed", "ШАГ 3. Попытка входа: согласие запрошено").await;
    parent.click("lk-nav-notices").await;
    parent.figure("39-notice", "ШАГ 3. Уведомление родителю").await;
    parent.click("lk-nav-consents").await;
    parent.figure("40-consents", "ШАГ 3. Профиль — Согласия и доверенности — Согласия").await;
    parent.click("consent-open-teen-unlinked").await;
    parent.figure("41-confirm-consent", "ШАГ 3. Ознакомиться и нажать «Подтвердить»").await;
    parent.click("consent-approve").await;
    teen.sign_in(&school, "teen-unlinked").await;
    assert_eq!(teen.address().await, school.url("/diary"));
    teen.figure("42-diary", "ШАГ 4. Дневник открыт").await;

    // What goes wrong: a code too old, another's data in the school's journal.
    parent.goto(&school.stand("/lk")).await;
    parent.click("lk-sign-out").await;
    parent.click("lk-as-teen-linked-mother").await;
    parent.open_card(&school, "Привязкина София Тимуровна").await;
    parent.click("account-link").await;
    parent.fill("email", "teen-linked@pochta.example").await;
    parent.click("link-email").await;
    parent.click("link-confirm").await;
    parent.click("clock-20").await;
    assert!(parent.text("code-expired").await.contains("Запросите новый код"));
    parent.figure("43-code-expired", "Срок действия кода истёк: повторите с ШАГА 1").await;
    teen.sign_in(&school, "misprint-pupil").await;
    assert_eq!(teen.text("message").await, NOT_FOUND);
    teen.figure("44-not-found", "В случае неуспешной привязки: дневник не найден (R-74)").await;
    parent.close().await;
    teen.close().await;
}

/// and what a registry may answer; every page fits a narrow window.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_refusal_has_its_screen_and_no_page_is_wider_than_a_phone() {
    let school = School::open("portal-refusals").await;
    let browser = Browser::open().await;
    browser.enter_cabinet(&school, "new-mother").await;
    let add = async |paper: &str| {
        browser.goto(&school.stand("/lk/family")).await;
        browser.click("card-add").await;
        browser.click(&format!("paper-{paper}")).await;
    };
    browser.click("lk-nav-family").await;
    browser.click("card-add").await;
    browser.click("card-save").await;
    browser.figure("50-empty-card", "Пустая карточка: список того, что заполнить").await;
    browser.click("card-cancel").await;

    add("new-pupil").await;
    browser.tick("country-other").await;
    browser.click("card-save").await;
    browser.scroll_to("account-refused").await;
    browser
        .figure("51-foreign", "Иностранное свидетельство: учётную запись создать нельзя (R-40)")
        .await;

    add("new-pupil").await;
    browser.click("card-save").await;
    let card = browser.address().await;
    let number = card.rsplit_once('/').unwrap().1.to_owned();
    browser.click("registry-mismatch").await;
    browser.click("card-request").await;
    browser.tick(&format!("child-{number}")).await;
    browser.tick("auto-update").await;
    browser.click("request-send").await;
    browser.click("clock-20").await;
    assert_eq!(browser.text("card-state").await, "данные не совпали с записью ЗАГС");
    browser.figure("52-mismatch", "Данные не совпали с записью ЗАГС").await;

    browser.goto(&school.stand("/recovery")).await;
    browser.fill("login", "granted-pupil@pochta.example").await;
    browser.figure("53-recovery", "Восстановление пароля по почте или телефону (R-63)").await;
    for path in [
        "/",
        "/lk",
        "/lk/family",
        "/lk/profile",
        "/lk/consents",
        "/lk/school-portfolio",
        "/recovery",
        "/simulator/mail",
    ] {
        browser.goto(&school.stand(path)).await;
        for width in [360, 1280] {
            assert!(browser.overhang(width).await <= 0, "{path} at {width}");
        }
    }
    browser.goto(&card).await;
    assert!(browser.overhang(360).await <= 0);
    browser.figure("54-phone", "Карточка ребёнка на экране телефона").await;
    browser.close().await;
}
