//! The consent record: what the operator keeps (rules.md 5.4).

use crate::actor::RepresentativeId;
use crate::consent::{Policy, TextVersion};
use crate::log::{Digest, StreamId};
use crate::personal::ActRef;
use crate::receipt::Act;
use alloc::string::String;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};
use esia_core::secrets::Personal;

/// Everything by which a consent can be proved (запись о согласии): rules.md 5.4.
///
/// The jurisdiction is [`ConsentRecord::JURISDICTION`]. References of people are pseudonymous and
/// redacted all the same.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the record; a caller must notice a new field")]
pub struct ConsentRecord {
    /// The consent's own key.
    pub consent_id: Personal,
    /// Which episode of the stream, from 1.
    pub episode: u32,
    /// The pupil, as the log knows them: pseudonymous.
    pub subject: StreamId,
    /// Who decided; `None` for the pupil's own consent.
    pub representative: Option<RepresentativeId>,
    /// By what power.
    pub authority: Authority,
    /// To whom, for what, on which text.
    pub processing: Processing,
    /// The language of the text, as BCP 47 has it: `ru`.
    pub language: String,
    /// Where in the portal it was decided.
    pub place: Place,
    /// Through which channel it came.
    pub channel: Channel,
    /// When it was asked for; `None` for a consent in advance.
    pub requested_at: Option<DateTime<FixedOffset>>,
    /// The notices by which it was asked for.
    pub notices: Vec<Personal>,
    /// When.
    pub decided_at: DateTime<FixedOffset>,
    /// What.
    pub decision: Act,
    /// The portal's own number or signature of the decision.
    pub decision_evidence: Personal,
    /// When the consent ends by itself, if it names a term.
    pub expires_at: Option<DateTime<FixedOffset>>,
    /// The settings under which it counts.
    pub policy: Policy,
    /// The leaf hash of the log entry before the decision's.
    pub previous: Digest,
}

impl ConsentRecord {
    /// Whose law the record follows.
    pub const JURISDICTION: &str = "RU";
}

/// What is consented to (обработка): the content that 152-FZ art. 9(4) asks for.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the content of a consent; a caller must notice")]
pub struct Processing {
    /// Who processes: name and address of the operator.
    pub operator: String,
    /// Who processes by the operator's order, if anybody does.
    pub processor: Option<String>,
    /// What for, as a code: one purpose, never a bundle (rules.md 5.2).
    pub purpose: String,
    /// What for, in words.
    pub purpose_text: String,
    /// Which data.
    pub data: Vec<String>,
    /// What is done with them.
    pub actions: Vec<String>,
    /// The very text.
    pub text: ConsentText,
    /// How to take the consent back.
    pub withdrawal: String,
}

/// The text that is consented to: a document apart from others (rules.md 5.2).
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "which text, byte for byte")]
pub struct ConsentText {
    /// Its key.
    pub id: String,
    /// Its version.
    pub version: TextVersion,
    /// The SHA-256 of its bytes.
    pub sha256: Digest,
}

/// By what power somebody decides (полномочие).
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "what 152-FZ art. 9(1) makes the operator check")]
pub struct Authority {
    /// What it rests on.
    pub source: AuthoritySource,
    /// When it was checked last.
    pub checked_at: DateTime<FixedOffset>,
}

/// What the power to decide rests on (основание полномочия).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum AuthoritySource {
    /// The child's card was verified against the civil registry.
    CardVerified,
    /// The accounts are linked in ESIA.
    EsiaLink,
    /// The act of a court or a guardianship body.
    CourtAct(ActRef),
    /// The pupil decides alone: an adult, or a teen where the policy lets one.
    Own,
}

/// Where in the portal a consent was given (место согласия).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum Place {
    /// In advance, in the child's card.
    ChildCard,
    /// By answering a request, in the section of consents.
    ConsentSection,
}

/// Through which channel a decision came (канал).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum Channel {
    /// The portal, in the decider's own account.
    Portal,
    /// ESIA's `permissions`, asked for at sign-in.
    EsiaPermissions,
    /// The school's office, on paper.
    Paper,
}
