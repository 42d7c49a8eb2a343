//! Person data: `/rs/prns/{oid}`, documents and children (esia-protocol.md 2).

use crate::faults::Fault;
use crate::routes::Routes;
use crate::state::{Access, Shared};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use esia_core::account::AccountLevel;
use families::people::{Certificate, Person, REGISTRY_OFFICE, Role};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/rs/prns/{oid}", get(person))
        .route("/rs/prns/{oid}/docs", get(documents))
        .route("/rs/prns/{oid}/docs/{id}", get(document))
        .route("/rs/prns/{oid}/kids", get(kids))
        .route("/rs/prns/{oid}/kids/{kid}", get(kid))
        .route("/rs/prns/{oid}/kids/{kid}/docs", get(kid_documents))
}

/// Query of a resource; only `embed` means something.
type Options = Query<BTreeMap<String, String>>;

/// `GET /rs/prns/{oid}`.
async fn person(
    State(shared): State<Arc<Shared>>,
    Path(oid): Path<String>,
    Query(options): Options,
    headers: HeaderMap,
) -> Response {
    if shared.faults.is_set(Fault::PersonUnavailable) {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    if shared.faults.is_set(Fault::PersonEmpty) {
        return Json(json!({})).into_response();
    }
    let view = match View::open(&shared, &headers, &oid) {
        Ok(view) => view,
        Err(denied) => return denied.into_response(),
    };
    let mut answer = view.person();
    let embed = options.get("embed").map_or("", String::as_str);
    if is_embedded(embed, "documents") && view.access.has("birth_cert_doc") {
        answer.insert("documents".into(), view.documents(true));
    }
    if is_embedded(embed, "kids") && view.access.has("kid_fullname") {
        answer.insert("kids".into(), view.kids(true));
    }
    Json(answer).into_response()
}

/// `GET /rs/prns/{oid}/docs`.
async fn documents(
    State(shared): State<Arc<Shared>>,
    Path(oid): Path<String>,
    Query(options): Options,
    headers: HeaderMap,
) -> Response {
    collection(&shared, &oid, &headers, "birth_cert_doc", |view| view.documents(has_all(&options)))
}

/// `GET /rs/prns/{oid}/docs/{id}`.
async fn document(
    State(shared): State<Arc<Shared>>,
    Path((oid, id)): Path<(String, u64)>,
    headers: HeaderMap,
) -> Response {
    match View::open_for(&shared, &headers, &oid, "birth_cert_doc") {
        Ok(view) if id == document_id(&view.person) => {
            view.person.certificate.map_or_else(not_found, |certificate| {
                Json(certificate_object(&view.person, &certificate)).into_response()
            })
        }
        Ok(_) => not_found(),
        Err(denied) => denied.into_response(),
    }
}

/// `GET /rs/prns/{oid}/kids`.
async fn kids(
    State(shared): State<Arc<Shared>>,
    Path(oid): Path<String>,
    Query(options): Options,
    headers: HeaderMap,
) -> Response {
    collection(&shared, &oid, &headers, "kid_fullname", |view| view.kids(has_all(&options)))
}

/// `GET /rs/prns/{oid}/kids/{kid}`.
async fn kid(
    State(shared): State<Arc<Shared>>,
    Path((oid, kid)): Path<(String, u64)>,
    headers: HeaderMap,
) -> Response {
    match View::open_for(&shared, &headers, &oid, "kid_fullname") {
        Ok(view) => match view.children().into_iter().find(|child| kid_id(child) == kid) {
            Some(child) => Json(view.kid(&child)).into_response(),
            None => not_found(),
        },
        Err(denied) => denied.into_response(),
    }
}

/// `GET /rs/prns/{oid}/kids/{kid}/docs`.
async fn kid_documents(
    State(shared): State<Arc<Shared>>,
    Path((oid, kid)): Path<(String, u64)>,
    headers: HeaderMap,
) -> Response {
    match View::open_for(&shared, &headers, &oid, "kid_birth_cert_doc") {
        Ok(view) => match view.children().into_iter().find(|child| kid_id(child) == kid) {
            Some(child) => Json(sized(certificates(&child))).into_response(),
            None => not_found(),
        },
        Err(denied) => denied.into_response(),
    }
}

fn collection(
    shared: &Shared,
    oid: &str,
    headers: &HeaderMap,
    scope: &str,
    body: impl FnOnce(&View<'_>) -> Value,
) -> Response {
    match View::open_for(shared, headers, oid, scope) {
        Ok(view) => Json(body(&view)).into_response(),
        Err(denied) => denied.into_response(),
    }
}

/// Why a resource is not shown.
enum Denied {
    /// 401 `ESIA-005011`: no token, or an unknown or expired one.
    Token,
    /// 403: another person's data, or a scope that was not granted.
    Grant,
}

impl Denied {
    fn into_response(self) -> Response {
        let (status, code, message) = match self {
            Self::Token => {
                (StatusCode::UNAUTHORIZED, "ESIA-005011", "SecurityErrorEnum.invalidToken")
            }
            Self::Grant => (StatusCode::FORBIDDEN, "ESIA-005009", "SecurityErrorEnum.noGrants"),
        };
        (status, Json(json!({ "code": code, "message": message }))).into_response()
    }
}

fn not_found() -> Response {
    StatusCode::NOT_FOUND.into_response()
}

/// What one access token may see.
struct View<'s> {
    shared: &'s Shared,
    access: Access,
    person: Person,
}

impl<'s> View<'s> {
    /// A token opens the data of its own person alone.
    fn open(shared: &'s Shared, headers: &HeaderMap, oid: &str) -> Result<Self, Denied> {
        let token = bearer(headers).ok_or(Denied::Token)?;
        let now = shared.clock.now();
        let found = shared.register().access.get(token).cloned();
        let access = found.filter(|access| access.expires_at > now).ok_or(Denied::Token)?;
        if access.oid.to_string() != oid {
            return Err(Denied::Grant);
        }
        let person = shared.person(access.oid).ok_or(Denied::Token)?;
        Ok(Self { shared, access, person })
    }

    fn open_for(
        shared: &'s Shared,
        headers: &HeaderMap,
        oid: &str,
        scope: &str,
    ) -> Result<Self, Denied> {
        let view = Self::open(shared, headers, oid)?;
        if view.access.has(scope) { Ok(view) } else { Err(Denied::Grant) }
    }

    fn person(&self) -> Map<String, Value> {
        let person = &self.person;
        let mut answer = Map::new();
        let mut put = |key: &str, value: Value| {
            answer.insert(key.into(), value);
        };
        put("stateFacts", json!(["EntityRoot"]));
        put("eTag", json!("5374616E64"));
        put("trusted", json!(person.account == AccountLevel::Confirmed));
        put("status", json!("REGISTERED"));
        put("verifying", json!(false));
        put("citizenship", json!("RUS"));
        put("updatedOn", json!(self.shared.clock.now().timestamp()));
        put("containsUpCfmCode", json!(false));
        put("rfgUOperatorCheck", json!(false));
        put("kidAccCreatedByParent", json!(person.account == AccountLevel::Child));
        put_person(&mut answer, person, |scope| self.access.has(scope));
        answer
    }

    fn documents(&self, as_objects: bool) -> Value {
        if as_objects {
            return sized(certificates(&self.person));
        }
        let path = format!("{}/docs", self.path());
        sized(
            self.person.certificate.map(|_| json!(format!("{path}/{}", document_id(&self.person)))),
        )
    }

    fn kids(&self, as_objects: bool) -> Value {
        let element = |child: &Person| {
            if as_objects {
                self.kid(child)
            } else {
                json!(format!("{}/kids/{}", self.path(), kid_id(child)))
            }
        };
        sized(self.children().iter().map(element))
    }

    /// Children of a confirmed parent, as far as the registry knows them.
    fn children(&self) -> Vec<Person> {
        match (self.person.role, self.person.account) {
            (Role::Parent, AccountLevel::Confirmed) => self.shared.children_of(&self.person),
            _ => Vec::new(),
        }
    }

    fn kid(&self, child: &Person) -> Value {
        let mut kid = Map::new();
        kid.insert("stateFacts".into(), json!(["Identifiable"]));
        kid.insert("id".into(), json!(kid_id(child)));
        kid.insert("trusted".into(), json!(false));
        put_person(&mut kid, child, |scope| self.access.has(&format!("kid_{scope}")));
        if self.access.has("kid_birth_cert_doc") {
            kid.insert("documents".into(), sized(certificates(child)));
        }
        Value::Object(kid)
    }

    fn path(&self) -> String {
        format!("{}/rs/prns/{}", self.shared.base_url, self.person.oid)
    }
}

/// The fields of a person that the scopes allow.
fn put_person(answer: &mut Map<String, Value>, person: &Person, may: impl Fn(&str) -> bool) {
    if may("fullname") {
        answer.insert("firstName".into(), json!(person.first_name));
        answer.insert("lastName".into(), json!(person.last_name));
        if let Some(middle_name) = person.middle_name {
            answer.insert("middleName".into(), json!(middle_name));
        }
    }
    if may("birthdate") {
        let date = person.birth_date.format("%d.%m.%Y").to_string();
        answer.insert("birthDate".into(), json!(date));
    }
    if may("gender") {
        answer.insert("gender".into(), json!(person.gender.letter()));
    }
    if may("snils") {
        answer.insert("snils".into(), json!(person.snils));
    }
}

fn certificates(person: &Person) -> Option<Value> {
    person.certificate.map(|certificate| certificate_object(person, &certificate))
}

fn certificate_object(person: &Person, certificate: &Certificate) -> Value {
    let status = match person.account {
        AccountLevel::Child | AccountLevel::Confirmed => "VERIFIED",
        AccountLevel::Simplified | AccountLevel::Standard => "NOT_VERIFIED",
    };
    json!({
        "stateFacts": ["EntityRoot"],
        "id": document_id(person),
        "type": "RF_BRTH_CERT",
        "vrfStu": status,
        "series": certificate.series,
        "number": certificate.number,
        "issueDate": certificate.issued.format("%d.%m.%Y").to_string(),
        "issuedBy": REGISTRY_OFFICE,
        "actNo": certificate.act_number,
        "actDate": certificate.act_date.format("%d.%m.%Y").to_string(),
        "eTag": "446F63",
    })
}

fn sized(elements: impl IntoIterator<Item = Value>) -> Value {
    let elements: Vec<Value> = elements.into_iter().collect();
    let size = elements.len();
    json!({ "stateFacts": ["hasSize"], "size": size, "eTag": "53697A65", "elements": elements })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// Whether `?embed=(elements)` asks for objects in place of addresses.
fn has_all(options: &BTreeMap<String, String>) -> bool {
    options.get("embed").is_some_and(|embed| names(embed).any(|name| stem(name) == "elements"))
}

/// Whether `embed=(documents.elements,…)` names a collection.
fn is_embedded(embed: &str, collection: &str) -> bool {
    names(embed).any(|name| {
        name.split_once('.').is_some_and(|(of, what)| of == collection && stem(what) == "elements")
    })
}

fn names(embed: &str) -> impl Iterator<Item = &str> {
    let inner = embed.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or("");
    inner.split(',').map(str::trim)
}

/// `elements-1` picks a schema version; the stand has one.
fn stem(name: &str) -> &str {
    name.split_once('-').map_or(name, |(stem, _)| stem)
}

/// The card in the parent's profile has a number of its own, which is not the child's account.
const fn kid_id(child: &Person) -> u64 {
    child.oid.wrapping_add(70_000_000)
}

const fn document_id(person: &Person) -> u64 {
    person.oid.wrapping_add(30_000_000)
}
