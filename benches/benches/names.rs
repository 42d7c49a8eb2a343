//! a2: a name in three parts to the key by which names are compared.
//!
//! Goals: at most 1.5 times a hand-written table path, on clean names and on noisy ones; at least
//! 8 times faster than ICU4X. Method: the same forty names clean and with noise in one of three, as
//! the bytes of a key and as a checked text; ours and the peer take turns in one run.
//!
//! The table path knows Russian letters and what journals do to them, and nothing else: no
//! errors, no steps, no other alphabets, and bytes for a key, not text. The peers compose and
//! raise letters, which is a part of the work only: they mend neither blanks nor dashes nor Latin
//! letters.

use benches::against;
use criterion::{Criterion, criterion_group, criterion_main};
use esia_matching::name::{FullName, KeyBuffer};
use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::hint::black_box;
use unicode_normalization::UnicodeNormalization as _;

type Name = [String; 3];

const LAST: [&str; 8] = [
    "Иванов",
    "Семёнова",
    "Константинопольский",
    "Ли",
    "Римская-Корсакова",
    "Ким",
    "Абдуллаев",
    "Щукина",
];
const FIRST: [&str; 5] = ["Пётр", "Анна", "Александра", "Ян", "Даниил"];
const MIDDLE: [&str; 5] = ["Сергеевич", "Ильинична", "Али оглы", "", "Вячеславовна"];

/// Forty invented names in a fixed order that mixes their lengths.
fn clean() -> Vec<Name> {
    let pick = |parts: &[&str], at: usize| parts[at % parts.len()].to_owned();
    (0..40).map(|at| [pick(&LAST, at), pick(&FIRST, at * 3), pick(&MIDDLE, at * 7 / 3)]).collect()
}

/// The same names, every third part with one kind of noise.
fn noisy() -> Vec<Name> {
    let mut names = clean();
    for (at, part) in names.iter_mut().flatten().filter(|part| !part.is_empty()).enumerate() {
        *part = match at % 21 {
            1 => part.to_uppercase(),
            4 => format!(" {part}  "),
            7 => part.replace('ё', "е"),
            10 => part.replacen('а', "a", 1).replacen('е', "e", 1),
            13 => part.nfd().collect(),
            16 => part.replace('-', " – "),
            19 => format!("{part}\u{A0}"),
            _ => continue,
        };
    }
    names
}

/// The table path: the capital of each letter of U+0400 to U+045F and of the Latin doubles.
struct Table {
    letters: [[u8; 2]; 0x80],
    doubles: [[u8; 2]; 0x80],
    key: [u8; 512],
    len: usize,
}

impl Table {
    fn new() -> Self {
        let mut table =
            Self { letters: [[0; 2]; 0x80], doubles: [[0; 2]; 0x80], key: [0; 512], len: 0 };
        for (place, letter) in ('\u{400}'..='\u{45F}').enumerate() {
            for capital in letter.to_uppercase() {
                capital.encode_utf8(&mut table.letters[place]);
            }
        }
        for (latin, letter) in "ABCEHKMOPTXYaceopxy".bytes().zip("АВСЕНКМОРТХУАСЕОРХУ".chars())
        {
            letter.encode_utf8(&mut table.doubles[usize::from(latin)]);
        }
        table
    }

    /// The key of a name that has no other signs than the table: what the hardware allows.
    fn key(&mut self, name: &Name) -> Option<&[u8]> {
        self.len = 0;
        for (at, part) in name.iter().enumerate() {
            if at > 0 {
                self.push(b'|');
            }
            self.part(part)?;
        }
        Some(&self.key[..self.len])
    }

    fn part(&mut self, text: &str) -> Option<()> {
        let start = self.len;
        let mut blank = false;
        let mut rest = text.as_bytes();
        loop {
            let (capital, after) = match rest {
                [lead @ (0xD0 | 0xD1), second, after @ ..] => {
                    (self.letters[usize::from((lead & 1) << 6 | (second & 0x3F))], after)
                }
                [b' ', after @ ..] | [0xC2, 0xA0, after @ ..] => {
                    blank = true;
                    rest = after;
                    continue;
                }
                [b'-', after @ ..] | [0xE2, 0x80, 0x90..=0x95, after @ ..] => {
                    blank = false;
                    self.push(b'-');
                    rest = after;
                    continue;
                }
                [latin @ 0..=0x7F, after @ ..] => (self.doubles[usize::from(*latin)], after),
                [0xCC, 0x86, after @ ..] => {
                    self.key[self.len - 1] = 0x99;
                    rest = after;
                    continue;
                }
                [0xCC, 0x88, after @ ..] => {
                    self.key[self.len - 1] = 0x81;
                    rest = after;
                    continue;
                }
                [_, ..] => return None,
                [] => return Some(()),
            };
            if capital == [0; 2] {
                return None;
            }
            if blank {
                blank = false;
                if self.len > start && self.key[self.len - 1] != b'-' {
                    self.push(b' ');
                }
            }
            self.key[self.len..self.len + 2].copy_from_slice(&capital);
            self.len += 2;
            rest = after;
        }
    }

    fn push(&mut self, byte: u8) {
        self.key[self.len] = byte;
        self.len += 1;
    }
}

/// What Unicode's own tools do of it: compose and raise.
fn unicode_normalization(name: &[String; 3], key: &mut String) {
    key.clear();
    for (at, part) in name.iter().enumerate() {
        if at > 0 {
            key.push('|');
        }
        key.extend(part.nfc().flat_map(char::to_uppercase));
    }
}

fn icu4x(name: &[String; 3], key: &mut String) {
    let (normalizer, cases) = (ComposingNormalizerBorrowed::new_nfc(), CaseMapper::new());
    key.clear();
    for (at, part) in name.iter().enumerate() {
        if at > 0 {
            key.push('|');
        }
        let composed = normalizer.normalize(part);
        key.push_str(
            &cases.uppercase_to_string(&composed, &icu_locale_core::LanguageIdentifier::UNKNOWN),
        );
    }
}

fn middle(name: &[String; 3]) -> Option<&str> {
    Some(&*name[2]).filter(|middle| !middle.is_empty())
}

fn bench(criterion: &mut Criterion) {
    let mut table = Table::new();
    for (kind, names) in [("clean", clean()), ("noisy", noisy())] {
        let mut buffer = KeyBuffer::default();
        let mut text = String::new();
        for name in &names {
            let [last, first, _] = name;
            let full = FullName::parse(last, first, middle(name)).unwrap().exact_key();
            assert_eq!(buffer.read(last, first, middle(name)), Ok(full.as_str()));
            assert_eq!(table.key(name), Some(full.as_str().as_bytes()), "{name:?}");
            if kind == "clean" {
                unicode_normalization(name, &mut text);
                assert_eq!(text, full.as_str());
                icu4x(name, &mut text);
                assert_eq!(text, full.as_str());
            }
        }
        let count = u32::try_from(names.len()).unwrap();
        let mut hand = || {
            for name in &names {
                black_box(table.key(black_box(name)));
            }
        };
        let mut ours = || {
            for name in &names {
                let [last, first, _] = black_box(name);
                black_box(buffer.read_bytes(last, first, middle(name)).is_ok());
            }
        };
        against(criterion, &format!("a2 {kind}, key as bytes"), count, &mut ours, &mut hand);
        let mut buffer = KeyBuffer::default();
        let mut ours_text = || {
            for name in &names {
                let [last, first, _] = black_box(name);
                black_box(buffer.read(last, first, middle(name)).is_ok());
            }
        };
        against(criterion, &format!("a2 {kind}, key as text"), count, &mut ours_text, &mut hand);
        let parse = || {
            for name in &names {
                let [last, first, _] = black_box(name);
                black_box(
                    FullName::parse(last, first, middle(name)).map(|name| name.exact_key()).is_ok(),
                );
            }
        };
        against(criterion, &format!("a2 {kind}, three parts and a key"), count, parse, &mut hand);
        let unicode = || {
            for name in &names {
                unicode_normalization(black_box(name), &mut text);
                black_box(&text);
            }
        };
        against(
            criterion,
            &format!("a2 {kind} against unicode-normalization"),
            count,
            &mut ours_text,
            unicode,
        );
        let icu = || {
            for name in &names {
                icu4x(black_box(name), &mut text);
                black_box(&text);
            }
        };
        against(criterion, &format!("a2 {kind} against ICU4X"), count, &mut ours_text, icu);
    }
}

criterion_group!(group, bench);
criterion_main!(group);
