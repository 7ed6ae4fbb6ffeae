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

    fn frame(&self, class: &'static str) -> Element {
        el("article").class(class).attr("lang", self.lang.clone())
    }

    fn headline(&self, level: &'static str) -> Element {
        el(level).class("headline").with(el("a").attr("href", self.href.clone()).with(self.title.clone()))
    }

    fn summary(&self) -> Option<Element> {
        self.summary.clone().map(|summary| el("p").class("summary").with(summary))
    }

    /// The picture is a second way to the article, so it is hidden from the keyboard and from screen readers.
    fn picture(&self, loading: &'static str) -> Option<Element> {
        let link = el("a").class("picture").attr("href", self.href.clone());
        let link = link.attr("tabindex", "-1").attr("aria-hidden", "true");
        self.picture.clone().map(|picture| link.with(image(picture).attr("loading", loading)))
    }

    fn kicker(&self) -> Element {
        el("p")
            .class("kicker")
            .with(self.pinned.map(|pinned| el("strong").class("pinned").with(pinned)))
            .with(self.category.clone().map(|(href, name)| el("a").attr("href", href).with(name)))
            .with(self.time.clone().map(time))
    }
}

/// A picture of the proportions that all have, so that nothing moves when it comes.
pub(super) fn image(address: String) -> Element {
    el("img").attr("src", address).attr("alt", "").attr("width", "1200").attr("height", "800").attr("decoding", "async")
}

/// The story that opens the front page, with a large picture.
#[must_use]
pub fn lead(card: &Card) -> Element {
    let class = if card.picture.is_some() { "lead" } else { "lead bare" };
    let text = el("div").class("lead-text").with(card.kicker()).with(card.headline("h2")).with(card.summary());
    card.frame(class).with(card.picture("eager")).with(text)
}

/// A story with a picture above its headline, or else its summary below.
#[must_use]
pub fn story(card: &Card) -> Element {
    let summary = if card.picture.is_none() { card.summary() } else { None };
    card.frame("story").with(card.picture("lazy")).with(card.kicker()).with(card.headline("h3")).with(summary)
}

/// A line of a list: headline and summary, the picture small beside them. `level` is that of its heading.
#[must_use]
pub fn row(card: &Card, level: &'static str) -> Element {
    let text = el("div").class("row-text").with(card.kicker()).with(card.headline(level)).with(card.summary());
    card.frame("row").with(text).with(card.picture("lazy"))
}

/// A headline and its date, nothing more.
#[must_use]
pub fn brief(card: &Card) -> Element {
    card.frame("brief").with(card.headline("h3")).with(card.time.clone().map(time))
}
