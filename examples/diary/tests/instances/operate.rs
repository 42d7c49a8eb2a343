//! Goal: an operator sees how an instance does, and nobody sees whom it does it for.
//! Method: the lines and the metrics of a real process after sign-ins that went well and badly.

use crate::region::{At, Instance, Region, clock, program};
use crate::visitor::{Visitor, location, support_code};
use gosuslugi_stand::Fault;
use reqwest::StatusCode;
use serde_json::Value;

/// The lines of the log, each an object.
fn lines(instance: &Instance) -> Vec<Value> {
    let log = instance.log();
    log.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// The value of one series: `diary_database_up`, or one with its labels.
fn value(metrics: &str, series: &str) -> Option<f64> {
    let line = metrics
        .lines()
        .find(|line| line.strip_prefix(series).is_some_and(|rest| rest.starts_with(' ')));
    line.map(|line| line.rsplit(' ').next().unwrap().parse().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_line_of_a_request_carries_its_number_and_a_refusal_its_code() {
    let region = Region::found("lines").await;
    let one = region.instance("one");
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "misprint-pupil").await;
    let refused = pupil.get(&one.at(&back)).await;
    let id = refused.headers()["x-request-id"].to_str().unwrap().to_owned();
    let code = support_code(&refused.text().await.unwrap());
    let lines = lines(&one);
    let of_request: Vec<_> =
        lines.iter().filter(|line| line["span"]["request_id"] == id.as_str()).collect();
    let kinds: Vec<_> = of_request.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    for kind in ["decided", "refused", "request"] {
        assert!(kinds.contains(&kind), "{kind} is among {kinds:?}");
    }
    let refused = of_request.iter().find(|line| line["kind"] == "refused").unwrap();
    assert_eq!(refused["support_code"], code.as_str());
    let request = of_request.iter().find(|line| line["kind"] == "request").unwrap();
    assert_eq!(
        (&request["status"], &request["span"]["route"]),
        (&403.into(), &"/login/callback".into())
    );
    let mut again = Visitor::new();
    let other = again.get(&one.at("/")).await.headers()["x-request-id"].clone();
    assert_ne!(other.to_str().unwrap(), id, "each request has a number of its own");
}

/// T-15, with the filter that logs most: the libraries below log addresses, and those name people.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_of_everything_still_names_nobody() {
    let region = Region::found("trace").await;
    let one = region.instance_with("one", &[("DIARY_LOG_FILTER", "trace")]);
    let mut visitors = Vec::new();
    for person in ["granted-pupil", "misprint-pupil", "withdrawal-pupil"] {
        let mut visitor = Visitor::new();
        let back = visitor.grant(&At(&region, &one), person).await;
        visitor.get(&one.at(&back)).await;
        visitor.get(&one.at("/diary")).await;
        visitors.push((visitor, back));
    }
    Visitor::new().get(&one.at("/healthz")).await;
    let log = one.log();
    assert!(log.contains(r#""level":"DEBUG""#), "the filter holds");
    for line in lines(&one) {
        let is_ours = line["target"].as_str().unwrap().starts_with("diary");
        let is_calm = !["DEBUG", "TRACE"].contains(&line["level"].as_str().unwrap());
        assert!(is_ours || is_calm, "{line}");
    }
    for person in families::people::people(clock().today()) {
        let digits: String = person.snils.chars().filter(char::is_ascii_digit).collect();
        for canary in [person.last_name, person.snils, &digits, &person.oid.to_string()] {
            assert!(!log.contains(canary), "the log names {}", person.key);
        }
    }
    for (visitor, back) in visitors {
        let query = back.split_once('?').unwrap().1;
        for secret in query.split('&').map(|pair| pair.split_once('=').unwrap().1) {
            assert!(!log.contains(secret), "the log holds a code or a state");
        }
        for cookie in visitor.cookies {
            let ticket = cookie.split_once('=').unwrap().1.to_owned();
            assert!(ticket.is_empty() || !log.contains(&ticket), "the log holds a cookie");
        }
    }
}

/// Port 0 is nobody's: the check is told where the instance really listens.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_on_the_machine_itself_tells_a_living_instance_from_none() {
    let region = Region::found("health").await;
    let one = region.instance("one");
    let address = one.url.strip_prefix("http://").unwrap().to_owned();
    let check = || {
        let mut health = program(&["health"], &region.path("settings"));
        health.env("DIARY_SERVER_LISTEN", &address).output().unwrap().status.success()
    };
    assert!(check());
    one.kill();
    assert!(!check());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_metrics_tell_of_requests_of_others_and_of_the_store() {
    let region = Region::found("metrics").await;
    let one = region.instance_with("one", &[("DIARY_METRICS_LISTEN", "127.0.0.1:0")]);
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "granted-pupil").await;
    assert_eq!(location(&pupil.get(&one.at(&back)).await), "/diary");
    region.stand.faults().set(Fault::ConsentsUnavailable);
    pupil.get(&one.at("/diary")).await;
    pupil.get(&one.at("/family/4711")).await;
    pupil.get(&one.at("/no/such/1000900001")).await;
    let mut prometheus = Visitor::new();
    let lines = lines(&one);
    let line = lines.iter().find(|line| line["kind"] == "metrics").unwrap();
    let inside = format!("http://{}", line["address"].as_str().unwrap());
    let metrics = prometheus.page(&format!("{inside}/metrics")).await;
    for (series, least) in [
        ("diary_database_up", 1.0),
        (r#"diary_decisions_total{decision="allow",message="none"}"#, 1.0),
        (r#"diary_build_info{version="0.1.0"}"#, 1.0),
        ("diary_database_connections_max", 4.0),
        (r#"diary_duties_open{kind="request"}"#, 0.0),
        (
            r#"diary_http_request_duration_seconds_count{method="GET",route="/login/callback",status="303"}"#,
            1.0,
        ),
        (
            r#"diary_http_request_duration_seconds_count{method="GET",route="/family/{record}",status="303"}"#,
            1.0,
        ),
        (
            r#"diary_http_request_duration_seconds_count{method="GET",route="other",status="404"}"#,
            1.0,
        ),
        (
            r#"diary_outgoing_request_duration_seconds_count{peer="esia",call="token",result="ok"}"#,
            1.0,
        ),
        (
            r#"diary_outgoing_request_duration_seconds_count{peer="esia",call="person",result="ok"}"#,
            1.0,
        ),
        (
            r#"diary_outgoing_request_duration_seconds_count{peer="signer",call="sign",result="ok"}"#,
            2.0,
        ),
        (
            r#"diary_outgoing_request_duration_seconds_count{peer="consents",call="subject",result="refused"}"#,
            1.0,
        ),
    ] {
        let value = value(&metrics, series).unwrap_or_else(|| panic!("{series} is in\n{metrics}"));
        assert!(value >= least, "{series} is {value}");
    }
    for line in metrics.lines().filter(|line| !line.starts_with('#')) {
        assert!(line.starts_with("diary_"), "{line}");
        assert!(!line.contains("4711") && !line.contains("1000900001"), "{line}");
    }
    for kind in metrics.lines().filter_map(|line| line.strip_prefix("# TYPE ")) {
        let (name, kind) = kind.split_once(' ').unwrap();
        assert_eq!(kind == "histogram", name.ends_with("_seconds"), "base units: {name}");
    }
    assert_eq!(pupil.get(&one.at("/metrics")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(prometheus.get(&format!("{inside}/diary")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(prometheus.get(&format!("{inside}/readyz")).await.status(), StatusCode::OK);
}
