//! What a schedule brings: what is new, what has changed, what is gone, and no more work than that.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use bantin_server::clock::Clock;
use bantin_server::settings::Settings;
use bantin_server::store::{Postgres, Store};
use reqwest::StatusCode as Status;
use serde_json::{Value, json};

use super::{Source, nothing, text};
use crate::support::{NOON, Started, feed, item, until};

fn titled(id: u64, title: &str) -> Value {
    let mut item = item(id, id);
    item["title"] = title.into();
    item
}

#[tokio::test]
async fn articles_come_change_and_go_with_their_source_and_keep_their_address_and_count() {
    let source = Source::of(json!([item(1, 1), item(2, 2)])).await;
    let started = Started::with(&source.settings("every = \"10m\"\nsweep = \"10m\"\nhistory = \"full\"")).await;
    started.shows(&["Tin 2", "Tin 1"]).await;
    started.visit_by("a", Some(1)).await;
    assert_eq!(started.views(1).await.0, 1);
    source.shows(json!([titled(1, "Tin 1 đã sửa"), item(3, 3)]));
    let row = started.source("theirs", |row| row.state.worked == Some(NOON)).await;
    assert!((NOON + 600..NOON + 660).contains(&row.next), "{row:?}");
    assert_eq!((row.state.format.as_str(), row.state.new), ("jsonfeed", 2));
    started.later(700);
    started.shows(&["Tin 3", "Tin 1 đã sửa"]).await;
    assert_eq!(started.get("/api/v1/sites/demo/articles/2").await.status, Status::GONE);
    assert_eq!(started.views(1).await.0, 1, "a corrected article keeps its count");
    let former: String =
        started.database().query_row("SELECT raw FROM article_version WHERE id = 1", [], |row| row.get(0)).unwrap();
    assert!(former.contains("\"Tin 1\""), "{former}");
    let row = started.source("theirs", |row| row.state.brought == Some(NOON + 700)).await;
    assert_eq!((row.state.new, row.state.changed, row.state.withdrawn), (1, 1, 1));
    source.shows(json!([titled(1, "Tin 1 đã sửa"), item(2, 2), item(3, 3)]));
    started.later(700);
    started.shows(&["Tin 3", "Tin 2", "Tin 1 đã sửa"]).await;
}

#[tokio::test]
async fn of_a_source_that_tells_the_newest_only_nothing_is_withdrawn() {
    let source = Source::of(json!([item(1, 1), item(2, 2)])).await;
    let started = Started::with(&source.settings("every = \"10m\"\nsweep = \"10m\"")).await;
    started.shows(&["Tin 2", "Tin 1"]).await;
    source.shows(json!([item(3, 3)]));
    started.later(700);
    started.shows(&["Tin 3", "Tin 2", "Tin 1"]).await;
}

#[tokio::test]
async fn nothing_is_withdrawn_while_something_cannot_be_read() {
    let source = Source::of(json!([item(1, 1), item(2, 2)])).await;
    let started = Started::with(&source.settings("every = \"10m\"\nsweep = \"10m\"\nhistory = \"full\"")).await;
    started.shows(&["Tin 2", "Tin 1"]).await;
    source.shows(json!([item(1, 1), {"title": "Không có mã"}]));
    started.later(700);
    let row = started.source("theirs", |row| row.state.worked == Some(NOON + 700)).await;
    assert_eq!(row.state.refused, 1);
    assert!(row.state.remarks.iter().any(|remark| remark.starts_with("nothing is withdrawn")), "{row:?}");
    assert_eq!(started.titles().await, ["Tin 2", "Tin 1"]);
    // Nor when the source has nothing at all, which is more often a fault than the truth.
    source.shows(json!([]));
    started.later(700);
    started.source("theirs", |row| row.state.worked == Some(NOON + 1_400)).await;
    assert_eq!(started.titles().await, ["Tin 2", "Tin 1"]);
}

#[tokio::test]
async fn a_source_that_says_that_nothing_is_new_is_not_read() {
    let source = Source::answering(|_, _| nothing()).await;
    source.answers(|path, headers| match (path, headers.get("if-none-match")) {
        ("/feed.json", Some(etag)) if etag == "\"v1\"" => {
            Response::builder().status(StatusCode::NOT_MODIFIED).body(Body::empty()).unwrap()
        }
        ("/feed.json", _) => {
            let mut answer = text(feed(&json!([item(1, 1), {"title": "Không có mã"}])));
            answer.headers_mut().insert("etag", "\"v1\"".parse().unwrap());
            answer.headers_mut().insert("last-modified", "Tue, 24 Nov 2026 05:00:00 GMT".parse().unwrap());
            answer
        }
        _ => nothing(),
    });
    let started = Started::with(&source.settings("every = \"10m\"\nsweep = \"1h\"")).await;
    started.shows(&["Tin 1"]).await;
    started.source("theirs", |row| row.state.etag.as_deref() == Some("\"v1\"")).await;
    let first = source.asked();
    assert_eq!((first.len(), first[0].1.get("if-none-match")), (1, None));
    started.later(700);
    let row = started.source("theirs", |row| row.state.worked == Some(NOON + 700)).await;
    assert_eq!(row.state.etag.as_deref(), Some("\"v1\""));
    assert_eq!((row.state.refused, row.state.remarks.len()), (1, 1), "what was refused of it still is");
    let second = source.asked();
    assert_eq!(second[0].1["if-none-match"], "\"v1\"");
    assert_eq!(second[0].1["if-modified-since"], "Tue, 24 Nov 2026 05:00:00 GMT");
    // The ETag may lie: all of it is read now and then, whatever it says.
    started.later(3_600);
    started.source("theirs", |row| row.state.swept == Some(NOON + 4_300)).await;
    assert_eq!(source.asked()[0].1.get("if-none-match"), None);
}

#[tokio::test]
async fn an_etag_that_lies_hides_a_change_for_one_sweep_at_most() {
    let answer = |title: &str| {
        let body = feed(&json!([titled(1, title)]));
        move |path: &str, headers: &axum::http::HeaderMap| match (path, headers.get("if-none-match")) {
            ("/feed.json", Some(_)) => Response::builder().status(304).body(Body::empty()).unwrap(),
            ("/feed.json", None) => Response::builder().header("etag", "\"always\"").body(body.clone().into()).unwrap(),
            _ => nothing(),
        }
    };
    let source = Source::answering(answer("Cũ")).await;
    let started = Started::with(&source.settings("every = \"10m\"\nsweep = \"1h\"")).await;
    started.shows(&["Cũ"]).await;
    source.answers(answer("Mới"));
    started.later(700);
    started.source("theirs", |row| row.state.worked == Some(NOON + 700)).await;
    assert_eq!(started.titles().await, ["Cũ"]);
    started.later(3_600);
    started.shows(&["Mới"]).await;
}

/// Ten pages, each with one article, the newest first.
fn paged(newest: u64) -> impl Fn(&str, &axum::http::HeaderMap) -> Response<Body> + Send + Sync {
    move |path, _| {
        let Some(page) = path.strip_prefix("/feed.json") else { return nothing() };
        let page: u64 = page.strip_prefix("?page=").map_or(1, |page| page.parse().unwrap());
        let mut feed: Value =
            serde_json::from_str(&feed(&json!([item(newest + 1 - page, newest + 1 - page)]))).unwrap();
        if page < newest {
            feed["next_url"] = format!("/feed.json?page={}", page + 1).into();
        }
        text(feed.to_string())
    }
}

#[tokio::test]
async fn pages_are_read_to_the_end_once_and_then_as_far_as_there_is_anything_new() {
    let source = Source::answering(paged(10)).await;
    let started = Started::with(&source.settings("every = \"10m\"\nsweep = \"1d\"")).await;
    started.source("theirs", |row| row.state.new == 10).await;
    assert_eq!(source.asked().len(), 10);
    source.answers(paged(12));
    started.later(700);
    started.source("theirs", |row| row.state.new == 2).await;
    let asked: Vec<String> = source.asked().into_iter().map(|(path, _)| path).collect();
    assert_eq!(asked, ["/feed.json", "/feed.json?page=2", "/feed.json?page=3"]);
    assert_eq!(started.titles().await.len(), 12);
}

#[tokio::test]
async fn a_page_that_fails_leaves_what_came_before_it_and_is_tried_again() {
    let source = Source::answering(|path, headers| match path {
        "/feed.json?page=4" => Response::builder().status(500).body(Body::empty()).unwrap(),
        _ => paged(10)(path, headers),
    })
    .await;
    let started = Started::with(&source.settings("every = \"10m\"\nhistory = \"full\"")).await;
    let row = started.source("theirs", |row| row.state.failures == 1).await;
    assert!(row.state.trouble.as_deref().unwrap().contains("500"), "{row:?}");
    assert_eq!((row.state.swept, row.state.worked, row.state.new), (None, None, 3));
    source.answers(paged(10));
    started.later(700);
    let row = started.source("theirs", |row| row.state.swept.is_some()).await;
    assert_eq!((row.state.failures, row.state.trouble, row.state.new), (0, None, 7));
}

#[tokio::test]
async fn a_source_with_other_settings_is_read_anew() {
    let source = Source::of(json!([item(1, 1)])).await;
    let started = Started::with(&source.settings("every = \"7d\"\nsweep = \"7d\"")).await;
    started.shows(&["Tin 1"]).await;
    let first = started.source("theirs", |row| row.state.swept.is_some()).await.state.settings;
    let Started { dir, clock, server, .. } = started;
    server.unwrap().stop().await;
    clock.set(NOON + 8 * 86_400);
    let map = source.settings("[site.source.categories]\n\"*\" = \"tin-tuc\"");
    let started = Started::over(dir, &map, clock, bantin_server::store::OpenOptions::default()).await;
    started.source("theirs", |row| row.state.settings != first).await;
}

#[tokio::test]
async fn categories_become_those_of_the_site_and_views_are_never_taken() {
    let mut with = item(1, 1);
    with["tags"] = json!(["Hoạt động", "Khác"]);
    with["_bantin"] = json!({"views": 5_000});
    let source = Source::of(json!([with])).await;
    let lines = "[site.source.categories]\n\"Hoạt động\" = \"tin-tuc\"\n\"*\" = \"thong-bao\"";
    let menu = "[[site.category]]\nslug = \"tin-tuc\"\nname = \"Tin tức\"\n";
    let started = Started::with(&format!("{}\n{menu}", source.settings(lines))).await;
    started.shows(&["Tin 1"]).await;
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    assert_eq!(article["items"][0]["_bantin"]["categories"], json!(["tin-tuc", "thong-bao"]));
    assert_eq!(started.views(1).await, (0, 0));
}

#[tokio::test]
async fn its_hosts_rules_are_heeded_unless_they_are_to_be_ignored() {
    let rules = |path: &str, _: &axum::http::HeaderMap| match path {
        "/robots.txt" => text("User-agent: bantin\nDisallow: /feed\n\nUser-agent: *\nAllow: /"),
        _ => text(feed(&json!([item(1, 1)]))),
    };
    let source = Source::answering(rules).await;
    let started = Started::with(&source.settings("")).await;
    let row = started.source("theirs", |row| row.state.failures == 1).await;
    assert!(row.state.trouble.as_deref().unwrap().contains("robots.txt"), "{row:?}");
    assert_eq!(source.asked().len(), 0);
    let started = Started::with(&source.settings("robots = \"ignore\"")).await;
    started.shows(&["Tin 1"]).await;
}

#[tokio::test]
async fn documents_of_the_old_site_are_copied_where_that_is_wanted() {
    let port_of = Source::answering(|path, _| match path {
        "/cong-van.pdf" | "/kem.pdf" => {
            Response::builder().header("content-type", "application/pdf").body(Body::from("%PDF-1.4 …")).unwrap()
        }
        "/mat.pdf" => Response::builder().header("content-type", "text/html").body(Body::from("<h1>404")).unwrap(),
        _ => nothing(),
    })
    .await;
    let at = format!("http://localhost:{}", port_of.port);
    let mut with = item(1, 1);
    with["content_html"] = format!("<p><a href='{at}/cong-van.pdf'>Công văn</a> <a href='{at}/mat.pdf'>Mất</a> <a href='http://other.example/x.pdf'>Khác</a></p>").into();
    with["attachments"] = json!([{"url": format!("{at}/kem.pdf"), "mime_type": "application/pdf"}]);
    let answered = feed(&json!([with]));
    let files = port_of.answering.lock().unwrap().clone();
    port_of
        .answers(move |path, headers| if path == "/feed.json" { text(answered.clone()) } else { files(path, headers) });
    let started = Started::with(&port_of.settings("attachments = \"copy\"")).await;
    started.shows(&["Tin 1"]).await;
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    let attached = article["items"][0]["attachments"][0]["url"].as_str().unwrap().to_owned();
    let body = article["items"][0]["content_html"].as_str().unwrap();
    assert!(attached.contains("/media/demo/"), "{attached}");
    assert!(
        body.contains("href=\"/media/demo/") && body.contains("/mat.pdf\"") && body.contains("other.example/x.pdf"),
        "{body}"
    );
    let file = started.get(&attached).await;
    assert_eq!((file.status, file.header("content-type")), (Status::OK, "application/pdf"));
}

#[tokio::test]
async fn how_a_source_does_is_among_the_metrics() {
    let source = Source::of(json!([item(1, 1), {"title": "Không có mã"}])).await;
    let settings = source.settings("every = \"10m\"");
    let started = Started::with(&format!("{settings}{}", source.section("gone", "gone", ""))).await;
    started.source("theirs", |row| row.state.worked.is_some()).await;
    started.source("gone", |row| row.state.failures == 1).await;
    let metrics = started.get("/metrics").await.text();
    for line in [
        format!("bantin_source_last_success_timestamp_seconds{{site=\"demo\",source=\"theirs\"}} {NOON}\n"),
        format!("bantin_source_last_attempt_timestamp_seconds{{site=\"demo\",source=\"gone\"}} {NOON}\n"),
        "bantin_source_last_success_timestamp_seconds{site=\"demo\",source=\"gone\"} 0\n".to_owned(),
        "bantin_source_failures{site=\"demo\",source=\"gone\"} 1\n".to_owned(),
        "bantin_source_refused_items{site=\"demo\",source=\"theirs\"} 1\n".to_owned(),
    ] {
        assert!(metrics.contains(&line), "{line}{metrics}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_servers_one_fetches_each_source() {
    let address = || crate::support::postgres::shared().map(|instance| instance.new_database().unwrap());
    let Some(address) = tokio::task::spawn_blocking(address).await.unwrap() else { return };
    let source = Source::of(json!([item(1, 1)])).await;
    let settings = source.settings("every = \"10m\"");
    let clock = Clock::standing(NOON);
    let store = || {
        let address = address.clone();
        move |_: &Settings| -> Arc<dyn Store> { Arc::new(Postgres::open(&address).unwrap()) }
    };
    let first = Started::on(tempfile::tempdir().unwrap(), &settings, clock.clone(), store()).await;
    let second = Started::on(tempfile::tempdir().unwrap(), &settings, clock.clone(), store()).await;
    let store = Postgres::open(&address).unwrap();
    for _ in 0..3 {
        let now = clock.now();
        until(async || store.sources("demo").unwrap().iter().find(|row| row.state.worked == Some(now)).map(|_| ()))
            .await;
        clock.set(now + 700);
    }
    // What the other one would have asked in the first rounds is here by now.
    assert!((3..=4).contains(&source.asked().len()), "and the fourth may have begun");
    drop((first, second));
}

#[tokio::test]
async fn that_most_of_a_source_is_gone_is_believed_when_it_is_so_twice() {
    let all: Vec<Value> = (1..=30).map(|id| item(id, id)).collect();
    let source = Source::of(json!(all)).await;
    let started = Started::with(&source.settings("every = \"10m\"\nsweep = \"10m\"\nhistory = \"full\"")).await;
    started.source("theirs", |row| row.state.new == 30).await;
    let total = async || started.get("/api/v1/sites/demo/articles").await.json()["_bantin"]["total"].as_u64();
    source.shows(json!([item(1, 1)]));
    started.later(700);
    let row = started.source("theirs", |row| row.state.worked == Some(NOON + 700)).await;
    assert!(row.state.remarks[0].starts_with("29 of 30 articles are no longer there"), "{row:?}");
    assert_eq!(total().await, Some(30));
    // It was broken, and is whole again: the next time counts as the first.
    source.shows(json!(all));
    started.later(700);
    started.source("theirs", |row| row.state.worked == Some(NOON + 1_400)).await;
    source.shows(json!([item(1, 1)]));
    started.later(700);
    started.source("theirs", |row| row.state.worked == Some(NOON + 2_100)).await;
    assert_eq!(total().await, Some(30));
    started.later(700);
    let row = started.source("theirs", |row| row.state.worked == Some(NOON + 2_800)).await;
    assert_eq!((row.state.withdrawn, total().await), (29, Some(1)));
}
