//! What is proved and what is destroyed: the sections `proof`, `retention` and `operator`.

use super::source::Source;
use crate::consent_log::HeadKey;
use crate::retention::act::Operator;
use chrono::TimeDelta;
use consent_model::log::Origin;
use std::path::PathBuf;

/// How the consent log is signed, and when data goes.
#[derive(Debug)]
pub struct Keeping {
    /// The name of the consent log.
    pub origin: Origin,
    /// What signs its heads.
    pub key: HeadKey,
    /// The file to which each new head is added, for a second party (LG-3).
    pub heads: Option<PathBuf>,
    /// How long data is kept after a consent has ended.
    pub term: TimeDelta,
    /// The folder of the acts.
    pub acts: PathBuf,
    /// Whether an instance looks every day for what is due.
    pub is_daily: bool,
    /// Who the acts speak for.
    pub operator: Operator,
}

/// `None` where no key is given: entries are then kept and not signed. What is wrong is noted.
pub(super) fn read(source: &mut Source) -> Option<Keeping> {
    let days = source.number("retention.days", 1..=30);
    let is_daily = source.flag("retention.daily");
    let origin =
        source.value("proof.origin", "not a name such as diary.example/consents", |text| {
            Origin::parse(text).ok()
        });
    let key = source.given("proof.key_file").map(|given| {
        let path = source.secret_file(&given, &given.text())?;
        HeadKey::read(&path).map_err(|error| source.refuse(&given, error.to_string())).ok()
    });
    let mut path = |name| source.given(name).map(|given| source.path(&given, &given.text()));
    let (heads, acts) = (path("proof.heads_file"), path("retention.acts_folder"));
    let mut text = |name| source.given(name).map(|given| given.text()).unwrap_or_default();
    let operator = Operator {
        name: text("operator.name"),
        address: text("operator.address"),
        processor: text("operator.processor"),
        system: text("operator.system"),
        responsible: source
            .given("operator.responsible")
            .map(|given| given.list())
            .unwrap_or_default(),
    };
    let (days, is_daily) = (days?, is_daily?);
    let Some(key) = key else {
        if is_daily {
            source.miss("proof.key_file");
        }
        return None;
    };
    Some(Keeping {
        origin: origin?,
        key: key?,
        heads,
        term: TimeDelta::days(days),
        acts: acts?,
        is_daily,
        operator,
    })
}
