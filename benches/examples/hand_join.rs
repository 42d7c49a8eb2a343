//! What the hardware allows: `hand_join JOURNAL IDENTITIES OUT` joins two CSV files by hand.
//!
//! No types, no reasons, no diagnosis, no refusals: lines are cut at commas, values are brought to
//! one form byte by byte where they are written as most are and sign by sign where not, and two
//! tables of hashes find the record. It knows the columns of `diaryctl generate` alone, and is the
//! yardstick of `diaryctl reconcile --no-diagnosis` (row c1 of the goals).

#![expect(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    reason = "a baseline by hand: lengths of files in memory, and a failure may end it"
)]

use memchr::memchr_iter;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::sync::Mutex;
use std::{env, thread};

/// Fields that matter, by their place: id, SNILS, last, first, middle, date, series, number.
const FIELDS: usize = 8;
const BLOCK: u64 = 1 << 18;

/// A row as numbers.
#[derive(Clone, Copy, Default)]
struct Fact {
    snils: u64,
    certificate: u64,
    person: u64,
}

/// The rows of a block.
#[derive(Default)]
struct Rows {
    ids: Vec<u8>,
    ends: Vec<u32>,
    facts: Vec<Fact>,
}

impl Rows {
    fn id(&self, row: usize) -> &[u8] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.ids[start..self.ends[row] as usize]
    }
}

/// Whole lines of a file, block by block.
struct Blocks {
    file: File,
    rest: Vec<u8>,
    number: usize,
}

impl Blocks {
    fn open(path: &str) -> Mutex<Self> {
        let mut blocks =
            Self { file: File::open(path).expect("a file"), rest: Vec::new(), number: 0 };
        let mut first = Vec::new();
        (&mut blocks.file).take(4096).read_to_end(&mut first).expect("a header");
        let end = memchr::memchr(b'\n', &first).expect("a header") + 1;
        blocks.rest = first.split_off(end);
        Mutex::new(blocks)
    }

    fn next(&mut self, block: &mut Vec<u8>) -> Option<usize> {
        block.clear();
        block.append(&mut self.rest);
        let read = (&mut self.file).take(BLOCK).read_to_end(block).expect("a block");
        if block.is_empty() {
            return None;
        }
        if read == BLOCK as usize {
            let end = memchr::memrchr(b'\n', block).expect("a line") + 1;
            self.rest.extend_from_slice(&block[end..]);
            block.truncate(end);
        }
        self.number += 1;
        Some(self.number - 1)
    }
}

/// Works on all blocks with two threads; the results in the order of the blocks.
fn over<T: Send>(path: &str, work: impl Fn(&[u8]) -> T + Sync) -> Vec<T> {
    let blocks = Blocks::open(path);
    let made = Mutex::new(BTreeMap::new());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut block = Vec::new();
                loop {
                    let number = blocks.lock().expect("a lock").next(&mut block);
                    let Some(number) = number else { break };
                    let result = work(&block);
                    made.lock().expect("a lock").insert(number, result);
                }
            });
        }
    });
    made.into_inner().expect("a lock").into_values().collect()
}

fn rows(block: &[u8]) -> Rows {
    let mut rows = Rows::default();
    let mut start = 0;
    let mut name = Vec::with_capacity(256);
    for end in memchr_iter(b'\n', block) {
        let line = &block[start..end];
        start = end + 1;
        let mut fields: [&[u8]; FIELDS] = [&[]; FIELDS];
        let mut from = 0;
        let mut commas = memchr_iter(b',', line);
        for field in &mut fields {
            let to = commas.next().unwrap_or(line.len());
            *field = &line[from..to];
            from = to + 1;
        }
        let [id, snils, last, first, middle, date, series, number] = fields;
        rows.ids.extend_from_slice(id);
        rows.ends.push(rows.ids.len() as u32);
        name.clear();
        add_name(&mut name, last);
        name.push(b'|');
        add_name(&mut name, first);
        name.push(b'|');
        let begin = name.len();
        add_name(&mut name, middle);
        let none = ["НЕТ", "ОТСУТСТВУЕТ", "Б/О", "-"];
        if none.iter().any(|none| name[begin..] == *none.as_bytes()) {
            name.truncate(begin);
        }
        rows.facts.push(Fact {
            snils: digits(snils, 11),
            certificate: certificate(series, number),
            person: match day(date) {
                0 => 0,
                day => hash(&name, day),
            },
        });
    }
    rows
}

/// The digits of a text, behind a one; nought unless there are so many.
fn digits(text: &[u8], count: usize) -> u64 {
    let (mut number, mut found) = (1_u64, 0);
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        if byte.is_ascii_digit() {
            number = number.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
            found += 1;
        } else if byte == 0xEF && text.get(at + 1) == Some(&0xBC) {
            // A digit of full width.
            if let Some(digit @ 0x90..=0x99) = text.get(at + 2) {
                number = number.wrapping_mul(10).wrapping_add(u64::from(digit - 0x90));
                found += 1;
            }
            at += 2;
        }
        at += 1;
    }
    if found == count { number } else { 0 }
}

/// A day as a number: `2014-03-05` or `5.3.2014`, with signs that are no digits around it.
fn day(text: &[u8]) -> u64 {
    let (mut parts, mut part, mut has_digits) = ([0_u64; 3], 0, false);
    for &byte in text {
        if byte.is_ascii_digit() {
            parts[part] = parts[part] * 10 + u64::from(byte - b'0');
            has_digits = true;
        } else if has_digits && (byte == b'-' || byte == b'.') && part < 2 {
            part += 1;
        }
    }
    let [one, two, three] = parts;
    match part {
        2 if one > 31 => one * 10_000 + two * 100 + three,
        2 => three * 10_000 + two * 100 + one,
        _ => 0,
    }
}

/// Adds a name in capitals, with ё as е, Latin doubles as Cyrillic letters, and single dashes.
fn add_name(name: &mut Vec<u8>, text: &[u8]) {
    let begin = name.len();
    let mut at = 0;
    while at + 1 < text.len() {
        let (lead, trail) = (text[at], text[at + 1]);
        let capital = match (lead, trail) {
            (0xD0, 0x90..=0xAF) => trail,
            (0xD0, 0xB0..=0xBF) => trail - 0x20,
            (0xD1, 0x80..=0x8F) => trail + 0x20,
            (0xD0, 0x81) | (0xD1, 0x91) => 0x95,
            _ => break,
        };
        name.extend_from_slice(&[0xD0, capital]);
        at += 2;
    }
    if at < text.len() {
        add_signs(name, begin, std::str::from_utf8(&text[at..]).unwrap_or_default());
    }
}

/// The same sign by sign.
fn add_signs(name: &mut Vec<u8>, begin: usize, text: &str) {
    let mut is_blank = false;
    for sign in text.chars() {
        let sign = match sign {
            '\u{306}' if name.ends_with("И".as_bytes()) => {
                name.truncate(name.len() - 2);
                'Й'
            }
            '\u{308}' | '\u{AD}' | '\u{200B}' => continue,
            sign if sign.is_whitespace() => {
                is_blank = name.len() > begin;
                continue;
            }
            '-' | '‐'..='―' => {
                is_blank = false;
                '-'
            }
            'ё' | 'Ё' => 'Е',
            sign => {
                let sign = sign.to_uppercase().next().unwrap_or(sign);
                "ABCEHKMOPTXY"
                    .find(sign)
                    .map_or(sign, |at| "АВСЕНКМОРТХУ".chars().nth(at).unwrap_or(sign))
            }
        };
        if is_blank && !name.ends_with(b"-") && sign != '-' {
            name.push(b' ');
        }
        is_blank = false;
        name.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// Numeral, letters and number as one number; nought unless all are there.
fn certificate(series: &[u8], number: &[u8]) -> u64 {
    if series.is_empty() && number.is_empty() {
        return 0;
    }
    let (mut numeral, mut letters, mut count) = ([0_u64; 16], [0_u64; 2], 0);
    let (mut signs, mut value, mut digits) = (0, 1_u64, 0);
    let text = [series, number].map(|text| std::str::from_utf8(text).unwrap_or_default());
    for sign in text[0].chars().chain([' ']).chain(text[1].chars()) {
        let is_numeral = count == 0 && signs < 12;
        let roman: &[u64] = match sign {
            'I' | 'i' | 'І' | 'і' | '1' | 'l' if is_numeral => &[1],
            'V' | 'v' | 'У' | 'у' if is_numeral => &[5],
            'X' | 'x' | 'Х' | 'х' if is_numeral => &[10],
            'L' if is_numeral => &[50],
            'Ⅰ' => &[1],
            'Ⅱ' => &[1, 1],
            'Ⅲ' => &[1, 1, 1],
            'Ⅳ' => &[1, 5],
            'Ⅴ' => &[5],
            'Ⅵ' => &[5, 1],
            'Ⅶ' => &[5, 1, 1],
            'Ⅷ' => &[5, 1, 1, 1],
            'Ⅸ' => &[1, 10],
            'Ⅹ' => &[10],
            'Ⅺ' => &[10, 1],
            'Ⅻ' => &[10, 1, 1],
            _ => &[],
        };
        if !roman.is_empty() {
            numeral[signs..signs + roman.len()].copy_from_slice(roman);
            signs += roman.len();
        } else if sign.is_ascii_digit() && signs > 0 {
            value = value.wrapping_mul(10).wrapping_add(u64::from(sign) - u64::from('0'));
            digits += 1;
        } else if count < 2 && sign.is_alphabetic() {
            let capital = sign.to_uppercase().next().unwrap_or(sign);
            let capital = "ABCEHKMOPTXY"
                .find(capital)
                .map_or(capital, |at| "АВСЕНКМОРТХУ".chars().nth(at).unwrap_or(capital));
            letters[count] = u64::from(capital);
            count += 1;
        }
    }
    let sum = (0..signs).fold(0, |sum: u64, at| {
        if numeral[at + 1] > numeral[at] {
            sum.wrapping_sub(numeral[at])
        } else {
            sum.wrapping_add(numeral[at])
        }
    });
    if signs == 0 || count < 2 || digits < 6 {
        return 0;
    }
    (sum << 50) | ((letters[0] & 0x7FF) << 39) | ((letters[1] & 0x7FF) << 28) | value
}

fn hash(bytes: &[u8], seed: u64) -> u64 {
    let step = |hash: u64, word: u64| {
        let product = u128::from(hash ^ word) * u128::from(0x9E37_79B9_7F4A_7C15_u64);
        (product >> 64) as u64 ^ product as u64
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = words.iter().fold(seed, |hash, word| step(hash, u64::from_le_bytes(*word)));
    step(step(hash, u64::from_le_bytes(last)), bytes.len() as u64).max(1)
}

/// Rows by a number: open addressing, half full at most.
struct Table {
    slots: Vec<(u64, u32)>,
    mask: usize,
}

impl Table {
    fn new(facts: &[Fact], number: impl Fn(&Fact) -> u64) -> Self {
        let mask = (facts.len() * 2).next_power_of_two() - 1;
        let mut table = Self { slots: vec![(0, 0); mask + 1], mask };
        for (row, fact) in facts.iter().enumerate() {
            let number = number(fact);
            if number != 0 {
                let mut at = table.place(number);
                while table.slots[at].0 != 0 {
                    at = (at + 1) & table.mask;
                }
                table.slots[at] = (number, row as u32);
            }
        }
        table
    }

    fn place(&self, number: u64) -> usize {
        (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as usize & self.mask
    }

    fn find(&self, number: u64, person: u64, facts: &[Fact]) -> Option<usize> {
        let mut at = self.place(number);
        while self.slots[at].0 != 0 {
            let (other, row) = self.slots[at];
            if other == number && facts[row as usize].person == person {
                return Some(row as usize);
            }
            at = (at + 1) & self.mask;
        }
        None
    }
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, journal, identities, out] = arguments.as_slice() else {
        panic!("hand_join JOURNAL IDENTITIES OUT");
    };
    let journal = over(journal, rows);
    let mut all = Rows::default();
    for rows in &journal {
        let base = all.ids.len() as u32;
        all.ids.extend_from_slice(&rows.ids);
        all.ends.extend(rows.ends.iter().map(|end| base + end));
        all.facts.extend_from_slice(&rows.facts);
    }
    drop(journal);
    let (by_snils, by_certificate) = thread::scope(|scope| {
        let by_snils = scope.spawn(|| Table::new(&all.facts, |fact| fact.snils));
        let by_certificate = Table::new(&all.facts, |fact| fact.certificate);
        (by_snils.join().expect("a table"), by_certificate)
    });
    let answers = over(identities, |block| {
        let people = rows(block);
        let mut answers = Vec::with_capacity(people.facts.len() * 100);
        let mut found = 0_usize;
        for (row, fact) in people.facts.iter().enumerate() {
            let by = |table: &Table, number: u64, ground: &'static str| {
                (number != 0 && fact.person != 0)
                    .then(|| table.find(number, fact.person, &all.facts))
                    .flatten()
                    .map(|row| (row, ground))
            };
            let record = by(&by_snils, fact.snils, "snils")
                .or_else(|| by(&by_certificate, fact.certificate, "certificate"));
            answers.extend_from_slice(b"{\"identity\":\"");
            answers.extend_from_slice(people.id(row));
            if let Some((record, ground)) = record {
                found += 1;
                answers.extend_from_slice(b"\",\"outcome\":\"found\",\"record\":\"");
                answers.extend_from_slice(all.id(record));
                answers.extend_from_slice(b"\",\"ground\":\"");
                answers.extend_from_slice(ground.as_bytes());
                answers.extend_from_slice(b"\"}\n");
            } else {
                answers.extend_from_slice(b"\",\"outcome\":\"not_found\"}\n");
            }
        }
        (answers, found)
    });
    let mut file = BufWriter::new(File::create(out).expect("a file"));
    for (bytes, _) in &answers {
        file.write_all(bytes).expect("room");
    }
    file.flush().expect("room");
    eprintln!("found {}", answers.iter().map(|(_, found)| found).sum::<usize>());
}
