//! What can happen, read once from its line: `consent p approved`, `p code_entered wrong`.

use crate::scope::Scope;
use crate::world::{World, parent, term_ends};
use crate::{child_lines, lines};
use chrono::TimeDelta;
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::child_account;
use consent_model::code::BindingCode;
use consent_model::consent;
use consent_model::linking::{self, Act, Issue};
use consent_model::personal::{AccountId, Email};
use std::sync::LazyLock;

/// The codes A and B, and one that was never issued.
static CODES: LazyLock<[BindingCode; 3]> =
    LazyLock::new(|| ["A", "B", "C"].map(BindingCode::entered));
static ACCOUNT: LazyLock<AccountId> = LazyLock::new(|| AccountId::parse("child").unwrap());
static EMAIL: LazyLock<Email> = LazyLock::new(|| Email::parse("child@example.org").unwrap());

/// One thing that can happen.
#[derive(Clone, Debug)]
pub(crate) enum Move {
    /// The next point of the clock.
    Clock,
    /// The diary's own way in.
    SignIn,
    /// The school's register has the record now, or has it no more.
    Record(bool),
    /// At 18 the child account becomes the pupil's own.
    AccountMoved,
    /// The portal tells everybody that the account is gone.
    AccountDeleted,
    /// An event of the consent.
    Consent(consent::Event),
    /// An event of the child account.
    Child(child_account::Event),
    /// What one parent does about the link, or the pupil with the parent's code.
    Link(usize, LinkMove),
    /// News to both links, and to the consent where it has such an event.
    News(Act, Option<consent::Act>),
}

/// What happens to one link; codes and times are those of the moment.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LinkMove {
    Start,
    Card,
    Created,
    Confirm,
    Again,
    EmailChanged,
    Enter { right: bool, same_child: bool },
    Tick,
    Unlink,
}

impl Move {
    /// Reads a line: who or which machine, then the event.
    pub(crate) fn read(line: &str) -> Self {
        let (place, event) = line.split_once(' ').unwrap_or((line, ""));
        match (place, event) {
            ("clock", "") => Self::Clock,
            ("diary", "sign_in") => Self::SignIn,
            ("school", "record_corrected") => Self::Record(true),
            ("school", "record_missing") => Self::Record(false),
            ("portal", "account_moved") => Self::AccountMoved,
            ("esia", "account_deleted") => Self::AccountDeleted,
            ("consent", event) => Self::Consent(lines::event(event)),
            ("term", "p approved") => {
                Self::term(0, consent::Act::Approved { expires_at: Some(term_ends()) })
            }
            ("term", "q approved_in_advance") => {
                Self::term(1, consent::Act::ApprovedInAdvance { expires_at: Some(term_ends()) })
            }
            ("child", event) => Self::Child(child_lines::event(event)),
            ("p", event) => Self::Link(0, LinkMove::read(event)),
            ("q", event) => Self::Link(1, LinkMove::read(event)),
            ("esia", event) => Self::news(event),
            _ => panic!("no such move: {line}"),
        }
    }

    fn term(place: usize, act: consent::Act) -> Self {
        Self::Consent(consent::Event::new(Actor::Representative(parent(place)), act))
    }

    fn news(event: &str) -> Self {
        let who = |id| RepresentativeId::parse(id).unwrap();
        match event.split_once(' ') {
            Some(("authority_lost", id)) => Self::News(
                Act::AuthorityLost { who: who(id) },
                Some(consent::Act::AuthorityLost { who: who(id) }),
            ),
            Some(("authority_restored", id)) => {
                Self::News(Act::AuthorityRestored { who: who(id) }, None)
            }
            None if event == "turned_eighteen" => Self::News(Act::TurnedEighteen, None),
            _ => panic!("no such news: {event}"),
        }
    }
}

impl LinkMove {
    fn read(event: &str) -> Self {
        match event {
            "link_started" => Self::Start,
            "card_verified" => Self::Card,
            "child_account_created" => Self::Created,
            "ownership_confirmed" => Self::Confirm,
            "code_requested_again" => Self::Again,
            "child_email_changed" => Self::EmailChanged,
            "code_entered" => Self::Enter { right: true, same_child: true },
            "code_entered wrong" => Self::Enter { right: false, same_child: true },
            "code_entered other_child" => Self::Enter { right: true, same_child: false },
            "tick" => Self::Tick,
            "unlinked" => Self::Unlink,
            _ => panic!("no such act about a link: {event}"),
        }
    }
}

impl Scope {
    /// Whether this can happen in `world`.
    pub(crate) fn is_possible(&self, world: &World, one: &Move) -> bool {
        match one {
            Move::Clock => world.has_future(self),
            Move::SignIn => world.has_account(),
            Move::AccountMoved => world.has_account() && !world.own_account && world.is_adult(self),
            Move::Record(_)
            | Move::AccountDeleted
            | Move::Consent(_)
            | Move::Child(_)
            | Move::Link(..)
            | Move::News(..) => true,
        }
    }

    /// Lets it happen.
    pub(crate) fn play(&self, world: &mut World, one: &Move) {
        match one {
            Move::Clock => world.clock += 1,
            Move::SignIn => world.sign_in(self),
            Move::Record(is_there) => {
                world.record = *is_there;
                world.was_missing |= !is_there;
            }
            Move::AccountMoved => world.own_account = true,
            Move::AccountDeleted => world.delete_account(self),
            Move::Consent(event) => world.tell_consent(self, event),
            Move::Child(event) => world.tell_child(self, event),
            Move::Link(place, about) => self.play_link(world, *place, *about),
            Move::News(act, of_consent) => {
                if let Some(act) = of_consent {
                    world.tell_consent(self, &consent::Event::new(Actor::Esia, act.clone()));
                }
                let by = if *act == Act::TurnedEighteen { Actor::Clock } else { Actor::Esia };
                let event = linking::Event::new(by, act.clone());
                for link in 0..world.links.len() {
                    world.tell_link(self, link, &event);
                }
            }
        }
    }

    fn play_link(&self, world: &mut World, place: usize, about: LinkMove) {
        let now = world.now();
        let issue = |code| Issue {
            code,
            expires_at: now.checked_add_signed(TimeDelta::minutes(10)).unwrap(),
            account: Some(ACCOUNT.clone()),
        };
        let [first, second, wrong] = *CODES;
        let act = match about {
            LinkMove::Start => Act::LinkStarted { email: EMAIL.clone(), card: true },
            LinkMove::Card => Act::CardVerified { account_exists: world.has_account() },
            LinkMove::Created => Act::ChildAccountCreated,
            LinkMove::Confirm => Act::OwnershipConfirmed(issue(first)),
            LinkMove::Again => Act::CodeRequestedAgain(issue(second)),
            LinkMove::EmailChanged => Act::ChildEmailChanged,
            LinkMove::Enter { right, same_child } => {
                let newest = if world.codes[place] == 'A' { first } else { second };
                let code = if right { newest } else { wrong };
                Act::CodeEntered { code, account: ACCOUNT.clone(), same_child }
            }
            LinkMove::Tick => Act::Tick,
            LinkMove::Unlink => Act::Unlinked { who: parent(place) },
        };
        let by = match about {
            LinkMove::Tick => Actor::Clock,
            LinkMove::Enter { .. } => Actor::Pupil,
            LinkMove::Start
            | LinkMove::Card
            | LinkMove::Created
            | LinkMove::Confirm
            | LinkMove::Again
            | LinkMove::EmailChanged
            | LinkMove::Unlink => Actor::Representative(parent(place)),
        };
        if let Act::Unlinked { who } = &act {
            let told = consent::Act::Unlinked { who: who.clone() };
            world.tell_consent(self, &consent::Event::new(by.clone(), told));
        }
        let before = world.links[place].code().cloned();
        world.tell_link(self, place, &linking::Event::new(by, act));
        if world.links[place].code().is_some() && world.links[place].code() != before.as_ref() {
            match about {
                LinkMove::Confirm => world.codes[place] = 'A',
                LinkMove::Again => world.codes[place] = 'B',
                LinkMove::Start
                | LinkMove::Card
                | LinkMove::Created
                | LinkMove::EmailChanged
                | LinkMove::Enter { .. }
                | LinkMove::Tick
                | LinkMove::Unlink => {}
            }
        }
    }
}
