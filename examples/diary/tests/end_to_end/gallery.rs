//! Goal: a person sees every page of the diary at the width of a desk and of a phone, and a checker
//! of accessibility finds nothing serious on any of them.
//! Method: a real browser walks the pages as people do; each leaves two pictures with a caption
//! under `target/gallery/diary`, and axe-core is run on it.

use crate::browser::Browser;
use crate::school::School;
use crate::tools;
use crate::upload;
use std::path::Path;

/// The pictures of one walk, numbered in its order.
struct Album {
    browser: Browser,
    axe: String,
    number: usize,
}

impl Album {
    async fn open() -> Self {
        Self { browser: Browser::open().await, axe: tools::axe(), number: 0 }
    }

    /// Keeps the page that the browser shows, and has it checked.
    async fn keep(&mut self, name: &str, caption: &str) {
        self.number = self.number.saturating_add(1);
        let name = format!("{:02}-{name}", self.number);
        self.browser.picture(&name, caption).await;
        let problems = self.browser.problems(&self.axe).await;
        assert!(problems.is_empty(), "{name}: {problems:?}");
    }

    async fn type_in(&self, id: &str, text: &str) {
        self.browser.type_in(id, text).await;
    }

    async fn sit_down(&self, school: &School, login: &str) {
        let staff = school.demo.staff.iter().find(|staff| staff.login == login).unwrap();
        self.browser.goto(&school.url("/desk/sign-in")).await;
        self.type_in("login", login).await;
        self.type_in("password", &staff.password).await;
        self.browser.click("desk-sign-in").await;
        self.browser.text("queue").await;
    }
}

/// and D-09 as people see them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_journey_is_pictured_and_accessible() {
    let school = School::open("gallery").await;
    let mut album = Album::open().await;
    // The checker itself is checked: a page that is wrong on purpose.
    album.browser.goto("data:text/html,<html><body><img src=x><input></body></html>").await;
    assert!(!album.browser.problems(&album.axe).await.is_empty(), "the checker finds something");
    album.browser.goto(&school.url("/")).await;
    album.keep("start", "Вход в дневник: ученик и родитель, и что попробовать").await;
    refusals(&school, &mut album).await;
    diaries(&school, &mut album).await;
    desk(&school, &mut album).await;
    album.browser.close().await;
}

async fn refusals(school: &School, album: &mut Album) {
    for (person, name, caption) in [
        ("teen-unlinked", "link-first", "D-09: сначала родитель привязывает учётную запись"),
        ("asked-pupil", "parent-consent", "R-10, R-11: нужно согласие одного из родителей"),
        ("adult-pupil", "own-consent", "R-16: нужно собственное согласие"),
        ("adult-child-account", "try-tomorrow", "D-05: день перехода во взрослые"),
        ("simplified-teen", "confirm-account", "D-04: нужна подтверждённая учётная запись"),
        ("misprint-pupil", "not-found", "R-07: дневник не найден, ОБРАТИТЬСЯ В ОРГАНИЗАЦИЮ"),
    ] {
        album.browser.sign_in(school, person).await;
        album.browser.text("message").await;
        album.keep(name, caption).await;
    }
    album.browser.click("organisation").await;
    album.browser.text("send-appeal").await;
    album.keep("appeal", "R-75: форма обращения с кодом").await;
    album.type_in("contact", "мама, вечером по телефону").await;
    album.type_in("words", "Не открывается дневник дочери").await;
    album.browser.click("send-appeal").await;
    album.browser.text("appealed").await;
    album.keep("appeal-sent", "R-76: обращение отправлено").await;
}

async fn diaries(school: &School, album: &mut Album) {
    album.browser.sign_in(school, "granted-pupil").await;
    album.browser.text("diary").await;
    album.keep("diary", "Дневник ученика: неделя с уроками, заданиями и оценками").await;
    album.browser.click("sign-out").await;
    album.browser.text("signed-out").await;
    album.keep("signed-out", "Выход: на общем компьютере нужно выйти и на Госуслугах").await;
    for (person, name, caption) in [
        ("absent-mother", "family", "R-71: один ребёнок найден, другой нет"),
        ("simplified-mother", "family-checked", "P-04: данные ребёнка ещё проверяются"),
        ("deputy-head", "family-none", "У вошедшего нет детей младше 18 лет"),
    ] {
        album.browser.sign_in_as_parent(school, person).await;
        album.browser.text("family").await;
        album.keep(name, caption).await;
    }
}

async fn desk(school: &School, album: &mut Album) {
    album.browser.goto(&school.url("/desk/sign-in")).await;
    album.keep("desk-sign-in", "Рабочее место школы: вход сотрудника").await;
    album.sit_down(school, "secretary").await;
    album.keep("desk-queue", "Очередь обращений и поле для кода").await;
    album.browser.click_first("table a").await;
    album.browser.text("case").await;
    album.keep("desk-case", "Обращение: что не так, со скрытыми значениями").await;
    album.browser.click("explain").await;
    album.browser.text("explanation").await;
    album.keep("desk-explain", "Разбор решения по шагам, с правилами").await;
    album.browser.goto(&school.url("/desk/records/J03")).await;
    album.browser.text("record").await;
    album.browser.clear("snils").await;
    album.type_in("snils", "100 006 142 47").await;
    album.browser.click("check-record").await;
    album.browser.text("snils-read").await;
    album.keep("desk-record", "Исправление записи: как читается то, что введено").await;
    album.browser.clear("snils").await;
    album.type_in("snils", "100-006-142 46").await;
    album.browser.choose("ground", "Документ со СНИЛС").await;
    album.browser.click("save-record").await;
    album.browser.text("own-change").await;
    album.keep("desk-proposed", "Изменение ждёт второго человека").await;
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("journal.csv");
    std::fs::write(&file, upload::journal(school).await + "C-2;Тестова\n").unwrap();
    album.browser.goto(&school.url("/desk/upload")).await;
    album.browser.text("upload").await;
    album.keep("desk-upload", "Загрузка журнала: Excel или CSV").await;
    album.type_in("file", file.to_str().unwrap()).await;
    album.browser.click("check-upload").await;
    album.browser.text("upload-checked").await;
    album
        .keep("desk-upload-checked", "Проверка файла до внесения: что изменится, что не принято")
        .await;
    album.browser.click("sign-out").await;
    album.sit_down(school, "head").await;
    album.browser.goto(&school.url("/desk/changes")).await;
    album.keep("desk-changes", "Изменения, которые ждут второго человека").await;
    album.browser.click_first("table a").await;
    album.browser.text("approve").await;
    album.keep("desk-change", "Второй человек сверяет и подтверждает").await;
    album.browser.click("approve").await;
    album.browser.gone("approve").await;
    assert_eq!(album.browser.text("change-status").await, "внесено");
    for (path, id, name, caption) in [
        ("/desk/records", "records", "desk-records", "Журнал школы"),
        ("/desk/check", "check", "desk-check", "Проверка журнала: виды замечаний и список"),
        ("/desk/history", "history", "desk-history", "История: каждое изменение и каждый просмотр"),
    ] {
        album.browser.goto(&school.url(path)).await;
        album.browser.text(id).await;
        album.keep(name, caption).await;
    }
    album.browser.sign_in(school, "misprint-pupil").await;
    assert!(album.browser.text("message").await.starts_with("Для входа в дневник нужно согласие"));
    album.keep("mended", "Опечатка исправлена: запись найдена, теперь нужно согласие").await;
}
