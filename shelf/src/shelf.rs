//! What a site has that no server answers for, searched here: the same articles in the same order as the server would find them.

use bantin::data::{IN_SEARCH, Search, day_of};
use bantin_api::{Language, Suggestion, Suggestions};
use bantin_feed::{Article, Feed, Timestamp, write_json_feed_with};
use bantin_search::{Asking, Catalogue, Filter, Marks, Memory, UNDATED, find, suggest, told};

/// Minutes that Vietnam is ahead of UTC: whose days are meant where nobody says it.
const ZONE: i16 = 420;

/// Articles, and the words that they are found by.
pub struct Shelf {
    articles: Vec<Article>,
    index: Memory,
    catalogue: Catalogue,
}

impl Shelf {
    /// Takes articles in; those that name no language are in `first`.
    #[must_use]
    pub fn of(articles: Vec<Article>, first: Language) -> Self {
        let index = Memory::of(&articles);
        let Ok(catalogue) = Catalogue::read(&index, first.tag());
        Self { articles, index, catalogue }
    }

    /// One page of what is found, as the API answers it; `None` for a page beyond the last.
    #[must_use]
    pub fn found(&self, search: &Search) -> Option<String> {
        let page = search.page.max(1);
        let midnight = |day: i64| day.saturating_mul(86_400).saturating_sub(i64::from(ZONE) * 60);
        let day = |day: &Option<String>| day.as_deref().and_then(day_of);
        let per_page = usize::try_from(IN_SEARCH).unwrap_or(usize::MAX);
        let asking = Asking {
            typed: search.q.clone(),
            filter: Filter {
                category: search.category.clone(),
                language: search.lang.as_deref().map(|tag| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase()),
                since: day(&search.from).map(midnight),
                until: day(&search.to).map(|day| midnight(day.saturating_add(1))),
            },
            offset: usize::try_from(page - 1).unwrap_or(usize::MAX).saturating_mul(per_page),
            limit: per_page,
        };
        let year = |second: i64| (second != UNDATED).then(|| i64::from(Timestamp::new(second, ZONE).civil().year));
        let Ok(finding) = find(&self.index, &self.catalogue, &asking, &year);
        let count = |number: usize| u64::try_from(number).ok();
        let pages = finding.total.div_ceil(per_page).max(1);
        if usize::try_from(page).map_or(true, |page| page > pages) {
            return None;
        }
        let (mut items, mut marks) = (Vec::new(), Vec::new());
        for article in finding.ids.iter().filter_map(|id| self.article(*id)) {
            marks.push(Marks::of(article, &finding.query));
            items.push(Article { content_text: None, attachments: Vec::new(), ..article.clone() });
        }
        let feed = Feed {
            items,
            total: count(finding.total),
            page: Some(page.into()),
            pages: count(pages),
            ..Feed::default()
        };
        Some(write_json_feed_with(&feed, &[("search", told(&finding, &marks))]))
    }

    /// Titles that go on from what is being typed.
    #[must_use]
    pub fn suggestions(&self, typed: &str) -> Suggestions {
        let Ok(ids) = suggest(&self.index, typed);
        let one = |article: &Article| Suggestion {
            id: article.id.clone(),
            slug: article.slug.clone(),
            title: article.title.clone().unwrap_or_default(),
        };
        Suggestions { suggestions: ids.into_iter().filter_map(|id| self.article(id)).map(one).collect() }
    }

    fn article(&self, id: u64) -> Option<&Article> {
        self.articles.get(self.index.place(id)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin::data::Found;
    use bantin_feed::Category;
    use serde_json::Value;

    fn shelf(articles: usize) -> Shelf {
        let article = |n: usize| Article {
            id: format!("tin-{n}"),
            slug: format!("cup-nuoc-{n}"),
            title: Some(format!("Cúp nước lần {n}")),
            content_text: Some("Nước sẽ có lại lúc 16 giờ.".into()),
            // The 26th of June 2019 at 2 in Vietnam is still the 25th in Greenwich.
            date_published: Some(Timestamp::new(1_561_489_200 + i64::try_from(n).unwrap() * 86_400, 420)),
            categories: vec![Category { slug: "thong-bao".into(), name: "Thông báo".into() }],
            ..Article::default()
        };
        Shelf::of((0..articles).map(article).collect(), Language::Vi)
    }

    fn found(shelf: &Shelf, query: &str) -> Option<Found> {
        let answer: Value = serde_json::from_str(&shelf.found(&Search::read(query))?).unwrap();
        Found::read(&&answer)
    }

    #[test]
    fn a_page_of_it_is_as_the_server_answers_it() {
        let shelf = shelf(45);
        let all = found(&shelf, "q=cup+nuoc&page=3").unwrap();
        assert_eq!((all.total, all.page, all.pages, all.hits.len()), (45, 3, 3, 5));
        assert_eq!((all.categories, all.years), (vec![("thong-bao".into(), 45)], vec![(2019, 45)]));
        let last = all.hits.last().unwrap();
        assert_eq!((last.article.id.as_str(), last.title.concat()), ("tin-0", "Cúp nước lần 0".into()));
        assert_eq!(
            (last.title.get(1).map(String::as_str), last.article.content_text.as_ref()),
            (Some("Cúp nước"), None)
        );
        assert!(found(&shelf, "q=cup+nuoc&page=4").is_none());
    }

    #[test]
    fn days_are_those_of_vietnam() {
        let shelf = shelf(3);
        let ids = |query: &str| -> Vec<String> {
            found(&shelf, query).unwrap().hits.into_iter().map(|hit| hit.article.id).collect()
        };
        assert_eq!(ids("from=2019-06-27"), ["tin-2", "tin-1"]);
        assert_eq!(ids("to=2019-06-26"), ["tin-0"]);
        assert_eq!(ids("from=2019-06-27&to=2019-06-27"), ["tin-1"]);
        assert_eq!(ids("q=nuoc&lang=en"), [""; 0]);
    }

    #[test]
    fn what_was_meant_is_said() {
        let found = found(&shelf(2), "q=nuowcs").unwrap();
        assert_eq!((found.total, found.instead.as_deref()), (2, Some("nước")));
    }

    #[test]
    fn titles_go_on() {
        let suggested = shelf(9).suggestions("cup nu").suggestions;
        assert_eq!((suggested.len(), suggested[0].slug.as_str()), (6, "cup-nuoc-8"));
    }
}
