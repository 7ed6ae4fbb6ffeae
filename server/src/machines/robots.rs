//! `robots.txt`, RFC 9309, with the sitemaps.

/// The document of a site whose address up to its base is `root`, at the path `base`.
///
/// Everything that people read may be read. So may the API's articles, which search engines that run scripts ask for; not
/// what counts, so that no robot counts as a reader, nor streams, which never end.
#[must_use]
pub fn robots(root: &str, base: &str, site: &str) -> String {
    let api = format!("{base}api/v1/sites/{site}");
    format!(
        "User-agent: *\nAllow: /\nDisallow: {api}/visits\nDisallow: {api}/live\n\n\
         Sitemap: {root}sitemap.xml\nSitemap: {root}sitemap-news.xml\n"
    )
}
