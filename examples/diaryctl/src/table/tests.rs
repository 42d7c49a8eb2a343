//! Goal: CSV is cut into rows with the right lines, and nothing in it breaks more than its row.
//! Method: small files typed by hand beside what is read of them.

use super::{Column, Item, Mapping, Row, Source, Summary, TableError, read};
use bytes::Bytes;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// What is read, one text for each row that `told` tells of and for each that is refused.
fn items(
    input: &[u8],
    told: impl Fn(&Row<'_>) -> String + Sync,
) -> Result<(Vec<String>, Summary), TableError> {
    let pool = pool();
    let mut items = Vec::new();
    let work = |part: &super::Part<'_>| {
        let mut items = Vec::new();
        part.for_each(|place, item| {
            let text = |item: Item<'_>| match item {
                Item::Row(row) => told(row),
                Item::Refused { line, reason } => format!("{line} refused: {reason}"),
            };
            // A row that is read once more, at its place, is the same row.
            if let Item::Row(row) = item {
                let own = row.id().to_owned();
                part.at(place, |item| {
                    assert!(matches!(item, Item::Row(again) if again.id() == own));
                });
            }
            items.push(text(item));
        });
        items
    };
    let summary = read(
        Source::Bytes(&Bytes::copy_from_slice(input)),
        &Mapping::default(),
        &pool,
        &work,
        &mut |made| {
            items.extend(made);
            Ok(())
        },
    )?;
    Ok((items, summary))
}

fn pool() -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(2).build().unwrap()
}

fn keys(input: &str) -> Vec<String> {
    items(input.as_bytes(), |row| format!("{} {}", row.line, row.id())).unwrap().0
}

const HEAD: &str = "id,last_name,first_name,birth_date\n";

#[test]
fn lines_are_physical_ones_through_blank_lines_and_quoted_line_ends() {
    let input = "\u{FEFF}id,last_name,first_name,birth_date\r\n\r\nJ1,Тестова,Анна,x\r\n\
        J2,\"Тесто\r\n\r\nва\",Анна,x\r\nJ3,Тестова,Анна,x";
    assert_eq!(keys(input), ["3 J1", "4 J2", "7 J3"]);
}

#[test]
fn headers_are_read_in_russian_in_any_order_and_letter_case() {
    let input = "Дата  рождения;ИМЯ;фамилия;№;Класс\n05.03.2014;Анна;Тестова;J1;5А\n";
    assert_eq!(keys(input), ["2 J1"]);
    let input = "sep=;\nДата рождения;Имя;Фамилия;ИД\n05.03.2014;Анна;Тестова;J1\n";
    assert_eq!(keys(input), ["3 J1"]);
}

#[test]
fn an_open_quotation_mark_costs_its_own_row_alone() {
    let input = format!("{HEAD}J1,\"Тестова,Анна,x\nJ2,Тестова,Анна,x\nJ3,Тестова,Анна,x\n");
    assert_eq!(
        keys(&input),
        ["2 refused: a quotation mark is not closed; close it or remove it", "3 J2", "4 J3"]
    );
    // A cell may hold marks and line ends all the same.
    let input = format!("{HEAD}J1,\"Тесто\"\"ва\n,\",Анна,x\nJ2,Тестова,Анна,x\n");
    assert_eq!(keys(&input), ["2 J1", "4 J2"]);
    // The mark is closed by the one of another row.
    let input = format!("{HEAD}J1,\"Тестова,Анна,x\nJ2,\"Тестова\",Анна,x\nJ3,Тестова,Анна,x\n");
    assert_eq!(
        keys(&input),
        ["2 refused: a quotation mark is not closed; close it or remove it", "3 J2", "4 J3"]
    );
}

#[test]
fn marks_that_open_on_every_line_take_linear_time() {
    let input = format!("{HEAD}{}", "J1,a\",\"b,x\n".repeat(20_000));
    let items = keys(&input);
    assert_eq!(items.len(), 20_000);
}

#[test]
fn a_row_of_another_width_is_refused_unless_it_is_only_padded() {
    let input = format!("{HEAD}J1,Тестова,Анна\nJ2,Тестова,Анна,x,, \nJ3,Тестова,Анна,x,y\n,,,\n");
    assert_eq!(
        keys(&input),
        [
            "2 refused: 3 fields where the header has 4; check the quotation marks",
            "3 J2",
            "4 refused: 5 fields where the header has 4; check the quotation marks",
        ]
    );
}

#[test]
fn long_cells_nul_characters_lost_keys_and_a_second_header_are_refused() {
    let long = "Я".repeat(1_000_000);
    let input = format!(
        "{HEAD}J1,{long},Анна,x\nJ2,Тест\0ова,Анна,x\n ,Тестова,Анна,x\n{HEAD}J5,Тестова,Анна,x\n"
    );
    assert_eq!(
        keys(&input),
        [
            "2 refused: last_name: longer than 1024 characters; shorten it",
            "3 refused: last_name: holds a NUL character; remove it",
            "4 refused: id: is empty; give the row its key",
            "5 refused: the line of headers stands here again; remove it",
            "6 J5",
        ]
    );
}

#[test]
fn the_encoding_is_settled_record_by_record() {
    let mut input = Vec::from("id;Фамилия;Имя;Дата рождения\nJ1;Тестова;Анна;x\nJ2;");
    input.extend([0xD2, 0xE5, 0xF1, 0xF2, 0xEE, 0xE2, 0xE0]); // "Тестова" in Windows-1251
    input.extend(";Anna;x\nJ3;Тестова;Анна;x\n".as_bytes());
    let (names, summary) = items(&input, |row| row.get(Column::LastName).to_owned()).unwrap();
    assert_eq!(names, ["Тестова"; 3]);
    assert_eq!((summary.converted.count, summary.converted.first), (1, Some(3)));
}

#[test]
fn a_table_without_a_column_or_with_one_twice_is_named() {
    let error = |input: &str| items(input.as_bytes(), |_| String::new()).unwrap_err().to_string();
    assert_eq!(
        error("id,last_name,first_name\n"),
        "column birth_date (дата рождения) is missing; add it or name it with --columns"
    );
    assert_eq!(
        error("id,last_name,first_name,birth_date,snils,СНИЛС\n"),
        "column snils (снилс) is given twice; leave one"
    );
    assert_eq!(error("\n\r\n"), "the file is empty; give at least the line of headers");
    assert!(keys(HEAD).is_empty());
}
