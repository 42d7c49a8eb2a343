//! Goal: settings that cannot be used stop the start, all at once, each by its key and without its
//! value; the example file starts an instance as it stands.
//! Method: texts with one thing wrong each, and the program itself.

use crate::region::{PASSWORD, Region, program};
use crate::visitor::Visitor;
use diary::config::{Config, EXAMPLE, KEYS, Unsaid};
use std::collections::BTreeMap;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// The settings of a region, and what is wrong once a text in them is another.
fn wrong(region: &Region, from: &str, to: &str) -> Vec<(String, Option<usize>, String)> {
    let text = std::fs::read_to_string(region.path("settings")).unwrap();
    assert!(text.contains(from), "{from} is in\n{text}");
    wrong_in(&text.replace(from, to), region.folder.path(), &[])
}

fn wrong_in(
    text: &str,
    folder: &Path,
    given: &[(&str, &str)],
) -> Vec<(String, Option<usize>, String)> {
    let given = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    match Config::parse(text, folder, given) {
        Ok(_) => Vec::new(),
        Err(error) => {
            let all = error.all().iter();
            all.map(|it| (it.key().to_owned(), it.line(), it.to_string())).collect()
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_value_that_cannot_be_used_is_named_by_its_line_and_its_key() {
    let region = Region::found("wrong").await;
    assert_eq!(wrong(&region, "simulated", "simulated"), []);
    let stand = format!("base_url = \"{}\"", region.stand.base_url());
    for (from, to, line, key) in [
        ("127.0.0.1:0", "everywhere", 2, "server.listen"),
        ("https://diary.example", "http://diary.example", 3, "server.public_url"),
        ("https://diary.example", "https://diary.example/school", 3, "server.public_url"),
        ("drain_seconds = 0", "drain_seconds = 601", 4, "server.drain_seconds"),
        ("drain_seconds = 0", "drain_seconds = 1.5", 4, "server.drain_seconds"),
        ("drain_seconds", "drian_seconds", 4, "server.drian_seconds"),
        ("[server]\n", "[server]\n[extra]\na = 1\n", 3, "extra.a"),
        ("\"simulated\"", "\"production\"", 9, "esia.base_url"),
        (&stand, "base_url = \"http://esia.example\"", 9, "esia.base_url"),
        (&stand, "base_url = \"https://esia.gosuslugi.ru\"", 9, "esia.base_url"),
        ("ELSH01721", "", 10, "esia.client_id"),
        ("esia.pem", "nothing.pem", 11, "esia.provider_certificate_files"),
        ("esia.pem", "consents.secret", 11, "esia.provider_certificate_files"),
        ("client.der", "client.key.pem", 12, "esia.certificate_file"),
        ("\"insecure_key\"", "\"key\"", 14, "signer.kind"),
        ("client.key.pem", "client.der", 15, "signer.key_file"),
        ("[consents]\n", "[consents]\nca_file = \"client.der\"\n", 17, "consents.ca_file"),
        ("consents.secret", "nothing", 18, "consents.secret_file"),
    ] {
        let found = wrong(&region, from, to);
        assert!(found.iter().any(|it| it.0 == key && it.1 == Some(line)), "{to}: {found:?}");
        let is_repeated = |it: &&(String, Option<usize>, String)| {
            it.2.contains("esia.example") || it.2.contains("everywhere")
        };
        assert_eq!(found.iter().find(is_repeated), None, "an error repeats a value");
    }
}

/// T-10: a key in this process is for stands alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn production_takes_no_key_in_this_process_and_no_address_but_its_own() {
    let region = Region::found("production").await;
    let found = wrong(&region, "\"simulated\"", "\"production\"");
    let keys: Vec<_> = found.iter().map(|it| it.0.as_str()).collect();
    assert!(keys.contains(&"signer.kind") && keys.contains(&"esia.base_url"), "{found:?}");
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let needed: Vec<_> = KEYS.iter().filter(|key| key.unsaid == Unsaid::Refused).collect();
    let found = wrong_in("", Path::new("."), &[]);
    assert_eq!(found.len(), needed.len());
    for key in needed {
        let said = found.iter().find(|it| it.0 == key.name).expect(key.name);
        assert!(said.2.contains(&key.variable()), "{}", said.2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_environment_goes_before_the_file_and_is_refused_like_it() {
    let region = Region::found("environment").await;
    let text = std::fs::read_to_string(region.path("settings")).unwrap();
    let of = |given: &[(&str, &str)]| wrong_in(&text, region.folder.path(), given);
    assert_eq!(of(&[("DIARY_LOGINS_HOURS", "2"), ("DIARY_PORT_8080_TCP", "of somebody else")]), []);
    assert_eq!(of(&[("DIARY_LOGINS_HOURS", "25")])[0].0, "logins.hours");
    assert!(of(&[("DIARY_LOGINS_HOUSR", "2")])[0].2.contains("DIARY_LOGINS_HOUSR"));
    let certificates = region.path("esia.pem").display().to_string();
    let both = format!("{certificates},{certificates}");
    assert_eq!(of(&[("DIARY_ESIA_PROVIDER_CERTIFICATE_FILES", &both)]), []);
    let place = |given: &[(&str, &str)]| {
        let given = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::parse(&text, region.folder.path(), given).unwrap().database.engine()
    };
    assert_eq!(of(&[("DATABASE_URL", "postgres://diary@db.example/diary")])[0].0, "database.url");
    let url = ("DATABASE_URL", "postgres://diary@127.0.0.1/diary");
    assert_eq!(place(&[url]), diary::place::Engine::Postgres);
    let own = ("DIARY_DATABASE_URL", "a.db");
    assert_eq!(place(&[url, own]), diary::place::Engine::Sqlite, "the more special one counts");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_that_is_empty_or_open_to_everybody_is_refused() {
    let region = Region::found("secrets").await;
    for name in ["consents.secret", "client.key.pem"] {
        std::fs::set_permissions(region.path(name), Permissions::from_mode(0o644)).unwrap();
        let found = wrong(&region, "simulated", "simulated");
        assert!(found[0].2.contains("chmod"), "{name}: {found:?}");
        std::fs::set_permissions(region.path(name), Permissions::from_mode(0o640)).unwrap();
        assert_eq!(wrong(&region, "simulated", "simulated"), [], "{name}");
    }
    std::fs::write(region.path("consents.secret"), "\n").unwrap();
    assert!(wrong(&region, "simulated", "simulated")[0].2.contains("empty"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_names_everything_that_is_wrong_and_ends_with_2() {
    let region = Region::found("program").await;
    let text = std::fs::read_to_string(region.path("settings")).unwrap();
    let text = text.replace("127.0.0.1:0", "geheim").replace("drain_seconds", "drian_seconds");
    std::fs::write(region.path("wrong"), text).unwrap();
    for command in ["serve", "check"] {
        let done = program(&[command], &region.path("wrong")).output().unwrap();
        assert_eq!(done.status.code(), Some(2), "{command}");
        let said = String::from_utf8(done.stderr).unwrap();
        for word in ["line 2, server.listen", "line 4, server.drian_seconds"] {
            assert!(said.contains(word), "{command}: {said}");
        }
        assert!(!said.contains("geheim"), "{said}");
    }
    let done = program(&["check"], &region.path("settings")).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// The values of the example, and those that it shows behind a `#`.
fn keys_of_the_example() -> BTreeMap<String, (bool, String)> {
    let mut keys = BTreeMap::new();
    let mut section = "";
    for line in EXAMPLE.lines() {
        if let Some(name) = line.strip_prefix('[').filter(|rest| rest.ends_with(']')) {
            section = name.trim_end_matches(']');
        }
        let bare = line.strip_prefix("# ");
        let Some((name, value)) = bare.unwrap_or(line).split_once(" = ") else { continue };
        if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            let value = value.split("  ").next().unwrap().trim().to_owned();
            keys.insert(format!("{section}.{name}"), (bare.is_none(), value));
        }
    }
    keys
}

#[test]
fn the_example_shows_every_key_and_what_holds_without_it() {
    let mut shown = keys_of_the_example();
    for key in KEYS {
        let (is_given, value) = shown.remove(key.name).expect(key.name);
        match key.unsaid {
            Unsaid::Refused => assert!(is_given, "{} is given", key.name),
            Unsaid::Nothing => {}
            Unsaid::Is(unsaid) => {
                assert!(!is_given, "{} is left out", key.name);
                assert_eq!(value.trim_matches('"'), unsaid, "{}", key.name);
            }
        }
    }
    assert!(shown.is_empty(), "no keys: {shown:?}");
}

/// The example stands beside the files of a region, whose addresses the environment gives.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_starts_from_the_example() {
    let region = Region::found("example").await;
    let settings = std::fs::read_to_string(region.path("settings")).unwrap();
    std::fs::write(region.path("settings"), EXAMPLE).unwrap();
    std::fs::copy(region.path("client.der"), region.path("client.pem")).unwrap();
    let database = settings.lines().find_map(|line| line.strip_prefix("url = \"")).unwrap();
    let stand = region.stand.base_url().to_owned();
    let one = region.instance_with(
        "one",
        &[
            ("DATABASE_URL", database.trim_end_matches('"')),
            ("DIARY_SERVER_LISTEN", "127.0.0.1:0"),
            ("DIARY_ESIA_BASE_URL", &stand),
            ("DIARY_CONSENTS_URL", &stand),
        ],
    );
    let mut visitor = Visitor::new();
    assert!(visitor.get(&one.at("/readyz")).await.status().is_success());
    let page = visitor.page(&one.at("/")).await;
    assert!(!page.contains("granted"), "nobody is invented");
}

/// The first of the staff comes from the command line, everybody and everything else from the desk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_of_the_staff_is_hired_by_a_command() {
    let region = Region::found("staff").await;
    std::fs::write(region.path("password"), format!("{PASSWORD}\n")).unwrap();
    let password = region.path("password").display().to_string();
    let words =
        |login| ["staff", "add", login, "--name", "Первая", "--role", "head", "--password-file"];
    let mut add = program(&words("first"), &region.path("settings"));
    let done = add.arg("--password-file").output();
    assert!(!done.unwrap().status.success(), "a file must be named");
    let mut command: Vec<&str> = words("first").to_vec();
    command.push(&password);
    let done = program(&command, &region.path("settings")).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let one = region.instance("one");
    let mut head = Visitor::new();
    head.sit_down(&crate::region::At(&region, &one), "first").await;
    std::fs::write(region.path("password"), "short").unwrap();
    let done = program(&command, &region.path("settings")).output().unwrap();
    assert_eq!(done.status.code(), Some(2));
}
