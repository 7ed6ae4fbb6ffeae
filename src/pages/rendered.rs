//! A page that is taken as the server has rendered it.

use super::Desk;
use crate::components::RENDERED;
use crate::markup::{Markup, el};

/// The page that was opened, if it is such a one.
pub fn rendered(desk: &Desk) -> Option<Markup> {
    let html = desk.client.rendered()?;
    desk.reports.shown(None);
    // Its title stands there already.
    desk.navigation.arrived();
    Some(el(RENDERED).html(html).into())
}
