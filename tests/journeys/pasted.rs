//! What editors paste: the server and both cleaners of a browser show the same, and a video waits for its click.

use super::embed::host::{Host, Page};
use super::stage::{Server, Stage, in_project};
use serde_json::{Value, json};

super::journeys!(
    the_browsers_cleaners_give_what_the_server_serves,
    a_title_of_old_letters_reads_the_same,
    a_video_is_asked_for_when_it_is_played,
    a_video_is_played_inside_of_an_element_or_followed,
);

/// Where pictures in the examples are.
const PICTURES: [&str; 2] = ["anh.example", "fbcdn.net"];

/// A video, as WordPress writes one.
const VIDEO: &str = "<p>Sáng nay.</p><figure class=wp-block-embed><div><iframe src='https://www.youtube.com/embed/abcdefghijk' \
    title='Lễ hội'></iframe></div></figure>";

/// The examples as articles, each under its file's name.
fn examples() -> Vec<Value> {
    let files = std::fs::read_dir(in_project("feed/tests/tidy")).unwrap().map(|entry| entry.unwrap().path());
    let raw = files.filter(|file| !file.to_string_lossy().ends_with(".served.html"));
    let item = |file: std::path::PathBuf| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        json!({ "id": name, "title": name, "content_html": std::fs::read_to_string(file).unwrap() })
    };
    raw.map(item).collect()
}

/// The article with this title, as the server serves it.
async fn served(server: &Server, title: &str) -> Value {
    let listed = server.api("articles?per_page=100").await;
    let found = listed["items"].as_array().unwrap().iter().find(|item| item["title"] == title).unwrap();
    server.api(&format!("articles/{}", found["id"].as_str().unwrap())).await["items"][0].clone()
}

async fn the_browsers_cleaners_give_what_the_server_serves(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.60").await;
    let examples = examples();
    assert!(examples.len() >= 6);
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Phường", "items": examples });
    host.puts("tin.json", Page::data(&feed.to_string()));
    // What only the server says of pictures is left out.
    let shown = "const bodies = [document.createElement('div'), at('bantin-article', '.body')];
        bodies[0].innerHTML = arguments[0].replaceAll('<img', '<img loading=lazy');
        return bodies.map((body) => {
            const copy = new DOMParser().parseFromString(body.innerHTML, 'text/html').body;
            for (const picture of copy.querySelectorAll('img'))
                for (const name of ['loading', 'decoding', 'fetchpriority']) picture.removeAttribute(name);
            return copy.innerHTML;
        })";
    for cleaner in ["", "<script>delete Element.prototype.setHTML</script>"] {
        for example in &examples {
            let name = example["id"].as_str().unwrap();
            if cleaner.is_empty() {
                host.server.import(example);
            }
            let html = served(&host.server, name).await["content_html"].clone();
            let element = format!("<bantin-article source=tin.json article={name}></bantin-article>");
            host.shows(Page::with(&format!("{cleaner}{element}"))).await;
            host.sees("bantin-article", ".article .body").await;
            let both = host.ask(shown, vec![html]).await;
            assert_eq!(both[1], both[0], "{name} {cleaner}");
        }
    }
    host.leaves_with(|report| PICTURES.iter().any(|of| report.contains(of))).await;
}

async fn a_title_of_old_letters_reads_the_same(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.63").await;
    // As fonts of TCVN3 have it, and a category whose letters are taken apart.
    let body =
        "<p>Th«ng b¸o vÒ viÖc tiÕp c«ng d©n ®Þnh kú cña ñy ban nh©n d©n ph\u{AD}êng, mêi bµ con ®Õn dù ®óng giê</p>";
    let item = json!({ "id": "cu", "title": "Th«ng b¸o cña ñy ban", "content_html": body, "tags": ["Tho\u{302}ng ba\u{301}o"] });
    host.server.import(&item);
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Phường", "items": [item] });
    host.puts("tin.json", Page::data(&feed.to_string()));
    let article = served(&host.server, "Thông báo của ủy ban").await;
    assert_eq!(article["tags"], json!(["Thông báo"]));
    assert_eq!(article["_bantin"]["slug"], "thong-bao-cua-uy-ban");
    host.shows(Page::with("<bantin-article source=tin.json article=cu></bantin-article>")).await;
    host.sees("bantin-article", ".article .body").await;
    assert_eq!(host.text("bantin-article", "h1").await, "Thông báo của ủy ban");
    assert!(host.text("bantin-article", ".body").await.starts_with("Thông báo về việc tiếp công dân"));
    host.leaves().await;
}

async fn a_video_is_asked_for_when_it_is_played(stage: Stage) {
    stage.server.import(&json!({ "id": "v", "title": "Có video", "content_html": VIDEO }));
    let article = served(&stage.server, "Có video").await;
    let browser = stage.visitor("203.0.113.61").await;
    browser.open(article["url"].as_str().unwrap()).await;
    let words = browser.text(".player a").await.unwrap();
    assert_eq!(words, "Xem video trên YouTube: Lễ hội");
    assert_eq!(browser.href(".player a").await, "https://www.youtube.com/watch?v=abcdefghijk");
    browser.has_had_its_turn().await;
    assert!(!browser.door.reports().iter().any(|report| report.contains("youtube")), "asked for before it was played");
    browser.click(".player a").await;
    let address = browser.attribute(".player iframe", "src").await.unwrap();
    assert_eq!(address, "https://www.youtube-nocookie.com/embed/abcdefghijk");
    assert_eq!(browser.attribute(".player iframe", "title").await.unwrap(), words);
    assert_eq!(browser.ask("return document.activeElement.localName", vec![]).await, "iframe");
    assert_eq!(browser.count(".player a").await, 0);
    browser.leave_with(|report| report.contains("youtube-nocookie.com") && !report.contains("frame-src")).await;
}

async fn a_video_is_played_inside_of_an_element_or_followed(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.62").await;
    host.server.import(&json!({ "id": "v", "title": "Có video", "content_html": VIDEO }));
    let id = served(&host.server, "Có video").await["id"].as_str().unwrap().to_owned();
    let page = Page::with(&format!("<bantin-article site=demo article={id}></bantin-article>"));
    host.shows(page).await;
    host.clicks("bantin-article", ".player a").await;
    host.sees("bantin-article", ".player iframe[src^='https://www.youtube-nocookie.com/']").await;
    // A host that allows no frames has a link.
    let page = Page::with(&format!("<bantin-article site=demo article={id}></bantin-article>"));
    host.shows(page.under("frame-src 'none'")).await;
    host.sees("bantin-article", ".player a").await;
    let note = "window.followed = []; addEventListener('click', (event) => {
        if (event.defaultPrevented) return;
        event.preventDefault();
        followed.push(event.composedPath()[0].closest('a').href);
    })";
    host.ask(note, vec![]).await;
    host.clicks("bantin-article", ".player a").await;
    host.until("the link is followed", async || {
        host.ask("return followed", vec![]).await == json!(["https://www.youtube.com/watch?v=abcdefghijk"])
    })
    .await;
    assert_eq!(host.count("bantin-article", ".player iframe").await, 0);
    host.leaves_with(|report| report.contains("youtube") || report.contains("frame-src")).await;
}
