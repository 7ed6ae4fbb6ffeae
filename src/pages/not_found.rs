//! An address that leads nowhere.

use super::Desk;
use crate::components::notice;
use crate::error::LoadError;
use crate::route::Route;
use leptos::prelude::*;

/// Says so, and shows the way home.
pub fn not_found(desk: &Desk) -> impl IntoView + use<> {
    let text = desk.edition.text();
    desk.shown(Some(text.not_found));
    notice::dead_end(LoadError::NotFound, desk.edition.href(&Route::Home), text)
}
