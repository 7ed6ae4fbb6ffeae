//! `check-embed`: what stops an embed on another host's page, as the program says it.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sha2::{Digest as _, Sha384};

use crate::fetching::other_side;
use crate::pages::with_client;
use crate::support::Started;
use crate::support::serving::program;

/// A page: its policy, and what is in it. `NEWS` stands for the news server.
type Pages = HashMap<&'static str, (&'static str, String)>;

/// A news server, and another host with these pages.
struct Hosts {
    news: Started,
    host: String,
}

const GOOD: &str =
    "<script type=module src=\"NEWS/embed.js\"></script><bantin-news site=demo category=tin-tuc count=5></bantin-news>";
const FRAME: &str =
    "<iframe src=\"NEWS/khung/demo/tin?count=3\" title=a></iframe><script src=\"NEWS/khung.js\"></script>";
const ENOUGH: &str = "default-src 'none'; script-src NEWS 'wasm-unsafe-eval'; connect-src NEWS; img-src NEWS; frame-src NEWS; \
    require-trusted-types-for 'script'; trusted-types bantin dompurify 'allow-duplicates'";

async fn page(State(pages): State<Pages>, Path(name): Path<String>) -> Response {
    let (policy, body) = pages[name.as_str()].clone();
    let policy = if policy.is_empty() { "report-to x" } else { policy };
    ([(header::CONTENT_TYPE, "text/html"), (header::CONTENT_SECURITY_POLICY, policy)], body).into_response()
}

impl Hosts {
    /// Whether the page's origin is one that embeds the site.
    async fn new(pages: &[(&'static str, &'static str, &str)], known: bool) -> Self {
        // The news server is asked by number, the other host by name: two origins, and two hosts.
        let settings = "[server]\nallow_private = [\"127.0.0.1\", \"localhost\"]\n[[site]]\nid = \"demo\"\nhosts = [\"127.0.0.1\"]\n";
        let news = with_client(settings).await;
        let url = news.url.clone();
        let pages: Pages = pages
            .iter()
            .map(|(name, policy, body)| {
                let policy: &'static str = policy.replace("NEWS", &url).leak();
                (*name, (policy, body.replace("NEWS", &url)))
            })
            .collect();
        let port = other_side(Router::new().route("/{name}", axum::routing::get(page)).with_state(pages)).await;
        let host = format!("http://localhost:{port}");
        let embed = if known { format!("embed_origins = [\"{host}\"]\n") } else { String::new() };
        std::fs::write(news.dir.path().join("bantin.toml"), format!("{settings}{embed}")).unwrap();
        Self { news, host }
    }

    fn ask(&self, page: &str, more: &[&str]) -> (i32, String, String) {
        let config = self.news.dir.path().join("bantin.toml");
        let address = if page.contains("://") { page.to_owned() } else { format!("{}/{page}", self.host) };
        let mut arguments = vec!["check-embed", &address, "--config", config.to_str().unwrap()];
        arguments.extend(more);
        let output = program(&arguments, &self.news.settings.server.data).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    async fn asked(
        self: &std::sync::Arc<Self>,
        page: &'static str,
        more: &'static [&'static str],
    ) -> (i32, String, String) {
        let this = std::sync::Arc::clone(self);
        // The servers answer meanwhile.
        tokio::task::spawn_blocking(move || this.ask(page, more)).await.unwrap()
    }
}

async fn hosts(pages: &[(&'static str, &'static str, &str)], known: bool) -> std::sync::Arc<Hosts> {
    std::sync::Arc::new(Hosts::new(pages, known).await)
}

#[tokio::test]
async fn a_page_with_all_that_it_needs_is_told_so() {
    let integrity = BASE64_STANDARD.encode(Sha384::digest(b"loader"));
    let pinned = format!(
        "<script type=module src=\"NEWS/embed.js?v=d47712cceb4c7806\" integrity=\"sha384-{integrity}\"></script><bantin-counter site=demo></bantin-counter>"
    );
    let hosts = hosts(&[("open", "", GOOD), ("strict", ENOUGH, GOOD), ("pinned", "", &pinned)], true).await;
    for page in ["open", "strict", "pinned"] {
        let (code, out, errors) = hosts.asked(page, &[]).await;
        assert_eq!((code, out), (0, format!("{}/{page}: nothing stops it\n", hosts.host)), "{errors}");
    }
    let (code, out, _) = hosts.asked("strict", &["--json"]).await;
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["stops"], &report["notes"]), (0, &Value::Array(vec![]), &Value::Array(vec![])));
}

#[tokio::test]
async fn each_thing_that_stops_it_is_said_with_what_to_do() {
    let wrong = "<script src=\"NEWS/embed.js\" integrity=\"sha384-AAAA\"></script><bantin-news site=demo category=khac></bantin-news>\
        <bantin-new site=demo></bantin-new><bantin-counter></bantin-counter><bantin-app site=p9 addressing=path></bantin-app>";
    let pages = [
        ("wrong", "default-src 'self'; trusted-types x; require-trusted-types-for 'script'", wrong),
        ("nothing", "", "<p>Xin chào</p>"),
        ("bare", "", "<bantin-news site=demo></bantin-news>"),
        ("alone", "sandbox allow-scripts", "<script type=module src=\"NEWS/embed.js\"></script>"),
        (
            "astray",
            "",
            "<script type=module src=\"https://news.example/embed.js\"></script><bantin-news site=demo></bantin-news>",
        ),
        (
            "gone",
            "",
            "<script type=module src=\"NEWS/embed.js?v=0123456789abcdef\"></script><bantin-news site=demo></bantin-news>",
        ),
    ];
    let hosts = hosts(&pages, true).await;
    let integrity = BASE64_STANDARD.encode(Sha384::digest(b"loader"));
    let expected: [(&str, Vec<String>); 6] = [
        (
            "wrong",
            vec![
                "write type=\"module\"".into(),
                format!("write integrity=\"sha384-{integrity}\""),
                format!(
                    "blocks the script: `default-src 'self'`\n    do: in that policy, write `script-src 'self' {} 'wasm-unsafe-eval'`",
                    hosts.news.url
                ),
                "blocks WebAssembly: `default-src 'self'`".into(),
                "write `trusted-types x bantin dompurify 'allow-duplicates'`".into(),
                format!("write `connect-src 'self' {}`", hosts.news.url),
                format!("write `img-src 'self' {}`", hosts.news.url),
                "names the category `khac`, which the site `demo` has not\n    do: allowed: tin-tuc".into(),
                "there is no element <bantin-new>\n    do: write <bantin-news>".into(),
                "<bantin-counter> says no site".into(),
                "names the site `p9`, which is not there\n    do: there are: demo".into(),
                "note: `addressing` of <bantin-app> is `path`".into(),
            ],
        ),
        ("nothing", vec!["nothing of ours is on the page".into(), ": one thing stops it".into()]),
        ("bare", vec!["the elements are there, but no script line".into()]),
        ("alone", vec!["no element".into(), "add `allow-same-origin` to `sandbox`".into()]),
        ("astray", vec!["which is no address of a site that is set here".into()]),
        ("gone", vec!["the script cannot be had: ".into(), "404".into()]),
    ];
    for (page, all) in expected {
        let (code, out, errors) = hosts.asked(page, &[]).await;
        assert_eq!(code, 1, "{page}: {out}{errors}");
        for text in all {
            assert!(out.contains(&text), "{page}: {text} is not in\n{out}");
        }
    }
}

#[tokio::test]
async fn a_page_that_the_site_does_not_know_is_told_what_to_set() {
    let hosts = hosts(&[("elements", "", GOOD), ("frame", "", FRAME)], false).await;
    for page in ["elements", "frame"] {
        let (code, out, _) = hosts.asked(page, &[]).await;
        let advice = format!("add \"{}\" to `embed_origins`", hosts.host);
        assert!(code == 1 && out.contains(&advice), "{page}: {out}");
    }
    let (_, out, _) = hosts.asked("frame", &[]).await;
    assert!(out.contains("`frame-ancestors 'self' 127.0.0.1:*`"), "{out}");
}

#[tokio::test]
async fn frames_are_looked_at_as_the_server_sends_them() {
    let wrong = "<iframe src=\"NEWS/khung/demo/tin?count=0\"></iframe><iframe src=\"NEWS/khung/p9/tin\"></iframe>\
        <iframe src=\"NEWS/khung/demo/khac\"></iframe><iframe sandbox src=\"NEWS/khung/demo/bo-dem\"></iframe>\
        <iframe src=\"https://other.example/video\"></iframe>";
    let hosts = hosts(&[("wrong", "child-src 'self'; script-src 'self'", wrong)], true).await;
    let (code, out, _) = hosts.asked("wrong", &[]).await;
    for text in [
        "an iframe shows no news: ",
        "answered 400",
        "an iframe names the site `p9`, which is not there",
        "allowed: /khung/demo/tin, /khung/demo/bo-dem",
        &format!(
            "blocks the iframe: `child-src 'self'`\n    do: in that policy, write `frame-src 'self' {}`",
            hosts.news.url
        ),
        "note: an iframe is sandboxed",
        "add `allow-top-navigation-by-user-activation allow-scripts allow-same-origin`",
    ] {
        assert!(code == 1 && out.contains(text), "{text} is not in\n{out}");
    }
    assert!(!out.contains("other.example"), "{out}");
}

#[tokio::test]
async fn what_cannot_be_seen_is_not_judged() {
    let hosts = hosts(&[("open", "", GOOD)], true).await;
    let (code, out, errors) = hosts.asked("http://10.0.0.1/tin", &[]).await;
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(errors.contains("the host has a private address"), "{errors}");
    let (code, _, errors) = hosts.asked("http://localhost:1/", &[]).await;
    assert_eq!(code, 2, "{errors}");
    let (code, _, _) = hosts.asked("no address", &[]).await;
    assert_eq!(code, 2, "as for all wrong arguments");
}
