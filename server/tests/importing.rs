//! What an import takes, changes and withdraws.

use bantin_server::importing::{Order, Place};
use bantin_server::store::Store as _;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{NOON, Started, feed, item};

fn numbers(report: &bantin_server::importing::ImportReport) -> [u64; 5] {
    let refused = u64::try_from(report.refused.len()).unwrap();
    [report.new, report.changed, report.unchanged, report.withdrawn, refused]
}

impl Started {
    fn order_of(&self, items: &Value) -> Order {
        self.order(vec![Place::File(self.file("feed.json", feed(items)))])
    }

    async fn listed(&self) -> Vec<String> {
        let listing = self.get("/api/v1/sites/demo/articles?per_page=100").await.json();
        listing["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn an_article_keeps_its_id_and_counts_when_it_changes_and_its_former_text_is_kept() {
    let started = Started::new().await;
    assert_eq!(numbers(&started.import(json!([item(1, 1), item(2, 2)])).await), [2, 0, 0, 0, 0]);
    started.visit_by("a", Some(1)).await;
    assert_eq!(numbers(&started.import(json!([item(1, 1), item(2, 2)])).await), [0, 0, 2, 0, 0]);
    let mut changed = item(1, 1);
    changed["title"] = json!("Tiêu đề mới");
    assert_eq!(numbers(&started.import(json!([changed, item(3, 3)])).await), [1, 1, 0, 0, 0]);
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    assert_eq!(
        (&article["items"][0]["title"], &article["items"][0]["_bantin"]["views"]),
        (&json!("Tiêu đề mới"), &json!(1))
    );
    let former: String =
        started.database().query_row("SELECT raw FROM article_version WHERE id = 1", [], |row| row.get(0)).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&former).unwrap(), item(1, 1));
    assert_eq!(started.listed().await, ["3", "2", "1"]);
}

#[tokio::test]
async fn what_an_article_came_as_is_kept_as_the_bytes_told_it() {
    let started = Started::new().await;
    let rss =
        "<rss version='2.0'><channel><title>Huyện</title><item><guid>a</guid><title>Tin</title></item></channel></rss>";
    let places = vec![
        Place::File(started.file("feed.json", feed(&json!([item(1, 1)])))),
        Place::File(started.file("feed.xml", rss)),
    ];
    started.import_as(started.order(places)).await;
    let format = |id: i64| -> String {
        let asked = "SELECT format FROM article WHERE id = ?1";
        started.database().query_row(asked, [id], |row| row.get(0)).unwrap()
    };
    assert_eq!((format(1), format(2)), ("jsonfeed".to_owned(), "rss".to_owned()));
}

#[tokio::test]
async fn a_source_that_only_counts_on_has_not_changed() {
    let started = Started::new().await;
    let with_views = |views: u64| {
        let mut item = item(1, 1);
        item["_bantin"] = json!({"views": views, "newer": [], "older": []});
        json!([item])
    };
    started.import(with_views(1)).await;
    assert_eq!(numbers(&started.import(with_views(2)).await), [0, 0, 1, 0, 0]);
    let raw: String = started.database().query_row("SELECT raw FROM article", [], |row| row.get(0)).unwrap();
    assert!(raw.contains("\"views\":2"), "the newest text is kept: {raw}");
}

#[tokio::test]
async fn complete_withdraws_what_that_source_no_longer_has() {
    let started = Started::new().await;
    started.import(json!([item(1, 1), item(2, 2)])).await;
    let other = Order { source: "other".into(), ..started.order_of(&json!([item(1, 3)])) };
    assert_eq!(numbers(&started.import_as(other).await), [1, 0, 0, 0, 0]);
    let complete = Order { complete: true, ..started.order_of(&json!([item(2, 2)])) };
    assert_eq!(numbers(&started.import_as(complete).await), [0, 0, 1, 1, 0]);
    assert_eq!(started.listed().await, ["3", "2"], "the other source's article of the same id stays");
    assert_eq!(started.get("/api/v1/sites/demo/articles/1").await.status, StatusCode::GONE);
    // It comes back under its own id.
    assert_eq!(numbers(&started.import(json!([item(1, 1)])).await), [0, 1, 0, 0, 0]);
    assert_eq!(started.get("/api/v1/sites/demo/articles/1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn complete_withdraws_nothing_when_not_everything_could_be_read() {
    let started = Started::new().await;
    started.import(json!([item(1, 1), item(2, 2)])).await;
    for items in [json!([]), json!([item(2, 2), {"title": "no id"}]), json!([item(2, 2), item(2, 3)])] {
        let order = Order { complete: true, ..started.order_of(&items) };
        let report = started.import_as(order).await;
        assert!(report.not_complete.is_some() && report.withdrawn == 0, "{items}");
    }
    let looping = started.file("loop.json", {
        let mut feed: Value = serde_json::from_str(&feed(&json!([item(2, 2)]))).unwrap();
        feed["next_url"] = json!("loop.json");
        feed.to_string()
    });
    let order = Order { complete: true, ..started.order(vec![Place::File(looping)]) };
    assert!(started.import_as(order).await.not_complete.is_some());
    assert_eq!(started.listed().await, ["2", "1"]);
}

#[tokio::test]
async fn views_are_taken_over_only_where_asked_for_and_only_once() {
    let started = Started::new().await;
    let items = |views: u64| {
        let mut item = item(1, 1);
        item["_bantin"] = json!({"views": views});
        json!([item])
    };
    started.import(items(5)).await;
    assert_eq!(started.views(1).await, (0, 0));
    started.visit_by("a", Some(1)).await;
    for (views, shown) in [(100, 101), (900, 101)] {
        started.import_as(Order { views: true, ..started.order_of(&items(views)) }).await;
        assert_eq!(started.views(1).await, (shown, 1));
    }
    let audit: (i64, i64, String) = started
        .database()
        .query_row("SELECT article, start, by FROM start_audit", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap();
    assert_eq!(audit, (1, 100, "import --views --source import".into()));
}

#[tokio::test]
async fn an_article_without_a_date_stands_where_it_was_first_seen() {
    let started = Started::new().await;
    started.import(json!([{"id": "a", "title": "A", "content_text": "a"}])).await;
    started.clock.set(NOON + 100);
    started
        .import(json!([
            {"id": "b", "title": "B", "content_text": "b"},
            {"id": "c", "title": "C", "content_text": "c", "date_published": "2026-11-24T12:00:50+07:00"},
            {"id": "a", "title": "A khác", "content_text": "a"},
        ]))
        .await;
    assert_eq!(started.listed().await, ["2", "3", "1"]);
}

#[tokio::test]
async fn pages_are_followed_and_a_loop_ends() {
    let started = Started::new().await;
    let page = |name: &str, items: Value, next: &str| {
        let mut feed: Value = serde_json::from_str(&feed(&items)).unwrap();
        feed["next_url"] = json!(next);
        started.file(name, feed.to_string())
    };
    let first = page("1.json", json!([item(1, 1)]), "2.json");
    page("2.json", json!([item(2, 2), item(1, 1)]), "1.json");
    let report = started.import_as(started.order(vec![Place::File(first)])).await;
    assert_eq!(numbers(&report), [2, 0, 0, 0, 1]);
    assert!(report.refused[0].reason.contains("page 1"), "{:?}", report.refused);
    assert!(report.notes.iter().any(|note| note.reason.contains("leads back")), "{:?}", report.notes);
}

#[tokio::test]
async fn a_page_outside_the_feeds_folder_is_not_followed() {
    let started = Started::new().await;
    started.file("secret.json", feed(&json!([item(2, 2)])));
    let mut inside: Value = serde_json::from_str(&feed(&json!([item(1, 1)]))).unwrap();
    inside["next_url"] = json!("../secret.json");
    let path = started.file("inside/feed.json", inside.to_string());
    assert_eq!(numbers(&started.import_as(started.order(vec![Place::File(path)])).await), [1, 0, 0, 0, 0]);
}

#[tokio::test]
async fn ids_are_never_used_again() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    started.store().withdraw("demo", 1, NOON).unwrap();
    started.import(json!([item(2, 2)])).await;
    assert_eq!(started.listed().await, ["2"]);
}

#[tokio::test]
async fn a_site_that_is_not_configured_is_made_only_where_none_is() {
    let started = Started::with("[[site]]\nid = \"other\"\n").await;
    let order = started.order_of(&json!([item(1, 1)]));
    let fetcher = crate::support::fetcher(Default::default());
    let error =
        bantin_server::importing::import(&order, &started.settings, &started.store(), &fetcher).await.unwrap_err();
    assert_eq!(error.to_string(), "there is no site `demo` in the settings; configured are: other");
}

#[tokio::test]
async fn a_configured_site_without_a_name_is_called_as_its_first_feed() {
    let started = Started::with("[[site]]\nid = \"demo\"\n").await;
    assert_eq!(started.get("/api/v1/sites/demo").await.json()["name"], "demo");
    started.import(json!([item(1, 1)])).await;
    assert_eq!(started.get("/api/v1/sites/demo").await.json()["name"], "Huyện Demo");
}

#[tokio::test]
async fn a_later_feed_does_not_rename_a_site() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    let other = started.file("b.json", feed(&json!([item(2, 2)])).replace("Huyện Demo", "Tên khác"));
    started.import_as(started.order(vec![Place::File(other)])).await;
    assert_eq!(started.get("/api/v1/sites/demo").await.json()["name"], "Huyện Demo");
}

#[tokio::test]
async fn ten_thousand_articles_go_in_and_the_last_page_is_quick() {
    let started = Started::new().await;
    let items: Vec<Value> = (1..=10_000).map(|n| item(n, n % 300)).collect();
    let begun = std::time::Instant::now();
    assert_eq!(numbers(&started.import(Value::from(items)).await), [10_000, 0, 0, 0, 0]);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    let begun = std::time::Instant::now();
    let last = started.get("/api/v1/sites/demo/articles?page=500").await;
    assert_eq!(last.json()["_bantin"], json!({"total": 10_000, "page": 500, "pages": 500}));
    assert!(begun.elapsed().as_millis() < 1_000, "{:?}", begun.elapsed());
    let plan: Vec<String> = started
        .database()
        .prepare(
            "EXPLAIN QUERY PLAN SELECT id FROM article WHERE site = 1 AND withdrawn_at IS NULL
             ORDER BY pinned DESC, sort DESC, id DESC LIMIT 20 OFFSET 9000",
        )
        .unwrap()
        .query_map([], |row| row.get(3))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(plan.iter().all(|step| step.contains("COVERING INDEX article_listing")), "{plan:?}");
}

#[tokio::test]
async fn an_item_that_no_database_can_hold_is_refused_by_itself() {
    let started = Started::new().await;
    let mut items = [item(1, 1), item(2, 2)];
    items[0]["id"] = json!("s\u{0}1");
    let mut order = started.order_of(&json!(items));
    order.complete = true;
    let report = started.import_as(order).await;
    let refused: Vec<_> = report.refused.iter().map(|item| item.reason.as_str()).collect();
    assert_eq!(refused, ["its id has a NUL character"]);
    assert_eq!(numbers(&report), [1, 0, 0, 0, 1]);
    assert!(report.not_complete.is_some(), "what is refused must not be withdrawn");
    assert_eq!(started.listed().await, ["1"]);
}
