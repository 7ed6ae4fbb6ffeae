//! Where the visitor is, how they came there, and the way back to how a page was left.

use super::ground::Ground;
use super::kept::{Kept, keep};
use super::watched::Watched;
use crate::error::LoadError;
use crate::platform::document;
use crate::platform::history::{self, Followed, Left};
use crate::platform::host::Host;
use crate::route::{Addresses, Addressing, Location, Route};
use bantin_api::Language;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// How the visitor came to the page that is shown.
#[derive(Clone, Debug, PartialEq)]
enum Arrival {
    /// The page was opened or reloaded.
    Opened(Option<Left>),
    /// A link was followed.
    Followed,
    /// Back or forward, to how the page was left.
    Returned(Left),
}

/// The address and what to do when its content is there.
#[derive(Clone, Copy)]
pub struct Navigation {
    place: Watched<(Language, Route)>,
    way: Kept<Way>,
}

/// How addresses look, and how the visitor came to the present one, until its content is there.
struct Way {
    addresses: RefCell<Arc<Addresses>>,
    ground: Ground,
    arrival: RefCell<Option<Arrival>>,
}

impl Way {
    fn parse(&self, location: &Location) -> Option<(Language, Route)> {
        self.addresses.borrow().parse(location)
    }

    /// Which of our pages a link leads to, in which language.
    fn led_to(&self, link: &Followed) -> Option<(Language, Route)> {
        let place = match self.ground {
            // Its links lead to the site, wherever that is.
            Ground::Element(_) => self.parse(&Location { path: link.address.clone(), ..Location::default() })?,
            // One to another page of the host's has the key too, maybe.
            Ground::Key(_) if link.address != history::address() => return None,
            _ => self.parse(&link.location).filter(|_| link.inside)?,
        };
        // The browser goes by itself to what is no page of the application's.
        let is_ours = match place.1 {
            Route::NotFound | Route::HowCounted => false,
            // An element has no field for searching, and no page of what is found.
            Route::Search { .. } => self.ground.is_page(),
            _ => true,
        };
        is_ours.then_some(place)
    }

    /// The address of a place, as it is now: the host's own query may have become another.
    fn href(&self, language: Language, route: &Route) -> String {
        let addresses = self.addresses.borrow();
        match (&self.ground, addresses.addressing) {
            (Ground::Key(_), Addressing::Query) => addresses.beside(&history::location().query).href(language, route),
            _ => addresses.href(language, route),
        }
    }
}

impl Navigation {
    /// Begins where the ground is at present, and follows it from then on. `first`: the page that is shown where its address
    /// names none.
    #[must_use]
    pub fn start(addresses: Arc<Addresses>, ground: Ground, first: (Language, Route)) -> Self {
        let here = match ground {
            Ground::Element(_) => None,
            _ => addresses.parse(&history::location()),
        };
        let left = if ground.is_page() { history::left() } else { None };
        // What an element shows first nobody has asked it to bring in sight.
        let arrival = ground.is_page().then_some(Arrival::Opened(left));
        let listens = !matches!(ground, Ground::Element(_));
        let remembers = ground.is_page();
        let navigation = Self {
            place: Watched::new(here.unwrap_or(first)),
            way: Kept::new(Rc::new(Way { addresses: RefCell::new(addresses), ground, arrival: RefCell::new(arrival) })),
        };
        if listens {
            keep(history::on_move(move || navigation.moved()));
        }
        if remembers {
            keep(history::on_scroll_or_leave(move || navigation.remember()));
        }
        navigation
    }

    /// The language and the route, followed from then on.
    #[must_use]
    pub fn place(&self) -> (Language, Route) {
        self.place.get().unwrap_or((Language::default(), Route::NotFound))
    }

    /// Which of our pages a link leads to.
    #[must_use]
    pub fn led_to(&self, link: &Followed) -> Option<Route> {
        Some(self.way.get()?.led_to(link)?.1)
    }

    /// Takes a click over, if it is on a link that leads to one of our pages. Says whether it did. What is there at once
    /// comes by a transition.
    #[must_use]
    pub fn follow(self, link: &Followed, is_there: impl Fn(&Route) -> bool) -> bool {
        let Some(way) = self.way.get() else { return false };
        let Some(place) = way.led_to(link) else { return false };
        match way.ground {
            Ground::Page => {
                self.remember();
                history::push(&link.href);
                self.arrive(Arrival::Followed);
                // Until a transition begins, the visitor may have gone elsewhere.
                let go = move || {
                    if let Some(place) = way.parse(&history::location()) {
                        self.place.set(place);
                    }
                };
                if is_there(&place.1) { document::transition(go) } else { go() }
            }
            Ground::Key(_) => {
                history::push_beside(&way.href(place.0, &place.1));
                self.arrive(Arrival::Followed);
                self.place.set(place);
            }
            Ground::Element(_) => {
                let Some((language, from)) = self.place.now() else { return false };
                let back = place.1 == Route::Home;
                let focus = back.then(|| way.href(language, &from));
                self.arrive(if back {
                    Arrival::Returned(Left { focus, ..Left::default() })
                } else {
                    Arrival::Followed
                });
                self.place.set(place);
            }
        }
        true
    }

    /// Takes these addresses from now on: where a site lives is known only once it has answered.
    pub fn lead_by(&self, addresses: Arc<Addresses>) {
        if let Some(way) = self.way.get() {
            way.addresses.replace(addresses);
        }
    }

    /// Tells the host, if there is one, that there is something to see.
    pub fn ready(&self) {
        self.with_host(Host::ready);
    }

    /// Tells the host, if there is one, that something failed.
    pub fn failed(&self, error: LoadError) {
        self.with_host(|host| host.failed(error));
    }

    fn with_host(&self, tell: impl FnOnce(&Host)) {
        if let Some(way) = self.way.get()
            && let Some(host) = way.ground.host()
        {
            tell(host);
        }
    }

    /// Gives the page its title, if it is ours.
    pub fn titled(&self, title: &str) {
        if self.way.get().is_some_and(|way| way.ground.is_page()) {
            document::set_title(title);
        }
    }

    /// Says in which language all that we show is.
    pub fn speaks(&self, language: Language) {
        if let Some(root) = self.way.get().and_then(|way| way.ground.root()) {
            document::set_language(&root, language.tag());
        }
    }

    /// Corrects the address of the article that is shown to the slug that fits.
    pub fn correct(&self, language: Language, route: &Route) {
        if let Some(way) = self.way.get()
            && !matches!(way.ground, Ground::Element(_))
        {
            history::replace(&way.href(language, route));
        }
    }

    /// To be called when the page has its content: restores what was left, else begins at the top.
    pub fn arrived(&self) {
        let Some(way) = self.way.get() else { return };
        // The content is about to be put into the page, in this very turn. Until it is, how the page is left is not remembered:
        // that would be of neither page, and the browser would lay out both to say how far they are scrolled.
        spawn_local(async move {
            let Some(arrival) = way.arrival.take() else { return };
            match arrival {
                Arrival::Opened(None) => {}
                Arrival::Opened(Some(left)) => document::scroll_to(left.scroll),
                Arrival::Followed => way.ground.begin(),
                Arrival::Returned(left) => way.ground.restore(left.scroll, left.focus.as_deref()),
            }
        });
    }

    fn moved(&self) {
        let Some(way) = self.way.get() else { return };
        if way.ground.is_page() {
            history::scroll_by_browser();
        }
        let place = way.parse(&history::location());
        // An anchor within the page is no other place.
        if let Some(place) = place
            && self.place.now().as_ref() != Some(&place)
        {
            // The server's alone, and no longer in this document: the browser loads it anew.
            if way.ground.is_page() && place.1 == Route::HowCounted {
                return history::reload();
            }
            // On a host's page the browser itself restores what it can, and the focus is the host's to place.
            if way.ground.is_page() {
                self.arrive(Arrival::Returned(history::left().unwrap_or_default()));
            }
            self.place.set(place);
        }
    }

    fn arrive(&self, arrival: Arrival) {
        if let Some(way) = self.way.get() {
            way.arrival.replace(Some(arrival));
        }
    }

    fn remember(&self) {
        // While content is on its way the position means nothing.
        if self.way.get().is_some_and(|way| way.arrival.borrow().is_none()) {
            history::remember(&Left { scroll: document::scroll_top(), focus: document::focused_href() });
        }
    }
}
