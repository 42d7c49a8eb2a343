//! The catalogue of the texts that a person who signs in may be shown.
//!
//! Messages come from this catalogue alone and nothing is interpolated, so that no page, log or
//! error can carry personal data (T-15, I-33). M-6, M-7, M-9 and M-10 are the words of the two
//! instructions; the others are ours, neutral, and name no cause that only staff may know.
//!
//! ```
//! use esia_core::message::Message;
//!
//! assert_eq!(Message::ConfirmedAccountNeeded.id(), "M-3");
//! assert!(Message::RecordNotFoundMinor.text().starts_with("Ваш дневник не найден."));
//! ```

/// One text of the catalogue, M-1 to M-10 of rules.md §4.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Message {
    /// M-1: the sign-in through the provider did not come to its end.
    SignInFailed,
    /// M-2: the account's data cannot be verified; the school helps.
    CannotVerify,
    /// M-3: a confirmed account is needed.
    ConfirmedAccountNeeded,
    /// M-4: the day of transition; neutral, no accusation (Q-04).
    TryTomorrow,
    /// M-5: a service does not answer.
    Unavailable,
    /// M-6: no record, to a minor (R-07).
    RecordNotFoundMinor,
    /// M-7: no record, to an adult (R-15).
    RecordNotFoundAdult,
    /// M-8: a parent must link the account first.
    LinkFirst,
    /// M-9: consent of a parent is needed (R-10, R-11).
    ParentConsentNeeded,
    /// M-10: the adult's own consent is needed (R-16).
    OwnConsentNeeded,
}

/// A piece of a text as it is displayed.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Piece {
    /// Plain words.
    Words(&'static str),
    /// Words that are a hyperlink to the appeal form; its target is configuration (Q-13, Q-26).
    AppealLink(&'static str),
    /// The end of a line.
    LineEnd,
}

/// Words of an instruction, byte for byte, with the place where they stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Seed {
    /// The rule that these words are the text of.
    pub rule: &'static str,
    /// The instruction: `000` or `002`.
    pub source: &'static str,
    /// The line of that file, counted from one.
    pub line: u16,
    /// The words themselves, an editor's placeholder included (Q-26).
    pub text: &'static str,
}

struct Entry {
    id: &'static str,
    pieces: &'static [Piece],
    text: &'static str,
    seeds: &'static [Seed],
}

impl Message {
    /// Every message, in the order of the numbers.
    pub const ALL: [Self; 10] = [
        Self::SignInFailed,
        Self::CannotVerify,
        Self::ConfirmedAccountNeeded,
        Self::TryTomorrow,
        Self::Unavailable,
        Self::RecordNotFoundMinor,
        Self::RecordNotFoundAdult,
        Self::LinkFirst,
        Self::ParentConsentNeeded,
        Self::OwnConsentNeeded,
    ];

    /// The number in rules.md, `M-1` to `M-10`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.entry().id
    }

    /// The whole text without mark-up: a hyperlink is its words alone, lines end in a line feed.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.entry().text
    }

    /// The text as pieces, for a page that fills the hyperlink in.
    #[must_use]
    pub const fn pieces(self) -> &'static [Piece] {
        self.entry().pieces
    }

    /// The words of the instructions behind the text; none where the text is ours.
    #[must_use]
    pub const fn seeds(self) -> &'static [Seed] {
        self.entry().seeds
    }

    const fn entry(self) -> &'static Entry {
        match self {
            Self::SignInFailed => &SIGN_IN_FAILED,
            Self::CannotVerify => &CANNOT_VERIFY,
            Self::ConfirmedAccountNeeded => &CONFIRMED_ACCOUNT_NEEDED,
            Self::TryTomorrow => &TRY_TOMORROW,
            Self::Unavailable => &UNAVAILABLE,
            Self::RecordNotFoundMinor => &RECORD_NOT_FOUND_MINOR,
            Self::RecordNotFoundAdult => &RECORD_NOT_FOUND_ADULT,
            Self::LinkFirst => &LINK_FIRST,
            Self::ParentConsentNeeded => &PARENT_CONSENT_NEEDED,
            Self::OwnConsentNeeded => &OWN_CONSENT_NEEDED,
        }
    }
}

/// An entry whose text is the pieces given, written once.
macro_rules! entry {
    ($id:literal, [$($kind:ident $words:literal),+ $(,)?], $seeds:expr) => {
        Entry {
            id: $id,
            pieces: &[$(entry!(@piece $kind $words)),+],
            text: concat!($($words),+),
            seeds: $seeds,
        }
    };
    (@piece Words $words:literal) => { Piece::Words($words) };
    (@piece Link $words:literal) => { Piece::AppealLink($words) };
    (@piece LineEnd $words:literal) => { Piece::LineEnd };
}

const SIGN_IN_FAILED: Entry = entry!(
    "M-1",
    [Words "Не удалось завершить вход через Госуслуги. Попробуйте войти ещё раз."],
    &[]
);
const CANNOT_VERIFY: Entry = entry!(
    "M-2",
    [Words "Войти не получилось: не удалось проверить данные учётной записи. Обратитесь в образовательную организацию."],
    &[]
);
const CONFIRMED_ACCOUNT_NEEDED: Entry = entry!(
    "M-3",
    [Words "Для входа в дневник нужна подтверждённая учётная запись на портале Госуслуг."],
    &[]
);
const TRY_TOMORROW: Entry = entry!(
    "M-4",
    [Words "Сейчас войти не получится: данные вашей учётной записи на портале Госуслуг обновляются. Попробуйте завтра. Если не поможет, проверьте, что учётная запись подтверждена."],
    &[]
);
const UNAVAILABLE: Entry =
    entry!("M-5", [Words "Сервис временно недоступен. Попробуйте войти позже."], &[]);
const RECORD_NOT_FOUND_MINOR: Entry = entry!(
    "M-6",
    [
        Words "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить о ней через ",
        Link "форму обратной связи",
    ],
    &[Seed {
        rule: "R-07",
        source: "000",
        line: 15,
        text: "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить о ней через *форму обратной связи (ссылка для перехода на форму подачи обращения платформы обратной связи)*",
    }]
);
const RECORD_NOT_FOUND_ADULT: Entry = entry!(
    "M-7",
    [
        Words "Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через ",
        Link "форму обратной связи",
    ],
    &[Seed {
        rule: "R-15",
        source: "000",
        line: 29,
        text: "Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через *форму обратной связи (ссылка для перехода на форму подачи обращения платформы обратной связи)*",
    }]
);
const LINK_FIRST: Entry = entry!(
    "M-8",
    [Words "Чтобы войти в дневник, попросите одного из родителей привязать вашу учётную запись к своей на портале Госуслуг: раздел «Семья и дети», карточка ребёнка, кнопка «Привязать»."],
    &[]
);
const PARENT_CONSENT_NEEDED: Entry = entry!(
    "M-9",
    [
        Words "Для входа в дневник нужно согласие одного из родителей",
        LineEnd "\n",
        Words "Согласия уже запрошены автоматически — родителям в их личные кабинеты на портале Госуслуг придут уведомления. Чтобы выдать согласие, одному из родителей нужно перейти по ссылке из уведомления.",
    ],
    &[
        Seed {
            rule: "R-10",
            source: "000",
            line: 19,
            text: "Для входа в дневник нужно согласие одного из родителей",
        },
        Seed {
            rule: "R-11",
            source: "000",
            line: 20,
            text: "Согласия уже запрошены автоматически — родителям в их личные кабинеты на портале Госуслуг придут уведомления. Чтобы выдать согласие, одному из родителей нужно перейти по ссылке из уведомления.",
        },
    ]
);
const OWN_CONSENT_NEEDED: Entry = entry!(
    "M-10",
    [Words "Для входа в дневник необходимо согласие. Перейдите по ссылке из уведомления, направленного в ваш личный кабинет на Госуслугах."],
    &[Seed {
        rule: "R-16",
        source: "000",
        line: 33,
        text: "Для входа в дневник необходимо согласие. Перейдите по ссылке из уведомления, направленного в ваш личный кабинет на Госуслугах.",
    }]
);
