//! Where things are: the workspace's root, its target folder, and the tools kept for it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::Cmd;

/// The workspace that this task runner belongs to.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    tools: PathBuf,
}

impl Workspace {
    /// Finds the workspace from what cargo says about this crate.
    pub(crate) fn find() -> Result<Self> {
        // At run time first: a clone that was moved keeps its binary but not its folder.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .filter(|dir| dir.ends_with("xtask"))
            .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let root = manifest.parent().context("xtask's folder has no parent: run it as `cargo xtask`")?.to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(
            || root.join("target"),
            |dir| root.join(PathBuf::from(dir)), // join keeps an absolute path as it is
        );
        // Elsewhere only by wish: a CI that caches one folder saves minutes of building tools.
        let tools =
            env::var_os("BANTIN_TOOLS").map_or_else(|| target.join("tools"), |dir| root.join(PathBuf::from(dir)));
        Ok(Self { root, target, tools })
    }

    /// The root folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// A path below cargo's target folder.
    pub(crate) fn target(&self, below: &str) -> PathBuf {
        self.target.join(below)
    }

    /// Where tools that this machine lacked are installed: nothing of the user's is changed.
    pub(crate) fn tools(&self) -> &Path {
        &self.tools
    }

    /// What came from npm.
    pub(crate) fn node_modules(&self) -> PathBuf {
        self.root.join("xtask/npm/node_modules")
    }

    /// The folders looked through for programs: ours first, so that their versions win.
    pub(crate) fn search_path(&self) -> Vec<PathBuf> {
        let mut dirs = vec![self.tools.join("bin"), self.node_modules().join(".bin")];
        if let Some(path) = env::var_os("PATH") {
            dirs.extend(env::split_paths(&path));
        }
        dirs
    }

    /// The first program of that name, or none.
    pub(crate) fn program(&self, name: &str) -> Option<PathBuf> {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        self.search_path().into_iter().map(|dir| dir.join(&name)).find(|path| path.is_file())
    }

    /// A command that runs in the root and finds our tools.
    pub(crate) fn command(&self, program: &str) -> Cmd {
        let mut command = Cmd::new(program).dir(&self.root);
        if let Ok(path) = env::join_paths(self.search_path()) {
            command = command.env("PATH", path);
        }
        // What `cargo run` told us about xtask is not true of what we start, and some build
        // scripts watch it: they would run anew each time cargo is called from elsewhere.
        for (key, _) in env::vars_os() {
            if about_this_package(&key) {
                command = command.without_env(&key);
            }
        }
        command
    }

    /// `cargo SUBCOMMAND`.
    pub(crate) fn cargo(&self, subcommand: &str) -> Cmd {
        self.command("cargo").arg(subcommand)
    }
}

fn about_this_package(key: &OsString) -> bool {
    key.to_str()
        .is_some_and(|key| ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"].iter().any(|prefix| key.starts_with(prefix)))
}
