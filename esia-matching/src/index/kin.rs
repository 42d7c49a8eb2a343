//! Pupils who may be brothers and sisters of a person: for staff, who have mixed them up before.

use super::{Entry, Index};
use crate::diagnose::names::differ_in_gender;
use crate::evidence::Evidence;
use crate::finding::Field;
use crate::name::FullName;
use alloc::vec::Vec;
use esia_core::record::RecordId;

/// A record of somebody who bears the family's names (родственник).
#[derive(Clone, Copy, Debug)]
pub struct Kin<'a> {
    record: &'a RecordId,
    is_twin: bool,
}

impl Kin<'_> {
    /// The record.
    #[must_use]
    pub const fn record(&self) -> &RecordId {
        self.record
    }

    /// Whether the birth dates are equal too (близнецы).
    #[must_use]
    pub const fn is_twin(&self) -> bool {
        self.is_twin
    }
}

impl Index {
    /// The records of other people with the last and the middle name of a person, of either
    /// gender, in the order of their keys.
    ///
    /// Other people have another SNILS or, where one is not known, another first name. Every
    /// record is looked at; [`find`](Self::find) does not ask it, so that a twin never makes a
    /// match ambiguous.
    ///
    /// # Examples
    ///
    /// ```
    /// use esia_core::record::RecordId;
    /// use esia_matching::evidence::{Evidence, Texts};
    /// use esia_matching::index::{Entry, Index};
    ///
    /// let texts = Texts::default().birth_date("05.03.2014");
    /// let anna = texts.names("Тестова", "Анна", "Ивановна").snils("112-233-445 95");
    /// let oleg = texts.names("Тестов", "Олег", "Иванович").snils("963-117-158 08");
    /// let [anna, oleg] = [anna, oleg].map(|texts| Evidence::from_journal(&texts));
    /// let index = Index::new([Entry::active(RecordId::new("J5".into()), oleg)]);
    /// assert!(index.kin(&anna).iter().all(|kin| kin.is_twin() && kin.record().as_str() == "J5"));
    /// ```
    #[must_use]
    pub fn kin(&self, person: &Evidence) -> Vec<Kin<'_>> {
        self.entries.iter().filter_map(|entry| kin(person, entry)).collect()
    }
}

fn kin<'a>(person: &Evidence, entry: &'a Entry) -> Option<Kin<'a>> {
    let other = &entry.evidence;
    let (own, theirs) = person.names().value().zip(other.names().value())?;
    let (date, other_date) = person.birth_date().value().zip(other.birth_date().value())?;
    let is_another = match person.snils().value().zip(other.snils().value()) {
        Some((one, other)) => one != other,
        None => own.first_name() != theirs.first_name(),
    };
    let is_kin = is_another && is_of_one_family(own, theirs);
    is_kin.then_some(Kin { record: &entry.record, is_twin: date == other_date })
}

/// Equal last and middle names, ё folded, but for the endings of the gender.
fn is_of_one_family(one: &FullName, other: &FullName) -> bool {
    let (one, other) = (one.key(), other.key());
    let mut parts = one.as_str().split('|').zip(other.as_str().split('|'));
    let fields = [Field::LastName, Field::FirstName, Field::MiddleName];
    let last_name = one.as_str().split('|').next();
    last_name.is_some_and(|last| !last.is_empty())
        && fields.into_iter().all(|field| {
            let (one, other) = parts.next().unwrap_or_default();
            field == Field::FirstName || one == other || differ_in_gender(field, one, other)
        })
}
