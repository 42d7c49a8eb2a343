//! Goal: workbooks and Parquet files are read as they are typed, and broken ones cost the run alone.
//! Method: files are written by crates that only write, or byte by byte, and given to the binary.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/run.rs"]
mod support;

use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::fs::File;
use std::io::{self, Cursor, Read as _, Write as _};
use std::sync::Arc;
use support::{Folder, Run};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const IDENTITIES: &str = "\
id;snils;last_name;first_name;birth_date;certificate
E1;087-654-303 00;Тестова;Анна;01.02.2015;
E2;;Пробный;Пётр;05.03.2014;III-МЮ 001234
E3;112-233-445 95;Примерова;Ольга;12.12.2012;
E4;112-233-446 05;Серийный;Иван;01.02.2015;
";

fn run(folder: &Folder, journal: &str) -> Run {
    let identities = folder.write("identities.csv", IDENTITIES.as_bytes());
    support::run(&["reconcile", "--journal", journal, "--identities", &identities], b"")
}

/// The outcome and the record of each answer.
fn answers(run: &Run) -> Vec<String> {
    let cut = |line: &str| line.split(",\"ground\"").next().unwrap_or_default().to_owned();
    run.lines().iter().map(|line| cut(line)).collect()
}

/// A workbook with typed cells, a blank row, a row without a key and a second sheet.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let heads = [
        "№",
        "СНИЛС",
        "Фамилия",
        "Имя",
        "Дата рождения",
        "Серия свидетельства",
        "Номер свидетельства",
    ];
    for (column, head) in (0_u16..).zip(heads) {
        sheet.write_string(0, column, head).unwrap();
    }
    // Zeros that numeric cells lost; a date as a date.
    sheet.write_number(1, 0, 17).unwrap();
    sheet.write_number(1, 1, 8_765_430_300_f64).unwrap();
    sheet.write_string(1, 2, "Тестова").unwrap();
    sheet.write_string(1, 3, "Анна").unwrap();
    sheet
        .write_datetime_with_format(1, 4, ExcelDateTime::from_ymd(2015, 2, 1).unwrap(), &date)
        .unwrap();
    // A text where a number might be; a numeric number of a certificate.
    sheet.write_string(3, 0, "J2").unwrap();
    sheet.write_string(3, 2, "Пробный").unwrap();
    sheet.write_string(3, 3, "Пётр").unwrap();
    sheet.write_string(3, 4, "5.3.2014").unwrap();
    sheet.write_string(3, 5, "III-МЮ").unwrap();
    sheet.write_number(3, 6, 1234).unwrap();
    // Scientific notation in a text cell has lost its digits.
    sheet.write_string(4, 0, "J3").unwrap();
    sheet.write_string(4, 1, "1,12E+10").unwrap();
    sheet.write_string(4, 2, "Примерова").unwrap();
    sheet.write_string(4, 3, "Ольга").unwrap();
    sheet.write_string(4, 4, "12.12.2012").unwrap();
    // No key; and a serial that is no date, since its cell is not one.
    sheet.write_string(5, 2, "Безключа").unwrap();
    sheet.write_string(6, 0, "J4").unwrap();
    sheet.write_string(6, 1, "112-233-446 05").unwrap();
    sheet.write_string(6, 2, "Серийный").unwrap();
    sheet.write_string(6, 3, "Иван").unwrap();
    sheet.write_number(6, 4, 42036).unwrap();
    workbook.add_worksheet().write_string(0, 0, "Другой лист").unwrap();
    workbook.save_to_buffer().unwrap()
}

/// The same archive with one part changed.
fn with_part(archive: &[u8], name: &str, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut source = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_changed = false;
    for at in 0..source.len() {
        let mut part = source.by_index(at).unwrap();
        let own = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if own == name {
            change(&mut content);
            is_changed = true;
        }
        target.start_file(own, SimpleFileOptions::default()).unwrap();
        target.write_all(&content).unwrap();
    }
    assert!(is_changed, "no part {name}");
    target.finish().unwrap().into_inner()
}

#[test]
fn cells_of_a_workbook_are_used_as_they_are_typed() {
    let folder = Folder::new();
    let journal = folder.write("journal.xlsx", &workbook());
    let run = run(&folder, &journal);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert_eq!(
        answers(&run),
        [
            r#"{"identity":"E1","outcome":"found","record":"17""#,
            r#"{"identity":"E2","outcome":"found","record":"J2""#,
            r#"{"identity":"E3","outcome":"not_found","record":null"#,
            r#"{"identity":"E4","outcome":"conflict","record":null"#,
        ]
    );
    let errors: Vec<&str> = run.errors.lines().collect();
    assert_eq!(errors[0], "diaryctl: journal: line 6: id: is empty; give the row its key");
    assert!(errors[1].contains("journal: 4 rows read, 1 refused"), "{}", run.errors);
}

#[test]
fn a_workbook_or_a_parquet_file_may_come_from_standard_input() {
    let folder = Folder::new();
    let identities = folder.write("identities.csv", IDENTITIES.as_bytes());
    for journal in [workbook(), parquet()] {
        let args = ["reconcile", "--journal", "-", "--identities", &identities];
        let run = support::run(&args, &journal);
        assert_eq!(run.code, 0, "{}", run.errors);
        assert!(answers(&run)[0].contains(r#""outcome":"found""#), "{}", run.output);
        let check = support::run(&["check", "-"], &journal);
        assert_eq!(check.code, 0, "{}", check.errors);
        let broken = support::run(&["check", "-"], journal.split_at(journal.len() / 2).0);
        assert_eq!((broken.code, broken.output.as_str()), (2, ""));
    }
}

#[test]
fn a_date_cell_of_the_other_epoch_is_a_date_too() {
    // The serial of the same day is 1462 less where days are counted from 1904.
    let later = with_part(&workbook(), "xl/workbook.xml", |part| {
        let text = String::from_utf8(part.clone()).unwrap();
        *part = text.replacen("<workbookPr ", "<workbookPr date1904=\"1\" ", 1).into_bytes();
    });
    let later = with_part(&later, "xl/worksheets/sheet1.xml", |part| {
        let text = String::from_utf8(part.clone()).unwrap();
        assert!(text.contains("<v>42036</v></c><c r=\"F2\"") || text.contains("<v>42036</v>"));
        *part = text.replacen("<v>42036</v>", "<v>40574</v>", 1).into_bytes();
    });
    let folder = Folder::new();
    let journal = folder.write("journal.xlsx", &later);
    let run = run(&folder, &journal);
    assert_eq!(answers(&run)[0], r#"{"identity":"E1","outcome":"found","record":"17""#);
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let bomb = with_part(&workbook(), "xl/worksheets/sheet1.xml", |part| {
        part.resize(200 << 20, b' ');
    });
    assert!(bomb.len() < 1 << 20);
    let folder = Folder::new();
    let journal = folder.write("journal.xlsx", &bomb);
    let run = run(&folder, &journal);
    assert_eq!((run.code, run.output.as_str()), (2, ""));
    assert_eq!(
        run.errors,
        "diaryctl: journal: the workbook unpacks to more than a workbook can hold; save it as CSV\n"
    );
}

#[test]
fn a_broken_workbook_is_refused() {
    let whole = workbook();
    let folder = Folder::new();
    let journal = folder.write("journal.xlsx", whole.split_at(whole.len() / 2).0);
    let run = run(&folder, &journal);
    assert_eq!((run.code, run.output.as_str()), (2, ""));
    assert!(run.errors.starts_with("diaryctl: journal: the workbook cannot be read to its end"));
}

const SCHEMA: &str = "message people {
    required binary id (UTF8);
    optional int64 snils;
    required binary last_name (UTF8);
    required binary first_name (UTF8);
    optional int32 birth_date (DATE);
    optional binary cert_series (UTF8);
    optional int32 cert_number;
    optional int64 remark;
}";

fn parquet() -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let texts =
        |texts: &[&str]| texts.iter().map(|text| ByteArray::from(*text)).collect::<Vec<_>>();
    for at in 0..8 {
        let mut column = group.next_column().unwrap().unwrap();
        match at {
            0 => {
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&texts(&["J1", "", "J2"]), None, None)
                    .unwrap();
            }
            1 => {
                column
                    .typed::<Int64Type>()
                    .write_batch(&[8_765_430_300], Some(&[1, 0, 0]), None)
                    .unwrap();
            }
            2 => {
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&texts(&["Тестова", "Безключа", "Пробный"]), None, None)
                    .unwrap();
            }
            3 => {
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&texts(&["Анна", "Пётр", "Пётр"]), None, None)
                    .unwrap();
            }
            // Days from 1970-01-01: 2015-02-01 and 2014-03-05.
            4 => {
                column
                    .typed::<Int32Type>()
                    .write_batch(&[16_467, 16_134], Some(&[1, 0, 1]), None)
                    .unwrap();
            }
            5 => {
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&texts(&["III-МЮ"]), Some(&[0, 0, 1]), None)
                    .unwrap();
            }
            6 => {
                column.typed::<Int32Type>().write_batch(&[1234], Some(&[0, 0, 1]), None).unwrap();
            }
            _ => {
                column.typed::<Int64Type>().write_batch(&[], Some(&[0, 0, 0]), None).unwrap();
            }
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn columns_of_parquet_are_used_as_they_are_typed() {
    let folder = Folder::new();
    let journal = folder.write("journal.parquet", &parquet());
    let run = run(&folder, &journal);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert_eq!(
        answers(&run)[..2],
        [
            r#"{"identity":"E1","outcome":"found","record":"J1""#,
            r#"{"identity":"E2","outcome":"found","record":"J2""#,
        ]
    );
    assert_eq!(
        run.errors.lines().next().unwrap(),
        "diaryctl: journal: line 2: id: is empty; give the row its key"
    );
}

#[test]
fn a_file_whose_lines_end_in_a_carriage_return_alone_is_not_taken_for_an_empty_one() {
    let folder = Folder::new();
    let text = "id;last_name;first_name;birth_date;remark\rJ1;Тестова;Анна;05.03.2014;\r";
    let journal = folder.write("journal.csv", text.as_bytes());
    let run = run(&folder, &journal);
    assert_eq!((run.code, run.output.as_str()), (2, ""));
    assert!(run.errors.contains("lines end in a carriage return alone"), "{}", run.errors);
    let text = text.replace('\r', "\r\n");
    let journal = folder.write("journal.csv", text.as_bytes());
    assert_eq!(support::run(&["check", &journal], b"").code, 0);
}

const DECIMALS: &str = "message journal {
    required int64 id (DECIMAL(18,0));
    required int64 snils (DECIMAL(18,2));
    required binary last_name (UTF8);
    required binary first_name (UTF8);
    required int32 birth_date (DATE);
}";

/// A journal as databases write it, whose whole numbers are decimals.
fn decimals() -> Vec<u8> {
    let schema = Arc::new(parse_message_type(DECIMALS).unwrap());
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for number in [70, 876_543_030_000] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&[number], None, None).unwrap();
        column.close().unwrap();
    }
    for text in ["Тестова", "Анна"] {
        let mut column = group.next_column().unwrap().unwrap();
        let text = ByteArray::from(text);
        column.typed::<ByteArrayType>().write_batch(&[text], None, None).unwrap();
        column.close().unwrap();
    }
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int32Type>().write_batch(&[16_467], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn a_whole_decimal_of_parquet_is_a_whole_number() {
    let folder = Folder::new();
    let journal = folder.write("journal.parquet", &decimals());
    let run = run(&folder, &journal);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert_eq!(answers(&run)[0], r#"{"identity":"E1","outcome":"found","record":"70""#);
}

#[test]
fn a_truncated_parquet_file_is_refused_wherever_it_is_cut() {
    let whole = parquet();
    let folder = Folder::new();
    for cut in [5, whole.len() / 3, whole.len() / 2, whole.len() - 9, whole.len() - 1] {
        let journal = folder.write("journal.parquet", whole.split_at(cut).0);
        let run = run(&folder, &journal);
        assert_eq!((run.code, run.output.as_str()), (2, ""));
        assert_eq!(
            run.errors,
            "diaryctl: journal: the Parquet file is broken or truncated; write it again\n"
        );
    }
}

#[test]
fn no_bit_that_flips_in_a_binary_table_ends_the_run_but_with_nought_or_two() {
    let folder = Folder::new();
    for (name, whole) in [("journal.parquet", parquet()), ("journal.xlsx", workbook())] {
        for at in (4..whole.len()).step_by(whole.len() / 24) {
            let mut broken = whole.clone();
            broken[at] ^= 0x55;
            let journal = folder.write(name, &broken);
            let run = run(&folder, &journal);
            assert!(matches!(run.code, 0 | 2), "{name} at {at}: {}", run.errors);
            assert!(!run.errors.contains("panicked"), "{name} at {at}: {}", run.errors);
        }
    }
}

#[test]
fn a_long_csv_on_disk_is_read_to_its_end() {
    let folder = Folder::new();
    let path = folder.path("long.csv");
    let mut file = io::BufWriter::new(File::create(&path).unwrap());
    writeln!(file, "id,last_name,first_name,birth_date").unwrap();
    for number in 0..50_000 {
        writeln!(file, "J{number},Тестова,Анна,05.03.2014").unwrap();
    }
    file.flush().unwrap();
    let run = run(&folder, &path);
    assert!(run.errors.contains("journal: 50000 rows read, 0 refused"), "{}", run.errors);
}
