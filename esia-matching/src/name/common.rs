//! Names as most are written, read in one pass without a table of Unicode.
//!
//! Cyrillic letters of the commonest block with single blanks and hyphens, and with what journals
//! add to them: letter case, blanks, dashes, Latin doubles, letters in two parts, invisible signs.
//! Whatever else a text holds, this path gives it up, and [`FullName`](super::FullName) takes the
//! full path. Where this path does not give up, both come to the same (a law in `tests`).

use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::absent;
use super::key::split_before_ogly;
use super::letters::{Letters, capital};
use super::line::Line;
use crate::signs::{cyrillic_look_alike, is_apostrophe, is_dash, is_invisible};
use crate::steps::{Step, Trace};

/// A name in canonical form, its parts in a [`Line`] with `|` between.
#[derive(Clone, Copy)]
pub(super) struct Common {
    /// Where the last name ends.
    last_end: usize,
    /// Where the first name ends.
    first_end: usize,
    /// What was done to the parts.
    pub(super) trace: Trace,
}

impl Common {
    /// Reads a name into an empty line; none if a part is not as most are.
    #[inline]
    pub(super) fn read(
        last: &str,
        first: &str,
        middle: Option<&str>,
        line: &mut Line,
    ) -> Option<Self> {
        if last.is_empty() && first.is_empty() {
            return None;
        }
        let mut trace = Trace::default();
        let has_letter = Part::read(last, line, &mut trace)?;
        if !has_letter && !last.is_empty() {
            return None;
        }
        let last_end = line.len();
        line.put(b'|')?;
        let has_letter = Part::read(first, line, &mut trace)?;
        if !has_letter && !first.is_empty() {
            return None;
        }
        let first_end = line.len();
        line.put(b'|')?;
        if let Some(middle) = middle.filter(|middle| !middle.is_empty()) {
            let start = line.len();
            let mut mended = trace;
            let has_letter = Part::read(middle, line, &mut mended)?;
            if has_letter && !absent::is_word(line.bytes_from(start)) {
                trace = mended;
            } else {
                line.cut(start);
                trace.take(Step::NoPatronymic);
            }
        }
        Some(Self { last_end, first_end, trace })
    }

    /// The parts of a name in its line: last, first and middle; a missing part is empty.
    pub(super) fn parts(self, line: &[u8]) -> [&[u8]; 3] {
        let (last, rest) = line.split_at_checked(self.last_end).unwrap_or_default();
        let first_len = self.first_end.saturating_sub(self.last_end);
        let (first, middle) = rest.split_at_checked(first_len).unwrap_or_default();
        let bare = |part| <[u8]>::strip_prefix(part, b"|").unwrap_or_default();
        [last, bare(first), bare(middle)]
    }

    /// Puts a space for a hyphen where the key has one (identity.md 3.4).
    #[inline]
    pub(super) fn join_patronymic(self, line: &mut Line) {
        let middle = line.bytes_from(self.first_end);
        if middle.contains(&b'-') {
            join(middle);
        }
    }
}

/// Joins the words of a patronymic, of which there are several.
#[cold]
fn join(mut middle: &mut [u8]) {
    while let Ok(text) = core::str::from_utf8(middle)
        && let Some((before, _)) = split_before_ogly(text)
    {
        let hyphen = before.len();
        let joined = core::mem::take(&mut middle).get_mut(hyphen..).unwrap_or_default();
        let Some((hyphen, after)) = joined.split_first_mut() else { return };
        *hyphen = b' ';
        middle = after;
    }
}

/// One part of a name, as far as it is read.
struct Part<'a> {
    line: &'a mut Line,
    /// Where in the line the part begins.
    start: usize,
    is_after_blank: bool,
    has_letter: bool,
    has_small: bool,
    token: Token,
    trace: Trace,
}

/// What has been seen of a token, which ends at a blank or a hyphen.
#[derive(Clone, Copy, Default)]
struct Token {
    has_cyrillic: bool,
    has_latin: bool,
}

impl<'a> Part<'a> {
    /// Reads a part and says whether it has a letter; none if it is not as most are.
    #[inline]
    fn read(text: &str, line: &'a mut Line, trace: &mut Trace) -> Option<bool> {
        let start = line.len();
        let mut part = Part {
            line,
            start,
            is_after_blank: false,
            has_letter: false,
            has_small: false,
            token: Token::default(),
            trace: *trace,
        };
        let mut rest = text.as_bytes();
        loop {
            let letters = Letters::at_the_beginning_of(rest);
            if letters.len > 0 {
                part.end_blanks()?;
                part.line.put_first(&letters.capitals, letters.len)?;
                part.has_small |= letters.has_small;
                part.has_letter = true;
                part.token.has_cyrillic = true;
                rest = rest.get(letters.len..)?;
            }
            if letters.len < letters.capitals.len() {
                if rest.is_empty() {
                    break;
                }
                rest = part.other(text, rest)?;
            }
        }
        part.end_token()?;
        part.trace.take_if(part.is_after_blank, Step::Spaces);
        part.trace.take_if(part.has_small, Step::Case);
        *trace = part.trace;
        Some(part.has_letter)
    }

    /// Reads a sign that is no letter of А–я, or the last ones of the text; gives what follows it.
    #[inline]
    fn other<'t>(&mut self, text: &str, rest: &'t [u8]) -> Option<&'t [u8]> {
        match rest {
            [lead @ (0xD0 | 0xD1), trail, after @ ..] => {
                let capital = capital(*lead, *trail)?;
                self.end_blanks()?;
                self.line.put_first(&capital, capital.len())?;
                self.has_small |= capital != [*lead, *trail];
                self.has_letter = true;
                self.token.has_cyrillic = true;
                Some(after)
            }
            [b' ', after @ ..] => {
                self.blank(' ')?;
                Some(after)
            }
            [b'-', after @ ..] => {
                self.dash('-')?;
                Some(after)
            }
            [mark @ (b'\'' | b'.' | b'(' | b')' | b'"'), after @ ..] => {
                self.end_blanks()?;
                self.line.put(*mark)?;
                Some(after)
            }
            [byte @ 0x41..=0x7A, after @ ..] => {
                self.double(char::from(*byte))?;
                Some(after)
            }
            [0xCC, mark @ (0x86 | 0x88), after @ ..] => {
                let before = text.len().checked_sub(rest.len())?.checked_sub(2)?;
                self.compose(text.as_bytes().get(before..)?, *mark)?;
                Some(after)
            }
            [_, ..] => self.rare(text, rest),
            [] => None,
        }
    }

    /// Notes a blank, which is written where a letter follows.
    #[inline]
    fn blank(&mut self, sign: char) -> Option<()> {
        self.end_token()?;
        let is_first = self.line.len() == self.start;
        self.trace.take_if(sign != ' ' || self.is_after_blank || is_first, Step::Spaces);
        self.is_after_blank = true;
        Some(())
    }

    /// Writes a hyphen, unless one stands there.
    #[inline]
    fn dash(&mut self, sign: char) -> Option<()> {
        self.end_token()?;
        self.trace.take_if(sign != '-', Step::Dash);
        self.trace.take_if(self.is_after_blank, Step::Spaces);
        self.is_after_blank = false;
        if self.ends_with_hyphen() {
            self.trace.take(Step::Dash);
            Some(())
        } else {
            self.line.put(b'-')
        }
    }

    /// Writes the space of the blanks before a sign, if there were any and one stays.
    #[inline]
    fn end_blanks(&mut self) -> Option<()> {
        if !self.is_after_blank {
            return Some(());
        }
        self.is_after_blank = false;
        if self.ends_with_hyphen() {
            self.trace.take(Step::Spaces);
        } else if self.line.len() > self.start {
            self.line.put(b' ')?;
        }
        Some(())
    }

    #[inline]
    fn ends_with_hyphen(&mut self) -> bool {
        self.line.bytes_from(self.start).ends_with(b"-")
    }

    /// Ends a token; a Latin letter in it is a double only beside a Cyrillic one.
    #[inline]
    fn end_token(&mut self) -> Option<()> {
        let token = core::mem::take(&mut self.token);
        self.trace.take_if(token.has_latin, Step::LookAlike);
        (token.has_cyrillic || !token.has_latin).then_some(())
    }

    /// Writes the capital of the Cyrillic letter that a Latin one looks like.
    #[inline]
    fn double(&mut self, latin: char) -> Option<()> {
        let mut bytes = [0; 2];
        cyrillic_look_alike(latin)?.encode_utf8(&mut bytes);
        let [lead, trail] = bytes;
        let capital = capital(lead, trail)?;
        self.end_blanks()?;
        self.line.put_first(&capital, capital.len())?;
        self.has_small |= latin.is_ascii_lowercase();
        self.has_letter = true;
        self.token.has_latin = true;
        Some(())
    }

    /// Composes the two marks of Russian with the letters that they belong to.
    #[inline]
    fn compose(&mut self, letter_and_mark: &[u8], mark: u8) -> Option<()> {
        let composed = match (letter_and_mark.first_chunk()?, mark) {
            ([0xD0, 0x98 | 0xB8], 0x86) => [0xD0, 0x99],
            ([0xD0, 0x95 | 0xB5], 0x88) => [0xD0, 0x81],
            (_, _) => return None,
        };
        let letter = self.line.len().checked_sub(composed.len())?;
        self.line.cut(letter);
        self.trace.take(Step::Composed);
        self.line.put_first(&composed, composed.len())
    }

    /// Reads a sign that few names have.
    #[cold]
    fn rare<'t>(&mut self, text: &str, rest: &'t [u8]) -> Option<&'t [u8]> {
        let sign = text.get(text.len().checked_sub(rest.len())?..)?.chars().next()?;
        if is_invisible(sign) {
            self.trace.take(Step::Invisible);
        } else if is_nfc_quick(core::iter::once(sign)) != IsNormalized::Yes {
            return None;
        } else if sign.is_whitespace() {
            self.blank(sign)?;
        } else if is_dash(sign) {
            self.dash(sign)?;
        } else if is_apostrophe(sign) {
            self.end_blanks()?;
            self.trace.take(Step::Apostrophe);
            self.line.put(b'\'')?;
        } else {
            return None;
        }
        rest.get(sign.len_utf8()..)
    }
}
