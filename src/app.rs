//! The single-page application: how it starts, its frame, which page is shown.

use crate::client::Client;
use crate::components::skeleton::{Shape, skeleton};
use crate::components::{Edition, Fresh, counter, footer, masthead, menu};
use crate::config::Config;
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
pub fn start(import: js_sys::Function) -> Result<(), String> {
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
    let live = Live::start(&client);
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
    view! {
        <div class="app" on:click=follow>
            {move || {
                let (language, route) = navigation.place();
                document::set_language(language.tag());
                match site.get() {
                    Load::Loading => Fresh(skeleton(Shape::Front, text(language))).into_any(),
                    Load::Ready(site) => {
                        let edition = edition(site, language, &config);
                        let desk = Desk { edition, client: client.clone(), navigation, live, reports };
                        Fresh(frame(desk, route)).into_any()
                    }
                    Load::Failed(error) => pages::failed(error, text(language), site),
                }
            }}
        </div>
    }
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
fn frame(desk: Desk, route: Route) -> impl IntoView {
    let edition = desk.edition.clone();
    let text = edition.text();
    let feed = desk.client.feed_address(&edition.addresses.base);
    let (live, counted) = (desk.live, desk.client.counts_visits());
    view! {
        <a class="skip" href="#content">{text.skip_to_content}</a>
        {masthead::masthead(&edition, &route)}
        {menu::menu(&edition, &route)}
        <main id="content" tabindex="-1">{page(desk, route)}</main>
        {counted.then(|| view! {
            <aside class="ear">{move || counter::counter(live.counts(), live.out_of_touch(), text)}</aside>
        })}
        {footer::footer(&edition, feed)}
    }
}

fn page(desk: Desk, route: Route) -> AnyView {
    if !matches!(route, Route::Article { .. }) {
        desk.live.follow_article(None);
    }
    match route {
        Route::Home => Fresh(pages::home::home(desk)).into_any(),
        Route::Category { slug, page } => Fresh(pages::category::category(desk, slug, page)).into_any(),
        Route::Article { id, slug } => Fresh(pages::article::article(desk, id, slug)).into_any(),
        Route::NotFound => Fresh(pages::not_found::not_found(&desk)).into_any(),
    }
}
