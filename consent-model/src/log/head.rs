//! Signed heads (подписанный заголовок журнала): what the operator has said the log to be.

use super::canonical::Writer;
use super::digest::{Digest, HashFunction};
use alloc::string::String;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

/// The public name of a log: whose it is, and which.
///
/// **Guarantees.** Not blank, at most 255 bytes, no control characters.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Origin(String);

impl Origin {
    /// Takes a name in: `diary.example/consents`.
    ///
    /// # Errors
    ///
    /// [`OriginError::Shape`] for what is not such a name.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let is_name =
            !text.trim().is_empty() && text.len() <= 255 && !text.chars().any(char::is_control);
        if is_name { Ok(Self(String::from(text))) } else { Err(OriginError::Shape) }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the first entry names as the entry before it: no entry of another log fits here.
    #[must_use]
    pub fn genesis<H: HashFunction>(&self) -> Digest {
        H::hash(&[b"consent-model/origin/v1\0", self.0.as_bytes()])
    }
}

/// Why a text is not the name of a log.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OriginError {
    /// Blank, over 255 bytes, or with a control character: `"  "`.
    #[error("the name of a log is a short text without control characters")]
    Shape,
}

/// The log at one moment: how many entries, and the root over them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "what RFC 6962 signs; a caller must notice more")]
pub struct TreeHead {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
    /// When; only the instant counts, not its offset.
    pub at: DateTime<FixedOffset>,
}

impl TreeHead {
    /// The bytes that are signed: version, log, hash function, size, instant, root.
    #[must_use]
    pub fn message<H: HashFunction>(&self, origin: &Origin) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.field(b"consent-model/head/v1");
        writer.field(origin.as_str().as_bytes());
        writer.field(H::NAME.as_bytes());
        writer.field(&self.size.to_be_bytes());
        writer.instant(self.at);
        writer.field(self.root.as_bytes());
        writer.into_bytes()
    }

    /// Signs the head.
    ///
    /// # Errors
    ///
    /// Whatever the means of signing fail with.
    pub fn sign<H: HashFunction, S: HeadSigner>(
        self,
        origin: &Origin,
        signer: &S,
    ) -> Result<SignedHead, S::Error> {
        let signature = signer.sign(&self.message::<H>(origin))?;
        Ok(SignedHead { head: self, signature })
    }
}

/// A head and the operator's signature under it; not yet checked.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a head and its signature, nothing else")]
pub struct SignedHead {
    /// The head.
    pub head: TreeHead,
    /// The signature over [`TreeHead::message`].
    pub signature: Vec<u8>,
}

impl SignedHead {
    /// The head, if the signature is the operator's.
    #[must_use]
    pub fn verified<H: HashFunction>(
        &self,
        origin: &Origin,
        verifier: &impl HeadVerifier,
    ) -> Option<&TreeHead> {
        verifier.verify(&self.head.message::<H>(origin), &self.signature).then_some(&self.head)
    }
}

/// Signs heads with the operator's key.
///
/// Which scheme it is, is the operator's choice: this crate holds no signature algorithm. In
/// production it is an adapter to whatever certified means the operator has.
pub trait HeadSigner {
    /// Why signing may fail; it must repeat neither key nor text.
    type Error;

    /// Signs the bytes, as they are.
    ///
    /// # Errors
    ///
    /// Whatever the means of signing fail with.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Self::Error>;
}

/// Checks the operator's signature.
pub trait HeadVerifier {
    /// Whether `signature` is the operator's over these very bytes.
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool;
}
