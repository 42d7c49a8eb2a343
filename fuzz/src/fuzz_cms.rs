//! Any bytes as a detached CMS signature.

use crate::KEY;
use esia_core::protocol::cms::{DetachedSignature, SigningCertificate};
use esia_core::protocol::gost::certificate;

/// The text that our key has never signed.
const TEXT: &[u8] = b"openid2026.11.22 12:00:00 +0300ELSH01721";

/// No bytes that our key did not make are taken for its signature, whatever certificate they bring
/// along; what is read has a certificate inside only if that certificate reads again.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let until = crate::at() + chrono::TimeDelta::days(30);
    let der =
        certificate::self_signed(&KEY, "Fuzz", crate::at(), until, [1; 32]).expect("constants");
    let known = SigningCertificate::from_der(&der).expect("our own certificate");
    let Ok(signature) = DetachedSignature::parse(data) else { return };
    assert!(signature.verify(TEXT, &known).is_err(), "nobody signed this");
    if let Some(claimed) = signature.claimed_certificate()
        && let Ok(claimed) = SigningCertificate::from_der(&claimed)
    {
        let _ = signature.verify(TEXT, &claimed);
    }
}
