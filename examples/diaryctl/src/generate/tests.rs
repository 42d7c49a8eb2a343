//! Goal: the files are what a run is measured on: reproducible, at the declared rates, and true.
//!
//! Method: 20,000 records are written and read back as files. Rates and classes are counted in the
//! texts; whether a difference is of format or of content is judged by `esia-matching`, of which
//! the generator knows nothing.

use super::{GenerateArgs, run};
use esia_matching::act_record::ActRecord;
use esia_matching::birth_date::BirthDate;
use esia_matching::certificate::BirthCertificate;
use esia_matching::name::FullName;
use esia_matching::snils::{Check, Snils};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

const FILES: [&str; 3] = ["journal.csv", "identities.csv", "truth.csv"];

/// The three files of a run.
fn generated(seed: u64, records: u64) -> [String; 3] {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("made/by the run");
    run(&GenerateArgs { seed, records, out: out.clone() }).unwrap();
    FILES.map(|name| fs::read_to_string(out.join(name)).unwrap())
}

/// The lines of a file, split into cells, without the header.
fn lines(file: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let cells = |line: csv::StringRecord| line.iter().map(str::to_owned).collect();
    reader.records().map(|line| cells(line.unwrap())).collect()
}

/// A record, the identity that it belongs to, and what is said of the two.
struct Pair {
    journal: Vec<String>,
    identity: Vec<String>,
    class: String,
    field: String,
}

static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let [journal, identities, truth] = generated(7, 20_000);
    let by_id = |file| -> BTreeMap<String, Vec<String>> {
        lines(file).into_iter().map(|line| (line[0].clone(), line)).collect()
    };
    let (journal, identities) = (by_id(&journal), by_id(&identities));
    let pair = |line: Vec<String>| Pair {
        journal: journal[&line[1]].clone(),
        identity: identities[&line[0]].clone(),
        class: line[2].clone(),
        field: line[3].clone(),
    };
    lines(&truth).into_iter().map(pair).collect()
});

/// The columns that are compared, by their place in a line.
const SNILS: usize = 1;
const BIRTH_DATE: usize = 5;

/// Whether a share lies within the bounds, in parts of ten thousand.
fn is_within(part: usize, whole: usize, bounds: core::ops::RangeInclusive<usize>) -> bool {
    part.saturating_mul(10_000).checked_div(whole).is_some_and(|share| bounds.contains(&share))
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_does_not() {
    let files = generated(1, 300);
    assert_eq!(files, generated(1, 300));
    let others = generated(2, 300);
    for (file, other) in files.iter().zip(&others) {
        assert_ne!(file, other);
    }
}

#[test]
fn the_headers_are_those_of_the_contract() {
    let [journal, identities, truth] = generated(1, 1);
    let header = "id,snils,last_name,first_name,middle_name,birth_date,cert_series,cert_number,\
                  act_number,act_date";
    assert_eq!(journal.lines().next(), Some(header));
    assert_eq!(identities.lines().next(), Some(header));
    assert_eq!(truth.lines().next(), Some("identity,record,class,field"));
}

#[test]
fn there_are_as_many_records_as_were_asked_for_and_each_has_one_identity() {
    for records in [1, 2, 3, 1001] {
        let [journal, identities, truth] = generated(3, records);
        let ids = |file: &str, column: usize| -> BTreeSet<String> {
            lines(file).into_iter().map(|line| line[column].clone()).collect()
        };
        let journal = ids(&journal, 0);
        assert_eq!(journal.len(), usize::try_from(records).unwrap());
        assert_eq!(ids(&truth, 1), journal);
        assert_eq!(ids(&truth, 0), ids(&identities, 0));
    }
    assert_eq!(PAIRS.len(), 20_000);
}

#[test]
fn papers_and_twins_and_double_entries_have_the_declared_rates() {
    let all = PAIRS.len();
    let lacking = |column: usize| {
        let pairs = PAIRS.iter().filter(|pair| pair.journal[column].is_empty());
        pairs.count()
    };
    assert!(is_within(lacking(SNILS), all, 550..=650), "no SNILS: 6 %");
    let no_certificate = PAIRS.iter().filter(|pair| pair.journal[8].is_empty()).count();
    assert!(is_within(no_certificate, all, 2_400..=2_600), "no certificate: 25 %");
    assert!(PAIRS.iter().all(|pair| {
        pair.identity.iter().enumerate().all(|(column, text)| column == 4 || !text.is_empty())
    }));

    // One of two entries is one too many.
    let entries = PAIRS.iter().filter(|pair| pair.class == "duplicate").count();
    assert!(is_within(entries / 2, all, 20..=40), "duplicates: 0.3 %, {entries}");

    // Twins: one last name, patronymic and day of birth, and certificates that follow each other.
    let papers: BTreeSet<(String, u32)> = PAIRS.iter().map(|pair| key_of_twin(pair, 0)).collect();
    let pairs_of_twins: BTreeSet<(String, u32)> = PAIRS
        .iter()
        .map(|pair| key_of_twin(pair, 1))
        .filter(|next| papers.contains(next))
        .collect();
    assert!(is_within(2 * pairs_of_twins.len(), all, 120..=180), "twins: 1.5 %");
}

/// What twins share, and a number that is the other's one step further.
fn key_of_twin(pair: &Pair, step: u32) -> (String, u32) {
    let line = &pair.identity;
    let shared = [&line[2], &line[4], &line[5], &line[6]].map(String::as_str).join("|");
    (shared, line[7].parse::<u32>().unwrap().saturating_add(step))
}

#[test]
fn one_value_in_three_or_four_is_written_otherwise_and_one_record_in_fifty_is_wrong() {
    let (mut spoilt, mut values) = (0, 0);
    for pair in PAIRS.iter().filter(|pair| ["", "format"].contains(&pair.class.as_str())) {
        let certificate = |line: &[String]| [line[6].clone(), line[7].clone()].join(" ");
        let date = BirthDate::parse(&pair.identity[BIRTH_DATE]).unwrap().to_string();
        let mut compared = vec![
            (pair.journal[BIRTH_DATE].clone(), date),
            (certificate(&pair.journal), certificate(&pair.identity)),
        ];
        compared.extend((1..=4).map(|at| (pair.journal[at].clone(), pair.identity[at].clone())));
        let there =
            compared.iter().filter(|(typed, meant)| !typed.trim().is_empty() && !meant.is_empty());
        for (typed, meant) in there {
            values += 1;
            spoilt += usize::from(typed != meant);
        }
    }
    assert!(is_within(spoilt, values, 2_700..=3_100), "{spoilt} of {values}");

    let wrong = PAIRS.iter().filter(|pair| {
        !["", "format", "duplicate"].contains(&pair.class.as_str())
            && (pair.class != "missing" || pair.field != "snils")
    });
    let wrong = wrong.count();
    assert!(is_within(wrong, PAIRS.len(), 170..=230), "{wrong}");
}

#[test]
fn every_snils_of_an_identity_checks_and_nobody_shares_one_or_a_certificate() {
    let mut snils = BTreeSet::new();
    let mut papers = BTreeSet::new();
    let mut identities = BTreeSet::new();
    for pair in PAIRS.iter() {
        let line = &pair.identity;
        identities.insert(line[0].clone());
        let number = Snils::parse(&line[1]).unwrap();
        assert_eq!(number.check(), Check::Ok);
        assert!(!number.is_placeholder());
        assert_eq!(number.to_string(), line[1]);
        snils.insert(number);
        let paper = BirthCertificate::parse_parts(&line[6], &line[7]).unwrap();
        assert_eq!([paper.series(), paper.number().to_owned()], [line[6].clone(), line[7].clone()]);
        papers.insert(paper);
        assert_eq!(ActRecord::parse(&line[8]).map(|act| act.check()), Ok(Check::Ok));
    }
    assert_eq!(snils.len(), identities.len());
    assert_eq!(papers.len(), identities.len());
}

/// Which fields of a line, read with care, are not those of the identity; what is missing in the
/// journal is not compared.
fn differing(pair: &Pair) -> BTreeSet<&'static str> {
    let (journal, identity) = (&pair.journal, &pair.identity);
    let mut fields = BTreeSet::new();
    if !journal[1].is_empty() && Snils::parse(&journal[1]) != Snils::parse(&identity[1]) {
        fields.insert("snils");
    }
    if !(journal[6].is_empty() && journal[7].is_empty())
        && BirthCertificate::parse_parts(&journal[6], &journal[7])
            != BirthCertificate::parse_parts(&identity[6], &identity[7])
    {
        fields.insert("certificate");
    }
    if BirthDate::parse(&journal[5]) != BirthDate::parse(&identity[5]) {
        fields.insert("birth_date");
    }
    // Part by part, so that one part does not hide another: «Тест» stands for those left out.
    let parts = |last: &str, first: &str, middle: &str| {
        FullName::parse(last, first, Some(middle)).map(|name| name.key())
    };
    for (field, typed, meant) in [
        ("last_name", parts(&journal[2], "Тест", ""), parts(&identity[2], "Тест", "")),
        ("first_name", parts("Тест", &journal[3], ""), parts("Тест", &identity[3], "")),
        ("middle_name", parts("Тест", "", &journal[4]), parts("Тест", "", &identity[4])),
    ] {
        if typed != meant {
            fields.insert(field);
        }
    }
    fields
}

#[test]
fn noise_of_format_never_changes_a_value_and_a_mistake_changes_the_field_that_it_names() {
    for pair in PAIRS.iter() {
        let place = format!("{}: {} {}", pair.journal[0], pair.class, pair.field);
        let mut expected = BTreeSet::new();
        match (pair.class.as_str(), pair.field.as_str()) {
            ("" | "format", "") | ("duplicate", "record") | ("missing", "snils") => {}
            ("swapped_fields", "last_name") => {
                expected.extend(["first_name", "last_name"]);
            }
            (_, field) => {
                assert!(expected.insert(field_name(field)), "{place}");
            }
        }
        assert_eq!(differing(pair), expected, "{place}");
    }
}

/// The field as it is written down here.
fn field_name(field: &str) -> &'static str {
    let fields = ["snils", "certificate", "last_name", "first_name", "middle_name", "birth_date"];
    fields.into_iter().find(|&name| name == field).unwrap()
}

#[test]
fn every_class_that_one_mistake_can_have_occurs() {
    let classes: BTreeSet<(&str, &str)> =
        PAIRS.iter().map(|pair| (pair.class.as_str(), pair.field.as_str())).collect();
    for (field, kinds) in [
        ("", &["", "format"][..]),
        ("record", &["duplicate"]),
        (
            "snils",
            &[
                "missing",
                "checksum",
                "one_digit",
                "transposition",
                "digit_lost",
                "digit_extra",
                "placeholder",
                "wrong_document",
                "other_person",
                "look_alike",
                "different",
            ],
        ),
        (
            "certificate",
            &[
                "numeral",
                "letters",
                "one_digit",
                "transposition",
                "digit_lost",
                "reissued",
                "wrong_document",
                "different",
            ],
        ),
        (
            "last_name",
            &[
                "look_alike",
                "keyboard_layout",
                "swapped_fields",
                "hyphen",
                "transposed_letters",
                "one_letter",
                "truncated",
                "transliterated",
                "gender_ending",
                "note_in_name",
                "different",
            ],
        ),
        ("first_name", &["initials", "variant", "one_letter", "transliterated"]),
        ("middle_name", &["missing", "one_letter", "transposed_letters"]),
        ("birth_date", &["day_month_swapped", "other_date"]),
    ] {
        for kind in kinds {
            assert!(classes.contains(&(kind, field)), "{kind} of {field}");
        }
    }
}

#[test]
fn the_number_of_somebody_else_is_in_that_persons_record_too() {
    let held: BTreeMap<Snils, usize> = PAIRS.iter().fold(BTreeMap::new(), |mut held, pair| {
        if let Ok(snils) = Snils::parse(&pair.journal[1]) {
            *held.entry(snils).or_default() += 1;
        }
        held
    });
    let others: Vec<&Pair> = PAIRS.iter().filter(|pair| pair.class == "other_person").collect();
    assert!(!others.is_empty());
    for pair in others {
        assert!(held[&Snils::parse(&pair.journal[1]).unwrap()] >= 2, "{}", pair.journal[0]);
    }
}
