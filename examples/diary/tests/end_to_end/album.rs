//! The pictures that were kept in this run, against the list of those that must be.

use crate::pictures::{WALKS, Walk};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A walk that has begun: the pictures of the run before are gone.
pub(crate) struct Album {
    walk: &'static Walk,
    kept: Mutex<BTreeSet<&'static str>>,
}

impl Album {
    pub(crate) fn open(name: &str) -> Self {
        let walk = WALKS.iter().find(|walk| walk.name == name).expect("a walk of the list");
        let folder = folder().join(walk.name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::create_dir_all(&folder).unwrap();
        Self { walk, kept: Mutex::default() }
    }

    /// The folder of the pictures, and the name of one of the list.
    pub(crate) fn place(&self, name: &str) -> (PathBuf, &'static str) {
        let listed = self.walk.pictures.iter().find(|(listed, ..)| *listed == name);
        let (name, ..) = listed.unwrap_or_else(|| panic!("{name} is not listed in pictures.rs"));
        self.kept.lock().unwrap().insert(name);
        (folder().join(self.walk.name), name)
    }

    /// Fails where a picture of the list was not kept.
    pub(crate) fn close(&self) {
        let kept = self.kept.lock().unwrap();
        let names = self.walk.pictures.iter().map(|(name, ..)| *name);
        let missing: Vec<&str> = names.filter(|name| !kept.contains(name)).collect();
        assert!(missing.is_empty(), "{} kept no picture of {missing:?}", self.walk.name);
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("../gallery")
}

/// Goal: the list holds what the two instructions picture and what can go wrong.
/// Method: the figures, the steps and the guards' rules are typed here once more.
#[test]
fn the_list_holds_every_figure_every_step_and_every_guard() {
    let listed: BTreeSet<&str> =
        WALKS.iter().flat_map(|walk| walk.pictures).flat_map(|(_, of, _)| of.split(", ")).collect();
    let figures = (1..=19).map(|number| format!("Рисунок {number}"));
    let steps = (1..=6).map(|number| format!("Шаг {number}"));
    for wanted in figures.chain(steps).chain(GUARDED.map(String::from)) {
        assert!(listed.contains(wanted.as_str()), "no picture of {wanted}");
    }
    let mut names = BTreeSet::new();
    for walk in WALKS {
        assert!(!walk.title.is_empty() && !walk.pictures.is_empty());
        for (name, of, caption) in walk.pictures {
            assert!(!of.is_empty() && !caption.is_empty(), "{name}");
            assert!(names.insert((walk.name, name)), "{name} stands twice");
        }
    }
}

const GUARDED: [&str; 33] = [
    "R-07", "R-10", "R-11", "R-15", "R-16", "R-22", "R-25", "R-40", "R-43", "R-45", "R-49", "R-51",
    "R-55", "R-56", "R-59", "R-60", "R-75", "D-04", "D-05", "D-09", "D-10", "D-13", "P-01", "P-02",
    "P-04", "P-05", "P-06", "P-07", "I-24", "T-01", "T-09", "T-26", "TM-5",
];
