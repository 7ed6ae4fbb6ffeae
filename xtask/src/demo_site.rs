//! The demo site, served to be judged from outside.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Child;

use anyhow::{Context, Result, bail};

use crate::commands::server;
use crate::workspace::Workspace;

/// The demo site, served by the release build. It ends with this value.
pub(crate) struct DemoSite {
    /// Scheme, host and port.
    pub(crate) origin: String,
    /// A folder of its own, which is removed at the end.
    pub(crate) folder: PathBuf,
    server: Child,
}

impl DemoSite {
    /// Imports and serves it.
    pub(crate) fn start(workspace: &Workspace) -> Result<Self> {
        // A site has an origin, and its pages name it; so it must be known before.
        let addr = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).context("looking for a port")?;
        let origin = format!("http://{addr}");
        let folder = workspace.target("demo-site");
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        let settings = folder.join("bantin.toml");
        let demo = fs::read_to_string(workspace.path("demo/bantin.toml")).context("reading the demo's settings")?;
        let id = "id = \"demo\"\n";
        fs::write(&settings, demo.replacen(id, &format!("{id}origin = \"{origin}\"\n"), 1))
            .with_context(|| format!("writing {}", settings.display()))?;
        let program = |name: &str| {
            let command = workspace.command(&server::binary(workspace).to_string_lossy()).arg(name);
            command.arg("--config").arg(&settings).arg("--data").arg(&folder)
        };
        program("import")
            .args(["--site", "demo", "--views", "public/demo/feed.json"])
            .run()
            .context("importing the demo site")?;
        let serve = program("serve").args(["--addr", &addr.to_string(), "--client", "dist"]);
        let mut site = Self { origin, server: serve.start_piped()?, folder };
        let mut said = String::new();
        if let Some(out) = site.server.stdout.take() {
            BufReader::new(out).read_line(&mut said).context("waiting for the server")?;
        }
        if !said.contains("listening") {
            bail!("the server did not start: try `cargo xtask run` by hand");
        }
        Ok(site)
    }
}

impl Drop for DemoSite {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}
