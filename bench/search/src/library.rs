//! Articles in the companion server's own store, and what it finds.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use bantin_feed::{Article, read_json_feed};
use bantin_search::{Asking, Filter, Finding, IndexedWords, words_of};
use bantin_server::searching::{Searched, Searcher};
use bantin_server::store::{ImportBatch, Incoming, Sqlite, Store};

/// The id of the site.
const SITE: &str = "demo";

/// Articles taken at once.
const AT_ONCE: usize = 5_000;

/// The articles of the demo site.
pub(crate) fn demo(feed: &Path) -> Result<Vec<Article>> {
    let bytes = std::fs::read(feed).with_context(|| format!("reading {}", feed.display()))?;
    Ok(read_json_feed(&bytes, None).context("reading the demo site")?.feed.items)
}

/// A store with articles in it.
pub(crate) struct Library {
    store: Arc<dyn Store>,
    searcher: Searcher,
}

impl Library {
    /// Opens a store in a file.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let store: Arc<dyn Store> = Arc::new(Sqlite::open(path)?);
        store.ensure_site(SITE, None)?;
        Ok(Self { searcher: Searcher::new(Arc::clone(&store)), store })
    }

    /// Takes articles in, with their words or without.
    pub(crate) fn import(&self, articles: &[Article], with_words: bool) -> Result<()> {
        for some in articles.chunks(AT_ONCE) {
            let articles = some.iter().map(|article| incoming(article, with_words)).collect();
            let batch = ImportBatch { source: "bench".to_owned(), articles, now: 1, ..ImportBatch::default() };
            self.store.import(SITE, &batch)?;
        }
        Ok(())
    }

    /// What a question finds.
    pub(crate) fn find(&self, typed: &str, limit: usize) -> Result<Finding> {
        let generation = self.store.generation(SITE)?.unwrap_or_default();
        let of = Searched { site: SITE, generation, language: "vi", zone: 420 };
        let asking = Asking { typed: typed.to_owned(), filter: Filter::default(), offset: 0, limit };
        Ok(self.searcher.find(of, &asking)?)
    }

    /// The titles that are suggested.
    pub(crate) fn suggest(&self, typed: &str) -> Result<usize> {
        Ok(self.searcher.suggest(SITE, typed)?.len())
    }

    /// The store.
    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }
}

fn incoming(article: &Article, with_words: bool) -> Incoming {
    let category = |category: &bantin_feed::Category| bantin_api::Category {
        slug: category.slug.clone(),
        name: category.name.clone(),
        name_en: None,
    };
    let feed =
        bantin_feed::Feed { title: "bench".to_owned(), items: vec![article.clone()], ..bantin_feed::Feed::default() };
    Incoming {
        source_id: article.id.clone(),
        format: "jsonfeed".to_owned(),
        article: bantin_feed::write_json_feed(&feed),
        title: article.title.clone().unwrap_or_default(),
        slug: article.slug.clone(),
        published: article.date_published.map(|date| date.unix()),
        date_published: article.date_published.map(|date| date.to_rfc3339()),
        language: article.language.clone().unwrap_or_default(),
        categories: article.categories.iter().map(category).collect(),
        words: if with_words { words_of(article) } else { IndexedWords::default() },
        ..Incoming::default()
    }
}
