//! Sitemaps, with the news extension or without (sitemaps.org, developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).

use super::retold::{Item, Retold, Told};
use super::xml::{Element, Space};

/// Why a document is taken for one.
pub(crate) fn is(root: &Element<'_>) -> Option<&'static str> {
    match &*root.name {
        "urlset" => Some("XML whose root is `urlset`"),
        "sitemapindex" => Some("XML whose root is `sitemapindex`"),
        _ => None,
    }
}

/// The sitemaps that an index lists.
pub(crate) fn listed(root: &Element<'_>) -> Vec<String> {
    root.all(Space::Plain, "sitemap").filter_map(|one| one.text_of(Space::Plain, "loc")).collect()
}

/// Retells a sitemap; `text` is what it was parsed from.
pub(crate) fn retell<'d>(root: &'d Element<'_>, text: &'d str) -> Retold<'d> {
    let items = root.all(Space::Plain, "url").map(|url| {
        let address = url.text_of(Space::Plain, "loc").unwrap_or_default();
        let told = tell(url, &address);
        Item { unread: !told.has("title"), ..Item::of_xml(url, text, Ok(told), String::new()) }
    });
    Retold { head: Told::default(), items: items.collect() }
}

fn tell(url: &Element<'_>, address: &str) -> Told {
    let mut told = Told::default();
    told.set("id", address);
    told.set("url", address);
    told.set("date_modified", url.text_of(Space::Plain, "lastmod").unwrap_or_default());
    if let Some(news) = url.first(Space::News, "news") {
        told.set("title", news.text_of(Space::News, "title").unwrap_or_default());
        told.set("date_published", news.text_of(Space::News, "publication_date").unwrap_or_default());
        if let Some(publication) = news.first(Space::News, "publication") {
            told.author(publication.text_of(Space::News, "name").as_deref());
            told.set("language", publication.text_of(Space::News, "language").unwrap_or_default());
        }
    }
    if let Some(image) = url.first(Space::Image, "image").and_then(|image| image.text_of(Space::Image, "loc")) {
        told.set("image", image);
    }
    told
}
