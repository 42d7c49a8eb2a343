//! A proxy of ours on loopback, between any two that speak over TCP: it holds what should pass, cuts
//! it, answers something else, and shares connections out over whoever is behind it.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What becomes of what should pass.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Mood {
    /// It passes.
    Passes,
    /// Whoever is connected is cut off, and whoever connects.
    Cuts,
    /// What is sent with this text in it gets no further.
    HoldsRequest(&'static str),
    /// What is sent passes; nothing comes back.
    HoldsAnswers,
    /// Something else comes back.
    Garbles,
}

/// A running proxy; dropping it cuts everybody off.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    mood: watch::Sender<Mood>,
    held: watch::Sender<u32>,
    behind: Mutex<Vec<SocketAddr>>,
    turn: AtomicUsize,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Way {
    There,
    Back,
}

impl Proxy {
    /// A proxy before these, which lets everything pass.
    pub(crate) async fn before(behind: Vec<SocketAddr>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let shared = Arc::new(Shared {
            mood: watch::Sender::new(Mood::Passes),
            held: watch::Sender::new(0),
            behind: Mutex::new(behind),
            turn: AtomicUsize::new(0),
        });
        let (address, own) = (listener.local_addr().unwrap(), Arc::clone(&shared));
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(relay(Arc::clone(&own), client));
            }
        });
        Self { address, shared, task }
    }

    /// A proxy before whoever answers at an `http://` address.
    pub(crate) async fn before_url(url: &str) -> Self {
        Self::before(vec![socket(url)]).await
    }

    /// Its address, as that of a server.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on it is in this mood; what is held goes on if this one lets it.
    pub(crate) fn is(&self, mood: Mood) {
        self.shared.held.send_replace(0);
        self.shared.mood.send_replace(mood);
    }

    /// Waits until something is held.
    pub(crate) async fn holds(&self) {
        self.shared.held.subscribe().wait_for(|held| *held > 0).await.unwrap();
    }

    /// Who gets the next connections.
    pub(crate) fn share_over(&self, behind: Vec<SocketAddr>) {
        *self.shared.behind.lock().unwrap() = behind;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.mood.send_replace(Mood::Cuts);
        self.task.abort();
    }
}

/// Where an `http://` address without a path leads.
pub(crate) fn socket(url: &str) -> SocketAddr {
    url.strip_prefix("http://").unwrap().parse().unwrap()
}

async fn relay(shared: Arc<Shared>, client: TcpStream) {
    let mut mood = shared.mood.subscribe();
    if *mood.borrow_and_update() == Mood::Cuts {
        return;
    }
    let Some(server) = shared.connect().await else { return };
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    // Whatever ends first ends both ways: the other side then knows that nobody is there.
    tokio::select! {
        _ = shared.pass(from_client, to_server, Way::There) => {}
        _ = shared.pass(from_server, to_client, Way::Back) => {}
        _ = mood.wait_for(|mood| *mood == Mood::Cuts) => {}
    }
}

impl Shared {
    /// The next in turn, or whoever of the others answers.
    async fn connect(&self) -> Option<TcpStream> {
        let mut behind = self.behind.lock().unwrap().clone();
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let first = turn.checked_rem(behind.len())?;
        behind.rotate_left(first);
        for address in behind {
            if let Ok(server) = TcpStream::connect(address).await {
                return Some(server);
            }
        }
        None
    }

    async fn pass(
        &self,
        mut from: OwnedReadHalf,
        mut to: OwnedWriteHalf,
        way: Way,
    ) -> io::Result<()> {
        let mut part = vec![0; 16 << 10];
        loop {
            let length = from.read(&mut part).await?;
            if length == 0 {
                return Ok(());
            }
            let bytes = part.get(..length).unwrap();
            let mut mood = self.mood.subscribe();
            if is_held(way, *mood.borrow_and_update(), bytes) {
                self.held.send_modify(|held| *held = held.saturating_add(1));
                let _ = mood.wait_for(|mood| !is_held(way, *mood, bytes)).await;
            }
            if way == Way::Back && *self.mood.borrow() == Mood::Garbles {
                to.write_all(b"\x16\x03\x01 nothing that was asked for\r\n").await?;
                return Ok(());
            }
            to.write_all(bytes).await?;
        }
    }
}

fn is_held(way: Way, mood: Mood, bytes: &[u8]) -> bool {
    match mood {
        Mood::HoldsAnswers => way == Way::Back,
        Mood::HoldsRequest(text) => {
            way == Way::There && bytes.windows(text.len()).any(|part| part == text.as_bytes())
        }
        Mood::Passes | Mood::Cuts | Mood::Garbles => false,
    }
}
