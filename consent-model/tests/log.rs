//! Goal: the log is evidence and nothing more: I-31, I-32, I-33 and I-34, and LG-1 to LG-9.
//! Method: random traces for the laws; one small log of two streams of which every single bit is
//! flipped; canaries in every field that can hold one; corrupt logs typed case by case.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]
#![expect(clippy::indexing_slicing, reason = "in a test a panic is the report")]
#![expect(clippy::arithmetic_side_effects, reason = "hours and counts of a small log")]

#[path = "support/ledger.rs"]
mod ledger;
#[path = "support/lines.rs"]
mod lines;

use chrono::TimeDelta;
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::consent::{Act, CapacityGround, Event, Policy, SetUp, TextVersion};
use consent_model::log::canonical::{self, CanonicalError};
use consent_model::log::{
    AppendError, Audit, Body, Digest, Entry, Fault, FoldError, HashFunction, Log, Opening, Outcome,
    Place, Record, Report, Salt, Sha256, SignedHead, Stream, StreamId, to_hex,
};
use consent_model::personal::{ActRef, BirthDate};
use ledger::{Ledger, origin, stream_id};
use lines::{event, moment, set_up};
use proptest::prelude::*;

#[rustfmt::skip]
const LINES: [&str; 34] = [
    "self sign_in_attempted", "self sign_in_attempted unmatched", "self sign_in_attempted inactive",
    "p approved_in_advance", "q approved", "r approved", "school approved", "self self_approved",
    "self self_approved step_up", "p declined", "q declined", "self self_declined step_up",
    "p withdrawn", "self self_withdrawn", "q objected", "q objection_lifted",
    "esia authority_ruling allow", "esia authority_ruling deny", "clock request_lapsed",
    "clock term_expired", "school scope_changed", "esia authority_lost p", "q unlinked q",
    "q linked q", "clock turned_fourteen", "clock turned_eighteen", "school emancipated",
    "esia birth_date_corrected 2001-01-01", "esia account_deleted", "esia evidence_annulled",
    "esia notice_failed p", "esia notice_failed self", "clock retention_elapsed",
    "clock retention_elapsed 1",
];

/// Two pupils side by side: each line is said of one of them.
fn traces() -> impl Strategy<Value = Vec<(bool, i64, &'static str)>> {
    prop::collection::vec((any::<bool>(), 0_i64..3, prop::sample::select(LINES.to_vec())), 0..30)
}

fn told(trace: &[(bool, i64, &str)]) -> (Ledger, [Stream; 2]) {
    let mut ledger = Ledger::new();
    let mut streams = [ledger.open("s-1", "2014-05-05", 0), ledger.open("s-2", "2010-05-05", 0)];
    let mut hour = 0;
    for (second, later, line) in trace {
        hour += later;
        ledger.say(&mut streams[usize::from(*second)], hour, line);
    }
    (ledger, streams)
}

fn records(log: &Log, name: &str) -> Vec<Record> {
    log.records(&stream_id(name)).map(|(_, record)| record).collect()
}

fn audited(entries: &[Entry], heads: &[SignedHead]) -> Report {
    let mut audit = Audit::<Sha256>::new(origin());
    for (index, entry) in (0_u64..).zip(entries) {
        audit.entry(index, entry.clone()).unwrap();
    }
    for head in heads {
        audit.head(head.clone());
    }
    audit.finish(&Ledger::new().operator.public())
}

proptest! {
    #[test]
    fn i_31_each_entry_names_the_one_before_it_and_the_fold_is_the_state(trace in traces()) {
        let (ledger, streams) = told(&trace);
        let mut before = origin().genesis::<Sha256>();
        for (index, entry) in (0_u64..).zip(ledger.log.entries()) {
            prop_assert_eq!(entry.previous, before);
            before = entry.leaf::<Sha256>();
            prop_assert_eq!(ledger.log.leaf(index), Some(before));
        }
        for stream in &streams {
            let records = records(&ledger.log, stream.id().expose());
            let folded = Stream::fold(&records).unwrap();
            prop_assert_eq!(folded.state(), stream.state());
            prop_assert_eq!(&folded, stream);
        }
        let report = audited(ledger.log.entries(), &[ledger.head(100)]);
        prop_assert!(report.is_sound(), "{:?}", report.findings);
        prop_assert_eq!(report.provable, ledger.log.len());
        prop_assert_eq!(report.opened, ledger.log.len());
    }

    #[test]
    fn i_32_an_old_head_is_consistent_with_each_new_one(trace in traces(), cut in 0_usize..30) {
        let (older, _) = told(&trace[..cut.min(trace.len())]);
        let (newer, _) = told(&trace);
        let (old, new) = (older.log.head(moment(0)), newer.log.head(moment(0)));
        let proof = newer.log.consistency(old.size, new.size).unwrap();
        prop_assert_eq!(proof.verify::<Sha256>(&old.root, &new.root), Ok(()));
    }

    #[test]
    fn i_34_after_erasure_every_proof_still_verifies(trace in traces(), up_to in 0_u32..4) {
        let (mut ledger, streams) = told(&trace);
        let old_head = ledger.head(100);
        let leaves: Vec<_> = (0..ledger.log.len()).map(|index| ledger.log.leaf(index)).collect();
        let erasure = ledger.log.erase_episode(streams[0].id(), up_to, moment(100));
        prop_assert_eq!(erasure.head, old_head.head);
        for erased in &erasure.entries {
            let entry = &ledger.log.entries()[usize::try_from(erased.index).unwrap()];
            prop_assert_eq!(&entry.opening, &None);
            prop_assert_eq!(entry.commitment, erased.commitment);
        }
        // Nothing of the episodes is left but the proof that the term was kept.
        for record in records(&ledger.log, streams[0].id().expose()) {
            let is_left = match record.body {
                Body::Opened(_) => false,
                Body::Stepped { event, episode, .. } => {
                    episode > up_to || matches!(event.act, Act::RetentionElapsed { .. })
                }
            };
            prop_assert!(is_left);
        }
        for (index, leaf) in (0_u64..).zip(leaves) {
            let leaf = leaf.unwrap();
            prop_assert_eq!(ledger.log.leaf(index), Some(leaf));
            let proof = ledger.log.inclusion(index, ledger.log.len()).unwrap();
            prop_assert_eq!(proof.verify::<Sha256>(&leaf, &old_head.head.root), Ok(()));
        }
        let report = audited(ledger.log.entries(), &[old_head]);
        prop_assert!(report.is_sound(), "{:?}", report.findings);
        prop_assert_eq!(report.provable, ledger.log.len());
        let erased = u64::try_from(erasure.entries.len()).unwrap();
        prop_assert_eq!(report.erased, erased);
        prop_assert_eq!(report.opened, ledger.log.len() - erased);
        // The other pupil's state can still be folded.
        let others = records(&ledger.log, streams[1].id().expose());
        prop_assert_eq!(&Stream::fold(&others).unwrap(), &streams[1]);
        // The state of the erased one cannot.
        let mine = records(&ledger.log, streams[0].id().expose());
        prop_assert_eq!(Stream::fold(&mine).unwrap_err(), FoldError::NotOpened);
    }

    #[test]
    fn the_canonical_form_is_read_back_as_itself_and_as_nothing_else(trace in traces()) {
        let (ledger, _) = told(&trace);
        for entry in ledger.log.entries() {
            let bytes = entry.opening.as_ref().unwrap().expose();
            let record = canonical::decode(bytes).unwrap();
            prop_assert_eq!(&canonical::encode(&record)[..], bytes);
            for end in 0..bytes.len() {
                prop_assert!(canonical::decode(&bytes[..end]).is_err());
            }
            let longer = [bytes, &[0]].concat();
            prop_assert_eq!(canonical::decode(&longer), Err(CanonicalError::Shape));
        }
    }
}

/// Two streams, an erased entry, and heads after 3, 7 and 9 of 9 entries.
fn small() -> (Vec<Entry>, Vec<SignedHead>) {
    let mut ledger = Ledger::new();
    let mut heads = Vec::new();
    let mut first = ledger.open("s-1", "2014-05-05", 0);
    ledger.say(&mut first, 0, "self sign_in_attempted");
    ledger.say(&mut first, 1, "p approved");
    heads.push(ledger.head(1));
    let mut second = ledger.open("s-2", "2010-05-05", 2);
    ledger.say(&mut first, 2, "q objected");
    ledger.say(&mut second, 3, "self sign_in_attempted");
    ledger.say(&mut second, 3, "school approved");
    heads.push(ledger.head(3));
    ledger.say(&mut second, 4, "clock request_lapsed");
    ledger.say(&mut first, 5, "p withdrawn");
    heads.push(ledger.head(5));
    assert_eq!(ledger.log.erase([5], moment(6)).entries.len(), 1);
    (ledger.log.entries().to_vec(), heads)
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    bytes
}

fn flipped_digest(digest: Digest, bit: usize) -> Digest {
    Digest::new(flipped(digest.as_bytes(), bit).try_into().unwrap())
}

#[test]
fn the_small_log_is_sound() {
    let (entries, heads) = small();
    let report = audited(&entries, &heads);
    assert_eq!(report.findings, []);
    assert_eq!((report.entries, report.opened, report.erased), (9, 8, 1));
    assert_eq!((report.signed, report.provable, report.first_bad()), (9, 9, None));
    assert_eq!(report.root, Some(heads[2].head.root));
}

#[test]
fn i_32_every_flipped_bit_of_a_leaf_is_found_where_it_is_and_the_rest_stays_provable() {
    let (entries, heads) = small();
    for index in 0..entries.len() {
        for bit in 0..256 {
            let place = u64::try_from(index).unwrap();
            let mut previous = entries.clone();
            previous[index].previous = flipped_digest(entries[index].previous, bit);
            let mut commitment = entries.clone();
            commitment[index].commitment = flipped_digest(entries[index].commitment, bit);
            for (what, changed) in [("previous", previous), ("commitment", commitment)] {
                let report = audited(&changed, &heads);
                let provable = match (what, index) {
                    // No entry names the last one, so only the heads below it hold.
                    ("commitment", 8) => 7,
                    _ => 8,
                };
                assert_eq!(report.provable, provable, "{what} {index} {bit}");
                let expected = if (what, index) == ("commitment", 8) { 8 } else { place };
                assert_eq!(report.first_bad(), Some(expected), "{what} {index} {bit}");
            }
        }
    }
}

#[test]
fn i_32_every_flipped_bit_of_an_opening_is_found_where_it_is_and_every_leaf_stays_provable() {
    let (entries, heads) = small();
    let mut flips = 0;
    for index in 0..entries.len() {
        let Some(opening) = &entries[index].opening else { continue };
        let (salt, record) = (*opening.salt().expose(), opening.expose().to_vec());
        let in_salt = (0..256).map(|bit| {
            let salt = flipped(&salt, bit).try_into().unwrap();
            Opening::new(Salt::new(salt), record.clone())
        });
        let in_record =
            (0..record.len() * 8).map(|bit| Opening::new(Salt::new(salt), flipped(&record, bit)));
        for changed in in_salt.chain(in_record) {
            let mut entries = entries.clone();
            entries[index].opening = Some(changed);
            let report = audited(&entries, &heads);
            assert_eq!(report.provable, 9);
            assert_eq!(report.first_bad(), Some(u64::try_from(index).unwrap()));
            assert_eq!(report.findings[0].fault, Fault::Opening);
            flips += 1;
        }
    }
    assert!(flips > 8 * 500, "{flips}");
}

#[test]
fn i_32_every_flipped_bit_of_a_head_is_found() {
    let (entries, heads) = small();
    for number in 0..heads.len() {
        let given = &heads[number];
        let mut changed = Vec::new();
        for bit in 0..64 {
            let mut head = given.clone();
            head.head.size ^= 1 << bit;
            changed.push(head);
        }
        for bit in 0..256 {
            let mut head = given.clone();
            head.head.root = flipped_digest(head.head.root, bit);
            changed.push(head);
        }
        for bit in 0..512 {
            changed.push(SignedHead { signature: flipped(&given.signature, bit), ..given.clone() });
        }
        for nanoseconds in [-1, 1] {
            let mut head = given.clone();
            head.head.at += TimeDelta::nanoseconds(nanoseconds);
            changed.push(head);
        }
        for head in changed {
            let mut heads = heads.clone();
            heads[number] = head;
            let report = audited(&entries, &heads);
            assert_eq!(report.findings[0].fault, Fault::Signature);
            assert_eq!(report.findings[0].place, Place::Head(number));
            assert_eq!(report.provable, if number == 2 { 7 } else { 9 });
        }
    }
}

#[test]
fn a_corrupt_log_names_the_first_bad_entry_and_what_is_still_provable() {
    let (entries, heads) = small();
    let judged = |entries: &[Entry], heads: &[SignedHead]| {
        let report = audited(entries, heads);
        (report.first_bad(), report.findings.first().map(|found| found.fault), report.provable)
    };
    // The end is missing.
    let found = judged(&entries[..8], &heads);
    assert_eq!(found, (None, Some(Fault::Size), 7));
    // Two entries changed places: both name others than stand before them.
    let mut swapped = entries.clone();
    swapped.swap(3, 4);
    assert_eq!(judged(&swapped, &heads).0, Some(3));
    // The log of somebody else.
    let mut audit = Audit::<Sha256>::new(consent_model::log::Origin::parse("other").unwrap());
    audit.entry(0, entries[0].clone()).unwrap();
    let report = audit.finish(&Ledger::new().operator.public());
    assert_eq!(report.findings[0].fault, Fault::Previous);
    // Heads in the wrong order.
    let turned = [heads[1].clone(), heads[0].clone(), heads[2].clone()];
    assert_eq!(judged(&entries, &turned), (None, Some(Fault::Order), 9));
    // No head: the chain holds, and nobody has signed for it.
    assert_eq!(judged(&entries, &[]), (None, None, 0));
}

#[test]
fn a_log_written_anew_from_an_entry_on_agrees_with_the_heads_before_it_alone() {
    let (entries, heads) = small();
    let mut forged = Log::<Sha256>::restore(origin(), entries[..5].iter().cloned()).unwrap();
    let mut record = canonical::decode(entries[8].opening.as_ref().unwrap().expose()).unwrap();
    record.sequence = 4;
    forged.append(&record, Salt::new([1; 32])).unwrap();
    let mut forged = forged.entries().to_vec();
    for entry in &entries[6..] {
        let previous = forged.last().unwrap().leaf::<Sha256>();
        forged.push(Entry { previous, opening: None, ..entry.clone() });
    }
    let report = audited(&forged, &heads);
    assert_eq!(report.findings[0].fault, Fault::Root { from: 3 });
    assert_eq!((report.first_bad(), report.signed, report.provable), (Some(3), 3, 3));
}

#[test]
fn a_missing_line_is_named_and_one_alone_costs_no_other_entry_its_proof() {
    let (entries, heads) = small();
    let without = |gone: &[u64]| {
        let mut audit = Audit::<Sha256>::new(origin());
        for (index, entry) in (0_u64..).zip(&entries).filter(|(index, _)| !gone.contains(index)) {
            audit.entry(index, entry.clone()).unwrap();
        }
        for head in &heads {
            audit.head(head.clone());
        }
        audit.finish(&Ledger::new().operator.public())
    };
    for gone in 0..8 {
        let report = without(&[gone]);
        assert_eq!(report.first_bad(), Some(gone));
        assert_eq!(report.findings[0].fault, Fault::Missing);
        assert_eq!(report.provable, 8, "{gone}");
    }
    let report = without(&[4, 5]);
    assert_eq!((report.first_bad(), report.signed, report.provable), (Some(4), 3, 3));
    let mut audit = Audit::<Sha256>::new(origin());
    audit.entry(0, entries[0].clone()).unwrap();
    assert_eq!(audit.entry(0, entries[0].clone()), Err(Fault::Index));
}

#[test]
fn a_record_that_the_table_would_not_answer_so_is_named() {
    let mut ledger = Ledger::new();
    let mut stream = ledger.open("s-1", "2014-05-05", 0);
    ledger.say(&mut stream, 1, "self sign_in_attempted");
    let by_staff = Record {
        stream: stream_id("s-1"),
        sequence: 2,
        at: moment(1),
        policy: Policy::default(),
        body: Body::Stepped {
            event: event("school approved"),
            outcome: Outcome::Accepted,
            episode: 1,
            rules: vec!["R-12".into()],
        },
    };
    let with = |record: &Record| {
        let mut log = Log::<Sha256>::restore(origin(), ledger.log.entries().to_vec()).unwrap();
        log.append(record, Salt::new([9; 32])).unwrap();
        audited(log.entries(), &[]).findings.first().map(|found| (found.place, found.fault))
    };
    assert_eq!(with(&by_staff), Some((Place::Entry(2), Fault::Answer)));
    let skipped = Record { sequence: 3, ..by_staff.clone() };
    assert_eq!(with(&skipped), Some((Place::Entry(2), Fault::Sequence)));
    let twice = Record { body: Body::Opened(set_up("2014-05-05")), ..by_staff.clone() };
    assert_eq!(with(&twice), Some((Place::Entry(2), Fault::Sequence)));
    let unopened = Record { stream: stream_id("s-9"), ..by_staff };
    assert_eq!(with(&unopened), Some((Place::Entry(2), Fault::NotOpened)));
}

#[test]
fn an_event_older_than_the_clocks_may_differ_is_not_taken() {
    let mut ledger = Ledger::new();
    let mut first = ledger.open("s-1", "2014-05-05", 1);
    let mut second = ledger.open("s-2", "2010-05-05", 1);
    let salt = || Salt::new([3; 32]);
    let before = |minutes| moment(1) - TimeDelta::minutes(minutes);
    let attempt = || event("self sign_in_attempted");
    let kept = first.clone();
    let refused = first.push(&mut ledger.log, attempt(), salt(), before(6)).unwrap_err();
    assert_eq!(refused, AppendError::TooOld);
    assert_eq!((first, ledger.log.len()), (kept, 2), "a refused event changes nothing");
    assert!(second.push(&mut ledger.log, attempt(), salt(), before(5)).is_ok());
    assert_eq!(ledger.log.len(), 3);
}

#[test]
fn i_33_no_canary_shows_in_a_leaf_a_debug_or_a_display() {
    let canary = RepresentativeId::parse("canary-handle").unwrap();
    let set_up = SetUp {
        birth_date: BirthDate::new("2011-11-13".parse().unwrap()),
        representatives: [canary.clone()].into(),
    };
    let mut log = Log::<Sha256>::new(origin());
    let id = StreamId::parse("canary-stream").unwrap();
    let salt = || Salt::new(*b"canary-salt-canary-salt-canary-s");
    let mut stream =
        Stream::open(&mut log, id.clone(), set_up, Policy::default(), salt(), moment(0)).unwrap();
    let acts = [
        (Actor::Representative(canary.clone()), Act::ApprovedInAdvance { expires_at: None }),
        (Actor::Esia, Act::AuthorityLost { who: canary }),
        (
            Actor::School,
            Act::Emancipated {
                ground: Some(CapacityGround::Emancipation),
                act_ref: Some(ActRef::parse("canary-act").unwrap()),
            },
        ),
        (Actor::School, Act::ScopeChanged { text_version: Some(TextVersion::new("2".into())) }),
    ];
    for (by, act) in acts {
        let _logged = stream.push(&mut log, Event::new(by, act), salt(), moment(0)).unwrap();
    }
    let head = log.head(moment(0));
    let records: Vec<Record> = log.records(&id).map(|(_, record)| record).collect();
    let erasure = log.clone().erase_episode(&id, 9, moment(0));
    let mut shown = vec![
        format!("{log:?} {stream:?} {records:?} {head:?} {erasure:?}"),
        format!("{:?} {:?}", log.inclusion(0, 5), salt()),
        format!("{:?}", Stream::fold(&records[1..])),
    ];
    for entry in log.entries() {
        shown.push(format!("{} {}", entry.previous, entry.commitment));
        for canary in [&b"canary"[..], b"2011", &734_454_i32.to_be_bytes()] {
            let holds = |bytes: &[u8]| bytes.windows(canary.len()).any(|part| part == canary);
            assert!(!holds(entry.commitment.as_bytes()) && !holds(entry.previous.as_bytes()));
        }
    }
    for text in shown {
        for canary in ["canary", "2011", "11-13", "63616e617279"] {
            assert!(!text.contains(canary), "{canary} in {text}");
        }
    }
    // The records do hold them: the search above does not fail for want of anything to find.
    let canaries = to_hex(log.entries()[0].opening.as_ref().unwrap().expose());
    assert!(canaries.contains("63616e617279"));
}

#[test]
fn i_34_after_retention_elapsed_no_data_field_is_left() {
    let mut ledger = Ledger::new();
    let mut stream = ledger.open("canary-stream", "2014-05-05", 0);
    for line in ["self sign_in_attempted", "p approved", "p withdrawn"] {
        assert!(ledger.say(&mut stream, 1, line));
    }
    let old = ledger.head(1);
    let commitments: Vec<Digest> =
        ledger.log.entries().iter().map(|entry| entry.commitment).collect();
    assert!(ledger.say(&mut stream, 24 * 31, "clock retention_elapsed 1"));
    let act = ledger.log.erase_episode(stream.id(), 1, moment(24 * 31));
    let named: Vec<(u64, Digest)> =
        act.entries.iter().map(|erased| (erased.index, erased.commitment)).collect();
    assert_eq!(named, (0_u64..).zip(commitments).collect::<Vec<_>>());
    assert!(ledger.log.entries()[..4].iter().all(|entry| entry.opening.is_none()));
    assert!(ledger.log.entries()[4].opening.is_some(), "the proof that the term was kept");
    // Once more: there is nothing left to erase.
    assert_eq!(ledger.log.erase_episode(stream.id(), 1, moment(24 * 31)).entries, []);
    let report = audited(ledger.log.entries(), &[old, ledger.head(24 * 31)]);
    assert!(report.is_sound(), "{:?}", report.findings);
    // Who knows every field, but not the salt, cannot confirm them.
    let guess = Opening::new(
        Salt::new([0; 32]),
        canonical::encode(&Record {
            stream: stream_id("canary-stream"),
            sequence: 0,
            at: moment(0),
            policy: Policy::default(),
            body: Body::Opened(set_up("2014-05-05")),
        }),
    );
    assert_ne!(guess.commitment::<Sha256>(), ledger.log.entries()[0].commitment);
}

#[test]
fn another_hash_function_fits() {
    struct Streebog256;
    impl HashFunction for Streebog256 {
        const NAME: &'static str = "gost-34.11-2012-256";
        fn hash(parts: &[&[u8]]) -> Digest {
            use streebog::Digest as _;
            let mut hasher = streebog::Streebog256::new();
            for part in parts {
                hasher.update(part);
            }
            Digest::new(hasher.finalize().into())
        }
    }
    let mut log = Log::<Streebog256>::new(origin());
    let salt = || Salt::new([5; 32]);
    let (id, policy) = (stream_id("s-1"), Policy::default());
    let set_up = set_up("2014-05-05");
    let mut stream = Stream::open(&mut log, id, set_up, policy, salt(), moment(0)).unwrap();
    let attempt = event("self sign_in_attempted");
    let logged = stream.push(&mut log, attempt, salt(), moment(0)).unwrap();
    let (head, leaf) = (log.head(moment(0)), log.leaf(logged.index).unwrap());
    let proof = log.inclusion(logged.index, head.size).unwrap();
    assert_eq!(proof.verify::<Streebog256>(&leaf, &head.root), Ok(()));
    assert!(proof.verify::<Sha256>(&leaf, &head.root).is_err());
    assert_ne!(head.message::<Streebog256>(&origin()), head.message::<Sha256>(&origin()));
}
