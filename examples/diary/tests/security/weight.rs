//! Requests that are too long, too slow, too many, or far larger than they look.

use crate::school::School;
use crate::visitor::{Visitor, field, location};
use reqwest::StatusCode;
use std::io::{Cursor, Write as _};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

async fn sat_down(school: &School) -> (Visitor, String) {
    let mut head = Visitor::new();
    head.sit_down(school, "head").await;
    let csrf = field(&head.page(&school.url("/desk/upload")).await, "csrf");
    (head, csrf)
}

/// A workbook whose one sheet is what is given.
fn workbook(sheet: &[u8]) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
                Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
                xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                <sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", types.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// T-16: a file that unpacks to far more, nests without end, names entities of its own, or is as
/// wide as it is long is a page with its reason, and the service answers on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bomb_is_told_of_and_nothing_breaks() {
    let school = School::open("sec-bombs").await;
    let (mut head, csrf) = sat_down(&school).await;
    let deep = "<a>".repeat(200_000);
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                  <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><worksheet><sheetData><row><c \
                  t=\"inlineStr\"><is><t>&c;</t></is></c></row></sheetData></worksheet>";
    let outside = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData>\
                   <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&a;</t></is></c></row></sheetData>\
                   </worksheet>";
    let far = "<worksheet><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>\
               </sheetData></worksheet>";
    let inner = workbook(&vec![b' '; 1 << 20]);
    let mut many = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..20_000 {
        many.start_file(format!("xl/{number}.xml"), SimpleFileOptions::default()).unwrap();
    }
    let wide = format!("ид;{}\n1;{}\n", "a;".repeat(100_000), "b;".repeat(100_000));
    let names = format!("{}\n", "ид;".repeat(50_000));
    let line = format!("ид;Фамилия;Имя;Дата рождения\n1;\"{}\n", "а".repeat(9 << 20));
    for (what, file) in [
        ("one part of a gigabyte", workbook(&vec![b' '; 64 << 20])),
        ("deep", workbook(deep.as_bytes())),
        ("laughs", workbook(laughs.as_bytes())),
        ("outside", workbook(outside.as_bytes())),
        ("a cell at the far corner", workbook(far.as_bytes())),
        ("a workbook in a workbook", workbook(&inner)),
        ("many parts", many.finish().unwrap().into_inner()),
        ("wide", wide.into_bytes()),
        ("one name again and again", names.into_bytes()),
        ("one endless cell", line.into_bytes()),
    ] {
        let response = head.post_file(&school.url("/desk/upload"), &csrf, "journal", &file).await;
        // One bad row is a line of the report; a file that is none is told of at once.
        let page = if response.status() == StatusCode::SEE_OTHER {
            head.page(&school.url(&location(&response))).await
        } else {
            assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{what}");
            response.text().await.unwrap()
        };
        assert!(page.contains("role=\"alert\"") || page.contains("строка 2"), "{what}: {page}");
        assert!(page.len() < 100_000, "{what}: {}", page.len());
        let is_bomb = matches!(what, "one part of a gigabyte" | "many parts");
        assert_eq!(page.contains("распаковывается"), is_bomb, "{what}: {page}");
        assert!(!page.contains("root:") && !page.contains("hahaha"), "{what}");
        assert_eq!(Visitor::new().get(&school.url("/readyz")).await.status(), StatusCode::OK);
    }
    assert_eq!(head.get(&school.url("/desk/changes")).await.status(), StatusCode::OK);
}

/// T-18: a form or a head of a request that is longer than any of ours is not read to its end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_too_long_is_refused() {
    let school = School::open("sec-long").await;
    let mut visitor = Visitor::new();
    let long = "x".repeat(70 << 10);
    for path in ["/appeal", "/appeal/form", "/logout", "/desk/sign-in", "/", "/nothing"] {
        let response = visitor.post(&school.url(path), &[("words", &long)]).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(response.text().await.unwrap().contains("Запрос не принят"), "{path}");
    }
    // The longest honest form is not.
    let page = visitor.page(&school.url("/appeal")).await;
    let (csrf, form) = (field(&page, "csrf"), field(&page, "form"));
    let words = "Щ".repeat(2000);
    let fields = [("csrf", csrf.as_str()), ("form", &form), ("contact", "a"), ("words", &words)];
    let response = visitor.post(&school.url("/appeal"), &fields).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    // Nor a head without end: the connection is told so or closed.
    let address = school.demo.diary_url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n").await.unwrap();
    let mut sent = 0_usize;
    let line = format!("X-Filler: {}\r\n", "y".repeat(8 << 10));
    while sent < 16 << 20 && stream.write_all(line.as_bytes()).await.is_ok() {
        sent += line.len();
    }
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer).await);
    assert!(sent < 16 << 20, "a head of 16 MB was read");
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
}

/// T-18: whoever sends a form drop by drop is not waited for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let school = School::open_with("sec-slow", |settings| {
        settings.limits.form_patience = Duration::from_millis(20);
    })
    .await;
    let address = school.demo.diary_url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = "POST /appeal HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\
                Content-Type: application/x-www-form-urlencoded\r\n\r\nwords=";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 12];
    let read = tokio::time::timeout(Duration::from_mins(1), stream.read_exact(&mut answer));
    read.await.expect("an answer comes at all").unwrap();
    assert_eq!(answer, b"HTTP/1.1 408");
}

/// T-18: files that are sent at once wait for a seat, and who waits too long is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_uploads_at_once_do_not_pile_up() {
    let school = School::open_with("sec-uploads", |settings| {
        settings.limits.upload_patience = Duration::from_millis(20);
    })
    .await;
    let (mut head, csrf) = sat_down(&school).await;
    let address = school.demo.diary_url.trim_start_matches("http://").to_owned();
    let cookies = head.cookies.join("; ");
    let request = format!(
        "POST /desk/upload HTTP/1.1\r\nHost: x\r\nCookie: {cookies}\r\nContent-Length: 9999\r\n\
         Content-Type: multipart/form-data; boundary=edge\r\n\r\n--edge\r\n"
    );
    let file = "ид;Фамилия;Имя;Дата рождения\n".as_bytes();
    // One more at a time, until every seat is taken by somebody who does not go on.
    let mut slow = Vec::new();
    loop {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        slow.push(stream);
        let response = head.post_file(&school.url("/desk/upload"), &csrf, "a.csv", file).await;
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "a seat was free yet");
        assert!(slow.len() < 100, "there is no bound");
    }
    assert_eq!(head.get(&school.url("/desk")).await.status(), StatusCode::OK);
    drop(slow);
    loop {
        let response = head.post_file(&school.url("/desk/upload"), &csrf, "a.csv", file).await;
        if response.status() == StatusCode::UNPROCESSABLE_ENTITY {
            break;
        }
    }
}
