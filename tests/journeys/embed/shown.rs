//! What two lines show: news, an article, the counter, the whole application, a site's own feed.

use super::host::{Host, Page, first_article, own_feed, reported};
use crate::stage::{Stage, until};

crate::journeys!(
    two_lines_show_the_news_and_the_visit_is_counted,
    an_article_is_read_in_place_and_counted,
    counters_follow_one_stream,
    a_sites_own_feed_needs_no_server_of_ours,
    what_an_attribute_says_takes_effect_at_once,
);

async fn two_lines_show_the_news_and_the_visit_is_counted(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.200").await;
    let article = first_article(&host.server).await;
    host.shows(Page::with("<bantin-news site=demo count=5></bantin-news><bantin-counter site=demo></bantin-counter>"))
        .await;
    host.is("bantin-news", "ready").await;
    assert_eq!(host.count("bantin-news", ".row").await, 5);
    assert_eq!(host.text("bantin-news", ".headline").await, article["title"].as_str().unwrap());
    // Links are real, and lead to the site itself.
    let href = host.ask("return at('bantin-news', '.headline a').href", vec![]).await;
    let expected = format!("{}{}", host.news.address, article["url"].as_str().unwrap());
    assert_eq!(href.as_str().unwrap(), expected);
    let picture = "return at('bantin-news', 'img')?.complete && at('bantin-news', 'img').naturalWidth > 0";
    host.until("the picture is loaded", async || host.ask(picture, vec![]).await == true).await;
    host.until("the counter shows the visit", async || {
        host.text("bantin-counter", ".visually-hidden").await.contains("đã có 1 lượt")
    })
    .await;
    reported(&host.news, &[(None, true)]).await;
    host.leaves().await;
}

async fn an_article_is_read_in_place_and_counted(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.201").await;
    host.puts("tin", Page::with("<bantin-news id=a site=demo open=here></bantin-news>"));
    host.shows(Page::with("<h1>Trang chủ</h1><bantin-news id=a site=demo open=here></bantin-news>")).await;
    let log = "window.heard = []; for (const name of ['ready', 'navigate', 'error'])
        addEventListener(`bantin-${name}`, (event) => heard.push([name, event.target.id, event.detail.article ?? null]))";
    host.ask(log, vec![]).await;
    host.sees("#a", ".row").await;
    let (title, address) = (host.text("#a", ".headline").await, host.browser.path().await);
    host.clicks("#a", ".headline a").await;
    host.sees("#a", ".article .body").await;
    assert_eq!(host.text("#a", "h1").await, title);
    assert_eq!(host.browser.path().await, address, "what the element shows is in no address");
    assert_eq!(host.browser.title().await, "Cổng thông tin");
    host.until("the heading has the focus", async || {
        host.ask("return at('#a').shadowRoot.activeElement?.localName ?? null", vec![]).await == "h1"
    })
    .await;
    let first = first_article(&host.server).await["id"].as_str().unwrap().parse().unwrap();
    reported(&host.news, &[(None, true), (Some(first), false)]).await;
    let heard = host.ask("return heard", vec![]).await;
    assert!(heard.as_array().unwrap().contains(&serde_json::json!(["navigate", "a", first.to_string()])), "{heard}");
    host.clicks("#a", ".back a").await;
    host.sees("#a", ".row").await;
    host.until("the link has the focus again", async || {
        host.ask("return at('#a').shadowRoot.activeElement?.closest('.headline')?.textContent ?? null", vec![]).await
            == title
    })
    .await;
    // What the host forbids stays undone.
    host.ask("addEventListener('bantin-navigate', (event) => event.preventDefault())", vec![]).await;
    host.clicks("#a", ".headline a").await;
    host.browser.has_had_its_turn().await;
    assert_eq!(host.count("#a", ".article").await, 0);
    assert_eq!(host.browser.path().await, address);
    host.leaves().await;
}

async fn counters_follow_one_stream(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.202").await;
    let id = first_article(&host.server).await["id"].as_str().unwrap().to_owned();
    host.shows(Page::with(&format!(
        "<bantin-counter id=a site=demo></bantin-counter><bantin-counter id=b site=demo layout=line></bantin-counter>\
         <bantin-counter id=c site=demo layout=badge></bantin-counter><bantin-counter id=d site=demo article={id}></bantin-counter>"
    )))
    .await;
    for counter in ["#a", "#b", "#c", "#d"] {
        host.is(counter, "ready").await;
    }
    host.server.command(&["visits", "set", "--site", "demo", "--total", "37520817"]);
    for (counter, inner) in [("#a", ".visually-hidden"), ("#b", ".counted"), ("#c", ".counted")] {
        host.until(&format!("{counter} follows"), async || host.text(counter, inner).await.contains("37.520.817"))
            .await;
    }
    let views = host.server.views(&id).await;
    host.until("the article's views are shown", async || {
        host.text("#d", ".visually-hidden").await == format!("Số lượt người xem: {views}")
    })
    .await;
    until("all share one stream", async || host.server.streams().await == Some(1)).await;
    reported(&host.news, &[(None, true)]).await;
    host.leaves().await;
}

async fn a_sites_own_feed_needs_no_server_of_ours(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.203").await;
    host.puts("tin.json", Page::data(&own_feed().to_string()));
    let elements =
        "<bantin-news id=a source=/tin.json></bantin-news><bantin-news id=b source=tin.json open=here></bantin-news>";
    host.shows(Page::with(elements)).await;
    host.sees("#a", ".row").await;
    assert_eq!(host.text("#a", ".headline").await, "Nắng lên ở bến");
    let href = host.ask("return at('#a', '.headline a').getAttribute('href')", vec![]).await;
    assert_eq!(href, "https://phuong.example/tin/a");
    host.clicks("#b", ".headline a").await;
    host.sees("#b", ".article .body b").await;
    assert_eq!(host.count("#b", ".body script").await, 0, "what others write is cleaned");
    assert!(host.browser.path().await.contains("#bantin=/tin/a/"));
    host.browser.back().await;
    host.sees("#b", ".row").await;
    let requests = host.news.requests();
    assert!(requests.iter().all(|request| !request.contains("/api/")), "{requests:?}");
    // Two that ask for the reader at the same time get the same.
    let reader = requests
        .iter()
        .find_map(|request| request.strip_prefix("GET ").filter(|path| path.contains("reader")))
        .unwrap();
    let twice = "const [module, done] = arguments;
        import(module).then(({ default: start }) => Promise.all([start(), start()])).then(([one, other]) => done(one === other))";
    assert_eq!(host.long(twice, vec![format!("{}{reader}?", host.news.address).into()]).await, true);
    host.leaves().await;
}

async fn what_an_attribute_says_takes_effect_at_once(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.204").await;
    host.shows(Page::with("<bantin-news site=demo></bantin-news>")).await;
    host.sees("bantin-news", ".row").await;
    host.ask("Object.assign(at('bantin-news'), { count: 3, layout: 'compact', lang: 'en' })", vec![]).await;
    host.until("three are listed", async || host.count("bantin-news", ".brief").await == 3).await;
    assert_eq!(host.count("bantin-news", ".row").await, 0);
    assert_eq!(host.ask("return at('bantin-news').getAttribute('count')", vec![]).await, "3");
    let language = "return at('bantin-news').shadowRoot.querySelector('.root').lang";
    assert_eq!(host.ask(language, vec![]).await, "en");
    // What cannot be used is said, with what is allowed; what was shown before stays no longer.
    let wait = "const done = arguments[arguments.length - 1]; const element = document.querySelector('bantin-news');
        element.addEventListener('bantin-error', (event) => done(event.detail.message)); element.layout = 'boxes'";
    let said = host.browser.driver.client.execute_async(wait, vec![]).await.unwrap();
    assert!(said.as_str().unwrap().contains("list, compact, cards, ticker"), "{said}");
    host.ask("at('bantin-news').layout = 'cards'", vec![]).await;
    host.sees("bantin-news", ".stories .story").await;
    host.leaves_with(|report| report.contains("allowed: list")).await;
}
