//! The edition that a page belongs to: whose it is, in which language, with which addresses.

use crate::route::{Addresses, Route};
use crate::text::{DateForm, Text, date, text};
use bantin_api::{Category, Language, Site};
use bantin_feed::{Article, Timestamp};
use std::sync::Arc;

/// What every component needs to know to print a name, a date or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Whose page it is.
    pub site: Arc<Site>,
    /// The language of the interface.
    pub language: Language,
    /// How its addresses look.
    pub addresses: Arc<Addresses>,
    /// How the date beside an article is written.
    pub date_form: DateForm,
    /// Whether the page is the site's own: then it has a field for searching and aids for reading. Elements and frames on other pages
    /// have neither.
    pub own_page: bool,
}

impl Edition {
    /// The strings of its language.
    #[must_use]
    pub fn text(&self) -> &'static Text {
        text(self.language)
    }

    /// The title of a page; `None` for the front page.
    #[must_use]
    pub fn title(&self, of_page: Option<&str>) -> String {
        let site = &self.site.name;
        of_page.map_or_else(|| site.clone(), |title| format!("{title} – {site}"))
    }

    /// The address of a route in its language.
    #[must_use]
    pub fn href(&self, route: &Route) -> String {
        self.addresses.href(self.language, route)
    }

    /// The address of a category's first page.
    #[must_use]
    pub fn category_href(&self, slug: &str) -> String {
        self.href(&Route::Category { slug: slug.to_owned(), page: 1 })
    }

    /// What a category is called: as the site says, else as the article does.
    #[must_use]
    pub fn category_name(&self, slug: &str, otherwise: &str) -> String {
        self.site
            .categories
            .iter()
            .find(|category| category.slug == slug)
            .map_or_else(|| otherwise.to_owned(), |category| self.name_of(category))
    }

    /// What a category of the site is called in this language.
    #[must_use]
    pub fn name_of(&self, category: &Category) -> String {
        match (self.language, &category.name_en) {
            (Language::En, Some(name)) => name.clone(),
            _ => category.name.clone(),
        }
    }

    /// The address and name of an article's main category.
    #[must_use]
    pub fn main_category(&self, article: &Article) -> Option<(String, String)> {
        let category = article.categories.first()?;
        Some((self.category_href(&category.slug), self.category_name(&category.slug, &category.name)))
    }

    /// An article's title, or the words for one that has none.
    #[must_use]
    pub fn title_of(&self, article: &Article) -> String {
        article.title.clone().unwrap_or_else(|| self.text().untitled.to_owned())
    }

    /// A date for `<time>`: what machines read, and what people read.
    #[must_use]
    pub fn time(&self, when: Timestamp, form: DateForm) -> (String, String) {
        (when.to_rfc3339(), date(when, form, self.language))
    }

    /// The `lang` of a text, when it is not that of the page around it.
    #[must_use]
    pub fn foreign(&self, language: Option<&str>) -> Option<String> {
        // Most sources say nothing; then it is the site's own language.
        let own = self.site.languages.first().copied().unwrap_or_default().tag();
        let language = language.unwrap_or(own);
        (Language::of_tag(language) != Some(self.language)).then(|| language.to_owned())
    }
}
