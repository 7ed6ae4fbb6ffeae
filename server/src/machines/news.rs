//! The news sitemap, <https://www.google.com/schemas/sitemap-news/0.9/>: what was published within the last two days.

use bantin::route::{Addresses, Route};

use super::dates::rfc3339;
use super::xml::Xml;
use crate::content::SiteContent;
use crate::render::edition;
use crate::store::NewsRow;

/// Seconds for which an article is news.
pub(super) const LONG: i64 = 2 * 86_400;

/// Articles, at most.
pub(super) const MOST: u64 = 1_000;

const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
    ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
];

/// The document.
pub(super) fn write(site: &SiteContent, addresses: &Addresses, rows: &[NewsRow], origin: &str) -> String {
    let mut xml = Xml::new();
    xml.open("urlset", &NAMESPACES);
    if rows.is_empty() {
        // The schema wants an address, and Google one that is no news rather than none.
        let home = addresses.href(site.language_of(""), &Route::Home);
        xml.open("url", &[]);
        xml.text("loc", &[], &format!("{origin}{home}"));
        xml.close("url");
    }
    for row in rows {
        let language = site.language_of(&row.language);
        let route = Route::Article { id: row.id.to_string(), slug: row.slug.clone() };
        let untitled = edition(site, language).text().untitled;
        let title = if row.title.is_empty() { untitled } else { &row.title };
        xml.open("url", &[]);
        xml.text("loc", &[], &format!("{origin}{}", addresses.href(language, &route)));
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.text("news:name", &[], &site.site.name);
        xml.text("news:language", &[], language.tag());
        xml.close("news:publication");
        xml.text("news:publication_date", &[], &rfc3339(row.published));
        xml.text("news:title", &[], title);
        xml.close("news:news");
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}
