//! Mounting: what an element shows, and how it is ended.

use super::options::{Kind, Open, Options};
use super::{counter, news};
use crate::client::Client;
use crate::components::frame::inset;
use crate::components::{counter as shown, skeleton::Shape};
use crate::markup::{Markup, live, name_parts};
use crate::pages::{self, Desk};
use crate::platform::history::Followed;
use crate::platform::host::Host;
use crate::platform::{HtmlElement, guest, history, json, modules};
use crate::route::{Addressing, Route};
use crate::state::ground::Ground;
use crate::state::kept::keep;
use crate::state::navigation::Navigation;
use leptos::prelude::*;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// What is mounted, each under its number.
    static MOUNTED: RefCell<Vec<(u32, Box<dyn Any>)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// Shows in `root` what `options`, a JSON object of an element's attributes, ask for, and gives the number by which it is ended.
/// `import` imports a module by its address. `say` is called with `ready`, `error` or `navigate`, and an object of what belongs to
/// it; where it answers `navigate` with `false`, the link is not followed.
///
/// # Errors
/// The options are no JSON.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, options: &str, import: JsValue, say: JsValue) -> Result<u32, String> {
    guest::enter();
    name_parts();
    modules::import_with(import);
    let options = json::Tree::parse(options).ok_or("the options are no JSON")?;
    let options = Options::read(&options);
    let host = Host::new(root.clone(), say);
    let handle = mount_to(root.clone(), move || view(options, host, &root));
    let number = NEXT.replace(NEXT.get().wrapping_add(1));
    MOUNTED.with_borrow_mut(|mounted| mounted.push((number, Box::new(handle))));
    Ok(number)
}

/// Ends what [`mount`] gave this number, with all that it listened to, waited for and asked.
#[wasm_bindgen]
pub fn unmount(number: u32) {
    // Dropped only when the list is free again.
    let gone = MOUNTED.with_borrow_mut(|mounted| {
        let place = mounted.iter().position(|(of, _)| *of == number)?;
        Some(mounted.swap_remove(place))
    });
    drop(gone);
}

fn view(options: Options, host: Host, root: &HtmlElement) -> Markup {
    let Options { mut config, language, kind } = options;
    let client = Client::beside_others(&config);
    let language = language.unwrap_or_default();
    let first = match &kind {
        Kind::News(news) => news.article.clone().map_or(Route::Home, |id| Route::Article { id, slug: String::new() }),
        _ => Route::Home,
    };
    // Whether it reads a key of this page's address, and whether its links are followed by the browser.
    let (keyed, leaves) = match &kind {
        Kind::News(news) => (news.open == Open::Key, matches!(news.open, Open::Site | Open::Page)),
        Kind::App => (true, false),
        Kind::Counter(..) => (false, true),
    };
    if keyed && config.addresses.addressing == Addressing::Query {
        config.addresses = Arc::new(config.addresses.beside(&history::location().query));
    }
    let ground = if keyed { Ground::Key(host.clone()) } else { Ground::Element(host.clone()) };
    let navigation = Navigation::start(config.addresses.clone(), ground, (language, first));
    let follow = move |link: &Followed| {
        let route = navigation.led_to(link);
        let article = match &route {
            Some(Route::Article { id, .. }) => Some(id.as_str()),
            _ => None,
        };
        // What the host forbids is taken over, and goes nowhere.
        !host.may_follow(&link.href, article) || !leaves && navigation.follow(link, |_| false)
    };
    keep(history::on_links(root, Box::new(follow), Rc::new(|_| {})));
    match kind {
        Kind::Counter(article, layout) => counter::counter(&client, navigation, article, layout, language),
        Kind::App => pages::site::site(config, client, navigation, Shape::Front, Box::new(framed)),
        Kind::News(news) => news::news(config, client, navigation, news),
    }
}

/// What is around every page of the whole application, and the page.
fn framed(desk: Desk, route: Route) -> Markup {
    let edition = desk.edition.clone();
    let text = edition.text();
    let feed = desk.client.feed_address(edition.site.url.as_deref().unwrap_or_default());
    let counts = desk.live;
    let counter = || live(move || shown::counter(counts.counts(), counts.out_of_touch(), text).into());
    let counter = desk.client.counts_visits().then(counter);
    inset(&edition, &route.clone(), pages::page(desk, route), counter, feed).into()
}
