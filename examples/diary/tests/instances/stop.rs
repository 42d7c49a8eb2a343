//! Goal: an instance that is told to stop loses nobody's request, and one that is killed loses no
//! login.
//! Method: SIGTERM and SIGKILL to a real process.

use crate::region::{At, Instance, Region};
use crate::visitor::{Visitor, location};
use reqwest::StatusCode;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_that_is_told_to_stop_says_so_first_and_still_serves() {
    let region = Region::found("drain").await;
    let mut one = region.instance_with("one", &[("DIARY_SERVER_DRAIN_SECONDS", "3")]);
    let mut proxy = Visitor::new();
    assert_eq!(proxy.get(&one.at("/readyz")).await.status(), StatusCode::OK);
    one.terminate();
    let mut ready = proxy.get(&one.at("/readyz")).await;
    while ready.status() == StatusCode::OK {
        ready = proxy.get(&one.at("/readyz")).await;
    }
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.text().await.unwrap(), "stopping\n");
    assert_eq!(proxy.get(&one.at("/healthz")).await.status(), StatusCode::OK, "it lives");
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "granted-pupil").await;
    assert_eq!(location(&pupil.get(&one.at(&back)).await), "/diary", "and serves");
    assert!(one.ended().success(), "{}", one.log());
    assert!(one.log().contains(r#""kind":"stopped""#), "{}", one.log());
}

/// A sign-out of which the instance has read the head and waits for the body.
fn half_sent(one: &Instance) -> TcpStream {
    let mut half = TcpStream::connect(one.url.strip_prefix("http://").unwrap()).unwrap();
    half.write_all(
        b"POST /logout HTTP/1.1\r\nHost: diary.example\r\nContent-Length: 6\r\n\
          Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n\r\n",
    )
    .unwrap();
    let mut said = [0; 12];
    half.read_exact(&mut said).unwrap();
    assert_eq!(&said, b"HTTP/1.1 100");
    half
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_under_way_ends_before_the_process_does() {
    let region = Region::found("under-way").await;
    let mut one = region.instance("one");
    let mut half = half_sent(&one);
    one.terminate();
    while TcpStream::connect(one.url.strip_prefix("http://").unwrap()).is_ok() {
        tokio::task::yield_now().await;
    }
    half.write_all(b"csrf=a").unwrap();
    let mut answer = String::new();
    half.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("HTTP/1.1 303"), "{answer}");
    assert!(one.ended().success(), "{}", one.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_never_ends_does_not_keep_the_process() {
    let region = Region::found("endless").await;
    let mut one = region.instance_with("one", &[("DIARY_SERVER_STOP_SECONDS", "1")]);
    let half = half_sent(&one);
    one.terminate();
    assert!(one.ended().success(), "{}", one.log());
    assert!(one.log().contains("stopped_with_requests_under_way"), "{}", one.log());
    drop(half);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_outlives_the_instance_that_opened_it() {
    let region = Region::found("kill").await;
    let one = region.instance("one");
    let mut pupil = Visitor::new();
    let back = pupil.grant(&At(&region, &one), "granted-pupil").await;
    assert_eq!(location(&pupil.get(&one.at(&back)).await), "/diary");
    one.kill();
    let two = region.instance("two");
    assert_eq!(pupil.get(&two.at("/diary")).await.status(), StatusCode::OK);
}
