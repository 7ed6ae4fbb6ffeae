//! Page by page through a category.

use super::stage::{Stage, until};

super::journeys!(every_article_of_a_category_is_on_one_of_its_pages);

async fn every_article_of_a_category_is_on_one_of_its_pages(stage: Stage) {
    let browser = stage.visitor("203.0.113.20").await;
    browser.open("/chuyen-muc/thong-bao").await;
    let mut seen = Vec::new();
    let mut page = 1;
    loop {
        until("the page is shown", async || {
            let path = browser.path().await;
            let right = if page == 1 { path.ends_with("thong-bao") } else { path.ends_with(&format!("/trang/{page}")) };
            right && browser.count(".listing .row").await > 0 && browser.count(".skeleton").await == 0
        })
        .await;
        let links = "return [...document.querySelectorAll('.row .headline a')].map(a => a.getAttribute('href'))";
        let links = browser.ask(links, vec![]).await;
        seen.extend(links.as_array().unwrap().iter().map(|href| href.as_str().unwrap().to_owned()));
        if browser.count(".pagination [rel=next]").await == 0 {
            break;
        }
        browser.click(".pagination [rel=next]").await;
        page += 1;
    }
    assert!(page > 1, "the demo's notices fill more than one page");
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all, "an article is on two pages");
    let feed = stage.server.api("articles?category=thong-bao&per_page=100").await;
    assert_eq!(feed["items"].as_array().unwrap().len(), all);
    browser.leave().await;
}
