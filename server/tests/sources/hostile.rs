//! Sources that misbehave: each is told for what it is, costs little, and holds up nobody else.

use std::convert::Infallible;
use std::sync::LazyLock;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::Response;
use futures_util::stream;
use serde_json::json;

use super::{Source, nothing, text};
use crate::support::{NOON, Started, feed, item};

fn status(status: u16) -> axum::http::response::Builder {
    Response::builder().status(status)
}

/// A body that never ends.
fn endless(bytes: &'static [u8], pause: Duration) -> Body {
    Body::from_stream(stream::unfold((), move |()| async move {
        tokio::time::sleep(pause).await;
        Some((Ok::<_, Infallible>(Bytes::from_static(bytes)), ()))
    }))
}

const MEGABYTE: &[u8] = &[b' '; 1 << 20];

/// A hundred megabytes of spaces, in a hundred kilobytes.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    use std::io::Write as _;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    (0..100).for_each(|_| packed.write_all(MEGABYTE).unwrap());
    packed.finish().unwrap()
});

fn hostile(path: &str) -> Response<Body> {
    match path {
        "/private" => status(302).header("location", "http://127.0.0.1:9/feed.json").body(Body::empty()).unwrap(),
        "/file" => status(302).header("location", "file:///etc/passwd").body(Body::empty()).unwrap(),
        "/loop" => status(302).header("location", "/loop").body(Body::empty()).unwrap(),
        "/endless" => Response::new(endless(MEGABYTE, Duration::ZERO)),
        "/bomb" => status(200).header("content-encoding", "gzip").body(Body::from(BOMB.clone())).unwrap(),
        "/slow" => Response::new(endless(b" ", Duration::from_secs(1))),
        "/busy" => status(429).header("retry-after", "3000").body(Body::empty()).unwrap(),
        "/page" => text("<!doctype html><title>Đăng nhập</title>"),
        "/nested" => text(format!("<rss><channel><title>T</title>{}", "<a>".repeat(100_000))),
        "/entities" => text(
            "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
             <rss><channel><title>T</title><item><guid>g</guid><title>&b;&c;</title></item></channel></rss>",
        ),
        "/feed.json" => text(feed(&json!([item(1, 1)]))),
        _ => nothing(),
    }
}

#[tokio::test]
async fn each_is_told_for_what_it_is_and_a_good_one_beside_them_works() {
    // Packing it takes a while, and the other side has one thread only.
    LazyLock::force(&BOMB);
    let source = Source::answering(|path, _| hostile(path)).await;
    let names = ["private", "file", "loop", "endless", "bomb", "slow", "busy", "page", "nested"];
    let mut settings = "[server]\nallow_private = [\"localhost\"]\n[[site]]\nid = \"demo\"\n".to_owned();
    for name in names {
        settings.push_str(&source.section(name, name, "timeout = \"5s\""));
    }
    settings.push_str(&source.section("good", "feed.json", ""));
    let started = Started::with(&settings).await;
    started.shows(&["Tin 1"]).await;
    for (name, said) in names.into_iter().zip([
        "private address",
        "only http and https",
        "redirects",
        "larger than 33554432 bytes",
        "larger than 33554432 bytes",
        "no whole answer within 5s",
        "429",
        "an HTML page",
        "",
    ]) {
        let row = started.source(name, |row| row.state.tried == Some(NOON)).await;
        let trouble = row.state.trouble.as_deref().unwrap_or_default();
        assert!(trouble.contains(said), "{name}: {row:?}");
        assert_eq!(row.state.worked.is_none(), !said.is_empty(), "{name}: {row:?}");
        let pause = row.next - NOON;
        assert!(if name == "busy" { pause == 3_000 } else { (900..1_000).contains(&pause) }, "{name}: {pause}");
    }
    assert_eq!(started.titles().await, ["Tin 1"]);
}

#[tokio::test]
async fn entities_of_a_documents_own_are_not_looked_up() {
    let source = Source::answering(|path, _| hostile(path)).await;
    let settings = "[server]\nallow_private = [\"localhost\"]\n[[site]]\nid = \"demo\"\n";
    let started = Started::with(&format!("{settings}{}", source.section("theirs", "entities", ""))).await;
    let row = started.source("theirs", |row| row.state.tried == Some(NOON)).await;
    let titles = started.titles().await;
    assert!(titles.iter().all(|title| !title.contains("aaaa") && !title.contains("root:")), "{titles:?} {row:?}");
}

/// A server that writes bytes of its own making.
async fn raw(answer: &'static [u8]) -> u16 {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0; 4_096];
                let _ = stream.read(&mut request).await;
                let answer = if request.starts_with(b"GET /robots.txt") {
                    b"HTTP/1.1 404 N\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                } else {
                    answer
                };
                let _ = stream.write_all(answer).await;
            });
        }
    });
    port
}

#[tokio::test]
async fn an_answer_that_breaks_off_or_is_no_answer_takes_nothing_in() {
    for (answer, said) in [
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"version\": \"https://jsonfeed.org/version/1.1\""
                .as_slice(),
            "error",
        ),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ver".as_slice(), "error"),
        (b"SSH-2.0-OpenSSH_9.9\r\n".as_slice(), "error"),
        (b"\x16\x03\x01".as_slice(), "error"),
    ] {
        let port = raw(answer).await;
        let settings = format!(
            "[server]\nallow_private = [\"localhost\"]\n[[site]]\nid = \"demo\"\n[[site.source]]\nname = \"theirs\"\n\
             address = \"http://localhost:{port}/feed.json\"\n"
        );
        let started = Started::with(&settings).await;
        let row = started.source("theirs", |row| row.state.failures == 1).await;
        assert!(row.state.trouble.as_deref().unwrap().contains(said), "{row:?}");
        assert_eq!(started.titles().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_host_whose_rules_cannot_be_read_is_left_alone() {
    let source = Source::answering(|path, _| match path {
        "/robots.txt" => status(503).header("retry-after", "7200").body(Body::empty()).unwrap(),
        _ => text(feed(&json!([item(1, 1)]))),
    })
    .await;
    let started = Started::with(&source.settings("")).await;
    let row = started.source("theirs", |row| row.state.failures == 1).await;
    assert!(row.state.trouble.as_deref().unwrap().contains("/robots.txt"), "{row:?}");
    assert_eq!((row.next, source.asked().len()), (NOON + 7_200, 0));
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::pki_types::PrivateKeyDer;
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    drop(crate::support::fetcher(bantin_server::fetch::Limits::default()));
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key);
    let acceptor = TlsAcceptor::from(std::sync::Arc::new(config.unwrap()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // It fails, as it should.
            let _ = acceptor.accept(stream).await;
        }
    });
    let settings = format!(
        "[server]\nallow_private = [\"localhost\"]\n[[site]]\nid = \"demo\"\n[[site.source]]\nname = \"theirs\"\n\
         address = \"https://localhost:{port}/feed.json\"\nrobots = \"ignore\"\n"
    );
    let started = Started::with(&settings).await;
    let row = started.source("theirs", |row| row.state.failures == 1).await;
    assert!(row.state.trouble.as_deref().unwrap().contains("certificate"), "{row:?}");
}
