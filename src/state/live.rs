//! The counts as they are now: followed by server-sent events, asked for where those fail, let go while nobody looks.

use super::kept::Kept;
use crate::client::{Client, counting};
use crate::platform::events::{Events, Report};
use crate::platform::timer::Timer;
use crate::platform::visibility;
use bantin_api::{ArticleViews, Counts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;

/// How long after a page has its content its stream is opened, in milliseconds: once it is painted on a slow phone.
const SOON: i32 = 150;
/// How often the counts are asked for while there is no stream, in milliseconds.
const POLL: i32 = 10_000;
/// After how many polls a stream that ended for good is tried anew.
const POLLS_BEFORE_STREAM: u32 = 6;

/// What is known of the counts.
#[derive(Clone, Copy)]
pub struct Live {
    counts: RwSignal<Option<Counts>>,
    views: RwSignal<Option<ArticleViews>>,
    out_of_touch: RwSignal<bool>,
    /// `None` where no visits are counted.
    follower: Option<Kept<RefCell<Follower>>>,
}

/// What follows the counts.
struct Follower {
    client: Client,
    live: Live,
    /// The article whose views are followed too; nothing is followed before that is known.
    article: Option<Option<u64>>,
    stream: Option<Events>,
    /// Whether the stream brings the counts: then nothing that comes another way is newer.
    streams: bool,
    /// Running while there is no stream that works.
    poll: Option<Timer>,
    polls: u32,
}

type Shared = Rc<RefCell<Follower>>;

impl Live {
    /// Makes ready to follow the counts of the client's site, if it has any.
    #[must_use]
    pub fn start(client: &Client) -> Self {
        let mut live = Self {
            counts: RwSignal::new(client.counts_brought()),
            views: RwSignal::new(None),
            out_of_touch: RwSignal::new(false),
            follower: None,
        };
        if client.counts_visits() {
            let client = client.clone();
            let follower = Follower { client, live, article: None, stream: None, streams: false, poll: None, polls: 0 };
            let follower: Shared = Rc::new(RefCell::new(follower));
            live.follower = Some(Kept::new(follower.clone()));
            visibility::on_change(move |visible| if visible { open(&follower) } else { close(&follower) });
        }
        live
    }

    /// The counts, `None` until the first have come.
    #[must_use]
    pub fn counts(&self) -> Option<Counts> {
        self.counts.get()
    }

    /// Whether what is shown is no longer followed.
    #[must_use]
    pub fn out_of_touch(&self) -> bool {
        self.out_of_touch.get()
    }

    /// The views of an article, if newer ones have come than the article itself brought.
    #[must_use]
    pub fn views_of(&self, article: u64) -> Option<u64> {
        self.views.get().filter(|views| views.article == Some(article)).map(|views| views.views)
    }

    /// Takes counts that came with another answer, unless a stream brings them: the answer may be older than what came
    /// by the stream while it was under way, and would stand until the next change.
    pub fn answered(&self, counts: Counts) {
        let follower = self.follower.and_then(|follower| follower.get());
        if !follower.is_some_and(|follower| follower.borrow().streams) {
            self.take(counts);
        }
    }

    fn take(&self, counts: Counts) {
        self.counts.set(Some(counts));
        self.out_of_touch.set(false);
    }

    /// Follows the counts from now on, and the views of this article, no longer those of another.
    pub fn follow_article(&self, article: Option<u64>) {
        let follower = self.follower.and_then(|follower| follower.get());
        if let Some(follower) = follower
            && follower.borrow().article != Some(article)
        {
            follower.borrow_mut().article = Some(article);
            close(&follower);
            let follows = Rc::downgrade(&follower);
            // The page is put together at this moment; what nobody sees waits until it is painted.
            follower.borrow_mut().poll = Timer::after(SOON, move || {
                if let Some(follower) = follows.upgrade() {
                    follower.borrow_mut().poll = None;
                    if visibility::visible() {
                        open(&follower);
                    }
                }
            });
        }
    }
}

fn close(follower: &Shared) {
    let mut follower = follower.borrow_mut();
    follower.stream = None;
    follower.streams = false;
    follower.poll = None;
}

fn open(follower: &Shared) {
    let (address, live) = {
        let follower = follower.borrow();
        let Some(article) = follower.article else { return };
        (follower.client.live_address(article), follower.live)
    };
    let report = {
        let follower = Rc::downgrade(follower);
        move |report| {
            if let Some(follower) = follower.upgrade() {
                heard(&follower, live, report);
            }
        }
    };
    let stream = address.and_then(|address| Events::open(&address, &["counts", "views"], report));
    let none = stream.is_none();
    follower.borrow_mut().stream = stream;
    if none {
        poll(follower);
    }
}

fn heard(follower: &Shared, live: Live, report: Report) {
    match report {
        Report::Open => {
            let mut follower = follower.borrow_mut();
            follower.poll = None;
            follower.polls = 0;
            live.out_of_touch.set(false);
        }
        Report::Message("counts", data) => {
            if let Ok(counts) = counting::counts(&data) {
                follower.borrow_mut().streams = true;
                live.take(counts);
            }
        }
        Report::Message(_, data) => {
            if let Ok(views) = counting::views(&data) {
                live.views.set(Some(views));
            }
        }
        Report::Broken | Report::Ended => {
            follower.borrow_mut().streams = false;
            // A stream that breaks often must not ask more often than one that is not there.
            if follower.borrow().poll.is_none() {
                poll(follower);
            }
        }
    }
}

/// Asks now, and again until a stream is open.
fn poll(follower: &Shared) {
    let next = {
        let follower = Rc::downgrade(follower);
        Timer::after(POLL, move || {
            let Some(follower) = follower.upgrade() else { return };
            let stream_is_due = follower.borrow().polls >= POLLS_BEFORE_STREAM;
            if stream_is_due {
                follower.borrow_mut().polls = 0;
                open(&follower);
            }
            poll(&follower);
        })
    };
    let (client, live, article) = {
        let mut follower = follower.borrow_mut();
        follower.polls += 1;
        follower.poll = next;
        (follower.client.clone(), follower.live, follower.article.flatten())
    };
    let follower = follower.clone();
    spawn_local(async move {
        let counts = client.counts().await;
        match counts {
            // A stream has opened meanwhile.
            _ if follower.borrow().streams => {}
            Ok(counts) => live.take(counts),
            Err(_) => live.out_of_touch.set(true),
        }
        if let Some(article) = article
            && let Ok(views) = client.views(article).await
        {
            live.views.set(Some(ArticleViews { article: Some(article), ..views }));
        }
    });
}
