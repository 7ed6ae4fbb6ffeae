//! WordPress, for the tests of its kit. Debian's packages of it are unpacked, not installed: installed they would bring a web
//! server along and start it. PHP and MariaDB are installed as programs only, without a service.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::package_manager::{self, Wanted};
use crate::lane::Lane;
use crate::workspace::Workspace;

/// What tests learn the folder by.
pub(crate) const VARIABLE: &str = "BANTIN_WORDPRESS";

/// WordPress, its languages, a classic theme and one of blocks, and the packages that its files are links into.
const PACKAGES: [&str; 7] = [
    "wordpress",
    "wordpress-l10n",
    "wordpress-theme-twentytwentyone",
    "wordpress-theme-twentytwentythree",
    "libjs-cropper",
    "libjs-underscore",
    "php-getid3",
];

const WANTED: [Wanted; 3] = [
    Wanted { programs: &["php"], files: &[], why: "WordPress runs in it", apt: "php-cli", ..OF_DEBIAN },
    Wanted {
        programs: &["PHP's mysqli"],
        files: &[
            "/etc/php/8.1/mods-available/mysqli.ini",
            "/etc/php/8.2/mods-available/mysqli.ini",
            "/etc/php/8.3/mods-available/mysqli.ini",
            "/etc/php/8.4/mods-available/mysqli.ini",
            "/etc/php/8.5/mods-available/mysqli.ini",
        ],
        why: "WordPress asks its database by it",
        apt: "php-mysql",
        ..OF_DEBIAN
    },
    Wanted {
        programs: &["mariadbd"],
        files: &["/usr/sbin/mariadbd"],
        why: "WordPress keeps its pages in it",
        apt: "mariadb-server-core",
        ..OF_DEBIAN
    },
];

const OF_DEBIAN: Wanted =
    Wanted { programs: &[], files: &[], why: "", apt: "", dnf: "", pacman: "", zypper: "", apk: "", brew: "" };

/// Whether this system has the packages.
fn is_possible(workspace: &Workspace) -> bool {
    ["apt-get", "dpkg-deb", "setsid"].iter().all(|program| workspace.program(program).is_some())
}

/// Stops at once if something is missing that we may not install.
pub(crate) fn refuse_early(workspace: &Workspace) -> Result<()> {
    if is_possible(workspace) { package_manager::refuse_early(workspace, &WANTED) } else { Ok(()) }
}

/// Installs and unpacks what is missing, where the system is a Debian; says what is not tested elsewhere.
pub(crate) fn ensure(workspace: &Workspace, lane: &Lane) -> Result<()> {
    if !is_possible(workspace) {
        lane.say("NOT TESTED: the kit in a real WordPress. It is unpacked from Debian's packages; CI tests it.");
        return Ok(());
    }
    package_manager::ensure(workspace, lane, &WANTED)?;
    if folder(workspace).is_some() {
        return Ok(());
    }
    lane.say("missing: WordPress (the tests of its kit run in it)");
    // Beside it first: what broke off half-way must not look complete.
    let (packages, unpacked) = (workspace.target("tools/wordpress-packages"), workspace.target("tools/wordpress-new"));
    for folder in [&packages, &unpacked] {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
        }
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    let download = || workspace.command("apt-get").arg("download").args(PACKAGES).dir(&packages);
    if lane.run(download()).is_err() {
        package_manager::update(workspace, lane)?;
        lane.run(download())?;
    }
    for entry in fs::read_dir(&packages).with_context(|| format!("reading {}", packages.display()))? {
        lane.run(workspace.command("dpkg-deb").arg("-x").arg(entry?.path()).arg(&unpacked))?;
    }
    let kept = workspace.target(FOLDER);
    fs::rename(&unpacked, &kept).with_context(|| format!("making {}", kept.display()))?;
    fs::remove_dir_all(&packages).with_context(|| format!("removing {}", packages.display()))
}

const FOLDER: &str = "tools/wordpress";

/// The folder of its files, where there is one.
pub(crate) fn folder(workspace: &Workspace) -> Option<PathBuf> {
    let folder = workspace.target(FOLDER).join("usr/share/wordpress");
    folder.join("wp-load.php").is_file().then_some(folder)
}
