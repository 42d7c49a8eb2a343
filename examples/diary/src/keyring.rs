//! The keys of the blind index, each in a file of its own beside its version.
//!
//! They are kept apart from the database: whoever has the digests alone learns no number.

use consent_model::log::from_hex;
use esia_matching::blind::{BlindIndexer, BlindKey, BlindKeyError, BlindValue, KeyVersion};
use esia_matching::evidence::Evidence;
use esia_matching::outcome::Ground;
use esia_matching::snils::Snils;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The keys that an instance holds (связка ключей); `Debug` shows their versions alone.
#[derive(Debug)]
pub struct Keyring {
    indexer: BlindIndexer,
    held: Vec<Held>,
}

/// A key as the database may know it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Held {
    /// Its version.
    pub version: KeyVersion,
    /// A digest that only this key makes.
    pub proof: String,
}

/// Why keys cannot be used; it never repeats what a file holds.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyringError {
    /// A file that cannot be read.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file that holds something else.
    #[error("{path}: holds no key; one line is wanted: its version, a colon and 64 digits 0-9a-f")]
    Shape {
        /// The file.
        path: PathBuf,
    },
    /// A file that holds no key of signing.
    #[error("{path}: holds no key of signing; 64 digits 0-9a-f are wanted")]
    Seed {
        /// The file.
        path: PathBuf,
    },
    /// A key that is none, or two of one version.
    #[error("{0}")]
    Key(#[from] BlindKeyError),
    /// None at all, or more than a look-up takes.
    #[error("between 1 and {KEYS_MAX} keys are wanted")]
    Number,
}

/// How many keys are in force at once: two of them during a rotation, and two to spare.
pub const KEYS_MAX: usize = 4;

/// Whose register it is; one key may serve others beside it.
const CONTEXT: &str = "diary, register of pupils";
const PROOF_CONTEXT: &str = "diary, proof of a key";

impl Keyring {
    /// Reads one key from each file.
    ///
    /// # Errors
    ///
    /// [`KeyringError`], naming the file.
    pub fn read(paths: &[PathBuf]) -> Result<Self, KeyringError> {
        let keys: Vec<_> = paths.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
        Self::new(keys)
    }

    /// Of keys that a generator has drawn, each 32 bytes.
    ///
    /// # Errors
    ///
    /// [`KeyringError::Key`] or [`KeyringError::Number`].
    pub fn new(
        keys: impl IntoIterator<Item = (KeyVersion, Zeroizing<Vec<u8>>)>,
    ) -> Result<Self, KeyringError> {
        let keys: Vec<_> = keys.into_iter().collect();
        if keys.len() > KEYS_MAX {
            return Err(KeyringError::Number);
        }
        let held = keys.iter().map(|(version, bytes)| held(*version, bytes));
        let held = held.collect::<Result<_, _>>()?;
        let mut keys = keys.into_iter();
        let (version, bytes) = keys.next().ok_or(KeyringError::Number)?;
        let mut indexer = BlindIndexer::new(CONTEXT, BlindKey::new(version, &bytes)?);
        for (version, bytes) in keys {
            indexer = indexer.with_older(BlindKey::new(version, &bytes)?)?;
        }
        Ok(Self { indexer, held })
    }

    /// The keys, as the database may know them.
    #[must_use]
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// The digests of the verified identifiers of a side, under every key.
    #[must_use]
    pub fn digests(&self, evidence: &Evidence) -> Vec<(Ground, BlindValue)> {
        let snils = evidence.snils().verified();
        let snils = snils.into_iter().flat_map(|snils| self.indexer.candidates(snils));
        let certificate = evidence.certificate().verified();
        let certificate =
            certificate.into_iter().flat_map(|certificate| self.indexer.candidates(certificate));
        snils
            .map(|digest| (Ground::Snils, digest))
            .chain(certificate.map(|digest| (Ground::Certificate, digest)))
            .collect()
    }
}

fn held(version: KeyVersion, bytes: &[u8]) -> Result<Held, KeyringError> {
    let prover = BlindIndexer::new(PROOF_CONTEXT, BlindKey::new(version, bytes)?);
    // A number that is nobody's; it only has to be the same for every key.
    let proof = Snils::parse("112-233-445 95").map(|snils| prover.snils(&snils).to_string());
    Ok(Held { version, proof: proof.unwrap_or_default() })
}

fn read(path: &Path) -> Result<(KeyVersion, Zeroizing<Vec<u8>>), KeyringError> {
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|source| KeyringError::File { path: path.to_owned(), source })?;
    let parts = text.trim_end().split_once(':');
    let key = parts.and_then(|(version, hex)| {
        Some((KeyVersion(version.parse().ok()?), Zeroizing::new(from_hex(hex)?)))
    });
    key.ok_or_else(|| KeyringError::Shape { path: path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_file<T>(text: &str, check: impl FnOnce(&[PathBuf]) -> T) -> T {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        std::fs::write(&path, text).unwrap();
        check(&[path])
    }

    fn read_text(text: &str) -> Result<Keyring, KeyringError> {
        with_file(text, Keyring::read)
    }

    #[test]
    fn a_key_is_read_from_its_file_and_nothing_of_it_is_shown() {
        let hex = "00112233445566778899aabbccddeeff".repeat(2);
        let keyring = read_text(&format!("7:{hex}\n")).unwrap();
        assert_eq!(keyring.held().first().unwrap().version, KeyVersion(7));
        assert!(!format!("{keyring:?}").contains("2233"));
    }

    #[test]
    fn what_is_no_key_is_refused_without_being_repeated() {
        for text in ["", "7", "7:geheim", "x:00", "7:0011223344"] {
            let told = read_text(text).unwrap_err().to_string();
            assert!(!told.contains("geheim") && !told.contains("0011223344"), "{told}");
        }
        let same = "00".repeat(32);
        assert!(matches!(read_text(&format!("1:{same}")), Err(KeyringError::Key(_))));
        assert!(matches!(Keyring::read(&[]), Err(KeyringError::Number)));
    }

    #[test]
    fn two_keys_of_one_version_have_different_proofs() {
        let one = read_text(&format!("1:{}", "0123".repeat(16))).unwrap();
        let other = read_text(&format!("1:{}", "3210".repeat(16))).unwrap();
        assert_ne!(one.held(), other.held());
    }
}
