//! The front page: its opening, and a block for each category.

use super::card::{self, Card};
use super::{Edition, notice};
use crate::markup::{Element, Markup, el};
use bantin_api::Category;
use bantin_feed::Article;

/// How many articles a block shows: one story and three briefs.
const IN_BLOCK: usize = 4;

/// The front page around its opening and its blocks.
#[must_use]
pub fn page(opening: Markup, blocks: Markup, edition: &Edition) -> Markup {
    let heading = el("h1.visually-hidden tabindex=-1").with(edition.site.name.clone());
    [heading.into(), opening, el("div.blocks").with(blocks).into()].into()
}

/// The lead, a row of stories, a list of the newest.
#[must_use]
pub fn opening(articles: &[Article], edition: &Edition) -> Markup {
    let text = edition.text();
    let mut cards = articles.iter().map(|article| Card::of(article, edition));
    let Some(first) = cards.next() else { return notice::empty(text).into() };
    let stories: Markup = cards.by_ref().take(3).map(|card| card::story(&card)).collect();
    let rows: Vec<Element> = cards.map(|card| card::row(&card, "h3.headline")).collect();
    let more = !rows.is_empty();
    let latest = || el("section.latest").with(el("h2").with(text.latest)).with(rows);
    [card::lead(&first).into(), el("div.stories").with(stories).into(), more.then(latest).into()].into()
}

/// The frame of a category's block around what it shows.
#[must_use]
pub fn block(category: &Category, edition: &Edition, shown: Markup) -> Element {
    let text = edition.text();
    let (name, href) = (edition.name_of(category), edition.category_href(&category.slug));
    let all = el("a").attr("href", href.clone()).attr("aria-label", format!("{}: {name}", text.see_all));
    el("section.block")
        .with(el("h2").with(el("a").attr("href", href).with(name)))
        .with(shown)
        .with(el("p.all").with(all.with(text.see_all)))
}

/// What a block shows: one story and some briefs.
#[must_use]
pub fn stack(articles: &[&Article], edition: &Edition) -> Markup {
    // The block's heading says the category already.
    let mut cards = articles.iter().map(|article| Card { category: None, ..Card::of(article, edition) });
    let Some(first) = cards.next() else { return notice::empty(edition.text()).into() };
    std::iter::once(card::story(&first)).chain(cards.map(|card| card::brief(&card))).collect()
}

/// Those of a category's articles that its block shows: not what the opening shows already, nor what has its main place
/// in another block, unless nothing else is there.
#[must_use]
pub fn for_block<'a>(category: &str, of_category: &'a [Article], in_opening: &[Article]) -> Vec<&'a Article> {
    let is_new = |article: &&Article| in_opening.iter().all(|shown| shown.id != article.id);
    let is_own = |article: &&Article| article.categories.first().is_none_or(|main| main.slug == category);
    let first =
        |fits: &dyn Fn(&&'a Article) -> bool| of_category.iter().filter(fits).take(IN_BLOCK).collect::<Vec<_>>();
    let mut shown = first(&|article| is_new(article) && is_own(article));
    if shown.is_empty() {
        shown = first(&is_new);
    }
    if shown.is_empty() {
        shown = first(&|_| true);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles(ids: std::ops::Range<u32>) -> Vec<Article> {
        ids.map(|id| Article { id: id.to_string(), ..Article::default() }).collect()
    }

    fn ids(articles: &[&Article]) -> Vec<String> {
        articles.iter().map(|article| article.id.clone()).collect()
    }

    #[test]
    fn a_block_does_not_repeat_the_opening() {
        assert_eq!(ids(&for_block("a", &articles(2..9), &articles(0..4))), ["4", "5", "6", "7"]);
    }

    #[test]
    fn a_block_is_not_empty_because_the_opening_shows_all_of_it() {
        assert_eq!(ids(&for_block("a", &articles(0..3), &articles(0..10))), ["0", "1", "2"]);
        assert!(for_block("a", &[], &articles(0..3)).is_empty());
    }

    #[test]
    fn a_block_leaves_to_another_what_has_its_main_place_there() {
        let in_category = |slug: &str| bantin_feed::Category { slug: slug.to_owned(), ..Default::default() };
        let mut some = articles(0..6);
        for (article, main) in some.iter_mut().zip(["b", "a", "b", "a", "b", "b"]) {
            article.categories = [main, "a"].map(in_category).into();
        }
        assert_eq!(ids(&for_block("a", &some, &articles(0..1))), ["1", "3"]);
        assert_eq!(ids(&for_block("c", &some, &articles(0..1))), ["1", "2", "3", "4"]);
    }
}
