//! Sites, and articles in, changed and withdrawn.

use bantin_server::store::{ImportBatch, ImportTotals, Imported, Measure, MediaFile, Store, StoreError, Which};

use super::{batch, both_stores, category, incoming};

fn a_site_is_made_once_and_named_by_whoever_names_it(store: &dyn Store) {
    assert_eq!(store.site("demo").unwrap(), None);
    assert_eq!((store.generation("demo").unwrap(), store.numbers("demo", 1).unwrap()), (None, None));
    store.ensure_site("demo", None).unwrap();
    let generation = || store.generation("demo").unwrap().unwrap();
    let (first, uid) = (generation(), store.site("demo").unwrap().unwrap().uid);
    assert_eq!((uid.len(), store.site("demo").unwrap().unwrap().name.as_str()), (32, "demo"));
    store.ensure_site("demo", None).unwrap();
    assert_eq!(generation(), first, "nothing has changed");
    store.ensure_site("demo", Some("Phường Demo")).unwrap();
    let site = store.site("demo").unwrap().unwrap();
    assert_eq!((site.name.as_str(), site.uid.as_str()), ("Phường Demo", uid.as_str()));
    assert!(generation() > first);
    let named = generation();
    store.ensure_site("demo", Some("Phường Demo")).unwrap();
    store.ensure_site("demo", None).unwrap();
    assert_eq!((generation(), store.site("demo").unwrap().unwrap().name.as_str()), (named, "Phường Demo"));
    store.ensure_site("another", None).unwrap();
    assert_eq!(store.site_ids().unwrap(), ["demo", "another"], "the oldest first");
    assert_ne!(store.site("another").unwrap().unwrap().uid, uid);
}

fn an_import_tells_what_is_new_changed_and_the_same(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let generation = || store.generation("demo").unwrap().unwrap();
    let first = generation();
    let taken = store.import("demo", &batch(vec![incoming(1, 1), incoming(2, 2)])).unwrap();
    assert_eq!(taken, Imported { new: 2, ..Imported::default() });
    let filled = generation();
    assert!(filled > first);
    let mut only_raw = incoming(1, 1);
    only_raw.raw = "another server's views".into();
    let taken = store.import("demo", &batch(vec![only_raw, incoming(2, 2)])).unwrap();
    assert_eq!((taken, generation()), (Imported { unchanged: 2, ..Imported::default() }, filled));
    let mut changed = incoming(2, 5);
    (changed.article, changed.title, changed.pinned) = ("another".into(), "Khác".into(), true);
    let taken = store.import("demo", &batch(vec![changed.clone(), incoming(3, 3)])).unwrap();
    assert_eq!(taken, Imported { new: 1, changed: 1, ..Imported::default() });
    assert!(generation() > filled);
    let row = store.article("demo", 2).unwrap().unwrap();
    assert_eq!((row.title.as_str(), row.article.as_str(), row.changed), ("Khác", "another", 1_000));
    changed.modified = Some(700);
    changed.article = "once more".into();
    store.import("demo", &batch(vec![changed])).unwrap();
    assert_eq!(store.article("demo", 2).unwrap().unwrap().changed, 700, "as its source says");
    assert!(matches!(store.import("other", &batch(vec![])), Err(StoreError::NoSite(_))));
}

fn what_a_complete_import_does_not_have_is_withdrawn_and_comes_again(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let complete = |articles| ImportBatch { complete: true, ..batch(articles) };
    store.import("demo", &batch(vec![incoming(1, 1), incoming(2, 2)])).unwrap();
    let other = ImportBatch { source: "other".into(), ..batch(vec![incoming(1, 3)]) };
    store.import("demo", &other).unwrap();
    let taken = store.import("demo", &complete(vec![incoming(2, 2)])).unwrap();
    assert_eq!(taken, Imported { unchanged: 1, withdrawn: 1, ..Imported::default() });
    let shown = || {
        let listing = store.listing("demo", &Which { limit: 9, ..Which::default() }).unwrap();
        listing.articles.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(shown(), [3, 2], "another source's article stays, and has an id of its own");
    let taken = store.import("demo", &complete(vec![incoming(1, 1), incoming(2, 2)])).unwrap();
    assert_eq!(taken, Imported { changed: 1, unchanged: 1, ..Imported::default() });
    assert_eq!(shown(), [3, 2, 1], "under the same id");
    let generation = store.generation("demo").unwrap();
    assert!(store.withdraw("demo", 1, 9).unwrap());
    assert_ne!(store.generation("demo").unwrap(), generation);
    assert!(!store.withdraw("demo", 99, 9).unwrap());
    let totals = store.import_totals().unwrap();
    let sums = Imported { new: 3, changed: 1, unchanged: 2, withdrawn: 1 };
    assert_eq!(totals, [ImportTotals { site: "demo".into(), sums, refused: 0 }]);
}

fn categories_are_met_in_order(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let with = |number: u64, slugs: &[&str]| bantin_server::store::Incoming {
        categories: slugs.iter().map(|slug| category(slug)).collect(),
        article: format!("{number} {slugs:?}"),
        ..incoming(number, 1)
    };
    store.import("demo", &batch(vec![with(1, &["b", "a"]), with(2, &["c", "a"])])).unwrap();
    let slugs = || store.site("demo").unwrap().unwrap().categories.into_iter().map(|one| one.slug).collect::<Vec<_>>();
    assert_eq!(slugs(), ["b", "a", "c"]);
    store.import("demo", &batch(vec![with(1, &["d"])])).unwrap();
    assert_eq!(slugs(), ["b", "a", "c", "d"]);
    let of = |slug: &str| {
        store.listing("demo", &Which { category: Some(slug.into()), limit: 9, ..Which::default() }).unwrap().total
    };
    assert_eq!((of("a"), of("b"), of("d")), (1, 0, 1));
}

fn files_are_known_with_their_measure(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let file = |name: &str, measure| MediaFile { file: name.into(), size: u64::from(u32::MAX), measure };
    let measure = Some(Measure { width: 1_200, height: u32::MAX, still: false });
    let with = |media| ImportBatch { media, ..batch(vec![]) };
    let (picture, document) = (file("0.jpg", measure), file("1.pdf", None));
    let media = vec![("b.jpg".to_owned(), picture.clone()), ("a.pdf".to_owned(), document.clone())];
    store.import("demo", &with(media.clone())).unwrap();
    let known = || {
        let mut files = store.media("demo").unwrap();
        files.sort_by(|one, other| one.1.cmp(&other.1));
        files
    };
    let row = |address: &str, file: &MediaFile| ("import".to_owned(), address.to_owned(), file.clone());
    assert_eq!(known(), [row("a.pdf", &document), row("b.jpg", &picture)]);
    let generation = store.generation("demo").unwrap();
    store.import("demo", &with(media)).unwrap();
    assert_eq!(store.generation("demo").unwrap(), generation);
    let other = file("2.pdf", None);
    store.import("demo", &with(vec![("a.pdf".to_owned(), other.clone())])).unwrap();
    assert_eq!(known(), [row("a.pdf", &other), row("b.jpg", &picture)]);
    assert_ne!(store.generation("demo").unwrap(), generation);
}

fn an_import_that_fails_changes_nothing(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    store.import("demo", &batch(vec![incoming(1, 1)])).unwrap();
    let before = (store.generation("demo").unwrap(), store.listed("demo").unwrap(), store.import_totals().unwrap());
    // Not every database can hold this: `importing` does not let it come so far.
    let mut half = batch(vec![incoming(2, 2), incoming(3, 3)]);
    half.articles[1].categories = vec![category("a\0b")];
    if store.import("demo", &half).is_err() {
        let after = (store.generation("demo").unwrap(), store.listed("demo").unwrap(), store.import_totals().unwrap());
        assert_eq!(after, before);
    }
    assert!(store.import("other", &batch(vec![incoming(2, 2)])).is_err());
}

both_stores!(
    a_site_is_made_once_and_named_by_whoever_names_it,
    an_import_tells_what_is_new_changed_and_the_same,
    what_a_complete_import_does_not_have_is_withdrawn_and_comes_again,
    categories_are_met_in_order,
    files_are_known_with_their_measure,
    an_import_that_fails_changes_nothing,
);
