//! The handler that is compared with: the same addresses, the same headers and the same bytes, and nothing else is
//! done. No database, no log, no time limits, no counts.

use std::collections::HashMap;
use std::io::Write as _;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bantin_bench_companion::{Running, listening};
use bytes::Bytes;

use crate::addresses::{Coding, Kind};
use crate::asking::Connection;

/// Starts it as a process of its own, with the answers of a server.
pub(crate) fn start(like: &Running) -> Result<Running> {
    let mut command = Command::new(std::env::current_exe().context("where is this program?")?);
    command.arg("bare").arg(like.addr()?.to_string());
    Running::start(command, listening)
}

/// Every answer, in the order of [`Kind::addresses`].
#[derive(Default)]
struct Answers {
    plain: Known,
    compressed: Known,
}

#[derive(Default)]
struct Known {
    articles: Vec<(HeaderMap, Bytes)>,
    listings: HashMap<String, (HeaderMap, Bytes)>,
    pages: HashMap<String, (HeaderMap, Bytes)>,
}

/// Asks the server at `like` for every answer, then gives them for as long as it lives.
pub(crate) async fn serve(like: SocketAddr) -> Result<()> {
    let answers = Arc::new(ask(like).await?);
    let router = Router::new()
        .route("/api/v1/sites/{site}/articles/{id}", get(article))
        .route("/api/v1/sites/{site}/articles", get(listing))
        .route("/tin/{id}/{slug}", get(page))
        .with_state(answers);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.context("no port for the bare handler")?;
    {
        let mut out = std::io::stdout().lock();
        writeln!(out, "listening on http://{}/", listener.local_addr()?)?;
        out.flush()?;
    }
    use axum::serve::ListenerExt as _;
    // As the server does; a failure would only make this side slower, and is none on loopback.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, router).await.context("the bare handler has ended")
}

async fn ask(like: SocketAddr) -> Result<Answers> {
    let mut connection = Connection::open(like).await?;
    let mut answers = Answers::default();
    for (coding, known) in [(Coding::Plain, &mut answers.plain), (Coding::Browser, &mut answers.compressed)] {
        for kind in Kind::ALL {
            for address in kind.addresses(&mut connection).await? {
                let mut answer = connection.ask(&address, coding).await?;
                ensure!(answer.status == StatusCode::OK, "{address} was answered {}", answer.status);
                // What hyper writes by itself, here as there.
                for own in [header::DATE, header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
                    answer.headers.remove(own);
                }
                let answer = (answer.headers, answer.body);
                match kind {
                    Kind::Article => known.articles.push(answer),
                    Kind::Listing => {
                        let query = address.split_once('?').map(|(_, query)| query.to_owned());
                        known.listings.insert(query.unwrap_or_default(), answer);
                    }
                    Kind::Page => {
                        known.pages.insert(address, answer);
                    }
                }
            }
        }
    }
    Ok(answers)
}

async fn article(
    State(answers): State<Arc<Answers>>,
    Path((_, id)): Path<(String, usize)>,
    headers: HeaderMap,
) -> Response {
    give(of(&answers, &headers).articles.get(id.wrapping_sub(1)))
}

async fn listing(State(answers): State<Arc<Answers>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    give(of(&answers, &headers).listings.get(query.as_deref().unwrap_or_default()))
}

async fn page(State(answers): State<Arc<Answers>>, address: Uri, headers: HeaderMap) -> Response {
    give(of(&answers, &headers).pages.get(address.path()))
}

fn of<'a>(answers: &'a Answers, headers: &HeaderMap) -> &'a Known {
    if headers.contains_key(header::ACCEPT_ENCODING) { &answers.compressed } else { &answers.plain }
}

fn give(answer: Option<&(HeaderMap, Bytes)>) -> Response {
    match answer {
        Some((headers, body)) => (headers.clone(), body.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
