//! A search: what is asked, as an address says it, and what is answered.

use bantin_api::Suggestion;
use bantin_feed::{Article, Civil, Json, Timestamp, percent_decode, percent_encode, read_written};

/// Articles on one page of what is found.
pub const IN_SEARCH: u32 = 20;

/// What is asked, as the query of an address says it: `q`, `category`, `from`, `to`, `lang`, `page`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Search {
    /// As it was typed, without space around it.
    pub q: String,
    /// The slug of the only category.
    pub category: Option<String>,
    /// The first day, as `2026-01-31`.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// The tag of the only language.
    pub lang: Option<String>,
    /// From 1; 0 for the first.
    pub page: u32,
}

impl Search {
    /// Reads a query without its `?`. What cannot be read is not asked; of a key that stands there twice the first counts.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let mut search = Self::default();
        for pair in query.split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            // As forms write it.
            let Some(value) = percent_decode(&value.replace('+', " ")) else { continue };
            let value = value.trim();
            let given = || Some(value.to_owned()).filter(|value| !value.is_empty());
            match key {
                "q" if search.q.is_empty() => value.clone_into(&mut search.q),
                "category" if search.category.is_none() => search.category = given(),
                "from" if search.from.is_none() => search.from = given().filter(|day| day_of(day).is_some()),
                "to" if search.to.is_none() => search.to = given().filter(|day| day_of(day).is_some()),
                "lang" if search.lang.is_none() => search.lang = given(),
                "page" if search.page == 0 => search.page = value.parse().unwrap_or(0),
                _ => {}
            }
        }
        search
    }

    /// The query that [`read`](Self::read) reads, with what is asked in it alone.
    #[must_use]
    pub fn query(&self) -> String {
        let page = if self.page > 1 { Some(self.page.to_string()) } else { None };
        let q = Some(&self.q).filter(|q| !q.is_empty());
        let pairs = [
            ("q", q),
            ("category", self.category.as_ref()),
            ("from", self.from.as_ref()),
            ("to", self.to.as_ref()),
            ("lang", self.lang.as_ref()),
            ("page", page.as_ref()),
        ];
        let pairs = pairs.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", percent_encode(value?))));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Where it is answered, below the API's root.
    #[must_use]
    pub fn path(&self) -> String {
        // Without `q` it would be a listing like any other.
        let query = if self.q.is_empty() { format!("q=&{}", self.query()) } else { self.query() };
        format!("/articles?{}&per_page={IN_SEARCH}", query.trim_end_matches('&'))
    }

    /// Whether anything is asked.
    #[must_use]
    pub fn asks(&self) -> bool {
        !self.q.is_empty() || self.category.is_some() || self.from.is_some() || self.to.is_some()
    }

    /// The same on its first page.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self { page: 0, ..self.clone() }
    }
}

/// The number of a day that is written as `2026-01-31`; `None` for what is none.
#[must_use]
pub fn day_of(text: &str) -> Option<i64> {
    let mut parts = text.split('-').map(|part| part.bytes().all(|byte| byte.is_ascii_digit()).then_some(part));
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let civil = Civil { year, month, day, hour: 0, minute: 0, second: 0, weekday: 0 };
    Some(Timestamp::from_civil(&civil, 0)?.unix().div_euclid(86_400))
}

/// A text in pieces: every second one, from the second on, was asked for.
pub type Pieces = Vec<String>;

/// An article that was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hit {
    /// The article, without its body.
    pub article: Article,
    /// Its title; nothing where it has none.
    pub title: Pieces,
    /// The part of its text that fits best.
    pub excerpt: Pieces,
}

/// What is found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Those of this page, the best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: u64,
    /// Whether there are more that were not looked at.
    pub more: bool,
    /// The page, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// What was looked for because the question itself found nothing.
    pub instead: Option<String>,
    /// Words that were not looked for then.
    pub left_out: Vec<String>,
    /// How many there would be in each category, by its slug.
    pub categories: Vec<(String, u64)>,
    /// How many there would be in each year.
    pub years: Vec<(u64, u64)>,
}

impl Found {
    /// Reads what is answered at [`Search::path`]; `None` where it is no such answer.
    #[must_use]
    pub fn read<J: Json>(answer: &J) -> Option<Self> {
        let feed = read_written(answer)?;
        let search = answer.get("_bantin")?.get("search")?;
        let mut marks =
            search.list_at("marks", |mark| Some((pieces(mark, "title"), pieces(mark, "excerpt")))).into_iter();
        let hit = |article: Article| {
            let (title, excerpt) = marks.next().unwrap_or_default();
            Hit { article, title, excerpt }
        };
        let small = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(1).max(1);
        Some(Self {
            hits: feed.items.into_iter().map(hit).collect(),
            total: feed.total.unwrap_or(0),
            more: search.get("more").is_some_and(|more| more.is_true()),
            page: small(feed.page),
            pages: small(feed.pages),
            instead: search.text_at("instead"),
            left_out: search.list_at("left_out", Json::text),
            categories: search.list_at("categories", |one| Some((one.text_at("slug")?, one.count_at("articles")?))),
            years: search.list_at("years", |one| Some((one.count_at("year")?, one.count_at("articles")?))),
        })
    }
}

/// Where titles are answered that go on from what was typed.
#[must_use]
pub fn suggestions_path(typed: &str) -> String {
    format!("/suggestions?q={}", percent_encode(typed))
}

/// Reads what is answered there.
#[must_use]
pub fn suggestions<J: Json>(answer: &J) -> Vec<Suggestion> {
    answer.list_at("suggestions", |one| {
        let (id, title) = (one.text_at("id")?, one.text_at("title")?);
        Some(Suggestion { id, title, slug: one.text_at("slug").unwrap_or_default() })
    })
}

/// Pieces as they are answered; an empty one keeps its place.
fn pieces<J: Json>(of: &J, key: &str) -> Pieces {
    of.list_at(key, |piece| Some(piece.text().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_query_is_read_as_forms_write_it() {
        let search =
            Search::read("q=+c%C3%BAp+n%C6%B0%E1%BB%9Bc+&category=thong-bao&from=2026-01-31&to=&lang=vi&page=3&x=y");
        let wanted = Search {
            q: "cúp nước".into(),
            category: Some("thong-bao".into()),
            from: Some("2026-01-31".into()),
            to: None,
            lang: Some("vi".into()),
            page: 3,
        };
        assert_eq!(search, wanted);
        assert_eq!(Search::read(&search.query()), search);
        for nothing in ["", "q=", "from=31/1/2026", "to=2026-1-31", "page=-1", "%", "q=%zz"] {
            assert_eq!(Search::read(nothing), Search::default(), "{nothing}");
        }
        assert_eq!(search.path(), format!("/articles?{}&per_page=20", search.query()));
        assert_eq!(Search::default().path(), "/articles?q=&per_page=20");
    }

    #[test]
    fn an_answer_is_read_with_its_marks() {
        let answer = json!({
            "items": [{ "id": "7", "title": "Cúp nước" }, { "id": "8" }],
            "_bantin": { "total": 2, "page": 1, "pages": 1, "search": {
                "instead": "cúp", "left_out": ["x"], "more": true,
                "categories": [{ "slug": "a", "articles": 2 }], "years": [{ "year": 2026, "articles": 2 }],
                "marks": [{ "title": ["", "Cúp", " nước"], "excerpt": ["… ", "cúp"] }],
            } },
        });
        let found = Found::read(&&answer).unwrap();
        assert_eq!(found.hits[0].title, ["", "Cúp", " nước"]);
        assert_eq!((found.hits[1].article.id.as_str(), found.hits[1].title.len()), ("8", 0));
        assert_eq!((found.total, found.more, found.instead.as_deref()), (2, true, Some("cúp")));
        assert_eq!((found.categories, found.years), (vec![("a".into(), 2)], vec![(2026, 2)]));
        assert_eq!(Found::read(&&json!({ "items": [] })), None);
    }

    proptest! {
        #[test]
        fn whatever_is_asked_is_read_back(q in "\\PC{0,20}", category in "[a-z-]{1,5}", page in 2_u32..9) {
            let search = Search { q: q.trim().to_owned(), category: Some(category), page, ..Search::default() };
            prop_assert_eq!(Search::read(&search.query()), search);
        }
    }

    #[test]
    fn a_day_is_a_date_that_exists() {
        assert_eq!(day_of("1970-01-02"), Some(1));
        assert_eq!(day_of("2024-02-29"), Some(19_782));
        for none in
            ["", "2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "2026-01-01-01", "2026/01/01", "-026-01-01"]
        {
            assert_eq!(day_of(none), None, "{none}");
        }
    }

    #[test]
    fn suggestions_are_read_as_they_are_written() {
        let suggestion = Suggestion { id: "7".into(), slug: "cup-nuoc".into(), title: "Cúp nước".into() };
        let json = serde_json::json!({ "suggestions": [&suggestion, { "id": "8" }] });
        assert_eq!(suggestions(&&json), [suggestion]);
        assert_eq!(suggestions_path("cúp &"), "/suggestions?q=c%C3%BAp%20%26");
    }
}
