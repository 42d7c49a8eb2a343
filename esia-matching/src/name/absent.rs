//! What registers write where there is no patronymic.

use crate::signs::cyrillic_look_alike;
use crate::steps::{Step, Trace};

use super::part;

/// Whether a patronymic says that there is none, in any letter case; before any other step.
///
/// An empty text is absent too, but nothing was dropped to see that.
pub(super) fn is_absent(text: &str, trace: &mut Trace) -> bool {
    if text.is_empty() {
        return true;
    }
    // The words are compared with their format mended, and this mending leaves no trace.
    let unseen = &mut Trace::default();
    let written = part::spaced(&part::visible(text, unseen), unseen);
    let is_absent = written.chars().all(|sign| matches!(sign, '-' | '.' | ' '))
        || WORDS.iter().any(|word| is_same(&written, word));
    trace.take_if(is_absent, Step::NoPatronymic);
    is_absent
}

/// Whether a text is `word`, in any letter case or with Latin doubles of its letters.
fn is_same(text: &str, word: &str) -> bool {
    let small = |sign: char| sign.to_lowercase();
    let mut letters = text.chars().flat_map(small);
    word.chars().all(|letter| {
        letters.next().is_some_and(|sign| {
            sign == letter || cyrillic_look_alike(sign).is_some_and(|double| double == letter)
        })
    }) && letters.next().is_none()
}

/// The words, in small letters.
const WORDS: [&str; 7] = ["нет", "(нет)", "отсутствует", "не имеет", "б/о", "без отчества", "null"];
