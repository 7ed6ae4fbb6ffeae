//! Web pages by recipe, and articles completed by their own pages.

#![cfg(test)]

use bantin_feed::{
    Article, Attachment, Author, Category, FeedError, Field, Format, Given, Reading, read, read_article_page,
    read_json_feed, read_with_raw, write_json_feed,
};
use proptest::collection::vec;
use proptest::prelude::*;

const BASE: &str = "https://xa.example/tin/trang.aspx";

fn recipe(fields: &[(Field, &str)]) -> Vec<(Field, String)> {
    fields.iter().map(|(field, place)| (*field, (*place).to_owned())).collect()
}

fn reads(page: impl AsRef<[u8]>, format: Format, fields: &[(Field, &str)]) -> Result<Reading, FeedError> {
    read(page.as_ref(), format, &Given { fields: &recipe(fields), ..Given::from(BASE) })
}

fn article(page: &str, format: Format, fields: &[(Field, &str)]) -> Result<Article, FeedError> {
    let given = recipe(fields);
    read_article_page(page.as_bytes(), format, &Given { fields: &given, ..Given::from(BASE) })
        .map(|(article, _)| article)
}

const LIST: [(Field, &str); 3] = [(Field::Item, "li"), (Field::Url, "a"), (Field::Title, "a")];

#[test]
fn a_page_is_a_list_only_where_the_recipe_names_an_item() {
    let page = "<!doctype html><ul><li><a href=1.html>Một</a><li><a href=2.html>Hai</a></ul>";
    let list = reads(page, Format::Auto, &LIST).unwrap();
    assert_eq!((list.format, list.feed.items.len()), (Format::Page, 2));
    assert!(matches!(reads(page, Format::Auto, &LIST[1..]), Err(FeedError::NoFeed { .. })));
    let one = reads(page, Format::Page, &LIST[1..]).unwrap();
    assert_eq!(one.feed.items.iter().map(|item| &*item.id).collect::<Vec<_>>(), ["https://xa.example/tin/1.html"]);
}

#[test]
fn what_is_kept_of_an_item_is_its_html() {
    let fields = recipe(&LIST);
    let page = "<ul><li class=a><a href=1.html>Một</a><li>Không<li><a href=2.html>Hai</a></ul>";
    let (reading, raw) =
        read_with_raw(page.as_bytes(), Format::Page, &Given { fields: &fields, ..Given::from(BASE) }).unwrap();
    assert_eq!(reading.refused.len(), 1, "{:?}", reading.refused);
    assert_eq!(raw, ["<li class=\"a\"><a href=\"1.html\">Một</a></li>", "<li><a href=\"2.html\">Hai</a></li>"]);
}

#[test]
fn a_redesigned_site_is_an_error_and_not_an_empty_list() {
    let error = reads("<html><div class=moi>", Format::Auto, &LIST).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nothing on the page matches the field `item`, \"li\": the site may have been redesigned; \
         look at the page and correct the recipe"
    );
    let error = article("<html><title>Tin</title><div class=moi>", Format::Auto, &[(Field::ContentHtml, "#than")]);
    assert_eq!(error, Err(FeedError::NothingThere { field: Field::ContentHtml, selector: "#than".to_owned() }));
    let error = reads("<li>", Format::Page, &[(Field::Item, "li"), (Field::Title, "a[")]).unwrap_err();
    assert_eq!(error.to_string(), "the field `title`, \"a[\": it breaks off");
}

#[test]
fn an_item_may_be_the_link_itself() {
    let fields = [(Field::Item, "p > a"), (Field::Url, "@href"), (Field::Title, ":scope"), (Field::Summary, "@title")];
    let reading = reads("<p><a href='?id=7' title='R&amp;D &lt;b>'>Tin <b>7</b></a>", Format::Page, &fields).unwrap();
    let item = &reading.feed.items[0];
    assert_eq!(item.url.as_deref(), Some("https://xa.example/tin/trang.aspx?id=7"));
    assert_eq!((item.title.as_deref(), item.summary.as_deref()), (Some("Tin 7"), Some("R&D <b>")));
}

#[test]
fn dates_are_taken_from_what_is_meant_for_machines() {
    let fields = [LIST.as_slice(), &[(Field::DatePublished, ".d"), (Field::DateModified, ".m")]].concat();
    for (html, wanted) in [
        ("<time class=d datetime=2024-04-03T10:08:00+07:00>hôm qua</time>", Some("2024-04-03T10:08:00+07:00")),
        ("<span class=d>Đăng <time datetime='2024-04-03'>3/4</time></span>", Some("2024-04-03T00:00:00+07:00")),
        ("<meta class=d content='2024-04-03'>", Some("2024-04-03T00:00:00+07:00")),
        ("<i class=d></i><i class=d>Lúc 10:8, Thứ Tư, 3-4-2024</i>", Some("2024-04-03T10:08:00+07:00")),
        ("<i class=d>hôm qua</i>", None),
    ] {
        let reading = reads(format!("<li><a href=1>Một</a>{html}"), Format::Page, &fields).unwrap();
        let date = reading.feed.items[0].date_published.map(|date| date.to_rfc3339());
        assert_eq!(date.as_deref(), wanted, "{html}");
        assert_eq!(reading.notes.len(), usize::from(wanted.is_none()), "{:?}", reading.notes);
    }
}

#[test]
fn an_article_says_of_itself_what_the_recipe_leaves_out() {
    let page = r#"<html lang="vi-VN"><head><title>T</title><meta property="og:url" content="/tin/7">
        <meta property="article:published_time" content="2024-04-03T10:08:00+07:00">
        <meta name="description" content="Tóm tắt"><meta property="og:image" content="/a.jpg"></head>
        <body><h1>Đầu đề &amp; <i>phụ</i></h1><div id="than"><p>Thân bài</p></div></body></html>"#;
    let read = article(page, Format::Auto, &[(Field::ContentHtml, "#than")]).unwrap();
    assert_eq!(read.id, "https://xa.example/tin/7");
    assert_eq!((read.title.as_deref(), read.summary.as_deref()), (Some("Đầu đề & phụ"), Some("Tóm tắt")));
    assert_eq!(read.content_html.as_deref(), Some("<p>Thân bài</p>"));
    assert_eq!((read.image.as_deref(), read.language.as_deref()), (Some("https://xa.example/a.jpg"), Some("vi-VN")));
    assert_eq!(read.date_published.map(|date| date.to_rfc3339()).as_deref(), Some("2024-04-03T10:08:00+07:00"));
    let fields = [(Field::Title, "title"), (Field::Language, "@lang"), (Field::Url, "#khong")];
    let read = article(&page.replace("og:url", "x"), Format::Page, &fields).unwrap();
    assert_eq!((read.id.as_str(), read.title.as_deref()), (BASE, Some("T")), "its own address where nothing is said");
}

#[test]
fn json_ld_comes_before_what_is_meant_for_previews_and_behind_the_recipe() {
    let page = r#"<html><head><meta property="og:title" content="Cho bản xem trước"><link rel="canonical" href="/tin/7">
        <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
          {"@type": "NewsArticle", "url": "/tin/6", "headline": "Tin khác"},
          {"@type": "NewsArticle", "@id": "a", "url": "https://xa.example/tin/7", "headline": "R&amp;D", "articleBody": "Thân",
           "author": {"name": "Lan"}, "articleSection": ["Y tế"]}]}</script></head><body><div id="b">B</div></body></html>"#;
    let read = article(page, Format::Auto, &[]).unwrap();
    assert_eq!((read.id.as_str(), read.title.as_deref()), ("https://xa.example/tin/7", Some("R&D")));
    assert_eq!((read.content_text.as_deref(), read.content_html), (Some("Thân"), None));
    assert_eq!(read.authors[0].name.as_deref(), Some("Lan"));
    assert_eq!(read.categories, [Category { slug: "y-te".into(), name: "Y tế".into() }]);
    let read = article(page, Format::Page, &[(Field::ContentHtml, "#b"), (Field::Author, "#b")]).unwrap();
    assert_eq!((read.content_text, read.content_html.as_deref()), (None, Some("B")));
    assert_eq!(read.authors[0].name.as_deref(), Some("B"));
}

#[test]
fn an_articles_own_document_may_be_of_any_format() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "language": "vi", "items": [{"id": 1, "title": "A"}]}"#;
    let (read, raw) = read_article_page(feed.as_bytes(), Format::Auto, &Given::from(BASE)).unwrap();
    assert_eq!((read.id.as_str(), read.language.as_deref(), &*raw), ("1", Some("vi"), r#"{"id": 1, "title": "A"}"#));
    let empty = br#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1}]}"#;
    let error = read_article_page(empty, Format::Auto, &Given::default()).unwrap_err().to_string();
    assert_eq!(error, "no article can be taken of it: it has no title, no summary and no content");
}

#[test]
fn what_a_recipe_says_of_lists_does_not_count_for_an_article() {
    let fields = [LIST.as_slice(), &[(Field::Next, "a")]].concat();
    let page = "<html><p><a href=0>Ngoài</a></p><ul><li><a href=1>Một</a><li><a href=2>Hai</a></ul>";
    let read = article(page, Format::Auto, &fields).unwrap();
    assert_eq!(read.title.as_deref(), Some("Ngoài"));
}

#[test]
fn what_stands_in_another_match_is_not_said_twice() {
    let page = "<html><h1>A</h1><div id=b>x <p>y <b>z</b></p></div><p>cuối</p>";
    let read = article(page, Format::Auto, &[(Field::ContentHtml, "#b, p, b")]).unwrap();
    assert_eq!(read.content_html.as_deref(), Some("x <p>y <b>z</b></p>\ncuối"));
}

#[test]
fn a_list_is_completed_by_the_page() {
    let named = |name: &str| Author { name: Some(name.into()), ..Author::default() };
    let file = |url: &str| Attachment { url: url.into(), ..Attachment::default() };
    let list = Article {
        id: "7".into(),
        slug: "danh-sach".into(),
        title: Some("Danh sách".into()),
        url: Some("https://xa.example/7".into()),
        content_text: Some("Tóm".into()),
        attachments: vec![file("a")],
        pinned: true,
        ..Article::default()
    };
    let page = Article {
        id: "trang".into(),
        slug: "trang".into(),
        title: Some("Trang".into()),
        url: Some("https://xa.example/khac".into()),
        summary: Some("Tóm tắt".into()),
        content_html: Some("<p>Thân</p>".into()),
        authors: vec![named("Lan")],
        categories: vec![Category { slug: "y-te".into(), name: "Y tế".into() }],
        attachments: vec![file("a"), file("b")],
        views: Some(3),
        ..Article::default()
    };
    let both = list.clone().completed_by(page.clone());
    assert_eq!(
        both,
        Article {
            content_text: None,
            content_html: page.content_html.clone(),
            summary: page.summary.clone(),
            authors: page.authors.clone(),
            categories: page.categories.clone(),
            attachments: vec![file("a"), file("b")],
            views: Some(3),
            ..list.clone()
        }
    );
    let bare = Article { title: None, ..list.clone() }.completed_by(page.clone());
    assert_eq!((bare.id, bare.title.as_deref(), &*bare.slug), ("7".into(), Some("Trang"), "trang"));
    let without = Article { content_html: None, ..page };
    assert_eq!(
        list.clone().completed_by(without).content_text,
        list.content_text,
        "a page without a body takes none away"
    );
}

#[test]
fn what_a_sitemap_only_lists_is_completed_by_its_page() {
    let sitemap = "<urlset><url><loc>https://xa.example/tin/7</loc><lastmod>2024-04-03</lastmod></url></urlset>";
    let reading = read(sitemap.as_bytes(), Format::Auto, &Given::default()).unwrap();
    assert!(reading.feed.items.is_empty(), "there is nothing to show");
    let [listed] = reading.unread.as_slice() else { panic!("{reading:?}") };
    let page = article("<html><h1>Đầu đề</h1><p id=b>Thân", Format::Auto, &[(Field::ContentHtml, "#b")]).unwrap();
    let both = listed.clone().completed_by(page);
    assert_eq!(
        (both.id.as_str(), both.title.as_deref(), &*both.slug),
        ("https://xa.example/tin/7", Some("Đầu đề"), "dau-de")
    );
    assert!(both.date_modified.is_some() && both.content_html.is_some());
    let index: String =
        (0..1100).map(|n| format!("<sitemap><loc>https://xa.example/{n}.xml</loc></sitemap>")).collect();
    let index = format!("<sitemapindex>{index}</sitemapindex>");
    match read(index.as_bytes(), Format::Auto, &Given::default()) {
        Err(error @ FeedError::SitemapIndex { .. }) => {
            assert!(error.to_string().ends_with("/7.xml …"), "{error}");
            let FeedError::SitemapIndex { listed } = error else { panic!() };
            assert_eq!(listed.len(), 1000);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn pages_in_old_encodings_are_read() {
    let bytes = windows_1258("<html><meta charset=windows-1258><ul><li><a href=1>Đà Lạt</a></ul>");
    let reading = reads(bytes, Format::Auto, &LIST).unwrap();
    assert_eq!(reading.feed.items[0].slug, "da-lat");
    assert_eq!(reading.feed.items[0].title.as_deref(), Some("Đà Lạt"));
    let broken =
        [b"<html><meta charset=utf-8><ul><li><a href=1>M\xE1\xBB</a></ul>".as_slice(), "ột".as_bytes()].concat();
    assert!(reads(broken, Format::Auto, &LIST).unwrap().notes[0].reason.contains("not UTF-8"));
}

/// Windows-1258 as old editors wrote it: the tone behind its letter.
fn windows_1258(text: &str) -> Vec<u8> {
    let bytes = text.chars().flat_map(|c| match c {
        'Đ' => vec![0xD0],
        'à' => vec![b'a', 0xCC],
        'ạ' => vec![b'a', 0xF2],
        other => vec![u8::try_from(u32::from(other)).unwrap()],
    });
    bytes.collect()
}

#[test]
fn a_hundred_thousand_elements_in_one_another_are_read_as_far_as_they_go() {
    for open in ["<div>", "<b>", "<table><tr><td>", "<li class=x><ul>", "<font color=red>", "<svg>"] {
        let page = format!("<html><ul><li><a href=1>Một</a></ul>{}", open.repeat(100_000));
        let reading = reads(&page, Format::Auto, &LIST).unwrap();
        assert_eq!(reading.feed.items.len(), 1, "{open}");
        assert!(reading.refused.iter().any(|one| one.reason.contains("the rest cannot be read")), "{open}");
    }
}

/// HTML of the pieces that old pages are made of.
fn html() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<li>".to_owned()),
        Just("</li>".to_owned()),
        Just("<a href='1'>".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("</table>".to_owned()),
        Just("<img data-src=x srcset='a 1x, b'>".to_owned()),
        Just("<template>".to_owned()),
        Just("<svg><title>".to_owned()),
        Just(
            "<script type='application/ld+json'>{\"@context\":\"schema.org\",\"@type\":\"Article\"}</script>"
                .to_owned()
        ),
        Just("<base href='//x/'>".to_owned()),
        Just("<html lang=vi>".to_owned()),
        Just("<meta charset=x property='og:title' content=' '>".to_owned()),
        "[<>/='\"&;a-z! -]{0,8}",
        "\\PC{0,4}",
    ];
    vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// What may be written where a selector should be.
fn place() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "li",
        "a",
        "*",
        " ",
        ">",
        "+",
        "~",
        ",",
        ".x",
        "#y",
        "[href]",
        "[",
        "]",
        ":not(",
        ":has(",
        ":is(",
        ")",
        ":scope",
        ":nth-child(2n",
        "@",
        "@href",
        "'",
        "\\",
        "::",
        "é",
        "1",
    ]);
    prop_oneof![vec(piece, 0..8).prop_map(|pieces| pieces.concat()), "\\PC{0,10}"]
}

proptest! {
    #[test]
    fn any_page_and_any_recipe_end(
        page in html(),
        places in vec((prop::sample::select(Field::ALL.to_vec()), place()), 0..5),
        format in prop::sample::select(vec![Format::Auto, Format::Page]),
    ) {
        let given = Given { fields: &places, ..Given::from(BASE) };
        let _ = read_article_page(page.as_bytes(), format, &given);
        if let Ok(reading) = read(page.as_bytes(), format, &given) {
            let again = read_json_feed(write_json_feed(&reading.feed).as_bytes(), None).unwrap();
            prop_assert_eq!((again.feed, again.refused), (reading.feed, vec![]));
        }
    }

    #[test]
    fn any_page_is_read_by_a_good_recipe(page in html()) {
        let all = [LIST.as_slice(), &[
            (Field::ContentHtml, "*"), (Field::Image, "img"), (Field::DatePublished, ":scope"), (Field::Category, "*"),
            (Field::Views, ":scope"), (Field::Next, "a"), (Field::Author, "@href"), (Field::Summary, "td"),
        ]].concat();
        for fields in [&all[..], &all[1..]] {
            match reads(&page, Format::Page, fields) {
                Ok(reading) => {
                    let again = read_json_feed(write_json_feed(&reading.feed).as_bytes(), None).unwrap();
                    prop_assert_eq!((again.feed, again.refused), (reading.feed, vec![]));
                }
                Err(FeedError::NothingThere { .. }) => {}
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
    }

    #[test]
    fn any_bytes_are_a_page(bytes in vec(any::<u8>(), 0..300)) {
        let _ = reads(&bytes, Format::Page, &LIST);
        let _ = reads(&bytes, Format::Page, &[]);
    }
}
