//! Values as the desk shows them where the whole value is not needed.

/// A number or a date with all digits but the last two hidden: `•••-•••-••• 46`.
#[must_use]
pub fn number(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let mut seen = 0_usize;
    text.chars()
        .map(|sign| {
            if sign.is_ascii_digit() {
                seen = seen.saturating_add(1);
                if digits.saturating_sub(seen) < SHOWN { sign } else { HIDDEN }
            } else if sign.is_alphanumeric() {
                HIDDEN
            } else {
                sign
            }
        })
        .collect()
}

/// A name with its first letter alone: `О•••`.
#[must_use]
pub fn word(text: &str) -> String {
    let mut letters = text.trim().chars();
    letters.next().map_or_else(String::new, |first| format!("{first}{HIDDEN}{HIDDEN}{HIDDEN}"))
}

/// How many digits are shown.
const SHOWN: usize = 2;

/// What stands for a hidden sign.
const HIDDEN: char = '•';

#[cfg(test)]
mod tests {
    use super::{number, word};

    #[test]
    fn the_last_two_digits_of_a_number_are_shown_and_one_letter_of_a_name() {
        assert_eq!(number("100-006-412 46"), "•••-•••-••• 46");
        assert_eq!(number("17.02.2015"), "••.••.••15");
        assert_eq!(number("II-ТС"), "••-••");
        assert_eq!(number(""), "");
        assert_eq!(number("46"), "46");
        assert_eq!(word(" Опечаткина"), "О•••");
        assert_eq!(word(""), "");
    }
}
