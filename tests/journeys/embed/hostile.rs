//! Hosts whose style sheets and scripts would break most widgets.

use super::host::{Host, LOADER, Page};
use crate::stage::Stage;
use serde_json::json;

crate::journeys!(
    hostile_style_does_not_reach_inside,
    old_loaders_and_polyfills_are_no_matter,
    react_may_reorder_and_throw_away_its_nodes,
    jquery_may_move_wrap_and_copy_its_nodes,
    a_classic_page_of_sharepoint_is_as_good_as_any,
);

const HOSTILE: &str = "<style>
    html { font-size: 62.5% } body { font: italic 8px/1 monospace; color: #fff; text-align: right; letter-spacing: 9px }
    * { margin: 9px !important; border: 1px solid red !important; line-height: 3 !important; text-transform: uppercase !important;
        color: lime !important; font-family: cursive !important; float: none !important }
    a { display: none !important } div { float: left } h1, h2, h3, p { font-size: 90px !important } li { list-style: square }
    :root { --ink: lime; --accent: lime; --size-body: 90px; --unit: 90px }
</style>";

async fn hostile_style_does_not_reach_inside(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.250").await;
    // As wide in each, since titles follow the width.
    let element =
        "<bantin-article style=\"inline-size:600px;box-sizing:content-box\" site=demo article=5></bantin-article>";
    host.puts("yen", Page::with(element));
    host.browser.go("/yen").await;
    // What each kind of element looks like, whoever the host is.
    let looks = "const root = at('bantin-article').shadowRoot.querySelector('.root');
        const keys = ['color', 'fontFamily', 'fontSize', 'fontStyle', 'lineHeight', 'letterSpacing', 'textTransform', 'textAlign', 'display',
            'marginTop', 'borderTopWidth', 'cssFloat', 'direction'];
        return ['h1', '.body p', '.byline', '.kicker a', '.neighbours h2', '.neighbours li a'].map((selector) => {
            const style = getComputedStyle(root.querySelector(selector));
            return [selector, ...keys.map((key) => style[key])];
        })";
    host.sees("bantin-article", ".article .body p").await;
    let calm = host.ask(looks, vec![]).await;
    for surroundings in [HOSTILE.to_owned(), format!("{HOSTILE}<script>document.documentElement.dir = 'rtl'</script>")]
    {
        host.shows(Page::with(&format!("{surroundings}{element}"))).await;
        host.sees("bantin-article", ".article .body p").await;
        assert_eq!(host.ask(looks, vec![]).await, calm);
    }
    host.leaves().await;
}

async fn old_loaders_and_polyfills_are_no_matter(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.251").await;
    let old = "<script>
        window.modules = []; window.define = (...given) => modules.push(given); define.amd = {}; window.require = window.define;
        window.exports = {}; window.module = { exports };
        Array.prototype.first = function () { return this[0] }; Object.prototype.extended = 'by an old library';
        Array.from = ((own) => (list, ...rest) => own.call(Array, list, ...rest))(Array.from);
        Element.prototype.append = ((own) => function (...nodes) { return own.apply(this, nodes) })(Element.prototype.append);
        window.$ = (selector) => document.querySelector(selector); window.Event.old = true;
    </script>";
    host.shows(Page::bare(&format!("{old}<bantin-news site=demo count=3 open=here></bantin-news>{LOADER}"))).await;
    host.until("three are listed", async || host.count("bantin-news", ".row").await == 3).await;
    host.clicks("bantin-news", ".headline a").await;
    host.sees("bantin-news", ".article .body").await;
    assert_eq!(host.ask("return [modules, Object.keys(exports)]", vec![]).await, json!([[], []]));
    host.leaves().await;
}

async fn react_may_reorder_and_throw_away_its_nodes(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.252").await;
    host.puts("react.js", Page::library("react/umd/react.production.min.js"));
    host.puts("react-dom.js", Page::library("react-dom/umd/react-dom.production.min.js"));
    host.shows(Page::bare(&format!(
        "<script src=/react.js></script><script src=/react-dom.js></script><div id=app></div><script>
            const make = React.createElement;
            // The order changes, one is taken out and put back, all is thrown away now and then.
            const App = ({{ time }}) => {{
                const news = (key, count) => make('bantin-news', {{ key, id: key, site: 'demo', count }});
                const all = [news('a', 1), make('hr', {{ key: 'rule' }}), news('b', 1), news(`new-${{time}}`, 1)];
                if (time % 4 === 1) all.splice(0, 1);
                if (time % 2) all.reverse();
                return make('section', {{ key: Math.floor(time / 10) }}, all);
            }};
            const root = ReactDOM.createRoot(document.getElementById('app'));
            window.render = (time) => ReactDOM.flushSync(() => root.render(make(App, {{ time }})));
            window.done = () => root.unmount();
        </script>{LOADER}"
    )))
    .await;
    let renders = "const done = arguments[arguments.length - 1], frame = () => new Promise(requestAnimationFrame);
        (async () => { for (let time = 0; time <= 40; time++) { render(time); if (time % 3 === 0) await frame(); } done() })()";
    host.long(renders, vec![]).await;
    for element in ["#a", "#b", "#new-40"] {
        host.until(&format!("{element} lists one"), async || host.count(element, ".row").await == 1).await;
    }
    let roots = "return [...document.querySelectorAll('bantin-news')].map((one) => one.shadowRoot.querySelectorAll('.root').length)";
    assert_eq!(host.ask(roots, vec![]).await, json!([1, 1, 1]));
    // What React says of a property takes effect at once.
    host.ask("at('#a').setAttribute('count', 3)", vec![]).await;
    host.until("three are listed", async || host.count("#a", ".row").await == 3).await;
    let kept = "window.kept = at('#a'); done(); return document.querySelectorAll('bantin-news').length";
    assert_eq!(host.ask(kept, vec![]).await, 0);
    host.until("what is thrown away ends", async || host.ask("return kept.state", vec![]).await == "waiting").await;
    host.leaves().await;
}

async fn jquery_may_move_wrap_and_copy_its_nodes(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.249").await;
    host.puts("jquery.js", Page::library("jquery/dist/jquery.min.js"));
    host.shows(Page::bare(&format!("<script src=/jquery.js></script><div id=one></div><div id=two></div>{LOADER}")))
        .await;
    let moves = "const done = arguments[arguments.length - 1], frame = () => new Promise(requestAnimationFrame);
        (async () => {
            for (let time = 0; time < 20; time++) {
                $('#one').html('<bantin-news id=made site=demo count=1></bantin-news>');
                if (time % 3 === 0) await frame();
                $('#made').wrap('<p></p>').parent().appendTo('#two');
                $('#two').empty();
            }
            $('#one').html('<bantin-news id=made site=demo count=1></bantin-news>');
            $('#made').detach().appendTo('#two').wrapInner('<b></b>').attr('count', 2);
            $('#made').clone(true).attr('id', 'copy').prependTo('#one');
            done();
        })()";
    host.long(moves, vec![]).await;
    for element in ["#made", "#copy"] {
        host.until(&format!("{element} lists two"), async || host.count(element, ".row").await == 2).await;
    }
    let faded = "const done = arguments[arguments.length - 1]; $('#made').hide(0).slideDown(60, () => done(true))";
    host.long(faded, vec![]).await;
    host.is("#made", "ready").await;
    assert_eq!(host.count("#made", ".row").await, 2);
    host.leaves().await;
}

/// What a classic page has around a Script Editor web part: one form around everything, which it submits by its own function and
/// looks at in `onsubmit`; tables; style sheets from `_layouts` with `!important`; scripts that wait for each other by name.
const SHAREPOINT: &str = r#"<style>
    .ms-rtestate-field p, .ms-rtestate-field div { margin: 0 0 12px !important } #s4-workspace { overflow: auto; height: 600px; position: relative }
    .ms-core-tableNoSpace { border-spacing: 0; width: 100% } a, a:hover { color: #0072c6 !important; text-decoration: none !important }
    input, select, label, textarea, button { font-family: "Segoe UI" !important; font-size: 11px !important }
    </style>
    <form method="post" action="./Trang.aspx" id="aspnetForm" onsubmit="javascript:return WebForm_OnSubmit();">
    <input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK">
    <script>
        var theForm = document.forms['aspnetForm'], posts = 0;
        function __doPostBack(target) { theForm.__EVENTTARGET.value = target; if (!theForm.onsubmit || theForm.onsubmit() != false) posts++; }
        function WebForm_OnSubmit() { posts++; return false }
        var _spBodyOnLoadFunctions = [], ExecuteOrDelayUntilScriptLoaded = function (then) { _spBodyOnLoadFunctions.push(then) };
        window.SP = {}; String.prototype.endsWith = function (end) { return this.slice(-end.length) === end };
    </script>
    <div id="s4-workspace"><div id="s4-bodyContainer"><table class="ms-core-tableNoSpace"><tbody><tr><td valign="top">
    <div class="ms-rtestate-field" dir=""><div class="ms-rte-wpbox"><div class="ms-webpart-chrome">PART</div></div></div>
    </td></tr></tbody></table></div></div></form>"#;

async fn a_classic_page_of_sharepoint_is_as_good_as_any(stage: Stage) {
    let host = Host::start(&stage, "203.0.113.253").await;
    let kit =
        std::fs::read_to_string(crate::stage::in_project("embed-kits/sharepoint/classic-script-editor.html")).unwrap();
    let part = kit.replace("https://tin.example.gov.vn", "{news}").replace("\"p5\"", "\"demo\"");
    assert!(part.contains("<bantin-news site=\"demo\""), "{part}");
    host.shows(Page::bare(&SHAREPOINT.replace("PART", &part))).await;
    host.until("five are listed", async || host.count("bantin-news", ".row").await == 5).await;
    host.is("bantin-counter", "ready").await;
    host.ask("Object.assign(at('bantin-news'), { open: 'here' })", vec![]).await;
    host.until("links are taken over", async || {
        host.ask("return at('bantin-news').getAttribute('open')", vec![]).await == "here"
            && host.state("bantin-news").await == "ready"
    })
    .await;
    host.clicks("bantin-news", ".headline a").await;
    host.sees("bantin-news", ".article .body").await;
    assert_eq!(
        host.ask("return [posts, theForm.elements.length]", vec![]).await,
        json!([0, 2]),
        "the page's form is its own"
    );
    host.leaves().await;
}
