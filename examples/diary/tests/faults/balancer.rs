//! The proxy in front of a region: it sends browsers to whichever instances say that they are ready.

use crate::proxy::{Proxy, socket};
use crate::region::Instance;
use crate::ways::until;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinHandle;

/// How often each instance is asked.
const EVERY: Duration = Duration::from_millis(50);

pub(crate) struct Balancer {
    proxy: Arc<Proxy>,
    known: Arc<Mutex<Vec<String>>>,
    ready: Arc<Mutex<Vec<SocketAddr>>>,
    task: JoinHandle<()>,
}

impl Balancer {
    pub(crate) async fn open() -> Self {
        let proxy = Arc::new(Proxy::before(Vec::new()).await);
        let (known, ready) = (Arc::new(Mutex::new(Vec::new())), Arc::default());
        let task = follow(Arc::clone(&proxy), Arc::clone(&known), Arc::clone(&ready));
        Self { proxy, known, ready, task: tokio::spawn(task) }
    }

    /// Where browsers find it.
    pub(crate) fn url(&self) -> String {
        self.proxy.url()
    }

    /// An instance has come; waits until browsers are sent to it.
    pub(crate) async fn takes(&self, instance: &Instance) {
        self.known.lock().unwrap().push(instance.url.clone());
        let address = socket(&instance.url);
        self.until(|ready| ready.contains(&address)).await;
    }

    /// Waits until nobody is sent to an instance any more.
    pub(crate) async fn leaves(&self, url: &str) {
        let address = socket(url);
        self.until(|ready| !ready.contains(&address)).await;
    }

    async fn until(&self, holds: impl Fn(&[SocketAddr]) -> bool) {
        until(async || holds(&self.ready.lock().unwrap())).await;
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn follow(
    proxy: Arc<Proxy>,
    known: Arc<Mutex<Vec<String>>>,
    ready: Arc<Mutex<Vec<SocketAddr>>>,
) {
    let http = reqwest::Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(0)
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    loop {
        let instances = known.lock().unwrap().clone();
        let mut found = Vec::new();
        for url in instances {
            let answer = http.get(format!("{url}/readyz")).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                found.push(socket(&url));
            }
        }
        proxy.share_over(found.clone());
        *ready.lock().unwrap() = found;
        tokio::time::sleep(EVERY).await;
    }
}
