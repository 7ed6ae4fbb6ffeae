//! Pictures as pages show them: in which sizes, in which order they are fetched, and what previews are told.

use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::pages::with_client;
use crate::pictures::jpeg;
use crate::support::{Started, item};

/// A site with pictures in everything; the newest article has a picture of its own, the second opens with one.
async fn gallery() -> Started {
    let started = with_client("[[site]]\nid = \"demo\"\norigin = \"https://benlau.example\"\n").await;
    let mut items: Vec<Value> = (1..=12).map(|n| item(n + 100, n + 100)).collect();
    for (n, item) in (0_u32..).zip(&mut items) {
        started.file(&format!("{n}.jpg"), jpeg(1_000 + n, 700));
        item["image"] = json!(format!("{n}.jpg"));
        item["tags"] = json!(["Ảnh"]);
        item["content_html"] = json!("<p>a</p><img src='1.jpg'><figure><img src='2.jpg'></figure>");
    }
    items[10]["content_html"] = json!("<figure><img src='10.jpg'></figure><p>a</p><img src='1.jpg'>");
    items[11]["date_published"] = json!("2026-11-20T08:00:00+07:00");
    items[11]["id"] = json!("newest");
    started.import(Value::from(items)).await;
    started
}

/// Of each picture of a page: what it says of itself.
async fn pictures(started: &Started, path: &str) -> Vec<Vec<(String, String)>> {
    let page = Html::parse_document(&started.get(path).await.text());
    let all = Selector::parse("#bantin img").unwrap();
    let attributes = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    page.select(&all).map(|found| found.value().attrs().map(attributes).collect()).collect()
}

fn get<'a>(picture: &'a [(String, String)], name: &str) -> &'a str {
    picture.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
}

#[tokio::test]
async fn only_the_first_picture_of_a_page_comes_first() {
    let started = gallery().await;
    for (path, first) in [
        ("/", true),
        ("/chuyen-muc/anh", false),
        (&format!("/tin/{}/x", of(&started, "newest").await), true),
        (&format!("/tin/{}/x", of(&started, "s111").await), true),
    ] {
        let path = match started.get(path).await.header("location") {
            "" => path.to_owned(),
            moved => moved.to_owned(),
        };
        let pictures = pictures(&started, &path).await;
        assert!(pictures.len() > 1, "{path}");
        for (at, picture) in pictures.iter().enumerate() {
            let comes_first = first && at == 0;
            assert_eq!(get(picture, "fetchpriority") == "high", comes_first, "{path}: {picture:?}");
            assert_eq!(get(picture, "loading") == "lazy", !comes_first, "{path}: {picture:?}");
            assert_eq!(get(picture, "decoding"), "async");
            assert!(get(picture, "srcset").contains("-320.webp 320w, "), "{path}: {picture:?}");
            assert!(get(picture, "sizes").ends_with(')') || get(picture, "sizes").ends_with("vw"), "{picture:?}");
            let width: u32 = get(picture, "width").parse().unwrap();
            assert!((1_000..1_012).contains(&width) && get(picture, "height") == "700", "{picture:?}");
        }
    }
}

/// The id that we gave to an article of the source.
async fn of(started: &Started, source_id: &str) -> String {
    let id = "SELECT id FROM article WHERE source_id = ?1";
    started.database().query_row(id, [source_id], |row| row.get::<_, i64>(0)).unwrap().to_string()
}

#[tokio::test]
async fn a_preview_is_told_with_its_size() {
    let started = gallery().await;
    let path = format!("/tin/{}/x", of(&started, "newest").await);
    let path = started.get(&path).await.header("location").to_owned();
    let page = Html::parse_document(&started.get(&path).await.text());
    let meta = |property: &str| {
        let tag = Selector::parse(&format!("meta[property=\"{property}\"]")).unwrap();
        page.select(&tag).next().unwrap().attr("content").unwrap().to_owned()
    };
    let image = meta("og:image");
    let ours = image.strip_prefix("https://benlau.example").unwrap();
    assert!(ours.starts_with("/media/demo/") && ours.ends_with("-1200.jpg"), "{image}");
    let answer = started.get(ours).await;
    let preview = image::load_from_memory(&answer.body).unwrap();
    assert_eq!(
        (meta("og:image:width"), meta("og:image:height")),
        (preview.width().to_string(), preview.height().to_string())
    );
    let scripts = Selector::parse("script[type=\"application/ld+json\"]").unwrap();
    let news: Value = serde_json::from_str(&page.select(&scripts).next().unwrap().text().collect::<String>()).unwrap();
    assert_eq!(news["image"], json!([image]));
}

#[tokio::test]
async fn a_source_cannot_name_sizes_or_come_first() {
    let started = with_client("").await;
    started.file("a.jpg", jpeg(700, 400));
    let html =
        "<p>a</p><img src='a.jpg' srcset='https://x.example/b.jpg 9w' sizes='1px' fetchpriority=high loading=eager>";
    let forged = json!({ "srcset": "https://x.example/b.jpg 9w", "width": 9, "height": 9 });
    started
        .import(json!([{ "id": "1", "title": "A", "content_html": html, "image": "https://x.example/a.jpg",
                         "_bantin": { "picture": forged } }]))
        .await;
    let id = of(&started, "1").await;
    let json = started.get(&format!("/api/v1/sites/demo/articles/{id}")).await.json();
    assert_eq!(json["items"][0]["_bantin"]["picture"], Value::Null);
    let html = json["items"][0]["content_html"].as_str().unwrap();
    assert!(!html.contains("x.example") && !html.contains("1px") && !html.contains("fetchpriority"), "{html}");
    assert!(html.contains(" loading=\"lazy\""), "{html}");
}
