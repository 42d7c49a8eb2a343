//! The citizen's side, as a parent and a child walk it.

mod cards;
mod creation;
mod linking;
mod safety;
mod settings;

use crate::diary::{Diary, Page};

/// A browser of one person: its cookie goes with it, and each form brings its protection.
pub(crate) struct Walker<'d> {
    pub(crate) diary: &'d Diary,
    pub(crate) cookie: String,
}

impl<'d> Walker<'d> {
    pub(crate) async fn sign_in(diary: &'d Diary, person: &str) -> Self {
        let page = diary.open("/lk", "").await;
        let form =
            [("csrf", page.csrf()), ("person", person.to_owned()), ("next", "/lk".to_owned())];
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let back = diary.send("/lk/sign-in", &page.cookie, &form).await;
        assert_eq!(back.status, 303, "{person}");
        Self { diary, cookie: back.cookie }
    }

    pub(crate) async fn open(&self, path: &str) -> Page {
        self.diary.open(path, &self.cookie).await
    }

    /// Opens a page and sends a form to it.
    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send_to(path, path, fields).await
    }

    /// Sends a form with the protection of any page of the cabinet.
    pub(crate) async fn send_to(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = match self.open(from).await {
            page if page.body.contains("name=\"csrf\"") => page.csrf(),
            _ => self.open("/lk").await.csrf(),
        };
        let mut form = vec![("csrf", csrf.as_str())];
        form.extend_from_slice(fields);
        self.diary.send(path, &self.cookie, &form).await
    }

    pub(crate) async fn press(&self, path: &str, button: &str) -> Page {
        self.send(path, &[("press", button)]).await
    }

    /// «Добавить», and the card filled in from the child's paper; the card's address.
    pub(crate) async fn add_card(&self, child: &str) -> String {
        let edit = self.send_to("/lk/family", "/lk/family/add", &[("press", "add")]).await.location;
        let paper = self.open(&format!("{edit}?paper={child}")).await;
        let mut fields = values(&paper.body);
        fields.push(("press".into(), "save".into()));
        let fields: Vec<_> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let back = self.send(&edit, &fields).await;
        assert_eq!(back.status, 303, "{}", back.body);
        back.location
    }

    /// The card's request without the automatic update.
    pub(crate) async fn request(&self, card: &str) {
        let number = card.rsplit_once('/').unwrap().1;
        let child = format!("child-{number}");
        let path = format!("{card}/request");
        let back = self.send(&path, &[(&child, "on"), ("press", "send")]).await;
        assert_eq!((back.status, back.location.as_str()), (303, card), "{}", back.body);
    }

    pub(crate) async fn wait(&self, minutes: &str) {
        let back =
            self.send_to("/lk", "/simulator/clock", &[("minutes", minutes), ("next", "/lk")]).await;
        assert_eq!(back.status, 303);
    }

    /// A card that the registry has confirmed.
    pub(crate) async fn verified_card(&self, child: &str) -> String {
        let card = self.add_card(child).await;
        self.request(&card).await;
        self.wait("20").await;
        card
    }

    /// The newest letter's address.
    pub(crate) async fn newest_letter(&self) -> String {
        link(&self.open("/simulator/mail").await.body, "letter-0")
    }

    /// The card of a child whose card is there already.
    pub(crate) async fn card(&self, name: &str) -> String {
        let list = self.open("/lk/family").await.body;
        let (before, _) = list.split_once(name).unwrap();
        let (_, address) = before.rsplit_once("href=\"").unwrap();
        address.split_once('"').unwrap().0.to_owned()
    }

    /// The whole way from no card to an account; the card's address.
    pub(crate) async fn make_account(&self, child: &str, email: &str) -> String {
        let card = self.verified_card(child).await;
        let form = format!("{card}/account");
        assert_eq!(self.press(&card, "create").await.location, form);
        let address = [
            ("birth-place", "г. Касимов"),
            ("same-address", "on"),
            ("citizenship", "russia"),
            ("press", "address"),
        ];
        assert_eq!(self.send(&form, &address).await.status, 303);
        assert_eq!(self.press(&form, "skip").await.status, 303);
        let email = [("email", email), ("consent", "on"), ("press", "email")];
        assert_eq!(self.send(&form, &email).await.status, 303);
        let letter = self.newest_letter().await;
        assert_eq!(self.press(&letter, "confirm").await.location, form);
        let password = [("password", GOOD), ("password-again", GOOD), ("press", "password")];
        assert_eq!(self.send(&form, &password).await.status, 303);
        assert!(self.open(&form).await.has("account-created"));
        card
    }
}

/// A password that keeps every rule.
pub(crate) const GOOD: &str = "Zima2026!";

/// The address behind a link.
pub(crate) fn link(body: &str, test_id: &str) -> String {
    let (before, _) = body.split_once(&format!(" id=\"{test_id}\"")).unwrap();
    let (_, address) = before.rsplit_once("href=\"").unwrap();
    address.trim_end_matches('"').to_owned()
}

/// The text of the element with this id, without its marks.
pub(crate) fn text(body: &str, id: &str) -> String {
    let found = body.split_once(&format!(" id=\"{id}\""));
    let (before, rest) = found.unwrap_or_else(|| panic!("no #{id} in {body}"));
    let (_, tag) = before.rsplit_once('<').unwrap();
    let tag = tag.split(' ').next().unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let end = rest.find(&format!("</{tag}>")).unwrap();
    let mut text = String::new();
    let mut inside = true;
    for sign in rest[..end].chars() {
        match sign {
            '<' => inside = false,
            '>' => inside = true,
            _ if inside => text.push(sign),
            _ => {}
        }
    }
    text
}

/// What a browser would send of the page's fields.
fn values(body: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.replace("&quot;", "\"").replace("&amp;", "&"))
    };
    let mut fields = Vec::new();
    for tag in body.split("<input").skip(1).map(|rest| rest.split_once('>').unwrap().0) {
        let kind = attribute(tag, "type").unwrap_or_default();
        let is_chosen = match kind.as_str() {
            "radio" | "checkbox" => tag.contains(" checked"),
            "hidden" => false,
            _ => true,
        };
        if let (true, Some(name), Some(value)) =
            (is_chosen, attribute(tag, "name"), attribute(tag, "value"))
        {
            fields.push((name, value));
        }
    }
    fields
}
