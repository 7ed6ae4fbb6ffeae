//! A site as it is shown: the settings first, then what was met in its articles.

use bantin_api::{Category, Site};

use crate::settings::{Settings, SiteSettings};
use crate::store::{SiteRow, Store, StoreError};

/// A site with everything that answers need of it.
#[derive(Clone, Debug)]
pub struct SiteContent {
    /// What `GET /` answers, but for where it is.
    pub site: Site,
    /// Its settings.
    pub settings: SiteSettings,
    /// Random hex digits that no other site has, here or elsewhere, and that never change.
    pub uid: String,
}

impl SiteContent {
    /// A site as the database has it now; `None` for an unknown one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn read(settings: &Settings, store: &dyn Store, site: &str) -> Result<Option<Self>, StoreError> {
        Ok(store.site(site)?.map(|row| Self::new(settings.site(site).into_owned(), row)))
    }

    fn new(settings: SiteSettings, row: SiteRow) -> Self {
        let mut categories = settings.categories.clone();
        for met in row.categories {
            if !categories.iter().any(|known| known.slug == met.slug) {
                categories.push(met);
            }
        }
        let name = settings.name.clone().unwrap_or(row.name);
        let (id, languages) = (settings.id.clone(), settings.languages.clone());
        let site = Site { id, name, languages, categories, url: None };
        Self { site, settings, uid: row.uid }
    }

    /// The category of a slug.
    #[must_use]
    pub fn category(&self, slug: &str) -> Option<&Category> {
        self.site.categories.iter().find(|category| category.slug == slug)
    }

    /// The address of an article's page.
    #[must_use]
    pub fn page_of(&self, id: u64, slug: &str) -> String {
        let slash = if slug.is_empty() { "" } else { "/" };
        let last = if self.settings.exported { "/" } else { "" };
        format!("{}tin/{id}{slash}{slug}{last}", self.settings.root())
    }

    /// The address of the site's part of the API.
    #[must_use]
    pub fn api(&self) -> String {
        format!("{}api/v1/sites/{}", self.settings.root(), self.site.id)
    }
}

/// The site of pages that no host name decides: the one set, else the first configured, else the oldest.
///
/// # Errors
/// When the database cannot be read.
pub fn front_page_of(settings: &Settings, store: &dyn Store) -> Result<Option<String>, StoreError> {
    let configured = || settings.sites.first().map(|site| site.id.clone());
    match settings.server.default_site.clone().or_else(configured) {
        Some(site) => Ok(Some(site)),
        None => Ok(store.site_ids()?.into_iter().next()),
    }
}
