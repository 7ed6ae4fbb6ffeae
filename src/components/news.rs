//! The newest articles, in a column of somebody else's page.

use super::card::{self, Card};
use super::notice;
use crate::markup::{Element, Markup, el};
use crate::text::Text;

/// How they look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NewsLayout {
    /// Headline, date and summary, a small picture beside them.
    #[default]
    List,
    /// Headlines and dates.
    Compact,
    /// Pictures with headlines below, as many beside each other as there is room for.
    Cards,
    /// One line that moves.
    Ticker,
}

impl NewsLayout {
    /// All of them, the default first.
    pub const ALL: [Self; 4] = [Self::List, Self::Compact, Self::Cards, Self::Ticker];

    /// What attributes and addresses call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Compact => "compact",
            Self::Cards => "cards",
            Self::Ticker => "ticker",
        }
    }
}

/// The articles below their heading, if there is one.
#[must_use]
pub fn news(cards: &[Card], layout: NewsLayout, heading: Option<&str>, text: &'static Text) -> Element {
    let heading = heading.map(|heading| el("h2.heading").with(heading.to_owned()));
    let shown: Markup = match layout {
        _ if cards.is_empty() => notice::empty(text).into(),
        NewsLayout::List => cards.iter().map(|card| card::row(card, "h3.headline")).collect(),
        NewsLayout::Compact => cards.iter().map(card::brief).collect(),
        NewsLayout::Cards => el("div.stories").with(cards.iter().map(card::story).collect::<Markup>()).into(),
        NewsLayout::Ticker => ticker(cards, text).into(),
    };
    el("section.news").with(heading).with(shown)
}

/// The way back to the list from one of its articles.
#[must_use]
pub fn back(href: String, text: &'static Text) -> Element {
    el("p.back").with(el("a").attr("href", href).with(text.back_to_list))
}

/// What moves must be stopped by whoever wants to read it (WCAG 2.2.2).
fn ticker(cards: &[Card], text: &'static Text) -> Element {
    let item = |card: &Card| el("li").with(el("a").attr("href", card.href.clone()).with(card.title.clone()));
    let pause = el("label.pause for=pause").with(text.pause);
    let tape = el("div.tape tabindex=-1").with(el("ul").with(cards.iter().map(item).collect::<Markup>()));
    el("div.ticker").with(el("input id=pause type=checkbox")).with(pause).with(tape)
}
