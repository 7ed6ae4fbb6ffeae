//! The tabs of a site share one stream of counts. Frames of one page are tabs to each other, and can be had in each engine.

use super::browser::Browser;
use super::driver::Engine;
use super::stage::{Stage, until};
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};

super::journeys!(
    all_tabs_follow_one_stream_and_another_takes_over,
    a_window_that_hides_or_closes_leaves_the_stream_to_another,
    when_the_holder_falls_silent_the_others_ask,
);

/// A page without anything of ours in it.
const EMPTY: &str = "/__frame?width=1&path=/__probe.js";

async fn opens_tab(browser: &Browser, name: &str, path: &str) {
    // All in view: Firefox draws what is out of it once a second.
    let open = "const tab = document.createElement('iframe');
        const above = document.querySelectorAll('iframe[id]').length;
        tab.id = arguments[0]; tab.title = 'tab'; tab.src = arguments[1];
        tab.style.cssText = `position: fixed; inset: ${above * 190}px auto auto 0; width: 600px; height: 180px`;
        document.body.append(tab)";
    browser.ask(open, vec![name.into(), path.into()]).await;
    let shown = "return !!document.getElementById(arguments[0]).contentDocument
        ?.querySelector('#bantin:not([data-rendered]) main h1')";
    until(&format!("{name} shows its page"), async || browser.ask(shown, vec![name.into()]).await == true).await;
}

async fn closes_tab(browser: &Browser, name: &str) {
    browser.ask("document.getElementById(arguments[0]).remove()", vec![name.into()]).await;
}

async fn text_in(browser: &Browser, name: &str, selector: &str) -> String {
    let text = "const [name, selector] = arguments;
        const found = document.getElementById(name).contentDocument.querySelectorAll(selector);
        return [...found].map(one => one.dataset.digit ?? one.textContent).join('')";
    browser.ask(text, vec![name.into(), selector.into()]).await.as_str().unwrap().to_owned()
}

async fn total_in(browser: &Browser, name: &str, total: u64) {
    until(&format!("{name} shows {total}"), async || {
        text_in(browser, name, ".counter:not(.waiting) .digit").await == format!("{total:06}")
    })
    .await;
}

/// The addresses of the streams that were asked for.
fn streams(browser: &Browser) -> Vec<String> {
    let asked = browser.door.requests();
    asked.into_iter().filter_map(|request| Some(request.split_once("/live")?.1.to_owned())).collect()
}

async fn all_tabs_follow_one_stream_and_another_takes_over(stage: Stage) {
    let feed = stage.server.api("articles?per_page=2").await;
    let articles: Vec<&str> =
        feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    let [first, second] = articles[..] else { panic!("the site has too few articles") };
    let browser = stage.visitor("203.0.113.170").await;
    browser.go(EMPTY).await;
    opens_tab(&browser, "a", "/").await;
    until("the stream is open", async || stage.server.streams().await == Some(1)).await;
    opens_tab(&browser, "b", &format!("/tin/{first}")).await;
    opens_tab(&browser, "c", &format!("/tin/{second}")).await;
    let names = |id: &str| streams(&browser).last().is_some_and(|last| last.contains(&format!("article={id}")));
    until("the stream names both articles", async || names(first) && names(second)).await;
    until("the former stream is closed", async || stage.server.streams().await == Some(1)).await;

    // What moves in one moves in all.
    let other = stage.visitor("203.0.113.171").await;
    let before = stage.server.views(second).await;
    other.open(&format!("/tin/{second}")).await;
    for tab in ["a", "b", "c"] {
        total_in(&browser, tab, 2).await;
    }
    let shown = (before + 1).to_string();
    until("the views move in the tab that shows them", async || {
        text_in(&browser, "c", ".views").await.replace('.', "").ends_with(&shown)
    })
    .await;
    other.leave().await;
    until("only one stream is open", async || stage.server.streams().await == Some(1)).await;

    // Who joins is told at once what is known.
    let opened = streams(&browser).len();
    opens_tab(&browser, "d", &format!("/tin/{first}")).await;
    total_in(&browser, "d", 2).await;
    assert_eq!(streams(&browser).len(), opened, "the stream serves the new tab already");

    // The first holds; when it closes, another goes on.
    closes_tab(&browser, "a").await;
    until("another has opened its stream", async || streams(&browser).len() > opened).await;
    stage.server.command(&["visits", "set", "--site", "demo", "--total", "4711"]);
    for tab in ["b", "c", "d"] {
        total_in(&browser, tab, 4711).await;
    }
    until("one stream is open", async || stage.server.streams().await == Some(1)).await;
    assert!(names(first) && names(second), "{:?}", streams(&browser));

    // What nobody shows any more is named no longer.
    closes_tab(&browser, "c").await;
    until("the article that was closed is let go", async || names(first) && !names(second)).await;
    assert!(!browser.door.requests().iter().any(|request| request.ends_with("/counts")), "nobody had to ask");
    for tab in ["b", "d"] {
        closes_tab(&browser, tab).await;
    }
    until("no stream is left behind", async || stage.server.streams().await == Some(0)).await;
    let locks =
        "const done = arguments[0]; navigator.locks.query().then(all => done(all.held.length + all.pending.length))";
    assert_eq!(browser.driver.client.execute_async(locks, vec![]).await.unwrap(), 0, "no lock is left behind");
    browser.leave().await;
}

async fn a_window_that_hides_or_closes_leaves_the_stream_to_another(stage: Stage) {
    // WebKit's test browser has one window only while it is driven.
    if stage.engine == Engine::Webkit {
        return;
    }
    let browser = stage.visitor("203.0.113.172").await;
    browser.open("/").await;
    until("the stream is open", async || stage.server.streams().await == Some(1)).await;
    let client = &browser.driver.client;
    let first = client.window().await.unwrap();
    let second: WindowHandle = client.new_window(false).await.unwrap().handle;
    client.switch_to_window(second.clone()).await.unwrap();
    browser.open("/").await;
    until("the visit is shown", async || browser.total().await == Some(1)).await;
    let opened = streams(&browser).len();
    assert_eq!((stage.server.streams().await, opened), (Some(1), 1), "the second window has no stream of its own");

    client.switch_to_window(first.clone()).await.unwrap();
    browser.hide().await;
    until("the second has taken over", async || streams(&browser).len() == opened + 1).await;
    until("one stream is open", async || stage.server.streams().await == Some(1)).await;
    browser.show().await;
    stage.server.command(&["visits", "set", "--site", "demo", "--total", "4711"]);
    until("the first listens", async || browser.total().await == Some(4711)).await;
    assert_eq!(streams(&browser).len(), opened + 1, "who comes back joins the others");

    client.switch_to_window(second).await.unwrap();
    client.close_window().await.unwrap();
    client.switch_to_window(first).await.unwrap();
    until("the first has taken over", async || streams(&browser).len() == opened + 2).await;
    stage.server.command(&["visits", "set", "--site", "demo", "--total", "4712"]);
    until("it follows", async || browser.total().await == Some(4712)).await;
    browser.leave().await;
}

async fn when_the_holder_falls_silent_the_others_ask(stage: Stage) {
    let browser = stage.visitor("203.0.113.173").await;
    browser.go(EMPTY).await;
    // Somebody holds, and says nothing.
    let hold = "const done = arguments[0];
        navigator.locks.request('/api/v1/sites/demo/live?', () => { done(true); return new Promise(() => {}) })";
    assert_eq!(browser.driver.client.execute_async(hold, vec![]).await.unwrap(), true);
    opens_tab(&browser, "a", "/").await;
    until("it asks", async || browser.door.requests().iter().any(|request| request.ends_with("/counts"))).await;
    stage.server.command(&["visits", "set", "--site", "demo", "--total", "4711"]);
    total_in(&browser, "a", 4711).await;
    assert_eq!(streams(&browser), Vec::<String>::new());
    let gone: Value = json!(0);
    closes_tab(&browser, "a").await;
    let pending = "const done = arguments[0]; navigator.locks.query().then(all => done(all.pending.length))";
    assert_eq!(browser.driver.client.execute_async(pending, vec![]).await.unwrap(), gone);
    browser.leave().await;
}
