//! The single-page application: how it starts, its frame, which page is shown.

use crate::client::Client;
use crate::components::skeleton::{Shape, skeleton};
use crate::components::{Edition, counter, footer, masthead, menu};
use crate::config::Config;
use crate::markup::{Markup, el, live};
use crate::pages::{self, Desk};
use crate::platform::{document, history, purify};
use crate::route::Route;
use crate::state::live::Live;
use crate::state::loadable::{Load, Loadable};
use crate::state::navigation::Navigation;
use crate::state::reading::Reports;
use crate::text::text;
use bantin_api::{Language, Site};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The element that holds the application.
const ROOT: &str = "bantin";
/// The element that holds the page's configuration.
const CONFIG: &str = "bantin-config";

/// Shows the application in the page. `import` imports a module by its address, which wasm cannot do by itself.
///
/// # Errors
/// A configuration that cannot be read, or a page without a place for the application: a sentence for whoever
/// wrote the page.
#[wasm_bindgen]
pub fn start(import: JsValue) -> Result<(), String> {
    purify::import_with(import);
    let config = Config::read(&document::text_of(CONFIG).unwrap_or_else(|| "{}".to_owned()))?;
    let root = document::element(ROOT).ok_or_else(|| format!("the page has no element with the id {ROOT}"))?;
    root.set_inner_html("");
    mount_to(root, move || app(config)).forget();
    Ok(())
}

fn app(config: Config) -> impl IntoView {
    let client = Client::new(&config);
    let navigation = Navigation::start(config.addresses.clone());
    let counts = Live::start(&client);
    let reports = Reports::default();
    let site = match config.site.clone() {
        Some(site) => Loadable::ready(site),
        None => load_site(client.clone()),
    };
    let follow = move |event| {
        if let Some(link) = history::followed(&event)
            && navigation.follow(&link)
        {
            event.prevent_default();
        }
    };
    let page = live(move || {
        let (language, route) = navigation.place();
        document::set_language(language.tag());
        match site.get() {
            Load::Loading => skeleton(Shape::Front, text(language)).into(),
            Load::Ready(site) => {
                let edition = edition(Site::clone(&site), language, &config);
                frame(Desk { edition, client: client.clone(), navigation, live: counts, reports }, route)
            }
            Load::Failed(error) => pages::failed(error, text(language), site),
        }
    });
    view! { <div class="app" on:click=follow>{page}</div> }
}

fn load_site(client: Client) -> Loadable<Site> {
    Loadable::new(move || {
        let client = client.clone();
        async move { client.site().await }
    })
}

fn edition(site: Site, language: Language, config: &Config) -> Edition {
    Edition { site, language, addresses: config.addresses.clone(), date_form: config.date_form }
}

/// What is around every page, and the page.
fn frame(desk: Desk, route: Route) -> Markup {
    let edition = desk.edition.clone();
    let text = edition.text();
    let feed = desk.client.feed_address(&edition.addresses.base);
    let (counts, counted) = (desk.live, desk.client.counts_visits());
    let ear = || {
        let counter = live(move || counter::counter(counts.counts(), counts.out_of_touch(), text).into());
        el("aside").class("ear").with(counter)
    };
    [
        el("a").class("skip").attr("href", "#content").with(text.skip_to_content),
        masthead::masthead(&edition, &route),
        menu::menu(&edition, &route),
        el("main").attr("id", "content").attr("tabindex", "-1").with(page(desk, route)),
    ]
    .into_iter()
    .chain(counted.then(ear))
    .chain([footer::footer(&edition, feed)])
    .collect()
}

fn page(desk: Desk, route: Route) -> Markup {
    if !matches!(route, Route::Article { .. }) {
        desk.live.follow_article(None);
    }
    match route {
        Route::Home => pages::home::home(desk),
        Route::Category { slug, page } => pages::category::category(desk, slug, page),
        Route::Article { id, slug } => pages::article::article(desk, id, slug),
        Route::NotFound => pages::not_found::not_found(&desk),
    }
}
