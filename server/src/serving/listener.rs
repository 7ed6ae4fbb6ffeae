//! Connections: each has so long to send a request's head and to take bytes of an answer.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::patient::Patient;
use super::router::Routes;
use crate::handlers::App;
use crate::handlers::viewer::Peer;

/// After a failure to accept (too many open files, most often) it is tried again so much later.
const BREATH: Duration = Duration::from_millis(100);

/// Listens until `ending` turns true, and then until the last answer is sent.
pub(super) async fn listen(listener: TcpListener, routes: Routes, app: Arc<App>, mut ending: watch::Receiver<bool>) {
    let open = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            _ = ending.wait_for(|ending| *ending) => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => serve(stream, Peer(peer), &routes, &app, &open),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    open.shutdown().await;
}

fn serve(stream: TcpStream, peer: Peer, routes: &Routes, app: &App, open: &GracefulShutdown) {
    let limit = app.settings.server.client_timeout;
    // Events are small and must not wait for more to go with them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection without TCP_NODELAY");
    }
    let routes = routes.clone();
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let routes = routes.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            Ok::<_, Infallible>(routes.answer(request).await)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limit)
        .serve_connection(TokioIo::new(Patient::new(stream, limit)), service);
    let watched = open.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            // A visitor going away is nothing to be told.
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
