//! One consent episode: what was said, how it stands, what can be done next.

use crate::client::Client;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// What a person does in the cabinet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Act {
    /// «Подтвердить».
    Approve,
    /// «Отказать».
    Decline,
    /// «Отозвать».
    Withdraw,
    /// «Возразить»: the other parent disagrees.
    Object,
    /// «Снять возражение».
    LiftObjection,
}

/// One pupil and one service.
#[derive(Clone)]
pub(crate) struct Episode {
    pub(crate) id: String,
    pub(crate) client_id: String,
    pub(crate) service: String,
    pub(crate) subject: u64,
    pub(crate) request: Option<Request>,
    stances: BTreeMap<u64, Stance>,
    closed: Standing,
}

/// An open request.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) recipients: Vec<u64>,
    pub(crate) at: DateTime<Utc>,
}

/// What one person last said.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Stance {
    Approved,
    Declined,
    Objected,
}

/// How an episode stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Standing {
    None,
    Requested,
    Granted,
    Contested,
    Declined,
    Withdrawn,
    Lapsed,
}

impl Standing {
    /// As shown in the cabinet.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::None => "не запрошено",
            Self::Requested => "ожидает решения",
            Self::Granted => "действует",
            Self::Contested => "приостановлено: родители не согласны друг с другом",
            Self::Declined => "отказано",
            Self::Withdrawn => "отозвано",
            Self::Lapsed => "срок запроса истёк",
        }
    }
}

impl Episode {
    /// Nobody asked and nobody said anything.
    pub(super) fn new(id: String, client: &Client, subject: u64) -> Self {
        Self {
            id,
            client_id: client.id.clone(),
            service: client.service.clone(),
            subject,
            request: None,
            stances: BTreeMap::new(),
            closed: Standing::None,
        }
    }

    /// A request begins with a clean sheet, but for objections: they stand until they are lifted.
    pub(super) fn open(&mut self, request: Request) {
        self.keep_objections();
        self.request = Some(request);
    }

    /// Closes a request that nobody answered for thirty days (TM-3).
    pub(super) fn lapse(&mut self, now: DateTime<Utc>) -> Option<Request> {
        let days = |request: &Request| now.signed_duration_since(request.at).num_days();
        let request = self.request.take_if(|request| days(request) >= REQUEST_DAYS)?;
        self.close(Standing::Lapsed);
        Some(request)
    }

    /// How the episode stands, from what was said.
    pub(crate) fn standing(&self) -> Standing {
        let has = |stance| self.stances.values().any(|said| *said == stance);
        if has(Stance::Approved) {
            if has(Stance::Objected) { Standing::Contested } else { Standing::Granted }
        } else if self.request.is_some() {
            Standing::Requested
        } else {
            self.closed
        }
    }

    /// What a person who may act can do now; the page shows exactly these buttons.
    pub(crate) fn allowed(&self, actor: u64) -> Vec<Act> {
        let is_self = actor == self.subject;
        let is_asked = self.request.as_ref().is_some_and(|it| it.recipients.contains(&actor));
        let own = self.stances.get(&actor).copied();
        let mut acts = Vec::new();
        match (self.standing(), own) {
            (Standing::Requested, own) if is_asked => {
                acts.push(Act::Approve);
                acts.extend((own != Some(Stance::Declined)).then_some(Act::Decline));
            }
            (Standing::Granted | Standing::Contested, Some(Stance::Approved)) => {
                acts.push(Act::Withdraw);
            }
            (Standing::Granted, _) if !is_self => acts.extend([Act::Approve, Act::Object]),
            (Standing::Contested, None | Some(Stance::Declined)) if !is_self => {
                acts.push(Act::Object);
            }
            // Before anybody asks: «Школьное портфолио», open to parents.
            (Standing::None | Standing::Declined | Standing::Withdrawn | Standing::Lapsed, _)
                if !is_self =>
            {
                acts.push(Act::Approve);
            }
            _ => {}
        }
        acts.extend((own == Some(Stance::Objected)).then_some(Act::LiftObjection));
        acts
    }

    /// Notes what a person did; what is allowed was asked before.
    pub(super) fn take(&mut self, actor: u64, act: Act) {
        match act {
            Act::Approve => {
                // A new consent answers the open request, and what the others only declined.
                if self.standing() != Standing::Granted {
                    self.keep_objections();
                }
                self.request = None;
                self.stances.insert(actor, Stance::Approved);
            }
            Act::Decline => {
                self.stances.insert(actor, Stance::Declined);
                let has_declined = |to| self.stances.get(to) == Some(&Stance::Declined);
                if self.request.as_ref().is_some_and(|it| it.recipients.iter().all(has_declined)) {
                    self.close(Standing::Declined);
                }
            }
            Act::Withdraw => {
                self.stances.remove(&actor);
                if self.stances.values().any(|said| *said == Stance::Approved) {
                    // The other's consent still stands, so this one now objects.
                    self.stances.insert(actor, Stance::Objected);
                } else {
                    self.close(Standing::Withdrawn);
                }
            }
            Act::Object => {
                self.stances.insert(actor, Stance::Objected);
            }
            Act::LiftObjection => {
                self.stances.remove(&actor);
            }
        }
    }

    /// Ends what was said for a minor, once the pupil is an adult; false if there was nothing.
    pub(super) fn come_of_age(&mut self) -> bool {
        let asked_others = self
            .request
            .as_ref()
            .is_some_and(|it| it.recipients.iter().any(|to| *to != self.subject));
        let others_spoke = self.stances.keys().any(|who| *who != self.subject);
        if !asked_others && !others_spoke {
            return false;
        }
        self.stances.clear();
        self.request = None;
        self.closed = Standing::None;
        true
    }

    fn close(&mut self, standing: Standing) {
        self.keep_objections();
        self.request = None;
        self.closed = standing;
    }

    fn keep_objections(&mut self) {
        self.stances.retain(|_, said| *said == Stance::Objected);
    }
}

/// How long a request waits.
const REQUEST_DAYS: i64 = 30;

#[cfg(test)]
mod tests {
    use super::{Act, Episode, Standing};
    use crate::client::Client;

    const PUPIL: u64 = 1;
    const MOTHER: u64 = 2;
    const FATHER: u64 = 3;

    fn contested() -> Episode {
        let mut episode = Episode::new("c-1".into(), &Client::new("DIARY"), PUPIL);
        episode.take(MOTHER, Act::Approve);
        episode.take(FATHER, Act::Object);
        assert_eq!(episode.standing(), Standing::Contested);
        episode
    }

    #[test]
    fn an_objection_outlives_the_consent_that_it_was_made_against() {
        let mut episode = contested();
        episode.take(MOTHER, Act::Withdraw);
        assert_eq!(episode.standing(), Standing::Withdrawn);
        episode.take(MOTHER, Act::Approve);
        assert_eq!(episode.standing(), Standing::Contested);
        assert!(episode.allowed(FATHER).contains(&Act::LiftObjection));
        episode.take(FATHER, Act::LiftObjection);
        assert_eq!(episode.standing(), Standing::Granted);
    }

    #[test]
    fn an_adult_begins_with_nothing_that_the_parents_said() {
        let mut episode = contested();
        assert!(episode.come_of_age());
        assert_eq!(episode.standing(), Standing::None);
        assert!(!episode.come_of_age(), "the second time there is nothing to end");
    }
}
