//! On what the application stands: a page of its own, or an element of somebody else's.

use crate::platform::host::Host;
use crate::platform::{Element, document};

/// The heading of a page.
const HEADING: &str = "h1";

/// Where the visitor's place is kept, and what may be touched for it.
#[derive(Clone, Debug)]
pub enum Ground {
    /// The page is ours: its address, its history, its title, its language.
    Page,
    /// An element of a host's page, with one key in its address that is ours.
    Key(Host),
    /// An element of a host's page; what it shows is known to it alone.
    Element(Host),
}

impl Ground {
    /// Whether the page is ours.
    pub(super) fn is_page(&self) -> bool {
        matches!(self, Self::Page)
    }

    /// The element that holds all that we show.
    pub(super) fn root(&self) -> Option<Element> {
        match self {
            Self::Page => document::root(),
            Self::Key(host) | Self::Element(host) => Some(host.root()),
        }
    }

    /// Whose page it is, where it is not ours.
    pub(super) fn host(&self) -> Option<&Host> {
        match self {
            Self::Page => None,
            Self::Key(host) | Self::Element(host) => Some(host),
        }
    }

    /// Moves the focus to the first element of ours that a selector finds. Says whether there was one.
    pub(super) fn focus(&self, selector: &str) -> bool {
        self.root().is_some_and(|root| document::focus(&root, selector))
    }

    /// Begins a page that was come to by a link: at its top, with its heading in focus.
    pub(super) fn begin(&self) {
        match self {
            Self::Page => document::scroll_to(0.0),
            Self::Key(host) | Self::Element(host) => document::show_top(&host.root()),
        }
        self.focus(HEADING);
    }

    /// Shows a page again as it was left; the link with this address had the focus.
    pub(super) fn restore(&self, scroll: f64, focus: Option<&str>) {
        if self.is_page() {
            document::scroll_to(scroll);
        }
        let link = focus.map(|href| format!("a[href=\"{}\"]", href.replace(['\\', '"'], "")));
        if !link.is_some_and(|link| self.focus(&format!(":is(main, .main, .news) {link}"))) {
            self.focus(HEADING);
        }
    }
}
