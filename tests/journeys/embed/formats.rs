//! What a site publishes in other formats, read by the browser with no server of ours.

use super::host::{Host, Page};
use crate::stage::{Stage, in_project, path_in};
use bantin_scratch_wordpress::{POSTS, VARIABLE, Wordpress, files};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

crate::journeys!(
    each_example_is_told_as_the_server_reads_it,
    only_a_source_that_needs_it_loads_what_reads_it,
    an_old_page_is_shown_by_its_recipe,
    what_cannot_be_read_is_said,
    a_wordpress_is_read_by_the_browser_alone,
);

/// The address that every example came from: that of the test of the readers.
const BASE: &str = "https://phuong.example/api/tin?per_page=10";

/// The name of what tells other formats, as the build has made it.
fn module() -> String {
    let names = std::fs::read_dir(path_in("BANTIN_DIST")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names = names.map(|name| name.to_string_lossy().into_owned());
    names.find(|name| name.starts_with("bantin-formats-") && name.ends_with(".js")).unwrap()
}

fn is_beside(file: &Path) -> bool {
    [".read.json", ".recipe.json"].iter().any(|end| file.to_string_lossy().ends_with(end))
}

fn examples() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(in_project("feed/tests/examples")).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut files: Vec<PathBuf> = files.filter(|file| !is_beside(file)).collect();
    files.sort();
    files
}

fn json_in(path: &Path) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

/// The places of a recipe, as an attribute says them.
fn fields(example: &Path) -> String {
    let recipe = json_in(&example.with_extension("recipe.json")).unwrap_or_default();
    let places = recipe.as_object().into_iter().flatten();
    places.map(|(field, place)| format!("{field}: {}", place.as_str().unwrap())).collect::<Vec<_>>().join("; ")
}

/// Bodies are compared as what they are parsed to: the server and browsers write attributes in an order of their own.
const TELL: &str = "const [module, bytes, format, fields, base, wanted, done] = arguments;
    const parsed = (html) => {
        const body = new DOMParser().parseFromString(html, 'text/html').body;
        for (const element of body.querySelectorAll('*')) {
            const all = [...element.attributes].map((one) => [one.name, one.value]).sort();
            for (const [name] of all) element.removeAttribute(name);
            for (const [name, value] of all) element.setAttribute(name, value);
        }
        return body.innerHTML;
    };
    const comparable = (feed) => {
        for (const item of feed.items) if (item.content_html) item.content_html = parsed(item.content_html);
        return feed;
    };
    (async () => {
        const { default: start, tell } = await import(module);
        await start();
        const [text, refused] = tell(Uint8Array.from(bytes), format, fields, base, 3);
        return [comparable(JSON.parse(text)), refused, comparable(wanted)];
    })().then(done, (reason) => done(String(reason)));";

async fn each_example_is_told_as_the_server_reads_it(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.240").await;
    host.shows(Page::bare("<p>trống</p>")).await;
    let module = format!("{}/{}", host.news.address, module());
    let examples = examples();
    assert!(examples.len() >= 23);
    for example in examples {
        let read = json_in(&example.with_extension("read.json")).unwrap();
        let fields = fields(&example);
        let is_article = read["format"] == "page" && !fields.contains("item: ");
        let format = if is_article { "page" } else { "auto" };
        let bytes = serde_json::to_value(std::fs::read(&example).unwrap()).unwrap();
        let given = [json!(module), bytes, json!(format), json!(fields), json!(BASE), read["feed"].clone()];
        let told = host.long(TELL, given.to_vec()).await;
        assert_eq!(told[0], told[2], "{}: {told}", example.display());
        assert_eq!(told[1], read["refused"].as_array().unwrap().len(), "{}", example.display());
    }
    host.leaves().await;
}

/// A feed as old systems write it, in an encoding of its time.
fn rss() -> String {
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Trang của phường</title>
     <item><guid>1</guid><link>https://phuong.example/tin/1</link><title>Nạo vét kênh</title><pubDate>Mon, 02 Nov 2026 08:00:00 +0700</pubDate>
     <description>&lt;p&gt;Sáng nay &lt;b&gt;nạo vét&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item></channel></rss>"
        .to_owned()
}

async fn only_a_source_that_needs_it_loads_what_reads_it(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.241").await;
    let own = super::host::own_feed().to_string();
    host.puts("tin.json", Page::data(&own));
    host.puts("tin.xml", Page::data(&rss()));
    let formats = || host.news.requests().iter().filter(|request| request.contains("bantin-formats")).count();
    host.shows(Page::with("<bantin-news id=a source=/tin.json></bantin-news>")).await;
    host.sees("#a", ".row").await;
    assert_eq!(formats(), 0);
    let elements = "<bantin-news id=a source=/tin.json></bantin-news><bantin-news id=b source=/tin.xml open=here></bantin-news>\
        <bantin-news id=c source=/tin.xml count=1></bantin-news>";
    host.shows(Page::with(elements)).await;
    host.sees("#a", ".row").await;
    host.clicks("#b", ".headline a").await;
    host.sees("#b", ".article .body b").await;
    assert_eq!(host.count("#b", ".body script").await, 0, "what others write is cleaned");
    host.sees("#c", ".headline").await;
    assert_eq!(host.text("#c", ".headline").await, "Nạo vét kênh");
    assert!(formats() >= 2, "its script and its wasm");
    let asked = host.browser.door.requests().iter().filter(|request| request.contains("tin.xml")).count();
    assert_eq!(asked, 1, "two that show the same feed ask for it once");
    host.leaves().await;
}

/// A page that has no feed of any kind.
const OLD: &str = "<table class=tin><tr><td><a class=tieude href='chi-tiet?id=2'>Tập huấn trồng ngô</a></td></tr>
    <tr><td class=ngay>Ngày đăng: 02/10/2020 08:20 SA</td></tr></table>
    <table class=tin><tr><td><a class=tieude href='chi-tiet?id=1'>Họp tổ dân phố</a></td></tr></table>";

async fn an_old_page_is_shown_by_its_recipe(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.242").await;
    host.puts("tin-cu", Page::bare(OLD).unwatched());
    let element = "<bantin-news source=/tin-cu fields='item: table.tin; url: a.tieude; title: a.tieude; date_published: .ngay'>\
        </bantin-news>";
    // Under Trusted Types as well: the page is parsed.
    for policy in ["", super::policy::STRICT] {
        let page = Page::with(element);
        host.shows(if policy.is_empty() { page } else { page.under(policy) }).await;
        host.sees("bantin-news", ".row").await;
        assert_eq!(host.count("bantin-news", ".row").await, 2);
        assert_eq!(host.text("bantin-news", ".headline").await, "Tập huấn trồng ngô");
        let href = host.ask("return at('bantin-news', '.headline a').href", vec![]).await;
        assert_eq!(href, format!("{}/chi-tiet?id=2", host.browser.door.address));
        assert!(host.text("bantin-news", ".row").await.contains("2020"));
    }
    host.leaves().await;
}

async fn what_cannot_be_read_is_said(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.243").await;
    host.puts("tin-cu", Page::bare(OLD).unwatched());
    let said = "const done = arguments[arguments.length - 1], element = document.querySelector('bantin-news');
        element.addEventListener('bantin-error', (event) => done(event.detail.reason));
        Object.assign(element, arguments[0])";
    host.shows(Page::with("<bantin-news source=/tin-cu></bantin-news>")).await;
    host.is("bantin-news", "failed").await;
    for (attributes, reason) in [
        (json!({ "source": "/khong-co" }), "server"),
        (json!({ "source": "/tin-cu", "format": "rss" }), "answer"),
        (json!({ "format": "page", "fields": "item: table[; url: a; title: a" }), "answer"),
        (json!({ "format": "page", "fields": "muc: table" }), "answer"),
    ] {
        assert_eq!(host.long(said, vec![attributes.clone()]).await, reason, "{attributes}");
    }
    // Another origin that allows nobody to read it.
    let elsewhere = format!("{}/quan-tri/", host.server.address.trim_end_matches('/'));
    assert_eq!(host.long(said, vec![json!({ "source": elsewhere, "format": null, "fields": null })]).await, "network");
    // Once it can be read, it is shown.
    host.ask("Object.assign(at('bantin-news'), { source: '/tin-cu', format: 'page', fields: 'item: .tin; url: a; title: a' })", vec![])
        .await;
    host.sees("bantin-news", ".row").await;
    let ours = |report: &str| {
        report.contains("could not be read") || report.contains("khong-co") || report.contains("quan-tri")
    };
    host.leaves_with(|report| ours(report) || report.contains("\"error\"")).await;
}

/// A WordPress with what an office has published in years; `None` where there is none, which is said.
async fn office() -> Option<Wordpress> {
    let Some(files) = files() else {
        println!("NOT TESTED: a real WordPress read by the browser. {VARIABLE} does not name the folder of its files");
        return None;
    };
    let wordpress = Wordpress::start(&files, "vi").unwrap();
    let picture = std::fs::read(in_project("public/icon-512.png")).unwrap();
    wordpress.php_with(POSTS, &[base64(&picture).into()]).unwrap();
    Some(wordpress)
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

async fn a_wordpress_is_read_by_the_browser_alone(stage: Stage) {
    let Some(wordpress) = office().await else { return };
    let host = Host::start(&stage, "203.0.113.244").await;
    let source = format!("{}/wp-json/wp/v2/posts?_embed=1&per_page=100", wordpress.url());
    let element = format!("<bantin-app source='{}'></bantin-app>", source.replace('&', "&amp;"));
    host.shows(Page::with(&element)).await;
    host.sees("bantin-app", ".lead .headline a").await;
    assert_eq!(host.text("bantin-app", ".lead .headline").await, "Tin số 250 & “trích”");
    let picture = "const picture = at('bantin-app', '.lead img'); return picture?.naturalWidth > 0 && picture.src";
    host.until("the post's picture is shown", async || {
        host.ask(picture, vec![]).await.as_str().is_some_and(|address| address.starts_with(wordpress.url()))
    })
    .await;
    let sections = "return [...at('bantin-app', 'nav').querySelectorAll('a')].map((one) => one.textContent.trim())";
    let named = host.ask(sections, vec![]).await;
    for category in ["Tin hoạt động", "Thông báo"] {
        assert!(named.as_array().unwrap().iter().any(|one| one == category), "{named}");
    }
    // All pages are read: the oldest post is there, and nothing that is behind a password.
    let open = async |address: &str| host.ask("location.hash = arguments[0]", vec![address.into()]).await;
    open("bantin=/chuyen-muc/tin-hoat-dong/trang/11").await;
    let listed = "return [...at('bantin-app').shadowRoot.querySelectorAll('.headline')].map((one) => one.textContent)";
    host.until("the oldest posts are listed", async || {
        host.ask(listed, vec![]).await.as_array().is_some_and(|all| all.iter().any(|one| one == "Tin số 1 & “trích”"))
    })
    .await;
    host.clicks("bantin-app", ".headline a").await;
    host.sees("bantin-app", ".article .body p").await;
    // What was edited and deleted meanwhile is seen by who comes next.
    let edit = "$newest = get_posts(['numberposts' => 2]); wp_delete_post($newest[0]->post_password ? $newest[1]->ID : $newest[0]->ID, true);
        foreach (get_posts(['numberposts' => 1, 'has_password' => false]) as $post)
            wp_update_post(['ID' => $post->ID, 'post_title' => 'Tin số 249 đã sửa']);
        return true;";
    wordpress.php(edit).unwrap();
    host.shows(Page::with(&element)).await;
    host.until("the corrected post is first", async || {
        host.text("bantin-app", ".lead .headline").await == "Tin số 249 đã sửa"
    })
    .await;
    let all = host.ask("return at('bantin-app').shadowRoot.textContent", vec![]).await;
    assert!(!all.as_str().unwrap().contains("Nội bộ"), "{all}");
    let theirs = wordpress.url().to_owned();
    host.leaves_with(|report| {
        report.contains("\"foreign\"") && report.contains(&theirs) || report.contains("password")
    })
    .await;
}
