//! Which sites an account sees.

use reqwest::StatusCode;
use serde_json::json;

use super::{Browser, texts, texts_of};
use crate::support::{Started, id, item};

async fn two_sites() -> Started {
    let started = Started::with(
        "[[site]]\nid = \"demo\"\nname = \"Phường Bến Lau\"\n[[site]]\nid = \"other\"\nname = \"Xã Khác\"\nhosts = [\"khac.example\"]\n",
    )
    .await;
    started.import(json!([item(1, 1)])).await;
    for visitor in ["a", "b", "c"] {
        started
            .visit(&json!({"id": id(), "article": 1, "from": "bi-mat.example"}), &[("accept-language", visitor)])
            .await;
    }
    started
}

#[tokio::test]
async fn another_site_s_account_sees_nothing_of_this_one() {
    let started = two_sites().await;
    started.account("lan", &["other"]);
    let mut browser = Browser::signed_in(&started, "lan").await;
    // The host leads to the site that is not theirs: they get their own.
    for query in ["", "site=other"] {
        let page = browser.statistics(query).await;
        assert_eq!(texts(&page, ".total"), ["0"; 5], "{query}");
        for secret in ["bi-mat.example", "Tin 1", "Bến Lau</option>"] {
            assert!(!page.contains(secret), "{secret} {page}");
        }
    }
    let unknown = browser.get("/quan-tri/thong-ke?site=none").await;
    let foreign = browser.get("/quan-tri/thong-ke?site=demo").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let neutral = |text: String| text.replace("site=none", "").replace("site=demo", "");
    assert_eq!(neutral(foreign.text()), neutral(unknown.text()), "whether there is one is not said");
    for table in ["ngay", "gio", "bai", "chuyen-muc", "nguon", "tim-khong-thay", "loai-bo"] {
        let file = browser.get(&format!("/quan-tri/thong-ke.csv?bang={table}&site=demo")).await;
        assert_eq!(file.status, StatusCode::NOT_FOUND, "{table}");
    }
}

#[tokio::test]
async fn who_may_see_several_chooses_among_them() {
    let started = two_sites().await;
    started.account("lan", &[]);
    let mut browser = Browser::signed_in(&started, "lan").await;
    let page = browser.statistics("").await;
    assert_eq!(texts(&page, "select option"), ["Phường Bến Lau", "Xã Khác"]);
    assert_eq!(texts_of(&page, "select option[selected]", "value"), ["demo"]);
    assert_eq!(texts(&page, ".total")[0], "3");
    let page = browser.statistics("site=other").await;
    assert_eq!(texts_of(&page, "select option[selected]", "value"), ["other"]);
    assert_eq!(texts(&page, ".total")[0], "0");
    // A host of its own leads to its own.
    browser.headers = vec![("host", "khac.example".to_owned())];
    let page = browser.statistics("").await;
    assert_eq!(texts_of(&page, "select option[selected]", "value"), ["other"]);
}

#[tokio::test]
async fn an_account_of_a_site_that_is_not_there_is_told_so() {
    let started = two_sites().await;
    started.account("lan", &["gone"]);
    let mut browser = Browser::signed_in(&started, "lan").await;
    let answer = browser.get("/quan-tri/thong-ke").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("chưa được giao xem trang tin nào"), "{}", answer.text());
}
