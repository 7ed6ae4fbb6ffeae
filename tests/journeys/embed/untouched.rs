//! The host-untouched report: what a host's page is with our elements on it, beside what it is without them.

use super::host::{Host, LOADER, Page};
use crate::driver::Engine;
use crate::stage::Stage;

crate::journeys!(the_hosts_page_is_as_it_was, a_thousand_mounts_leave_no_node_and_no_listener);

/// Notes whatever is done to the window and the document, from before anything else runs.
const NOTES: &str = "<script>
    window.notes = [];
    for (const target of [window, document, document.documentElement]) {
        for (const way of ['addEventListener', 'removeEventListener']) {
            const own = target[way];
            target[way] = function (...given) { notes.push([way, given[0]]); return own.apply(target, given); };
        }
    }
    for (const way of ['error', 'warn', 'log', 'info', 'debug']) {
        const own = console[way];
        console[way] = (...given) => { notes.push([way, String(given[0])]); own.apply(console, given); };
    }
    for (const way of ['pushState', 'replaceState']) {
        const own = history[way];
        history[way] = (...given) => { notes.push([way]); own.apply(history, given); };
    }
    new MutationObserver((changes) => changes.forEach((change) => notes.push(['changed', change.target.localName])))
        .observe(document.documentElement, { attributes: true, childList: true, subtree: true });
</script>";

/// All that can be seen of a page from inside.
/// But for what the drivers leave there.
const STATE: &str = "const done = arguments[arguments.length - 1];
    const attributes = (element) => [...element.attributes].map(({ name, value }) => `${name}=${value}`);
    const style = (element) => { const style = getComputedStyle(element); return [...style].map((name) => style.getPropertyValue(name)).join(';'); };
    (async () => done(JSON.stringify({
        window: Object.getOwnPropertyNames(window).filter((name) => !/^(cdc|se)_/.test(name)).sort(), document: Object.keys(document).sort(),
        head: document.head.innerHTML, html: attributes(document.documentElement), body: attributes(document.body),
        history: [history.length, history.scrollRestoration, JSON.stringify(history.state), `${history.pushState}`, `${history.replaceState}`],
        cookie: document.cookie, local: Object.keys(localStorage), session: Object.keys(sessionStorage),
        bases: indexedDB.databases ? (await indexedDB.databases()).length : 0, caches: self.caches ? await caches.keys() : [],
        title: document.title, sheets: document.styleSheets.length, adopted: document.adoptedStyleSheets?.length,
        policies: window.trustedTypes?.defaultPolicy ?? null, active: document.activeElement.localName,
        prototypes: [Element, HTMLElement, Node, Document, History, Array, Object, Promise, Response].map((one) => Object.getOwnPropertyNames(one.prototype)),
        styles: [...document.querySelectorAll('body *:not(.ours):not(.ours *)')].map((one) => [one.localName, one.id, style(one)]),
        notes,
    })))()";

async fn the_hosts_page_is_as_it_was(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.255").await;
    // The same room for ours, whether they are there or not.
    let page = |ours: &str| {
        format!(
            "{NOTES}<style>.ours{{position:absolute;inset:0 auto auto 600px;inline-size:400px;block-size:300px;overflow:auto}}</style>\
             <h1>Quận</h1><p id=text>Một đoạn <a href=/khac>văn bản</a>.</p><ul><li>một</li><li>hai</li></ul>\
             <form><input name=q><button>Tìm</button></form><div class=ours>{ours}</div>"
        )
    };
    host.shows(Page::bare(&page(LOADER)).unwatched()).await;
    let state = async || host.browser.driver.client.execute_async(STATE, vec![]).await.unwrap();
    host.until("the elements are defined", async || {
        host.ask("return !!customElements.get('bantin-app')", vec![]).await == true
    })
    .await;
    let before = state().await;
    let elements = "<bantin-news class=x site=demo count=3></bantin-news><bantin-counter site=demo></bantin-counter>\
        <bantin-article site=demo article=5></bantin-article><bantin-news id=here site=demo open=here count=2></bantin-news>";
    host.shows(Page::bare(&page(&format!("{elements}{LOADER}"))).unwatched()).await;
    for element in ["bantin-news", "bantin-counter", "bantin-article", "#here"] {
        host.goes_to(element).await;
        host.is(element, "ready").await;
    }
    host.clicks("#here", ".headline a").await;
    host.sees("#here", ".article .body").await;
    host.ask("at('#here').shadowRoot.activeElement?.blur(); scrollTo(0, 0)", vec![]).await;
    let after = state().await;
    let (before, after): (serde_json::Value, serde_json::Value) = (
        serde_json::from_str(before.as_str().unwrap()).unwrap(),
        serde_json::from_str(after.as_str().unwrap()).unwrap(),
    );
    for (key, was) in before.as_object().unwrap() {
        if key == "history" {
            // The page was gone to once more.
            assert_eq!(was.as_array().unwrap()[1..], after[key].as_array().unwrap()[1..], "{key}");
        } else if key == "notes" {
            let seen = |notes: &serde_json::Value| {
                let mut notes: Vec<String> = notes.as_array().unwrap().iter().map(ToString::to_string).collect();
                notes.sort();
                notes.dedup();
                notes
            };
            let own = [
                "[\"changed\",\"body\"]",
                "[\"changed\",\"div\"]",
                "[\"changed\",\"html\"]",
                "[\"changed\",\"form\"]",
                "[\"changed\",\"p\"]",
                "[\"changed\",\"ul\"]",
            ];
            let new: Vec<_> = seen(&after[key])
                .into_iter()
                .filter(|note| !seen(was).contains(note) && !own.contains(&note.as_str()))
                .collect();
            assert!(new.is_empty(), "{new:?}");
        } else if let (Some(was), Some(now)) = (was.as_array(), after[key].as_array()) {
            let new: Vec<_> = now.iter().filter(|one| !was.contains(one)).collect();
            let gone: Vec<_> = was.iter().filter(|one| !now.contains(one)).collect();
            assert!(new.is_empty() && gone.is_empty(), "{key}: new {new:?}, gone {gone:?}");
        } else {
            assert_eq!(*was, after[key], "{key}");
        }
    }
    host.leaves().await;
}

async fn a_thousand_mounts_leave_no_node_and_no_listener(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.254").await;
    host.shows(Page::bare(&format!("{NOTES}<div id=place></div>{LOADER}")).unwatched()).await;
    let mounts = "const [times, done] = arguments, place = document.getElementById('place');
        const turn = () => new Promise((next) => setTimeout(next));
        (async () => {
            for (let time = 0; time < times; time++) {
                const element = Object.assign(document.createElement('bantin-counter'), { site: 'demo' });
                const ready = new Promise((next) => element.addEventListener('bantin-ready', next, { once: true }));
                place.append(element);
                if (time < 3) await ready; else while (!element.shadowRoot.querySelector('.root')) await turn();
                element.remove(); await turn();
            }
            // What page and browser themselves note of its changes and its requests is not to be taken for something left.
            performance.clearResourceTimings();
            notes.splice(0, notes.length, ...notes.filter(([way]) => way !== 'changed'));
            done([document.querySelectorAll('*').length, notes.filter(([way]) => way.endsWith('EventListener')).length]);
        })()";
    let run = async |times: u64| host.long(mounts, vec![times.into()]).await;
    // By then engines have compiled what is called often, which takes 100 KB once.
    let first = run(500).await;
    let before = held(&host).await;
    assert_eq!(run(1_000).await, first, "nodes of the page, listeners at window and document");
    let after = held(&host).await;
    for (what, before, after) in before.into_iter().zip(after).map(|((what, before), (_, after))| (what, before, after))
    {
        // The browser's own lists take some; a hundred bytes kept of each mount would be more, one element megabytes, and a node.
        let most = if what == "JSHeapUsedSize" { before + 80_000.0 } else { before + 20.0 };
        assert!(after <= most, "{what}: {before}, and after a thousand more {after}");
    }
    host.until("no stream is left", async || host.server.streams().await == Some(0)).await;
    host.leaves().await;
}

/// What the page holds when nothing is left to be thrown away; only Chromium tells.
async fn held(host: &Host) -> Vec<(&'static str, f64)> {
    if host.browser.engine != Engine::Chromium {
        return Vec::new();
    }
    let driver = &host.browser.driver;
    driver.protocol("Performance.enable").await;
    for _ in 0..3 {
        driver.protocol("HeapProfiler.collectGarbage").await;
    }
    let answer = driver.protocol("Performance.getMetrics").await;
    let metrics = answer["metrics"].as_array().unwrap();
    ["Nodes", "JSEventListeners", "JSHeapUsedSize"]
        .map(|name| (name, metrics.iter().find(|one| one["name"] == name).unwrap()["value"].as_f64().unwrap()))
        .into()
}
