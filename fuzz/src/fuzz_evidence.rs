//! Any text as the texts of two sides: a side a line, the texts of one with tabs between.

use esia_core::record::RecordId;
use esia_matching::compare::compare;
use esia_matching::diagnose::{Diagnoser, Sieve, Sketch};
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::index::{Entry, Index};
use esia_matching::name::KeyBuffer;
use esia_matching::outcome::Outcome;
use esia_matching::policy::MatchPolicy;

/// Two sides compare alike either way; what a diagnosis shows, a sieve lets pass; nobody is found
/// but by a ground.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (own, other) = text.split_once('\n').unwrap_or((text, text));
    let record = Evidence::from_journal(&texts(own));
    let person = Evidence::from_provider(&texts(other), Vouched::EVERYTHING);
    let mut buffer = KeyBuffer::default();
    if let Some(sketch) = Sketch::of_known(&texts(own).known(&mut buffer)) {
        assert!(sketch == Sketch::of(&record), "a sketch depends on its way");
    }
    let index = Index::new([Entry::active(RecordId::new("J1".into()), record.clone())]);
    let diagnoser = Diagnoser::of(&index);
    for policy in MatchPolicy::all() {
        let (there, back) =
            (compare(&record, &person, &policy), compare(&person, &record, &policy));
        assert_eq!(there.ground(), back.ground(), "a comparison depends on the order");
        assert_eq!(there.is_contradiction(), back.is_contradiction());
        let is_found = matches!(index.find(&person, &policy), Outcome::Found { .. });
        assert_eq!(is_found, there.ground().is_some(), "somebody is found by no ground");
        let is_shown = !diagnoser.diagnose(&person, &policy).candidates().is_empty();
        let sieve = Sieve::of([Sketch::of(&person)]);
        assert!(!is_shown || sieve.passes(&Sketch::of(&record)), "a sieve loses a candidate");
    }
    let shown = format!("{record:?} {person:?}");
    assert!(own.len() < 48 || !shown.contains(own), "an evidence shows itself");
}

fn texts(line: &str) -> Texts<'_> {
    let mut parts = line.split('\t');
    let mut part = || parts.next().unwrap_or_default();
    Texts::default()
        .names(part(), part(), part())
        .birth_date(part())
        .snils(part())
        .certificate_parts(part(), part())
        .act_record(part(), part())
}
