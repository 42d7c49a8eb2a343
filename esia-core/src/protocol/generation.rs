//! The two generations of ESIA's requests: what each signs, in which form, and where it goes.

use crate::protocol::signer::SignatureForm;

/// A generation of the request side (поколение протокола): which addresses, which signature.
///
/// The two do not mix: a CMS container is refused at `v2/ac`, and a bare signature at `ac`. A
/// signer of the wrong form is stopped before it signs
/// ([`SignError::Form`](crate::protocol::signer::SignError::Form)).
///
/// | | [`Current`](Generation::Current) | [`V1`](Generation::V1) |
/// |---|---|---|
/// | code | `/aas/oauth2/v2/ac` | `/aas/oauth2/ac` |
/// | tokens | `/aas/oauth2/v3/te` | `/aas/oauth2/te` |
/// | signature | the bare 64 bytes | a detached CMS container in DER |
/// | certificate | named by `client_certificate_hash` | inside the container |
/// | `scope_org`, `person_filter`, PKCE, `nonce` | sent where set | unknown there, and left out |
///
/// # Examples
///
/// ```
/// use esia_core::protocol::endpoints::Endpoints;
/// use esia_core::protocol::generation::Generation;
///
/// let esia = Endpoints::test()?;
/// assert_eq!(esia.generation(), Generation::Current);
/// assert_eq!(esia.token().path(), "/aas/oauth2/v3/te");
/// let older = esia.with_generation(Generation::V1);
/// assert_eq!(older.token().path(), "/aas/oauth2/te");
/// # Ok::<(), esia_core::protocol::endpoints::EndpointsError>(())
/// ```
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Generation {
    /// `ac` and `te`: announced for retirement in 2023, still answered by the test stand in 2025.
    V1,
    /// `v2/ac` and `v3/te`.
    #[default]
    Current,
}

impl Generation {
    /// Both generations, the older first.
    pub const ALL: [Self; 2] = [Self::V1, Self::Current];

    /// The form of signature that it takes.
    #[must_use]
    pub const fn form(self) -> SignatureForm {
        match self {
            Self::V1 => SignatureForm::Cms,
            Self::Current => SignatureForm::Raw,
        }
    }

    /// The path of the request for a code.
    #[must_use]
    pub const fn authorize_path(self) -> &'static str {
        match self {
            Self::V1 => "/aas/oauth2/ac",
            Self::Current => "/aas/oauth2/v2/ac",
        }
    }

    /// The path of the request for tokens.
    #[must_use]
    pub const fn token_path(self) -> &'static str {
        match self {
            Self::V1 => "/aas/oauth2/te",
            Self::Current => "/aas/oauth2/v3/te",
        }
    }
}
