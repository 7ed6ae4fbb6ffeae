//! Plain HTTP, on this machine only.

use axum::body::Body;
use axum::http::header::LOCATION;
use axum::http::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// A client that keeps its connections.
pub type Http = Client<HttpConnector, Body>;

/// Makes one.
pub fn client() -> Http {
    Client::builder(TokioExecutor::new()).build_http()
}

/// The answer to a `GET`, or `None` where nobody answers.
pub async fn get(address: &str) -> Option<Response<Body>> {
    let request = Request::get(address).body(Body::empty()).unwrap();
    client().request(request).await.ok().map(|answer| answer.map(Body::new))
}

/// The JSON that answers a `GET`.
pub async fn json(address: &str) -> Value {
    serde_json::from_str(&text(address).await).unwrap()
}

/// The text that answers a `GET`.
pub async fn text(address: &str) -> String {
    let body = get(address).await.unwrap().into_body();
    String::from_utf8(axum::body::to_bytes(body, 1 << 24).await.unwrap().to_vec()).unwrap()
}

/// The status that answers a `GET`, and where it sends the visitor.
pub async fn status(address: &str) -> (u16, Option<String>) {
    let answer = get(address).await.unwrap();
    let location = answer.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
    (answer.status().as_u16(), location)
}
