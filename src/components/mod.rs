//! What is seen: plain data in, HTML out.
//!
//! This room exists so that the same view is made in the browser, on the server, in an embed's shadow root and in a
//! native test. It may import `markup`, `data`, `text`, `route`, `clean_html`, `error` and the crates `feed` and `api`; never
//! `state`, `client` or `platform`. Nothing here creates an effect or touches a global.

pub mod article;
pub mod attachments;
pub mod body;
pub mod breadcrumb;
pub mod card;
pub mod counter;
pub mod edition;
pub mod footer;
pub mod frame;
pub mod front;
pub mod listing;
pub mod masthead;
pub mod menu;
pub mod neighbours;
pub mod news;
pub mod notice;
pub mod pagination;
#[cfg(test)]
mod same_tree;
pub mod search;
pub mod skeleton;

pub use edition::Edition;

use crate::markup::{Element, el};

/// What the content of a page stands in that the application takes as it was rendered, in the words of [`el`].
pub const RENDERED: &str = "div.rendered";

/// A date, for machines and for people, as [`Edition::time`] gives it.
fn time((machine, human): (String, String)) -> Element {
    el("time").attr("datetime", machine).with(human)
}
