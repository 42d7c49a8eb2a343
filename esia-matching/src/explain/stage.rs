//! What support looks at, in its order, and what is said of each.

/// A step of the explanation, in the order of identity.md 8 (шаг разбора).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Stage {
    /// Kind and level of the account, and the age.
    Account,
    /// The link to a parent, and the consent.
    Consent,
    /// Whether the provider vouches for what it sent.
    Verification,
    /// Whether the register has such a pupil at all.
    Enrolment,
    /// The SNILS.
    Snils,
    /// The birth certificate.
    Certificate,
    /// Names and birth date.
    Person,
    /// Identifiers that several records carry.
    Duplicates,
}

/// What came of a step.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Standing {
    /// Nothing stands in the way.
    Fine,
    /// It bars nobody, and staff should know of it.
    Attention,
    /// It is why the diary does not open.
    Cause,
    /// It cannot be told.
    Open,
}

impl Stage {
    /// Every step, in order.
    pub const ALL: [Self; 8] = [
        Self::Account,
        Self::Consent,
        Self::Verification,
        Self::Enrolment,
        Self::Snils,
        Self::Certificate,
        Self::Person,
        Self::Duplicates,
    ];

    /// The name in answers: `account`, `consent`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Consent => "consent",
            Self::Verification => "verification",
            Self::Enrolment => "enrolment",
            Self::Snils => "snils",
            Self::Certificate => "certificate",
            Self::Person => "person",
            Self::Duplicates => "duplicates",
        }
    }

    /// The sentence for staff.
    #[must_use]
    pub(super) const fn text(self, standing: Standing) -> &'static str {
        let [fine, attention, cause, open] = match self {
            Self::Account => [
                "Учётная запись подходит по виду, уровню и возрасту",
                "Учётная запись подходит, но требует внимания",
                "Вид или уровень учётной записи не подходит по возрасту владельца",
                "Вид и уровень учётной записи неизвестны",
            ],
            Self::Consent => [
                "Согласие действует",
                "Согласие действует, но требует внимания",
                "Нет действующего согласия или привязки к учётной записи родителя",
                "О согласии нельзя судить",
            ],
            Self::Verification => [
                "Госуслуги подтвердили сведения о человеке",
                "Госуслуги подтвердили не все номера документов",
                "Госуслуги ещё не подтвердили сведения: проверка не окончена или не удалась",
                "Неизвестно, какие сведения подтверждены",
            ],
            Self::Enrolment => [
                "Ученик есть в журнале",
                "Точного совпадения в журнале нет, есть похожая запись",
                "Похожей записи в журнале нет: возможно, ученик не зачислен или выбыл",
                "Есть ли ученик в журнале, неизвестно",
            ],
            Self::Snils => [
                "Номер СНИЛС совпадает",
                "Запись найдена, но с номером СНИЛС не всё в порядке",
                "Номер СНИЛС не совпадает или его нет",
                "Номер СНИЛС не с чем сравнить",
            ],
            Self::Certificate => [
                "Свидетельство о рождении совпадает",
                "Запись найдена, но со свидетельством о рождении не всё в порядке",
                "Свидетельство о рождении не совпадает или его нет",
                "Свидетельство о рождении не с чем сравнить",
            ],
            Self::Person => [
                "Фамилия, имя, отчество и дата рождения совпадают",
                "Запись найдена, но в имени или дате рождения не всё в порядке",
                "Фамилия, имя, отчество или дата рождения не совпадают",
                "Имя и дату рождения не с чем сравнить",
            ],
            Self::Duplicates => [
                "Повторов в журнале нет",
                "Тот же номер документа стоит и в другой записи журнала",
                "Подходит несколько записей журнала",
                "О повторах нельзя судить: похожей записи нет",
            ],
        };
        match standing {
            Standing::Fine => fine,
            Standing::Attention => attention,
            Standing::Cause => cause,
            Standing::Open => open,
        }
    }
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 4] = [Self::Fine, Self::Attention, Self::Cause, Self::Open];

    /// The name in answers: `fine`, `attention`, `cause`, `open`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Attention => "attention",
            Self::Cause => "cause",
            Self::Open => "open",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stage, Standing};
    use alloc::collections::BTreeSet;

    #[test]
    fn every_step_has_a_sentence_of_its_own_for_every_standing() {
        let texts: BTreeSet<_> = Stage::ALL
            .into_iter()
            .flat_map(|stage| Standing::ALL.map(|standing| stage.text(standing)))
            .collect();
        assert_eq!(texts.len(), 32);
    }
}
