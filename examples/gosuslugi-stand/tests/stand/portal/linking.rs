//! Linking a teen's own account, and the ways in which it fails.

use super::{Walker, text};
use crate::diary::{Diary, SECRET};

const EMAIL: &str = "teen-unlinked@pochta.example";

/// The page of linking, where the code for `email` was made; and the code.
async fn code_for(parent: &Walker<'_>, email: &str) -> (String, String) {
    let link = format!("{}/link", parent.card("Отвязкин Артём").await);
    assert_eq!(parent.send(&link, &[("email", email), ("press", "email")]).await.status, 303);
    assert!(parent.open(&link).await.has("link-confirm"));
    assert_eq!(parent.press(&link, "confirm").await.status, 303);
    let page = parent.open(&link).await;
    assert!(page.has("code-life"), "R-22");
    (link, text(&page.body, "code"))
}

async fn enter(teen: &Walker<'_>, who: &str, code: &str) -> crate::diary::Page {
    teen.send("/lk/profile", &[("who", who), ("code", code), ("press", "code")]).await
}

#[tokio::test]
async fn a_parent_links_a_teen_and_the_consent_request_reaches_the_parent() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "teen-unlinked-mother").await;
    let (link, code) = code_for(&mother, EMAIL).await;
    assert_eq!(code.len(), 8);

    // the window opens at sign-in.
    let page = diary.open("/lk", "").await;
    let form = [("csrf", page.csrf()), ("person", "teen-unlinked".into()), ("next", "/lk".into())];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let back = diary.send("/lk/sign-in", &page.cookie, &form).await;
    assert_eq!(back.location, "/lk/link-code");
    let teen = Walker { diary: &diary, cookie: back.cookie };
    let window = teen.open("/lk/link-code").await;
    // T-04: who links, masked.
    assert!(text(&window.body, "code-from").contains("Галина О."));
    assert!(!window.body.contains("Отвязкина Галина") && !window.body.contains("Борисовна"));
    //
    assert_eq!(
        teen.send_to("/lk/link-code", "/lk/profile", &[("press", "close")]).await.location,
        "/lk"
    );
    assert!(teen.open("/lk/profile").await.has("code-enter"));

    assert_eq!(enter(&teen, "teen-unlinked-mother", &code).await.location, "/lk/profile");
    let profile = teen.open("/lk/profile").await;
    assert!(profile.has("linked-teen-unlinked-mother") && !profile.has("code-enter"));
    assert!(teen.open("/lk/notices").await.body.contains("привязана учётная запись родителя"));
    assert!(mother.open(&link).await.has("link-done"));
    let (_, subject) = diary.get("/consents-platform/v1/subjects/1000900015", SECRET).await;
    assert_eq!(subject["representatives"][0]["linked"], true);
    // a linked parent may be asked now, and the request arrives.
    let body = serde_json::json!({
        "subject": 1_000_900_015_u64, "purpose": "electronic-school-sign-in", "idempotency_key": "k",
    });
    let address = format!("{}/consents-platform/v1/requests", diary.stand.base_url());
    let asked = diary.http.post(address).bearer_auth(SECRET).json(&body).send().await.unwrap();
    assert_eq!(asked.status().as_u16(), 201);
    assert!(mother.open("/lk/notices").await.has("notice-open-0"));
    let consent =
        super::link(&mother.open("/lk/consents").await.body, "consent-open-teen-unlinked");
    assert_eq!(mother.send(&consent, &[("act", "approve")]).await.status, 303);
}

/// T-16: outwardly all is the same, whether the e-mail is the child's, another's or nobody's.
#[tokio::test]
async fn an_unknown_e_mail_answers_as_a_known_one_and_opens_nothing() {
    let diary = Diary::start().await;
    let mut pages = Vec::new();
    for email in [EMAIL, "nobody@pochta.example", "teen-linked@pochta.example"] {
        let mother = Walker::sign_in(&diary, "teen-unlinked-mother").await;
        let (link, code) = code_for(&mother, email).await;
        assert_eq!(code.len(), 8, "{email}");
        let page = mother.open(&link).await;
        let without = page.body.replace(&code, "").replace(&text(&page.body, "code-life"), "");
        let csrf = page.csrf();
        pages.push(without.replace(&csrf, "").replace(email, ""));
        let teen = Walker::sign_in(&diary, "teen-unlinked").await;
        if email != EMAIL {
            assert!(!teen.open("/lk/profile").await.has("code-enter"), "{email}");
            assert_eq!(enter(&teen, "teen-unlinked-mother", &code).await.status, 422, "{email}");
            let other = Walker::sign_in(&diary, "teen-linked").await;
            assert!(!other.open("/lk/profile").await.has("code-enter"), "no stranger is asked");
        }
    }
    let masked = |page: &str| {
        page.split("made-for").map(|part| part.split_once('>').unwrap().1).collect::<String>()
    };
    assert_eq!(masked(&pages[1]), masked(&pages[2]));
    assert_eq!(masked(&pages[0]), masked(&pages[1]));
}

/// I-17.
#[tokio::test]
async fn a_code_that_is_too_old_is_dead_and_window_and_block_are_gone() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "teen-unlinked-mother").await;
    let (link, code) = code_for(&mother, EMAIL).await;
    let teen = Walker::sign_in(&diary, "teen-unlinked").await;
    mother.wait("20").await;
    let page = enter(&teen, "teen-unlinked-mother", &code).await;
    assert_eq!(page.status, 422);
    assert!(text(&page.body, "errors").contains("Срок действия кода привязки истёк"));
    assert!(!page.has("code-enter"));
    assert_eq!(teen.open("/lk/link-code").await.location, "/lk/profile");
    assert!(mother.open(&link).await.has("code-expired"));
    code_for(&mother, EMAIL).await;
}

/// T-01, T-02, T-03.
#[tokio::test]
async fn five_wrong_codes_void_the_code_and_lock_nobody_out() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "teen-unlinked-mother").await;
    let (link, first) = code_for(&mother, EMAIL).await;
    // A newer code voids the one before.
    let made_for = mother.open(&link).await.body;
    let made_for = made_for
        .split_once("name=\"made-for\" value=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0
        .to_owned();
    let again = [("made-for", made_for.as_str()), ("press", "again")];
    assert_eq!(mother.send(&link, &again).await.status, 303);
    let second = text(&mother.open(&link).await.body, "code");
    assert_ne!(first, second);
    // The same button once more, from the page with the old code: nothing happens.
    mother.send(&link, &again).await;
    assert_eq!(text(&mother.open(&link).await.body, "code"), second);

    let teen = Walker::sign_in(&diary, "teen-unlinked").await;
    for wrong in [first.as_str(), "", "00000000", "x"] {
        let page = enter(&teen, "teen-unlinked-mother", wrong).await;
        assert_eq!(page.status, 422, "{wrong}");
        assert!(text(&page.body, "errors").contains("Код не подошёл"), "{wrong}");
        assert!(page.has("code-enter"));
    }
    assert_eq!(enter(&teen, "teen-unlinked-mother", "99").await.status, 422);
    // The fifth was the last: the right one is dead now.
    let page = enter(&teen, "teen-unlinked-mother", &second).await;
    assert!(text(&page.body, "errors").contains("истёк"), "{}", page.body);
    assert!(mother.open(&link).await.has("code-void"));
    let (_, third) = code_for(&mother, EMAIL).await;
    assert_eq!(enter(&teen, "teen-unlinked-mother", &third).await.status, 303);
}

/// G-9, case 14: the code of one child opens nothing in another's account.
#[tokio::test]
async fn a_code_entered_in_another_account_is_wrong() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "teen-unlinked-mother").await;
    let (link, code) = code_for(&mother, EMAIL).await;
    for stranger in ["teen-linked", "granted-pupil", "asked-mother"] {
        let other = Walker::sign_in(&diary, stranger).await;
        let page = enter(&other, "teen-unlinked-mother", &code).await;
        assert_eq!(page.status, 422, "{stranger}");
        assert!(!page.body.contains("Галина"), "{stranger}");
    }
    assert!(mother.open(&link).await.has("code"), "and no try was spent by them");
}

/// T-01: a bound on codes in a day.
#[tokio::test]
async fn nobody_makes_codes_without_end() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "teen-unlinked-mother").await;
    let (link, _) = code_for(&mother, EMAIL).await;
    let mut made = 1;
    loop {
        let page = mother.open(&link).await.body;
        let made_for =
            page.split_once("name=\"made-for\" value=\"").unwrap().1.split_once('"').unwrap().0;
        let answer = mother.send(&link, &[("made-for", made_for), ("press", "again")]).await;
        if answer.status == 422 {
            assert!(answer.body.contains("слишком много"));
            break;
        }
        made += 1;
        assert!(made <= 10, "no bound");
    }
    assert_eq!(made, 10);
}

/// T-01, T-03: with however many codes, only so many guesses are looked at in one account in a day;
/// the account itself stays open, and others are not touched.
#[tokio::test]
async fn new_codes_are_no_new_guesses_without_end() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "teen-unlinked-mother").await;
    let teen = Walker::sign_in(&diary, "teen-unlinked").await;
    let (link, mut code) = code_for(&mother, EMAIL).await;
    for _ in 0..5 {
        for wrong in ["1", "2", "3", "4"] {
            let page = enter(&teen, "teen-unlinked-mother", wrong).await;
            assert!(text(&page.body, "errors").contains("Код не подошёл"), "{}", page.body);
        }
        let page = mother.open(&link).await.body;
        let made_for =
            page.split_once("name=\"made-for\" value=\"").unwrap().1.split_once('"').unwrap().0;
        mother.send(&link, &[("made-for", made_for), ("press", "again")]).await;
        code = text(&mother.open(&link).await.body, "code");
    }
    let page = enter(&teen, "teen-unlinked-mother", &code).await;
    assert_eq!(page.status, 422);
    assert!(text(&page.body, "errors").contains("слишком много"), "not even the right one");
    assert_eq!(teen.open("/lk/profile").await.status, 200, "the account is open");
    let other = Walker::sign_in(&diary, "teen-linked-mother").await;
    let link = format!("{}/link", other.card("Привязкина София").await);
    other.send(&link, &[("email", "teen-linked@pochta.example"), ("press", "email")]).await;
    other.press(&link, "confirm").await;
    let code = text(&other.open(&link).await.body, "code");
    let child = Walker::sign_in(&diary, "teen-linked").await;
    assert_eq!(enter(&child, "teen-linked-mother", &code).await.status, 303);

    diary.stand.advance(chrono::TimeDelta::hours(25));
    let mother = Walker::sign_in(&diary, "teen-unlinked-mother").await;
    let (_, code) = code_for(&mother, EMAIL).await;
    let teen = Walker::sign_in(&diary, "teen-unlinked").await;
    assert_eq!(enter(&teen, "teen-unlinked-mother", &code).await.status, 303);
}

/// R-17, I-11: the way of a code is for 14 to 18 only.
#[tokio::test]
async fn a_child_under_fourteen_is_not_linked_by_a_code() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "early-mother").await;
    let card = mother.card("Ранний Матвей").await;
    let page = mother
        .send(
            &format!("{card}/link"),
            &[("email", "early-self-made@pochta.example"), ("press", "email")],
        )
        .await;
    assert_eq!(page.status, 422);
}

/// A code counts beside the name of the one who links, and of nobody else.
#[tokio::test]
async fn a_code_is_entered_for_the_one_who_links() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "teen-linked-mother").await;
    let link = format!("{}/link", mother.card("Привязкина София").await);
    mother.send(&link, &[("email", "teen-linked@pochta.example"), ("press", "email")]).await;
    mother.press(&link, "confirm").await;
    let code = text(&mother.open(&link).await.body, "code");
    let child = Walker::sign_in(&diary, "teen-linked").await;
    for who in ["teen-linked-father", "granted-mother", ""] {
        assert_eq!(enter(&child, who, &code).await.status, 422, "{who}");
    }
    assert_eq!(enter(&child, "teen-linked-mother", &code).await.status, 303);
}

/// the second parent links too, and the first is told.
#[tokio::test]
async fn the_other_linked_parent_is_told() {
    let diary = Diary::start().await;
    let mother = Walker::sign_in(&diary, "teen-linked-mother").await;
    let link = format!("{}/link", mother.card("Привязкина София").await);
    mother.send(&link, &[("email", "teen-linked@pochta.example"), ("press", "email")]).await;
    mother.press(&link, "confirm").await;
    let code = text(&mother.open(&link).await.body, "code");
    let teen = Walker::sign_in(&diary, "teen-linked").await;
    assert_eq!(enter(&teen, "teen-linked-mother", &code).await.status, 303);
    let father = Walker::sign_in(&diary, "teen-linked-father").await;
    let notices = father.open("/lk/notices").await.body;
    assert!(notices.contains("Другой родитель привязал учётную запись ребёнка: София"));
}
