//! The same server without a network: asked by this very program.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use tokio::sync::watch;

use super::router::{self, Routes};
use super::{StartError, parts};
use crate::clock::Clock;
use crate::handlers::App;
use crate::handlers::client_files::ClientFiles;
use crate::settings::Settings;
use crate::store::Store;

/// A server that nobody else can reach.
pub struct Inside {
    app: Arc<App>,
    routes: Routes,
    /// Kept, or the streams would take the server for stopped.
    _end: watch::Sender<bool>,
}

impl Inside {
    /// Makes it ready.
    ///
    /// # Errors
    /// When the database does not let it, or there is no thread to count with.
    pub fn start(
        settings: Settings,
        store: Arc<dyn Store>,
        client: ClientFiles,
        clock: Clock,
    ) -> Result<Self, StartError> {
        let (end, ending) = watch::channel(false);
        let app = parts(settings, store, client, clock, ending)?;
        Ok(Self { routes: router::service(Arc::clone(&app)), app, _end: end })
    }

    /// Its parts.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// What is answered at a path, whole and not compressed.
    pub async fn get(&self, path: &str) -> (StatusCode, HeaderMap, Bytes) {
        let Ok(request) = Request::builder().uri(path).body(Body::empty()) else {
            return (StatusCode::BAD_REQUEST, HeaderMap::new(), Bytes::new());
        };
        let (head, body) = self.routes.answer(request).await.into_parts();
        match body.collect().await {
            Ok(body) => (head.status, head.headers, body.to_bytes()),
            Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, head.headers, Bytes::new()),
        }
    }

    /// Ends it.
    pub async fn stop(self) {
        super::stopped(Arc::clone(&self.app.counter)).await;
    }
}
