//! An event as the store keeps it: the names of state-machines.md 6.1, as JSON.

use crate::platform::News;
use crate::store::StoreError;
use chrono::{DateTime, FixedOffset, NaiveDate};
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::consent::{Act, Event, SetUp};
use consent_model::personal::BirthDate;
use esia_core::secrets::Personal;
use serde::{Deserialize, Serialize};

/// One event: what, by whom, and whom it concerns.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Note {
    kind: String,
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    who: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    birth_date: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "is_false")]
    step_up: bool,
    /// Where an event of a former system came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provenance: Option<String>,
}

impl Note {
    pub(super) fn sign_in_attempted() -> Self {
        Self::new("sign_in_attempted", "self")
    }

    pub(super) fn birth_date_corrected(birth_date: NaiveDate) -> Self {
        Self { birth_date: Some(birth_date), ..Self::new("birth_date_corrected", "esia") }
    }

    pub(super) fn linked(who: &str) -> Self {
        Self { who: Some(who.to_owned()), ..Self::new("linked", who) }
    }

    pub(super) fn unlinked(who: &str) -> Self {
        Self { who: Some(who.to_owned()), ..Self::new("unlinked", "esia") }
    }

    pub(super) fn authority_lost(who: &str) -> Self {
        Self { who: Some(who.to_owned()), ..Self::new("authority_lost", "esia") }
    }

    /// A request that the platform sent is, to the machine, the attempt that caused it.
    pub(super) fn from_news(news: &News) -> Self {
        match news.kind.as_str() {
            "requested" => Self::sign_in_attempted(),
            kind => Self {
                expires_at: news.expires_at,
                step_up: news.step_up,
                ..Self::new(kind, &news.by)
            },
        }
    }

    /// An event that time has made due: it has an actor and no other field.
    pub(super) fn of(event: &Event) -> Self {
        let by = match &event.by {
            Actor::Representative(id) => id.expose(),
            Actor::Pupil => "self",
            Actor::School => "school",
            Actor::Clock => "clock",
            Actor::Esia => "esia",
        };
        Self::new(event.kind().as_str(), by)
    }

    fn new(kind: &str, by: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            by: by.to_owned(),
            who: None,
            birth_date: None,
            expires_at: None,
            step_up: false,
            provenance: None,
        }
    }

    /// A consent that a former system holds.
    pub(super) fn of_former(
        by: &str,
        expires_at: Option<DateTime<FixedOffset>>,
        provenance: &str,
    ) -> Self {
        let provenance = Some(provenance.to_owned());
        Self { expires_at, provenance, ..Self::new("approved_in_advance", by) }
    }

    /// The event of the machine; `None` where the platform said something that we do not know.
    pub(super) fn to_event(&self) -> Option<Event> {
        let by = Actor::parse(&self.by).ok()?;
        let who = || RepresentativeId::parse(self.who.as_deref()?).ok();
        let Self { expires_at, step_up, .. } = *self;
        let act = match self.kind.as_str() {
            "sign_in_attempted" => Act::SignInAttempted { matched: true, account_active: true },
            "approved_in_advance" => Act::ApprovedInAdvance { expires_at },
            "approved" => Act::Approved { expires_at },
            "declined" => Act::Declined,
            "withdrawn" => Act::Withdrawn,
            "objected" => Act::Objected,
            "objection_lifted" => Act::ObjectionLifted,
            "self_approved" => Act::SelfApproved { step_up, expires_at },
            "self_declined" => Act::SelfDeclined { step_up },
            "self_withdrawn" => Act::SelfWithdrawn { step_up },
            "request_lapsed" => Act::RequestLapsed,
            "term_expired" => Act::TermExpired,
            "turned_eighteen" => Act::TurnedEighteen,
            "evidence_annulled" => Act::EvidenceAnnulled,
            "account_deleted" => Act::AccountDeleted,
            "retention_elapsed" => Act::RetentionElapsed { episode: None },
            "linked" => Act::Linked { who: who()? },
            "unlinked" => Act::Unlinked { who: who()? },
            "authority_lost" => Act::AuthorityLost { who: who()? },
            "birth_date_corrected" => {
                Act::BirthDateCorrected { birth_date: BirthDate::new(self.birth_date?) }
            }
            _ => return None,
        };
        Some(Event::new(by, act))
    }

    /// Whether it closes the way in: such a word must not be lost because the machine does not
    /// know whoever spoke it (T-22, settled case 16).
    pub(super) fn is_closing(&self) -> bool {
        ["withdrawn", "self_withdrawn", "objected", "account_deleted"].contains(&self.kind.as_str())
    }

    pub(super) fn to_stored(&self) -> Personal {
        Personal::new(serde_json::to_string(self).unwrap_or_default())
    }

    pub(super) fn read(text: &Personal) -> Result<Self, StoreError> {
        serde_json::from_str(text.expose()).map_err(|_| StoreError::Row { table: "consent_events" })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// What the machine starts from, as the store keeps it.
#[derive(Deserialize, Serialize)]
pub(super) struct StoredSetUp {
    birth_date: NaiveDate,
    representatives: Vec<String>,
}

impl StoredSetUp {
    pub(super) fn new(
        birth_date: NaiveDate,
        representatives: impl IntoIterator<Item = String>,
    ) -> Self {
        Self { birth_date, representatives: representatives.into_iter().collect() }
    }

    pub(super) fn to_set_up(&self) -> Result<SetUp, StoreError> {
        let unreadable = || StoreError::Row { table: "consent_subjects" };
        Ok(SetUp {
            birth_date: BirthDate::new(self.birth_date),
            representatives: self
                .representatives
                .iter()
                .map(|handle| RepresentativeId::parse(handle).map_err(|_| unreadable()))
                .collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn to_stored(&self) -> Personal {
        Personal::new(serde_json::to_string(self).unwrap_or_default())
    }

    pub(super) fn read(text: &Personal) -> Result<SetUp, StoreError> {
        serde_json::from_str::<Self>(text.expose())
            .map_err(|_| StoreError::Row { table: "consent_subjects" })?
            .to_set_up()
    }
}
