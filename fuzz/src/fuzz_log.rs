//! Any bytes as a record, as the entries of a log, and as damage to a sound one.

use crate::at;
use consent_model::actor::RepresentativeId;
use consent_model::consent::{Policy, SetUp};
use consent_model::log::canonical::{decode, encode};
use consent_model::log::{
    Audit, Digest, Entry, Log, Opening, Origin, Report, Salt, SignedHead, Stream, StreamId,
};
use consent_model::personal::BirthDate;

/// What decodes is canonical; a log of any entries is judged; one changed byte is found.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    if let Ok(record) = decode(data) {
        assert_eq!(encode(&record), data, "two forms of one record");
    }
    let mut audit = Audit::<consent_model::log::Sha256>::new(origin());
    for chunk in data.chunks(97) {
        let [index, rest @ ..] = chunk else { continue };
        let (previous, rest) = rest.split_at(rest.len().min(32));
        let (commitment, record) = rest.split_at(rest.len().min(32));
        let opening =
            (index % 2 == 0).then(|| Opening::new(Salt::new([*index; 32]), record.into()));
        let entry = Entry { previous: digest(previous), commitment: digest(commitment), opening };
        let _ = audit.entry(u64::from(index / 2), entry);
    }
    let report = audit.finish(&Equal);
    assert!(report.provable <= report.signed && report.signed <= report.entries);
    damaged(data);
}

/// The first bytes say which byte of which entry is changed, and how.
fn damaged(data: &[u8]) {
    let [entry, place, mask, ..] = data else { return };
    let (mut entries, head) = sound();
    assert!(judged(&entries, &head).is_sound(), "the sound log is not");
    let index = usize::from(*entry) % entries.len();
    let changed = &mut entries[index];
    let place = usize::from(*place);
    let opening = changed.opening.take().expect("nothing is erased");
    let mut record = opening.expose().to_vec();
    match place {
        0..32 => changed.previous = flipped(&changed.previous, place, *mask),
        32..64 => changed.commitment = flipped(&changed.commitment, place - 32, *mask),
        _ => {
            let place = place % record.len();
            record[place] ^= mask;
        }
    }
    changed.opening = Some(Opening::new(opening.salt().clone(), record));
    let report = judged(&entries, &head);
    assert_eq!(report.is_sound(), *mask == 0, "a changed byte was not found");
    assert!(*mask == 0 || report.first_bad() == u64::try_from(index).ok(), "another is blamed");
}

fn sound() -> (Vec<Entry>, SignedHead) {
    let mut log: Log = Log::new(origin());
    let representatives = [RepresentativeId::parse("p").expect("a constant")];
    let birth_date = BirthDate::new(at().date_naive());
    for name in 0..4_u8 {
        let set_up = SetUp { birth_date, representatives: representatives.clone().into() };
        let id = StreamId::parse(&name.to_string()).expect("a digit");
        let salt = Salt::new([name; 32]);
        Stream::open(&mut log, id, set_up, Policy::default(), salt, at()).expect("in time");
    }
    let Ok(head) = log.head(at()).sign::<consent_model::log::Sha256, _>(&origin(), &Equal);
    (log.entries().to_vec(), head)
}

fn judged(entries: &[Entry], head: &SignedHead) -> Report {
    let mut audit = Audit::<consent_model::log::Sha256>::new(origin());
    for (index, entry) in (0..).zip(entries) {
        audit.entry(index, entry.clone()).expect("in order");
    }
    audit.head(head.clone());
    audit.finish(&Equal)
}

/// A signature that is the message: whoever wrote it, wrote this.
struct Equal;

impl consent_model::log::HeadSigner for Equal {
    type Error = std::convert::Infallible;

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Self::Error> {
        Ok(message.to_vec())
    }
}

impl consent_model::log::HeadVerifier for Equal {
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        message == signature
    }
}

fn origin() -> Origin {
    Origin::parse("fuzz").expect("a constant")
}

fn digest(bytes: &[u8]) -> Digest {
    let mut digest = [0; 32];
    digest[..bytes.len()].copy_from_slice(bytes);
    Digest::new(digest)
}

fn flipped(from: &Digest, place: usize, mask: u8) -> Digest {
    let mut bytes = *from.as_bytes();
    bytes[place] ^= mask;
    Digest::new(bytes)
}
