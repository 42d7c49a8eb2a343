//! The compact index answers as the readable one does, whatever is in it and whatever changed.

#![expect(clippy::unwrap_used, reason = "tests")]

use crate::drawn::{Drawn, Kept, person, policy, register};
use crate::naive::{naive, told};
use esia_core::record::RecordId;
use esia_matching::compact::{Answer, CompactIndex, Row};
use esia_matching::digest::{Digest, DigestKey, Scratch};
use esia_matching::evidence::Evidence;
use esia_matching::finding::{Field, Side};
use esia_matching::index::{Entry, Index, PupilId};
use esia_matching::outcome::Outcome;
use esia_matching::policy::MatchPolicy;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_compact_index_answers_as_a_naive_list_does(
        records in register(), person in person(), policy in policy(), key in any::<[u8; 16]>(),
    ) {
        let key = DigestKey::new(&key);
        let answer = compact(&records, vouched, policy, &key).find(&Digest::of(&person.asking(), &key));
        prop_assert_eq!(told(&answer.outcome(record)), naive(&records, &person, policy));
    }

    #[test]
    fn a_compact_index_answers_as_the_readable_one_even_of_records_given_twice(
        records in repeating(), people in prop::collection::vec(person(), 1..4), policy in policy(),
    ) {
        let readable = readable(&records);
        let compact = compact(&records, stated, policy, &key());
        prop_assert_eq!(compact.len(), readable.len());
        for person in people {
            prop_assert_eq!(asked(&compact, &person), readable.find(&person.asking(), &policy));
        }
    }

    #[test]
    fn a_changed_index_answers_as_one_built_anew_and_so_does_its_folded_form(
        records in repeating(), changes in prop::collection::vec((kept(), any::<bool>()), 0..6),
        people in prop::collection::vec(person(), 1..4), policy in policy(),
    ) {
        let mut changed = compact(&records, stated, policy, &key());
        let mut list = records;
        for (kept, stays) in changes {
            list.retain(|other| other.id != kept.id);
            if stays && kept.active {
                changed.put(row(&kept, &stated(&kept), &key()));
                list.push(kept);
            } else {
                changed.remove(place(&kept));
            }
        }
        let (readable, folded) = (readable(&list), changed.compacted());
        prop_assert_eq!((changed.len(), folded.len()), (readable.len(), readable.len()));
        prop_assert_eq!(duplicates(&changed), duplicates(&folded));
        prop_assert_eq!(duplicates(&folded), duplicates_of(&readable));
        for person in people {
            let expected = readable.find(&person.asking(), &policy);
            prop_assert_eq!(&asked(&changed, &person), &expected);
            prop_assert_eq!(&asked(&folded, &person), &expected);
        }
    }

    #[test]
    fn a_batch_answers_as_its_people_do_one_by_one(
        records in repeating(), people in prop::collection::vec(person(), 0..70), policy in policy(),
    ) {
        let compact = compact(&records, stated, policy, &key());
        let people: Vec<_> = people.iter().map(|one| Digest::of(&one.asking(), &key())).collect();
        let mut answers = Vec::new();
        compact.find_batch(&people, |answer| answers.push(answer));
        prop_assert_eq!(answers, people.iter().map(|one| compact.find(one)).collect::<Vec<_>>());
    }

    #[test]
    fn a_door_opens_only_if_the_record_still_says_what_was_found(
        records in register(), person in person(), other in person(), policy in policy(),
    ) {
        let index = compact(&records, vouched, policy, &key());
        let evidence = person.asking();
        let answer = index.find(&Digest::of(&evidence, &key()));
        let kept = |at: u32| {
            records.iter().find(|kept| place(kept) == at).map(|kept| kept.person.kept())
        };
        prop_assert_eq!(index.confirm(&evidence, &key(), kept), answer);
        if let Answer::Found { ground, .. } = answer {
            prop_assert_eq!(index.confirm(&evidence, &key(), |_| None), Answer::Conflict);
            let comparison = esia_matching::compare::compare(&evidence, &other.kept(), &policy);
            let still = index.confirm(&evidence, &key(), |_| Some(other.kept()));
            let expected =
                if comparison.ground() == Some(ground) { answer } else { Answer::Conflict };
            prop_assert_eq!(still, expected);
        }
    }

    #[cfg(feature = "blind")]
    #[test]
    fn an_index_read_from_its_bytes_answers_as_it_did(
        records in repeating(), change in kept(), people in prop::collection::vec(person(), 1..4),
        policy in policy(), broken in any::<prop::sample::Index>(), bit in 0..8_u32,
    ) {
        let seal = seal();
        let mut index = compact(&records, stated, policy, &key());
        index.put(row(&change, &stated(&change), &key()));
        let mut bytes = index.to_bytes(&key(), &seal);
        let read = CompactIndex::from_bytes(&bytes, &key(), &seal).unwrap();
        prop_assert_eq!(read.policy(), policy);
        prop_assert_eq!(read.len(), index.len());
        prop_assert_eq!(duplicates(&read), duplicates(&index));
        for person in people {
            prop_assert_eq!(asked(&read, &person), asked(&index, &person));
        }
        prop_assert_eq!(&read.to_bytes(&key(), &seal), &bytes);
        let at = broken.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(CompactIndex::from_bytes(&bytes, &key(), &seal).is_err());
        prop_assert!(CompactIndex::from_bytes(&bytes[..at], &key(), &seal).is_err());
    }

    #[cfg(feature = "blind")]
    #[test]
    fn an_index_is_the_same_bytes_however_it_came_to_its_rows(
        (records, shuffled) in register().prop_flat_map(|records| {
            (Just(records.clone()), Just(records).prop_shuffle())
        }),
        others in prop::collection::vec(person(), 6), from in 0..6_usize, policy in policy(),
    ) {
        let bytes = |index: &CompactIndex| index.to_bytes(&key(), &seal());
        let expected = bytes(&compact(&records, stated, policy, &key()));
        prop_assert_eq!(&bytes(&compact(&shuffled, stated, policy, &key())), &expected);
        // Some rows stand in the tables, others say something else there and are put anew.
        let (stay, change) = shuffled.split_at(from.min(shuffled.len()));
        let before = change.iter().zip(others).map(|(kept, person)| Kept { person, ..kept.clone() });
        let before: Vec<_> = before.chain(stay.iter().cloned()).collect();
        let mut index = compact(&before, stated, policy, &key());
        for kept in change.iter().filter(|kept| kept.active) {
            index.put(row(kept, &stated(kept), &key()));
        }
        prop_assert_eq!(&bytes(&index), &expected);
    }

    #[test]
    fn the_digest_of_texts_is_that_of_the_evidence_which_they_make(
        people in prop::collection::vec((person(), any::<bool>()), 1..4),
    ) {
        let mut scratch = Scratch::default();
        for (person, asks) in people {
            let (side, evidence) = if asks {
                (Side::Provider, person.asking())
            } else {
                (Side::Journal, person.kept())
            };
            let texts = person.texts();
            let digest = Digest::of_texts(side, &texts, person.vouched, &key(), &mut scratch);
            prop_assert!(digest == Digest::of(&evidence, &key()));
        }
    }

    #[test]
    fn spellings_of_one_evidence_have_one_digest_and_others_another(
        one in person(), other in person(), shift in any::<usize>(),
    ) {
        let digest = |person: &Drawn| Digest::of(&person.kept(), &key());
        prop_assert!(digest(&one) == digest(&one.respelled(shift)));
        let values = |person: &Drawn| {
            (person.names(), person.date(), person.snils(), person.certificate())
        };
        if values(&one) != values(&other) {
            prop_assert!(digest(&one) != digest(&other));
        }
    }
}

#[cfg(feature = "blind")]
fn seal() -> esia_matching::blind::BlindKey {
    use esia_matching::blind::{BlindKey, KeyVersion};

    let drawn: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
    BlindKey::new(KeyVersion(1), &drawn).unwrap()
}

fn key() -> DigestKey {
    DigestKey::new(&[7; 16])
}

fn record(place: u32) -> RecordId {
    RecordId::new(format!("J{place}"))
}

fn place(kept: &Kept) -> u32 {
    u32::try_from(kept.id).unwrap()
}

fn row(kept: &Kept, evidence: &Evidence, key: &DigestKey) -> Row {
    let pupil = kept.pupil.map(|pupil| u32::try_from(pupil).unwrap());
    Row { place: place(kept), pupil, digest: Digest::of(evidence, key) }
}

fn compact(
    records: &[Kept],
    evidence: impl Fn(&Kept) -> Evidence,
    policy: MatchPolicy,
    key: &DigestKey,
) -> CompactIndex {
    let active = records.iter().filter(|kept| kept.active);
    CompactIndex::new(policy, active.map(|kept| row(kept, &evidence(kept), key)))
}

/// What a record of the register says.
fn vouched(kept: &Kept) -> Evidence {
    kept.person.kept()
}

/// What a record says of which somebody vouches for parts only.
fn stated(kept: &Kept) -> Evidence {
    kept.person.asking()
}

fn readable(records: &[Kept]) -> Index {
    Index::new(records.iter().map(|kept| Entry {
        record: kept.record(),
        pupil: kept.pupil.map(|pupil| PupilId::new(pupil.to_string())),
        active: kept.active,
        evidence: stated(kept),
    }))
}

fn asked(index: &CompactIndex, person: &Drawn) -> Outcome {
    index.find(&Digest::of(&person.asking(), &key())).outcome(record)
}

/// The duplicates of each field, in the order of the records.
type Duplicates = BTreeMap<bool, BTreeSet<Vec<String>>>;

fn duplicates(index: &CompactIndex) -> Duplicates {
    let mut all = Duplicates::new();
    index.duplicates(|field, places| {
        let records = places.iter().map(|place| record(*place).to_string()).collect();
        all.entry(field == Field::Snils).or_default().insert(records);
    });
    all
}

fn duplicates_of(index: &Index) -> Duplicates {
    let mut all = Duplicates::new();
    for duplicate in index.duplicates() {
        let records = duplicate.records().iter().map(ToString::to_string).collect();
        all.entry(duplicate.field() == Field::Snils).or_default().insert(records);
    }
    all
}

/// One record of few, so that a number is drawn twice.
fn kept() -> impl Strategy<Value = Kept> {
    let pupil = prop_oneof![3 => Just(None), 1 => (0..2_usize).prop_map(Some)];
    (0..5_usize, person(), pupil, prop::bool::weighted(0.9))
        .prop_map(|(id, person, pupil, active)| Kept { id, person, pupil, active })
}

/// A register in which a record may stand twice, with the same contents or with others.
fn repeating() -> impl Strategy<Value = Vec<Kept>> {
    prop::collection::vec(kept(), 0..8)
}
