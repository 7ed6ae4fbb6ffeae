//! What is being read, reported as a visit once it has really been shown.

use super::kept::{Kept, keep};
use super::live::Live;
use crate::client::Client;
use crate::data::Arrival;
use crate::platform::guest::is_guest;
use crate::platform::{document, random, timer, visibility};
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How long to wait before each try, in milliseconds. Before the first the page is put together: it must not wait for the
/// report, nor the report until the page is left.
const PAUSES: [i32; 4] = [0, 1_000, 5_000, 20_000];

/// Of a page that was there before it was seen, the first pause is left out: for a moment after a page that was rendered ahead
/// is shown, Chromium goes on saying with its requests that it is rendered ahead, and such a report is left out.
const WAS_HIDDEN: usize = 1;

/// What is shown, and whether it has been reported yet.
#[derive(Clone, Copy)]
pub struct Reports {
    /// `None` where no visits are counted.
    reader: Option<Kept<Reader>>,
}

thread_local! {
    /// What the elements of a host's page have reported: the address of the counts, and what was shown. However many there are,
    /// it is one page, and it was loaded once.
    static REPORTED: RefCell<Vec<(String, Option<u64>)>> = const { RefCell::new(Vec::new()) };
}

/// Whether an element is the first to report this, and the first to report anything to the same counts.
fn first_of_page(counts: &str, article: Option<u64>) -> (bool, bool) {
    REPORTED.with_borrow_mut(|reported| {
        let mut same = reported.iter().filter(|(to, _)| to == counts).map(|(_, shown)| *shown).peekable();
        let first = same.peek().is_none();
        let new = !same.any(|shown| shown == article);
        if new {
            reported.push((counts.to_owned(), article));
        }
        (new, first)
    })
}

struct Reader {
    client: Client,
    live: Live,
    /// Whether this page load has been reported yet.
    first: Cell<bool>,
    /// What is shown: an article, or a page that is none.
    shown: Cell<Option<Option<u64>>>,
    /// Whether that is still to be reported.
    due: Cell<bool>,
}

impl Reports {
    /// Makes ready to report what is shown, if the client's site counts visits.
    #[must_use]
    pub fn start(client: &Client, live: Live) -> Self {
        if !client.counts_visits() {
            return Self { reader: None };
        }
        let (first, shown, due) = (Cell::new(true), Cell::default(), Cell::default());
        let reader = Rc::new(Reader { client: client.clone(), live, first, shown, due });
        let (seen, left) = (reader.clone(), reader.clone());
        keep(visibility::on_change(move || seen.report_once_seen(WAS_HIDDEN)));
        // Whoever comes back to a page that the browser has kept reads it anew.
        keep(visibility::on_leave(move || left.due.set(left.shown.get().is_some())));
        Self { reader: Some(Kept::new(reader)) }
    }

    /// Reports that an article, or a page that is none, is shown: at once if anybody can see it, else when they do.
    pub fn shown(&self, article: Option<u64>) {
        if let Some(reader) = self.reader.and_then(|reader| reader.get()) {
            reader.shown.set(Some(article));
            reader.due.set(true);
            reader.report_once_seen(0);
        }
    }
}

impl Reader {
    fn report_once_seen(&self, tried: usize) {
        if !visibility::visible() || !self.due.replace(false) {
            return;
        }
        let article = self.shown.get().flatten();
        let mut first = self.first.replace(false);
        if is_guest() {
            let (new, first_of_all) = first_of_page(&self.client.live_address(&[]).unwrap_or_default(), article);
            if !new {
                return;
            }
            first = first_of_all;
        }
        let arrival = first.then(document::arrival);
        spawn_local(report(self.client.clone(), article, arrival, self.live, tried));
    }
}

/// Reports a visit until it has arrived. `arrival` is told where nothing of this page load was reported before.
async fn report(client: Client, article: Option<u64>, arrival: Option<Arrival>, live: Live, tried: usize) {
    let entry = arrival.as_ref().and_then(Arrival::entry);
    // Without an id of its own a repeated delivery would count twice.
    let Some(id) = random::id() else { return };
    for pause in PAUSES.into_iter().skip(tried) {
        // Whoever leaves will not be there for the next try.
        timer::sleep(pause).await;
        match client.report(&id, article, entry).await {
            Ok(counts) => return live.answered(counts),
            // The server knows best: what it refuses once it refuses again.
            Err(error) if !error.passes() => return,
            Err(_) => {}
        }
    }
}
