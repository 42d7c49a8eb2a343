//! The format steps that canonicalising took, named as identity.md names them.
//!
//! A step changes how a value is written and never which value it is. The list that comes with a
//! value is in the order of [`Step`], each step once, and it is empty exactly where the text was
//! canonical already.

use alloc::vec::Vec;

/// One lossless repair of a format (шаг приведения к канонической форме).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Step {
    /// A number printed by a spreadsheet was written out: `1.1223344595E10`, `11223344595.0`.
    Scientific,
    /// Full-width signs became plain ones.
    Width,
    /// A sign that stands for plain ones was written out: `Ⅲ`, full-width, letters in two parts.
    Compatibility,
    /// Letters written in two parts were composed (NFC): `и` and a breve to `й`.
    Composed,
    /// Signs without width were dropped: soft hyphen, zero-width space, byte order mark.
    Invisible,
    /// The name of the field was dropped: `СНИЛС:`, `№`.
    Label,
    /// The number sign before the number was dropped: `№`, `N`, `No`.
    NumberSign,
    /// Blanks became single spaces, and none round the value or a hyphen.
    Spaces,
    /// Separators were dropped, added or put as the canonical form has them.
    Separators,
    /// Another dash became a hyphen.
    Dash,
    /// Another apostrophe became `'`.
    Apostrophe,
    /// Small letters became capitals.
    Case,
    /// Letters of the other alphabet that look alike were replaced.
    LookAlike,
    /// Zeros that a numeric cell had dropped on the left were restored.
    LostZero,
    /// A word or a sign that says "no patronymic" was dropped.
    NoPatronymic,
}

impl Step {
    /// Every step, in the order in which a trace lists them.
    pub const ALL: [Self; 15] = [
        Self::Scientific,
        Self::Width,
        Self::Compatibility,
        Self::Composed,
        Self::Invisible,
        Self::Label,
        Self::NumberSign,
        Self::Spaces,
        Self::Separators,
        Self::Dash,
        Self::Apostrophe,
        Self::Case,
        Self::LookAlike,
        Self::LostZero,
        Self::NoPatronymic,
    ];

    /// The name of identity.md 1.6, 2.4 and 3.5.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scientific => "scientific",
            Self::Width => "width",
            Self::Compatibility => "compatibility",
            Self::Composed => "composed",
            Self::Invisible => "invisible",
            Self::Label => "label",
            Self::NumberSign => "number_sign",
            Self::Spaces => "spaces",
            Self::Separators => "separators",
            Self::Dash => "dash",
            Self::Apostrophe => "apostrophe",
            Self::Case => "case",
            Self::LookAlike => "look_alike",
            Self::LostZero => "lost_zero",
            Self::NoPatronymic => "no_patronymic",
        }
    }
}

/// A value together with the steps that led to it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a pair with names, and it stays one")]
pub struct Read<T> {
    /// The value.
    pub value: T,
    /// What was done to its text, in the order of [`Step::ALL`]; empty if the text was canonical.
    pub steps: Vec<Step>,
}

/// Steps taken so far, each at most once.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Trace(u16);

impl Trace {
    /// Notes a step.
    pub(crate) const fn take(&mut self, step: Step) {
        self.0 |= bit(step);
    }

    /// Notes a step if `taken`.
    pub(crate) const fn take_if(&mut self, taken: bool, step: Step) {
        if taken {
            self.take(step);
        }
    }

    /// Puts the steps beside their value.
    pub(crate) fn with<T>(self, value: T) -> Read<T> {
        // INVARIANT: bits are in the order of the steps, so that the lowest bit is the first step.
        let mut left = self.0;
        let mut steps = Vec::with_capacity(usize::try_from(left.count_ones()).unwrap_or_default());
        while let Some(&step) = Step::ALL.get(place_of_first(left)) {
            steps.push(step);
            left ^= bit(step);
        }
        Read { value, steps }
    }
}

/// The place of the first step among [`Step::ALL`]; past its end if there is none.
fn place_of_first(bits: u16) -> usize {
    usize::try_from(bits.trailing_zeros()).unwrap_or(usize::MAX)
}

/// The bit of a step.
const fn bit(step: Step) -> u16 {
    match step {
        Step::Scientific => 1,
        Step::Width => 1 << 1,
        Step::Compatibility => 1 << 2,
        Step::Composed => 1 << 3,
        Step::Invisible => 1 << 4,
        Step::Label => 1 << 5,
        Step::NumberSign => 1 << 6,
        Step::Spaces => 1 << 7,
        Step::Separators => 1 << 8,
        Step::Dash => 1 << 9,
        Step::Apostrophe => 1 << 10,
        Step::Case => 1 << 11,
        Step::LookAlike => 1 << 12,
        Step::LostZero => 1 << 13,
        Step::NoPatronymic => 1 << 14,
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, Trace, bit};

    #[test]
    fn the_list_of_all_steps_is_in_order_and_every_step_has_its_own_bit() {
        assert!(Step::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        let bits = Step::ALL.map(bit);
        assert_eq!(bits, core::array::from_fn(|place| 1 << place));
    }

    #[test]
    fn the_names_are_those_of_the_contract() {
        let names = Step::ALL.map(Step::as_str).join(" ");
        let expected = "scientific width compatibility composed invisible label number_sign spaces \
                        separators dash apostrophe case look_alike lost_zero no_patronymic";
        assert_eq!(names, expected);
    }

    #[test]
    fn a_trace_lists_each_step_once_and_in_order() {
        let mut trace = Trace::default();
        trace.take(Step::LookAlike);
        trace.take(Step::Invisible);
        trace.take(Step::LookAlike);
        trace.take_if(false, Step::Case);
        assert_eq!(trace.with(()).steps, [Step::Invisible, Step::LookAlike]);
    }
}
