//! A disk that is full.

use crate::aftermath::{aftermath, count, rows};
use crate::place::file;
use crate::region::{Region, program};
use crate::visitor::{Visitor, location};
use crate::ways::{ROOMY, until};
use reqwest::StatusCode;
use sqlx::Row as _;
use std::process::Command;

/// The instance may make no file longer than the database is now and a few pages: to its writes the
/// disk is full. Nobody must be root for that. It is a file on either run of the tests: the disk of a
/// server is the server's own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_nothing_is_half_written_and_it_goes_on_when_there_is_room() {
    let region = Region::found_at(file("region-full")).await;
    let path = region.database.path().unwrap().display().to_string();
    let length =
        |suffix: &str| std::fs::metadata(format!("{path}{suffix}")).map_or(0, |it| it.len());
    let blocks = length("").max(length("-wal")).div_ceil(512) + 256;
    let mut limited = Command::new("sh");
    let limit = format!("trap '' XFSZ; ulimit -S -f {blocks}; exec \"$0\" \"$@\"");
    let diary = program(&["serve"], &region.path("settings"));
    limited.args(["-c", &limit]).arg(diary.get_program()).args(diary.get_args());
    let one = region.started("one", limited, &[ROOMY]);

    let mut entered = 0;
    let refused = loop {
        let mut pupil = Visitor::new();
        let begun = pupil.get(&one.at("/login")).await;
        if begun.status() == StatusCode::FORBIDDEN {
            break begun;
        }
        let back = region.stand.callback_for(&location(&begun), "granted-pupil").unwrap();
        let answer = pupil.get(&one.at(&back)).await;
        if answer.status() == StatusCode::FORBIDDEN {
            assert!(!pupil.is_signed_in());
            break answer;
        }
        entered += 1;
    };
    assert!(refused.text().await.unwrap().contains("data-message=\"M-5\""));
    assert!(one.log().contains("is the disk full?"), "{}", one.log());
    assert!(entered > 0);
    assert_eq!(count(&region, "logins").await, entered, "each that was answered, and no other");

    let room = Command::new("prlimit").args(["--fsize=unlimited", "--pid"]).arg(one.pid()).status();
    assert!(room.unwrap().success());
    let mut pupil = Visitor::new();
    until(async || {
        let begun = pupil.get(&one.at("/login")).await;
        if begun.status() == StatusCode::SEE_OTHER {
            let back = region.stand.callback_for(&location(&begun), "granted-pupil").unwrap();
            pupil.get(&one.at(&back)).await;
        }
        pupil.is_signed_in()
    })
    .await;
    drop(one);
    let check = rows(&region.database, "PRAGMA integrity_check").await;
    assert_eq!(check.first().unwrap().get::<String, _>(0), "ok");
    aftermath(&region).await;
}
