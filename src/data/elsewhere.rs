//! Articles as they are on a page of another origin: what a server writes of its own is relative to it.

use bantin_feed::Article;

/// Makes the addresses of an article whole that begin with a slash; `origin` is where it comes from.
pub fn settle(article: &mut Article, origin: &str) {
    let addresses = [&mut article.url, &mut article.image, &mut article.banner_image].into_iter().flatten();
    let files = article.attachments.iter_mut().map(|file| &mut file.url);
    for address in addresses.chain(files) {
        whole(address, origin);
    }
    if let Some(picture) = &mut article.picture {
        picture.srcset = whole_each(&picture.srcset, origin);
    }
    if let Some(html) = &mut article.content_html {
        *html = whole_inside(html, origin);
    }
}

/// Whether an address is relative to its origin.
fn is_local(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

fn whole(address: &mut String, origin: &str) {
    if is_local(address) {
        address.insert_str(0, origin);
    }
}

/// The candidates of a `srcset`.
fn whole_each(srcset: &str, origin: &str) -> String {
    let mut out = String::new();
    for candidate in srcset.split_inclusive(' ') {
        if is_local(candidate) {
            out.push_str(origin);
        }
        out.push_str(candidate);
    }
    out
}

/// The attributes of HTML that a serialiser wrote: its values are in double quotes, and a `<` outside of them begins a tag.
fn whole_inside(html: &str, origin: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_tag = false;
    for (at, piece) in html.split('"').enumerate() {
        if at > 0 {
            out.push('"');
        }
        // Between quotes that are open in a tag stands a value; elsewhere a quote is a letter like any other.
        if in_tag && out.ends_with("=\"") {
            let is_set = out.ends_with("srcset=\"");
            if is_set {
                out.push_str(&whole_each(piece, origin));
                continue;
            }
            if is_local(piece) && (out.ends_with(" src=\"") || out.ends_with(" href=\"")) {
                out.push_str(origin);
            }
            out.push_str(piece);
            continue;
        }
        out.push_str(piece);
        in_tag = match piece.rfind(['<', '>']) {
            Some(last) => piece.get(last..).is_some_and(|rest| rest.starts_with('<')),
            None => in_tag,
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin_feed::{Attachment, Picture};
    use proptest::prelude::*;

    const ORIGIN: &str = "https://news.example";

    #[test]
    fn what_is_relative_to_the_server_becomes_whole() {
        let mut article = Article {
            url: Some("/tin/1/a".into()),
            image: Some("/media/a.jpg".into()),
            banner_image: Some("https://other.example/b.jpg".into()),
            attachments: vec![Attachment { url: "//cdn.example/c.pdf".into(), ..Attachment::default() }],
            picture: Some(Picture {
                srcset: "/media/a-320.webp 320w, /media/a-640.webp 640w".into(),
                width: 3,
                height: 2,
            }),
            ..Article::default()
        };
        settle(&mut article, ORIGIN);
        assert_eq!(article.url.as_deref(), Some("https://news.example/tin/1/a"));
        assert_eq!(article.image.as_deref(), Some("https://news.example/media/a.jpg"));
        assert_eq!(article.banner_image.as_deref(), Some("https://other.example/b.jpg"));
        assert_eq!(article.attachments[0].url, "//cdn.example/c.pdf");
        assert_eq!(
            article.picture.unwrap().srcset,
            "https://news.example/media/a-320.webp 320w, https://news.example/media/a-640.webp 640w"
        );
    }

    #[test]
    fn only_addresses_in_tags_are_touched() {
        let html = "<p title=\"/x\">src=\"/y\" <a href=\"/tin/2\" lang=\"vi\">b</a> <img src=\"/m.jpg\" alt=\"a > b, /c\" \
                    srcset=\"/m-1.webp 1w, /m-2.webp 2w\"> <a href=\"//o\">c</a><a href=\"#d\">d</a> href=\"/e\"</p>";
        let whole = "<p title=\"/x\">src=\"/y\" <a href=\"https://news.example/tin/2\" lang=\"vi\">b</a> \
                     <img src=\"https://news.example/m.jpg\" alt=\"a > b, /c\" srcset=\"https://news.example/m-1.webp 1w, \
                     https://news.example/m-2.webp 2w\"> <a href=\"//o\">c</a><a href=\"#d\">d</a> href=\"/e\"</p>";
        assert_eq!(whole_inside(html, ORIGIN), whole);
    }

    proptest! {
        #[test]
        fn nothing_else_changes(pieces in proptest::collection::vec("<a href=\"/|\">|<b>|</b>|[a-z \"/=]{0,6}", 0..20)) {
            let html = pieces.concat();
            prop_assert_eq!(whole_inside(&html, ORIGIN).replace(ORIGIN, ""), html);
        }
    }
}
