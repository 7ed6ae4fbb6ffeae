//! A page that nobody sees: it follows nothing, and nothing on it has been read.

use super::door::Fault;
use super::stage::{Stage, until};

super::journeys!(
    the_stream_is_open_only_while_the_page_is_seen,
    without_a_stream_a_hidden_page_asks_nothing,
    an_article_is_read_only_once_it_is_seen,
);

async fn the_stream_is_open_only_while_the_page_is_seen(stage: Stage) {
    let watcher = stage.visitor("203.0.113.90").await;
    watcher.open("/").await;
    until("the watcher's own visit is counted", async || watcher.total().await.is_some_and(|total| total > 0)).await;
    until("the stream is open", async || stage.server.streams().await == Some(1)).await;
    watcher.hide().await;
    until("the stream is closed", async || stage.server.streams().await == Some(0)).await;
    stage.server.command(&["visits", "set", "--site", "demo", "--total", "4711"]);
    watcher.show().await;
    until("the stream is open again", async || stage.server.streams().await == Some(1)).await;
    until("the counter has caught up", async || watcher.total().await == Some(4711)).await;
    watcher.leave().await;
}

async fn without_a_stream_a_hidden_page_asks_nothing(stage: Stage) {
    let watcher = stage.visitor("203.0.113.91").await;
    watcher.door.fault("/live", Fault::Status(503));
    watcher.open("/").await;
    let asked = || watcher.door.requests().iter().filter(|request| request.ends_with("/counts")).count();
    until("the counts are asked for", async || asked() > 0).await;
    until("the counter shows them", async || watcher.total().await.is_some_and(|total| total > 0)).await;
    // WebKit's driver plans the end of its own scripts in the page, after 30 seconds.
    let planned = "return planned().filter(delay => delay < 30000).length";
    let planned = async || watcher.ask(planned, vec![]).await;
    until("only the next question is planned", async || planned().await == 1).await;
    watcher.hide().await;
    until("no question is planned", async || planned().await == 0).await;
    let before = asked();
    watcher.has_had_its_turn().await;
    assert_eq!(asked(), before, "a hidden page asks for the counts");
    watcher.show().await;
    until("the counts are asked for again", async || asked() > before).await;
    assert_eq!(watcher.count(".counter.out-of-touch").await, 0);
    watcher.leave().await;
}

async fn an_article_is_read_only_once_it_is_seen(stage: Stage) {
    let reader = stage.visitor("203.0.113.92").await;
    reader.open("/").await;
    let href = reader.attribute(".lead .headline a", "href").await.unwrap();
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap().to_owned();
    until("the visit is reported", async || !reader.door.visits().is_empty()).await;
    reader.has_had_its_turn().await;
    let read = || reader.door.visits().iter().filter(|(article, _)| article.is_some()).count();
    assert_eq!(read(), 0, "what is merely listed is reported as read");
    let before = stage.server.views(&id).await;
    reader.hide().await;
    reader.open(&href).await;
    reader.sees(".article .body").await;
    reader.has_had_its_turn().await;
    assert_eq!(read(), 0, "a hidden article is reported as read");
    assert_eq!(stage.server.views(&id).await, before);
    reader.show().await;
    until("the reading is reported", async || read() == 1).await;
    assert_eq!(stage.server.views(&id).await, before + 1);
    // Once seen it is read; looking away and back is no second reading.
    reader.hide().await;
    reader.show().await;
    reader.has_had_its_turn().await;
    assert_eq!(read(), 1);
    reader.leave().await;
}
