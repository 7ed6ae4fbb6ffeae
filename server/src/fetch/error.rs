//! Why nothing was fetched.

use std::time::Duration;

use reqwest::StatusCode;
use url::Url;

use super::MOST_REDIRECTS;
use super::resolver::OnlyPrivate;

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
    /// The answer is an error; it may say when to come again.
    #[error("{0}: answered {1}")]
    Status(Url, StatusCode, Option<Duration>),
    /// The network or the other side failed.
    #[error("{0}: {1}")]
    Failed(Url, String),
    /// This program could not make a client.
    #[error("nothing can be fetched: {0}")]
    Client(String),
}

pub(super) fn failed(address: &Url, error: &reqwest::Error) -> FetchError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(reason) = cause {
        if reason.is::<OnlyPrivate>() {
            return FetchError::Private(address.clone());
        }
        cause = reason.source();
    }
    FetchError::Failed(address.clone(), told(error))
}

/// An error with its causes: the outermost alone says only that sending failed.
pub(super) fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(reason) = cause {
        text = format!("{text}: {reason}");
        cause = reason.source();
    }
    text
}
