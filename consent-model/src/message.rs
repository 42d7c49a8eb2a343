//! What the instructions show to a parent at a step of the machines.
//!
//! What a pupil who signs in is shown is another catalogue, [`esia_core::message`].

use crate::names::names;

names! {
    /// A text of the instructions that belongs to a row, by its rule.
    ///
    /// `Display` and [`Message::as_str`] give the id; [`Message::text`] the words, as the seed has
    /// them (I-39).
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Message {
        /// The card goes to the registry when it is saved.
        CardGoesToRegistry = "R-39",
        /// A card that was typed in must still be requested from the registry.
        TypedIn = "R-41",
        /// The account needs Russian citizenship.
        CitizenshipNeeded = "R-49",
        /// The phone must be the child's own; one text for both causes.
        PhoneOfItsOwn = "R-51",
        /// The e-mail must be the child's own.
        EmailOfItsOwn = "R-55",
        /// The consent tick of the e-mail step.
        ConsentTick = "R-56",
        /// A letter was sent; its first sentence names the address and is not ours to repeat.
        FollowTheLetter = "R-57",
        /// The password is to be thought up or generated.
        PasswordWanted = "R-59",
    }
}

impl Message {
    /// The words.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::CardGoesToRegistry => "Документ будет отправлен на проверку в ЗАГС",
            Self::TypedIn => "Запросите в загсе для корректной работы услуг",
            Self::CitizenshipNeeded => {
                "Для создания учётной записи ребёнок должен иметь российское гражданство"
            }
            Self::PhoneOfItsOwn => {
                "Номер ребёнка должен отличаться от номера родителей и не должен использоваться \
                 в другой учётной записи на Госуслугах"
            }
            Self::EmailOfItsOwn => {
                "Введите электронную почту ребёнка – она не должна быть привязана к другой \
                 учётной записи на Госуслугах. На неё придёт ссылка для подтверждения создания \
                 учётной записи"
            }
            Self::ConsentTick => {
                "Даю согласие на использование персональных данных для создания учётной записи \
                 ребёнка"
            }
            Self::FollowTheLetter => {
                "Перейдите по ссылке из него, чтобы подтвердить адрес электронной почты"
            }
            Self::PasswordWanted => {
                "Придумайте или сгенерируйте пароль для входа в личный кабинет ребёнка"
            }
        }
    }
}
