//! Servers over one database, asked as browsers ask them.

use std::sync::Arc;

use bantin_server::clock::Clock;
use bantin_server::fetch::Limits;
use bantin_server::importing::{Place, import};
use bantin_server::store::{Postgres, Store};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::postgres::shared;
use crate::support::{NOON, Started, feed, fetcher, id, item, until};

async fn server(address: &str) -> Started {
    let store: Arc<dyn Store> = Arc::new(Postgres::open(address).unwrap());
    let (dir, own) = (tempfile::tempdir().unwrap(), Arc::clone(&store));
    let started = Started::on(dir, "", Clock::standing(NOON), |_| own).await;
    let file = started.file("feed.json", feed(&json!([item(1, 1), item(2, 2), item(3, 3)])));
    let order = started.order(vec![Place::File(file)]);
    import(&order, &started.settings, &*store, &fetcher(Limits::default())).await.unwrap();
    started
}

async fn until_counts(started: &Started, wanted: Value) {
    until(async || (started.counts().await == wanted).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_server_shows_the_sum_and_who_is_online_at_all() {
    let address =
        tokio::task::spawn_blocking(|| shared().map(|instance| instance.new_database().unwrap())).await.unwrap();
    let Some(address) = address else { return };
    let (one, other) = (server(&address).await, server(&address).await);
    let counts = |total: u64, online: u64| json!({"visits": {"total": total, "today": total}, "online": online});
    assert_eq!(one.visit_by("a", Some(1)).await.json(), counts(1, 1), "at once, where it was reported");
    other.visit_by("a", Some(1)).await;
    other.visit_by("b", Some(1)).await;
    until_counts(&one, counts(2, 2)).await;
    until_counts(&other, counts(2, 2)).await;
    until(async || (one.views(1).await == (2, 2)).then_some(())).await;
    let delivery = json!({"id": id(), "article": 2});
    one.visit(&delivery, &[("accept-language", "c")]).await;
    other.visit(&delivery, &[("accept-language", "d")]).await;
    until_counts(&other, counts(3, 4)).await;
    assert_eq!(other.views(2).await, (1, 1), "delivered to both, counted once");
    // A stream without a visitor is one online, at every server, for as long as it is open.
    let request = one.http.get(format!("{}/api/v1/sites/demo/live", one.url)).header("dnt", "1");
    let stream = request.send().await.unwrap();
    assert_eq!(stream.status(), StatusCode::OK);
    until_counts(&other, counts(3, 5)).await;
    drop(stream);
    until_counts(&other, counts(3, 4)).await;
    one.clock.set(NOON + 60);
    other.clock.set(NOON + 60);
    until_counts(&one, counts(3, 0)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_away_what_is_in_memory_is_sent_and_the_rest_is_told_to_come_again() {
    let started = tokio::task::spawn_blocking(|| crate::support::postgres::start(false)).await.unwrap();
    let Some(mut instance) = started else { return };
    let (address, instance_back) =
        tokio::task::spawn_blocking(move || (instance.new_database().unwrap(), instance)).await.unwrap();
    instance = instance_back;
    let started = server(&address).await;
    started.visit_by("a", Some(1)).await;
    let seen = ["/api/v1/sites/demo/articles", "/api/v1/sites/demo/articles/1", "/"];
    let mut bodies = Vec::new();
    for path in seen {
        let answer = started.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        bodies.push(answer);
    }
    assert_eq!(started.views(1).await, (1, 1));
    instance = tokio::task::spawn_blocking(move || {
        instance.kill().unwrap();
        instance
    })
    .await
    .unwrap();
    let is_away = |answer: &crate::support::Answer| {
        answer.status == StatusCode::SERVICE_UNAVAILABLE && !answer.header("retry-after").is_empty()
    };
    let delivery = json!({"id": id(), "article": 1});
    for _ in 0..3 {
        let answer = started.visit(&delivery, &[("accept-language", "b")]).await;
        assert!(is_away(&answer), "{}", answer.status);
        assert!(is_away(&started.get("/api/v1/sites/demo/articles/3").await), "it was not asked for before");
        assert_eq!(started.get("/healthz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        for (path, before) in seen.iter().zip(&bodies) {
            let answer = started.get(path).await;
            assert_eq!((answer.status, answer.body.len()), (StatusCode::OK, before.body.len()), "{path}");
        }
        assert_eq!((started.views(1).await, started.counts().await["visits"]["total"].clone()), ((1, 1), json!(1)));
    }
    let instance = tokio::task::spawn_blocking(move || {
        instance.start_again().unwrap();
        instance
    })
    .await
    .unwrap();
    until(async || {
        (started.visit(&delivery, &[("accept-language", "b")]).await.status == StatusCode::OK).then_some(())
    })
    .await;
    until(async || (started.views(1).await == (2, 2)).then_some(())).await;
    assert_eq!(started.get("/api/v1/sites/demo/articles/3").await.status, StatusCode::OK);
    until(async || (started.get("/healthz").await.status == StatusCode::OK).then_some(())).await;
    tokio::task::spawn_blocking(move || drop(instance)).await.unwrap();
}
