//! Where the visitor is, how they came there, and the way back to how a page was left.

use super::kept::Kept;
use crate::platform::document;
use crate::platform::history::{self, Followed, Left};
use crate::route::{Addresses, Location, Route};
use bantin_api::Language;
use leptos::prelude::*;
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
    place: RwSignal<(Language, Route)>,
    way: Kept<Way>,
}

/// How addresses look, and how the visitor came to the present one, until its content is there.
struct Way {
    addresses: Arc<Addresses>,
    arrival: RefCell<Option<Arrival>>,
}

impl Navigation {
    /// Reads the present address, and follows it from then on.
    #[must_use]
    pub fn start(addresses: Arc<Addresses>) -> Self {
        let here = addresses.parse(&history::location());
        let first = addresses.languages.first().copied().unwrap_or_default();
        let navigation = Self {
            place: RwSignal::new(here.unwrap_or((first, Route::NotFound))),
            way: Kept::new(Rc::new(Way { addresses, arrival: RefCell::new(Some(Arrival::Opened(history::left()))) })),
        };
        history::on_move(move || navigation.moved());
        history::on_scroll_or_leave(move || navigation.remember());
        navigation
    }

    /// The language and the route, followed from then on.
    #[must_use]
    pub fn place(&self) -> (Language, Route) {
        self.place.get()
    }

    /// Which of our pages a link leads to.
    #[must_use]
    pub fn led_to(&self, link: &Followed) -> Option<Route> {
        let (_, route) = self.parse(&link.location)?;
        // The browser goes by itself to what is no page of the application's.
        (!matches!(route, Route::NotFound | Route::HowCounted)).then_some(route)
    }

    /// Takes a click over, if it is on a link that leads to one of our pages. Says whether it did. What is there at once
    /// comes by a transition.
    #[must_use]
    pub fn follow(self, link: &Followed, is_there: impl Fn(&Route) -> bool) -> bool {
        let Some(route) = self.led_to(link) else { return false };
        self.remember();
        history::push(&link.href);
        self.arrive(Arrival::Followed);
        // Until a transition begins, the visitor may have gone elsewhere.
        let go = move || {
            if let Some(place) = self.parse(&history::location()) {
                self.place.set(place);
            }
        };
        if is_there(&route) {
            document::transition(go)
        } else {
            go()
        }
        true
    }

    fn parse(&self, location: &Location) -> Option<(Language, Route)> {
        self.way.get()?.addresses.parse(location)
    }

    /// Corrects the address of the article that is shown to the slug that fits.
    pub fn correct(&self, language: Language, route: &Route) {
        if let Some(way) = self.way.get() {
            history::replace(&way.addresses.href(language, route));
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
                Arrival::Opened(left) => {
                    if let Some(left) = left {
                        document::scroll_to(left.scroll);
                    }
                }
                Arrival::Followed => {
                    document::scroll_to(0.0);
                    document::focus("main h1");
                }
                Arrival::Returned(left) => {
                    document::scroll_to(left.scroll);
                    let link = left.focus.map(|href| format!("main a[href=\"{}\"]", href.replace(['\\', '"'], "")));
                    if !link.is_some_and(|link| document::focus(&link)) {
                        document::focus("main h1");
                    }
                }
            }
        });
    }

    fn moved(&self) {
        history::scroll_by_browser();
        let place = self.parse(&history::location());
        // An anchor within the page is no other place.
        if let Some(place) = place
            && self.place.get_untracked() != place
        {
            self.arrive(Arrival::Returned(history::left().unwrap_or_default()));
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
