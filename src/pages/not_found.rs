//! An address that leads nowhere.

use super::Desk;
use crate::error::LoadError;
use crate::markup::Markup;

/// Says so, and shows the way home.
pub fn not_found(desk: &Desk) -> Markup {
    desk.dead_end(LoadError::NotFound)
}
