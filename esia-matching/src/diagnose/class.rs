//! What a classifier says of two texts of one field.

use crate::finding::{Document, Field, Finding, FindingKind, Sides};

/// How near two values of one field are; for the explanation, never for an outcome.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Nearness {
    /// Equal.
    Same,
    /// Different, and one kind of mistake explains how.
    Near,
    /// Nothing can be said: a side has no value that can be read.
    Unknown,
    /// Different, and no kind of mistake explains it.
    Far,
}

/// On which of two sides the mistake stands, as far as that can be told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Blame {
    First,
    Second,
    Neither,
}

impl Blame {
    /// The side of which something holds, if it holds of one alone.
    pub(crate) const fn of(first: bool, second: bool) -> Self {
        match (first, second) {
            (true, false) => Self::First,
            (false, true) => Self::Second,
            (true, true) | (false, false) => Self::Neither,
        }
    }
}

/// The kind of a difference with its places, counted from 1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Class {
    pub(crate) kind: FindingKind,
    pub(crate) nearness: Nearness,
    blame: Blame,
    at: (Option<usize>, Option<usize>),
    pub(crate) document: Option<Document>,
}

impl Class {
    /// A mistake that explains the whole difference.
    pub(crate) const fn near(kind: FindingKind) -> Self {
        Self::new(kind, Nearness::Near)
    }

    /// Values that have nothing to do with one another.
    pub(crate) const fn far(kind: FindingKind) -> Self {
        Self::new(kind, Nearness::Far)
    }

    /// A value that stands for nothing to compare.
    pub(crate) const fn unknown(kind: FindingKind) -> Self {
        Self::new(kind, Nearness::Unknown)
    }

    const fn new(kind: FindingKind, nearness: Nearness) -> Self {
        Self { kind, nearness, blame: Blame::Neither, at: (None, None), document: None }
    }

    pub(crate) const fn at(mut self, place: usize) -> Self {
        self.at = (Some(place), None);
        self
    }

    pub(crate) const fn at_two(mut self, first: usize, second: usize) -> Self {
        self.at = (Some(first), Some(second));
        self
    }

    /// With the document whose number stands there.
    pub(crate) const fn naming(mut self, document: Document) -> Self {
        self.document = Some(document);
        self
    }

    pub(crate) const fn blaming(mut self, blame: Blame) -> Self {
        self.blame = blame;
        self
    }

    /// Blames a side unless one is blamed already.
    pub(crate) const fn blaming_if_unsaid(self, blame: Blame) -> Self {
        match self.blame {
            Blame::Neither => self.blaming(blame),
            Blame::First | Blame::Second => self,
        }
    }

    /// The finding, between these two sides; a place beyond 255 is not named.
    pub(crate) fn finding(self, field: Field, (one, other): (Sides, Sides)) -> Finding {
        let narrow = |place: Option<usize>| place.and_then(|place| u8::try_from(place).ok());
        let finding = match (narrow(self.at.0), narrow(self.at.1)) {
            (Some(first), Some(second)) => Finding::at_two(field, self.kind, first, second),
            (Some(place), None) => Finding::at_one(field, self.kind, place),
            (None, _) => Finding::new(field, self.kind),
        }
        .naming(self.document);
        match self.blame {
            Blame::First => finding.lying_with(one),
            Blame::Second => finding.lying_with(other),
            Blame::Neither => finding,
        }
    }
}
