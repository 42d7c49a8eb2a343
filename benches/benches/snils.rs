//! a1: reading and checking a SNILS in mixed formats.
//!
//! Goal: at most 1.2 times a hand-written scalar reader that has neither errors nor steps.
//! Method: eight spellings as journals have them, ASCII all; both take turns in one run.

use benches::against;
use criterion::{Criterion, criterion_group, criterion_main};
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
}

criterion_group!(group, bench);
criterion_main!(group);
