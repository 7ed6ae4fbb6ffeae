//! Which pages are opened: the front page, a listing and an article of the demo site.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::ask::Asker;

/// The site that is shown.
pub(crate) const SITE: &str = "demo";

/// The root of the site's API.
pub(crate) fn api() -> String {
    format!("/api/v1/sites/{SITE}")
}

/// The category that is listed.
const CATEGORY: &str = "tin-hoat-dong";

/// A page that is opened.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// How it is called in the table.
    pub(crate) name: &'static str,
    /// Its path.
    pub(crate) path: String,
    /// Where what it shows first is asked for.
    pub(crate) data: String,
}

/// All of them, as the server at `address` has them.
pub(crate) async fn all(asker: &Asker, address: &str) -> Result<Vec<Page>> {
    let api = api();
    let listing = format!("{api}/articles?category={CATEGORY}&page=1&per_page=12");
    let feed = asker.json(&format!("{address}{listing}")).await?;
    let (id, slug) = with_picture(&feed).context("the demo's listing has no article with a picture")?;
    Ok(vec![
        Page { name: "home", path: "/".to_owned(), data: format!("{api}/articles?page=1&per_page=10") },
        Page { name: "listing", path: format!("/chuyen-muc/{CATEGORY}"), data: listing },
        Page { name: "article", path: format!("/tin/{id}/{slug}"), data: format!("{api}/articles/{id}") },
    ])
}

/// Id and slug of the first article with a picture.
fn with_picture(feed: &Value) -> Option<(String, String)> {
    let items = feed.get("items")?.as_array()?;
    let item = items.iter().find(|item| item.get("image").is_some())?;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    Some((text(item.get("id"))?, text(item.pointer("/_bantin/slug"))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_article_is_one_with_a_picture() {
        let item = |id: &str| json!({ "id": id, "_bantin": { "slug": format!("s{id}") } });
        let mut second = item("2");
        second["image"] = json!("/a.jpg");
        let found = with_picture(&json!({ "items": [item("1"), second] }));
        assert_eq!(found, Some(("2".to_owned(), "s2".to_owned())));
    }
}
