//! The parts of a server, as handlers see them.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::content::{Content, front_page_of};
use crate::handed_on::Handing;
use crate::handlers::client_files::ClientFiles;
use crate::handlers::copies::Copies;
use crate::handlers::filled::Stamp;
use crate::handlers::metrics::Metrics;
use crate::handlers::staff::Door;
use crate::machines::Documents;
use crate::pictures::Sizes;
use crate::releases::Releases;
use crate::render::Pages;
use crate::searching::missed::Missed;
use crate::settings::Settings;
use crate::store::{Store, StoreError};
use crate::visits::Counter;

/// The parts of a server.
pub struct App {
    /// What is set.
    pub settings: Arc<Settings>,
    /// Everything that is kept.
    pub store: Arc<dyn Store>,
    /// What is served of articles.
    pub content: Arc<Content>,
    /// Copies of that, ready to be sent.
    pub copies: Copies,
    /// The pages of all sites.
    pub pages: Pages,
    /// Copies of those, ready to be sent.
    pub page_copies: Copies<Stamp>,
    /// What machines read of all sites.
    pub documents: Documents,
    /// Copies of those, ready to be sent.
    pub document_copies: Copies<Vec<Arc<str>>>,
    /// Pictures in sizes.
    pub sizes: Sizes,
    /// Files that stay at their source.
    pub handing: Handing,
    /// Questions that found nothing.
    pub missed: Missed,
    /// Counting.
    pub counter: Arc<Counter>,
    /// The client's files.
    pub client: ClientFiles,
    /// Those of earlier releases.
    pub releases: Releases,
    /// What keeps others from the staff's pages.
    pub staff: Door,
    /// What time it is.
    pub clock: Clock,
    /// What has been done so far.
    pub metrics: Metrics,
    /// Turns true when the server stops.
    pub ending: watch::Receiver<bool>,
}

impl App {
    /// The site of a page: found by the host name that was asked, else the default.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn front_site(&self, request: &HeaderMap) -> Result<Option<String>, StoreError> {
        let host = request.get(header::HOST).and_then(|host| host.to_str().ok()).map(str::to_ascii_lowercase);
        let named = host
            .as_deref()
            .map(without_port)
            .and_then(|host| self.settings.sites.iter().find(|site| site.hosts.iter().any(|known| known == host)));
        match named {
            Some(site) => Ok(Some(site.id.clone())),
            None => front_page_of(&self.settings, &*self.store),
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}
