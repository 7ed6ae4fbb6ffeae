//! Sitemaps, <https://www.sitemaps.org/protocol.html>, with the translations of each page (`xhtml:link`).

use std::collections::{BTreeSet, HashMap};

use bantin::route::{Addresses, Route};
use bantin_api::Language;

use super::dates::rfc3339;
use super::xml::Xml;
use crate::content::SiteContent;
use crate::store::ListedRow;

/// Addresses in one file, at most. Ours are short enough that so many stay below the 50 MB that are allowed as well.
pub(super) const MOST: usize = 50_000;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const XHTML: (&str, &str) = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");

/// Which file of a sitemap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// `sitemap.xml`: all of it, or the list of its files.
    Whole,
    /// One of its files, from 1.
    File(usize),
}

impl Part {
    /// The part at a path without the base; `None` where there is none.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let rest = path.trim_start_matches('/').strip_prefix("sitemap")?.strip_suffix(".xml")?;
        if rest.is_empty() {
            return Some(Self::Whole);
        }
        let number = rest.strip_prefix('-')?;
        let plain = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
        number.parse().ok().filter(|_| plain).map(Self::File)
    }

    /// The last part of its address.
    fn file(self) -> String {
        match self {
            Self::Whole => "sitemap.xml".to_owned(),
            Self::File(number) => format!("sitemap-{number}.xml"),
        }
    }
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// Its address.
    pub(super) address: String,
    /// When it was last another than before, in seconds.
    pub(super) changed: Option<i64>,
    /// The languages in which it is there, with their addresses; none where there is one only.
    pub(super) languages: Vec<(&'static str, String)>,
}

/// All pages of a site that are worth finding: the front page, how visits are counted and the categories in each language, then each article in its
/// own language, the oldest first, so that only the last file changes when there is news.
pub(super) fn pages(
    site: &SiteContent,
    addresses: &Addresses,
    rows: &[ListedRow],
    translations: &[(u64, u64)],
    origin: &str,
) -> Vec<Listed> {
    let href = |language: Language, route: &Route| format!("{origin}{}", addresses.href(language, route));
    let newest = rows.iter().map(|row| row.changed).max();
    let categories =
        site.site.categories.iter().map(|category| (Route::Category { slug: category.slug.clone(), page: 1 }, None));
    let mut listed = Vec::with_capacity(rows.len() + 2 * site.site.categories.len() + 4);
    for (route, changed) in [(Route::Home, newest), (Route::HowCounted, None)].into_iter().chain(categories) {
        let languages: Vec<(&'static str, String)> =
            addresses.languages.iter().map(|language| (language.tag(), href(*language, &route))).collect();
        let several = if languages.len() > 1 { languages.clone() } else { Vec::new() };
        for (_, address) in languages {
            listed.push(Listed { address, changed, languages: several.clone() });
        }
    }
    let known: HashMap<u64, (Language, String)> = rows
        .iter()
        .map(|row| {
            let language = site.language_of(&row.language);
            let route = Route::Article { id: row.id.to_string(), slug: row.slug.clone() };
            (row.id, (language, href(language, &route)))
        })
        .collect();
    // A search engine takes a translation for one only where each names the other: often one source says so on one side.
    let mut others: HashMap<u64, BTreeSet<u64>> = HashMap::new();
    for (one, other) in translations {
        others.entry(*one).or_default().insert(*other);
        others.entry(*other).or_default().insert(*one);
    }
    for row in rows {
        let Some((own, address)) = known.get(&row.id) else { continue };
        let mut languages = vec![(own.tag(), address.clone())];
        for (language, address) in others.get(&row.id).into_iter().flatten().filter_map(|other| known.get(other)) {
            if languages.iter().all(|(tag, _)| *tag != language.tag()) {
                languages.push((language.tag(), address.clone()));
            }
        }
        if languages.len() == 1 {
            languages.clear();
        }
        listed.push(Listed { address: address.clone(), changed: Some(row.changed), languages });
    }
    listed
}

/// A file of the sitemap of these pages, each with at most `most`; `root` is the site's address up to its base. `None` where
/// there is no such file.
pub(super) fn write(pages: &[Listed], part: Part, most: usize, root: &str) -> Option<String> {
    match part {
        Part::Whole if pages.len() <= most => Some(file(pages)),
        Part::Whole => Some(index(pages, most, root)),
        Part::File(_) if pages.len() <= most => None,
        Part::File(number) => pages.chunks(most.max(1)).nth(number.checked_sub(1)?).map(file),
    }
}

fn file(pages: &[Listed]) -> String {
    let mut xml = Xml::new();
    xml.open("urlset", &[NAMESPACE, XHTML]);
    for page in pages {
        xml.open("url", &[]);
        xml.text("loc", &[], &page.address);
        if let Some(changed) = page.changed {
            xml.text("lastmod", &[], &rfc3339(changed));
        }
        for (tag, address) in &page.languages {
            xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", tag), ("href", address)]);
        }
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

fn index(pages: &[Listed], most: usize, root: &str) -> String {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[NAMESPACE]);
    for (pages, number) in pages.chunks(most.max(1)).zip(1..) {
        xml.open("sitemap", &[]);
        xml.text("loc", &[], &format!("{root}{}", Part::File(number).file()));
        if let Some(changed) = pages.iter().filter_map(|page| page.changed).max() {
            xml.text("lastmod", &[], &rfc3339(changed));
        }
        xml.close("sitemap");
    }
    xml.close("sitemapindex");
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locations(xml: &str) -> Vec<String> {
        let read = roxmltree::Document::parse(xml).unwrap();
        let all = read.descendants().filter(|node| node.has_tag_name("loc")).filter_map(|node| node.text());
        all.map(str::to_owned).collect()
    }

    #[test]
    fn it_is_split_at_the_limit_and_not_before() {
        let pages: Vec<Listed> = (0..7)
            .map(|n| Listed { address: format!("https://a.vn/{n}"), changed: Some(n), languages: Vec::new() })
            .collect();
        let write = |part, most| write(&pages, part, most, "https://a.vn/");
        assert_eq!(locations(&write(Part::Whole, 7).unwrap()).len(), 7);
        assert_eq!(write(Part::File(1), 7), None);
        let index = write(Part::Whole, 3).unwrap();
        assert_eq!(locations(&index), [1, 2, 3].map(|n| format!("https://a.vn/sitemap-{n}.xml")));
        assert!(index.contains("<lastmod>1970-01-01T00:00:02Z</lastmod>"), "{index}");
        assert_eq!(locations(&write(Part::File(3), 3).unwrap()), ["https://a.vn/6"]);
        for none in [0, 4, usize::MAX] {
            assert_eq!(write(Part::File(none), 3), None);
        }
    }

    #[test]
    fn parts_are_read_as_they_are_printed() {
        for part in [Part::Whole, Part::File(1), Part::File(12)] {
            assert_eq!(Part::parse(&part.file()), Some(part));
        }
        for none in
            ["sitemap-0.xml", "sitemap-01.xml", "sitemap-.xml", "sitemap-+1.xml", "sitemap1.xml", "sitemap-news.xml"]
        {
            assert_eq!(Part::parse(none), None, "{none}");
        }
    }
}
