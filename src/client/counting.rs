//! Visits reported and counts asked for.

use super::{Client, parsed};
use crate::config::Source;
use crate::data::tabs::named;
use crate::data::{COUNTS_PATH, visit};
use crate::error::LoadError;
use crate::platform::answers;
use crate::platform::fetch::{get, post};
use crate::platform::json::Tree;
use bantin_api::{ArticleViews, Counts, Visits};
use bantin_feed::Json;

impl Client {
    /// Whether counts are to be had at all.
    #[must_use]
    pub fn counts_visits(&self) -> bool {
        self.counts.is_some()
    }

    /// The number by which an article is counted. Only our own server's ids are such numbers; a feed's may look like one.
    #[must_use]
    pub fn number_of(&self, id: &str) -> Option<u64> {
        match *self.source {
            Source::Server(_) => id.parse().ok(),
            Source::Files(_) | Source::Feed(_) => None,
        }
    }

    /// The address of the live stream, naming the articles whose views are wanted too.
    #[must_use]
    pub fn live_address(&self, articles: &[u64]) -> Option<String> {
        let api = self.counts.as_ref()?;
        Some(named(&format!("{api}/live?"), "&article=", articles))
    }

    /// The counts that the page brought.
    #[must_use]
    pub fn counts_brought(&self) -> Option<Counts> {
        counts_of(&answers::take_now(&self.prefixed(COUNTS_PATH))?)
    }

    /// The site's counts.
    ///
    /// # Errors
    /// No answer, or one that cannot be read.
    pub async fn counts(&self) -> Result<Counts, LoadError> {
        let api = self.counts.as_ref().ok_or(LoadError::NotFound)?;
        counts(&get(&format!("{api}{COUNTS_PATH}")).await?)
    }

    /// The views of one article.
    ///
    /// # Errors
    /// As for [`Client::counts`].
    pub async fn views(&self, article: u64) -> Result<ArticleViews, LoadError> {
        let api = self.counts.as_ref().ok_or(LoadError::NotFound)?;
        views(&get(&format!("{api}/articles/{article}/views")).await?)
    }

    /// Reports a visit under an id of its own; reported again under the same id it counts once. It arrives although the page
    /// closes. `entry`: the host whose link led into the site, or nothing, where it was entered by this.
    ///
    /// # Errors
    /// As for [`Client::counts`].
    pub async fn report(&self, id: &str, article: Option<u64>, entry: Option<&str>) -> Result<Counts, LoadError> {
        let api = self.counts.as_ref().ok_or(LoadError::NotFound)?;
        counts(&post(&format!("{api}/visits"), visit(id, article, entry)).await?)
    }
}

/// Reads the counts, as `/counts` answers and the event `counts` carries them.
pub fn counts(json: &str) -> Result<Counts, LoadError> {
    counts_of(&parsed(json)?).ok_or(LoadError::Answer)
}

fn counts_of(answer: &Tree) -> Option<Counts> {
    let visits = answer.get("visits")?;
    Some(Counts {
        visits: Visits { total: visits.count_at("total")?, today: visits.count_at("today")? },
        online: answer.count_at("online")?,
    })
}

/// Reads the views of an article, as `/views` answers and the event `views` carries them.
pub fn views(json: &str) -> Result<ArticleViews, LoadError> {
    let value = parsed(json)?;
    let read = || {
        Some(ArticleViews {
            article: value.count_at("article"),
            views: value.count_at("views")?,
            readers: value.count_at("readers")?,
        })
    };
    read().ok_or(LoadError::Answer)
}
