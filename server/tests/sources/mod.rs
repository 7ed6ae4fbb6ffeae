//! Sources fetched on a schedule, from a server of the other side that does what a test wants.

mod followed;
mod handed_on;
mod hostile;
mod schedule;
mod stopped;
mod terminal;
mod wordpress;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::Value;

use crate::fetching::other_side;
use crate::support::{Started, feed, until};

/// What the other side answers to a request, by its path and query.
type Answering = dyn Fn(&str, &HeaderMap) -> Response<Body> + Send + Sync;

/// A server of the other side, whose answers can be changed, and what it was asked.
#[derive(Clone)]
pub struct Source {
    pub port: u16,
    answering: Arc<Mutex<Arc<Answering>>>,
    asked: Arc<Mutex<Vec<(String, HeaderMap)>>>,
}

impl Source {
    pub async fn answering(answer: impl Fn(&str, &HeaderMap) -> Response<Body> + Send + Sync + 'static) -> Self {
        let answering: Arc<Mutex<Arc<Answering>>> = Arc::new(Mutex::new(Arc::new(answer)));
        let asked = Arc::<Mutex<Vec<_>>>::default();
        let (now, log) = (Arc::clone(&answering), Arc::clone(&asked));
        let router = Router::new().fallback(async move |request: Request| {
            let path = request.uri().path_and_query().unwrap().to_string();
            log.lock().unwrap().push((path.clone(), request.headers().clone()));
            let answer = Arc::clone(&now.lock().unwrap());
            answer(&path, request.headers())
        });
        Self { port: other_side(router).await, answering, asked }
    }

    /// One whose only document is a JSON Feed of these items.
    pub async fn of(items: Value) -> Self {
        let source = Self::answering(|_, _| nothing()).await;
        source.shows(items);
        source
    }

    pub fn answers(&self, answer: impl Fn(&str, &HeaderMap) -> Response<Body> + Send + Sync + 'static) {
        *self.answering.lock().unwrap() = Arc::new(answer);
    }

    pub fn shows(&self, items: Value) {
        let feed = feed(&items);
        self.answers(move |path, _| if path == "/feed.json" { text(feed.clone()) } else { nothing() });
    }

    /// What it was asked for since the last time, but for its robots.txt.
    pub fn asked(&self) -> Vec<(String, HeaderMap)> {
        let asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.into_iter().filter(|(path, _)| path != "/robots.txt").collect()
    }

    /// The settings of a server with this source.
    pub fn settings(&self, lines: &str) -> String {
        format!(
            "[server]\nallow_private = [\"localhost\"]\n[[site]]\nid = \"demo\"\n{}",
            self.section("theirs", "feed.json", lines)
        )
    }

    pub fn section(&self, name: &str, file: &str, lines: &str) -> String {
        let port = self.port;
        format!("[[site.source]]\nname = \"{name}\"\naddress = \"http://localhost:{port}/{file}\"\n{lines}\n")
    }
}

pub fn nothing() -> Response<Body> {
    Response::builder().status(StatusCode::NOT_FOUND).body(Body::empty()).unwrap()
}

pub fn text(text: impl Into<String>) -> Response<Body> {
    Response::new(Body::from(text.into()))
}

impl Started {
    /// The titles that are shown, the newest first.
    pub async fn titles(&self) -> Vec<String> {
        let listing = self.get("/api/v1/sites/demo/articles").await.json();
        listing["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    }

    /// Waits until these are shown.
    pub async fn shows(&self, titles: &[&str]) {
        let mut shown = Vec::new();
        for _ in 0..500 {
            shown = self.titles().await;
            if shown == titles {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("waited ten seconds for {titles:?}: {shown:?}, {:?}", self.sources());
    }

    fn sources(&self) -> Vec<bantin_server::store::SourceRow> {
        use bantin_server::store::Store as _;
        self.store().sources("demo").unwrap()
    }

    /// What is known of a source, once this is true of it.
    pub async fn source(
        &self,
        name: &str,
        is_so: impl Fn(&bantin_server::store::SourceRow) -> bool,
    ) -> bantin_server::store::SourceRow {
        until(async || self.sources().into_iter().find(|row| row.name == name && row.leased_until == 0 && is_so(row)))
            .await
    }

    /// Sets the clock on by so many seconds.
    pub fn later(&self, seconds: i64) {
        self.clock.set(self.clock.now() + seconds);
    }
}
