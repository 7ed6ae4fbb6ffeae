//! A site as plain files: whole, below any base, and never half.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::sync::Arc;

use bantin_server::clock::Clock;
use bantin_server::exporting::{ExportError, Exported, FolderError, Order, export};
use bantin_server::handlers::client_files::ClientFiles;
use bantin_server::settings::Settings;
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::support::{NOON, Started, item};

pub const SETTINGS: &str = "[[site]]\nid = \"demo\"\nname = \"Phường Bến Lau\"\nlanguages = [\"vi\", \"en\"]\n\
    origin = \"https://benlau.example.vn\"\nbase = \"/tin-tuc/\"\n";

const INDEX: &str = "<!DOCTYPE html><html lang=vi><head><meta charset=\"utf-8\"><title>a</title>\
    <link rel=\"stylesheet\" href=\"./style-0123abcd.css\"><script type=\"application/json\" id=\"bantin-config\">\
    {\"finder\":\"finder-0123abcd.js\",\"shelf\":\"shelf-0123abcd.js\"}</script>\
    <script type=module src=\"./boot-0123abcd.js\"></script></head><body><div id=bantin><p>a</p></div></body></html>";

/// A server with a client whose files are few.
pub async fn started() -> Started {
    let dir = tempfile::tempdir().unwrap();
    let dist = dir.path().join("dist");
    std::fs::create_dir_all(dist.join("demo")).unwrap();
    for (name, text) in [
        ("index.html", INDEX),
        ("style-0123abcd.css", "body{color:red}"),
        ("boot-0123abcd.js", "0"),
        ("boot-0123abcd.js.br", "compressed"),
        ("reader-0123abcd.js", "1"),
        ("finder-0123abcd.js", "finder-0123abcd_bg.wasm"),
        ("finder-0123abcd_bg.wasm", "2"),
        ("shelf-0123abcd.js", "3"),
        ("reader-0123abcd_bg.wasm", "4"),
        ("favicon.svg", "<svg/>"),
        ("demo/feed.json", "{}"),
    ] {
        std::fs::write(dist.join(name), text).unwrap();
    }
    let started = Started::over(dir, SETTINGS, Clock::standing(NOON), Default::default()).await;
    started.file("anh.jpg", crate::pictures::jpeg(800, 600));
    started.import(articles()).await;
    started
}

fn articles() -> Value {
    let mut items: Vec<Value> = (1..=30).map(|id| item(id, id)).collect();
    for item in &mut items {
        item["tags"] = json!(["Thông báo"]);
        item["_bantin"] = json!({ "categories": ["thong-bao"] });
    }
    items[0]["content_html"] = json!("<p>Có ảnh</p><img src=\"anh.jpg\" alt=\"Ảnh\">");
    items.into()
}

async fn exported(started: &Started, dir: &Path) -> Result<Exported, ExportError> {
    let client = ClientFiles::read(&started.dir.path().join("dist")).unwrap();
    let order = Order { site: "demo".into(), dir: dir.to_owned() };
    export(&order, &started.settings, Arc::new(started.store()), client, Clock::standing(NOON)).await
}

/// All files below a folder, each with its inode and bytes.
pub fn files(dir: &Path) -> BTreeMap<String, (u64, Vec<u8>)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
                found.insert(name, (path.metadata().unwrap().ino(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found
}

#[tokio::test]
async fn whatever_a_page_leads_to_is_there() {
    let started = started().await;
    let dir = started.dir.path().join("www");
    let done = exported(&started, &dir).await.unwrap();
    let files = files(&dir);
    assert_eq!(done.new, files.len() as u64 - 1, "all but the list of names");
    let text = |name: &str| String::from_utf8_lossy(&files[name].1).into_owned();
    let pages: Vec<&String> = files.keys().filter(|name| name.ends_with(".html")).collect();
    // Home, how visits are counted, the field for searching, three pages of the category, 30 articles, in two languages; and the page for what is not
    // there.
    assert_eq!(pages.len(), 2 * (1 + 1 + 1 + 3 + 30) + 1);
    let links = Selector::parse("[href], [src]").unwrap();
    for page in pages {
        for element in Html::parse_document(&text(page)).select(&links) {
            let address = element.attr("href").or(element.attr("src")).unwrap();
            let address = address.strip_prefix("https://benlau.example.vn").unwrap_or(address);
            if address.starts_with('#') || address.is_empty() {
                continue;
            }
            let path = address.strip_prefix("/tin-tuc/").unwrap_or_else(|| panic!("{page} leads out: {address}"));
            let file =
                if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
            assert!(files.contains_key(&file), "{page} leads to {address}, which is not there");
        }
    }
    assert!(text("tin/1/tin-1/index.html").contains("Có ảnh"));
    // The picture, its sizes and its preview.
    let pictures: Vec<&String> = files.keys().filter(|name| name.starts_with("media/demo/")).collect();
    assert_eq!(pictures.iter().filter(|name| name.ends_with(".webp")).count(), 3, "{pictures:?}");
    assert!(pictures.iter().any(|name| name.ends_with("-320.webp")) && pictures.len() >= 4, "{pictures:?}");
    assert!(files.contains_key("boot-0123abcd.js.br") && files.contains_key("favicon.svg"));
    assert!(!files.keys().any(|name| name.starts_with("demo/") || name.starts_with("reader")));
}

#[tokio::test]
async fn its_articles_can_be_searched() {
    let started = started().await;
    let dir = started.dir.path().join("www");
    exported(&started, &dir).await.unwrap();
    let text = |name: &str| std::fs::read_to_string(dir.join(name)).unwrap();
    let whole: Value = serde_json::from_str(&text("json/whole.json")).unwrap();
    let items = whole["items"].as_array().unwrap();
    assert_eq!(items.len(), 30);
    assert_eq!((&items[29]["content_text"], &items[29]["content_html"]), (&json!("Có ảnh"), &Value::Null));
    let page = text("en/tim-kiem/index.html");
    assert!(page.contains(r#""finder":"/tin-tuc/finder-0123abcd.js""#), "{page}");
    assert!(page.contains(r#""shelf":"/tin-tuc/shelf-0123abcd.js""#) && !page.contains("/found"), "{page}");
    assert_eq!((text("finder-0123abcd_bg.wasm"), text("shelf-0123abcd.js")), ("2".into(), "3".into()));
    assert!(!dir.join("reader-0123abcd_bg.wasm").exists());
}

#[tokio::test]
async fn its_pages_count_nothing_and_say_what_they_may_load() {
    let started = started().await;
    let dir = started.dir.path().join("www");
    exported(&started, &dir).await.unwrap();
    let page = std::fs::read_to_string(dir.join("en/tin/2/tin-2/index.html")).unwrap();
    assert!(!page.contains("/api/") && !page.contains("<noscript>") && !page.contains("class=\"ear"), "{page}");
    let counted = std::fs::read_to_string(dir.join("cach-tinh-luot-truy-cap/index.html")).unwrap();
    assert!(counted.contains("Cách tính lượt truy cập</h1>") && !counted.contains("/api/"), "{counted}");
    assert!(page.contains(r#""files":"/tin-tuc/json""#));
    assert!(page.contains("<meta http-equiv=\"content-security-policy\" content=\"default-src 'self'"));
    assert!(page.contains("style-src 'self' 'sha256-") && !page.contains("frame-ancestors"));
    assert!(page.contains(r#"<link rel="canonical" href="https://benlau.example.vn/tin-tuc/tin/2/tin-2/">"#), "{page}");
    let missing = std::fs::read_to_string(dir.join("404.html")).unwrap();
    assert!(missing.contains("Không tìm thấy"));
}

#[tokio::test]
async fn listings_lead_from_file_to_file() {
    let started = started().await;
    let dir = started.dir.path().join("www");
    exported(&started, &dir).await.unwrap();
    let read = |path: &str| -> Value { serde_json::from_slice(&std::fs::read(dir.join(path)).unwrap()).unwrap() };
    let mut path = "json/articles/category=thong-bao/page=1/per_page=12.json".to_owned();
    let mut seen = 0;
    loop {
        let feed = read(&path);
        seen += feed["items"].as_array().unwrap().len();
        assert_eq!(feed["feed_url"], format!("https://benlau.example.vn/tin-tuc/{path}"));
        let Some(next) = feed["next_url"].as_str() else { break };
        path = next.strip_prefix("https://benlau.example.vn/tin-tuc/").unwrap().to_owned();
    }
    assert_eq!(seen, 30);
    assert_eq!(read("json/articles/7.json")["items"][0]["title"], "Tin 7");
}

#[tokio::test]
async fn again_it_touches_only_what_changed() {
    let started = started().await;
    let dir = started.dir.path().join("www");
    exported(&started, &dir).await.unwrap();
    std::fs::write(dir.join("CNAME"), "benlau.example.vn").unwrap();
    let before = files(&dir);
    let again = exported(&started, &dir).await.unwrap();
    assert_eq!(again, Exported { unchanged: before.len() as u64 - 2, ..Exported::default() });
    assert_eq!(files(&dir), before, "the very same files");

    started.import(json!([{ "id": "s5", "title": "Tin 5", "content_html": "<p>Đính chính</p>",
        "date_published": "2020-01-06T08:00:00+07:00", "tags": ["Thông báo"], "_bantin": { "categories": ["thong-bao"] } }])).await;
    let store = started.store();
    bantin_server::store::Store::withdraw(&store, "demo", 9, NOON).unwrap();
    let done = exported(&started, &dir).await.unwrap();
    let after = files(&dir);
    assert!(done.changed > 0 && done.removed == 3, "{done:?}");
    assert!(String::from_utf8_lossy(&after["tin/5/tin-5/index.html"].1).contains("Đính chính"));
    assert!(!after.keys().any(|name| name.contains("tin/9/") || name.ends_with("articles/9.json")));
    assert!(!dir.join("tin/9").exists());
    assert_eq!(after["tin/28/tin-28/index.html"], before["tin/28/tin-28/index.html"]);
    assert_eq!(after["CNAME"], before["CNAME"], "what somebody else put there stays");
}

#[tokio::test]
async fn what_fails_or_is_interrupted_leaves_the_old_whole() {
    let started = started().await;
    let dir = started.dir.path().join("www");
    exported(&started, &dir).await.unwrap();
    let before = files(&dir);
    // A picture that has vanished ends it in the midst.
    let media = started.settings.server.data.join("media/demo");
    std::fs::remove_dir_all(media).unwrap();
    std::fs::remove_dir_all(started.settings.server.data.join("sizes")).unwrap();
    started.import(json!([item(31, 31)])).await;
    let error = exported(&started, &dir).await.unwrap_err();
    assert!(matches!(error, ExportError::Answer { .. }), "{error}");
    assert_eq!(files(&dir), before);
    // So does a kill: what it leaves beside the folder is thrown away by the next.
    let left = started.dir.path().join(".www.bantin-new");
    std::fs::create_dir_all(left.join("tin")).unwrap();
    std::fs::write(left.join("tin/half.html"), "<p>").unwrap();
    started.file("anh.jpg", crate::pictures::jpeg(800, 600));
    started.import(articles()).await;
    exported(&started, &dir).await.unwrap();
    assert!(!left.exists() && !dir.join("tin/half.html").exists() && dir.join("tin/31/tin-31/index.html").exists());
}

#[tokio::test]
async fn a_folder_of_somebody_elses_is_left_alone() {
    let started = started().await;
    let dir = started.dir.path().join("home");
    std::fs::create_dir(&dir).unwrap();
    std::fs::write(dir.join("thesis.txt"), "years of work").unwrap();
    let error = exported(&started, &dir).await.unwrap_err();
    assert!(matches!(error, ExportError::Folder(FolderError::NotOurs(_))), "{error}");
    assert!(error.to_string().contains("give an empty or a new folder"));
    assert_eq!(std::fs::read_to_string(dir.join("thesis.txt")).unwrap(), "years of work");
    assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 1);
}

#[tokio::test]
async fn what_is_needed_for_it_is_asked_for_by_name() {
    let started = started().await;
    let dir = started.dir.path().join("www");
    let client = || ClientFiles::read(&started.dir.path().join("dist")).unwrap();
    let ask = async |site: &str, settings: &str, client| {
        let settings = Settings { server: started.settings.server.clone(), ..Settings::parse("a", settings).unwrap() };
        let order = Order { site: site.into(), dir: dir.clone() };
        export(&order, &settings, Arc::new(started.store()), client, Clock::standing(NOON))
            .await
            .unwrap_err()
            .to_string()
    };
    assert!(ask("khac", SETTINGS, client()).await.contains("no site `khac`"));
    assert!(ask("demo", "[[site]]\nid = \"demo\"", client()).await.contains("--origin"));
    assert!(ask("demo", SETTINGS, ClientFiles::none()).await.contains("--client"));
    assert!(!dir.exists());
}
