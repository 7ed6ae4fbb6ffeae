//! Who is asking, as far as counting needs to know.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, header, request::Parts};
use ipnet::IpNet;

use super::App;
use crate::settings::SiteSettings;
use crate::store::StoreError;
use crate::visits::judging::Signs;
use crate::visits::{Onlooker, Seen, Traits};

/// The other end of the connection, put there by the listener.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The address of who is asking: the socket's, or what a trusted proxy says it is. `None` within this very program.
#[must_use]
pub fn client(parts: &Parts, trusted: &[IpNet]) -> Option<IpAddr> {
    let Peer(peer) = parts.extensions.get::<Peer>()?;
    Some(address(peer.ip(), &parts.headers, trusted))
}

/// Who is asking for `site` from this [`client`]'s address.
#[must_use]
pub fn seen<'r>(parts: &'r Parts, site: &'r str, address: Option<IpAddr>) -> Seen<'r> {
    let asked = |name: &str| parts.headers.get(name).is_some_and(|value| value.as_bytes() == b"1");
    let Some(address) = address else { return Seen::Nameless };
    if asked("sec-gpc") || asked("dnt") {
        return Seen::Nameless;
    }
    let bytes = |name: header::HeaderName| parts.headers.get(name).map(|value| value.as_bytes()).unwrap_or_default();
    Seen::Visitor(Traits {
        site,
        address,
        user_agent: bytes(header::USER_AGENT),
        accept_language: bytes(header::ACCEPT_LANGUAGE),
    })
}

/// Who looks on at a site's numbers without reporting anything, from this [`client`]'s address.
///
/// # Errors
/// When the day's salt cannot be had from the database.
pub async fn onlooker(app: &App, parts: &Parts, site: &str, address: Option<IpAddr>) -> Result<Onlooker, StoreError> {
    let signs = signs(parts, &app.settings.site(site), address);
    app.counter.onlooker(seen(parts, site, address), &signs).await
}

/// What a request for a site from this [`client`]'s address says of its sender.
#[must_use]
pub fn signs<'r>(parts: &'r Parts, site: &SiteSettings, address: Option<IpAddr>) -> Signs<'r> {
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_staff = |address: IpAddr| site.staff.iter().any(|net| net.contains(&address.to_canonical()));
    Signs {
        user_agent: text("user-agent"),
        has_usual_headers: !text("accept-language").is_empty() && !text("accept-encoding").is_empty(),
        is_ahead: ["sec-purpose", "purpose", "x-purpose", "x-moz"]
            .iter()
            .any(|name| ["prefetch", "prerender", "preview"].iter().any(|purpose| text(name).contains(purpose))),
        is_staff: address.is_some_and(is_staff),
    }
}

/// From the right, the first address that is not a trusted proxy's: what stands left of it anybody may have
/// written.
fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let mut known = peer;
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    for part in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !is_trusted(known, trusted) {
            break;
        }
        match written(part.trim()) {
            Some(ip) => known = ip,
            None => break,
        }
    }
    known
}

/// Whether what a peer says of the request may be believed.
pub(super) fn is_trusted(peer: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|net| net.contains(&peer.to_canonical()))
}

/// Some proxies write a port behind the address.
fn written(part: &str) -> Option<IpAddr> {
    let bare = part.trim_matches(['[', ']']).parse().ok();
    bare.or_else(|| part.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted = ["127.0.0.0/8".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
        address(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(from("192.0.2.9", &["198.51.100.1"]), "192.0.2.9");
        assert_eq!(from("127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(from("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(from("127.0.0.1", &["[2001:db8::1]:4711"]), "2001:db8::1");
    }

    #[test]
    fn what_a_visitor_wrote_left_of_it_is_not() {
        assert_eq!(from("127.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.2"]), "198.51.100.1");
        assert_eq!(from("127.0.0.1", &["1.1.1.1", "198.51.100.1"]), "198.51.100.1");
        assert_eq!(from("127.0.0.1", &["junk, 10.0.0.2"]), "10.0.0.2");
    }
}
