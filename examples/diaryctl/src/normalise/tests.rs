//! Goal: the answers of `normalise` are those of the contract, byte for byte.
//! Method: lines typed by hand beside the answers typed by hand.

use super::{Kind, NormaliseArgs, Order, run};

const SNILS: NormaliseArgs =
    NormaliseArgs { kind: Kind::Snils, sheet_numeric: false, date_order: None };

fn answers(args: &NormaliseArgs, input: &[u8]) -> String {
    let mut output = Vec::new();
    run(args, input, &mut output).unwrap();
    String::from_utf8(output).unwrap()
}

#[test]
fn a_snils_is_answered_with_its_check_and_a_refusal_with_its_code() {
    let input = "112 233 445 95\n112-233-445\n111-111-111 45\n000-000-600 04\n112-233-445 96\n";
    let expected = concat!(
        r#"{"line":1,"ok":true,"canonical":"112-233-445 95","check":"ok","placeholder":false,"steps":["separators"]}"#,
        "\n",
        r#"{"line":2,"ok":false,"code":"length"}"#,
        "\n",
        r#"{"line":3,"ok":true,"canonical":"111-111-111 45","check":"ok","placeholder":true,"steps":[]}"#,
        "\n",
        r#"{"line":4,"ok":true,"canonical":"000-000-600 04","check":"not_applicable","placeholder":false,"steps":[]}"#,
        "\n",
        r#"{"line":5,"ok":true,"canonical":"112-233-445 96","check":"fails","placeholder":false,"steps":[]}"#,
        "\n",
    );
    assert_eq!(answers(&SNILS, input.as_bytes()), expected);
}

#[test]
fn only_a_numeric_sheet_restores_zeros() {
    let numeric = NormaliseArgs { sheet_numeric: true, ..SNILS };
    assert_eq!(
        answers(&numeric, b"8765430300\n1,12E+10"),
        concat!(
            r#"{"line":1,"ok":true,"canonical":"087-654-303 00","check":"ok","placeholder":false,"steps":["lost_zero"]}"#,
            "\n",
            r#"{"line":2,"ok":false,"code":"length"}"#,
            "\n",
        )
    );
    assert_eq!(answers(&SNILS, b"8765430300"), "{\"line\":1,\"ok\":false,\"code\":\"length\"}\n");
}

#[test]
fn an_empty_line_is_a_value_and_no_line_is_none() {
    let empty = "{\"line\":1,\"ok\":false,\"code\":\"empty\"}\n";
    for kind in [Kind::Snils, Kind::Certificate, Kind::Name, Kind::BirthDate] {
        let args = NormaliseArgs { kind, ..SNILS };
        assert_eq!(answers(&args, b"\n"), empty);
        assert_eq!(answers(&args, b"\r\n"), empty);
        assert_eq!(answers(&args, b"   \n"), empty);
        assert_eq!(answers(&args, b""), "");
    }
}

#[test]
fn a_certificate_and_a_date_are_answered_with_their_steps() {
    let certificate = NormaliseArgs { kind: Kind::Certificate, ..SNILS };
    assert_eq!(
        answers(&certificate, "111-МЮ №123456\r\n45 12 345678\r\n".as_bytes()),
        concat!(
            r#"{"line":1,"ok":true,"canonical":"III-МЮ 123456","steps":["number_sign","look_alike"]}"#,
            "\n",
            r#"{"line":2,"ok":false,"code":"shape"}"#,
            "\n",
        )
    );
    let undeclared = NormaliseArgs { kind: Kind::BirthDate, ..SNILS };
    let declared = NormaliseArgs { date_order: Some(Order::Dmy), ..undeclared };
    assert_eq!(
        answers(&undeclared, b"01/02/2015\n"),
        "{\"line\":1,\"ok\":false,\"code\":\"shape\"}\n"
    );
    assert_eq!(
        answers(&declared, b"01/02/2015\n"),
        "{\"line\":1,\"ok\":true,\"canonical\":\"2015-02-01\",\"steps\":[\"separators\"]}\n"
    );
}

#[test]
fn a_name_is_answered_in_three_parts_with_its_key() {
    let name = NormaliseArgs { kind: Kind::Name, ..SNILS };
    let input = "ИВАНОВ\tПЁТР\t\nИванов\nПетрова-Водкина\tАня\tнет\r\n\tПётр\n\t\tИльич\n";
    let expected = concat!(
        r#"{"line":1,"ok":true,"canonical":{"last":"ИВАНОВ","first":"ПЁТР","middle":null},"key":"ИВАНОВ|ПЕТР|","steps":[]}"#,
        "\n",
        r#"{"line":2,"ok":true,"canonical":{"last":"ИВАНОВ","first":null,"middle":null},"key":"ИВАНОВ||","steps":["case"]}"#,
        "\n",
        r#"{"line":3,"ok":true,"canonical":{"last":"ПЕТРОВА-ВОДКИНА","first":"АНЯ","middle":null},"key":"ПЕТРОВА-ВОДКИНА|АНЯ|","steps":["case","no_patronymic"]}"#,
        "\n",
        r#"{"line":4,"ok":true,"canonical":{"last":null,"first":"ПЁТР","middle":null},"key":"|ПЕТР|","steps":["case"]}"#,
        "\n",
        r#"{"line":5,"ok":false,"code":"empty"}"#,
        "\n",
    );
    assert_eq!(answers(&name, input.as_bytes()), expected);
}

#[test]
fn a_line_that_is_not_utf_8_gets_its_error_and_the_run_goes_on() {
    let lines = answers(&SNILS, b"\xFF\xFE112\n112-233-445 95\n");
    let mut lines = lines.lines();
    let error = lines.next().unwrap();
    assert!(error.starts_with(r#"{"line":1,"error":{"code":"bad_input","message":""#), "{error}");
    assert!(!error.contains("112"), "{error}");
    assert!(lines.next().unwrap().starts_with(r#"{"line":2,"ok":true,"#));
    assert_eq!(lines.next(), None);
}

#[test]
fn a_fourth_part_of_a_name_is_no_name_unless_it_is_blank() {
    let name = NormaliseArgs { kind: Kind::Name, ..SNILS };
    let lines = answers(&name, "Иванов\tПётр\tИльич\t5А\nИванов\tПётр\tИльич\t \n".as_bytes());
    let mut lines = lines.lines();
    assert!(lines.next().unwrap().starts_with(r#"{"line":1,"error":{"code":"bad_input""#));
    assert!(lines.next().unwrap().contains(r#""middle":"ИЛЬИЧ"}"#));
}
