//! Accounts of the staff.

use clap::Subcommand;

use super::Common;
use super::values::{account, site};

/// The commands below `user`.
#[derive(Clone, Debug, Subcommand)]
pub enum User {
    /// Make an account, or give one another password and other sites. The password is asked for on the terminal, or read
    /// as one line from standard input.
    Add {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// A site that it may see, as often as needed; without it, all.
        #[arg(long = "site", value_name = "ID", value_parser = site)]
        sites: Vec<String>,
        /// What is typed to sign in.
        #[arg(value_name = "NAME", value_parser = account)]
        name: String,
    },
    /// Print all accounts, and what each may see.
    List {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
    },
    /// Remove an account; whoever is signed in with it no longer is.
    Remove {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// Its name.
        #[arg(value_name = "NAME", value_parser = account)]
        name: String,
    },
}
