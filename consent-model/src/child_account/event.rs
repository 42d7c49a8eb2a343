//! What can happen to a card and an account: events with their fields, and who may cause them.

use super::phone::PhoneNumber;
use crate::actor::ActorKind;
use crate::names::names;

/// One thing that happened to a child's card or account.
pub type Event = crate::event::Event<Act>;

impl Event {
    /// Which row of the table this event asks for.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        self.act.kind()
    }
}

/// What was done, with the fields that 6.3 gives it.
///
/// Nothing personal is among them: what was typed stays with the portal, and the machine is told
/// how it was judged. A fact that is not known must be given as the one that refuses.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Act {
    /// The parent added the child: «Добавить» (R-36).
    CardAdded,
    /// The registry gave the card by itself (R-36).
    CardFromRegistry,
    /// The card was saved (R-37 to R-40).
    CardSaved {
        /// Who issued the birth certificate; `None` where it is not filled in.
        issuer: Option<CertificateIssuer>,
        /// Whether every required field is filled in.
        complete: bool,
    },
    /// Entering the card was given up: «Отменить» (R-39).
    CardCancelled,
    /// The card was opened for a change: «Редактировать» (R-41).
    CardEdited,
    /// The check by the registry was asked for: «Отправить» (R-42, R-43).
    ZagsRequested {
        /// Whether the child is ticked.
        ticked: bool,
        /// Whether the automatic update is still on.
        auto_update: bool,
    },
    /// The registry confirmed the card (R-45).
    ZagsConfirmed,
    /// The registry has other data.
    ZagsMismatch,
    /// The registry does not answer (T-21).
    ZagsUnavailable,
    /// The timer of the check (TM-2).
    Tick,
    /// The parent began making the account: «Создать» (R-04).
    AccountFormOpened {
        /// Whether the child has another active account.
        other_account: bool,
    },
    /// Place of birth, address and citizenship were given (R-47 to R-49).
    AddressGiven {
        /// The child's citizenship.
        citizenship: Citizenship,
    },
    /// The phone was left out: «Пропустить» (R-50).
    PhoneSkipped,
    /// A phone was given (R-51); see [`Act::phone_given`].
    PhoneGiven {
        /// Whether it is the phone of a parent.
        is_parents: bool,
        /// Whether another account of the portal uses it.
        used: bool,
    },
    /// The code from the SMS was right (R-52).
    PhoneCodeOk,
    /// The code from the SMS was wrong.
    PhoneCodeBad,
    /// An e-mail was given (R-55, R-56).
    EmailGiven {
        /// Whether another account of the portal uses it.
        used: bool,
        /// Whether the consent tick is set.
        tick: bool,
    },
    /// The link in the letter was followed: «Подтвердить адрес» (R-58).
    EmailConfirmed,
    /// The link in the letter has died (TM-5).
    EmailLinkExpired,
    /// Another letter was asked for; the old link is void.
    LetterResent,
    /// Another e-mail was given: the old link is void, or the account has a new address (R-65).
    EmailChanged,
    /// A password was chosen (R-59, R-60). The password itself never comes here.
    PasswordSet {
        /// Whether it keeps the portal's rule; see [`faults`](super::password::faults).
        policy_ok: bool,
        /// Whether it was typed twice alike.
        equal: bool,
    },
    /// The phone was added or changed (R-65).
    PhoneChanged,
    /// The password was changed (R-63, R-64).
    PasswordChanged,
    /// The account was deleted (R-65).
    AccountDeleted,
    /// The timer of the 18th birthday; the date decides, not the timer.
    TurnedEighteen,
    /// The timer of the 14th birthday.
    TurnedFourteen,
    /// One step back: «Назад».
    Back,
    /// The form was left.
    Abandoned,
}

impl Act {
    /// A phone as it was given, compared with those of *all* linked representatives (Q-22).
    ///
    /// ```
    /// use consent_model::child_account::{Act, phone::PhoneNumber};
    ///
    /// let mothers = PhoneNumber::parse("+7 (900) 000-00-01")?;
    /// let given = PhoneNumber::parse("8 900 000 00 01")?;
    /// let act = Act::phone_given(&given, [&mothers], false);
    /// assert_eq!(act, Act::PhoneGiven { is_parents: true, used: false });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn phone_given<'a>(
        phone: &PhoneNumber,
        parents: impl IntoIterator<Item = &'a PhoneNumber>,
        used: bool,
    ) -> Self {
        let is_parents = parents.into_iter().any(|parents| parents == phone);
        Self::PhoneGiven { is_parents, used }
    }

    /// The kind of event, without its fields.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::CardAdded => EventKind::CardAdded,
            Self::CardFromRegistry => EventKind::CardFromRegistry,
            Self::CardSaved { .. } => EventKind::CardSaved,
            Self::CardCancelled => EventKind::CardCancelled,
            Self::CardEdited => EventKind::CardEdited,
            Self::ZagsRequested { .. } => EventKind::ZagsRequested,
            Self::ZagsConfirmed => EventKind::ZagsConfirmed,
            Self::ZagsMismatch => EventKind::ZagsMismatch,
            Self::ZagsUnavailable => EventKind::ZagsUnavailable,
            Self::Tick => EventKind::Tick,
            Self::AccountFormOpened { .. } => EventKind::AccountFormOpened,
            Self::AddressGiven { .. } => EventKind::AddressGiven,
            Self::PhoneSkipped => EventKind::PhoneSkipped,
            Self::PhoneGiven { .. } => EventKind::PhoneGiven,
            Self::PhoneCodeOk => EventKind::PhoneCodeOk,
            Self::PhoneCodeBad => EventKind::PhoneCodeBad,
            Self::EmailGiven { .. } => EventKind::EmailGiven,
            Self::EmailConfirmed => EventKind::EmailConfirmed,
            Self::EmailLinkExpired => EventKind::EmailLinkExpired,
            Self::LetterResent => EventKind::LetterResent,
            Self::EmailChanged => EventKind::EmailChanged,
            Self::PasswordSet { .. } => EventKind::PasswordSet,
            Self::PhoneChanged => EventKind::PhoneChanged,
            Self::PasswordChanged => EventKind::PasswordChanged,
            Self::AccountDeleted => EventKind::AccountDeleted,
            Self::TurnedEighteen => EventKind::TurnedEighteen,
            Self::TurnedFourteen => EventKind::TurnedFourteen,
            Self::Back => EventKind::Back,
            Self::Abandoned => EventKind::Abandoned,
        }
    }
}

names! {
    /// Who issued a birth certificate (кем выдано свидетельство о рождении, Q-17).
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum CertificateIssuer {
        /// A Russian registry office (орган ЗАГС).
        RussiaZags = "russia_zags",
        /// A Russian consulate.
        RussianConsulate = "russian_consulate",
        /// Another country.
        Foreign = "foreign",
    }
}

names! {
    /// The child's citizenship (гражданство), as far as the rules ask (R-49).
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum Citizenship {
        /// Russian.
        Russia = "russia",
        /// Another, or none.
        Other = "other",
    }
}

names! {
    /// An event without its fields: a line of 6.3.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    #[expect(missing_docs, reason = "each is described once, at the variant of `Act` of its name")]
    pub enum EventKind {
        CardAdded = "card_added",
        CardFromRegistry = "card_from_registry",
        CardSaved = "card_saved",
        CardCancelled = "card_cancelled",
        CardEdited = "card_edited",
        ZagsRequested = "zags_requested",
        ZagsConfirmed = "zags_confirmed",
        ZagsMismatch = "zags_mismatch",
        ZagsUnavailable = "zags_unavailable",
        Tick = "tick",
        AccountFormOpened = "account_form_opened",
        AddressGiven = "address_given",
        PhoneSkipped = "phone_skipped",
        PhoneGiven = "phone_given",
        PhoneCodeOk = "phone_code_ok",
        PhoneCodeBad = "phone_code_bad",
        EmailGiven = "email_given",
        EmailConfirmed = "email_confirmed",
        EmailLinkExpired = "email_link_expired",
        LetterResent = "letter_resent",
        EmailChanged = "email_changed",
        PasswordSet = "password_set",
        PhoneChanged = "phone_changed",
        PasswordChanged = "password_changed",
        AccountDeleted = "account_deleted",
        TurnedEighteen = "turned_eighteen",
        TurnedFourteen = "turned_fourteen",
        Back = "back",
        Abandoned = "abandoned",
    }
}

impl EventKind {
    /// Who may cause the event: a representative with authority, unless 6.3 says otherwise.
    #[must_use]
    pub const fn actors(self) -> &'static [ActorKind] {
        match self {
            Self::CardFromRegistry
            | Self::ZagsConfirmed
            | Self::ZagsMismatch
            | Self::ZagsUnavailable => &[ActorKind::Esia],
            Self::Tick | Self::TurnedEighteen | Self::TurnedFourteen => &[ActorKind::Clock],
            Self::EmailConfirmed => &[ActorKind::Representative, ActorKind::Pupil],
            Self::EmailLinkExpired => &[ActorKind::Clock, ActorKind::Esia],
            Self::AccountDeleted => &[ActorKind::Representative, ActorKind::Esia],
            Self::CardAdded
            | Self::CardSaved
            | Self::CardCancelled
            | Self::CardEdited
            | Self::ZagsRequested
            | Self::AccountFormOpened
            | Self::AddressGiven
            | Self::PhoneSkipped
            | Self::PhoneGiven
            | Self::PhoneCodeOk
            | Self::PhoneCodeBad
            | Self::EmailGiven
            | Self::LetterResent
            | Self::EmailChanged
            | Self::PasswordSet
            | Self::PhoneChanged
            | Self::PasswordChanged
            | Self::Back
            | Self::Abandoned => &[ActorKind::Representative],
        }
    }
}
