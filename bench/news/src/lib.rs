//! A ward's news of many years, made up: always the same, each article another. What is measured with news has it from here.

use std::ops::Range;

use bantin_bench_figures::Random;
use serde_json::{Value, json};

/// How many articles there are.
pub const ARTICLES: usize = 10_000;

/// How long a body is, in bytes.
pub const LONG: Range<usize> = 2_000..6_000;

/// An article.
#[derive(Clone, Debug)]
pub struct Article {
    /// From 1.
    pub number: usize,
    /// A sentence.
    pub title: String,
    /// The body as HTML.
    pub html: String,
    /// When it was published, as RFC 3339 has it.
    pub date: String,
    /// The name of its category.
    pub category: &'static str,
}

const WORDS: [&str; 64] = [
    "phường",
    "khu",
    "phố",
    "người",
    "dân",
    "công",
    "trình",
    "hạ",
    "tầng",
    "giao",
    "thông",
    "văn",
    "hóa",
    "xã",
    "hội",
    "giáo",
    "dục",
    "sức",
    "khỏe",
    "môi",
    "trường",
    "an",
    "ninh",
    "trật",
    "tự",
    "hội",
    "nghị",
    "tổng",
    "kết",
    "kế",
    "hoạch",
    "phát",
    "triển",
    "kinh",
    "tế",
    "cải",
    "cách",
    "hành",
    "chính",
    "thủ",
    "tục",
    "đăng",
    "ký",
    "tiếp",
    "nhận",
    "hồ",
    "sơ",
    "trực",
    "tuyến",
    "thanh",
    "niên",
    "phụ",
    "nữ",
    "cựu",
    "chiến",
    "binh",
    "chăm",
    "lo",
    "gia",
    "đình",
    "chính",
    "sách",
    "mùa",
    "mưa",
];

const CATEGORIES: [&str; 6] =
    ["Thông báo", "Tin hoạt động", "Cải cách hành chính", "Văn hóa – Xã hội", "Lấy ý kiến", "Văn bản"];

/// All of them, with bodies as long as this.
#[must_use]
pub fn articles(long: Range<usize>) -> Vec<Article> {
    let mut random = Random::new(1);
    (1..=ARTICLES).map(|number| article(number, &long, &mut random)).collect()
}

/// All of it as a JSON Feed, with bodies as offices write them.
#[must_use]
pub fn whole() -> String {
    json_feed(&articles(LONG))
}

/// Articles as a JSON Feed.
#[must_use]
pub fn json_feed(articles: &[Article]) -> String {
    let items: Vec<Value> = articles.iter().map(item).collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Phường Mười Nghìn Tin",
        "language": "vi",
        "items": items,
    })
    .to_string()
}

/// What only this article's body says: an answer with it is that article's.
#[must_use]
pub fn mark(number: usize) -> String {
    format!("Số hiệu {number:05}/TB-UBND")
}

fn article(number: usize, long: &Range<usize>, random: &mut Random) -> Article {
    let (year, month, day) = (2005 + number / 500, 1 + number % 500 / 42, 1 + number % 28);
    let (hour, minute) = (7 + random.below(11), random.below(60));
    let title = sentence(8 + random.below(8), random);
    let html = body(number, long, random);
    let date = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+07:00");
    Article { number, title, html, date, category: random.one_of(&CATEGORIES) }
}

fn item(article: &Article) -> Value {
    json!({
        "id": format!("tin-{}", article.number),
        "title": article.title,
        "content_html": article.html,
        "date_published": article.date,
        "authors": [{"name": "Văn phòng UBND phường"}],
        "tags": [article.category],
    })
}

/// What an office's editor makes: paragraphs, headings, lists, links and a table.
fn body(number: usize, long: &Range<usize>, random: &mut Random) -> String {
    let long = long.start + random.below(long.end - long.start);
    let mut html = format!("<p><strong>{}</strong>. {}</p>", mark(number), sentence(20, random));
    while html.len() < long {
        let part = match random.below(8) {
            0 => format!("<h2>{}</h2>", sentence(6, random)),
            1 => format!("<ul><li>{}</li><li>{}</li></ul>", sentence(12, random), sentence(9, random)),
            2 => format!(
                "<p>{} <a href=\"https://example.vn/van-ban/{}\">{}</a> {}</p>",
                sentence(9, random),
                random.below(100_000),
                sentence(4, random),
                sentence(14, random)
            ),
            3 => format!(
                "<table><thead><tr><th>Ngày</th><th>Nội dung</th></tr></thead>\
                 <tbody><tr><td>{}/12</td><td>{}</td></tr></tbody></table>",
                1 + random.below(28),
                sentence(8, random)
            ),
            _ => format!("<p>{}. {}.</p>", sentence(24, random), sentence(17, random)),
        };
        html.push_str(&part);
    }
    html
}

fn sentence(words: usize, random: &mut Random) -> String {
    let mut text = String::new();
    for word in 0..words {
        let next = random.one_of(&WORDS);
        if word == 0 {
            let mut letters = next.chars();
            text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            text.push_str(letters.as_str());
        } else {
            text.push(' ');
            text.push_str(next);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_as_long_as_offices_write_them_and_no_two_are_the_same() {
        let mut random = Random::new(1);
        let bodies: Vec<String> = (1..=200).map(|number| body(number, &LONG, &mut random)).collect();
        assert!(bodies.iter().all(|body| (2_000..7_000).contains(&body.len())));
        assert_eq!(bodies.iter().collect::<std::collections::HashSet<_>>().len(), 200);
    }
}
