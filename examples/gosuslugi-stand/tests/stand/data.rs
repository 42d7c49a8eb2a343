//! Person, documents and children.

use crate::diary::{Diary, Fields, parameter};
use chrono::TimeDelta;
use families::people::person;
use gosuslugi_stand::{Config, PersonShape};
use serde_json::{Value, json};

async fn token(diary: &Diary, person: &str) -> String {
    diary.tokens_for(person).await["access_token"].as_str().unwrap().to_owned()
}

async fn narrow_token(diary: &Diary, scope: &str, person: &str) -> String {
    let request = Fields { scope: scope.into(), ..diary.fields() };
    let back = diary.stand.callback_for(&diary.code_request(&request), person).unwrap();
    let code = parameter(&back, "code").unwrap();
    let exchange = Fields { scope: scope.into(), code, ..diary.fields() };
    let (_, answer) = diary.post(&diary.form(&exchange)).await;
    answer["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_is_shown_in_esia_s_words() {
    let diary = Diary::start().await;
    let token = token(&diary, "granted-pupil").await;
    let (status, answer) = diary.get("/rs/prns/1000900001", &token).await;
    assert_eq!(status, 200);
    let born = person("granted-pupil", crate::diary::now().date_naive()).unwrap().birth_date;
    assert_eq!(answer["lastName"], "Примеров");
    assert_eq!(answer["firstName"], "Пётр");
    assert_eq!(answer["middleName"], "Ильич");
    assert_eq!(answer["birthDate"], born.format("%d.%m.%Y").to_string());
    assert_eq!(answer["snils"], "100-001-107 23");
    assert_eq!(answer["gender"], "M");
    assert_eq!(answer["trusted"], false);
    assert_eq!(answer["kidAccCreatedByParent"], true);
    assert_eq!(answer["status"], "REGISTERED");
    assert!(answer.get("documents").is_none());
}

#[tokio::test]
async fn a_missing_patronymic_is_absent() {
    let diary = Diary::start().await;
    let token = token(&diary, "plain-pupil").await;
    let oid = person("plain-pupil", crate::diary::now().date_naive()).unwrap().oid;
    let (_, answer) = diary.get(&format!("/rs/prns/{oid}"), &token).await;
    assert_eq!(answer["firstName"], "Ника");
    assert!(answer.get("middleName").is_none());
}

#[tokio::test]
async fn the_fields_follow_the_scopes() {
    let diary = Diary::start().await;
    let token = narrow_token(&diary, "openid birthdate", "granted-pupil").await;
    let (_, answer) = diary.get("/rs/prns/1000900001", &token).await;
    assert!(answer.get("birthDate").is_some());
    for hidden in ["lastName", "firstName", "middleName", "snils", "gender"] {
        assert!(answer.get(hidden).is_none(), "{hidden}");
    }
    for path in ["docs", "kids"] {
        let (status, _) = diary.get(&format!("/rs/prns/1000900001/{path}"), &token).await;
        assert_eq!(status, 403, "{path}");
    }
}

#[tokio::test]
async fn a_token_opens_its_own_person_alone_and_not_for_ever() {
    let diary = Diary::start().await;
    let token = token(&diary, "granted-pupil").await;
    assert_eq!(diary.get("/rs/prns/1000900002", &token).await.0, 403);
    assert_eq!(diary.get("/rs/prns/01000900001", &token).await.0, 403);
    let (status, answer) = diary.get("/rs/prns/1000900001", "invented").await;
    assert_eq!(status, 401);
    assert_eq!(
        answer,
        json!({ "code": "ESIA-005011", "message": "SecurityErrorEnum.invalidToken" })
    );
    diary.stand.advance(TimeDelta::seconds(3601));
    assert_eq!(diary.get("/rs/prns/1000900001", &token).await.0, 401);
}

#[tokio::test]
async fn documents_are_addresses_or_objects() {
    let diary = Diary::start().await;
    let token = token(&diary, "granted-pupil").await;
    let (_, links) = diary.get("/rs/prns/1000900001/docs", &token).await;
    assert_eq!(
        (links["size"].as_u64(), links["stateFacts"][0].as_str()),
        (Some(1), Some("hasSize"))
    );
    let link = links["elements"][0].as_str().unwrap();
    let path = link.strip_prefix(diary.stand.base_url()).unwrap();
    let (_, single) = diary.get(path, &token).await;
    let (_, objects) = diary.get("/rs/prns/1000900001/docs?embed=(elements)", &token).await;
    assert_eq!(objects["elements"], json!([single]));
    assert_eq!(single["type"], "RF_BRTH_CERT");
    assert_eq!(single["vrfStu"], "VERIFIED");
    assert_eq!(
        (single["series"].as_str(), single["number"].as_str()),
        (Some("II-ТС"), Some("100101"))
    );
    assert_eq!(single["actNo"], "1001");
    let whole = "/rs/prns/1000900001?embed=(documents.elements-1,kids.elements)";
    let (_, whole) = diary.get(whole, &token).await;
    assert_eq!(whole["documents"]["elements"], objects["elements"]);
    assert_eq!(whole["kids"]["size"], 0);
}

#[tokio::test]
async fn a_simplified_account_has_nothing_verified() {
    let diary = Diary::start().await;
    let oid = person("simplified-teen", crate::diary::now().date_naive()).unwrap().oid;
    let token = token(&diary, "simplified-teen").await;
    let (_, answer) = diary.get(&format!("/rs/prns/{oid}/docs?embed=(elements)"), &token).await;
    assert_eq!(answer["elements"][0]["vrfStu"], "NOT_VERIFIED");
}

#[tokio::test]
async fn a_parent_sees_the_children_under_numbers_of_their_own() {
    let diary = Diary::start().await;
    let mother = person("twins-mother", crate::diary::now().date_naive()).unwrap().oid;
    let token = token(&diary, "twins-mother").await;
    let (_, answer) = diary.get(&format!("/rs/prns/{mother}/kids?embed=(elements)"), &token).await;
    let names: Vec<&Value> =
        answer["elements"].as_array().unwrap().iter().map(|kid| &kid["firstName"]).collect();
    assert_eq!(names, ["Мария", "Марина"]);
    let kid = &answer["elements"][0];
    assert_eq!(kid["documents"]["elements"][0]["type"], "RF_BRTH_CERT");
    let account = person("twin-first", crate::diary::now().date_naive()).unwrap().oid;
    let id = kid["id"].as_u64().unwrap();
    assert_ne!(id, account);
    let (_, documents) = diary.get(&format!("/rs/prns/{mother}/kids/{id}/docs"), &token).await;
    assert_eq!(documents["elements"], kid["documents"]["elements"]);
    let (_, links) = diary.get(&format!("/rs/prns/{mother}/kids"), &token).await;
    let link = links["elements"][1].as_str().unwrap();
    let (_, second) = diary.get(link.strip_prefix(diary.stand.base_url()).unwrap(), &token).await;
    assert_eq!(second["firstName"], "Марина");
    // Gender was not asked for.
    assert!(kid.get("gender").is_none());
    assert_eq!(diary.get(&format!("/rs/prns/{mother}/kids/1/docs"), &token).await.0, 404);
}

const EVERYTHING: &str = "openid fullname birthdate birthplace gender snils inn id_doc \
                          birth_cert_doc contacts addresses vehicles kid_fullname kid_birthdate \
                          kid_snils kid_birth_cert_doc";

/// A stand whose client has every scope that is tried here, with these settings.
async fn wide(config: Config) -> Diary {
    Diary::start_as(config, |client| client.with_scopes(&format!("{EVERYTHING} email mobile")))
        .await
}

#[tokio::test]
async fn one_request_brings_everything() {
    let diary = wide(Config::default()).await;
    let token = narrow_token(&diary, EVERYTHING, "granted-mother").await;
    let embed = "(contacts.elements,addresses.elements,documents.elements-1,vehicles.elements,\
                 kids.elements,organizations.elements)";
    let (status, whole) = diary.get(&format!("/rs/prns/1000900002?embed={embed}"), &token).await;
    assert_eq!(status, 200);
    assert_eq!(whole["contacts"]["size"], 3);
    assert_eq!(whole["contacts"]["elements"][1]["value"], "+7(900)0000002");
    assert_eq!(whole["contacts"]["elements"][1]["vrfStu"], "VERIFIED");
    let types = |collection: &str| {
        let elements = whole[collection]["elements"].as_array().unwrap();
        elements.iter().map(|it| it["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(types("addresses"), ["PLV", "PRG"]);
    assert_eq!(types("documents").last().unwrap(), "RF_PASSPORT");
    assert_eq!(whole["rIdDoc"], whole["documents"]["elements"][1]["id"]);
    assert_eq!(whole["vehicles"]["size"], 0);
    assert_eq!(whole["kids"]["elements"][0]["firstName"], "Пётр");
    assert!(whole.get("organizations").is_none());
    // Each collection at its own address is the same.
    for (name, path) in [("contacts", "ctts"), ("addresses", "addrs"), ("kids", "kids")] {
        let path = format!("/rs/prns/1000900002/{path}?embed=(elements)");
        assert_eq!(diary.get(&path, &token).await.1, whole[name], "{name}");
    }
}

#[tokio::test]
async fn every_address_of_a_collection_leads_to_its_object() {
    let diary = wide(Config::default()).await;
    let token = narrow_token(&diary, EVERYTHING, "granted-mother").await;
    for path in ["ctts", "addrs", "docs", "kids"] {
        let path = format!("/rs/prns/1000900002/{path}");
        let (_, links) = diary.get(&path, &token).await;
        let (_, objects) = diary.get(&format!("{path}?embed=(elements)"), &token).await;
        assert_eq!(links["size"], objects["size"], "{path}");
        for (link, object) in links["elements"]
            .as_array()
            .unwrap()
            .iter()
            .zip(objects["elements"].as_array().unwrap())
        {
            let own = link.as_str().unwrap().strip_prefix(diary.stand.base_url()).unwrap();
            assert_eq!(diary.get(own, &token).await.1, *object);
        }
    }
    assert_eq!(diary.get("/rs/prns/1000900002/docs/1", &token).await.0, 404);
    assert_eq!(diary.get("/rs/prns/1000900002/things", &token).await.0, 404);
}

#[tokio::test]
async fn contacts_and_papers_open_by_their_own_scopes() {
    let diary = wide(Config::default()).await;
    let (mother, pupil, deputy) = ("granted-mother", "granted-pupil", "deputy-head");
    let cases = [
        (mother, "openid email", "1000900002/ctts", vec!["EML"]),
        (mother, "openid mobile", "1000900002/ctts", vec!["MBT"]),
        (mother, "openid contacts", "1000900002/ctts", vec!["EML", "MBT", "PHN"]),
        (mother, "openid id_doc", "1000900002/docs", vec!["RF_PASSPORT"]),
        (pupil, "openid birth_cert_doc", "1000900001/docs", vec!["RF_BRTH_CERT"]),
        (deputy, "openid birth_cert_doc", "1000900041/docs", vec!["OLD_BRTH_CERT"]),
    ];
    for (person, scope, path, expected) in cases {
        let token = narrow_token(&diary, scope, person).await;
        let path = format!("/rs/prns/{path}?embed=(elements)");
        let (_, answer) = diary.get(&path, &token).await;
        let elements = answer["elements"].as_array().unwrap();
        let types: Vec<_> = elements.iter().map(|it| it["type"].as_str().unwrap()).collect();
        assert_eq!(types, expected, "{scope}");
    }
    let token = narrow_token(&diary, "openid fullname", "granted-mother").await;
    for path in ["ctts", "addrs", "docs", "vhls", "kids"] {
        let (status, answer) = diary.get(&format!("/rs/prns/1000900002/{path}"), &token).await;
        assert_eq!(status, 403, "{path}");
        assert_eq!(answer["code"], "ESIA-007019", "{path}");
    }
}

#[tokio::test]
async fn a_person_has_either_of_the_two_shapes() {
    for (shape, birth_place, flag) in [
        (PersonShape::Of2018, Some("г Вымышленск"), None),
        (PersonShape::Of2025, None, Some(false)),
    ] {
        let diary = wide(Config::default().with_person_shape(shape)).await;
        let token = narrow_token(&diary, EVERYTHING, "granted-mother").await;
        let (_, person) = diary.get("/rs/prns/1000900002", &token).await;
        assert_eq!(person.get("birthPlace").and_then(Value::as_str), birth_place);
        assert_eq!(person.get("kidAccCreatedByParent").and_then(Value::as_bool), flag);
        assert_eq!(person.get("rfgUOperatorCheck").and_then(Value::as_bool), flag);
        assert_eq!(person["inn"], "000000000002");
    }
}

#[tokio::test]
async fn a_slash_behind_the_person_changes_nothing() {
    let diary = Diary::start().await;
    let token = token(&diary, "granted-pupil").await;
    let one = diary.get("/rs/prns/1000900001", &token).await;
    assert_eq!(diary.get("/rs/prns/1000900001/", &token).await, one);
}
