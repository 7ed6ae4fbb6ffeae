//! Names to addresses, without the private ones: what is not given here cannot be connected to.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::is_public;

/// A name has no address but private ones.
#[derive(Debug, thiserror::Error)]
#[error("the host has only private addresses")]
pub(super) struct OnlyPrivate;

/// Resolves by the system and filters.
#[derive(Clone, Debug)]
pub(super) struct Guarded {
    allow_private: Vec<String>,
}

impl Guarded {
    pub(super) fn new(allow_private: Vec<String>) -> Self {
        Self { allow_private }
    }
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().trim_end_matches('.').to_ascii_lowercase();
        let allowed = self.allow_private.contains(&host);
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let usable: Vec<SocketAddr> = found.into_iter().filter(|at| allowed || is_public(at.ip())).collect();
            if usable.is_empty() {
                return Err(OnlyPrivate.into());
            }
            Ok(Box::new(usable.into_iter()) as Addrs)
        })
    }
}
