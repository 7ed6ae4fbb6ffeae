//! What all pages wait for: what the site is.

use super::{Desk, failed};
use crate::client::Client;
use crate::components::Edition;
use crate::components::skeleton::{Shape, skeleton};
use crate::config::Config;
use crate::markup::{Markup, live};
use crate::route::{Addresses, Addressing, Route};
use crate::state::live::Live;
use crate::state::loadable::{Load, Loadable};
use crate::state::navigation::Navigation;
use crate::state::reading::Reports;
use crate::text::text;
use bantin_api::{Language, Site};
use std::sync::Arc;

/// What is made of a route, once the site is known.
pub type Make = Box<dyn Fn(Desk, Route) -> Markup + Send>;

/// The pages of a site, one after the other; `shape` holds the place of the first.
pub fn site(config: Config, client: Client, navigation: Navigation, shape: Shape, make: Make) -> Markup {
    let counts = Live::start(&client);
    let reports = Reports::start(&client, counts);
    let site = match config.site.clone() {
        Some(site) => Loadable::ready(site),
        None => load_site(client.clone()),
    };
    live(move || {
        let (language, route) = navigation.place();
        navigation.speaks(language);
        match site.get() {
            Load::Loading => skeleton(shape, text(language)).into(),
            Load::Ready(site) => {
                let edition = edition(site, language, &config);
                navigation.lead_by(edition.addresses.clone());
                let finder = config.finder.clone();
                make(Desk { edition, client: client.clone(), finder, navigation, live: counts, reports }, route)
            }
            Load::Failed(error) => {
                navigation.failed(error);
                failed(error, text(language), site)
            }
        }
    })
}

fn load_site(client: Client) -> Loadable<Site> {
    Loadable::new(move || {
        let client = client.clone();
        async move { client.site().await }
    })
}

fn edition(site: Arc<Site>, language: Language, config: &Config) -> Edition {
    let addresses = match &site.url {
        // Where an embed's links lead.
        Some(url) if config.site.is_none() && config.addresses.addressing == Addressing::Path => {
            Arc::new(Addresses::paths(url, &site.languages))
        }
        _ => config.addresses.clone(),
    };
    Edition { site, language, addresses, date_form: config.date_form, own_page: config.finder.is_some() }
}
