//! One file a page: it asks for its data and shows the components.
//!
//! This room exists so that components know nothing of loading, and `state` nothing of what is seen. It may import
//! `state`, `components` and all below them.

pub mod article;
pub mod category;
pub mod home;
pub mod not_found;
pub mod rendered;
pub mod search;
pub mod site;

use crate::client::Client;
use crate::components::{Edition, notice};
use crate::data::{Listing, Query};
use crate::error::LoadError;
use crate::markup::Markup;
use crate::route::Route;
use crate::state::live::Live;
use crate::state::loadable::Loadable;
use crate::state::navigation::Navigation;
use crate::state::reading::Reports;
use crate::text::Text;
use std::sync::Arc;

/// What every page works with.
#[derive(Clone)]
pub struct Desk {
    /// Whose page it is, in which language.
    pub edition: Edition,
    /// Where its data come from.
    pub client: Client,
    /// The address of the module that searches.
    pub finder: Option<Arc<str>>,
    /// Where the visitor is.
    pub navigation: Navigation,
    /// The counts.
    pub live: Live,
    /// What has been reported.
    pub reports: Reports,
}

impl Desk {
    /// Gives the page its title; `None` for the front page.
    fn titled(&self, title: Option<&str>) {
        self.navigation.titled(&self.edition.title(title));
        self.navigation.ready();
    }

    /// To be called when a page has all its content, under its title.
    pub fn shown(&self, title: Option<&str>) {
        self.titled(title);
        self.navigation.arrived();
    }

    /// A page that has nothing else to show.
    fn dead_end(&self, error: LoadError) -> Markup {
        let gone = self.client.gone();
        let error = if gone.is_some() { LoadError::Withdrawn } else { error };
        self.live.follow_article(None);
        self.shown(Some(notice::dead_end_title(error, self.edition.text())));
        notice::dead_end(error, gone.flatten().as_deref(), &self.edition).into()
    }

    /// What stands where a page's main content failed to load: a dead end, or a retry.
    pub fn failed<T: Send + Sync + 'static>(&self, error: LoadError, load: Loadable<T>) -> Markup {
        match error {
            LoadError::NotFound | LoadError::Withdrawn => self.dead_end(error),
            _ => {
                let text = self.edition.text();
                self.live.follow_article(None);
                self.navigation.titled(&self.edition.title(Some(text.failed)));
                self.navigation.arrived();
                self.navigation.failed(error);
                failed(error, text, load)
            }
        }
    }
}

/// Fetches a listing.
pub fn listing(client: &Client, query: Query) -> Loadable<Listing> {
    let client = client.clone();
    Loadable::new(move || {
        let (client, query) = (client.clone(), query.clone());
        async move { client.listing(&query).await }
    })
}

/// The page at a route.
pub fn page(desk: Desk, route: Route) -> Markup {
    if !matches!(route, Route::Article { .. }) {
        desk.live.follow_article(None);
    }
    if let Some(page) = rendered::rendered(&desk) {
        return page;
    }
    match route {
        Route::Home => home::home(desk),
        Route::Category { slug, page } => category::category(desk, slug, page),
        Route::Article { id, slug } => article::article(desk, id, slug),
        Route::Search { query } => search::search(desk, query),
        Route::HowCounted | Route::NotFound => not_found::not_found(&desk),
    }
}

/// Why something failed, and the button that tries again.
pub fn failed<T: Send + Sync + 'static>(error: LoadError, text: &'static Text, load: Loadable<T>) -> Markup {
    notice::failed(error, text, move || load.retry()).into()
}
