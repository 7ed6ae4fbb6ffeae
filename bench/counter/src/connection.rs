//! A connection that is kept: one request, one answer. By hand, so that what loads takes little from what is loaded.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The most bytes of an answer's head; ours are a tenth of it.
const LONGEST_HEAD: usize = 16 << 10;

/// A connection.
pub(crate) struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
    head: usize,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(addr: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(addr).await.with_context(|| format!("connecting to {addr}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, read: Vec::with_capacity(2_048), head: 0 })
    }

    /// Sends a request, reads the answer to its end and gives its status.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Result<u16> {
        self.stream.write_all(request).await?;
        self.read.clear();
        let head = loop {
            if let Some(end) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            if self.read.len() > LONGEST_HEAD || self.stream.read_buf(&mut self.read).await? == 0 {
                bail!("the answer broke off");
            }
        };
        let text = self.read.get(..head).and_then(|head| std::str::from_utf8(head).ok()).context("no head in UTF-8")?;
        let status = text.get(9..12).and_then(|status| status.parse().ok()).context("no status")?;
        let length = text.lines().filter_map(|line| line.split_once(':')).find_map(|(name, value)| {
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok()).flatten()
        });
        let whole = head + length.context("the answer does not say how long it is")?;
        while self.read.len() < whole {
            if self.stream.read_buf(&mut self.read).await? == 0 {
                bail!("the answer broke off");
            }
        }
        self.head = head;
        Ok(status)
    }

    /// The body of the last answer.
    pub(crate) fn body(&self) -> &[u8] {
        self.read.get(self.head..).unwrap_or_default()
    }

    /// Whether the last answer has this header.
    pub(crate) fn has(&self, name: &str) -> bool {
        let head = String::from_utf8_lossy(self.read.get(..self.head).unwrap_or_default());
        head.lines().filter_map(|line| line.split_once(':')).any(|(found, _)| found.eq_ignore_ascii_case(name))
    }
}
