//! The policy of a page that is sent without headers.

use axum::http::{HeaderMap, header};

/// The page with the policy that it was answered with inside: a static host sends none. A `meta` knows no `frame-ancestors`
/// (Content Security Policy level 3, section 3.3).
pub(super) fn into_page(html: &str, headers: &HeaderMap) -> String {
    let sent = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let kept: Vec<&str> = sent
        .unwrap_or_default()
        .split(';')
        .map(str::trim)
        .filter(|directive| !directive.is_empty() && !directive.starts_with("frame-ancestors"))
        .collect();
    let meta = format!("<meta http-equiv=\"content-security-policy\" content=\"{}\">", kept.join("; "));
    // It holds for what stands behind it. How the page is encoded must come first.
    let place = html.find("<meta charset").and_then(|start| Some(start + html.get(start..)?.find('>')? + 1));
    match place.and_then(|place| html.split_at_checked(place)) {
        Some((before, after)) => format!("{before}{meta}{after}"),
        None => html.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_page_says_itself_what_it_may_load() {
        let policy = HeaderValue::from_static("default-src 'self'; style-src 'sha256-a=' ; frame-ancestors 'self'");
        let headers = HeaderMap::from_iter([(header::CONTENT_SECURITY_POLICY, policy)]);
        assert_eq!(
            into_page("<head><meta charset=\"utf-8\"><title>a</title>", &headers),
            "<head><meta charset=\"utf-8\"><meta http-equiv=\"content-security-policy\" \
             content=\"default-src 'self'; style-src 'sha256-a='\"><title>a</title>"
        );
    }
}
