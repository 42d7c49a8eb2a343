//! Room for the text of one name.

/// Bytes of a text in UTF-8, as many as fit.
#[derive(Clone, Copy)]
pub(super) struct Line {
    bytes: [u8; ROOM],
    len: usize,
}

impl Line {
    /// Room for a text, and nothing in it.
    pub(super) const fn new() -> Self {
        Self { bytes: [0; ROOM], len: 0 }
    }

    /// Empties the line.
    pub(super) const fn clear(&mut self) {
        self.len = 0;
    }

    /// How many bytes are in it.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// What is in it.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// What is in it from a place on, to be changed.
    pub(super) fn bytes_from(&mut self, place: usize) -> &mut [u8] {
        self.bytes.get_mut(place..self.len).unwrap_or_default()
    }

    /// Drops what is in it from a place on.
    pub(super) const fn cut(&mut self, place: usize) {
        if place < self.len {
            self.len = place;
        }
    }

    /// Adds a byte; none if there is no room.
    #[inline]
    pub(super) fn put(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.len)? = byte;
        // INVARIANT: the place exists, so that the length is below `ROOM`.
        self.len = self.len.wrapping_add(1);
        Some(())
    }

    /// Adds the first `count` of some bytes, of which there is room for all.
    #[inline]
    pub(super) fn put_first<const N: usize>(
        &mut self,
        bytes: &[u8; N],
        count: usize,
    ) -> Option<()> {
        *self.bytes.get_mut(self.len..)?.first_chunk_mut()? = *bytes;
        // INVARIANT: the places exist, so that the length is at most `ROOM`.
        self.len = self.len.wrapping_add(count.min(N));
        Some(())
    }
}

/// Enough for three parts of forty letters each; longer names take the full path.
const ROOM: usize = 248;
