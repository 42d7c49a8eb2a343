//! The pools: what a text means, and its spellings; and people and registers drawn from them.

use esia_core::record::RecordId;
use esia_matching::evidence::{Assurance, Evidence, Texts, Vouched};
use esia_matching::policy::MatchPolicy;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) type Names = (&'static str, &'static str, &'static str);

/// Exact canonical names, `None` if they cannot be read; then spellings that mean them.
const NAMES: [(Option<Names>, [Names; 3]); 9] = [
    (
        Some(("СЕМЁНОВА", "АННА", "ИВАНОВНА")),
        [
            ("СЕМЁНОВА", "АННА", "ИВАНОВНА"),
            (" семёнова", "Анна ", "ивановна"),
            ("Семе\u{308}нова", "Aнна", "Ива\u{ad}новна"),
        ],
    ),
    (
        Some(("СЕМЕНОВА", "АННА", "ИВАНОВНА")),
        [
            ("СЕМЕНОВА", "АННА", "ИВАНОВНА"),
            ("семенова", "анна", "\u{200b}Ивановна"),
            ("Ceменова", "АННА", "Ивановна\u{a0}"),
        ],
    ),
    (
        Some(("СЕМЁНОВА", "АННА", "")),
        [("СЕМЁНОВА", "АННА", ""), ("Семёнова", "Анна", "нет"), ("Семёнова", "Анна", "-")],
    ),
    (Some(("СЕМЁНОВА", "ЖАННА", "ИВАНОВНА")), [("СЕМЁНОВА", "ЖАННА", "ИВАНОВНА"); 3]),
    (Some(("СЕМЁНОВА", "АННА", "ПЕТРОВНА")), [("СЕМЁНОВА", "АННА", "ПЕТРОВНА"); 3]),
    (Some(("", "АННА", "ИВАНОВНА")), [("", "АННА", "ИВАНОВНА"); 3]),
    (
        Some(("ПРОБНАЯ-ТЕСТОВА", "АННА", "ИВАНОВНА")),
        [
            ("ПРОБНАЯ-ТЕСТОВА", "АННА", "ИВАНОВНА"),
            ("Пробная - Тестова", "Анна", "Ивановна"),
            ("Пробная\u{2013}Тестова", "Анна", "Ивановна"),
        ],
    ),
    (None, [("Семёнова (5А)", "Анна", "Ивановна"); 3]),
    (None, [("", "", ""), (" ", "", ""), ("", "", "Ивановна")]),
];

type Pool = (Option<&'static str>, [&'static str; 3]);

const DATES: [Pool; 5] = [
    (Some("2014-03-05"), ["05.03.2014", "5.3.2014", "2014-03-05"]),
    (Some("2014-05-03"), ["03.05.2014", " 3.5.2014", "2014-05-03\u{a0}"]),
    (Some("2014-03-06"), ["06.03.2014"; 3]),
    (None, ["31.06.2014"; 3]),
    (None, ["", " ", ""]),
];

const SNILS: [Pool; 9] = [
    (Some("11223344595"), ["112-233-445 95", "11223344595", "СНИЛС: 112.233.445\u{2013}95"]),
    (Some("11232344595"), ["112-323-445 95", "112 323 445 95", "11232344595"]),
    (Some("11223344695"), ["112-233-446 95"; 3]),
    (Some("96311715808"), ["963-117-158 08", "963\u{a0}117\u{a0}158\u{a0}08", "96311715808"]),
    (Some("00000060004"), ["000-000-600 04", "00000060004", "000-000-600-04"]),
    (None, ["111-111-111 45", "11111111145", "111 111 111 45"]),
    (None, ["112-233-445 9A"; 3]),
    (None, ["8765430300"; 3]),
    (None, ["", " ", "СНИЛС"]),
];

const CERTIFICATES: [Pool; 6] = [
    (Some("III-МЮ 123456"), ["III-МЮ 123456", "iii-мю № 123456", "IIIМЮ123456"]),
    (Some("II-МЮ 123456"), ["II-МЮ 123456", "11-МЮ 123456", "ІІ-MЮ 123456"]),
    (Some("III-МЮ 123465"), ["III-МЮ 123465"; 3]),
    (None, ["IIII-МЮ 123456"; 3]),
    (None, ["45 12 345678"; 3]),
    (None, ["", " ", ""]),
];

#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawn {
    names: usize,
    date: usize,
    snils: usize,
    certificate: usize,
    spelling: usize,
    pub(crate) vouched: Vouched,
}

impl Drawn {
    /// The same person with the neighbouring value in place of each identifier of `other`.
    pub(crate) fn apart_from(self, other: &Self) -> Self {
        let next = |at: usize, taken: usize, pool: &[Pool]| {
            if at == taken { (at + 1) % pool.len() } else { at }
        };
        Self {
            snils: next(self.snils, other.snils, &SNILS),
            certificate: next(self.certificate, other.certificate, &CERTIFICATES),
            ..self
        }
    }

    /// The same person in other spellings.
    pub(crate) fn respelled(self, shift: usize) -> Self {
        Self { spelling: self.spelling.wrapping_add(shift), ..self }
    }

    pub(crate) fn texts(&self) -> Texts<'static> {
        let (last, first, middle) = NAMES[self.names].1[self.spelling % 3];
        let spelled = |pool: &[Pool], at: usize, shift: usize| {
            pool[at].1[self.spelling.wrapping_add(shift) % 3]
        };
        Texts::default()
            .names(last, first, middle)
            .birth_date(spelled(&DATES, self.date, 1))
            .snils(spelled(&SNILS, self.snils, 0))
            .certificate(spelled(&CERTIFICATES, self.certificate, 2))
    }

    /// As the provider describes them.
    pub(crate) fn asking(&self) -> Evidence {
        Evidence::from_provider(&self.texts(), self.vouched)
    }

    /// As the register keeps them.
    pub(crate) fn kept(&self) -> Evidence {
        Evidence::from_journal(&self.texts())
    }

    pub(crate) fn names(&self) -> Option<Names> {
        NAMES[self.names].0
    }

    pub(crate) fn date(&self) -> Option<&'static str> {
        DATES[self.date].0
    }

    pub(crate) fn snils(&self) -> Option<&'static str> {
        SNILS[self.snils].0
    }

    pub(crate) fn certificate(&self) -> Option<&'static str> {
        CERTIFICATES[self.certificate].0
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) id: usize,
    pub(crate) person: Drawn,
    pub(crate) pupil: Option<usize>,
    pub(crate) active: bool,
}

impl Kept {
    pub(crate) fn record(&self) -> RecordId {
        RecordId::new(format!("J{}", self.id))
    }

    /// Whose record it is, in words.
    pub(crate) fn whose(&self) -> String {
        self.pupil.map_or_else(|| format!("only {}", self.id), |pupil| format!("pupil {pupil}"))
    }
}

pub(crate) fn person() -> impl Strategy<Value = Drawn> {
    // The first of a pool is drawn more often than not, so that people meet; then its neighbour.
    let mostly_first = |length: usize| prop_oneof![5 => Just(0), 2 => Just(1), 2 => 0..length];
    let fields = (
        mostly_first(NAMES.len()),
        mostly_first(DATES.len()),
        mostly_first(SNILS.len()),
        mostly_first(CERTIFICATES.len()),
    );
    (fields, 0..3_usize, vouched()).prop_map(
        |((names, date, snils, certificate), spelling, vouched)| Drawn {
            names,
            date,
            snils,
            certificate,
            spelling,
            vouched,
        },
    )
}

fn vouched() -> impl Strategy<Value = Vouched> {
    let assurance = || prop_oneof![4 => Just(Assurance::Verified), 1 => Just(Assurance::Stated)];
    (assurance(), assurance(), assurance(), assurance()).prop_map(
        |(names, birth_date, snils, certificate)| Vouched { names, birth_date, snils, certificate },
    )
}

pub(crate) fn register() -> impl Strategy<Value = Vec<Kept>> {
    let pupil = prop_oneof![3 => Just(None), 1 => (0..2_usize).prop_map(Some)];
    prop::collection::vec((person(), pupil, prop::bool::weighted(0.9)), 0..6).prop_map(|drawn| {
        let kept = |(id, (person, pupil, active))| Kept { id, person, pupil, active };
        drawn.into_iter().enumerate().map(kept).collect()
    })
}

pub(crate) fn policy() -> impl Strategy<Value = MatchPolicy> {
    select(MatchPolicy::all().collect::<Vec<_>>())
}
