//! One connection: how it is made, and how a piece of work is done on it.

use std::collections::HashMap;
use std::time::Duration;

use postgres::config::{SslMode, TargetSessionAttrs};
use postgres::error::SqlState;
use postgres::types::ToSql;
use postgres::{Client, Config, IsolationLevel, NoTls, Row, Statement, Transaction};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Fault, StoreError};

/// How long a connection may take to be made, for each host.
const CONNECT: Duration = Duration::from_secs(5);

/// How long bytes may stand without being acknowledged, and how long a silent connection is believed in.
const SILENT: Duration = Duration::from_secs(10);

/// What every session has: nothing waits for ever, and a server that stands still in the midst of a transaction does not
/// hold others up.
const TIMEOUTS: &str =
    "SET statement_timeout = '60s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '10s'";

/// Tables here grow from nothing to millions of rows within hours, or are empty after a crash: a plan that was kept from then
/// would go through all of them. Making one takes a fraction of a batch.
const PLANS: &str = "SET plan_cache_mode = 'force_custom_plan'";

/// How often a transaction that met another one is tried.
const TRIES: u32 = 10;

/// How a piece of work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Each statement by itself.
    Plainly,
    /// Seeing one moment throughout, and changing nothing.
    AtOnce,
    /// All of it or nothing. Each statement sees what was committed before it; rows are locked where that matters.
    Whole,
}

/// How connections are made.
pub(super) struct Connector {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Connector {
    /// # Errors
    /// When the address cannot be understood, or there is nothing to judge certificates by. Neither names the password.
    pub(super) fn new(address: &str) -> Result<Self, StoreError> {
        let mut config: Config = address.parse().map_err(|_| StoreError::Address)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_application_name().is_none() {
            config.application_name("bantin");
        }
        config.tcp_user_timeout(SILENT).keepalives_idle(SILENT).keepalives_interval(SILENT / 2).keepalives_retries(2);
        // Of several hosts only the one that takes writes will do.
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        let tls = matches!(config.get_ssl_mode(), SslMode::Require).then(tls).transpose()?;
        Ok(Self { config, tls })
    }

    pub(super) fn connect(&self) -> Result<Session, Fault> {
        let connected = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        // Whatever it is, it may be put right without us.
        let mut client = connected.map_err(|error| StoreError::Away(super::faults::told(&error)))?;
        client.batch_execute(TIMEOUTS)?;
        // Another engine than PostgreSQL may not know the setting: it plans as it does.
        if let Err(error) = client.batch_execute(PLANS)
            && error.code() != Some(&SqlState::UNDEFINED_OBJECT)
        {
            return Err(error.into());
        }
        let mut shown = |name: &str| -> Result<String, Fault> {
            let row = client.query_one("SELECT current_setting($1)", &[&name])?;
            Ok(row.try_get(0)?)
        };
        let encoding = shown("server_encoding")?;
        if !encoding.eq_ignore_ascii_case("utf8") {
            return Err(StoreError::Encoding(encoding).into());
        }
        let mut commits = shown("synchronous_commit")?;
        if commits == "off" {
            client.batch_execute("SET synchronous_commit = on")?;
            commits = client.query_one("SELECT current_setting('synchronous_commit')", &[])?.try_get(0)?;
        }
        Ok(Session { client, statements: HashMap::new(), is_durable: commits != "off" })
    }
}

/// Verifies the database's certificate by what this system trusts.
fn tls() -> Result<MakeRustlsConnect, StoreError> {
    // There may be one already: it is this one then.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match MakeRustlsConnect::with_native_certs() {
        Ok((tls, _)) => Ok(tls),
        Err(errors) => {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Err(StoreError::Other(format!("no certificates to judge the database's by: {}", errors.join(", "))))
        }
    }
}

/// One connection, and the statements that were prepared on it.
pub(super) struct Session {
    client: Client,
    statements: HashMap<String, Statement>,
    /// Whether a commit is answered only once it is on disk.
    pub(super) is_durable: bool,
}

impl Session {
    /// Does the work; where it met another transaction, again.
    pub(super) fn run<T>(
        &mut self,
        how: How,
        work: &mut dyn FnMut(&mut Work<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut tried = 0;
        loop {
            tried += 1;
            match self.once(how, work) {
                Err(fault) if fault.is_conflict() && tried < TRIES => std::thread::sleep(jitter(tried)),
                done => return done,
            }
        }
    }

    fn once<T>(&mut self, how: How, work: &mut dyn FnMut(&mut Work<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        let Self { client, statements, .. } = self;
        let begun = match how {
            How::Plainly => return work(&mut Work { via: Via::Client(client), statements }),
            How::AtOnce => {
                client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true).start()?
            }
            How::Whole => {
                client.build_transaction().isolation_level(IsolationLevel::ReadCommitted).read_only(false).start()?
            }
        };
        let mut within = Work { via: Via::Transaction(begun), statements };
        let done = work(&mut within)?;
        if let Via::Transaction(transaction) = within.via {
            transaction.commit().map_err(Fault::of_commit)?;
        }
        Ok(done)
    }
}

/// Longer with every try, and another length for each of those who met.
fn jitter(tried: u32) -> Duration {
    let mut random = [0; 2];
    // Without randomness all wait as long, and meet again; they are tried a number of times at most.
    let _ = getrandom::fill(&mut random);
    let most = 2_000_u64 << tried.min(6);
    Duration::from_micros(500 + u64::from(u16::from_le_bytes(random)) * most / 65_536)
}

enum Via<'s> {
    Client(&'s mut Client),
    Transaction(Transaction<'s>),
}

/// What a piece of work asks the database by. A statement is prepared once for each connection.
pub(super) struct Work<'s> {
    via: Via<'s>,
    statements: &'s mut HashMap<String, Statement>,
}

/// What stands in a statement for its values.
pub(super) type Values<'v> = &'v [&'v (dyn ToSql + Sync)];

impl Work<'_> {
    fn prepared(&mut self, sql: &str) -> Result<Statement, Fault> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = match &mut self.via {
            Via::Client(client) => client.prepare(sql)?,
            Via::Transaction(transaction) => transaction.prepare(sql)?,
        };
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// All rows.
    pub(super) fn rows(&mut self, sql: &str, values: Values<'_>) -> Result<Vec<Row>, Fault> {
        let statement = self.prepared(sql)?;
        Ok(match &mut self.via {
            Via::Client(client) => client.query(&statement, values)?,
            Via::Transaction(transaction) => transaction.query(&statement, values)?,
        })
    }

    /// The first row, if there is any.
    pub(super) fn row(&mut self, sql: &str, values: Values<'_>) -> Result<Option<Row>, Fault> {
        Ok(self.rows(sql, values)?.into_iter().next())
    }

    /// The number in the only row's only column.
    pub(super) fn number(&mut self, sql: &str, values: Values<'_>) -> Result<i64, Fault> {
        let row = self.row(sql, values)?;
        let row = row.ok_or_else(|| StoreError::Other("the database answered no row where there is one".to_owned()))?;
        Ok(row.try_get(0)?)
    }

    /// How many rows were changed.
    pub(super) fn execute(&mut self, sql: &str, values: Values<'_>) -> Result<u64, Fault> {
        let statement = self.prepared(sql)?;
        Ok(match &mut self.via {
            Via::Client(client) => client.execute(&statement, values)?,
            Via::Transaction(transaction) => transaction.execute(&statement, values)?,
        })
    }

    /// Several statements without values.
    pub(super) fn script(&mut self, sql: &str) -> Result<(), Fault> {
        match &mut self.via {
            Via::Client(client) => client.batch_execute(sql)?,
            Via::Transaction(transaction) => transaction.batch_execute(sql)?,
        }
        Ok(())
    }
}
