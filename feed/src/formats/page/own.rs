//! What pages say of themselves, for search engines and previews: it fills in what a recipe leaves out.

use super::part::Part;
use super::recipe::Place;
use super::value::{self, Seen};
use crate::formats::{news_article, retold::Told};
use crate::{Field, Given, json_feed, resolve};
use serde_json::Value;

/// Where pages say what: the first that says anything counts.
const OWN: [(Field, &str); 14] = [
    (Field::Url, "link[rel~=canonical i]@href"),
    (Field::Url, "meta[property='og:url']@content"),
    (Field::Title, "meta[property='og:title']@content"),
    (Field::Title, "h1"),
    (Field::Title, "title"),
    (Field::Summary, "meta[property='og:description']@content"),
    (Field::Summary, "meta[name=description i]@content"),
    (Field::Image, "meta[property='og:image']@content"),
    (Field::DatePublished, "meta[property='article:published_time']@content"),
    (Field::DateModified, "meta[property='article:modified_time']@content"),
    (Field::Category, "meta[property='article:section']@content"),
    (Field::Author, "meta[name=author i]@content"),
    (Field::Language, "html@lang"),
    (Field::Language, "meta[http-equiv=content-language i]@content"),
];

/// Completes what is told of a page that is one article by what it says of itself.
pub(crate) fn complete<P: Part>(page: &P, seen: &Seen<'_>, told: &mut Told) {
    for (field, written) in OWN {
        if !told.says(field)
            && let Ok(place) = Place::of(written)
        {
            value::tell(page, field, &place, seen, told);
        }
    }
}

/// What the JSON-LD of a page says of the article that the page is: of several, the one that names the page's address.
pub(crate) fn json_ld(text: &str, addresses: &[Option<String>]) -> Option<Told> {
    let found = news_article::in_page(text).into_iter();
    // One that is broken does not spoil the others.
    let parsed = found.filter_map(|text| json_feed::parse(text).ok().map(|(value, _)| value)).collect();
    let parsed = Value::Array(parsed);
    let told =
        news_article::retell(&parsed, &Given::default()).ok()?.items.into_iter().filter_map(|item| item.told.ok());
    let mut told: Vec<Told> = told.collect();
    let base = addresses.iter().flatten().next().map(String::as_str).unwrap_or_default();
    let is_page = |told: &Told| {
        let own = told.text("url").map(|own| resolve(base, own));
        own.is_some() && addresses.contains(&own)
    };
    let place = told.iter().position(is_page).unwrap_or_default();
    (place < told.len()).then(|| told.swap_remove(place))
}
