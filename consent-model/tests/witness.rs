//! Goal: a log that was written anew is caught by whoever keeps old heads (LG-3, T-23).
//! Method: this test program starts itself as a second process, which is the witness: it is told
//! signed heads and proofs over a pipe, keeps the newest head, and says what it thinks of each.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/ledger.rs"]
mod ledger;
#[path = "support/lines.rs"]
mod lines;

use chrono::DateTime;
use consent_model::log::{
    Alarm, ConsistencyProof, Digest, Log, Sha256, SignedHead, TreeHead, Witness, from_hex, to_hex,
};
use ledger::{Ledger, Operator, origin};
use lines::moment;
use std::env;
use std::io::{BufRead as _, BufReader, Write as _, stdin};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Set where this program is the second process.
const SECOND: &str = "WITNESS_READS_STANDARD_INPUT";

/// The other side of the pipe, where the other tests start it: one line a head, one line an answer.
#[test]
fn a_witness_that_is_told_nothing_keeps_nothing() {
    let mut witness = Witness::<_, Sha256>::new(origin(), Operator::new(7).public());
    if env::var_os(SECOND).is_none() {
        assert!(witness.newest().is_none());
        return;
    }
    for line in stdin().lines() {
        let (head, proof) = read(&line.unwrap());
        let answer = match witness.observe(head, &proof) {
            Ok(()) => "taken",
            Err(Alarm::Signature) => "signature",
            Err(Alarm::Backwards) => "backwards",
            Err(Alarm::Fork) => "fork",
        };
        println!("witness: {answer} {}", witness.newest().map_or(0, |kept| kept.head.size));
    }
}

fn read(line: &str) -> (SignedHead, ConsistencyProof) {
    let mut words = line.split(' ');
    let mut number = || words.next().unwrap().parse::<u64>().unwrap();
    let (size, at, first, second) = (number(), number(), number(), number());
    let root = Digest::parse(words.next().unwrap()).unwrap();
    let signature = from_hex(words.next().unwrap()).unwrap();
    let path = words.map(|hash| Digest::parse(hash).unwrap()).collect();
    let at = DateTime::from_timestamp(at.cast_signed(), 0).unwrap().fixed_offset();
    (
        SignedHead { head: TreeHead { size, root, at }, signature },
        ConsistencyProof { first, second, path },
    )
}

fn written(signed: &SignedHead, proof: &ConsistencyProof) -> String {
    let SignedHead { head, signature } = signed;
    let mut words = vec![
        head.size.to_string(),
        head.at.timestamp().to_string(),
        proof.first.to_string(),
        proof.second.to_string(),
        head.root.to_string(),
        to_hex(signature),
    ];
    words.extend(proof.path.iter().map(ToString::to_string));
    words.join(" ")
}

struct SecondProcess {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl SecondProcess {
    fn start() -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "a_witness_that_is_told_nothing_keeps_nothing", "--nocapture"])
            .env(SECOND, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, input, output }
    }

    fn told(&mut self, head: &SignedHead, proof: &ConsistencyProof) -> String {
        writeln!(self.input.as_ref().unwrap(), "{}", written(head, proof)).unwrap();
        let mut line = String::new();
        while self.output.read_line(&mut line).unwrap() > 0 {
            // The harness writes the name of the test before the first answer.
            if let Some((_, answer)) = line.split_once("witness: ") {
                return answer.trim().to_owned();
            }
            line.clear();
        }
        "silent".to_owned()
    }
}

impl Drop for SecondProcess {
    fn drop(&mut self) {
        self.input = None;
        assert!(self.child.wait().unwrap().success(), "the second process failed");
    }
}

fn proof(log: &Log, first: u64) -> ConsistencyProof {
    log.consistency(first, log.len()).unwrap()
}

/// Three entries that are the same in both worlds, and then `fourth`.
fn world(fourth: &str) -> Ledger {
    let mut ledger = Ledger::new();
    let mut stream = ledger.open("s-1", "2014-05-05", 0);
    for line in ["self sign_in_attempted", "p approved", fourth, "q objected"] {
        ledger.say(&mut stream, 1, line);
    }
    ledger
}

/// LG-3, T-23.
#[test]
fn a_second_process_that_keeps_old_heads_catches_a_fork() {
    let mut honest = world("p withdrawn");
    let mut witness = SecondProcess::start();
    let first = honest.head(2);
    assert_eq!(witness.told(&first, &proof(&honest.log, 0)), "taken 5");

    // An insider with the operator's key writes the withdrawal out of the log: every link, root
    // and signature of the new log is right.
    let mut forged = world("p linked p");
    let mut stream = forged.open("s-2", "2010-05-05", 3);
    forged.say(&mut stream, 3, "self sign_in_attempted");
    let head = forged.head(4);
    assert_eq!(witness.told(&head, &proof(&forged.log, 5)), "fork 5");
    // Nor does the honest log's proof help it, nor a head of the very size that was seen.
    let mut stream = honest.open("s-2", "2010-05-05", 3);
    honest.say(&mut stream, 3, "self sign_in_attempted");
    assert_eq!(witness.told(&head, &proof(&honest.log, 5)), "fork 5");
    let same_size = world("p linked p");
    assert_eq!(witness.told(&same_size.head(4), &proof(&same_size.log, 5)), "fork 5");

    // The honest log goes on.
    assert_eq!(witness.told(&honest.head(4), &proof(&honest.log, 5)), "taken 7");
}

/// LG-3, T-23.
#[test]
fn a_second_process_takes_no_head_that_is_older_smaller_or_not_the_operators() {
    let mut ledger = world("p withdrawn");
    let mut witness = SecondProcess::start();
    let old = ledger.head(2);
    let mut stream = ledger.open("s-2", "2010-05-05", 3);
    let head = ledger.head(3);
    let no_path = ConsistencyProof { first: 6, second: 6, path: vec![] };
    assert_eq!(witness.told(&head, &no_path), "taken 6");
    assert_eq!(witness.told(&head, &no_path), "taken 6", "the same head twice is one head");
    assert_eq!(witness.told(&old, &proof(&ledger.log, 6)), "backwards 6");
    assert_eq!(witness.told(&ledger.head(2), &no_path), "backwards 6");

    ledger.say(&mut stream, 4, "self sign_in_attempted");
    let Ok(foreign) = ledger.log.head(moment(5)).sign::<Sha256, _>(&origin(), &Operator::new(8));
    assert_eq!(witness.told(&foreign, &proof(&ledger.log, 6)), "signature 6");
    // A head that another head's signature stands under.
    let swapped = SignedHead { signature: head.signature, ..ledger.head(5) };
    assert_eq!(witness.told(&swapped, &proof(&ledger.log, 6)), "signature 6");
    // Without its own proof, or with another one.
    let none = ConsistencyProof { first: 6, second: 7, path: vec![] };
    assert_eq!(witness.told(&ledger.head(5), &none), "fork 6");
    assert_eq!(witness.told(&ledger.head(5), &proof(&ledger.log, 5)), "fork 6");
    assert_eq!(witness.told(&ledger.head(5), &proof(&ledger.log, 6)), "taken 7");
}
