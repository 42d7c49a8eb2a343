//! One person among the rows: the table of design.md 2, without allocation.

use super::answer::{Answer, Notes};
use super::core::{Certified, Core, HAS_CERTIFICATE, HAS_STATED_SNILS, IS_REPEATED, IS_UNVOUCHED};
use super::directory::index;
use super::overlay::Overlay;
use super::row::{Kept, Whose};
use crate::compare::{Agreement, Facts};
use crate::digest::{Digest, Face, YoFolded};
use crate::outcome::{Ground, Note};
use crate::policy::MatchPolicy;
use core::ops::Range;

/// A person who is looked for, with the rows that carry an identifier of theirs.
pub(super) struct Search<'a> {
    core: &'a Core,
    overlay: &'a Overlay,
    policy: MatchPolicy,
    person: &'a Digest,
    face: Face,
    /// The entries with the person's SNILS, whoever vouches for it on either side.
    by_snils: Range<usize>,
    /// The certificates equal to the person's, whoever vouches for it on either side.
    by_certificate: &'a [Certified],
}

impl<'a> Search<'a> {
    pub(super) fn new(
        core: &'a Core,
        overlay: &'a Overlay,
        policy: MatchPolicy,
        person: &'a Digest,
    ) -> Self {
        if person.snils().value().is_some() && person.certificate().value().is_some() {
            core.touch(::core::slice::from_ref(person));
        }
        let by_snils = person.snils().value().map_or(0..0, |number| core.run_of_snils(number));
        let certificate = person.certificate().value();
        let by_certificate = certificate.map_or(&[][..], |number| core.run_of_certificate(number));
        let face = person.face(policy.middle_name);
        Self { core, overlay, policy, person, face, by_snils, by_certificate }
    }

    pub(super) fn answer(&self) -> Answer {
        match self.only() {
            Some(at) => self.met_in_core(at).map_or(Answer::NotFound, |met| self.answer_of(&met)),
            None => self.answer_of_several(),
        }
    }

    /// The one entry that carries an identifier of the person, where there is no other.
    fn only(&self) -> Option<usize> {
        let by_certificate = self.by_certificate.first().map(|certified| index(certified.at));
        match (self.by_snils.len(), self.by_certificate.len()) {
            _ if !self.overlay.is_empty() => None,
            (1, 0) => Some(self.by_snils.start),
            (0, 1) => by_certificate,
            (1, 1) => by_certificate.filter(|at| *at == self.by_snils.start),
            (_, _) => None,
        }
    }

    /// The answer where nobody else is met: the pair alone decides.
    fn answer_of(&self, met: &Met) -> Answer {
        let agreement = self.agreement(met);
        match agreement.ground {
            // A record that several contents claim names nobody.
            Some(_) if met.is_repeated => Answer::Ambiguous,
            Some(ground) => Answer::Found { place: met.place, ground, notes: agreement.into() },
            None if agreement.contradiction => Answer::Conflict,
            None => Answer::NotFound,
        }
    }

    /// The table in full.
    fn answer_of_several(&self) -> Answer {
        let mut contradiction = false;
        let mut by_snils = Candidates::default();
        for met in self.met_by_snils() {
            let agreement = self.agreement(&met);
            contradiction |= agreement.contradiction;
            if agreement.ground.is_some() {
                by_snils.add(self, met, agreement);
            }
        }
        let mut by_certificate = Candidates::default();
        for met in self.met_by_certificate() {
            let agreement = self.agreement(&met);
            contradiction |= agreement.contradiction;
            if agreement.ground == Some(Ground::Certificate)
                && !by_snils.first.is_some_and(|_| self.agrees_by_snils(self.whose(&met)))
            {
                by_certificate.add(self, met, agreement);
            }
        }
        match (by_snils.first, by_certificate.first) {
            (None, None) if contradiction => Answer::Conflict,
            (None, None) => Answer::NotFound,
            (Some(_), Some(_)) => Answer::Conflict,
            (Some(_), None) if by_snils.has_others => Answer::Ambiguous,
            (None, Some(_)) if by_certificate.has_others => Answer::Ambiguous,
            // A record that several contents claim names nobody.
            (Some(only), None) | (None, Some(only)) if only.met.is_repeated => Answer::Ambiguous,
            (Some(only), None) => self.found(&only, Ground::Snils),
            (None, Some(only)) => self.found(&only, Ground::Certificate),
        }
    }

    fn found(&self, only: &Candidate, ground: Ground) -> Answer {
        let whose = self.whose(&only.met);
        let is_another = |met: Met| self.whose(&met) != whose;
        let certificate_of_others = self.met_by_certificate().any(is_another);
        let carries_certificate = only.met.has_verified_certificate;
        let duplicate =
            self.met_by_snils().any(is_another) || (certificate_of_others && carries_certificate);
        let notes = Notes::from(only.agreement)
            .with(Note::CertificateInAnotherRecord, certificate_of_others && !carries_certificate)
            .with(Note::DuplicateIdentifier, duplicate);
        Answer::Found { place: only.met.place, ground, notes }
    }

    /// The rows that carry the person's SNILS, vouched for on both sides.
    fn met_by_snils(&self) -> impl Iterator<Item = Met> {
        let number = self.person.snils().verified();
        let run = if number.is_some() { self.by_snils.clone() } else { 0..0 };
        let overlay = number.filter(|_| !self.overlay.is_empty());
        run.filter_map(|at| self.met_in_core(at))
            .filter(|met| met.snils == Held::Same && met.is_snils_verified)
            .chain(
                overlay
                    .into_iter()
                    .flat_map(|number| self.overlay.with_snils(number))
                    .filter(|row| row.snils.is_verified())
                    .map(|row| self.met_in_overlay(row)),
            )
    }

    /// The rows that carry the person's certificate, vouched for on both sides.
    fn met_by_certificate(&self) -> impl Iterator<Item = Met> {
        let number = self.person.certificate().verified();
        let run = if number.is_some() { self.by_certificate } else { &[] };
        let overlay = number.filter(|_| !self.overlay.is_empty());
        run.iter()
            .filter(|certified| certified.is_verified())
            .filter_map(|certified| self.met_in_core(index(certified.at)))
            .chain(
                overlay
                    .into_iter()
                    .flat_map(|number| self.overlay.with_certificate(number))
                    .filter(|row| row.certificate.is_verified())
                    .map(|row| self.met_in_overlay(row)),
            )
    }

    fn met_in_core(&self, at: usize) -> Option<Met> {
        let entry = *self.core.entries.get(at)?;
        if self.overlay.hides(entry.place) {
            return None;
        }
        let odd = self.core.odd_of(at, entry);
        let face = self.core.face(at, entry, odd);
        let certified = self.by_certificate.iter().find(|certified| index(certified.at) == at);
        let snils = if self.by_snils.contains(&at) {
            Held::Same
        } else if self.core.has_snils(at) {
            Held::Other
        } else {
            Held::Nothing
        };
        let certificate = match certified {
            Some(_) => Held::Same,
            None if entry.word & HAS_CERTIFICATE != 0 => Held::Other,
            None => Held::Nothing,
        };
        Some(Met {
            source: Source::Core(at),
            place: entry.place,
            agrees: self.face.agrees(&face, self.policy),
            is_vouched: !odd.has(IS_UNVOUCHED),
            is_repeated: odd.has(IS_REPEATED),
            snils,
            is_snils_verified: !odd.has(HAS_STATED_SNILS),
            certificate,
            has_verified_certificate: certified.is_some_and(|certified| certified.is_verified())
                && self.person.certificate().is_verified(),
        })
    }

    fn met_in_overlay(&self, row: &Kept) -> Met {
        let certificate = held(self.person.certificate().value(), row.certificate.value());
        Met {
            source: Source::Overlay { pupil: row.pupil },
            place: row.place,
            agrees: self.face.agrees(&row.face, self.policy),
            is_vouched: row.is_vouched,
            is_repeated: row.is_repeated,
            snils: held(self.person.snils().value(), row.snils.value()),
            is_snils_verified: row.snils.is_verified(),
            certificate,
            has_verified_certificate: certificate == Held::Same
                && row.certificate.is_verified()
                && self.person.certificate().is_verified(),
        }
    }

    fn agreement(&self, met: &Met) -> Agreement {
        let (snils, certificate) = (self.person.snils(), self.person.certificate());
        Agreement::of(Facts {
            same_person: met.agrees.is_some(),
            yo_folded: met.agrees.is_some_and(|YoFolded(is_folded)| is_folded),
            vouched: met.is_vouched && self.person.is_person_verified(),
            same_snils: met.snils == Held::Same && met.is_snils_verified && snils.is_verified(),
            snils_contradict: met.snils == Held::Other && snils.value().is_some(),
            same_certificate: met.has_verified_certificate,
            certificate_differs: met.certificate == Held::Other && certificate.value().is_some(),
        })
    }

    /// Whether a record of a pupil agrees by SNILS.
    fn agrees_by_snils(&self, whose: Whose) -> bool {
        self.met_by_snils()
            .any(|met| self.whose(&met) == whose && self.agreement(&met).ground.is_some())
    }

    fn whose(&self, met: &Met) -> Whose {
        match met.source {
            Source::Core(at) => self.core.whose(at, met.place),
            Source::Overlay { pupil } => Whose::new(met.place, pupil),
        }
    }
}

/// A row that shares an identifier with the person.
#[expect(clippy::struct_excessive_bools, reason = "facts, each of which may hold beside any other")]
#[derive(Clone, Copy)]
struct Met {
    source: Source,
    place: u32,
    agrees: Option<YoFolded>,
    is_vouched: bool,
    is_repeated: bool,
    snils: Held,
    is_snils_verified: bool,
    certificate: Held,
    /// The person's, and vouched for on both sides.
    has_verified_certificate: bool,
}

/// Where a row stands.
#[derive(Clone, Copy)]
enum Source {
    /// Among the entries.
    Core(usize),
    /// In the overlay, with the pupil's number.
    Overlay {
        /// The register's number of the pupil.
        pupil: Option<u32>,
    },
}

/// An identifier of a row beside the person's.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Held {
    Nothing,
    Same,
    /// Another one, or the person has none.
    Other,
}

fn held(own: Option<u64>, theirs: Option<u64>) -> Held {
    match theirs {
        None => Held::Nothing,
        Some(_) if own == theirs => Held::Same,
        Some(_) => Held::Other,
    }
}

/// Those who agree by one ground.
#[derive(Default)]
struct Candidates {
    /// The best record of the first pupil.
    first: Option<Candidate>,
    has_others: bool,
}

/// A row that agrees by a ground.
#[derive(Clone, Copy)]
struct Candidate {
    met: Met,
    agreement: Agreement,
}

impl Candidates {
    fn add(&mut self, search: &Search<'_>, met: Met, agreement: Agreement) {
        let Some(first) = &mut self.first else {
            self.first = Some(Candidate { met, agreement });
            return;
        };
        if search.whose(&first.met) != search.whose(&met) {
            self.has_others = true;
        } else if met.place < first.met.place {
            *first = Candidate { met, agreement };
        }
    }
}
