//! A question answered: what is found, in order, filtered, with numbers for each filter.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::catalogue::{Catalogue, Entry, Filter};
use crate::index::Index;
use crate::looking::{Looked, look};
use crate::offering::{Offer, offer};
use crate::query::Query;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Asking {
    /// As it was typed; nothing asks for everything.
    pub typed: String,
    /// Which of what is found.
    pub filter: Filter,
    /// How many to pass over.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}

/// What is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The ids of those asked for, the best first.
    pub ids: Vec<u64>,
    /// How many there are in all.
    pub total: usize,
    /// Whether there are more, which were not looked at.
    pub more: bool,
    /// What was looked for: the question, or what was offered in its place.
    pub query: Query,
    /// What was meant, if the question itself found nothing.
    pub offer: Option<Offer>,
    /// How many would be found in each category, by its slug, the most first.
    pub categories: Vec<(String, usize)>,
    /// How many would be found in each year of the site's zone, the latest first.
    pub years: Vec<(i64, usize)>,
}

/// Answers a question; `year` tells the year of a second, where it has one.
///
/// # Errors
/// When the index cannot be read.
pub fn find<E>(
    index: &dyn Index<Error = E>,
    catalogue: &Catalogue,
    asking: &Asking,
    year: &dyn Fn(i64) -> Option<i64>,
) -> Result<Finding, E> {
    let mut finding = Finding { query: Query::read(&asking.typed), ..Finding::default() };
    let published = |id: u64| catalogue.entry(id).map(|entry| entry.published);
    let looked = if finding.query.is_empty() {
        let everything = catalogue.entries().map(|entry| (entry.id, u32::from(entry.pinned)));
        Looked { ranks: everything.collect(), more: false }
    } else {
        let mut looked = look(index, &finding.query, &asking.filter, &published)?;
        if looked.ranks.is_empty()
            && let Some(offer) = offer(index, &finding.query)?
        {
            looked = look(index, &offer.query, &asking.filter, &published)?;
            finding.query = offer.query.clone();
            finding.offer = Some(offer);
        }
        looked
    };
    finding.more = looked.more;
    let test = catalogue.test(&asking.filter);
    let found: Vec<(&Entry, u32)> =
        looked.ranks.into_iter().filter_map(|(id, rank)| Some((catalogue.entry(id)?, rank))).collect();
    let found = || found.iter().filter(|(entry, _)| test.in_language(entry));
    let in_time = found().filter(|(entry, _)| test.in_time(entry));
    let mut categories: HashMap<u32, usize> = HashMap::new();
    in_time.flat_map(|(entry, _)| &entry.categories).for_each(|place| *categories.entry(*place).or_default() += 1);
    finding.categories =
        categories.into_iter().map(|(place, count)| (catalogue.slug(place).to_owned(), count)).collect();
    finding.categories.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let mut years: HashMap<i64, usize> = HashMap::new();
    let in_category = found().filter(|(entry, _)| test.in_category(entry));
    in_category.filter_map(|(entry, _)| year(entry.published)).for_each(|year| *years.entry(year).or_default() += 1);
    finding.years = years.into_iter().collect();
    finding.years.sort_by_key(|(year, _)| Reverse(*year));
    let mut wanted: Vec<_> = found().filter(|(entry, _)| test.in_category(entry) && test.in_time(entry)).collect();
    wanted.sort_by_key(|(entry, rank)| Reverse((*rank, entry.published, entry.id)));
    finding.total = wanted.len();
    finding.ids = wanted.into_iter().skip(asking.offset).take(asking.limit).map(|(entry, _)| entry.id).collect();
    Ok(finding)
}
