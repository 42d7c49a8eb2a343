//! Goal: what ESIA says of a person or a child becomes evidence in which only what is checked may
//! open a door, and the rest stays known with the state of its check.
//! Method: each fact changed alone, by hand; then any person and any child at all, against a plain
//! statement of what may count (T-12, R-71).

use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::person::{Document, DocumentKind, Kid, KidId, Person, ReceivedDate, Verification};
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use esia_matching::compare::compare;
use esia_matching::diagnose::Diagnoser;
use esia_matching::evidence::{Evidence, Paper, Texts};
use esia_matching::explain::Explanation;
use esia_matching::index::{Entry, Index};
use esia_matching::outcome::{Ground, Outcome};
use esia_matching::policy::MatchPolicy;
use proptest::prelude::*;

const SNILS: &str = "112-233-445 95";

fn personal(text: &str) -> Personal {
    Personal::new(text.into())
}

fn account(level: AccountLevel) -> Account {
    let id = SubjectId::new("7".into());
    let subject = Subject::new(Contour::Simulated, "http://stand/".into(), id);
    Account::from_verified(subject, AccountKind::SelfMade, level)
}

fn parent() -> Account {
    account(AccountLevel::Confirmed)
}

fn certificate(kind: DocumentKind, verification: Verification) -> Document {
    let mut document = Document::new(kind, verification);
    document.series = Some(personal("III-МЮ"));
    document.number = Some(personal("123456"));
    document
}

fn snils_paper(number: &str, verification: Verification) -> Document {
    let mut document = Document::new(DocumentKind::KidSnils, verification);
    document.number = Some(personal(number));
    document
}

/// The card of a child whose certificate the registry has checked.
fn anna() -> Kid {
    let mut kid = Kid::default();
    kid.id = KidId::parse("70000007").ok();
    kid.last_name = Some(personal("Тестова"));
    kid.first_name = Some(personal("Анна"));
    kid.middle_name = Some(personal("Ивановна"));
    kid.birth_date = Some(ReceivedDate::from_text("05.03.2014"));
    kid.snils = Some(personal(SNILS));
    kid.documents =
        vec![certificate(DocumentKind::RussianBirthCertificate, Verification::Verified)];
    kid
}

fn journal() -> Evidence {
    let texts = Texts::default()
        .names("Тестова", "Анна", "Ивановна")
        .birth_date("05.03.2014")
        .snils(SNILS)
        .certificate_parts("III-МЮ", "123456");
    Evidence::from_journal(&texts)
}

fn ground(evidence: &Evidence) -> Option<Ground> {
    compare(&journal(), evidence, &MatchPolicy::default()).ground()
}

#[test]
fn a_child_is_found_by_the_certificate_that_the_registry_has_checked() {
    let evidence = Evidence::from_kid(&anna(), &parent());
    assert!(evidence.is_person_verified());
    assert_eq!(ground(&evidence), Some(Ground::Certificate));
}

#[test]
fn a_card_that_the_registry_has_not_checked_finds_nobody() {
    for verification in Verification::ALL {
        let mut kid = anna();
        kid.trusted = Some(true);
        kid.documents = vec![certificate(DocumentKind::RussianBirthCertificate, verification)];
        let evidence = Evidence::from_kid(&kid, &parent());
        let is_verified = verification == Verification::Verified;
        assert_eq!(ground(&evidence).is_some(), is_verified, "{verification:?}");
        assert_eq!(evidence.is_person_verified(), is_verified, "{verification:?}");
        // What is merely stated stays known.
        assert!(evidence.certificate().value().is_some(), "{verification:?}");
        assert!(evidence.names().value().is_some(), "{verification:?}");
        let paper = Paper { kind: DocumentKind::RussianBirthCertificate, verification };
        assert_eq!(evidence.papers(), [paper]);
    }
    let mut bare = anna();
    bare.documents.clear();
    assert_eq!(ground(&Evidence::from_kid(&bare, &parent())), None);
}

#[test]
fn the_snils_of_a_child_needs_a_checked_paper_about_this_very_number() {
    let with = |number: Option<&str>, paper: Option<Document>| {
        let mut kid = anna();
        kid.snils = number.map(personal);
        kid.documents.extend(paper);
        Evidence::from_kid(&kid, &parent())
    };
    let paper = |number, verification| Some(snils_paper(number, verification));
    assert_eq!(
        ground(&with(Some(SNILS), paper("11223344595", Verification::Verified))),
        Some(Ground::Snils)
    );
    assert_eq!(ground(&with(None, paper(SNILS, Verification::Verified))), Some(Ground::Snils));
    for (number, paper) in [
        (Some(SNILS), None),
        (Some(SNILS), paper(SNILS, Verification::Verifying)),
        (Some(SNILS), paper(SNILS, Verification::Unknown)),
        (Some(SNILS), paper("112-233-446 98", Verification::Verified)),
        (Some(SNILS), paper("not a number", Verification::Verified)),
        (Some("not a number"), paper("not a number", Verification::Verified)),
        (None, paper(SNILS, Verification::NotVerified)),
    ] {
        let evidence = with(number, paper);
        assert!(evidence.snils().verified().is_none(), "{evidence:?}");
        assert_eq!(ground(&evidence), Some(Ground::Certificate), "the certificate is one still");
    }
}

/// P-02: nobody's children are looked for through an account that is not confirmed.
#[test]
fn without_a_confirmed_parent_nothing_of_a_card_counts() {
    for level in [AccountLevel::Simplified, AccountLevel::Standard, AccountLevel::Child] {
        let mut kid = anna();
        kid.documents.push(snils_paper(SNILS, Verification::Verified));
        let evidence = Evidence::from_kid(&kid, &account(level));
        assert!(!evidence.is_person_verified(), "{level:?}");
        assert!(evidence.certificate().verified().is_none(), "{level:?}");
        assert!(evidence.snils().verified().is_none(), "{level:?}");
        assert_eq!(ground(&evidence), None, "{level:?}");
    }
}

#[test]
fn the_explanation_names_each_paper_and_how_far_it_is_checked() {
    let mut kid = anna();
    kid.documents = vec![
        certificate(DocumentKind::RussianBirthCertificate, Verification::Verifying),
        snils_paper(SNILS, Verification::Failed),
        Document::new(DocumentKind::NameChangeCertificate, Verification::Verified),
        Document::new(DocumentKind::ForeignBirthCertificate, Verification::NotVerified),
        Document::new(DocumentKind::Other, Verification::Unknown),
    ];
    let evidence = Evidence::from_kid(&kid, &parent());
    let index = Index::new([Entry::active(RecordId::new("J5".into()), journal())]);
    let outcome = index.find(&evidence, &MatchPolicy::default());
    assert!(!matches!(outcome, Outcome::Found { .. }), "{outcome:?}");
    let diagnosis = Diagnoser::of(&index).diagnose(&evidence, &MatchPolicy::default());
    let explanation = Explanation::of_match(&evidence, &outcome, &diagnosis);
    let texts: Vec<_> = explanation.papers().iter().map(|paper| paper.text()).collect();
    assert_eq!(
        texts,
        [
            "Свидетельство о рождении ещё проверяется на Госуслугах",
            "Проверка СНИЛС ребёнка на Госуслугах не удалась",
            "Есть проверенный документ, после которого имя или отчество могли измениться",
            "Свидетельство о рождении другого государства на Госуслугах не проверено",
            "Проверен ли другой документ, неизвестно",
        ]
    );
    let shown = format!("{explanation:?} {evidence:?}");
    for canary in ["Тестова", "112", "123456", "МЮ", "70000007"] {
        assert!(!shown.contains(canary), "{canary} in {shown}");
    }
}

#[test]
fn every_state_of_every_paper_has_a_sentence() {
    let mut texts = std::collections::BTreeSet::new();
    for kind in DocumentKind::ALL {
        for verification in Verification::ALL {
            texts.insert(Paper { kind: *kind, verification }.text());
        }
    }
    assert_eq!(texts.len(), 25, "five groups, five states");
}

fn any_document() -> impl Strategy<Value = Document> {
    let kind = prop::sample::select(DocumentKind::ALL.to_vec());
    let verification = prop::sample::select(Verification::ALL.to_vec());
    let number = prop_oneof![Just("123456".to_owned()), Just(SNILS.to_owned()), any::<String>()];
    let series = prop_oneof![Just("III-МЮ".to_owned()), any::<String>()];
    (kind, verification, prop::option::of(series), prop::option::of(number)).prop_map(
        |(kind, verification, series, number)| {
            let mut document = Document::new(kind, verification);
            document.series = series.map(Personal::new);
            document.number = number.map(Personal::new);
            document.act_date = Some(ReceivedDate::from_text("09.03.2014"));
            document
        },
    )
}

fn any_level() -> impl Strategy<Value = AccountLevel> {
    prop::sample::select(AccountLevel::ALL.to_vec())
}

fn any_text(usual: &'static str) -> impl Strategy<Value = Option<Personal>> {
    let text = prop_oneof![3 => Just(usual.to_owned()), 1 => any::<String>()];
    prop::option::weighted(0.8, text.prop_map(Personal::new))
}

fn any_kid() -> impl Strategy<Value = Kid> {
    let names = (any_text("Тестова"), any_text("Анна"), any_text("Ивановна"));
    let documents = prop::collection::vec(any_document(), 0..5);
    (names, any_text("05.03.2014"), any_text(SNILS), documents, any::<Option<bool>>()).prop_map(
        |((last, first, middle), date, snils, documents, trusted)| {
            let mut kid = anna();
            (kid.last_name, kid.first_name, kid.middle_name) = (last, first, middle);
            kid.birth_date = date.map(|date| ReceivedDate::from_text(date.expose()));
            (kid.snils, kid.documents, kid.trusted) = (snils, documents, trusted);
            kid
        },
    )
}

fn is_checked_certificate(document: &Document) -> bool {
    let kinds = ["RF_BRTH_CERT", "OLD_BRTH_CERT", "BRTH_CERT", "KID_RF_BRTH_CERT"];
    let word = document.kind.word().unwrap_or_default();
    kinds.contains(&word) && document.verification == Verification::Verified
}

proptest! {
    /// T-12, P-04: an unverified document never is a ground, and the conversion is total.
    #[test]
    fn nothing_of_a_child_counts_without_a_checked_certificate(
        kid in any_kid(),
        level in any_level(),
    ) {
        let evidence = Evidence::from_kid(&kid, &account(level));
        let may_count = level == AccountLevel::Confirmed
            && kid.documents.iter().any(is_checked_certificate);
        prop_assert!(may_count || !evidence.is_person_verified());
        prop_assert!(may_count || evidence.certificate().verified().is_none());
        prop_assert!(may_count || ground(&evidence).is_none());
        let is_snils_checked = kid.documents.iter().any(|document| {
            document.kind.word() == Some("KID_SNILS_DOC")
                && document.verification == Verification::Verified
        });
        prop_assert!(is_snils_checked || evidence.snils().verified().is_none());
        prop_assert_eq!(evidence.papers().len(), kid.documents.len());
    }

    #[test]
    fn nothing_of_a_person_counts_beyond_the_account_and_its_papers(
        kid in any_kid(),
        level in any_level(),
    ) {
        let mut person = Person::default();
        person.last_name = kid.last_name;
        person.first_name = kid.first_name;
        person.middle_name = kid.middle_name;
        person.birth_date = kid.birth_date;
        person.snils = kid.snils;
        person.trusted = kid.trusted;
        person.documents = kid.documents;
        let evidence = Evidence::from_person(&person, &account(level));
        let is_checked = matches!(level, AccountLevel::Confirmed | AccountLevel::Child);
        prop_assert!(is_checked || !evidence.is_person_verified());
        prop_assert!(is_checked || evidence.snils().verified().is_none());
        prop_assert!(is_checked || ground(&evidence).is_none());
        let has_certificate = person.documents.iter().any(is_checked_certificate);
        prop_assert!(has_certificate || evidence.certificate().verified().is_none());
    }
}
