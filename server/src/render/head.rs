//! What the head of a page tells machines: search engines, previews in Zalo and Facebook, readers of feeds.

use bantin::components::Edition;
use bantin::markup::{Element, Markup, el};
use bantin::route::{FeedAddress, FeedFormat, Route};
use bantin_api::Language;
use bantin_feed::Article;

use super::how_counted;
use super::json_ld;
use super::shown::Shown;
use crate::content::excerpt;
use crate::pictures::{PREVIEW, preview_of};
use crate::store::Measure;

/// What a head is made from.
pub(super) struct Head<'p> {
    pub(super) shown: &'p Shown,
    pub(super) edition: &'p Edition,
    pub(super) route: &'p Route,
    /// Scheme and host, or what stands for them.
    pub(super) origin: &'p str,
}

/// The picture that stands for a page elsewhere.
pub(super) struct Preview {
    /// Its whole address.
    pub(super) address: String,
    /// Its width and height in pixels, where they are known.
    size: Option<(u32, u32)>,
}

/// All tags of it, as HTML.
pub(super) fn html(head: &Head<'_>) -> String {
    let mut html = String::new();
    let tags: Markup = head.tags().into();
    tags.print(&mut html);
    html.push_str(&json_ld::scripts(head));
    html
}

impl Head<'_> {
    /// The whole address of one that begins with a slash; one of another host stays as it is.
    pub(super) fn whole(&self, address: &str) -> String {
        if address.starts_with('/') { format!("{}{address}", self.origin) } else { address.to_owned() }
    }

    /// The address that the page is known by: of an article, in its own language.
    pub(super) fn canonical(&self) -> String {
        self.whole(&self.edition.addresses.href(self.language(), self.route))
    }

    /// The language that the page is really in.
    fn language(&self) -> Language {
        match self.article() {
            Some(article) => self
                .offered(article.language.as_deref())
                .or_else(|| self.offered(None))
                .unwrap_or(self.edition.language),
            None => self.edition.language,
        }
    }

    /// The language that a tag names, if the site offers it; without one the site's own.
    fn offered(&self, tag: Option<&str>) -> Option<Language> {
        let languages = &self.edition.addresses.languages;
        match tag {
            Some(tag) => Language::of_tag(tag).filter(|language| languages.contains(language)),
            None => languages.first().copied(),
        }
    }

    pub(super) fn article(&self) -> Option<&Article> {
        match self.shown {
            Shown::Article(_, whole) => Some(&whole.article),
            _ => None,
        }
    }

    pub(super) fn description(&self) -> Option<String> {
        let site = &self.edition.site.name;
        match self.shown {
            Shown::Article(_, whole) => whole.article.summary.clone().or_else(|| {
                let content_html = Some(whole.body.as_str().to_owned());
                excerpt::of(&Article { content_html, ..Article::default() })
            }),
            Shown::Home { opening, .. } => headlines(site, &opening.articles),
            Shown::Category { slug, listing } => {
                let name = format!("{} – {site}", self.edition.category_name(slug, slug));
                headlines(&name, &listing.articles)
            }
            Shown::HowCounted => Some(how_counted::summary(self.edition.language).to_owned()),
            Shown::Search(..) | Shown::DeadEnd(..) => None,
        }
    }

    /// The picture that stands for the page elsewhere: of one that we have its preview.
    pub(super) fn picture(&self) -> Option<Preview> {
        let article = self.article()?;
        let address = article.image.as_ref().or(article.banner_image.as_ref())?;
        let ours = article.picture.as_ref().and_then(|picture| {
            let (width, height) = (u32::try_from(picture.width).ok()?, u32::try_from(picture.height).ok()?);
            let measure = Measure { width, height, still: true };
            Some((preview_of(address)?, measure.within(PREVIEW)))
        });
        Some(match ours {
            Some((preview, size)) => Preview { address: self.whole(&preview), size: Some(size) },
            None => Preview { address: self.whole(address), size: None },
        })
    }

    fn tags(&self) -> Vec<Element> {
        let named = |name: &'static str, content: String| el("meta").attr("name", name).attr("content", content);
        let mut tags: Vec<Element> = self.description().map(|text| named("description", text)).into_iter().collect();
        if matches!(self.shown, Shown::Search(_, Some(_))) {
            // There are as many of these as there are questions.
            tags.push(named("robots", "noindex".to_owned()));
        } else if !matches!(self.shown, Shown::DeadEnd(..)) {
            tags.push(link("canonical", self.canonical()));
            tags.extend(self.translations());
            tags.extend(self.around());
            tags.extend(self.open_graph());
            let card = if self.picture().is_some() { "summary_large_image" } else { "summary" };
            tags.push(named("twitter:card", card.to_owned()));
        }
        tags.extend(self.feeds());
        tags
    }

    /// The same page in other languages: of an article only where somebody has translated it.
    fn translations(&self) -> Vec<Element> {
        let addresses = &self.edition.addresses;
        let mut known: Vec<(Language, Route)> = match self.article() {
            None => addresses.languages.iter().map(|language| (*language, self.route.clone())).collect(),
            Some(article) => {
                let own = (self.language(), self.route.clone());
                let others = article.translations.iter().filter_map(|other| {
                    let slug = other.slug.clone().unwrap_or_default();
                    Some((self.offered(Some(&other.language))?, Route::Article { id: other.id.clone(), slug }))
                });
                std::iter::once(own).chain(others).collect()
            }
        };
        if known.len() < 2 {
            known.clear();
        }
        let alternate = |(language, route): (Language, Route)| {
            link("alternate", self.whole(&addresses.href(language, &route))).attr("hreflang", language.tag())
        };
        known.into_iter().map(alternate).collect()
    }

    /// The feeds of what is shown: on a page of a category its own first, which readers of feeds then offer first.
    fn feeds(&self) -> Vec<Element> {
        let own = match self.shown {
            Shown::Category { slug, .. } => Some(slug.clone()),
            _ => None,
        };
        let of = |category: Option<String>| {
            let name = category.as_ref().map(|slug| self.edition.category_name(slug, slug));
            let title = self.edition.title(name.as_deref());
            FeedFormat::ALL.map(|format| {
                let address = FeedAddress { language: self.edition.language, category: category.clone(), format };
                let feed = link("alternate", address.href(&self.edition.addresses));
                feed.attr("type", format.kind()).attr("title", title.clone())
            })
        };
        own.map(|slug| of(Some(slug))).into_iter().chain([of(None)]).flatten().collect()
    }

    /// The pages before and after one of a listing.
    fn around(&self) -> Vec<Element> {
        let Shown::Category { slug, listing } = self.shown else { return Vec::new() };
        let to = |page: u32| self.edition.href(&Route::Category { slug: slug.clone(), page });
        let before = listing.page.checked_sub(1).filter(|page| *page > 0).map(|page| link("prev", to(page)));
        let after = (listing.page < listing.pages).then(|| link("next", to(listing.page.saturating_add(1))));
        before.into_iter().chain(after).collect()
    }

    /// The Open Graph protocol, ogp.me.
    fn open_graph(&self) -> Vec<Element> {
        let article = self.article();
        let title = self.shown.title(self.edition).unwrap_or_else(|| self.edition.site.name.clone());
        let kind = if article.is_some() { "article" } else { "website" };
        let locale = match self.language() {
            Language::Vi => "vi_VN",
            Language::En => "en_GB",
        };
        let time = |when: &Option<bantin_feed::Timestamp>| when.map(|when| when.to_rfc3339());
        let picture = self.picture();
        let side = |side: fn((u32, u32)) -> u32| Some(side(picture.as_ref()?.size?).to_string());
        let section = || self.edition.main_category(article?).map(|(_, name)| name);
        let said = [
            ("og:type", Some(kind.to_owned())),
            ("og:title", Some(title)),
            ("og:description", self.description()),
            ("og:url", Some(self.canonical())),
            ("og:site_name", Some(self.edition.site.name.clone())),
            ("og:locale", Some(locale.to_owned())),
            ("og:image", picture.as_ref().map(|picture| picture.address.clone())),
            ("og:image:width", side(|(width, _)| width)),
            ("og:image:height", side(|(_, height)| height)),
            ("article:published_time", article.and_then(|article| time(&article.date_published))),
            ("article:modified_time", article.and_then(|article| time(&article.date_modified))),
            ("article:section", section()),
        ];
        let tag = |(property, content): (&'static str, Option<String>)| {
            Some(el("meta").attr("property", property).attr("content", content?))
        };
        said.into_iter().filter_map(tag).collect()
    }
}

/// The headlines that a page begins with, behind its name.
fn headlines(name: &str, articles: &[Article]) -> Option<String> {
    let titles: Vec<&str> = articles.iter().filter_map(|article| article.title.as_deref()).take(3).collect();
    let text = if titles.is_empty() { name.to_owned() } else { format!("{name}: {}", titles.join("; ")) };
    excerpt::of(&Article { content_text: Some(text), ..Article::default() })
}

fn link(rel: &'static str, href: String) -> Element {
    el("link").attr("rel", rel).attr("href", href)
}
