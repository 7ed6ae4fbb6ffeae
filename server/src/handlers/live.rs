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

/// How long a browser waits before it connects again, in milliseconds: at least, and by how much that differs, so that not
/// all come back in the same moment after a restart.
const RETRY: (usize, usize) = (2_000, 4_000);

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
    let address = viewer::client(&parts, &app.settings.server.trusted_proxies);
    let onlooker = viewer::onlooker(&app, &parts, &site, address).await?;
    let stream = app.counter.watch(&site, address, onlooker).await?;
    let known = parts.headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let viewing = Viewing::new(stream, articles, app.ending.clone(), known);
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
    /// Whether the viewer has had all there is.
    is_told: bool,
    begun: bool,
}

impl Viewing {
    /// Who had a stream before and has missed nothing since the push of the id `known` is not told the same again.
    fn new(mut stream: Stream, articles: Vec<u64>, ending: watch::Receiver<bool>, known: Option<&str>) -> Self {
        let newest = stream.newest();
        let is_told = known == Some(stream.id_of(&newest).as_str());
        let counts = if is_told { newest.counts } else { Bytes::new() };
        let mut heartbeat = interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        Self { stream, articles, sent: HashMap::new(), counts, heartbeat, ending, is_told, begun: false }
    }

    /// The next bytes to send; `None` when the stream ends.
    async fn next(&mut self) -> Option<Bytes> {
        if !self.begun {
            self.begun = true;
            let (least, spread) = RETRY;
            let retry = format!("retry: {}\n\n", least + self.stream.number() * 997 % spread);
            let mut first = BytesMut::from(retry.as_bytes());
            if !self.is_told {
                first.extend_from_slice(&self.news());
            }
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
        let id = self.stream.id_of(&newest);
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
        if !bytes.is_empty() {
            // Behind all of it: what breaks off before is sent again.
            bytes.put_slice(b"id: ");
            bytes.put_slice(id.as_bytes());
            bytes.put_slice(b"\n\n");
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
