//! Whole JSON Feeds: every field of the specification, and what real feeds get wrong.

use bantin_feed::{
    Article, Attachment, Author, Category, Feed, Format, Given, Hub, Neighbour, Reading, Refused, Timestamp,
    Translation, read_json_feed, read_with_raw, write_json_feed,
};

fn whole() -> Feed {
    let s = |text: &str| Some(text.to_owned());
    let at = |text| Timestamp::parse_rfc3339(text);
    let author = |name, url, avatar| Author { name, url, avatar };
    let category = |slug: &str, name: &str| Category { slug: slug.into(), name: name.into() };
    let article = Article {
        id: "1674".into(),
        url: s("https://binhminh.example.vn/tin/1674/le-khoi-cong"),
        external_url: s("https://baotinh.example.vn/khoi-cong-cau-song-hau"),
        title: s("Lễ khởi công cầu qua sông Hậu"),
        content_html: s("<p>Sáng 26/6, <a href=\"/huyen\">huyện</a> tổ chức lễ khởi công.</p>"),
        content_text: s("Sáng 26/6, huyện tổ chức lễ khởi công.\n\nNgười dân hai bờ đến dự."),
        summary: s("Cây cầu dài 1.200 m nối hai xã."),
        image: s("https://binhminh.example.vn/anh/cau.jpg"),
        banner_image: s("https://binhminh.example.vn/anh/cau-rong.jpg"),
        picture: None,
        date_published: at("2019-06-26T14:15:00+07:00"),
        date_modified: at("2019-06-27T01:00:00Z"),
        authors: vec![
            author(s("Nguyễn Thị Hoà"), s("mailto:hoa@binhminh.example.vn"), None),
            author(s("Trần Văn Đức"), None, s("https://binhminh.example.vn/duc.png")),
        ],
        categories: vec![
            category("tin-tuc", "Tin tức – Sự kiện"),
            category("xay-dung", "Xây dựng"),
            category("noi-bat", "noi-bat"),
        ],
        language: s("vi"),
        attachments: vec![
            Attachment {
                url: "https://binhminh.example.vn/tep/quyet-dinh.pdf".into(),
                mime_type: "application/pdf".into(),
                title: s("Quyết định số 15/QĐ-UBND"),
                size_in_bytes: Some(482_133),
                duration_in_seconds: None,
            },
            Attachment {
                url: "https://binhminh.example.vn/tep/ban-tin.mp3".into(),
                mime_type: "audio/mpeg".into(),
                duration_in_seconds: Some(312),
                ..Attachment::default()
            },
        ],
        slug: "le-khoi-cong".into(),
        views: Some(1674),
        pinned: true,
        translations: vec![
            Translation { language: "en".into(), id: "1675".into(), slug: s("ground-breaking") },
            Translation { language: "km".into(), id: "1676".into(), slug: None },
        ],
        newer: vec![Neighbour {
            id: "1680".into(),
            title: "Thông báo lịch tiếp công dân".into(),
            slug: "lich-tiep-cong-dan".into(),
            date_published: at("2019-06-28T08:00:00+07:00"),
        }],
        older: vec![Neighbour {
            id: "1670".into(),
            title: "Họp mặt".into(),
            slug: "hop-mat".into(),
            date_published: None,
        }],
    };
    Feed {
        title: "Cổng thông tin điện tử huyện Bình Minh".into(),
        home_page_url: s("https://binhminh.example.vn/"),
        feed_url: s("https://binhminh.example.vn/api/v1/sites/binh-minh/articles"),
        description: s("Tin tức, sự kiện và thông báo của huyện"),
        user_comment: s("Dán địa chỉ này vào trình đọc tin."),
        next_url: s("https://binhminh.example.vn/api/v1/sites/binh-minh/articles?page=2"),
        icon: s("https://binhminh.example.vn/icon-512.png"),
        favicon: s("https://binhminh.example.vn/icon-64.png"),
        authors: vec![author(
            s("Ban biên tập"),
            s("https://binhminh.example.vn/ban-bien-tap"),
            s("https://binhminh.example.vn/bbt.png"),
        )],
        language: s("vi"),
        expired: true,
        hubs: vec![Hub { kind: "WebSub".into(), url: "https://hub.example.vn/".into() }],
        items: vec![article],
        total: Some(41),
        page: Some(1),
        pages: Some(3),
    }
}

#[test]
fn every_field_is_read() {
    let reading = read_json_feed(include_bytes!("feeds/day-du.json"), None);
    assert_eq!(reading, Ok(Reading { format: Format::JsonFeed, feed: whole(), ..Reading::default() }));
}

#[test]
fn every_field_is_written_in_the_order_of_the_specification() {
    let text = write_json_feed(&whole());
    // Keys of the canned file, which has that order, and of what is written: the last tag has been
    // given its category's text.
    let strip = |text: &str| text.split_whitespace().collect::<Vec<_>>().join("");
    let canned = strip(include_str!("feeds/day-du.json")).replace("\"Xâydựng\"]", "\"Xâydựng\",\"noi-bat\"]");
    let canned_head = canned.split("\"_bantin\":{\"total\"").next().unwrap_or_default();
    assert!(strip(&text).starts_with(canned_head));
    assert_eq!(strip(&text).len(), canned.len());
    assert_eq!(read_json_feed(text.as_bytes(), None).map(|reading| reading.feed), Ok(whole()));
}

fn tolerant() -> Reading {
    read_json_feed(include_bytes!("feeds/loi-thuong-gap.json"), Some("https://tanphu.example.vn/tin/feed.json"))
        .unwrap_or_default()
}

#[test]
fn what_feeds_get_wrong_is_put_right() {
    let feed = tolerant().feed;
    assert_eq!(feed.title, "Xã Tân Phú (thử nghiệm)");
    assert_eq!(feed.home_page_url.as_deref(), Some("https://tanphu.example.vn/"));
    assert_eq!(feed.next_url.as_deref(), Some("https://tanphu.example.vn/tin/feed.json?trang=2"));
    assert_eq!(feed.icon.as_deref(), Some("https://tanphu.example.vn/anh/logo.png"));
    assert_eq!(feed.authors[0].url.as_deref(), Some("https://tanphu.example.vn/gioi-thieu"));

    let [first, second, third, ..] = feed.items.as_slice() else { panic!("{feed:?}") };
    assert_eq!(first.id, "17");
    assert_eq!(first.url.as_deref(), Some("https://tanphu.example.vn/tin/bai/17.html"));
    assert_eq!(first.title.as_deref(), Some("Lịch tiếp dân tháng 7 <mới>"));
    assert_eq!(first.slug, "lich-tiep-dan-thang-7-moi");
    assert_eq!(first.content_html.as_deref(), Some("<p><img src=\"anh/1.jpg\"></p>"));
    assert_eq!(first.image.as_deref(), Some("https://cdn.example.vn/1.jpg"));
    assert_eq!(first.date_published, Timestamp::parse_rfc3339("2019-06-26T14:15:00+07:00"));
    assert_eq!(first.date_modified, Timestamp::parse_rfc3339("2020-10-02T08:20:00+07:00"));
    assert_eq!(first.authors[0].name.as_deref(), Some("Văn phòng"));
    let categories: Vec<_> = first.categories.iter().map(|c| (&*c.slug, &*c.name)).collect();
    assert_eq!(categories, [("thong-bao", "Thông báo"), ("nam-2019", "2019")]);
    assert_eq!(first.attachments[0].title.as_deref(), Some("Lịch & địa điểm"));
    assert_eq!(first.attachments[0].mime_type, "application/octet-stream");
    assert_eq!(first.attachments[0].size_in_bytes, Some(20_480));
    assert_eq!(first.views, Some(1674));

    assert_eq!(second.id, "https://tanphu.example.vn/tin/bai/18.html");
    assert_eq!((&second.title, &second.content_html), (&None, &None));
    assert_eq!(second.summary.as_deref(), Some("Hội nghị trực tuyến"));
    assert_eq!(second.slug, "hoi-nghi-truc-tuyen");
    assert_eq!(second.date_published, None);
    assert_eq!(second.date_modified, Timestamp::parse_rfc3339("2024-04-03T10:08:00+07:00"));
    assert_eq!(second.authors, [Author { name: Some("Đoàn xã".into()), ..Author::default() }]);

    assert_eq!(third.id, "tin/19?x=\"1\" 🎉");
    assert_eq!((&third.url, &third.date_published), (&None, &None));
    assert_eq!(third.slug, "tin-19-x-1");
    assert_eq!(third.language.as_deref(), Some("vi"));
    assert_eq!(feed.items[4].date_published.map(|d| d.civil().year), Some(9999));
    assert_eq!(feed.items.len(), 5);
}

fn told(list: &[Refused]) -> Vec<String> {
    list.iter().map(|refused| format!("{}: {}", refused.place, refused.reason)).collect()
}

#[test]
fn what_is_not_taken_is_named_with_its_place_and_reason() {
    let reading = tolerant();
    assert_eq!(
        told(&reading.refused),
        [
            "items[5] (id \"17\", first at items[0]): an earlier item has the same id",
            "items[6] (title \"Không có mã\"): it has no id, and no url to stand in for one",
            "items[7] (id \"22\"): it has no title, no summary and no content",
            "items[8]: it has no id, and no url to stand in for one",
            "items[9]: the item is not an object",
            "items[10]: the item is not an object",
        ]
    );
    assert_eq!(
        told(&reading.notes),
        [
            "items[2] (id \"tin/19?x=\"1\" 🎉\"): url \"javascript:alert(1)\" is no address of the web; left out",
            "items[2] (id \"tin/19?x=\"1\" 🎉\"): date_published \"hôm qua\" is not a date of the years 1 to 9999 that we can read; left out",
            "items[3] (id \"20\"): date_published \"0000-01-01T00:00:00Z\" is not a date of the years 1 to 9999 that we can read; left out",
        ]
    );
}

#[test]
fn the_source_text_of_items_is_kept() {
    let bytes = include_bytes!("feeds/loi-thuong-gap.json");
    let (reading, raw) =
        read_with_raw(bytes, Format::Auto, &Given::from("https://tanphu.example.vn/tin/feed.json")).unwrap();
    assert_eq!(reading, tolerant());
    assert_eq!(raw.len(), reading.feed.items.len());
    assert_eq!(raw[3], r#"{"id": "20", "title": "Năm 0", "date_published": "0000-01-01T00:00:00Z"}"#);
}

#[test]
fn without_a_base_the_feeds_own_address_is_it() {
    let text = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "feed_url": "https://a.vn/x/feed.json",
        "icon": "i.png", "items": [{"id": "1", "url": "1.html", "title": "A"}]}"#;
    let own = read_json_feed(text.as_bytes(), None).unwrap().feed;
    assert_eq!(own.icon.as_deref(), Some("https://a.vn/x/i.png"));
    assert_eq!(own.items[0].url.as_deref(), Some("https://a.vn/x/1.html"));
    let given = read_json_feed(text.as_bytes(), Some("/y/feed.json")).unwrap().feed;
    assert_eq!(given.items[0].url.as_deref(), Some("/y/1.html"));
    assert_eq!(given.feed_url.as_deref(), Some("https://a.vn/x/feed.json"));
}

#[test]
fn author_stands_in_only_where_authors_names_nobody() {
    for (authors, wanted) in [(r#"[{"name": "A"}, {}]"#, "A"), ("[{}]", "B"), ("null", "B"), (r#"{"name": "A"}"#, "A")]
    {
        let text = format!(
            r#"{{"version": "https://jsonfeed.org/version/1.1", "authors": {authors}, "author": {{"name": "B"}}, "items": []}}"#
        );
        let feed = read_json_feed(text.as_bytes(), None).unwrap().feed;
        let names: Vec<_> = feed.authors.iter().filter_map(|author| author.name.as_deref()).collect();
        assert_eq!(names, [wanted], "{authors}");
    }
}

#[test]
fn categories_pair_tags_with_slugs() {
    for (tags, slugs, wanted) in [
        (r#"["Tin tức"]"#, "[]", vec![("tin-tuc", "Tin tức")]),
        (r#"["Tin tức", "Y tế"]"#, r#"["a"]"#, vec![("a", "Tin tức"), ("y-te", "Y tế")]),
        (r#"["Tin tức"]"#, r#"["a", "b"]"#, vec![("a", "Tin tức"), ("b", "b")]),
        ("[]", r#"["Y tế"]"#, vec![("y-te", "Y tế")]),
        (r#""Tin tức""#, "null", vec![("tin-tuc", "Tin tức")]),
        (r#"["", "Y tế"]"#, r#"["a", ""]"#, vec![("a", "a"), ("y-te", "Y tế")]),
        (r#"["Y tế"]"#, r#"["../x"]"#, vec![("x", "Y tế")]),
    ] {
        let text = format!(
            r#"{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": "1", "title": "A", "tags": {tags}, "_bantin": {{"categories": {slugs}}}}}]}}"#
        );
        let feed = read_json_feed(text.as_bytes(), None).unwrap().feed;
        let seen: Vec<_> = feed.items[0].categories.iter().map(|c| (&*c.slug, &*c.name)).collect();
        assert_eq!(seen, wanted, "{tags} {slugs}");
    }
}
