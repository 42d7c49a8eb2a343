//! The consent log as others see it: heads signed with the operator's key, an export that
//! `diaryctl verify-log` reads, and the same check from within.

use crate::keyring::KeyringError;
use crate::store::{Store, StoreError, written};
use consent_model::log::{
    Audit, HashFunction as _, HeadSigner, HeadVerifier, Origin, Report, Sha256, SignedHead,
    from_hex, to_hex,
};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde_json::json;
use std::convert::Infallible;
use std::io::{self, Write};
use std::path::Path;
use zeroize::Zeroizing;

/// Signs heads with Ed25519; an operator with certified means puts an adapter to them in its place.
///
/// `Debug` does not show the key.
#[derive(Debug)]
pub struct HeadKey(SigningKey);

impl HeadKey {
    /// Reads the key: a file with 64 hexadecimal digits.
    ///
    /// # Errors
    ///
    /// [`KeyringError`], naming the file.
    pub fn read(path: &Path) -> Result<Self, KeyringError> {
        let failed = |source| KeyringError::File { path: path.to_owned(), source };
        let text = std::fs::read_to_string(path).map(Zeroizing::new).map_err(failed)?;
        let bytes = from_hex(text.trim_end()).map(Zeroizing::new);
        let bytes: Option<Zeroizing<[u8; 32]>> =
            bytes.and_then(|bytes| bytes.as_slice().try_into().ok().map(Zeroizing::new));
        let bytes = bytes.ok_or_else(|| KeyringError::Seed { path: path.to_owned() })?;
        Ok(Self::new(&bytes))
    }

    /// Of 32 bytes that a generator has drawn.
    #[must_use]
    pub fn new(drawn: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(drawn))
    }

    /// The public key, in hexadecimal: what a second party is given.
    #[must_use]
    pub fn public(&self) -> String {
        to_hex(self.0.verifying_key().as_bytes())
    }

    /// Checks what this key has signed.
    #[must_use]
    pub fn verifier(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }
}

impl HeadSigner for HeadKey {
    type Error = Infallible;

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Infallible> {
        Ok(self.0.sign(message).to_bytes().to_vec())
    }
}

/// The operator's public key.
#[derive(Clone, Copy, Debug)]
pub struct PublicKey(VerifyingKey);

impl HeadVerifier for PublicKey {
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }
}

/// Whether an export says what the entries say.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Openings {
    /// Salts and records are in it: for an auditor, and personal data.
    Shown,
    /// They are not: for a second party, and about nobody.
    LeftOut,
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file was not written.
    #[error("the export cannot be written: {0}")]
    Write(#[from] io::Error),
}

/// Writes the log in the form of `diaryctl verify-log`.
///
/// # Errors
///
/// [`ExportError`].
pub async fn export(
    store: &Store,
    origin: &Origin,
    key: &HeadKey,
    openings: Openings,
    output: &mut (impl Write + Send),
) -> Result<(), ExportError> {
    let hash = Sha256::NAME;
    let header = json!({"log": 1, "origin": origin.as_str(), "hash": hash, "key": key.public()});
    writeln!(output, "{header}")?;
    let mut from = 0;
    loop {
        let some = store.log_entries(from).await?;
        let Some(last) = some.last() else { break };
        from = last.place.saturating_add(1);
        for placed in &some {
            let entry = &placed.entry;
            let mut line = json!({
                "entry": placed.place,
                "previous": entry.previous.to_string(),
                "commitment": entry.commitment.to_string(),
            });
            let shown = entry.opening.as_ref().filter(|_| openings == Openings::Shown);
            if let (Some(opening), Some(line)) = (shown, line.as_object_mut()) {
                line.insert("salt".to_owned(), json!(to_hex(opening.salt().expose())));
                line.insert("record".to_owned(), json!(to_hex(opening.expose())));
            }
            writeln!(output, "{line}")?;
        }
    }
    for head in store.log_heads().await? {
        writeln!(output, "{}", head_line(&head))?;
    }
    Ok(())
}

/// A head as one line: for the export, and for whoever keeps heads elsewhere (LG-3).
#[must_use]
pub fn head_line(head: &SignedHead) -> String {
    let line = json!({
        "head": head.head.size,
        "root": head.head.root.to_string(),
        "at": written(&head.head.at),
        "signature": to_hex(&head.signature),
    });
    line.to_string()
}

/// Checks the whole log as it is kept here.
///
/// # Errors
///
/// What the store fails with.
pub async fn audit(
    store: &Store,
    origin: &Origin,
    verifier: &PublicKey,
) -> Result<Report, StoreError> {
    let mut audit: Audit = Audit::new(origin.clone());
    let mut from = 0;
    loop {
        let some = store.log_entries(from).await?;
        let Some(last) = some.last() else { break };
        from = last.place.saturating_add(1);
        for placed in some {
            // A place that was there already is told of by the entry that is missing then.
            let _ = audit.entry(placed.place, placed.entry);
        }
    }
    store.log_heads().await?.into_iter().for_each(|head| audit.head(head));
    Ok(audit.finish(verifier))
}
