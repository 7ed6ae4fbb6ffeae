//! One article in a listing: as the lead, as a story of the second row, as a line of a list.

use super::{Edition, time};
use crate::markup::{Element, Markup, el};
use crate::route::Route;
use crate::text::DateForm;
use bantin_feed::{Article, Picture};

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
    /// The picture.
    pub picture: Option<Shown>,
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
            picture: Shown::of(article),
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
    fn picture(&self, words: &'static str, sizes: &'static str) -> Option<Element> {
        let link = el("a.picture tabindex=-1 aria-hidden=true").attr("href", self.href.clone());
        self.picture.as_ref().map(|picture| link.with(picture.image(words, sizes)))
    }

    fn kicker(&self) -> Element {
        el("p.kicker")
            .with(self.pinned.map(|pinned| el("strong.pinned").with(pinned)))
            .with(self.category.clone().map(|(href, name)| el("a").attr("href", href).with(name)))
            .with(self.time.clone().map(time))
    }
}

/// An article's picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its address.
    pub address: String,
    /// Its sizes, where there are any.
    pub picture: Option<Picture>,
}

/// The picture that the eye falls on first: nothing else of a page is fetched before it.
pub(super) const FIRST: &str = "img alt fetchpriority=high decoding=async";

/// A picture that is fetched when it comes near the screen.
const LATER: &str = "img alt loading=lazy decoding=async";

impl Shown {
    /// The picture of an article.
    #[must_use]
    pub fn of(article: &Article) -> Option<Self> {
        let address = article.image.clone().or_else(|| article.banner_image.clone())?;
        Some(Self { address, picture: article.picture.clone() })
    }

    /// The picture in the words of [`el`]; `sizes` says how wide it is on which screen. One whose proportions are not
    /// known is taken to have those that most have, so that little moves when it comes.
    pub(super) fn image(&self, words: &'static str, sizes: &'static str) -> Element {
        let (mut width, mut height) = (1200, 800);
        let mut image = el(words);
        if let Some(picture) = &self.picture {
            (width, height) = (picture.width, picture.height);
            image = image.attr("sizes", sizes).attr("srcset", picture.srcset.clone());
        }
        let image = image.attr("width", width.to_string()).attr("height", height.to_string());
        image.attr("src", self.address.clone())
    }
}

/// The story that opens the front page, with a large picture.
#[must_use]
pub fn lead(card: &Card) -> Element {
    let words = if card.picture.is_some() { "article.lead" } else { "article.lead.bare" };
    let text = el("div.lead-text").with(card.kicker()).with(card.headline("h2.headline")).with(card.summary());
    card.frame(words).with(card.picture(FIRST, "(min-width:760px) min(53vw,640px),95vw")).with(text)
}

/// A story with a picture above its headline, or else its summary below.
#[must_use]
pub fn story(card: &Card) -> Element {
    let summary = if card.picture.is_none() { card.summary() } else { None };
    card.frame("article.story")
        .with(card.picture(LATER, "(min-width:620px) min(45vw,360px),95vw"))
        .with(card.kicker())
        .with(card.headline("h3.headline"))
        .with(summary)
}

/// A line of a list: headline and summary, the picture small beside them. `heading` is its heading in the words of [`el`].
#[must_use]
pub fn row(card: &Card, heading: &'static str) -> Element {
    let text = el("div.row-text").with(card.kicker()).with(card.headline(heading)).with(card.summary());
    card.frame("article.row").with(text).with(card.picture(LATER, "(min-width:760px) 220px,28vw"))
}

/// A headline and its date, nothing more.
#[must_use]
pub fn brief(card: &Card) -> Element {
    card.frame("article.brief").with(card.headline("h3.headline")).with(card.time.clone().map(time))
}

/// A line of what is found: headline and text with what was asked for marked, in the place of the card's own.
#[must_use]
pub fn found(card: &Card, headline: Markup, text: Markup) -> Element {
    let headline = el("h2.headline").with(el("a").attr("href", card.href.clone()).with(headline));
    let text = el("div.row-text").with(card.kicker()).with(headline).with(el("p.summary").with(text));
    card.frame("article.row").with(text).with(card.picture(LATER, "(min-width:760px) 220px,28vw"))
}
