//! One slip of the finger between two rows of signs.

/// The one slip that turns the first row into the second, its place counted from 1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Edit {
    /// Another sign.
    Substituted(usize),
    /// This sign and the next one stand in each other's place.
    Swapped(usize),
    /// The first row has a sign that the second has not; the place is in the first.
    OnlyInFirst(usize),
    /// The second row has a sign that the first has not; the place is in the second.
    OnlyInSecond(usize),
}

impl Edit {
    /// The slip between two rows, if it is one and no more; linear.
    ///
    /// In a run of equal signs the last one counts as the extra one.
    pub(crate) fn between<T: PartialEq>(one: &[T], other: &[T]) -> Option<Self> {
        let same = |pairs: &(&T, &T)| pairs.0 == pairs.1;
        let before = one.iter().zip(other).take_while(same).count();
        let (left, right) = (one.get(before..)?, other.get(before..)?);
        let place = before.saturating_add(1);
        match (left, right) {
            ([_, left @ ..], [_, right @ ..]) if left == right => Some(Self::Substituted(place)),
            ([a, b, left @ ..], [c, d, right @ ..]) if left == right && a == d && b == c => {
                Some(Self::Swapped(place))
            }
            ([_, left @ ..], right) if left == right => Some(Self::OnlyInFirst(place)),
            (left, [_, right @ ..]) if left == right => Some(Self::OnlyInSecond(place)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Edit;

    #[test]
    fn one_slip_is_named_and_two_are_none() {
        let between = |one: &str, other: &str| Edit::between(one.as_bytes(), other.as_bytes());
        for (one, other, expected) in [
            ("abcd", "abxd", Some(Edit::Substituted(3))),
            ("abcd", "acbd", Some(Edit::Swapped(2))),
            ("abcd", "abdc", Some(Edit::Swapped(3))),
            ("abbd", "abd", Some(Edit::OnlyInFirst(3))),
            ("abc", "abcd", Some(Edit::OnlyInSecond(4))),
            ("bcd", "abcd", Some(Edit::OnlyInSecond(1))),
            ("a", "", Some(Edit::OnlyInFirst(1))),
            ("a", "b", Some(Edit::Substituted(1))),
            ("abcd", "abcd", None),
            ("", "", None),
            ("abcd", "axcx", None),
            ("abcd", "cbad", None),
            ("abcd", "ab", None),
        ] {
            assert_eq!(between(one, other), expected, "{one} {other}");
        }
    }
}
