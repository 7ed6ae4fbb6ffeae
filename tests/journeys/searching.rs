//! Searching: by keyboard, with and without diacritics, narrowed, where nothing is found as it was typed, with titles suggested; in
//! the application, on the server's page, and where there is no server.

use super::accessibility::violations;
use super::browser::Browser;
use super::door::Fault;
use super::stage::{Stage, path_in, until};
use axum::Router;
use serde_json::json;
use tower_http::services::ServeDir;

super::journeys!(
    what_is_typed_in_the_head_is_found,
    what_is_found_can_be_narrowed_and_kept,
    the_application_searches_without_leaving_the_page,
    titles_are_suggested_to_who_types,
    who_has_no_script_searches_too,
    a_feed_is_searched_without_a_server,
);

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';
const UP: char = '\u{E013}';
const DOWN: char = '\u{E015}';

async fn types(browser: &Browser, text: &str) {
    for letter in text.chars() {
        browser.press(letter).await;
    }
}

/// Marks the page; a page that is loaded anew has no mark.
async fn mark(browser: &Browser) {
    browser.ask("window.isTheSame = true", vec![]).await;
}

async fn is_the_same(browser: &Browser) -> bool {
    browser.ask("return window.isTheSame === true", vec![]).await == true
}

/// The sentence that says how many there are.
async fn found(browser: &Browser) -> String {
    browser.sees(".found").await;
    browser.text(".found").await.unwrap()
}

async fn what_is_typed_in_the_head_is_found(stage: Stage) {
    let browser = stage.visitor("203.0.113.230").await;
    browser.open("/").await;
    browser.ask("document.body.focus()", vec![]).await;
    let focused = async || browser.ask("return document.activeElement.id", vec![]).await;
    for _ in 0..6 {
        if focused().await == "search" {
            break;
        }
        browser.press(TAB).await;
    }
    assert_eq!(focused().await, "search", "the field is among the first stops");
    types(&browser, "phan loai rac").await;
    browser.press(ENTER).await;
    assert!(found(&browser).await.contains("có “phan loai rac”"));
    assert_eq!(browser.path().await, "/tim-kiem?q=phan+loai+rac");
    assert_eq!(browser.title().await, "Tìm kiếm: phan loai rac – Phường Bến Lau");
    assert_eq!(browser.text(".results .headline mark").await.as_deref(), Some("Phân loại rác"));
    let bare = browser.attribute(".results .headline a", "href").await;
    browser.go("/tim-kiem?q=ph%C3%A2n%20lo%E1%BA%A1i%20r%C3%A1c").await;
    found(&browser).await;
    assert_eq!(browser.attribute(".results .headline a", "href").await, bare, "with diacritics the same stands first");
    browser.go("/tim-kiem?q=phaan+loaij+racs").await;
    assert!(found(&browser).await.contains("có “phân loại rác”"));
    browser.reads("Có phải bạn tìm “phân loại rác”?").await;
    assert_eq!(browser.attribute(".results .headline a", "href").await, bare, "keystrokes that no driver has read");
    browser.click(".results .headline a").await;
    browser.sees(".article .body").await;
    browser.leave().await;
}

async fn what_is_found_can_be_narrowed_and_kept(stage: Stage) {
    let browser = stage.visitor("203.0.113.231").await;
    browser.go("/tim-kiem").await;
    browser.reads("có dấu hay không dấu").await;
    browser.click("#search-q").await;
    types(&browser, "rac").await;
    browser.click(".asked button").await;
    let all = found(&browser).await;
    let rows = browser.count(".results .row").await;
    browser.click(".filters .filter:last-child li:last-child a").await;
    until("fewer are left", async || browser.count(".results .row").await < rows).await;
    let narrowed = browser.path().await;
    assert!(narrowed.contains("q=rac&from=2025-01-01&to=2025-12-31"), "{narrowed}");
    assert_eq!(
        browser.attribute("#search-from", "value").await.as_deref(),
        Some("2025-01-01"),
        "the days are filled in"
    );
    browser.go(&narrowed).await;
    assert_ne!(found(&browser).await, all, "the address can be kept");
    browser.click(".filters [aria-current]").await;
    until("the filter is off", async || browser.text(".found").await.as_deref() == Some(all.as_str())).await;
    browser.go("/tim-kiem?q=khongcogica").await;
    browser.reads("Không có tin nào có “khongcogica”.").await;
    browser.go("/en/tim-kiem?q=rubbish").await;
    browser.reads("with “rubbish”").await;
    browser.leave().await;
}

async fn the_application_searches_without_leaving_the_page(stage: Stage) {
    let browser = stage.visitor("203.0.113.232").await;
    browser.open("/").await;
    mark(&browser).await;
    browser.press('/').await;
    types(&browser, "rac").await;
    browser.press(ENTER).await;
    let all = found(&browser).await;
    assert_eq!(browser.path().await, "/tim-kiem?q=rac");
    assert_eq!(browser.title().await, "Tìm kiếm: rac – Phường Bến Lau");
    assert_eq!(browser.ask("return document.activeElement.tagName", vec![]).await, "H1", "who cannot see hears of it");
    browser.click(".filters .filter:last-child li:last-child a").await;
    until("fewer are left", async || browser.text(".found").await.is_some_and(|fewer| fewer != all)).await;
    browser.click(".results .headline a").await;
    browser.sees(".article .body").await;
    browser.back().await;
    found(&browser).await;
    browser.back().await;
    until("all are back", async || browser.text(".found").await.as_deref() == Some(all.as_str())).await;
    browser.click("a.language").await;
    browser.reads("with “rac”").await;
    assert!(is_the_same(&browser).await, "all of it was one page");
    // The same from the server, with the same in it.
    browser.reload().await;
    browser.reads("with “rac”").await;
    assert!(!is_the_same(&browser).await);
    browser.sees("#bantin:not([data-rendered])").await;
    let asked = browser.door.requests().into_iter().filter(|it| it.contains("/articles?q=rac")).count();
    assert_eq!(asked, 5, "what the server has rendered is not asked for again: {:?}", browser.door.requests());
    browser.click("#search-q").await;
    types(&browser, "x1").await;
    browser.press(ENTER).await;
    browser.reads("No article has “racx1”").await;
    browser.leave().await;
}

async fn titles_are_suggested_to_who_types(stage: Stage) {
    let browser = stage.visitor("203.0.113.233").await;
    browser.open("/").await;
    mark(&browser).await;
    browser.press('/').await;
    types(&browser, "nuo").await;
    browser.sees("#suggested:not([hidden]) [role=option]").await;
    let field = async |name: &str| browser.attribute("#search", name).await;
    assert_eq!(field("role").await.as_deref(), Some("combobox"));
    assert_eq!(field("aria-expanded").await.as_deref(), Some("true"));
    assert_eq!(field("aria-activedescendant").await, None, "nothing is chosen for anybody");
    let many = browser.count("#suggested [role=option]").await;
    assert_eq!(browser.text("#suggested-count").await, Some(format!("{many} gợi ý, chọn bằng phím mũi tên.")));
    assert_eq!(violations(&browser).await, json!([]), "with the list open");
    browser.press(DOWN).await;
    browser.press(DOWN).await;
    browser.press(UP).await;
    assert_eq!(field("aria-activedescendant").await.as_deref(), Some("suggested-0"));
    assert_eq!(browser.attribute("#suggested-0", "aria-selected").await.as_deref(), Some("true"));
    let title = browser.text("#suggested-0").await.unwrap();
    assert!(title.to_lowercase().contains("nước"), "{title}");
    browser.press(ESCAPE).await;
    browser.sees("#suggested[hidden]").await;
    assert_eq!(field("aria-expanded").await.as_deref(), Some("false"));
    assert_eq!(browser.ask("return document.activeElement.value", vec![]).await, "nuo", "what was typed stays");
    browser.press(DOWN).await;
    browser.sees("#suggested:not([hidden])").await;
    browser.press(DOWN).await;
    browser.press(ENTER).await;
    browser.sees(".article .body").await;
    assert_eq!(browser.text("h1").await.as_deref(), Some(title.as_str()));
    assert!(is_the_same(&browser).await);
    assert_eq!(browser.ask("return document.querySelector('#search').value", vec![]).await, "", "that was answered");
    // By pointer.
    browser.click("#search").await;
    types(&browser, "nuo").await;
    browser.sees("#suggested:not([hidden]) [role=option]").await;
    browser.click("#suggested-1").await;
    until("the other article is there", async || browser.text("h1").await.is_some_and(|other| other != title)).await;
    browser.sees("#suggested[hidden]").await;
    browser.leave().await;
}

async fn who_has_no_script_searches_too(stage: Stage) {
    let browser = stage.visitor("203.0.113.234").await;
    browser.door.fault("/", Fault::Unscripted);
    browser.go("/").await;
    browser.click("#search").await;
    types(&browser, "rac").await;
    browser.press(ENTER).await;
    assert!(found(&browser).await.contains("có “rac”"));
    browser.sees("#bantin[data-rendered]").await;
    browser.leave().await;
}

async fn a_feed_is_searched_without_a_server(stage: Stage) {
    let files = Router::new().fallback_service(ServeDir::new(path_in("BANTIN_DIST")));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let upstream = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, files).await });
    let browser = stage.at(&upstream, "203.0.113.235").await;
    browser.open("/").await;
    browser.sees(".lead .headline a").await;
    mark(&browser).await;
    browser.press('/').await;
    types(&browser, "phaan loaij").await;
    browser.press(ENTER).await;
    browser.reads("Có phải bạn tìm “phân loại”?").await;
    assert!(browser.path().await.ends_with("#/tim-kiem?q=phaan+loaij"), "{}", browser.path().await);
    let all = found(&browser).await;
    browser.click(".filters .filter:first-child a").await;
    until("fewer are left", async || browser.text(".found").await.is_some_and(|fewer| fewer != all)).await;
    browser.click(".results .headline a").await;
    browser.sees(".article .body p").await;
    assert!(is_the_same(&browser).await);
    browser.press('/').await;
    types(&browser, "nuo").await;
    browser.sees("#suggested:not([hidden]) [role=option]").await;
    let href = browser.attribute("#suggested-0", "href").await.unwrap();
    assert!(href.contains("#/tin/"), "{href}");
    browser.leave().await;
}
