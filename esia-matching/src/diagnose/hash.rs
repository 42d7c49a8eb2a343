//! Hashes without a key, the same in every run: they gather what may be alike and decide nothing.

/// A hash of some bytes; nought of none alone.
pub(super) const fn of_bytes(mut bytes: &[u8]) -> u32 {
    if bytes.is_empty() {
        return 0;
    }
    let mut hash = SEED;
    while let Some((word, rest)) = bytes.split_first_chunk::<8>() {
        hash = step(hash, u64::from_le_bytes(*word));
        bytes = rest;
    }
    // The bytes that are left, behind a one that tells how many they are.
    let mut last = 1;
    while let Some((byte, rest)) = bytes.split_first() {
        last = (last << 8) | u64::from_le_bytes([*byte, 0, 0, 0, 0, 0, 0, 0]);
        bytes = rest;
    }
    let hash = half(step(hash, last));
    if hash == 0 { 1 } else { hash }
}

/// Two numbers as one whose every bit depends on all of theirs.
pub(super) const fn mixed(one: u64, other: u64) -> u32 {
    half(step(step(SEED, one), other))
}

/// Adds a number to a hash (a multiplication by an odd number close to the golden ratio).
const fn step(hash: u64, number: u64) -> u64 {
    let spread = (hash ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    spread ^ (spread >> 32)
}

/// Half of the bits of a hash.
pub(super) const fn half(hash: u64) -> u32 {
    let [a, b, c, d, ..] = hash.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// Where a hash begins.
const SEED: u64 = 0xCBF2_9CE4_8422_2325;
