//! `bantin.toml`: what may be set, each with a default, and how a wrong value is told.
//!
//! The room exists so that everything else receives settings that are known to be right. It may import
//! `bantin-api`, `bantin-feed` (formats and fields), the front end's `route`, and `redirects` (patterns); no other room of this crate.

mod fault;
mod reader;
mod redirect;
mod server;
mod site;
mod source;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

pub use fault::{Fault, SettingsError};
pub use server::{DatabaseAddress, LogForm, ServerSettings};
pub use site::{Base, CategorySetting, SiteSettings, Zone, is_site_id, origin};
pub use source::{Copying, EVERY_OTHER, History, SECRET, SecretPlace, SourceSettings, is_source_name};

use reader::{Section, Source};

/// Everything `bantin.toml` says, with the defaults filled in.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What concerns the whole server.
    pub server: ServerSettings,
    /// The sites that are configured, in the file's order. A site may also exist in the database only.
    pub sites: Vec<SiteSettings>,
}

impl Settings {
    /// Reads the file at `path`; without one, `bantin.toml` in the working directory if there is one.
    ///
    /// # Errors
    /// When a file was named and cannot be read, or a value in it is wrong.
    pub fn load(path: Option<&Path>) -> Result<Self, SettingsError> {
        let (path, required) = match path {
            Some(path) => (path.to_path_buf(), true),
            None => (PathBuf::from("bantin.toml"), false),
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&path.display().to_string(), &text),
            Err(error) if !required && error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(SettingsError::Unreadable { path, error }),
        }
    }

    /// Reads settings from `text`; `file` is what faults call it.
    ///
    /// # Errors
    /// With every fault found, in the order of their lines.
    pub fn parse(file: &str, text: &str) -> Result<Self, SettingsError> {
        let source = Source::new(file, text);
        let document = toml::de::DeTable::parse(text).map_err(|error| source.syntax(&error))?;
        let root = Section::root(&source, document.get_ref());
        let server = root.table("server").map_or_else(ServerSettings::default, |section| server::read(&section));
        let mut sites: Vec<SiteSettings> = Vec::new();
        for section in root.tables("site") {
            if let Some(site) = site::read(&section) {
                if sites.iter().any(|other| other.id == site.id) {
                    section.refuse("id", format!("`{}` again", site.id), "each site's id once");
                } else {
                    sites.push(site);
                }
            }
        }
        if let Some(default) = &server.default_site
            && !sites.is_empty()
            && !sites.iter().any(|site| &site.id == default)
            && let Some(section) = root.table("server")
        {
            let known: Vec<&str> = sites.iter().map(|site| site.id.as_str()).collect();
            section.refuse("default_site", format!("`{default}`"), &format!("one of the sites: {}", known.join(", ")));
        }
        root.finish();
        source.verdict().map(|()| Self { server, sites })
    }

    /// The settings of a site; the defaults where it is not configured.
    #[must_use]
    pub fn site(&self, id: &str) -> Cow<'_, SiteSettings> {
        match self.sites.iter().find(|site| site.id == id) {
            Some(site) => Cow::Borrowed(site),
            None => Cow::Owned(SiteSettings::unconfigured(id)),
        }
    }

    /// Whether an import may make a site of this id: always, as long as no site is configured.
    #[must_use]
    pub fn knows_site(&self, id: &str) -> bool {
        self.sites.is_empty() || self.sites.iter().any(|site| site.id == id)
    }
}

#[cfg(test)]
mod tests;
