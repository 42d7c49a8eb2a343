//! The papers under `docs/decisions`, as far as the index needs them.

use std::path::Path;
use std::{fs, io};

/// One decision: a question, its answer, and what else could have been.
pub(crate) struct Decided {
    /// The file, from the folder of the pages.
    pub(crate) file: String,
    /// The heading: a question.
    pub(crate) question: String,
    /// The first sentence of the answer.
    pub(crate) answer: String,
    /// The paragraph `**Alternatives**: …`, where there is one.
    pub(crate) alternatives: Option<String>,
    /// The paragraph `**По-русски**: …`, where there is one.
    pub(crate) russian: Option<String>,
}

/// Every decision, in the order of the numbers.
///
/// # Errors
///
/// What reading fails with.
pub(crate) fn read(root: &Path, dir: &Path) -> io::Result<Vec<Decided>> {
    let folder = root.join("docs/decisions");
    let folder = if dir.join("decisions").is_dir() { dir.join("decisions") } else { folder };
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "md") {
            names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    names.iter().map(|name| Ok(decided(name, &fs::read_to_string(folder.join(name))?))).collect()
}

fn decided(name: &str, text: &str) -> Decided {
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    let marked = |mark: &str| {
        let mut found = paragraphs.iter().filter_map(|paragraph| paragraph.strip_prefix(mark));
        found.next().map(|rest| rest.trim_start_matches([':', ' ']).to_owned())
    };
    let question = paragraphs.first().map(|title| title.trim_start_matches("# ").to_owned());
    let answer = paragraphs.get(1).map(|paragraph| first_sentence(paragraph));
    Decided {
        file: format!("decisions/{name}"),
        question: question.unwrap_or_default(),
        answer: answer.unwrap_or_default(),
        alternatives: marked("**Alternatives**"),
        russian: marked("**По-русски**"),
    }
}

/// Up to the first full stop that ends a sentence.
fn first_sentence(paragraph: &str) -> String {
    let end = paragraph.find(". ").map_or(paragraph.len(), |stop| stop.saturating_add(1));
    let sentence = paragraph.get(..end).unwrap_or(paragraph);
    sentence.trim_end_matches(':').replace("](../", "](")
}

#[cfg(test)]
mod tests {
    use super::decided;

    #[test]
    fn a_paper_gives_its_question_its_answer_and_what_else_could_have_been() {
        let paper =
            "# Why so?\n\nSince it is\nbest. And more.\n\n**Alternatives**: none\nor two.\n";
        let read = decided("0001-why.md", paper);
        assert_eq!(read.file, "decisions/0001-why.md");
        assert_eq!(read.question, "Why so?");
        assert_eq!(read.answer, "Since it is best.");
        assert_eq!(read.alternatives.as_deref(), Some("none or two."));
        assert_eq!(read.russian, None);
    }
}
