//! The numbers as they are now: from memory, read again where another process or server has changed them.

use std::sync::{Arc, PoisonError, RwLock};

use bantin_api::{ArticleViews, Counts};
use tokio::sync::oneshot;

use super::counter::{CountError, Counter};
use super::writer::Job;
use super::{Numbers, Online};
use crate::store::StoreError;

impl Counter {
    /// Whether there is such a site.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn knows(&self, site: &str) -> Result<bool, CountError> {
        Ok(self.remembered(site).is_some() || self.numbers(site).await?.is_some())
    }

    /// The site's counts, as old as the last look or the last commit at it. `None` before there was one.
    #[must_use]
    pub fn counts_now(&self, site: &str) -> Option<Counts> {
        self.remembered(site).map(|numbers| self.counts_of(site, &numbers))
    }

    /// The site's counts. `None` for an unknown site.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn counts(&self, site: &str) -> Result<Option<Counts>, CountError> {
        let numbers = self.numbers(site).await?;
        Ok(numbers.map(|numbers| self.counts_of(site, &numbers)))
    }

    /// The site's counts, at a generation that was just looked up. `None` for an unknown site.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn counts_at(&self, site: &str, generation: u64) -> Result<Option<Counts>, CountError> {
        let numbers = self.numbers_at(site, generation).await?;
        Ok(numbers.map(|numbers| self.counts_of(site, &numbers)))
    }

    /// The numbers of an article, as old as the last look at the site's. `None` before there was one.
    #[must_use]
    pub fn views_now(&self, site: &str, article: u64) -> Option<ArticleViews> {
        let numbers = self.remembered(site)?;
        let numbers = numbers.read().unwrap_or_else(PoisonError::into_inner);
        Some(numbers.views(article))
    }

    /// The numbers of articles, in the order asked for, at a generation that was just looked up. `None` for an
    /// unknown site.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn views(
        &self,
        site: &str,
        generation: u64,
        articles: &[u64],
    ) -> Result<Option<Vec<ArticleViews>>, CountError> {
        let numbers = self.numbers_at(site, generation).await?;
        Ok(numbers.map(|numbers| {
            let numbers = numbers.read().unwrap_or_else(PoisonError::into_inner);
            articles.iter().map(|id| numbers.views(*id)).collect()
        }))
    }

    pub(super) fn counts_of(&self, site: &str, numbers: &RwLock<Numbers>) -> Counts {
        let online = self.with_online(site, Online::count);
        numbers.read().unwrap_or_else(PoisonError::into_inner).counts(self.day(site), online)
    }

    /// The numbers in memory, as old as the last look.
    pub(super) fn remembered(&self, site: &str) -> Option<Arc<RwLock<Numbers>>> {
        self.memory.read().unwrap_or_else(PoisonError::into_inner).get(site).cloned()
    }

    /// The numbers of a site as of now; what another process has changed is read again. `None` for an
    /// unknown site.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn numbers(&self, site: &str) -> Result<Option<Arc<RwLock<Numbers>>>, CountError> {
        let Some(generation) = self.store.generation(site)? else { return Ok(None) };
        self.numbers_at(site, generation).await
    }

    /// The numbers of a site, read again unless they are of this generation, which the caller has just looked up, and no
    /// other server has counted since.
    async fn numbers_at(&self, site: &str, generation: u64) -> Result<Option<Arc<RwLock<Numbers>>>, CountError> {
        let wanted = (generation, self.store.counted_elsewhere(site));
        let remembered = self.remembered(site);
        let day = self.day(site);
        let is_current = |numbers: &Arc<RwLock<Numbers>>| {
            let numbers = numbers.read().unwrap_or_else(PoisonError::into_inner);
            numbers.stamp() == wanted && numbers.knows(day)
        };
        if let Some(numbers) = remembered.filter(is_current) {
            return Ok(Some(numbers));
        }
        let (answer, done) = oneshot::channel();
        self.send(Job::Read(site.to_owned(), day, answer))?;
        let found = match done.await.map_err(|_| CountError::Full)? {
            // The last numbers are better than none.
            Err(StoreError::Away(_)) if self.remembered(site).is_some() => true,
            found => found?,
        };
        Ok(if found { self.remembered(site) } else { None })
    }
}
