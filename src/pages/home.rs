//! The front page: the newest, and a block for each category.

use super::{Desk, failed, listing};
use crate::components::Edition;
use crate::components::front;
use crate::components::skeleton::{Shape, skeleton};
use crate::data::{Listing, Query};
use crate::markup::{Element, Markup, live, nothing};
use crate::state::loadable::{Load, Loadable};
use bantin_api::Category;

/// The front page.
pub fn home(desk: Desk) -> Markup {
    let newest = listing(&desk.client, Query::opening());
    let categories = desk.edition.site.categories.iter();
    let loads: Vec<_> =
        categories.clone().map(|category| listing(&desk.client, Query::block(category.slug.clone()))).collect();
    let blocks: Markup = categories.zip(&loads).map(|(category, load)| block(&desk, category, *load, newest)).collect();
    let edition = desk.edition.clone();
    desk.reports.shown(None);
    // Only when all of it is there can the page be scrolled to where it was left.
    let arrival = live({
        let navigation = desk.navigation;
        move || {
            if loads.iter().chain([&newest]).all(|load| load.settled()) {
                navigation.arrived();
            }
            nothing()
        }
    });
    let opening = live(move || match newest.get() {
        Load::Loading => skeleton(Shape::Front, desk.edition.text()).into(),
        Load::Ready(listing) => {
            desk.titled(None);
            front::opening(&listing.articles, &desk.edition)
        }
        Load::Failed(error) => desk.failed(error, newest),
    });
    [front::page(opening, blocks, &edition), arrival].into()
}

fn block(desk: &Desk, category: &Category, load: Loadable<Listing>, newest: Loadable<Listing>) -> Element {
    let edition = desk.edition.clone();
    let slug = category.slug.clone();
    let stack = move |listing: &Listing, newest: &Listing, edition: &Edition| {
        front::stack(&front::for_block(&slug, &listing.articles, &newest.articles), edition)
    };
    let shown = live(move || match (load.get(), newest.get()) {
        (Load::Failed(error), _) => failed(error, edition.text(), load),
        (Load::Ready(listing), Load::Ready(newest)) => stack(&listing, &newest, &edition),
        (Load::Ready(listing), Load::Failed(_)) => stack(&listing, &Listing::default(), &edition),
        _ => skeleton(Shape::Block, edition.text()).into(),
    });
    front::block(category, &desk.edition, shown)
}
