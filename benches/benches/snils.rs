//! a1: reading and checking a SNILS.
//!
//! Goals: in mixed formats at most 1.2 times a hand-written scalar reader that has neither errors
//! nor steps; in the one format of ESIA at most 1.5 times a reader that knows no other.
//! Method: eight spellings as journals have them, ASCII all, and 64 canonical texts; ours and the
//! baseline take turns in one run.
//!
//! The baseline of one format is no SIMD, since unsafe code is forbidden here: it works on words
//! of eight bytes. The last ratio, of one format to the scalar reader, lets it be held against the
//! reader with SSE4.1 that was measured once outside of this repository: a third of the scalar one.

use benches::against;
use criterion::{Criterion, criterion_group, criterion_main};
use esia_matching::sheet::SheetCell;
use esia_matching::snils::{Check, Snils};
use std::hint::black_box;

/// Invented numbers, each with its right control number and one with a wrong one.
const TEXTS: [(&str, Check); 8] = [
    ("112-233-445 95", Check::Ok),
    ("11223344595", Check::Ok),
    ("112 233 445 95", Check::Ok),
    ("112.233.445-95", Check::Ok),
    (" 112-233-445-95 ", Check::Ok),
    ("112-233-44595", Check::Ok),
    ("112-233-445 96", Check::Fails),
    ("001-001-998 00", Check::NotApplicable),
];

/// The digits and the check, by one pass over the bytes: what the hardware allows.
fn by_hand(text: &str) -> Option<([u8; 11], Check)> {
    let mut digits = [0; 11];
    let (mut count, mut sum) = (0, 0_u32);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' if count < 11 => {
                digits[count] = byte - b'0';
                if count < 9 {
                    sum += u32::from(byte - b'0') * (9 - u32::try_from(count).ok()?);
                }
                count += 1;
            }
            b' ' | b'-' | b'.' => {}
            _ => return None,
        }
    }
    if count != 11 {
        return None;
    }
    let control = sum % 101 % 100;
    let typed = u32::from(digits[9]) * 10 + u32::from(digits[10]);
    let check = if digits[..9] <= [0, 0, 1, 0, 0, 1, 9, 9, 8][..] {
        Check::NotApplicable
    } else if control == typed {
        Check::Ok
    } else {
        Check::Fails
    };
    Some((digits, check))
}

/// The digits of `XXX-XXX-XXX YY`, eight and three, and whether they check; no other format, no
/// numbers without check digits.
fn one_format_by_hand(text: &str) -> Option<(u64, u64, bool)> {
    const ZEROS: u64 = 0x3030_3030_3030_3030;
    let bytes: &[u8; 14] = text.as_bytes().try_into().ok()?;
    let head = u64::from_le_bytes(*bytes.first_chunk()?);
    let tail = u64::from_le_bytes(*bytes.last_chunk()?);
    let signs = (head & 0xFF00_0000_FF00_0000) ^ 0x2D00_0000_2D00_0000;
    let last_sign = (tail & 0x0000_FF00_0000_0000) ^ 0x0000_2000_0000_0000;
    let body = (head & 0x00FF_FFFF) | ((head >> 8) & 0xFFFF_FF00_0000) | ((tail >> 16) << 48);
    let rest = ((tail >> 32) & 0xFF) | ((tail >> 40) & 0x00FF_FF00) | (ZEROS << 24);
    let (body, rest) = (body ^ ZEROS, rest ^ ZEROS);
    let above_nine = |digits: u64| (digits + 0x0606_0606_0606_0606) | digits;
    if signs | last_sign | ((above_nine(body) | above_nine(rest)) & 0xF0F0_F0F0_F0F0_F0F0) != 0 {
        return None;
    }
    let odd = (body & 0x00FF_00FF_00FF_00FF).wrapping_mul(0x0009_0007_0005_0003) >> 48;
    let even = ((body >> 8) & 0x00FF_00FF_00FF_00FF).wrapping_mul(0x0008_0006_0004_0002) >> 48;
    let control = (odd + even + (rest & 0xFF)) % 101 % 100;
    Some((body, rest, control == ((rest >> 8) & 0xFF) * 10 + (rest >> 16)))
}

/// Invented numbers in canonical form, about every hundredth with the right control number.
fn one_format() -> Vec<String> {
    let number = |at: u64| (1_234_567_890 + at * 9_876_543_211 / 7) % 100_000_000_000;
    let digits = |at| format!("{:011}", number(at));
    let layout =
        |text: &str| [&text[..3], "-", &text[3..6], "-", &text[6..9], " ", &text[9..]].concat();
    (1..=64).map(|at| layout(&digits(at))).collect()
}

fn bench_one_format(criterion: &mut Criterion) {
    let texts = one_format();
    for text in &texts {
        let snils = Snils::parse(text).unwrap();
        let (body, rest, is_checked) = one_format_by_hand(text).unwrap();
        let [first, second] = [body.to_le_bytes(), rest.to_le_bytes()];
        assert_eq!([&first[..], &second[..3]].concat(), snils.digits());
        assert_eq!(snils.check() == Check::Ok, is_checked, "{text}");
    }
    let ours = || {
        for text in &texts {
            black_box(Snils::parse(black_box(text)).map(|snils| (snils, snils.check())).ok());
        }
    };
    let hand = || {
        for text in &texts {
            black_box(one_format_by_hand(black_box(text)));
        }
    };
    against(criterion, "a1 snils, one format", 64, ours, hand);
    let scalar = || {
        for text in &texts {
            black_box(by_hand(black_box(text)));
        }
    };
    against(criterion, "a1 snils, one format against the scalar reader", 64, ours, scalar);
}

fn bench(criterion: &mut Criterion) {
    for (text, check) in TEXTS {
        let snils = Snils::parse(text).unwrap();
        assert_eq!(snils.check(), check, "{text}");
        assert_eq!(by_hand(text), Some((snils.digits(), check)), "{text}");
    }
    let ours = || {
        for (text, _) in TEXTS {
            black_box(Snils::parse(black_box(text)).map(|snils| (snils, snils.check())).ok());
        }
    };
    let hand = || {
        for (text, _) in TEXTS {
            black_box(by_hand(black_box(text)));
        }
    };
    against(criterion, "a1 snils", 8, ours, hand);
    let with_steps = || {
        for (text, _) in TEXTS {
            let read = Snils::read(black_box(text), SheetCell::Text);
            black_box(read.map(|read| (read.value.check(), read)).ok());
        }
    };
    against(criterion, "a1 snils, with steps", 8, with_steps, hand);
    bench_one_format(criterion);
}

criterion_group!(group, bench);
criterion_main!(group);
