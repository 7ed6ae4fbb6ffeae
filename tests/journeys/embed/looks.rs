//! How elements look at home: the host's font and colours, its size, its colour scheme; readable by keyboard and by machines.

use super::host::{Host, Page};
use crate::stage::{Stage, path_in};
use serde_json::{Value, json};

crate::journeys!(
    the_hosts_font_size_and_colours_are_taken_back,
    elements_are_accessible_in_the_hosts_page,
    narrow_columns_and_large_letters_have_room,
);

async fn the_hosts_font_size_and_colours_are_taken_back(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.215").await;
    host.shows(Page::with(
        "<style>body{font:24px monospace}#a{--bantin-accent:rgb(0,80,160);--bantin-ink:rgb(1,2,3);color-scheme:dark}\
         #a::part(headline){font-style:italic}</style><bantin-news id=a font=inherit site=demo></bantin-news>\
         <bantin-news id=b site=demo></bantin-news><div style=\"font-size:8px\"><bantin-news id=c font=inherit site=demo></bantin-news></div>",
    ))
    .await;
    for element in ["#a", "#b", "#c"] {
        host.goes_to(element).await;
        host.sees(element, ".row .headline").await;
    }
    let style = |selector: &str, inner: &str, key: &str| {
        let script = "return getComputedStyle(at(arguments[0], arguments[1]))[arguments[2]]";
        let arguments: Vec<Value> = vec![selector.into(), inner.into(), key.into()];
        let host = &host;
        async move { host.ask(script, arguments).await.as_str().unwrap().to_owned() }
    };
    assert_eq!(style("#a", ".headline", "fontFamily").await, "monospace");
    assert_eq!(style("#a", ".headline", "fontStyle").await, "italic");
    assert_eq!(style("#a", ".headline", "color").await, "rgb(1, 2, 3)");
    assert_eq!(style("#a", ".kicker a", "color").await, "rgb(0, 80, 160)");
    let size = async |element: &str| {
        host.ask(
            "return parseFloat(getComputedStyle(at(arguments[0]).shadowRoot.querySelector('.root')).fontSize)",
            vec![element.into()],
        )
        .await
        .as_f64()
        .unwrap()
    };
    assert!(
        (size("#a").await - 24.0).abs() < 0.1 && (size("#b").await - 16.0).abs() < 0.1,
        "{} {}",
        size("#a").await,
        size("#b").await
    );
    assert!(size("#c").await >= 13.0, "smaller nobody can read");
    // A reader's larger letters are followed.
    host.ask("document.body.style.fontSize = '30px'", vec![]).await;
    host.until("the text is as large", async || (size("#a").await - 30.0).abs() < 0.1).await;
    // Light or dark as the host is.
    let dark = host.ask("return getComputedStyle(at('#a', '.summary')).color", vec![]).await;
    assert_ne!(dark, host.ask("return getComputedStyle(at('#b', '.summary')).color", vec![]).await);
    host.leaves().await;
}

async fn elements_are_accessible_in_the_hosts_page(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.216").await;
    host.shows(Page::with(
        "<main><h1>Cổng thông tin quận</h1><bantin-news id=a site=demo heading=\"Tin của phường\"></bantin-news>\
         <bantin-news id=t site=demo layout=ticker></bantin-news><bantin-counter site=demo></bantin-counter>\
         <bantin-counter id=l site=demo layout=line></bantin-counter><bantin-article site=demo article=5></bantin-article></main>",
    ))
    .await;
    for element in ["#a", "#t", "bantin-counter", "#l", "bantin-article"] {
        host.ask("at(arguments[0]).scrollIntoView()", vec![element.into()]).await;
        host.is(element, "ready").await;
    }
    let axe = std::fs::read_to_string(path_in("BANTIN_AXE")).unwrap();
    host.browser.ask(&axe, vec![]).await;
    let run = "const done = arguments[arguments.length - 1];
        axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(
            ({ violations }) => done(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])), (error) => done(String(error)))";
    let violations = host.long(run, vec![]).await;
    assert_eq!(violations, json!([]));
    // By keyboard alone: from the host's page into ours, and on.
    host.ask("at('#a').shadowRoot.querySelector('.headline a').focus()", vec![]).await;
    let ring = "const link = at('#a').shadowRoot.activeElement; return [link.matches(':focus-visible'), getComputedStyle(link).outlineStyle]";
    assert_eq!(host.ask(ring, vec![]).await, json!([true, "solid"]));
    host.ask("at('#t').scrollIntoView(); at('#t').shadowRoot.querySelector('input').focus()", vec![]).await;
    let focused = "return at('#t').shadowRoot.activeElement?.localName ?? null";
    host.until("the box has the focus", async || host.ask(focused, vec![]).await == "input").await;
    host.browser.press(' ').await;
    let paused = "return getComputedStyle(at('#t', 'ul')).animationPlayState";
    host.until("the line of headlines stops", async || host.ask(paused, vec![]).await == "paused").await;
    host.leaves().await;
}

async fn narrow_columns_and_large_letters_have_room(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.217").await;
    let layouts = ["list", "compact", "cards", "ticker"]
        .map(|layout| format!("<bantin-news id={layout} site=demo layout={layout}></bantin-news>"));
    let column = format!(
        "{}<bantin-counter id=boxes site=demo></bantin-counter><bantin-counter id=line site=demo layout=line></bantin-counter>\
         <bantin-article id=article site=demo article=5></bantin-article><bantin-app id=app site=demo></bantin-app>",
        layouts.concat()
    );
    for (width, size) in [(180, 16), (320, 24), (640, 24)] {
        host.shows(Page::with(&format!(
            "<style>body{{margin:0;font-size:{size}px}}#column{{inline-size:{width}px}}bantin-news,bantin-counter,bantin-article,bantin-app{{--bantin-size:{size}px}}</style>\
             <div id=column>{column}</div>"
        )))
        .await;
        for element in ["list", "compact", "cards", "ticker", "boxes", "line", "article", "app"] {
            let element = format!("#{element}");
            host.ask("at(arguments[0]).scrollIntoView()", vec![element.as_str().into()]).await;
            host.is(&element, "ready").await;
            let wider = "const root = at(arguments[0]).shadowRoot.querySelector('.root');
                const most = document.getElementById('column').getBoundingClientRect().right + 1;
                const clipped = (one) => one.closest('.tape, .menu, .table, .visually-hidden, .digits, pre');
                return [...root.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > most && !clipped(one))
                    .map((one) => `${one.localName}.${one.className}`).slice(0, 5)";
            assert_eq!(
                host.ask(wider, vec![element.as_str().into()]).await,
                json!([]),
                "{element} at {width} px with {size} px letters"
            );
        }
    }
    host.leaves().await;
}
