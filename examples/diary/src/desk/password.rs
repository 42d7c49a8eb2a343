//! Passwords of staff, hashed with Argon2id.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

/// The hash that the store keeps, under a fresh salt.
///
/// # Errors
///
/// [`PasswordError`] where the system has no randomness to give.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| PasswordError)?;
    Ok(hash.to_string())
}

/// Whether a password is the one of a hash. A hash that cannot be read is nobody's.
#[must_use]
pub fn is_of(hash: &str, password: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// A password that was not hashed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a password could not be hashed")]
pub struct PasswordError;

#[cfg(test)]
mod tests {
    use super::{hash, is_of};

    #[test]
    fn a_hash_knows_its_own_password_and_no_other() {
        let one = hash("correct horse").unwrap();
        assert!(one.starts_with("$argon2id$"));
        assert!(is_of(&one, "correct horse"));
        assert!(!is_of(&one, "correct horse "));
        assert!(!is_of("no hash", "correct horse"));
        assert_ne!(one, hash("correct horse").unwrap(), "each hash has a salt of its own");
    }
}
