//! The one cookie there is: the staff's.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::staff::session::{Token, WHOLE};

/// Its name where the page came over http. Over https it has the prefix by which browsers take it from this host alone.
const NAME: &str = "bantin-quan-tri";

const PREFIX: &str = "__Host-";

/// The token of a request; of several the first that is one.
pub(super) fn read(request: &HeaderMap, https: bool) -> Option<Token> {
    let name = name(https);
    let lines = request.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(key, value)| Token::read(value).filter(|_| key == name))
}

/// What sets it, for each of these paths; over https it is for the whole host, as the prefix asks.
pub(super) fn set(token: &Token, https: bool, paths: &[String]) -> Vec<HeaderValue> {
    lines(&token.written(), WHOLE, https, paths)
}

/// What takes it away.
pub(super) fn clear(https: bool, paths: &[String]) -> Vec<HeaderValue> {
    lines("", 0, https, paths)
}

fn lines(value: &str, age: i64, https: bool, paths: &[String]) -> Vec<HeaderValue> {
    let name = name(https);
    let line = |path: &str, secure: &str| {
        let line = format!("{name}={value}; Path={path}; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
        HeaderValue::from_str(&line).ok()
    };
    if https {
        return line("/", "; Secure").into_iter().collect();
    }
    paths.iter().filter_map(|path| line(path, "")).collect()
}

fn name(https: bool) -> String {
    format!("{}{NAME}", if https { PREFIX } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(lines: &[&str]) -> HeaderMap {
        lines.iter().map(|line| (header::COOKIE, line.parse().unwrap())).collect()
    }

    #[test]
    fn it_is_found_among_others_and_only_under_its_own_name() {
        let written = Token::fresh().unwrap().written();
        let found = |line: &str, https: bool| read(&request(&["a=b; c", line]), https).map(|token| token.written());
        assert_eq!(found(&format!("x=y; bantin-quan-tri={written}"), false), Some(written.clone()));
        assert_eq!(found(&format!("bantin-quan-tri=junk; bantin-quan-tri={written}"), false), Some(written.clone()));
        assert_eq!(found(&format!("__Host-bantin-quan-tri={written}"), true), Some(written.clone()));
        assert_eq!(found(&format!("bantin-quan-tri={written}"), true), None, "another host may have set that");
        assert_eq!(found(&format!("other={written}"), false), None);
    }

    #[test]
    fn it_is_for_this_host_or_these_pages_only() {
        let token = Token::fresh().unwrap();
        let paths = ["/tin/quan-tri".to_owned(), "/tin/en/quan-tri".to_owned()];
        let written = token.written();
        let line =
            format!("__Host-bantin-quan-tri={written}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure");
        assert_eq!(set(&token, true, &paths), [line.as_str()]);
        let lines = set(&token, false, &paths);
        assert_eq!(lines.len(), 2);
        assert_eq!(
            lines[1],
            format!("bantin-quan-tri={written}; Path=/tin/en/quan-tri; Max-Age=43200; HttpOnly; SameSite=Strict")
                .as_str()
        );
        assert!(clear(true, &paths).iter().all(|line| line.to_str().unwrap().contains("=; Path=/; Max-Age=0;")));
    }
}
