//! One article in a listing: as the lead, as a story of the second row, as a line of a list.

use super::{Edition, time};
use crate::markup::{Element, el};
use crate::route::Route;
use crate::text::DateForm;
use bantin_feed::Article;

/// What a listing shows of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The article's own page.
    pub href: String,
    /// The headline.
    pub title: String,
    /// The language of headline and summary, where it is not the page's.
    pub lang: Option<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// The picture's address.
    pub picture: Option<String>,
    /// When it was published: for machines, for people.
    pub time: Option<(String, String)>,
    /// The main category: its address and name.
    pub category: Option<(String, String)>,
    /// The word for articles that are kept at the top, where this is one.
    pub pinned: Option<&'static str>,
}

impl Card {
    /// The card of an article in an edition.
    #[must_use]
    pub fn of(article: &Article, edition: &Edition) -> Self {
        let route = Route::Article { id: article.id.clone(), slug: article.slug.clone() };
        Self {
            href: edition.href(&route),
            title: edition.title_of(article),
            lang: edition.foreign(article.language.as_deref()),
            summary: article.summary.clone(),
            picture: article.image.clone().or_else(|| article.banner_image.clone()),
            time: article.date_published.map(|when| edition.time(when, DateForm::Day)),
            category: edition.main_category(article),
            pinned: article.pinned.then_some(edition.text().pinned),
        }
    }

    fn frame(&self, words: &'static str) -> Element {
        el(words).attr("lang", self.lang.clone())
    }

    fn headline(&self, words: &'static str) -> Element {
        el(words).with(el("a").attr("href", self.href.clone()).with(self.title.clone()))
    }

    fn summary(&self) -> Option<Element> {
        self.summary.clone().map(|summary| el("p.summary").with(summary))
    }

    /// The picture is a second way to the article, so it is hidden from the keyboard and from screen readers.
    fn picture(&self, loading: &'static str) -> Option<Element> {
        let link = el("a.picture tabindex=-1 aria-hidden=true").attr("href", self.href.clone());
        self.picture.clone().map(|picture| link.with(image(picture).attr("loading", loading)))
    }

    fn kicker(&self) -> Element {
        el("p.kicker")
            .with(self.pinned.map(|pinned| el("strong.pinned").with(pinned)))
            .with(self.category.clone().map(|(href, name)| el("a").attr("href", href).with(name)))
            .with(self.time.clone().map(time))
    }
}

/// A picture of the proportions that all have, so that nothing moves when it comes.
pub(super) fn image(address: String) -> Element {
    el("img alt width=1200 height=800 decoding=async").attr("src", address)
}

/// The story that opens the front page, with a large picture.
#[must_use]
pub fn lead(card: &Card) -> Element {
    let words = if card.picture.is_some() { "article.lead" } else { "article.lead.bare" };
    let text = el("div.lead-text").with(card.kicker()).with(card.headline("h2.headline")).with(card.summary());
    card.frame(words).with(card.picture("eager")).with(text)
}

/// A story with a picture above its headline, or else its summary below.
#[must_use]
pub fn story(card: &Card) -> Element {
    let summary = if card.picture.is_none() { card.summary() } else { None };
    card.frame("article.story")
        .with(card.picture("lazy"))
        .with(card.kicker())
        .with(card.headline("h3.headline"))
        .with(summary)
}

/// A line of a list: headline and summary, the picture small beside them. `heading` is its heading in the words of [`el`].
#[must_use]
pub fn row(card: &Card, heading: &'static str) -> Element {
    let text = el("div.row-text").with(card.kicker()).with(card.headline(heading)).with(card.summary());
    card.frame("article.row").with(text).with(card.picture("lazy"))
}

/// A headline and its date, nothing more.
#[must_use]
pub fn brief(card: &Card) -> Element {
    card.frame("article.brief").with(card.headline("h3.headline")).with(card.time.clone().map(time))
}
