//! The lines, written.

use std::fmt::Write as _;

use bantin_api::Site;

use super::choice::{COLOURS, Choice, Form, Kind, PAGE};

/// How many articles a list has that says nothing of it.
const COUNT: u64 = 5;

/// How tall a frame is before its script has said how tall it should be, in pixels: news, numbers.
const HEIGHTS: [u32; 2] = [480, 140];

/// Where the news server is, as the host's page has to write it.
#[derive(Clone, Debug)]
pub struct Place<'p> {
    /// Scheme, host and port.
    pub origin: &'p str,
    /// The path below which the site lives, with a slash at both ends.
    pub base: &'p str,
    /// The site.
    pub site: &'p Site,
    /// What a frame of news is called by a screen reader, and one of numbers.
    pub titles: [&'p str; 2],
    /// The script that is served now; `None` where there is none.
    pub pinned: Option<&'p Pinned>,
}

/// A script that cannot become another unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// Its version, as `v` says it.
    pub version: String,
    /// Its hash, as `integrity` says it.
    pub integrity: String,
}

/// All that a host needs for what was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The lines.
    pub lines: String,
    /// The same with a script that cannot become another; not of a frame, nor where there is no script.
    pub pinned: Option<String>,
    /// What the host's style sheet says of it, where colours were chosen.
    pub style: Option<String>,
    /// What the host's style sheet may say to keep its room free until the script has come.
    pub room: Option<String>,
    /// The parts that the host's Content-Security-Policy needs.
    pub policy: String,
    /// The parts that it needs besides where it requires Trusted Types.
    pub types: Option<&'static str>,
    /// The address of the frame below the host that it was asked from.
    pub frame: Option<String>,
    /// What the element is told.
    pub attributes: Vec<(&'static str, String)>,
}

/// Writes what a host needs.
#[must_use]
pub fn write(choice: &Choice, place: &Place<'_>) -> Written {
    match choice.form {
        Form::Elements => elements(choice, place),
        Form::Iframe => frame(choice, place),
    }
}

fn elements(choice: &Choice, place: &Place<'_>) -> Written {
    let Place { origin, base, site, .. } = place;
    let name = choice.kind.element();
    let attributes = attributes(choice, &site.id);
    let mut element = format!("<{name}");
    for (name, value) in &attributes {
        element.extend([" ", name, "=\"", &escaped(value), "\""]);
    }
    let root = format!("{origin}{base}");
    // What stands there until the news are, and for good where they cannot be.
    element.push_str(&format!("><a href=\"{}\">{}</a></{name}>", escaped(&root), escaped(&site.name)));
    let script = format!("<script type=\"module\" src=\"{}embed.js\"></script>", escaped(&root));
    let pinned = place.pinned.map(|Pinned { version, integrity }| {
        format!(
            "<script type=\"module\" src=\"{}embed.js?v={version}\" integrity=\"{integrity}\" crossorigin></script>\n{element}",
            escaped(&root)
        )
    });
    Written {
        lines: format!("{script}\n{element}"),
        pinned,
        style: style(name, choice),
        room: Some(format!("{name}:not(:defined) {{ display: block; min-height: {}px; }}", room(choice))),
        policy: format!("script-src {origin} 'wasm-unsafe-eval'; connect-src {origin}; img-src {origin}"),
        types: Some("require-trusted-types-for 'script'; trusted-types bantin dompurify 'allow-duplicates'"),
        frame: None,
        attributes,
    }
}

/// What the element is told: nothing that it does of itself.
fn attributes(choice: &Choice, site: &str) -> Vec<(&'static str, String)> {
    let word = |word: Option<&'static str>| word.map(str::to_owned);
    // A page that nobody named cannot open anything.
    let open = choice.open.filter(|open| *open != PAGE || choice.page.is_some());
    let all = [
        ("site", Some(site.to_owned())),
        ("category", choice.category.clone()),
        ("count", choice.count.map(|count| count.to_string())),
        ("article", choice.article.map(|article| article.to_string())),
        ("layout", word(choice.layout)),
        ("heading", choice.heading.clone()),
        ("open", word(open)),
        ("page", choice.page.clone()),
        ("addressing", word(choice.addressing)),
        ("key", choice.key.clone()),
        ("lang", choice.language.map(|language| language.tag().to_owned())),
        ("date-form", word(choice.date_form)),
        ("font", choice.inherits.then(|| "inherit".to_owned())),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn style(element: &str, choice: &Choice) -> Option<String> {
    let mut rules = String::new();
    for (name, colour) in COLOURS.iter().zip(&choice.colours) {
        if let Some(colour) = colour {
            rules.push_str(&format!("  --bantin-{name}: {colour};\n"));
        }
    }
    (!rules.is_empty()).then(|| format!("{element} {{\n{rules}}}"))
}

/// The room that the element holds free before something is there, in pixels where text has 16: as `public/embed.js` has it.
fn room(choice: &Choice) -> u64 {
    let layout = choice.layout.or_else(|| choice.kind.layouts(choice.form).first().copied()).unwrap_or_default();
    let each = |tenths: u64| tenths * choice.count.unwrap_or(COUNT);
    let tenths = match layout {
        "list" => each(64),
        "compact" => each(54),
        "cards" => each(110),
        "ticker" => 23,
        "boxes" if choice.article.is_some() => 29,
        "boxes" => 44,
        "line" => 13,
        "badge" => 18,
        _ => 400,
    };
    let heading = if choice.heading.is_some() { 36 } else { 0 };
    ((tenths + heading) * 16).div_ceil(10)
}

fn frame(choice: &Choice, place: &Place<'_>) -> Written {
    let Place { origin, base, site, titles: [news, numbers], .. } = place;
    let (kind, title, [tall, low]) = match choice.kind {
        Kind::Counter => ("bo-dem", numbers, HEIGHTS),
        _ => ("tin", news, HEIGHTS),
    };
    let height = if kind == "tin" { tall } else { low };
    let said = attributes(choice, &site.id).into_iter().filter(|(name, _)| *name != "site");
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    said.for_each(|(name, value)| {
        query.append_pair(name, &value);
    });
    let query =
        Some(query.finish()).filter(|query| !query.is_empty()).map(|query| format!("?{query}")).unwrap_or_default();
    let frame = format!("{base}khung/{}/{kind}{query}", site.id);
    let mut lines = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        lines,
        "<iframe src=\"{}\" title=\"{} – {}\"\n  width=\"100%\" height=\"{height}\" loading=\"lazy\" style=\"border:0\"></iframe>\n\
         <script src=\"{}khung.js\"></script>",
        escaped(&format!("{origin}{frame}")),
        escaped(title),
        escaped(&site.name),
        escaped(&format!("{origin}{base}")),
    );
    Written {
        lines,
        pinned: None,
        style: None,
        room: None,
        policy: format!("frame-src {origin}; script-src {origin}"),
        types: None,
        frame: Some(frame),
        attributes: Vec::new(),
    }
}

/// As the value of an attribute in quotation marks, or as text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::Wrong;
    use bantin_api::{Category, Language};
    use proptest::prelude::*;

    fn site() -> Site {
        let categories = vec![Category { slug: "thong-bao".into(), ..Category::default() }];
        let languages = vec![Language::Vi, Language::En];
        Site { id: "p5".into(), name: "Phường \"5\" & <6>".into(), categories, languages, url: None }
    }

    fn written(query: &str) -> (Written, Vec<Wrong>) {
        let (site, titles) = (site(), ["Tin", "Số lượt"]);
        let (choice, wrong) = Choice::read(query, &[&site]);
        let pinned = Pinned { version: "0123456789abcdef".into(), integrity: "sha384-A".into() };
        let place = Place { origin: "https://news.example", base: "/tin/", site: &site, titles, pinned: Some(&pinned) };
        (write(&choice, &place), wrong)
    }

    #[test]
    fn only_what_is_not_the_default_is_written() {
        let (plain, wrong) = written("");
        let name = "Phường &quot;5&quot; &amp; &lt;6&gt;";
        let element =
            format!("<bantin-news site=\"p5\"><a href=\"https://news.example/tin/\">{name}</a></bantin-news>");
        assert_eq!(
            plain.lines,
            format!("<script type=\"module\" src=\"https://news.example/tin/embed.js\"></script>\n{element}")
        );
        assert_eq!(
            plain.pinned.unwrap().lines().next().unwrap(),
            "<script type=\"module\" src=\"https://news.example/tin/embed.js?v=0123456789abcdef\" integrity=\"sha384-A\" crossorigin></script>"
        );
        assert!(wrong.is_empty() && plain.style.is_none());
        let query = "category=thong-bao&count=3&layout=cards&open=here&heading=Tin+%3Cm%E1%BB%9Bi%3E&lang=en&date-form=day&font=inherit\
            &accent=%23A01C1C&paper=ffffff";
        let (elsewhere, wrong) = written("open=page&page=/doc-tin.html?a%26b&addressing=query&key=tin");
        assert!(wrong.is_empty());
        let line =
            "<bantin-news site=\"p5\" open=\"page\" page=\"/doc-tin.html?a&amp;b\" addressing=\"query\" key=\"tin\">";
        assert!(elsewhere.lines.contains(line), "{}", elsewhere.lines);
        let (all, _) = written(query);
        let line = "<bantin-news site=\"p5\" category=\"thong-bao\" count=\"3\" layout=\"cards\" heading=\"Tin &lt;mới&gt;\" open=\"here\" lang=\"en\" date-form=\"day\" font=\"inherit\">";
        assert!(all.lines.contains(line), "{}", all.lines);
        assert_eq!(all.style.unwrap(), "bantin-news {\n  --bantin-accent: #a01c1c;\n  --bantin-paper: #ffffff;\n}");
    }

    #[test]
    fn a_frame_has_what_frames_have() {
        let (frame, wrong) =
            written("form=iframe&category=thong-bao&count=3&layout=ticker&open=here&accent=%23a01c1c&lang=en");
        assert!(wrong.is_empty());
        let src = "src=\"https://news.example/tin/khung/p5/tin?category=thong-bao&amp;count=3&amp;lang=en\" title=\"Tin – Phường";
        assert!(frame.lines.contains(src), "{}", frame.lines);
        assert!(frame.lines.ends_with("<script src=\"https://news.example/tin/khung.js\"></script>"));
        assert_eq!(
            (frame.policy.as_str(), frame.style),
            ("frame-src https://news.example; script-src https://news.example", None)
        );
        assert_eq!(
            written("form=iframe&element=counter&article=7&layout=line").0.frame.unwrap(),
            "/tin/khung/p5/bo-dem?article=7&layout=line"
        );
        assert_eq!(written("form=iframe&element=app").1, [Wrong::NoFrame]);
    }

    #[test]
    fn what_is_typed_and_cannot_be_is_told() {
        assert_eq!(
            written("count=0&article=x&accent=red&ink=%23zzzzzz").1,
            [Wrong::Count, Wrong::Article, Wrong::Colour]
        );
        let (nowhere, wrong) = written("open=page&key=a%26b");
        assert_eq!(wrong, [Wrong::Page, Wrong::Key]);
        assert!(!nowhere.lines.contains("open="), "{}", nowhere.lines);
        assert!(
            written("site=p9&category=khac&layout=grid&lang=fr&element=x&form=x").1.is_empty(),
            "what is chosen from a list is not"
        );
    }

    proptest! {
        #[test]
        fn nothing_typed_leaves_its_place(typed in "[ -~ạ]{0,40}") {
            let query: String = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("heading", &typed), ("accent", &typed), ("category", &typed), ("article", &typed), ("open", &"page".into()), ("page", &typed), ("key", &typed)])
                .finish();
            let (written, _) = written(&query);
            let tags = written.lines.matches('<').count();
            // Two of the script, and of element and link two each.
            prop_assert_eq!(tags, 6);
            prop_assert_eq!(written.lines.matches('"').count() % 2, 0);
            if let Some(style) = written.style {
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-#:;{} \n".contains(&byte);
                let all = style.bytes().all(plain);
                prop_assert!(all);
            }
        }
    }
}
