//! What is found, as a listing that says besides what was asked for in each article.

use std::sync::Arc;

use bantin_feed::{Article, Civil, Feed, Timestamp, plain_text, write_json_feed_with};
use bantin_search::{Piece, Query, excerpt, marked};
use serde_json::{Value, json};

use super::article::prepared;
use super::listing::{address, for_a_listing, page_of};
use super::pieces::{Holes, Pieces};
use super::{Context, Found, Missing, Ready};
use crate::searching::{Asking, Filter, Finding, Searched, Searcher, text_of};
use crate::store::{Store, StoreError};

/// A question to one site. The default asks for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SearchWanted {
    /// As it was typed.
    pub typed: String,
    /// Only of the category with this slug.
    pub category: Option<String>,
    /// Only in the language of this tag.
    pub language: Option<String>,
    /// Only what was published on this day or later: days since 1970-01-01 in the site's zone.
    pub from: Option<i64>,
    /// Only what was published on this day or before.
    pub to: Option<i64>,
    /// From 1.
    pub page: u64,
    /// Articles on a page.
    pub per_page: u64,
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

pub(super) fn make(
    (store, searcher): (&Arc<dyn Store>, &Searcher),
    context: &Context,
    wanted: &SearchWanted,
) -> Result<Found, StoreError> {
    let site = &context.site;
    if wanted.category.as_deref().is_some_and(|slug| site.category(slug).is_none()) {
        return Ok(Found::Nothing(Missing::Category));
    }
    let first = site.site.languages.first().copied().unwrap_or_default().tag();
    let of = Searched {
        site: &site.site.id,
        generation: context.generation,
        language: first,
        zone: site.settings.zone.minutes(),
    };
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let zone = site.settings.zone;
    let asking = Asking {
        typed: wanted.typed.clone(),
        filter: Filter {
            category: wanted.category.clone(),
            language: wanted.language.as_deref().map(|tag| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase()),
            since: wanted.from.map(|day| zone.midnight(day)),
            until: wanted.to.map(|day| zone.midnight(day.saturating_add(1))),
        },
        offset: size(wanted.page.saturating_sub(1).saturating_mul(wanted.per_page)),
        limit: size(wanted.per_page),
    };
    let finding = searcher.find(of, &asking)?;
    let total = u64::try_from(finding.total).unwrap_or(u64::MAX);
    let pages = total.div_ceil(wanted.per_page).max(1);
    if wanted.page > pages {
        return Ok(Found::Nothing(Missing::Page(pages)));
    }
    let holes = Holes::fresh();
    let (mut ids, mut items, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    for id in &finding.ids {
        let Some(row) = store.article(&site.site.id, *id)? else { continue };
        let Some((article, _)) = prepared(store, context, &row) else { continue };
        marks.push(marks_of(&article, &finding.query));
        items.push(for_a_listing(article, holes.number(ids.len())));
        ids.push(row.id);
    }
    let address = |page: u64| address(&site.api(), &asked(wanted), (page, wanted.per_page));
    let feed = Feed { items, ..page_of(context, address, (total, wanted.page, pages)) };
    let search = told(&finding, marks);
    let pieces = Pieces::cut(write_json_feed_with(&feed, &[("search", search.to_string())]), holes, &ids).for_one();
    let ready = Ready { generation: context.generation, pieces, title: String::new(), slug: String::new() };
    Ok(Found::Ready(Arc::new(ready)))
}

/// What is said of the whole, in `_bantin.search`.
fn told(finding: &Finding, marks: Vec<Value>) -> Value {
    let instead = finding.offer.as_ref().map(|offer| offer.query.text());
    let left_out = finding.offer.as_ref().map(|offer| offer.left_out.clone()).unwrap_or_default();
    let category = |(slug, articles): &(String, usize)| json!({ "slug": slug, "articles": articles });
    let year = |(year, articles): &(i64, usize)| json!({ "year": year, "articles": articles });
    json!({
        "instead": instead,
        "left_out": left_out,
        "more": finding.more,
        "categories": finding.categories.iter().map(category).collect::<Vec<_>>(),
        "years": finding.years.iter().map(year).collect::<Vec<_>>(),
        "marks": marks,
    })
}

fn marks_of(article: &Article, query: &Query) -> Value {
    let title = article.title.as_deref().map(|title| marked(title, query)).unwrap_or_default();
    let summary = article.summary.as_deref().map(plain_text).unwrap_or_default();
    // What a source says of an article in short is the better excerpt where it has what was asked for.
    let said = marked(&summary, query);
    let is_said = query.is_empty() && !summary.is_empty() || said.iter().any(|piece| piece.marked);
    let text = if is_said { excerpt(&summary, query) } else { excerpt(&text_of(article), query) };
    let text = if text.is_empty() { said } else { text };
    json!({ "title": alternating(title), "excerpt": alternating(text) })
}

/// Pieces of which every second one, from the second on, is marked.
fn alternating(pieces: Vec<Piece>) -> Vec<String> {
    let mut texts = Vec::new();
    for piece in pieces {
        if piece.marked != (texts.len() % 2 == 1) {
            texts.push(String::new());
        }
        texts.push(piece.text);
    }
    texts
}

/// A question as an address says it.
fn asked(wanted: &SearchWanted) -> [(&'static str, Option<String>); 5] {
    let day =
        |day: i64| Timestamp::new(day.saturating_mul(86_400), 0).to_rfc3339().chars().take(10).collect::<String>();
    [
        ("q", Some(wanted.typed.clone())),
        ("category", wanted.category.clone()),
        ("from", wanted.from.map(day)),
        ("to", wanted.to.map(day)),
        ("lang", wanted.language.clone()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn marks_take_turns() {
        let piece = |text: &str, marked| Piece { text: text.into(), marked };
        assert_eq!(alternating(vec![piece("a", true), piece("b", false)]), ["", "a", "b"]);
        assert_eq!(alternating(vec![piece("a", true), piece("b", true)]), ["", "a", "", "b"]);
        assert_eq!(alternating(vec![]), [] as [&str; 0]);
    }
}
