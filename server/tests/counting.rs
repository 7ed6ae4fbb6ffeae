//! Visits, views, readers, online and today.

use bantin_server::store::Store as _;
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{NOON, Started, id, until, wanted};

const MINUTE: i64 = 60;

#[tokio::test]
async fn a_visit_answers_the_counts() {
    let started = Started::with_articles().await;
    let answer = started.visit_by("a", Some(1)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json(), json!({"visits": {"total": 1, "today": 1}, "online": 1}));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(started.views(1).await, (1, 1));
}

#[tokio::test]
async fn the_same_id_counts_once() {
    let started = Started::with_articles().await;
    let body = json!({"id": id(), "article": 1});
    for visitor in ["a", "b", "c"] {
        let answer = started.visit(&body, &[("accept-language", visitor)]).await;
        assert_eq!((answer.status, answer.json()["visits"]["total"].clone()), (StatusCode::OK, json!(1)));
    }
    assert_eq!(started.views(1).await, (1, 1));
}

#[tokio::test]
async fn the_same_visitor_within_thirty_minutes_is_no_new_view_and_thirty_quiet_minutes_end_a_visit() {
    let started = Started::with_articles().await;
    let at = |minutes: i64| started.clock.set(NOON + minutes * MINUTE);
    at(0);
    started.visit_by("a", Some(1)).await;
    at(20);
    started.visit_by("a", Some(1)).await;
    assert_eq!((started.views(1).await, started.counts().await["visits"]["total"].clone()), ((1, 1), json!(1)));
    at(40); // 40 minutes after the last view, 20 after the last activity
    started.visit_by("a", Some(1)).await;
    assert_eq!((started.views(1).await, started.counts().await["visits"]["total"].clone()), ((2, 1), json!(1)));
    at(70);
    started.visit_by("a", Some(1)).await;
    assert_eq!((started.views(1).await, started.counts().await["visits"]["total"].clone()), ((3, 1), json!(2)));
    started.visit_by("a", Some(2)).await;
    assert_eq!(started.views(2).await, (1, 1));
    started.visit_by("b", Some(1)).await;
    assert_eq!((started.views(1).await, started.counts().await["visits"]["total"].clone()), ((4, 2), json!(3)));
}

#[tokio::test]
async fn a_day_ends_at_the_sites_midnight_and_a_visit_goes_on_across_it() {
    let started = Started::with_articles().await;
    let midnight = NOON + 12 * 3_600;
    started.clock.set(midnight - 5 * MINUTE);
    started.visit_by("a", Some(1)).await;
    started.visit_by("b", Some(1)).await;
    assert_eq!(started.counts().await["visits"], json!({"total": 2, "today": 2}));
    started.clock.set(midnight);
    assert_eq!(started.counts().await["visits"], json!({"total": 2, "today": 0}));
    started.clock.set(midnight + 5 * MINUTE);
    started.visit_by("a", Some(1)).await;
    assert_eq!(started.counts().await["visits"], json!({"total": 2, "today": 0}));
    assert_eq!(started.views(1).await, (2, 2));
    started.clock.set(midnight + 60 * MINUTE);
    started.visit_by("a", Some(1)).await;
    assert_eq!(started.counts().await["visits"], json!({"total": 3, "today": 1}));
    assert_eq!(started.views(1).await, (3, 3), "a reader of two days is two");
}

#[tokio::test]
async fn under_gpc_or_dnt_there_is_no_visitor() {
    let started = Started::with_articles().await;
    for header in [("sec-gpc", "1"), ("dnt", "1")] {
        started.visit(&json!({"id": id(), "article": 1, "entry": true}), &[header]).await;
        let answer = started.visit(&json!({"id": id(), "article": 1, "entry": false}), &[header]).await;
        assert_eq!(answer.json()["online"], 0);
        started.visit(&json!({"id": id(), "article": 1}), &[header]).await;
    }
    assert_eq!(started.views(1).await, (6, 0));
    assert_eq!(started.counts().await["visits"]["total"], 2);
    let hashes: i64 = started.database().query_row("SELECT count(*) FROM seen", [], |row| row.get(0)).unwrap();
    assert_eq!(hashes, 0);
}

#[tokio::test]
async fn entry_is_not_read_where_there_is_a_visitor() {
    let started = Started::with_articles().await;
    for _ in 0..3 {
        started.visit(&json!({"id": id(), "article": null, "entry": true}), &[]).await;
    }
    assert_eq!(started.counts().await["visits"]["total"], 1);
}

#[tokio::test]
async fn online_is_who_reported_in_within_a_minute() {
    let started = Started::with_articles().await;
    started.visit_by("a", None).await;
    started.get_with("/api/v1/sites/demo/counts", &[("accept-language", "b")]).await;
    assert_eq!(started.counts().await["online"], 2);
    started.clock.set(NOON + 59);
    assert_eq!(started.counts().await["online"], 2);
    started.clock.set(NOON + 60);
    assert_eq!(started.counts().await["online"], 0);
}

#[tokio::test]
async fn sixty_four_writers_at_once_lose_nothing() {
    let started = Started::with_articles().await;
    let writers = (0..64).map(|writer| {
        let started = &started;
        async move {
            for round in 0..20 {
                let answer = started.visit_by(&format!("{writer}-{round}"), Some(1)).await;
                assert_eq!(answer.status, StatusCode::OK);
            }
        }
    });
    join_all(writers).await;
    assert_eq!(started.views(1).await, (1_280, 1_280));
    assert_eq!(started.counts().await["visits"], json!({"total": 1_280, "today": 1_280}));
    let stored = started.numbers();
    assert_eq!((stored.visits, stored.articles), (1_280, vec![(1, 1_280, 1_280)]));
}

#[tokio::test]
async fn what_was_answered_is_on_disk_and_a_restart_knows_it() {
    let started = Started::with_articles().await;
    for visitor in ["a", "b"] {
        started.visit_by(visitor, Some(2)).await;
        // Another connection sees only what was committed.
        assert!(started.numbers().articles.iter().any(|(id, ..)| *id == 2));
    }
    let repeated = json!({"id": id(), "article": 2});
    started.visit(&repeated, &[("accept-language", "c")]).await;
    let started = started.restart().await;
    assert_eq!(started.views(2).await, (3, 3));
    started.visit(&repeated, &[("accept-language", "d")]).await;
    started.visit_by("a", Some(2)).await;
    assert_eq!(started.views(2).await, (3, 3), "neither a repeated id nor the same visitor counts after a restart");
    assert_eq!(started.counts().await["visits"], json!({"total": 3, "today": 3}));
}

#[tokio::test]
async fn an_unknown_or_withdrawn_article_is_refused_and_its_id_can_be_used_again() {
    let started = Started::with_articles().await;
    started.store().withdraw("demo", 2, NOON).unwrap();
    let delivery = id();
    for (article, status) in [(99, StatusCode::NOT_FOUND), (2, StatusCode::GONE)] {
        let answer = started.visit(&json!({"id": delivery, "article": article}), &[]).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    assert_eq!(started.counts().await["visits"]["total"], 0);
    assert_eq!(started.visit(&json!({"id": delivery, "article": 1}), &[]).await.json()["visits"]["total"], 1);
    let unknown = started.ask(Method::POST, "/api/v1/sites/other/visits", &[], vec![]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn visitors_behind_a_trusted_proxy_are_told_apart_by_the_address_it_names() {
    let started = Started::with_articles().await;
    for (address, readers) in [("198.51.100.1", 1), ("198.51.100.2", 2), ("6.6.6.6, 198.51.100.2", 2)] {
        let body = json!({"id": id(), "article": 1});
        started.visit(&body, &[("x-forwarded-for", address)]).await;
        assert_eq!(started.views(1).await, (readers, readers), "{address}");
    }
}

#[tokio::test]
async fn only_the_sites_own_pages_and_those_that_embed_it_may_report() {
    let settings = "[[site]]\nid = \"demo\"\norigin = \"https://a.example\"\nembed_origins = [\"https://b.example\"]\n";
    let started = Started::with(settings).await;
    let own = started.url.clone();
    let body = || json!({"id": id(), "article": null}).to_string().into_bytes();
    for (origin, status) in [
        ("https://a.example", 200),
        ("https://b.example", 200),
        (own.as_str(), 200),
        ("https://c.example", 403),
        ("http://a.example", 403),
        ("null", 403),
    ] {
        let headers = [("origin", origin), ("content-type", "application/json")];
        let answer = started.ask(Method::POST, "/api/v1/sites/demo/visits", &headers, body()).await;
        assert_eq!(answer.status.as_u16(), status, "{origin}");
    }
    let headers = [("content-type", "application/json")];
    assert_eq!(started.ask(Method::POST, "/api/v1/sites/demo/visits", &headers, body()).await.status, 403);
}

#[tokio::test]
async fn a_number_carried_over_is_shown_and_kept_in_the_audit_table() {
    let started = Started::with_articles().await;
    started.visit_by("a", None).await;
    let set = started.store().set_visits("demo", &wanted(1_000_000), NOON).unwrap();
    assert_eq!((set.former, set.total), (1, 1_000_000));
    assert_eq!(started.counts().await["visits"], json!({"total": 1_000_000, "today": 1}));
    assert_eq!(started.visit_by("b", None).await.json()["visits"]["total"], 1_000_001);
    started.store().set_visits("demo", &wanted(0), NOON).unwrap();
    assert_eq!(started.visit_by("c", None).await.json()["visits"], json!({"total": 1, "today": 3}));
    let audit: Vec<(i64, i64)> = started
        .database()
        .prepare("SELECT former, start FROM start_audit WHERE article IS NULL ORDER BY rowid")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(audit, [(0, 999_999), (999_999, -2)]);
}

#[tokio::test]
async fn what_is_known_of_visitors_is_destroyed_in_time() {
    let started = Started::with_articles().await;
    started.visit_by("a", Some(1)).await;
    let counter = std::sync::Arc::clone(&started.server.as_ref().unwrap().app.counter);
    let rows = |table: &str| -> i64 {
        started.database().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    };
    let purge_at = |time: i64| {
        started.clock.set(time);
        counter.purge().unwrap();
    };
    let kept = || ["seen", "salt", "delivered"].map(rows);
    purge_at(NOON + 24 * 3_600 + 29 * MINUTE);
    assert_eq!(kept(), [1, 1, 1]);
    purge_at(NOON + 24 * 3_600 + 30 * MINUTE);
    assert_eq!(kept(), [0, 1, 1]);
    purge_at(NOON + 36 * 3_600);
    assert_eq!(kept(), [0, 0, 1], "yesterday's salt is kept for one day");
    purge_at(NOON + 48 * 3_600);
    assert_eq!(kept(), [0, 0, 1]);
    purge_at(NOON + 50 * 3_600);
    assert_eq!(kept(), [0, 0, 0]);
}

#[tokio::test]
async fn a_number_changed_by_another_process_is_seen_at_once() {
    let started = Started::with_articles().await;
    assert_eq!(started.counts().await["visits"]["total"], 0);
    let path = started.file(
        "b.json",
        crate::support::feed(&json!([
        {"id": "s1", "title": "Tin 1", "content_text": "a", "_bantin": {"views": 1_674}}])),
    );
    let mut order = started.order(vec![bantin_server::importing::Place::File(path)]);
    order.views = true;
    started.import_as(order).await;
    assert_eq!(started.views(1).await, (1_674, 0));
    started.visit_by("a", Some(1)).await;
    until(async || (started.views(1).await == (1_675, 1)).then_some(())).await;
}
