//! What is neither a view nor part of a visit: each is left out for a reason that is counted, so that the sum adds up.

use bantin_server::store::{Store as _, Tally};
use bantin_server::visits::LeftOut;
use reqwest::StatusCode;
use serde_json::json;

use crate::support::{DAY, NOON, Started, id, item};

#[tokio::test]
async fn each_reason_is_counted_and_the_sum_adds_up() {
    let started = Started::with("[[site]]\nid = \"demo\"\nstaff = [\"10.1.0.0/16\"]\n").await;
    started.import(json!([item(1, 1)])).await;
    let report = |headers: &'static [(&'static str, &'static str)]| {
        let started = &started;
        async move {
            let answer = started.visit(&json!({"id": id(), "article": 1, "entry": true}), headers).await;
            assert_eq!(answer.status, StatusCode::OK, "{headers:?}: {}", answer.text());
            answer.json()
        }
    };
    for (headers, reason) in [
        (
            &[("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")][..],
            LeftOut::Robot,
        ),
        (&[("user-agent", "curl/8.5.0"), ("dnt", "1")], LeftOut::Robot),
        (&[("user-agent", "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/146.0.0.0 Safari/537.36")], LeftOut::Monitor),
        (&[("user-agent", "")], LeftOut::Headers),
        (&[("accept-language", "")], LeftOut::Headers),
        (&[("sec-purpose", "prefetch;prerender")], LeftOut::Ahead),
        (&[("purpose", "prefetch")], LeftOut::Ahead),
        (&[("x-forwarded-for", "10.1.2.3")], LeftOut::Staff),
        (&[("x-forwarded-for", "10.1.2.3"), ("sec-gpc", "1")], LeftOut::Staff),
    ] {
        let before = started.left_out();
        let number = |all: &[(LeftOut, u64)]| all.iter().find(|(of, _)| *of == reason).map_or(0, |(_, number)| *number);
        let counts = report(headers).await;
        assert_eq!(counts, json!({"visits": {"total": 0, "today": 0}, "online": 0}), "{headers:?}");
        assert_eq!(number(&started.left_out()), number(&before) + 1, "{headers:?} is {reason:?}");
    }
    assert_eq!(started.tally(), Tally { reports: 9, ..Tally::default() });
    report(&[]).await;
    report(&[]).await;
    assert!(started.left_out().contains(&(LeftOut::Again, 1)), "{:?}", started.left_out());
    started.visit_by("vi", None).await;
    assert_eq!(started.tally(), Tally { reports: 12, visits: 1, views: 1, readers: 1, pages: 1 });
    assert_eq!(started.store().differences("demo").unwrap(), []);
}

#[tokio::test]
async fn nobody_reads_sixty_pages_in_a_minute() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    for _ in 0..70 {
        started.visit_by("vi", None).await;
    }
    assert_eq!(started.left_out(), [(LeftOut::Burst, 10)]);
    started.visit_by("en", None).await;
    started.clock.set(NOON + 60);
    started.visit_by("vi", None).await;
    assert_eq!(started.tally(), Tally { reports: 72, visits: 2, views: 0, readers: 0, pages: 62 });
    assert_eq!(started.store().differences("demo").unwrap(), []);
}

#[tokio::test]
async fn where_a_visit_came_from_is_a_host_and_counted_once_a_visit() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let from = |host: &str| json!({"id": id(), "article": 1, "from": host});
    for (visitor, host) in [("a", "zalo.me"), ("a", "google.com"), ("b", "zalo.me"), ("c", "google.com")] {
        started.visit(&from(host), &[("accept-language", visitor)]).await;
    }
    let came_from = started.store().statistics("demo", &(DAY..=DAY)).unwrap().came_from;
    assert_eq!(came_from, [("zalo.me".to_owned(), 2), ("google.com".to_owned(), 1)]);
    for wrong in ["", "https://zalo.me", "zalo.me/a?b", "ZALO.ME", "a b", &"a".repeat(254)] {
        assert_eq!(started.visit(&from(wrong), &[]).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn made_up_hosts_fill_nothing() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    for number in 0..230 {
        let body = json!({"id": id(), "article": null, "from": format!("h{number}.example")});
        started.visit(&body, &[("accept-language", &format!("v{number}"))]).await;
    }
    let came_from = started.store().statistics("demo", &(DAY..=DAY)).unwrap().came_from;
    assert_eq!((came_from.len(), came_from[0].clone()), (201, (String::new(), 30)));
}

#[tokio::test]
async fn nobody_sends_a_number_a_time_or_an_address() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    for field in ["views", "total", "count", "at", "time", "day", "ip", "address", "visitor", "left_out"] {
        let mut body = json!({"id": id(), "article": 1});
        body[field] = json!(-1_000);
        let answer = started.visit(&body, &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        assert!(answer.text().contains(field), "{}", answer.text());
    }
    assert_eq!(started.tally(), Tally::default());
}

#[tokio::test]
async fn a_second_server_does_not_count_in_the_same_folder() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let options = bantin_server::store::OpenOptions { patience: std::time::Duration::from_millis(50), max_pages: None };
    let second = bantin_server::store::Sqlite::open_with(&started.settings.server.database(), options).unwrap();
    let error = second.begin_counting().unwrap_err();
    assert!(error.to_string().contains("another server counts"), "{error}");
    assert_eq!(started.visit_by("vi", Some(1)).await.status, StatusCode::OK);
    let started = started.restart().await;
    assert_eq!(started.visit_by("en", Some(1)).await.json()["visits"]["total"], 2);
}

#[tokio::test]
async fn one_address_reports_only_so_much_and_a_crowd_behind_one_is_no_flood() {
    let started = Started::with("[server]\nmax_reports_per_address = 1\n").await;
    started.import(json!([item(1, 1)])).await;
    let report = async |address: &str, visitor: u64| {
        let headers = [("x-forwarded-for", address), ("accept-language", &format!("v{visitor}"))];
        started.visit(&json!({"id": id(), "article": 1}), &headers).await
    };
    let mut refused = None;
    for visitor in 0..200 {
        let answer = report("2001:db8::1", visitor).await;
        if answer.status != StatusCode::OK {
            refused = Some((visitor, answer));
            break;
        }
    }
    let (taken, answer) = refused.unwrap();
    assert!(taken >= 60, "{taken}: a minute's worth may come at once");
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!((1..=2).contains(&answer.header("retry-after").parse::<u64>().unwrap()));
    assert_eq!(report("2001:db8::2:3", 500).await.status, StatusCode::TOO_MANY_REQUESTS, "the same /64");
    assert_eq!(report("2001:db8:0:1::1", 501).await.status, StatusCode::OK);
    assert_eq!(started.tally().reports, taken + 1, "what is refused is not counted as left out: it may come again");
}
