//! `serve`: the server, until it is told to stop.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use super::client::client_files;
use super::{CommandError, open, settings};
use crate::cli::Common;
use crate::clock::Clock;
use crate::log;
use crate::serving::Server;

pub(super) fn run(
    common: &Common,
    addr: Option<SocketAddr>,
    client: Option<PathBuf>,
) -> Result<ExitCode, CommandError> {
    let mut settings = settings(common)?;
    settings.server.addr = addr.unwrap_or(settings.server.addr);
    settings.server.client = client.or(settings.server.client);
    let written = log::to_standard_error(settings.server.log);
    // What is left of it is written when this is dropped, after the server has stopped.
    let _log = written.map_err(|error| CommandError::Serve(format!("no thread for the log: {error}")))?;
    let client = client_files(&settings)?;
    let store = open(&settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        // Before anybody knows that there is a server: whoever starts one may end it at once.
        let told_to_stop = told_to_stop()?;
        let server = Server::start(settings, store, client, Clock::system()).await;
        let server = server.map_err(|error| CommandError::Serve(error.to_string()))?;
        {
            let mut out = std::io::stdout().lock();
            writeln!(out, "listening on http://{}/", server.addr)?;
            out.flush()?;
        }
        told_to_stop.await?;
        tracing::info!("stopping");
        server.stop().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// From now on the program ends when this is ready, and not at once.
#[cfg(unix)]
fn told_to_stop() -> std::io::Result<impl Future<Output = std::io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminated, mut interrupted) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
        Ok(())
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> std::io::Result<impl Future<Output = std::io::Result<()>>> {
    Ok(tokio::signal::ctrl_c())
}
