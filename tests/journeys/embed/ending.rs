//! When something of ours breaks: the host's own content stands in, and a retry brings ours back.

use super::host::{Host, Page};
use crate::door::Fault;
use crate::stage::Stage;

crate::journeys!(
    a_trap_ends_all_elements_and_a_retry_starts_anew,
    while_the_server_is_away_the_hosts_own_content_stands_in,
    an_answer_that_fails_can_be_asked_for_again,
);

/// A trap can only be had by way of what the browser gives: from a moment on, whatever enters the wasm traps.
const TRAPS: &str = "<script>
    const wrap = ({ instance, module }) => ({ module, instance: { exports: Object.fromEntries(
        Object.entries(instance.exports).map(([name, made]) => [name, typeof made !== 'function' ? made : (...given) => {
            if (window.trap) throw new WebAssembly.RuntimeError('unreachable');
            return made(...given);
        }])) } });
    for (const way of ['instantiate', 'instantiateStreaming']) {
        const own = WebAssembly[way];
        WebAssembly[way] = (...given) => own.apply(WebAssembly, given).then(wrap);
    }
</script>";

async fn a_trap_ends_all_elements_and_a_retry_starts_anew(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.230").await;
    host.shows(Page::with(&format!(
        "{TRAPS}<bantin-news id=a site=demo count=2><p id=own>Tin của phường</p></bantin-news><bantin-news id=b site=demo count=2 open=here></bantin-news>"
    )))
    .await;
    host.sees("#a", ".row").await;
    host.sees("#b", ".row").await;
    // What was shown anew is told like all others.
    host.ask("at('#a').count = 3", vec![]).await;
    host.until("three are listed", async || host.count("#a", ".row").await == 3).await;
    // A pointer over a link is enough to enter it.
    let over =
        "window.trap = true; at('#b', '.headline a').dispatchEvent(new MouseEvent('pointerover', { bubbles: true }))";
    host.ask(over, vec![]).await;
    for element in ["#a", "#b"] {
        host.is(element, "failed").await;
    }
    let height = "return document.getElementById('own').getBoundingClientRect().height > 0";
    assert_eq!(host.ask(height, vec![]).await, true, "the host's own content stands in");
    host.ask("window.trap = false; at('#a').shadowRoot.querySelector('.retry button').click()", vec![]).await;
    host.sees("#a", ".row").await;
    assert_eq!(host.state("#b").await, "failed");
    host.ask("at('#b').shadowRoot.querySelector('.retry button').click()", vec![]).await;
    host.sees("#b", ".row").await;
    let glues = host.news.requests().iter().filter(|request| request.contains(".js?1")).count();
    assert_eq!(glues, 1, "one fresh instance for both: {:?}", host.news.requests());
    // Of what a script of another origin throws WebKit says no more than that.
    let said = ["unreachable", "bantin has ended", "Script error."];
    host.leaves_with(|report| said.iter().any(|said| report.contains(said))).await;
}

async fn while_the_server_is_away_the_hosts_own_content_stands_in(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.231").await;
    host.news.fault("_bg.wasm", Fault::Broken);
    host.shows(Page::with(
        "<bantin-news id=a site=demo><p id=own>Tin của phường</p></bantin-news><bantin-news id=b site=demo></bantin-news>",
    ))
    .await;
    for element in ["#a", "#b"] {
        host.is(element, "failed").await;
    }
    let heights = "return [document.getElementById('own'), at('#b').shadowRoot.querySelector('.retry')]
        .every((one) => one.getBoundingClientRect().height > 0)";
    assert_eq!(host.ask(heights, vec![]).await, true);
    assert!(
        host.ask("return at('#b').shadowRoot.textContent", vec![]).await.as_str().unwrap().contains("Chưa tải được")
    );
    host.news.mend();
    host.ask("at('#a').refresh(); at('#b').shadowRoot.querySelector('.retry button').click()", vec![]).await;
    host.sees("#a", ".row").await;
    host.sees("#b", ".row").await;
    assert_eq!(host.ask("return at('#b').shadowRoot.querySelector('.retry')", vec![]).await, serde_json::Value::Null);
    host.leaves_with(|_| true).await;
}

async fn an_answer_that_fails_can_be_asked_for_again(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.232").await;
    host.news.fault("/articles", Fault::Status(503));
    host.shows(Page::with(
        "<bantin-news id=a site=demo><p id=own>Tin của phường</p></bantin-news><bantin-news id=b site=demo></bantin-news>",
    ))
    .await;
    host.is("#a", "failed").await;
    assert_eq!(
        host.ask("return document.getElementById('own').getBoundingClientRect().height > 0", vec![]).await,
        true
    );
    host.sees("#b", ".failed button").await;
    host.news.mend();
    host.clicks("#b", ".failed button").await;
    host.sees("#b", ".row").await;
    host.ask("at('#a').shadowRoot.querySelector('.retry button').click()", vec![]).await;
    host.sees("#a", ".row").await;
    host.leaves_with(|report| report.contains("503") || report.contains("network")).await;
}
