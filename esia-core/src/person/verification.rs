//! Whether the provider has checked what it sends.

/// Whether the provider has checked a paper or a contact (признак проверки).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Verification {
    /// Checked: `VERIFIED`, and nothing that says otherwise.
    Verified,
    /// Being checked: `VERIFYING`.
    Verifying,
    /// Checked, and the check failed: `VERIFICATION_FAILED`.
    Failed,
    /// Not checked: `NOT_VERIFIED`.
    NotVerified,
    /// Nothing is said, or a word that has no meaning here.
    #[default]
    Unknown,
}

impl Verification {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Verified, Self::Verifying, Self::Failed, Self::NotVerified, Self::Unknown];

    /// Reads one word of the provider; every text is some state.
    ///
    /// # Examples
    ///
    /// ```
    /// use esia_core::person::Verification;
    ///
    /// assert_eq!(Verification::from_text("VERIFIED"), Verification::Verified);
    /// assert_eq!(Verification::from_text("verified"), Verification::Unknown);
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        match text {
            "VERIFIED" => Self::Verified,
            "VERIFYING" => Self::Verifying,
            "VERIFICATION_FAILED" => Self::Failed,
            "NOT_VERIFIED" => Self::NotVerified,
            _ => Self::Unknown,
        }
    }

    /// The state of a paper, of which two fields speak (`vrfStu`, `vrfValStu`).
    ///
    /// A check that is going on or has failed outweighs an earlier `VERIFIED`, as on the portal's
    /// own pages; a word that has no meaning here outweighs it too. What is doubtful opens nothing.
    #[must_use]
    pub fn of_document(status: Option<Self>, value_status: Option<Self>) -> Self {
        match (status.unwrap_or_default(), value_status) {
            (Self::Verified, Some(now)) | (_, Some(now @ (Self::Verifying | Self::Failed))) => now,
            (status, None | Some(Self::Verified | Self::NotVerified | Self::Unknown)) => status,
        }
    }

    /// Whether it is checked, and nothing says otherwise.
    #[must_use]
    pub const fn is_verified(self) -> bool {
        match self {
            Self::Verified => true,
            Self::Verifying | Self::Failed | Self::NotVerified | Self::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Verification::{self, Failed, NotVerified, Unknown, Verified, Verifying};

    #[test]
    fn a_paper_is_verified_only_where_both_fields_agree() {
        for (status, value_status, expected) in [
            (Some(Verified), None, Verified),
            (Some(Verified), Some(Verified), Verified),
            (Some(Verified), Some(Verifying), Verifying),
            (Some(Verified), Some(Failed), Failed),
            (Some(Verified), Some(NotVerified), NotVerified),
            (Some(Verified), Some(Unknown), Unknown),
            (Some(NotVerified), Some(Verified), NotVerified),
            (Some(NotVerified), Some(Verifying), Verifying),
            (Some(Unknown), Some(Verified), Unknown),
            (Some(Verifying), None, Verifying),
            (None, Some(Failed), Failed),
            (None, Some(Verified), Unknown),
            (None, None, Unknown),
        ] {
            let state = Verification::of_document(status, value_status);
            assert_eq!(state, expected, "{status:?} {value_status:?}");
        }
    }
}
