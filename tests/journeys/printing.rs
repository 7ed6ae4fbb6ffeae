//! An article on paper: itself, where its links lead, and nothing of the page around it.

use super::driver::Engine;
use super::stage::Stage;
use lopdf::Document;
use serde_json::json;

super::journeys!(an_article_is_printed_as_a_document,);

async fn an_article_is_printed_as_a_document(stage: Stage) {
    let browser = stage.visitor("203.0.113.250").await;
    let rows: String = (1..=60).map(|n| format!("<tr><td>Hẻm {n}</td><td>{n} hộ</td></tr>")).collect();
    stage.server.import(&json!({
        "id": "in-ra-giay", "title": "Bài để in ra giấy", "date_published": "2026-11-24T08:00:00+07:00",
        "content_html": format!(
            "<p>Xem <a href=\"https://vanban.example/qd/12\">quyết định</a>.</p>\
             <table><thead><tr><th>Tên hẻm</th><th>Số hộ</th></tr></thead><tbody>{rows}</tbody></table>"
        ),
    }));
    browser.open("/").await;
    // Whatever was chosen for the screen.
    let chosen = json!({ "theme": "dark", "size": "3" }).to_string();
    browser.ask("localStorage.setItem('bantin-display', arguments[0])", vec![chosen.into()]).await;
    browser.go("/tim-kiem?q=bai+de+in").await;
    browser.click(".results .headline a").await;
    browser.sees(".article .body table").await;
    // WebKit's driver cannot print.
    if browser.engine == Engine::Webkit {
        return browser.leave().await;
    }
    let printed = browser.driver.client.print(Default::default()).await.unwrap();
    let document = Document::load_mem(&printed).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    // Letters of a headline come one by one.
    let text = |page: u32| document.extract_text(&[page]).unwrap().split_whitespace().collect::<String>();
    let all: String = pages.iter().map(|page| text(*page)).collect();
    assert!(all.contains("Bàiđểinragiấy") && all.contains("Hẻm60"), "{all}");
    assert!(all.contains("quyếtđịnh(https://vanban.example/qd/12)"), "{all}");
    for left_out in
        ["Sốlượttruycập", "SỐLƯỢTTRUYCẬP", "Chiasẻ", "Tìmkiếm", "Trangchủ", "Tinhoạtđộng", "Tinđãđưa", "TINĐÃĐƯA"]
    {
        assert!(!all.contains(left_out), "{left_out} in {all}");
    }
    assert!(pages.len() > 1 && pages.len() < 5, "{} pages", pages.len());
    // The head of a table stands on each of its pages.
    assert_eq!(all.matches("Tênhẻm").count(), pages.len());
    // Only Chromium lets a page number its sheets.
    if browser.engine == Engine::Chromium {
        for page in &pages {
            assert!(text(*page).contains(&format!("{page}/{}", pages.len())), "{}", text(*page));
        }
    }
    browser.leave().await;
}
