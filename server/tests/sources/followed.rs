//! Lists that have only titles: what articles' own pages say.

use axum::http::{HeaderMap, Response};
use reqwest::StatusCode;
use serde_json::json;

use super::{Source, nothing, text};
use crate::support::{NOON, Started, item};

/// A portal: a list, and a page for each article.
fn portal(titles: &'static [&'static str]) -> impl Fn(&str, &HeaderMap) -> Response<axum::body::Body> + Send + Sync {
    move |path, _| match path.strip_prefix("/tin.aspx?id=") {
        Some(id) => {
            let Some(title) = id.parse::<usize>().ok().and_then(|id| titles.get(id)) else { return nothing() };
            text(format!(
                "<!doctype html><html lang=vi><title>Cổng</title><div id=nd><p>Thân bài {title}</p><p><a href='/tin.aspx?id=0'>Bài đầu</a> \
                 <a href='/tin.aspx?id=0#phan-2'>Phần hai</a> <a href='/lien-he.aspx'>Liên hệ</a></p></div>"
            ))
        }
        None if path == "/ds.aspx" => {
            let row = |(id, title): (usize, &&str)| {
                format!(
                    "<tr class=tin><td><a href='/tin.aspx?id={id}'>{title}</a> <i>0{}/10/2020 08:20 SA</i></td></tr>",
                    id + 1
                )
            };
            let rows: String = titles.iter().enumerate().map(row).collect();
            text(format!("<!doctype html><html><table>{rows}</table>"))
        }
        None => nothing(),
    }
}

const RECIPE: &str = "format = \"page\"\nevery = \"10m\"\n\
    [site.source.fields]\nitem = \"tr.tin\"\ntitle = \"a\"\nurl = \"a\"\ndate_published = \"i\"\n\
    [site.source.article]\ncontent_html = \"#nd\"\n";

fn settings(source: &Source) -> String {
    let section = source.section("cong", "ds.aspx", RECIPE);
    format!("[server]\nallow_private = [\"localhost\"]\n[[site]]\nid = \"demo\"\n{section}")
}

#[tokio::test]
async fn a_plain_portal_is_read_by_a_recipe_and_its_links_lead_to_ours() {
    let source = Source::answering(portal(&["Một", "Hai"])).await;
    let started = Started::with(&settings(&source)).await;
    started.shows(&["Hai", "Một"]).await;
    let listing = started.get("/api/v1/sites/demo/articles").await.json();
    let ids: Vec<_> = listing["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    let (second, first) = (ids[0], ids[1]);
    let article = started.get(&format!("/api/v1/sites/demo/articles/{second}")).await.json();
    let body = article["items"][0]["content_html"].as_str().unwrap();
    assert!(body.contains("Thân bài Hai"), "{body}");
    assert!(body.contains(&format!("href=\"/tin/{first}/mot\"")), "{body}");
    assert!(body.contains(&format!("href=\"/tin/{first}/mot#phan-2\"")), "{body}");
    assert!(body.contains(&format!("href=\"http://localhost:{}/lien-he.aspx\"", source.port)), "{body}");
    assert_eq!(article["items"][0]["date_published"], "2020-10-02T08:20:00+07:00");
    // Next time only what is new is asked for.
    source.asked();
    source.answers(portal(&["Một", "Hai", "Ba"]));
    started.later(700);
    started.shows(&["Ba", "Hai", "Một"]).await;
    let asked: Vec<String> = source.asked().into_iter().map(|(path, _)| path).collect();
    assert_eq!(asked, ["/ds.aspx", "/tin.aspx?id=2"]);
}

#[tokio::test]
async fn an_article_whose_own_page_fails_stays_what_it_was() {
    let source = Source::answering(portal(&["Một", "Hai"])).await;
    let started = Started::with(&settings(&source)).await;
    started.shows(&["Hai", "Một"]).await;
    let whole = portal(&["Một đã sửa", "Hai"]);
    source.answers(move |path, headers| if path == "/tin.aspx?id=0" { nothing() } else { whole(path, headers) });
    started.later(700);
    let row = started.source("cong", |row| row.state.worked == Some(NOON + 700)).await;
    assert_eq!(row.state.refused, 1);
    assert!(row.state.remarks[0].contains("404"), "{row:?}");
    assert_eq!(started.titles().await, ["Hai", "Một"]);
    source.answers(portal(&["Một đã sửa", "Hai"]));
    started.later(700);
    started.shows(&["Hai", "Một đã sửa"]).await;
}

#[tokio::test]
async fn a_redesigned_portal_is_noticed_and_nothing_goes() {
    let source = Source::answering(portal(&["Một"])).await;
    let started = Started::with(&settings(&source)).await;
    started.shows(&["Một"]).await;
    source.answers(|_, _| text("<!doctype html><html><div class=moi>Cổng mới</div>"));
    started.later(700);
    let row = started.source("cong", |row| row.state.failures == 1).await;
    assert!(row.state.trouble.as_deref().unwrap().contains("tr.tin"), "{row:?}");
    assert_eq!(started.titles().await, ["Một"]);
}

#[tokio::test]
async fn a_sitemap_gives_addresses_whose_pages_are_read() {
    let source = Source::answering(|_, _| nothing()).await;
    let port = source.port;
    source.answers(move |path, _| match path {
        "/sitemap.xml" => text(format!(
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>http://localhost:{port}/a</loc>\
             <lastmod>2020-10-02</lastmod></url></urlset>"
        )),
        "/a" => text(
            "<!doctype html><html lang=vi><head><meta property=og:title content='Tin A'>\
             <meta property=article:published_time content=2020-10-01T08:00:00+07:00></head><div id=nd><p>Thân</p></div>",
        ),
        _ => nothing(),
    });
    let recipe = "[site.source.article]\ncontent_html = \"#nd\"";
    let section = source.section("so-do", "sitemap.xml", recipe);
    let head = "[server]\nallow_private = [\"localhost\"]\n[[site]]\nid = \"demo\"\n";
    let started = Started::with(&format!("{head}{section}")).await;
    started.shows(&["Tin A"]).await;
    let article = started.get("/api/v1/sites/demo/articles/1").await.json();
    assert_eq!(article["items"][0]["content_html"], "<p>Thân</p>");
    assert_eq!(article["items"][0]["date_published"], "2020-10-01T08:00:00+07:00");
}

#[tokio::test]
async fn links_to_articles_of_the_old_site_lead_to_ours_and_those_of_other_hosts_do_not() {
    let mut one = item(1, 1);
    one["url"] = "https://cu.example.vn/Post.aspx?ItemID=1".into();
    let mut two = item(2, 2);
    two["url"] = "https://cu.example.vn/Post.aspx?ItemID=2".into();
    two["content_html"] =
        "<a href='Post.aspx?ItemID=1'>a</a><a href='https://khac.example.vn/Post.aspx?ItemID=1'>b</a>\
        <img src='https://cu.example.vn/Post.aspx?ItemID=1'>"
            .into();
    let started = Started::new().await;
    started.import(json!([one, two])).await;
    let article = started.get("/api/v1/sites/demo/articles/2").await.json();
    let body = article["items"][0]["content_html"].as_str().unwrap();
    assert!(body.contains("href=\"/tin/1/tin-1\"") && body.contains("href=\"https://khac.example.vn/"), "{body}");
    assert!(body.contains("src=\"https://cu.example.vn/Post.aspx?ItemID=1\""), "{body}");
    let rss = started.get("/rss.xml").await;
    assert_eq!(rss.status, StatusCode::OK);
    assert!(rss.text().contains("/tin/1/tin-1&quot;") || rss.text().contains("/tin/1/tin-1\""), "{}", rss.text());
}
