//! Elements that come late, are moved, cloned, removed and put back, as page builders and frameworks do.

use super::host::{Host, PATIENCE, Page, reported};
use crate::stage::{Server, Stage, until};
use serde_json::Value;

crate::journeys!(
    wherever_a_host_puts_an_element_it_works,
    a_moved_element_keeps_what_it_shows,
    a_hundred_times_removed_and_put_back_leaves_nothing,
    what_is_gone_by_the_time_it_is_seen_holds_up_no_other,
    two_copies_of_the_loader_keep_out_of_each_others_way,
    two_servers_of_different_versions_stand_on_one_page,
);

async fn wherever_a_host_puts_an_element_it_works(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.220").await;
    host.shows(Page::with(
        "<form id=form onsubmit=\"window.sent = true; return false\"><bantin-news id=in-form site=demo count=2></bantin-news></form>\
         <table><tr><td>Một ô</td><td><bantin-news id=in-cell site=demo count=2></bantin-news></td></tr></table>\
         <div id=widget></div><template id=t><bantin-news id=cloned site=demo count=2></bantin-news></template>\
         <div id=closed style=\"display:none\"><bantin-counter id=hidden site=demo></bantin-counter></div><div id=late></div>",
    ))
    .await;
    let put = "const shadow = document.getElementById('widget').attachShadow({ mode: 'open' });
        shadow.innerHTML = '<bantin-news site=demo count=2></bantin-news>';
        document.getElementById('late').append(document.getElementById('t').content.cloneNode(true));
        const made = document.createElement('bantin-counter');
        made.site = 'demo'; made.id = 'made'; document.body.append(made)";
    host.ask(put, vec![]).await;
    for element in ["#in-form", "#in-cell", "#cloned"] {
        host.until(&format!("{element} lists two"), async || host.count(element, ".row").await == 2).await;
    }
    host.is("#made", "ready").await;
    let inner = "return document.getElementById('widget').shadowRoot.querySelector('bantin-news').state";
    host.until("the one in another's shadow root is ready", async || host.ask(inner, vec![]).await == "ready").await;
    let wide = "return at('#in-cell').getBoundingClientRect().width > 150";
    assert_eq!(host.ask(wide, vec![]).await, true, "a table would squeeze what asks for no room");
    assert_eq!(host.state("#hidden").await, "waiting");
    host.ask("document.getElementById('closed').style.display = ''; at('#hidden').scrollIntoView()", vec![]).await;
    host.is("#hidden", "ready").await;
    // A copy of what runs runs by itself.
    host.ask("const copy = at('#in-form').cloneNode(true); copy.id = 'copy'; document.body.append(copy)", vec![]).await;
    host.until("the copy lists two", async || host.count("#copy", ".row").await == 2).await;
    assert_eq!(host.ask("return window.sent ?? null", vec![]).await, Value::Null);
    reported(&host.news, &[(None, true)]).await;
    host.leaves().await;
}

async fn a_moved_element_keeps_what_it_shows(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.221").await;
    host.shows(Page::with("<div id=one><bantin-news site=demo open=here></bantin-news></div><div id=two></div>")).await;
    host.clicks("bantin-news", ".headline a").await;
    host.sees("bantin-news", ".article .body").await;
    let asked = host.news.requests().len();
    let moves = "window.shown = at('bantin-news', '.article');
        for (let times = 0; times < 50; times++)
            document.getElementById(times % 2 ? 'one' : 'two').append(at('bantin-news'));
        document.getElementById('two').replaceChildren(at('bantin-news'))";
    host.ask(moves, vec![]).await;
    host.browser.has_had_its_turn().await;
    assert_eq!(host.ask("return at('bantin-news', '.article') === window.shown", vec![]).await, true);
    let new: Vec<_> =
        host.news.requests().split_off(asked).into_iter().filter(|request| !request.contains("/live")).collect();
    assert!(new.iter().all(|request| request.contains("/visits") || request.contains("/media")), "{new:?}");
    host.clicks("bantin-news", ".back a").await;
    host.sees("bantin-news", ".row").await;
    host.leaves().await;
}

async fn a_hundred_times_removed_and_put_back_leaves_nothing(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.222").await;
    host.shows(Page::with("<div id=place><bantin-counter site=demo></bantin-counter></div>")).await;
    host.is("bantin-counter", "ready").await;
    until("one stream is open", async || host.server.streams().await == Some(1)).await;
    // Each time in turns of their own, so that each removal is one.
    let again = "const done = arguments[arguments.length - 1], place = document.getElementById('place');
        const turn = () => new Promise((next) => setTimeout(next));
        const ready = (element) => element.state === 'ready' || new Promise((next) => element.addEventListener('bantin-ready', next, { once: true }));
        (async () => {
            const element = place.firstElementChild;
            for (let times = 0; times < 100; times++) {
                element.remove(); await turn();
                if (element.state !== 'waiting') return done(`removed, it is ${element.state}`);
                place.append(element); await ready(element);
            }
            element.remove(); await turn();
            done(element.shadowRoot.querySelectorAll('.root').length);
        })()";
    let left = host.long(again, vec![]).await;
    assert_eq!(left, 0, "what is removed shows nothing");
    until("no stream is left", async || host.server.streams().await == Some(0)).await;
    // WebKit's driver itself plans the end of its patience in the page.
    let patience = PATIENCE.as_millis() as u64;
    let planned =
        async || host.ask("return planned().filter(delay => delay !== arguments[0])", vec![patience.into()]).await;
    host.until("no timer is left", async || planned().await == serde_json::json!([])).await;
    reported(&host.news, &[(None, true)]).await;
    host.leaves().await;
}

async fn what_is_gone_by_the_time_it_is_seen_holds_up_no_other(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.248").await;
    // The host is told before us that it is seen, and takes it away.
    host.shows(Page::with(
        "<bantin-news id=gone site=demo count=1></bantin-news><script>
            const gone = window.taken = document.getElementById('gone');
            new IntersectionObserver((seen, observer) => {
                if (!customElements.get('bantin-news') || !seen.some((one) => one.isIntersecting)) return;
                observer.disconnect(); gone.remove();
            }, { rootMargin: '400px' }).observe(gone);
            customElements.whenDefined('bantin-news').then(() => {
                gone.style.display = 'none';
                requestAnimationFrame(() => requestAnimationFrame(() => { gone.style.display = '' }));
            });
        </script>",
    ))
    .await;
    host.until("it is taken away", async || {
        host.ask("return window.taken?.isConnected === false", vec![]).await == true
    })
    .await;
    host.ask("document.body.insertAdjacentHTML('beforeend', '<bantin-news site=demo count=2></bantin-news>')", vec![])
        .await;
    host.until("another lists two", async || host.count("bantin-news", ".row").await == 2).await;
    assert_eq!(host.ask("return taken.state", vec![]).await, "waiting");
    host.leaves().await;
}

async fn two_copies_of_the_loader_keep_out_of_each_others_way(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.223").await;
    host.shows(Page::with(
        "<bantin-news site=demo count=1></bantin-news><script type=module src=\"{news}/embed.js?khac\"></script>\
         <script>customElements.define('bantin-counter', class extends HTMLElement {})</script><bantin-counter site=demo></bantin-counter>",
    ))
    .await;
    host.sees("bantin-news", ".row").await;
    assert_eq!(
        host.ask("return at('bantin-counter').shadowRoot", vec![]).await,
        Value::Null,
        "a name that is taken stays so"
    );
    let loaded = |part: &str| host.news.requests().iter().filter(|request| request.contains(part)).count();
    assert_eq!(loaded("_bg.wasm"), 1, "{:?}", host.news.requests());
    host.leaves().await;
}

/// The loader of a former release, as a server that was not brought up to date sends it: it
/// shows where it is at work.
async fn two_servers_of_different_versions_stand_on_one_page(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.247").await;
    let former = Server::of_another_release(&host.browser.door.address, |loader| {
        loader.replacen("static observedAttributes", "former=true;static observedAttributes", 1)
    });
    let other = former.address.clone();
    let elements = format!(
        "<bantin-news id=ours site=demo count=1></bantin-news><bantin-news id=others server=\"{other}\" site=demo count=2></bantin-news>"
    );
    // Whoever is first defines the elements; they show what either server has.
    for (first, second, is_former) in [("{news}", other.as_str(), false), (other.as_str(), "{news}", true)] {
        let loader = |from: &str| format!("<script type=module src=\"{from}/embed.js\"></script>");
        let server = if is_former { "document.getElementById('ours').server = '{news}'" } else { "" };
        host.shows(Page::bare(&format!("{elements}<script>{server}</script>{}{}", loader(first), loader(second))))
            .await;
        for (element, count) in [("#ours", 1), ("#others", 2)] {
            host.until(&format!("{element} lists its news"), async || host.count(element, ".row").await == count).await;
        }
        assert_eq!(host.ask("return at('#ours').former ?? false", vec![]).await, is_former);
    }
    host.leaves_with(|report| report.contains("\"foreign\"") && report.contains(&other)).await;
}
