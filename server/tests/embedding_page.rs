//! The page that writes the lines for other hosts' pages.

use std::collections::HashMap;

use bantin_server::embedding::{Answer, HostPage, Ours, Served, judge};
use bantin_server::settings::Settings;
use reqwest::StatusCode;
use url::Url;

use crate::pages::with_client;
use crate::support::Answer as Page;

const SETTINGS: &str = "[[site]]\nid = \"demo\"\nname = \"Phường <5>\"\nlanguages = [\"vi\", \"en\"]\norigin = \"https://p5.example\"\n\
    base = \"/tin-tuc/\"\naccent = 145\n[[site]]\nid = \"p6\"\nname = \"Phường 6\"\nhosts = [\"p6.example\"]\n[[site]]\nid = \"p7\"\nname = \"Phường 7\"\n";

/// What the page says to copy, block by block.
fn blocks(page: &Page) -> Vec<String> {
    page.found("pre", None)
}

#[tokio::test]
async fn it_writes_the_lines_for_what_was_chosen_without_any_script() {
    let started = with_client(SETTINGS).await;
    let plain = started.get("/tin-tuc/nhung").await;
    assert_eq!((plain.status, plain.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    assert_eq!(
        blocks(&plain)[0],
        "<script type=\"module\" src=\"https://p5.example/tin-tuc/embed.js\"></script>\n\
         <bantin-news site=\"demo\"><a href=\"https://p5.example/tin-tuc/\">Phường &lt;5&gt;</a></bantin-news>"
    );
    // Its room, kept free by the host's style sheet.
    assert_eq!(blocks(&plain)[1], "bantin-news:not(:defined) { display: block; min-height: 512px; }");
    assert!(blocks(&plain)[2].contains("embed.js?v=d47712cceb4c7806\" integrity=\"sha384-"), "{:?}", blocks(&plain));
    assert!(blocks(&plain).contains(&"script-src https://p5.example 'wasm-unsafe-eval'; connect-src https://p5.example; img-src https://p5.example".to_owned()));
    // What the form sends is what it shows again.
    assert_eq!(plain.found("form", Some("method")), ["get"]);
    let query = "site=demo&form=the&element=news&category=tin-tuc&count=7&layout=cards&heading=Tin+m%E1%BB%9Bi&open=here&lang=en&font=inherit&accent=%23a01c1c&ink=&paper=";
    let chosen = started.get(&format!("/tin-tuc/nhung?{query}")).await;
    let line = "<bantin-news site=\"demo\" category=\"tin-tuc\" count=\"7\" layout=\"cards\" heading=\"Tin mới\" open=\"here\" lang=\"en\" font=\"inherit\">";
    assert!(blocks(&chosen)[0].contains(line), "{}", blocks(&chosen)[0]);
    assert_eq!(
        chosen.found("option[selected]", Some("value")),
        ["demo", "the", "news", "tin-tuc", "cards", "here", "en"]
    );
    assert_eq!(
        chosen.found("input[name=count], input[name=heading], input[name=accent]", Some("value")),
        ["7", "Tin mới", "#a01c1c"]
    );
    assert!(!chosen.found("input[name=font][checked]", None).is_empty());
    assert_eq!(blocks(&chosen)[2], "bantin-news:not(:defined) { display: block; min-height: 1290px; }");
    assert_eq!(blocks(&chosen)[1], "bantin-news {\n  --bantin-accent: #a01c1c;\n}");
    // The preview is the very element.
    assert_eq!(chosen.found(".preview bantin-news", Some("heading")), ["Tin mới"]);
    assert_eq!(chosen.found("script[src$='embed.js']", Some("src")), ["/tin-tuc/embed.js"]);
    // The same in the other language.
    assert_eq!(chosen.found(".who a", Some("href")), [format!("/tin-tuc/en/nhung?{query}")]);
    let english = started.get(&format!("/tin-tuc/en/nhung?{query}")).await;
    assert_eq!(
        (english.found("html", Some("lang")), blocks(&english)[0].clone()),
        (vec!["en".to_owned()], blocks(&chosen)[0].clone())
    );
    for none in ["/tin-tuc/vi/nhung", "/tin-tuc/fr/nhung", "/nhung/x"] {
        assert_eq!(started.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[tokio::test]
async fn a_frame_is_written_and_shown_for_hosts_that_run_no_script() {
    let started = with_client(SETTINGS).await;
    let page = started.get("/tin-tuc/nhung?form=iframe&element=counter&layout=line").await;
    assert!(blocks(&page)[0].starts_with("<iframe src=\"https://p5.example/tin-tuc/khung/demo/bo-dem?layout=line\" title=\"Lượt truy cập – Phường &lt;5&gt;\""), "{}", blocks(&page)[0]);
    assert_eq!(page.found(".preview iframe", Some("src")), ["/tin-tuc/khung/demo/bo-dem?layout=line"]);
    assert_eq!(started.get("/tin-tuc/khung/demo/bo-dem?layout=line").await.status, StatusCode::OK);
    assert!(page.found("script[src$='embed.js']", None).is_empty());
    let wrong = started.get("/tin-tuc/nhung?form=iframe&element=app&count=0").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        wrong.found("[role=alert] li", None),
        [
            "Khung iframe chỉ có danh sách tin và bộ đếm; dưới đây là danh sách tin.",
            "Số tin phải là số nguyên từ 1 đến 100."
        ]
    );
}

#[tokio::test]
async fn only_the_sites_of_the_host_can_be_chosen() {
    let started = with_client(SETTINGS).await;
    let sites = async |host: &str| {
        let page = started.get_with("/nhung?site=p6", &[("host", host)]).await;
        (page.found("select[name=site] option", Some("value")), blocks(&page)[0].clone())
    };
    let (here, lines) = sites("p5.example").await;
    assert_eq!(here, ["demo", "p7"]);
    assert!(lines.contains("site=\"demo\""), "what cannot be chosen is not: {lines}");
    let (there, lines) = sites("p6.example").await;
    assert_eq!(there, ["p6", "p7"]);
    assert!(lines.contains("src=\"http://p6.example/embed.js\"") && lines.contains("site=\"p6\""), "{lines}");
}

#[tokio::test]
async fn it_runs_nothing_inline_and_takes_nothing_from_others() {
    let started = with_client(SETTINGS).await;
    let hostile = "heading=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&accent=%3B%7D*%7B&category=%22%3E&site=%3Cb%3E";
    let page = started.get(&format!("/tin-tuc/nhung?{hostile}")).await;
    assert!(
        !page.text().contains("<script>alert") && page.found("[style], [onclick], script:not([src])", None).is_empty()
    );
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-"),
        "{policy}"
    );
    assert!(policy.ends_with("frame-ancestors 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    let addresses: Vec<String> = [("script", "src"), ("link", "href"), ("iframe", "src"), ("form", "action")]
        .iter()
        .flat_map(|(name, attribute)| page.found(&format!("{name}[{attribute}]"), Some(attribute)))
        .collect();
    assert!(addresses.iter().all(|address| address.starts_with("/tin-tuc/")), "{addresses:?}");
    assert_eq!(started.get("/tin-tuc/quan-tri/kieu.css").await.status, StatusCode::OK);
    // Every field has a name that is read.
    let labels = page.found("label[for]", Some("for"));
    let fields = page.found(".field select, .field input", Some("id"));
    assert_eq!(labels, fields);
    // Without a host nobody knows what to write.
    assert_eq!(with_client("").await.get_with("/nhung", &[("host", "a\"b")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_host_that_does_what_the_page_says_is_stopped_by_nothing() {
    let started = with_client(SETTINGS).await;
    for query in [
        "",
        "element=counter",
        "element=article&article=3",
        "element=app&addressing=query",
        "form=iframe",
        "form=iframe&element=counter",
    ] {
        let page = started.get(&format!("/tin-tuc/nhung?{query}")).await;
        let blocks = blocks(&page);
        let policy = blocks.iter().find(|block| block.contains("-src ")).unwrap();
        let types = blocks.iter().find(|block| block.contains("trusted-types")).cloned().unwrap_or_default();
        let setting = blocks.iter().find(|block| block.contains("embed_origins")).unwrap();
        let settings = Settings::parse("bantin.toml", setting).unwrap();
        let mut own = started.settings.sites[0].clone();
        own.embed_origins.clone_from(&settings.sites[0].embed_origins);
        let host = Url::parse(&own.embed_origins[0]).unwrap();
        let header = format!("default-src 'none'; {policy}; {types}");
        let headers = [("content-security-policy", header.as_str())];
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        let site = started.server.as_ref().unwrap().app.content.site("demo").await.unwrap().unwrap().site.clone();
        let ours = Ours(vec![Served { site, settings: own }]);
        for lines in blocks.iter().filter(|block| block.starts_with('<')) {
            let page = HostPage::read(&host, &headers, lines);
            let answers: HashMap<Url, Result<Answer, String>> = HashMap::new();
            let mut found = judge(&page, &ours, &answers);
            // Videos need not play in place.
            found.retain(|finding| !finding.advice.contains("youtube"));
            assert_eq!(found, [], "{query}: {lines}");
        }
    }
}
