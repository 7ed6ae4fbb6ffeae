//! The front page: the lead, the newest, a block for each category.

use super::{Desk, failed};
use crate::client::{Listing, Query};
use crate::components::card::{self, Card};
use crate::components::skeleton::{Shape, skeleton};
use crate::components::{Edition, Fresh, notice};
use crate::state::loadable::{Load, Loadable};
use bantin_api::Category;
use leptos::prelude::*;

/// The lead, a row of three, and a list of six.
const NEWEST: u32 = 10;
/// One story and three briefs.
const IN_BLOCK: u32 = 4;

/// The front page.
pub fn home(desk: Desk) -> impl IntoView {
    let newest = listing(&desk, None, NEWEST);
    let blocks = desk.edition.site.categories.clone().into_iter().map({
        let desk = desk.clone();
        move |category| block(desk.clone(), category)
    });
    let blocks = blocks.collect_view();
    let name = desk.edition.site.name.clone();
    desk.reports.shown(None, &desk.client, desk.live);
    view! {
        <h1 class="visually-hidden" tabindex="-1">{name}</h1>
        {move || match newest.get() {
            Load::Loading => Fresh(skeleton(Shape::Front, desk.edition.text())).into_any(),
            Load::Ready(listing) => {
                desk.shown(None);
                Fresh(front(listing, &desk.edition)).into_any()
            }
            Load::Failed(error) => desk.failed(error, newest),
        }}
        <div class="blocks">{blocks}</div>
    }
}

fn listing(desk: &Desk, category: Option<String>, per_page: u32) -> Loadable<Listing> {
    let client = desk.client.clone();
    Loadable::new(move || {
        let (client, query) = (client.clone(), Query { category: category.clone(), page: 1, per_page });
        async move { client.listing(&query).await }
    })
}

fn front(listing: Listing, edition: &Edition) -> impl IntoView + use<> {
    let mut cards = listing.articles.iter().map(|article| Card::of(article, edition));
    let lead = cards.next();
    let stories: Vec<_> = cards.by_ref().take(3).map(card::story).collect();
    let rows: Vec<_> = cards.map(card::row).collect();
    let text = edition.text();
    let empty = lead.is_none();
    let more = !rows.is_empty();
    view! {
        {empty.then(|| notice::empty(text))}
        {lead.map(card::lead)}
        <div class="stories">{stories}</div>
        {more.then(|| view! { <section class="latest"><h2>{text.latest}</h2>{rows}</section> })}
    }
}

fn block(desk: Desk, category: Category) -> impl IntoView {
    let edition = desk.edition.clone();
    let text = edition.text();
    let load = listing(&desk, Some(category.slug.clone()), IN_BLOCK);
    let (name, href) = (edition.name_of(&category), edition.category_href(&category.slug));
    let all = format!("{}: {name}", text.see_all);
    view! {
        <section class="block">
            <h2><a href=href.clone()>{name}</a></h2>
            {move || match load.get() {
                Load::Loading => Fresh(skeleton(Shape::Block, text)).into_any(),
                Load::Ready(listing) => Fresh(stack(listing, &edition)).into_any(),
                Load::Failed(error) => failed(error, text, load),
            }}
            <p class="all"><a href=href aria-label=all>{text.see_all}</a></p>
        </section>
    }
}

fn stack(listing: Listing, edition: &Edition) -> impl IntoView + use<> {
    // The block's heading says the category already.
    let mut cards = listing.articles.iter().map(|article| Card { category: None, ..Card::of(article, edition) });
    let first = cards.next().map(card::story);
    let rest: Vec<_> = cards.map(card::brief).collect();
    view! { {first}{rest} }
}
