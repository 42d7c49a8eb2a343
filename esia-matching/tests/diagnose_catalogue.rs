//! Goal: every row of the error catalogue (identity.md 7) that is content has its kind and place.
//!
//! Method: one test for each row, named by its number. A record and a person are typed by hand and
//! are equal but for the field of the row; the record must be the first candidate, and its
//! findings must be exactly the expected ones.

use esia_core::record::RecordId;
use esia_matching::compare::compare;
use esia_matching::diagnose::Diagnoser;
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::finding::Finding;
use esia_matching::index::{Entry, Index};
use esia_matching::policy::{MatchPolicy, YoPolicy};

/// What the state knows.
fn person() -> Texts<'static> {
    Texts::default()
        .names("Тестова", "Наталья", "Геннадьевна")
        .birth_date("03.09.2014")
        .snils("112-233-445 95")
        .certificate("III-МЮ 123456")
}

/// The findings of the first candidate, beside a record with these texts.
fn beside(record: Texts<'_>, person: Texts<'_>, policy: MatchPolicy) -> String {
    let record = Entry::active(RecordId::new("J1".into()), Evidence::from_journal(&record));
    let index = Index::new([record]);
    let person = Evidence::from_provider(&person, Vouched::EVERYTHING);
    let diagnosis = Diagnoser::of(&index).diagnose(&person, &policy);
    let candidate = diagnosis.candidates().first();
    let line = |finding: &Finding| {
        let places: Vec<String> = finding.at().iter().map(ToString::to_string).collect();
        format!("{} {} {}", finding.field(), finding.kind(), places.join(","))
    };
    let lines = candidate.map(|candidate| candidate.findings().iter().map(line));
    let lines: Vec<String> = lines.into_iter().flatten().map(|line| line.trim().into()).collect();
    lines.join("; ")
}

fn told(record: Texts<'_>) -> String {
    beside(record, person(), MatchPolicy::default())
}

fn snils(text: &str) -> String {
    told(person().snils(text))
}

fn certificate(text: &str) -> String {
    told(person().certificate(text))
}

/// Names of the record beside names of the person.
fn names(record: [&str; 3], sent: [&str; 3]) -> String {
    let with = |[last, first, middle]: [&'static str; 3]| person().names(last, first, middle);
    // Leaked, since the help below takes texts that live for ever.
    let leak = |texts: [&str; 3]| texts.map(|text| &*Box::leak(String::from(text).into()));
    beside(with(leak(record)), with(leak(sent)), MatchPolicy::default())
}

fn last(record: &str, sent: &str) -> String {
    names([record, "Наталья", "Геннадьевна"], [sent, "Наталья", "Геннадьевна"])
}

fn first(record: &str, sent: &str) -> String {
    names(["Тестова", record, "Геннадьевна"], ["Тестова", sent, "Геннадьевна"])
}

fn middle(record: &str, sent: &str) -> String {
    names(["Тестова", "Наталья", record], ["Тестова", "Наталья", sent])
}

// SNILS.

#[test]
fn row_10_digits_of_another_script() {
    assert_eq!(snils("١١٢٢٣٣٤٤٥٩٥"), "snils different");
}

#[test]
fn row_12_a_zero_lost_in_a_text_cell() {
    let sent = person().snils("087-654-303 00");
    let record = person().snils("8765430300");
    assert_eq!(beside(record, sent, MatchPolicy::default()), "snils digit_lost 1");
    let sent = person().snils("001-122-334 07");
    let record = person().snils("112233407");
    assert_eq!(beside(record, sent, MatchPolicy::default()), "snils digit_lost");
}

#[test]
fn row_14_scientific_notation_that_lost_digits() {
    assert_eq!(snils("1,12E+10"), "snils digit_lost");
    assert_eq!(snils("1.1223E10"), "snils digit_lost");
}

#[test]
fn row_15_the_letter_o_for_zero() {
    for text in ["О87-654-303 00", "o87-654-303 00"] {
        let sent = person().snils("087-654-303 00");
        let record = beside(person().snils(text), sent, MatchPolicy::default());
        assert_eq!(record, "snils look_alike 1");
    }
}

#[test]
fn row_16_letters_that_look_like_digits() {
    assert_eq!(snils("112-2З3-445 95"), "snils look_alike 5");
    assert_eq!(snils("I12-233-445 95"), "snils look_alike 1");
    let sent = person().snils("068-000-000 01");
    let record = person().snils("0Б8-000-000 01");
    assert_eq!(beside(record, sent, MatchPolicy::default()), "snils look_alike 2");
    let record = person().snils("06В-000-000 01");
    assert_eq!(beside(record, sent, MatchPolicy::default()), "snils look_alike 3");
}

#[test]
fn row_17_one_wrong_digit() {
    assert_eq!(snils("112-233-446 95"), "snils one_digit 9");
    assert_eq!(snils("812-233-445 95"), "snils one_digit 1");
}

#[test]
fn row_18_swapped_neighbours() {
    assert_eq!(snils("112-323-445 95"), "snils transposition 4,5");
    assert_eq!(snils("112-233-445 59"), "snils transposition 10,11");
}

#[test]
fn row_19_a_digit_dropped_or_doubled() {
    assert_eq!(snils("112-233-45 95"), "snils digit_lost 8");
    assert_eq!(snils("1122333445 95"), "snils digit_extra 7");
}

#[test]
fn row_20_check_digits_typed_as_zeros() {
    assert_eq!(snils("112-233-445 00"), "snils checksum");
}

#[test]
fn row_21_placeholders() {
    for text in ["000-000-000 00", "111-111-111 11", "111-111-111 45"] {
        assert_eq!(snils(text), "snils placeholder", "{text}");
    }
}

#[test]
fn row_22_the_number_of_a_sibling() {
    let sibling = person().names("Тестова", "Ольга", "Геннадьевна").snils("963-117-158 08");
    let sibling = sibling.certificate("III-МЮ 654321").birth_date("07.07.2012");
    let record = |id: &str, texts: &Texts<'_>| {
        Entry::active(RecordId::new(id.into()), Evidence::from_journal(texts))
    };
    let mistaken = person().snils("963-117-158 08");
    let index = Index::new([record("J1", &mistaken), record("J2", &sibling)]);
    let sent = Evidence::from_provider(&person(), Vouched::EVERYTHING);
    let diagnosis = Diagnoser::of(&index).diagnose(&sent, &MatchPolicy::default());
    let [only] = diagnosis.candidates() else { panic!("{diagnosis:?}") };
    assert_eq!(only.record().as_str(), "J1");
    let kinds: Vec<_> = only.findings().iter().map(|finding| finding.kind().as_str()).collect();
    assert_eq!(kinds, ["other_person"]);
}

#[test]
fn row_23_the_number_of_another_document() {
    assert_eq!(snils("89101234567"), "snils wrong_document");
    assert_eq!(snils("+7 (910) 123-45-67"), "snils wrong_document");
    assert_eq!(snils("500100732259"), "snils wrong_document");
    assert_eq!(snils("7712 3456 7890 1234"), "snils wrong_document");
}

#[test]
fn row_24_two_pupils_share_a_number() {
    let record = |id: &str, texts: &Texts<'_>| {
        Entry::active(RecordId::new(id.into()), Evidence::from_journal(texts))
    };
    let index = Index::new([record("J1", &person()), record("J2", &person())]);
    let sent = Evidence::from_provider(&person(), Vouched::EVERYTHING);
    let diagnosis = Diagnoser::of(&index).diagnose(&sent, &MatchPolicy::default());
    assert_eq!(diagnosis.candidates().len(), 2);
    for candidate in diagnosis.candidates() {
        let of = candidate
            .findings()
            .iter()
            .map(|finding| (finding.field().as_str(), finding.kind().as_str()));
        assert!(of.eq([("snils", "duplicate"), ("certificate", "duplicate")]));
    }
}

// Certificates.

#[test]
fn row_36_another_numeral() {
    assert_eq!(certificate("II-МЮ 123456"), "certificate numeral");
    let sent = person().certificate("VI-МЮ 123456");
    let record = person().certificate("IV-МЮ 123456");
    assert_eq!(beside(record, sent, MatchPolicy::default()), "certificate numeral");
}

#[test]
fn row_37_a_malformed_numeral() {
    assert_eq!(certificate("IIII-МЮ 123456"), "certificate numeral");
}

#[test]
fn row_38_another_pair_or_half_of_it() {
    assert_eq!(certificate("III-НЮ 123456"), "certificate letters");
    assert_eq!(certificate("III-М 123456"), "certificate letters");
}

#[test]
fn row_39_digits_in_the_pair() {
    assert_eq!(certificate("III-М0 123456"), "certificate letters");
}

#[test]
fn row_40_digits_of_the_number() {
    assert_eq!(certificate("III-МЮ 123465"), "certificate transposition 5,6");
    assert_eq!(certificate("III-МЮ 123956"), "certificate one_digit 4");
    assert_eq!(certificate("III-МЮ 12346"), "certificate digit_lost 5");
    assert_eq!(told(person().certificate_parts("III-МЮ", "12346")), "certificate digit_lost 5");
    assert_eq!(certificate("III-МЮ 12333456"), "certificate different");
    let sent = person().certificate("III-МЮ 1234567");
    let record = person().certificate("III-МЮ 123567");
    assert_eq!(beside(record, sent, MatchPolicy::default()), "certificate digit_lost 4");
}

#[test]
fn row_41_a_passport() {
    assert_eq!(certificate("45 12 345678"), "certificate wrong_document");
    assert_eq!(told(person().certificate_parts("45 12", "345678")), "certificate wrong_document");
}

#[test]
fn row_42_a_foreign_document() {
    assert_eq!(certificate("I-ЖМ 777888"), "certificate different");
    assert_eq!(certificate("AZ 123"), "certificate different");
}

#[test]
fn row_43_a_paper_issued_anew() {
    let act = |texts: Texts<'static>| texts.act_record("№ 432", "10.09.2014");
    let record = act(person().certificate("V-АГ 777888"));
    let told = |record, sent| beside(record, sent, MatchPolicy::default());
    assert_eq!(told(record, act(person())), "certificate reissued");
    // Without the act record on both sides it is merely another paper.
    assert_eq!(told(record, person()), "certificate different");
    let other_act = person().act_record("433", "10.09.2014");
    assert_eq!(told(record, other_act), "certificate different");
    let other_date = act(person().birth_date("04.09.2014"));
    assert_eq!(told(record, other_date), "certificate different; birth_date other_date");
}

#[test]
fn row_43_one_act_record_however_its_number_is_written() {
    let record = person().certificate("V-АГ 777888");
    let told = |own, sent| {
        let date = "10.09.2014";
        let (record, sent) = (record.act_record(own, date), person().act_record(sent, date));
        beside(record, sent, MatchPolicy::default())
    };
    for (own, sent) in [
        ("432", "№ 432"),
        ("00432", "432"),
        ("432а", "432А"),
        ("1 1 014 97700001 00432 00 7", "110149770000100432007"),
        // No number of an act record, and the same on both sides.
        ("43А2-Б", "43а2 б"),
    ] {
        assert_eq!(told(own, sent), "certificate reissued", "{own} {sent}");
    }
    for (own, sent) in
        [("432а", "432"), ("432", "423"), ("110149770000100432007", "1101"), ("-", "-")]
    {
        assert_eq!(told(own, sent), "certificate different", "{own} {sent}");
    }
}

#[test]
fn row_44_the_number_of_an_act_record_for_that_of_the_paper() {
    assert_eq!(certificate("110189770000100042007"), "certificate different");
    assert_eq!(certificate("432"), "certificate different");
}

/// The findings say the same, and their hint alone tells that the papers may be one.
#[test]
fn row_45_a_short_number_of_an_act_beside_one_of_21_digits() {
    let told = |own: &str, sent: &str, date: &str| {
        let record = person().certificate("V-АГ 777888").act_record(own, date);
        let sent = person().act_record(sent, date);
        assert_eq!(beside(record, sent, MatchPolicy::default()), "certificate different");
        let evidence = Evidence::from_provider(&sent, Vouched::EVERYTHING);
        let comparison =
            compare(&Evidence::from_journal(&record), &evidence, &MatchPolicy::default());
        comparison.findings().iter().any(Finding::is_one_act_perhaps)
    };
    let (full, short) = ("110149770000100432007", "432");
    assert!(told(short, full, "10.09.2014"));
    assert!(told(full, short, "10.09.2014"));
    assert!(told("№ 00432", full, "10.09.2014"));
    // Another serial, another year, no serial at all, no date.
    assert!(!told("433", full, "10.09.2014"));
    assert!(!told(short, full, "10.09.2015"));
    assert!(!told("432а", full, "10.09.2014"));
    assert!(!told(short, full, ""));
}

// Names.

#[test]
fn row_46_yo_where_the_policy_tells_it_apart() {
    let exact = MatchPolicy { yo: YoPolicy::Exact, ..MatchPolicy::default() };
    let record = person().names("Семенова", "Наталья", "Геннадьевна");
    let sent = person().names("Семёнова", "Наталья", "Геннадьевна");
    assert_eq!(beside(record, sent, exact), "last_name yo");
    assert_eq!(beside(record, sent, MatchPolicy::default()), "");
}

#[test]
fn row_52_a_whole_word_in_latin_doubles() {
    assert_eq!(last("CAXAPOB", "Сахаров"), "last_name look_alike");
}

#[test]
fn row_54_a_missing_hyphen() {
    assert_eq!(last("Петрова Водкина", "Петрова-Водкина"), "last_name hyphen");
    assert_eq!(last("Петрововодкина", "Петрово-Водкина"), "last_name hyphen");
}

#[test]
fn row_55_one_half_of_a_double_name_or_its_halves_swapped() {
    assert_eq!(last("Петрова", "Петрова-Водкина"), "last_name half_of_double_name");
    assert_eq!(last("Петрова-Водкина", "Водкина"), "last_name half_of_double_name");
    assert_eq!(first("Анна", "Анна-Мария"), "first_name half_of_double_name");
    assert_eq!(last("Водкина-Петрова", "Петрова-Водкина"), "last_name different");
}

#[test]
fn row_56_a_missing_apostrophe() {
    assert_eq!(last("ОНил", "О'Нил"), "last_name one_letter 2");
}

#[test]
fn row_58_a_patronymic_on_one_side() {
    assert_eq!(middle("", "Геннадьевна"), "middle_name missing");
    assert_eq!(middle("Геннадьевна", "нет"), "middle_name missing");
}

#[test]
fn row_59_ogly_dropped_or_glued() {
    assert_eq!(middle("Мамед", "Мамед оглы"), "middle_name different");
    assert_eq!(middle("Мамедоглы", "Мамед оглы"), "middle_name different");
    assert_eq!(middle("Мамед-оглы", "Мамед оглы"), "");
}

#[test]
fn row_60_initials() {
    assert_eq!(
        names(["Иванов", "И.", "И."], ["Иванов", "Иван", "Ильич"]),
        "first_name initials; middle_name initials"
    );
    assert_eq!(
        names(["Иванов", "И.И.", ""], ["Иванов", "Иван", "Ильич"]),
        "first_name initials; middle_name initials"
    );
    assert_eq!(
        names(["Иванов И.И.", "", ""], ["Иванов", "Иван", "Ильич"]),
        "last_name initials; first_name initials; middle_name initials"
    );
}

#[test]
fn row_61_a_short_form() {
    assert_eq!(first("Саша", "Александр"), "first_name variant");
    assert_eq!(first("Наташа", "Наталья"), "first_name variant");
}

#[test]
fn row_62_a_variant() {
    assert_eq!(first("Наталия", "Наталья"), "first_name variant");
    assert_eq!(first("Данил", "Даниил"), "first_name variant");
    assert_eq!(first("Софья", "София"), "first_name variant");
}

#[test]
fn row_63_slips_of_the_finger() {
    assert_eq!(middle("Геннадиевна", "Геннадьевна"), "middle_name one_letter 7");
    assert_eq!(last("Абдулаев", "Абдуллаев"), "last_name one_letter 6");
    assert_eq!(last("Тсетова", "Тестова"), "last_name transposed_letters 2,3");
    assert_eq!(last("Тестава", "Тестова"), "last_name one_letter 5");
}

#[test]
fn row_64_another_keyboard_layout() {
    assert_eq!(last("Bdfyjd", "Иванов"), "last_name keyboard_layout");
    assert_eq!(first("Ghbdtn", "Привет"), "first_name keyboard_layout");
    // Keys that are no letters in the Latin layout.
    assert_eq!(last(";erjd", "Жуков"), "last_name keyboard_layout");
    assert_eq!(first(">hbq", "Юрий"), "first_name keyboard_layout");
    assert_eq!(first("\"vvf", "Эмма"), "first_name keyboard_layout");
    assert_eq!(last(",tktyrjd", "Беленков"), "last_name keyboard_layout");
}

#[test]
fn row_65_swapped_fields() {
    assert_eq!(
        names(["Наталья", "Тестова", "Геннадьевна"], ["Тестова", "Наталья", "Геннадьевна"]),
        "last_name swapped_fields; first_name swapped_fields"
    );
    assert_eq!(
        names(["Тестова", "Геннадьевна", "Наталья"], ["Тестова", "Наталья", "Геннадьевна"]),
        "first_name swapped_fields; middle_name swapped_fields"
    );
}

#[test]
fn row_66_the_full_name_in_one_field() {
    assert_eq!(
        names(["Тестова Наталья Геннадьевна", "", ""], ["Тестова", "Наталья", "Геннадьевна"]),
        "last_name swapped_fields; first_name swapped_fields; middle_name swapped_fields"
    );
    assert_eq!(
        names(["Тестова", "Наталья Геннадьевна", ""], ["Тестова", "Наталья", "Геннадьевна"]),
        "first_name swapped_fields; middle_name swapped_fields"
    );
    assert_eq!(
        names(
            ["Тестова Наталья Геннадьевна", "Наталья", "Геннадьевна"],
            ["Тестова", "Наталья", "Геннадьевна"]
        ),
        "last_name swapped_fields"
    );
}

#[test]
fn row_67_a_name_cut_off() {
    assert_eq!(last("Константинопольски", "Константинопольский"), "last_name truncated");
    assert_eq!(last("Констан", "Константинопольский"), "last_name truncated");
    assert_eq!(middle("Геннадьев", "Геннадьевна"), "middle_name truncated");
}

#[test]
fn row_68_latin_letters() {
    assert_eq!(last("Ivanov", "Иванов"), "last_name transliterated");
    assert_eq!(last("Shcherbakova", "Щербакова"), "last_name transliterated");
    assert_eq!(first("Natalya", "Наталья"), "first_name transliterated");
    assert_eq!(first("Xenia", "Ксения"), "first_name transliterated");
    assert_eq!(first("Yuriy", "Юрий"), "first_name transliterated");
    assert_eq!(last("Solov'ev", "Соловьев"), "last_name transliterated");
}

#[test]
fn row_69_national_letters() {
    assert_eq!(first("Әлфия", "Альфия"), "first_name variant");
    assert_eq!(first("Гүзәл", "Гузель"), "first_name variant");
    assert_eq!(last("Ахмадк1ант", "АхмадкӀант"), "last_name look_alike");
}

#[test]
fn row_70_another_last_name() {
    assert_eq!(last("Пробная", "Тестова"), "last_name different");
}

#[test]
fn row_71_the_ending_of_the_gender() {
    assert_eq!(last("Иванов", "Иванова"), "last_name gender_ending");
    assert_eq!(last("Раевский", "Раевская"), "last_name gender_ending");
    assert_eq!(last("Петров-Водкин", "Петрова-Водкина"), "last_name gender_ending");
    assert_eq!(middle("Геннадьевич", "Геннадьевна"), "middle_name gender_ending");
    assert_eq!(middle("Ильич", "Ильинична"), "middle_name gender_ending");
    assert_eq!(first("Евгений", "Евгения"), "first_name gender_ending");
}

#[test]
fn row_72_notes() {
    for text in
        ["Иванов (5А)", "Иванов /Пар/", "Иванов 5А", "Иванов выбыл", "Иванов5", "Иванов    ."]
    {
        assert_eq!(last(text, "Иванов"), "last_name note_in_name", "{text}");
    }
}

// Dates.

#[test]
fn rows_73_75_76_78_dates_that_cannot_be_read() {
    for text in ["03/09/2014", "41885", "03.09.14", "31.06.2014", "2014-09-02T21:00Z"] {
        assert_eq!(told(person().birth_date(text)), "birth_date other_date", "{text}");
    }
}

#[test]
fn row_74_day_and_month_swapped() {
    assert_eq!(told(person().birth_date("09.03.2014")), "birth_date day_month_swapped");
}

#[test]
fn rows_77_and_79_another_date() {
    for text in ["01.01.2014", "15.09.2014", "02.09.2014", "03.09.2015"] {
        assert_eq!(told(person().birth_date(text)), "birth_date other_date", "{text}");
    }
}
