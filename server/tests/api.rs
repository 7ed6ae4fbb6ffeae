//! What is answered about sites and articles.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Started, item};

fn ids(feed: &Value) -> Vec<&str> {
    feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_site_says_what_it_is() {
    let started = Started::new().await;
    started.import(json!([{"id": "1", "title": "A", "content_text": "a", "tags": ["Tin tức", "Thông báo"]}])).await;
    let expected = json!({"id": "demo", "name": "Huyện Demo", "languages": ["vi"], "categories": [
        {"slug": "tin-tuc", "name": "Tin tức"}, {"slug": "thong-bao", "name": "Thông báo"}],
        "url": format!("{}/", started.url)});
    for path in ["/api/v1/sites/demo", "/api/v1/sites/demo/"] {
        let answer = started.get(path).await;
        assert_eq!((answer.status, answer.json()), (StatusCode::OK, expected.clone()));
        assert_eq!(answer.header("content-type"), "application/json");
    }
}

#[tokio::test]
async fn a_site_says_where_it_is_whoever_asks_from_where() {
    let settings =
        "[[site]]\nid = \"demo\"\nbase = \"/tin-tuc/\"\n[[site]]\nid = \"p5\"\norigin = \"https://p5.example\"\n";
    let started = Started::with(settings).await;
    let url = async |site: &str, headers: &[(&str, &str)]| {
        started.get_with(&format!("/api/v1/sites/{site}/"), headers).await.json()["url"].clone()
    };
    assert_eq!(url("demo", &[("host", "a.example:8080")]).await, "http://a.example:8080/tin-tuc/");
    let proxied = [("host", "a.example"), ("x-forwarded-proto", "https"), ("x-forwarded-host", "b.example")];
    assert_eq!(url("demo", &proxied).await, "https://b.example/tin-tuc/");
    assert_eq!(url("p5", &proxied).await, "https://p5.example/");
    // Nothing is told that could be somebody's invention.
    assert_eq!(url("demo", &[("host", "a\"b")]).await, Value::Null);
}

#[tokio::test]
async fn configured_categories_come_first_under_their_own_names() {
    let settings = "[[site]]\nid = \"demo\"\nname = \"Phường\"\n[[site.category]]\nslug = \"van-ban\"\nname = \"Văn bản\"\n\
                    [[site.category]]\nslug = \"tin-tuc\"\nname = \"Tin\"\nname_en = \"News\"\n";
    let started = Started::with(settings).await;
    let items = json!([{"id": "1", "title": "A", "content_text": "a", "tags": ["Khác", "Tin tức"]}]);
    started.import(items).await;
    let site = started.get("/api/v1/sites/demo").await.json();
    assert_eq!(site["name"], "Phường");
    assert_eq!(
        site["categories"],
        json!([{"slug": "van-ban", "name": "Văn bản"}, {"slug": "tin-tuc", "name": "Tin", "name_en": "News"},
               {"slug": "khac", "name": "Khác"}])
    );
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    assert_eq!(article["items"][0]["tags"], json!(["Khác", "Tin"]));
    let listing = started.get("/api/v1/sites/demo/articles?category=van-ban").await.json();
    assert_eq!(listing["_bantin"], json!({"total": 0, "page": 1, "pages": 1}));
}

#[tokio::test]
async fn a_listing_is_pinned_first_then_newest_in_pages() {
    let started = Started::new().await;
    let mut items: Vec<Value> = (1..=25).map(|n| item(n, n)).collect();
    items[4]["_bantin"] = json!({"pinned": true});
    started.import(Value::from(items)).await;
    let first = started.get("/api/v1/sites/demo/articles?per_page=10").await;
    assert_eq!(first.header("content-type"), "application/feed+json");
    let first = first.json();
    assert_eq!(ids(&first), ["5", "25", "24", "23", "22", "21", "20", "19", "18", "17"]);
    assert_eq!(first["_bantin"], json!({"total": 25, "page": 1, "pages": 3}));
    assert_eq!(first["next_url"], "/api/v1/sites/demo/articles?page=2&per_page=10");
    let item = &first["items"][1];
    assert_eq!(item["url"], "/tin/25/tin-25");
    assert!(item.get("content_html").is_none() && item.get("attachments").is_none());
    assert_eq!((&item["summary"], &item["_bantin"]["views"]), (&json!("Bài 25"), &json!(0)));
    let last = started.get("/api/v1/sites/demo/articles?per_page=10&page=3").await.json();
    assert_eq!(ids(&last), ["6", "4", "3", "2", "1"]);
    assert!(last.get("next_url").is_none());
    let default = started.get("/api/v1/sites/demo/articles").await.json();
    assert_eq!(ids(&default).len(), 20);
}

#[tokio::test]
async fn articles_of_the_same_second_have_an_order() {
    let started = Started::new().await;
    started.import(Value::from((1..=5).map(|n| item(n, 1)).collect::<Vec<_>>())).await;
    let listing = started.get("/api/v1/sites/demo/articles").await.json();
    assert_eq!(ids(&listing), ["5", "4", "3", "2", "1"]);
    let third = started.get("/api/v1/sites/demo/articles/3").await.json();
    let around = |side: &str| -> Vec<String> {
        third["items"][0]["_bantin"][side]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n["id"].as_str().unwrap().into())
            .collect()
    };
    assert_eq!((around("newer"), around("older")), (vec!["4".into(), "5".into()], vec!["2".into(), "1".into()]));
}

#[tokio::test]
async fn a_category_lists_its_own() {
    let started = Started::new().await;
    let tagged = |n: u64, tags: Value| {
        let mut item = item(n, n);
        item["tags"] = tags;
        item
    };
    let items = json!([tagged(1, json!(["A"])), tagged(2, json!(["B", "A"])), tagged(3, json!(["B"]))]);
    started.import(items).await;
    let listing = started.get("/api/v1/sites/demo/articles?category=a").await.json();
    assert_eq!(ids(&listing), ["2", "1"]);
    assert_eq!(listing["items"][0]["_bantin"]["categories"], json!(["b", "a"]));
    let next = started.get("/api/v1/sites/demo/articles?category=a&per_page=1").await.json();
    assert_eq!(next["next_url"], "/api/v1/sites/demo/articles?category=a&page=2&per_page=1");
    assert_eq!(started.get("/api/v1/sites/demo/articles?category=c").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_article_has_five_neighbours_nearest_first_and_pinning_plays_no_role() {
    let started = Started::new().await;
    let mut items: Vec<Value> = (1..=15).map(|n| item(n, n)).collect();
    items[0]["_bantin"] = json!({"pinned": true});
    started.import(Value::from(items)).await;
    let article = started.get("/api/v1/sites/demo/articles/7").await.json();
    let bantin = &article["items"][0]["_bantin"];
    let ids = |side: &str| -> Vec<u64> {
        bantin[side].as_array().unwrap().iter().map(|n| n["id"].as_str().unwrap().parse().unwrap()).collect()
    };
    assert_eq!((ids("newer"), ids("older")), (vec![8, 9, 10, 11, 12], vec![6, 5, 4, 3, 2]));
    assert_eq!(
        bantin["newer"][0],
        json!({"id": "8", "title": "Tin 8", "slug": "tin-8", "date_published": "2020-01-09T08:00:00+07:00"})
    );
}

#[tokio::test]
async fn translations_lead_to_our_ids() {
    let started = Started::new().await;
    started
        .import(json!([
            {"id": "vi/1", "title": "Lịch", "content_text": "a", "language": "vi",
             "_bantin": {"translations": [{"language": "en", "id": "en/1"}, {"language": "fr", "id": "fr/1"}]}},
            {"id": "en/1", "title": "Schedule", "content_text": "a", "language": "en"},
        ]))
        .await;
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    assert_eq!(
        article["items"][0]["_bantin"]["translations"],
        json!([{"language": "en", "id": "2", "slug": "schedule"}])
    );
}

#[tokio::test]
async fn a_withdrawn_article_is_gone_and_no_longer_listed() {
    let started = Started::new().await;
    started.import(json!([item(1, 1), item(2, 2)])).await;
    assert_eq!(started.get("/api/v1/sites/demo/articles/1").await.status, StatusCode::OK);
    assert!(bantin_server::store::Store::withdraw(&started.store(), "demo", 1, 0).unwrap());
    for path in ["/api/v1/sites/demo/articles/1", "/api/v1/sites/demo/articles/1/views"] {
        let gone = started.get(path).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert_eq!(gone.json()["status"], 410);
    }
    assert_eq!(ids(&started.get("/api/v1/sites/demo/articles").await.json()), ["2"]);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again_and_counts_do_not_change_it() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    for path in ["/api/v1/sites/demo", "/api/v1/sites/demo/articles", "/api/v1/sites/demo/articles/1", "/feed.json"] {
        let first = started.get(path).await;
        let etag = first.header("etag").to_owned();
        assert_eq!(first.header("cache-control"), "no-cache");
        started.visit_by(path, Some(1)).await;
        let again = started.get_with(path, &[("if-none-match", &etag)]).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(started.get(path).await.header("etag"), etag);
    }
    let views = started.get("/api/v1/sites/demo/articles/1").await.json()["items"][0]["_bantin"]["views"].clone();
    assert_eq!(views, 4);
    let before = started.get("/api/v1/sites/demo/articles/1").await.header("etag").to_owned();
    started.import(json!([{"id": "s1", "title": "Khác", "content_text": "a"}])).await;
    let changed = started.get_with("/api/v1/sites/demo/articles/1", &[("if-none-match", &before)]).await;
    assert_eq!((changed.status, changed.json()["items"][0]["title"].clone()), (StatusCode::OK, json!("Khác")));
}

#[tokio::test]
async fn public_answers_are_for_every_origin_and_preflights_are_answered() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    for path in ["", "/articles", "/articles/1", "/articles/1/views", "/counts"] {
        let answer = started.get(&format!("/api/v1/sites/demo{path}")).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
    }
    let headers = [("origin", "https://other.example"), ("access-control-request-method", "POST")];
    let answer = started.ask(Method::OPTIONS, "/api/v1/sites/demo/visits", &headers, vec![]).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.header("access-control-allow-headers"), "content-type");
}

#[tokio::test]
async fn every_answer_has_a_policy() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    // A page may fetch another of the site ahead, which no other source allows; nothing else may load anything.
    let page = "default-src 'self'; object-src 'none'; frame-src https://www.youtube-nocookie.com https://player.vimeo.com \
        https://geo.dailymotion.com https://www.facebook.com https://www.tiktok.com; worker-src 'none'; script-src 'self'";
    let data = "default-src 'none'";
    for (path, policy) in [
        ("/", page),
        ("/x", page),
        ("/tin/1/tin-1", page),
        ("/%ff", page),
        ("/tin/1", data),
        ("/api/v1/sites/demo", data),
        ("/api/v1/sites/x", data),
        ("/api/x", data),
        ("/healthz", data),
        ("/metrics", data),
    ] {
        let answer = started.get(path).await;
        assert!(answer.header("content-security-policy").starts_with(policy), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("referrer-policy").is_empty() && !answer.header("permissions-policy").is_empty());
    }
}

#[tokio::test]
async fn with_an_origin_addresses_are_whole() {
    let settings = "[[site]]\nid = \"demo\"\norigin = \"https://a.example\"\nbase = \"/tin-tuc/\"\n";
    let started = Started::with(settings).await;
    started.import(Value::from((1..=21).map(|n| item(n, n)).collect::<Vec<_>>())).await;
    for below in ["", "/tin-tuc"] {
        let listing = started.get(&format!("{below}/api/v1/sites/demo/articles")).await.json();
        assert_eq!(listing["items"][0]["url"], "https://a.example/tin-tuc/tin/21/tin-21");
        assert_eq!(listing["next_url"], "https://a.example/tin-tuc/api/v1/sites/demo/articles?page=2");
    }
}

#[tokio::test]
async fn health_and_metrics_are_told() {
    let started = Started::new().await;
    assert_eq!(started.get("/healthz").await.json(), json!({"status": "ok"}));
    started.import(json!([item(1, 1)])).await;
    started.visit_by("a", Some(1)).await;
    let body = json!({"id": crate::support::id(), "article": 99});
    started.visit(&body, &[]).await;
    let text = started.get("/metrics").await.text();
    for line in [
        "bantin_visits_total{result=\"counted\"} 1",
        "bantin_visits_total{result=\"refused\"} 1",
        "bantin_requests_total{status=\"4xx\"} 1",
        "bantin_import_articles_total{site=\"demo\",result=\"new\"} 1",
        "bantin_streams 0",
        "bantin_log_lines_dropped_total 0",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
}
