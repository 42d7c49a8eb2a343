//! Forms: what was sent, what is wrong with it, and how a field looks.

use chrono::NaiveDate;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What a form sent; of a name that came twice the last value.
#[derive(serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Fields(BTreeMap<String, String>);

impl Fields {
    /// A field without white space around it; an absent one is empty.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// A field as it was typed: a space in a password is a sign like any other.
    pub(super) fn exact(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether a tick is set, or a button pressed.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether no field is longer than any that a person types.
    pub(super) fn is_sane(&self) -> bool {
        self.0.len() <= 60 && self.0.values().all(|value| value.len() <= LONGEST)
    }
}

/// What is wrong, by the field: the summary links there.
#[derive(Default)]
pub(super) struct Errors(Vec<(&'static str, String)>);

impl Errors {
    pub(super) fn one(field: &'static str, text: &str) -> Self {
        Self(vec![(field, text.to_owned())])
    }

    pub(super) fn add(&mut self, field: &'static str, text: &str) {
        self.0.push((field, text.to_owned()));
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str())
    }

    /// The summary above a form.
    pub(super) fn summary(&self) -> Markup {
        html! {
            @if !self.0.is_empty() {
                div.errors id="errors" data-testid="errors" role="alert" tabindex="-1" autofocus {
                    h2 { "Проверьте, что введено" }
                    ul {
                        @for (field, text) in &self.0 {
                            li { a href=(format!("#{field}")) { (text) } }
                        }
                    }
                }
            }
        }
    }
}

/// A field of one line.
pub(super) struct Field<'a> {
    pub(super) name: &'static str,
    pub(super) label: &'a str,
    pub(super) hint: &'a str,
    pub(super) kind: Kind,
    pub(super) value: &'a str,
}

/// What is typed into a field: how a phone's keyboard looks.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Digits,
    Phone,
    Email,
    Password,
}

impl Kind {
    const fn attributes(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("text", "text"),
            Self::Digits => ("text", "numeric"),
            Self::Phone => ("tel", "tel"),
            Self::Email => ("email", "email"),
            Self::Password => ("password", "text"),
        }
    }
}

impl Field<'_> {
    pub(super) fn show(&self, errors: &Errors) -> Markup {
        let Self { name, label, hint, kind, value } = *self;
        let (type_, inputmode) = kind.attributes();
        let error = errors.of(name);
        let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
        let described: Vec<&str> =
            [(!hint.is_empty()).then_some(hint_id.as_str()), error.map(|_| error_id.as_str())]
                .into_iter()
                .flatten()
                .collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        html! {
            div.field {
                label for=(name) { (label) }
                @if !hint.is_empty() { span.hint id=(hint_id) { (hint) } }
                @if let Some(error) = error { span.error id=(error_id) { (error) } }
                input id=(name) data-testid=(name) name=(name) type=(type_) inputmode=(inputmode) value=(value)
                    autocomplete="off" maxlength="200" aria-invalid=[error.map(|_| "true")]
                    aria-describedby=[described];
            }
        }
    }
}

/// One of several, as round buttons.
pub(super) fn radio(
    name: &'static str,
    legend: &str,
    options: &[(&str, &str)],
    chosen: &str,
    errors: &Errors,
) -> Markup {
    html! {
        fieldset id=(name) tabindex="-1" {
            legend { (legend) }
            @if let Some(error) = errors.of(name) { span.error { (error) } }
            @for (value, label) in options {
                @let id = format!("{name}-{value}");
                div.choice {
                    input type="radio" id=(id) data-testid=(id) name=(name) value=(value) checked[*value == chosen];
                    label for=(id) { (label) }
                }
            }
        }
    }
}

/// A tick.
pub(super) fn tick(name: &str, label: &str, is_on: bool, error: bool) -> Markup {
    html! {
        div.choice {
            input type="checkbox" id=(name) data-testid=(name) name=(name) value="on" checked[is_on]
                aria-invalid=[error.then_some("true")];
            label for=(name) { (label) }
        }
    }
}

/// A button that says which one it is.
pub(super) fn press(label: &str, test_id: &str, value: &str) -> Markup {
    crate::layout::button(label, test_id, ("press", value))
}

/// The two hidden fields of every form: its protection, and which state it was made for.
pub(super) fn hidden(csrf: &str, made_for: u64) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(csrf);
        input type="hidden" name="made-for" value=(made_for);
    }
}

/// A date as people write it: `17.05.2018`, or as programs do.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let read = |format| NaiveDate::parse_from_str(text, format).ok();
    read("%d.%m.%Y").or_else(|| read("%Y-%m-%d"))
}

/// The date as it is shown.
pub(super) fn shown(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// In bytes: twice that many Latin letters as a Russian text has.
const LONGEST: usize = 600;
