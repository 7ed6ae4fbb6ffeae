//! Questions to a few articles.

use std::sync::Arc;

use bantin_feed::{Article, Category, Timestamp};

use bantin_search::{Asking, Filter, Finding, words_of};

use super::{Searched, Searcher};
use crate::store::{ImportBatch, Incoming, Sqlite, Store};

const YEAR: i64 = 365 * 86_400;

struct Library {
    _folder: tempfile::TempDir,
    store: Arc<dyn Store>,
    searcher: Searcher,
}

/// A site with articles of these titles and texts, each a year newer than the one before, in categories `a` and `b` by turns.
fn library(articles: &[(&str, &str)]) -> Library {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(&folder.path().join("db")).unwrap());
    store.ensure_site("demo", None).unwrap();
    let incoming = |(at, (title, text)): (usize, &(&str, &str))| {
        let slug = if at % 2 == 0 { "a" } else { "b" };
        let article = Article {
            title: Some((*title).to_owned()),
            content_text: Some((*text).to_owned()),
            categories: vec![Category { slug: slug.into(), name: "Mục".into() }],
            ..Article::default()
        };
        Incoming {
            source_id: at.to_string(),
            article: format!("{at}"),
            title: (*title).to_owned(),
            published: Some(i64::try_from(at).unwrap() * YEAR + YEAR / 2),
            categories: vec![bantin_api::Category { slug: slug.into(), name: "Mục".into(), name_en: None }],
            language: if at == 0 { "en".into() } else { String::new() },
            words: words_of(&article),
            ..Incoming::default()
        }
    };
    let articles = articles.iter().enumerate().map(incoming).collect();
    let batch = ImportBatch { source: "s".into(), articles, now: 1, ..ImportBatch::default() };
    store.import("demo", &batch).unwrap();
    Library { _folder: folder, searcher: Searcher::new(Arc::clone(&store)), store }
}

impl Library {
    fn ask(&self, typed: &str, filter: Filter) -> Finding {
        let generation = self.store.generation("demo").unwrap().unwrap();
        let of = Searched { site: "demo", generation, language: "vi", zone: 420 };
        self.searcher.find(of, &Asking { typed: typed.into(), filter, offset: 0, limit: 10 }).unwrap()
    }

    fn ids(&self, typed: &str) -> Vec<u64> {
        self.ask(typed, Filter::default()).ids
    }

    /// What is looked for in the place of a question, and the words left out.
    fn offered(&self, typed: &str) -> Option<(String, String)> {
        let offer = self.ask(typed, Filter::default()).offer?;
        Some((offer.query.text(), offer.left_out.join(" ")))
    }
}

fn ward() -> Library {
    library(&[
        ("Trưởng khu phố 3 họp", "Bàn về trường lớp."),
        ("Trường học mới ở khu phố 7", "Khánh thành ngày 2/9."),
        ("Lịch cúp nước tháng 12/2026", "Cúp nước để sửa ống ở gần trường."),
        ("Nước sạch về xóm", "Có lịch khi cúp."),
        ("Đất đai: thủ tục mới", "Giấy chứng nhận quyền sử dụng đất."),
    ])
}

#[test]
fn diacritics_are_optional_and_respected() {
    let ward = ward();
    assert_eq!(ward.ids("truong hoc"), [2]);
    assert_eq!(ward.ids("TRƯỜNG HỌC"), [2]);
    // In a title, and of those the newer; then in the text.
    assert_eq!(ward.ids("truong"), [2, 1, 3]);
    assert_eq!(ward.ids("trường"), [2, 3, 1]);
    assert_eq!(ward.ids("trưởng"), [1, 2, 3]);
    assert_eq!(ward.ids("dat"), [5]);
    assert_eq!(ward.ids("đất"), [5]);
}

#[test]
fn phrases_titles_and_time() {
    let ward = ward();
    assert_eq!(ward.ids("lịch cúp nước"), [3, 4]);
    assert_eq!(ward.ids("\"cup nuoc\""), [3]);
    assert_eq!(ward.ids("12/2026"), [3]);
    assert_eq!(ward.ids("khu pho"), [2, 1]);
    assert_eq!(ward.ids(""), [5, 4, 3, 2, 1]);
}

#[test]
fn what_was_meant_is_offered() {
    let ward = ward();
    let offered = |typed: &str| ward.offered(typed).map(|(query, _)| query);
    assert_eq!(offered("truwowngf hocj").as_deref(), Some("trường học"));
    assert_eq!(offered("d9a61t").as_deref(), Some("đất"));
    assert_eq!(offered("truogn hoc").as_deref(), Some("truong hoc"));
    assert_eq!(offered("truonghoc").as_deref(), Some("truong hoc"));
    assert_eq!(offered("trường học"), None);
    assert_eq!(offered("zzzzz"), None);
    assert_eq!(ward.ids("truwowngf hocj"), [2]);
    assert_eq!(ward.offered("lich cup nuoc benhvienx"), Some(("lich cup nuoc".into(), "benhvienx".into())));
    assert_eq!(ward.ids("benhvienx hoidongy"), [0; 0]);
}

#[test]
fn filters_tell_how_many_there_would_be() {
    let ward = ward();
    let all = ward.ask("", Filter::default());
    assert_eq!(all.categories, [("a".to_owned(), 3), ("b".to_owned(), 2)]);
    assert_eq!(all.years, [(1974, 1), (1973, 1), (1972, 1), (1971, 1), (1970, 1)]);
    let of_b = ward.ask("nuoc", Filter { category: Some("b".into()), ..Filter::default() });
    assert_eq!((of_b.ids, of_b.total), (vec![4], 1));
    assert_eq!(of_b.categories, [("a".to_owned(), 1), ("b".to_owned(), 1)], "of the other category too");
    let since = ward.ask("", Filter { since: Some(3 * YEAR), ..Filter::default() });
    assert_eq!((since.ids, since.years.len()), (vec![5, 4], 5));
    let until = ward.ask("", Filter { until: Some(YEAR), ..Filter::default() });
    assert_eq!(until.ids, [1]);
    let english = ward.ask("", Filter { language: Some("en".into()), ..Filter::default() });
    assert_eq!(english.ids, [1]);
    let none = ward.ask("", Filter { category: Some("c".into()), ..Filter::default() });
    assert_eq!((none.ids, none.total), (vec![], 0));
    assert_eq!(Timestamp::new(4 * YEAR, 420).civil().year, 1973);
}

#[test]
fn titles_go_on_as_they_are_typed() {
    let ward = ward();
    let suggested =
        |typed: &str| ward.searcher.suggest("demo", typed).unwrap().into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(suggested("n"), [4, 3]);
    assert_eq!(suggested("khu ph"), [2, 1]);
    assert_eq!(suggested("trưởng kh"), [1, 2]);
    assert_eq!(suggested("truong "), [2, 1]);
    assert_eq!(suggested("cup nuoc thang 1"), [3]);
    assert_eq!(suggested(""), [0; 0]);
    assert_eq!(suggested("ban ve"), [0; 0], "only titles");
}
