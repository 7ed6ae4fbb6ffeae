//! The machine's own package manager: asked where we may, named where we may not.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::lane::Lane;
use crate::process::Cmd;
use crate::workspace::Workspace;

/// A program of the system, and the package that holds it. An empty name: none is known.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// Any of these on the PATH will do.
    pub(crate) programs: &'static [&'static str],
    /// Or any of these files.
    pub(crate) files: &'static [&'static str],
    /// What it is needed for.
    pub(crate) why: &'static str,
    /// Debian, Ubuntu.
    pub(crate) apt: &'static str,
    /// Fedora.
    pub(crate) dnf: &'static str,
    /// Arch.
    pub(crate) pacman: &'static str,
    /// openSUSE.
    pub(crate) zypper: &'static str,
    /// Alpine.
    pub(crate) apk: &'static str,
    /// macOS.
    pub(crate) brew: &'static str,
}

impl Wanted {
    fn is_there(&self, workspace: &Workspace) -> bool {
        self.programs.iter().any(|program| workspace.program(program).is_some())
            || self.files.iter().any(|file| Path::new(file).exists())
    }

    fn package(&self, manager: Manager) -> &'static str {
        match manager {
            Manager::Apt => self.apt,
            Manager::Dnf => self.dnf,
            Manager::Pacman => self.pacman,
            Manager::Zypper => self.zypper,
            Manager::Apk => self.apk,
            Manager::Brew => self.brew,
        }
    }

    fn name(&self) -> &'static str {
        self.programs.first().copied().unwrap_or("?")
    }
}

/// Installs what is missing, or says what to install and stops.
pub(crate) fn ensure(workspace: &Workspace, lane: &Lane, wanted: &[Wanted]) -> Result<()> {
    let missing = missing(workspace, wanted);
    if missing.is_empty() {
        return Ok(());
    }
    let plan = plan(workspace, &missing)?;
    for wanted in &missing {
        lane.say(&format!("missing: {} ({})", wanted.name(), wanted.why));
    }
    if !plan.allowed {
        bail!("installing needs root here. Run this by hand, then come back:\n    {}", plan.install.join(" "));
    }
    if let Some(update) = &plan.update {
        lane.run(plan.command(workspace, update))?;
    }
    lane.run(plan.command(workspace, &plan.install))
        .with_context(|| format!("install by hand: {}", plan.install.join(" ")))?;
    // A package manager that ends well may still have put the program elsewhere.
    match missing.iter().find(|wanted| !wanted.is_there(workspace)) {
        None => Ok(()),
        Some(wanted) => bail!("{} is not on the PATH after that: install it by hand ({})", wanted.name(), wanted.why),
    }
}

/// Has apt learn what packages there are.
pub(crate) fn update(workspace: &Workspace, lane: &Lane) -> Result<()> {
    let plan = plan(workspace, &[])?;
    match &plan.update {
        Some(update) if plan.allowed => lane.run(plan.command(workspace, update)),
        _ => bail!("which packages there are is not known here. Run `apt-get update` by hand, then come back"),
    }
}

/// Stops with the command to run by hand, if there is something missing that we may not install.
pub(crate) fn refuse_early(workspace: &Workspace, wanted: &[Wanted]) -> Result<()> {
    let missing = missing(workspace, wanted);
    if missing.is_empty() {
        return Ok(());
    }
    let plan = plan(workspace, &missing)?;
    if plan.allowed {
        return Ok(());
    }
    bail!(
        "missing on this machine, and installing needs root. Run this by hand, then come back:\n    {}",
        plan.install.join(" ")
    )
}

fn missing<'a>(workspace: &Workspace, wanted: &'a [Wanted]) -> Vec<&'a Wanted> {
    wanted.iter().filter(|wanted| !wanted.is_there(workspace)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Manager {
    Apt,
    Dnf,
    Pacman,
    Zypper,
    Apk,
    Brew,
}

const MANAGERS: [(Manager, &str); 6] = [
    (Manager::Apt, "apt-get"),
    (Manager::Dnf, "dnf"),
    (Manager::Pacman, "pacman"),
    (Manager::Zypper, "zypper"),
    (Manager::Apk, "apk"),
    (Manager::Brew, "brew"),
];

/// What would be run.
struct Plan {
    update: Option<Vec<String>>,
    install: Vec<String>,
    allowed: bool,
}

impl Plan {
    fn command(&self, workspace: &Workspace, words: &[String]) -> Cmd {
        let program = words.first().map_or("true", String::as_str);
        workspace.command(program).args(words.iter().skip(1)).env("DEBIAN_FRONTEND", "noninteractive")
    }
}

fn plan(workspace: &Workspace, missing: &[&Wanted]) -> Result<Plan> {
    let names: Vec<&str> = missing.iter().map(|wanted| wanted.name()).collect();
    let names = names.join(", ");
    let Some((manager, _)) = MANAGERS.iter().find(|(_, program)| workspace.program(program).is_some()) else {
        bail!("no package manager that we know is here. Install by hand: {names}");
    };
    let mut packages = Vec::new();
    for wanted in missing {
        match wanted.package(*manager) {
            "" => {
                bail!("we do not know which package holds {} here: install it by hand ({})", wanted.name(), wanted.why)
            }
            package if packages.contains(&package) => {}
            package => packages.push(package),
        }
    }
    let root = *manager == Manager::Brew || is_root();
    let sudo = !root && Cmd::new("sudo").args(["-n", "true"]).succeeds();
    let prefix: &[&str] = if root { &[] } else { &["sudo"] };
    let words = |words: &[&str]| prefix.iter().chain(words).map(|word| (*word).to_owned()).collect();
    let mut install: Vec<String> = words(install_words(*manager));
    install.extend(packages.into_iter().map(str::to_owned));
    Ok(Plan {
        update: (*manager == Manager::Apt).then(|| words(&["apt-get", "update"])),
        install,
        allowed: root || sudo,
    })
}

fn install_words(manager: Manager) -> &'static [&'static str] {
    match manager {
        Manager::Apt => &["apt-get", "install", "-y", "--no-install-recommends"],
        Manager::Dnf => &["dnf", "install", "-y"],
        Manager::Pacman => &["pacman", "-S", "--needed", "--noconfirm"],
        Manager::Zypper => &["zypper", "--non-interactive", "install"],
        Manager::Apk => &["apk", "add"],
        Manager::Brew => &["brew", "install"],
    }
}

fn is_root() -> bool {
    Cmd::new("id").arg("-u").capture().is_ok_and(|id| id.trim() == "0")
}
