//! What a source's host lets programs fetch: its `robots.txt` (RFC 9309), kept for a day.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::StatusCode;
use url::Url;

use crate::fetch::{FetchError, Fetcher};

/// How rules call this program.
const NAME: &str = "bantin";

/// How long rules are kept, in seconds (RFC 9309, section 2.4).
const KEPT: i64 = 86_400;

/// The longest pause between two pages that a host's rules are heeded for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The most hosts whose rules are kept.
const MOST: usize = 1_000;

/// Why something is not fetched.
#[derive(Debug, thiserror::Error)]
pub enum RobotsError {
    /// The rules forbid it.
    #[error("{0}: the robots.txt of its host forbids it; if the site is yours, set `robots = \"ignore\"`")]
    Forbidden(Url),
    /// There may be rules, and they cannot be read: then nothing may be fetched (RFC 9309, section 2.3.1.4).
    #[error("{0}: cannot be read, so nothing of this host may be fetched yet: {1}")]
    Unreachable(Url, Box<FetchError>),
}

/// The rules of all hosts that were asked for.
#[derive(Debug, Default)]
pub struct Robots {
    kept: Mutex<HashMap<String, (i64, Arc<robotxt::Robots>)>>,
}

impl Robots {
    /// Whether an address may be fetched, and how long to wait between two.
    ///
    /// # Errors
    /// When it may not.
    pub async fn let_through(&self, address: &Url, fetcher: &Fetcher, now: i64) -> Result<Duration, RobotsError> {
        let rules = self.rules(address, fetcher, now).await?;
        let path =
            address.query().map_or_else(|| address.path().to_owned(), |query| format!("{}?{query}", address.path()));
        if !rules.is_allowed(&path) {
            return Err(RobotsError::Forbidden(address.clone()));
        }
        Ok(rules.crawl_delay().unwrap_or_default().min(LONGEST_PAUSE))
    }

    async fn rules(&self, address: &Url, fetcher: &Fetcher, now: i64) -> Result<Arc<robotxt::Robots>, RobotsError> {
        let origin = address.origin().ascii_serialization();
        let known = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&origin).cloned();
        if let Some((_, rules)) = known.filter(|(at, _)| now.saturating_sub(*at) < KEPT) {
            return Ok(rules);
        }
        let mut file = address.clone();
        file.set_path("/robots.txt");
        file.set_query(None);
        file.set_fragment(None);
        let rules = match fetcher.get(file.clone()).await {
            Ok(fetched) => robotxt::Robots::parse(&fetched.bytes, NAME),
            Err(FetchError::Status(_, status, _))
                if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS =>
            {
                robotxt::Robots::allow_all()
            }
            Err(FetchError::Redirects(_) | FetchError::Location(_)) => robotxt::Robots::allow_all(),
            Err(error) => return Err(RobotsError::Unreachable(file, Box::new(error))),
        };
        let rules = Arc::new(rules);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(origin, (now, Arc::clone(&rules)));
        Ok(rules)
    }
}
