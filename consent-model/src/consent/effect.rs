//! What the caller must do after a step.

use crate::actor::Party;
use core::fmt;

/// An instruction to the caller; `step` itself does nothing.
///
/// `Display` is the identifier of `state-machines.md`, such as `notice:p`.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Effect {
    /// End every open login of the pupil before anything else is handled (I-13).
    CloseAccess,
    /// Decide open logins anew.
    Recheck,
    /// Send the consent request (запрос согласия).
    Notice(Party),
    /// Send it once more.
    ReNotice(Party),
    /// Try a failed notice again.
    RetryNotice(Party),
    /// Give staff the task to reach somebody.
    StaffTaskNotice,
    /// Tell of a change.
    Inform(Party),
    /// Destroy salts and side data of the episode; the log and the state stay.
    DestroyData,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CloseAccess => f.write_str("close_access"),
            Self::Recheck => f.write_str("recheck"),
            Self::Notice(party) => write!(f, "notice:{party}"),
            Self::ReNotice(party) => write!(f, "re_notice:{party}"),
            Self::RetryNotice(party) => write!(f, "retry_notice:{party}"),
            Self::StaffTaskNotice => f.write_str("staff_task:notice"),
            Self::Inform(party) => write!(f, "inform:{party}"),
            Self::DestroyData => f.write_str("destroy_data"),
        }
    }
}
