//! Why a file or a row of it is not taken in, in words that a secretary can act on.

use diaryctl::journal::{Column, JournalError, JournalRow, Reason, TableError};
use esia_matching::sheet::SheetCell;

/// Why a file is not taken in, and what to do about it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// What is wrong, with its place.
    pub what: String,
    /// What helps.
    pub remedy: String,
}

impl Problem {
    fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }

    /// A form that was sent without a file.
    #[must_use]
    pub fn no_file() -> Self {
        Self::new("Файл не выбран", "Нажмите «Выберите файл», укажите журнал и отправьте снова.")
    }

    /// An upload that broke off.
    #[must_use]
    pub fn broken_off() -> Self {
        Self::new("Файл дошёл не полностью", "Проверьте связь и отправьте файл ещё раз.")
    }

    /// A file above the limit.
    #[must_use]
    pub fn too_big(bytes_max: u64) -> Self {
        let megabytes = bytes_max >> 20;
        Self::new(
            format!("Файл больше {megabytes} МБ"),
            "Оставьте в файле только лист с учениками, без картинок, или разделите его по классам.",
        )
    }

    /// A picture, a PDF.
    #[must_use]
    pub fn no_table() -> Self {
        Self::new(
            "Это не таблица Excel и не CSV",
            "Откройте журнал в Excel и сохраните его как «Книга Excel (.xlsx)» или «CSV».",
        )
    }

    /// A line of headers and nothing below it.
    #[must_use]
    pub fn no_rows() -> Self {
        Self::new(
            "Под строкой заголовков нет ни одного ученика",
            "Проверьте, что сохранён нужный лист: читается первый лист книги.",
        )
    }

    /// Why the file as a whole cannot be read.
    #[must_use]
    pub fn of(error: &JournalError) -> Self {
        match error {
            JournalError::Table(error) => Self::of_table(error),
            JournalError::TooLong(rows) => Self::new(
                format!("В файле больше {rows} строк"),
                "Разделите его, например по классам, и загрузите частями.",
            ),
        }
    }

    fn of_table(error: &TableError) -> Self {
        let save_again = "Откройте его в Excel, сохраните заново как .xlsx или CSV и отправьте.";
        match error {
            TableError::Io(_) => Self::new("Файл не читается", save_again),
            TableError::Empty => Self::new(
                "Файл пуст",
                "Сохраните журнал ещё раз: в первой строке — заголовки, ниже — ученики.",
            ),
            TableError::Missing(column) => Self::new(
                format!("В первой строке нет столбца «{}»", column.russian()),
                "Добавьте столбец или переименуйте его. Обязательны: ид, фамилия, имя, дата рождения.",
            ),
            TableError::Twice(column) => Self::new(
                format!("В первой строке столбец «{}» стоит дважды", column.russian()),
                "Оставьте один из них.",
            ),
            TableError::Header(reason) => Self::new(
                format!("Первая строка не читается: {}", of_row(*reason)),
                "Исправьте строку заголовков.",
            ),
            TableError::Utf16 => Self::new(
                "Файл сохранён как «Текст Юникод»",
                "Сохраните его как «CSV UTF-8» или .xlsx.",
            ),
            TableError::OldWorkbook => Self::new(
                "Это книга Excel старого вида (.xls)",
                "Откройте её и сохраните как «Книга Excel (.xlsx)».",
            ),
            TableError::Xlsx => {
                Self::new("Книга Excel повреждена и не читается до конца", save_again)
            }
            TableError::Bomb => Self::new(
                "Книга Excel распаковывается в недопустимо большой объём",
                "Сохраните лист с учениками как CSV и отправьте его.",
            ),
            TableError::Parquet => Self::no_table(),
        }
    }
}

/// Why a row is left out.
pub(super) fn of_row(reason: Reason) -> String {
    match reason {
        Reason::Fields { found, expected } => {
            format!("полей {found}, а в заголовке {expected}; проверьте кавычки и разделители")
        }
        Reason::Quote => String::from("кавычка не закрыта; закройте или уберите её"),
        Reason::CarriageReturn => {
            String::from("строки разделены знаком CR; сохраните файл как «CSV UTF-8»")
        }
        Reason::Endless => String::from("строка слишком длинная; сократите её"),
        Reason::Long(column) => {
            format!("в поле «{}» больше 1024 знаков; сократите его", column.russian())
        }
        Reason::Nul(column) => {
            format!("в поле «{}» есть нулевой знак; удалите его", column.russian())
        }
        Reason::NoId => String::from("поле «ид» пусто; впишите номер записи"),
        Reason::HeaderAgain => String::from("здесь снова строка заголовков; удалите её"),
        Reason::OtherSchool => String::from("строка другой школы"),
    }
}

/// A key that stands in several lines: nobody knows which of them is right.
pub(super) fn twice(lines: &[u64]) -> String {
    let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
    format!("такой «ид» стоит в строках {}; оставьте одну", lines.join(", "))
}

/// Whether every cell holds what a register may keep.
///
/// # Errors
///
/// The first that does not: a formula, a long text, a key that cannot stand in an address.
pub(super) fn of_cells(row: &JournalRow) -> Result<(), String> {
    for column in COLUMNS {
        let (text, cell) = row.cell(column);
        let name = column.russian();
        if cell == SheetCell::Text && is_formula(text) {
            return Err(format!("в поле «{name}» формула; впишите вместо неё значение"));
        }
        if text.chars().count() > LENGTH_MAX {
            return Err(format!("в поле «{name}» больше {LENGTH_MAX} знаков; сократите его"));
        }
    }
    let id = row.cell(Column::Id).0.trim();
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.');
    let begins = id.starts_with(char::is_alphanumeric);
    if !begins || !id.chars().all(is_plain) || id.chars().count() > ID_LENGTH_MAX {
        return Err(String::from(
            "в поле «ид» могут стоять только буквы, цифры, точка и дефис, до 64 знаков",
        ));
    }
    Ok(())
}

/// Whether a spreadsheet would take the text for a formula.
fn is_formula(text: &str) -> bool {
    let text = text.trim_start();
    let rest = text.get(1..).unwrap_or_default();
    match text.chars().next() {
        Some('=' | '@') => true,
        Some('+' | '-') => !rest.trim_matches(['-', ' ']).is_empty(),
        Some(_) | None => false,
    }
}

const LENGTH_MAX: usize = 200;
const ID_LENGTH_MAX: usize = 64;

/// The columns that reach the register.
const COLUMNS: [Column; 12] = [
    Column::Id,
    Column::Snils,
    Column::LastName,
    Column::FirstName,
    Column::MiddleName,
    Column::BirthDate,
    Column::CertSeries,
    Column::CertNumber,
    Column::Certificate,
    Column::School,
    Column::Class,
    Column::SchoolYear,
];

#[cfg(test)]
mod tests {
    use super::is_formula;

    #[test]
    fn a_formula_is_told_from_a_dash_and_a_number() {
        for formula in ["=1+1", " =A1", "@SUM(A1)", "+7*2", "-2+3", "--1"] {
            assert!(is_formula(formula), "{formula}");
        }
        for text in ["", "-", "--", "—", "5А", "II-ТС", "112-233-445 95", "Анна=Мария", "- "]
        {
            assert!(!is_formula(text), "{text}");
        }
    }
}
