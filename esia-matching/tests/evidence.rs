//! Goal: evidence keeps what arrived, says what is wrong with it, vouches for no more than it was
//! told, and shows nobody's data; a pair's findings name the field, the kind and the place.
//!
//! Method: texts typed by hand, right ones beside wrong ones; the expected states, findings and
//! hints are typed beside them. For masking, every text of a person is looked for in `Debug`.

use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::person::{Document, DocumentKind, Person, ReceivedDate, Verification};
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use esia_matching::birth_date::DateOrder;
use esia_matching::compare::compare;
use esia_matching::evidence::{Assurance, Detail, Evidence, Identifier, Texts, Vouched};
use esia_matching::finding::{Finding, Side};
use esia_matching::index::{Entry, Index};
use esia_matching::outcome::{Ground, Note};
use esia_matching::policy::{MatchPolicy, MiddleNamePolicy, YoPolicy};
use esia_matching::sheet::SheetCell;
use esia_matching::snils::Snils;

fn anna() -> Texts<'static> {
    Texts::default()
        .names("Тестова", "Анна", "Ивановна")
        .birth_date("05.03.2014")
        .snils("112-233-445 95")
        .certificate("III-МЮ 123456")
}

// One side.

#[test]
fn everything_of_the_journal_is_verified() {
    let evidence = Evidence::from_journal(&anna());
    assert_eq!(evidence.side(), Side::Journal);
    assert!(evidence.is_person_verified());
    assert!(evidence.snils().verified().is_some());
    assert!(evidence.certificate().verified().is_some());
    assert!(evidence.findings().is_empty());
}

#[test]
fn nothing_of_the_provider_is_verified_unless_it_is_said() {
    assert_eq!(Vouched::default(), Vouched::NOTHING);
    let evidence = Evidence::from_provider(&anna(), Vouched::default());
    assert_eq!(evidence.side(), Side::Provider);
    assert!(!evidence.is_person_verified());
    assert!(evidence.snils().value().is_some() && evidence.snils().verified().is_none());
    assert!(evidence.certificate().value().is_some());
    assert!(evidence.certificate().verified().is_none());
}

#[test]
fn what_cannot_be_read_is_kept_as_such_and_found() {
    let evidence = Evidence::from_journal(
        &Texts::default()
            .names("Тестова", "Анна5", "Ивановна")
            .birth_date("31.06.2014")
            .snils("112-233-445 9A")
            .certificate("IIII-МЮ 123456"),
    );
    assert_eq!(*evidence.names(), Detail::Unreadable);
    assert_eq!(*evidence.birth_date(), Detail::Unreadable);
    assert_eq!(*evidence.snils(), Identifier::Unreadable);
    assert_eq!(*evidence.certificate(), Identifier::Unreadable);
    assert_eq!(
        hints(&evidence.findings()),
        [
            "snils different: в журнале не удалось прочитать номер СНИЛС",
            "certificate numeral: в свидетельстве о рождении в журнале неверно римское число серии",
            "first_name note_in_name: в имени в журнале посторонняя пометка",
            "birth_date other_date: в журнале не удалось прочитать дату рождения",
        ]
    );
}

#[test]
fn what_is_missing_is_missing_and_found() {
    let evidence = Evidence::from_provider(&Texts::default(), Vouched::EVERYTHING);
    assert_eq!(*evidence.names(), Detail::Missing);
    assert_eq!(*evidence.birth_date(), Detail::Missing);
    assert_eq!(*evidence.snils(), Identifier::Missing);
    assert_eq!(*evidence.certificate(), Identifier::Missing);
    assert_eq!(
        hints(&evidence.findings()),
        [
            "snils missing: на Госуслугах нет номера СНИЛС",
            "certificate missing: на Госуслугах нет свидетельства о рождении",
            "last_name missing: на Госуслугах нет фамилии",
            "birth_date missing: на Госуслугах нет даты рождения",
        ]
    );
}

#[test]
fn a_placeholder_is_no_number_however_it_arrives() {
    let read = Evidence::from_journal(&anna().snils("111-111-111 45"));
    let number = Snils::parse("111-111-111 45").unwrap();
    let made = Evidence::new(
        Side::Journal,
        Detail::Missing,
        Detail::Missing,
        Identifier::Present(number, Assurance::Verified),
        Identifier::Missing,
    );
    for evidence in [read, made] {
        assert_eq!(*evidence.snils(), Identifier::Placeholder);
        assert_eq!(
            hints(&evidence.findings()).first().map(String::as_str),
            Some("snils placeholder: в журнале вместо номера СНИЛС заглушка")
        );
    }
}

#[test]
fn a_number_that_fails_its_check_is_kept_and_found() {
    let evidence = Evidence::from_journal(&anna().snils("112-233-445 96"));
    assert!(evidence.snils().verified().is_some());
    assert_eq!(
        hints(&evidence.findings()),
        ["snils checksum: в номере СНИЛС в журнале не сходятся контрольные цифры"]
    );
    // Below the threshold nothing is checked.
    assert!(Evidence::from_journal(&anna().snils("000-000-600 04")).findings().is_empty());
}

#[test]
fn what_the_source_declares_is_used() {
    let slashes = anna().birth_date("05/03/2014");
    assert_eq!(*Evidence::from_journal(&slashes).birth_date(), Detail::Unreadable);
    let declared = anna().birth_date_with("05/03/2014", DateOrder::DayMonthYear);
    assert!(Evidence::from_journal(&declared).birth_date().is_verified());

    let lost_zero = anna().snils("8765430300");
    assert_eq!(*Evidence::from_journal(&lost_zero).snils(), Identifier::Unreadable);
    let numeric = anna().snils_of_cell("8765430300", SheetCell::Numeric);
    let expected = Snils::parse("087-654-303 00").ok();
    assert_eq!(Evidence::from_journal(&numeric).snils().value().copied(), expected);

    let lost_zero = anna().certificate_parts("III-МЮ", "1234");
    assert_eq!(*Evidence::from_journal(&lost_zero).certificate(), Identifier::Unreadable);
    let numeric = anna().certificate_parts_of_cell("III-МЮ", "1234", SheetCell::Numeric);
    let whole = Evidence::from_journal(&anna().certificate("III-МЮ 001234"));
    assert_eq!(Evidence::from_journal(&numeric).certificate().value(), whole.certificate().value());
}

// From ESIA.

#[test]
fn names_date_and_snils_are_verified_by_the_level_of_the_account() {
    let person = anna_of_esia();
    for (level, verified) in [
        (AccountLevel::Simplified, false),
        (AccountLevel::Standard, false),
        (AccountLevel::Confirmed, true),
        (AccountLevel::Child, true),
    ] {
        let evidence = Evidence::from_person(&person, &account(level));
        assert_eq!(evidence.is_person_verified(), verified, "{level:?}");
        assert_eq!(evidence.snils().verified().is_some(), verified, "{level:?}");
        assert!(evidence.snils().value().is_some(), "{level:?}");
        // The certificate goes by its own document alone.
        assert!(evidence.certificate().verified().is_some(), "{level:?}");
        let ground = compare(&Evidence::from_journal(&anna()), &evidence, &policy()).ground();
        assert_eq!(ground, verified.then_some(Ground::Snils), "{level:?}");
    }
}

#[test]
fn hints_of_esia_raise_no_trust() {
    let mut person = anna_of_esia();
    person.trusted = Some(true);
    person.verifying = Some(false);
    let evidence = Evidence::from_person(&person, &account(AccountLevel::Simplified));
    assert!(!evidence.is_person_verified());
}

#[test]
fn a_certificate_is_verified_by_its_own_document() {
    for (verification, verified) in [
        (Verification::Verified, true),
        (Verification::Verifying, false),
        (Verification::Failed, false),
        (Verification::NotVerified, false),
        (Verification::Unknown, false),
    ] {
        let mut person = anna_of_esia();
        person.documents = vec![document(DocumentKind::RussianBirthCertificate, verification)];
        let evidence = Evidence::from_person(&person, &account(AccountLevel::Child));
        assert!(evidence.certificate().value().is_some(), "{verification:?}");
        assert_eq!(evidence.certificate().verified().is_some(), verified, "{verification:?}");
    }
}

#[test]
fn only_certificates_of_the_russian_form_are_read() {
    for (kind, read) in [
        (DocumentKind::RussianBirthCertificate, true),
        (DocumentKind::SovietBirthCertificate, true),
        (DocumentKind::BirthCertificate, true),
        (DocumentKind::KidRussianBirthCertificate, true),
        (DocumentKind::MedicalBirthCertificate, false),
        (DocumentKind::ForeignBirthCertificate, false),
        (DocumentKind::RussianPassport, false),
        (DocumentKind::Other, false),
    ] {
        let mut person = anna_of_esia();
        person.documents = vec![document(kind, Verification::Verified)];
        let evidence = Evidence::from_person(&person, &account(AccountLevel::Child));
        assert_eq!(evidence.certificate().value().is_some(), read, "{kind:?}");
    }
}

#[test]
fn of_several_certificates_the_verified_one_is_taken() {
    let mut stated = document(DocumentKind::RussianBirthCertificate, Verification::NotVerified);
    stated.number = Some(Personal::new("654321".into()));
    let verified = document(DocumentKind::RussianBirthCertificate, Verification::Verified);
    for documents in [[stated.clone(), verified.clone()], [verified, stated]] {
        let mut person = anna_of_esia();
        person.documents = documents.to_vec();
        let evidence = Evidence::from_person(&person, &account(AccountLevel::Child));
        let number = evidence.certificate().verified().map(|value| value.number().to_owned());
        assert_eq!(number.as_deref(), Some("123456"));
    }
}

#[test]
fn a_person_of_whom_nothing_is_known_is_evidence_that_matches_nobody() {
    let evidence = Evidence::from_person(&Person::default(), &account(AccountLevel::Confirmed));
    assert_eq!(evidence.findings().len(), 4);
    assert_eq!(compare(&evidence, &evidence, &policy()).ground(), None);
}

// A pair.

#[test]
fn findings_of_a_pair_name_field_kind_and_place() {
    let cases: [(Texts<'_>, &[&str]); 17] = [
        (anna(), &[]),
        (
            anna().snils("112-323-445 95"),
            &["snils transposition [4, 5]: в номере СНИЛС переставлены 4-я и 5-я цифры"],
        ),
        (
            anna().snils("112-233-445 59"),
            &["snils transposition [10, 11]: в номере СНИЛС переставлены 10-я и 11-я цифры"],
        ),
        (
            anna().snils("112-233-446 95"),
            &["snils one_digit [9]: в номере СНИЛС отличается 9-я цифра"],
        ),
        (
            anna().snils("912-233-445 95"),
            &["snils one_digit [1]: в номере СНИЛС отличается 1-я цифра"],
        ),
        (
            // The eighth and the tenth digit are swapped: no neighbours.
            anna().snils("112-233-495 45"),
            &["snils checksum: в номере СНИЛС в журнале не сходятся контрольные цифры"],
        ),
        (
            anna().snils("112-233-445 00"),
            &["snils checksum: в номере СНИЛС в журнале не сходятся контрольные цифры"],
        ),
        (anna().snils("963-117-158 08"), &["snils different: в номере СНИЛС другое значение"]),
        (anna().snils(""), &["snils missing: в журнале нет номера СНИЛС"]),
        (
            anna().snils("000-000-000 00"),
            &["snils placeholder: в журнале вместо номера СНИЛС заглушка"],
        ),
        (
            anna().certificate("II-МЮ 123456"),
            &["certificate numeral: в свидетельстве о рождении отличается римское число серии"],
        ),
        (anna().certificate(""), &["certificate missing: в журнале нет свидетельства о рождении"]),
        (
            anna().names("Пробная", "Жанна", ""),
            &[
                "last_name different: в фамилии другое значение: сверьте, не было ли перемены имени или установления отцовства",
                "first_name one_letter [1]: в имени отличается 1-я буква",
                "middle_name missing: в журнале нет отчества",
            ],
        ),
        (anna().names("", "Анна", "Ивановна"), &["last_name missing: в журнале нет фамилии"]),
        (
            anna().birth_date("03.05.2014"),
            &["birth_date day_month_swapped: в дате рождения переставлены день и месяц"],
        ),
        (anna().birth_date("03.05.2015"), &["birth_date other_date: в дате рождения другая дата"]),
        (anna().birth_date(""), &["birth_date missing: в журнале нет даты рождения"]),
    ];
    let person = Evidence::from_provider(&anna(), Vouched::NOTHING);
    for (journal, expected) in cases {
        let journal = Evidence::from_journal(&journal);
        assert_eq!(hints(compare(&journal, &person, &policy()).findings()), expected);
    }
}

#[test]
fn a_flaw_of_both_sides_is_told_of_both_and_a_field_that_nobody_knows_of_none() {
    let journal = Evidence::from_journal(&anna().snils("111-111-111 11").certificate(""));
    let provider = anna().snils("000-000-000 00").certificate("");
    let provider = Evidence::from_provider(&provider, Vouched::NOTHING);
    assert_eq!(
        hints(compare(&journal, &provider, &policy()).findings()),
        ["snils placeholder: в журнале и на Госуслугах вместо номера СНИЛС заглушка"]
    );
}

/// Of a text no more than a beginning is kept to be explained.
#[test]
fn a_name_that_cannot_be_read_is_told_though_what_is_kept_of_it_is_equal() {
    let (name, spoiled) = ("А".repeat(200), format!("{}5", "А".repeat(200)));
    let texts = |last: &str| Evidence::from_journal(&anna().names(last, "Анна", "Ивановна"));
    for (one, other) in [(&name, &spoiled), (&spoiled, &name)] {
        let compared = compare(&texts(one), &texts(other), &policy());
        let told: Vec<_> = compared.findings().iter().map(|found| found.kind().as_str()).collect();
        assert_eq!((told, compared.ground()), (vec!["different"], None));
    }
}

/// A spreadsheet spoiled both numbers in one way, or each in its own.
#[test]
fn what_neither_side_can_read_has_a_kind_where_both_have_the_same() {
    let told = |journal: &'static str, provider: &'static str| {
        let journal = Evidence::from_journal(&anna().snils(journal));
        let provider = Evidence::from_provider(&anna().snils(provider), Vouched::EVERYTHING);
        let compared = compare(&journal, &provider, &policy());
        compared.findings().iter().map(|finding| finding.kind().as_str()).collect::<Vec<_>>()
    };
    assert_eq!(told("1,12233E+10", "1,12233E+10"), ["digit_lost"]);
    assert_eq!(told("1,12233E+10", "не помню"), ["different"]);
    assert_eq!(told("не помню", "1,12233E+10"), ["different"]);
}

#[test]
fn yo_is_a_finding_only_where_the_policy_tells_it_apart() {
    let exact = MatchPolicy { yo: YoPolicy::Exact, ..policy() };
    let journal = Evidence::from_journal(&anna().names("Семёнова", "Анна", "Ивановна"));
    let person = anna().names("Семенова", "Анна", "Ивановна");
    let person = Evidence::from_provider(&person, Vouched::EVERYTHING);

    let folded = compare(&journal, &person, &policy());
    assert!(folded.findings().is_empty() && !folded.is_contradiction());
    assert_eq!(folded.notes(), [Note::YoFolded]);

    let exact = compare(&journal, &person, &exact);
    assert_eq!(hints(exact.findings()), ["last_name yo: в фамилии отличаются только буквы Е и Ё"]);
    assert!(exact.ground().is_none() && exact.is_contradiction() && exact.notes().is_empty());
}

#[test]
fn a_middle_name_that_may_be_missing_is_no_finding() {
    let lenient = MatchPolicy { middle_name: MiddleNamePolicy::MissingAgrees, ..policy() };
    let journal = Evidence::from_journal(&anna().names("Тестова", "Анна", ""));
    let person = Evidence::from_provider(&anna(), Vouched::EVERYTHING);
    assert!(compare(&journal, &person, &lenient).findings().is_empty());
    assert_eq!(compare(&journal, &person, &policy()).findings().len(), 1);
}

// Masking.

#[test]
fn debug_shows_nothing_of_a_person() {
    let texts = anna().snils("112-233-445 96");
    let other = anna().names("Пробная", "Жанна", "Петровна").birth_date("03.05.2015");
    let journal = Evidence::from_journal(&texts);
    let person = Evidence::from_provider(&other, Vouched::EVERYTHING);
    let comparison = compare(&journal, &person, &policy());
    assert!(comparison.findings().len() > 4);
    let entry = Entry::active(RecordId::new("J".into()), journal.clone());
    let index = Index::new([entry.clone()]);
    let related = index.related(&person, &policy());
    assert_eq!(related.len(), 1);
    let shown = [
        format!("{texts:?} {journal:?} {person:?} {:?}", journal.findings()),
        format!("{comparison:?} {entry:?} {index:?} {related:?} {:?}", index.duplicates()),
        hints(comparison.findings()).concat(),
        hints(&journal.findings()).concat(),
    ]
    .concat()
    .to_lowercase();
    assert!(shown.contains("[personal]"));
    for text in [
        "тестова",
        "анна",
        "ивановна",
        "пробная",
        "петровна",
        "2014",
        "2015",
        "112",
        "445",
        "мю",
        "123456",
        "iii",
    ] {
        assert!(!shown.contains(text), "{text} in {shown}");
    }
}

// Help.

fn hints(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| {
        let places =
            if finding.at().is_empty() { String::new() } else { format!(" {:?}", finding.at()) };
        format!("{} {}{places}: {}", finding.field(), finding.kind(), finding.hint())
    };
    findings.iter().map(line).collect()
}

fn policy() -> MatchPolicy {
    MatchPolicy::default()
}

fn account(level: AccountLevel) -> Account {
    let subject =
        Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("7".into()));
    Account::from_verified(subject, AccountKind::SelfMade, level)
}

fn anna_of_esia() -> Person {
    let text = |text: &str| Some(Personal::new(text.into()));
    let mut person = Person::default();
    person.last_name = text("Тестова");
    person.first_name = text("Анна");
    person.middle_name = text("Ивановна");
    person.birth_date = Some(ReceivedDate::from_text("05.03.2014"));
    person.snils = text("112-233-445 95");
    person.documents =
        vec![document(DocumentKind::RussianBirthCertificate, Verification::Verified)];
    person
}

fn document(kind: DocumentKind, verification: Verification) -> Document {
    let mut document = Document::new(kind, verification);
    document.series = Some(Personal::new("III-МЮ".into()));
    document.number = Some(Personal::new("123456".into()));
    document
}
