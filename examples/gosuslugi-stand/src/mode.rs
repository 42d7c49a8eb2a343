//! How strictly a client is treated, and what the lenient mode lets pass.

use crate::client::Client;
use crate::state::lock;

/// How a client's requests are checked.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Mode {
    /// As the published rules say.
    #[default]
    Strict,
    /// Lets each [`Relaxation`] pass and logs it by its name: for old clients and other people's
    /// libraries, never as a measure of one's own.
    InsecureRelaxed,
}

/// One thing that [`Mode::InsecureRelaxed`] lets pass.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Relaxation {
    /// A CMS container signed with RSA, where ESIA takes GOST alone.
    RsaSignature,
    /// A CMS container with the text inside, where it has to be detached.
    EnclosedText,
    /// A CMS container at an address of the current generation.
    ContainerAtCurrent,
    /// The four fields of the first generation, signed at an address of the current one.
    OldText,
    /// `client_certificate_hash` is absent, in lower case, or SHA-256.
    LooseCertificateHash,
    /// The token request repeats the state of the code request.
    RepeatedState,
    /// A state that is no UUID in lower case.
    LooseState,
}

impl Relaxation {
    /// All of them, as the README lists them.
    pub const ALL: [Self; 7] = [
        Self::RsaSignature,
        Self::EnclosedText,
        Self::ContainerAtCurrent,
        Self::OldText,
        Self::LooseCertificateHash,
        Self::RepeatedState,
        Self::LooseState,
    ];

    /// Its name in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RsaSignature => "rsa-signature",
            Self::EnclosedText => "enclosed-text",
            Self::ContainerAtCurrent => "container-at-current",
            Self::OldText => "old-text",
            Self::LooseCertificateHash => "loose-certificate-hash",
            Self::RepeatedState => "repeated-state",
            Self::LooseState => "loose-state",
        }
    }

    /// Whether it is let pass for this client; if so, the log says that it was.
    pub(crate) fn passes(self, client: &Client) -> bool {
        match client.mode {
            Mode::Strict => false,
            Mode::InsecureRelaxed => {
                tracing::warn!(client = %client.id, relaxation = self.name(), "let pass");
                lock(&client.passed).insert(self);
                true
            }
        }
    }
}
