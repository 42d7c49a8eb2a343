//! The saved inputs of every fuzz target, without the fuzzer.
//!
//! Goal: what was found once stays found, on stable and at every run.
//! Method: each law over each file of its folder in `corpus/`, and over cuts of it.

use std::fs;
use std::path::Path;

fn replay(target: &str, law: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let data = fs::read(entry.unwrap().path()).unwrap();
        for cut in [data.len(), data.len() / 2, data.len() / 3] {
            law(&data[..cut]);
            law(&data[cut..]);
        }
        count += 1;
    }
    assert!(count >= 3, "{target} has {count} saved inputs");
}

macro_rules! replayed {
    ($($name:ident: $target:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            let target = stringify!($target).trim_start_matches("fuzz_");
            replay(target, fuzz::$target::law);
        }
    )*};
}

replayed! {
    a_canonical_act_record_reads_as_itself: fuzz_act_record,
    two_sides_compare_alike_either_way_and_are_found_by_a_ground: fuzz_evidence,
    a_file_of_one_person_is_read_or_refused_in_silence: fuzz_described,
    a_table_of_any_bytes_is_read_or_refused_alike_by_any_threads: fuzz_table,
    a_canonical_birth_certificate_reads_as_itself: fuzz_certificate,
    a_canonical_birth_date_reads_as_itself: fuzz_birth_date,
    a_canonical_name_reads_as_itself: fuzz_name,
    a_compact_index_is_sealed_or_refused: fuzz_compact,
    a_canonical_snils_reads_as_itself: fuzz_snils,
    a_text_is_read_alike_by_the_short_way_and_the_long: fuzz_paths,
    a_text_that_nobody_signed_is_no_token: fuzz_token,
    a_signature_alone_opens_nothing: fuzz_claims,
    a_container_that_nobody_made_is_no_signature: fuzz_cms,
    a_date_reads_as_itself_and_moves_a_clock_by_a_day_at_most: fuzz_clock,
    a_callback_without_our_state_is_no_answer: fuzz_callback,
    a_gateway_is_its_issuer_and_nobody_else: fuzz_gateway,
    a_link_of_an_answer_leads_to_the_same_person_or_nowhere: fuzz_collections,
    consents_read_back_as_they_are: fuzz_permissions,
    an_error_shows_nothing_of_its_description: fuzz_provider_error,
    a_person_answer_is_read_or_refused_in_silence: fuzz_person,
    a_log_of_any_bytes_is_judged_and_a_changed_one_is_not_sound: fuzz_log,
    a_replayed_consent_equals_the_live_one: fuzz_replay,
}

#[test]
fn the_saved_payload_that_breaks_no_check_is_accepted_and_its_neighbours_are_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/claims");
    let is_accepted =
        |name: &str| fuzz::fuzz_claims::is_accepted(&fs::read(folder.join(name)).unwrap());
    assert!(is_accepted("accepted"));
    for name in ["expired", "not-yet", "other-issuer", "subjects-differ", "twice", "negative"] {
        assert!(!is_accepted(name), "{name}");
    }
}

#[test]
fn of_the_saved_documents_that_of_our_gateway_is_read_and_its_neighbours_are_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gateway");
    let is_document =
        |name: &str| fuzz::fuzz_gateway::is_document(&fs::read(folder.join(name)).unwrap());
    assert!(is_document("document"));
    for name in ["other-issuer", "in-the-clear", "no-token", "twice", "deep", "page"] {
        assert!(!is_document(name), "{name}");
    }
}

/// The rows that are read of each saved table, and the lines that are refused; typed by hand.
#[test]
fn the_saved_tables_lose_the_rows_that_are_broken_and_no_others() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/table");
    let seen = |name: &str| fuzz::fuzz_table::seen(&fs::read(folder.join(name)).unwrap());
    for (name, rows, refused) in [
        ("commas.csv", 2, &[][..]),
        ("broken-in-the-middle.csv", 3, &[3, 5]),
        ("headers-again.csv", 2, &[3]),
        ("mixed-encodings.csv", 3, &[]),
        ("nul.csv", 2, &[3]),
        ("huge-cell.csv", 1, &[2]),
        ("quotes.csv", 2, &[]),
        ("typed.xlsx", 4, &[6]),
        ("typed-1904.xlsx", 4, &[6]),
        ("typed.parquet", 2, &[2]),
    ] {
        assert_eq!(seen(name), Some((rows, refused.to_vec())), "{name}");
    }
    for name in [
        "empty",
        "no-birth-date.csv",
        "header-twice.csv",
        "utf16.csv",
        "bomb.xlsx",
        "cut.xlsx",
        "cut.parquet",
        "old.xls",
    ] {
        assert_eq!(seen(name), None, "{name}");
    }
}
