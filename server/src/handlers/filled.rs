//! What goes into a page's holes when it is sent.

use bantin_api::Counts;

use crate::content::SiteContent;
use crate::handlers::App;
use crate::render::{self, Hole, Numbers, Page};

/// All that the values in a page's holes depend on: comparing it costs less than making them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Scheme and host of the site; empty where they are not known.
    origin: String,
    /// Whether the page was entered from outside the site.
    entry: bool,
    counts: Option<Counts>,
    views: Option<u64>,
    /// The site's day and the hour, which proofs of sending are good for.
    time: (i64, i64),
}

impl Stamp {
    /// What is so now, of a page of a site at a generation that was just looked up.
    pub(super) async fn now(
        app: &App,
        (generation, content): (u64, &SiteContent),
        page: &Page,
        (entry, origin): (bool, String),
    ) -> Self {
        let site = &content.site.id;
        // A page can be read without its numbers.
        let counts = app.counter.counts_at(site, generation).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "a page is sent without counts");
            None
        });
        let article = match page.numbers {
            Numbers::Article(article, _) => Some(article),
            Numbers::Site(_) => page.read,
        };
        let views = article.and_then(|article| app.counter.views_now(site, article)).map(|numbers| numbers.views);
        Self { origin, entry, counts, views, time: app.counter.time(site) }
    }
}

/// The values for a page's holes, in their order.
pub(super) async fn values(app: &App, content: &SiteContent, page: &Page, stamp: &Stamp) -> Vec<String> {
    let token = app.counter.token(&content.site.id, page.read, stamp.entry).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a page is sent that cannot be counted without script");
        String::new()
    });
    let value = |hole: &Hole| match hole {
        Hole::Origin => stamp.origin.clone(),
        Hole::Counter => render::numbers(&page.numbers, stamp.counts, stamp.views, &page.edition),
        Hole::Counts => serde_json::to_string(&stamp.counts).unwrap_or_default(),
        Hole::Views => stamp.views.map(|views| render::views(views, &page.edition)).unwrap_or_default(),
        Hole::ViewsNumber => serde_json::to_string(&stamp.views).unwrap_or_default(),
        Hole::Token => token.clone(),
    };
    page.pieces.holes().map(value).collect()
}
