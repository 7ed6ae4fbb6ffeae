//! Starts a server, feeds it, and asks it.

pub mod postgres;
pub mod serving;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bantin_server::clock::Clock;
use bantin_server::fetch::{Fetcher, Limits};
use bantin_server::handlers::client_files::ClientFiles;
use bantin_server::importing::{ImportReport, Order, Place, import};
use bantin_server::serving::Server;
use bantin_server::settings::Settings;
use bantin_server::store::{OpenOptions, Sqlite, StartWanted, Store, Tally};
use bantin_server::visits::LeftOut;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use tempfile::TempDir;

/// 2026-11-24 12:00 in Vietnam.
pub const NOON: i64 = 1_795_496_400;

/// That day there, in days since 1970-01-01.
pub const DAY: i64 = (NOON + 7 * 3_600) / 86_400;

/// A running server with everything it needs.
pub struct Started {
    pub url: String,
    pub clock: Clock,
    pub dir: TempDir,
    pub settings: Settings,
    pub server: Option<Server>,
    pub http: reqwest::Client,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The texts of the elements that a selector finds in a page, or what an attribute of them says.
    pub fn found(&self, selector: &str, attribute: Option<&str>) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let of = |element: ElementRef<'_>| match attribute {
            Some(name) => element.attr(name).unwrap_or_default().to_owned(),
            None => element.text().collect(),
        };
        page.select(&Selector::parse(selector).unwrap()).map(of).collect()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub fn fetcher(limits: Limits) -> Fetcher {
    Fetcher::new(limits).unwrap()
}

impl Started {
    pub async fn new() -> Self {
        Self::with("").await
    }

    /// One with two articles, 1 and 2.
    pub async fn with_articles() -> Self {
        let started = Self::new().await;
        started.import(json!([item(1, 1), item(2, 2)])).await;
        started
    }

    /// A server with these settings, over an empty folder.
    pub async fn with(settings: &str) -> Self {
        Self::over(tempfile::tempdir().unwrap(), settings, Clock::standing(NOON), OpenOptions::default()).await
    }

    pub async fn over(dir: TempDir, settings: &str, clock: Clock, options: OpenOptions) -> Self {
        let open = |settings: &Settings| -> Arc<dyn Store> {
            Arc::new(Sqlite::open_with(&settings.server.database(), options).unwrap())
        };
        Self::on(dir, settings, clock, open).await
    }

    /// A server on a store of any kind.
    pub async fn on(
        dir: TempDir,
        settings: &str,
        clock: Clock,
        open: impl FnOnce(&Settings) -> Arc<dyn Store>,
    ) -> Self {
        let mut settings = Settings::parse("bantin.toml", settings).unwrap();
        settings.server.addr.set_port(0);
        settings.server.data = dir.path().join("data");
        let store = open(&settings);
        let client = dir.path().join("dist");
        let client = if client.exists() { ClientFiles::read(&client).unwrap() } else { ClientFiles::none() };
        let server = Server::start(settings.clone(), store, client, clock.clone()).await.unwrap();
        // Makes the TLS provider known to this process.
        drop(fetcher(Limits::default()));
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .default_headers(as_browsers_send())
            .no_gzip()
            .no_brotli()
            .no_proxy()
            .timeout(Duration::from_secs(60))
            .build()
            .unwrap();
        Self { url: format!("http://{}", server.addr), clock, dir, settings, server: Some(server), http }
    }

    /// The database as another process would open it.
    pub fn store(&self) -> Sqlite {
        Sqlite::open(&self.settings.server.database()).unwrap()
    }

    pub fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.settings.server.database()).unwrap()
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join("feeds").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn order(&self, places: Vec<Place>) -> Order {
        Order {
            site: "demo".into(),
            source: "import".into(),
            format: bantin_feed::Format::Auto,
            views: false,
            complete: false,
            places,
            data: self.settings.server.data.clone(),
            now: self.clock.now(),
        }
    }

    /// Imports as the command does, over a connection of its own.
    pub async fn import_as(&self, order: Order) -> ImportReport {
        import(&order, &self.settings, &self.store(), &fetcher(Limits::default())).await.unwrap()
    }

    pub async fn import(&self, items: Value) -> ImportReport {
        let path = self.file("feed.json", feed(&items));
        self.import_as(self.order(vec![Place::File(path)])).await
    }

    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
        }
        let request = self.http.request(method, format!("{}{path}", self.url)).headers(map).body(body);
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, body: response.bytes().await.unwrap().to_vec() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], Vec::new()).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, path, headers, Vec::new()).await
    }

    /// Reports a visit as the site's own page would.
    pub async fn visit(&self, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut all = vec![("origin", self.url.as_str()), ("content-type", "text/plain")];
        all.extend_from_slice(headers);
        self.ask(Method::POST, "/api/v1/sites/demo/visits", &all, body.to_string().into_bytes()).await
    }

    /// A visit of a visitor of this name, with an id of its own.
    pub async fn visit_by(&self, visitor: &str, article: Option<u64>) -> Answer {
        self.visit(&json!({"id": id(), "article": article}), &[("accept-language", visitor)]).await
    }

    pub async fn views(&self, article: u64) -> (u64, u64) {
        let views = self.get(&format!("/api/v1/sites/demo/articles/{article}/views")).await.json();
        (views["views"].as_u64().unwrap(), views["readers"].as_u64().unwrap())
    }

    /// How many reports of the day were left out, by reason.
    pub fn left_out(&self) -> Vec<(LeftOut, u64)> {
        let statistics = self.store().statistics("demo", &(DAY..=DAY)).unwrap();
        statistics.left_out.into_iter().map(|(_, reason, reports)| (reason, reports)).collect()
    }

    /// What was counted on the day.
    pub fn tally(&self) -> Tally {
        self.store().statistics("demo", &(DAY..=DAY)).unwrap().hours.iter().map(|hour| hour.tally).sum()
    }

    pub async fn counts(&self) -> Value {
        self.get_with("/api/v1/sites/demo/counts", &[("dnt", "1")]).await.json()
    }

    /// Stops the server and starts it again over the same folder.
    pub async fn restart(mut self) -> Self {
        self.server.take().unwrap().stop().await;
        let Self { dir, clock, .. } = self;
        Self::over(dir, "", clock, OpenOptions::default()).await
    }

    /// Adds an article without an import: the store decides nothing in between.
    pub fn numbers(&self) -> bantin_server::store::SiteNumbers {
        self.store().numbers("demo", 0).unwrap().unwrap()
    }
}

/// What every browser says of itself; a test that names another language is another visitor.
pub fn as_browsers_send() -> HeaderMap {
    let headers = [
        ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        ("accept-language", "vi"),
        ("accept-encoding", "identity"),
    ];
    headers.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).into_iter().collect()
}

/// A total to be shown, set by a test.
pub fn wanted(total: u64) -> StartWanted<'static> {
    StartWanted { total, by: "Nguyễn Thị Kiểm", reason: "từ bộ đếm cũ" }
}

/// A JSON Feed of these items.
pub fn feed(items: &Value) -> String {
    json!({"version": "https://jsonfeed.org/version/1.1", "title": "Huyện Demo", "language": "vi", "items": items})
        .to_string()
}

/// An item of this id, published so many days after 2020-01-01.
pub fn item(id: u64, day: u64) -> Value {
    json!({
        "id": format!("s{id}"),
        "title": format!("Tin {id}"),
        "content_html": format!("<p>Bài {id}</p>"),
        "date_published": format!("2020-{:02}-{:02}T08:00:00+07:00", day / 28 + 1, day % 28 + 1),
    })
}

/// An id for a delivery, another each time.
pub fn id() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("delivery-{:016}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Waits until `done` gives something, for ten seconds at most.
pub async fn until<T>(mut done: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..500 {
        if let Some(value) = done().await {
            return value;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("waited for ten seconds")
}
