//! Goal: neither `Debug` nor the text of an error shows anything of a person (threats T-15).
//!
//! Method: values and refusals are made from texts whose every letter and digit is known; what is
//! printed must be the fixed text, typed by hand, and hold no part of the input.

use esia_matching::birth_date::{BirthDate, BirthDateError, DateOrder};
use esia_matching::certificate::{BirthCertificate, CertificateError};
use esia_matching::digest::{Digest, DigestKey, Scratch};
use esia_matching::evidence::{Evidence, Texts};
use esia_matching::name::{FullName, KeyBuffer, NameError};
use esia_matching::sheet::SheetCell;
use esia_matching::snils::{Snils, SnilsError};

/// Neither a digit nor a Cyrillic letter: all that the samples below consist of.
fn shows_nothing(printed: &str) -> bool {
    !printed.contains(|sign: char| sign.is_numeric() || ('\u{400}'..='\u{52F}').contains(&sign))
}

/// T-15, I-33.
#[test]
fn the_debug_of_a_value_says_only_its_type() {
    let name = FullName::parse("Иванов", "Пётр", Some("Ильич")).unwrap();
    let texts = Texts::default()
        .names("Иванов", "Пётр", "Ильич")
        .birth_date("2015-02-01")
        .snils("112-233-445 95");
    let evidence = Evidence::from_journal(&texts);
    let unread = Evidence::from_journal(&texts.names("Иванов5", "Пётр", "").snils("112"));
    for (printed, expected) in [
        (format!("{:?}", Snils::parse("112-233-445 95").unwrap()), "Snils([personal])"),
        (
            format!("{:?}", BirthCertificate::parse("III-МЮ 123456").unwrap()),
            "BirthCertificate([personal])",
        ),
        (format!("{name:?}"), "FullName([personal])"),
        (format!("{:?}", name.key()), "NameKey([personal])"),
        (format!("{:?}", name.exact_key()), "NameKey([personal])"),
        (format!("{:?}", BirthDate::parse("2015-02-01").unwrap()), "BirthDate([personal])"),
        (format!("{texts:?}"), "Texts([personal])"),
        (format!("{:?}", texts.known(&mut KeyBuffer::default())), "Known([personal])"),
        (format!("{:?}", KeyBuffer::default()), "KeyBuffer([personal])"),
        (format!("{:?}", Digest::of(&evidence, &DigestKey::new(&[7; 16]))), "Digest([personal])"),
        (format!("{:?}", DigestKey::new(&[7; 16])), "DigestKey([secret])"),
        (format!("{:?}", Scratch::default()), "Scratch([personal])"),
        (format!("{:?}", evidence.snils()), "Present([personal], Verified)"),
        (format!("{:?}", evidence.names()), "Present([personal], Verified)"),
        (format!("{:?}", unread.snils()), "Unreadable"),
        (format!("{:?}", unread.names()), "Unreadable"),
    ] {
        assert_eq!(printed, expected);
    }
    // What cannot be read is kept to be explained, and hidden all the same.
    assert!(format!("{unread:?}").contains("kept: Some([personal])"), "{unread:?}");
}

#[test]
fn the_debug_of_a_value_with_its_steps_shows_the_steps_alone() {
    let snils = Snils::read("112 233 445 95", SheetCell::Text).unwrap();
    let certificate = BirthCertificate::read("111-МЮ №123456").unwrap();
    let name = FullName::read("иванов", "Пётр", Some("нет")).unwrap();
    let date = BirthDate::read("1.2.2015", DateOrder::Undeclared).unwrap();
    for printed in [
        format!("{snils:?} {snils:#?}"),
        format!("{certificate:?} {certificate:#?}"),
        format!("{name:?} {name:#?}"),
        format!("{date:?} {date:#?}"),
    ] {
        assert!(shows_nothing(&printed), "{printed}");
        assert!(printed.contains("[personal]"), "{printed}");
    }
}

/// T-15, I-33.
#[test]
fn a_refusal_repeats_nothing_of_what_was_refused() {
    let snils = ["112-233-445 9А", "112-233-445", ""].map(|text| Snils::parse(text).unwrap_err());
    assert_eq!(snils, [SnilsError::Character, SnilsError::Length, SnilsError::Empty]);
    let certificate = ["", "45 12 345678", "ЖЖ-МЮ 123456", "III-М0 123456", "III-МЮ 12345"]
        .map(|text| BirthCertificate::parse(text).unwrap_err());
    assert_eq!(
        certificate,
        [
            CertificateError::Empty,
            CertificateError::Shape,
            CertificateError::Numeral,
            CertificateError::Letters,
            CertificateError::Number,
        ]
    );
    let name = ["", "Иванов 5А"].map(|text| FullName::parse(text, "", None).unwrap_err());
    assert_eq!(name, [NameError::Empty, NameError::Character]);
    let date = ["", "01.02.15", "31.06.2015", "31.12.1899"]
        .map(|text| BirthDate::parse(text).unwrap_err());
    assert_eq!(
        date,
        [
            BirthDateError::Empty,
            BirthDateError::Shape,
            BirthDateError::Impossible,
            BirthDateError::Range,
        ]
    );

    let mut printed = Vec::new();
    printed.extend(snils.map(|error| (format!("{error:?} {error}"), error.code())));
    printed.extend(certificate.map(|error| (format!("{error:?} {error}"), error.code())));
    printed.extend(name.map(|error| (format!("{error:?} {error}"), error.code())));
    // The bounds of a birth date are the only figures, and they are ours.
    printed.extend(date.map(|error| {
        (format!("{error:?} {error}").replace("1900", "").replace("2100", ""), error.code())
    }));
    assert_eq!(printed.len(), 14);
    for (printed, code) in printed {
        assert!(shows_nothing(&printed) && shows_nothing(code), "{printed}");
    }
}
