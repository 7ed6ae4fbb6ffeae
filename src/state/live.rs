//! The counts as they are now: followed by server-sent events, asked for where those fail, let go while nobody looks.

use super::follower::Follower;
use super::kept::{Kept, keep};
use super::watched::Watched;
use crate::client::Client;
use crate::platform::visibility;
use bantin_api::{ArticleViews, Counts};
use std::cell::RefCell;

/// What is known of the counts.
#[derive(Clone, Copy)]
pub struct Live {
    counts: Watched<Option<Counts>>,
    views: Watched<Option<ArticleViews>>,
    out_of_touch: Watched<bool>,
    /// `None` where no visits are counted.
    follower: Option<Kept<RefCell<Follower>>>,
}

impl Live {
    /// Makes ready to follow the counts of the client's site, if it has any.
    #[must_use]
    pub fn start(client: &Client) -> Self {
        let mut live = Self {
            counts: Watched::new(client.counts_brought()),
            views: Watched::new(None),
            out_of_touch: Watched::new(false),
            follower: None,
        };
        if client.counts_visits() {
            let follower = Follower::new(client.clone(), live);
            live.follower = Some(Kept::new(follower.clone()));
            keep(visibility::on_change(move || {
                let mut follower = follower.borrow_mut();
                if visibility::visible() { follower.start() } else { follower.stop() }
            }));
        }
        live
    }

    /// The counts, `None` until the first have come.
    #[must_use]
    pub fn counts(&self) -> Option<Counts> {
        self.counts.get().flatten()
    }

    /// Whether what is shown is no longer followed.
    #[must_use]
    pub fn out_of_touch(&self) -> bool {
        self.out_of_touch.get().unwrap_or_default()
    }

    /// The views of an article, if newer ones have come than the article itself brought.
    #[must_use]
    pub fn views_of(&self, article: u64) -> Option<u64> {
        self.views.get().flatten().filter(|views| views.article == Some(article)).map(|views| views.views)
    }

    /// Takes counts that came with another answer, unless a stream brings them: the answer may be older than what came
    /// by the stream while it was under way, and would stand until the next change.
    pub fn answered(&self, counts: Counts) {
        let follower = self.follower.and_then(|follower| follower.get());
        if !follower.is_some_and(|follower| follower.borrow().streams()) {
            self.take(counts);
        }
    }

    /// Takes the newest counts.
    pub(super) fn take(&self, counts: Counts) {
        self.counts.set(Some(counts));
        self.touch(true);
    }

    /// Takes the newest views of the article that is shown.
    pub(super) fn take_views(&self, views: ArticleViews) {
        self.views.set(Some(views));
    }

    /// Whether what is shown is followed.
    pub(super) fn touch(&self, touch: bool) {
        self.out_of_touch.set(!touch);
    }

    /// Follows the counts from now on, and the views of this article, no longer those of another.
    pub fn follow_article(&self, article: Option<u64>) {
        if let Some(follower) = self.follower.and_then(|follower| follower.get()) {
            follower.borrow_mut().show(article, visibility::visible());
        }
    }

    /// Follows nothing until [`follow_article`](Self::follow_article) is called.
    pub fn rest(&self) {
        if let Some(follower) = self.follower.and_then(|follower| follower.get()) {
            follower.borrow_mut().rest();
        }
    }
}
