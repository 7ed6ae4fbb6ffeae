//! A ward's news of many years, made up: always the same, each article another.

use serde_json::{Value, json};

use bantin_bench_figures::Random;

/// How many articles there are.
pub(crate) const ARTICLES: usize = 10_000;

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

/// All of it as a JSON Feed.
pub(crate) fn whole() -> String {
    let mut random = Random::new(1);
    let items: Vec<Value> = (1..=ARTICLES).map(|number| item(number, &mut random)).collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Phường Mười Nghìn Tin",
        "language": "vi",
        "items": items,
    })
    .to_string()
}

/// What only this article's body says: an answer with it is that article's.
pub(crate) fn mark(number: usize) -> String {
    format!("Số hiệu {number:05}/TB-UBND")
}

fn item(number: usize, random: &mut Random) -> Value {
    let (year, month, day) = (2005 + number / 500, 1 + number % 500 / 42, 1 + number % 28);
    let (hour, minute) = (7 + random.below(11), random.below(60));
    let title = sentence(8 + random.below(8), random);
    json!({
        "id": format!("tin-{number}"),
        "title": title,
        "content_html": body(number, random),
        "date_published": format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+07:00"),
        "authors": [{"name": "Văn phòng UBND phường"}],
        "tags": [random.one_of(&CATEGORIES)],
    })
}

/// Two to six thousand bytes of what an office's editor makes: paragraphs, headings, lists, links and a table.
fn body(number: usize, random: &mut Random) -> String {
    let long = 2_000 + random.below(4_000);
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
        let bodies: Vec<String> = (1..=200).map(|number| body(number, &mut random)).collect();
        assert!(bodies.iter().all(|body| (2_000..7_000).contains(&body.len())));
        assert_eq!(bodies.iter().collect::<std::collections::HashSet<_>>().len(), 200);
    }
}
