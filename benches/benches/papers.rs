//! A birth date and a birth certificate, as a reconciliation reads millions of them.
//!
//! Goals: a date in less than 20 ns, a certificate in less than 60 ns on a machine that has no
//! other work. Method: spellings as journals have them; the baseline reads one format only, the
//! canonical one, and ours and it take turns in one run, so that the ratio tells what the other
//! formats, the reasons and the check of every sign cost.

use benches::against;
use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use esia_matching::birth_date::BirthDate;
use esia_matching::certificate::BirthCertificate;
use std::hint::black_box;

const DATES: [&str; 4] = ["2015-02-01", "2009-12-31", "01.02.2015", "1.9.2012"];

const CERTIFICATES: [(&str, &str); 6] = [
    ("III-МЮ", "123456"),
    ("IV-ЕР", "654321"),
    ("XVII-ШЮ", "100200"),
    ("ІІ-АГ", "777777"),
    ("iii-мю", "123456"),
    ("I – AK", "1234567"),
];

/// The day of `YYYY-MM-DD`, by its places.
fn date_by_hand(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let digit = |at: usize| u32::from(bytes[at].wrapping_sub(b'0'));
    if bytes[4] != b'-' || bytes[7] != b'-' || (0..10).any(|at| at != 4 && at != 7 && digit(at) > 9)
    {
        return None;
    }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
    let (month, day) = (digit(5) * 10 + digit(6), digit(8) * 10 + digit(9));
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// The numeral, the pair and the number of a canonical text, as bytes; only their alphabets.
fn certificate_by_hand<'a>(series: &'a str, number: &'a str) -> Option<(&'a [u8], &'a [u8], u32)> {
    let at = series.bytes().position(|byte| byte == b'-')?;
    let (numeral, pair) = (&series.as_bytes()[..at], &series.as_bytes()[at + 1..]);
    let is_numeral = numeral.iter().all(|byte| b"IVXLC".contains(byte));
    let is_pair = pair.len() == 4 && pair[0] == 0xD0 && pair[2] == 0xD0;
    (is_numeral && is_pair).then_some((numeral, pair, number.parse().ok()?))
}

fn bench(criterion: &mut Criterion) {
    for text in DATES {
        let date = BirthDate::parse(text).unwrap();
        assert!(date_by_hand(text).is_none_or(|hand| hand == date.date()), "{text}");
    }
    let (iso, _) = DATES.split_first_chunk::<2>().unwrap();
    assert!(iso.iter().all(|text| date_by_hand(text).is_some()));
    let ours = || {
        for text in DATES {
            black_box(BirthDate::parse(black_box(text)).ok());
        }
    };
    let hand = || {
        for text in iso.iter().chain(iso) {
            black_box(date_by_hand(black_box(text)));
        }
    };
    against(criterion, "birth date", 4, ours, hand);

    let (canonical, _) = CERTIFICATES.split_first_chunk::<3>().unwrap();
    for (series, number) in CERTIFICATES {
        let certificate = BirthCertificate::parse_parts(series, number).unwrap();
        let hand = certificate_by_hand(series, number);
        assert_eq!(hand.is_some(), canonical.contains(&(series, number)), "{series}");
        assert!(hand.is_none() || certificate.series() == series);
    }
    let ours = || {
        for (series, number) in CERTIFICATES {
            black_box(BirthCertificate::parse_parts(black_box(series), black_box(number)).ok());
        }
    };
    let hand = || {
        for (series, number) in canonical.iter().chain(canonical) {
            black_box(certificate_by_hand(black_box(series), black_box(number)));
        }
    };
    against(criterion, "birth certificate", 6, ours, hand);
}

criterion_group!(group, bench);
criterion_main!(group);
