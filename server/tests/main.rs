//! The server as it runs: its real router on a real socket, over a real SQLite file in a folder of its own.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy knows tests by their attribute; here what they share is for tests too"
)]

mod api;
mod backup;
mod bad_input;
mod check_embed;
mod cleaning;
mod compression;
mod contract;
mod counting;
mod crash;
mod database_trouble;
mod elsewhere;
mod embed_loader;
mod embedding_page;
mod exporting;
mod exporting_killed;
mod feeds;
mod fetching;
mod frames;
mod importing;
mod left_out;
mod live;
mod media;
mod migrations;
mod model;
mod moving;
mod origins;
mod pages;
mod pictures;
mod pictures_of_the_web;
mod pictures_on_pages;
mod privacy;
mod program;
mod rendered;
mod searching;
mod sharing;
mod sitemaps;
mod sources;
mod staff;
mod support;
