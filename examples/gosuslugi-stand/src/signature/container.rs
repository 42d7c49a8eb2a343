//! CMS containers: what the first generation signs with.

use crate::client::Client;
use crate::mode::Relaxation;
use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use der::asn1::{Any, OctetStringRef};
use der::{Decode as _, Encode as _};
use esia_core::protocol::cms::{CmsError, DetachedSignature, SigningCertificate};
use esia_core::protocol::key_set::TokenAlgorithm;

/// Checks that the registered certificate's key has signed one of the texts.
pub(super) fn check(client: &Client, der: &[u8], secret: &[u8], texts: &[String]) -> Option<()> {
    let certificate = SigningCertificate::from_der(der).ok()?;
    let (signature, enclosed) = match DetachedSignature::parse(secret) {
        Ok(signature) => (signature, None),
        Err(CmsError::Attached) if Relaxation::EnclosedText.passes(client) => {
            let (detached, text) = take_out(secret)?;
            (DetachedSignature::parse(&detached).ok()?, Some(text))
        }
        Err(_) => return None,
    };
    match signature.algorithm() {
        TokenAlgorithm::Gost256 => {}
        TokenAlgorithm::Rs256 if Relaxation::RsaSignature.passes(client) => {}
        TokenAlgorithm::Rs256 => return None,
    }
    let fits = |text: &String| {
        enclosed.as_ref().is_none_or(|enclosed| enclosed == text.as_bytes())
            && signature.verify(text.as_bytes(), &certificate).is_ok()
    };
    texts.iter().any(fits).then_some(())
}

/// The same container without its text, and the text.
fn take_out(secret: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let outer = ContentInfo::from_der(secret).ok()?;
    let mut signed: SignedData = outer.content.decode_as().ok()?;
    let content = signed.encap_content_info.econtent.take()?;
    let text: &OctetStringRef = content.decode_as().ok()?;
    let content = Any::encode_from(&signed).ok()?;
    let detached = ContentInfo { content_type: outer.content_type, content }.to_der().ok()?;
    Some((detached, text.as_bytes().to_vec()))
}
