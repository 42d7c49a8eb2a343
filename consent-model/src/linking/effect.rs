//! What the caller must do after a step.

use crate::actor::Party;
use core::fmt;

/// An instruction to the caller; `step` itself does nothing.
///
/// `Display` is the identifier of `state-machines.md`, such as `linked_notice:q`.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Effect {
    /// Show the parent the code, or, where it is for no account, what looks the same (T-16).
    CodeIssued,
    /// The code that was out is dead: take it from the screens.
    CodeVoided,
    /// The code is used up; keep this in one transaction with the link (T-02).
    CodeConsumed,
    /// Tell somebody that a parent has linked.
    LinkedNotice(Party),
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CodeIssued => f.write_str("code_issued"),
            Self::CodeVoided => f.write_str("code_voided"),
            Self::CodeConsumed => f.write_str("code_consumed"),
            Self::LinkedNotice(party) => write!(f, "linked_notice:{party}"),
        }
    }
}
