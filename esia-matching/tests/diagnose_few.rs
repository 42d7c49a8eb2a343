//! Goal: the records that pass a sieve are enough: over them a diagnoser says what it says over
//! all, and a sketch is the same however its values were read.
//!
//! Method: people are drawn from small pools, so that keys meet often; the texts of a record are
//! spoilt at random, unreadable ones included, and each person is diagnosed over all records and
//! over the few. Both are compared whole.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: small numbers, and rows of a known length"
)]

use esia_core::record::RecordId;
use esia_matching::diagnose::{Diagnoser, Sieve, Sketch};
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::index::{Entry, Index};
use esia_matching::name::KeyBuffer;
use esia_matching::policy::MatchPolicy;

/// The texts of one row.
#[derive(Clone)]
struct Drawn([String; 7]);

impl Drawn {
    fn texts(&self) -> Texts<'_> {
        let [last, first, middle, date, snils, series, number] = self.0.each_ref();
        Texts::default()
            .names(last, first, middle)
            .birth_date(date)
            .snils(snils)
            .certificate_parts(series, number)
    }

    /// The same with a text that is spoilt, or another one.
    fn spoilt(&self, draw: &mut Draw) -> Self {
        let mut own = self.clone();
        let at = draw.below(7);
        let mut signs: Vec<char> = own.0[at].chars().collect();
        match draw.below(8) {
            0 => signs.clear(),
            1 if signs.len() > 1 => {
                let place = draw.below(signs.len() - 1);
                signs.swap(place, place + 1);
            }
            2 if !signs.is_empty() => {
                signs.remove(draw.below(signs.len()));
            }
            3 => signs.extend(" (5А)".chars()),
            4 => {
                let other = draw.of(&["НОВАЯ", "И.", "111-111-111 11", "Ёлкин-Палкин", "-"]);
                signs = other.chars().collect();
            }
            5 => signs.insert(draw.below(signs.len() + 1), 'ё'),
            6 => own.0.swap(draw.below(3), draw.below(3)),
            _ => signs.insert(draw.below(signs.len() + 1), '7'),
        }
        if !matches!(own.0[at].as_str(), "") || !signs.is_empty() {
            own.0[at] = signs.into_iter().collect();
        }
        own
    }
}

/// How many keys the records have: the first of them are given twice.
const KEYS: usize = 5_900;

/// Numbers that look drawn and are the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn of<'a>(&mut self, values: &[&'a str]) -> &'a str {
        values[self.below(values.len())]
    }

    fn row(&mut self) -> Drawn {
        let last =
            self.of(&["Тестова", "Тёстова", "Пробный", "Примеров", "Образцова-Тест", "Новая"]);
        let first = self.of(&["Анна", "Пётр", "Петр", "Ольга", "Семён", "Али"]);
        let middle = self.of(&["Ивановна", "", "Петрович", "Али оглы", "нет"]);
        let date =
            format!("{:02}.{:02}.{}", self.below(28) + 1, self.below(12) + 1, 2008 + self.below(9));
        let snils = format!("{:05}{:06}", 11_000 + self.below(300), self.below(900) * 1_101);
        let series = self.of(&["III-МЮ", "II-АГ", ""]);
        let number = format!("{:06}", 123_000 + self.below(200));
        Drawn([last, first, middle, &date, &snils, series, &number].map(String::from))
    }
}

#[test]
fn a_sketch_of_values_read_at_once_is_that_of_the_evidence() {
    let mut draw = Draw(1);
    let mut buffer = KeyBuffer::default();
    let mut at_once = 0;
    for _ in 0..20_000 {
        let mut row = draw.row();
        for _ in 0..draw.below(3) {
            row = row.spoilt(&mut draw);
        }
        let evidence = Sketch::of(&Evidence::from_journal(&row.texts()));
        if let Some(sketch) = Sketch::of_known(&row.texts().known(&mut buffer)) {
            at_once += 1;
            assert!(sketch == evidence, "{:?}", row.0);
        }
    }
    assert!(at_once > 3_000, "{at_once}");
}

#[test]
fn values_read_at_once_are_those_of_the_evidence() {
    let mut draw = Draw(2);
    let mut buffer = KeyBuffer::default();
    for _ in 0..20_000 {
        let row = draw.row().spoilt(&mut draw);
        let evidence = Evidence::from_journal(&row.texts());
        let texts = row.texts();
        let known = texts.known(&mut buffer);
        let key = evidence.names().value().map(|names| names.exact_key().as_str().to_owned());
        assert_eq!(known.name_key(), key.as_deref().map(str::as_bytes), "{:?}", row.0);
        assert_eq!(known.birth_date().as_ref(), evidence.birth_date().value());
        assert!(known.snils() == evidence.snils().value());
        assert!(known.certificate() == evidence.certificate().value());
    }
}

#[test]
fn the_few_records_that_pass_a_sieve_explain_as_all_do() {
    let mut draw = Draw(3);
    let journal: Vec<Drawn> = (0..6_000).map(|_| draw.row()).collect();
    let entry = |(number, row): (usize, &Drawn)| {
        let record = RecordId::new(format!("J{}", number % KEYS));
        Entry::active(record, Evidence::from_journal(&row.texts()))
    };
    let all = Index::new(journal.iter().enumerate().map(entry));
    let people: Vec<Evidence> = (0..60)
        .map(|_| {
            let mut row = journal[draw.below(journal.len())].spoilt(&mut draw);
            if draw.below(2) == 0 {
                row = row.spoilt(&mut draw);
            }
            Evidence::from_provider(&row.texts(), Vouched::EVERYTHING)
        })
        .collect();

    let sieve = Sieve::of(people.iter().map(Sketch::of));
    let evidence: Vec<Evidence> =
        journal.iter().map(|row| Evidence::from_journal(&row.texts())).collect();
    let passed: Vec<usize> =
        (0..journal.len()).filter(|at| sieve.passes(&Sketch::of(&evidence[*at]))).collect();
    assert!(passed.len() > 60 && passed.len() < journal.len(), "{}", passed.len());
    let shares = |at: usize| {
        passed.iter().any(|other| {
            let (one, other) = (&evidence[at], &evidence[*other]);
            let same_snils =
                one.snils().value().is_some_and(|own| other.snils().value() == Some(own));
            let same_certificate = one
                .certificate()
                .value()
                .is_some_and(|own| other.certificate().value() == Some(own));
            same_snils || same_certificate
        })
    };
    // The rows of one key are kept together: an index tells by them which key is given twice.
    let is_few = |at: usize| at < journal.len() && (passed.contains(&at) || shares(at));
    let few: Vec<usize> = (0..journal.len())
        .filter(|at| is_few(*at) || is_few(at + KEYS) || is_few(at % KEYS))
        .collect();
    let few = Index::new(few.into_iter().map(|at| entry((at, &journal[at]))));

    let (all, few) = (Diagnoser::of(&all), Diagnoser::of(&few));
    let mut named = 0;
    for person in &people {
        let [all, few] = [&all, &few].map(|from| from.diagnose(person, &MatchPolicy::default()));
        assert!(all == few, "{all:?} {few:?}");
        named += all.candidates().len();
    }
    assert!(named > 60, "{named}");
}
