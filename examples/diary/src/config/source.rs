//! Settings as they were given: the text of a file, and the environment over it.

use super::error::{Place, Wrong};
use super::keys::{DATABASE_URL, KEYS, Key, Unsaid, key};
use clap::ValueEnum;
use esia_core::secrets::Secret;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// What was given, and what was found wrong so far.
pub(super) struct Source {
    folder: PathBuf,
    given: BTreeMap<&'static str, Given>,
    pub(super) wrong: Vec<Wrong>,
}

/// The value of a key as text, with its place.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) key: &'static Key,
    pub(super) place: Place,
    pub(super) words: Vec<String>,
}

impl Given {
    pub(super) fn text(&self) -> String {
        self.words.join(" ")
    }

    /// A variable has no lists: its words stand between commas.
    pub(super) fn list(&self) -> Vec<String> {
        match self.place {
            Place::Variable(_) => {
                self.words.iter().flat_map(|text| text.split(',')).map(str::to_owned).collect()
            }
            Place::Line(_) | Place::Nowhere => self.words.clone(),
        }
    }
}

impl Source {
    /// Reads the text of a file whose folder is `folder`, and puts the environment over it.
    pub(super) fn read(
        text: &str,
        folder: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let (given, wrong) = (BTreeMap::new(), Vec::new());
        let mut source = Self { folder: folder.to_owned(), given, wrong };
        source.take_file(text);
        source.take_environment(environment);
        source
    }

    fn take_file(&mut self, text: &str) {
        let line = |at: usize| {
            let before = text.get(..at).unwrap_or(text);
            Place::Line(before.matches('\n').count().saturating_add(1))
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = line(error.span().map_or(0, |span| span.start));
            self.wrong.push(Wrong::new(at, "the file", error.message()));
        }
        for (section, values) in table.get_ref() {
            let at = line(section.span().start);
            let Some(values) = values.get_ref().as_table() else {
                self.wrong.push(Wrong::new(at, section.get_ref().as_ref(), UNKNOWN));
                continue;
            };
            for (name, value) in values {
                let at = line(name.span().start);
                let name = format!("{}.{}", section.get_ref(), name.get_ref());
                match (key(&name), words(value.get_ref())) {
                    (Some(key), Some(words)) => {
                        self.given.insert(key.name, Given { key, place: at, words });
                    }
                    (Some(_), None) => {
                        let reason = "neither a text, a number, true, false nor a list of texts";
                        self.wrong.push(Wrong::new(at, name, reason));
                    }
                    (None, _) => self.wrong.push(Wrong::new(at, name, UNKNOWN)),
                }
            }
        }
    }

    fn take_environment(&mut self, environment: impl IntoIterator<Item = (String, String)>) {
        let environment: BTreeMap<String, String> = environment.into_iter().collect();
        let mut unknown: Vec<&String> = environment.keys().filter(|it| is_of_ours(it)).collect();
        for key in KEYS {
            let variable = key.variable();
            unknown.retain(|name| **name != variable);
            let general = (key.name == "database.url").then_some(DATABASE_URL);
            let mut found = [Some(variable.as_str()), general].into_iter().flatten();
            let Some((name, value)) = found.find_map(|it| environment.get_key_value(it)) else {
                continue;
            };
            let (place, words) = (Place::Variable(name.clone()), vec![value.clone()]);
            self.given.insert(key.name, Given { key, place, words });
        }
        for name in unknown {
            self.wrong.push(Wrong::new(Place::Variable(name.clone()), "no key", UNKNOWN));
        }
    }

    /// Says what is wrong with a value.
    pub(super) fn refuse(&mut self, given: &Given, reason: impl Into<String>) {
        self.wrong.push(Wrong::new(given.place.clone(), given.key.name, reason));
    }

    /// Says what is wrong where a value was not given.
    pub(super) fn fail(&mut self, name: &str, reason: &str) {
        self.wrong.push(Wrong::new(Place::Nowhere, name, reason));
    }

    /// Says that a key is missing which another one asks for.
    pub(super) fn miss(&mut self, name: &str) {
        self.wrong.extend(key(name).map(Wrong::missing));
    }

    /// The value, or what holds without one. What must be given and is not, is noted.
    pub(super) fn given(&mut self, name: &'static str) -> Option<Given> {
        if let Some(given) = self.given.get(name) {
            return Some(given.clone());
        }
        let key = key(name)?;
        match key.unsaid {
            Unsaid::Refused => self.wrong.push(Wrong::missing(key)),
            Unsaid::Nothing => {}
            Unsaid::Is(value) => {
                let words = vec![value.to_owned()];
                return Some(Given { key, place: Place::Nowhere, words });
            }
        }
        None
    }

    /// A value that `read` understands, or `reason` why not, which ends with a remedy.
    pub(super) fn value<T>(
        &mut self,
        name: &'static str,
        reason: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let given = self.given(name)?;
        let value = read(&given.text());
        if value.is_none() {
            self.refuse(&given, reason);
        }
        value
    }

    /// A whole number within bounds.
    pub(super) fn number(
        &mut self,
        name: &'static str,
        bounds: RangeInclusive<i64>,
    ) -> Option<i64> {
        let reason = format!("not a whole number from {} to {}", bounds.start(), bounds.end());
        self.value(name, &reason, |text| text.parse().ok().filter(|it| bounds.contains(it)))
    }

    /// A number of seconds and so on, never negative.
    pub(super) fn count(&mut self, name: &'static str, bounds: RangeInclusive<i64>) -> Option<u64> {
        self.number(name, bounds)?.try_into().ok()
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, name: &'static str) -> Option<bool> {
        self.value(name, "neither true nor false", |text| text.parse().ok())
    }

    /// One of the words that a key may have.
    pub(super) fn word<T: ValueEnum>(&mut self, name: &'static str) -> Option<T> {
        let words: Vec<_> = T::value_variants().iter().filter_map(T::to_possible_value).collect();
        let words: Vec<_> = words.iter().map(clap::builder::PossibleValue::get_name).collect();
        let reason = format!("not one of: {}", words.join(", "));
        self.value(name, &reason, |text| T::from_str(text, false).ok())
    }

    /// The path of a file: beside the settings file, or, from the environment, beside the program.
    pub(super) fn path(&self, given: &Given, name: &str) -> PathBuf {
        match given.place {
            Place::Line(_) => self.folder.join(name),
            Place::Nowhere | Place::Variable(_) => PathBuf::from(name),
        }
    }

    /// The files that a key names, each with what is in it.
    pub(super) fn files(&mut self, name: &'static str) -> Option<(Given, Vec<Vec<u8>>)> {
        let given = self.given(name)?;
        let (names, mut contents) = (given.list(), Vec::new());
        for name in &names {
            let file = std::fs::read(self.path(&given, name));
            match file {
                Ok(bytes) if bytes.is_empty() => self.refuse(&given, "the file is empty"),
                Ok(bytes) => contents.push(bytes),
                Err(error) => self.refuse(&given, format!("the file cannot be read: {error}")),
            }
        }
        (contents.len() == names.len()).then_some((given, contents))
    }

    /// What a file with a secret holds, without the white space around it.
    pub(super) fn secret(&mut self, name: &'static str) -> Option<(Given, Secret)> {
        let given = self.given(name)?;
        let text = self.secret_file(&given, &given.text()).map(std::fs::read_to_string);
        match text? {
            Ok(text) if text.trim().is_empty() => self.refuse(&given, "the file is empty"),
            Ok(text) => return Some((given, Secret::new(text.trim().to_owned()))),
            Err(_) => self.refuse(&given, "the file is not text in UTF-8"),
        }
        None
    }

    /// The path of a file with a secret, once it is sure that not everybody reads it.
    pub(super) fn secret_file(&mut self, given: &Given, name: &str) -> Option<PathBuf> {
        let path = self.path(given, name);
        match std::fs::metadata(&path) {
            Ok(facts) if is_open_to_everybody(&facts) => {
                self.refuse(given, "everybody may read the file: chmod o-rwx it");
                None
            }
            Ok(_) => Some(path),
            Err(error) => {
                self.refuse(given, format!("the file cannot be read: {error}"));
                None
            }
        }
    }
}

/// A variable of one of our sections; others that begin with our name are of those who start us.
fn is_of_ours(variable: &str) -> bool {
    variable.strip_prefix("DIARY_").is_some_and(|rest| {
        let section = |key: &Key| format!("{}_", key.section().to_uppercase());
        KEYS.iter().any(|key| rest.starts_with(&section(key)))
    })
}

/// A value as words: one, or those of a list.
fn words(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::String(text) => Some(vec![text.as_ref().to_owned()]),
        DeValue::Integer(number) => {
            let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
            Some(vec![number.to_string()])
        }
        DeValue::Boolean(flag) => Some(vec![flag.to_string()]),
        DeValue::Array(list) => {
            list.iter().map(|item| Some(item.get_ref().as_str()?.to_owned())).collect()
        }
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

#[cfg(unix)]
fn is_open_to_everybody(facts: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    facts.permissions().mode() & 0o007 != 0
}

/// Where a file has no such bits, nobody can tell by them.
#[cfg(not(unix))]
const fn is_open_to_everybody(_facts: &std::fs::Metadata) -> bool {
    false
}

const UNKNOWN: &str = "there is no such key: see diary.example.toml";
