//! Articles found by their words.

use bantin_search::{Field, IndexedWords, Shown, Sought};
use bantin_server::store::{ImportBatch, Incoming, MISSED_DAYS, Store, Which};

use super::{batch, both_stores, category, incoming};

fn with(number: u64, published: i64, title: &str, text: &str) -> Incoming {
    let often = text.split(' ').map(|word| format!("{word}=")).collect::<Vec<_>>().join(" ");
    let words = IndexedWords { title: title.into(), text: format!("{title} {text}"), often };
    Incoming { words, article: format!("{title} {text}"), ..incoming(number, published) }
}

fn phrases(asked: &str) -> Vec<Vec<String>> {
    asked.split(", ").map(|phrase| phrase.split(' ').map(str::to_owned).collect()).collect()
}

/// What is found by phrases with commas between them.
fn found(store: &dyn Store, field: Field, asked: &str) -> Vec<u64> {
    store.sought("demo", &Sought::of(field, phrases(asked), 100)).unwrap()
}

/// One hour.
const HOUR: i64 = 3600;

fn three(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let articles = vec![
        with(1, HOUR, "lich cup nuoc =lichj =cups =nuwowcs", "khu pho 3"),
        with(2, 3 * HOUR, "nuoc sach =nuwowcs =sachj", "khong cup"),
        with(3, 2 * HOUR, "le hoi =leex", "nuoc cup lich o khu pho"),
    ];
    store.import("demo", &batch(articles)).unwrap();
}

fn words_and_phrases_are_found_the_newest_first(store: &dyn Store) {
    three(store);
    let text = |asked| found(store, Field::Text, asked);
    assert_eq!(text("nuoc"), [2, 3, 1]);
    assert_eq!(text("nuoc, cup"), [2, 3, 1]);
    assert_eq!(text("cup nuoc"), [1]);
    assert_eq!(text("=leex"), [3]);
    assert_eq!(text("khu pho, lich"), [3, 1]);
    assert_eq!(text("benh"), [0; 0]);
    assert_eq!(found(store, Field::Title, "cup"), [1]);
    assert_eq!(found(store, Field::Often, "pho="), [3, 1]);
    assert_eq!(found(store, Field::Often, "pho"), [0; 0]);
    let two = Sought::of(Field::Text, phrases("nuoc"), 2);
    assert_eq!(store.sought("demo", &two).unwrap(), [2, 3]);
    let since = Sought { since: 2 * HOUR, ..Sought::of(Field::Text, phrases("nuoc"), 9) };
    assert_eq!(store.sought("demo", &since).unwrap(), [2, 3]);
    let until = Sought { until: 2 * HOUR, ..Sought::of(Field::Text, phrases("nuoc"), 9) };
    assert_eq!(store.sought("demo", &until).unwrap(), [3, 1]);
}

fn a_word_may_go_on(store: &dyn Store) {
    three(store);
    let beginning =
        |asked| store.sought("demo", &Sought { goes_on: true, ..Sought::of(Field::Title, phrases(asked), 9) });
    assert_eq!(beginning("nu").unwrap(), [2, 1]);
    assert_eq!(beginning("nuoc, c").unwrap(), [1]);
    assert_eq!(beginning("cup nu").unwrap(), [1]);
    assert_eq!(beginning("lichx").unwrap(), [0; 0]);
}

fn what_an_import_changes_is_found_as_it_is_now(store: &dyn Store) {
    three(store);
    store.import("demo", &batch(vec![with(1, 9 * HOUR, "thong bao", "moi")])).unwrap();
    assert_eq!(found(store, Field::Text, "lich"), [3]);
    assert_eq!(found(store, Field::Title, "nuoc"), [2]);
    assert_eq!(found(store, Field::Text, "thong bao"), [1]);
    store.withdraw("demo", 1, 5).unwrap();
    assert_eq!(found(store, Field::Text, "thong bao"), [0; 0]);
    store.withdraw("demo", 1, 6).unwrap();
    let complete = ImportBatch { complete: true, ..batch(vec![with(1, 9 * HOUR, "thong bao", "moi")]) };
    store.import("demo", &complete).unwrap();
    assert_eq!(found(store, Field::Text, "thong bao"), [1], "it is there again");
    assert_eq!(found(store, Field::Text, "nuoc"), [0; 0], "what the source no longer has is not found");
}

fn a_site_finds_its_own_alone(store: &dyn Store) {
    three(store);
    store.ensure_site("other", None).unwrap();
    store.import("other", &batch(vec![with(1, HOUR, "nuoc", "mam")])).unwrap();
    assert_eq!(store.sought("other", &Sought::of(Field::Text, phrases("nuoc"), 9)).unwrap(), [1]);
    assert_eq!(store.sought("other", &Sought::of(Field::Text, phrases("cup"), 9)).unwrap(), [0; 0]);
    assert_eq!(found(store, Field::Text, "mam"), [0; 0]);
    let words: Vec<String> = ["nuoc", "mam", "cup", "x"].map(str::to_owned).into();
    assert_eq!(store.words_known("demo", &words, 2).unwrap(), [2, 0, 2, 0]);
    assert_eq!(store.words_known("other", &words, 2).unwrap(), [1, 1, 0, 0]);
    assert!(store.sought("nobody", &Sought::of(Field::Text, phrases("nuoc"), 9)).is_err());
}

fn a_question_is_words_whatever_it_looks_like(store: &dyn Store) {
    three(store);
    for odd in ["\"", "nuoc\"", "NEAR", "a'b", "a\\", "'", "AND", "*", "title:", "(", "й", "新聞", "🎉", "a\0b"] {
        for field in [Field::Title, Field::Text] {
            let odd = Sought { goes_on: true, ..Sought::of(field, vec![vec![odd.to_owned(), "nuoc".to_owned()]], 9) };
            assert!(store.sought("demo", &odd).is_ok(), "{odd:?}");
        }
    }
    assert_eq!(store.words_known("demo", &["\"'".to_owned()], 9).unwrap(), [0]);
}

fn what_is_shown_is_told_with_its_categories(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let one = Incoming {
        categories: vec![category("b"), category("a")],
        pinned: true,
        language: "en".into(),
        ..incoming(1, 50)
    };
    store.import("demo", &batch(vec![one, incoming(2, 40), incoming(3, 30)])).unwrap();
    store.withdraw("demo", 2, 5).unwrap();
    let rows = [
        Shown { id: 1, published: 50, pinned: true, language: "en".into(), categories: vec!["b".into(), "a".into()] },
        Shown { id: 3, published: 30, pinned: false, language: "vi".into(), categories: vec![] },
    ];
    assert_eq!(store.shown("demo").unwrap(), rows);
    assert_eq!(store.listing("demo", &Which { limit: 9, ..Which::default() }).unwrap().total, 2);
}

fn what_is_not_found_is_added_up_by_day(store: &dyn Store) {
    store.ensure_site("a", None).unwrap();
    store.ensure_site("b", None).unwrap();
    let note =
        |site: &str, day: i64, words: &str, visitors: u64| store.note_missed(site, day, words, visitors).unwrap();
    note("a", 1_000, "ho boi", 5);
    note("a", 1_000, "ho boi", 1);
    note("a", 1_001, "ho boi", 5);
    note("a", 1_001, "benh vien", 7);
    note("b", 1_001, "xe buyt", 5);
    let missed = |days: std::ops::RangeInclusive<i64>, most: u64| store.missed("a", &days, most).unwrap();
    let (pool, hospital) = (("ho boi".to_owned(), 11), ("benh vien".to_owned(), 7));
    assert_eq!(missed(0..=2_000, 9), [pool.clone(), hospital.clone()]);
    assert_eq!(missed(0..=2_000, 1), [pool]);
    assert_eq!(missed(1_001..=1_001, 9), [hospital, ("ho boi".to_owned(), 5)]);
    assert_eq!(missed(0..=999, 9), []);
    // More than a year later the first of them is gone, of this site alone.
    note("a", 1_001 + MISSED_DAYS, "cho ngay", 5);
    assert_eq!(missed(0..=1_000, 9), []);
    assert_eq!(missed(1_001..=1_001, 9).len(), 2);
    assert_eq!(store.missed("b", &(0..=2_000), 9).unwrap(), [("xe buyt".to_owned(), 5)]);
}

both_stores!(
    words_and_phrases_are_found_the_newest_first,
    a_word_may_go_on,
    what_an_import_changes_is_found_as_it_is_now,
    a_site_finds_its_own_alone,
    a_question_is_words_whatever_it_looks_like,
    what_is_shown_is_told_with_its_categories,
    what_is_not_found_is_added_up_by_day,
);
