//! The one way out: fetches an address for imports and their pictures (later for sources too).
//!
//! Three ways out would be three holes. Size, time and redirects are bounded; private addresses are refused
//! when the connection is made, so that a name which changes its mind between a check and the connection
//! gains nothing; unless the host is allowed by name in `[server] allow_private`. The room imports no other.

mod address;
mod resolver;

use std::time::Duration;

use reqwest::{Client, StatusCode, header, redirect};
use url::{Host, Url};

pub use address::is_public;
use resolver::Guarded;

/// The most bytes of an answer, counted after decompression.
pub const MOST_BYTES: u64 = 64 << 20;

/// The most redirects.
const MOST_REDIRECTS: usize = 5;

/// How long all of it may take.
const TIME: Duration = Duration::from_secs(30);

/// The most bytes of a picture.
pub const MOST_PICTURE_BYTES: u64 = 20 << 20;

/// How long a picture may take.
const PICTURE_TIME: Duration = Duration::from_secs(15);

const FEEDS: &str = "application/feed+json, application/json;q=0.9, */*;q=0.5";

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
    /// The answer's body.
    pub bytes: Vec<u8>,
}

/// Why nothing came.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Not an address of the web.
    #[error("{0}: only http and https addresses without a user name are fetched")]
    Address(Url),
    /// The host is on a private network.
    #[error("{0}: the host has a private address; allow it by name in `[server] allow_private` if that is meant")]
    Private(Url),
    /// Redirected too often.
    #[error("{0}: more than {MOST_REDIRECTS} redirects")]
    Redirects(Url),
    /// Redirected to nowhere.
    #[error("{0}: redirected without an address that can be read")]
    Location(Url),
    /// The answer is too large.
    #[error("{0}: larger than {1} bytes")]
    Large(Url, u64),
    /// It took too long.
    #[error("{0}: no whole answer within {1:?}")]
    Slow(Url, Duration),
    /// The answer is an error.
    #[error("{0}: answered {1}")]
    Status(Url, StatusCode),
    /// The network or the other side failed.
    #[error("{0}: {1}")]
    Failed(Url, String),
    /// This program could not make a client.
    #[error("nothing can be fetched: {0}")]
    Client(String),
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

    /// The same for pictures: they are smaller than feeds.
    #[must_use]
    pub fn for_pictures(&self) -> Self {
        let bytes = self.limits.bytes.min(MOST_PICTURE_BYTES);
        let limits = Limits { bytes, time: self.limits.time.min(PICTURE_TIME), ..self.limits.clone() };
        Self { client: self.client.clone(), limits, accept: PICTURES }
    }

    /// Fetches what is at `address`.
    ///
    /// # Errors
    /// When nothing whole comes within the limits.
    pub async fn get(&self, address: Url) -> Result<Fetched, FetchError> {
        let slow = FetchError::Slow(address.clone(), self.limits.time);
        tokio::time::timeout(self.limits.time, self.follow(address)).await.unwrap_or(Err(slow))
    }

    async fn follow(&self, mut address: Url) -> Result<Fetched, FetchError> {
        for _ in 0..=MOST_REDIRECTS {
            self.check(&address)?;
            let request = self.client.get(address.clone()).header(header::ACCEPT, self.accept);
            let response = request.send().await.map_err(|error| failed(&address, &error))?;
            if response.status().is_redirection() {
                let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
                address = to.and_then(|to| address.join(to).ok()).ok_or(FetchError::Location(address))?;
                continue;
            }
            if !response.status().is_success() {
                return Err(FetchError::Status(address, response.status()));
            }
            let bytes = self.body(&address, response).await?;
            return Ok(Fetched { address, bytes });
        }
        Err(FetchError::Redirects(address))
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
        }
        Ok(bytes)
    }
}

fn failed(address: &Url, error: &reqwest::Error) -> FetchError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(reason) = cause {
        if reason.is::<resolver::OnlyPrivate>() {
            return FetchError::Private(address.clone());
        }
        cause = reason.source();
    }
    FetchError::Failed(address.clone(), told(error))
}

/// An error with its causes: the outermost alone says only that sending failed.
fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(reason) = cause {
        text = format!("{text}: {reason}");
        cause = reason.source();
    }
    text
}
