//! A door to the news server that counts what comes back through it: browsers do not tell a page how much other origins sent.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result, anyhow};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The door.
pub(crate) struct Counted {
    /// Where it is.
    pub(crate) address: String,
    upstream: Arc<OnceLock<SocketAddr>>,
    sent: Arc<AtomicU64>,
}

impl Counted {
    /// Opens it. It leads nowhere yet.
    pub(crate) async fn open() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no port for the news server's door")?;
        let address = format!("http://{}", listener.local_addr()?);
        let (upstream, sent) = (Arc::new(OnceLock::new()), Arc::new(AtomicU64::new(0)));
        let door = Self { address, upstream: Arc::clone(&upstream), sent: Arc::clone(&sent) };
        tokio::spawn(async move {
            while let Ok((visitor, _)) = listener.accept().await {
                if let Some(server) = upstream.get() {
                    tokio::spawn(pass(visitor, *server, Arc::clone(&sent)));
                }
            }
        });
        Ok(door)
    }

    /// Leads it to the server.
    pub(crate) fn lead_to(&self, server: SocketAddr) -> Result<()> {
        self.upstream.set(server).map_err(|_| anyhow!("the door leads somewhere already"))
    }

    /// Counts from nothing.
    pub(crate) fn begin(&self) {
        self.sent.store(0, Ordering::SeqCst);
    }

    /// Bytes that came since, heads included.
    pub(crate) fn sent(&self) -> f64 {
        u32::try_from(self.sent.load(Ordering::SeqCst)).map_or(f64::INFINITY, f64::from)
    }
}

/// Passes all on. A connection that breaks ends; whoever sees it asks again.
async fn pass(visitor: TcpStream, server: SocketAddr, sent: Arc<AtomicU64>) {
    let Ok(server) = TcpStream::connect(server).await else { return };
    drop((visitor.set_nodelay(true), server.set_nodelay(true)));
    let ((mut asks, mut gets), (mut answers, mut takes)) = (visitor.into_split(), server.into_split());
    let on = tokio::spawn(async move { tokio::io::copy(&mut asks, &mut takes).await });
    let mut buffer = vec![0; 1 << 16];
    while let Ok(count @ 1..) = answers.read(&mut buffer).await {
        sent.fetch_add(count.try_into().unwrap_or_default(), Ordering::SeqCst);
        if gets.write_all(buffer.get(..count).unwrap_or_default()).await.is_err() {
            break;
        }
    }
    on.abort();
}
