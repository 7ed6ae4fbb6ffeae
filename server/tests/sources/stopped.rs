//! A server that is stopped while it fetches.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::http::Response;
use futures_util::stream;
use serde_json::json;

use super::{Source, nothing, text};
use crate::support::{Started, feed, item, until};

#[tokio::test]
async fn what_it_was_fetching_is_fetched_by_the_next_at_once() {
    let never = || Response::new(Body::from_stream(stream::pending::<Result<Bytes, Infallible>>()));
    let source = Source::answering(move |path, _| if path == "/feed.json" { never() } else { nothing() }).await;
    let settings = source.settings("timeout = \"60s\"");
    let started = Started::with(&settings).await;
    until(async || source.asked().first().cloned()).await;
    until(async || started.sources().into_iter().find(|row| row.leased_until > 0)).await;
    let Started { dir, clock, server, .. } = started;
    server.unwrap().stop().await;
    source.answers(|path, _| if path == "/feed.json" { text(feed(&json!([item(1, 1)]))) } else { nothing() });
    let started = Started::over(dir, &settings, clock, bantin_server::store::OpenOptions::default()).await;
    started.shows(&["Tin 1"]).await;
}
