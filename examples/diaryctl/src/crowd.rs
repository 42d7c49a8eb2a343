//! A crowd (толпа): the pupils of `diaryctl generate`, as values and one by one.

use crate::generate::{Line, Row, World, snils_text};
use chrono::NaiveDate;

/// A pupil as the school's journal has the pupil, and as the state's registers do.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a plain line of texts")]
pub struct Pupil {
    /// The record's id in the journal: `J1`.
    pub record: String,
    /// What the journal says, in the order of [`Pupil::JOURNAL`].
    pub journal: [String; 7],
    /// Whether the journal is right about the pupil, and alone about it: only its format may be
    /// bad. Of the others some mistake, or a second record, keeps them out.
    pub is_found: bool,
    /// Last, first and middle name; the last of them may be empty.
    pub name: [String; 3],
    /// Whether she is a girl.
    pub is_female: bool,
    /// The day of birth.
    pub born: NaiveDate,
    /// `XXX-XXX-XXX YY`.
    pub snils: String,
    /// Series and number of the birth certificate.
    pub certificate: [String; 2],
    /// Number of the act behind it.
    pub act_number: String,
    /// Day of the act.
    pub act_date: NaiveDate,
}

impl Pupil {
    /// The columns of [`Pupil::journal`].
    pub const JOURNAL: [&'static str; 7] = [
        "snils",
        "last_name",
        "first_name",
        "middle_name",
        "birth_date",
        "cert_series",
        "cert_number",
    ];

    fn of(line: Line) -> Self {
        let Line { id, row, person, class } = line;
        let Row { snils, last, first, middle, birth, series, number, .. } = row;
        Self {
            record: id,
            journal: [snils, last, first, middle, birth, series, number],
            is_found: matches!(class, "" | "format"),
            is_female: person.name.is_female,
            name: [person.name.last, person.name.first.to_owned(), person.name.middle],
            born: person.birth,
            snils: snils_text(&person.snils),
            certificate: [person.certificate.series(), person.certificate.digits()],
            act_number: person.act_number,
            act_date: person.act_date,
        }
    }
}

/// The pupils of so many records, in the order of the journal; the same for the same seed.
pub fn crowd(seed: u64, records: u64) -> impl Iterator<Item = Pupil> {
    World::new(seed, records).lines().map(Pupil::of)
}

#[cfg(test)]
mod tests {
    use super::{Pupil, crowd};
    use std::collections::BTreeSet;

    #[test]
    fn the_same_seed_gives_the_same_crowd_and_nobody_twice() {
        let texts = |seed| crowd(seed, 500).map(|it| it.journal.concat()).collect::<Vec<_>>();
        assert_eq!(texts(7), texts(7));
        assert_ne!(texts(7), texts(8));
        let found: Vec<Pupil> = crowd(7, 500).filter(|pupil| pupil.is_found).collect();
        let numbers: BTreeSet<_> = found.iter().map(|pupil| pupil.snils.as_str()).collect();
        assert_eq!(numbers.len(), found.len());
        assert!((400..500).contains(&found.len()), "{} of 500 are found", found.len());
    }
}
