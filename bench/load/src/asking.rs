//! One question over a connection that is kept, and its whole answer.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{ACCEPT_ENCODING, HOST, HeaderMap};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::addresses::Coding;

/// A connection.
pub(crate) struct Connection {
    sender: SendRequest<Empty<Bytes>>,
    host: String,
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: StatusCode,
    /// Its headers.
    pub(crate) headers: HeaderMap,
    /// Its body as it was sent.
    pub(crate) body: Bytes,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(addr: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(addr).await.with_context(|| format!("connecting to {addr}"))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // Its end shows when the next question is asked.
        tokio::spawn(connection);
        Ok(Self { sender, host: addr.to_string() })
    }

    /// Asks.
    pub(crate) async fn ask(&mut self, address: &str, coding: Coding) -> Result<Answer> {
        let mut request = Request::get(address).header(HOST, &self.host);
        if let Some(accepted) = coding.accepted() {
            request = request.header(ACCEPT_ENCODING, accepted);
        }
        self.sender.ready().await?;
        let response = self.sender.send_request(request.body(Empty::new())?).await?;
        let (parts, body) = response.into_parts();
        Ok(Answer { status: parts.status, headers: parts.headers, body: body.collect().await?.to_bytes() })
    }
}
