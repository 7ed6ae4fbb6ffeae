//! `robots.txt`, RFC 9309, with the sitemaps.

/// The document of a site whose address up to its base is `root`, at the path `base`.
///
/// Everything that people read may be read. So may the API's articles, which search engines that run scripts ask for; not
/// what counts, so that no robot counts as a reader, nor streams, which never end; nor the staff's pages, `staff` being their
/// folders.
#[must_use]
pub fn robots(root: &str, base: &str, site: &str, staff: &[String]) -> String {
    let api = format!("{base}api/v1/sites/{site}");
    let staff: String = staff.iter().map(|folder| format!("Disallow: {folder}\n")).collect();
    format!(
        "User-agent: *\nAllow: /\nDisallow: {api}/visits\nDisallow: {api}/live\n{staff}\n\
         Sitemap: {root}sitemap.xml\nSitemap: {root}sitemap-news.xml\n"
    )
}
