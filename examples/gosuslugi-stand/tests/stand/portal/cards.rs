//! The card and the registry's check.

use super::{Walker, text, values};
use crate::diary::Diary;

#[tokio::test]
async fn a_parent_adds_a_card_and_the_registry_confirms_it_after_a_while() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let list = mother.open("/lk/family").await;
    assert!(list.body.contains("Документы → Семья и дети") && list.has("card-add"));
    assert!(!list.body.contains("Новосёлов Тимофей"), "no card yet");

    let card = mother.add_card("new-pupil").await;
    let page = mother.open(&card).await;
    assert!(
        page.body.contains("Новосёлов Тимофей Андреевич") && page.body.contains("II-ТС 104242")
    );
    assert_eq!(text(&page.body, "card-state"), "Данные введены вручную");
    assert!(page.body.contains("Запросите в загсе для корректной работы услуг"));
    assert!(page.has("card-request") && page.has("card-edit") && !page.has("account-create"));

    let request = mother.open(&format!("{card}/request")).await;
    assert!(request.body.contains("Запрос на получение данных из ЕГР ЗАГС"));
    assert!(request.body.contains("Данные детей") && request.body.contains("Добавить ещё ребёнка"));
    let update = request.body.split_once("id=\"auto-update\"").unwrap().1;
    assert!(update.split_once('>').unwrap().0.contains(" checked"), "on by default (R-43)");

    mother.request(&card).await;
    let pending = mother.open(&card).await;
    assert_eq!(text(&pending.body, "card-state"), "данные проверяет ЗАГС");
    assert!(pending.body.contains("в среднем 15-20 минут"));
    mother.wait("1").await;
    assert_eq!(text(&mother.open(&card).await.body, "card-state"), "данные проверяет ЗАГС");
    mother.wait("20").await;
    let verified = mother.open(&card).await;
    assert_eq!(text(&verified.body, "card-state"), "данные подтверждены ЗАГС");
    assert!(verified.has("account-create"));
}

/// What a system reads of a parent's children are the cards that the registry has confirmed.
#[tokio::test]
async fn a_system_sees_a_child_once_the_card_is_confirmed() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let tokens = diary.tokens_for("new-mother").await;
    let access = tokens["access_token"].as_str().unwrap();
    let kids = async || diary.get("/rs/prns/1000900044/kids?embed=(elements)", access).await.1;
    let card = mother.add_card("new-pupil").await;
    assert_eq!(kids().await["size"], 0);
    mother.request(&card).await;
    mother.wait("20").await;
    let kids = kids().await;
    assert_eq!(
        (kids["size"].clone(), kids["elements"][0]["firstName"].clone()),
        (1.into(), "Тимофей".into())
    );
}

///
#[tokio::test]
async fn the_request_wants_a_tick_and_no_automatic_update_and_no_account_comes_before_its_answer() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let card = mother.add_card("new-pupil").await;
    let number = card.rsplit_once('/').unwrap().1;
    let child = format!("child-{number}");
    let path = format!("{card}/request");

    let wrong =
        mother.send(&path, &[(&child, "on"), ("auto-update", "on"), ("press", "send")]).await;
    assert_eq!(wrong.status, 422);
    assert!(text(&wrong.body, "errors").contains("Отключите «Автообновление"), "{}", wrong.body);
    let wrong = mother.send(&path, &[("press", "send")]).await;
    assert_eq!(wrong.status, 422);
    assert!(text(&wrong.body, "errors").contains("установите галочку рядом с его именем"));
    assert_eq!(text(&mother.open(&card).await.body, "card-state"), "Данные введены вручную");

    for state in ["manual", "pending"] {
        let early = mother.press(&card, "create").await;
        assert_eq!(early.status, 409, "{state}");
        assert!(text(&early.body, "errors").contains("в среднем 15-20 минут"), "{state}");
        if state == "manual" {
            mother.request(&card).await;
        }
    }
}

#[tokio::test]
async fn the_registry_denies_what_it_does_not_know_and_a_silent_one_denies_nothing() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let card = mother.add_card("new-pupil").await;
    let answer = async |registry: &str| {
        let form = [("registry", registry), ("next", "/lk")];
        assert_eq!(mother.send_to("/lk", "/simulator/registry", &form).await.status, 303);
    };
    // T-21.
    answer("unavailable").await;
    mother.request(&card).await;
    mother.wait("20").await;
    let page = mother.open(&card).await;
    assert_eq!(text(&page.body, "card-state"), "данные проверяет ЗАГС");
    assert!(page.has("check-slow"), "TM-2");
    assert!(mother.open("/lk/notices").await.body.contains("идёт дольше обычного"));

    answer("mismatch").await;
    mother.wait("20").await;
    let page = mother.open(&card).await;
    assert_eq!(text(&page.body, "card-state"), "данные не совпали с записью ЗАГС");

    // One digit of the paper is wrong.
    answer("truthful").await;
    assert_eq!(mother.press(&card, "edit").await.location, format!("{card}/edit"));
    let mut fields = values(&mother.open(&format!("{card}/edit")).await.body);
    for (name, value) in &mut fields {
        if name == "certificate" {
            *value = "II-ТС 104243".into();
        }
    }
    fields.push(("press".into(), "save".into()));
    let sent: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(mother.send(&format!("{card}/edit"), &sent).await.status, 303);
    mother.request(&card).await;
    mother.wait("20").await;
    let page = mother.open(&card).await;
    assert_eq!(text(&page.body, "card-state"), "данные не совпали с записью ЗАГС");
    assert!(page.has("card-edit") && !page.has("account-create"));
}

/// T-04, T-12: the papers of another family make no card of theirs.
#[tokio::test]
async fn nobody_gets_a_card_of_another_s_child() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let edit = mother.send_to("/lk/family", "/lk/family/add", &[("press", "add")]).await.location;
    let page = mother.open(&format!("{edit}?paper=granted-pupil")).await;
    assert!(!page.body.contains("Примеров"), "another family's paper is not shown");
    let foreign = [
        ("last-name", "Примеров"),
        ("first-name", "Пётр"),
        ("middle-name", "Ильич"),
        ("sex", "male"),
        ("country", "russia"),
        ("certificate", "II-ТС 100101"),
        ("act-number", "1001"),
        ("office", "ЗАГС"),
    ];
    let born = families::people::person("granted-pupil", crate::diary::now().date_naive()).unwrap();
    let papers = born.certificate.unwrap();
    let date = |date: chrono::NaiveDate| date.format("%d.%m.%Y").to_string();
    let (birth, issued, act) = (date(born.birth_date), date(papers.issued), date(papers.act_date));
    let mut fields = foreign.to_vec();
    fields.extend([
        ("birth-date", birth.as_str()),
        ("issued", issued.as_str()),
        ("act-date", act.as_str()),
        ("press", "save"),
    ]);
    let card = mother.send(&edit, &fields).await.location;
    mother.request(&card).await;
    mother.wait("20").await;
    assert_eq!(
        text(&mother.open(&card).await.body, "card-state"),
        "данные не совпали с записью ЗАГС"
    );
}

///
#[tokio::test]
async fn a_foreign_certificate_ends_in_a_refusal_and_a_consulate_s_does_not() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    for (country, state) in
        [("other", "учётную запись создать нельзя"), ("consulate", "Данные введены вручную")]
    {
        let edit =
            mother.send_to("/lk/family", "/lk/family/add", &[("press", "add")]).await.location;
        let mut fields = values(&mother.open(&format!("{edit}?paper=new-pupil")).await.body);
        fields.retain(|(name, _)| name != "country");
        fields.push(("country".into(), country.into()));
        fields.push(("press".into(), "save".into()));
        let sent: Vec<_> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let back = mother.send(&edit, &sent).await;
        assert_eq!(back.status, 303, "{}", back.body);
        let page = mother.open(&back.location).await;
        assert_eq!(text(&page.body, "card-state"), state, "{country}");
        if country == "other" {
            assert!(
                text(&page.body, "account-refused")
                    .contains("с российским свидетельством о рождении")
            );
        }
    }
}

///
#[tokio::test]
async fn each_required_field_of_a_card_has_its_error_and_the_patronymic_may_be_absent() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let edit = mother.send_to("/lk/family", "/lk/family/add", &[("press", "add")]).await.location;
    let full = values(&mother.open(&format!("{edit}?paper=new-pupil")).await.body);
    for field in [
        "last-name",
        "first-name",
        "sex",
        "birth-date",
        "country",
        "certificate",
        "issued",
        "act-date",
        "act-number",
        "office",
    ] {
        let kept = full.iter().filter(|(name, _)| name != field);
        let mut sent: Vec<_> = kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        sent.push(("press", "save"));
        let page = mother.send(&edit, &sent).await;
        assert_eq!(page.status, 422, "{field}");
        assert!(page.body.contains(&format!("href=\"#{field}\"")), "the summary leads to {field}");
        assert!(page.body.contains(&format!(" id=\"{field}\"")), "{field}");
    }
    let without: Vec<_> = full.iter().filter(|(name, _)| name != "middle-name").collect();
    let mut sent: Vec<_> =
        without.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.push(("birth-date", "31.02.2018"));
    sent.push(("press", "save"));
    assert_eq!(mother.send(&edit, &sent).await.status, 422, "no such day");
    sent.retain(|(name, value)| !(*name == "birth-date" && *value == "31.02.2018"));
    assert_eq!(mother.send(&edit, &sent).await.status, 303);
}

///
#[tokio::test]
async fn a_card_is_given_up_and_a_second_press_adds_no_second_card() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let add =
        async || mother.send_to("/lk/family", "/lk/family/add", &[("press", "add")]).await.location;
    let edit = add().await;
    assert_eq!(add().await, edit);
    assert_eq!(mother.press(&edit, "cancel").await.location, "/lk/family");
    assert_eq!(mother.open(&edit).await.status, 404);
    assert!(!mother.open("/lk/family").await.body.contains("Новая карточка"));
}

/// what the registry gave by itself is ready; a change of it loses that.
#[tokio::test]
async fn an_edited_card_is_not_verified_any_more() {
    let diary = Diary::start().await;
    let father = Walker::sign_in(&diary, "new-father").await;
    let card = father.card("Новосёлов Тимофей").await;
    assert!(father.open(&card).await.has("account-create"));
    assert_eq!(father.press(&card, "edit").await.status, 303);
    assert_eq!(father.press(&card, "create").await.status, 409);
}
