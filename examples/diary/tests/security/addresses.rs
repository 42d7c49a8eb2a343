//! Every address of the diary, with a name that exists in place of each parameter; and what holds
//! for all of them: headers, and where they lead.

use crate::desk::waiting_work;
use crate::school::School;
use crate::visitor::{Visitor, field, location};
use diary::app::addresses;
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Method, StatusCode};

/// A browser in which a pupil, a parent and the head of the school are signed in at once.
pub(crate) async fn everybody(school: &School) -> Visitor {
    let mut pupil = Visitor::new();
    let back = pupil.grant(school, "granted-pupil").await;
    assert_eq!(location(&pupil.get(&back).await), "/diary");
    let mut parent = Visitor::new();
    parent.family(school, "granted-mother").await;
    let mut head = Visitor::new();
    head.sit_down(school, "head").await;
    pupil.cookies.extend(parent.cookies);
    pupil.cookies.extend(head.cookies);
    pupil
}

/// Every address with what exists; [`addresses`] is what the router is made from.
pub(crate) async fn every(school: &School) -> Vec<String> {
    let work = waiting_work(school).await;
    let filled = addresses().into_iter().map(|(path, _)| match path {
        "/family/{record}" | "/desk/records/{id}" => path.replace(between(path), "J01"),
        "/desk/cases/{id}" | "/desk/cases/{id}/explain" | "/desk/cases/{id}/close" => {
            path.replace(between(path), &work.case)
        }
        "/desk/changes/{id}" => path.replace(between(path), &work.change),
        "/desk/upload/{id}" => path.replace(between(path), &work.upload),
        other => other.to_owned(),
    });
    let filled: Vec<String> = filled.collect();
    let bare = filled.iter().find(|path| path.contains('{'));
    assert_eq!(bare, None, "a new address with a parameter needs one that exists");
    assert!(filled.len() > 30, "the list is the router's");
    filled
}

fn between(path: &str) -> &str {
    let (start, end) = (path.find('{').unwrap(), path.find('}').unwrap());
    path.get(start..=end).unwrap()
}

fn is_protected(headers: &HeaderMap, is_https: bool) -> Result<(), &'static str> {
    let of = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
    let policy = of("content-security-policy");
    for part in
        ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]
    {
        if !policy.contains(part) {
            return Err("content-security-policy");
        }
    }
    if policy.contains("unsafe") || policy.contains('*') {
        return Err("a lax policy");
    }
    for (name, value) in [
        ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        if of(name) != value {
            return Err(name);
        }
    }
    if !of("permissions-policy").contains("camera=()") {
        return Err("permissions-policy");
    }
    if headers.contains_key("server") || headers.contains_key("x-powered-by") {
        return Err("who serves is told");
    }
    match (is_https, of("strict-transport-security")) {
        (true, "max-age=31536000") | (false, "") => Ok(()),
        (true | false, _) => Err("strict-transport-security"),
    }
}

/// T-15: no answer is kept on the way, framed or read as something else, refusals and errors
/// included, and none is in the words of the frame.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_carries_the_protective_headers_and_every_error_is_our_page() {
    for is_https in [false, true] {
        let name = if is_https { "sec-headers-https" } else { "sec-headers" };
        let school = School::open_with(name, |settings| settings.secure_cookies = is_https).await;
        let mut visitors = vec![Visitor::new()];
        let mut paths: Vec<String> =
            ["/nothing", "/desk/nothing", "/desk/cases/%00", "/family/%FF"]
                .map(str::to_owned)
                .into();
        if is_https {
            // The helpers read cookies by their names without the prefix.
            paths.extend(addresses().iter().map(|(path, _)| (*path).to_owned()));
        } else {
            paths.extend(every(&school).await);
            visitors.push(everybody(&school).await);
        }
        for visitor in &mut visitors {
            for path in &paths {
                for method in [Method::GET, Method::POST, Method::PUT, Method::OPTIONS] {
                    for query in ["", "?week=%FF&class=%00&code=1&state=1&case='"] {
                        let address = school.url(&format!("{path}{query}"));
                        let (cookies, method) = (visitor.cookies.clone(), method.clone());
                        let response = visitor.send(method.clone(), &address, &[]).await;
                        visitor.cookies = cookies;
                        let told = format!("{method} {path}{query}");
                        let headers = response.headers().clone();
                        assert_eq!(is_protected(&headers, is_https), Ok(()), "{told}");
                        let status = response.status();
                        assert!(!status.is_server_error(), "{told}: {status}");
                        if status.is_client_error() {
                            let page = response.text().await.unwrap();
                            assert!(page.contains("<html lang=\"ru\">"), "{told}: {status} {page}");
                        }
                    }
                }
            }
        }
    }
}

/// T-11: wherever an address is written, a redirect leads to a page of ours or to ESIA.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_redirect_leads_where_a_request_says() {
    let school = School::open("sec-redirect").await;
    let mut visitor = everybody(&school).await;
    let (signed_in, stand) = (visitor.cookies.clone(), school.stand("/"));
    let names = "next url redirect redirect_uri redirect_url return return_to back to continue \
                 target dest state code week class case form record";
    let evil =
        ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"];
    for path in every(&school).await {
        for target in evil {
            let fields: Vec<(&str, &str)> =
                names.split_whitespace().map(|name| (name, target)).collect();
            let query =
                url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
            let address = school.url(&format!("{path}?{query}"));
            for method in [Method::GET, Method::POST] {
                let response = visitor.send(method, &address, &fields).await;
                visitor.cookies.clone_from(&signed_in);
                if let Some(to) = response.headers().get(LOCATION) {
                    is_ours(to.to_str().unwrap(), &stand, &path);
                }
            }
        }
    }
    for path in
        ["//evil.example/", "//evil.example/%2e%2e", "/%5Cevil.example", "/https://evil.example"]
    {
        let response = visitor.get(&school.url(path)).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let page = visitor.page(&school.url("/signed-out?redirect_url=https://evil.example")).await;
    assert!(!page.contains("evil"), "the way out at ESIA leads back to us");
}

fn is_ours(to: &str, stand: &str, path: &str) {
    let is_path = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\");
    assert!(is_path || to.starts_with(stand), "{path} leads to {to}");
    assert!(!to.contains("evil"), "{path} leads to {to}");
}

/// T-11: nothing of where we are is taken from the request.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_return_address_is_ours_whatever_host_the_request_names() {
    let school = School::open("sec-host").await;
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    for (name, value) in [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example;proto=https"),
        ("x-original-url", "https://evil.example/"),
    ] {
        for path in ["/login", "/login/parent", "/diary", "/signed-out", "/appeal"] {
            let request = http.get(school.url(path)).header(name, value);
            let response = request.send().await.unwrap();
            let to = response.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
            assert!(!to.unwrap_or_default().contains("evil"), "{path} with {name}");
            assert!(!response.text().await.unwrap().contains("evil"), "{path} with {name}");
        }
    }
    let mut visitor = Visitor::new();
    let page = visitor.page(&school.url("/appeal")).await;
    assert!(!field(&page, "csrf").is_empty());
}
