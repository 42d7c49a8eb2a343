//! The diagnoser of one copy of the register, on a thread of its own.
//!
//! It borrows the index, which only a stack that holds both can give it; and a look at a large
//! register is work that would keep other requests waiting. The thread ends with the copy.

use crate::incident::Incident;
use esia_matching::diagnose::Diagnoser;
use esia_matching::index::Index;
use std::sync::{Arc, mpsc};
use std::thread;
use tokio::sync::oneshot;

type Look = Box<dyn FnOnce(&Index, &Diagnoser<'_>) + Send>;

/// Where a diagnoser takes questions.
#[derive(Debug)]
pub(super) struct Bench(mpsc::Sender<Look>);

impl Bench {
    pub(super) fn open(index: Arc<Index>) -> Self {
        let (sender, looks) = mpsc::channel::<Look>();
        let work = move || {
            let diagnoser = Diagnoser::of(&index);
            for look in looks {
                look(&index, &diagnoser);
            }
        };
        if let Err(error) = thread::Builder::new().name(String::from("diagnoser")).spawn(work) {
            Incident::report("no_thread", &error);
        }
        Self(sender)
    }

    pub(super) async fn ask<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Index, &Diagnoser<'_>) -> T + Send + 'static,
    ) -> Option<T> {
        let (sender, answer) = oneshot::channel();
        let look = move |index: &Index, diagnoser: &Diagnoser<'_>| {
            // Whoever asked may be gone by now.
            drop(sender.send(look(index, diagnoser)));
        };
        self.0.send(Box::new(look)).ok()?;
        answer.await.ok()
    }
}
