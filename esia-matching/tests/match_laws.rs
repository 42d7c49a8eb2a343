//! Goal: the laws of a comparison and of a search hold for any people in any register.
//!
//! Method: fields are drawn from small pools, so that equal, nearly equal, unreadable and missing
//! values meet often. Each pool stands with what its texts mean, typed by hand, and a naive search
//! over a plain list, written from design.md 2 alone, is the second opinion. One-edit neighbours
//! are drawn from all digits and letters. The compact index is held against the readable one, which
//! is held against the list, after any changes too.

#![expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "tests")]

#[path = "match_laws/compact.rs"]
mod compact;
#[path = "match_laws/drawn.rs"]
mod drawn;
#[path = "match_laws/naive.rs"]
mod naive;

use drawn::{Kept, person, policy, register};
use esia_core::record::RecordId;
use esia_matching::compare::compare;
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::index::{Entry, Index, PupilId};
use esia_matching::outcome::{Ground, Outcome};
use esia_matching::policy::MatchPolicy;
use naive::{naive, told};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_order_of_the_sides_does_not_matter(
        one in person(), other in person(), side in any::<bool>(), policy in policy(),
    ) {
        let one = one.asking();
        let other = if side { other.asking() } else { other.kept() };
        prop_assert_eq!(compare(&one, &other, &policy), compare(&other, &one, &policy));
    }

    #[test]
    fn whoever_is_vouched_for_and_has_an_identifier_agrees_with_themselves(
        person in person(), policy in policy(),
    ) {
        let evidence = person.kept();
        let expected = match (person.names(), person.date(), person.snils(), person.certificate()) {
            (Some(_), Some(_), Some(_), _) => Some(Ground::Snils),
            (Some(_), Some(_), None, Some(_)) => Some(Ground::Certificate),
            _ => None,
        };
        let comparison = compare(&evidence, &evidence, &policy);
        prop_assert_eq!(comparison.ground(), expected);
        prop_assert!(comparison.notes().is_empty());
    }

    #[test]
    fn an_index_answers_as_a_naive_list_does(
        records in register(), person in person(), policy in policy(),
    ) {
        let outcome = index(&records).find(&person.asking(), &policy);
        prop_assert_eq!(told(&outcome), naive(&records, &person, policy));
    }

    #[test]
    fn the_order_of_the_records_does_not_matter(
        (records, shuffled) in register().prop_flat_map(|records| {
            (Just(records.clone()), Just(records).prop_shuffle())
        }),
        person in person(),
        policy in policy(),
    ) {
        let person = person.asking();
        prop_assert_eq!(
            index(&records).find(&person, &policy),
            index(&shuffled).find(&person, &policy)
        );
    }

    #[test]
    fn noise_of_format_changes_no_outcome(
        records in register(), person in person(), noise in any::<usize>(), policy in policy(),
    ) {
        let noisy = person.respelled(noise);
        let rewritten: Vec<_> = records
            .iter()
            .map(|record| Kept {
                person: record.person.respelled(noise),
                ..record.clone()
            })
            .collect();
        let outcome = index(&records).find(&person.asking(), &policy);
        prop_assert_eq!(&index(&records).find(&noisy.asking(), &policy), &outcome);
        prop_assert_eq!(&index(&rewritten).find(&person.asking(), &policy), &outcome);
    }

    #[test]
    fn a_record_without_an_equal_identifier_changes_nothing(
        records in register(), person in person(), other in person(), policy in policy(),
    ) {
        // Whatever resembles: names, date, a number one digit off. All of it may yield findings.
        let other = other.apart_from(&person);
        let mut more = records.clone();
        more.push(Kept { id: 99, person: other, pupil: None, active: true });
        let person = person.asking();
        prop_assert_eq!(
            index(&more).find(&person, &policy),
            index(&records).find(&person, &policy)
        );
    }

    #[test]
    fn a_found_record_agrees_by_the_ground_that_is_told(
        records in register(), person in person(), policy in policy(),
    ) {
        if let Outcome::Found { record, ground, .. } =
            index(&records).find(&person.asking(), &policy)
        {
            let kept = records.iter().find(|kept| kept.record() == record).unwrap();
            let comparison = compare(&kept.person.kept(), &person.asking(), &policy);
            prop_assert_eq!(comparison.ground(), Some(ground));
            prop_assert!(!comparison.is_contradiction());
        }
    }

    #[test]
    fn a_snils_one_edit_away_is_never_a_match(
        digits in prop::collection::vec(0_u8..10, 11),
        edit in edit(),
        certificate in select(vec!["", "III-МЮ 123456"]),
        policy in policy(),
    ) {
        let written = |digits: &[u8]| digits.iter().map(ToString::to_string).collect::<String>();
        let (right, wrong) = (written(&digits), written(&edit.of(&digits, |digit| (digit + 1) % 10)));
        prop_assume!(right != wrong);
        let base = Texts::default()
            .names("Тестова", "Анна", "Ивановна")
            .birth_date("05.03.2014")
            .certificate(certificate);
        let outcome = ask(base.snils(&right), base.snils(&wrong), policy);
        // A number that lost or gained a digit cannot be read; a placeholder is none: both count
        // as missing, and the certificate may still speak.
        let speaks = wrong.len() != 11 || is_placeholder(&right) || is_placeholder(&wrong);
        let expected = match (certificate.is_empty(), speaks) {
            (true, _) => "not_found",
            (false, true) => "found",
            (false, false) => "conflict",
        };
        prop_assert_eq!(outcome.as_str(), expected);
    }

    #[test]
    fn a_name_one_edit_away_is_never_a_match(
        letters in prop::collection::vec(select(LETTERS.to_vec()), 3..10),
        edit in edit(),
        part in 0..3_usize,
        policy in policy(),
    ) {
        let next = |letter| {
            let at = LETTERS.iter().position(|other| *other == letter).unwrap();
            LETTERS[(at + 1) % LETTERS.len()]
        };
        let (right, wrong) =
            (String::from_iter(&letters), String::from_iter(edit.of(&letters, next)));
        prop_assume!(right != wrong);
        let base = Texts::default().birth_date("05.03.2014").snils("112-233-445 95");
        let texts = |name| {
            let mut names = ["Тестова", "Анна", "Ивановна"];
            names[part] = name;
            base.names(names[0], names[1], names[2])
        };
        prop_assert_eq!(ask(texts(&right), texts(&right), policy).as_str(), "found");
        prop_assert_eq!(ask(texts(&right), texts(&wrong), policy).as_str(), "conflict");
    }

    #[test]
    fn a_certificate_one_edit_away_is_never_a_match(
        digits in prop::collection::vec(0_u8..10, 6),
        edit in edit(),
        policy in policy(),
    ) {
        let written = |digits: &[u8]| {
            let digits: String = digits.iter().map(ToString::to_string).collect();
            format!("III-МЮ {digits}")
        };
        let (right, wrong) = (written(&digits), written(&edit.of(&digits, |digit| (digit + 1) % 10)));
        prop_assume!(right != wrong);
        let base = Texts::default().names("Тестова", "Анна", "Ивановна").birth_date("05.03.2014");
        let outcome = ask(base.certificate(&right), base.certificate(&wrong), policy);
        prop_assert_eq!(outcome, Outcome::NotFound);
    }
}

// One edit.

/// The letters of a name; ё is left out, since a policy may fold it.
const LETTERS: [char; 31] = [
    'А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж', 'З', 'И', 'Й', 'К', 'Л', 'М', 'Н', 'О', 'П', 'Р', 'С', 'Т',
    'У', 'Ф', 'Х', 'Ц', 'Ч', 'Ш', 'Щ', 'Ы', 'Ь', 'Э', 'Ю', 'Я',
];

#[derive(Clone, Copy, Debug)]
enum Edit {
    Replace(usize),
    Swap(usize),
    Drop(usize),
    Double(usize),
}

impl Edit {
    fn of<T: Copy>(self, text: &[T], other: impl Fn(T) -> T) -> Vec<T> {
        let mut text = text.to_vec();
        let length = text.len();
        match self {
            Self::Replace(at) => text[at % length] = other(text[at % length]),
            Self::Swap(at) => text.swap(at % (length - 1), at % (length - 1) + 1),
            Self::Drop(at) => {
                text.remove(at % length);
            }
            Self::Double(at) => text.insert(at % length, text[at % length]),
        }
        text
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..100_usize).prop_map(Edit::Replace),
        (0..100_usize).prop_map(Edit::Swap),
        (0..100_usize).prop_map(Edit::Drop),
        (0..100_usize).prop_map(Edit::Double),
    ]
}

fn is_placeholder(digits: &str) -> bool {
    digits.bytes().take(9).collect::<BTreeSet<_>>().len() == 1
}

fn ask(record: Texts<'_>, person: Texts<'_>, policy: MatchPolicy) -> Outcome {
    let entry = Entry::active(RecordId::new("J1".into()), Evidence::from_journal(&record));
    let person = Evidence::from_provider(&person, Vouched::EVERYTHING);
    Index::new([entry]).find(&person, &policy)
}

fn index(records: &[Kept]) -> Index {
    Index::new(records.iter().map(|kept| Entry {
        record: kept.record(),
        pupil: kept.pupil.map(|pupil| PupilId::new(pupil.to_string())),
        active: kept.active,
        evidence: kept.person.kept(),
    }))
}
