//! What every store does, written once and done by each: SQLite in a file, PostgreSQL in a database of its own.

mod addresses;
mod articles;
mod carrying;
mod counting;
mod importing;
mod numbers;
mod searching;
mod sources;
mod staff;
mod visitors;

use bantin_api::Category;
use bantin_server::store::{ImportBatch, Incoming, Report, Store};
use bantin_server::visits::Visitor;

/// Makes a test for each store of each function that is given one.
macro_rules! both_stores {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                let dir = tempfile::tempdir().unwrap();
                super::$name(&bantin_server::store::Sqlite::open(&dir.path().join("db")).unwrap());
            })+
        }
        mod postgres {
            $(#[test]
            fn $name() {
                let Some(instance) = crate::support::postgres::shared() else { return };
                super::$name(&bantin_server::store::Postgres::open(&instance.new_database().unwrap()).unwrap());
            })+
        }
    };
}
pub(crate) use both_stores;

pub use crate::support::{DAY, NOON};

pub const MINUTE: i64 = 60;

/// An article of this number, published so many seconds after the beginning.
pub fn incoming(number: u64, published: i64) -> Incoming {
    Incoming {
        source_id: format!("S{number}"),
        format: "jsonfeed".into(),
        base: "https://old.example/".into(),
        raw: format!("raw {number}"),
        article: format!("article {number}"),
        title: format!("Tin số {number}"),
        slug: format!("tin-{number}"),
        date_published: Some(format!("date {published}")),
        published: Some(published),
        language: "vi".into(),
        ..Incoming::default()
    }
}

pub fn category(slug: &str) -> Category {
    Category { slug: slug.into(), name: slug.to_uppercase(), name_en: None }
}

pub fn batch(articles: Vec<Incoming>) -> ImportBatch {
    ImportBatch { source: "import".into(), articles, now: 1_000, ..ImportBatch::default() }
}

/// A site `demo` with articles 1 to 3, ready to count.
pub fn with_articles(store: &dyn Store) {
    store.ensure_site("demo", Some("Demo")).unwrap();
    store.import("demo", &batch((1..=3).map(|number| incoming(number, 100)).collect())).unwrap();
    store.begin_counting().unwrap();
}

pub fn visitor(number: u8) -> Option<Visitor> {
    Some(Visitor { hash: [number; 16], former: None })
}

/// A reading of article 1 at noon by visitor 1.
pub fn report(id: &str) -> Report {
    Report {
        site: "demo".into(),
        id: format!("{id:-<16}"),
        article: Some(1),
        entry: false,
        visitor: visitor(1),
        came_from: None,
        left_out: None,
        at: NOON,
        day: DAY,
        hour: 12,
    }
}
