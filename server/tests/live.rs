//! Counts as they are pushed.

use std::time::{Duration, Instant};

use bantin_server::store::Store as _;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{NOON, Started, id, item, until, wanted};

/// A stream being read.
struct Events {
    response: reqwest::Response,
    text: String,
}

impl Events {
    async fn open(started: &Started, query: &str, headers: &[(&str, &str)]) -> Self {
        let mut request = started.http.get(format!("{}/api/v1/sites/demo/live{query}", started.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(!response.headers().contains_key("content-encoding"));
        Self { response, text: String::new() }
    }

    /// The next event: its name and its data. `None` at the end of the stream.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let event = event.to_owned();
                self.text = rest.to_owned();
                let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned));
                if let Some(name) = field("event: ") {
                    return Some((name, serde_json::from_str(&field("data: ").unwrap()).unwrap()));
                }
                continue;
            }
            let chunk = tokio::time::timeout(Duration::from_secs(20), self.response.chunk()).await.unwrap();
            self.text.push_str(std::str::from_utf8(&chunk.unwrap()?).unwrap());
        }
    }

    /// The next id, whatever events are before it.
    async fn id(&mut self) -> String {
        loop {
            if let Some((_, rest)) = self.text.split_once("\nid: ")
                && let Some((id, rest)) = rest.split_once("\n\n")
            {
                let id = id.to_owned();
                self.text = rest.to_owned();
                return id;
            }
            let chunk = tokio::time::timeout(Duration::from_secs(20), self.response.chunk()).await.unwrap();
            self.text.push_str(std::str::from_utf8(&chunk.unwrap().unwrap()).unwrap());
        }
    }

    async fn expect(&mut self, name: &str, data: Value) {
        loop {
            let (found, value) = self.next().await.unwrap();
            if (found.as_str(), &value) == (name, &data) {
                return;
            }
        }
    }
}

fn counts(total: u64, today: u64, online: u64) -> Value {
    json!({"visits": {"total": total, "today": today}, "online": online})
}

#[tokio::test]
async fn a_stream_begins_with_what_is_and_then_tells_what_changes_within_a_second() {
    let started = Started::with_articles().await;
    let mut events =
        Events::open(&started, "?article=1&article=2", &[("accept-language", "a"), ("accept-encoding", "gzip")]).await;
    assert_eq!(events.next().await.unwrap(), ("counts".into(), counts(0, 0, 1)));
    assert_eq!(events.next().await.unwrap(), ("views".into(), json!({"article": 1, "views": 0, "readers": 0})));
    assert_eq!(events.next().await.unwrap(), ("views".into(), json!({"article": 2, "views": 0, "readers": 0})));
    let begun = Instant::now();
    started.visit_by("a", Some(2)).await;
    assert_eq!(events.next().await.unwrap(), ("counts".into(), counts(1, 1, 1)));
    assert_eq!(events.next().await.unwrap(), ("views".into(), json!({"article": 2, "views": 1, "readers": 1})));
    assert!(begun.elapsed() < Duration::from_millis(1_500), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_view_that_changes_no_count_is_told_too() {
    let started = Started::with_articles().await;
    let mut events = Events::open(&started, "?article=1", &[("sec-gpc", "1")]).await;
    events.expect("views", json!({"article": 1, "views": 0, "readers": 0})).await;
    started.visit(&json!({"id": id(), "article": 1}), &[("sec-gpc", "1")]).await;
    assert_eq!(events.next().await.unwrap(), ("views".into(), json!({"article": 1, "views": 1, "readers": 0})));
}

#[tokio::test]
async fn many_changes_are_few_messages_and_the_last_one_is_the_newest() {
    let started = Started::with_articles().await;
    let mut events = Events::open(&started, "", &[("dnt", "1")]).await;
    events.next().await.unwrap();
    let begun = Instant::now();
    for visitor in 0..50 {
        started.visit_by(&format!("v{visitor}"), None).await;
    }
    let mut messages = 0_u64;
    loop {
        messages += 1;
        if events.next().await.unwrap().1 == counts(50, 50, 51) {
            break;
        }
    }
    assert!(messages <= begun.elapsed().as_secs() + 1, "{messages} messages in {:?}", begun.elapsed());
}

#[tokio::test]
async fn all_viewers_get_the_same_bytes() {
    let started = Started::with_articles().await;
    let mut one = Events::open(&started, "", &[("accept-language", "a")]).await;
    let mut other = Events::open(&started, "", &[("accept-language", "b")]).await;
    started.visit_by("c", None).await;
    one.expect("counts", counts(1, 1, 3)).await;
    other.expect("counts", counts(1, 1, 3)).await;
}

#[tokio::test]
async fn an_open_stream_is_one_online_and_a_closed_one_is_none() {
    let started = Started::with_articles().await;
    let nameless = Events::open(&started, "", &[("dnt", "1")]).await;
    assert_eq!(started.counts().await["online"], 1);
    let other = Events::open(&started, "", &[("dnt", "1")]).await;
    assert_eq!(started.counts().await["online"], 2);
    drop(other);
    drop(nameless);
    let app = &started.server.as_ref().unwrap().app;
    // The server learns it when it next writes: a change is pushed, or the heartbeat.
    until(async || {
        started.visit_by("x", None).await;
        (app.counter.streams() == 0).then_some(())
    })
    .await;
    started.clock.set(NOON + 60);
    assert_eq!(started.counts().await["online"], 0);
}

#[tokio::test]
async fn those_who_leave_are_told_to_those_who_stay() {
    let started = Started::with_articles().await;
    started.visit_by("a", None).await;
    let mut events = Events::open(&started, "", &[("dnt", "1")]).await;
    events.expect("counts", counts(1, 1, 2)).await;
    started.clock.set(NOON + 61);
    events.expect("counts", counts(1, 1, 1)).await;
}

#[tokio::test]
async fn midnight_and_other_processes_are_told() {
    let started = Started::with_articles().await;
    started.visit_by("a", None).await;
    let mut events = Events::open(&started, "", &[("dnt", "1")]).await;
    events.expect("counts", counts(1, 1, 2)).await;
    started.store().set_visits("demo", &wanted(500), NOON).unwrap();
    events.expect("counts", counts(500, 1, 2)).await;
    started.clock.set(NOON + 12 * 3_600);
    events.expect("counts", counts(500, 0, 1)).await;
}

#[tokio::test]
async fn too_much_is_refused() {
    let started = Started::with("[server]\nmax_streams = 1\n").await;
    started.import(json!([item(1, 1)])).await;
    let twenty_one: String = (1..=21).map(|n| format!("article={n}&")).collect();
    assert_eq!(started.get(&format!("/api/v1/sites/demo/live?{twenty_one}")).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(started.get("/api/v1/sites/demo/live?article=x").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(started.get("/api/v1/sites/other/live").await.status, StatusCode::NOT_FOUND);
    let _open = Events::open(&started, "", &[]).await;
    let full = started.get("/api/v1/sites/demo/live").await;
    assert_eq!((full.status, full.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "30"));
}

#[tokio::test]
async fn streams_end_when_the_server_stops() {
    let mut started = Started::with_articles().await;
    let mut events = Events::open(&started, "", &[]).await;
    events.next().await.unwrap();
    let begun = Instant::now();
    started.server.take().unwrap().stop().await;
    assert!(events.next().await.is_none());
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn one_address_has_so_many_streams_and_one_site_no_more_than_half() {
    let started = Started::with("[server]\nmax_streams_per_address = 2\n").await;
    started.import(json!([item(1, 1)])).await;
    let from = |address: &'static str| [("x-forwarded-for", address)];
    let first = Events::open(&started, "", &from("192.0.2.1")).await;
    let _second = Events::open(&started, "", &from("192.0.2.1")).await;
    let full = started.get_with("/api/v1/sites/demo/live", &from("192.0.2.1")).await;
    assert_eq!((full.status, full.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "30"));
    assert!(full.text().contains("ask for `counts` instead"), "{}", full.text());
    let _other = Events::open(&started, "", &from("192.0.2.2")).await;
    drop(first);
    until(async || {
        let answer = started.http.get(format!("{}/api/v1/sites/demo/live", started.url));
        let answer = answer.header("x-forwarded-for", "192.0.2.1").send().await.unwrap();
        (answer.status() == StatusCode::OK).then_some(())
    })
    .await;

    let sites = "[[site]]\nid = \"demo\"\n[[site]]\nid = \"other\"\n";
    let started = Started::with(&format!("[server]\nmax_streams = 3\n{sites}")).await;
    let _two = [Events::open(&started, "", &[]).await, Events::open(&started, "", &[]).await];
    assert_eq!(started.get("/api/v1/sites/demo/live").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let other = started.http.get(format!("{}/api/v1/sites/other/live", started.url)).send().await.unwrap();
    assert_eq!(other.status(), StatusCode::OK, "a site's crowd takes nothing from another");
}

#[tokio::test]
async fn who_comes_back_having_missed_nothing_is_told_nothing() {
    let started = Started::with_articles().await;
    let mut first = Events::open(&started, "?article=1", &[]).await;
    let id = first.id().await;
    let mut again = Events::open(&started, "?article=1", &[("last-event-id", &id)]).await;
    started.visit_by("b", Some(1)).await;
    let told = [again.next().await.unwrap(), again.next().await.unwrap()];
    let views = json!({"article": 1, "views": 1, "readers": 1});
    assert_eq!(told, [("counts".into(), counts(1, 1, 2)), ("views".into(), views)]);
    for missed in [&id, "0-0", "", "x"] {
        let mut late = Events::open(&started, "", &[("last-event-id", missed)]).await;
        assert_eq!(late.next().await.unwrap(), ("counts".into(), counts(1, 1, 2)), "{missed:?}");
    }
}

#[tokio::test]
async fn robots_are_not_online() {
    let started = Started::with_articles().await;
    let robot = [("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")];
    let mut events = Events::open(&started, "", &robot).await;
    assert_eq!(events.next().await.unwrap(), ("counts".into(), counts(0, 0, 0)));
    started.get_with("/api/v1/sites/demo/counts", &robot).await;
    drop(events);
    assert_eq!(started.counts().await["online"], 0);
}
