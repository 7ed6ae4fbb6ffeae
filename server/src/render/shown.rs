//! What a page shows, made by the components that the client makes it with.

use std::sync::Arc;

use bantin::components::frame::{frame, whole};
use bantin::components::{Edition, RENDERED, article, front, listing, notice, search};
use bantin::data::{Found, Listing, Search, Whole};
use bantin::error::LoadError;
use bantin::markup::{Element, Markup, el};
use bantin::route::Route;
use bantin::text::DateForm;
use bantin_api::{Category, Language};

use super::hole::Hole;
use super::how_counted;
use crate::content::{Marks, SiteContent};

/// What a page shows.
pub(super) enum Shown {
    /// The front page.
    Home {
        /// The newest articles.
        opening: Listing,
        /// Each category with those of its articles that its block shows.
        blocks: Vec<(Category, Listing)>,
    },
    /// One page of a category.
    Category {
        /// The category.
        slug: String,
        /// Its articles.
        listing: Listing,
    },
    /// An article under its number.
    Article(u64, Box<Whole>),
    /// What is found, or the field alone.
    Search(Search, Option<Box<Found>>),
    /// How visits are counted.
    HowCounted,
    /// Nothing, for this reason; the category from which one can go on.
    DeadEnd(LoadError, Option<String>),
}

/// The edition of a site in a language, as the client makes it from the page's configuration.
#[must_use]
pub fn edition(site: &SiteContent, language: Language) -> Edition {
    let date_form = site.settings.date_form.as_deref().and_then(DateForm::of_name).unwrap_or_default();
    Edition {
        site: Arc::new(site.site.clone()),
        language,
        addresses: Arc::new(site.settings.addresses()),
        date_form,
        own_page: true,
    }
}

impl Shown {
    /// The status that the page is sent with.
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::DeadEnd(LoadError::Withdrawn, _) => 410,
            Self::DeadEnd(..) => 404,
            Self::Home { .. } | Self::Category { .. } | Self::Article(..) | Self::Search(..) | Self::HowCounted => 200,
        }
    }

    /// The page's own title; `None` for the front page.
    pub(super) fn title(&self, edition: &Edition) -> Option<String> {
        match self {
            Self::Home { .. } => None,
            Self::Category { slug, listing } => {
                Some(listing::title(&edition.category_name(slug, slug), listing.page, edition))
            }
            Self::Article(_, whole) => Some(edition.title_of(&whole.article)),
            Self::Search(search, _) => Some(search::title(search, edition)),
            Self::HowCounted => Some(edition.text().how_counted.to_owned()),
            Self::DeadEnd(error, _) => Some(notice::dead_end_title(*error, edition.text()).to_owned()),
        }
    }

    /// The whole application, as HTML; with a counter where visits are counted.
    pub(super) fn html(&self, edition: &Edition, route: &Route, marks: &Marks, counts: bool) -> String {
        let hole = |hole: Hole| Markup::Text(marks.at(hole.place()).into());
        let feed = format!("{}feed.json", edition.addresses.base);
        let main = self.main(edition, || hole(Hole::Views));
        printed(whole(frame(edition, route, main, counts.then(|| hole(Hole::Counter)), feed)))
    }

    fn main(&self, edition: &Edition, views: impl Fn() -> Markup) -> Markup {
        match self {
            Self::Home { opening, blocks } => {
                let block = |(category, listing): &(Category, Listing)| {
                    let articles: Vec<_> = listing.articles.iter().collect();
                    front::block(category, edition, front::stack(&articles, edition))
                };
                let blocks = blocks.iter().map(block).collect();
                front::page(front::opening(&opening.articles, edition), blocks, edition)
            }
            Self::Category { slug, listing } => {
                let name = edition.category_name(slug, slug);
                [listing::head(&name, edition), listing::listing(slug, listing, edition).into()].into()
            }
            Self::Article(_, whole) => article::article(&whole.article, &whole.body, edition, views()).into(),
            Self::Search(asked, found) => search::page(asked, found.as_deref(), edition).into(),
            Self::HowCounted => el(RENDERED).with(how_counted::page(edition)).into(),
            Self::DeadEnd(error, category) => notice::dead_end(*error, category.as_deref(), edition).into(),
        }
    }
}

/// So many views of an article, as HTML.
#[must_use]
pub fn views(count: u64, edition: &Edition) -> String {
    printed(article::views(count, edition))
}

fn printed(element: Element) -> String {
    let mut html = String::new();
    Markup::from(element).print(&mut html);
    html
}
