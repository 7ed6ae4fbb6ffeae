//! A browser at its door: what a person does with it, and what they see.

use super::door::Door;
use super::driver::{Driver, Engine};
use super::stage::{comes, until};
use fantoccini::Locator;
use fantoccini::actions::{Actions, InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::Value;
use std::time::Duration;

/// The application's element, once what the server rendered is replaced.
pub const TAKEN_OVER: &str = "#bantin:not([data-rendered])";

/// One browser, one visitor.
pub struct Browser {
    pub driver: Driver,
    pub door: Door,
    pub engine: Engine,
}

/// Clicks an element. Where the page has put another in its place between finding and clicking, as it does when the application
/// takes over, that one: a person would have clicked what is there.
pub async fn clicked(find: impl AsyncFn() -> Result<Element, CmdError>) {
    let click = async || find().await?.click().await;
    until("an element stays long enough to be clicked", async || match click().await {
        Ok(()) => true,
        Err(error) if error.is_stale_element_reference() => false,
        Err(error) => panic!("{error}"),
    })
    .await;
}

impl Browser {
    /// Opens a path and waits until the application shows its page.
    pub async fn open(&self, path: &str) {
        self.go(path).await;
        self.sees(&format!("{TAKEN_OVER} main h1")).await;
    }

    /// Opens a path and waits for nothing but the page's own loading.
    pub async fn go(&self, path: &str) {
        self.driver.client.goto(&format!("{}{path}", self.door.address)).await.unwrap();
    }

    /// Loads the page anew and waits until the application shows it.
    pub async fn reload(&self) {
        self.driver.client.refresh().await.unwrap();
        self.sees(&format!("{TAKEN_OVER} main h1")).await;
    }

    /// Waits until an element is there.
    pub async fn sees(&self, selector: &str) {
        self.until(&format!("{selector} is there"), async || self.count(selector).await > 0).await;
    }

    /// Waits until something is so; where it does not come about, says what the page was and what it had asked for.
    async fn until(&self, what: &str, so: impl AsyncFn() -> bool) {
        if !comes(so).await {
            let (page, asked) = (self.text("body").await, self.door.requests());
            panic!("waited in vain until {what}; the page reads {page:?}; asked for were {asked:?}");
        }
    }

    /// Waits until the text of the page's main part contains this.
    pub async fn reads(&self, text: &str) {
        self.until(&format!("the page reads {text:?}"), async || {
            self.text("body").await.is_some_and(|body| body.to_lowercase().contains(&text.to_lowercase()))
        })
        .await;
    }

    /// How many elements a selector finds.
    pub async fn count(&self, selector: &str) -> usize {
        self.driver.client.find_all(Locator::Css(selector)).await.map_or(0, |found| found.len())
    }

    /// The text of an element, as it is read.
    pub async fn text(&self, selector: &str) -> Option<String> {
        let script = "return document.querySelector(arguments[0])?.textContent ?? null";
        self.ask(script, vec![selector.into()]).await.as_str().map(|text| text.trim().to_owned())
    }

    /// The value of an attribute, once its element is there.
    pub async fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.sees(selector).await;
        let script = "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null";
        self.ask(script, vec![selector.into(), name.into()]).await.as_str().map(str::to_owned)
    }

    /// The address of a link, as it is written; no script is needed for it.
    pub async fn href(&self, selector: &str) -> String {
        self.sees(selector).await;
        let link = self.driver.client.find(Locator::Css(selector)).await.unwrap();
        // WebKit's driver gives the whole address.
        link.attr("href").await.unwrap().unwrap().trim_start_matches(&self.door.address).to_owned()
    }

    /// Follows a plain link to another document; no script is needed for it.
    pub async fn follow(&self, selector: &str, to: &str) {
        self.sees(selector).await;
        clicked(async || self.driver.client.find(Locator::Css(selector)).await).await;
        self.until(&format!("the page is {to}"), async || self.path().await == to).await;
    }

    /// Clicks the first element that a selector finds.
    pub async fn click(&self, selector: &str) {
        self.sees(selector).await;
        let script = "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})";
        self.ask(script, vec![selector.into()]).await;
        clicked(async || self.driver.client.find(Locator::Css(selector)).await).await;
    }

    /// Lets the pointer rest on the first element that a selector finds.
    pub async fn point(&self, selector: &str) {
        self.sees(selector).await;
        let element = self.driver.client.find(Locator::Css(selector)).await.unwrap();
        // It comes from elsewhere, or nothing would tell the page that it is there.
        let mouse = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration: None, x: 1.0, y: 1.0 })
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 });
        self.driver.client.perform_actions(mouse).await.unwrap();
    }

    /// Clicks it with a button of the mouse, while a key is held.
    pub async fn click_with(&self, selector: &str, button: u64, key: Option<char>) {
        self.sees(selector).await;
        let client = &self.driver.client;
        let element = client.find(Locator::Css(selector)).await.unwrap();
        let still = KeyAction::Pause { duration: Duration::ZERO };
        let held = |action: fn(char) -> KeyAction| key.map_or_else(|| still.clone(), action);
        // The sources act in step: the key goes down before the button and up after it.
        let keyboard = KeyActions::new("keyboard".to_owned())
            .then(held(|value| KeyAction::Down { value }))
            .then(still.clone())
            .then(still.clone())
            .then(held(|value| KeyAction::Up { value }));
        let mouse = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button })
            .then(PointerAction::Pause { duration: Duration::ZERO });
        client.perform_actions(Actions::from(keyboard).and(mouse)).await.unwrap();
    }

    /// Puts the window out of sight, as an engine does by itself; the page knows of it.
    pub async fn hide(&self) {
        self.driver.client.minimize_window().await.unwrap();
        self.until_it_is("hidden").await;
    }

    /// Puts the window back in sight.
    pub async fn show(&self) {
        self.driver.client.set_window_rect(0, 0, 1280, 900).await.unwrap();
        self.until_it_is("visible").await;
    }

    async fn until_it_is(&self, state: &str) {
        let now = "return document.visibilityState";
        until(&format!("the page is {state}"), async || self.ask(now, vec![]).await == state).await;
    }

    /// Waits until whatever the page has begun to send has come to the door: a request behind all of it has, and the
    /// visits among it are answered.
    pub async fn has_had_its_turn(&self) {
        let turn = "const done = arguments[arguments.length - 1];
            setTimeout(() => fetch('/__turn').then(() => done(true), () => done(false)))";
        assert_eq!(self.driver.client.execute_async(turn, vec![]).await.unwrap(), true);
    }

    /// Goes back, as by the browser's own button.
    pub async fn back(&self) {
        self.driver.client.back().await.unwrap();
    }

    /// The title of the page.
    pub async fn title(&self) -> String {
        self.driver.client.title().await.unwrap()
    }

    /// The counter's number of visits, once it shows one.
    pub async fn total(&self) -> Option<u64> {
        let digits = "return [...document.querySelectorAll('.digit')].map(digit => digit.dataset.digit).join('')";
        let waiting = self.count(".counter.waiting").await > 0;
        let digits = self.ask(digits, vec![]).await;
        digits.as_str().filter(|_| !waiting).and_then(|digits| digits.parse().ok())
    }

    /// The path of the address, with query and hash.
    pub async fn path(&self) -> String {
        let url = self.driver.client.current_url().await.unwrap();
        url.as_str().trim_start_matches(&self.door.address).to_owned()
    }

    /// Presses a key, on whatever has the focus.
    pub async fn press(&self, key: char) {
        let press = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.driver.client.perform_actions(press).await.unwrap();
    }

    /// What a script answers.
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.driver.client.execute(script, arguments).await.unwrap()
    }

    /// Ends the visit: nothing was amiss in any of its pages.
    pub async fn leave(self) {
        self.leave_with(|_| false).await;
    }

    /// Ends the visit: nothing was amiss but what the journey itself provoked.
    pub async fn leave_with(self, provoked: impl Fn(&str) -> bool) {
        let reports = self.door.reports();
        let amiss: Vec<_> = reports.iter().filter(|report| !provoked(report)).collect();
        let _ = self.driver.client.clone().close().await;
        assert!(amiss.is_empty(), "amiss in {}: {amiss:#?}", self.engine.name());
    }
}
