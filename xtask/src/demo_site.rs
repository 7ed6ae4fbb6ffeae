//! The demo site, served to be judged from outside.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;

use anyhow::{Context, Result};
use bantin_bench_companion::{Companion, Running};

use crate::commands::server;
use crate::workspace::Workspace;

/// The path of a listing, below the origin.
pub(crate) const LISTING: &str = "chuyen-muc/tin-hoat-dong";

/// The path of an article.
pub(crate) const ARTICLE: &str = "tin/1/lich-tiep-cong-dan-thang-12-2026-cua-lanh-dao-phuong";

/// A path where nothing is.
pub(crate) const NOT_FOUND: &str = "khong-co-trang-nay";

/// The site's id.
const SITE: &str = "demo";

/// The demo site, served by the release build. It ends with this value.
pub(crate) struct DemoSite {
    /// Scheme, host and port.
    pub(crate) origin: String,
    /// Where its data are, and whatever belongs beside them. It is emptied when the site is started again.
    pub(crate) folder: PathBuf,
    _server: Running,
}

impl DemoSite {
    /// Imports and serves it.
    pub(crate) fn start(workspace: &Workspace) -> Result<Self> {
        // A site has an origin, and its pages name it; so it must be known before.
        let addr = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).context("looking for a port")?;
        let origin = format!("http://{addr}");
        let folder = workspace.target("demo-site");
        let settings = folder.join("bantin.toml");
        let companion = Companion {
            server: server::binary(workspace),
            client: workspace.path("dist"),
            settings: Some(settings.clone()),
            folder: folder.clone(),
        };
        companion.begin_anew()?;
        let demo = fs::read_to_string(workspace.path("demo/bantin.toml")).context("reading the demo's settings")?;
        let id = format!("id = \"{SITE}\"\n");
        fs::write(&settings, demo.replacen(&id, &format!("{id}origin = \"{origin}\"\n"), 1))
            .with_context(|| format!("writing {}", settings.display()))?;
        companion.import(SITE, &workspace.path("public/demo/feed.json")).context("importing the demo site")?;
        let server = companion.serve(&addr.to_string());
        let server = server.context("the server did not start: try `cargo xtask run` by hand")?;
        Ok(Self { origin, folder, _server: server })
    }
}
