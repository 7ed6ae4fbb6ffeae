//! The whole application in a column, with its addresses in a key of the host's own.

use super::host::{Host, Page};
use crate::stage::Stage;
use serde_json::Value;

crate::journeys!(
    in_the_hash_only_its_own_key_is_touched,
    in_the_query_the_hosts_own_pairs_and_state_stay,
    a_base_elsewhere_leads_nowhere_else,
    a_list_leads_to_the_hosts_own_page,
);

async fn in_the_hash_only_its_own_key_is_touched(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.240").await;
    host.shows(Page::with("<main><h1>Quận</h1><a id=anchor href=#lien-he>Liên hệ</a><bantin-app site=demo></bantin-app><p id=lien-he>Liên hệ</p></main>")).await;
    host.sees("bantin-app", ".lead .headline a").await;
    let title = host.text("bantin-app", ".lead .headline").await;
    host.clicks("bantin-app", ".lead .headline a").await;
    host.sees("bantin-app", ".article .body").await;
    assert_eq!(host.text("bantin-app", "h1").await, title);
    let path = host.browser.path().await;
    assert!(path.starts_with("/trang#bantin=/tin/"), "{path}");
    // An anchor of the host's is no page of ours.
    host.browser.click("#anchor").await;
    host.browser.has_had_its_turn().await;
    assert_eq!(host.count("bantin-app", ".article").await, 1);
    host.browser.back().await;
    host.browser.back().await;
    host.sees("bantin-app", ".lead").await;
    assert_eq!(host.browser.title().await, "Cổng thông tin");
    // An address can be kept and shared.
    host.browser.go(&path).await;
    host.browser.driver.client.refresh().await.unwrap();
    host.sees("bantin-app", ".article .body").await;
    assert_eq!(host.text("bantin-app", "h1").await, title);
    host.leaves().await;
}

async fn in_the_query_the_hosts_own_pairs_and_state_stay(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.241").await;
    host.puts("trang", Page::with("<bantin-app site=demo addressing=query key=tin></bantin-app>"));
    host.browser.go("/trang?tabid=5&mid=7").await;
    host.ask("history.replaceState({ router: 'own' }, '')", vec![]).await;
    host.sees("bantin-app", ".lead .headline a").await;
    let href = host.ask("return at('bantin-app', '.lead .headline a').getAttribute('href')", vec![]).await;
    assert!(href.as_str().unwrap().starts_with("?tabid=5&mid=7&tin=%2Ftin"), "{href}");
    host.clicks("bantin-app", ".lead .headline a").await;
    host.sees("bantin-app", ".article .body").await;
    let path = host.browser.path().await;
    assert!(path.starts_with("/trang?tabid=5&mid=7&tin=%2Ftin%2F"), "{path}");
    assert_eq!(host.ask("return history.state?.router ?? null", vec![]).await, "own");
    // The host's router goes on meanwhile.
    host.ask("history.pushState({ router: 'own' }, '', location.search.replace('tabid=5', 'tabid=6'))", vec![]).await;
    host.clicks("bantin-app", ".menu a").await;
    host.sees("bantin-app", ".lead").await;
    let path = host.browser.path().await;
    assert!(path.starts_with("/trang?tabid=6&mid=7&tin=%2F"), "{path}");
    host.leaves().await;
}

async fn a_base_elsewhere_leads_nowhere_else(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.243").await;
    host.puts(
        "trang",
        Page::bare(
            "<base href=/khac/><bantin-app site=demo></bantin-app><script type=module src={news}/embed.js></script>",
        ),
    );
    host.browser.go("/trang?tabid=5").await;
    host.sees("bantin-app", ".lead .headline a").await;
    let href = host.ask("return at('bantin-app', '.lead .headline a').href", vec![]).await;
    assert!(
        href.as_str().unwrap().starts_with(&format!("{}/trang?tabid=5#bantin=/tin/", host.browser.door.address)),
        "{href}"
    );
    host.clicks("bantin-app", ".lead .headline a").await;
    host.sees("bantin-app", ".article .body").await;
    assert!(host.browser.path().await.starts_with("/trang?tabid=5#bantin=/tin/"));
    host.leaves().await;
}

async fn a_list_leads_to_the_hosts_own_page(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.242").await;
    host.puts("tin", Page::with("<bantin-article site=demo></bantin-article>"));
    host.shows(Page::with("<bantin-news site=demo open=page page=/tin></bantin-news>")).await;
    host.sees("bantin-news", ".row").await;
    let title = host.text("bantin-news", ".headline").await;
    host.clicks("bantin-news", ".headline a").await;
    host.sees("bantin-article", ".article .body").await;
    assert_eq!(host.text("bantin-article", "h1").await, title);
    let path = host.browser.path().await;
    assert!(path.starts_with("/tin#bantin=/tin/"), "{path}");
    // Without a key it lists what there is.
    host.puts("tin-moi", Page::with("<bantin-article site=demo></bantin-article>"));
    host.browser.go("/tin-moi").await;
    host.sees("bantin-article", ".row").await;
    assert_ne!(host.text("bantin-article", ".headline").await, Value::Null);
    host.leaves().await;
}
