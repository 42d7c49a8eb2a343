//! The index of decisions.

use super::super::library::Library;
use super::Page;
use consent_model::render::Edition;
use consent_model::render::markdown::Table;
use esia_core::rules::Words;

pub(super) const PAGE: Page = Page {
    name: "decisions",
    title: Words { english: "Decisions", russian: "Решения" },
    about: Words {
        english: "Why it is as it is, and what else it could have been.",
        russian: "Почему сделано так и как ещё можно было.",
    },
    body,
};

fn body(library: &Library, edition: Edition) -> String {
    let introduction = edition.pick(
        "Each paper asks one question and answers it. Policies, their defaults and the other readings \
         stand together in [one of them](decisions/0004-what-if-the-rules-leave-a-choice.md).",
        "Каждая заметка ставит один вопрос и отвечает на него; сами заметки — на английском языке. \
         Настройки, их значения по умолчанию и другие прочтения собраны в \
         [одной из них](decisions/0004-what-if-the-rules-leave-a-choice.md).",
    );
    let mut table = match edition {
        Edition::English => {
            Table::new(&["question", "answer, in a sentence", "what else it could be"])
        }
        Edition::Russian => Table::new(&["заметка", "вопрос и ответ"]),
    };
    for paper in &library.decisions {
        let link = format!("[{}]({})", paper.question, paper.file);
        let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| String::from("—"));
        match edition {
            Edition::English => {
                table.row([link, paper.answer.clone(), or_dash(&paper.alternatives)]);
            }
            Edition::Russian => table.row([link, or_dash(&paper.russian)]),
        }
    }
    format!("{introduction}\n\n{table}")
}
