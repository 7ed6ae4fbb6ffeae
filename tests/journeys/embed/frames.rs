//! The iframe form, for hosts that allow no script or no wasm; and the page that writes the lines for a host.

use super::host::{Host, Page, reported};
use crate::stage::{Stage, path_in, until};
use serde_json::json;

crate::journeys!(
    a_frame_shows_the_news_as_high_as_they_are,
    a_counter_in_a_frame_follows,
    the_lines_are_written_and_shown
);

async fn a_frame_shows_the_news_as_high_as_they_are(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.190").await;
    let frame =
        "<iframe src=\"{news}/khung/demo/tin?count=6\" title=\"Tin phường\" width=\"320\" height=\"120\"></iframe>";
    host.shows(Page::bare(&format!("<h1>Quận</h1>{frame}<script src=\"{{news}}/khung.js\"></script>"))).await;
    reported(&host.news, &[(None, true)]).await;
    let height = "return document.querySelector('iframe').getBoundingClientRect().height";
    host.until("the frame is as high as what is in it", async || host.ask(height, vec![]).await.as_f64() > Some(400.0))
        .await;
    let client = &host.browser.driver.client;
    client.enter_frame(0).await.unwrap();
    let inside = "const page = document.scrollingElement;
        return [document.querySelectorAll('.headline a').length, page.scrollWidth <= innerWidth, page.scrollHeight <= innerHeight + 1]";
    until("all six are seen without scrolling", async || {
        host.browser.ask(inside, vec![]).await == json!([6, true, true])
    })
    .await;
    client.clone().enter_parent_frame().await.unwrap();
    host.leaves().await;
}

async fn a_counter_in_a_frame_follows(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.191").await;
    host.shows(Page::bare(
        "<iframe src=\"{news}/khung/demo/bo-dem\" title=\"Lượt truy cập\" width=\"300\" height=\"160\"></iframe>",
    ))
    .await;
    reported(&host.news, &[(None, true)]).await;
    host.server.command(&["visits", "set", "--site", "demo", "--total", "37520817"]);
    host.browser.driver.client.enter_frame(0).await.unwrap();
    host.browser.reads("37.520.817").await;
    host.browser.driver.client.clone().enter_parent_frame().await.unwrap();
    host.leaves().await;
}

async fn the_lines_are_written_and_shown(stage: Stage) {
    let browser = stage.visitor("203.0.113.192").await;
    browser.go("/nhung").await;
    let shown =
        "return [...document.querySelectorAll('*')].find((one) => one.localName.startsWith('bantin-'))?.state ?? null";
    until("the preview shows the real thing", async || browser.ask(shown, vec![]).await == "ready").await;
    // The room that the lines keep free is the one that the element then has.
    for query in [
        "",
        "?count=3&layout=compact&heading=Tin",
        "?layout=cards",
        "?element=counter",
        "?element=counter&layout=line",
        "?element=app",
    ] {
        browser.go(&format!("/nhung{query}")).await;
        let rooms = "const element = [...document.querySelectorAll('*')].find((one) => one.localName.startsWith('bantin-'));
            const copy = element.cloneNode(), far = document.createElement('div');
            far.style.paddingBlockStart = '9000px'; far.append(copy); document.body.append(far);
            const room = [...document.querySelectorAll('pre')].map((one) => one.textContent.match(/min-height: (\\d+)px/)?.[1]).find(Boolean);
            return customElements.get(element.localName) ? [copy.state, Math.ceil(copy.getBoundingClientRect().height - 0.01) - room] : null";
        until(&format!("the element holds the room of {query}"), async || {
            browser.ask(rooms, vec![]).await == json!(["waiting", 0])
        })
        .await;
    }
    browser.go("/nhung").await;
    let lines = browser.text("body").await.unwrap();
    assert!(lines.contains("<script type=\"module\" src=\"") && lines.contains("'wasm-unsafe-eval'"), "{lines}");
    let axe = std::fs::read_to_string(path_in("BANTIN_AXE")).unwrap();
    browser.ask(&axe, vec![]).await;
    let run = "const done = arguments[arguments.length - 1];
        axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(
            ({ violations }) => done(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])), (error) => done(String(error)))";
    assert_eq!(browser.driver.client.execute_async(run, vec![]).await.unwrap(), json!([]));
    let wide = "return document.scrollingElement.scrollWidth <= innerWidth";
    assert_eq!(browser.ask(wide, vec![]).await, true);
    // What was still being loaded when the page was left says so in WebKit.
    browser.leave_with(|report| report.contains("\"console\"") && report.contains("\"network\"")).await;
}
