//! The client's files: read once at start, sent as they are; and those of earlier releases.

use std::collections::HashMap;
use std::path::Path;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use sha2::{Digest as _, Sha384};

use super::reply;
use crate::lines::Pinned;
use crate::releases::{Releases, is_hashed, version};
use crate::render::Shell;

/// A file whose name says what is in it.
pub const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// A file that is asked for again each time, and not sent again when it is the same.
const FRESH: HeaderValue = HeaderValue::from_static("no-cache");

/// Ready-made encodings, the best first: the name of a coding and the ending of its file.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// A file, and the ETag of its bytes.
#[derive(Clone, Debug)]
struct File {
    bytes: Bytes,
    etag: String,
}

/// All files of a client, and its page.
#[derive(Clone, Debug)]
pub struct ClientFiles {
    files: HashMap<String, File>,
    /// The page that starts the client.
    pub shell: Shell,
    /// Whether there is a client at all.
    pub present: bool,
}

impl ClientFiles {
    /// The files of a folder.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let mut files = HashMap::new();
        collect(folder, "", &mut files)?;
        Ok(Self::new(files))
    }

    /// No client: pages say what is missing.
    #[must_use]
    pub fn none() -> Self {
        Self::new(HashMap::new())
    }

    /// The files inside this program.
    #[cfg(feature = "embed-client")]
    #[must_use]
    pub fn embedded() -> Self {
        static CLIENT: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../dist");
        fn add(folder: &'static include_dir::Dir<'static>, files: &mut HashMap<String, Bytes>) {
            for file in folder.files() {
                files.insert(file.path().to_string_lossy().into_owned(), Bytes::from_static(file.contents()));
            }
            folder.dirs().for_each(|folder| add(folder, files));
        }
        let mut files = HashMap::new();
        add(&CLIENT, &mut files);
        Self::new(files)
    }

    fn new(mut files: HashMap<String, Bytes>) -> Self {
        // The page is made anew for every site: the file itself is not sent, nor are its encodings.
        let index = files.remove("index.html");
        for (_, ending) in ENCODINGS {
            files.remove(&format!("index.html.{ending}"));
        }
        let html = index.as_ref().map(|html| String::from_utf8_lossy(html));
        let is_style = |name: &str| name.starts_with("style-") && name.ends_with(".css");
        let style = files.iter().find(|(name, _)| is_style(name)).map(|(_, style)| String::from_utf8_lossy(style));
        let shell = Shell::new(html.as_deref(), &style.unwrap_or_default());
        let with_etag = |(name, bytes): (String, Bytes)| {
            let etag = reply::etag_of(&bytes);
            (name, File { bytes, etag })
        };
        let files = files.into_iter().map(with_etag).collect();
        Self { shell, present: html.is_some(), files }
    }

    /// All of them by their names, encodings among them.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> + Clone {
        self.files.iter().map(|(name, file)| (name.as_str(), &*file.bytes))
    }

    /// The path of a file that was called `path` before the build put a hash of its bytes into the name.
    #[must_use]
    pub fn hashed(&self, path: &str) -> Option<&str> {
        let (stem, ending) = path.rsplit_once('.')?;
        let is_it = |file: &&str| {
            let hash = file.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ending)?.strip_suffix('.'));
            hash.is_some_and(|hash| {
                hash.is_empty()
                    || hash.strip_prefix('-').is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
            })
        };
        self.files.keys().map(String::as_str).find(is_it)
    }

    /// The version of a file that has no hash in its name, if there is one.
    #[must_use]
    pub fn version(&self, path: &str) -> Option<String> {
        self.files.get(path).map(|file| version(&file.bytes))
    }

    /// Version and hash of a file, for a line that names this very file, if there is one.
    #[must_use]
    pub fn pinned(&self, path: &str) -> Option<Pinned> {
        let bytes = &self.files.get(path)?.bytes;
        let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)));
        Some(Pinned { version: version(bytes), integrity })
    }

    /// The file at a path below the base, if there is one: kept for ever where its name holds a hash.
    #[must_use]
    pub fn answer(&self, path: &str, request: &HeaderMap) -> Option<Response> {
        self.answer_as(path, request, if is_hashed(path) { FOR_EVER } else { FRESH })
    }

    /// The same, to be kept as `cache` says.
    #[must_use]
    pub fn answer_as(&self, path: &str, request: &HeaderMap, cache: HeaderValue) -> Option<Response> {
        let plain = self.files.get(path)?;
        let encoded = |ending: &str| Some(self.files.get(&format!("{path}.{ending}"))?.bytes.clone());
        Some(send(path, (plain.bytes.clone(), &plain.etag), encoded, request, cache))
    }
}

/// A file that an earlier release had under this name with a hash in it, if it is kept.
#[must_use]
pub fn former(releases: &Releases, name: &str, request: &HeaderMap) -> Option<Response> {
    let bytes = Bytes::from(releases.read(name)?);
    let etag = reply::etag_of(&bytes);
    let encoded = |ending: &str| releases.read(&format!("{name}.{ending}")).map(Bytes::from);
    Some(send(name, (bytes, &etag), encoded, request, FOR_EVER))
}

/// Sends a file, in the best ready-made encoding that the client takes.
fn send(
    path: &str,
    (plain, etag): (Bytes, &str),
    encoded: impl Fn(&str) -> Option<Bytes>,
    request: &HeaderMap,
    cache: HeaderValue,
) -> Response {
    let wanted = ENCODINGS.iter().filter(|(coding, _)| accepts(request, coding));
    let ready = wanted.into_iter().find_map(|(coding, ending)| Some((*coding, encoded(ending)?)));
    let (coding, body) = ready.map_or((None, plain), |(coding, body)| (Some(coding), body));
    let mut response =
        if reply::is_known(request, etag) { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, cache);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, etag);
    }
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn collect(folder: &Path, below: &str, files: &mut HashMap<String, Bytes>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, std::fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

/// Whether the client takes a coding (`Accept-Encoding`, a quality of nothing is a no).
fn accepts(request: &HeaderMap, coding: &str) -> bool {
    let lines = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|part| {
        let mut parts = part.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = parts.any(|quality| {
            quality.strip_prefix("q=").and_then(|quality| quality.parse::<f32>().ok()).is_some_and(|q| q <= 0.0)
        });
        named && !refused
    })
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_is_taken_only_by_those_who_take_it() {
        let with =
            |value: &'static str| HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]);
        assert!(accepts(&with("gzip, deflate, br"), "br"));
        assert!(!accepts(&with("gzip;q=1, br;q=0"), "br"));
        assert!(!accepts(&with("brotli"), "br"));
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
