//! What is found, as a listing that says besides what was asked for in each article.

use std::sync::Arc;

use bantin_feed::{Feed, Timestamp, write_json_feed_with};
use bantin_search::{Asking, Filter, Marks, told};

use super::article::prepared;
use super::listing::{address, for_a_listing, page_of};
use super::pieces::{Holes, Pieces};
use super::{Context, Found, Missing, Ready};
use crate::searching::{Searched, Searcher, missed};
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
        marks.push(Marks::of(&article, &finding.query));
        items.push(for_a_listing(article, holes.number(ids.len())));
        ids.push(row.id);
    }
    let address = |page: u64| address(&site.api(), &asked(wanted), (page, wanted.per_page));
    let feed = Feed { items, ..page_of(context, address, (total, wanted.page, pages)) };
    let pieces = Pieces::cut(write_json_feed_with(&feed, &[("search", told(&finding, &marks))]), holes, &ids).for_one();
    // Of everything there is something; what a filter leaves out may be there.
    let nothing = finding.total == 0 && asking.filter == Filter::default();
    let missed = if nothing { missed::kept(&finding.query) } else { None };
    let ready = Ready { generation: context.generation, pieces, title: String::new(), slug: String::new(), missed };
    Ok(Found::Ready(Arc::new(ready)))
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
