//! `user …`: who may look at the statistics.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::process::ExitCode;

use super::{CommandError, open, settings};
use crate::cli::{Common, User};
use crate::clock::Clock;
use crate::staff::password;
use crate::store::{Sites, StoreError, UserRow};

pub(super) fn run(user: &User) -> Result<ExitCode, CommandError> {
    match user {
        User::Add { common, sites, name } => add(common, sites, name),
        User::List { common } => list(common),
        User::Remove { common, name } => remove(common, name),
    }
}

fn add(common: &Common, sites: &[String], name: &str) -> Result<ExitCode, CommandError> {
    let settings = settings(common)?;
    let store = open(&settings)?;
    let known = store.site_ids()?;
    for site in sites {
        if !known.contains(site) && !settings.sites.iter().any(|configured| &configured.id == site) {
            return Err(StoreError::NoSite(site.clone()).into());
        }
    }
    let password = password::hash(&asked(name)?)?;
    let sites = if sites.is_empty() { Sites::All } else { Sites::Only(sites.to_vec()) };
    let user = UserRow { name: name.to_owned(), password, sites, made: Clock::system().now() };
    let done = if store.put_user(&user)? { "made" } else { "changed; whoever was signed in no longer is" };
    writeln!(std::io::stdout(), "{name}: {done}; may see {}", seen(&user.sites))?;
    Ok(ExitCode::SUCCESS)
}

fn list(common: &Common) -> Result<ExitCode, CommandError> {
    let mut out = std::io::stdout().lock();
    for user in open(&settings(common)?)?.users()? {
        writeln!(out, "{}: may see {}", user.name, seen(&user.sites))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn remove(common: &Common, name: &str) -> Result<ExitCode, CommandError> {
    if !open(&settings(common)?)?.remove_user(name)? {
        return Err(CommandError::NoUser(name.to_owned()));
    }
    writeln!(std::io::stdout(), "{name}: removed; whoever was signed in no longer is")?;
    Ok(ExitCode::SUCCESS)
}

fn seen(sites: &Sites) -> String {
    match sites {
        Sites::All => "all sites".to_owned(),
        Sites::Only(ids) => ids.join(", "),
    }
}

/// The password: typed twice where somebody sits at a terminal, and shown nowhere; else one line of standard input.
fn asked(name: &str) -> Result<String, CommandError> {
    let fail = |error: std::io::Error| CommandError::NoPassword(error.to_string());
    let input = std::io::stdin();
    if input.is_terminal() {
        let prompt = format!("Password for {name} (at least {} characters): ", password::SHORTEST);
        let typed = rpassword::prompt_password(prompt).map_err(fail)?;
        let again = rpassword::prompt_password("Once more: ").map_err(fail)?;
        return if typed == again {
            Ok(typed)
        } else {
            Err(CommandError::NoPassword("the two are not the same".to_owned()))
        };
    }
    let mut line = String::new();
    input.lock().read_line(&mut line).map_err(fail)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
