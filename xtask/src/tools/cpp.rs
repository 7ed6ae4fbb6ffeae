//! A compiler for C++: libFuzzer is built from source.

use anyhow::Result;

use super::package_manager::{self, Wanted};
use crate::lane::Lane;
use crate::workspace::Workspace;

const CPP: Wanted = Wanted {
    programs: &["c++", "g++", "clang++"],
    files: &[],
    why: "libFuzzer, which tries the readers and the cleaner, is built with it",
    apt: "g++",
    dnf: "gcc-c++",
    pacman: "gcc",
    zypper: "gcc-c++",
    apk: "g++",
    brew: "llvm",
};

/// Stops at once if it is missing and we may not install it.
pub(crate) fn refuse_early(workspace: &Workspace) -> Result<()> {
    package_manager::refuse_early(workspace, &[CPP])
}

/// Installs it if it is missing.
pub(crate) fn ensure(workspace: &Workspace, lane: &Lane) -> Result<()> {
    package_manager::ensure(workspace, lane, &[CPP])
}
