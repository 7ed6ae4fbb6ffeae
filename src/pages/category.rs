//! A category's listing, page by page.

use super::Desk;
use crate::components::listing::{head, listing, title};
use crate::components::skeleton::{Shape, skeleton};
use crate::data::Query;
use crate::markup::{Markup, live};
use crate::state::loadable::Load;

/// The listing of a category.
pub fn category(desk: Desk, slug: String, page: u32) -> Markup {
    let load = super::listing(&desk.client, Query::category(slug.clone(), page));
    let name = desk.edition.category_name(&slug, &slug);
    desk.reports.shown(None);
    live(move || match load.get() {
        Load::Loading => [head(&name, &desk.edition), skeleton(Shape::Listing, desk.edition.text()).into()].into(),
        Load::Ready(found) => {
            desk.shown(Some(&title(&name, page, &desk.edition)));
            [head(&name, &desk.edition), listing(&slug, &found, &desk.edition).into()].into()
        }
        Load::Failed(error) => desk.failed(error, load),
    })
}
