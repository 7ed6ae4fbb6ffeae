//! The static file server of a rival: documents of its own, everything else the very bytes of the companion server,
//! compressed beforehand.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::ask::Asker;

/// A file as it is sent.
#[derive(Clone)]
struct File {
    kind: HeaderValue,
    bytes: Bytes,
    coded: bool,
}

impl File {
    /// Compresses what is worth it.
    fn new(kind: HeaderValue, bytes: Bytes) -> Result<Self> {
        let text = kind.to_str().unwrap_or_default();
        if !["text/", "json", "javascript", "svg"].iter().any(|part| text.contains(part)) {
            return Ok(Self { kind, bytes, coded: false });
        }
        let mut small = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut Cursor::new(&bytes), &mut small, &parameters).context("compressing")?;
        Ok(Self { kind, bytes: small.into(), coded: true })
    }
}

/// What a rival serves.
pub(crate) struct Rival {
    files: Mutex<HashMap<String, File>>,
    asker: Asker,
    /// The companion server: whatever the rival has no file of its own for comes from there, once.
    source: String,
}

impl Rival {
    /// A rival without documents.
    pub(crate) fn new(asker: &Asker, source: &str) -> Self {
        Self { files: Mutex::default(), asker: asker.clone(), source: source.to_owned() }
    }

    /// Adds a file under its path.
    pub(crate) fn add(&self, path: &str, kind: &'static str, bytes: impl Into<Bytes>) -> Result<()> {
        self.keep(path, File::new(HeaderValue::from_static(kind), bytes.into())?);
        Ok(())
    }

    /// Serves for as long as the program runs; says where.
    pub(crate) async fn serve(self) -> Result<String> {
        use axum::serve::ListenerExt as _;
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.context("no port for a rival")?;
        let address = format!("http://{}", listener.local_addr()?);
        // As the companion server does; a failure would only make this side slower, and is none on loopback.
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        let router = Router::new().fallback(answer).with_state(Arc::new(self));
        tokio::spawn(async { axum::serve(listener, router).await });
        Ok(address)
    }

    fn keep(&self, path: &str, file: File) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), file);
    }

    async fn file(&self, path: &str) -> Result<File> {
        let known = self.files.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        if let Some(file) = known {
            return Ok(file);
        }
        let (headers, bytes) = self.asker.get(&format!("{}{path}", self.source)).await?;
        let kind = headers.get(header::CONTENT_TYPE).cloned();
        let file = File::new(kind.unwrap_or_else(|| HeaderValue::from_static("application/octet-stream")), bytes)?;
        self.keep(path, file.clone());
        Ok(file)
    }
}

async fn answer(State(rival): State<Arc<Rival>>, request: Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    match rival.file(path).await {
        Ok(file) => {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, file.kind);
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=600"));
            if file.coded {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            }
            (headers, file.bytes).into_response()
        }
        Err(error) => (StatusCode::NOT_FOUND, format!("{error:#}")).into_response(),
    }
}
