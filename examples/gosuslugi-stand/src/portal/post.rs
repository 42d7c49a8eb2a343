//! The post of the simulation: letters, SMS, notices in the cabinets.

use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// Everything that was sent.
#[derive(Default)]
pub(super) struct Post {
    letters: Vec<Letter>,
    messages: Vec<Message>,
    notices: Vec<(String, Notice)>,
}

/// A notice in a person's cabinet.
#[derive(Clone)]
pub(crate) struct Notice {
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) text: String,
    /// The page that it leads to.
    pub(crate) leads_to: String,
}

/// Who may look into the box: the family whom it concerns, and the browser that caused it.
#[derive(Clone, Default)]
pub(super) struct Readers {
    pub(super) people: Vec<&'static str>,
    pub(super) session: String,
}

impl Readers {
    fn has(&self, person: Option<&str>, session: &str) -> bool {
        person.is_some_and(|key| self.people.contains(&key)) || self.session == session
    }
}

/// A letter (письмо).
#[derive(Clone)]
pub(super) struct Letter {
    /// What stands in its link: nobody guesses it.
    pub(super) token: String,
    pub(super) to: String,
    pub(super) at: DateTime<FixedOffset>,
    pub(super) content: Content,
    pub(super) readers: Readers,
}

/// What a letter is about.
#[derive(Clone)]
pub(super) enum Content {
    /// «Подтвердить адрес».
    Confirm {
        /// The card whose form waits.
        card: usize,
        /// The child's name.
        child: String,
    },
    /// The account is there.
    Created,
    /// A way back to an account whose password is forgotten.
    Recovery {
        /// Whose account.
        account: &'static str,
    },
}

/// An SMS.
#[derive(Clone)]
pub(super) struct Message {
    pub(super) to: String,
    pub(super) at: DateTime<FixedOffset>,
    pub(super) text: String,
    pub(super) readers: Readers,
}

impl Post {
    pub(super) fn send(&mut self, letter: Letter) {
        self.letters.push(letter);
    }

    pub(super) fn send_message(&mut self, message: Message) {
        self.messages.push(message);
    }

    pub(super) fn notify(&mut self, to: &str, notice: Notice) {
        self.notices.push((to.to_owned(), notice));
    }

    pub(super) fn notices_of(&self, person: &str) -> Vec<Notice> {
        let own = self.notices.iter().rev().filter(|(to, _)| to == person);
        own.map(|(_, notice)| notice.clone()).collect()
    }

    /// The letters that this browser may read, the newest first.
    pub(super) fn letters_for(&self, person: Option<&str>, session: &str) -> Vec<Letter> {
        let all = self.letters.iter().rev();
        all.filter(|letter| letter.readers.has(person, session)).cloned().collect()
    }

    /// A link that opens once is spent.
    pub(super) fn spend(&mut self, token: &str) {
        self.letters.retain(|letter| letter.token != token);
    }

    /// The letter with this link.
    pub(super) fn letter(&self, token: &str) -> Option<&Letter> {
        self.letters.iter().find(|letter| letter.token == token)
    }

    /// The SMS that this browser may read, the newest first.
    pub(super) fn messages_for(&self, person: Option<&str>, session: &str) -> Vec<Message> {
        let all = self.messages.iter().rev();
        all.filter(|message| message.readers.has(person, session)).cloned().collect()
    }

    /// Which letter is the newest for each card that waits for one: the links before are void.
    pub(super) fn newest_for_cards(&self) -> BTreeMap<usize, &Letter> {
        let of_cards = self.letters.iter().filter_map(|letter| match letter.content {
            Content::Confirm { card, .. } => Some((card, letter)),
            Content::Created | Content::Recovery { .. } => None,
        });
        of_cards.collect()
    }
}
