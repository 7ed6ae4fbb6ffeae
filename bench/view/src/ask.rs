//! One question over HTTP, on this machine.

use anyhow::{Context, Result, ensure};
use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Request, header};
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// Whoever asks. It keeps its connections.
#[derive(Clone)]
pub(crate) struct Asker(Client<HttpConnector, Body>);

impl Asker {
    /// Makes one.
    pub(crate) fn new() -> Self {
        Self(Client::builder(TokioExecutor::new()).build_http())
    }

    /// What answers a `GET`, not compressed.
    pub(crate) async fn get(&self, address: &str) -> Result<(HeaderMap, Bytes)> {
        let request = Request::get(address).header(header::ACCEPT, "*/*").body(Body::empty())?;
        let response = self.0.request(request).await.with_context(|| format!("asking for {address}"))?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.with_context(|| format!("reading {address}"))?.to_bytes();
        ensure!(parts.status.is_success(), "{address} was answered {}", parts.status);
        Ok((parts.headers, body))
    }

    /// The text that answers.
    pub(crate) async fn text(&self, address: &str) -> Result<String> {
        let (_, body) = self.get(address).await?;
        String::from_utf8(body.to_vec()).with_context(|| format!("{address} is no text"))
    }

    /// The JSON that answers.
    pub(crate) async fn json(&self, address: &str) -> Result<Value> {
        let (_, body) = self.get(address).await?;
        serde_json::from_slice(&body).with_context(|| format!("{address} is no JSON"))
    }
}
