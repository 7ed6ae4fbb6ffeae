//! What a frame says that shows nothing else, in Vietnamese and English.

use bantin_api::Language;

use super::Refused;
use super::asked::Wrong;

/// A heading, what is wrong line by line, and what to do.
pub(super) struct Notice {
    pub(super) title: String,
    pub(super) said: Vec<String>,
    pub(super) wrong: Vec<String>,
}

pub(super) fn notice(refused: &Refused, language: Language) -> Notice {
    let vi = language == Language::Vi;
    let pick = |vietnamese: &str, english: &str| if vi { vietnamese } else { english }.to_owned();
    let said = |line: String| Notice { title: String::new(), said: vec![line], wrong: Vec::new() };
    match refused {
        Refused::Wrong(wrong) => Notice {
            title: pick("Địa chỉ của khung này bị sai", "The address of this frame is wrong"),
            said: vec![pick(
                "Xin sửa lại thuộc tính src của thẻ iframe.",
                "Please correct the attribute src of the iframe.",
            )],
            wrong: wrong.iter().map(|wrong| line(wrong, vi)).collect(),
        },
        Refused::Site(site) => Notice {
            title: pick("Không có trang tin này", "There is no such site"),
            ..said(if vi {
                format!(
                    "Máy chủ không có trang tin nào mang mã “{site}”. Xin kiểm tra mã trong địa chỉ của thẻ iframe."
                )
            } else {
                format!(
                    "The server has no site with the id “{site}”. Please check the id in the address of the iframe."
                )
            })
        },
        Refused::Article(article) => Notice {
            title: pick("Không có bài viết này", "There is no such article"),
            ..said(if vi {
                format!("Trang tin không có bài viết số {article}.")
            } else {
                format!("The site has no article {article}.")
            })
        },
        Refused::Withdrawn => Notice {
            title: pick("Bài viết đã được gỡ", "The article was withdrawn"),
            ..said(pick(
                "Cơ quan đăng tin đã gỡ bài viết này.",
                "The office that published this article has withdrawn it.",
            ))
        },
    }
}

fn line(Wrong { key, value, allowed }: &Wrong, vi: bool) -> String {
    let allowed = match (allowed.as_str(), vi) {
        ("", true) => "không có giá trị nào",
        ("", false) => "nothing",
        (allowed, _) => allowed,
    };
    if vi {
        format!("{key} = “{value}” không dùng được. Được phép: {allowed}.")
    } else {
        format!("{key} = “{value}” cannot be used. Allowed: {allowed}.")
    }
}
