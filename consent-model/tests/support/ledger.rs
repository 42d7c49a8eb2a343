//! A log to try things on: the operator's key, salts, and scenarios told in lines.

use crate::lines::{event, moment, set_up};
use consent_model::consent::Policy;
use consent_model::log::{
    HeadSigner, HeadVerifier, Log, Origin, Salt, Sha256, SignedHead, Stream, StreamId,
};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use std::convert::Infallible;

/// The operator's key: a test value.
pub(crate) struct Operator(SigningKey);

impl Operator {
    pub(crate) fn new(seed: u8) -> Self {
        Self(SigningKey::from_bytes(&[seed; 32]))
    }

    pub(crate) fn public(&self) -> Public {
        Public(self.0.verifying_key())
    }
}

impl HeadSigner for Operator {
    type Error = Infallible;

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Infallible> {
        Ok(self.0.sign(message).to_bytes().to_vec())
    }
}

/// What everybody knows of the operator.
#[derive(Clone, Debug)]
pub(crate) struct Public(VerifyingKey);

impl HeadVerifier for Public {
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }
}

pub(crate) fn origin() -> Origin {
    Origin::parse("diary.example/consents").unwrap()
}

pub(crate) fn stream_id(name: &str) -> StreamId {
    StreamId::parse(name).unwrap()
}

/// A log, its streams, and salts that never repeat.
pub(crate) struct Ledger {
    pub(crate) log: Log,
    pub(crate) operator: Operator,
    salts: u64,
}

impl Ledger {
    pub(crate) fn new() -> Self {
        Self { log: Log::new(origin()), operator: Operator::new(7), salts: 0 }
    }

    pub(crate) fn salt(&mut self) -> Salt {
        self.salts = self.salts.saturating_add(1);
        let mut bytes = [0xA5; 32];
        bytes[..8].copy_from_slice(&self.salts.to_be_bytes());
        Salt::new(bytes)
    }

    pub(crate) fn open(&mut self, name: &str, birth: &str, hour: i64) -> Stream {
        let salt = self.salt();
        let policy = Policy::default();
        let at = moment(hour);
        Stream::open(&mut self.log, stream_id(name), set_up(birth), policy, salt, at).unwrap()
    }

    pub(crate) fn say(&mut self, stream: &mut Stream, hour: i64, line: &str) -> bool {
        let salt = self.salt();
        let logged = stream.push(&mut self.log, event(line), salt, moment(hour)).unwrap();
        logged.answer.is_ok()
    }

    pub(crate) fn head(&self, hour: i64) -> SignedHead {
        let Ok(head) = self.log.head(moment(hour)).sign::<Sha256, _>(&origin(), &self.operator);
        head
    }
}
