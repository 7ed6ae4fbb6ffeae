//! The addresses that an article had where it came from.

use bantin_feed::Article;
use url::Url;

use super::OldAddress;
use crate::importing::local;

/// The old addresses of an article, each once: where it was shown, and, on the same host or that of its document (`base`),
/// the page it was about and an id that is an address, as WordPress has them (`https://example.vn/?p=123`).
#[must_use]
pub fn addresses_of(article: &Article, base: &str) -> Vec<OldAddress> {
    let hosts: Vec<String> = [article.url.as_deref(), Some(base)].into_iter().flatten().filter_map(host).collect();
    let is_old = |address: &&str| host(address).is_some_and(|host| hosts.contains(&host));
    let others = [article.external_url.as_deref(), Some(article.id.as_str())];
    let mut old = Vec::new();
    for address in article.url.as_deref().into_iter().chain(others.into_iter().flatten().filter(is_old)) {
        // What was relative to a file has no place on a host, but what begins with a slash has.
        let address = match local::reference(address) {
            Some(reference) => reference.into_owned(),
            None if host(address).is_some() => address.to_owned(),
            None => continue,
        };
        if let Ok(address) = OldAddress::parse(&address)
            && !address.is_root()
            && !old.contains(&address)
        {
            old.push(address);
        }
    }
    old
}

/// The host of a whole address of the web.
#[must_use]
pub fn host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(id: &str, url: Option<&str>, external: Option<&str>, base: &str) -> Vec<String> {
        let text = |text: Option<&str>| text.map(str::to_owned);
        let article = Article { id: id.into(), url: text(url), external_url: text(external), ..Article::default() };
        addresses_of(&article, base).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_article_was_where_its_host_showed_it() {
        let wordpress = of("https://x.vn/?p=12", Some("https://x.vn/cup-nuoc/"), None, "https://x.vn/feed");
        assert_eq!(wordpress, ["/cup-nuoc", "/?p=12"]);
        let about = of("9", Some("https://x.vn/A.aspx?ID=9"), Some("https://chinhphu.vn/b"), "https://x.vn/feed");
        assert_eq!(about, ["/a.aspx?id=9"]);
        assert_eq!(of("9", None, Some("https://x.vn/b"), "https://x.vn/feed"), ["/b"]);
        assert_eq!(of("9", Some(&format!("{}a.html", local::BASE)), None, local::BASE), Vec::<String>::new());
        assert_eq!(of("9", Some("http://import.invalid/t/a.aspx"), None, local::BASE), ["/t/a.aspx"]);
        assert_eq!(of("9", Some("https://x.vn/"), None, ""), Vec::<String>::new());
    }
}
