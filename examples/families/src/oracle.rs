//! The login decision once more, typed by hand from rules.md §4 as one chain of questions.
//!
//! It is the second opinion of the differential test: plain values in, plain values out. It knows
//! nothing of the library's rows, conditions, age arithmetic or message catalogue, so that a slip
//! there cannot be repeated here. Keep it so: never replace a line of it by a call to the library.
//!
//! A word outside the contract (design.md 3.5) is nobody's business here; none of them ever
//! leads to `allow`.
//!
//! ```
//! use chrono::NaiveDate;
//! use families::oracle::{Input, decide};
//!
//! let answer = decide(&Input {
//!     today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
//!     birth_date: NaiveDate::from_ymd_opt(2014, 3, 5),
//!     account_kind: "child",
//!     account_level: "child",
//!     lookup: "found",
//!     linked_parents: Some(1),
//!     consent: "granted_by_parent",
//!     protocol_error: false,
//!     emancipated: false,
//!     age_rule: "day_after",
//!     teen_consent: "parent_only",
//! });
//! assert_eq!((answer.row, answer.decision), ("D-14", "allow"));
//! ```

use chrono::{Datelike, NaiveDate};

/// The facts of one attempt and the policy, as words of the contract of design.md 3.5.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The civil day of the attempt.
    pub today: NaiveDate,
    /// The verified birth date, if there is one.
    pub birth_date: Option<NaiveDate>,
    /// `child` or `self_made`.
    pub account_kind: &'a str,
    /// `simplified`, `standard`, `confirmed` or `child`.
    pub account_level: &'a str,
    /// `found`, `not_found`, `ambiguous`, `conflict` or `unavailable`.
    pub lookup: &'a str,
    /// The number of parents who linked the account, if known.
    pub linked_parents: Option<u32>,
    /// `none`, `requested`, `granted_by_parent`, `granted_by_self`, `contested`, `declined`,
    /// `withdrawn`, `lapsed`, `ended` or `unknown`.
    pub consent: &'a str,
    /// Whether the sign-in itself failed.
    pub protocol_error: bool,
    /// Whether the person has full legal capacity before 18.
    pub emancipated: bool,
    /// `day_after` or `on_birthday`.
    pub age_rule: &'a str,
    /// `parent_only` or `parent_or_teen`.
    pub teen_consent: &'a str,
}

/// What the table of rules.md §4 says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Answer {
    /// `D-01` to `D-14`.
    pub row: &'static str,
    /// `allow`, `not_found`, `need_link`, `need_consent` or `refuse`.
    pub decision: &'static str,
    /// The rules of the row, ranges written out, `own` for our own decision.
    pub rules: &'static [&'static str],
    /// The text to show.
    pub message: Option<&'static str>,
    /// Whether a request for consent must go out.
    pub request_consent: bool,
}

/// Answers one attempt, question by question.
#[must_use]
pub fn decide(input: &Input<'_>) -> Answer {
    if input.protocol_error {
        return refuse("D-01", &["own"], M_1);
    }
    let Some(birth) = input.birth_date else {
        return refuse("D-02", &["own", "Q-04"], M_2);
    };
    let age = full_years(birth, input.today, input.age_rule);
    let unborn = calendar(birth) > calendar(input.today);
    if unborn || age > 120 || (input.emancipated && age < 14) {
        return refuse("D-02", &["own", "Q-04"], M_2);
    }

    let small = age < 14;
    let grown = age >= 18 || input.emancipated;
    let teen = !small && !grown;
    let child_account = input.account_kind == "child";

    if small && !child_account {
        return refuse("D-03", &["Q-02"], M_2);
    }
    if !child_account && input.account_level != "confirmed" {
        return refuse("D-04", &["R-13", "R-66", "R-68", "T-12"], M_3);
    }
    if grown && child_account {
        return refuse("D-05", &["Q-04"], M_4);
    }
    if input.lookup == "unavailable" {
        return refuse("D-06", &["T-21"], M_5);
    }
    if input.lookup != "found" {
        return if grown {
            answer("D-08", "not_found", &["R-15"], Some(M_7))
        } else {
            answer("D-07", "not_found", &["R-07", "R-08", "Q-13"], Some(M_6))
        };
    }

    let by_parent = input.consent == "granted_by_parent";
    let by_self = input.consent == "granted_by_self";
    let effective = if grown {
        by_self
    } else {
        by_parent || (by_self && teen && input.teen_consent == "parent_or_teen")
    };
    if teen && !child_account && input.linked_parents == Some(0) && !effective {
        return answer(
            "D-09",
            "need_link",
            &["R-17", "R-18", "R-19", "R-20", "R-21", "R-22", "R-23", "R-24", "R-25"],
            Some(M_8),
        );
    }
    if input.consent == "unknown" {
        return refuse("D-10", &["T-21"], M_5);
    }
    if effective {
        return answer("D-14", "allow", &["R-06", "R-14", "R-32", "R-33"], None);
    }

    // From here on there is no consent that counts, and only the wording differs.
    let wrong_band = by_parent || by_self;
    let waiting = input.consent == "requested" || input.consent == "contested";
    let (row, rules): (_, &[&str]) = match (wrong_band, grown) {
        (true, _) => ("D-13", &["Q-24"]),
        (false, true) => ("D-12", &["R-16"]),
        (false, false) => ("D-11", &["R-10", "R-11"]),
    };
    let text = if grown { M_10 } else { M_9 };
    Answer { request_consent: !waiting, ..answer(row, "need_consent", rules, Some(text)) }
}

const fn refuse(
    row: &'static str,
    rules: &'static [&'static str],
    message: &'static str,
) -> Answer {
    answer(row, "refuse", rules, Some(message))
}

const fn answer(
    row: &'static str,
    decision: &'static str,
    rules: &'static [&'static str],
    message: Option<&'static str>,
) -> Answer {
    Answer { row, decision, rules, message, request_consent: false }
}

/// The number of birthdays that count on `today` (Q-04 to Q-06), as one counts on fingers: the
/// difference of the years, less one while this year's birthday does not count yet.
///
/// It is negative before the first day of life that counts.
fn full_years(birth: NaiveDate, today: NaiveDate, age_rule: &str) -> i32 {
    let (birth_year, month, day) = calendar(birth);
    let (year, this_month, this_day) = calendar(today);
    let birthday = if (month, day) == (2, 29) && !is_leap(year) { (2, 28) } else { (month, day) };
    let counts = if age_rule == "on_birthday" {
        (this_month, this_day) >= birthday
    } else {
        (this_month, this_day) > birthday
    };
    year.saturating_sub(birth_year).saturating_sub(i32::from(!counts))
}

fn is_leap(year: i32) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

fn calendar(date: NaiveDate) -> (i32, u32, u32) {
    (date.year(), date.month(), date.day())
}

const M_1: &str = "Не удалось завершить вход через Госуслуги. Попробуйте войти ещё раз.";
const M_2: &str = "Войти не получилось: не удалось проверить данные учётной записи. \
    Обратитесь в образовательную организацию.";
const M_3: &str = "Для входа в дневник нужна подтверждённая учётная запись на портале Госуслуг.";
const M_4: &str = "Сейчас войти не получится: данные вашей учётной записи на портале Госуслуг \
    обновляются. Попробуйте завтра. Если не поможет, проверьте, что учётная запись подтверждена.";
const M_5: &str = "Сервис временно недоступен. Попробуйте войти позже.";
const M_6: &str = "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить \
    о ней через форму обратной связи";
const M_7: &str =
    "Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через форму обратной связи";
const M_8: &str = "Чтобы войти в дневник, попросите одного из родителей привязать вашу учётную \
    запись к своей на портале Госуслуг: раздел «Семья и дети», карточка ребёнка, кнопка \
    «Привязать».";
const M_9: &str = "Для входа в дневник нужно согласие одного из родителей\n\
    Согласия уже запрошены автоматически — родителям в их личные кабинеты на портале Госуслуг \
    придут уведомления. Чтобы выдать согласие, одному из родителей нужно перейти по ссылке из \
    уведомления.";
const M_10: &str = "Для входа в дневник необходимо согласие. Перейдите по ссылке из уведомления, \
    направленного в ваш личный кабинет на Госуслугах.";
