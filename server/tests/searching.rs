//! Searching, as the API answers it and as the page shows it.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::pages::with_client;
use crate::support::Started;

const SETTINGS: &str = "[[site]]\nid = \"demo\"\nlanguages = [\"vi\", \"en\"]\n";

async fn ward() -> Started {
    with_articles(Started::new().await).await
}

async fn with_articles(started: Started) -> Started {
    let item = |id: &str, title: &str, text: &str, day: &str, tag: &str| {
        json!({
            "id": id, "title": title, "content_html": format!("<p>{text}</p>"), "date_published": format!("{day}T08:00:00+07:00"),
            "tags": [tag], "language": if id == "e" { "en" } else { "vi" },
        })
    };
    let items = json!([
        item("a", "Trường học mới", "Khánh thành ở khu phố 7.", "2025-05-01", "Tin"),
        item("b", "Trưởng khu phố họp", "Bàn về trường lớp.", "2026-01-31", "Họp"),
        item("c", "Lịch cúp nước", "Cúp nước gần trường <b>học</b> &lt;cũ&gt;.", "2026-02-01", "Tin"),
        item("e", "Water cut", "No water.", "2026-03-01", "Tin"),
    ]);
    started.import(items).await;
    started
}

impl Started {
    /// The titles that are found at a query, and what is said of the whole.
    async fn found(&self, query: &str) -> (Vec<String>, Value) {
        let answer = self.get(&format!("/api/v1/sites/demo/articles?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        let json = answer.json();
        let titles = json["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned());
        (titles.collect(), json["_bantin"].clone())
    }
}

#[tokio::test]
async fn words_are_found_with_and_without_diacritics() {
    let ward = ward().await;
    let titles = async |query: &str| ward.found(query).await.0;
    assert_eq!(titles("q=truong+hoc").await, ["Trường học mới", "Lịch cúp nước"]);
    assert_eq!(titles("q=tr%C6%B0%E1%BB%9Dng").await, ["Trường học mới", "Lịch cúp nước", "Trưởng khu phố họp"]);
    // Decomposed.
    assert_eq!(titles("q=tru%CC%9Bo%CC%9B%CC%80ng").await[0], "Trường học mới");
    assert_eq!(titles("q=%22cup+nuoc%22").await, ["Lịch cúp nước"]);
    assert_eq!(titles("q=").await.len(), 4);
    assert_eq!(titles("q=nuoc&per_page=1&page=1").await, ["Lịch cúp nước"]);
}

#[tokio::test]
async fn what_was_asked_for_is_marked() {
    let (_, said) = ward().await.found("q=truong+hoc+nuoc").await;
    let marks = &said["search"]["marks"][0];
    assert_eq!(marks["title"], json!(["Lịch cúp ", "nước"]));
    assert_eq!(marks["excerpt"], json!(["Cúp ", "nước", " gần ", "trường học", " <cũ>."]));
}

#[tokio::test]
async fn filters_narrow_and_tell_how_many_there_would_be() {
    let ward = ward().await;
    let (titles, said) = ward.found("q=truong&category=tin").await;
    assert_eq!(titles, ["Trường học mới", "Lịch cúp nước"]);
    assert_eq!(
        said["search"]["categories"],
        json!([{ "slug": "tin", "articles": 2 }, { "slug": "hop", "articles": 1 }])
    );
    assert_eq!(said["search"]["years"], json!([{ "year": 2026, "articles": 1 }, { "year": 2025, "articles": 1 }]));
    // The last hour of the day in the site's zone is the day's.
    assert_eq!(ward.found("q=truong&from=2026-01-31&to=2026-01-31").await.0, ["Trưởng khu phố họp"]);
    assert_eq!(ward.found("lang=en").await.0, ["Water cut"]);
    assert_eq!(ward.found("from=2026-02-01").await.0, ["Water cut", "Lịch cúp nước"]);
}

#[tokio::test]
async fn what_was_meant_is_looked_for_instead() {
    let ward = ward().await;
    let (titles, said) = ward.found("q=truwowngf+hocj").await;
    assert_eq!(titles, ["Trường học mới", "Lịch cúp nước"]);
    assert_eq!(said["search"]["instead"], "trường học");
    let (_, said) = ward.found("q=lich+cup+nuoc+benhvienx").await;
    assert_eq!(
        (&said["search"]["instead"], &said["search"]["left_out"]),
        (&json!("lich cup nuoc"), &json!(["benhvienx"]))
    );
    let (titles, said) = ward.found("q=zzzzzz").await;
    assert_eq!((titles.len(), &said["search"]["instead"]), (0, &Value::Null));
}

#[tokio::test]
async fn a_wrong_question_is_told_what_is_right() {
    let ward = ward().await;
    for (query, wanted) in [
        ("q=a&from=2026-02-30", "`from` is `2026-02-30`; allowed: a day, such as 2026-01-31"),
        ("q=a&to=31/01/2026", "`to` is `31/01/2026`; allowed: a day, such as 2026-01-31"),
        ("q=a&q=b", "`q` stands there more than once; allowed: once"),
        ("q=a&per_page=101", "`per_page` is `101`; allowed: a whole number from 1 to 100"),
    ] {
        let answer = ward.get(&format!("/api/v1/sites/demo/articles?{query}")).await;
        assert_eq!((answer.status, answer.json()["detail"].as_str()), (StatusCode::BAD_REQUEST, Some(wanted)));
    }
    for missing in ["q=truong&page=2", "q=truong&category=khac"] {
        let answer = ward.get(&format!("/api/v1/sites/demo/articles?{missing}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
    }
    assert_eq!(ward.get("/api/v1/sites/other/articles?q=a").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn titles_are_suggested() {
    let ward = ward().await;
    let suggested = async |typed: &str| ward.get(&format!("/api/v1/sites/demo/suggestions?q={typed}")).await.json();
    let one = json!({ "suggestions": [{ "id": "3", "slug": "lich-cup-nuoc", "title": "Lịch cúp nước" }] });
    assert_eq!(suggested("lich+c").await, one);
    assert_eq!(suggested("").await, json!({ "suggestions": [] }));
    assert_eq!(ward.get("/api/v1/sites/other/suggestions?q=a").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_page_shows_what_is_found() {
    let ward = with_articles(with_client(SETTINGS).await).await;
    let page = ward.get("/tim-kiem?q=truong+hoc").await;
    let html = page.text();
    assert_eq!(page.status, StatusCode::OK);
    assert!(html.contains("<title>Tìm kiếm: truong hoc – "), "{html}");
    assert!(html.contains("Có 2 tin có “truong hoc”.") && html.contains("<mark>Trường học</mark> mới"), "{html}");
    assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{html}");
    assert!(html.contains("action=\"/tim-kiem\""), "{html}");
    let english = ward.get("/en/tim-kiem?q=water").await.text();
    assert!(english.contains("1 article with “water”.") && english.contains("action=\"/en/tim-kiem\""), "{english}");
    let asked = ward.get("/tim-kiem?q=%3Cscript%3E%22").await.text();
    assert!(!asked.contains("<script>\""), "{asked}");
    let nothing = ward.get("/tim-kiem").await;
    assert!(nothing.text().contains("có dấu hay không dấu") && !nothing.text().contains("noindex"));
    for missing in ["/tim-kiem?q=truong&category=khac", "/tim-kiem?q=truong&page=9", "/tim-kiem/x"] {
        assert_eq!(ward.get(missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}
