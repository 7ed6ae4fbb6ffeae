//! The scripts that pages of other hosts name.

use std::path::Path;

use bantin_server::clock::Clock;
use bantin_server::store::OpenOptions;
use reqwest::StatusCode;
use tempfile::TempDir;

use crate::support::{NOON, Started};

const DAY: i64 = 86_400;
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The first 16 digits of the SHA-256 of `loader`.
const FIRST: &str = "d47712cceb4c7806";

/// Puts a release into a folder: its loader, and one part that its loader names.
fn release(dir: &Path, loader: &str, part: &str) {
    let dist = dir.join("dist");
    if dist.exists() {
        std::fs::remove_dir_all(&dist).unwrap();
    }
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(dist.join("index.html"), "<!doctype html><html><head></head><body></body></html>").unwrap();
    for (name, text) in [("embed.js", loader), (part, "part"), ("khung.js", "khung")] {
        std::fs::write(dist.join(name), text).unwrap();
        std::fs::write(dist.join(format!("{name}.br")), format!("{text} as br")).unwrap();
    }
}

async fn started(dir: TempDir, settings: &str, now: i64) -> Started {
    Started::over(dir, settings, Clock::standing(now), OpenOptions::default()).await
}

/// Stops a server and starts another with another client over the same data.
async fn upgraded(mut former: Started, loader: &str, part: &str, now: i64) -> Started {
    former.server.take().unwrap().stop().await;
    release(former.dir.path(), loader, part);
    started(former.dir, "", now).await
}

async fn first() -> Started {
    let dir = tempfile::tempdir().unwrap();
    release(dir.path(), "loader", "part-01234567.js");
    started(dir, "", NOON).await
}

#[tokio::test]
async fn by_its_name_a_loader_is_the_newest_and_any_host_may_have_it() {
    let started = first().await;
    for path in ["/embed.js", "/khung.js"] {
        let answer = started.get(path).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "public, max-age=300"), "{path}");
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
        let etag = answer.header("etag").to_owned();
        assert_eq!(
            started.get_with(path, &[("if-none-match", &etag)]).await.status,
            StatusCode::NOT_MODIFIED,
            "{path}"
        );
    }
    let coded = started.get_with("/embed.js", &[("accept-encoding", "br")]).await;
    assert_eq!((coded.text().as_str(), coded.header("content-encoding")), ("loader as br", "br"));
}

#[tokio::test]
async fn by_its_version_it_is_the_same_for_ever() {
    let started = first().await;
    let answer = started.get(&format!("/embed.js?v={FIRST}")).await;
    assert_eq!((answer.text().as_str(), answer.header("cache-control")), ("loader", FOR_EVER));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
    for unknown in ["0123456789abcdef", "", "../../bantin.sqlite3", "%2e%2e", "d47712cceb4c7806.br"] {
        let answer = started.get(&format!("/embed.js?v={unknown}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
        assert!(answer.text().contains(&format!("allowed: `v={FIRST}`, or embed.js without `v`")), "{}", answer.text());
    }
    assert_eq!(started.get(&format!("/embed.js?v={FIRST}&v={FIRST}")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_release_that_was_served_is_kept_whole_for_a_year() {
    let former = first().await;
    let next = upgraded(former, "loader 2", "part-89abcdef.js", NOON + 30 * DAY).await;
    assert_eq!(next.get("/embed.js").await.text(), "loader 2");
    for path in [format!("/embed.js?v={FIRST}"), "/part-01234567.js".to_owned()] {
        let answer = next.get(&path).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, FOR_EVER), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        let coded = next.get_with(&path, &[("accept-encoding", "br")]).await;
        assert_eq!((coded.text(), coded.header("content-encoding")), (format!("{} as br", answer.text()), "br"));
        let etag = answer.header("etag").to_owned();
        assert_eq!(next.get_with(&path, &[("if-none-match", &etag)]).await.status, StatusCode::NOT_MODIFIED);
    }
    // What names no contents is the newest only.
    assert_eq!(next.get("/embed-nothing.js").await.status, StatusCode::NOT_FOUND);

    let later = upgraded(next, "loader 3", "part-00112233.js", NOON + 390 * DAY).await;
    assert_eq!(later.get(&format!("/embed.js?v={FIRST}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(later.get("/part-01234567.js").await.status, StatusCode::NOT_FOUND);
    assert_eq!(later.get("/part-89abcdef.js").await.status, StatusCode::OK, "30 days younger");
}

#[tokio::test]
async fn below_a_base_and_without_a_client_too() {
    let dir = tempfile::tempdir().unwrap();
    release(dir.path(), "loader", "part-01234567.js");
    let below = started(dir, "[[site]]\nid = \"demo\"\nbase = \"/tin-tuc/\"\n", NOON).await;
    assert_eq!(below.get("/tin-tuc/embed.js").await.text(), "loader");
    assert_eq!(below.get(&format!("/tin-tuc/embed.js?v={FIRST}")).await.text(), "loader");
    let none = Started::new().await.get("/embed.js").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert!(none.text().contains("the client's files are missing"), "{}", none.text());
}
