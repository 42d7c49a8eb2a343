//! How the answer about a person is to look.

use alloc::format;
use alloc::string::String;
use url::Url;

/// How an answer is to look (вид ответа): objects or links, and which version of each.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::rest::AnswerShape;
///
/// // What is asked for by default: objects, of whatever version ESIA gives.
/// assert_eq!(AnswerShape::default(), AnswerShape::OBJECTS);
/// // `?embed=(elements-1)`, and an Accept header that names `Person-3`.
/// let newer = AnswerShape::OBJECTS.of_version(1).accepting_person(3);
/// assert_ne!(newer, AnswerShape::OBJECTS);
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AnswerShape {
    has_objects: bool,
    version: Option<u8>,
    person_schema: Option<u8>,
}

impl AnswerShape {
    /// The things themselves.
    pub const OBJECTS: Self = Self { has_objects: true, version: None, person_schema: None };
    /// Links to them.
    pub const LINKS: Self = Self { has_objects: false, version: None, person_schema: None };

    /// The objects by this version of their schema: `elements-1`.
    #[must_use]
    pub const fn of_version(self, version: u8) -> Self {
        Self { version: Some(version), ..self }
    }

    /// The person by this version of its schema, named in the `Accept` header: `Person-3`.
    #[must_use]
    pub const fn accepting_person(self, version: u8) -> Self {
        Self { person_schema: Some(version), ..self }
    }

    /// The query for a collection.
    pub(super) fn query(self) -> Option<String> {
        self.has_objects.then(|| ["embed=(", &self.elements(), ")"].concat())
    }

    /// `elements`, with its version.
    pub(super) fn elements(self) -> String {
        match self.version {
            Some(version) => format!("elements-{version}"),
            None => String::from("elements"),
        }
    }

    /// The `Accept` header at the host of `url`, if it is to be another than plain JSON.
    pub(super) fn accept(self, url: &Url) -> Option<String> {
        let version = self.person_schema?;
        let mut model = url.clone();
        model.set_path(&format!("/rs/model/prn/Person-{version}"));
        Some(format!("application/json; schema=\"{model}\""))
    }
}

impl Default for AnswerShape {
    fn default() -> Self {
        Self::OBJECTS
    }
}
