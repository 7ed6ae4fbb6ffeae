//! `GET /live`: counts as server-sent events. A slow viewer misses values, never the newest, and builds no queue.

use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bantin_api::ArticleViews;
use bytes::{BufMut as _, Bytes, BytesMut};
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{Answer, Shared, params::Params, params::Query, problem::HttpProblem, viewer};
use crate::visits::Stream;

/// Articles that one stream may watch.
const MOST_ARTICLES: usize = 20;

/// A comment is sent so often, so that both ends and everything between know the stream is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What a browser is told: how long to wait before it connects again.
const RETRY: &[u8] = b"retry: 3000\n\n";

/// Opens a stream of counts, and of the views of the articles asked for.
///
/// # Errors
/// When there is no such site, too much is asked for, or too many streams are open.
pub async fn get(State(app): Shared, Params(site): Params<String>, query: Query, request: Request) -> Answer {
    let articles = articles(&query)?;
    if app.content.site(&site).await?.is_none() {
        return Err(HttpProblem::no_site(&site));
    }
    let (parts, _) = request.into_parts();
    let trusted = &app.settings.server.trusted_proxies;
    let visitor = app.counter.visitor(viewer::seen(&parts, &site, trusted)).await?;
    let stream = app.counter.watch(&site, visitor).await?;
    let viewing = Viewing::new(stream, articles, app.ending.clone());
    let events = futures_util::stream::unfold(viewing, |mut viewing| async move {
        let bytes = viewing.next().await?;
        Some((Ok::<_, Infallible>(bytes), viewing))
    });
    Ok(headed(Body::from_stream(events)))
}

fn headed(body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    // nginx would hold events back until its buffer is full.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

fn articles(query: &Query) -> Result<Vec<u64>, HttpProblem> {
    let mut articles = Vec::new();
    for text in query.all("article") {
        let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
        let number = number.ok_or_else(|| HttpProblem::bad("`article` is no id; allowed: an article's number"))?;
        if !articles.contains(&number) {
            articles.push(number);
        }
    }
    if articles.len() > MOST_ARTICLES {
        return Err(HttpProblem::bad(format!("`article` stands there too often; allowed: {MOST_ARTICLES} articles")));
    }
    Ok(articles)
}

/// One viewer's stream.
struct Viewing {
    stream: Stream,
    articles: Vec<u64>,
    sent: HashMap<u64, ArticleViews>,
    counts: Bytes,
    heartbeat: Interval,
    ending: watch::Receiver<bool>,
    begun: bool,
}

impl Viewing {
    fn new(stream: Stream, articles: Vec<u64>, ending: watch::Receiver<bool>) -> Self {
        let mut heartbeat = interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        Self { stream, articles, sent: HashMap::new(), counts: Bytes::new(), heartbeat, ending, begun: false }
    }

    /// The next bytes to send; `None` when the stream ends.
    async fn next(&mut self) -> Option<Bytes> {
        if !self.begun {
            self.begun = true;
            let mut first = BytesMut::from(RETRY);
            first.extend_from_slice(&self.news());
            return Some(first.freeze());
        }
        loop {
            if *self.ending.borrow() {
                return None;
            }
            tokio::select! {
                _ = self.ending.changed() => return None,
                newer = self.stream.changed() => {
                    if !newer {
                        return None;
                    }
                    let news = self.news();
                    if !news.is_empty() {
                        return Some(news);
                    }
                }
                _ = self.heartbeat.tick() => {
                    self.stream.mark();
                    return Some(Bytes::from_static(b":\n\n"));
                }
            }
        }
    }

    /// What has changed since it was last sent.
    fn news(&mut self) -> Bytes {
        let mut bytes = BytesMut::new();
        let newest = self.stream.newest();
        if newest.counts != self.counts {
            event(&mut bytes, "counts", &newest.counts);
            self.counts = newest.counts;
        }
        for article in &self.articles {
            let views = self.stream.views(*article);
            if self.sent.insert(*article, views) != Some(views) {
                event(&mut bytes, "views", &serde_json::to_vec(&views).unwrap_or_default());
            }
        }
        bytes.freeze()
    }
}

fn event(bytes: &mut BytesMut, name: &str, data: &[u8]) {
    bytes.put_slice(b"event: ");
    bytes.put_slice(name.as_bytes());
    bytes.put_slice(b"\ndata: ");
    bytes.put_slice(data);
    bytes.put_slice(b"\n\n");
}
