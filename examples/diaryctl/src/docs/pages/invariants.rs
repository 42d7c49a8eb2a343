//! Invariants, their kind and the tests.

use super::super::library::Library;
use super::{Page, linked, place, tests};
use consent_model::render::Edition;
use consent_model::render::markdown::Table;
use esia_core::rules::{INVARIANTS, InvariantKind, Tool, Words};

pub(super) const PAGE: Page = Page {
    name: "invariants",
    title: Words { english: "What always holds", russian: "Что верно всегда" },
    about: Words {
        english: "The invariants of the machines and of the decision, and how each is checked.",
        russian: "Инварианты автоматов и решения и то, как проверяется каждый.",
    },
    body,
};

fn body(library: &Library, edition: Edition) -> String {
    let introduction = edition.pick(
        "A *live login* is one that a request would still be served for. *Safety*: something bad never \
         happens. *Liveness*: something good happens in the end. *Law*: a function is total, or keeps a \
         law. A dash in the last column means that no test cites the invariant yet.",
        "*Открытый вход* — тот, по которому запрос ещё обслужили бы. *Безопасность*: плохое не \
         происходит. *Живость*: хорошее в конце концов происходит. *Закон*: функция всюду определена \
         или подчиняется закону. Прочерк: на инвариант пока не ссылается ни одна проверка.",
    );
    let mut table = Table::new(match edition {
        Edition::English => &["invariant", "kind", "what holds", "checked with", "tests"],
        Edition::Russian => &["инвариант", "вид", "что верно", "чем проверяется", "проверки"],
    });
    for invariant in INVARIANTS {
        let kind = match invariant.kind {
            InvariantKind::Safety => edition.pick("safety", "безопасность"),
            InvariantKind::Liveness => edition.pick("liveness", "живость"),
            InvariantKind::Law => edition.pick("law", "закон"),
        };
        let tools: Vec<&str> = invariant.tools.iter().map(|one| tool(*one, edition)).collect();
        table.row([
            place(invariant.id),
            kind.to_owned(),
            linked(edition.of(invariant.words), edition),
            tools.join(", "),
            tests(library.tests_of(invariant.id)),
        ]);
    }
    format!("{introduction}\n\n{table}")
}

const fn tool(tool: Tool, edition: Edition) -> &'static str {
    match tool {
        Tool::ModelChecker => edition.pick("model checker", "проверка модели"),
        Tool::PropertyTest => edition.pick("invented histories", "случайные истории"),
        Tool::Spin => edition.pick("spin", "spin"),
        Tool::UnitTest => edition.pick("every case", "перебор всех случаев"),
        Tool::BackwardSearch => edition.pick("search on the graph", "поиск по графу"),
    }
}
