//! What follows the counts while the page is seen: one tab of a site holds a stream for all, the others listen to it, and
//! whoever hears nothing asks.

use super::live::Live;
use crate::client::{Client, counting};
use crate::data::tabs::{Said, Tabs, here, serves};
use crate::platform::channel::Channel;
use crate::platform::events::{Events, Report};
use crate::platform::guest::is_guest;
use crate::platform::lock::Lock;
use crate::platform::random::page_id;
use crate::platform::timer::Timer;
use bantin_api::ArticleViews;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// How long after it is known what the stream must bring it is opened, in milliseconds: the page is painted first, even on a
/// slow phone, and the other tabs have said what they show.
const SOON: i32 = 150;
/// How often the holder says that it is alive, and how often who hears nothing asks the server, in milliseconds.
const ROUND: i32 = 10_000;
/// For how many rounds the holder is trusted to be alive.
const TRUSTED: u32 = 2;
/// After how many rounds without it a stream is tried anew.
const ROUNDS_BEFORE_STREAM: u32 = 6;

/// What follows the counts.
pub(super) struct Follower {
    client: Client,
    live: Live,
    this: Weak<RefCell<Self>>,
    /// The article whose views are followed too; nothing is followed before that is known.
    article: Option<Option<u64>>,
    /// What is there only while the page is seen.
    now: Option<Following>,
}

/// What is gone as soon as nobody sees the page.
#[derive(Default)]
struct Following {
    /// Held or waited for.
    lock: Option<Lock>,
    /// `None` where tabs cannot share: then each holds a stream of its own.
    channel: Option<Channel>,
    /// The name under which the elements of one page share where its tabs cannot.
    in_page: Option<String>,
    holds: bool,
    stream: Option<Events>,
    tabs: Tabs,
    /// For how many rounds more it needs not be asked.
    trusted: u32,
    /// Rounds in which it was asked since a stream last worked.
    asked: u32,
    /// Whether a stream brings the counts: then nothing that comes another way is newer.
    streams: bool,
    next: Option<Timer>,
}

/// What sets it going.
enum Happened {
    /// This tab holds from now on.
    Granted,
    /// The next round is due.
    Due,
    Stream(Report),
    Said(String),
}

impl Follower {
    pub(super) fn new(client: Client, live: Live) -> Rc<RefCell<Self>> {
        Rc::new_cyclic(|this| RefCell::new(Self { client, live, this: this.clone(), article: None, now: None }))
    }

    /// Follows the counts from now on, and the views of this article, no longer those of another.
    pub(super) fn show(&mut self, article: Option<u64>, visible: bool) {
        if self.article.replace(article) == Some(article) {
            return;
        }
        match &self.now {
            Some(now) if now.holds => self.next(SOON),
            Some(_) => self.say(&here('+', article)),
            None if visible => self.start(),
            None => {}
        }
    }

    /// Takes up what was let go.
    pub(super) fn start(&mut self) {
        let Some(article) = self.article else { return };
        let Some(name) = self.client.live_address(&[]) else { return };
        let mut now = Following::default();
        let (happened, said) = (self.happens(), self.happens());
        let lock = Lock::request(&name, move || happened(Happened::Granted));
        // Without locks nobody would know which tab holds: then only the elements of one page share.
        now.in_page = (lock.is_none() && is_guest()).then(|| format!("{name}{}", page_id()));
        let channel = now.in_page.as_deref().or(lock.is_some().then_some(name.as_str()));
        now.channel = channel.and_then(|name| Channel::join(name, move |text| said(Happened::Said(text))));
        now.lock = lock.or_else(|| Lock::in_page(now.in_page.as_deref()?));
        now.holds = now.channel.is_none() || matches!(now.lock, Some(Lock::Page(_)));
        let wait = if now.holds { SOON } else { ROUND };
        self.now = Some(now);
        self.say(&here('+', article));
        self.next(wait);
    }

    /// Lets everything go.
    pub(super) fn stop(&mut self) {
        self.now = None;
    }

    /// Lets everything go, until it is shown something.
    pub(super) fn rest(&mut self) {
        self.article = None;
        self.stop();
    }

    /// Whether a stream brings the counts.
    pub(super) fn streams(&self) -> bool {
        self.now.as_ref().is_some_and(|now| now.streams)
    }

    fn happens(&self) -> impl Fn(Happened) + Clone + 'static {
        let this = self.this.clone();
        move |what| {
            if let Some(this) = this.upgrade() {
                this.borrow_mut().happened(what);
            }
        }
    }

    fn say(&self, what: &str) {
        if let Some(channel) = self.now.as_ref().and_then(|now| now.channel.as_ref()) {
            channel.say(what);
        }
    }

    fn next(&mut self, wait: i32) {
        let happened = self.happens();
        if let Some(now) = &mut self.now {
            now.next = Timer::after(wait, move || happened(Happened::Due));
        }
    }

    fn happened(&mut self, what: Happened) {
        let own = self.article.flatten();
        let Some(now) = &mut self.now else { return };
        match what {
            Happened::Granted => {
                now.holds = true;
                let question = now.tabs.ask();
                self.say(&question);
                self.next(SOON);
            }
            Happened::Due => self.round(),
            Happened::Stream(Report::Open) => self.in_touch(),
            Happened::Stream(Report::News(news)) => {
                self.say(&news);
                if let Some(of) = self.take(&news)
                    && let Some(now) = &mut self.now
                {
                    now.tabs.keep(of, news);
                }
            }
            Happened::Stream(Report::Broken) => {
                now.streams = false;
                // A stream that breaks often must not ask more often than one that is not there.
                if std::mem::take(&mut now.trusted) > 0 {
                    self.round();
                }
            }
            Happened::Said(said) => match Said::read(&said) {
                Said::Here(article, new) if now.holds => {
                    if now.tabs.hear(article) {
                        self.next(SOON);
                    } else if new && let Some(now) = &self.now {
                        now.tabs.last().for_each(|news| self.say(news));
                    }
                }
                Said::Asked(articles) if !now.holds => {
                    self.say(&here('=', own));
                    if serves(articles, own) {
                        self.in_touch();
                    }
                }
                Said::News if !now.holds => {
                    self.take(&said);
                }
                _ => {}
            },
        }
    }

    fn in_touch(&mut self) {
        let Some(now) = &mut self.now else { return };
        now.trusted = TRUSTED;
        if std::mem::take(&mut now.asked) > 0 {
            self.live.touch(true);
        }
    }

    /// Takes what a stream brought, and says of which article it is, or of the site.
    fn take(&mut self, news: &str) -> Option<Option<u64>> {
        if let Ok(counts) = counting::counts(news) {
            if let Some(now) = &mut self.now {
                now.streams = true;
            }
            self.live.take(counts);
            return Some(None);
        }
        let views = counting::views(news).ok()?;
        if views.article == self.article.flatten() {
            self.live.take_views(views);
        }
        Some(views.article)
    }

    /// Once a round: the holder sees to its stream and asks who is there; who is not served asks the server.
    fn round(&mut self) {
        self.next(ROUND);
        let own = self.article.flatten();
        let happened = self.happens();
        let Some(now) = &mut self.now else { return };
        if now.lock.is_none() {
            now.lock = now.in_page.as_deref().and_then(Lock::in_page);
            now.holds |= now.lock.is_some();
        }
        if now.holds {
            let changed = now.tabs.change(own);
            if changed || now.stream.is_none() || now.asked >= ROUNDS_BEFORE_STREAM {
                let address = self.client.live_address(now.tabs.streamed());
                let report = move |report| happened(Happened::Stream(report));
                now.stream = address.and_then(|address| Events::open(&address, report));
                // Until it says that it did not come about.
                now.trusted = u32::from(now.stream.is_some());
                now.asked = 0;
            }
            if now.trusted > 0 {
                let question = now.tabs.ask();
                return self.say(&question);
            }
        } else if now.trusted > 0 {
            now.trusted -= 1;
            return;
        }
        now.asked += 1;
        now.streams = false;
        self.ask();
    }

    fn ask(&self) {
        let (client, live, this, article) = (self.client.clone(), self.live, self.this.clone(), self.article.flatten());
        spawn_local(async move {
            let counts = client.counts().await;
            // A stream may have opened meanwhile.
            if !this.upgrade().is_some_and(|this| this.borrow().streams()) {
                match counts {
                    Ok(counts) => live.take(counts),
                    Err(_) => live.touch(false),
                }
            }
            if let Some(article) = article
                && let Ok(views) = client.views(article).await
            {
                live.take_views(ArticleViews { article: Some(article), ..views });
            }
        });
    }
}
