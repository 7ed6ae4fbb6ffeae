//! The wasm takes the page over: in one frame, with all that the visitor has done to it, and without asking again.

use super::browser::{Browser, TAKEN_OVER};
use super::door::Fault;
use super::driver::Engine;
use super::stage::{Stage, until};
use serde_json::json;

super::journeys!(
    what_the_visitor_did_is_kept,
    what_is_in_fields_and_frames_is_kept,
    a_page_that_was_translated_is_taken_over,
    a_finger_is_waited_for,
    a_click_before_it_is_a_plain_link,
    nothing_is_asked_for_twice_and_nothing_moves,
    both_trees_are_the_same,
    back_from_elsewhere_the_page_is_as_it_was_left,
);

/// An article with a table and some length.
const ARTICLE: &str = "/tin/20";

/// Opens a page whose wasm comes only when the door is mended.
async fn opened_before(browser: &Browser, path: &str) {
    browser.door.fault("_bg.wasm", Fault::Held);
    browser.go(path).await;
    browser.sees("#bantin[data-rendered] main h1").await;
}

async fn taken_over(browser: &Browser) {
    browser.door.mend();
    browser.sees(&format!("{TAKEN_OVER} main h1")).await;
}

async fn what_the_visitor_did_is_kept(stage: Stage) {
    let browser = stage.visitor("203.0.113.140").await;
    opened_before(&browser, ARTICLE).await;
    let act = "window.seen = () => [scrollY, String(getSelection()).replace(/[0-9.]+/g, 'n'), document.activeElement.href];
        const body = document.querySelector('.body');
        body.insertAdjacentHTML('beforeend', '<details><summary>a</summary>b</details><p><input value=x> <textarea></textarea>');
        body.querySelector('details').open = true;
        body.querySelector('input').value = 'đang gõ';
        body.querySelector('textarea').value = 'dở dang';
        scrollTo(0, 240);
        document.querySelector('.byline, .menu a').scrollIntoView({ block: 'nearest' });
        document.querySelector('.neighbours a, footer a').focus({ preventScroll: true });
        const heading = document.querySelector('main h1').firstChild;
        getSelection().setBaseAndExtent(heading, 2, body.querySelector('p').firstChild, 3);
        window.mine = body.querySelector('details');
        return seen()";
    let before = browser.ask(act, vec![]).await;
    assert!(before[1].as_str().unwrap().len() > 20, "{before}");
    taken_over(&browser).await;
    assert_eq!(browser.ask("return seen()", vec![]).await, before);
    let kept = "const body = document.querySelector('.body');
        return [body.querySelector('details') === window.mine, window.mine.open,
            body.querySelector('input').value, body.querySelector('textarea').value, document.querySelectorAll('.body').length]";
    assert_eq!(browser.ask(kept, vec![]).await, json!([true, true, "đang gõ", "dở dang", 1]));
    // It is the application that answers now.
    browser.ask("window.stayed = true", vec![]).await;
    browser.click(".nameplate a").await;
    browser.sees(".lead").await;
    assert_eq!(browser.ask("return window.stayed", vec![]).await, true);
    browser.leave().await;
}

async fn what_is_in_fields_and_frames_is_kept(stage: Stage) {
    let browser = stage.visitor("203.0.113.141").await;
    browser.open("/").await;
    // Fields outside of a body: the two trees are made here, and put one in the place of the other by the page's own code.
    let swap = "const done = arguments[arguments.length - 1];
        const html = '<div id=tree><form><input name=a><input type=checkbox><textarea></textarea><details><summary>s</summary>d</details>' +
            '<div id=frame><div>x</div></div><button>c</button></form></div>';
        const make = () => {
            const root = document.createElement('div');
            root.innerHTML = html;
            Object.assign(root.querySelector('#frame').style, { overflow: 'auto', width: '50px', height: '50px' });
            Object.assign(root.querySelector('#frame div').style, { width: '900px', height: '900px' });
            return root.firstChild;
        };
        const old = make(), fresh = make();
        document.body.append(old);
        old.querySelector('[name=a]').value = 'trường học';
        old.querySelector('[type=checkbox]').checked = true;
        old.querySelector('textarea').value = 'hai\\ndòng';
        old.querySelector('details').open = true;
        old.querySelector('#frame').scrollTo(30, 40);
        old.querySelector('button').focus();
        import(document.querySelector('script[type=module]').src).then(({ swap }) => {
            swap(old, fresh);
            const frame = fresh.querySelector('#frame');
            done([old.isConnected, fresh.querySelector('[name=a]').value, fresh.querySelector('[type=checkbox]').checked,
                fresh.querySelector('textarea').value, fresh.querySelector('details').open,
                frame.scrollLeft, frame.scrollTop, document.activeElement === fresh.querySelector('button')]);
        }).catch(error => done(String(error)))";
    let kept = browser.driver.client.execute_async(swap, vec![]).await.unwrap();
    assert_eq!(kept, json!([false, "trường học", true, "hai\ndòng", true, 30, 40, true]));
    browser.leave().await;
}

async fn a_page_that_was_translated_is_taken_over(stage: Stage) {
    let browser = stage.visitor("203.0.113.142").await;
    opened_before(&browser, ARTICLE).await;
    // As browsers translate: texts are rewritten, and wrapped in elements of their own.
    let translate =
        "const texts = document.createTreeWalker(document.querySelector('#bantin'), NodeFilter.SHOW_TEXT), all = [];
        while (texts.nextNode()) all.push(texts.currentNode);
        for (const text of all) {
            const outer = document.createElement('font'), inner = document.createElement('font');
            inner.textContent = 'translated'; outer.append(inner); text.replaceWith(outer);
        }
        return all.length";
    assert!(browser.ask(translate, vec![]).await.as_u64().unwrap() > 20);
    taken_over(&browser).await;
    browser.click(".nameplate a").await;
    browser.sees(".lead .headline a").await;
    let href = browser.href(".lead .headline a").await;
    browser.click(".lead .headline a").await;
    browser.sees(".article .body p").await;
    assert_eq!(browser.path().await, href);
    browser.leave().await;
}

async fn a_finger_is_waited_for(stage: Stage) {
    let browser = stage.visitor("203.0.113.143").await;
    opened_before(&browser, "/").await;
    let down = "dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))";
    browser.ask(down, vec![]).await;
    browser.door.mend();
    // The application is there and wants to know the counts, but the page is not replaced.
    until("the application runs", async || browser.door.requests().iter().any(|request| request.contains("/live")))
        .await;
    let frames = "const done = arguments[0]; let left = 20;
        const next = () => left-- ? requestAnimationFrame(next) : done(document.querySelector('#bantin').matches('[data-rendered]'))";
    let frames = format!("{frames}; next()");
    assert_eq!(browser.driver.client.execute_async(&frames, vec![]).await.unwrap(), true);
    browser.ask("dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))", vec![]).await;
    browser.sees(&format!("{TAKEN_OVER} main h1")).await;
    browser.leave().await;
}

async fn a_click_before_it_is_a_plain_link(stage: Stage) {
    let browser = stage.visitor("203.0.113.144").await;
    opened_before(&browser, "/").await;
    let href = browser.href(".lead .headline a").await;
    browser.follow(".lead .headline a", &href).await;
    browser.sees("#bantin[data-rendered] .article .body").await;
    assert!(browser.door.requests().contains(&format!("GET {href}")));
    taken_over(&browser).await;
    browser.sees(".article .body p").await;
    until("both pages are reported", async || browser.door.visits().len() == 2).await;
    assert!(browser.door.visits()[0].0.is_none() && browser.door.visits()[1].0.is_some());
    // A page that is left before its wasm has come says so.
    browser.leave_with(|report| report.contains("bantin:")).await;
}

async fn nothing_is_asked_for_twice_and_nothing_moves(stage: Stage) {
    let browser = stage.visitor("203.0.113.145").await;
    for path in ["/", ARTICLE, "/chuyen-muc/thong-bao", "/en/"] {
        let before = browser.door.requests().len();
        browser.open(path).await;
        until("the stream is open", async || {
            browser.door.requests().iter().skip(before).any(|request| request.contains("/live"))
        })
        .await;
        let asked: Vec<String> = browser.door.requests().split_off(before);
        let json: Vec<_> = asked.iter().filter(|request| request.contains("/articles")).collect();
        assert!(json.is_empty(), "{path} asks for what it brought: {json:?}");
        for part in ["_bg.wasm", "/bantin-", "/boot-", ".woff2", "/media/", "GET /tin/", ".css"] {
            let mut these: Vec<_> = asked.iter().filter(|request| request.contains(part)).collect();
            let all = these.len();
            these.sort();
            these.dedup();
            assert_eq!(these.len(), all, "{path} asks twice: {asked:?}");
        }
        assert_eq!(asked.iter().filter(|request| request.contains(".css")).count(), 0, "the style is in the page");
        if stage.engine == Engine::Chromium {
            let shifts = "const done = arguments[0]; let sum = 0;
                new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value; })
                    .observe({ type: 'layout-shift', buffered: true });
                setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(sum))))";
            assert_eq!(browser.driver.client.execute_async(shifts, vec![]).await.unwrap(), 0, "{path} moves");
        }
    }
    // Going on from there, JSON is asked for.
    let before = browser.door.requests().len();
    browser.click(".lead .headline a").await;
    browser.sees(".article .body p").await;
    assert!(browser.door.requests().iter().skip(before).any(|request| request.contains("/articles/")));
    browser.leave().await;
}

/// The application's tree, but for what counts.
const TREE: &str = "const print = node => {
        if (node.nodeType === 3) return node.data;
        if (node.nodeType !== 1 || node.matches('.ear, .views')) return '';
        const attributes = [...node.attributes].filter(a => a.name !== 'loading').map(a => `${a.name}=${a.value}`).sort();
        return `<${node.localName} ${attributes.join(' ')}>${[...node.childNodes].map(print).join('')}</>\\n`;
    };
    return print(document.querySelector('#bantin > .app'))";

async fn both_trees_are_the_same(stage: Stage) {
    let browser = stage.visitor("203.0.113.146").await;
    let feed = stage.server.api("articles?per_page=100").await;
    let articles =
        feed["items"].as_array().unwrap().iter().map(|item| format!("/tin/{}", item["id"].as_str().unwrap()));
    let some = articles.enumerate().filter(|(at, _)| at % 6 == 0).map(|(_, path)| path);
    let pages = ["/", "/en/", "/chuyen-muc/thong-bao", "/en/chuyen-muc/thong-bao/trang/2", "/khong-co", "/tin/99999"];
    for path in some.chain(pages.map(str::to_owned)) {
        opened_before(&browser, &path).await;
        let rendered = browser.ask(TREE, vec![]).await;
        taken_over(&browser).await;
        assert_eq!(browser.ask(TREE, vec![]).await, rendered, "{path}");
    }
    browser.leave().await;
}

async fn back_from_elsewhere_the_page_is_as_it_was_left(stage: Stage) {
    let browser = stage.visitor("203.0.113.147").await;
    browser.open("/chuyen-muc/thong-bao").await;
    until("the visit is counted", async || browser.total().await == Some(1)).await;
    browser.ask("scrollTo(0, 500)", vec![]).await;
    until("it is scrolled", async || browser.ask("return scrollY", vec![]).await == 500).await;
    browser.driver.client.goto(&format!("{}/__probe.js", browser.door.address)).await.unwrap();
    browser.back().await;
    browser.sees(&format!("{TAKEN_OVER} .listing .row")).await;
    until("it is scrolled as before", async || browser.ask("return scrollY", vec![]).await == 500).await;
    until("the stream is open again", async || stage.server.streams().await == Some(1)).await;
    browser.click(".row .headline a").await;
    browser.sees(".article .body").await;
    browser.reload().await;
    browser.sees(".article .body").await;
    browser.leave().await;
}
