//! Scheme and host of a site, as whoever asks sees them.

use std::net::SocketAddr;

use axum::http::{HeaderMap, header, request::Parts, uri::Authority};
use ipnet::IpNet;

use super::viewer::{Peer, is_trusted};
use crate::handlers::App;
use crate::settings::SiteSettings;

/// The longest name of a host, with room for a port.
const LONGEST: usize = 262;

/// The origin of a site: the one set, else where the request says it came to. A trusted proxy may say where it was asked
/// (`X-Forwarded-Host`, `X-Forwarded-Proto`); where `hosts` are set, none but these is taken, so that nobody gets addresses of
/// another host into what a cache in between keeps. `None` where the request names no host that can be one.
///
/// What is answered may be written into HTML, XML and JSON as it is: it holds nothing that needs escaping there.
#[must_use]
pub fn origin_of(app: &App, site: &SiteSettings, parts: &Parts) -> Option<String> {
    let peer = parts.extensions.get::<Peer>().map(|Peer(peer)| *peer);
    site.origin.clone().or_else(|| asked(&parts.headers, peer, &app.settings.server.trusted_proxies, &site.hosts))
}

/// Where a request says that it came to, whatever is set.
#[must_use]
pub fn asked_origin(app: &App, parts: &Parts) -> Option<String> {
    let peer = parts.extensions.get::<Peer>().map(|Peer(peer)| *peer);
    asked(&parts.headers, peer, &app.settings.server.trusted_proxies, &[])
}

fn asked(request: &HeaderMap, peer: Option<SocketAddr>, trusted: &[IpNet], hosts: &[String]) -> Option<String> {
    let by_proxy = peer.is_some_and(|peer| is_trusted(peer.ip(), trusted));
    let text = |name: &str| request.get(name).and_then(|value| value.to_str().ok());
    // The first of several is what the visitor asked.
    let told = |name: &str| text(name).filter(|_| by_proxy).and_then(|value| value.split(',').next()).map(str::trim);
    let https = told("x-forwarded-proto").is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
    let scheme = if https { "https" } else { "http" };
    let host = told("x-forwarded-host").and_then(host).or_else(|| host(text(header::HOST.as_str())?));
    let known = |(name, _): &(String, Option<u16>)| hosts.is_empty() || hosts.contains(name);
    let (name, port) = host.filter(known).or_else(|| Some((hosts.first()?.clone(), None)))?;
    let port = port.filter(|port| *port != if https { 443 } else { 80 });
    Some(format!("{scheme}://{name}{}", port.map(|port| format!(":{port}")).unwrap_or_default()))
}

/// Name and port of a host; `None` where it is not one.
fn host(text: &str) -> Option<(String, Option<u16>)> {
    let authority: Authority = text.parse().ok().filter(|_| text.len() <= LONGEST)?;
    let name = authority.host();
    let inner = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let plain = match inner {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)),
    };
    // Beside name and port there may be somebody's name and password.
    let rest = text.strip_prefix(name)?;
    let port = match rest.strip_prefix(':') {
        None if rest.is_empty() => None,
        Some("") => None,
        Some(port) => Some(port.parse().ok()?),
        None => return None,
    };
    plain.then(|| (name.to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, headers: &[(&'static str, &str)], hosts: &[&str]) -> Option<String> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
        asked(&map, Some(peer.parse().unwrap()), &["127.0.0.0/8".parse().unwrap()], &hosts)
    }

    #[test]
    fn it_is_where_the_request_came_to() {
        let asked = |host: &str| from("192.0.2.9:1", &[("host", host)], &[]);
        assert_eq!(asked("Tin.Example.VN").as_deref(), Some("http://tin.example.vn"));
        assert_eq!(asked("tin.example.vn:8080").as_deref(), Some("http://tin.example.vn:8080"));
        assert_eq!(asked("tin.example.vn:80").as_deref(), Some("http://tin.example.vn"));
        assert_eq!(asked("[2001:db8::1]:81").as_deref(), Some("http://[2001:db8::1]:81"));
    }

    #[test]
    fn what_is_no_host_is_none() {
        for hostile in [
            "",
            "a b",
            "a\"b",
            "a<b>",
            "a'b",
            "a@b.vn",
            "x:y@b.vn",
            "a/b",
            "a?b",
            "a#b",
            "a&b",
            "[::x]",
            "a:b",
            "a:99999",
            "a%20b",
            "a,b",
            "a;b",
            "[1.2.3.4]",
            "a:1:2",
            ":80",
            "é.vn",
        ] {
            assert_eq!(from("192.0.2.9:1", &[("host", hostile)], &[]), None, "{hostile}");
        }
        assert_eq!(from("192.0.2.9:1", &[("host", &"a".repeat(300))], &[]), None);
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let headers = [("host", "a.vn"), ("x-forwarded-proto", "https, http"), ("x-forwarded-host", "b.vn, c.vn")];
        assert_eq!(from("127.0.0.1:1", &headers, &[]).as_deref(), Some("https://b.vn"));
        assert_eq!(from("192.0.2.9:1", &headers, &[]).as_deref(), Some("http://a.vn"));
        let odd = [("host", "a.vn"), ("x-forwarded-proto", "javascript"), ("x-forwarded-host", "\"><b")];
        assert_eq!(from("127.0.0.1:1", &odd, &[]).as_deref(), Some("http://a.vn"));
    }

    #[test]
    fn where_hosts_are_set_it_is_one_of_them() {
        let asked = |host: &str| from("192.0.2.9:1", &[("host", host)], &["a.vn", "b.vn"]);
        assert_eq!(asked("b.vn:8080").as_deref(), Some("http://b.vn:8080"));
        assert_eq!(asked("evil.example:8080").as_deref(), Some("http://a.vn"));
        assert_eq!(asked("<").as_deref(), Some("http://a.vn"));
    }
}
