//! What is asked for, and who answers: a server of ours, or the shelf.

use bantin::components::Edition;
use bantin::config::{CONFIG, Config, Source};
use bantin::data::{Found, Search, suggestions, suggestions_path};
use bantin::error::LoadError;
use bantin::on_demand::{Client, Tree, ask, text_of};
use bantin_api::{Language, Site, Suggestion};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

thread_local! {
    /// What the page shows, once it was looked at.
    static PAGE: RefCell<Option<Rc<Page>>> = const { RefCell::new(None) };
}

/// The page's site, and where its data come from.
struct Page {
    config: Config,
    site: Arc<Site>,
    client: Client,
}

/// One edition of it, in which is searched.
pub(crate) struct Asked {
    /// The edition.
    pub(crate) edition: Edition,
    page: Rc<Page>,
}

impl Asked {
    /// The edition of the page that this is in, in the language of a tag.
    pub(crate) async fn of_page(language: &str) -> Result<Self, LoadError> {
        let known = PAGE.with_borrow(Clone::clone);
        let page = match known {
            Some(page) => page,
            None => Rc::new(Page::read().await?),
        };
        PAGE.set(Some(Rc::clone(&page)));
        let edition = Edition {
            site: Arc::clone(&page.site),
            language: Language::of_tag(language).unwrap_or_default(),
            addresses: Arc::clone(&page.config.addresses),
            date_form: page.config.date_form,
            own_page: true,
        };
        Ok(Self { edition, page })
    }

    /// One page of what is found.
    pub(crate) async fn found(&self, search: &Search) -> Result<Found, LoadError> {
        Found::read(&self.page.answer(&search.path()).await?).ok_or(LoadError::Answer)
    }

    /// Titles that go on from what is being typed.
    pub(crate) async fn suggestions(&self, typed: &str) -> Result<Vec<Suggestion>, LoadError> {
        Ok(suggestions(&self.page.answer(&suggestions_path(typed)).await?))
    }
}

impl Page {
    async fn read() -> Result<Self, LoadError> {
        let written = text_of(CONFIG).and_then(|json| Tree::parse(&json)).ok_or(LoadError::Answer)?;
        // The application has started with it, so that it can be read.
        let config = Config::read(&written).map_err(|_| LoadError::Answer)?;
        let client = Client::new(&config);
        let site = match &config.site {
            Some(site) => Arc::clone(site),
            None => Arc::new(client.site().await?),
        };
        Ok(Self { config, site, client })
    }

    /// What the API answers at a path: from the server, or where there is none from the shelf.
    async fn answer(&self, path: &str) -> Result<Tree, LoadError> {
        if matches!(self.config.source, Source::Server(_)) {
            return self.client.answer(path).await;
        }
        let shelf = self.config.shelf.as_deref().ok_or(LoadError::NotFound)?;
        let first = self.site.languages.first().copied().unwrap_or_default();
        let answer = ask(shelf, "answer", [&path.into(), &first.tag().into()]).await?;
        answer.as_string().and_then(|json| Tree::parse(&json)).ok_or(LoadError::Answer)
    }
}
