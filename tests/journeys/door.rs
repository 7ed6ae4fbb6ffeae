//! The door: what a browser talks to instead of the server itself.
//!
//! It passes everything on, says which visitor is behind it, puts a probe into every page, collects what the probe
//! reports, and plays the faults that a journey asks for.

use super::http::{self, Http};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the door does instead of passing a request on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Answers this status.
    Status(u16),
    /// Answers a page where JSON was asked for.
    Html,
    /// Answers nothing, with status 200.
    Empty,
    /// Never answers.
    Silence,
    /// Breaks the connection.
    Broken,
    /// Passes it on only when there is no fault any more.
    Held,
    /// Passes it on, and forbids the page that comes back to run any script.
    Unscripted,
}

struct Inner {
    upstream: String,
    visitor: String,
    faults: Mutex<Vec<(String, Fault)>>,
    reports: Mutex<Vec<String>>,
    requests: Mutex<Vec<String>>,
    visits: Mutex<Vec<Value>>,
    /// Visits that are not answered yet.
    unanswered: AtomicUsize,
    headers: Mutex<HeaderMap>,
    http: Http,
}

impl Inner {
    fn fault_of(&self, path: &str) -> Option<Fault> {
        self.faults.lock().unwrap().iter().find(|(part, _)| path.contains(part)).map(|(_, fault)| *fault)
    }

    fn probed(&self, page: &Bytes) -> Body {
        let page = String::from_utf8_lossy(page);
        // A browser that sends this header says it to pages too.
        let probe =
            if self.headers.lock().unwrap().contains_key("sec-gpc") { "/__probe.js?gpc" } else { "/__probe.js" };
        let mut page = page.replacen("<meta charset", &format!("<script src={probe}></script><meta charset"), 1);
        // What is to be held must not come from a cache.
        for (part, _) in self.faults.lock().unwrap().iter().filter(|(_, fault)| *fault == Fault::Held) {
            page = page.replace(part, &format!("{part}?{}", self.requests.lock().unwrap().len()));
        }
        Body::from(page)
    }
}

/// A door to one server, for one visitor.
#[derive(Clone)]
pub struct Door {
    pub address: String,
    inner: Arc<Inner>,
}

impl Door {
    /// Opens a door to `upstream`, for the visitor with this address.
    pub async fn open(upstream: &str, visitor: &str) -> Self {
        let inner = Arc::new(Inner {
            upstream: upstream.trim_end_matches('/').to_owned(),
            visitor: visitor.to_owned(),
            faults: Mutex::default(),
            reports: Mutex::default(),
            requests: Mutex::default(),
            visits: Mutex::default(),
            unanswered: AtomicUsize::new(0),
            headers: Mutex::default(),
            http: http::client(),
        });
        let router = Router::new()
            .route(
                "/__probe.js",
                get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], include_str!("probe.js")) }),
            )
            .route("/__report", post(report))
            .route("/__turn", get(turn))
            .route("/__frame", get(|| async { ([(header::CONTENT_TYPE, "text/html")], include_str!("frame.html")) }))
            .fallback(pass)
            .with_state(inner.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, inner }
    }

    /// Plays a fault for every path that contains this text.
    pub fn fault(&self, path: &str, fault: Fault) {
        self.inner.faults.lock().unwrap().push((path.to_owned(), fault));
    }

    /// Plays no fault any more.
    pub fn mend(&self) {
        self.inner.faults.lock().unwrap().clear();
    }

    /// Adds a header to every request, as a browser with such a setting would.
    pub fn adds(&self, name: &'static str, value: &'static str) {
        self.inner.headers.lock().unwrap().insert(name, HeaderValue::from_static(value));
    }

    /// What pages reported as amiss.
    pub fn reports(&self) -> Vec<String> {
        self.inner.reports.lock().unwrap().clone()
    }

    /// The requests that came, as method and path with query.
    pub fn requests(&self) -> Vec<String> {
        self.inner.requests.lock().unwrap().clone()
    }

    /// The visits that pages reported and the server has answered, as they were reported.
    pub fn reported(&self) -> Vec<Value> {
        self.inner.visits.lock().unwrap().clone()
    }

    /// The same: their article and whether they were an entry.
    pub fn visits(&self) -> Vec<(Option<u64>, bool)> {
        self.reported().iter().map(|visit| (visit["article"].as_u64(), visit["entry"] == true)).collect()
    }
}

async fn report(State(door): State<Arc<Inner>>, body: String) -> StatusCode {
    door.reports.lock().unwrap().push(body);
    StatusCode::NO_CONTENT
}

/// Answers when no visit waits for its answer any more.
async fn turn(State(door): State<Arc<Inner>>) -> StatusCode {
    while door.unanswered.load(Ordering::SeqCst) > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    StatusCode::NO_CONTENT
}

async fn pass(State(door): State<Arc<Inner>>, request: Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    door.requests.lock().unwrap().push(format!("{} {path}", request.method()));
    let fault = door.fault_of(&path);
    match fault {
        // Like our server's own errors, and unlike some that browsers keep: not to be cached.
        Some(Fault::Status(status)) => {
            return (StatusCode::from_u16(status).unwrap(), [(header::CACHE_CONTROL, "no-store")]).into_response();
        }
        Some(Fault::Html) => {
            return ([(header::CONTENT_TYPE, "text/html")], "<!DOCTYPE html><p>Xin chào").into_response();
        }
        Some(Fault::Empty) => return StatusCode::OK.into_response(),
        Some(Fault::Silence) => std::future::pending().await,
        // The end of the task is the end of its connection; no message, for nothing went wrong here.
        Some(Fault::Broken) => std::panic::resume_unwind(Box::new("a fault that was asked for")),
        Some(Fault::Held) => {
            while door.fault_of(&path).is_some() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        Some(Fault::Unscripted) | None => {}
    }
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    let visit = path.ends_with("/visits").then(|| serde_json::from_slice(&body).ok()).flatten();
    let mut onward = Request::builder().method(parts.method).uri(format!("{}{path}", door.upstream));
    for (name, value) in &parts.headers {
        // Pages are changed on their way, so they must come as they are; but each browser says what it takes.
        let plain = HeaderValue::from_static("identity");
        if !is_hop(name) {
            onward = onward.header(name, if *name == header::ACCEPT_ENCODING { &plain } else { value });
        }
    }
    let mut onward = onward.header("x-forwarded-for", &door.visitor).body(Body::from(body)).unwrap();
    onward.headers_mut().extend(door.headers.lock().unwrap().clone());
    let waiting = usize::from(visit.is_some());
    door.unanswered.fetch_add(waiting, Ordering::SeqCst);
    let answer = door.http.request(onward).await;
    door.visits.lock().unwrap().extend(visit);
    door.unanswered.fetch_sub(waiting, Ordering::SeqCst);
    let Ok(answer) = answer else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let mut response = Response::builder().status(answer.status());
    let page = answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    for (name, value) in answer.headers() {
        if !is_hop(name) && !(page && (*name == header::CONTENT_LENGTH || *name == header::ETAG)) {
            response = response.header(name, value);
        }
    }
    if page && fault == Some(Fault::Unscripted) {
        response = response.header(header::CONTENT_SECURITY_POLICY, "sandbox allow-same-origin allow-forms");
    }
    let body = Body::new(answer.into_body());
    let body = if page { door.probed(&axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default()) } else { body };
    response.body(body).unwrap()
}

/// Headers that concern one connection only (RFC 9110, section 7.6.1). The host is kept: the server finds the site by it.
fn is_hop(name: &HeaderName) -> bool {
    [header::CONNECTION, header::TRANSFER_ENCODING, header::UPGRADE, header::TE].contains(name)
}
