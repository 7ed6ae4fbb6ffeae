//! Pages for `<iframe>`s on other hosts' pages: the news, and the counter. For hosts that allow no foreign script or no wasm.
//!
//! The room exists so that what an embed shows can be had as plain HTML: the components that all pages are made of, a style of
//! a few kilobytes, and a script that the page does without. It may import what `render` may.

mod asked;
mod counter;
mod document;
mod news;
mod style;
mod text;

use bantin::components::Edition;
use bantin::components::counter::CounterLayout;
use bantin_api::{Counts, Language};

pub use asked::{Frame, Kind, Shown, Wrong};
use document::Document;
pub use document::Plain;

use super::gathered;
use super::hole::Hole;
use super::page::{Numbers, Page};
use super::shown::edition as edition_of;
use crate::content::{Content, Found, Marks, SiteContent, Wanted};
use crate::settings::SiteSettings;
use crate::store::StoreError;
use bantin::data::Query;
use bantin::markup::Markup;
use std::sync::Arc;

/// Why a frame shows nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The address is wrong in these ways.
    Wrong(Vec<Wrong>),
    /// There is no such site.
    Site(String),
    /// The site has no such article.
    Article(u64),
    /// The article was withdrawn.
    Withdrawn,
}

impl Refused {
    fn status(&self) -> u16 {
        match self {
            Self::Wrong(_) => 400,
            Self::Site(_) | Self::Article(_) => 404,
            Self::Withdrawn => 410,
        }
    }
}

/// Renders a frame of a site; `script` is the address of its script, where the client's files have one.
pub(super) async fn render(
    content: &Arc<Content>,
    site: &SiteContent,
    frame: &Frame,
    script: Option<&str>,
) -> Result<Result<Page, Refused>, StoreError> {
    let marks = Marks::fresh();
    let edition = edition(site, frame.language, &marks);
    let (main, title, numbers) = match &frame.shown {
        Shown::News { category, count, layout } => {
            let per_page = u32::try_from(*count).unwrap_or(u32::MAX);
            let query = Query { category: category.clone(), page: 1, per_page };
            let articles = gathered::listing(content, &site.site.id, &query).await?;
            let articles = articles.map(|(listing, _)| listing.articles).unwrap_or_default();
            let title = news::title(category.as_deref(), &edition);
            (
                news::news(&articles, category.as_deref(), *layout, &edition),
                title,
                Numbers::Site(CounterLayout::default()),
            )
        }
        Shown::Counter { layout, article } => {
            let numbers = match article {
                None => Numbers::Site(*layout),
                Some(article) => match content.get(&site.site.id, Wanted::Article(*article)).await? {
                    Found::Ready(_) => Numbers::Article(*article, *layout),
                    Found::Withdrawn(_) => return Ok(Err(Refused::Withdrawn)),
                    Found::Nothing(_) => return Ok(Err(Refused::Article(*article))),
                },
            };
            let main = Markup::Text(marks.at(Hole::Counter.place()).into());
            (main, counter::title(&numbers, &edition), numbers)
        }
    };
    let document = Document { site, edition: &edition, title: &title, kind: frame.shown.kind(), main, script };
    Ok(Ok(document.page(&marks, numbers)))
}

/// The short page that says why there is nothing else.
#[must_use]
pub fn notice(site: Option<&SiteSettings>, refused: &Refused, language: Language) -> Plain {
    Plain::new(site, refused.status(), text::notice(refused, language), language)
}

/// The edition of a frame. All its addresses are whole: the host that the frame was asked from may lead to another site.
fn edition(site: &SiteContent, language: Language, marks: &Marks) -> Edition {
    let edition = edition_of(site, language);
    let mut addresses = (*edition.addresses).clone();
    addresses.base.insert_str(0, &marks.at(Hole::Origin.place()));
    Edition { addresses: Arc::new(addresses), own_page: false, ..edition }
}

/// The numbers of a page, as HTML.
#[must_use]
pub fn numbers(numbers: &Numbers, counts: Option<Counts>, views: Option<u64>, edition: &Edition) -> String {
    counter::html(numbers, counts, views, edition)
}
