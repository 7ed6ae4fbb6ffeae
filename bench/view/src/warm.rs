//! From a listing to an article while the application runs: how long the browser's main thread is busy with it.

use std::time::Duration;

use anyhow::{Context, Result};
use bantin_bench_companion::Running;
use serde_json::{Value, json};

use crate::browser::Browser;

/// How long a listing is left alone before, and how long the pointer rests on the link: time enough to fetch ahead.
const REST: Duration = Duration::from_secs(4);

/// One such step. Both are milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// How long the main thread was busy from the click until the article was painted.
    pub(crate) busy: f64,
    /// How long the reader waited.
    pub(crate) waited: f64,
}

/// Who makes the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// The application.
    Us,
    /// A few lines that put the article's HTML, rendered by the server and fetched beforehand, in the main part's place, by a
    /// view transition too: what such a step costs the browser whoever makes it.
    Bare,
}

impl By {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Us, Self::Bare];
}

/// Fetches the article's HTML, and takes the first headline's click from the application.
const BARE: &str = "(async () => {
  const link = document.querySelector('main .headline a');
  const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), 'text/html');
  const html = page.querySelector('#bantin main').innerHTML;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    history.pushState(null, '', link.href);
    document.startViewTransition(() => {
      document.querySelector('#bantin main').innerHTML = html;
      scrollTo(0, 0);
    });
  });
  return true;
})()";

/// The middle of the first headline's link, in the window.
const PLACE: &str = "{
  const link = document.querySelector('main .headline a');
  link.scrollIntoView({ block: 'center' });
  const box = link.getClientRects()[0];
  return [box.left + box.width / 2, box.top + box.height / 2];
}";

/// Comes to be the time from the click until the frame after the one with the article.
const SHOWN: &str = "window.__shown = new Promise((shown) => {
  let clicked;
  addEventListener('click', () => (clicked = performance.now()), { capture: true, once: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector('article.article .body')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => shown(performance.now() - clicked)));
  }).observe(document.querySelector('#bantin'), { childList: true, subtree: true });
}), true";

/// Opens a listing, lets the pointer rest on the first article's link, and clicks.
pub(crate) async fn step(driver: &Running, listing: &str, by: By) -> Result<Step> {
    let browser = Browser::open(driver).await?;
    browser.go(listing).await?;
    tokio::time::sleep(REST).await;
    if by == By::Bare {
        browser.evaluate(BARE).await?;
    }
    let place = browser.ask(PLACE).await?;
    let at = |index: usize| place.get(index).and_then(Value::as_f64).context("the listing has no headline");
    let mouse = async |kind: &str, buttons: u8| {
        let mut event = json!({ "type": kind, "x": at(0)?, "y": at(1)?, "pointerType": "mouse" });
        if kind != "mouseMoved"
            && let Some(event) = event.as_object_mut()
        {
            event.extend([("button".to_owned(), json!("left")), ("buttons".to_owned(), json!(buttons))]);
            event.insert("clickCount".to_owned(), json!(1));
        }
        browser.protocol("Input.dispatchMouseEvent", event).await
    };
    mouse("mouseMoved", 0).await?;
    tokio::time::sleep(REST).await;
    browser.evaluate(SHOWN).await?;
    browser.protocol("Performance.enable", json!({})).await?;
    let before = busy(&browser).await?;
    mouse("mousePressed", 1).await?;
    mouse("mouseReleased", 0).await?;
    let waited = browser.evaluate("window.__shown").await?.as_f64().context("no article was shown")?;
    let after = busy(&browser).await?;
    browser.close().await?;
    Ok(Step { busy: after - before, waited })
}

/// How long the main thread has been busy since the page began, in milliseconds.
async fn busy(browser: &Browser) -> Result<f64> {
    let answer = browser.protocol("Performance.getMetrics", json!({})).await?;
    let metrics = answer.get("metrics").and_then(Value::as_array).context("Chromium gave no metrics")?;
    let tasks = metrics.iter().find(|metric| metric.get("name").is_some_and(|name| name == "TaskDuration"));
    let seconds = tasks.and_then(|metric| metric.get("value")).and_then(Value::as_f64);
    Ok(seconds.context("Chromium does not say how long its tasks took")? * 1e3)
}
