//! The query `embed`: what comes as objects in place of addresses.

/// What `embed=(…)` names: `(elements)`, `(contacts.elements,documents.elements-1)`.
pub(super) struct Embed(Vec<String>);

impl Embed {
    pub(super) fn of_query(query: Option<&str>) -> Self {
        let mut pairs = url::form_urlencoded::parse(query.unwrap_or("").as_bytes());
        let text = pairs.find(|(name, _)| name == "embed").map(|(_, value)| value.into_owned());
        let text = text.unwrap_or_default();
        let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or("");
        Self(inner.split(',').map(|name| String::from(stem(name.trim()))).collect())
    }

    /// Whether the elements of the collection itself are asked for.
    pub(super) fn has_elements(&self) -> bool {
        self.0.iter().any(|name| name == "elements")
    }

    /// Whether the elements of a collection of the person are asked for.
    pub(super) fn has(&self, collection: &str) -> bool {
        self.0.iter().any(|name| name.strip_suffix(".elements") == Some(collection))
    }
}

/// `elements-1` picks a schema version; the stand has one.
fn stem(name: &str) -> &str {
    name.split_once('-').map_or(name, |(stem, _)| stem)
}
