//! The one way out: fetches an address for imports and their pictures, and pages that embed ours (later for sources too).
//!
//! Three ways out would be three holes. Size, time and redirects are bounded; private addresses are refused
//! when the connection is made, so that a name which changes its mind between a check and the connection
//! gains nothing; unless the host is allowed by name in `[server] allow_private`. The room imports no other.

mod address;
mod error;
mod resolver;

use std::time::{Duration, SystemTime};

use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, StatusCode, header, redirect};
use url::{Host, Origin, Url};

pub use address::is_public;
pub use error::FetchError;
use error::{failed, told};
use resolver::Guarded;

/// The most bytes of an answer, counted after decompression.
pub const MOST_BYTES: u64 = 64 << 20;

/// The most bytes of one page of a source.
const MOST_SOURCE_BYTES: u64 = 32 << 20;

/// The most redirects.
const MOST_REDIRECTS: usize = 5;

/// How long all of it may take.
const TIME: Duration = Duration::from_secs(30);

/// The most bytes of a picture.
pub const MOST_PICTURE_BYTES: u64 = 20 << 20;

/// How long a picture may take.
const PICTURE_TIME: Duration = Duration::from_secs(15);

const FEEDS: &str = "application/feed+json, application/json;q=0.9, */*;q=0.5";

/// The most bytes of a page.
const MOST_PAGE_BYTES: u64 = 8 << 20;

const PAGES: &str = "text/html, application/xhtml+xml;q=0.9, */*;q=0.8";

const PICTURES: &str = "image/avif, image/webp, image/jpeg, image/png, image/gif;q=0.8, image/*;q=0.5";

/// What may be fetched, and how much.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most bytes of an answer.
    pub bytes: u64,
    /// How long all of it may take.
    pub time: Duration,
    /// Hosts that may have a private address.
    pub allow_private: Vec<String>,
}

impl Limits {
    /// The same, with these hosts allowed to have a private address.
    #[must_use]
    pub fn allowing(self, hosts: &[String]) -> Self {
        Self { allow_private: hosts.to_vec(), ..self }
    }

    /// For what is fetched on a schedule: nobody has looked at it before, and several come at once.
    #[must_use]
    pub fn for_sources() -> Self {
        Self { bytes: MOST_SOURCE_BYTES, ..Self::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: MOST_BYTES, time: TIME, allow_private: Vec::new() }
    }
}

/// What came.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The address after redirects.
    pub address: Url,
    /// The answer's headers.
    pub headers: HeaderMap,
    /// The answer's body.
    pub bytes: Vec<u8>,
}

/// What is asked with, beside the address.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The `ETag` that the last answer came with.
    pub etag: Option<String>,
    /// The `Last-Modified` that it came with.
    pub last_modified: Option<String>,
    /// Further headers; credentials among them, so that they go to this origin only, wherever it redirects to.
    pub headers: HeaderMap,
    /// The origin that the headers are for.
    pub origin: Option<Origin>,
}

impl Asked {
    /// The same without anything of the last answer.
    #[must_use]
    pub fn unconditional(&self) -> Self {
        Self { etag: None, last_modified: None, ..self.clone() }
    }
}

/// What an address answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// What is there.
    Whole(Box<Fetched>),
    /// That it is what was there the last time (304).
    Same,
}

/// Fetches.
#[derive(Clone, Debug)]
pub struct Fetcher {
    client: Client,
    limits: Limits,
    accept: &'static str,
}

impl Fetcher {
    /// A fetcher within `limits`.
    ///
    /// # Errors
    /// When the system has no certificates or the like.
    pub fn new(limits: Limits) -> Result<Self, FetchError> {
        // A second one in the same process finds it done already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .dns_resolver(Guarded::new(limits.allow_private.clone()))
            .user_agent(concat!("bantin/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| FetchError::Client(told(&error)))?;
        Ok(Self { client, limits, accept: FEEDS })
    }

    /// The same, but that nothing may take longer than `time`.
    #[must_use]
    pub fn within(&self, time: Duration) -> Self {
        Self { limits: Limits { time, ..self.limits.clone() }, ..self.clone() }
    }

    /// The same for pictures: they are smaller than feeds.
    #[must_use]
    pub fn for_pictures(&self) -> Self {
        let bytes = self.limits.bytes.min(MOST_PICTURE_BYTES);
        let limits = Limits { bytes, time: self.limits.time.min(PICTURE_TIME), ..self.limits.clone() };
        Self { client: self.client.clone(), limits, accept: PICTURES }
    }

    /// The same for pages, as browsers ask for them.
    #[must_use]
    pub fn for_pages(&self) -> Self {
        let limits = Limits { bytes: self.limits.bytes.min(MOST_PAGE_BYTES), ..self.limits.clone() };
        Self { client: self.client.clone(), limits, accept: PAGES }
    }

    /// Fetches what is at `address`.
    ///
    /// # Errors
    /// When nothing whole comes within the limits.
    pub async fn get(&self, address: Url) -> Result<Fetched, FetchError> {
        match self.ask(address.clone(), &Asked::default()).await? {
            Answer::Whole(fetched) => Ok(*fetched),
            // Nobody has asked whether it is the same.
            Answer::Same => Err(FetchError::Status(address, StatusCode::NOT_MODIFIED, None)),
        }
    }

    /// Asks for what is at `address`.
    ///
    /// # Errors
    /// When nothing whole comes within the limits.
    pub async fn ask(&self, address: Url, asked: &Asked) -> Result<Answer, FetchError> {
        let slow = FetchError::Slow(address.clone(), self.limits.time);
        tokio::time::timeout(self.limits.time, self.follow(address, asked)).await.unwrap_or(Err(slow))
    }

    async fn follow(&self, mut address: Url, asked: &Asked) -> Result<Answer, FetchError> {
        for _ in 0..=MOST_REDIRECTS {
            self.check(&address)?;
            let response = self.request(&address, asked).send().await.map_err(|error| failed(&address, &error))?;
            let status = response.status();
            if status == StatusCode::NOT_MODIFIED && (asked.etag.is_some() || asked.last_modified.is_some()) {
                return Ok(Answer::Same);
            }
            if status.is_redirection() {
                let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
                address = to.and_then(|to| address.join(to).ok()).ok_or(FetchError::Location(address))?;
                continue;
            }
            if !status.is_success() {
                return Err(FetchError::Status(address, status, come_again(response.headers())));
            }
            let headers = response.headers().clone();
            let bytes = self.body(&address, response).await?;
            return Ok(Answer::Whole(Box::new(Fetched { address, headers, bytes })));
        }
        Err(FetchError::Redirects(address))
    }

    fn request(&self, address: &Url, asked: &Asked) -> RequestBuilder {
        let mut request = self.client.get(address.clone()).header(header::ACCEPT, self.accept);
        if let Some(etag) = &asked.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(time) = &asked.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, time);
        }
        if asked.origin == Some(address.origin()) {
            // One of these may stand in the place of ours.
            request = request.headers(asked.headers.clone());
        }
        request
    }

    /// The resolver is not asked about addresses written as numbers: those are looked at here, at every hop.
    fn check(&self, address: &Url) -> Result<(), FetchError> {
        if !matches!(address.scheme(), "http" | "https")
            || !address.username().is_empty()
            || address.password().is_some()
        {
            return Err(FetchError::Address(address.clone()));
        }
        let number = match address.host() {
            Some(Host::Ipv4(ip)) => Some(ip.into()),
            Some(Host::Ipv6(ip)) => Some(ip.into()),
            Some(Host::Domain(_)) => None,
            None => return Err(FetchError::Address(address.clone())),
        };
        let named = number.is_some_and(|ip: std::net::IpAddr| {
            self.limits.allow_private.iter().any(|allowed| allowed.parse() == Ok(ip))
        });
        match number {
            Some(ip) if !named && !is_public(ip) => Err(FetchError::Private(address.clone())),
            _ => Ok(()),
        }
    }

    async fn body(&self, address: &Url, mut response: reqwest::Response) -> Result<Vec<u8>, FetchError> {
        let large = || FetchError::Large(address.clone(), self.limits.bytes);
        if response.content_length().is_some_and(|length| length > self.limits.bytes) {
            return Err(large());
        }
        let most = usize::try_from(self.limits.bytes).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| failed(address, &error))? {
            if bytes.len() + chunk.len() > most {
                return Err(large());
            }
            bytes.extend_from_slice(&chunk);
            // A small answer may unpack to many pieces without ever waiting for the network.
            tokio::task::consume_budget().await;
        }
        Ok(bytes)
    }
}

/// How long to wait before coming again, as an answer says: in seconds, or until a date (RFC 9110, section 10.2.3).
fn come_again(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::now()).ok(),
    }
}
