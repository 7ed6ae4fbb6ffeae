//! Hosts with the strictest policies.

use super::host::{Host, LOADER, Page, first_article, own_feed, reported};
use crate::stage::Stage;

crate::journeys!(
    nothing_but_our_origin_and_trusted_types_need_be_allowed,
    where_wasm_is_forbidden_the_hosts_own_content_stays,
    the_loader_can_be_pinned_by_its_hash,
);

/// What a host with such a policy must allow, and nothing more.
pub const STRICT: &str = "default-src 'none'; script-src {news} 'wasm-unsafe-eval'; connect-src {news} 'self'; img-src {news} data:; \
    style-src 'self'; require-trusted-types-for 'script'; trusted-types bantin dompurify 'allow-duplicates'; \
    base-uri 'none'; form-action 'none'";

async fn nothing_but_our_origin_and_trusted_types_need_be_allowed(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.210").await;
    let article = first_article(&host.server).await["id"].as_str().unwrap().to_owned();
    host.puts("tin.json", Page::data(&own_feed().to_string()));
    host.shows(
        Page::with(&format!(
            "<bantin-news site=demo layout=cards></bantin-news><bantin-article site=demo article={article}></bantin-article>\
             <bantin-counter site=demo></bantin-counter><bantin-news id=own source=tin.json open=here></bantin-news>"
        ))
        .under(STRICT),
    )
    .await;
    host.sees("bantin-news", ".story").await;
    host.sees("bantin-article", ".article .body").await;
    host.goes_to("bantin-counter").await;
    host.is("bantin-counter", "ready").await;
    host.goes_to("#own").await;
    host.clicks("#own", ".headline a").await;
    host.sees("#own", ".article .body b").await;
    let picture =
        "return [...at('bantin-article').shadowRoot.querySelectorAll('img')].every(one => one.naturalWidth > 0)";
    host.until("the article's pictures are loaded", async || host.ask(picture, vec![]).await == true).await;
    // Styled all the same.
    let size = "return getComputedStyle(at('bantin-article', 'h1')).fontWeight";
    assert_eq!(host.ask(size, vec![]).await, "600");
    // Reports are answered in any order.
    let entries = || host.news.visits().iter().filter(|(_, entry)| *entry).count();
    host.until("one report says that the site was entered", async || entries() == 1).await;
    host.leaves().await;
}

async fn where_wasm_is_forbidden_the_hosts_own_content_stays(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.211").await;
    let policy = STRICT.replace(" 'wasm-unsafe-eval'", "");
    host.shows(
        Page::with("<bantin-news site=demo><a id=own href=/khac>Tin của phường</a></bantin-news>").under(&policy),
    )
    .await;
    host.is("bantin-news", "failed").await;
    let shown = "const own = document.getElementById('own').getBoundingClientRect();
        const retry = at('bantin-news').shadowRoot.querySelector('.retry button');
        return own.width > 0 && own.height > 0 && retry.textContent === 'Thử lại'";
    assert_eq!(host.ask(shown, vec![]).await, true);
    // That it was refused is reported, as the host asked.
    host.leaves_with(|report| report.contains("wasm-eval") || report.contains("script-src")).await;
}

async fn the_loader_can_be_pinned_by_its_hash(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.212").await;
    let loader = std::fs::read(crate::stage::path_in("BANTIN_DIST").join("embed.js")).unwrap();
    let digest = "const bytes = Uint8Array.from(arguments[0]), done = arguments[arguments.length - 1];
        crypto.subtle.digest('SHA-384', bytes).then((hash) => done(btoa(String.fromCharCode(...new Uint8Array(hash)))))";
    host.shows(Page::bare("<p>trống</p>")).await;
    let bytes = serde_json::to_value(&loader).unwrap();
    let hash = host.browser.driver.client.execute_async(digest, vec![bytes]).await.unwrap();
    let pinned = |hash: &str| {
        let line = LOADER.replace("embed.js\"", &format!("embed.js\" integrity=\"sha384-{hash}\" crossorigin"));
        Page::bare(&format!("<bantin-news site=demo count=1></bantin-news>{line}"))
    };
    host.shows(pinned(hash.as_str().unwrap())).await;
    host.is("bantin-news", "ready").await;
    reported(&host.news, &[(None, true)]).await;
    // What does not fit is not run at all.
    host.shows(pinned(&hash.as_str().unwrap().replace(|_: char| true, "A"))).await;
    assert_eq!(host.ask("return customElements.get('bantin-news') === undefined", vec![]).await, true);
    host.leaves_with(|report| report.contains("integrity") || report.contains("error")).await;
}
