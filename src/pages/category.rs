//! A category's listing, page by page.

use super::Desk;
use crate::client::Query;
use crate::components::card::Card;
use crate::components::listing::{head, listing};
use crate::components::pagination::Pages;
use crate::components::skeleton::{Shape, skeleton};
use crate::markup::{Markup, live};
use crate::route::Route;
use crate::state::loadable::{Load, Loadable};

/// Articles on one page.
const PER_PAGE: u32 = 12;

/// The listing of a category.
pub fn category(desk: Desk, slug: String, page: u32) -> Markup {
    let client = desk.client.clone();
    let load = Loadable::new({
        let slug = slug.clone();
        move || {
            let (client, query) = (client.clone(), Query { category: Some(slug.clone()), page, per_page: PER_PAGE });
            async move { client.listing(&query).await }
        }
    });
    let name = desk.edition.category_name(&slug, &slug);
    desk.reports.shown(None, &desk.client, desk.live);
    live(move || match load.get() {
        Load::Loading => [head(&name, &desk.edition), skeleton(Shape::Listing, desk.edition.text()).into()].into(),
        Load::Ready(found) => {
            let text = desk.edition.text();
            let title = if page > 1 { format!("{name} – {} {page}", text.page) } else { name.clone() };
            desk.shown(Some(&title));
            let cards: Vec<_> = found.articles.iter().map(|article| Card::of(article, &desk.edition)).collect();
            let pages = Pages::new(found.page, found.pages, |page| {
                desk.edition.href(&Route::Category { slug: slug.clone(), page })
            });
            [head(&name, &desk.edition), listing(&cards, &pages, &desk.edition).into()].into()
        }
        Load::Failed(error) => desk.failed(error, load),
    })
}
