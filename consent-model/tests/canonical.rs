//! Goal: the canonical form and the scheme never change: what was signed once can be checked for
//! ever (LG-5).
//! Method: two records, their bytes, commitments, leaves, root and signed message, all made by a
//! script that knows the tables in the documentation of `log` and not this code.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/lines.rs"]
mod lines;

use chrono::TimeDelta;
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::consent::{Act, Event, Policy};
use consent_model::log::canonical::{CanonicalError, decode, encode};
use consent_model::log::{
    Body, Log, Opening, Origin, Outcome, Record, Salt, Sha256, StreamId, from_hex, to_hex,
};
use lines::{event, moment, set_up};

const OPENED: &[&str] = &[
    "0100000007636f6e73656e7400000003732d310000000800000000000000000000000c000000006a965bd000",
    "0000000000000400002a300000000100000000010000000001000000000400000018000000040000001e0000",
    "000103000000066f70656e656400000004000b387e000000040000000200000001700000000171",
];

const APPROVED: &[&str] = &[
    "0100000007636f6e73656e7400000003732d310000000800000000000000010000000c000000006a965bd000",
    "0000000000000400002a300000000100000000010000000001000000000400000018000000040000001e0000",
    "00010300000013617070726f7665645f696e5f616476616e6365000000017000000001010000000c00000000",
    "6c778f50000000000000000400002a3000000008616363657074656400000004000000010000000400000002",
    "00000004522d303500000004512d3039",
];

const GENESIS: &str = "f9ff72fabf075a63c763a8b846c1e33a7771760ae5fc1c0a3103dd2eec3ae383";
const COMMITMENTS: [&str; 2] = [
    "05d9302faca2cd39d0b25711721618fde076b3005aebc1fafbfeaf825b914024",
    "b826e17c27eb4713660c10bc2e118da9c57de3ce12bb5d555d3efca39cc18043",
];
const LEAVES: [&str; 2] = [
    "35b136542815cd1157bdd733f3ef9abac9df7f629f0c16f1736f65ac30f4b39e",
    "ba62212dca7960e692201535bef605c005661a273753075e72d9764f47cb97a1",
];
const ROOT: &str = "393e5e63fefeca73f1f83844c4d84adc795434bc6927b4cee08159c4ff443b74";

const MESSAGE: &[&str] = &[
    "00000015636f6e73656e742d6d6f64656c2f686561642f76310000001664696172792e6578616d706c652f63",
    "6f6e73656e7473000000077368612d3235360000000800000000000000020000000c000000006a965bd00000",
    "000000000020393e5e63fefeca73f1f83844c4d84adc795434bc6927b4cee08159c4ff443b74",
];

fn record(sequence: u64, body: Body) -> Record {
    let stream = StreamId::parse("s-1").unwrap();
    Record { stream, sequence, at: moment(0), policy: Policy::default(), body }
}

fn opened() -> Record {
    record(0, Body::Opened(set_up("2014-05-05")))
}

fn approved() -> Record {
    let expires_at = moment(0).checked_add_signed(TimeDelta::days(365));
    let by = Actor::Representative(RepresentativeId::parse("p").unwrap());
    let event = Event::new(by, Act::ApprovedInAdvance { expires_at });
    let rules = vec!["R-05".into(), "Q-09".into()];
    record(1, Body::Stepped { event, outcome: Outcome::Accepted, episode: 1, rules })
}

fn salt() -> Salt {
    let bytes: Vec<u8> = (0..32).collect();
    Salt::new(bytes.try_into().unwrap())
}

#[test]
fn the_bytes_of_a_record_are_those_of_the_golden_file() {
    assert_eq!(to_hex(&encode(&opened())), OPENED.concat());
    assert_eq!(to_hex(&encode(&approved())), APPROVED.concat());
    assert_eq!(decode(&from_hex(&OPENED.concat()).unwrap()), Ok(opened()));
    assert_eq!(decode(&from_hex(&APPROVED.concat()).unwrap()), Ok(approved()));
}

#[test]
fn commitments_leaves_root_and_message_are_those_of_the_golden_file() {
    let origin = Origin::parse("diary.example/consents").unwrap();
    assert_eq!(origin.genesis::<Sha256>().to_string(), GENESIS);
    let mut log = Log::<Sha256>::new(origin.clone());
    for (index, record) in (0..).zip([opened(), approved()]) {
        assert_eq!(log.append(&record, salt()), Ok(index));
    }
    let commitments: Vec<String> =
        log.entries().iter().map(|entry| entry.commitment.to_string()).collect();
    assert_eq!(commitments, COMMITMENTS);
    let leaves: Vec<String> = (0..2).map(|index| log.leaf(index).unwrap().to_string()).collect();
    assert_eq!(leaves, LEAVES);
    let head = log.head(moment(0));
    assert_eq!(head.root.to_string(), ROOT);
    assert_eq!(to_hex(&head.message::<Sha256>(&origin)), MESSAGE.concat());
}

#[test]
fn a_signed_instant_is_the_same_in_every_zone() {
    let origin = Origin::parse("diary.example/consents").unwrap();
    let log = Log::<Sha256>::new(origin.clone());
    let (in_moscow, in_utc) = (log.head(moment(0)), log.head(moment(0).to_utc().fixed_offset()));
    assert_eq!(in_moscow.message::<Sha256>(&origin), in_utc.message::<Sha256>(&origin));
}

#[test]
fn what_is_not_canonical_is_no_record() {
    assert_eq!(decode(&[]), Err(CanonicalError::Version));
    assert_eq!(decode(&[2]), Err(CanonicalError::Version));
    assert_eq!(decode(&[1]), Err(CanonicalError::Shape));
    let bent = |from: &str, to: &str| {
        let bytes = OPENED.concat();
        assert!(bytes.contains(from), "{from}");
        decode(&from_hex(&bytes.replacen(from, to, 1)).unwrap())
    };
    // Representatives out of order, one twice, one too many; another machine; an age rule that there is not.
    let (p, q) = ("0000000170", "0000000171");
    assert_eq!(bent(&format!("{p}{q}"), &format!("{q}{p}")), Err(CanonicalError::Shape));
    assert_eq!(bent(&format!("{p}{q}"), &format!("{p}{p}")), Err(CanonicalError::Shape));
    assert_eq!(bent("0000000400000002", "0000000400000003"), Err(CanonicalError::Shape));
    let machine = ("07636f6e73656e74", "07636f6e73656e75");
    assert_eq!(bent(machine.0, machine.1), Err(CanonicalError::Shape));
    let age_rule = ("0400002a30000000010000000001", "0400002a30000000010200000001");
    assert_eq!(bent(age_rule.0, age_rule.1), Err(CanonicalError::Shape));
}

#[test]
fn every_field_of_a_record_is_in_the_commitment() {
    let base = approved();
    let commitment = |record: &Record| Opening::new(salt(), encode(record)).commitment::<Sha256>();
    let mut cool = base.clone();
    cool.policy.cool_down_hours = 23;
    let stepped = |change: fn(&mut Event, &mut Outcome, &mut u32, &mut Vec<String>)| {
        let mut record = base.clone();
        if let Body::Stepped { event, outcome, episode, rules } = &mut record.body {
            change(event, outcome, episode, rules);
        }
        record
    };
    let others = [
        Record { stream: StreamId::parse("s-2").unwrap(), ..base.clone() },
        Record { sequence: 2, ..base.clone() },
        Record { at: moment(1), ..base.clone() },
        // The same instant in another zone: another `today`.
        Record { at: moment(0).to_utc().fixed_offset(), ..base.clone() },
        cool,
        stepped(|said, _, _, _| *said = event("q approved_in_advance")),
        stepped(|said, _, _, _| *said = event("p approved_in_advance")),
        stepped(|_, outcome, _, _| *outcome = Outcome::Ignored),
        stepped(|_, _, episode, _| *episode = 2),
        stepped(|_, _, _, rules| rules.clear()),
    ];
    for other in others {
        assert_ne!(commitment(&other), commitment(&base), "{other:?}");
    }
}
