//! An article's own page, for a source whose list has little more than titles.

use super::known::{is_page, read_with_raw};
use crate::{Article, FeedError, Field, Format, Given};

/// Reads one article from its own page, and what it came as. Of a web page ([`Format::Page`], or [`Format::Auto`] where it is one) the
/// recipe in `given` wins over what the page says of itself: JSON-LD, then its `meta` elements; what the recipe says of lists
/// does not count. A document of another format is read as that, and its first article is it.
///
/// [`Article::completed_by`] puts it together with what the list has.
///
/// # Errors
/// Those of [`read`](crate::read); [`FeedError::NothingThere`] if the body is not where the recipe has it, [`FeedError::NoArticle`] if
/// there is nothing to take.
pub fn read_article_page(bytes: &[u8], format: Format, given: &Given<'_>) -> Result<(Article, String), FeedError> {
    let of_list = |field: &Field| matches!(field, Field::Item | Field::Next);
    let fields: Vec<_> = given.fields.iter().filter(|(field, _)| !of_list(field)).cloned().collect();
    let format = if format == Format::Auto && is_page(bytes) { Format::Page } else { format };
    let (mut reading, raw) = read_with_raw(bytes, format, &Given { fields: &fields, ..*given })?;
    if reading.feed.items.is_empty() {
        let reason = reading.refused.into_iter().next().map_or_else(|| "there is none".to_owned(), |item| item.reason);
        return Err(FeedError::NoArticle { reason });
    }
    let article = reading.feed.items.swap_remove(0);
    let authors = reading.feed.authors_of(&article).to_vec();
    let language = reading.feed.language_of(&article).map(str::to_owned);
    Ok((Article { authors, language, ..article }, raw.into_iter().next().unwrap_or_default()))
}
