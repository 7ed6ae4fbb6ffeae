//! Pages for frames on other hosts' pages.

use bantin_server::store::{Store as _, Tally};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use reqwest::StatusCode;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::pages::with_client;
use crate::support::{Started, item, wanted};

const SETTINGS: &str = "[[site]]\nid = \"other\"\n[[site]]\nid = \"demo\"\nname = \"Phường 5\"\nlanguages = [\"vi\", \"en\"]\n\
    origin = \"https://p5.example\"\nbase = \"/tin-tuc/\"\nhosts = [\"p5.example\", \"www.p5.example\"]\naccent = 145\n\
    embed_origins = [\"https://www.example:8443\"]\n";

#[tokio::test]
async fn news_stand_in_a_page_of_their_own_and_lead_to_the_sites_own_pages() {
    let started = with_client(SETTINGS).await;
    // The host that it is asked from leads to another site.
    let frame = started.get("/tin-tuc/khung/demo/tin?count=3").await;
    assert_eq!((frame.status, frame.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    assert_eq!(frame.found("html", Some("lang")), ["vi"]);
    assert_eq!(frame.found("title", None), ["Tin mới nhất – Phường 5"]);
    assert_eq!(frame.found("main h1", None), ["Tin mới nhất – Phường 5"]);
    assert_eq!(frame.found(".row .headline a", None), ["Tin 21", "Tin 20", "Tin 19"]);
    let links = frame.found("a", Some("href"));
    assert!(links.contains(&"https://p5.example/tin-tuc/tin/21/tin-21".to_owned()), "{links:?}");
    assert!(links.iter().all(|link| link.starts_with("https://p5.example/tin-tuc/")), "{links:?}");
    assert_eq!(frame.found("base", Some("target")), ["_top"]);
    assert_eq!(frame.found(".all a", None), ["Xem tất cả: Phường 5"]);
    assert!(frame.found("base[href], link, [style], [onclick]", None).is_empty());

    let english = started.get("/tin-tuc/khung/demo/tin?lang=en&category=tin-tuc&layout=compact").await;
    assert_eq!(english.found("html", Some("lang")), ["en"]);
    assert_eq!(english.found(".brief .headline a", Some("href")), ["https://p5.example/tin-tuc/en/tin/1/tin-1"]);
    assert_eq!(english.found(".all a", Some("href")), ["https://p5.example/tin-tuc/en/chuyen-muc/tin-tuc"]);
    let cards = started.get("/khung/demo/tin?layout=cards").await;
    assert_eq!(cards.found(".stories > .story .headline a", None).len(), 5);
    let ticker = started.get("/khung/demo/tin?layout=ticker&count=100").await;
    assert_eq!(ticker.found(".news > .brief", None).len(), 21);
    let bare = started.get("/khung/other/tin").await;
    assert!(bare.text().contains("Chưa có bài viết nào ở đây."), "{}", bare.text());
}

#[tokio::test]
async fn a_frame_shows_what_is_there_now_and_is_not_sent_again_when_it_is_the_same() {
    let started = with_client("").await;
    let first = started.get("/khung/demo/tin?count=1").await;
    assert_eq!((first.found(".headline a", None)[0].as_str(), first.header("cache-control")), ("Tin 21", "no-cache"));
    let etag = first.header("etag").to_owned();
    let again = started.get_with("/khung/demo/tin?count=1", &[("if-none-match", &etag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    started.import(json!([item(99, 99)])).await;
    let newer = started.get_with("/khung/demo/tin?count=1", &[("if-none-match", &etag)]).await;
    assert_eq!((newer.status, newer.found(".headline a", None)[0].as_str()), (StatusCode::OK, "Tin 99"));
}

#[tokio::test]
async fn only_those_that_embed_the_site_may_frame_it_and_nothing_inline_runs() {
    let started = with_client(SETTINGS).await;
    for path in ["/khung/demo/tin", "/khung/demo/bo-dem", "/khung/demo/tin?count=x"] {
        let frame = started.get(path).await;
        let policy = frame.header("content-security-policy");
        let ancestors =
            "frame-ancestors 'self' https://p5.example p5.example:* www.p5.example:* https://www.example:8443";
        assert!(policy.ends_with(ancestors), "{path}: {policy}");
        assert!(policy.starts_with("default-src 'none'; script-src '") && !policy.contains("unsafe"), "{policy}");
        let style = frame.found("style", None).concat();
        let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
        assert!(policy.contains(&format!("style-src 'sha256-{hash}'")) && style.contains(":root{--hue:145}"), "{path}");
        assert!(!style.contains("url("), "{path}");
        // A host that is isolated from other origins may frame it too.
        assert_eq!(frame.header("cross-origin-resource-policy"), "cross-origin");
        let isolated = if path.contains("tin") { "credentialless" } else { "require-corp" };
        assert_eq!(frame.header("cross-origin-embedder-policy"), isolated);
        assert_eq!(frame.header("x-frame-options"), "");
        assert!(!frame.header("referrer-policy").is_empty() && frame.header("set-cookie").is_empty());
    }
    // Nobody else is told anything by a page that anybody may frame.
    let unknown = started.get("/khung/no-site/tin").await;
    assert!(unknown.header("content-security-policy").ends_with("frame-ancestors 'self'"));
}

#[tokio::test]
async fn whoever_wrote_a_wrong_address_is_told_what_is_right() {
    let started = with_client(SETTINGS).await;
    let wrong = started.get("/khung/demo/tin?count=500&layout=grid&category=%3Cb%3E").await;
    assert_eq!((wrong.status, wrong.header("content-type")), (StatusCode::BAD_REQUEST, "text/html; charset=utf-8"));
    assert_eq!(wrong.found("h1", None), ["Địa chỉ của khung này bị sai"]);
    assert_eq!(
        wrong.found("li", None),
        [
            "category = “<b>” không dùng được. Được phép: tin-tuc.",
            "count = “500” không dùng được. Được phép: 1–100.",
            "layout = “grid” không dùng được. Được phép: list, compact, cards, ticker.",
        ]
    );
    assert!(wrong.found("img, script", None).is_empty(), "nobody is counted by it");
    for (path, status, text) in [
        ("/khung/no-site/tin", 404, "“no-site”"),
        ("/khung/demo/bo-dem?article=999", 404, "không có bài viết số 999"),
        ("/khung/demo/bo-dem?layout=list", 400, "boxes, line, badge"),
        ("/khung/demo/bo-dem?article=999&lang=en", 404, "The site has no article 999."),
    ] {
        let answer = started.get(path).await;
        assert!(answer.status.as_u16() == status && answer.text().contains(text), "{path}: {}", answer.text());
    }
    started.store().withdraw("demo", 2, 0).unwrap();
    assert_eq!(started.get("/khung/demo/bo-dem?article=2").await.status, StatusCode::GONE);
    assert_eq!(started.get("/khung/demo").await.status, StatusCode::NOT_FOUND);
    assert_eq!(started.get("/khung/demo/khac").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_counter_stands_in_a_frame_in_each_look() {
    let started = with_client(SETTINGS).await;
    started.store().set_visits("demo", &wanted(37_520_817), 0).unwrap();
    started.visit_by("a", Some(7)).await;
    let get = async |query: &str| started.get(&format!("/khung/demo/bo-dem{query}")).await;
    let boxes = get("").await;
    assert_eq!(boxes.found(".digit", Some("data-digit")).concat(), "37520818");
    assert_eq!(boxes.found("dd", None), ["1", "1", "37.520.818"]);
    assert!(boxes.found(".counter .visually-hidden", None)[0].contains("37.520.818 lượt truy cập"));
    assert_eq!(boxes.found("title", None), ["Số lượt truy cập – Phường 5"]);
    let line = get("?layout=line&lang=en").await;
    assert_eq!(line.found(".line strong", None), ["1", "1", "37,520,818"]);
    assert_eq!(get("?layout=badge").await.found(".badge strong", None), ["37.520.818"]);
    let article = get("?article=7").await;
    assert_eq!(article.found(".digit", Some("data-digit")).concat(), "000001");
    assert_eq!(article.found(".counter .visually-hidden", None), ["Số lượt người xem: 1"]);
    assert_eq!(article.found("main", Some("data-article")), ["7"]);
    assert_eq!(get("?article=7&layout=line").await.found(".line", None), ["Số lượt người xem: 1"]);
    // A number of yesterday is not sent as today's.
    started.visit_by("b", Some(7)).await;
    assert_eq!(get("?article=7&layout=badge").await.found("strong", None), ["2"]);
}

#[tokio::test]
async fn who_sees_a_frame_is_counted_with_script_or_without() {
    let started = with_client("").await;
    let host = [("referer", "https://www.example/"), ("accept-language", "a")];
    let frame = started.get_with("/khung/demo/bo-dem?article=7", &host).await;
    assert_eq!(frame.found("script", Some("src")), ["/frame-89abcdef.js"]);
    assert_eq!(frame.found("script", Some("type")), ["module"]);
    assert_eq!(frame.found("main", Some("data-api")), ["/api/v1/sites/demo"]);
    assert!(frame.found("main", Some("data-said"))[0].contains("{views}"));
    let picture = frame.text().split("<noscript>").nth(1).unwrap().split("src=\"").nth(1).unwrap().to_owned();
    let picture = picture.split('"').next().unwrap();
    assert_eq!(started.counts().await["visits"]["total"], 0, "a frame that nobody looks at counts nothing");
    assert_eq!(started.get_with(picture, &host).await.header("content-type"), "image/gif");
    assert_eq!(started.counts().await["visits"]["total"], 1);
    assert_eq!(started.views(7).await, (0, 0), "looking at a number is no reading");
    // As the frame's script reports it: the frame's own origin is the server's.
    started
        .visit(
            &json!({"id": "0123456789abcdef", "article": null, "entry": true, "from": "www.example"}),
            &[("accept-language", "b")],
        )
        .await;
    assert_eq!(started.tally(), Tally { reports: 2, visits: 2, pages: 2, ..Tally::default() });

    // Without the client's files there is no script, and the picture counts for all.
    let bare = Started::with_articles().await;
    let frame = bare.get("/khung/demo/tin").await;
    assert!(frame.found("script, noscript", None).is_empty());
    assert_eq!(bare.get(&frame.found("body > img", Some("src"))[0]).await.status, StatusCode::OK);
    assert!(frame.header("content-security-policy").contains("script-src 'none'"));
}

#[tokio::test]
async fn a_counter_alone_weighs_a_tenth_of_the_application() {
    let started = with_client("").await;
    let frame = started.get_with("/khung/demo/bo-dem", &[("accept-encoding", "br")]).await;
    assert_eq!(frame.header("content-encoding"), "br");
    // The script is smaller yet once the build has minified and compressed it.
    let script = include_str!("../../public/frame.js").len() / 2;
    assert!(frame.body.len() + script < 7_500, "{} and {script} bytes", frame.body.len());
}
