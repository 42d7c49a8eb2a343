//! Goal: nothing personal and no secret reaches the log (T-15).
//!
//! Method: everything the stand logs in this whole test program is kept and searched.

use crate::diary::Diary;
use families::people::people;
use gosuslugi_stand::Act;
use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Keeper;

impl Write for Keeper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Keeps what the stand logs from now on, at every level.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_env_filter("gosuslugi_stand=trace")
            .with_writer(|| Keeper)
            .init();
    });
}

/// What was logged so far.
pub(crate) fn kept() -> String {
    String::from_utf8(LOG.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap()
}

#[tokio::test]
async fn the_log_holds_the_acts_and_nothing_personal() {
    let diary = Diary::start().await;
    let tokens = diary.tokens_for("granted-pupil").await;
    let access_token = tokens["access_token"].as_str().unwrap();
    diary.get("/rs/prns/1000900001", access_token).await;
    diary.get("/rs/prns/1000900001", "wrong").await;
    diary
        .stand
        .act("withdrawal-mother", "withdrawal-pupil", crate::diary::CLIENT, Act::Withdraw)
        .unwrap();
    let code = diary.code_for("adult-pupil");
    let (own, wide) = (1_000_900_002, "/rs/prns/1000900002");
    let mother = diary.tokens_for("granted-mother").await["access_token"].clone();
    let mother = mother.as_str().unwrap();
    for path in ["", "/", "/ctts", "/addrs", "/docs", "/kids", "/vhls", "/docs/1", "/nothing"] {
        diary.get(&format!("{wide}{path}?embed=(elements)"), mother).await;
    }
    let (_, kids) = diary.get(&format!("{wide}/kids?embed=(elements)"), mother).await;
    let kid = kids["elements"][0]["id"].as_u64().unwrap();
    diary.get(&format!("{wide}/kids/{kid}/docs"), mother).await;
    let issued = format!("/esia-rs/api/public/v1/prns/{own}/issued/permissions/digital/scopes");
    diary.get(&issued, mother).await;
    let old = diary.code_request(&diary.fields()).replace("/v2/ac", "/ac");
    diary.http.get(old).send().await.unwrap();
    diary.post_to("/aas/oauth2/te", &diary.form(&diary.fields())).await;

    let log = String::from_utf8(LOG.lock().unwrap().clone()).unwrap();
    let acts = ["code issued", "tokens issued", "an act in the cabinet", "person data refused"];
    for act in acts {
        assert!(log.contains(act), "{act}");
    }
    for secret in [access_token, code.as_str(), mother, crate::diary::SECRET] {
        assert!(!log.contains(secret));
    }
    for person in people(crate::diary::now().date_naive()) {
        let oid = person.oid.to_string();
        for personal in [person.last_name, person.first_name, person.snils, person.key, &oid] {
            assert!(!log.contains(personal), "{}", person.key);
        }
    }
}
