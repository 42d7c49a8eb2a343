//! The list of pages: what to read first.

use super::super::library::Library;
use super::{PAGES, Page, file};
use consent_model::render::Edition;
use consent_model::render::markdown::Table;
use esia_core::rules::Words;

pub(super) const PAGE: Page = Page {
    name: "README",
    title: Words {
        english: "For auditors: what to read first",
        russian: "Проверяющему: с чего начать",
    },
    about: Words { english: "This page.", russian: "Эта страница." },
    body,
};

fn body(_: &Library, edition: Edition) -> String {
    let mut table = Table::new(match edition {
        Edition::English => &["page", "what it answers"],
        Edition::Russian => &["страница", "на что отвечает"],
    });
    for page in PAGES {
        let link = format!("[{}]({})", edition.of(page.title), file(page.name, edition));
        table.row([link, edition.of(page.about).to_owned()]);
    }
    let (before, after) = match edition {
        Edition::English => ENGLISH,
        Edition::Russian => RUSSIAN,
    };
    format!("{before}\n\n{table}\n{after}")
}

const ENGLISH: (&str, &str) = (
    "These pages say who may enter a school diary, on whose consent, and why. They are made by \
     `diaryctl docs` from the same constant tables that the program runs on, so that they cannot say \
     another thing than it does; `diaryctl docs --check` fails where a page and the code differ. \
     A page is enough to rebuild its table on paper.\n\n\
     In half an hour: *Who may enter*, from the top row to the last; then *What people are shown*; \
     then a rule of your choice in *Traceability*, from its clause to a row and a test.",
    "What the model checker has tried is in [its report](model.md), which its own test writes. Beside \
     them, by hand: the papers under [decisions](decisions), each with a question as its title, \
     and the two [instructions](sources) that the rules come from, as they were received. What the \
     client of ESIA covers, and which test holds it, is in [a table of its own](esia-client.md).",
);

const RUSSIAN: (&str, &str) = (
    "Эти страницы говорят, кто может войти в школьный дневник, с чьего согласия и почему. Их составляет \
     `diaryctl docs` по тем же таблицам, по которым работает программа, поэтому разойтись с ней они не \
     могут: `diaryctl docs --check` не проходит, если страница и код различаются. По странице можно \
     восстановить её таблицу на бумаге.\n\n\
     За полчаса: «Кто может войти» — от первой строки до последней; затем «Что видит человек»; затем \
     любое правило в «Прослеживаемости» — от строки инструкции до строки таблицы и проверки.\n\n\
     Замечания о законе — инженерные, а не юридические.",
    "Что перебрала программа проверки моделей, сказано в [её отчёте](model.md) (на английском), его \
     пишет её собственный тест. Рядом, написанное вручную: заметки в [decisions](decisions) с вопросом в заголовке (на английском) \
     и две [инструкции](sources), из которых взяты правила, в том виде, в каком они получены. Что умеет \
     клиент ЕСИА и какой тест это держит — в [отдельной таблице](esia-client.ru.md).",
);
