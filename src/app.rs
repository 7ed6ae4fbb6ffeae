//! The single-page application: how it starts, its frame, which page is shown.

use crate::client::Client;
use crate::components::frame::{frame, whole};
use crate::components::skeleton::{Shape, skeleton};
use crate::components::{Edition, counter};
use crate::config::Config;
use crate::markup::{Markup, live};
use crate::pages::{self, Desk};
use crate::platform::history::Followed;
use crate::platform::{HtmlElement, answers, document, history, json, modules};
use crate::route::Route;
use crate::state::live::Live;
use crate::state::loadable::{Load, Loadable};
use crate::state::navigation::Navigation;
use crate::state::reading::Reports;
use crate::text::text;
use bantin_api::{Language, Site};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The element that holds the page's configuration.
const CONFIG: &str = "bantin-config";

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
    let navigation = Navigation::start(config.addresses.clone());
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
    history::on_links(&root, follow, point);
    mount_to(root, move || app(config, client, navigation)).forget();
    Ok(())
}

fn app(config: Config, client: Client, navigation: Navigation) -> Markup {
    let counts = Live::start(&client);
    let reports = Reports::start(&client, counts);
    let site = match config.site.clone() {
        Some(site) => Loadable::ready(site),
        None => load_site(client.clone()),
    };
    let page = live(move || {
        let (language, route) = navigation.place();
        document::set_language(language.tag());
        match site.get() {
            Load::Loading => skeleton(Shape::Front, text(language)).into(),
            Load::Ready(site) => {
                let edition = edition(site, language, &config);
                framed(Desk { edition, client: client.clone(), navigation, live: counts, reports }, route)
            }
            Load::Failed(error) => pages::failed(error, text(language), site),
        }
    });
    whole(page).into()
}

fn load_site(client: Client) -> Loadable<Site> {
    Loadable::new(move || {
        let client = client.clone();
        async move { client.site().await }
    })
}

fn edition(site: Arc<Site>, language: Language, config: &Config) -> Edition {
    Edition { site, language, addresses: config.addresses.clone(), date_form: config.date_form }
}

/// What is around every page, and the page.
fn framed(desk: Desk, route: Route) -> Markup {
    let edition = desk.edition.clone();
    let text = edition.text();
    let feed = desk.client.feed_address(&edition.addresses.base);
    let counts = desk.live;
    let counter = || live(move || counter::counter(counts.counts(), counts.out_of_touch(), text).into());
    let counter = desk.client.counts_visits().then(counter);
    frame(&edition, &route.clone(), page(desk, route), counter, feed)
}

fn page(desk: Desk, route: Route) -> Markup {
    if !matches!(route, Route::Article { .. }) {
        desk.live.follow_article(None);
    }
    match route {
        Route::Home => pages::home::home(desk),
        Route::Category { slug, page } => pages::category::category(desk, slug, page),
        Route::Article { id, slug } => pages::article::article(desk, id, slug),
        Route::HowCounted | Route::NotFound => pages::not_found::not_found(&desk),
    }
}
