//! What real feeds hold, each thing at every place where it may stand.

use bantin_feed::{Article, Feed, Reading, percent_decode, percent_encode, read_json_feed, write_json_feed};
use serde_json::{Value, json};

fn reading(document: &Value) -> Reading {
    read_json_feed(document.to_string().as_bytes(), Some("https://a.vn/tin/feed.json")).unwrap_or_default()
}

fn of_items(items: Value) -> Reading {
    reading(&json!({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}))
}

/// The first article; an empty one, which no feed gives, where there is none.
fn only(items: Value) -> Article {
    of_items(items).feed.items.into_iter().next().unwrap_or_default()
}

#[test]
fn every_relative_address_is_made_whole() {
    let author = json!([{"name": "A", "url": "a.html", "avatar": "a.png"}]);
    let Reading { feed, notes, .. } = reading(&json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "T", "home_page_url": "/", "feed_url": "feed.json",
        "next_url": "?p=2", "icon": "../i.png", "favicon": "//cdn.vn/f.png", "authors": author,
        "hubs": [{"type": "WebSub", "url": "hub"}],
        "items": [{"id": "1", "title": "t", "url": "1.html", "external_url": "/x", "image": "1.jpg", "banner_image": "./b.jpg",
            "authors": author, "attachments": [{"url": "1.pdf"}], "content_html": "<a href='1.html'>x</a>"}],
    }));
    let article = &feed.items[0];
    let addresses = [&feed.home_page_url, &feed.feed_url, &feed.next_url, &feed.icon, &feed.favicon]
        .into_iter()
        .chain([&article.url, &article.external_url, &article.image, &article.banner_image])
        .chain([&feed.authors, &article.authors].into_iter().flat_map(|list| [&list[0].url, &list[0].avatar]))
        .map(|address| address.as_deref().unwrap())
        .chain([feed.hubs[0].url.as_str(), article.attachments[0].url.as_str()]);
    assert_eq!(
        addresses.collect::<Vec<_>>(),
        [
            "https://a.vn/",
            "https://a.vn/tin/feed.json",
            "https://a.vn/tin/feed.json?p=2",
            "https://a.vn/i.png",
            "https://cdn.vn/f.png",
            "https://a.vn/tin/1.html",
            "https://a.vn/x",
            "https://a.vn/tin/1.jpg",
            "https://a.vn/tin/b.jpg",
            "https://a.vn/tin/a.html",
            "https://a.vn/tin/a.png",
            "https://a.vn/tin/a.html",
            "https://a.vn/tin/a.png",
            "https://a.vn/tin/hub",
            "https://a.vn/tin/1.pdf",
        ]
    );
    // The body is left to whoever cleans it.
    assert_eq!(article.content_html.as_deref(), Some("<a href='1.html'>x</a>"));
    assert_eq!(notes, []);
}

#[test]
fn html_goes_from_every_text_but_the_bodies() {
    let html = "<b>Tin</b>&nbsp;t&#7913;c<script>x</script>";
    let Reading { feed, .. } = reading(&json!({
        "version": "https://jsonfeed.org/version/1.1", "title": html, "description": html, "authors": [{"name": html}],
        "items": [{"id": html, "title": html, "summary": html, "content_html": html, "content_text": html, "tags": [html],
            "authors": [{"name": html}], "attachments": [{"url": "/a", "title": html}],
            "_bantin": {"newer": [{"id": "2", "title": html}], "older": [{"id": "3", "title": html}]}}],
    }));
    let article = &feed.items[0];
    let texts = [feed.description.as_deref(), article.title.as_deref(), article.summary.as_deref()]
        .into_iter()
        .chain([&feed.authors, &article.authors].map(|authors| authors[0].name.as_deref()))
        .chain([article.attachments[0].title.as_deref()])
        .map(Option::unwrap)
        .chain([feed.title.as_str(), article.categories[0].name.as_str()])
        .chain([&article.newer, &article.older].map(|list| list[0].title.as_str()));
    for text in texts {
        assert_eq!(text, "Tin tức");
    }
    for kept in [Some(article.id.as_str()), article.content_html.as_deref(), article.content_text.as_deref()] {
        assert_eq!(kept, Some(html));
    }
}

#[test]
fn ids_of_any_kind_are_kept_and_can_stand_in_an_address() {
    for (id, wanted) in [
        (json!("a/b"), "a/b"),
        (json!("https://a.vn/?p=1&q=\"x\"#y"), "https://a.vn/?p=1&q=\"x\"#y"),
        (json!("'\\\"%2F"), "'\\\"%2F"),
        (json!("👩‍👩‍👧 🇻🇳 ứ\u{300}"), "👩‍👩‍👧 🇻🇳 ứ\u{300}"),
        (json!(" a\nb\t"), " a\nb\t"),
        (json!("\u{0}\u{202e}"), "\u{0}\u{202e}"),
        (json!("x".repeat(1000)), &"x".repeat(1000)),
        (json!(17), "17"),
        (json!(-1), "-1"),
        (json!(17.0), "17"),
        (json!(u64::MAX), "18446744073709551615"),
    ] {
        let article = only(json!([{"id": id, "title": "t"}]));
        assert_eq!(article.id, wanted);
        assert_eq!(percent_decode(&percent_encode(&article.id)).as_deref(), Some(wanted));
        let written = write_json_feed(&Feed { items: vec![article], ..Feed::default() });
        assert_eq!(read_json_feed(written.as_bytes(), None).unwrap().feed.items[0].id, wanted);
    }
}

#[test]
fn an_id_that_is_none_is_refused_and_says_so() {
    for id in [json!(1.5), json!(1e300), json!(true), json!([1]), json!({"#text": "1"})] {
        let refused = of_items(json!([{"id": id, "title": "A"}])).refused;
        assert_eq!(refused.len(), 1, "{id}");
        assert_eq!(refused[0].place, "items[0] (title \"A\")");
        assert!(refused[0].reason.starts_with("its id is neither a text nor a whole number"), "{id}");
        assert_eq!(only(json!([{"id": id, "url": "/1", "title": "A"}])).id, "https://a.vn/1");
    }
    for id in [json!(null), json!(""), json!(" ")] {
        assert!(of_items(json!([{"id": id, "title": "A"}])).refused[0].reason.starts_with("it has no id"), "{id}");
    }
}

#[test]
fn the_years_0_and_9999_in_every_form() {
    let published = |date: Value| only(json!([{"id": "1", "title": "t", "date_published": date}])).date_published;
    for none in ["0000-01-01T00:00:00Z", "01/01/0000", "1 Tháng Giêng 0000", "10000-01-01T00:00:00Z", "-0001-01-01"] {
        assert_eq!(published(json!(none)), None, "{none}");
    }
    assert_eq!(published(json!(-99_999_999_999_i64)), None);
    assert_eq!(published(json!(253_402_300_800_000_i64)), None);
    for last in [json!("9999-12-31T23:59:59+07:00"), json!("31/12/9999 23:59:59"), json!(253_402_275_599_000_i64)] {
        let date = published(last.clone()).map(|date| date.to_rfc3339());
        assert_eq!(date.as_deref(), Some("9999-12-31T23:59:59+07:00"), "{last}");
    }
}

#[test]
fn a_title_of_two_kilobytes_is_cut_between_characters() {
    for title in ["🌾".repeat(2048), "ậ".repeat(2048), "a\u{323}\u{302}".repeat(2048), "x".repeat(2048)] {
        let article = only(json!([{"id": "1", "title": title}]));
        let cut = article.title.unwrap();
        assert_eq!(cut.chars().count(), 1000);
        assert!(cut.ends_with('…') && title.starts_with(cut.trim_end_matches('…')), "{cut}");
        assert!(!article.slug.is_empty() && article.slug.len() <= 80, "{}", article.slug);
    }
}

#[test]
fn nothing_at_a_key_is_as_good_as_no_key() {
    let bare = only(json!([{"id": "1", "title": "t"}]));
    for nothing in [json!(null), json!(""), json!("  "), json!([]), json!({})] {
        let mut item = json!({"id": "1", "title": "t"});
        for key in [
            "url",
            "external_url",
            "content_html",
            "content_text",
            "summary",
            "image",
            "banner_image",
            "authors",
            "author",
            "tags",
            "language",
            "attachments",
            "_bantin",
        ] {
            item[key] = nothing.clone();
        }
        let reading = of_items(json!([item]));
        assert_eq!(reading.feed.items, std::slice::from_ref(&bare), "{nothing}");
    }
}

#[test]
fn half_an_emoji_does_not_cost_the_feed() {
    let text = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T",
        "items": [{"id": "1", "title": "Cắt \ud83d"}, {"id": "2", "title": "Đủ \ud83d\ude00"}]}"#;
    let reading = read_json_feed(text.as_bytes(), None).unwrap();
    let titles: Vec<_> = reading.feed.items.iter().filter_map(|article| article.title.as_deref()).collect();
    assert_eq!(titles, ["Cắt \u{fffd}", "Đủ 😀"]);
    assert_eq!(reading.notes[0].reason, "halves of characters, such as \\ud83d, replaced by U+FFFD: 1");
    // What breaks off is still told as that.
    let cut = read_json_feed(&text.as_bytes()[..text.len() - 4], None).unwrap_err().to_string();
    assert!(cut.starts_with("not JSON") || cut.starts_with("the document breaks off"), "{cut}");
}
