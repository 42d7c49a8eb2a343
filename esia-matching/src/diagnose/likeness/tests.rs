//! Goal: nobody whom a comparison would show is lost on the sketches, and strangers are.
//!
//! Method: sides are drawn from small pools and spoilt at random, by many kinds of mistakes at
//! once; every pair of a few hundred is compared in full under each policy.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "tests: small numbers, and rows of a known length"
)]

use super::may_be_one;
use crate::compare::difference::fields;
use crate::diagnose::Sketch;
use crate::diagnose::weights::weigh;
use crate::evidence::{Evidence, Texts, Vouched};
use crate::policy::MatchPolicy;
use alloc::string::String;
use alloc::vec::Vec;

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

    fn row(&mut self) -> [String; 7] {
        let last = self.of(&[
            "Тестова",
            "Тёстов",
            "Пробный",
            "Пробная",
            "Примеров",
            "Образцова-Тест",
            "Тест Образцова",
            "Новая",
            "Константинопольский",
            "Константинопольска",
            "Нижегородская",
            "Gfgjdf",
            "Testova",
            "Ли",
            "",
        ]);
        let first = self.of(&[
            "Анна",
            "Аня",
            "Пётр",
            "Петр",
            "Александр",
            "Саша",
            "Александра",
            "А.",
            "А",
            "Әлфия",
            "Альфия",
            "Тестова",
            "Семён",
            "Али",
            "А.И.",
            "",
        ]);
        let middle = self.of(&[
            "Ивановна",
            "Иванович",
            "",
            "Петрович",
            "Александровна",
            "Александрович",
            "Константиновна",
            "Константиновнa",
            "Али оглы",
            "Алиоглы",
            "Али кызы",
            "Али",
            "И.",
            "нет",
            "Ильич",
            "Ильинична",
        ]);
        let date = self.of(&[
            "03.04.2014",
            "04.03.2014",
            "03.04.2015",
            "13.04.2014",
            "03.05.2016",
            "31.06.2014",
            "",
        ]);
        let snils = self.of(&[
            "112-233-445 95",
            "112-323-445 95",
            "112-233-445 00",
            "963-117-158 08",
            "89161234567",
            "11223344595O",
            "8765430300",
            "08765430300",
            "1,12E+10",
            "111-111-111 11",
            "",
        ]);
        let series = self.of(&["III-МЮ", "II-МЮ", "III-МЯ", "IIII-МЮ", "III-М0", "V-АА", ""]);
        let number = self.of(&["123456", "123465", "1234567", "12345", "654321", ""]);
        [last, first, middle, date, snils, series, number].map(String::from)
    }

    /// A row with a sign that is lost, doubled, swapped or another one.
    fn spoilt(&mut self) -> [String; 7] {
        let mut row = self.row();
        for _ in 0..self.below(3) {
            let text = &mut row[self.below(7)];
            let mut signs: Vec<char> = text.chars().collect();
            if signs.len() < 2 {
                continue;
            }
            let at = self.below(signs.len() - 1);
            match self.below(6) {
                0 => signs.swap(at, at + 1),
                1 => drop(signs.remove(at)),
                2 => signs.insert(at, signs[at]),
                3 => signs[at] = self.of(&["7", "х", "о", "Z", "-", " "]).chars().next().unwrap(),
                4 => signs.extend(self.of(&[" (5А)", " выбыл", "а", " оглы"]).chars()),
                _ => signs.truncate(at + 1),
            }
            *text = signs.into_iter().collect();
        }
        row
    }
}

fn texts([last, first, middle, date, snils, series, number]: &[String; 7]) -> Texts<'_> {
    Texts::default()
        .names(last, first, middle)
        .birth_date(date)
        .snils(snils)
        .certificate_parts(series, number)
        .act_record("432", "03.04.2014")
}

#[test]
fn whoever_a_comparison_shows_is_not_lost_on_the_sketches() {
    let mut draw = Draw(11);
    let drawn: Vec<_> = (0..300).map(|_| draw.spoilt()).collect();
    let (mut shown, mut saved, mut strangers) = (0_u32, 0_u32, 0_u32);
    let sides: Vec<_> = drawn
        .iter()
        .map(|row| {
            let evidence = Evidence::from_journal(&texts(row));
            (row, Sketch::of(&evidence), evidence)
        })
        .collect();
    for (at, (row, sketch, evidence)) in sides.iter().enumerate() {
        for (other_row, other_sketch, other) in &sides[at..] {
            let may_be = may_be_one(sketch, other_sketch);
            assert_eq!(may_be, may_be_one(other_sketch, sketch), "{row:?} {other_row:?}");
            if may_be && at % 8 != 0 {
                continue;
            }
            for policy in MatchPolicy::all() {
                let is_shown = weigh(&fields(evidence, other, policy)).is_some();
                assert!(may_be || !is_shown, "{row:?} {other_row:?} {policy:?}");
                shown += u32::from(is_shown);
                strangers += u32::from(!is_shown);
                saved += u32::from(!may_be);
            }
        }
    }
    assert!(shown > 100, "{shown}");
    assert!(saved > strangers / 2, "{saved} of {strangers}");
}

/// Two sides with one birth date, whose names share enough for a key.
#[test]
fn strangers_who_share_a_key_are_told_apart() {
    let sketch = |[last, first, middle]: [&str; 3], snils: &str, certificate: &str| {
        let texts = Texts::default()
            .names(last, first, middle)
            .birth_date("03.04.2014")
            .snils(snils)
            .certificate(certificate);
        Sketch::of(&Evidence::from_provider(&texts, Vouched::EVERYTHING))
    };
    let own = sketch(["Тестова", "Анна", "Ивановна"], "112-233-445 95", "III-МЮ 123456");
    for names in [
        ["Примерова", "Анна", "Ивановна"],
        ["Тестова", "Анна", "Сергеевна"],
        ["Тестова", "Ольга", "Ивановна"],
        ["Тесленко", "Алиса", "Ивановна"],
        ["Лопухова", "Анна", "Петровна"],
    ] {
        assert!(!may_be_one(&own, &sketch(names, "963-117-158 08", "II-МЯ 654321")), "{names:?}");
        assert!(may_be_one(&own, &sketch(names, "112-233-445 95", "")), "{names:?}");
    }
    for names in [["Примерова", "Анна", "Ивановна"], ["Лопухова", "Анна", "Петровна"]]
    {
        assert!(!may_be_one(&own, &sketch(names, "", "")), "{names:?}");
    }
    for names in [
        ["Тестова", "Анна", "Ивановна"],
        ["Тостова", "Анна", "Ивановна"],
        ["Тестова", "Аня", "Ивановна"],
        ["Анна", "Тестова", "Ивановна"],
        ["Тестова", "Анна", ""],
        ["Тестова-Примерова", "Анна", "Ивановна"],
    ] {
        assert!(may_be_one(&own, &sketch(names, "", "")), "{names:?}");
    }
}

#[test]
fn long_words_are_like_if_one_slip_may_part_them() {
    let sketch = |last: String| {
        let texts = Texts::default().names(&last, "Анна", "").birth_date("03.04.2014");
        Sketch::of(&Evidence::from_journal(&texts))
    };
    let word = "Константинопольский";
    let own = sketch(word.into());
    let signs: Vec<char> = word.chars().collect();
    for at in 0..signs.len() {
        let mut lost = signs.clone();
        lost.remove(at);
        let mut other = signs.clone();
        other[at] = 'ю';
        let mut swapped = signs.clone();
        swapped.swap(at, (at + 1).min(signs.len() - 1));
        let cut = &signs[..=at];
        for near in [&lost, &other, &swapped, cut] {
            let near: String = near.iter().collect();
            assert!(super::names(&own, &sketch(near.clone()))[0] != super::Nearness::Far, "{near}");
        }
    }
    for far in ["Нижегородцевский", "Контрольный", "Кон"] {
        let is_near = super::names(&own, &sketch(String::from(far)))[0] != super::Nearness::Far;
        assert_eq!(is_near, far == "Кон", "{far}");
    }
}
