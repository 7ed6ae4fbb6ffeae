//! A host: a site of another origin, whose pages embed ours.

use crate::browser::{Browser, clicked};
use crate::door::Door;
use crate::stage::{Server, Stage, path_in, until};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use fantoccini::elements::Element;
use fantoccini::wd::TimeoutConfiguration;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The two lines that every editor pastes, but for the element.
pub const LOADER: &str = r#"<script type="module" src="{news}/embed.js"></script>"#;

/// How long a script of [`Host::long`] may take.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// One page of a host. `{news}` in it stands for the news server's address.
#[derive(Clone, Default)]
pub struct Page {
    body: String,
    policy: Option<String>,
    quiet: bool,
    data: bool,
}

impl Page {
    /// A page with this in its body, and the loader's line.
    pub fn with(body: &str) -> Self {
        Self { body: format!("{body}{LOADER}"), ..Self::default() }
    }

    /// A page with this in its body, and nothing else.
    pub fn bare(body: &str) -> Self {
        Self { body: body.to_owned(), ..Self::default() }
    }

    /// A file with this in it.
    pub fn data(content: &str) -> Self {
        Self { body: content.to_owned(), data: true, ..Self::default() }
    }

    /// A script of a library that hosts use, by its path among the packages of npm.
    pub fn library(path: &str) -> Self {
        let packages = path_in("BANTIN_AXE").ancestors().nth(2).unwrap().to_owned();
        Self::data(&std::fs::read_to_string(packages.join(path)).unwrap())
    }

    /// The same under a Content-Security-Policy, whose reports come to the host; nothing of the test's own runs in it.
    pub fn under(self, policy: &str) -> Self {
        Self { policy: Some(format!("{policy}; report-uri /__report")), quiet: true, ..self }
    }

    /// The same without the probe of the journeys.
    pub fn unwatched(self) -> Self {
        Self { quiet: true, ..self }
    }

    fn answer(&self, news: &str) -> Response {
        if self.data {
            let kind = match self.body.get(..1) {
                Some("{") => "application/json",
                Some("<") => "application/xml",
                _ => "text/javascript",
            };
            return ([(header::CONTENT_TYPE, kind)], self.body.clone()).into_response();
        }
        // The door puts its probe before what is written small.
        let meta = if self.quiet { "<META CHARSET" } else { "<meta charset" };
        let page = format!(
            "<!DOCTYPE html><html lang=\"vi\">{meta}=\"utf-8\"><title>Cổng thông tin</title><link rel=\"icon\" href=\"data:,\">\
             <body>{}</body></html>",
            self.body
        );
        let mut response = Html(page.replace("{news}", news)).into_response();
        if let Some(policy) = &self.policy {
            let policy = policy.replace("{news}", news).parse().unwrap();
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

type Pages = Arc<Mutex<HashMap<String, (String, Page)>>>;

/// A host, a browser before it, and the news server whose elements it embeds.
pub struct Host {
    pub browser: Browser,
    /// Before the news server.
    pub news: Door,
    pub server: Server,
    pages: Pages,
}

impl Host {
    /// A host that is registered with the news server.
    pub async fn start(stage: &Stage, visitor: &str) -> Self {
        let pages = Pages::default();
        let router = Router::new().route("/{page}", get(answer)).with_state(pages.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let browser = stage.at(&address, visitor).await;
        let server = Server::embedded_in(&browser.door.address);
        let news = Door::open(&server.address, visitor).await;
        Self { browser, news, server, pages }
    }

    /// Puts a page on the host.
    pub fn puts(&self, name: &str, page: Page) {
        self.pages.lock().unwrap().insert(name.to_owned(), (self.news.address.clone(), page));
    }

    /// Puts a page on the host and opens it.
    pub async fn shows(&self, page: Page) {
        self.puts("trang", page);
        self.browser.go("/trang").await;
    }

    /// What a script answers, with `at(selector, inner)` for an element inside of one of ours.
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Value {
        let at = "const at = (selector, inner) => {
            const element = document.querySelector(selector);
            return inner ? element?.shadowRoot?.querySelector(`.root:not([hidden]) ${inner}`) : element;
        };";
        self.browser.ask(&format!("{at}{script}"), arguments).await
    }

    /// What a script answers that calls its last argument, however long that takes it within [`PATIENCE`].
    pub async fn long(&self, script: &str, arguments: Vec<Value>) -> Value {
        let client = &self.browser.driver.client;
        client.update_timeouts(TimeoutConfiguration::new(Some(PATIENCE), None, None)).await.unwrap();
        client.execute_async(script, arguments).await.unwrap()
    }

    /// How many elements inside of one of ours a selector finds.
    pub async fn count(&self, selector: &str, inner: &str) -> u64 {
        let script =
            "return at(arguments[0])?.shadowRoot?.querySelectorAll(`.root:not([hidden]) ${arguments[1]}`).length ?? 0";
        self.ask(script, vec![selector.into(), inner.into()]).await.as_u64().unwrap_or_default()
    }

    /// Scrolls to one of ours: what is far away does not begin.
    pub async fn goes_to(&self, selector: &str) {
        self.ask("at(arguments[0]).scrollIntoView()", vec![selector.into()]).await;
    }

    /// Waits until something is shown inside of one of ours.
    pub async fn sees(&self, selector: &str, inner: &str) {
        self.until(&format!("{selector} shows {inner}"), async || self.count(selector, inner).await > 0).await;
    }

    /// Waits until one of ours is in a state.
    pub async fn is(&self, selector: &str, state: &str) {
        self.until(&format!("{selector} is {state}"), async || self.state(selector).await == state).await;
    }

    /// In which state one of ours is.
    pub async fn state(&self, selector: &str) -> Value {
        self.ask("return at(arguments[0])?.state ?? null", vec![selector.into()]).await
    }

    /// The text of an element inside of one of ours.
    pub async fn text(&self, selector: &str, inner: &str) -> String {
        let script = "return at(arguments[0], arguments[1])?.textContent.trim() ?? ''";
        self.ask(script, vec![selector.into(), inner.into()]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks an element inside of one of ours, as a person does.
    pub async fn clicks(&self, selector: &str, inner: &str) {
        self.sees(selector, inner).await;
        let script = "const found = at(arguments[0], arguments[1]);
            found.scrollIntoView({ block: 'center' }); return found";
        clicked(async || {
            let found = self.ask(script, vec![selector.into(), inner.into()]).await;
            let id = found.as_object().and_then(|found| found.values().next()?.as_str()).unwrap().to_owned();
            Ok(Element::from_element_id(self.browser.driver.client.clone(), id.into()))
        })
        .await;
    }

    /// Waits until something is so; where it does not come about, says what there is.
    pub async fn until(&self, what: &str, so: impl AsyncFn() -> bool) {
        if !crate::stage::comes(so).await {
            let all = "return [...document.querySelectorAll('*')].filter(one => one.localName.startsWith('bantin-'))
                .map(one => [one.localName, one.state ?? 'undefined', one.shadowRoot?.textContent.slice(0, 200) ?? ''])";
            let (elements, asked) = (self.ask(all, vec![]).await, self.news.requests());
            panic!(
                "waited in vain until {what}; there is {elements}; asked for were {asked:?}; amiss {:?}",
                self.browser.door.reports()
            );
        }
    }

    /// Ends the visit: nothing was amiss on the host's pages, which asked the news server alone.
    pub async fn leaves(self) {
        self.leaves_with(|_| false).await;
    }

    /// The same, but for what the journey itself provoked.
    pub async fn leaves_with(self, provoked: impl Fn(&str) -> bool) {
        let ours = self.news.address.clone();
        self.browser
            .leave_with(|report| report.contains("\"foreign\"") && report.contains(&ours) || provoked(report))
            .await;
    }
}

async fn answer(State(pages): State<Pages>, Path(name): Path<String>) -> Response {
    match pages.lock().unwrap().get(&name) {
        Some((news, page)) => page.answer(news),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The id of the site's first article.
pub async fn first_article(server: &Server) -> Value {
    server.api("articles?per_page=1").await["items"][0].clone()
}

/// Waits until this many visits were reported, as article and entry.
pub async fn reported(news: &Door, visits: &[(Option<u64>, bool)]) {
    until(&format!("{visits:?} are reported"), async || news.visits() == visits).await;
}

/// A JSON Feed of a site's own, with two articles.
pub fn own_feed() -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Trang của phường",
        "items": [
            { "id": "a", "url": "https://phuong.example/tin/a", "title": "Nắng lên ở bến", "date_published": "2026-11-02T08:00:00+07:00",
              "content_html": "<p>Sáng nay <b>nắng</b> lên.</p><script>alert(1)</script>" },
            { "id": "b", "url": "https://phuong.example/tin/b", "title": "Họp tổ dân phố", "date_published": "2026-11-01T08:00:00+07:00",
              "content_text": "Bảy giờ tối thứ Ba." },
        ],
    })
}
