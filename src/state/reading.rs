//! What is being read, reported as a visit once it has really been shown.

use super::kept::Kept;
use super::live::Live;
use crate::client::Client;
use crate::platform::{document, random, timer, visibility};
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;

/// How long to wait before each try, in milliseconds. Before the first the page is put together: it must not wait for the
/// report, nor the report until the page is left.
const PAUSES: [i32; 4] = [0, 1_000, 5_000, 20_000];

/// Whether this page load has been reported yet.
#[derive(Clone, Copy)]
pub struct Reports {
    first: Kept<Cell<bool>>,
}

impl Default for Reports {
    fn default() -> Self {
        Self { first: Kept::new(Rc::new(Cell::new(true))) }
    }
}

impl Reports {
    /// Reports that an article, or a page that is none, is shown: at once if anybody can see it, else when they do.
    pub fn shown(&self, article: Option<u64>, client: &Client, live: Live) {
        if !client.counts_visits() {
            return;
        }
        let first = self.first.get().is_some_and(|first| first.replace(false));
        let entry = first && document::entered_from_outside();
        let report = {
            let client = client.clone();
            move || spawn_local(report(client.clone(), article, entry, live))
        };
        if visibility::visible() {
            report();
        } else {
            let pending = Rc::new(Cell::new(true));
            visibility::on_change(move |visible| {
                if visible && pending.replace(false) {
                    report();
                }
            });
        }
    }
}

async fn report(client: Client, article: Option<u64>, entry: bool, live: Live) {
    // Without an id of its own a repeated delivery would count twice.
    let Some(id) = random::id() else { return };
    for pause in PAUSES {
        timer::sleep(pause).await;
        match client.report(&id, article, entry).await {
            Ok(counts) => return live.answered(counts),
            // The server knows best: what it refuses once it refuses again.
            Err(error) if !error.passes() => return,
            Err(_) => {}
        }
    }
}
