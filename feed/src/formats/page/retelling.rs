//! What a recipe finds in a page, told as a JSON Feed.

use super::own;
use super::part::Part;
use super::recipe::{Place, Recipe};
use super::value::{self, Seen, escaped};
use crate::formats::retold::{Item, Retold, Source, Told};
use crate::{FeedError, Field, Format, Given, Reading, json_feed};
use std::borrow::Cow;

/// Reads a page that somebody else has parsed, a browser for one, by the recipe in `given`; `text` is what it was parsed of. A list
/// where the recipe names an item, else one article.
///
/// # Errors
/// [`FeedError::Recipe`]: what is wrong with the recipe; [`FeedError::NothingThere`]: nothing stands where it says that items do, or the
/// body of the one article.
pub fn read_page<P: Part>(page: &P, text: &str, given: &Given<'_>) -> Result<Reading, FeedError> {
    let retold = retell(page, text, given)?;
    Ok(json_feed::read_retold(Format::Page, retold, 0, given.base, &mut |_| {}))
}

/// Retells a page: a list of articles where the recipe names an item, else one article.
pub(super) fn retell<'p, P: Part>(page: &P, text: &'p str, given: &Given<'_>) -> Result<Retold<'p>, FeedError> {
    let recipe = Recipe::<P>::of(given.fields)?;
    let base = attribute_of(page, "base[href]@href");
    let base = base.map(|base| given.base.map_or_else(|| base.clone(), |from| crate::resolve(from, base.trim())));
    let seen = Seen { from: given.base, base: base.as_deref() };
    let mut head = Told::default();
    head.set("title", escaped(&title(page)));
    head.set("language", attribute_of(page, "html@lang").unwrap_or_default());
    let items = match &recipe.item {
        None => vec![article(page, text, &recipe, &seen)?],
        Some(item) => list(page, item, &recipe, &seen)?,
    };
    if let Some(next) = recipe.next.as_ref().and_then(|place| value::address(page, place, &seen)) {
        head.set("next_url", next);
    }
    Ok(Retold { head, items })
}

/// The page as one article.
fn article<'p, P: Part>(page: &P, text: &'p str, recipe: &Recipe<P>, seen: &Seen<'_>) -> Result<Item<'p>, FeedError> {
    let mut told = Told::default();
    for (field, place) in &recipe.fields {
        let any = value::tell(page, *field, place, seen, &mut told);
        // Without its body an article would be taken for a short one, and nobody would notice that the site has changed.
        if !any && *field == Field::ContentHtml {
            return Err(FeedError::NothingThere { field: *field, selector: place.written.clone() });
        }
    }
    let mut own = Told::default();
    own::complete(page, seen, &mut own);
    let addresses = [own.text("url").map(str::to_owned), seen.from.map(str::to_owned)];
    if let Some(mut said) = own::json_ld(text, &addresses) {
        // An article is known by its address, as it is in lists; and a body that the recipe found is the better one.
        ["id", "url"].iter().for_each(|key| said.forget(key));
        if told.has("content_html") {
            ["content_html", "content_text"].iter().for_each(|key| said.forget(key));
        }
        told.complete_by(said);
    }
    told.complete_by(own);
    if !told.has("url") {
        told.set("url", seen.from.unwrap_or_default());
    }
    Ok(Item { told: Ok(told), name: String::new(), unread: false, source: Source::Text(Cow::Borrowed(text)) })
}

/// The articles of a list. What holds others of the same kind is a frame around them.
fn list<'d, P: Part>(
    page: &P,
    item: &Place<P>,
    recipe: &Recipe<P>,
    seen: &Seen<'_>,
) -> Result<Vec<Item<'d>>, FeedError> {
    let parts = item.selector.as_ref().map(|selector| page.select(selector)).unwrap_or_default();
    if parts.is_empty() {
        return Err(FeedError::NothingThere { field: Field::Item, selector: item.written.clone() });
    }
    let inner = |place: usize, part: &P| parts.get(place + 1).is_some_and(|next| part.contains(next));
    let items = parts.iter().enumerate().map(|(place, part)| {
        let mut told = Told::default();
        if inner(place, part) {
            return Item {
                told: Err("others of its kind stand in it"),
                name: String::new(),
                unread: false,
                source: Source::default(),
            };
        }
        for (field, place) in &recipe.fields {
            value::tell(part, *field, place, seen, &mut told);
        }
        Item { told: Ok(told), name: String::new(), unread: false, source: Source::Text(Cow::Owned(part.outer_html())) }
    });
    Ok(items.collect())
}

/// What a page is called: its site where it says that.
fn title<P: Part>(page: &P) -> String {
    attribute_of(page, "meta[property='og:site_name']@content").unwrap_or_else(|| {
        let title = P::selector("title").ok().and_then(|title| page.select(&title).into_iter().next());
        title.map(|title| crate::plain_text(&title.inner_html())).unwrap_or_default()
    })
}

/// The first value at a place of this crate's own.
fn attribute_of<P: Part>(page: &P, written: &str) -> Option<String> {
    let place = Place::<P>::of(written).ok()?;
    let found = page.select(place.selector.as_ref()?);
    found.iter().find_map(|part| part.attribute(place.attribute.as_deref()?)).filter(|value| !value.trim().is_empty())
}
