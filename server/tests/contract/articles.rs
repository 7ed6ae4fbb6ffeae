//! Listings, single articles, neighbours, and what feeds and sitemaps ask for.

use bantin_server::store::{Newest, Store, StoreError, Tongue, Which};

use super::{batch, both_stores, category, incoming};

fn ids(rows: &[bantin_server::store::ArticleRow]) -> Vec<u64> {
    rows.iter().map(|row| row.id).collect()
}

/// Ids 1 to 6, published in that order but for 6, which is as old as 1; 2 is pinned; 3 is withdrawn; even ones are news.
fn filled(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let mut articles: Vec<_> = (1..=5).map(|number| incoming(number, 100 * i64::try_from(number).unwrap())).collect();
    articles.push(incoming(6, 100));
    articles[1].pinned = true;
    for number in [2, 4, 6] {
        articles[number - 1].categories = vec![category("tin-tuc"), category("y-te"), category("tin-tuc")];
    }
    articles[3].language = "en".into();
    articles[4].language = String::new();
    store.import("demo", &batch(articles)).unwrap();
    assert!(store.withdraw("demo", 3, 2_000).unwrap());
}

fn a_listing_has_the_pinned_first_then_the_newest(store: &dyn Store) {
    filled(store);
    let all = store.listing("demo", &Which { limit: 10, ..Which::default() }).unwrap();
    assert_eq!((all.total, ids(&all.articles)), (5, vec![2, 5, 4, 6, 1]));
    let part = store.listing("demo", &Which { limit: 2, offset: 1, ..Which::default() }).unwrap();
    assert_eq!((part.total, ids(&part.articles)), (5, vec![5, 4]));
    let of = |slug: &str| {
        let which = Which { category: Some(slug.into()), limit: 10, ..Which::default() };
        let listing = store.listing("demo", &which).unwrap();
        (listing.total, ids(&listing.articles))
    };
    assert_eq!(of("tin-tuc"), (3, vec![2, 4, 6]));
    assert_eq!(of("y-te"), (3, vec![2, 4, 6]));
    assert_eq!((of("none"), of("tin\0tuc")), ((0, vec![]), (0, vec![])));
    let beyond = Which { offset: u64::MAX, limit: u64::MAX, ..Which::default() };
    assert_eq!(store.listing("demo", &beyond).unwrap().articles, []);
    assert!(matches!(store.listing("other", &Which::default()), Err(StoreError::NoSite(site)) if site == "other"));
}

fn an_article_is_as_it_came(store: &dyn Store) {
    filled(store);
    let row = store.article("demo", 4).unwrap().unwrap();
    assert_eq!((row.source.as_str(), row.base.as_str()), ("import", "https://old.example/"));
    assert_eq!((row.article.as_str(), row.title.as_str(), row.slug.as_str()), ("article 4", "Tin số 4", "tin-4"));
    assert_eq!((row.withdrawn, row.changed), (false, 400));
    assert!(store.article("demo", 3).unwrap().unwrap().withdrawn);
    assert_eq!(store.article("demo", 7).unwrap(), None);
    assert_eq!(store.article("demo", u64::MAX).unwrap(), None);
    assert_eq!(store.article_of_source("demo", "import", "S4").unwrap().unwrap().id, 4);
    for (source, id) in [("import", "s4"), ("import", "S3"), ("other", "S4"), ("import", "S4\0")] {
        assert_eq!(store.article_of_source("demo", source, id).unwrap(), None, "{source} {id}");
    }
    assert_eq!(store.article_of_any_case("demo", "import", "s4").unwrap().unwrap().id, 4);
    assert_eq!(store.article_of_any_case("demo", "import", "s3").unwrap().unwrap().id, 3, "withdrawn or not");
    assert_eq!(store.article_of_any_case("demo", "import", "s9").unwrap(), None);
}

fn letter_case_is_that_of_ascii(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let mut article = incoming(1, 1);
    article.source_id = "Đường-A".into();
    store.import("demo", &batch(vec![article])).unwrap();
    let found = |id: &str| store.article_of_any_case("demo", "import", id).unwrap().is_some();
    assert_eq!((found("Đường-a"), found("đường-a")), (true, false));
}

fn neighbours_are_the_nearest_in_time_whatever_is_pinned(store: &dyn Store) {
    filled(store);
    let around = |id: u64, limit: usize| {
        let found = store.neighbours("demo", id, limit).unwrap();
        let ids = |rows: &[bantin_server::store::NeighbourRow]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
        (ids(&found.newer), ids(&found.older))
    };
    assert_eq!(around(4, 5), (vec![5], vec![2, 6, 1]));
    assert_eq!(around(6, 1), (vec![2], vec![1]));
    assert_eq!(around(3, 1), (vec![4], vec![2]), "of a withdrawn one too");
    assert_eq!(around(9, 5), (vec![], vec![]));
    let row = store.neighbours("demo", 4, 1).unwrap().newer.remove(0);
    assert_eq!((row.title.as_str(), row.slug.as_str()), ("Tin số 5", "tin-5"));
    assert_eq!(row.date_published.as_deref(), Some("date 500"));
}

fn the_newest_of_a_language(store: &dyn Store) {
    filled(store);
    let of = |category: Option<&str>, tongue: Tongue, offset: u64| {
        let which = Newest { category: category.map(Into::into), tongue, offset, limit: 2 };
        let listing = store.newest("demo", &which).unwrap();
        (listing.total, ids(&listing.articles))
    };
    let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
    assert_eq!(of(None, Tongue::In("vi".into()), 0), (3, vec![2, 6]));
    assert_eq!(of(None, Tongue::In("vi".into()), 2), (3, vec![1]));
    assert_eq!(of(None, Tongue::In("en".into()), 0), (1, vec![4]));
    assert_eq!(of(None, Tongue::NotIn(tags(&["en"])), 0), (4, vec![5, 2]));
    assert_eq!(of(None, Tongue::NotIn(tags(&["en", "vi"])), 0), (1, vec![5]), "one without a language is in none");
    assert_eq!(of(None, Tongue::NotIn(vec![]), 0), (5, vec![5, 4]));
    assert_eq!(of(Some("y-te"), Tongue::In("vi".into()), 0), (2, vec![2, 6]));
    assert_eq!(of(Some("y-te"), Tongue::NotIn(tags(&["vi"])), 0), (1, vec![4]));
    assert_eq!(of(Some("\0"), Tongue::In("vi".into()), 0), (0, vec![]));
}

fn sitemaps_and_news(store: &dyn Store) {
    filled(store);
    let listed: Vec<_> =
        store.listed("demo").unwrap().into_iter().map(|row| (row.id, row.language, row.changed)).collect();
    let row = |id, language: &str, changed| (id, language.to_owned(), changed);
    assert_eq!(
        listed,
        [row(1, "vi", 100), row(6, "vi", 100), row(2, "vi", 200), row(4, "en", 400), row(5, "", 500)],
        "the oldest first"
    );
    let news = |since, until, limit| {
        store.news("demo", since, until, limit).unwrap().iter().map(|row| (row.id, row.published)).collect::<Vec<_>>()
    };
    assert_eq!(news(100, 400, 9), [(4, 400), (2, 200), (6, 100), (1, 100)]);
    assert_eq!(news(101, 399, 9), [(2, 200)]);
    assert_eq!(news(100, 500, 1), [(5, 500)]);
}

fn translations_are_those_that_are_shown(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let mut articles: Vec<_> = (1..=3).map(|number| incoming(number, 1)).collect();
    articles[0].translations = vec!["S2".into(), "S2".into(), "S9".into()];
    articles[1].translations = vec!["S1".into(), "S3".into()];
    store.import("demo", &batch(articles.clone())).unwrap();
    assert_eq!(store.translations("demo").unwrap(), [(1, 2), (2, 1), (2, 3)]);
    store.withdraw("demo", 3, 1).unwrap();
    assert_eq!(store.translations("demo").unwrap(), [(1, 2), (2, 1)]);
    store.withdraw("demo", 1, 1).unwrap();
    assert_eq!(store.translations("demo").unwrap(), []);
    assert_eq!(store.translations("demo").unwrap(), []);
}

both_stores!(
    a_listing_has_the_pinned_first_then_the_newest,
    an_article_is_as_it_came,
    letter_case_is_that_of_ascii,
    neighbours_are_the_nearest_in_time_whatever_is_pinned,
    the_newest_of_a_language,
    sitemaps_and_news,
    translations_are_those_that_are_shown,
);
