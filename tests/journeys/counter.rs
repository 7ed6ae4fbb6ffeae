//! The visit counter moves by itself.

use super::door::Fault;
use super::stage::{Stage, until};
use std::time::Instant;

super::journeys!(
    a_visit_in_one_window_moves_the_counter_of_another,
    without_a_stream_the_counter_asks,
    out_of_touch_it_says_so,
    a_reading_counts_as_a_view,
);

async fn a_visit_in_one_window_moves_the_counter_of_another(stage: Stage) {
    let watcher = stage.visitor("203.0.113.30").await;
    watcher.open("/").await;
    until("the watcher's own visit is counted", async || watcher.total().await.is_some_and(|total| total > 0)).await;
    let before = watcher.total().await.unwrap();
    let other = stage.visitor("203.0.113.31").await;
    other.open("/").await;
    until("the other's visit is reported", async || {
        other.door.requests().iter().any(|request| request.contains("/visits"))
    })
    .await;
    let reported = Instant::now();
    until("the counter has moved", async || watcher.total().await == Some(before + 1)).await;
    println!("{:?} after the report", reported.elapsed());
    // Who is online may be told a push later than the visit.
    until("two are online", async || {
        watcher.text(".counter .visually-hidden").await.is_some_and(|sentence| sentence.contains("đang xem 2 người"))
    })
    .await;
    assert_eq!(watcher.attribute(".digits", "aria-hidden").await.as_deref(), Some("true"));
    assert_eq!(watcher.count(".counter [aria-live], .counter [role=status]").await, 0, "the counter does not chatter");
    other.leave().await;
    watcher.leave().await;
}

async fn without_a_stream_the_counter_asks(stage: Stage) {
    let watcher = stage.visitor("203.0.113.32").await;
    watcher.door.fault("/live", Fault::Status(503));
    watcher.open("/").await;
    until("the counts are asked for", async || {
        watcher.door.requests().iter().any(|request| request.contains("/counts"))
    })
    .await;
    until("the counter shows them", async || watcher.total().await.is_some_and(|total| total > 0)).await;
    assert_eq!(watcher.count(".counter.out-of-touch").await, 0);
    watcher.leave().await;
}

async fn out_of_touch_it_says_so(stage: Stage) {
    let watcher = stage.visitor("203.0.113.33").await;
    watcher.door.fault("/live", Fault::Status(503));
    watcher.door.fault("/counts", Fault::Status(503));
    watcher.open("/").await;
    watcher.reads("Mất liên lạc với máy chủ").await;
    watcher.door.mend();
    until("it is in touch again", async || watcher.count(".counter.out-of-touch").await == 0).await;
    watcher.leave().await;
}

async fn a_reading_counts_as_a_view(stage: Stage) {
    let reader = stage.visitor("203.0.113.34").await;
    reader.open("/").await;
    let href = reader.attribute(".lead .headline a", "href").await.unwrap();
    let id = href.trim_start_matches("/tin/").split('/').next().unwrap().to_owned();
    let before = stage.server.views(&id).await;
    reader.open(&href).await;
    until("the view is counted", async || stage.server.views(&id).await == before + 1).await;
    let shown = (before + 1).to_string();
    until("the page shows it", async || {
        reader.text(".views").await.is_some_and(|text| text.replace('.', "").ends_with(&shown))
    })
    .await;
    reader.leave().await;
}
