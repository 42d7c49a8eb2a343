//! The six steps of the account, and every guard on the way.

use super::{GOOD, Walker, text};
use crate::diary::Diary;

const ADDRESS: [(&str, &str); 4] = [
    ("birth-place", "г. Касимов"),
    ("address", "г. Касимов, ул. Первая, д. 2"),
    ("citizenship", "russia"),
    ("press", "address"),
];

/// The form of a newcomer's account, at its first step.
async fn form(walker: &Walker<'_>) -> String {
    let card = walker.verified_card("new-pupil").await;
    walker.press(&card, "create").await.location
}

#[tokio::test]
async fn a_parent_walks_the_six_steps_with_a_phone_and_a_generated_password() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let form = form(&mother).await;
    let page = mother.open(&form).await;
    assert!(
        page.body
            .contains("Для создания учётной записи ребёнок должен иметь российское гражданство")
    );
    assert!(page.body.contains("Как в свидетельстве о рождении"));
    assert!(page.body.contains("Совпадает с вашим адресом постоянной регистрации"));
    assert_eq!(mother.send(&form, &ADDRESS).await.status, 303);

    let page = mother.open(&form).await;
    assert!(
        page.body.contains("Добавьте номер телефона – при наличии")
            && page.body.contains("Зачем указывать телефон")
    );
    assert!(page.has("step-skip") && page.has("step-phone"));
    assert_eq!(
        mother.send(&form, &[("phone", "8 905 111-22-33"), ("press", "phone")]).await.status,
        303
    );
    let sms = mother.open("/simulator/sms").await.body;
    assert!(sms.contains("+79051112233"));
    let code = text(&sms, "sms-0").rsplit_once(' ').unwrap().1.to_owned();
    assert_eq!(
        mother.send(&form, &[("phone-code", &code), ("press", "phone-code")]).await.status,
        303
    );

    let page = mother.open(&form).await;
    assert!(page.body.contains(
        "Даю согласие на использование персональных данных для создания учётной записи ребёнка"
    ));
    let email = [("email", "Tim@Pochta.example"), ("consent", "on"), ("press", "email")];
    assert_eq!(mother.send(&form, &email).await.status, 303);
    let page = mother.open(&form).await;
    assert_eq!(
        text(&page.body, "letter-sent"),
        "На tim@pochta.example отправлено письмо. Перейдите по ссылке из него, чтобы подтвердить адрес электронной почты"
    );
    let letter = mother.newest_letter().await;
    let page = mother.open(&letter).await;
    for words in [
        "Имя ребёнка: Новосёлов Тимофей Андреевич",
        "Адрес почты: tim@pochta.example",
        "Если не добавляли адрес, обратитесь в службу поддержки",
        "Подтвердить адрес",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    assert_eq!(mother.press(&letter, "confirm").await.location, form);

    let page = mother.press(&form, "generate").await;
    let field = page.body.split_once(" id=\"password\"").unwrap().1;
    let generated =
        field.split_once("value=\"").unwrap().1.split_once('"').unwrap().0.replace("&amp;", "&");
    assert!(generated.len() >= 8);
    for rule in ["length", "upper_case", "lower_case", "digit", "symbol"] {
        assert!(text(&page.body, &format!("rule-{rule}")).starts_with("✓"), "{rule}: {generated}");
    }
    let fields =
        [("password", generated.as_str()), ("password-again", &generated), ("press", "password")];
    assert_eq!(mother.send(&form, &fields).await.status, 303);
    let page = mother.open(&form).await;
    assert!(text(&page.body, "step").starts_with("Учетная запись ребенка создана."));
    let card = form.trim_end_matches("/account");
    let page = mother.open(card).await;
    assert!(page.has("account-linked") && page.has("account-settings"), "R-79");
    // The child's own account at the cabinet.
    let child = Walker::sign_in(&diary, "new-pupil").await;
    let profile = child.open("/lk/profile").await;
    assert!(profile.body.contains("tim@pochta.example") && profile.has("linked-new-mother"));
}

///
#[tokio::test]
async fn another_citizenship_ends_the_form() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let form = form(&mother).await;
    let back = mother
        .send(
            &form,
            &[
                ("birth-place", "а"),
                ("address", "б"),
                ("citizenship", "other"),
                ("press", "address"),
            ],
        )
        .await;
    let page = mother.open(&back.location).await;
    assert_eq!(
        text(&page.body, "account-refused"),
        "Для создания учётной записи ребёнок должен иметь российское гражданство"
    );
}

/// two causes, one text; the answer does not say which.
#[tokio::test]
async fn a_phone_of_a_parent_or_of_another_account_gets_one_answer() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let form = form(&mother).await;
    mother.send(&form, &ADDRESS).await;
    // The mother's, the father's in another spelling, a stranger's.
    let mut answers = Vec::new();
    for phone in ["+7 (900) 000-00-44", "8 900 000 00 45", "+79000000005"] {
        let page = mother.send(&form, &[("phone", phone), ("press", "phone")]).await;
        assert_eq!(page.status, 422, "{phone}");
        answers.push(text(&page.body, "errors"));
    }
    assert!(answers[0].contains("Номер ребёнка должен отличаться от номера родителей и не должен использоваться в другой учётной записи на Госуслугах"));
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    for phone in ["", "999", "+7 999 999-99-9X"] {
        assert_eq!(
            mother.send(&form, &[("phone", phone), ("press", "phone")]).await.status,
            422,
            "{phone}"
        );
    }
}

/// three wrong codes, and the phone is given anew.
#[tokio::test]
async fn a_wrong_code_of_the_sms_costs_a_try_and_the_third_one_the_phone() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let form = form(&mother).await;
    mother.send(&form, &ADDRESS).await;
    mother.send(&form, &[("phone", "+7 905 111 22 33"), ("press", "phone")]).await;
    for _ in 0..2 {
        let page = mother.send(&form, &[("phone-code", "x"), ("press", "phone-code")]).await;
        assert_eq!(page.status, 422);
        assert!(page.body.contains("Введите код из СМС"));
    }
    let page = mother.send(&form, &[("phone-code", ""), ("press", "phone-code")]).await;
    assert!(page.body.contains("Добавьте номер телефона"), "{}", page.body);
    assert_eq!(mother.press(&form, "skip").await.status, 303);
}

///
#[tokio::test]
async fn an_e_mail_in_use_a_bad_one_and_a_missing_tick_have_their_errors() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let form = form(&mother).await;
    mother.send(&form, &ADDRESS).await;
    mother.press(&form, "skip").await;
    for used in ["asked-mother@pochta.example", "New-Mother@Pochta.Example"] {
        let page =
            mother.send(&form, &[("email", used), ("consent", "on"), ("press", "email")]).await;
        assert_eq!(page.status, 422, "{used}");
        assert!(
            text(&page.body, "errors")
                .contains("она не должна быть привязана к другой учётной записи на Госуслугах")
        );
    }
    let page = mother.send(&form, &[("email", "tim@pochta.example"), ("press", "email")]).await;
    assert_eq!(page.status, 422);
    assert!(text(&page.body, "errors").contains("Без согласия"));
    for bad in
        ["", "tim", "tim@", "@pochta.example", "a b@pochta.example", "tim@pochta", "a@b@c.example"]
    {
        let page =
            mother.send(&form, &[("email", bad), ("consent", "on"), ("press", "email")]).await;
        assert_eq!(page.status, 422, "{bad}");
    }
    assert!(mother.open("/simulator/mail").await.body.contains("Писем нет."));
}

/// each class missing, seven signs, each disputed symbol, other signs, two that differ.
#[tokio::test]
async fn each_broken_rule_of_the_password_is_shown_at_the_rule() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let form = form(&mother).await;
    mother.send(&form, &ADDRESS).await;
    mother.press(&form, "skip").await;
    mother
        .send(&form, &[("email", "tim@pochta.example"), ("consent", "on"), ("press", "email")])
        .await;
    let letter = mother.newest_letter().await;
    mother.press(&letter, "confirm").await;
    let cases = [
        ("Abcde1!", "length"),
        ("abcdefg1!", "upper_case"),
        ("ABCDEFG1!", "lower_case"),
        ("Abcdefgh!", "digit"),
        ("Abcdefg1", "symbol"),
        ("Abcdef1!\\", "disputed"),
        ("Abcdef1!`", "disputed"),
        ("Abcdef1!|", "disputed"),
        ("Abcdef1!#", "disputed"),
        ("Abcdef1!*", "disputed"),
        ("Abcdef1! ", "character"),
        ("Abcdef1!ы", "character"),
    ];
    for (password, rule) in cases {
        for press in ["check", "password"] {
            let page = mother
                .send(
                    &form,
                    &[("password", password), ("password-again", password), ("press", press)],
                )
                .await;
            assert_eq!(page.status, if press == "check" { 200 } else { 422 }, "{password}");
            let shown = text(&page.body, &format!("rule-{rule}"));
            assert!(shown.starts_with("✗ не выполнено: "), "{password}: {shown}");
            assert_eq!(page.body.matches("✗ не выполнено").count(), 1, "{password}");
            assert!(!page.body.contains(&format!("value=\"{password}\"")), "it is not given back");
        }
    }
    let page = mother
        .send(&form, &[("password", GOOD), ("password-again", "Zima2026?"), ("press", "password")])
        .await;
    assert_eq!(page.status, 422, "typed twice differently");
    assert!(text(&page.body, "errors").contains("Пароли не совпадают"), "R-59");
    let page = mother.send(&form, &[("password", "Abcdefg1"), ("press", "check")]).await;
    assert!(text(&page.body, "rule-length").starts_with("✓ выполнено: 8 и более символов"));
}

/// 002:70, I-28: back, abandoned, and again.
#[tokio::test]
async fn one_goes_back_step_by_step_and_gives_up() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let form = form(&mother).await;
    mother.send(&form, &ADDRESS).await;
    mother.press(&form, "skip").await;
    mother
        .send(&form, &[("email", "tim@pochta.example"), ("consent", "on"), ("press", "email")])
        .await;
    for step in ["Добавьте электронную почту", "Добавьте номер телефона", "Добавьте адрес"]
    {
        assert_eq!(mother.press(&form, "back").await.status, 303);
        assert!(mother.open(&form).await.body.contains(step), "{step}");
    }
    let card = form.trim_end_matches("/account").to_owned();
    assert_eq!(mother.press(&form, "abandon").await.location, card);
    assert!(mother.open(&card).await.has("account-create"));
    assert_eq!(mother.open(&form).await.location, card, "the form is closed");
}

/// TM-5: another letter voids the link before, and a day ends every link.
#[tokio::test]
async fn the_newest_letter_alone_opens_and_not_for_ever() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    let form = form(&mother).await;
    mother.send(&form, &ADDRESS).await;
    mother.press(&form, "skip").await;
    mother
        .send(&form, &[("email", "tim@pochta.example"), ("consent", "on"), ("press", "email")])
        .await;
    let first = mother.newest_letter().await;
    assert_eq!(mother.press(&form, "resend").await.status, 303);
    let second = mother.newest_letter().await;
    assert_ne!(first, second);
    assert!(mother.press(&first, "confirm").await.has("letter-void"));
    mother.wait("1440").await;
    assert!(mother.press(&second, "confirm").await.has("letter-void"));
    assert!(mother.open(&form).await.body.contains("Добавьте электронную почту"));
}

/// at eighteen the form is over, and no other begins.
#[tokio::test]
async fn a_child_who_turns_eighteen_gets_no_child_account() {
    let diary = Diary::start().await;
    let father = Walker::sign_in(&diary, "new-father").await;
    let card = father.card("Новосёлова Варвара").await;
    let form = father.press(&card, "create").await.location;
    assert!(father.open(&form).await.body.contains("Добавьте адрес"));
    father.wait("527040").await;
    let page = father.open(&card).await;
    assert!(text(&page.body, "account-refused").contains("исполнилось 18 лет"), "{}", page.body);

    let mother = Walker::sign_in(&diary, "new-mother").await;
    let card = mother.verified_card("new-teen").await;
    let page = mother.open(&card).await;
    assert!(!page.has("account-create") && page.body.contains("исполнилось 18 лет"));
    assert_eq!(mother.press(&card, "create").await.status, 409);
}

/// the second parent of a child under 14 links by the own verified card.
#[tokio::test]
async fn the_other_parent_sees_the_account_and_links_by_the_own_card() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "new-mother").await;
    mother.make_account("new-pupil", "tim@pochta.example").await;
    let father = Walker::sign_in(&diary, "new-father").await;
    let card = father.card("Новосёлов Тимофей").await;
    let page = father.open(&card).await;
    assert!(!page.has("account-create") && page.has("account-link"));
    // Another tab still shows «Создать».
    assert_ne!(father.press(&card, "create").await.status, 200);
    assert_eq!(father.press(&card, "link-card").await.location, card);
    assert!(father.open(&card).await.has("account-linked"));
    let notices = mother.open("/lk/notices").await.body;
    assert!(notices.contains("Другой родитель привязал учётную запись ребёнка: Тимофей"), "R-28");
}

/// The account is a real one: a system signs the child in, and the parent's consent counts.
#[tokio::test]
async fn a_made_account_signs_in_to_a_system() {
    let diary = Diary::start().await;
    let request = diary.code_request(&diary.fields());
    assert!(diary.stand.callback_for(&request, "new-pupil").is_err(), "no account yet");
    let mother = Walker::sign_in(&diary, "new-mother").await;
    mother.make_account("new-pupil", "tim@pochta.example").await;
    let tokens = diary.tokens_for("new-pupil").await;
    assert!(tokens["access_token"].is_string());
    let page = mother.open("/lk/school-portfolio").await;
    assert!(page.has("portfolio-new-pupil"), "R-05");
    let consent = super::link(&page.body, "portfolio-new-pupil");
    assert_eq!(mother.send(&consent, &[("act", "approve")]).await.status, 303);
    assert!(mother.open(&consent).await.body.contains("действует"));
}
