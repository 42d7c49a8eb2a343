//! One part of a name, from its text to the canonical form.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::signs::{
    composed, cyrillic_look_alike, is_apostrophe, is_cyrillic, is_dash, is_invisible, is_latin,
};
use crate::steps::{Step, Trace};

/// The canonical form of a part; none if there is no letter, digit or strange sign in it.
pub(super) fn canonical(text: &str, trace: &mut Trace) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    let visible = visible(text, trace);
    let spaced = spaced(&visible, trace);
    if spaced.chars().all(|sign| is_allowed(sign) && !is_letter(sign)) {
        trace.take(Step::Spaces);
        return None;
    }
    let one_script = with_look_alikes(&spaced, trace);
    let capital = capital(&one_script);
    trace.take_if(capital != one_script, Step::Case);
    Some(capital)
}

/// Whether a name may hold a sign, in its canonical form.
pub(super) fn is_allowed(sign: char) -> bool {
    is_letter(sign)
        || matches!(sign, ' ' | '-' | '\'' | '.' | '(' | ')')
        || matches!(sign, '"' | '«' | '»' | '\u{201C}'..='\u{201F}' | '‹' | '›')
}

/// A letter of any script; a Roman numeral in one sign is none.
fn is_letter(sign: char) -> bool {
    sign.is_alphabetic() && !sign.is_numeric()
}

/// Without invisible signs, and every letter in one part.
fn visible<'a>(text: &'a str, trace: &mut Trace) -> Cow<'a, str> {
    if text.contains(is_invisible) {
        trace.take(Step::Invisible);
        // INVARIANT: dropped before composing, since a sign between a letter and its mark would
        // keep them apart.
        let visible: String = text.chars().filter(|&sign| !is_invisible(sign)).collect();
        let composed = composed(&visible);
        trace.take_if(composed != visible, Step::Composed);
        return Cow::Owned(composed.into_owned());
    }
    let composed = composed(text);
    trace.take_if(matches!(composed, Cow::Owned(_)), Step::Composed);
    composed
}

/// Single spaces, none round the part or a hyphen; one hyphen and one apostrophe of each family.
fn spaced(text: &str, trace: &mut Trace) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut is_after_blank = false;
    for sign in text.chars() {
        if sign.is_whitespace() {
            trace.take_if(sign != ' ' || is_after_blank || spaced.is_empty(), Step::Spaces);
            is_after_blank = true;
        } else if is_dash(sign) {
            trace.take_if(sign != '-', Step::Dash);
            trace.take_if(is_after_blank, Step::Spaces);
            is_after_blank = false;
            if spaced.ends_with('-') {
                trace.take(Step::Dash);
            } else {
                spaced.push('-');
            }
        } else {
            if is_after_blank && spaced.ends_with('-') {
                trace.take(Step::Spaces);
            } else if is_after_blank && !spaced.is_empty() {
                spaced.push(' ');
            }
            is_after_blank = false;
            trace.take_if(is_apostrophe(sign) && sign != '\'', Step::Apostrophe);
            spaced.push(if is_apostrophe(sign) { '\'' } else { sign });
        }
    }
    trace.take_if(is_after_blank, Step::Spaces);
    spaced
}

/// Cyrillic letters for Latin ones, in the tokens in which that is certain.
///
/// Tokens end at a space or a hyphen. Case is as written: `h` looks like no Cyrillic letter.
fn with_look_alikes(text: &str, trace: &mut Trace) -> String {
    let mut folded = String::with_capacity(text.len());
    for token in text.split_inclusive([' ', '-']) {
        if is_certain(token) {
            trace.take(Step::LookAlike);
            folded.extend(token.chars().map(|sign| cyrillic_look_alike(sign).unwrap_or(sign)));
        } else {
            folded.push_str(token);
        }
    }
    folded
}

/// Whether a token has Cyrillic and Latin letters, and each of the Latin ones looks Cyrillic.
fn is_certain(token: &str) -> bool {
    let mut latin = token.chars().filter(|&sign| is_latin(sign)).peekable();
    latin.peek().is_some()
        && latin.all(|sign| cyrillic_look_alike(sign).is_some())
        && token.contains(is_cyrillic)
}

/// Capitals, composed again and with plain apostrophes: a capital may have more parts than its
/// small letter, as `ŉ` has.
fn capital(text: &str) -> String {
    let mut capital = text.to_uppercase();
    if capital.contains(|sign| is_apostrophe(sign) && sign != '\'') {
        capital = capital.replace(is_apostrophe, "'");
    }
    match composed(&capital) {
        Cow::Borrowed(_) => capital,
        Cow::Owned(composed) => composed,
    }
}
