//! Goal: what people read is what rules.md says, and the instructions' words are theirs (I-39).
//!
//! Method: the texts are typed here a second time, from rules.md §4 "Texts"; each seed is looked
//! up in the instruction that it names, on the line that it names, byte for byte.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use esia_core::message::{Message, Piece};

const SOURCE_000: &str = include_str!("../../docs/sources/000.txt");
const SOURCE_002: &str = include_str!("../../docs/sources/002.txt");

#[test]
fn the_numbers_run_from_one_to_ten_in_order() {
    assert_eq!(
        Message::ALL.map(Message::id),
        ["M-1", "M-2", "M-3", "M-4", "M-5", "M-6", "M-7", "M-8", "M-9", "M-10"]
    );
}

/// T-15.
#[test]
fn every_text_is_the_text_of_the_rules() {
    let texts = [
        "Не удалось завершить вход через Госуслуги. Попробуйте войти ещё раз.",
        "Войти не получилось: не удалось проверить данные учётной записи. Обратитесь в образовательную организацию.",
        "Для входа в дневник нужна подтверждённая учётная запись на портале Госуслуг.",
        "Сейчас войти не получится: данные вашей учётной записи на портале Госуслуг обновляются. Попробуйте завтра. Если не поможет, проверьте, что учётная запись подтверждена.",
        "Сервис временно недоступен. Попробуйте войти позже.",
        "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить о ней через форму обратной связи",
        "Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через форму обратной связи",
        "Чтобы войти в дневник, попросите одного из родителей привязать вашу учётную запись к своей на портале Госуслуг: раздел «Семья и дети», карточка ребёнка, кнопка «Привязать».",
        "Для входа в дневник нужно согласие одного из родителей\nСогласия уже запрошены автоматически — родителям в их личные кабинеты на портале Госуслуг придут уведомления. Чтобы выдать согласие, одному из родителей нужно перейти по ссылке из уведомления.",
        "Для входа в дневник необходимо согласие. Перейдите по ссылке из уведомления, направленного в ваш личный кабинет на Госуслугах.",
    ];
    for (message, text) in Message::ALL.into_iter().zip(texts) {
        assert_eq!(message.text(), text, "{}", message.id());
    }
}

/// I-39, Q-25.
#[test]
fn the_seeds_are_the_words_of_the_instructions_byte_for_byte() {
    let mut seen = Vec::new();
    for message in Message::ALL {
        for seed in message.seeds() {
            let line = line(seed.source, seed.line);
            // R-11 is a whole line; the others stand between the first pair of guillemets.
            let words = if seed.rule == "R-11" { line.trim() } else { quoted(line) };
            assert_eq!(words.as_bytes(), seed.text.as_bytes(), "{}", seed.rule);
            seen.push((message.id(), seed.rule, seed.source, seed.line));
        }
    }
    assert_eq!(
        seen,
        [
            ("M-6", "R-07", "000", 15),
            ("M-7", "R-15", "000", 29),
            ("M-9", "R-10", "000", 19),
            ("M-9", "R-11", "000", 20),
            ("M-10", "R-16", "000", 33),
        ]
    );
}

///
#[test]
fn a_text_with_seeds_shows_their_words_without_the_editors_placeholder() {
    for message in Message::ALL {
        if message.seeds().is_empty() {
            continue;
        }
        let words: Vec<String> =
            message.seeds().iter().map(|seed| before_placeholder(seed.text)).collect();
        assert_eq!(message.text(), words.join("\n"), "{}", message.id());
    }
}

#[test]
fn the_not_found_texts_do_not_end_in_a_full_stop() {
    for message in [Message::RecordNotFoundMinor, Message::RecordNotFoundAdult] {
        assert!(!message.text().ends_with('.'), "{}", message.id());
        let [seed] = message.seeds() else { panic!("one seed") };
        // The stop stands after the guillemet, so that it is the instruction's and not the screen's.
        assert!(line(seed.source, seed.line).ends_with("*»."), "{}", message.id());
    }
}

#[test]
fn the_pieces_of_a_text_joined_are_the_text() {
    for message in Message::ALL {
        let joined: String = message
            .pieces()
            .iter()
            .map(|piece| match *piece {
                Piece::Words(words) | Piece::AppealLink(words) => words,
                Piece::LineEnd => "\n",
            })
            .collect();
        assert_eq!(joined, message.text(), "{}", message.id());
    }
}

///
#[test]
fn the_not_found_texts_alone_hold_a_hyperlink_and_its_words_are_the_feedback_form() {
    for message in Message::ALL {
        let links: Vec<&str> = message
            .pieces()
            .iter()
            .filter_map(|piece| match *piece {
                Piece::AppealLink(words) => Some(words),
                Piece::Words(_) | Piece::LineEnd => None,
            })
            .collect();
        let expected: &[&str] = match message {
            Message::RecordNotFoundMinor | Message::RecordNotFoundAdult => {
                &["форму обратной связи"]
            }
            Message::SignInFailed
            | Message::CannotVerify
            | Message::ConfirmedAccountNeeded
            | Message::TryTomorrow
            | Message::Unavailable
            | Message::LinkFirst
            | Message::ParentConsentNeeded
            | Message::OwnConsentNeeded => &[],
        };
        assert_eq!(links, expected, "{}", message.id());
    }
}

#[test]
fn only_the_parental_consent_text_has_two_lines() {
    for message in Message::ALL {
        let lines = if message == Message::ParentConsentNeeded { 2 } else { 1 };
        assert_eq!(message.text().split('\n').count(), lines, "{}", message.id());
    }
}

#[test]
fn the_buttons_and_sections_that_our_own_text_names_stand_in_the_instructions() {
    let text = Message::LinkFirst.text();
    for name in ["«Семья и дети»", "«Привязать»"] {
        assert!(text.contains(name), "{name}");
        assert!(SOURCE_000.contains(name), "{name}");
    }
    assert!(SOURCE_002.contains("«Семья и дети»"));
}

fn line(source: &str, number: u16) -> &'static str {
    let text = match source {
        "000" => SOURCE_000,
        "002" => SOURCE_002,
        other => panic!("no instruction {other}"),
    };
    let mut lines = (1..).zip(text.lines());
    lines.find_map(|(at, line)| (at == number).then_some(line)).unwrap()
}

fn quoted(line: &str) -> &str {
    let (_, after) = line.split_once('«').unwrap();
    let (words, _) = after.split_once('»').unwrap();
    words
}

/// The seed's words with the link's words bare: the asterisks and the bracket are an editor's.
fn before_placeholder(seed: &str) -> String {
    match seed.split_once(" (ссылка ") {
        Some((words, rest)) => {
            assert!(rest.ends_with(")*"));
            words.replace('*', "")
        }
        None => seed.to_owned(),
    }
}
