//! What is said of a visit.

/// How a page was come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// What kind of navigation it was, as the browser names it; empty where it does not say.
    pub way: String,
    /// The page that had the link, or nothing.
    pub referrer: String,
    /// Scheme, host and port of the page itself.
    pub origin: String,
    /// Whether the visitor asks to be left alone (Global Privacy Control, DNT).
    pub alone: bool,
}

impl Arrival {
    /// Whether the site was entered by it, from another origin or by no link at all; and the host that had the link, or
    /// nothing: where the browser does not say it, where it is the site's own, where nobody is to be told.
    #[must_use]
    pub fn entry(&self) -> Option<&str> {
        // Reloaded or returned to, a page keeps the referrer of its first time.
        let stayed = matches!(self.way.as_str(), "reload" | "back_forward");
        let inside = self.referrer.strip_prefix(&self.origin).is_some_and(|rest| rest.starts_with('/'));
        if stayed || inside {
            return None;
        }
        let from = host(&self.referrer);
        Some(if self.alone || from == host(&self.origin) { "" } else { from })
    }
}

/// The host of an address, or nothing where it is none that the server takes: an address of IPv6, an app with capitals.
fn host(address: &str) -> &str {
    // Looking for a whole text would bring a kilobyte of code for it.
    let rest = address.split_once(':').and_then(|(_, rest)| rest.strip_prefix("//")).unwrap_or_default();
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(byte);
    let end = rest.bytes().take_while(plain).count();
    match rest.get(end..).and_then(|rest| rest.bytes().next()) {
        None | Some(b'/' | b':') => rest.get(..end).unwrap_or_default(),
        Some(_) => "",
    }
}

/// A visit as it is reported. `entry` is what [`Arrival::entry`] gave.
#[must_use]
pub fn visit(id: &str, article: Option<u64>, entry: Option<&str>) -> String {
    // Nothing here needs escaping; a serialiser would cost kilobytes.
    let article = article.map_or_else(|| "null".to_owned(), |article| article.to_string());
    let mut visit = format!(r#"{{"id":"{id}","article":{article},"entry":{}"#, entry.is_some());
    if let Some(from) = entry.filter(|from| !from.is_empty()) {
        visit.extend([r#","from":""#, from, "\""]);
    }
    visit.push('}');
    visit
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin_api::Visit;

    fn entry(way: &str, referrer: &str, alone: bool) -> Option<String> {
        let (way, referrer, origin) = (way.to_owned(), referrer.to_owned(), "https://p5.vn".to_owned());
        Arrival { way, referrer, origin, alone }.entry().map(str::to_owned)
    }

    #[test]
    fn a_link_on_another_host_is_where_a_visit_comes_from() {
        assert_eq!(entry("navigate", "https://www.google.com/", false).as_deref(), Some("www.google.com"));
        assert_eq!(entry("", "http://a_b.vn:8080/tin?x", false).as_deref(), Some("a_b.vn"));
        assert_eq!(entry("navigate", "android-app://com.zing.zalo/", false).as_deref(), Some("com.zing.zalo"));
        // What only begins like the site is another.
        assert_eq!(entry("navigate", "https://p5.vn.example/", false).as_deref(), Some("p5.vn.example"));
    }

    #[test]
    fn what_is_nobodys_link_names_no_host() {
        for referrer in ["", "https://[::1]/", "android-app://com.Zalo/", "about:blank", "https://p5.vn:8443/"] {
            assert_eq!(entry("navigate", referrer, false).as_deref(), Some(""), "{referrer}");
        }
        assert_eq!(entry("navigate", "https://www.google.com/", true).as_deref(), Some(""), "to be left alone");
    }

    #[test]
    fn within_the_site_nobody_enters() {
        assert_eq!(entry("navigate", "https://p5.vn/tin/7", false), None);
        for way in ["reload", "back_forward"] {
            assert_eq!(entry(way, "https://www.google.com/", false), None);
        }
    }

    #[test]
    fn a_visit_is_read_by_the_server() {
        let read = |article, entry| serde_json::from_str::<Visit>(&visit("0123456789abcdef", article, entry)).unwrap();
        let id = || "0123456789abcdef".to_owned();
        assert_eq!(read(None, None), Visit { id: id(), article: None, entry: Some(false), from: None });
        assert_eq!(read(Some(7), Some("")), Visit { id: id(), article: Some(7), entry: Some(true), from: None });
        let from = Some("a.vn".to_owned());
        assert_eq!(read(None, Some("a.vn")), Visit { id: id(), article: None, entry: Some(true), from });
    }
}
