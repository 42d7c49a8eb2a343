//! The two common ways to write a date, in ASCII and with nothing round them.
//!
//! Whatever else a text holds, this path gives it up, and [`BirthDate`](super::BirthDate) takes the
//! full path; where it does not, both come to the same (a law in `laws`).

use super::Written;

/// The day of `YYYY-MM-DD` or `D.M.YYYY`, and whether it was the first; none for other texts.
#[inline]
pub(super) fn written(text: &[u8]) -> Option<(Written, bool)> {
    let (year, month, day, is_canonical) = match *text {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            ([y1, y2, y3, y4], [m1, m2], [d1, d2], true)
        }
        [d1, d2, b'.', m1, m2, b'.', y1, y2, y3, y4] => {
            ([y1, y2, y3, y4], [m1, m2], [d1, d2], false)
        }
        [d2, b'.', m1, m2, b'.', y1, y2, y3, y4] => ([y1, y2, y3, y4], [m1, m2], [b'0', d2], false),
        [d1, d2, b'.', m2, b'.', y1, y2, y3, y4] => ([y1, y2, y3, y4], [b'0', m2], [d1, d2], false),
        [d2, b'.', m2, b'.', y1, y2, y3, y4] => ([y1, y2, y3, y4], [b'0', m2], [b'0', d2], false),
        _ => return None,
    };
    let [y1, y2, y3, y4] = year;
    let (century, year) = (number([y1, y2])?, number([y3, y4])?);
    // INVARIANT: two digits make less than a hundred, and four less than ten thousand.
    let year = century.wrapping_mul(100).wrapping_add(year);
    Some((Written { year, month: number(month)?, day: number(day)? }, is_canonical))
}

/// The number that two ASCII digits write.
#[inline]
fn number([tens, units]: [u8; 2]) -> Option<u16> {
    let (tens, units) = (tens ^ b'0', units ^ b'0');
    // INVARIANT: both are below ten where the number is used.
    let number = u16::from(tens).wrapping_mul(10).wrapping_add(u16::from(units));
    (tens < 10 && units < 10).then_some(number)
}
