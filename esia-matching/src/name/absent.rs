//! What registers write where there is no patronymic.

use alloc::string::String;

use crate::steps::{Step, Trace};

use super::part;

/// The canonical form of a patronymic; none if the text says that there is none.
///
/// An empty text says so too, but nothing was dropped to see that.
pub(super) fn patronymic(text: &str, trace: &mut Trace) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    // The words are compared in canonical form, so that reading a canonical name again changes
    // nothing; what mended the format of a word that is dropped leaves no trace.
    let mut mended = *trace;
    let middle = part::canonical(text, &mut mended).filter(|middle| !is_word(middle.as_bytes()));
    if middle.is_some() {
        *trace = mended;
    } else {
        trace.take(Step::NoPatronymic);
    }
    middle
}

/// Whether a patronymic in canonical form is a word that says that there is none.
pub(super) fn is_word(middle: &[u8]) -> bool {
    WORDS.iter().any(|word| word.as_bytes() == middle)
}

/// The words, in canonical form; a text without a letter says the same without any.
const WORDS: [&str; 7] = ["НЕТ", "(НЕТ)", "ОТСУТСТВУЕТ", "НЕ ИМЕЕТ", "Б/О", "БЕЗ ОТЧЕСТВА", "NULL"];
