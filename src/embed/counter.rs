//! `<bantin-counter>`: the visits of a site, or the views of one article.

use crate::client::Client;
use crate::components::counter::{self, CounterLayout};
use crate::markup::{Markup, live};
use crate::state::live::Live;
use crate::state::navigation::Navigation;
use crate::state::reading::Reports;
use crate::text::text;
use bantin_api::Language;

/// The counter. That it is shown is a visit of the site, as the page around it is.
pub fn counter(
    client: &Client,
    navigation: Navigation,
    article: Option<u64>,
    layout: CounterLayout,
    language: Language,
) -> Markup {
    let counts = Live::start(client);
    Reports::start(client, counts).shown(None);
    counts.follow_article(article);
    navigation.speaks(language);
    let text = text(language);
    live(move || {
        let out_of_touch = counts.out_of_touch();
        let shown = counts.counts();
        if shown.is_some() {
            navigation.ready();
        } else if out_of_touch {
            navigation.failed(crate::error::LoadError::Network);
        }
        match article {
            Some(article) => counter::views(counts.views_of(article), layout, out_of_touch, text).into(),
            None => counter::visits(shown, layout, out_of_touch, text).into(),
        }
    })
}
