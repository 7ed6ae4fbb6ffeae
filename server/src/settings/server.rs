//! `[server]`: what concerns the whole server.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;

use super::reader::Section;
use super::site::is_site_id;

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogForm {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// The address of a database, with its password: it is shown to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseAddress(String);

impl DatabaseAddress {
    /// The address as it was set.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for DatabaseAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseAddress(…)")
    }
}

/// The section `[server]`.
#[derive(Clone, Debug)]
pub struct ServerSettings {
    /// Where to listen.
    pub addr: SocketAddr,
    /// The folder of everything that is stored.
    pub data: PathBuf,
    /// The database file; `bantin.sqlite3` in `data` where it is not set.
    pub database: Option<PathBuf>,
    /// The database that several servers share, in the file's place.
    pub shared_database: Option<DatabaseAddress>,
    /// The folder with the client's files; looked for where it is not set.
    pub client: Option<PathBuf>,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The site of pages whose host name belongs to none.
    pub default_site: Option<String>,
    /// Hosts that may be fetched from although their address is private.
    pub allow_private: Vec<String>,
    /// How the log is written.
    pub log: LogForm,
    /// How many `/live` streams may be open at once.
    pub max_streams: usize,
    /// How many of them from one address.
    pub max_streams_per_address: usize,
    /// How many reports of visits one address may send a second, in the long run.
    pub max_reports_per_address: NonZeroU32,
    /// How long a request may take to be answered.
    pub request_timeout: Duration,
    /// How long a client may take to send a request's head, and to take bytes of an answer.
    pub client_timeout: Duration,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            addr: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: PathBuf::from("data"),
            database: None,
            shared_database: None,
            client: None,
            trusted_proxies: ["127.0.0.0/8", "::1/128"].iter().filter_map(|net| net.parse().ok()).collect(),
            default_site: None,
            allow_private: Vec::new(),
            log: LogForm::Text,
            max_streams: 20_000,
            max_streams_per_address: 4_000,
            max_reports_per_address: NonZeroU32::MIN.saturating_add(49),
            request_timeout: Duration::from_secs(30),
            client_timeout: Duration::from_secs(30),
        }
    }
}

impl ServerSettings {
    /// The database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.database.clone().unwrap_or_else(|| self.data.join("bantin.sqlite3"))
    }
}

pub(super) fn read(section: &Section<'_>) -> ServerSettings {
    let default = ServerSettings::default();
    let seconds = |key, former| section.number(key, 1..3_601).map_or(former, Duration::from_secs);
    let (database, shared_database) = database(section);
    let read = ServerSettings {
        addr: section
            .text("addr", "an address and a port, such as \"127.0.0.1:8080\"", |text| text.parse().ok())
            .unwrap_or(default.addr),
        data: section.text("data", "a folder", path).unwrap_or(default.data),
        database,
        shared_database,
        client: section.text("client", "a folder", path),
        trusted_proxies: section
            .list("trusted_proxies", "an address or a network, such as \"10.0.0.0/8\"", network)
            .unwrap_or(default.trusted_proxies),
        default_site: section.text("default_site", "a site's id", |text| is_site_id(text).then(|| text.to_owned())),
        allow_private: section
            .list("allow_private", "a host name or an address without port", |text| {
                let plain = !text.is_empty() && !text.contains(['/', ' ', '@']);
                plain.then(|| text.trim_matches(['[', ']']).to_ascii_lowercase())
            })
            .unwrap_or_default(),
        log: section
            .text("log", "\"text\" or \"json\"", |text| match text {
                "text" => Some(LogForm::Text),
                "json" => Some(LogForm::Json),
                _ => None,
            })
            .unwrap_or_default(),
        max_streams: section
            .number("max_streams", 0..1_000_001)
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(default.max_streams),
        max_streams_per_address: section
            .number("max_streams_per_address", 0..1_000_001)
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(default.max_streams_per_address),
        max_reports_per_address: section
            .number("max_reports_per_address", 1..1_000_001)
            .and_then(|number| u32::try_from(number).ok().and_then(NonZeroU32::new))
            .unwrap_or(default.max_reports_per_address),
        request_timeout: seconds("request_timeout", default.request_timeout),
        client_timeout: seconds("client_timeout", default.client_timeout),
    };
    section.finish();
    read
}

/// A file, or an address of PostgreSQL. What is wrong with an address is told without repeating it.
fn database(section: &Section<'_>) -> (Option<PathBuf>, Option<DatabaseAddress>) {
    let Some(text) = section.text("database", "a file, or an address that begins with postgres://", |text| {
        (!text.is_empty()).then(|| text.to_owned())
    }) else {
        return (None, None);
    };
    if !["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
        return (Some(PathBuf::from(text)), None);
    }
    if text.parse::<postgres::Config>().is_err() {
        let allowed = "postgres://user:password@host:5432/name; what is not a letter or a digit in the password as %XX";
        section.refuse("database", "no address that can be understood".to_owned(), allowed);
    }
    (None, Some(DatabaseAddress(text)))
}

fn path(text: &str) -> Option<PathBuf> {
    (!text.is_empty()).then(|| PathBuf::from(text))
}

pub(super) fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}
