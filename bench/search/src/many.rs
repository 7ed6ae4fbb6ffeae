//! Many articles, made of the sentences and headlines of the demo site: always the same, each another, and with words as frequent as they
//! are in news. Names and numbers are made up, so that some words are rare.

use bantin_bench_figures::Random;
use bantin_feed::{Article, Category, Timestamp, plain_text};

/// Sentences of an article: from so many to so many.
const SENTENCES: (usize, usize) = (8, 24);

/// Seconds between two articles: forty a day.
const APART: i64 = 2_160;

/// When the first was published: in 2019.
const FIRST: i64 = 1_550_000_000;

const FAMILY: [&str; 12] = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"];

/// Beginnings and rests of syllables, for names that are in few articles.
const ONSETS: [&str; 20] =
    ["b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "nh", "ph", "qu", "s", "t", "th", "tr", "v", "x"];
const RHYMES: [&str; 24] = [
    "a", "an", "anh", "ang", "ăm", "ân", "ầu", "én", "êm", "ết", "iên", "iệp", "inh", "oan", "oài", "ôn", "ồng", "ơn",
    "uân", "úc", "uyên", "ưng", "ượng", "ý",
];

/// So many articles.
pub(crate) fn many(demo: &[Article], count: usize) -> Vec<Article> {
    let texts: Vec<String> =
        demo.iter().filter_map(|article| Some(plain_text(article.content_html.as_deref()?))).collect();
    let sentences: Vec<&str> = texts.iter().flat_map(|text| text.split_inclusive(". ")).map(str::trim).collect();
    let titles: Vec<&str> = demo.iter().filter_map(|article| article.title.as_deref()).collect();
    let categories: Vec<&Category> = demo.iter().flat_map(|article| &article.categories).collect();
    let mut random = Random::new(8);
    let article = |at: usize| {
        let person = name(&mut random);
        let length = SENTENCES.0 + random.below(SENTENCES.1 - SENTENCES.0);
        let mut html = format!("<p>{person}, số {}.", random.below(100_000));
        for _ in 0..length {
            html.extend([" ", &escaped(random.one_of(&sentences))]);
        }
        let title = format!("{}: {person}", random.one_of(&titles));
        let at = i64::try_from(at).unwrap_or(0);
        Article {
            id: format!("m{at}"),
            slug: format!("m{at}"),
            title: Some(title),
            content_html: Some(html + "</p>"),
            date_published: Some(Timestamp::new(FIRST + at * APART, 420)),
            categories: categories.get(random.below(categories.len())).map(|one| (*one).clone()).into_iter().collect(),
            language: Some("vi".to_owned()),
            ..Article::default()
        }
    };
    (0..count).map(article).collect()
}

/// A person's name, of some hundred thousand.
pub(crate) fn name(random: &mut Random) -> String {
    let mut syllable = || {
        let syllable = [random.one_of(&ONSETS), random.one_of(&RHYMES)].concat();
        let mut letters = syllable.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    let (middle, given) = (syllable(), syllable());
    format!("{} {middle} {given}", random.one_of(&FAMILY))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
