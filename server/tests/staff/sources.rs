//! How sources do that are fetched on a schedule, as the staff see it.

use reqwest::Method;
use serde_json::json;

use super::Browser;
use crate::sources::Source;
use crate::support::{NOON, Started, item};

#[tokio::test]
async fn the_staff_see_how_the_sources_of_their_sites_do() {
    let source = Source::of(json!([item(1, 1), item(2, 2)])).await;
    let gone = source.section("đã hỏng", "mat.json", "");
    let other = "[[site]]\nid = \"khac\"\nname = \"Phường Khác\"\n";
    let started = Started::with(&format!("{}{gone}{other}", source.settings("every = \"10m\""))).await;
    started.source("theirs", |row| row.state.worked == Some(NOON)).await;
    started.source("đã hỏng", |row| row.state.failures == 1).await;
    started.account("lan", &["demo"]);
    let mut browser = Browser::new(&started);
    let answer = browser.ask(Method::GET, "/quan-tri/nguon-tin", &[], String::new()).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/quan-tri/dang-nhap"));
    let mut browser = Browser::signed_in(&started, "lan").await;
    let page = browser.ask(Method::GET, "/quan-tri/nguon-tin", &[], String::new()).await;
    assert_eq!(page.status.as_u16(), 200, "{}", page.text());
    assert_eq!(page.found("h2", None).len(), 1, "another site's are not shown");
    assert_eq!(page.found("article.source h3", None), ["theirs", "đã hỏng"]);
    assert_eq!(page.found("article.source strong", None), ["Hoạt động tốt", "Đang có lỗi"]);
    let facts = page.found(".facts dd", None);
    assert!(facts.contains(&"24/11/2026 12:00".to_owned()), "{facts:?}");
    assert!(facts.contains(&"24/11/2026 12:00: 2 bài mới, 0 bài sửa, 0 bài gỡ".to_owned()), "{facts:?}");
    assert!(page.found(".said li", None)[0].contains("404"), "{}", page.text());
    assert_eq!(page.found(".pages a[aria-current=page]", None), ["Nguồn tin"]);
}
