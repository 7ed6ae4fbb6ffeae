//! WordPress REST API v2: lists of posts, of pages and of custom types (developer.wordpress.org/rest-api/reference/posts).
//!
//! Asked for with `_embed`, the names of categories and authors and the address of the picture come along.

use super::retold::{Item, Retold, Told, at, list_at, text_at};
use crate::{FeedError, Given, percent_decode};
use serde_json::Value;

/// Why a document is taken for one.
pub(crate) fn is(document: &Value) -> Option<&'static str> {
    let is_post = |post: &Value| {
        let rendered =
            ["title.rendered", "content.rendered", "excerpt.rendered"].iter().any(|path| at(post, path).is_some());
        rendered && post.get("id").is_some() && (post.get("date_gmt").is_some() || post.get("date").is_some())
    };
    match document {
        Value::Array(posts) => posts.first().is_some_and(is_post).then_some("a list of posts with `title.rendered`"),
        post => is_post(post).then_some("a post with `title.rendered`"),
    }
}

/// Retells a list of posts, or one.
pub(crate) fn retell<'d>(document: &'d Value, given: &Given<'_>) -> Result<Retold<'d>, FeedError> {
    let posts = match document {
        Value::Array(posts) => posts.as_slice(),
        post if is(post).is_some() => std::slice::from_ref(post),
        _ => return Err(FeedError::other("WordPress", "a list of posts, as /wp-json/wp/v2/posts answers", document)),
    };
    let mut retold = Retold::default();
    if let (Some(base), Some(pages)) = (given.base, given.pages) {
        let page = super::retold::query_value(base, "page").and_then(|page| page.parse().ok()).unwrap_or(1_u64);
        if page < pages {
            retold.leads_to(given, "page", page.saturating_add(1));
        }
    }
    retold.items = posts.iter().map(|post| Item::of_json(post, given, "id", tell)).collect();
    Ok(retold)
}

fn tell(post: &Value, told: &mut Told) -> Result<(), &'static str> {
    if text_at(post, "status").is_some_and(|status| status != "publish") {
        return Err("it is not published");
    }
    if at(post, "content.protected") == Some(&Value::Bool(true)) && text_at(post, "content.rendered").is_none() {
        return Err("it is protected by a password");
    }
    told.copy("id", post, "id");
    told.copy("url", post, "link");
    told.copy("title", post, "title.rendered");
    told.copy("content_html", post, "content.rendered");
    if let Some(excerpt) = text_at(post, "excerpt.rendered") {
        told.set("summary", without_more(excerpt));
    }
    for (key, gmt, local) in [("date_published", "date_gmt", "date"), ("date_modified", "modified_gmt", "modified")] {
        // A draft's is all zeros. The local one names no zone: it is taken for ours.
        match text_at(post, gmt).filter(|date| !date.starts_with("0000")) {
            Some(date) => told.set(key, if date.ends_with('Z') { date.to_owned() } else { [date, "Z"].concat() }),
            None => told.copy(key, post, local),
        }
    }
    if let Some(slug) = text_at(post, "slug").and_then(percent_decode) {
        told.set_own("slug", slug);
    }
    if post.get("sticky") == Some(&Value::Bool(true)) {
        told.set_own("pinned", true);
    }
    told.copy("language", post, "lang");
    let embedded = post.get("_embedded").unwrap_or(&Value::Null);
    for author in list_at(embedded, "author") {
        told.author(text_at(author, "name"));
    }
    if let Some(picture) = list_at(embedded, "wp:featuredmedia").first() {
        told.copy("image", picture, "source_url");
    }
    // One list for each taxonomy; what is no category is a tag, of which there may be hundreds.
    let terms = || list_at(embedded, "wp:term").iter().filter_map(Value::as_array).flatten();
    for term in terms().filter(|term| text_at(term, "taxonomy").is_none_or(|taxonomy| taxonomy != "post_tag")) {
        if let Some(name) = text_at(term, "name") {
            told.category(&crate::plain_text(name), text_at(term, "slug").and_then(percent_decode).as_deref());
        }
    }
    // As Polylang and WPML add them.
    for (language, id) in at(post, "translations").and_then(Value::as_object).into_iter().flatten() {
        if Some(id) != post.get("id") {
            told.translation(language, id);
        }
    }
    // As the plugins that count add it.
    for key in ["views", "post_views", "post_views_count"] {
        if let Some(views) = at(post, key).filter(|views| views.is_number() || views.is_string()) {
            told.set_own("views", views.clone());
            break;
        }
    }
    Ok(())
}

/// An excerpt without the sign that there is more, and without the link that a theme puts there.
fn without_more(excerpt: &str) -> String {
    let excerpt = excerpt.split("<a class=\"more-link\"").next().unwrap_or_default();
    ["[&hellip;]", "[…]", "[...]"].iter().fold(excerpt.to_owned(), |text, sign| text.replace(sign, "…"))
}
