//! Bodies that came from elsewhere: cleaned before anything sees them.

use crate::clean_html::CleanHtml;
use crate::error::LoadError;
use crate::platform::purify;
use bantin_feed::{ALLOWED_ATTRIBUTES, ALLOWED_ELEMENTS, ALLOWED_EVERYWHERE, Article, paragraphs};

/// The body of an article of another origin; its addresses are seen from `base`, where the feed is.
pub(super) async fn body(article: &Article, base: &str, purify: Option<&str>) -> Result<CleanHtml, LoadError> {
    let html = match (&article.content_html, &article.content_text) {
        (Some(html), _) => {
            let each = ALLOWED_ATTRIBUTES.iter().flat_map(|(_, attributes)| attributes.iter());
            let mut attributes: Vec<&str> = each.chain(ALLOWED_EVERYWHERE).copied().collect();
            // A browser refuses a list that names one twice.
            attributes.sort_unstable();
            attributes.dedup();
            purify::clean(html, ALLOWED_ELEMENTS, &attributes, base, purify).await?
        }
        (None, Some(text)) => paragraphs(text),
        (None, None) => String::new(),
    };
    Ok(CleanHtml::from_cleaner(html))
}
