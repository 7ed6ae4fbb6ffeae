//! `<bantin-news>` and `<bantin-article>`: a list of articles, and an article, in one place.

use super::options::{News, Open};
use crate::client::Client;
use crate::components::card::Card;
use crate::components::news::{self as component, NewsLayout};
use crate::components::skeleton::{Shape, skeleton};
use crate::config::{Config, Source};
use crate::data::{Listing, Query};
use crate::markup::{Markup, live};
use crate::pages::{self, Desk};
use crate::route::Route;
use crate::state::loadable::{Load, Loadable};
use crate::state::navigation::Navigation;
use std::sync::Arc;

/// What belongs to a list.
struct Wanted {
    news: News,
    /// The list, asked for beside the site; `None` where an article comes first.
    first: Option<Loadable<Listing>>,
    /// Whether articles are read where they were published.
    abroad: bool,
}

/// The list, or the article that it led to.
pub fn news(config: Config, client: Client, navigation: Navigation, news: News) -> Markup {
    let first = match &news.article {
        Some(id) => {
            client.ask_ahead(&Route::Article { id: id.clone(), slug: String::new() });
            None
        }
        None => Some(load(&client, &news)),
    };
    let shape = if first.is_some() { Shape::Block } else { Shape::Article };
    let abroad = news.open == Open::Site && matches!(config.source, Source::Feed(_));
    let wanted = Arc::new(Wanted { news, first, abroad });
    pages::site::site(config, client, navigation, shape, Box::new(move |desk, route| shown(desk, route, &wanted)))
}

fn load(client: &Client, news: &News) -> Loadable<Listing> {
    pages::listing(client, Query { category: news.category.clone(), page: 1, per_page: news.count })
}

fn shown(desk: Desk, route: Route, wanted: &Arc<Wanted>) -> Markup {
    let back = || component::back(desk.edition.href(&Route::Home), desk.edition.text());
    match (&route, &wanted.news.article) {
        (Route::Home | Route::NotFound, None) => list(desk, wanted.clone()),
        // Nobody came to the element's own article from a list.
        (Route::Article { id, .. }, Some(own)) if id == own => pages::page(desk, route),
        (Route::Home | Route::NotFound, Some(own)) => {
            pages::page(desk, Route::Article { id: own.clone(), slug: String::new() })
        }
        (_, None) => [back().into(), pages::page(desk, route)].into(),
        _ => pages::page(desk, route),
    }
}

fn list(desk: Desk, wanted: Arc<Wanted>) -> Markup {
    let load = match wanted.first {
        Some(first) => first,
        None => load(&desk.client, &wanted.news),
    };
    desk.live.rest();
    desk.reports.shown(None);
    live(move || match load.get() {
        Load::Loading => skeleton(Shape::Block, desk.edition.text()).into(),
        Load::Ready(found) => {
            let News { layout, heading, category, .. } = &wanted.news;
            let card = |article| {
                let mut card = Card::of(article, &desk.edition);
                if wanted.abroad {
                    card.href = Option::clone(&article.url).unwrap_or(card.href);
                    card.category = None;
                }
                // The list is of one category: no need to say it of each.
                if category.is_some() || *layout == NewsLayout::Compact {
                    card.category = None;
                }
                card
            };
            let cards: Vec<Card> = found.articles.iter().map(card).collect();
            desk.shown(None);
            component::news(&cards, *layout, heading.as_deref(), desk.edition.text()).into()
        }
        Load::Failed(error) => desk.failed(error, load),
    })
}
