//! Any bytes as a compact index, unsealed and sealed.

use esia_matching::blind::{BlindKey, KeyVersion};
use esia_matching::compact::CompactIndex;
use esia_matching::digest::{Digest, DigestKey};
use esia_matching::evidence::{Evidence, Texts};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// What is not sealed is refused; what is, however odd, is asked and written again in silence.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let key = DigestKey::new(&[7; 16]);
    let drawn: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).expect("32 places"));
    let seal = BlindKey::new(KeyVersion(1), &drawn).expect("a constant");
    assert!(CompactIndex::from_bytes(data, &key, &seal).is_err(), "bytes that nobody sealed");

    let scheme = b"esia-matching compact index 1";
    let mut mac = Hmac::<Sha256>::new_from_slice(&drawn).expect("any length");
    mac.update(&(scheme.len() as u64).to_be_bytes());
    mac.update(scheme);
    mac.update(data);
    let sealed = [data, &mac.finalize().into_bytes()].concat();
    let Ok(index) = CompactIndex::from_bytes(&sealed, &key, &seal) else { return };
    assert!(index.to_bytes(&key, &seal) == sealed, "an index is written as it was read");
    let texts = Texts::default()
        .names("Тестова", "Анна", "Ивановна")
        .birth_date("05.03.2014")
        .snils("112-233-445 95")
        .certificate("III-МЮ 123456");
    let person = Digest::of(&Evidence::from_journal(&texts), &key);
    let answer = index.find(&person);
    index.find_batch(&[person], |other| assert_eq!(other, answer));
    index.duplicates(|_, places| assert!(places.len() > 1, "one record is no duplicate"));
    assert!(index.compacted().len() == index.len());
}
