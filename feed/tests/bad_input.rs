//! Documents that are broken, huge, or no feeds.

use bantin_feed::{FeedError, Format, Given, read, read_json_feed, write_json_feed};

fn feed(items: &str) -> String {
    format!(r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "Tin", "items": [{items}]}}"#)
}

#[track_caller]
fn says(bytes: &[u8], wanted: &str) {
    for result in [read(bytes, Format::Auto, &Given::default()), read_json_feed(bytes, None)] {
        assert_eq!(result.map_err(|error| error.to_string()), Err(wanted.to_owned()));
    }
}

#[test]
fn what_is_no_feed_is_one_clear_error() {
    says(b"", "not a feed: this is an empty document; give the address of the feed itself");
    says(
        b"<!doctype html><title>404</title>",
        "not a feed: this is an HTML page; give the address of the feed itself, \
         or where there is none a recipe that says where the articles stand (format page)",
    );
    says(
        b"[{\"id\": 1}]",
        "not a feed: this is a JSON list, where a JSON Feed is an object with items; give the address of the feed itself",
    );
    says(
        b"{\"d\": {\"rows\": []}}",
        "not a JSON Feed: items is missing or not as jsonfeed.org has it (keys found: d); give the address of a JSON Feed",
    );
    says(
        b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": {}}",
        "not a JSON Feed: items is missing or not as jsonfeed.org has it (keys found: items, version); give the address of a JSON Feed",
    );
    says(
        b"{\"title\": \"x\", \"items\": [{\"n\": 1}]}",
        "not a JSON Feed: version is missing or not as jsonfeed.org has it (keys found: items, title); give the address of a JSON Feed",
    );
    says(
        b"{\"items\": [}",
        "not JSON: expected value at line 1 column 12; correct the document there or give the address of a feed",
    );
}

#[test]
fn what_is_another_format_says_what_is_there_instead() {
    for (bytes, format, wanted) in [
        (
            "<?xml version=\"1.0\"?><rss/>",
            Format::Auto,
            "not a feed: this is XML whose root is rss, where rss, feed or urlset was expected; give the address of the feed itself",
        ),
        (
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>",
            Format::Rss,
            "not a feed: this is XML whose root is feed, where rss was expected; give the address of the feed itself",
        ),
        (
            "<sitemapindex><sitemap><loc>https://a.vn/tin.xml</loc></sitemap></sitemapindex>",
            Format::Auto,
            "this lists other sitemaps; give the address of one with news: https://a.vn/tin.xml",
        ),
        (
            "{\"code\": \"rest_no_route\", \"message\": \"Không tìm thấy đường dẫn\", \"data\": {\"status\": 404}}",
            Format::WordPress,
            "not what WordPress answers: it should be a list of posts, as /wp-json/wp/v2/posts answers; it says: Không tìm thấy đường dẫn",
        ),
        (
            "{\"errors\": [{\"message\": \"Unknown Content API Key\"}]}",
            Format::Ghost,
            "not what Ghost answers: it should be an object with `posts`, as /ghost/api/content/posts/ answers; it says: Unknown Content API Key",
        ),
        (
            "[7]",
            Format::Drupal,
            "not what Drupal answers: it should be an object with `data`, as /jsonapi/node/… answers; it is a list",
        ),
    ] {
        let read = read(bytes.as_bytes(), format, &Given::default());
        assert_eq!(read.map_err(|error| error.to_string()), Err(wanted.to_owned()), "{bytes}");
    }
}

#[test]
fn versions_are_taken_tolerantly() {
    for (version, noted) in [
        (r#""https://jsonfeed.org/version/1""#, false),
        (r#""http://jsonfeed.org/version/1.1/""#, false),
        (r#""https://jsonfeed.org/version/2""#, true),
        (r#""1.1""#, true),
        ("1", true),
        ("null", true),
    ] {
        let text = format!(r#"{{"version": {version}, "title": "T", "items": [{{"id": 1, "title": "A"}}]}}"#);
        let reading = read_json_feed(text.as_bytes(), None).expect(version);
        assert_eq!(reading.feed.items.len(), 1, "{version}");
        assert_eq!(reading.notes.len(), usize::from(noted), "{version} {:?}", reading.notes);
    }
}

#[test]
fn a_document_cut_anywhere_is_an_error_that_says_so() {
    let text = feed(r#"{"id": "1", "title": "Tin tức", "_bantin": {"views": 12, "pinned": true}}"#);
    for end in 1..text.len() {
        match read_json_feed(&text.as_bytes()[..end], None) {
            Err(FeedError::NotJson { cut_off: true, .. }) => {}
            Err(FeedError::Encoding { guess, .. }) => {
                assert!(guess.contains("breaks off"), "{end} {guess}")
            }
            other => panic!("{end}: {other:?}"),
        }
    }
    let error = read_json_feed(&text.as_bytes()[..60], None).expect_err("cut").to_string();
    assert_eq!(
        error,
        "the document breaks off: EOF while parsing a string at line 1 column 60; fetch the whole of it again"
    );
}

#[test]
fn wrong_encodings_are_named_with_their_offset() {
    let text = feed(r#"{"id": "1", "title": "Tin"}"#);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    says(
        &utf16,
        "the document is not UTF-8: the byte at offset 0 does not fit (it looks like UTF-16); have it saved or served as UTF-8",
    );
    // "Tân" in Latin-1 and Windows-1258.
    let latin = [b"{\"title\": \"T".as_slice(), b"\xE2n\"}"].concat();
    says(
        &latin,
        "the document is not UTF-8: the byte at offset 12 does not fit (it looks like Windows-1258, Latin-1 or another one-byte encoding); have it saved or served as UTF-8",
    );
    let marked = [b"\xEF\xBB\xBF \r\n".as_slice(), text.as_bytes()].concat();
    assert_eq!(read(&marked, Format::Auto, &Given::default()), read_json_feed(text.as_bytes(), None));
}

#[test]
fn ten_thousand_items_and_as_many_duplicates() {
    let items: Vec<_> = (0..20_000)
        .map(|n| format!(r#"{{"id": {}, "title": "Tin số {n}", "date_published": "26/06/2019 14:15"}}"#, n % 10_000))
        .collect();
    let reading = read_json_feed(feed(&items.join(",")).as_bytes(), None).unwrap();
    assert_eq!(reading.feed.items.len(), 10_000);
    assert_eq!(reading.refused.len(), 10_000);
    assert_eq!(reading.refused[9_999].place, "items[19999] (id \"9999\", first at items[9999])");
}

#[test]
fn fifty_megabytes_are_read() {
    let body = "<p>Tin tức của huyện</p> ".repeat(2_000_000);
    let text = feed(&format!(r#"{{"id": "1", "content_html": "{body}"}}"#));
    assert!(text.len() > 50_000_000);
    let reading = read_json_feed(text.as_bytes(), None).unwrap();
    assert_eq!(reading.feed.items[0].content_html.as_ref().map(String::len), Some(body.len()));
}

#[test]
fn ids_and_titles_out_of_measure() {
    let text = feed(&format!(
        r#"{{"id": "{}", "title": "A"}}, {{"id": "{}", "title": "A"}}, {{"id": "b", "title": "{}"}}, {{"id": "c", "title": "{}"}}"#,
        "x".repeat(1001),
        "x".repeat(1000),
        "hội nghị ".repeat(300),
        "â".repeat(1000),
    ));
    let reading = read_json_feed(text.as_bytes(), None).unwrap();
    assert_eq!(reading.refused.len(), 1);
    assert_eq!(reading.refused[0].reason, "its id is longer than 1,000 bytes");
    assert!(reading.refused[0].place.len() < 100, "{}", reading.refused[0].place);
    let [_, long, exact] = reading.feed.items.as_slice() else { panic!() };
    let title = long.title.as_deref().unwrap();
    assert!(title.ends_with("nghị…") && title.chars().count() <= 1000, "{title}");
    assert!(long.slug.len() <= 80);
    assert_eq!(exact.title.as_ref().map(|t| t.chars().count()), Some(1000));
    assert_eq!(reading.notes.len(), 1);
    assert!(reading.notes[0].reason.contains("longer than 1,000 characters"));
}

#[test]
fn nesting_without_end_is_an_error() {
    let text = format!("{{\"items\": {}", "[".repeat(1_000_000));
    assert!(matches!(read_json_feed(text.as_bytes(), None), Err(FeedError::NotJson { .. })));
}

/// Each would take hours, or more memory than there is, where work grew with the square of the document.
#[test]
fn megabytes_made_to_be_slow_are_read_in_measure() {
    let many = 60_000;
    let names: String = (0..many).map(|n| format!("<category>c{n}</category><author>a{n}</author>")).collect();
    let prefixes: String = (0..many).map(|n| format!(" xmlns:p{n}='u'")).collect();
    let long = "x".repeat(1_000_000);
    for document in [
        format!("<rss><channel><item><guid>1</guid><title>a</title>{names}</item></channel></rss>"),
        format!(
            "<rss{prefixes}><channel><item><guid>1</guid><title>a</title>{}</item></channel></rss>",
            "<z/>".repeat(many)
        ),
        format!(
            "<rss><channel xml:base='https://a/{long}/'><item><guid>1</guid><title>a</title>{}</item></channel></rss>",
            "<enclosure url='a'/>".repeat(many)
        ),
        format!(
            "<rss xml:base='https://a/'><channel><item><guid>1</guid><description>{}</description></item></channel></rss>",
            "&lt;img src='a'&gt;".repeat(many)
        ),
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"feed_url\": \"https://a/{long}/\", \"items\": [{{\"id\": 1, \"title\": \"a\", \"attachments\": [{}7]}}]}}",
            "{\"url\": \"a\"},".repeat(many)
        ),
    ] {
        let reading = read(document.as_bytes(), Format::Auto, &Given::default()).unwrap();
        assert_eq!(reading.feed.items.len(), 1);
        assert!(write_json_feed(&reading.feed).len() <= 10 * document.len());
    }
}
