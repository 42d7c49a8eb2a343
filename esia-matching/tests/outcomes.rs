//! Goal: a search answers by the table of design.md 2, line by line, and by its readings.
//!
//! Method: small registers of invented pupils, typed by hand; one person asks; the expected
//! outcome, record, ground and notes stand beside the question.

use esia_core::access::Lookup;
use esia_core::record::RecordId;
use esia_matching::evidence::{Assurance, Evidence, Texts, Vouched};
use esia_matching::finding::Field;
use esia_matching::index::{Entry, Index, PupilId};
use esia_matching::outcome::{Ground, Note, Outcome};
use esia_matching::policy::{MatchPolicy, MiddleNamePolicy, YoPolicy};

const SNILS: &str = "112-233-445 95";
const OTHER_SNILS: &str = "963-117-158 08";
const CERTIFICATE: &str = "III-МЮ 123456";
const OTHER_CERTIFICATE: &str = "III-МЮ 654321";

/// The person who asks: everything known.
fn anna() -> Texts<'static> {
    anyone("Анна").snils(SNILS).certificate(CERTIFICATE)
}

/// The same family and day of birth, and no identifier.
fn anyone(first_name: &'static str) -> Texts<'static> {
    Texts::default().names("Тестова", first_name, "Ивановна").birth_date("05.03.2014")
}

// The index itself.

#[test]
fn an_index_counts_what_can_be_found_and_shows_no_more() {
    let entry = |record: &str, texts: Texts<'_>| {
        Entry::active(RecordId::new(record.into()), Evidence::from_journal(&texts))
    };
    let left = Entry { active: false, ..entry("J3", anyone("Вера")) };
    let index = Index::new([entry("J1", anna()), entry("J2", anyone("Ольга")), left]);
    assert_eq!((index.len(), index.is_empty()), (2, false));
    assert_eq!(format!("{index:?}"), "Index { entries: 2, .. }");
    let none = Index::new([]);
    assert_eq!((none.len(), none.is_empty()), (0, true));
    // The register's own key of a pupil is told as it came.
    assert_eq!((pupil("P-7").as_str(), pupil("P-7").to_string().as_str()), ("P-7", "P-7"));
}

// One candidate.

#[test]
fn one_record_equal_in_everything_is_found_by_snils_without_notes() {
    assert_eq!(find(&[("J1", anna())], anna()), found("J1", Ground::Snils, &[]));
}

#[test]
fn a_record_without_a_certificate_is_found_by_snils() {
    let records = [("J1", anna().certificate(""))];
    assert_eq!(find(&records, anna()), found("J1", Ground::Snils, &[]));
}

#[test]
fn a_record_with_another_certificate_is_found_by_snils_and_noted() {
    let records = [("J1", anna().certificate(OTHER_CERTIFICATE))];
    let expected = found("J1", Ground::Snils, &[Note::CertificateDiffers]);
    assert_eq!(find(&records, anna()), expected);
}

///
#[test]
fn without_a_snils_on_one_side_or_both_the_certificate_is_a_ground() {
    let bare = anna().snils("");
    for (record, person) in [(bare, anna()), (anna(), bare), (bare, bare)] {
        assert_eq!(find(&[("J1", record)], person), found("J1", Ground::Certificate, &[]));
    }
}

#[test]
fn a_snils_that_fails_its_check_is_still_a_ground() {
    let records = [("J1", anna().snils("112-233-445 96"))];
    let person = anna().snils("112-233-445 96");
    assert_eq!(find(&records, person), found("J1", Ground::Snils, &[]));
}

#[test]
fn a_certificate_of_a_sibling_is_noted_and_locks_nobody_out() {
    // The office typed Anna's certificate into her sister's record, and none into hers.
    let records = [
        ("J1", anna().certificate("")),
        ("J2", anyone("Ольга").snils(OTHER_SNILS).certificate(CERTIFICATE)),
    ];
    let noted = found("J1", Ground::Snils, &[Note::CertificateInAnotherRecord]);
    assert_eq!(find(&records, anna()), noted);

    let olga = anyone("Ольга").snils(OTHER_SNILS).certificate(OTHER_CERTIFICATE);
    let differs = found("J2", Ground::Snils, &[Note::CertificateDiffers]);
    assert_eq!(find(&records, olga), differs);
}

#[test]
fn two_records_with_one_certificate_are_each_found_by_snils_and_noted() {
    let olga = anyone("Ольга").snils(OTHER_SNILS).certificate(CERTIFICATE);
    let records = [("J1", anna()), ("J2", olga)];
    let noted = |record| found(record, Ground::Snils, &[Note::DuplicateIdentifier]);
    assert_eq!(find(&records, anna()), noted("J1"));
    assert_eq!(find(&records, olga), noted("J2"));
}

#[test]
fn of_two_records_with_one_snils_the_one_that_agrees_is_found_and_noted() {
    let records = [("J1", anna()), ("J2", anyone("Ольга").snils(SNILS))];
    let expected = found("J1", Ground::Snils, &[Note::DuplicateIdentifier]);
    assert_eq!(find(&records, anna()), expected);
    // Olga's true number stands in no record, and the number in hers is not her own.
    assert_eq!(find(&records, anyone("Ольга").snils(OTHER_SNILS)), Outcome::NotFound);
}

#[test]
fn a_record_found_by_certificate_is_noted_where_another_carries_the_snils() {
    let records = [("J1", anna().snils("")), ("J2", anyone("Ольга").snils(SNILS))];
    let expected = found("J1", Ground::Certificate, &[Note::DuplicateIdentifier]);
    assert_eq!(find(&records, anna()), expected);
}

/// T-12.
#[test]
fn twins_are_each_found_by_their_own_number() {
    let elder = anyone("Мария").snils(SNILS).certificate(CERTIFICATE);
    let younger = anyone("Марина").snils(OTHER_SNILS).certificate("III-МЮ 123457");
    let records = [("J1", elder), ("J2", younger)];
    assert_eq!(find(&records, elder), found("J1", Ground::Snils, &[]));
    assert_eq!(find(&records, younger), found("J2", Ground::Snils, &[]));
}

// Several candidates.

#[test]
fn one_by_snils_and_another_by_certificate_alone_is_a_conflict() {
    let records = [("J1", anna().certificate("")), ("J2", anna().snils(""))];
    assert_eq!(find(&records, anna()), Outcome::Conflict);
    // Another certificate in the first record makes it no better.
    let records = [("J1", anna().certificate(OTHER_CERTIFICATE)), ("J2", anna().snils(""))];
    assert_eq!(find(&records, anna()), Outcome::Conflict);
}

/// Every candidate is compared, and none ends the search: who stands first changes nothing.
#[test]
fn t_17_the_candidates_are_all_compared_in_whatever_order_they_stand() {
    let right = ("right", anna());
    let again = ("again", anna());
    let wrong = ("wrong", anyone("Ольга").snils(SNILS));
    let other = ("other", anyone("Вера").snils(SNILS));
    let one = found("right", Ground::Snils, &[Note::DuplicateIdentifier]);
    for (records, expected) in [
        ([right, wrong, other], &one),
        ([wrong, right, other], &one),
        ([wrong, other, right], &one),
        ([right, again, wrong], &Outcome::Ambiguous),
        ([right, wrong, again], &Outcome::Ambiguous),
        ([wrong, right, again], &Outcome::Ambiguous),
    ] {
        assert_eq!(&find(&records, anna()), expected, "{:?}", records.map(|(name, _)| name));
    }
}

#[test]
fn several_by_snils_are_ambiguous() {
    let records = [("J1", anna()), ("J2", anna().certificate(""))];
    assert_eq!(find(&records, anna()), Outcome::Ambiguous);
}

#[test]
fn several_by_certificate_are_ambiguous() {
    let records = [("J1", anna().snils("")), ("J2", anna().snils(""))];
    assert_eq!(find(&records, anna()), Outcome::Ambiguous);
}

#[test]
fn two_by_snils_beside_one_by_certificate_are_a_conflict() {
    let records = [("J1", anna()), ("J2", anna()), ("J3", anna().snils(""))];
    assert_eq!(find(&records, anna()), Outcome::Conflict);
}

#[test]
fn a_pupil_in_two_schools_is_one_person() {
    let joined = |record, texts| Entry { pupil: Some(pupil("P1")), ..entry(record, texts) };
    let person = Evidence::from_provider(&anna(), Vouched::EVERYTHING);
    let cases = [
        // The same words in both schools: the first record in the order of keys.
        ([("J2", anna()), ("J1", anna())], "J1", Ground::Snils),
        // The stronger ground goes before the order of keys.
        ([("J2", anna()), ("J1", anna().snils(""))], "J2", Ground::Snils),
        ([("J1", anna().snils("")), ("J2", anna().snils(""))], "J1", Ground::Certificate),
    ];
    for (records, expected, ground) in cases {
        let index = Index::new(records.map(|(record, texts)| joined(record, texts)));
        assert_eq!(index.find(&person, &strict()), found(expected, ground, &[]));
        assert!(index.duplicates().is_empty());
    }
}

#[test]
fn two_pupils_of_the_register_are_two_people_even_if_all_words_are_equal() {
    let person = Evidence::from_provider(&anna(), Vouched::EVERYTHING);
    for (first, second) in [(Some("P1"), Some("P2")), (Some("P1"), None)] {
        let mut entries = [entry("J1", anna()), entry("J2", anna())];
        entries[0].pupil = first.map(pupil);
        entries[1].pupil = second.map(pupil);
        assert_eq!(Index::new(entries).find(&person, &strict()), Outcome::Ambiguous);
    }
}

// No candidate.

#[test]
fn nothing_equal_is_not_found() {
    assert_eq!(find(&[], anna()), Outcome::NotFound);
    let stranger = anyone("Ольга").snils(OTHER_SNILS).certificate(OTHER_CERTIFICATE);
    assert_eq!(find(&[("J1", stranger)], anna()), Outcome::NotFound);
}

/// T-12.
#[test]
fn equal_names_and_birth_date_alone_are_not_found() {
    for (record, person) in [
        (anyone("Анна"), anyone("Анна")),
        (anyone("Анна"), anna()),
        (anna(), anyone("Анна")),
        (anna().certificate(""), anna().snils("")),
        (anna().snils(OTHER_SNILS).certificate(""), anna()),
        (anna().snils("").certificate(OTHER_CERTIFICATE), anna()),
        (anna().snils(OTHER_SNILS).certificate(OTHER_CERTIFICATE), anna()),
    ] {
        assert_eq!(find(&[("J1", record)], person), Outcome::NotFound);
    }
}

///
#[test]
fn an_equal_identifier_beside_a_name_or_a_date_that_differs_is_a_conflict() {
    let changes: [fn(Texts<'static>) -> Texts<'static>; 7] = [
        |texts| texts.names("Пробная", "Анна", "Ивановна"),
        |texts| texts.names("Тестова", "Жанна", "Ивановна"),
        |texts| texts.names("Тестова", "Анна", "Петровна"),
        |texts| texts.names("Тестова", "Анна", ""),
        |texts| texts.birth_date("06.03.2014"),
        |texts| texts.birth_date("03.05.2014"),
        |texts| texts.birth_date("31.06.2014"),
    ];
    for identifiers in [anna(), anna().snils(""), anna().certificate("")] {
        for change in changes {
            let altered = change(identifiers);
            assert_eq!(find(&[("J1", altered)], anna()), Outcome::Conflict);
            assert_eq!(find(&[("J1", anna())], altered), Outcome::Conflict);
        }
    }
}

///
#[test]
fn an_equal_certificate_beside_snils_numbers_that_contradict_is_a_conflict() {
    let records = [("J1", anna().snils(OTHER_SNILS))];
    assert_eq!(find(&records, anna()), Outcome::Conflict);
}

#[test]
fn names_that_cannot_be_read_match_nobody() {
    let unreadable = anna().names("Тестова5", "Анна", "Ивановна");
    assert_eq!(find(&[("J1", unreadable)], unreadable), Outcome::Conflict);
    let unreadable = unreadable.snils("").certificate("");
    assert_eq!(find(&[("J1", unreadable)], unreadable), Outcome::NotFound);
}

// What counts.

#[test]
fn a_placeholder_is_never_a_ground() {
    for placeholder in ["000-000-000 00", "111-111-111 11", "111-111-111 45"] {
        let bare = anyone("Анна").snils(placeholder);
        assert_eq!(find(&[("J1", bare)], bare), Outcome::NotFound, "{placeholder}");
        // Nor is it a contradiction: the certificate still counts.
        let records = [("J1", anna().snils(placeholder))];
        assert_eq!(find(&records, anna()), found("J1", Ground::Certificate, &[]), "{placeholder}");
    }
}

#[test]
fn a_snils_that_cannot_be_read_counts_as_missing() {
    let records = [("J1", anna().snils("112-233-445 9A"))];
    assert_eq!(find(&records, anna()), found("J1", Ground::Certificate, &[]));
    let bare = anyone("Анна").snils("112-233-445 9A");
    assert_eq!(find(&[("J1", bare)], bare), Outcome::NotFound);
}

#[test]
fn a_stated_identifier_is_never_a_ground_and_raises_no_conflict() {
    let stated =
        Vouched { snils: Assurance::Stated, certificate: Assurance::Stated, ..Vouched::EVERYTHING };
    assert_eq!(find_vouched(&[("J1", anna())], anna(), stated), Outcome::NotFound);
    let olga = anna().names("Тестова", "Ольга", "Ивановна");
    assert_eq!(find_vouched(&[("J1", anna())], olga, stated), Outcome::NotFound);
}

/// T-12.
#[test]
fn a_stated_snils_opens_nothing_and_may_close() {
    let stated = Vouched { snils: Assurance::Stated, ..Vouched::EVERYTHING };
    let by_certificate = found("J1", Ground::Certificate, &[]);
    assert_eq!(find_vouched(&[("J1", anna())], anna(), stated), by_certificate);
    let person = anna().snils(OTHER_SNILS);
    assert_eq!(find_vouched(&[("J1", anna())], person, stated), Outcome::Conflict);
}

#[test]
fn stated_names_or_a_stated_birth_date_match_nobody() {
    for stated in [
        Vouched { names: Assurance::Stated, ..Vouched::EVERYTHING },
        Vouched { birth_date: Assurance::Stated, ..Vouched::EVERYTHING },
        Vouched::NOTHING,
    ] {
        assert_eq!(find_vouched(&[("J1", anna())], anna(), stated), Outcome::NotFound);
    }
}

#[test]
fn an_archived_record_neither_matches_nor_contradicts() {
    let person = Evidence::from_provider(&anna(), Vouched::EVERYTHING);
    let archived = |texts| Entry { active: false, ..entry("J1", texts) };
    for texts in [anna(), anna().names("Тестова", "Ольга", "Ивановна")] {
        let alone = Index::new([archived(texts)]);
        assert_eq!(alone.find(&person, &strict()), Outcome::NotFound);
        assert!(alone.is_empty());
        let beside = Index::new([archived(texts), entry("J2", anna())]);
        assert_eq!(beside.find(&person, &strict()), found("J2", Ground::Snils, &[]));
    }
}

#[test]
fn a_key_that_two_contents_claim_names_nobody() {
    let person = Evidence::from_provider(&anna(), Vouched::EVERYTHING);
    let twice = Index::new([entry("J1", anna()), entry("J1", anna())]);
    assert_eq!(twice.find(&person, &strict()), found("J1", Ground::Snils, &[]));
    assert_eq!(twice.len(), 1);
    let olga = anyone("Ольга").snils(OTHER_SNILS);
    let claimed = Index::new([entry("J1", anna()), entry("J1", olga)]);
    assert_eq!(claimed.find(&person, &strict()), Outcome::Ambiguous);
}

// Policies.

#[test]
fn a_middle_name_of_one_side_alone_agrees_only_where_the_policy_says_so() {
    let lenient = MatchPolicy { middle_name: MiddleNamePolicy::MissingAgrees, ..strict() };
    let without = anna().names("Тестова", "Анна", "нет");
    let other = anna().names("Тестова", "Анна", "Петровна");
    for (record, person) in [(without, anna()), (anna(), without)] {
        assert_eq!(find_by(&[("J1", record)], person, strict()), Outcome::Conflict);
        let expected = found("J1", Ground::Snils, &[]);
        assert_eq!(find_by(&[("J1", record)], person, lenient), expected);
    }
    assert_eq!(find_by(&[("J1", other)], anna(), lenient), Outcome::Conflict);
    let nobody_has_one = find_by(&[("J1", without)], without, strict());
    assert_eq!(nobody_has_one, found("J1", Ground::Snils, &[]));
}

#[test]
fn a_missing_first_name_differs_under_every_policy() {
    let without = anna().names("Тестова", "", "Ивановна");
    for policy in MatchPolicy::all() {
        assert_eq!(find_by(&[("J1", without)], anna(), policy), Outcome::Conflict);
    }
}

#[test]
fn yo_is_folded_and_noted_or_told_apart() {
    let yo = anna().names("Тестова", "Алёна", "Ивановна");
    let ye = anna().names("Тестова", "Алена", "Ивановна");
    let exact = MatchPolicy { yo: YoPolicy::Exact, ..strict() };
    for (record, person) in [(yo, ye), (ye, yo)] {
        let expected = found("J1", Ground::Snils, &[Note::YoFolded]);
        assert_eq!(find_by(&[("J1", record)], person, strict()), expected);
        assert_eq!(find_by(&[("J1", record)], person, exact), Outcome::Conflict);
    }
    for same in [yo, ye] {
        let expected = found("J1", Ground::Snils, &[]);
        assert_eq!(find_by(&[("J1", same)], same, exact), expected);
        assert_eq!(find_by(&[("J1", same)], same, strict()), expected);
    }
}

// Beside the answer.

#[test]
fn identifiers_that_several_pupils_carry_are_listed() {
    let index = Index::new([
        entry("J3", anna()),
        entry("J1", anyone("Ольга").snils(SNILS)),
        entry("J2", anyone("Ирина").snils(OTHER_SNILS).certificate(CERTIFICATE)),
        entry("J4", anyone("Вера").snils("111-111-111 11")),
        entry("J5", anyone("Нина").snils("111-111-111 11")),
    ]);
    let listed: Vec<_> = index
        .duplicates()
        .iter()
        .map(|duplicate| {
            let records: Vec<_> = duplicate.records().iter().map(ToString::to_string).collect();
            (duplicate.field(), records.join(" "))
        })
        .collect();
    assert_eq!(listed, [(Field::Snils, "J1 J3".into()), (Field::Certificate, "J2 J3".into())]);
}

#[test]
fn related_records_share_an_identifier_and_come_best_first() {
    let index = Index::new([
        entry("J1", anyone("Ольга").snils(SNILS).birth_date("01.01.2010")),
        entry("J2", anyone("Ольга").snils(SNILS)),
        entry("J3", anyone("Анна").snils(OTHER_SNILS)),
        entry("J4", anna()),
    ]);
    for vouched in [Vouched::EVERYTHING, Vouched::NOTHING] {
        let person = Evidence::from_provider(&anna(), vouched);
        let related = index.related(&person, &strict());
        let records: Vec<_> = related.iter().map(|related| related.record().as_str()).collect();
        assert_eq!(records, ["J4", "J2", "J1"]);
    }
}

#[test]
fn an_outcome_becomes_the_fact_of_the_decision() {
    assert_eq!(
        Lookup::from(found("J1", Ground::Certificate, &[Note::YoFolded])),
        Lookup::Found(RecordId::new("J1".into()))
    );
    assert_eq!(Lookup::from(Outcome::NotFound), Lookup::NotFound);
    assert_eq!(Lookup::from(Outcome::Ambiguous), Lookup::Ambiguous);
    assert_eq!(Lookup::from(Outcome::Conflict), Lookup::Conflict);
}

#[test]
fn words_are_those_of_the_contract() {
    let outcomes =
        [found("J1", Ground::Snils, &[]), Outcome::NotFound, Outcome::Ambiguous, Outcome::Conflict];
    assert_eq!(
        outcomes.map(|outcome| outcome.as_str()),
        ["found", "not_found", "ambiguous", "conflict"]
    );
    assert_eq!([Ground::Snils, Ground::Certificate].map(Ground::as_str), ["snils", "certificate"]);
    let notes = [
        Note::YoFolded,
        Note::CertificateDiffers,
        Note::CertificateInAnotherRecord,
        Note::DuplicateIdentifier,
    ];
    assert_eq!(
        notes.map(Note::as_str),
        [
            "yo_folded",
            "certificate_differs",
            "certificate_in_another_record",
            "duplicate_identifier"
        ]
    );
}

// Help.

fn find(records: &[(&str, Texts<'_>)], person: Texts<'_>) -> Outcome {
    find_by(records, person, strict())
}

fn find_by(records: &[(&str, Texts<'_>)], person: Texts<'_>, policy: MatchPolicy) -> Outcome {
    index(records).find(&Evidence::from_provider(&person, Vouched::EVERYTHING), &policy)
}

fn find_vouched(records: &[(&str, Texts<'_>)], person: Texts<'_>, vouched: Vouched) -> Outcome {
    index(records).find(&Evidence::from_provider(&person, vouched), &strict())
}

fn index(records: &[(&str, Texts<'_>)]) -> Index {
    Index::new(records.iter().map(|(record, texts)| entry(record, *texts)))
}

fn entry(record: &str, texts: Texts<'_>) -> Entry {
    Entry::active(RecordId::new(record.into()), Evidence::from_journal(&texts))
}

fn pupil(id: &str) -> PupilId {
    PupilId::new(id.into())
}

fn strict() -> MatchPolicy {
    MatchPolicy::default()
}

fn found(record: &str, ground: Ground, notes: &[Note]) -> Outcome {
    Outcome::Found { record: RecordId::new(record.into()), ground, notes: notes.to_vec() }
}
