//! What a site consists of: what is asked for, and the file that the answer becomes.

use axum::http::StatusCode;
use bantin::data::{Query, article_path, file_of};
use bantin::route::{Addresses, FeedAddress, FeedFormat, Route};

use crate::content::SiteContent;
use crate::render::ANSWERS;
use crate::store::{Store, StoreError, Which};

/// Something that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Its path as if the site lived at the root.
    pub(super) address: String,
    /// The file, below the folder.
    pub(super) file: String,
    pub(super) kind: Kind,
}

/// What it is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A page for people.
    Page,
    /// The page that hosts show for what they have not.
    NotFound,
    /// A listing, as the client asks for it.
    Listing(Query),
    /// An article, as the client asks for it.
    Article,
    /// Whatever is taken as it is.
    Plain,
}

impl Kind {
    /// The status of its answer.
    pub(super) fn status(&self) -> StatusCode {
        if matches!(self, Self::NotFound) { StatusCode::NOT_FOUND } else { StatusCode::OK }
    }

    /// Whether it may be missing by the time that it is asked for.
    pub(super) fn may_be_gone(&self) -> bool {
        matches!(self, Self::Page | Self::Article | Self::Listing(_))
    }
}

impl Wanted {
    /// What is taken as it is, by its path below the base.
    pub(super) fn plain(path: &str) -> Self {
        Self { address: format!("/{path}"), file: path.to_owned(), kind: Kind::Plain }
    }
}

/// How many articles are looked at in one go.
const AT_ONCE: u64 = 500;

/// All that is known of a site without looking into it.
pub(super) fn all(content: &SiteContent, store: &dyn Store) -> Result<Vec<Wanted>, StoreError> {
    let site = &content.site;
    let mut routes = vec![Route::Home, Route::HowCounted, Route::Search { query: String::new() }];
    let mut queries = vec![Query::opening()];
    for category in &site.categories {
        let slug = &category.slug;
        let which = Which { category: Some(slug.clone()), offset: 0, limit: 0 };
        let total = store.listing(&site.id, &which)?.total;
        let per_page = u64::from(Query::category(slug.clone(), 1).per_page);
        let pages = u32::try_from(total.div_ceil(per_page)).unwrap_or(u32::MAX).max(1);
        queries.push(Query::block(slug.clone()));
        for page in 1..=pages {
            routes.push(Route::Category { slug: slug.clone(), page });
            queries.push(Query::category(slug.clone(), page));
        }
    }
    let mut articles = Vec::new();
    for offset in (0..).map(|part| part * AT_ONCE) {
        let part = store.listing(&site.id, &Which { category: None, offset, limit: AT_ONCE })?;
        if part.articles.is_empty() {
            break;
        }
        articles.extend(part.articles.into_iter().map(|row| (row.id.to_string(), row.slug)));
    }
    let json = |path: String, kind: Kind| Wanted {
        address: format!("/api/v1/sites/{}{path}", site.id),
        file: format!("{ANSWERS}{}", file_of(&path)),
        kind,
    };
    let mut all: Vec<Wanted> = queries.into_iter().map(|query| json(query.path(), Kind::Listing(query))).collect();
    for (id, slug) in articles {
        all.push(json(article_path(&id), Kind::Article));
        routes.push(Route::Article { id, slug });
    }
    let addresses = Addresses { folders: true, ..Addresses::paths("/", &site.languages) };
    for language in &addresses.languages {
        let categories = site.categories.iter().map(|category| Some(category.slug.clone()));
        for category in std::iter::once(None).chain(categories) {
            let feed =
                |format| FeedAddress { language: *language, category: category.clone(), format }.href(&addresses);
            all.extend(FeedFormat::ALL.map(|format| Wanted::plain(feed(format).trim_start_matches('/'))));
        }
        all.extend(routes.iter().map(|route| {
            let address = addresses.href(*language, route);
            let file = format!("{}index.html", address.trim_start_matches('/'));
            Wanted { address, file, kind: Kind::Page }
        }));
    }
    all.push(Wanted { address: "/404".to_owned(), file: "404.html".to_owned(), kind: Kind::NotFound });
    all.extend(PLAIN.iter().map(|path| Wanted::plain(path)));
    Ok(all)
}

/// What machines ask for.
const PLAIN: [&str; 4] = ["sitemap.xml", "sitemap-news.xml", "robots.txt", "manifest.webmanifest"];
