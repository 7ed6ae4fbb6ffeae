//! axe-core finds nothing, on every page kind, light and dark.

use super::browser::{Browser, TAKEN_OVER};
use super::driver::Engine;
use super::stage::{Stage, path_in};
use serde_json::{Value, json};

super::journeys!(axe_finds_no_violation);

async fn axe_finds_no_violation(stage: Stage) {
    let browser = stage.visitor("203.0.113.70").await;
    browser.open("/").await;
    let article = browser.attribute(".lead .headline a", "href").await.unwrap();
    for scheme in schemes(&browser) {
        prefer(&browser, scheme).await;
        for path in [
            "/",
            "/chuyen-muc/thong-bao",
            &article,
            "/khong-co",
            "/en/",
            "/cach-tinh-luot-truy-cap",
            "/tim-kiem",
            "/tim-kiem?q=rac",
        ] {
            browser.go(path).await;
            // What is the server's alone is not taken over.
            browser.sees(&format!("{TAKEN_OVER} main h1, main .article h2, main .search-form")).await;
            super::stage::until("all is loaded", async || browser.count(".skeleton").await == 0).await;
            assert_eq!(violations(&browser).await, json!([]), "{path}, {scheme}");
        }
    }
    browser.leave().await;
}

/// What axe-core finds on the page that is open.
pub async fn violations(browser: &Browser) -> Value {
    let axe = std::fs::read_to_string(path_in("BANTIN_AXE")).unwrap();
    browser.ask(&axe, vec![]).await;
    let run = "const done = arguments[arguments.length - 1];
        axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
            .then(result => done(result.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ')}`)), e => done([String(e)]))";
    browser.driver.client.execute_async(run, vec![]).await.unwrap()
}

/// What can be preferred: only Chromium's driver can be told.
pub fn schemes(browser: &Browser) -> &'static [&'static str] {
    if browser.engine == Engine::Chromium { &["light", "dark"] } else { &["as it is"] }
}

/// Lets the page see a preference for light or dark, where there is a choice.
pub async fn prefer(browser: &Browser, scheme: &str) {
    if browser.engine != Engine::Chromium {
        return;
    }
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    let command = Cdp { body: json!({ "cmd": "Emulation.setEmulatedMedia", "params": features }) };
    browser.driver.client.issue_cmd(command).await.unwrap();
}

/// A command of Chromium's own protocol, which its driver passes on.
#[derive(Debug)]
struct Cdp {
    body: Value,
}

impl fantoccini::wd::WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
