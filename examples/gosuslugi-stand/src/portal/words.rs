//! What the cabinet says of states and reasons.

use consent_model::child_account::{Detail, StateKind};
use consent_model::message::Message;
use consent_model::reason::Reason;

use super::card::Refused;

/// How a card stands, in a few words.
pub(super) const fn state(kind: StateKind) -> &'static str {
    match kind {
        StateKind::NoCard => "карточки нет",
        StateKind::Draft => "карточка не сохранена",
        StateKind::Manual => "Данные введены вручную",
        StateKind::ZagsPending => "данные проверяет ЗАГС",
        StateKind::Mismatch => "данные не совпали с записью ЗАГС",
        StateKind::Verified => "данные подтверждены ЗАГС",
        StateKind::FormAddress
        | StateKind::FormPhone
        | StateKind::FormPhoneCode
        | StateKind::FormEmail
        | StateKind::FormEmailWait
        | StateKind::FormPassword => "учётная запись создаётся",
        StateKind::Active => "учётная запись создана",
        StateKind::Deleted => "учётная запись удалена",
        StateKind::Refused => "учётную запись создать нельзя",
    }
}

/// Why no account can be made.
pub(super) const fn detail(detail: Detail) -> &'static str {
    match detail {
        //
        Detail::ForeignCertificate => {
            "Учётную запись на портале Госуслуг можно создать только для детей с российским \
             свидетельством о рождении. Обратитесь в центр обслуживания."
        }
        Detail::Citizenship => Message::CitizenshipNeeded.text(),
        Detail::WrongBand => ADULT,
    }
}

/// What is said where the machine refuses: the words of the instruction if it has some.
pub(super) fn refused(refused: &Refused) -> &'static str {
    match refused.message {
        // These two are on the page already and do not say what is wrong.
        Some(Message::ConsentTick | Message::PasswordWanted) | None => reason(refused.reason),
        Some(message) => message.text(),
    }
}

/// The reason in words; it says no more than the person may know (T-16).
pub(super) const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NotEntitled => "Это действие вам недоступно.",
        Reason::WrongBand => ADULT,
        Reason::NoRequest => "Начните сначала: этот шаг ещё не открыт.",
        Reason::AlreadyOpen => {
            "Этот шаг уже пройден. Продолжите с того места, где вы остановились."
        }
        Reason::Terminal => "Учётной записи больше нет, изменить ничего нельзя.",
        Reason::NotContested => "Сначала нужно снять возражение.",
        Reason::SelfConflict => "Вы уже дали согласие: его можно отозвать.",
        Reason::CoolDown => {
            "Электронная почта учётной записи ребёнка недавно изменена. Привязать учётную запись \
             можно будет через сутки после изменения."
        }
        Reason::NoAccount => "Учётной записи ребёнка нет.",
        Reason::NoMatch => "Запись не найдена.",
        //
        Reason::CodeDead => "Срок действия кода привязки истёк. Запросите новый код.",
        Reason::CodeWrong | Reason::WrongAccount => {
            "Код не подошёл. Проверьте его и введите ещё раз."
        }
        //
        Reason::NotVerified => {
            "Создать учётную запись можно после того, как ЗАГС подтвердит данные ребёнка. Проверка \
             может занять некоторое время (в среднем 15-20 минут)."
        }
        Reason::ForeignCertificate => detail(Detail::ForeignCertificate),
        Reason::Citizenship => Message::CitizenshipNeeded.text(),
        // One text for both causes.
        Reason::PhoneIsParents | Reason::PhoneUsed => Message::PhoneOfItsOwn.text(),
        Reason::EmailUsed => Message::EmailOfItsOwn.text(),
        Reason::TickMissing => "Без согласия учётную запись создать нельзя. Отметьте его галочкой.",
        Reason::PasswordWeak => "Пароль не подходит. Проверьте требования.",
        //
        Reason::AutoUpdateOn => {
            "Отключите «Автообновление для сохранения актуальности документов» перед отправкой."
        }
        Reason::OutOfOrder | Reason::Unavailable => {
            "Сейчас это сделать не получится. Попробуйте позже."
        }
    }
}

///
pub(super) const PASSWORDS_DIFFER: &str =
    "Пароли не совпадают. Введите один и тот же пароль в оба поля.";

///
const ADULT: &str = "Ребёнку исполнилось 18 лет: учётную запись он создаёт и ведёт сам.";

/// R-45, with the words of the instruction.
pub(super) const CHECK_TAKES: &str = "Проверка может занять некоторое время (в среднем 15-20 минут). По завершении проверки у вас \
     появится возможность создать учётную запись для ребёнка.";
