//! Articles in a frame.

use bantin::components::Edition;
use bantin::components::card::Card;
use bantin::components::news::{self as component, NewsLayout};
use bantin::markup::{Markup, el};
use bantin::route::Route;
use bantin_feed::Article;

/// What the frame is called.
pub(super) fn title(category: Option<&str>, edition: &Edition) -> String {
    edition.title(Some(&heading(category, edition)))
}

fn heading(category: Option<&str>, edition: &Edition) -> String {
    match category {
        Some(slug) => edition.category_name(slug, slug),
        None => edition.text().latest.to_owned(),
    }
}

/// The articles, and the way to all others. The heading is the host page's business; here it is only heard.
pub(super) fn news(articles: &[Article], category: Option<&str>, layout: NewsLayout, edition: &Edition) -> Markup {
    let text = edition.text();
    let cards = articles.iter().map(|article| {
        let card = Card::of(article, edition);
        // The frame says the category already.
        Card { category: card.category.filter(|_| category.is_none()), ..card }
    });
    let cards: Vec<Card> = cards.collect();
    let news = component::news(&cards, layout, None, text);
    let (name, href) = match category {
        Some(slug) => (edition.category_name(slug, slug), edition.category_href(slug)),
        None => (edition.site.name.clone(), edition.href(&Route::Home)),
    };
    let all = el("a").attr("href", href).with(format!("{}: {name}", text.see_all));
    let heading = el("h2.visually-hidden").with(heading(category, edition));
    [heading.into(), news.into(), el("p.all").with(all).into()].into()
}
