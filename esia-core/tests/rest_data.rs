//! Goal: whatever ESIA says of a person is read into its own value, and nothing it says leads a
//! token elsewhere.
//! Method: answers of the shapes that were seen at ESIA's test stand (esia-protocol.md 2 and X13),
//! with invented people, read by what was asked; expected values typed by hand. No genuine answer
//! about children is known: those are synthetic.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/asked.rs"]
mod asked;
#[expect(dead_code, reason = "the ID token is the matter of other tests")]
#[path = "support/mint.rs"]
mod mint;

use asked::{answer, endpoints, header, token};
use esia_core::person::{
    AccountStatus, AddressKind, ContactKind, DocumentKind, Gender, KidId, Verification,
};
use esia_core::protocol::error_code::Advice;
use esia_core::protocol::rest::{self, AnswerShape, Embed, Part, RestError};
use esia_core::secrets::Personal;
use serde_json::{Value, json};

const FULL: &str = include_str!("fixtures/rest/person-full-2018.json");
const SHORT: &str = include_str!("fixtures/rest/person-short-2025.json");
const KIDS: &str = include_str!("fixtures/rest/kids-synthetic.json");
const EVERYTHING: &str = "openid fullname?oid=1000000017 contacts?oid=1000000017 \
                          addresses?oid=1000000017 birth_cert_doc?oid=1000000017 \
                          kid_fullname?oid=1000000017 kid_birth_cert_doc?oid=1000000017";

fn text(value: Option<&Personal>) -> &str {
    value.map_or("", Personal::expose)
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_full_person_of_2018_is_read_to_the_last_field() {
    let token = token(EVERYTHING);
    let asked =
        rest::person(&endpoints(), &token, &Embed::of_granted(&token), AnswerShape::OBJECTS);
    let file = asked.pending.read(&answer(&parsed(FULL))).unwrap();
    let person = &file.person;
    assert_eq!(text(person.last_name.as_ref()), "Образцова");
    assert_eq!(text(person.first_name.as_ref()), "Проба");
    assert_eq!(text(person.middle_name.as_ref()), "Ивановна");
    assert_eq!(person.birth_date.as_ref().unwrap().text().expose(), "31.12.1980");
    assert_eq!(text(person.birth_place.as_ref()), "г. Пробный");
    assert_eq!(text(person.snils.as_ref()), "000-000-600 99");
    assert_eq!(text(person.inn.as_ref()), "000000000000");
    assert_eq!(person.gender, Some(Gender::Female));
    assert_eq!(text(person.citizenship.as_ref()), "RUS");
    assert_eq!(person.status, Some(AccountStatus::Registered));
    assert_eq!((person.trusted, person.verifying), (Some(true), Some(false)));
    assert_eq!(person.identity_document.as_ref().unwrap().expose(), "500001");
    assert_eq!(person.updated_on.unwrap().timestamp(), 1_532_000_000);
    assert_eq!(text(person.e_tag.as_ref()), "E1");
    assert_eq!(person.state_facts.iter().map(Personal::expose).collect::<Vec<_>>(), ["EntityRoot"]);
    assert_eq!((person.awaits_confirmation_code, person.created_by_parent), (None, None));
    assert!(person.unread.is_empty());

    let contacts: Vec<_> = person
        .contacts
        .iter()
        .map(|contact| (contact.kind, text(contact.value.as_ref()), contact.verification))
        .collect();
    assert_eq!(
        contacts,
        [
            (Some(ContactKind::MobilePhone), "+7(000)0000099", Verification::Verified),
            (Some(ContactKind::HomePhone), "+7(000)0000098", Verification::NotVerified),
            (Some(ContactKind::Email), "proba@school.example", Verification::Verified),
            (Some(ContactKind::WorkEmail), "rabota@school.example", Verification::Unknown),
            (None, "0", Verification::NotVerified),
        ]
    );
    // A new number in the check leaves the present one as it is.
    assert_eq!(text(person.contacts[0].new_value.as_ref()), "+7(111)0000099");
    assert_eq!(person.contacts[0].new_value_verification, Some(Verification::Verifying));
    assert_eq!(text(person.contacts[4].unread.find("type")), "FAX");

    let home = &person.addresses[0];
    assert_eq!(home.kind, Some(AddressKind::Registration));
    assert_eq!(text(home.line.as_ref()), "Пробная область, г. Пробный, ул. Пробная");
    assert_eq!((text(home.house.as_ref()), text(home.flat.as_ref())), ("1", "2"));
    assert_eq!(text(home.fias_code.as_ref()), "00000000-0000-0000-0000-000000000000");
    assert_eq!(text(home.postal_code.as_ref()), "000001");
    assert_eq!(text(home.country.as_ref()), "RUS");
    assert_eq!(person.addresses[1].kind, Some(AddressKind::Living));

    let passport = &person.documents[0];
    assert_eq!(passport.kind, DocumentKind::RussianPassport);
    assert_eq!(passport.id, person.identity_document);
    assert_eq!(text(passport.issue_id.as_ref()), "000001");
    assert_eq!(text(passport.passport_office_valid.as_ref()), "true");
    assert_eq!(text(passport.passport_office_state.as_ref()), "valid");
    let travel = &person.documents[1];
    assert_eq!(travel.kind, DocumentKind::TravelPassport);
    assert_eq!(text(travel.last_name.as_ref()), "OBRAZTSOVA");
    assert_eq!(travel.expiry_date.as_ref().unwrap().text().expose(), "01.01.2028");
    assert_eq!(travel.verification, Verification::Failed);
}

#[test]
fn the_short_person_of_2025_is_read_and_its_hint_decides_nothing() {
    let token = token(EVERYTHING);
    let asked = rest::person(&endpoints(), &token, &Embed::default(), AnswerShape::OBJECTS);
    let person = asked.pending.read(&answer(&parsed(SHORT))).unwrap().person;
    assert_eq!(person.middle_name, None);
    assert_eq!(person.created_by_parent, Some(false));
    assert_eq!(
        (person.awaits_confirmation_code, person.rfg_u_operator_check),
        (Some(false), Some(false))
    );
    assert_eq!(person.documents.len(), 1);
    assert_eq!(person.documents[0].verification, Verification::Verified);
    assert_eq!((person.contacts.len(), person.kids.len()), (0, 0));
}

#[test]
fn the_children_and_their_papers_are_read() {
    let token = token(EVERYTHING);
    let asked = rest::kids(&endpoints(), &token, AnswerShape::OBJECTS);
    assert_eq!(
        asked.request.url().as_str(),
        "http://127.0.0.1:8085/rs/prns/1000000017/kids?embed=(elements)"
    );
    let kids = asked.pending.read(&answer(&parsed(KIDS))).unwrap();
    assert_eq!(kids.size, Some(2));
    assert!(kids.is_whole());
    let (kids, links) = kids.into_parts();
    assert!(links.is_empty());
    let first = &kids[0];
    assert_eq!(first.id, KidId::parse("70000007").ok());
    assert_eq!(text(first.last_name.as_ref()), "Примерова");
    assert_eq!(first.trusted, Some(false));
    let papers: Vec<_> =
        first.documents.iter().map(|paper| (paper.kind, paper.verification)).collect();
    assert_eq!(
        papers,
        [
            (DocumentKind::RussianBirthCertificate, Verification::Verified),
            (DocumentKind::KidSnils, Verification::Verifying),
            (DocumentKind::NameChangeCertificate, Verification::Verified),
            (DocumentKind::Other, Verification::Unknown),
        ]
    );
    assert_eq!(text(first.documents[3].unread.find("type")), "KID_SOMETHING_NEW");
    assert_eq!(text(first.documents[3].unread.find("vrfStu")), "HALF_VERIFIED");
    // A card with next to nothing on it is a card.
    assert_eq!((kids[1].id.clone(), kids[1].documents.len()), (None, 0));
    assert_eq!(text(kids[1].unread.find("id")), "../1000000018");

    let id = first.id.clone().unwrap();
    let asked = rest::kid_documents(&endpoints(), &token, &id, AnswerShape::OBJECTS);
    assert_eq!(
        asked.request.url().as_str(),
        "http://127.0.0.1:8085/rs/prns/1000000017/kids/70000007/docs?embed=(elements)"
    );
    let none = asked.pending.read(&answer(&json!({"stateFacts": ["hasSize"], "size": 0}))).unwrap();
    assert!(none.is_whole() && none.elements.is_empty());
}

#[test]
fn links_are_followed_to_the_same_persons_data_alone() {
    let token = token(EVERYTHING);
    let asked = rest::documents(&endpoints(), &token, AnswerShape::LINKS);
    assert_eq!(asked.request.url().as_str(), "http://127.0.0.1:8085/rs/prns/1000000017/docs");
    let list = |link: &str| asked.pending.read(&answer(&json!({"size": 1, "elements": [link]})));
    let here = "http://127.0.0.1:8085/rs/prns/1000000017/docs/8";
    let collection = list(here).unwrap();
    assert!(!collection.is_whole());
    let (_, links) = collection.into_parts();
    let request = links[0].request(&token);
    assert_eq!(request.url().as_str(), here);
    assert_eq!(
        header(&request, "authorization"),
        Some(&*["Bearer ", token.token().expose()].concat())
    );
    let paper =
        links[0].read(&answer(&json!({"type": "OLD_BRTH_CERT", "vrfStu": "VERIFIED"}))).unwrap();
    assert_eq!(paper.kind, DocumentKind::SovietBirthCertificate);
    for link in [
        "http://127.0.0.1:8086/rs/prns/1000000017/docs/8",
        "http://evil.example/rs/prns/1000000017/docs/8",
        "http://127.0.0.1:8085/rs/prns/1000000018/docs/8",
        "http://127.0.0.1:8085/rs/prns/1000000017/ctts/8",
        "not a link",
    ] {
        let error = list(link).unwrap_err();
        assert_eq!((error, error.advice()), (RestError::ForeignLink, Advice::Stop), "{link}");
    }
}

#[test]
fn a_foreign_link_inside_of_a_person_or_a_child_is_refused_as_well() {
    let token = token(EVERYTHING);
    let whole =
        rest::person(&endpoints(), &token, &Embed::of_granted(&token), AnswerShape::OBJECTS);
    let mine = "http://127.0.0.1:8085/rs/prns/1000000017/";
    let body = |documents: &str, kid_documents: &str| {
        let nested = json!({"elements": [kid_documents]});
        json!({
            "documents": {"elements": [documents]},
            "kids": {"elements": [{"id": 7, "documents": nested}]}
        })
    };
    let good = body(&[mine, "docs/8"].concat(), &[mine, "kids/7/docs/9"].concat());
    let file = whole.pending.read(&answer(&good)).unwrap();
    assert_eq!((file.links.documents.len(), file.person.kids.len()), (1, 1));
    for bad in [
        body("http://evil.example/8", &[mine, "kids/7/docs/9"].concat()),
        body(&[mine, "docs/8"].concat(), "http://evil.example/9"),
        body(&[mine, "docs/8"].concat(), &[mine, "kids/8/docs/9"].concat()),
        body(&[mine, "docs/8"].concat(), &[mine, "docs/9"].concat()),
    ] {
        assert_eq!(whole.pending.read(&answer(&bad)).unwrap_err(), RestError::ForeignLink);
    }
}

#[test]
fn what_is_embedded_is_what_was_granted() {
    let parts = |scope: &str| Embed::of_granted(&token(scope)).parts().collect::<Vec<_>>();
    assert_eq!(parts(EVERYTHING), Part::ALL);
    assert_eq!(parts("openid fullname?oid=1000000017 snils?oid=1000000017"), []);
    assert_eq!(parts("openid kid_snils?oid=1000000017"), [Part::Kids]);
    assert_eq!(parts("openid mobile?oid=1000000017 id_doc"), [Part::Contacts, Part::Documents]);
    // A name that merely begins alike grants nothing.
    assert_eq!(parts("openid kid_fullname_of_nobody contacts2"), []);

    let token = token(EVERYTHING);
    let shape = AnswerShape::OBJECTS.of_version(1).accepting_person(3);
    let asked = rest::person(&endpoints(), &token, &Embed::of_granted(&token), shape);
    assert_eq!(
        asked.request.url().as_str(),
        "http://127.0.0.1:8085/rs/prns/1000000017?embed=(contacts.elements-1,\
         addresses.elements-1,documents.elements-1,kids.elements-1)"
    );
    assert_eq!(
        header(&asked.request, "accept"),
        Some("application/json; schema=\"http://127.0.0.1:8085/rs/model/prn/Person-3\"")
    );
    assert_eq!(asked.request.headers().len(), 2, "one accept and one authorization");
}

#[test]
fn each_collection_has_its_place() {
    let token = token(EVERYTHING);
    let shape = AnswerShape::OBJECTS;
    let path = |request: &esia_core::protocol::http::Request| request.url().path().to_owned();
    assert_eq!(
        path(&rest::contacts(&endpoints(), &token, shape).request),
        "/rs/prns/1000000017/ctts"
    );
    assert_eq!(
        path(&rest::addresses(&endpoints(), &token, shape).request),
        "/rs/prns/1000000017/addrs"
    );
    assert_eq!(
        path(&rest::documents(&endpoints(), &token, shape).request),
        "/rs/prns/1000000017/docs"
    );
    assert_eq!(path(&rest::kids(&endpoints(), &token, shape).request), "/rs/prns/1000000017/kids");
}

/// T-15.
#[test]
fn nothing_of_a_person_shows() {
    let token = token(EVERYTHING);
    let whole =
        rest::person(&endpoints(), &token, &Embed::of_granted(&token), AnswerShape::OBJECTS);
    let list = rest::kids(&endpoints(), &token, AnswerShape::LINKS);
    let link = "http://127.0.0.1:8085/rs/prns/1000000017/kids/70000007";
    let links = list.pending.read(&answer(&json!({"elements": [link]}))).unwrap();
    let kids = list.pending.read(&answer(&parsed(KIDS))).unwrap();
    let person = whole.pending.read(&answer(&parsed(FULL))).unwrap();
    let shown = format!("{whole:?} {list:?} {links:?} {kids:#?} {person:#?}");
    for canary in [
        "Образцова",
        "Примерова",
        "Пробн",
        "000-000-600",
        "1000000017",
        "70000007",
        "500001",
        "RUS",
        "OBRAZTSOVA",
        "school.example",
        "0000099",
        "31.12",
        "1532",
        "HALF",
        "SOMETHING_NEW",
        "FAX",
        "EntityRoot",
        "E1",
        "eyJ",
    ] {
        assert!(!shown.contains(canary), "{canary} in {shown}");
    }
}
