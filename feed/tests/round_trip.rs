//! What is written reads back equal, and no input whatever makes the reader panic.

use bantin_feed::{
    Article, Attachment, Author, Category, Feed, Format, Given, Hub, Neighbour, Picture, Timestamp, Translation, read,
    read_json_feed, read_written, write_json_feed,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A text that is not blank: words, marks of HTML and JSON, control characters, any character.
fn text() -> impl Strategy<Value = String> {
    vec(
        prop_oneof![
            "[a-zăâđêôơư]{1,8}",
            " ",
            "<b>|</b>|&amp;|&lt;|<|>|&|\"|\\\\|'",
            "[\\x00-\\x1f\\x7f\u{a0}\u{ad}\u{200b}]",
            "\\PC",
            "🎉"
        ],
        1..6,
    )
    .prop_map(|pieces| pieces.concat())
    .prop_filter("blank", |text| !text.trim().is_empty())
}

fn address() -> impl Strategy<Value = String> {
    "https?://[a-z]{1,6}\\.vn/[a-z0-9./?=&#-]{0,12}[a-z]"
}

fn slug() -> impl Strategy<Value = String> {
    "[a-z0-9][a-z0-9-]{0,12}"
}

fn date() -> impl Strategy<Value = Timestamp> {
    (any::<i64>().prop_map(|s| s % 400_000_000_000), any::<i16>())
        .prop_map(|(unix, offset)| Timestamp::new(unix, offset))
}

fn authors() -> impl Strategy<Value = Vec<Author>> {
    let author = (of(text()), of(address()), of(address()))
        .prop_map(|(name, url, avatar)| Author { name, url, avatar })
        .prop_filter("nobody", |author| *author != Author::default());
    vec(author, 0..3)
}

fn neighbours() -> impl Strategy<Value = Vec<Neighbour>> {
    let neighbour = (text(), prop_oneof![Just(String::new()), text()], slug(), of(date()))
        .prop_map(|(id, title, slug, date_published)| Neighbour { id, title, slug, date_published });
    vec(neighbour, 0..3)
}

fn article() -> impl Strategy<Value = Article> {
    let texts = (of(text()), of(text()), of(text()), of(text()));
    let texts = texts.prop_filter("nothing", |t| t.0.is_some() || t.1.is_some() || t.2.is_some() || t.3.is_some());
    let attachment = (address(), "[a-z]{1,5}/[a-z]{1,5}", of(text()), of(any::<u64>()), of(any::<u64>())).prop_map(
        |(url, mime_type, title, size_in_bytes, duration_in_seconds)| Attachment {
            url,
            mime_type,
            title,
            size_in_bytes,
            duration_in_seconds,
        },
    );
    let category = (slug(), text()).prop_map(|(slug, name)| Category { slug, name });
    let translation =
        ("[a-z]{2}", text(), of(slug())).prop_map(|(language, id, slug)| Translation { language, id, slug });
    (
        (text(), texts, [of(address()), of(address()), of(address()), of(address())]),
        (of(date()), of(date()), authors(), vec(category, 0..4), of("[a-z]{2}"), vec(attachment, 0..3)),
        (slug(), of(any::<u64>()), any::<bool>(), vec(translation, 0..3), neighbours(), neighbours()),
        of((text(), any::<u64>(), any::<u64>()).prop_map(|(srcset, width, height)| Picture { srcset, width, height })),
    )
        .prop_map(|((id, texts, [url, external_url, image, banner_image]), b, c, picture)| Article {
            id,
            url,
            external_url,
            title: texts.0,
            content_html: texts.1,
            content_text: texts.2,
            summary: texts.3,
            image,
            banner_image,
            picture,
            date_published: b.0,
            date_modified: b.1,
            authors: b.2,
            categories: b.3,
            language: b.4,
            attachments: b.5,
            slug: c.0,
            views: c.1,
            pinned: c.2,
            translations: c.3,
            newer: c.4,
            older: c.5,
        })
}

fn feed() -> impl Strategy<Value = Feed> {
    let hub = ("[A-Za-z]{0,6}", address()).prop_map(|(kind, url)| Hub { kind, url });
    (
        (
            prop_oneof![Just(String::new()), text()],
            of(text()),
            of(text()),
            authors(),
            of("[a-z]{2}"),
            any::<bool>(),
            vec(hub, 0..3),
        ),
        [of(address()), of(address()), of(address()), of(address()), of(address())],
        (vec(article(), 0..4), of(any::<u64>()), of(any::<u64>()), of(any::<u64>())),
    )
        .prop_map(|(a, [home_page_url, feed_url, next_url, icon, favicon], (mut items, total, page, pages))| {
            // Ids are unique in a feed.
            for (n, item) in items.iter_mut().enumerate() {
                item.id.push_str(&n.to_string());
            }
            Feed {
                title: a.0,
                home_page_url,
                feed_url,
                description: a.1,
                user_comment: a.2,
                next_url,
                icon,
                favicon,
                authors: a.3,
                language: a.4,
                expired: a.5,
                hubs: a.6,
                items,
                total,
                page,
                pages,
            }
        })
}

/// JSON of the kinds and with the keys that feeds have, put together without sense.
fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3i64..5).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
        "[a-z0-9:/.?#\\\\ -]{0,16}".prop_map(Value::from),
        address().prop_map(Value::from),
        proptest::sample::select(vec![
            "26 Tháng Sáu 2019 2:15:00 CH",
            "0000-01-01",
            "/x",
            "//h/x",
            "../x",
            "javascript:x",
            "",
            " ",
            "<b></b>",
            "&amp;lt;b&amp;gt;"
        ])
        .prop_map(Value::from),
    ];
    let key = proptest::sample::select(vec![
        "id",
        "url",
        "external_url",
        "title",
        "content_html",
        "content_text",
        "summary",
        "image",
        "date_published",
        "date_modified",
        "authors",
        "author",
        "name",
        "avatar",
        "tags",
        "language",
        "attachments",
        "mime_type",
        "size_in_bytes",
        "_bantin",
        "slug",
        "categories",
        "views",
        "pinned",
        "plain",
        "translations",
        "newer",
        "older",
        "next_url",
        "feed_url",
        "icon",
        "hubs",
        "type",
        "expired",
        "total",
    ]);
    let value = leaf.prop_recursive(4, 60, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((key.clone(), inner), 0..9)
                .prop_map(|pairs| pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    });
    (vec(value.clone(), 0..6), value).prop_map(|(items, document)| {
        let mut document = document.as_object().cloned().unwrap_or_default();
        document.insert("items".into(), items.into());
        document.insert("version".into(), json!("https://jsonfeed.org/version/1.1"));
        document.into()
    })
}

proptest! {
    #[test]
    fn the_short_reader_reads_all_that_is_written_of_articles(feed in feed()) {
        let written: Value = serde_json::from_str(&write_json_feed(&feed)).unwrap();
        let Feed { items, total, page, pages, .. } = feed;
        prop_assert_eq!(read_written(&&written), Some(Feed { items, total, page, pages, ..Feed::default() }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_written_reads_back_equal(feed in feed()) {
        let text = write_json_feed(&feed);
        let reading = read_json_feed(text.as_bytes(), None).unwrap();
        prop_assert_eq!(&reading.refused, &[]);
        // Sizes of pictures are our own server's: whatever else a feed says of them is nothing to a reader of feeds.
        let mut feed = feed;
        feed.items.iter_mut().for_each(|article| article.picture = None);
        prop_assert_eq!(write_json_feed(&reading.feed), write_json_feed(&feed));
        prop_assert_eq!(reading.feed, feed);
    }

    /// What the reader made of any document is in the shape that the writer keeps.
    #[test]
    fn what_was_read_reads_back_equal(
        document in document(),
        base in proptest::sample::select(vec![None, Some("https://a.vn/tin/feed.json"), Some("/tin/feed.json"), Some("feed.json")]),
    ) {
        let reading = read_json_feed(document.to_string().as_bytes(), base).unwrap();
        let total = document["items"].as_array().map(Vec::len);
        prop_assert_eq!(Some(reading.feed.items.len() + reading.refused.len()), total);
        let again = read_json_feed(write_json_feed(&reading.feed).as_bytes(), base).unwrap();
        prop_assert_eq!(&again.refused, &[]);
        prop_assert_eq!(again.feed, reading.feed);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes, Format::Auto, &Given::default());
    }

    #[test]
    fn no_damage_makes_the_reader_panic(at in 0usize..4000, to in any::<u8>()) {
        let mut bytes = include_bytes!("feeds/loi-thuong-gap.json").to_vec();
        let at = at % bytes.len();
        bytes[at] = to;
        let _ = read(&bytes, Format::Auto, &Given::from("https://tanphu.example.vn/tin/feed.json"));
    }
}

#[test]
fn texts_that_look_like_html_are_written_as_they_are() {
    let article =
        Article { id: "1".into(), title: Some("Thẻ <b> và &amp;".into()), slug: "the".into(), ..Article::default() };
    let text = write_json_feed(&Feed { title: "T".into(), items: vec![article.clone()], ..Feed::default() });
    assert_eq!(
        text,
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"Thẻ <b> và &amp;","_bantin":{"slug":"the","plain":true}}]}"#
    );
    assert_eq!(read_json_feed(text.as_bytes(), None).unwrap().feed.items, [article]);
}
