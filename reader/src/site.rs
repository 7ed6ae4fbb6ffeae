//! A feed as a site: its listings, articles and neighbours.

use crate::request::Wanted;
use bantin_api::{Category, Language, Site};
use bantin_feed::{Article, Feed, Neighbour, Timestamp, plain_text};
use std::cmp::Reverse;

/// How many neighbours an article has on each side.
pub(crate) const NEIGHBOURS: usize = 5;

/// Puts a feed in the order of listings: pinned first, then newest; those without a date last, in the feed's own order.
pub(crate) fn put_in_order(feed: &mut Feed) {
    let order = in_order(&feed.items, &|article| (article.pinned, article.date_published));
    let mut items: Vec<Option<Article>> = std::mem::take(&mut feed.items).into_iter().map(Some).collect();
    feed.items = order.into_iter().filter_map(|at| items.get_mut(at)?.take()).collect();
}

/// The places of articles, the largest key first. One way to sort for all: each is 3 KB of wasm.
fn in_order(articles: &[Article], key: &dyn Fn(&Article) -> (bool, Option<Timestamp>)) -> Vec<usize> {
    let mut order: Vec<_> = articles.iter().enumerate().map(|(at, article)| (Reverse(key(article)), at)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}

/// What the feed tells of its site.
pub(crate) fn site(feed: &Feed) -> Site {
    let mut categories: Vec<Category> = Vec::new();
    for category in feed.items.iter().flat_map(|article| &article.categories) {
        if categories.iter().all(|known| known.slug != category.slug) {
            categories.push(Category { slug: category.slug.clone(), name: category.name.clone(), name_en: None });
        }
    }
    let own = feed.language.as_deref().and_then(Language::of_tag).unwrap_or_default();
    let other = if own == Language::Vi { Language::En } else { Language::Vi };
    Site { id: "feed".to_owned(), name: feed.title.clone(), url: None, languages: vec![own, other], categories }
}

/// One page of the feed's articles, without their bodies; `None` for a page or category that is not there. Where the feed
/// has `more` than was read, there is a page after this one, and how many articles there are is not known.
pub(crate) fn listing(feed: &Feed, wanted: &Wanted, more: bool) -> Option<Feed> {
    let within = |article: &&Article| match &wanted.category {
        Some(slug) => article.categories.iter().any(|category| category.slug == *slug),
        None => true,
    };
    let articles: Vec<&Article> = feed.items.iter().filter(within).collect();
    let pages = articles.len().div_ceil(wanted.per_page).max(1);
    if wanted.page > pages || (wanted.category.is_some() && articles.is_empty()) {
        return None;
    }
    let skipped = (wanted.page - 1).saturating_mul(wanted.per_page);
    let short = |article: &&Article| Article {
        content_html: None,
        content_text: None,
        attachments: Vec::new(),
        ..Article::clone(article)
    };
    Some(Feed {
        items: articles.iter().skip(skipped).take(wanted.per_page).map(short).collect(),
        total: u64::try_from(articles.len()).ok().filter(|_| !more),
        page: u64::try_from(wanted.page).ok(),
        pages: u64::try_from(if more { pages.max(wanted.page.saturating_add(1)) } else { pages }).ok(),
        ..Feed::default()
    })
}

/// All articles, each with its text in the place of its body: what somebody searches in.
pub(crate) fn whole(feed: &Feed) -> Feed {
    let plain = |article: &Article| Article {
        content_text: article.content_html.as_deref().map(plain_text).or_else(|| article.content_text.clone()),
        content_html: None,
        ..article.clone()
    };
    Feed { items: feed.items.iter().map(plain).collect(), ..Feed::default() }
}

/// One article, with its neighbours in time and the slugs of its translations.
pub(crate) fn article(feed: &Feed, id: &str) -> Option<Article> {
    let order = in_order(&feed.items, &|article| (false, article.date_published));
    let in_time: Vec<&Article> = order.into_iter().filter_map(|at| feed.items.get(at)).collect();
    let at = in_time.iter().position(|article| article.id == id)?;
    let (newer, rest) = in_time.split_at_checked(at)?;
    let (article, older) = rest.split_first()?;
    let mut article = Article::clone(article);
    article.newer = newer.iter().rev().take(NEIGHBOURS).map(|article| neighbour(article)).collect();
    article.older = older.iter().take(NEIGHBOURS).map(|article| neighbour(article)).collect();
    for translation in &mut article.translations {
        let other = feed.items.iter().find(|other| other.id == translation.id);
        translation.slug = other.map(|other| other.slug.clone());
    }
    Some(article)
}

fn neighbour(article: &Article) -> Neighbour {
    Neighbour {
        id: article.id.clone(),
        title: article.title.clone().unwrap_or_default(),
        slug: article.slug.clone(),
        date_published: article.date_published,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed() -> Feed {
        let article = |id: &str, day: i64, pinned| Article {
            id: id.into(),
            slug: id.into(),
            title: Some(id.to_uppercase()),
            content_html: Some("<p>x</p>".into()),
            date_published: (day > 0).then(|| Timestamp::new(day * 86_400, 420)),
            pinned,
            categories: vec![bantin_feed::Category { slug: format!("c{}", day % 2), name: "C".into() }],
            ..Article::default()
        };
        let items = vec![article("a", 1, false), article("b", 0, false), article("c", 3, false), article("d", 2, true)];
        let mut feed = Feed { title: "P5".into(), items, ..Feed::default() };
        put_in_order(&mut feed);
        feed
    }

    fn ids<'a>(articles: impl IntoIterator<Item = &'a String>) -> String {
        articles.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    fn wanted(category: Option<&str>, page: usize, per_page: usize) -> Wanted {
        Wanted { category: category.map(str::to_owned), page, per_page }
    }

    #[test]
    fn listings_are_pinned_first_then_newest_then_undated() {
        let page = listing(&feed(), &wanted(None, 1, 3), false).unwrap();
        assert_eq!(ids(page.items.iter().map(|article| &article.id)), "d c a");
        assert_eq!((page.total, page.page, page.pages), (Some(4), Some(1), Some(2)));
        assert!(page.items.iter().all(|article| article.content_html.is_none()));
        assert_eq!(ids(listing(&feed(), &wanted(None, 2, 3), false).unwrap().items.iter().map(|a| &a.id)), "b");
    }

    #[test]
    fn where_there_is_more_a_page_follows() {
        let pages =
            |page, per_page| listing(&feed(), &wanted(None, page, per_page), true).map(|it| (it.total, it.pages));
        assert_eq!(pages(1, 4), Some((None, Some(2))));
        assert_eq!(pages(1, 1), Some((None, Some(4))));
        assert_eq!(pages(2, 3), Some((None, Some(3))));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert!(listing(&feed(), &wanted(None, 3, 3), false).is_none());
        assert!(listing(&feed(), &wanted(Some("x"), 1, 3), false).is_none());
        assert!(article(&feed(), "x").is_none());
        assert!(listing(&Feed::default(), &wanted(None, 1, 3), false).is_some_and(|page| page.items.is_empty()));
    }

    #[test]
    fn everything_can_be_searched_as_text() {
        let whole = whole(&feed());
        assert_eq!(ids(whole.items.iter().map(|article| &article.id)), "d c a b");
        assert!(whole.items.iter().all(|it| it.content_html.is_none() && it.content_text.as_deref() == Some("x")));
    }

    #[test]
    fn pinning_plays_no_part_among_neighbours() {
        let article = article(&feed(), "d").unwrap();
        assert_eq!(ids(article.newer.iter().map(|n| &n.id)), "c");
        assert_eq!(ids(article.older.iter().map(|n| &n.id)), "a b");
    }

    #[test]
    fn categories_are_those_that_articles_have() {
        let site = site(&feed());
        assert_eq!(ids(site.categories.iter().map(|category| &category.slug)), "c0 c1");
        assert_eq!(site.languages, [Language::Vi, Language::En]);
    }
}
