//! Goal: a diagnosis explains and decides nothing, names no stranger, shows no value, and takes
//! work that grows with the number of people and not with its square.
//!
//! Method: registers of invented pupils, drawn or typed by hand; `find` is asked before and after;
//! what is printed is searched for every text that went in; records that were compared are counted.

use esia_core::record::RecordId;
use esia_matching::diagnose::{Diagnoser, Diagnosis};
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::finding::{Field, Finding, FindingKind};
use esia_matching::index::{Entry, Index, PupilId};
use esia_matching::policy::MatchPolicy;
use proptest::prelude::*;

fn anna() -> Texts<'static> {
    Texts::default()
        .names("Тестова", "Анна", "Ивановна")
        .birth_date("03.09.2014")
        .snils("112-233-445 95")
        .certificate("III-МЮ 123456")
}

fn entry(record: &str, texts: Texts<'_>) -> Entry {
    Entry::active(RecordId::new(record.into()), Evidence::from_journal(&texts))
}

fn sent(texts: Texts<'_>) -> Evidence {
    Evidence::from_provider(&texts, Vouched::EVERYTHING)
}

fn named(diagnosis: &Diagnosis<'_>) -> Vec<String> {
    diagnosis.candidates().iter().map(|candidate| candidate.record().to_string()).collect()
}

/// The records named beside Anna.
fn candidates(records: &[(&str, Texts<'_>)], person: Texts<'_>) -> Vec<String> {
    let index = Index::new(records.iter().map(|(record, texts)| entry(record, *texts)));
    named(&Diagnoser::of(&index).diagnose(&sent(person), &MatchPolicy::default()))
}

// Who is named.

#[test]
fn a_stranger_is_never_named() {
    let bare = anna().snils("").certificate("");
    for (why, stranger, person) in [
        ("a name alone", bare.birth_date("11.12.2010"), bare),
        ("a name and no date", bare.birth_date(""), bare.birth_date("")),
        ("a date alone", bare.names("Пробная", "Ольга", "Петровна"), bare),
        ("a twin", bare.names("Тестова", "Мария", "Ивановна"), bare),
        (
            "a twin with a neighbouring certificate",
            anna()
                .names("Тестова", "Мария", "Ивановна")
                .snils("963-117-158 08")
                .certificate("III-МЮ 123457"),
            anna(),
        ),
        (
            "a twin with a name that is like it",
            anna()
                .names("Тестова", "Инна", "Ивановна")
                .snils("963-117-158 08")
                .certificate("III-МЮ 123457"),
            anna(),
        ),
        ("another last name and no number", bare.names("Пробная", "Анна", "Ивановна"), bare),
        (
            "a neighbouring certificate and nothing else",
            anna()
                .names("Пробная", "Ольга", "Петровна")
                .snils("")
                .birth_date("01.02.2013")
                .certificate("III-МЮ 123457"),
            anna(),
        ),
    ] {
        assert_eq!(candidates(&[("J1", stranger)], person), [""; 0], "{why}");
    }
}

#[test]
fn an_equal_identifier_is_always_named() {
    let other = |texts: Texts<'static>| {
        texts.names("Пробная", "Ольга", "Петровна").birth_date("01.02.2013")
    };
    for record in [
        other(anna().certificate("V-АГ 777888")),
        other(anna().snils("963-117-158 08")),
        anna().names("", "", "").birth_date(""),
    ] {
        assert_eq!(candidates(&[("J1", record)], anna()), ["J1"]);
    }
}

#[test]
fn two_mistakes_do_not_hide_a_record() {
    for record in [
        anna().snils("112-323-445 95").certificate("").names("Тсетова", "Анна", "Ивановна"),
        anna().snils("112-233-446 95").certificate("").birth_date("11.12.2010"),
        anna().snils("").certificate("").birth_date("09.03.2014"),
        anna().snils("").certificate("").birth_date("03.09.2015"),
        anna().snils("").certificate("II-МЮ 123456").names("Тестова", "А.", "И."),
        anna().snils("112-233-45 95").certificate("").names("Анна", "Тестова", ""),
        anna().snils("").certificate("").names("Тестава", "Аня", ""),
    ] {
        assert_eq!(candidates(&[("J1", record)], anna()), ["J1"]);
    }
}

#[test]
fn three_are_named_at_most_and_the_best_first() {
    let records = [
        ("J1", anna().certificate("").snils("").names("Тестова", "Анна", "")),
        ("J2", anna().certificate("").snils("").birth_date("09.03.2014")),
        ("J3", anna().certificate("").snils("112-233-446 95")),
        ("J4", anna().names("Тсетова", "Анна", "Ивановна")),
        ("J5", anna().certificate("").snils("")),
    ];
    assert_eq!(candidates(&records, anna()), ["J4", "J3", "J5"]);
}

#[test]
fn what_may_not_be_seen_is_not_told_in_any_way() {
    let sibling = anna().names("Тестова", "Ольга", "Ивановна").snils("963-117-158 08");
    let index = Index::new([
        entry("J1", anna().snils("963-117-158 08")),
        entry("J2", sibling.birth_date("07.07.2012").certificate("")),
        entry("J3", anna().snils("112-323-445 95")),
    ]);
    let diagnoser = Diagnoser::of(&index);
    let person = sent(anna());
    let all = diagnoser.diagnose(&person, &MatchPolicy::default());
    assert_eq!(named(&all), ["J3", "J1"]);
    let kinds = |diagnosis: &Diagnosis<'_>, at: usize| -> Vec<FindingKind> {
        diagnosis.candidates()[at].findings().iter().map(Finding::kind).collect()
    };
    assert_eq!(kinds(&all, 1), [FindingKind::OtherPerson, FindingKind::Duplicate]);

    let own_school = |entry: &Entry| entry.record.as_str() == "J1";
    let seen = diagnoser.diagnose_within(&person, &MatchPolicy::default(), own_school);
    assert_eq!(named(&seen), ["J1"]);
    assert_eq!(kinds(&seen, 0), [FindingKind::Different]);
    assert_eq!(seen.compared(), 1);
    let nothing = diagnoser.diagnose_within(&person, &MatchPolicy::default(), |_| false);
    assert!(nothing.candidates().is_empty());
}

#[test]
fn archived_records_are_not_named() {
    let archived = Entry { active: false, ..entry("J1", anna()) };
    let diagnosis = Diagnoser::new([&archived]).diagnose(&sent(anna()), &MatchPolicy::default());
    assert!(diagnosis.candidates().is_empty());
}

#[test]
fn one_pupil_in_two_schools_is_no_duplicate_and_a_key_given_twice_is() {
    let joined = |record| Entry { pupil: Some(PupilId::new("P".into())), ..entry(record, anna()) };
    let index = Index::new([joined("J1"), joined("J2")]);
    let diagnosis = Diagnoser::of(&index).diagnose(&sent(anna()), &MatchPolicy::default());
    assert!(diagnosis.candidates().iter().all(|candidate| candidate.findings().is_empty()));

    let index = Index::new([entry("J1", anna()), entry("J1", anna().certificate(""))]);
    let diagnosis = Diagnoser::of(&index).diagnose(&sent(anna()), &MatchPolicy::default());
    let [only] = diagnosis.candidates() else { panic!("{diagnosis:?}") };
    let findings: Vec<_> = only.findings().iter().map(|it| (it.field(), it.kind())).collect();
    assert_eq!(findings, [(Field::Record, FindingKind::Duplicate)]);
}

#[test]
fn the_flaws_of_the_person_are_told_whatever_the_records_say() {
    let index = Index::new([]);
    let person = sent(anna().snils("112-2З3-445 95").names("Тестова (5А)", "Анна", "И."));
    let diagnosis = Diagnoser::of(&index).diagnose(&person, &MatchPolicy::default());
    let own: Vec<_> = diagnosis.own().iter().map(Finding::hint).collect();
    assert_eq!(
        own,
        [
            "в номере СНИЛС на Госуслугах похожий знак вместо верного",
            "в фамилии на Госуслугах посторонняя пометка",
            "в отчестве на Госуслугах инициалы вместо полного написания",
        ]
    );
}

// What is shown.

#[test]
fn nothing_of_a_person_is_shown() {
    let journal = anna()
        .names("Пробная (5Ж)", "Жаклин", "Эдуардовна")
        .certificate("IIII-ЩЩ 123456")
        .act_record("987", "10.10.2014");
    let index = Index::new([entry("J", journal)]);
    let diagnoser = Diagnoser::of(&index);
    let person = sent(anna());
    let diagnosis = diagnoser.diagnose(&person, &MatchPolicy::default());
    let [candidate] = diagnosis.candidates() else { panic!("{diagnosis:?}") };
    let hints: String = candidate.findings().iter().map(|it| it.hint() + &it.hint_en()).collect();
    let printed =
        format!("{diagnoser:?} {diagnosis:?} {person:?} {index:?} {hints}").to_lowercase();
    for text in [
        "пробная",
        "жаклин",
        "эдуард",
        "тестова",
        "анна ",
        "ивановна",
        "112",
        "445",
        "iii",
        "щщ",
        "5ж",
        "987",
        "2014",
    ] {
        assert!(!printed.contains(text), "{text} in {printed}");
    }
    let unread = entry("J", journal.snils("112-2З3-445 95"));
    let printed = format!("{unread:?} {:?}", unread.evidence.findings()).to_lowercase();
    for text in ["пробная", "жаклин", "112", "445", "щщ", "987"] {
        assert!(!printed.contains(text), "{text} in {printed}");
    }
}

// Laws.

/// A register with few different values, so that much is alike.
fn texts() -> impl Strategy<Value = [&'static str; 6]> {
    let one_of = |values: &'static [&'static str]| proptest::sample::select(values);
    (
        one_of(&["Тестова", "Тсетова", "Тестов", "Testova", "Пробная", "Тестова (5А)", ""]),
        one_of(&["Анна", "Аня", "А.", "Мария", "Тестова", "Fyyf"]),
        one_of(&["Ивановна", "Иванович", "И.", "нет", "Петровна"]),
        one_of(&["03.09.2014", "09.03.2014", "04.09.2014", "31.06.2014", ""]),
        one_of(&["112-233-445 95", "112-323-445 95", "112-233-45 95", "963-117-158 08", "", "О"]),
        one_of(&["III-МЮ 123456", "II-МЮ 123456", "IIII-МЮ 123456", "III-МЮ 12345", ""]),
    )
        .prop_map(|(last, first, middle, date, snils, paper)| {
            [last, first, middle, date, snils, paper]
        })
}

fn of([last, first, middle, date, snils, paper]: [&'static str; 6]) -> Texts<'static> {
    Texts::default().names(last, first, middle).birth_date(date).snils(snils).certificate(paper)
}

proptest! {
    #[test]
    fn whatever_a_diagnosis_says_the_answer_is_the_same(
        records in proptest::collection::vec(texts(), 0..8), person in texts(), act in "[0-9]{0,3}",
    ) {
        let entries = |act: &str| -> Vec<Entry> {
            let numbered = records.iter().enumerate();
            numbered.map(|(at, texts)| entry(&format!("J{at}"), of(*texts).act_record(act, "01.01.2015"))).collect()
        };
        let (plain, with_act) = (Index::new(entries("")), Index::new(entries(&act)));
        let person = sent(of(person).act_record(&act, "01.01.2015"));
        for policy in MatchPolicy::all() {
            let before = plain.find(&person, &policy);
            let diagnosis = Diagnoser::of(&with_act).diagnose(&person, &policy);
            prop_assert!(diagnosis.candidates().len() <= 3);
            prop_assert_eq!(&before, &plain.find(&person, &policy));
            prop_assert_eq!(&before, &with_act.find(&person, &policy));
        }
    }

    #[test]
    fn a_diagnosis_is_the_same_every_time_and_in_whatever_order_the_records_came(
        records in proptest::collection::vec(texts(), 0..8), person in texts(),
    ) {
        let numbered = records.iter().enumerate();
        let entries: Vec<_> = numbered.map(|(at, texts)| entry(&format!("J{at}"), of(*texts))).collect();
        let person = sent(of(person));
        let policy = MatchPolicy::default();
        let one = Diagnoser::new(&entries).diagnose(&person, &policy);
        let again = Diagnoser::new(entries.iter().rev()).diagnose(&person, &policy);
        prop_assert_eq!(one, again);
    }

    #[test]
    fn the_findings_of_a_pair_do_not_depend_on_its_order(one in texts(), other in texts()) {
        let (one, other) = (Evidence::from_journal(&of(one)), sent(of(other)));
        for policy in MatchPolicy::all() {
            let there = esia_matching::compare::compare(&one, &other, &policy);
            let back = esia_matching::compare::compare(&other, &one, &policy);
            prop_assert_eq!(there, back);
        }
    }

    #[test]
    fn no_text_makes_a_diagnosis_fail(texts in proptest::array::uniform6(".{0,40}")) {
        let [last, first, middle, date, snils, paper] = &texts;
        let typed = Texts::default()
            .names(last, first, middle).birth_date(date).snils(snils).certificate(paper);
        let index = Index::new([entry("J1", anna()), entry("J2", typed)]);
        let diagnoser = Diagnoser::of(&index);
        for person in [sent(typed), sent(anna()), sent(anna().snils(snils).names(last, "Анна", middle))] {
            let diagnosis = diagnoser.diagnose(&person, &MatchPolicy::default());
            prop_assert!(diagnosis.compared() <= 2);
        }
    }
}

// Growth.

/// A number of a pupil, spread over all numbers.
fn number(pupil: u64) -> String {
    let spread = pupil.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    format!("{:011}", spread % 99_999_999_999)
}

#[test]
fn the_records_compared_grow_with_the_people_and_not_with_their_square() {
    let compared = |pupils: u64| {
        let entries: Vec<Entry> = (0..pupils)
            .map(|pupil| {
                let drawn = number(pupil);
                let part = |from: usize, of: [&'static str; 10]| -> String {
                    let digits = drawn.bytes().skip(from).take(3);
                    digits.map(|digit| of[usize::from(digit - b'0')]).collect()
                };
                let syllables = ["ба", "ве", "го", "ду", "жи", "ку", "ле", "ми", "но", "ра"];
                let (last, first) = (part(4, syllables), part(6, syllables));
                let middle = part(8, syllables);
                let date = format!(
                    "{:02}.{:02}.{}",
                    pupil % 28 + 1,
                    pupil / 28 % 12 + 1,
                    2008 + pupil / 336 % 9
                );
                let texts = Texts::default().names(&last, &first, &middle).birth_date(&date);
                let snils = number(pupil);
                entry(&format!("J{pupil}"), texts.snils(&snils))
            })
            .collect();
        let diagnoser = Diagnoser::new(&entries);
        let people = entries.iter().map(|entry| &entry.evidence);
        let all =
            people.map(|person| diagnoser.diagnose(person, &MatchPolicy::default()).compared());
        all.sum::<usize>()
    };
    let (small, large) = (compared(1000), compared(4000));
    // Four times the people: four times the work and little more, where the square is sixteen.
    assert!(small >= 1000 && large < 8 * small, "{small} {large}");
}

#[test]
fn a_register_in_which_everybody_is_alike_costs_a_fixed_number_of_comparisons_for_one_person() {
    let entries: Vec<Entry> = (0..3000).map(|pupil| entry(&format!("J{pupil}"), anna())).collect();
    let diagnosis = Diagnoser::new(&entries).diagnose(&sent(anna()), &MatchPolicy::default());
    assert!(diagnosis.compared() <= 18 * 64, "{}", diagnosis.compared());
    assert_eq!(diagnosis.candidates().len(), 3);
}
