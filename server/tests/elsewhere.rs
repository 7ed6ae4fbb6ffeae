//! What went wrong in counters elsewhere, one test for each: none of it can happen here. Where it was told is in the name or
//! beside it; that addresses stand on no filter list is tested in a browser (`tests/journeys/privacy.rs`).

use bantin_server::store::Store as _;
use bantin_server::visits::{LeftOut, Traits, Visitor};
use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::json;

use crate::support::{NOON, Started, id, item, wanted};

/// How many rows each table has that counting writes to.
fn rows(started: &Started) -> Vec<i64> {
    let database = started.database();
    let tables = [
        "site",
        "site_visits",
        "article_views",
        "article_day",
        "hour_counts",
        "left_out",
        "came_from",
        "delivered",
        "seen",
    ];
    let count =
        |table: &str| database.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
    tables.into_iter().map(count).collect()
}

/// vercount, issue 39.
#[tokio::test]
async fn open_page_keys_filled_the_store_and_totals_were_evicted() {
    let started = Started::with_articles().await;
    started.visit_by("a", Some(1)).await;
    let before = rows(&started);
    for number in 0..500 {
        let answer = started.visit(&json!({"id": id(), "article": 1_000 + number}), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let (site, body) = (format!("/api/v1/sites/made-up-{number}/visits"), json!({"id": id()}).to_string());
        let headers = [("origin", started.url.as_str()), ("content-type", "text/plain")];
        assert_eq!(
            started.ask(reqwest::Method::POST, &site, &headers, body.into()).await.status,
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(rows(&started), before);
    assert_eq!((started.views(1).await, started.numbers().visits), ((1, 1), 1));
}

/// github-profile-views-counter, issue 50, and several plugins of WordPress.
#[tokio::test]
async fn read_add_write_back_lost_visits_that_came_at_once() {
    let started = Started::with_articles().await;
    let visitors: Vec<String> = (0..300).map(|number| format!("v{number}")).collect();
    let answers = join_all(visitors.iter().map(|visitor| started.visit_by(visitor, Some(1)))).await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK));
    assert_eq!(started.views(1).await, (300, 300));
    assert_eq!(started.counts().await["visits"], json!({"total": 300, "today": 300}));
}

/// hexo-theme-fluid, issue 376: since Chrome 85 the Referer has no path.
#[tokio::test]
async fn a_key_taken_from_the_referer_gave_every_article_one_number() {
    let started = Started::with_articles().await;
    for (visitor, article) in [("a", 1), ("b", 1), ("c", 2)] {
        let headers = [("accept-language", visitor), ("referer", "https://phuong.example/")];
        started.visit(&json!({"id": id(), "article": article}), &headers).await;
    }
    assert_eq!((started.views(1).await, started.views(2).await), ((2, 2), (1, 1)));
}

/// wp-postviews, issue 55; goatcounter, issue 766, where others want raw numbers too: reports are kept beside views.
#[tokio::test]
async fn a_reload_inflated_and_raw_numbers_were_wanted_too() {
    let started = Started::with_articles().await;
    for _ in 0..10 {
        started.visit_by("a", Some(1)).await;
    }
    assert_eq!(started.views(1).await, (1, 1));
    assert_eq!(started.tally().reports, 10);
    assert_eq!(started.left_out(), [(LeftOut::Again, 9)]);
}

/// vercount, issues 20 and 23.
#[tokio::test]
async fn a_number_was_lost_on_migration_and_no_start_could_be_set() {
    let started = Started::with_articles().await;
    started.store().set_visits("demo", &wanted(37_520_817), NOON).unwrap();
    started.visit_by("a", Some(1)).await;
    assert_eq!(started.counts().await["visits"]["total"], 37_520_818);
    let started = started.restart().await;
    let carried = started.store().carried("demo").unwrap();
    let elsewhere = Started::with_articles().await;
    elsewhere.store().take_carried("demo", &carried, "Nguyễn Thị Kiểm", "chuyển máy", NOON).unwrap();
    assert_eq!(elsewhere.counts().await["visits"]["total"], 37_520_818);
    assert_eq!(elsewhere.views(1).await, (1, 1));
}

/// umami, issues 1149, 2039 and 2616.
#[tokio::test]
async fn online_was_undefined_minutes_late_and_inflated_by_reconnects() {
    let started = Started::with_articles().await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(started.http.get(format!("{}/api/v1/sites/demo/live", started.url)).send().await.unwrap());
    }
    assert_eq!(started.counts().await["online"], 1, "one person, however often connected");
    drop(streams);
    started.clock.set(NOON + 59);
    assert_eq!(started.counts().await["online"], 1);
    started.clock.set(NOON + 60);
    assert_eq!(started.counts().await["online"], 0, "a minute, and not a second longer");
}

/// goatcounter, issue 526.
#[tokio::test]
async fn what_was_not_stored_was_answered_200_and_memory_grew() {
    let started = Started::with_articles().await;
    started.visit_by("a", Some(1)).await;
    started
        .database()
        .execute_batch("CREATE TRIGGER no BEFORE INSERT ON delivered BEGIN SELECT RAISE(ABORT, 'no'); END")
        .unwrap();
    let report = json!({"id": id(), "article": 1});
    let refused = started.visit(&report, &[("accept-language", "b")]).await;
    assert!(refused.status.is_server_error(), "{}", refused.status);
    assert_eq!((started.views(1).await, started.counts().await["visits"]["total"].clone()), ((1, 1), json!(1)));
    started.database().execute_batch("DROP TRIGGER no").unwrap();
    assert_eq!(started.visit(&report, &[("accept-language", "b")]).await.status, StatusCode::OK);
    assert_eq!(started.views(1).await, (2, 2), "the refused one was kept nowhere, and counts when it comes again");
}

/// Read in several.
#[tokio::test]
async fn anybody_could_send_a_decrement_an_address_or_a_time() {
    let started = Started::with_articles().await;
    for (field, value) in [("count", json!(-5)), ("ip", json!("192.0.2.1")), ("time", json!(0)), ("views", json!(9))] {
        let mut report = json!({"id": id(), "article": 1});
        report[field] = value;
        assert_eq!(started.visit(&report, &[]).await.status, StatusCode::BAD_REQUEST, "{field}");
    }
    assert_eq!(started.views(1).await, (0, 0));
    let distrustful = Started::with("[server]\ntrusted_proxies = []\n").await;
    distrustful.import(json!([item(1, 1)])).await;
    for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
        distrustful.visit(&json!({"id": id(), "article": 1}), &[("x-forwarded-for", address)]).await;
    }
    assert_eq!(distrustful.views(1).await, (1, 1), "the address is the socket's");
}

/// Read in several. That no address is written anywhere is tested in `privacy`.
#[test]
fn parts_of_a_hash_were_joined_without_their_lengths() {
    let salts = bantin_server::store::Salts { today: [7; 32], yesterday: None };
    let of = |site, user_agent: &'static [u8], accept_language: &'static [u8]| {
        let traits = Traits { site, address: [192, 0, 2, 1].into(), user_agent, accept_language };
        Visitor::new(&traits, &salts, 40_000).hash
    };
    assert_ne!(of("demo", b"Firefox vi", b""), of("demo", b"Firefox ", b"vi"));
    assert_ne!(of("demo", b"a", b"bc"), of("demo", b"ab", b"c"));
    assert_ne!(of("demo1", b"92", b""), of("demo", b"192", b""));
}

/// umami, issues 2489 and 2580.
#[tokio::test]
async fn an_articles_number_could_not_be_had_without_a_token() {
    let started = Started::with_articles().await;
    started.visit_by("a", Some(1)).await;
    let answer =
        started.get_with("/api/v1/sites/demo/articles/1/views", &[("origin", "https://elsewhere.example")]).await;
    assert_eq!((answer.status, answer.json()), (StatusCode::OK, json!({"views": 1, "readers": 1})));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
}
