//! The pages of the machines: the library renders them, here they get their links.

use super::super::library::Library;
use super::{Page, cite};
use consent_model::render::{Edition, Shown};

pub(super) const CONSENT: Page = Page {
    name: "consent",
    title: Shown::Consent.title(),
    about: Shown::Consent.about(),
    body: |library, edition| body(Shown::Consent, library, edition),
};

pub(super) const LINKING: Page = Page {
    name: "linking",
    title: Shown::Linking.title(),
    about: Shown::Linking.about(),
    body: |library, edition| body(Shown::Linking, library, edition),
};

pub(super) const CHILD_ACCOUNT: Page = Page {
    name: "child-account",
    title: Shown::ChildAccount.title(),
    about: Shown::ChildAccount.about(),
    body: |library, edition| body(Shown::ChildAccount, library, edition),
};

fn body(shown: Shown, _: &Library, edition: Edition) -> String {
    let page = shown.page(edition, &|id| cite(id, edition));
    let name = shown.name();
    let dot = match edition {
        Edition::English => format!("The diagram for Graphviz: [{name}.dot]({name}.dot)."),
        Edition::Russian => format!("Диаграмма для Graphviz: [{name}.dot]({name}.dot)."),
    };
    format!("{page}\n{dot}")
}

/// The diagrams as files of their own: name and content.
pub(super) fn diagrams() -> impl Iterator<Item = (String, String)> {
    Shown::ALL.into_iter().map(|shown| {
        let text = format!("// {}: do not edit.\n{}", super::MARK, shown.dot());
        (format!("{}.dot", shown.name()), text)
    })
}
