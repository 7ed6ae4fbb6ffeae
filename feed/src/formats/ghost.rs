//! Ghost's Content API: posts (docs.ghost.org/content-api/posts). Tags and authors come along with `include=tags,authors`.

use super::retold::{Item, Retold, Told, at, list_at, text_at};
use crate::{FeedError, Given};
use serde_json::Value;

/// Why a document is taken for one.
pub(crate) fn is(document: &Value) -> Option<&'static str> {
    let is_post = |post: &Value| post.get("uuid").is_some() && post.get("published_at").is_some();
    if is_post(document) {
        return Some("a post with `uuid` and `published_at`");
    }
    let first = document.get("posts")?.as_array()?.first();
    let paged = at(document, "meta.pagination").is_some();
    (paged || first.is_some_and(is_post)).then_some("an object with `posts`")
}

/// Retells a page of posts, or one.
pub(crate) fn retell<'d>(document: &'d Value, given: &Given<'_>) -> Result<Retold<'d>, FeedError> {
    let posts = match document.get("posts").and_then(Value::as_array) {
        Some(posts) => posts.as_slice(),
        None if is(document).is_some() => std::slice::from_ref(document),
        None => {
            let wanted = "an object with `posts`, as /ghost/api/content/posts/ answers";
            return Err(FeedError::other("Ghost", wanted, document));
        }
    };
    let mut retold = Retold::default();
    let pages = |key: &str| at(document, "meta.pagination").and_then(|pages| pages.get(key)?.as_u64());
    if let Some(next) = pages("next") {
        retold.leads_to(given, "page", next);
    }
    for (key, of) in [("total", "total"), ("page", "page"), ("pages", "pages")] {
        if let Some(number) = pages(of) {
            retold.head.set_own(key, number);
        }
    }
    retold.items = posts.iter().map(|post| Item::of_json(post, given, "id", tell)).collect();
    Ok(retold)
}

fn tell(post: &Value, told: &mut Told) -> Result<(), &'static str> {
    if text_at(post, "status").is_some_and(|status| status != "published") {
        return Err("it is not published");
    }
    // Titles and excerpts are plain text, in which a `<` is one.
    told.set_own("plain", true);
    told.copy_all(
        post,
        &[
            ("id", "id"),
            ("url", "url"),
            ("title", "title"),
            ("content_html", "html"),
            ("image", "feature_image"),
            ("date_published", "published_at"),
            ("date_modified", "updated_at"),
        ],
    );
    told.copy("summary", post, "excerpt");
    told.copy("summary", post, "custom_excerpt");
    if let Some(slug) = text_at(post, "slug") {
        told.set_own("slug", slug);
    }
    if post.get("featured") == Some(&Value::Bool(true)) {
        told.set_own("pinned", true);
    }
    // What begins with `#` is the office's own.
    let tags = post.get("primary_tag").into_iter().chain(list_at(post, "tags"));
    for tag in tags.filter(|tag| text_at(tag, "visibility").is_none_or(|visible| visible == "public")) {
        if let Some(name) = text_at(tag, "name") {
            told.category(name, text_at(tag, "slug"));
        }
    }
    let authors = list_at(post, "authors");
    let authors = if authors.is_empty() {
        post.get("primary_author").map(std::slice::from_ref).unwrap_or_default()
    } else {
        authors
    };
    for author in authors {
        told.author(text_at(author, "name"));
    }
    Ok(())
}
