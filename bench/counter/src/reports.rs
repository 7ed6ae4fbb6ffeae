//! Visits as browsers report them: of many visitors, through a proxy that says their addresses, each with an id of its own.

use std::fmt::Write as _;

use bantin_bench_figures::Random;

/// The site.
pub(crate) const SITE: &str = "bench";

/// How many articles it has.
pub(crate) const ARTICLES: usize = 1_000;

/// How many addresses visitors have.
const ADDRESSES: usize = 1 << 20;

/// What they come with.
const BROWSERS: [&str; 4] = [
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
];

/// Reports, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Reports {
    random: Random,
    /// What stands in every request.
    host: String,
    body: String,
    request: String,
}

impl Reports {
    /// Reports to a host and port; another seed gives others.
    pub(crate) fn new(host: &str, seed: u64) -> Self {
        Self { random: Random::new(seed), host: host.to_owned(), body: String::new(), request: String::new() }
    }

    /// The next one, as it is sent over HTTP.
    pub(crate) fn next(&mut self) -> &[u8] {
        let Self { random, host, body, request } = self;
        let article = 1 + random.below(ARTICLES);
        body.clear();
        request.clear();
        // Writing into a String cannot fail.
        let _ = write!(
            body,
            r#"{{"id":"{:016x}{:016x}","article":{article},"entry":false}}"#,
            random.draw(),
            random.draw()
        );
        let browser = random.one_of(&BROWSERS);
        let address = random.below(ADDRESSES);
        let _ = write!(
            request,
            "POST /api/v1/sites/{SITE}/visits HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUser-Agent: {browser}\r\n\
             Accept: */*\r\nAccept-Language: vi-VN,vi;q=0.9,en;q=0.8\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n\
             X-Forwarded-For: 10.{}.{}.{}\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: {}\r\n\r\n{body}",
            address >> 16,
            (address >> 8) & 255,
            address & 255,
            body.len(),
        );
        request.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_a_request_that_says_how_long_it_is_and_no_two_have_the_same_id() {
        let mut reports = Reports::new("127.0.0.1:80", 1);
        let mut ids = std::collections::HashSet::new();
        for _ in 0..1_000 {
            let text = String::from_utf8(reports.next().to_vec()).unwrap();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            assert!(head.ends_with(&format!("Content-Length: {}", body.len())), "{head}");
            let visit: bantin_api::Visit = serde_json::from_str(body).unwrap();
            assert_eq!(visit.id.len(), 32);
            assert!(ids.insert(visit.id));
        }
    }
}
