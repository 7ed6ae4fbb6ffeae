//! The client's files: read once at start, sent as they are.

use std::collections::HashMap;
use std::path::Path;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;

use super::reply;
use crate::render::Shell;

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
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
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

    /// The file at a path below the base, if there is one.
    #[must_use]
    pub fn answer(&self, path: &str, request: &HeaderMap) -> Option<Response> {
        let plain = self.files.get(path)?;
        let ready = ENCODINGS.iter().find_map(|(coding, ending)| {
            let body = self.files.get(&format!("{path}.{ending}"))?;
            accepts(request, coding).then_some((*coding, body))
        });
        let body = ready.map_or(plain, |(_, body)| body);
        let etag = &plain.etag;
        let mut response = if reply::is_known(request, etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            body.bytes.clone().into_response()
        };
        let headers = response.headers_mut();
        let cache = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        if let Ok(etag) = HeaderValue::from_str(etag) {
            headers.insert(header::ETAG, etag);
        }
        if let Some((coding, _)) = ready {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        Some(response)
    }
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

/// Whether a name holds a hash of its contents: eight or more hexadecimal digits in a row.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| {
        let hex = part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        part.len() >= 8 && hex && part.bytes().any(|byte| byte.is_ascii_digit())
    })
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
    fn a_hash_in_a_name_is_found_and_a_word_is_none() {
        for name in ["bantin-0a1b2c3d4e5f6071_bg.wasm", "style-12345678.css", "fonts/serif-0123abcd.woff2"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["embed.js", "facade.js", "deadbeef.js", "v1.2.3.js", "1234567.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }

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
