//! The single-page application: how it starts, and its frame.

use crate::client::Client;
use crate::components::counter::counter;
use crate::components::frame::{frame, whole};
use crate::components::skeleton::Shape;
use crate::config::{CONFIG, Config};
use crate::markup::{Markup, live};
use crate::pages::{self, Desk};
use crate::platform::history::Followed;
use crate::platform::{HtmlElement, answers, document, history, json, modules};
use crate::route::Route;
use crate::state::ground::Ground;
use crate::state::kept::keep;
use crate::state::navigation::Navigation;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The element that holds what the application would ask for first.
const ANSWERS: &str = "bantin-answers";

/// Shows the application in `root`, which need not be in the page yet. When this returns, all is there that needs no request.
/// `import` imports a module by its address, which wasm cannot do by itself.
///
/// # Errors
/// A configuration that cannot be read: a sentence for whoever wrote the page.
#[wasm_bindgen]
pub fn start(root: HtmlElement, import: JsValue) -> Result<(), String> {
    modules::import_with(import);
    let written = document::text_of(CONFIG).unwrap_or_else(|| "{}".to_owned());
    let written = json::Tree::parse(&written).ok_or_else(|| format!("{CONFIG} is no JSON"))?;
    let config = Config::read(&written)?;
    if let Some(brought) = document::text_of(ANSWERS) {
        answers::bring(&brought);
    }
    let first = config.addresses.languages.first().copied().unwrap_or_default();
    let navigation = Navigation::start(config.addresses.clone(), Ground::Page, (first, Route::NotFound));
    let client = Client::new(&config);
    let follow = {
        let client = client.clone();
        move |link: &Followed| navigation.follow(link, |route| client.is_there(route))
    };
    let ahead = (!document::saves_data()).then(|| client.clone());
    let point = move |link: &Followed| {
        if let (Some(client), Some(route)) = (&ahead, navigation.led_to(link)) {
            client.ask_ahead(&route);
        }
    };
    keep(history::on_links(&root, Box::new(follow), Rc::new(point)));
    let app = move || whole(pages::site::site(config, client, navigation, Shape::Front, Box::new(framed)));
    mount_to(root, move || Markup::from(app())).forget();
    Ok(())
}

/// What is around every page, and the page.
fn framed(desk: Desk, route: Route) -> Markup {
    let edition = desk.edition.clone();
    let text = edition.text();
    let feed = desk.client.feed_address(&edition.addresses.base);
    let counts = desk.live;
    let counter = || live(move || counter(counts.counts(), counts.out_of_touch(), text).into());
    let counter = desk.client.counts_visits().then(counter);
    frame(&edition, &route.clone(), pages::page(desk, route), counter, feed)
}
