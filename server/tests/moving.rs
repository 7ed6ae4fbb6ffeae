//! Addresses of the site that was there before, and the numbers that its articles had reached.

use bantin_server::importing::{Order, Place};
use bantin_server::store::Store as _;
use reqwest::{Method, StatusCode};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::pages::with_client;
use crate::support::{NOON, Started, feed};

const PATTERNS: &str = r#"
[[site.redirect]]
from = "/tintuc/Lists/Posts/Post.aspx?ItemID={source_id}"
[[site.redirect]]
from = "/tintuc/Lists/Posts/AllPosts.aspx?CategoryId=3"
to = "/chuyen-muc/thong-bao"
[[site.redirect]]
from = "/?p={source_id}"
[[site.redirect]]
from = "/en/news/{source_id}/*"
to = "/en/tin/{source_id}"
[[site.redirect]]
from = "/muc/{slug}"
[[site.redirect]]
from = "/quang-cao/*"
to = "gone"
"#;

fn settings(more: &str) -> String {
    format!("[[site]]\nid = \"demo\"\nlanguages = [\"vi\", \"en\"]\n{more}{PATTERNS}")
}

/// Articles 22 to 25 of an old site, of which 24 was withdrawn.
async fn moved(settings: &str) -> Started {
    let started = with_client(settings).await;
    let items = json!([
        {"id": "9002", "url": "https://old.example/TinTuc/Cúp-nước.html?Trang=1&Muc=2", "title": "Cúp nước", "content_text": "a",
         "tags": ["Thông báo"], "date_published": "2020-03-01T08:00:00+07:00", "_bantin": {"views": 4_100}},
        {"id": "9003", "url": "https://old.example/en/water", "title": "Water cut", "content_text": "a", "language": "en"},
        {"id": "9004", "url": "https://old.example/tintuc/go.aspx", "title": "Đã gỡ", "content_text": "a", "tags": ["Thông báo"]},
        {"id": "Ab-C", "url": "https://old.example/?page_id=7", "title": "Chữ hoa", "content_text": "a"},
    ]);
    import(&started, &items).await;
    started.store().withdraw("demo", 24, NOON).unwrap();
    started
}

async fn import(started: &Started, items: &Value) {
    let path = started.file("old.json", feed(items));
    let order = Order { views: true, ..started.order(vec![Place::File(path)]) };
    assert_eq!(started.import_as(order).await.refused, []);
}

fn list(started: &Started, entries: &[(&str, &str)]) {
    let list: Vec<_> = entries.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
    started.store().take_list("demo", &list, false).unwrap();
}

/// The status of a path, and where it leads.
async fn asked(started: &Started, path: &str) -> (u16, String) {
    let answer = started.get(path).await;
    if answer.status != StatusCode::OK {
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    (answer.status.as_u16(), answer.header("location").to_owned())
}

fn to(location: &str) -> (u16, String) {
    (301, location.to_owned())
}

#[tokio::test]
async fn an_old_address_leads_to_where_that_is_now() {
    let started = moved(&settings("")).await;
    for (old, new) in [
        ("/tintuc/Lists/Posts/Post.aspx?CategoryId=3&ItemID=9002", "/tin/22/cup-nuoc"),
        ("/TINTUC/lists/posts/post.aspx?itemid=9002&categoryid=3&fbclid=x", "/tin/22/cup-nuoc"),
        ("/tintuc//Lists/Posts/Post.aspx/?ItemID=9003", "/en/tin/23/water-cut"),
        ("/tintuc/Lists/Posts/AllPosts.aspx?Page=2&CategoryId=3", "/chuyen-muc/thong-bao"),
        ("/tintuc/c%C3%BAp-n%C6%B0%E1%BB%9Bc.html?muc=2&trang=1", "/tin/22/cup-nuoc"),
        ("/tintuc/cu%cc%81p-nu%cc%9bo%cc%9b%cc%81c.html?muc=2&trang=1", "/tin/22/cup-nuoc"),
        ("/en/water", "/en/tin/23/water-cut"),
        ("/en/news/9002/a/b", "/en/tin/22/cup-nuoc"),
        ("/?p=9002", "/tin/22/cup-nuoc"),
        ("/?utm_source=zalo&P=ab-c", "/tin/25/chu-hoa"),
        ("/?page_id=7", "/tin/25/chu-hoa"),
        ("/muc/Thong-Bao", "/chuyen-muc/thong-bao"),
    ] {
        assert_eq!(asked(&started, old).await, to(new), "{old}");
    }
    let head = started.ask(Method::HEAD, "/en/water", &[], Vec::new()).await;
    assert_eq!((head.status, head.header("location")), (StatusCode::MOVED_PERMANENTLY, "/en/tin/23/water-cut"));
}

#[tokio::test]
async fn our_own_pages_win_and_what_is_not_known_is_not_found() {
    let started = moved(&settings("")).await;
    list(&started, &[("/tin/1/tin-1", "/tin/2"), ("/chuyen-muc/thong-bao", "/tin/2"), ("/tin/99", "/tin/2")]);
    list(&started, &[("/chuyen-muc/cu", "/tin/2"), ("/tin/cu.html", "/tin/2")]);
    for (path, wanted) in [
        ("/tin/1/tin-1", (200, String::new())),
        ("/chuyen-muc/thong-bao", (200, String::new())),
        ("/?utm_source=zalo", (200, String::new())),
        ("/?p=unknown", (200, String::new())),
        ("/", (200, String::new())),
        ("/tin/99", to("/tin/2/tin-2")),
        ("/chuyen-muc/cu", to("/tin/2/tin-2")),
        ("/tin/cu.html", to("/tin/2/tin-2")),
        ("/tintuc/Lists/Posts/Post.aspx?ItemID=1", (404, String::new())),
        ("/tintuc/Lists/Posts/Post.aspx", (404, String::new())),
        ("/muc/khac", (404, String::new())),
        ("/%ff?%ff", (404, String::new())),
    ] {
        assert_eq!(asked(&started, path).await, wanted, "{path}");
    }
    assert_eq!(started.get("/embed.js?p=9002").await.text(), "loader");
    let other = started.ask(Method::POST, "/en/water", &[], Vec::new()).await;
    assert_eq!(other.status, StatusCode::METHOD_NOT_ALLOWED);
    let long = format!("/{}", "a".repeat(5_000));
    assert_eq!(asked(&started, &long).await.0, 404);
}

#[tokio::test]
async fn what_was_withdrawn_is_gone_and_leads_on() {
    let started = moved(&settings("")).await;
    let own = format!("/tin/24/{}", "da-go");
    for (path, language, home) in [
        ("/tintuc/go.aspx", "vi", "/"),
        ("/tintuc/Lists/Posts/Post.aspx?ItemID=9004", "vi", "/"),
        (own.as_str(), "vi", "/"),
        ("/en/news/9004/", "en", "/en/"),
    ] {
        let answer = started.get(path).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::GONE, "no-cache"), "{path}");
        let page = Html::parse_document(&answer.text());
        let links = Selector::parse(".dead-end a").unwrap();
        let links: Vec<_> = page.select(&links).filter_map(|link| link.attr("href")).collect();
        let category = format!("{home}chuyen-muc/thong-bao");
        assert_eq!(links, [home, category.as_str()], "{path}");
        for link in links {
            assert_eq!(started.get(link).await.status, StatusCode::OK, "{link}");
        }
        let html = page.select(&Selector::parse("html").unwrap()).next().unwrap();
        assert_eq!(html.attr("lang"), Some(language));
        // From this the client makes the same page.
        let answers = page.select(&Selector::parse("#bantin-answers").unwrap()).next().unwrap();
        let answers: Value = serde_json::from_str(&answers.text().collect::<String>()).unwrap();
        assert_eq!(answers["/gone"], "thong-bao", "{path}");
    }
    let word = started.get("/quang-cao/a").await;
    assert_eq!(word.status, StatusCode::GONE);
    assert!(word.text().contains("\"/gone\":null"));
    assert!(!started.get("/khac").await.text().contains("\"/gone\""));
}

#[tokio::test]
async fn a_list_leads_only_to_what_is_there() {
    let started = moved(&settings("")).await;
    list(&started, &[("/a", "/tin/26"), ("/b", "/chuyen-muc/none"), ("/c", "gone"), ("/en/water", "/en/tin/1")]);
    assert_eq!(asked(&started, "/a").await.0, 404);
    assert_eq!(asked(&started, "/b").await.0, 404);
    assert_eq!(asked(&started, "/c").await.0, 410);
    assert_eq!(
        asked(&started, "/en/water").await,
        to("/en/tin/1/tin-1"),
        "the list wins over what an article came with"
    );
    import(&started, &json!([{"id": "new", "title": "Mới", "content_text": "a"}])).await;
    assert_eq!(asked(&started, "/a").await, to("/tin/26/moi"));
    // Whatever stands in the database, nobody is led to another host.
    list(&started, &[("/d", "https://evil.example/"), ("/e", "//evil.example/")]);
    assert_eq!((asked(&started, "/d").await.0, asked(&started, "/e").await.0), (404, 404));
}

#[tokio::test]
async fn below_a_base_the_whole_address_is_looked_for() {
    let settings = settings("base = \"/tin-tuc/\"\n").replace("to = \"/", "to = \"/tin-tuc/");
    let started = moved(&settings).await;
    list(&started, &[("/tin-tuc/cu.html", "/tin/1"), ("/cu.html", "/tin/2")]);
    for (path, new) in [
        ("/tin-tuc/Cu.html", "/tin-tuc/tin/1/tin-1"),
        ("/cu.html", "/tin-tuc/tin/2/tin-2"),
        ("/en/water", "/tin-tuc/en/tin/23/water-cut"),
        ("/tintuc/lists/posts/allposts.aspx?categoryid=3", "/tin-tuc/chuyen-muc/thong-bao"),
    ] {
        assert_eq!(asked(&started, path).await, to(new), "{path}");
    }
    // A proxy has taken the base off.
    list(&started, &[("/tin-tuc/cu-2.html", "/tin/3")]);
    assert_eq!(asked(&started, "/cu-2.html").await, to("/tin-tuc/tin/3/tin-3"));
}

#[tokio::test]
async fn each_host_has_its_own_old_addresses() {
    let settings = "[server]\ndefault_site = \"demo\"\n[[site]]\nid = \"demo\"\n\
                    [[site]]\nid = \"other\"\nhosts = [\"other.example\"]\n[[site.redirect]]\nfrom = \"/x/*\"\nto = \"gone\"\n";
    let started = with_client(settings).await;
    list(&started, &[("/x/a", "/tin/1")]);
    assert_eq!(asked(&started, "/x/a").await, to("/tin/1/tin-1"));
    assert_eq!(asked(&started, "/x/b").await.0, 404);
    let other = started.get_with("/x/a", &[("host", "other.example")]).await;
    assert_eq!(other.status, StatusCode::GONE);
}

#[tokio::test]
async fn an_old_number_is_carried_over_once_and_shown() {
    let started = moved(&settings("")).await;
    assert_eq!(started.views(22).await, (4_100, 0));
    assert!(started.get("/tin/22/cup-nuoc").await.text().contains("4.100"));
    started.visit_by("phone", Some(22)).await;
    let again = json!([{"id": "9002", "title": "Cúp nước", "content_text": "b", "_bantin": {"views": 9_999}}]);
    import(&started, &again).await;
    assert_eq!(started.views(22).await, (4_101, 1));
    let audit = started.database();
    let mut kept = audit.prepare("SELECT start, by FROM start_audit WHERE article = 22").unwrap();
    let kept: Vec<(i64, String)> =
        kept.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(kept, [(4_100, "import --views --source import".to_owned())]);
}

#[tokio::test]
async fn an_article_keeps_the_addresses_it_had_before() {
    let started = moved(&settings("")).await;
    let elsewhere = json!([{"id": "9003", "url": "https://old.example/en/other", "title": "Water", "content_text": "a", "language": "en"}]);
    import(&started, &elsewhere).await;
    assert_eq!(asked(&started, "/en/water").await, to("/en/tin/23/water"));
    assert_eq!(asked(&started, "/en/other").await, to("/en/tin/23/water"));
    // The same place in another source: what is shown goes before what was withdrawn.
    let path = started.file(
        "two.json",
        feed(&json!([{"id": "1", "url": "https://old.example/en/other", "title": "Hai", "content_text": "a"}])),
    );
    started.import_as(Order { source: "second".into(), ..started.order(vec![Place::File(path)]) }).await;
    assert_eq!(asked(&started, "/en/other").await, to("/tin/26/hai"));
    started.store().withdraw("demo", 26, NOON).unwrap();
    assert_eq!(asked(&started, "/en/other").await, to("/en/tin/23/water"));
    // Another server's addresses that look as ours mean other articles.
    let foreign = json!([{"id": "x", "url": "https://old.example/tin/77/x", "title": "X", "content_text": "a"}]);
    import(&started, &foreign).await;
    assert_eq!(asked(&started, "/tin/77/x").await.0, 404);
}
