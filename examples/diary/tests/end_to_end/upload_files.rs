//! Goal: every file that is no journal, or has rows that are none, is told of with place and
//! remedy, and nothing of it reaches the register, the log, or a page as a live formula.
//! Method: files made byte by byte and by a writer of workbooks, sent as a browser sends them.

use crate::school::School;
use crate::upload::{check, decide, sat_down, version};
use crate::visitor::{field, location};
use encoding_rs::WINDOWS_1251;
use esia_core::record::RecordId;
use reqwest::StatusCode;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

const HEADER: &str = "ид;Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Класс\n";

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (place, header) in (0..).zip(["ид", "Фамилия", "Имя", "Дата рождения", "СНИЛС", "Класс"])
    {
        sheet.write_string(0, place, header).unwrap();
    }
    let day = Format::new().set_num_format("dd.mm.yyyy");
    for (line, id) in (1..).zip(["X1", "X2", "X3"]) {
        sheet.write_string(line, 0, id).unwrap();
        sheet.write_string(line, 1, "Канарейкина").unwrap();
        sheet.write_string(line, 2, "Злата").unwrap();
        let born = ExcelDateTime::from_ymd(2014, 3, u8::try_from(line).unwrap()).unwrap();
        sheet.write_datetime_with_format(line, 3, &born, &day).unwrap();
    }
    // The leading zero of 012-233-445 86 is gone, as a spreadsheet does it.
    sheet.write_number(1, 4, 1_223_344_586.0).unwrap();
    let formula = Formula::new("=CONCAT(\"5\",\"Б\")").set_result("5Б");
    sheet.write_formula(1, 5, formula).unwrap();
    sheet.write_string(2, 5, "=HYPERLINK(\"http://evil.example\")").unwrap();
    sheet.write_string(3, 5, "@SUM(1+1)").unwrap();
    workbook.save_to_buffer().unwrap()
}

fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(&vec![b' '; 20 << 20]).unwrap();
    archive.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_file_that_is_no_journal_is_a_page_with_its_place_and_its_remedy() {
    let school = School::open("upload-bad").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let before = version(&school).await;
    let whole = workbook();
    let cut = whole.get(..whole.len() / 2).unwrap().to_vec();
    let text = |text: &str| text.as_bytes().to_vec();
    let twice = "ид;Фамилия;Имя;Дата рождения;СНИЛС;снилс\n1;А;Б;05.03.2014;;\n";
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text("i\0d\0;\0")).collect();
    for (name, file, what, remedy) in [
        ("empty", Vec::new(), "Файл пуст", "Сохраните журнал ещё раз"),
        ("blank lines", text("\n\r\n\n"), "Файл пуст", "Сохраните журнал ещё раз"),
        ("header alone", text(HEADER), "нет ни одного ученика", "нужный лист"),
        ("doubled header", text(twice), "столбец «снилс» стоит дважды", "Оставьте один"),
        (
            "missing column",
            text("ид;Фамилия;Имя\n1;А;Б\n"),
            "нет столбца «дата рождения»",
            "Добавьте столбец",
        ),
        ("open quote", text("ид;\"Фамилия;Имя\n"), "Первая строка не читается", "Исправьте строку"),
        (
            "broken workbook",
            text("PK\u{3}\u{4}broken"),
            "Книга Excel повреждена",
            "сохраните заново",
        ),
        ("half a workbook", cut, "Книга Excel повреждена", "сохраните заново"),
        ("zip bomb", bomb(), "распаковывается", "как CSV"),
        ("old workbook", vec![0xD0, 0xCF, 0x11, 0xE0, 0, 0], "старого вида", "(.xlsx)"),
        ("utf-16", utf_16, "«Текст Юникод»", "CSV UTF-8"),
        ("pdf", text("%PDF-1.7\n1 0 obj"), "Это не таблица", "сохраните его как"),
        ("picture", text("\u{89}PNG\r\n\0\0\0"), "Это не таблица", "сохраните его как"),
        ("parquet", text("PAR1\u{15}"), "Это не таблица", "сохраните его как"),
        (
            "too many rows",
            text(&format!("{HEADER}{}", "1;А;Б;;05.03.2014;;5А\n".repeat(20_001))),
            "больше 20000 строк",
            "Разделите",
        ),
    ] {
        let response = check(&school, &mut secretary, &file).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let page = response.text().await.unwrap();
        for told in [what, remedy, "Ничего не внесено", "id=\"file\""] {
            assert!(page.contains(told), "{name}: {told}: {page}");
        }
    }
    let address = school.url("/desk/upload");
    let csrf = field(&secretary.page(&address).await, "csrf");
    let response = secretary.post_file(&address, &csrf, "", b"").await;
    assert!(response.text().await.unwrap().contains("Файл не выбран"));
    let cut = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--edge\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"j\"\r\n\r\nид;Фами"
    );
    let response = secretary.post_form(&address, cut.into_bytes()).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(response.text().await.unwrap().contains("Файл дошёл не полностью"));
    assert_eq!(version(&school).await, before, "nothing has changed");
}

/// The 50 MB of issue and settings: above them there is a page, and nothing is kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_above_the_limit_is_a_page_too() {
    let school = School::open("upload-big").await;
    let mut secretary = sat_down(&school, "secretary").await;
    // The first by the length that the request tells, the second by what arrives.
    for length in [51 << 20, (50 << 20) + 1] {
        let response = check(&school, &mut secretary, &vec![b'a'; length]).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "{length}");
        let page = response.text().await.unwrap();
        assert!(page.contains("Файл больше 50 МБ") && page.contains("разделите его"), "{page}");
    }
    let small = School::open_with("upload-small", |settings| settings.upload_bytes_max = 1 << 20);
    let small = small.await;
    let mut secretary = sat_down(&small, "secretary").await;
    let response = check(&small, &mut secretary, &vec![b'a'; (1 << 20) + 1]).await;
    assert!(response.text().await.unwrap().contains("Файл больше 1 МБ"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_csv_of_seventeen_columns_in_windows_1251_is_read_and_its_bad_rows_are_told_by_line() {
    let school = School::open("upload-1251").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let others: Vec<String> = (1..=10).map(|at| format!("Столовая {at}")).collect();
    let header = format!("{};{}", HEADER.trim(), others.join(";"));
    assert_eq!(header.split(';').count(), 17);
    let rest = ";".repeat(10);
    let lines = [
        header.clone(),
        format!("C-1;Канарейкина;Злата;Юрьевна;05.03.2014;112-233-445 95;5А{rest}"),
        String::from("C-2;Канарейкина;Злата"),
        format!("C-3;Канарейкина;=HYPERLINK(\"http://evil.example\");;05.03.2014;;5А{rest}"),
        format!("C-4;Канарейкина;Злата;;31.06.2014;;5А{rest}"),
        format!("C-5;Канарейкина;Злата;;05.03.2014;;5А{rest}"),
        format!("C-5;Канарейкина;Агата;;05.03.2014;;5А{rest}"),
        header,
        format!(";Канарейкина;Злата;;05.03.2014;;5А{rest}"),
        format!("C/6;Канарейкина;Злата;;05.03.2014;;5А{rest}"),
        format!("C-7;Канарейкина;Злата;;05.03.2014;;{rest}"),
        format!("C-8;Канарейкина;{};;05.03.2014;;5А{rest}", "а".repeat(201)),
    ];
    let text = lines.join("\r\n");
    let (file, _, _) = WINDOWS_1251.encode(&text);
    let response = check(&school, &mut secretary, &file).await;
    let page = secretary.page(&school.url(&location(&response))).await;
    assert!(page.contains("id=\"upload-new\">1<") && page.contains("id=\"upload-refused\">10<"));
    assert!(page.contains("Столовая 1") && page.contains("Столовая 10"), "{page}");
    assert!(page.contains("Windows-1251"), "{page}");
    for (line, why) in [
        (3, "полей 3, а в заголовке 17"),
        (4, "в поле «имя» формула"),
        (5, "Такого дня нет в календаре"),
        (6, "такой «ид» стоит в строках 6, 7"),
        (7, "такой «ид» стоит в строках 6, 7"),
        (8, "здесь снова строка заголовков"),
        (9, "поле «ид» пусто"),
        (10, "в поле «ид» могут стоять только буквы"),
        (11, "Класс не указан"),
        (12, "в поле «имя» больше 200 знаков"),
    ] {
        assert!(page.contains(&format!("строка {line}</td><td>{why}")), "{line} {why}: {page}");
    }
    for value in ["Канарейкина", "112-233-445", "HYPERLINK", "evil.example"] {
        assert!(!page.contains(value), "{value} is on the page");
    }
    assert!(page.contains("К•••") && page.contains("•••-•••-••• 95"), "masked");
    crate::log::holds_none_of(&["Канарейкин", "HYPERLINK", "112-233-445", "evil.example"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_formula_in_a_workbook_is_not_evaluated_and_no_page_carries_one() {
    let school = School::open("upload-xlsx").await;
    let mut secretary = sat_down(&school, "secretary").await;
    let response = check(&school, &mut secretary, &workbook()).await;
    let address = location(&response);
    let page = secretary.page(&school.url(&address)).await;
    assert!(page.contains("строка 3</td><td>в поле «класс» формула"), "{page}");
    assert!(page.contains("строка 4</td><td>в поле «класс» формула"), "{page}");
    assert!(page.contains("id=\"upload-new\">1<"), "{page}");
    let csrf = field(&page, "csrf");
    let change = location(&secretary.post(&school.url(&address), &[("csrf", &csrf)]).await);
    let mut head = sat_down(&school, "head").await;
    assert_eq!(location(&decide(&school, &mut head, &change, "approve").await), change);
    let record = school.demo.app.store.record(&RecordId::new("X1".into())).await.unwrap().unwrap();
    assert_eq!(record.class, "5Б", "the value that the workbook keeps");
    assert_eq!(record.snils.expose(), "012-233-445 86", "a number got its zero back");
    assert_eq!(record.birth_date.expose(), "2014-03-01");
    for other in ["X2", "X3"] {
        let record = school.demo.app.store.record(&RecordId::new(other.into())).await.unwrap();
        assert!(record.is_none(), "{other}");
    }
    for path in [&change, "/desk/records", "/desk/check", "/desk/changes", "/desk/history"] {
        let page = head.page(&school.url(path)).await;
        for live in ["=HYPERLINK", "@SUM", "=CONCAT", "evil.example"] {
            assert!(!page.contains(live), "{path} carries {live}");
        }
    }
    crate::log::holds_none_of(&["Канарейкин", "HYPERLINK", "CONCAT", "1223344586"]);
}
