//! A SNILS of ASCII digits and plain separators, as nearly all are, read by words of eight bytes.
//!
//! Whatever else a text holds, this path gives it up, and [`Snils`](super::Snils) takes the full
//! path; where it does not, both come to the same (a law in `tests`).

use super::SnilsError;

/// The digits of a text of nothing but ASCII digits and ` `, `-`, `.`, `,`; none for other texts.
#[inline]
pub(super) fn digits(text: &[u8]) -> Option<Result<[u8; 11], SnilsError>> {
    match groups(text) {
        Some(digits) => Some(Ok(digits)),
        None => one_by_one(text),
    }
}

/// Whether a text with the eleven digits of a SNILS has its separators as the canonical one has.
pub(super) const fn is_canonical(text: &[u8]) -> bool {
    matches!(text, [_, _, _, b'-', _, _, _, b'-', _, _, _, b' ', _, _])
}

/// Three, three, three and two digits with one separator between.
#[inline]
pub(super) fn groups(text: &[u8]) -> Option<[u8; 11]> {
    let text: &[u8; 14] = text.try_into().ok()?;
    let head = u64::from_le_bytes(*text.first_chunk()?);
    let tail = u64::from_le_bytes(*text.last_chunk()?);
    // The first eight digits: three, three behind a separator, and two of the tail, which begins
    // with the sixth digit.
    let body = (head & 0x00FF_FFFF) | ((head >> 8) & 0xFFFF_FF00_0000) | ((tail >> 16) << 48);
    // The others, in the places that they have in the tail.
    let rest = (tail & 0xFFFF_00FF_0000_0000) | (ZEROS & 0x0000_FF00_FFFF_FFFF);
    let [_, _, _, first, _, _, _, second] = head.to_le_bytes();
    let [_, _, _, _, ninth, _, tens, units] = (rest ^ ZEROS).to_le_bytes();
    let [.., third, _, _] = *text;
    let are_separators = is_separator(first) & is_separator(second) & is_separator(third);
    if !(are_separators && are_digits(body) && are_digits(rest)) {
        return None;
    }
    let [one, two, three, four, five, six, seven, eight] = (body ^ ZEROS).to_le_bytes();
    Some([one, two, three, four, five, six, seven, eight, ninth, tens, units])
}

/// Digits and separators in any order.
#[inline]
fn one_by_one(text: &[u8]) -> Option<Result<[u8; 11], SnilsError>> {
    let mut digits = [0; 11];
    let mut count = 0_usize;
    for &byte in text {
        if byte.is_ascii_digit() {
            if let Some(place) = digits.get_mut(count) {
                *place = byte & 0x0F;
            }
            count = count.saturating_add(1);
        } else if !is_separator(byte) {
            return None;
        }
    }
    Some(match count {
        0 => Err(SnilsError::Empty),
        11 => Ok(digits),
        _ => Err(SnilsError::Length),
    })
}

/// Whether a byte is one of the separators that keyboards have.
const fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'.' | b',')
}

/// Whether each of eight bytes is an ASCII digit.
const fn are_digits(word: u64) -> bool {
    let values = word ^ ZEROS;
    // INVARIANT: the top bits are masked, so that no byte runs into its neighbour; a value above
    // nine sets a top bit, or had one.
    let above_nine = (values & !TOP_BITS).wrapping_add(0x7676_7676_7676_7676);
    (above_nine | values) & TOP_BITS == 0
}

/// Eight times the digit zero.
const ZEROS: u64 = 0x3030_3030_3030_3030;
/// The highest bit of each of eight bytes.
const TOP_BITS: u64 = 0x8080_8080_8080_8080;
