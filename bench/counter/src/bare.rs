//! The handler that is compared with: it parses the same body, and answers. No database, no log, no time limits.

use std::io::Write as _;
use std::process::Command;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use bantin_api::{Counts, Visit, Visits};
use bantin_bench_companion::{Running, listening};
use bytes::Bytes;

/// Starts it as a process of its own.
pub(crate) fn start() -> Result<Running> {
    let mut command = Command::new(std::env::current_exe().context("where is this program?")?);
    command.arg("bare");
    Running::start(command, listening)
}

/// Answers for as long as it lives.
pub(crate) async fn serve() -> Result<()> {
    use axum::serve::ListenerExt as _;
    let router = Router::new().route("/api/v1/sites/{site}/visits", post(answer));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.context("no port for the bare handler")?;
    {
        let mut out = std::io::stdout().lock();
        writeln!(out, "listening on http://{}/", listener.local_addr()?)?;
        out.flush()?;
    }
    // As the server does; a failure would only make this side slower, and is none on loopback.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, router).await.context("the bare handler has ended")
}

async fn answer(body: Bytes) -> Response {
    let Ok(visit) = serde_json::from_slice::<Visit>(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let counts = Counts { visits: Visits { total: visit.article.unwrap_or(0), today: 1 }, online: 1 };
    let json = serde_json::to_vec(&counts).unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], json).into_response()
}
