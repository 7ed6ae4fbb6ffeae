//! Bodies whose addresses are seen from elsewhere than their document.

use crate::{plain_text, resolve};

/// A body whose relative addresses are made whole, where it has a base of its own.
pub(super) fn rebased(html: String, base: Option<&str>) -> String {
    let Some(base) = base else { return html };
    let mut made = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some((before, behind)) = rest.split_once('=') {
        made.push_str(before);
        made.push('=');
        rest = behind;
        let quote = behind.chars().next().filter(|first| matches!(first, '"' | '\''));
        let is_address = ["src", "href", "poster"].iter().any(|name| before.ends_with(name));
        if let (true, Some(quote)) = (is_address, quote)
            && let Some((address, behind)) = behind.get(1..).and_then(|from| from.split_once(quote))
        {
            let whole = resolve(base, &plain_text(address));
            made.push(quote);
            made.push_str(&whole.replace('&', "&amp;").replace('"', "%22").replace('\'', "%27"));
            made.push(quote);
            rest = behind;
        }
    }
    made.push_str(rest);
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_whole_and_nothing_else_changes() {
        for (html, wanted) in [
            (
                "<a title='x=1' href=\"b?c=1&amp;d=2\">=</a>",
                "<a title='x=1' href=\"https://a.vn/x/b?c=1&amp;d=2\">=</a>",
            ),
            ("<img src='https://b.vn/1.jpg'> a=b", "<img src='https://b.vn/1.jpg'> a=b"),
            ("<video poster=\"p's.jpg\">", "<video poster=\"https://a.vn/x/p%27s.jpg\">"),
            ("<img src=x.jpg><a href=\"cut", "<img src=x.jpg><a href=\"cut"),
            ("src=", "src="),
        ] {
            assert_eq!(rebased(html.to_owned(), Some("https://a.vn/x/y")), wanted);
            assert_eq!(rebased(html.to_owned(), None), html);
        }
    }

    #[test]
    fn megabytes_of_addresses_take_no_time() {
        for piece in ["src=", "<a href=\"b\">", "src='\"", "="] {
            rebased(piece.repeat(200_000), Some("https://a.vn/"));
        }
    }
}
