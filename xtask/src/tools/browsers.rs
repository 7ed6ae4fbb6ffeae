//! The browsers that the journeys are made in, and the drivers that speak WebDriver for them.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::cargo_tool::{self, CargoTool};
use super::package_manager::{self, Wanted};
use crate::lane::Lane;
use crate::workspace::Workspace;

/// The engines, by the names that the journeys know.
pub(crate) const ALL: [&str; 3] = ["chromium", "firefox", "webkit"];

/// Which of the wanted browsers this system can have. What is left out is said.
pub(crate) fn possible(wanted: &[String]) -> Result<Vec<String>> {
    if let Some(unknown) = wanted.iter().find(|name| !ALL.contains(&name.as_str())) {
        bail!("`{unknown}` is no browser we know: {}", ALL.join(", "));
    }
    let mut browsers = wanted.to_vec();
    if !cfg!(target_os = "linux") && browsers.iter().any(|name| name == "webkit") {
        println!("NOT TESTED: WebKit. Its driver (WebKitGTK's) exists on Linux only; CI tests it.");
        browsers.retain(|name| name != "webkit");
    }
    Ok(browsers)
}

/// Stops at once if something is missing that we may not install.
pub(crate) fn refuse_early(workspace: &Workspace, browsers: &[String]) -> Result<()> {
    package_manager::refuse_early(workspace, &wanted(browsers))
}

/// Installs the browsers and drivers that are missing.
pub(crate) fn ensure(workspace: &Workspace, lane: &Lane, browsers: &[String]) -> Result<()> {
    package_manager::ensure(workspace, lane, &wanted(browsers))?;
    if browsers.iter().any(|name| name == "firefox") {
        // Debian has no package of it.
        CargoTool {
            package: "geckodriver",
            program: "geckodriver",
            version: None,
            why: "the tests drive Firefox with it",
        }
        .ensure(workspace, lane)?;
        cargo_tool::sweep(workspace);
    }
    Ok(())
}

/// Where Chromium is.
pub(crate) fn chromium(workspace: &Workspace) -> Result<PathBuf> {
    let found = CHROMIUM.programs.iter().find_map(|name| workspace.program(name));
    found.context("Chromium is not on the PATH: install it by hand")
}

fn wanted(browsers: &[String]) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for name in browsers {
        match name.as_str() {
            "chromium" => wanted.extend([CHROMIUM, CHROMEDRIVER]),
            "firefox" => wanted.push(FIREFOX),
            "webkit" => wanted.extend([WEBKIT_DRIVER, XVFB]),
            _ => {}
        }
    }
    wanted
}

const CHROMIUM: Wanted = Wanted {
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    files: &["/Applications/Chromium.app", "/Applications/Google Chrome.app"],
    why: "the tests run in it",
    apt: "chromium",
    dnf: "chromium",
    pacman: "chromium",
    zypper: "chromium",
    apk: "chromium",
    brew: "chromium",
};

const CHROMEDRIVER: Wanted = Wanted {
    programs: &["chromedriver"],
    files: &[],
    why: "the tests drive Chromium with it",
    apt: "chromium-driver",
    dnf: "chromedriver",
    pacman: "chromium",
    zypper: "chromedriver",
    apk: "chromium-chromedriver",
    brew: "chromedriver",
};

const FIREFOX: Wanted = Wanted {
    programs: &["firefox", "firefox-esr"],
    files: &["/Applications/Firefox.app"],
    why: "the tests run in it",
    apt: "firefox-esr",
    dnf: "firefox",
    pacman: "firefox",
    zypper: "MozillaFirefox",
    apk: "firefox",
    brew: "firefox",
};

const WEBKIT_DRIVER: Wanted = Wanted {
    programs: &["WebKitWebDriver"],
    files: &[],
    why: "the tests drive WebKit, which is Safari's engine, with it",
    apt: "webkit2gtk-driver",
    dnf: "webkit2gtk-driver",
    pacman: "webkitgtk-6.0",
    zypper: "",
    apk: "",
    brew: "",
};

const XVFB: Wanted = Wanted {
    programs: &["Xvfb"],
    files: &[],
    why: "WebKit's test browser needs a display, and this is one without a screen",
    apt: "xvfb",
    dnf: "xorg-x11-server-Xvfb",
    pacman: "xorg-server-xvfb",
    zypper: "xorg-x11-server-Xvfb",
    apk: "xvfb",
    brew: "",
};
