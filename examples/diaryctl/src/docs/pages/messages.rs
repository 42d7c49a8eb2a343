//! The catalogue of texts, each beside the words of the instruction.

use super::super::library::Library;
use super::{Page, cite, place};
use consent_model::render::Edition;
use consent_model::render::markdown::{Table, literal};
use esia_core::access::{PARENT_TABLE, ParentRow, ParentShown, Shown, TABLE};
use esia_core::message::{Message, Piece};
use esia_core::rules::Words;

pub(super) const PAGE: Page = Page {
    name: "messages",
    title: Words { english: "What people are shown", russian: "Что видит человек" },
    about: Words {
        english: "The ten texts of a sign-in, each beside the instruction's own words.",
        russian: "Десять текстов входа рядом со словами инструкции.",
    },
    body,
};

fn body(_: &Library, edition: Edition) -> String {
    let introduction = edition.pick(
        "A person who signs in and is not let in sees one of these texts, and nothing else. Nothing is \
         ever filled into them, so no text can carry personal data ([T-15](threats.md#t-15)). Where the \
         last column quotes an instruction, the words are its own, byte for byte; the asterisks and the \
         bracket in M-6 and M-7 are an editor's note and are shown as a link instead \
         ([Q-26](rules.md#q-26)). The others are ours.",
        "Тот, кого не впустили, видит один из этих текстов и больше ничего. В тексты ничего не \
         подставляется, поэтому личных данных в них быть не может ([T-15](threats.ru.md#t-15)). Если в \
         последнем столбце есть цитата, это слова инструкции, знак в знак; звёздочки и скобка в M-6 и \
         M-7 — пометка редактора, вместо неё показана ссылка ([Q-26](rules.ru.md#q-26)). Остальные \
         тексты — наши.",
    );
    let mut table = Table::new(match edition {
        Edition::English => &["text", "what is shown", "in the rows", "the instruction's words"],
        Edition::Russian => &["текст", "что показано", "в строках", "слова инструкции"],
    });
    for message in Message::ALL {
        let shown: String = message.pieces().iter().map(|piece| self::piece(*piece)).collect();
        let rows: Vec<String> = TABLE
            .iter()
            .filter(|row| match row.shown {
                Shown::Nothing => false,
                Shown::Always(always) => always == message,
                Shown::ByBand { minor, adult } => minor == message || adult == message,
            })
            .map(|row| row.id.as_str())
            .chain(PARENT_TABLE.iter().filter(shows(message)).map(|row| row.id.as_str()))
            .map(|id| cite(id, edition))
            .collect();
        let seeds: Vec<String> = message
            .seeds()
            .iter()
            .map(|seed| {
                let rule = cite(seed.rule, edition);
                format!("{rule}, {}:{}: «{}»", seed.source, seed.line, literal(seed.text))
            })
            .collect();
        let seeds = if seeds.is_empty() { cite("own", edition) } else { seeds.join("\n") };
        table.row([place(message.id()), shown, rows.join(", "), seeds]);
    }
    format!("{introduction}\n\n{table}")
}

fn shows(message: Message) -> impl Fn(&&ParentRow) -> bool {
    move |row| match row.shown {
        ParentShown::Message(shown) => shown == message,
        ParentShown::Child(_) => false,
    }
}

fn piece(piece: Piece) -> String {
    match piece {
        Piece::Words(words) => literal(words),
        Piece::AppealLink(words) => format!("<u>{}</u>", literal(words)),
        Piece::LineEnd => String::from("\n"),
    }
}
