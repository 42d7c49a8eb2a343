//! Papers as received.

use super::{DocumentId, ReceivedDate, Unread, Verification};
use crate::secrets::Personal;

/// A paper (документ) as received.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Document {
    /// Its number in the profile, which is nothing of the paper itself.
    pub id: Option<DocumentId>,
    /// What it is.
    pub kind: DocumentKind,
    /// Series (серия).
    pub series: Option<Personal>,
    /// Number (номер).
    pub number: Option<Personal>,
    /// When it was issued.
    pub issue_date: Option<ReceivedDate>,
    /// Code of the office that issued a passport (код подразделения).
    pub issue_id: Option<Personal>,
    /// By whom it was issued.
    pub issued_by: Option<Personal>,
    /// Until when it is valid.
    pub expiry_date: Option<ReceivedDate>,
    /// Number of the act record (номер актовой записи) behind a certificate.
    pub act_no: Option<Personal>,
    /// Date of the act record.
    pub act_date: Option<ReceivedDate>,
    /// Last name as the paper itself has it, mostly in Latin letters.
    pub last_name: Option<Personal>,
    /// First name as the paper itself has it.
    pub first_name: Option<Personal>,
    /// Whether the passport office calls it valid (`fmsValid`), in its own word.
    pub passport_office_valid: Option<Personal>,
    /// What the passport office says of it (`fmsState`), in its own word.
    pub passport_office_state: Option<Personal>,
    /// Whether the provider has checked it.
    pub verification: Verification,
    /// The tag of this state of it.
    pub e_tag: Option<Personal>,
    /// Words without a meaning here.
    pub unread: Unread,
}

impl Document {
    /// A paper of which only kind and verification are known yet.
    #[must_use]
    pub fn new(kind: DocumentKind, verification: Verification) -> Self {
        Self {
            id: None,
            kind,
            series: None,
            number: None,
            issue_date: None,
            issue_id: None,
            issued_by: None,
            expiry_date: None,
            act_no: None,
            act_date: None,
            last_name: None,
            first_name: None,
            passport_office_valid: None,
            passport_office_state: None,
            verification,
            e_tag: None,
            unread: Unread::default(),
        }
    }
}

macro_rules! kinds {
    ($($word:literal $group:ident $(#[$doc:meta])* $name:ident,)*) => {
        /// What a paper is.
        #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum DocumentKind {
            $(
                $(#[$doc])*
                #[doc = concat!(": `", $word, "`.")]
                $name,
            )*
            /// Anything else; its word is kept in [`Document::unread`].
            Other,
        }

        impl DocumentKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name,)* Self::Other];

            /// Reads ESIA's word; every text is some kind.
            #[must_use]
            pub fn from_text(text: &str) -> Self {
                match text {
                    $($word => Self::$name,)*
                    _ => Self::Other,
                }
            }

            /// ESIA's word for it; none for [`DocumentKind::Other`].
            #[must_use]
            pub const fn word(self) -> Option<&'static str> {
                match self {
                    $(Self::$name => Some($word),)*
                    Self::Other => None,
                }
            }

            /// What it is good for.
            #[must_use]
            pub const fn group(self) -> DocumentGroup {
                match self {
                    $(Self::$name => DocumentGroup::$group,)*
                    Self::Other => DocumentGroup::Other,
                }
            }
        }
    };
}

kinds! {
    "RF_BRTH_CERT" BirthCertificate
    /// Birth certificate of Russia
    RussianBirthCertificate,
    "FID_BRTH_CERT" ForeignBirthCertificate
    /// Birth certificate of another state
    ForeignBirthCertificate,
    "OLD_BRTH_CERT" BirthCertificate
    /// Birth certificate of the USSR
    SovietBirthCertificate,
    "BRTH_CERT" BirthCertificate
    /// Birth certificate under the older, general name
    BirthCertificate,
    "KID_RF_BRTH_CERT" BirthCertificate
    /// Birth certificate of a child, in the digital profile
    KidRussianBirthCertificate,
    "MDCL_BRTH_CERT" Other
    /// Medical certificate of birth: not the registry's paper
    MedicalBirthCertificate,
    "KID_ACT_RECORD" Other
    /// Act record of a child's birth, in the digital profile
    KidActRecord,
    "KID_SNILS_DOC" Snils
    /// SNILS of a child, in the digital profile
    KidSnils,
    "KID_RF_PASSPORT" Other
    /// Passport of a child, in the digital profile
    KidRussianPassport,
    "NAME_CHANGE_CERT" NamesMayDiffer
    /// Certificate of a change of name
    NameChangeCertificate,
    "FATHERHOOD_CERT" NamesMayDiffer
    /// Certificate of paternity
    FatherhoodCertificate,
    "MARRIED_CERT" NamesMayDiffer
    /// Certificate of marriage
    MarriageCertificate,
    "DIVORCE_CERT" NamesMayDiffer
    /// Certificate of divorce
    DivorceCertificate,
    "RF_PASSPORT" Other
    /// Passport of Russia
    RussianPassport,
    "RF_PASSPORT_V2" Other
    /// Passport of Russia, in the digital profile
    RussianPassportOfProfile,
    "USSR_PASSPORT" Other
    /// Passport of the USSR
    SovietPassport,
    "FRGN_PASS" Other
    /// Travel passport of Russia
    TravelPassport,
    "FID_DOC" Other
    /// Paper of a citizen of another state
    ForeignDocument,
    "RF_DRIVING_LICENSE" Other
    /// Driving licence
    DrivingLicence,
    "MLTR_ID" Other
    /// Military card
    MilitaryCard,
    "MDCL_PLCY" Other
    /// Policy of medical insurance
    MedicalPolicy,
}

/// What the papers of one kind are good for when a person is looked for.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum DocumentGroup {
    /// A birth certificate of the Russian form: a numeral, two letters and a number.
    BirthCertificate,
    /// A birth certificate of another form, which is not compared.
    ForeignBirthCertificate,
    /// It carries a SNILS.
    Snils,
    /// It says why names may have differed; it opens nothing.
    NamesMayDiffer,
    /// Nothing.
    Other,
}

impl DocumentKind {
    /// Whether it is a birth certificate (свидетельство о рождении) of any state.
    #[must_use]
    pub const fn is_birth_certificate(self) -> bool {
        match self.group() {
            DocumentGroup::BirthCertificate | DocumentGroup::ForeignBirthCertificate => true,
            DocumentGroup::Snils | DocumentGroup::NamesMayDiffer | DocumentGroup::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_paper_reads_as_a_kind_of_its_own() {
        let words = [
            "RF_PASSPORT",
            "FRGN_PASS",
            "FID_DOC",
            "RF_DRIVING_LICENSE",
            "MLTR_ID",
            "MDCL_PLCY",
            "RF_BRTH_CERT",
            "FID_BRTH_CERT",
            "OLD_BRTH_CERT",
            "BRTH_CERT",
            "KID_RF_BRTH_CERT",
            "KID_RF_PASSPORT",
            "KID_SNILS_DOC",
            "MDCL_BRTH_CERT",
            "KID_ACT_RECORD",
            "RF_PASSPORT_V2",
            "USSR_PASSPORT",
            "FATHERHOOD_CERT",
            "NAME_CHANGE_CERT",
            "MARRIED_CERT",
            "DIVORCE_CERT",
        ];
        for word in words {
            assert_eq!(DocumentKind::from_text(word).word(), Some(word));
        }
        assert_eq!(DocumentKind::ALL.len(), 22, "and one for all else");
        for word in ["", "rf_brth_cert", "RF_BRTH_CERT ", "RF_BRTH_CERT\0"] {
            assert_eq!(DocumentKind::from_text(word), DocumentKind::Other, "{word:?}");
        }
    }

    #[test]
    fn the_birth_certificates_are_known_and_the_medical_one_is_none() {
        let certificates =
            ["RF_BRTH_CERT", "FID_BRTH_CERT", "OLD_BRTH_CERT", "BRTH_CERT", "KID_RF_BRTH_CERT"];
        for text in certificates {
            assert!(DocumentKind::from_text(text).is_birth_certificate(), "{text}");
        }
        for text in ["RF_PASSPORT", "MDCL_BRTH_CERT", "KID_ACT_RECORD", "rf_brth_cert", ""] {
            assert!(!DocumentKind::from_text(text).is_birth_certificate(), "{text}");
        }
    }
}
