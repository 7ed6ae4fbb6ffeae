//! What is found: its page is made by a module that is loaded for it.

use super::Desk;
use crate::components::RENDERED;
use crate::components::skeleton::{Shape, skeleton};
use crate::error::LoadError;
use crate::markup::{Markup, el, live};
use crate::state::loadable::{Load, Loadable};

/// The page of a search.
pub fn search(desk: Desk, query: String) -> Markup {
    desk.reports.shown(None);
    let (client, finder) = (desk.client.clone(), desk.finder.clone());
    let language = desk.edition.language;
    let load = Loadable::new(move || {
        let (client, finder, query) = (client.clone(), finder.clone(), query.clone());
        async move { client.search(finder.as_deref().ok_or(LoadError::NotFound)?, &query, language).await }
    });
    live(move || match load.get() {
        Load::Loading => skeleton(Shape::Listing, desk.edition.text()).into(),
        Load::Ready(page) => {
            let (title, html) = &*page;
            desk.shown(Some(title));
            el(RENDERED).html(html.clone()).into()
        }
        Load::Failed(error) => desk.failed(error, load),
    })
}
