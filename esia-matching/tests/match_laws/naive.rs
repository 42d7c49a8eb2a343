//! The second opinion: a search over a plain list, written from design.md 2 and from what the
//! texts of the pools mean. It calls nothing of the library that reads or compares.

use crate::drawn::{Drawn, Kept};
use esia_matching::evidence::Assurance;
use esia_matching::outcome::Outcome;
use esia_matching::policy::{MatchPolicy, MiddleNamePolicy, YoPolicy};
use std::collections::BTreeSet;

/// An outcome in words: `found J0 snils yo_folded`.
pub(crate) fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Found { record, ground, notes } => notes
            .iter()
            .fold(format!("found {record} {ground}"), |told, note| format!("{told} {note}")),
        Outcome::NotFound | Outcome::Ambiguous | Outcome::Conflict => outcome.as_str().into(),
    }
}

/// Design.md 2, walked record by record.
pub(crate) fn naive(records: &[Kept], person: &Drawn, policy: MatchPolicy) -> String {
    let active: Vec<&Kept> = records.iter().filter(|kept| kept.active).collect();
    let is_verified = |assurance| assurance == Assurance::Verified;
    let vouched = person.vouched;
    let own_snils = person.snils().filter(|_| is_verified(vouched.snils));
    let own_certificate = person.certificate().filter(|_| is_verified(vouched.certificate));

    let same = |own: Option<&str>, theirs: Option<&str>| own.is_some() && own == theirs;
    let same_snils = |kept: &Kept| same(own_snils, kept.person.snils());
    let same_certificate = |kept: &Kept| same(own_certificate, kept.person.certificate());
    let contradict = |kept: &Kept| {
        let both = (person.snils(), kept.person.snils());
        matches!(both, (Some(own), Some(theirs)) if own != theirs)
    };
    let same_person = |kept: &Kept| {
        same(person.date(), kept.person.date()) && same_names(person, &kept.person, policy)
    };

    let counts = is_verified(vouched.names) && is_verified(vouched.birth_date);
    let by_snils = |kept: &Kept| counts && same_person(kept) && same_snils(kept);
    let by_certificate =
        |kept: &Kept| counts && same_person(kept) && same_certificate(kept) && !contradict(kept);

    let first: Vec<&&Kept> = active.iter().filter(|kept| by_snils(kept)).collect();
    let second: Vec<&&Kept> =
        active.iter().filter(|kept| by_certificate(kept) && !by_snils(kept)).collect();
    let people: BTreeSet<String> = first.iter().chain(&second).map(|kept| kept.whose()).collect();
    let people_by_snils: BTreeSet<String> = first.iter().map(|kept| kept.whose()).collect();
    let by_certificate_alone = people.difference(&people_by_snils).count();

    if people.len() > 1 {
        let mixed = !people_by_snils.is_empty() && by_certificate_alone > 0;
        return if mixed { "conflict" } else { "ambiguous" }.into();
    }
    let Some(found) = first.first().or_else(|| second.first()) else {
        let disputed = active.iter().any(|kept| {
            let equal = same_snils(kept) || same_certificate(kept);
            equal && (!same_person(kept) || contradict(kept))
        });
        return if disputed { "conflict" } else { "not_found" }.into();
    };

    let is_by_snils = !first.is_empty();
    let others: Vec<&&Kept> = active.iter().filter(|kept| kept.whose() != found.whose()).collect();
    let mut told =
        format!("found J{} {}", found.id, if is_by_snils { "snils" } else { "certificate" });
    if person.names() != found.person.names() && is_yo_apart(person, &found.person) {
        told.push_str(" yo_folded");
    }
    let certificates = (person.certificate(), found.person.certificate());
    if is_by_snils && matches!(certificates, (Some(own), Some(theirs)) if own != theirs) {
        told.push_str(" certificate_differs");
    }
    let certificate_elsewhere = others.iter().any(|kept| same_certificate(kept));
    if certificate_elsewhere && !same_certificate(found) {
        told.push_str(" certificate_in_another_record");
    }
    let snils_elsewhere = others.iter().any(|kept| same_snils(kept));
    if snils_elsewhere || (certificate_elsewhere && same_certificate(found)) {
        told.push_str(" duplicate_identifier");
    }
    told
}

fn same_names(one: &Drawn, other: &Drawn, policy: MatchPolicy) -> bool {
    let (Some(one), Some(other)) = (one.names(), other.names()) else { return false };
    let fold = |text: &str| match policy.yo {
        YoPolicy::Folded => text.replace('Ё', "Е"),
        YoPolicy::Exact => text.to_owned(),
    };
    let middle_agrees = fold(one.2) == fold(other.2)
        || (policy.middle_name == MiddleNamePolicy::MissingAgrees
            && (one.2.is_empty() || other.2.is_empty()));
    fold(one.0) == fold(other.0) && fold(one.1) == fold(other.1) && middle_agrees
}

fn is_yo_apart(one: &Drawn, other: &Drawn) -> bool {
    let last = |drawn: &Drawn| drawn.names().map(|names| names.0);
    last(one) != last(other)
}
